//! Older receipts of one hospital with one number: of two booklets, of one, or with the code of the booklet missing. Each row is
//! computed by hand.

use crate::worked::{
    doubt::{expect, half, with},
    sketch::{application, evaluate, plain_bill},
};
use serde_json::{Value, json};
use tongbiao::{
    check::{Limits, Located, check},
    document::Document,
    programme::Programme,
    record::{receipt::Receipt, register::Register},
};

fn plain() -> Programme {
    half(json!({"otherAid": "ignore", "ceiling": "not-applicable"}))
}

/// A receipt of 1000.00 with the number and a code.
fn receipt(code: Option<&str>, members: Value) -> Value {
    let mut number = json!({"form": "legacy", "number": "00061912"});
    code.into_iter().for_each(|code| number["code"] = code.into());
    let own = json!({"receiptKind": "legacy", "number": number, "issuer": {"name": "示例市医院（虚构）"}});
    with(with(plain_bill("0000000001", "2025-03-01", "1000.00"), own), members)
}

/// What is awarded for both receipts, or the member that is missing.
type Expected = Result<&'static str, &'static str>;

/// The award for a receipt in an application that follows another one with another receipt, or the missing place.
fn expect_later((one, two): (&Value, &Value), expected: Expected) {
    let case = application("first", json!({"receipts": [one]}));
    let earlier = evaluate(&plain(), &case, Some(vec![])).past;
    let case = application("second", json!({"receipts": [two]}));
    let later = evaluate(&plain(), &case, Some(vec![earlier])).past.1;
    let amount = later.amount.map(|amount| amount.to_string());
    let asked = later.missing.iter().flat_map(|all| all.iter()).filter_map(|missing| missing.pointer.as_ref());
    let asked: Vec<String> = asked.map(ToString::to_string).collect();
    let expected = match expected {
        Ok(amount) => (Some(amount.to_owned()), vec![]),
        Err(place) => (None, vec![place.to_owned()]),
    };
    assert_eq!((amount, asked), expected, "{one} and then {two}");
}

