//! The family's share of receipts is the same amount everywhere: in a requirement, in a basis, in a check.

use crate::worked::sketch::{application, evaluate, expect, fixed, plain_bill, programme, rate};
use serde_json::{Value, json};
use tongbiao::{
    check::{Limits, check},
    code::AdjudicationDecision::{Awarded, Refused, Undetermined},
    programme::Programme,
};

/// The whole family's share, if it is at least that amount.
fn all_from(at_least: &str) -> Programme {
    let asked = json!({"test": "money", "fact": "family-borne", "atLeast": fixed(at_least)});
    programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "requirements": [{"id": "burden", "anyOf": [asked]}],
        "items": [{"id": "all", "basis": {"measure": "family-borne", "per": "application"},
            "benefit": {"type": "rate", "rate": rate("1")}}]}))
}

/// A bill of 1,000.00. The pooled fund paid what the family did not; more than the total leaves open what it paid.
fn bill(number: &str, cash: &str, members: Value) -> Value {
    let mut bill = plain_bill(number, "2025-03-01", "1000.00");
    let pooled = 100_000 - cash.replace('.', "").parse::<i64>().unwrap();
    bill["cash"] = cash.into();
    bill["pooledFund"] = if pooled < 0 { Value::Null } else { format!("{}.{:02}", pooled / 100, pooled % 100).into() };
    bill.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    bill.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    bill
}

fn manual(fund_total: &str) -> Value {
    json!({"settlement": {"mode": "manual", "fundTotal": fund_total}})
}

/// The insurer reimburses 500.00 on a receipt with 100.00 in cash. The share of that receipt is zero, and the other
/// receipt is unchanged.
#[test]
fn a_requirement_and_a_basis_have_the_same_amount() {
    let receipts =
        json!({"receipts": [bill("0000000001", "100.00", manual("500.00")), bill("0000000002", "1000.00", json!({}))]});
    let case = application("case", receipts);
    expect(&evaluate(&all_from("1000.00"), &case, None), Awarded, Some("1000.00"));
    expect(&evaluate(&all_from("1000.01"), &case, None), Refused, Some("0.00"));
    // 30.00 of the cash remain.
    let receipts =
        json!({"receipts": [bill("0000000001", "100.00", manual("70.00")), bill("0000000002", "1000.00", json!({}))]});
    let case = application("case", receipts);
    expect(&evaluate(&all_from("1030.00"), &case, None), Awarded, Some("1030.00"));
    expect(&evaluate(&all_from("1030.01"), &case, None), Refused, Some("0.00"));
}

/// More than the total was entered as paid: the amounts of the receipt must be corrected.
#[test]
fn no_more_counts_than_was_billed() {
    let case = application("case", json!({"receipts": [bill("0000000001", "1000.00", json!({}))]}));
    expect(&evaluate(&all_from("1000.00"), &case, None), Awarded, Some("1000.00"));
    expect(&evaluate(&all_from("1000.01"), &case, None), Refused, Some("0.00"));
    let case = application("case", json!({"receipts": [bill("0000000001", "1400.00", json!({}))]}));
    let worked = evaluate(&all_from("1000.00"), &case, None);
    expect(&worked, Undetermined, None);
    assert_eq!(worked.answer.missing.into_iter().collect::<Vec<_>>(), ["/receipts/0/totalAmount"]);
    let sheet = json!({"settlement": {"mode": "manual", "fundTotal": "0.00", "outOfCatalogue": "300.00"}});
    let co_payment = programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "all", "basis": {"measure": "self-paid", "per": "application"},
            "benefit": {"type": "rate", "rate": rate("1")}}]}));
    let case = application("case", json!({"receipts": [bill("0000000001", "1000.00", sheet.clone())]}));
    expect(&evaluate(&co_payment, &case, None), Awarded, Some("700.00"));
    let case = application("case", json!({"receipts": [bill("0000000001", "900.00", sheet)]}));
    expect(&evaluate(&co_payment, &case, None), Awarded, Some("600.00"));
}

/// All missing facts of all receipts are reported together.
#[test]
fn every_missing_member_of_every_receipt_is_named() {
    let bare = json!({"personalAccount": null, "cash": null});
    let later = json!({"personalAccount": null, "settlement": {"mode": "manual"}, "patientName": null});
    let receipts = json!([bill("0000000001", "0.00", bare), bill("0000000002", "0.00", later)]);
    let named = |programme: &Programme, receipts: &Value| {
        let case = application("case", json!({"receipts": receipts}));
        let worked = evaluate(programme, &case, None);
        expect(&worked, Undetermined, None);
        worked.answer.missing.into_iter().collect::<Vec<_>>()
    };
    let wanted = [
        "/receipts/0/cash",
        "/receipts/0/personalAccount",
        "/receipts/1/patientName",
        "/receipts/1/personalAccount",
        "/receipts/1/settlement/fundTotal",
    ];
    assert_eq!(named(&all_from("1.00"), &receipts), wanted);
    let mut measured = receipts.clone();
    measured[1]["patientName"] = "童例".into();
    let unasked = programme(json!({"items": [{"id": "all", "basis": {"measure": "family-borne", "per": "receipt"},
        "benefit": {"type": "rate", "rate": rate("1")}}]}));
    let wanted: Vec<&str> = wanted.into_iter().filter(|pointer| !pointer.ends_with("patientName")).collect();
    assert_eq!(named(&unasked, &measured), wanted);
    // If all facts are present, none is reported.
    let case = application("case", json!({"receipts": [bill("0000000001", "10.00", json!({}))]}));
    expect(&evaluate(&all_from("1.00"), &case, None), Awarded, Some("10.00"));
}

