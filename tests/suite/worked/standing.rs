//! Relations between receipts, and the periods of earlier awards that name them: void receipts, split sheets that do
//! not name their original, aid of the programme for several receipts. Each row is computed by hand.

use crate::{
    worked::doubt::{expect, half, with},
    worked::sketch::{application, evaluate, fixed, plain_bill, programme, rate},
};
use serde_json::{Value, json};
use tongbiao::programme::Programme;

/// Half of the family's share of each receipt, without the cap.
fn plain() -> Programme {
    half(json!({"otherAid": "ignore", "ceiling": "not-applicable"}))
}

/// The whole of the family's share, with that cap.
fn whole(other_aid: &str) -> Programme {
    programme(json!({"coordination": {"otherAid": other_aid, "ceiling": "family-borne"}, "items": [{"id": "all",
        "basis": {"measure": "family-borne", "per": "application"}, "benefit": {"type": "rate", "rate": rate("1")}}]}))
}

/// A receipt of 1,000.00, all paid by the family.
fn bill(n: &str, members: Value) -> Value {
    with(plain_bill(n, "2025-03-01", "1000.00"), members)
}

fn number(n: &str) -> Value {
    bill(n, json!({}))["number"].clone()
}

/// A split sheet of 1,000.00 that does not name its original.
fn unnamed(n: &str, members: Value) -> Value {
    with(bill(n, json!({"receiptKind": "split-sheet"})), members)
}

/// A split sheet of original 7, which has a total of 2,000.00.
fn part(n: &str, members: Value) -> Value {
    with(unnamed(n, json!({"original": number("0000000007"), "originalTotal": "2000.00"})), members)
}

fn legacy(members: Value) -> Value {
    let number = json!({"form": "legacy", "number": "L0000001"});
    with(
        bill("1", json!({"receiptKind": "legacy", "number": number, "issuer": {"name": "示例市医院（虚构）"}})),
        members,
    )
}