#[test]
fn one_number_of_two_booklets_is_two_receipts() {
    let plainly = |code: Option<&str>| receipt(code, json!({}));
    let other_total = || json!({"totalAmount": "600.00", "cash": "600.00"});
    let later = || json!({"visitDate": "2025-03-02"});
    let voided = || json!({"status": "voided"});
    let (first, second) = ("/receipts/0/number/code", "/receipts/1/number/code");
    let distinct = json!({"distinctFrom": [plainly(Some("4100"))["number"]]});
    let rows: Vec<(Value, Value, Expected, Expected)> = vec![
        // 1000.00 × 50 % each: in one application 1000.00, in the second of two 500.00.
        (plainly(Some("4100")), plainly(Some("4101")), Ok("1000.00"), Ok("500.00")),
        // One receipt, its code in several notations: once.
        (plainly(Some("4100")), plainly(Some("4100")), Ok("500.00"), Ok("0.00")),
        (plainly(Some("4100")), plainly(Some(" ４１ ００")), Ok("500.00"), Ok("0.00")),
        (plainly(Some("a4-1")), plainly(Some("A4－1")), Ok("500.00"), Ok("0.00")),
        (plainly(Some("04100")), plainly(Some("票据代码：4100")), Ok("500.00"), Ok("0.00")),
        (plainly(None), plainly(None), Ok("500.00"), Ok("0.00")),
        // Neither the total nor the day matters if the number and the code are equal.
        (plainly(Some("4100")), receipt(Some("4100"), other_total()), Ok("500.00"), Ok("0.00")),
        (plainly(Some("4100")), receipt(Some("4100"), later()), Ok("500.00"), Ok("0.00")),
        // The code of one is missing: they may be one.
        (plainly(Some("4100")), plainly(None), Err(second), Err("/receipts/0/distinctFrom")),
        (plainly(None), plainly(Some("4100")), Err(first), Err("/receipts/0/distinctFrom")),
        // Another total: (1000.00 + 600.00) × 50 %, and 600.00 × 50 %. Another day: 1000.00 × 50 % each.
        (plainly(Some("4100")), receipt(None, other_total()), Ok("800.00"), Ok("300.00")),
        (plainly(Some("4100")), receipt(None, later()), Ok("1000.00"), Ok("500.00")),
        // The hospital was asked: they are two.
        (plainly(Some("4100")), receipt(None, distinct), Ok("1000.00"), Ok("500.00")),
        // The voided one may be the other one. Another application was awarded nothing for it.
        (receipt(Some("4100"), voided()), plainly(None), Err(second), Ok("500.00")),
        (receipt(None, voided()), plainly(Some("4100")), Err(first), Ok("500.00")),
        (receipt(Some("4100"), voided()), plainly(Some("4101")), Ok("500.00"), Ok("500.00")),
    ];
    for (one, two, together, after) in rows {
        let missing = |expected: Expected| expected.map_err(|place| vec![place]);
        let both = json!({"receipts": [one, two]});
        expect(&plain(), both.clone(), missing(together).as_ref().map(|amount| *amount).map_err(Vec::as_slice));
        // The check of the application reports the same.
        let text = Document::new(application("case", both)).to_json().unwrap();
        let checked = check(text.as_bytes(), None, &Limits::default());
        let codes = checked.findings.iter().map(|Located { finding, .. }| finding.rule.code);
        let found: Vec<&str> = codes.filter(|code| code.ends_with("duplicate")).collect();
        let reported = match together {
            Err(_) => vec!["receipt.possible-duplicate"],
            Ok("500.00") if one.get("status").is_none() => vec!["receipt.duplicate"],
            Ok(_) => vec![],
        };
        assert_eq!(found, reported, "{one} and {two}");
        // The second one in a later application.
        expect_later((&one, &two), after);
        // In two files of one run. A voided receipt is compared by its number only.
        let [one, two] = [one, two].map(|json| serde_json::from_value::<Receipt>(json).unwrap());
        let mut register = Register::default();
        assert!(register.add("one.json", [(String::new(), &one)]).is_empty());
        let found: Vec<&str> =
            register.add("two.json", [(String::new(), &two)]).iter().map(|one| one.rule.code).collect();
        let reported = match after {
            Ok("0.00") => vec!["receipt.duplicate-across-files"],
            Err(_) => vec!["receipt.possible-duplicate-across-files"],
            Ok(_) => vec![],
        };
        assert_eq!(found, reported);
    }
}

/// A split sheet names its original by the number. Without the code it may be a receipt with one, and the reverse.
#[test]
fn a_split_sheet_of_an_older_receipt_names_the_code() {
    let original = |code: Option<&str>| receipt(code, json!({}))["number"].clone();
    let sheet = |n: &str, code: Option<&str>| {
        let own = json!({"receiptKind": "split-sheet", "issuer": {"name": "示例市医院（虚构）"}, "original": original(code),
            "originalTotal": "1500.00"});
        with(plain_bill(n, "2025-03-01", "1000.00"), own)
    };
    for (receipts, expected) in [
        // The original is listed: 1000.00 × 50 % of it, and nothing of the sheet.
        (json!([receipt(Some("4100"), json!({})), sheet("0000000002", Some("4100"))]), Ok("500.00")),
        (json!([receipt(Some("4100"), json!({})), sheet("0000000002", Some("4101"))]), Ok("1000.00")),
        (json!([receipt(Some("4100"), json!({})), sheet("0000000002", None)]), Err("/receipts/1/original")),
        (json!([receipt(None, json!({})), sheet("0000000002", Some("4100"))]), Err("/receipts/0/number/code")),
        // Sheets of one original exceed it: 2000.00 of 1500.00. Those of two originals do not: 1000.00 × 50 % each.
        (json!([sheet("0000000003", Some("4100")), sheet("0000000002", Some("4100"))]), Ok("0.00")),
        (json!([sheet("0000000003", Some("4100")), sheet("0000000002", Some("4101"))]), Ok("1000.00")),
        (json!([sheet("0000000003", Some("4100")), sheet("0000000002", None)]), Err("/receipts/1/original")),
        // The first sheet has the number that the second one names, so it may be the original, or one more sheet of it.
        (
            json!([
                with(sheet("0000000003", Some("4100")), json!({"number": original(None)})),
                sheet("0000000002", None)
            ]),
            Err("/receipts/1/original"),
        ),
        // A voided original voids its sheet.
        (json!([receipt(Some("4100"), json!({"status": "voided"})), sheet("0000000002", Some("4100"))]), Ok("0.00")),
        (
            json!([receipt(Some("4100"), json!({"status": "voided"})), sheet("0000000002", None)]),
            Err("/receipts/1/original"),
        ),
    ] {
        let missing = expected.map_err(|place| vec![place]);
        expect(&plain(), json!({"receipts": receipts}), missing.as_ref().map(|amount| *amount).map_err(Vec::as_slice));
    }
    // A refund that names the receipt without its code is unmatched.
    let red = with(
        plain_bill("0000000009", "2025-04-01", "-1000.00"),
        json!({"issuer": {"name": "示例市医院（虚构）"}, "reverses": original(None)}),
    );
    let refunded = json!({"receipts": [receipt(Some("4100"), json!({})), red]});
    expect(&plain(), refunded, Err(&["/receipts/1/reverses"]));
}