/// Aid is compared with the family's share if that is known, and is otherwise not compared.
#[test]
fn aid_is_held_against_the_known_share() {
    let found = |members: Value, aid: &str| {
        let mut receipt = bill("0000000001", "400.00", members);
        receipt["id"] = "bill".into();
        let case = json!({"kind": "application", "standard": "1.0", "id": "case", "child": {"name": "童例"},
            "receipts": [receipt],
            "aid": [{"payer": "charity", "status": "received", "amount": aid, "receipts": ["bill"]}]});
        check(case.to_string().as_bytes(), None, &Limits::default()).has("aid.exceeds-burden")
    };
    assert_eq!((found(json!({}), "400.00"), found(json!({}), "400.01")), (false, true));
    assert_eq!((found(manual("100.00"), "300.00"), found(manual("100.00"), "300.01")), (false, true));
    // More is reimbursed than was paid. Then no aid is due, and aid of 0.00 is not too high.
    assert_eq!((found(manual("900.00"), "0.00"), found(manual("900.00"), "0.01")), (false, true));
    let unknown = json!({"personalAccount": null});
    assert!(!found(unknown, "900.00"), "the personal account may have paid");
    assert!(!found(json!({"settlement": {"fundTotal": "100.00"}}), "350.00"), "the settlement may be on the receipt");
}

/// Two bills of 1,000.00 and 600.00 with the stated family's shares, and aid of 500.00 for both. The programme ignores other aid, but
/// the item under test deducts it.
fn shared_aid(benefit: Value, less: Value, (one, two): (&str, &str)) -> i128 {
    let mut basis = json!({"measure": "billed", "per": "receipt"});
    basis.as_object_mut().unwrap().extend(less.as_object().unwrap().clone());
    let rules = programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "family-borne"},
        "items": [{"id": "rest", "basis": basis, "benefit": benefit}]}));
    let mut receipts = [bill("0000000001", one, json!({"id": "one"})), bill("0000000002", two, json!({"id": "two"}))];
    for receipt in &mut receipts {
        let cash: i64 = receipt["cash"].as_str().unwrap().replace('.', "").parse().unwrap();
        // The fund paid 600.00 of the first and nothing of the second.
        let fund = if receipt["id"] == "one" { 60_000 } else { 0 };
        receipt["pooledFund"] = format!("{}.00", fund / 100).into();
        receipt["totalAmount"] = format!("{}.{:02}", (cash + fund) / 100, (cash + fund) % 100).into();
    }
    let aid = json!([{"payer": "commercial-insurance", "status": "received", "amount": "500.00", "receipts": ["one", "two"]}]);
    let worked = evaluate(&rules, &application("case", json!({"receipts": receipts, "aid": aid})), None);
    worked.answer.amount.unwrap()
}

/// 500.00 are shared by 400.00 and 600.00: 200.00 and 300.00. The first bill: 800.00 are more than the 200.00 that remain. The second: 300.00.
/// With 500.00 more in cash on the first bill the aid is shared by 900.00 and 600.00: 300.00 and 200.00, so that 600.00 and 400.00 remain.
#[test]
fn a_cap_counts_the_aid_that_the_item_deducts() {
    let rate = || json!({"type": "rate", "rate": rate("1")});
    let gap = || json!({"type": "gap", "rate": {"type": "fixed", "rate": "1"}});
    let less = || json!({"lessPayers": ["commercial-insurance"]});
    for (benefit, less) in [(gap(), json!({})), (gap(), less()), (rate(), less())] {
        assert_eq!(shared_aid(benefit.clone(), less.clone(), ("400.00", "600.00")), 50_000, "{benefit} {less}");
        assert_eq!(shared_aid(benefit.clone(), less.clone(), ("900.00", "600.00")), 100_000, "{benefit} {less}");
    }
    // An item that deducts no aid is capped without it.
    assert_eq!(shared_aid(rate(), json!({}), ("400.00", "600.00")), 100_000);
    assert_eq!(shared_aid(rate(), json!({"lessPayers": ["charity"]}), ("400.00", "600.00")), 100_000);
}
