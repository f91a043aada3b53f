//! What receipts say of one another, and where earlier awards lie that name them: void receipts, split sheets that do not name
//! their original, aid of the programme for several receipts. Each row is worked by hand.

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

/// The whole of the family's share, under that cap.
fn whole(other_aid: &str) -> Programme {
    programme(json!({"coordination": {"otherAid": other_aid, "ceiling": "family-borne"}, "items": [{"id": "all",
        "basis": {"measure": "family-borne", "per": "application"}, "benefit": {"type": "rate", "rate": rate("1")}}]}))
}

/// A receipt of 1,000.00, all borne by the family.
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

/// One of the original 7, which is of 2,000.00.
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

/// A void receipt is as if it were not there, but for what its number says of others.
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
        // The first of two is voided; then it is taken away.
        (plain(), [first(), second()], json!([]), Ok("500.00"), Ok("500.00")),
        // What others gave for both, and what the programme itself gave, is then for the one that is left.
        (whole("reduces-cap"), [first(), second()], other(), Ok("700.00"), Ok("700.00")),
        (whole("reduces-basis"), [first(), second()], other(), Ok("700.00"), Ok("700.00")),
        (whole("ignore"), [first(), second()], own(), Ok("700.00"), Ok("700.00")),
        // The same number, as the hospital gave it: with its code, and without.
        (plain(), [legacy(coded), legacy(json!({}))], json!([]), Err(&["/receipts/1/status"]), Ok("500.00")),
        // Its part is as void as it is; without it, the part is paid.
        (plain(), [first(), of_first()], json!([]), Ok("0.00"), Ok("500.00")),
        // A refund of it takes back nothing more; without it, nobody knows what was refunded.
        (plain(), [first(), red()], json!([]), Ok("0.00"), Err(&["/receipts/0/reverses"])),
    ];
    for (rules, [first, second], aid, voided, removed) in rows {
        let denied = with(first, json!({"status": "voided"}));
        expect(&rules, json!({"receipts": [denied, second], "aid": aid}), voided);
        expect(&rules, json!({"receipts": [second], "aid": aid}), removed);
    }
}

/// Whether parts are more than their original is known only of sheets that say of what they are parts.
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
        // One that does not count asks for nothing.
        (json!([unnamed("0000000003", voided()), bill("0000000001", json!({}))]), Ok("500.00")),
        (json!([unnamed("0000000003", others()), bill("0000000001", json!({}))]), Ok("500.00")),
        (json!([part("0000000003", json!({})), unnamed("0000000003", json!({}))]), Ok("500.00")),
        // Two parts are as much as their original. A third sheet, though another child's, may be one more part of it.
        (json!([part("0000000003", json!({})), part("0000000004", json!({}))]), Ok("1000.00")),
        (
            json!([part("0000000003", json!({})), part("0000000004", json!({})), unnamed("0000000005", others())]),
            Err(&["/receipts/2/original"]),
        ),
        // They are more than it, whatever the third sheet is.
        (
            json!([
                part("0000000003", json!({})),
                part("0000000004", json!({"originalTotal": "1999.99"})),
                unnamed("0000000005", others())
            ]),
            Ok("0.00"),
        ),
        // A sheet with the number of the original may be one more part of it, or the original; valid or void.
        (json!([part("0000000004", json!({})), unnamed("0000000007", json!({}))]), Err(&["/receipts/1/original"])),
        (json!([part("0000000004", json!({})), unnamed("0000000007", voided())]), Err(&["/receipts/1/original"])),
        (json!([part("0000000004", json!({})), part("0000000007", json!({}))]), Ok("1000.00")),
        (
            json!([part("0000000004", json!({})), part("0000000007", json!({"original": number("0000000008")}))]),
            Ok("500.00"),
        ),
        // The total of the original is not asked for: what no part of it states is not compared.
        (json!([part("0000000003", json!({"originalTotal": "999.99"}))]), Ok("0.00")),
        (json!([unnamed("0000000003", json!({"original": number("0000000007")}))]), Ok("500.00")),
    ];
    // The sums of receipts that conditions ask for are of the same receipts.
    let mut summed = serde_json::to_value(plain()).unwrap();
    let most = json!({"test": "money", "fact": "billed", "atMost": fixed("999999.00")});
    summed["requirements"] = json!([{"id": "sum", "anyOf": [most]}]);
    let summed: Programme = serde_json::from_value(summed).unwrap();
    for (receipts, expected) in rows {
        expect(&plain(), json!({"receipts": receipts}), expected);
        expect(&summed, json!({"receipts": receipts}), expected);
    }
}

/// In which period aid of the programme lies that names receipts is known by what the family bears of them.
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
        // 400.00 is spread 1 to 3: 300.00 of it lies in this year.
        (year(json!({"amount": fixed("1000.00")})), case(money(), some, more), Ok("700.00")),
        (year(json!({"amount": fixed("1000.00")})), case(money(), some, None), Err(&["/receipts/1/cash"])),
        (year(json!({"amount": fixed("1000.00")})), case(money(), None, more), Err(&["/receipts/0/cash"])),
        // Where nothing is borne, it lies on its own day.
        (year(json!({"amount": fixed("1000.00")})), case(money(), Some("0.00"), Some("0.00")), Ok("1000.00")),
        // Altogether it is 400.00, wherever it lies; a wheelchair without an amount is no award.
        (json!({"scope": "lifetime", "amount": fixed("1000.00")}), case(money(), None, None), Ok("600.00")),
        (year(json!({"amount": fixed("1000.00")})), case(own(json!({"inKind": "轮椅"})), None, None), Ok("1000.00")),
    ];
    for (scope, members, expected) in rows {
        expect(&rules(scope, grant()), members, expected);
    }
    // So is a service of which one is given a year.
    let school = json!({"benefit": {"type": "in-kind", "services": [{"id": "school", "title": "病房学校"}]}});
    let rules = rules(year(json!({"count": 1})), school);
    for (new, given, missing) in [(more, 0, None), (Some("0.00"), 1, None), (None, 0, Some("/receipts/1/cash"))] {
        let outcome = evaluate(&rules, &application("case", case(money(), some, new)), None).answer;
        let asked: Vec<&str> = outcome.missing.iter().map(String::as_str).collect();
        assert_eq!((outcome.services, asked), (given, missing.into_iter().collect()), "{new:?}");
    }
    // Receipts that a wheelchair names need not be known either, where the programme asks for receipts.
    let mut members = case(own(json!({"inKind": "轮椅"})), None, more);
    members["receipts"][0]["patientName"] = "王安".into();
    expect(&whole("ignore"), members, Ok("3000.00"));
}
