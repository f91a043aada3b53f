//! The same receipt twice: an original and its split sheets in two applications, and a number whose hospital is stated
//! in two ways. Each row is computed by hand.

use crate::{
    reference::Past,
    worked::{
        doubt::{expect, half, with},
        sketch::{application, evaluate, fixed, plain_bill, programme, rate},
    },
};
use serde_json::{Value, json};
use tongbiao::{adjudication::Adjudication, code::ReasonCode, programme::Programme};

fn plain() -> Programme {
    half(json!({"otherAid": "ignore", "ceiling": "not-applicable"}))
}

fn number(n: &str) -> Value {
    plain_bill(n, "2025-03-01", "1.00")["number"].clone()
}

fn bill(n: &str, amount: &str) -> Value {
    plain_bill(n, "2025-03-01", amount)
}

/// A split sheet of original 7.
fn part(n: &str, amount: &str, whole: Option<&str>) -> Value {
    let mut part = with(bill(n, amount), json!({"receiptKind": "split-sheet", "original": number("0000000007")}));
    if let Some(whole) = whole {
        part["originalTotal"] = whole.into();
    }
    part
}

type Decided = (Past, Adjudication);

/// Decides on an application with the earlier decisions.
fn decide(programme: &Programme, id: &str, receipts: &Value, earlier: &mut Vec<Decided>) -> Decided {
    let case = application(id, json!({"receipts": receipts}));
    let decided = evaluate(programme, &case, Some(earlier.clone())).past;
    earlier.push(decided.clone());
    decided
}

fn amount(outcome: &Adjudication) -> String {
    outcome.amount.map(|amount| amount.to_string()).unwrap_or_default()
}

/// The reasons of each receipt.
fn reasons(outcome: &Adjudication) -> Vec<Vec<ReasonCode>> {
    let receipts = outcome.receipts.as_deref().unwrap_or_default().iter();
    receipts.map(|receipt| receipt.reasons.as_deref().unwrap_or_default().to_vec()).collect()
}

#[test]
fn an_original_and_its_parts_are_known_in_another_application() {
    use ReasonCode::{ReceiptPartsExceedOriginal as Exceed, ReceiptUsedElsewhere as Used, ReceiptVoided as Voided};
    let first_part = || json!([part("0000000003", "1000.00", Some("2000.00"))]);
    let mut exchanged = bill("0000000008", "1000.00");
    exchanged["number"]["paper"] = json!({"code": "41060124", "number": "0000000007"});
    let mut of_paper = part("0000000003", "400.00", None);
    of_paper["original"] = json!({"form": "fiscal-paper", "code": "41060124", "number": "0000000007"});
    let others = with(bill("0000000007", "1000.00"), json!({"patientName": "王安"}));
    let voided = || with(part("0000000003", "1000.00", None), json!({"status": "voided"}));
    for (first, second, expected, why) in [
        // The original was used, then a split sheet of it is submitted. A split sheet was used, then the original is
        // submitted.
        (json!([bill("0000000007", "1000.00")]), json!([part("0000000003", "400.00", None)]), "0.00", vec![vec![Used]]),
        (first_part(), json!([bill("0000000007", "2000.00")]), "0.00", vec![vec![Used]]),
        (json!([exchanged]), json!([of_paper]), "0.00", vec![vec![Used]]),
        // A receipt that was not used is available. Another original is a different receipt.
        (json!([others]), json!([part("0000000003", "400.00", None)]), "200.00", vec![vec![]]),
        (first_part(), json!([bill("0000000006", "2000.00")]), "1000.00", vec![vec![]]),
        // Two split sheets equal their original, or exceed it by a fen.
        (first_part(), json!([part("0000000004", "1000.00", Some("2000.00"))]), "500.00", vec![vec![]]),
        (first_part(), json!([part("0000000004", "1000.01", Some("2000.00"))]), "0.00", vec![vec![Exceed]]),
        // It is sufficient that one of all of them states the total, here or elsewhere.
        (first_part(), json!([part("0000000004", "1000.01", None)]), "0.00", vec![vec![Exceed]]),
        (
            json!([part("0000000003", "1000.00", None)]),
            json!([part("0000000004", "1000.00", Some("1999.99"))]),
            "0.00",
            vec![vec![Exceed]],
        ),
        (
            json!([part("0000000003", "1000.00", None)]),
            json!([part("0000000004", "9000.00", None)]),
            "4500.00",
            vec![vec![]],
        ),
        // Several split sheets here.
        (
            first_part(),
            json!([part("0000000004", "600.00", None), part("0000000005", "400.00", None)]),
            "500.00",
            vec![vec![], vec![]],
        ),
        (
            first_part(),
            json!([part("0000000004", "600.00", None), part("0000000005", "400.01", None)]),
            "0.00",
            vec![vec![Exceed], vec![Exceed]],
        ),
        // Each split sheet counts once, also if it is submitted again.
        (
            first_part(),
            json!([part("0000000003", "1000.00", None), part("0000000004", "1000.00", Some("2000.00"))]),
            "500.00",
            vec![vec![Used], vec![]],
        ),
        // A receipt that is void here was nevertheless used there.
        (
            first_part(),
            json!([voided(), part("0000000004", "1000.01", None)]),
            "0.00",
            vec![vec![Voided, Used], vec![Exceed]],
        ),
    ] {
        let mut earlier = Vec::new();
        decide(&plain(), "first", &first, &mut earlier);
        let outcome = decide(&plain(), "second", &second, &mut earlier).1;
        assert_eq!((amount(&outcome).as_str(), reasons(&outcome)), (expected, why), "{first} {second}");
    }
}