type Expected = Result<&'static str, &'static [&'static str]>;

/// A void receipt is treated as if it were not in the application, except for the effect of its number on others.
#[test]
fn a_void_receipt_says_something_of_others_only_by_its_number() {
    let coded = json!({"number": {"form": "legacy", "number": "L0000001", "code": "4100"}});
    let red = || with(plain_bill("0000000009", "2025-04-01", "-1000.00"), json!({"reverses": number("0000000001")}));
    let of_first = || part("0000000003", json!({"original": number("0000000001")}));
    let first = || bill("0000000001", json!({"id": "first"}));
    let second = || bill("0000000002", json!({"id": "second"}));
    let aid = |members: Value| {
        let for_both = json!({"status": "received", "amount": "300.00", "receipts": ["first", "second"]});
        json!([with(for_both, members)])
    };
    let other = || aid(json!({"payer": "commercial-insurance"}));
    let own = || aid(json!({"payer": "charity", "programmeId": "cn.example.sketch", "receivedOn": "2025-05-01"}));
    let rows: Vec<(Programme, [Value; 2], Value, Expected, Expected)> = vec![
        // The first of two is voided. Then it is removed.
        (plain(), [first(), second()], json!([]), Ok("500.00"), Ok("500.00")),
        // Aid of others for both, and earlier awards of the programme, then belong to the remaining receipt.
        (whole("reduces-cap"), [first(), second()], other(), Ok("700.00"), Ok("700.00")),
        (whole("reduces-basis"), [first(), second()], other(), Ok("700.00"), Ok("700.00")),
        (whole("ignore"), [first(), second()], own(), Ok("700.00"), Ok("700.00")),
        // The same number in the form of the hospital: with its code, and without.
        (plain(), [legacy(coded), legacy(json!({}))], json!([]), Err(&["/receipts/1/number/code"]), Ok("500.00")),
        // Its split sheet is void too. Without it, the split sheet is paid.
        (plain(), [first(), of_first()], json!([]), Ok("0.00"), Ok("500.00")),
        // A refund of it cancels nothing more. Without it, the refunded receipt is unknown.
        (plain(), [first(), red()], json!([]), Ok("0.00"), Err(&["/receipts/0/reverses"])),
    ];
    for (rules, [first, second], aid, voided, removed) in rows {
        let denied = with(first, json!({"status": "voided"}));
        expect(&rules, json!({"receipts": [denied, second], "aid": aid}), voided);
        expect(&rules, json!({"receipts": [second], "aid": aid}), removed);
    }
}

/// Whether split sheets exceed their original is known only for sheets that name their original.
#[test]
fn a_split_sheet_names_its_original() {
    let others = || json!({"patientName": "王安"});
    let voided = || json!({"status": "voided"});
    let rows: Vec<(Value, Expected)> = vec![
        (json!([unnamed("0000000003", json!({}))]), Err(&["/receipts/0/original"])),
        (
            json!([unnamed("0000000003", json!({})), unnamed("0000000004", json!({}))]),
            Err(&["/receipts/0/original", "/receipts/1/original"]),
        ),
        // A receipt that is excluded requires no facts.
        (json!([unnamed("0000000003", voided()), bill("0000000001", json!({}))]), Ok("500.00")),
        (json!([unnamed("0000000003", others()), bill("0000000001", json!({}))]), Ok("500.00")),
        (json!([part("0000000003", json!({})), unnamed("0000000003", json!({}))]), Ok("500.00")),
        // Two split sheets equal their original. A third sheet, although another child's, may be a further one.
        (json!([part("0000000003", json!({})), part("0000000004", json!({}))]), Ok("1000.00")),
        (
            json!([part("0000000003", json!({})), part("0000000004", json!({})), unnamed("0000000005", others())]),
            Err(&["/receipts/2/original"]),
        ),
        // They exceed it, whatever the third sheet is.
        (
            json!([
                part("0000000003", json!({})),
                part("0000000004", json!({"originalTotal": "1999.99"})),
                unnamed("0000000005", others())
            ]),
            Ok("0.00"),
        ),
        // A sheet with the number of the original may be a further split sheet of it, or the original itself; valid or
        // void.
        (json!([part("0000000004", json!({})), unnamed("0000000007", json!({}))]), Err(&["/receipts/1/original"])),
        (json!([part("0000000004", json!({})), unnamed("0000000007", voided())]), Err(&["/receipts/1/original"])),
        (json!([part("0000000004", json!({})), part("0000000007", json!({}))]), Ok("1000.00")),
        (
            json!([part("0000000004", json!({})), part("0000000007", json!({"original": number("0000000008")}))]),
            Ok("500.00"),
        ),
        // The total of the original is not required: a total that no split sheet states is not compared.
        (json!([part("0000000003", json!({"originalTotal": "999.99"}))]), Ok("0.00")),
        (json!([unnamed("0000000003", json!({"original": number("0000000007")}))]), Ok("500.00")),
    ];
    // The sums in conditions use the same receipts.
    let mut summed = serde_json::to_value(plain()).unwrap();
    let most = json!({"test": "money", "fact": "billed", "atMost": fixed("999999.00")});
    summed["requirements"] = json!([{"id": "sum", "anyOf": [most]}]);
    let summed: Programme = serde_json::from_value(summed).unwrap();
    for (receipts, expected) in rows {
        expect(&plain(), json!({"receipts": receipts}), expected);
        expect(&summed, json!({"receipts": receipts}), expected);
    }
}

/// The period of the programme's aid that names receipts depends on the family's share of these receipts.
#[test]
fn a_period_is_asked_what_the_family_bears_of_receipts_that_earlier_aid_names() {
    let rules = |scope: Value, item: Value| {
        let limit = with(json!({"id": "most"}), scope);
        programme(json!({"evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "limits": [limit], "items": [with(json!({"id": "grant"}), item)]}))
    };
    let grant = || json!({"benefit": {"type": "fixed", "amount": fixed("1000.00")}});
    let year =
        |more: Value| with(json!({"scope": "period", "period": {"type": "calendar-year", "by": "visited-on"}}), more);
    let own = |more: Value| {
        let aid = json!({"payer": "charity", "programmeId": "cn.example.sketch", "status": "received",
            "receivedOn": "2024-05-01", "receipts": ["old", "new"]});
        with(aid, more)
    };
    let money = || own(json!({"amount": "400.00"}));
    let case = |aid: Value, old: Option<&str>, new: Option<&str>| {
        let receipt = |id: &str, n: &str, day: &str, cash: Option<&str>| {
            let mut receipt = with(plain_bill(n, day, "3000.00"), json!({"id": id}));
            receipt.as_object_mut().unwrap().remove("cash");
            cash.into_iter().for_each(|cash| receipt["cash"] = cash.into());
            receipt
        };
        let old = receipt("old", "0000000001", "2024-03-01", old);
        json!({"aid": [aid], "receipts": [old, receipt("new", "0000000002", "2025-03-01", new)]})
    };
    let (some, more) = (Some("1000.00"), Some("3000.00"));
    let rows: Vec<(Value, Value, Expected)> = vec![
        // 400.00 is allocated 1 to 3: 300.00 of it lie in this year.
        (year(json!({"amount": fixed("1000.00")})), case(money(), some, more), Ok("700.00")),
        (year(json!({"amount": fixed("1000.00")})), case(money(), some, None), Err(&["/receipts/1/cash"])),
        (year(json!({"amount": fixed("1000.00")})), case(money(), None, more), Err(&["/receipts/0/cash"])),
        // If the family's shares are zero, its own day decides.
        (year(json!({"amount": fixed("1000.00")})), case(money(), Some("0.00"), Some("0.00")), Ok("1000.00")),
        // The total is 400.00, whatever the periods are. A wheelchair without an amount is not an award.
        (json!({"scope": "lifetime", "amount": fixed("1000.00")}), case(money(), None, None), Ok("600.00")),
        (year(json!({"amount": fixed("1000.00")})), case(own(json!({"inKind": "轮椅"})), None, None), Ok("1000.00")),
    ];
    for (scope, members, expected) in rows {
        expect(&rules(scope, grant()), members, expected);
    }
    // The same holds for a service with a limit of one in a year.
    let school = json!({"benefit": {"type": "in-kind", "services": [{"id": "school", "title": "病房学校"}]}});
    let rules = rules(year(json!({"count": 1})), school);
    for (new, given, missing) in [(more, 0, None), (Some("0.00"), 1, None), (None, 0, Some("/receipts/1/cash"))] {
        let outcome = evaluate(&rules, &application("case", case(money(), some, new)), None).answer;
        let asked: Vec<&str> = outcome.missing.iter().map(String::as_str).collect();
        assert_eq!((outcome.services, asked), (given, missing.into_iter().collect()), "{new:?}");
    }
    // The receipts that a wheelchair names need not be known either, if the programme requires receipts.
    let mut members = case(own(json!({"inKind": "轮椅"})), None, more);
    members["receipts"][0]["patientName"] = "王安".into();
    expect(&whole("ignore"), members, Ok("3000.00"));
}