/// The same where another application used the original, or a sheet of it. Half of 1000.00 is 500.00.
#[test]
fn an_older_receipt_and_its_sheets_in_two_applications_name_the_code() {
    let original = |code: Option<&str>| receipt(code, json!({}));
    let sheet = |n: &str, code: Option<&str>| {
        let own = json!({"receiptKind": "split-sheet", "issuer": {"name": "示例市医院（虚构）"}, "originalTotal": "1500.00",
            "original": original(code)["number"]});
        with(plain_bill(n, "2025-03-01", "1000.00"), own)
    };
    let first = |code| sheet("0000000003", code);
    let told = |receipt: Value, number: Value| with(receipt, json!({"distinctFrom": [number]}));
    let elsewhere =
        |receipt: Value| with(receipt, json!({"issuer": {"name": "示例市医院（虚构）", "uscc": "12410000400000018Y"}}));
    let (with_code, other_code) = (Some("4100"), Some("4101"));
    let rows: Vec<(Value, Value, Expected)> = vec![
        // The original, then a sheet.
        (original(with_code), sheet("0000000002", with_code), Ok("0.00")),
        (original(with_code), sheet("0000000002", other_code), Ok("500.00")),
        (original(with_code), sheet("0000000002", None), Err("/receipts/0/original")),
        (original(None), sheet("0000000002", with_code), Err("/receipts/0/distinctFrom")),
        // A person who has asked the hospital states the number of the used receipt, as printed or with its code.
        (original(None), told(sheet("0000000002", with_code), original(None)["number"].clone()), Ok("500.00")),
        (original(None), told(sheet("0000000002", with_code), original(other_code)["number"].clone()), Ok("500.00")),
        (
            original(None),
            told(sheet("0000000002", with_code), plain_bill("0000000009", "2025-03-01", "1.00")["number"].clone()),
            Err("/receipts/0/distinctFrom"),
        ),
        // A sheet, then the original.
        (first(with_code), original(with_code), Ok("0.00")),
        (first(with_code), original(other_code), Ok("500.00")),
        (first(with_code), original(None), Err("/receipts/0/number/code")),
        (first(None), original(with_code), Err("/receipts/0/distinctFrom")),
        (first(None), told(original(with_code), first(None)["number"].clone()), Ok("500.00")),
        (told(first(None), original(with_code)["number"].clone()), original(with_code), Ok("500.00")),
        // A sheet, then another one of the same original: 2000.00 of 1500.00.
        (first(with_code), sheet("0000000002", with_code), Ok("0.00")),
        (first(with_code), sheet("0000000002", other_code), Ok("500.00")),
        (first(with_code), sheet("0000000002", None), Err("/receipts/0/original")),
        (first(None), sheet("0000000002", with_code), Err("/receipts/0/distinctFrom")),
        // Hospitals that are known to differ.
        (
            with(
                elsewhere(first(with_code)),
                json!({"issuer": {"name": "示例市医院（虚构）", "uscc": "12510000450000024L"}}),
            ),
            elsewhere(original(None)),
            Ok("500.00"),
        ),
    ];
    for (one, two, expected) in rows {
        expect_later((&one, &two), expected);
    }
}