/// The last decision states the amount of a split sheet that was decided on again.
#[test]
fn the_last_decision_tells_what_a_part_is() {
    for (amounts, expected) in [(["400.00", "1000.00"], "0.00"), (["400.00", "999.98"], "500.01")] {
        let mut earlier = Vec::new();
        for of_first in amounts {
            decide(&plain(), "first", &json!([part("0000000003", of_first, Some("2000.00"))]), &mut earlier);
        }
        let second = json!([part("0000000004", "1000.02", None)]);
        assert_eq!(amount(&decide(&plain(), "second", &second, &mut earlier).1), expected);
    }
}

/// In a period a receipt is used even if nothing was awarded for it. Decisions of another programme are separate, and
/// so are those on the application that is decided again.
#[test]
fn used_is_what_counted_in_another_application_of_the_programme() {
    let year = |id: &str| {
        programme(json!({"id": id, "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "items": [{"id": "year", "deductible": fixed("5000.00"), "benefit": {"type": "rate", "rate": rate("0.50")},
                "basis": {"measure": "billed", "per": "period", "period": {"type": "calendar-year", "by": "visited-on"}}}]}))
    };
    let (one, other) = (year("cn.example.one"), year("cn.example.other"));
    let original = json!([bill("0000000007", "6000.00")]);
    let parts = json!([part("0000000003", "1000.00", None)]);
    // Nothing of 1,000.00 is above the deductible. The original is not admitted in addition.
    let mut earlier = Vec::new();
    decide(&one, "first", &parts, &mut earlier);
    let outcome = decide(&one, "second", &original, &mut earlier).1;
    assert_eq!(amount(&outcome), "0.00");
    assert_eq!(reasons(&outcome), [[ReasonCode::ReceiptUsedElsewhere]]);
    assert_eq!(amount(&decide(&other, "second", &original, &mut earlier.clone()).1), "500.00");
    let again = decide(&one, "first", &original, &mut earlier[..1].to_vec()).1;
    assert_eq!(amount(&again), "500.00");
    // If it is not stated, nothing is concluded.
    earlier.truncate(1);
    let stated = earlier[0].1.receipts.as_deref().unwrap()[0].clone();
    assert_eq!((stated.original.map(|keys| keys.len()), stated.original_total), (Some(1), None));
}

/// An older number on two receipts of one day and amount.
fn told(issuer: Value, members: Value) -> Value {
    let mut receipt = with(
        bill("0000000001", "1000.00"),
        json!({"receiptKind": "legacy", "number": {"form": "legacy", "number": "L0000001"}}),
    );
    if !issuer.is_null() {
        receipt["issuer"] = issuer;
    }
    with(receipt, members)
}

#[test]
fn a_hospital_that_is_told_in_two_ways_may_be_one() {
    let (name, other) = (json!({"name": "示例市医院（虚构）"}), json!({"name": "示例市第一医院（虚构）"}));
    let uscc = |n: usize| json!({"uscc": crate::random::programme::HOSPITALS[n].2});
    let code = |n: usize| json!({"code": crate::random::programme::HOSPITALS[n].1});
    let is = |name: &Value, more: Value| with(name.clone(), more);
    let both = |n: usize| with(uscc(n), code(n));
    let tax = |code: Option<&str>| {
        let mut number = json!({"form": "tax-invoice", "number": "12345678"});
        code.into_iter().for_each(|code| number["code"] = code.into());
        json!({"receiptKind": "tax-invoice", "number": number})
    };
    let coded = |code: &str| json!({"number": {"form": "legacy", "number": "L0000001", "code": code}});
    let pair = |a: Value, b: Value| json!([told(a, json!({})), told(b, json!({}))]);
    let pair_of = |a: Value, b: Value| json!([told(name.clone(), a), told(is(&name, uscc(0)), b)]);
    let (first, second) = ("/receipts/0/issuer/uscc", "/receipts/1/issuer/uscc");
    for (receipts, expected) in [
        // Identified once by name and once by a code: missing at the one without a code.
        (pair(name.clone(), is(&name, uscc(0))), Err(vec![first])),
        (pair(is(&name, uscc(0)), name.clone()), Err(vec![second])),
        (pair(name.clone(), is(&other, uscc(0))), Err(vec![first])),
        (pair(name.clone(), is(&other, code(0))), Err(vec![first, second])),
        (pair(is(&name, code(0)), is(&other, uscc(0))), Err(vec![first])),
        (pair(name.clone(), other.clone()), Err(vec![first, second])),
        // With the same code they are the same. With two different keys it is unknown.
        (pair(is(&name, code(0)), is(&other, code(0))), Err(vec![first, second])),
        (pair(is(&name, code(0)), is(&name, both(0))), Err(vec![first])),
        // Distinguished by the fact that both state.
        (pair(is(&name, uscc(0)), is(&other, uscc(0))), Ok("500.00")),
        (pair(is(&name, uscc(0)), is(&name, uscc(1))), Ok("1000.00")),
        (pair(is(&name, code(0)), is(&other, both(1))), Ok("1000.00")),
        (pair(is(&name, with(uscc(0), code(0))), is(&name, with(uscc(1), code(0)))), Ok("1000.00")),
        (pair(name.clone(), name.clone()), Ok("500.00")),
        // Another amount, another day, none, or void.
        (pair_of(json!({}), json!({"totalAmount": "1000.02", "cash": "1000.02"})), Ok("1000.01")),
        (pair_of(json!({}), json!({"visitDate": "2025-03-02"})), Ok("1000.00")),
        (pair_of(json!({"status": "voided"}), json!({})), Ok("500.00")),
        // Codes as printed: omitted, or of two kinds.
        (pair_of(json!({}), coded("4100")), Err(vec!["/receipts/0/number/code"])),
        (pair_of(coded("4100"), coded("4100")), Err(vec![first])),
        (pair_of(coded("4200"), coded("4100")), Ok("1000.00")),
        (
            json!([told(Value::Null, coded("4100")), told(name.clone(), json!({}))]),
            Err(vec!["/receipts/1/number/code"]),
        ),
        // Tax invoices with numbers of eight digits are identified with their code, or else with the hospital.
        (pair_of(tax(None), tax(None)), Err(vec![first])),
        (pair_of(tax(Some("0410025001")), tax(None)), Err(vec!["/receipts/1/number/code"])),
        (pair_of(tax(Some("0410025001")), tax(Some("0410025001"))), Ok("500.00")),
        (pair_of(tax(Some("0410025001")), tax(Some("0410025002"))), Ok("1000.00")),
        (pair_of(tax(None), json!({})), Ok("1000.00")),
    ] {
        let expected = expected.as_ref().map(|amount| *amount).map_err(Vec::as_slice);
        expect(&plain(), json!({"receipts": receipts}), expected);
    }
}

/// Two entries for one receipt: only the first states its hospital, with the code in the set.
#[test]
fn of_two_entries_of_one_receipt_the_first_counts() {
    let listed = json!({"id": "listed", "members": {"of": "hospital", "hospitals": [
        {"name": "示例省儿童医院（虚构）", "code": "H41000000001"}]}});
    let rules = programme(json!({"sets": [listed], "receipts": {"hospitals": "listed"},
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}, "items": [{"id": "half",
        "basis": {"measure": "family-borne", "per": "receipt"}, "benefit": {"type": "rate", "rate": rate("0.50")}}]}));
    let entry = |code: Option<&str>| {
        let mut issuer = json!({"name": "示例医院（虚构）"});
        if let Some(code) = code {
            issuer["code"] = code.into();
        }
        let number = json!({"form": "legacy", "number": "Q0000001"});
        with(bill("0000000001", "100.00"), json!({"receiptKind": "legacy", "number": number, "issuer": issuer}))
    };
    let (known, open, other) = (entry(Some("H41000000001")), entry(None), entry(Some("H52000000003")));
    expect(&rules, json!({"receipts": [known, open]}), Ok("50.00"));
    // In another order another entry is used.
    expect(&rules, json!({"receipts": [open, known]}), Err(&["/receipts/0/issuer/code"]));
    expect(&rules, json!({"receipts": [other, open]}), Ok("0.00"));
    // An entry in a later application is a separate one. It is tested like any other, unless the receipt was used.
    let mut earlier = Vec::new();
    decide(&rules, "first", &json!([other]), &mut earlier);
    assert_eq!(amount(&decide(&rules, "second", &json!([open]), &mut earlier).1), "");
    let mut earlier = Vec::new();
    decide(&rules, "first", &json!([known]), &mut earlier);
    assert_eq!(amount(&decide(&rules, "second", &json!([open]), &mut earlier).1), "0.00");
}

/// The rate of the year is lowered after another application was awarded 100.00: 300.00 × 20 % = 60.00, so 40.00 are overpaid. That
/// remains stated if the application, which was awarded 10.00 by another item, is decided again.
#[test]
fn what_another_application_was_overpaid_stays_stated() {
    let year = |of_year: &str| {
        programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}, "items": [
            {"id": "year", "benefit": {"type": "rate", "rate": rate(of_year)},
                "basis": {"measure": "billed", "per": "period", "period": {"type": "calendar-year", "by": "visited-on"}}},
            {"id": "bill", "benefit": {"type": "rate", "rate": rate("0.10")}, "basis": {"measure": "billed", "per": "receipt"}}]}))
    };
    let of_year = |outcome: &Adjudication| {
        let stated = |overpaid: Option<tongbiao::value::Money>| overpaid.map(|amount| amount.to_string());
        let unit = outcome.units.as_deref().unwrap_or_default().first().and_then(|unit| unit.overpaid);
        (amount(outcome), stated(outcome.overpaid), stated(unit))
    };
    let overpaid = Some("40.00".to_owned());
    let mut earlier = Vec::new();
    let first = decide(&year("0.50"), "first", &json!([bill("0000000001", "200.00")]), &mut earlier).1;
    assert_eq!(of_year(&first), ("120.00".to_owned(), None, None));
    let second = json!([bill("0000000002", "100.00")]);
    for expected in ["10.00", "0.00", "0.00"] {
        let outcome = decide(&year("0.20"), "second", &second, &mut earlier).1;
        assert_eq!(of_year(&outcome), (expected.to_owned(), overpaid.clone(), overpaid.clone()));
    }
    // Without the bill the application has no unit of the year. The 10.00 for the bill are overpaid.
    let outcome = decide(&year("0.20"), "second", &json!([]), &mut earlier).1;
    assert_eq!(
        (amount(&outcome), outcome.overpaid.map(|amount| amount.to_string())),
        ("0.00".to_owned(), Some("10.00".to_owned()))
    );
}
