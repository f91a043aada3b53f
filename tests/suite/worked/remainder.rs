//! The part of a bill beyond the award: each part has its own reason, and no part has a wrong reason.

use crate::worked::shortfall::{application, balance, decide, expect, fixed, programme, receipt};
use serde_json::{Value, json};
use tongbiao::{
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    explain::{Audience, explain_adjudication},
    programme::Programme,
    value::Date,
};

/// A programme of one item with the cap at the family's share.
fn under_ceiling(item: Value, other_aid: &str) -> Programme {
    programme(json!({"items": [item], "coordination": {"otherAid": other_aid, "ceiling": "family-borne"}}))
}

#[test]
fn an_amount_that_is_set_leaves_no_co_payment() {
    let basis = json!({"measure": "billed", "per": "application"});
    let by_day = json!({"type": "units", "count": {"type": "fact", "fact": "stay-days"}, "amount": fixed("30.00")});
    let grant = json!({"type": "fixed", "amount": fixed("330.00")});
    let bill = application(json!({"receipts": [receipt("20000.00", "4000.00", "16000.00")]}));
    // Eleven days. Others have paid 16,000.00. The basis does not affect the award.
    for item in [
        json!({"id": "days", "basis": basis, "benefit": by_day}),
        json!({"id": "grant", "basis": basis, "benefit": grant}),
        json!({"id": "grant", "benefit": grant}),
    ] {
        let rules = under_ceiling(item.clone(), "reduces-cap");
        let outcome = decide(&rules, &bill, Some(&[]));
        expect(&outcome, "330.00", None, &[]);
        assert_eq!(balance(&outcome), ["paid-by-payer insurer 16000.00", "set-amount family 3670.00"], "{item}");
        let letter = explain_adjudication(&outcome, Some(&rules), Audience::Family);
        assert!(letter.zh().contains("3670.00 元：本项目按定额给付，与费用金额无关"), "{}", letter.zh());
        // Without the cap the award is not part of the bill, and the outcome states nothing about the amount beyond it.
        let free = decide(&programme(json!({"items": [item]})), &bill, Some(&[]));
        expect(&free, "330.00", None, &[]);
    }
    // A limit is stated separately.
    let limited = json!({"id": "grant", "benefit": grant, "limits": [
        {"id": "most", "scope": "application", "amount": fixed("300.00")}]});
    let outcome = decide(&under_ceiling(limited, "reduces-cap"), &bill, Some(&[]));
    expect(&outcome, "300.00", None, &["limit-application family 30.00"]);
    let parts = ["paid-by-payer insurer 16000.00", "set-amount family 3670.00", "limit-application family 30.00"];
    assert_eq!(balance(&outcome), parts);
    // No day, no amount. The letter states that the amount is zero, and does not state that the family pays a share.
    let no_day = json!({"id": "days", "basis": basis, "benefit": {"type": "units", "amount": fixed("30.00"),
        "count": {"type": "line-quantity", "lineUnit": "日"}}});
    let mut listed = receipt("20000.00", "4000.00", "16000.00");
    listed["lines"] =
        json!([{"name": "药", "category": "western-medicine", "amount": "20000.00", "quantity": "1", "unit": "盒"}]);
    let outcome = decide(&under_ceiling(no_day, "reduces-cap"), &application(json!({"receipts": [listed]})), Some(&[]));
    expect(&outcome, "0.00", Some("comes-to-nothing"), &[]);
}

#[test]
fn what_the_family_does_not_bear_is_not_called_other_aid() {
    let rules =
        under_ceiling(json!({"id": "grant", "benefit": {"type": "fixed", "amount": fixed("30000.00")}}), "reduces-cap");
    let bills = json!([receipt("20000.00", "20000.00", "0.00")]);
    let alone = decide(&rules, &application(json!({"receipts": bills})), Some(&[]));
    expect(&alone, "20000.00", None, &["above-burden programme 10000.00"]);
    let letter = explain_adjudication(&alone, Some(&rules), Audience::Family);
    assert!(
        letter.en().contains("10000.00 yuan: the award is capped at the remaining out-of-pocket amount"),
        "{}",
        letter.en()
    );
    assert!(!letter.zh().contains("因其他救助"), "{}", letter.zh());
    let aid = json!([{"payer": "crowdfunding", "status": "received", "amount": "5000.00", "receivedOn": "2025-04-01",
        "receipts": ["bill"]}]);
    let aided = decide(&rules, &application(json!({"receipts": bills, "aid": aid})), Some(&[]));
    expect(&aided, "15000.00", None, &["other-aid other-funder 15000.00"]);
}

#[test]
fn what_a_benefit_leaves_is_told_to_the_fen_and_of_this_application_alone() {
    let year =
        json!({"measure": "family-borne", "per": "period", "period": {"type": "calendar-year", "by": "discharged-on"}});
    let rate = |rate: &str| json!({"type": "fixed", "rate": rate});
    let bands = json!({"type": "bands", "method": "marginal", "bounds": "over-up-to",
        "bands": [{"upper": "50000.00", "rate": rate("0.60")}, {"rate": rate("0.65")}]});
    let rules = under_ceiling(
        json!({"id": "bands", "basis": year, "deductible": fixed("15000.00"), "benefit": bands}),
        "ignore",
    );
    let first = application(json!({"id": "first", "receipts": [receipt("69999.99", "69999.99", "0.00")]}));
    let first = decide(&rules, &first, Some(&[]));
    // 30,000 + 4,999.99 × 0.65 = 33,249.9935, of 54,999.99.
    expect(&first, "33249.99", None, &["deductible family 15000.00", "co-payment family 21750.00"]);
    assert_eq!(balance(&first), ["deductible family 15000.00", "co-payment family 21750.00"]);
    let mut bill = receipt("3600.50", "3600.50", "0.00");
    bill["number"]["number"] = "0000000002".into();
    let later = decide(&rules, &application(json!({"id": "later", "receipts": [bill]})), Some(&[first]));
    // 35,590.32 of both together, less 33,249.99. The family pays the rest of the 3,600.50.
    let cuts = ["co-payment family 1260.17", "awarded-before programme 33249.99"];
    expect(&later, "2340.33", None, &cuts);
    assert_eq!(balance(&later), ["co-payment family 1260.17"]);
}

#[test]
fn numbers_that_are_not_counted_are_told() {
    let days = |limits: Value| {
        let basis = json!({"measure": "billed", "per": "application"});
        let benefit = json!({"type": "units", "count": {"type": "fact", "fact": "stay-days"},
            "amount": fixed("30.00"), "countMax": 8});
        let item = json!({"id": "days", "title": "住院", "basis": basis, "benefit": benefit});
        programme(json!({"items": [item], "limits": limits}))
    };
    let bill = application(json!({"receipts": [receipt("20000.00", "4000.00", "16000.00")]}));
    // Eleven days. Eight of them are counted, and five are allowed in a lifetime.
    let unlimited = days(json!([]));
    let outcome = decide(&unlimited, &bill, Some(&[]));
    expect(&outcome, "240.00", None, &["limit-units family 90.00"]);
    let letter = explain_adjudication(&outcome, Some(&unlimited), Audience::Family);
    assert!(letter.zh().contains("90.00 元：超过可计入的数量上限"), "{}", letter.zh());
    let limited = days(json!([{"id": "five", "scope": "lifetime", "units": 5}]));
    let outcome = decide(&limited, &bill, Some(&[]));
    expect(&outcome, "150.00", None, &["limit-units family 90.00", "limit-lifetime family 90.00"]);
    let other = application(json!({"id": "app-2", "receipts": [{"receiptKind": "inpatient-electronic",
        "totalAmount": "100.00", "patientName": "童例", "stay": {"start": "2025-05-01", "end": "2025-05-03"},
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": "0000000009", "checkCode": "a1b2c3"}}]}));
    let used_up = decide(&limited, &other, Some(&[outcome]));
    expect(&used_up, "0.00", Some("limit-lifetime"), &["limit-lifetime family 60.00"]);
}

#[test]
fn awards_of_many_operations_all_stand_on_their_receipt() {
    let operation =
        json!({"name": "手术", "scheme": "icd-9-cm-3-nhsa", "code": "35.7200", "performedOn": "2025-03-03"});
    let surgery = |place: usize| {
        json!({"kind": "surgery", "status": "completed", "id": format!("surgery-{place}"),
        "operations": vec![operation.clone(); 50]})
    };
    let names: Vec<String> = (0..5).map(|place| format!("surgery-{place}")).collect();
    let mut bill = receipt("90000.00", "90000.00", "0.00");
    bill["treatments"] = json!(names);
    let prices = json!({"type": "prices", "excess": "family", "prices": [
        {"id": "a", "title": "手术", "operations": ["35.72"], "price": fixed("10.00")}]});
    let rules = under_ceiling(json!({"id": "operation", "benefit": prices}), "ignore");
    let treatments: Vec<Value> = (0..5).map(surgery).collect();
    let outcome = decide(&rules, &application(json!({"receipts": [bill], "treatments": treatments})), Some(&[]));
    let shares = outcome.receipts.as_ref().unwrap()[0].shares.as_ref().map(|shares| shares.len());
    assert_eq!((outcome.amount.map(|amount| amount.to_string()).as_deref(), shares), (Some("2500.00"), Some(250)));
}

/// If there are more steps than a document can state, none is stated. No step searches all lines for each line.
#[test]
fn a_limit_of_lines_looks_at_each_line_once() {
    let line = json!({"name": "药", "category": "western-medicine", "amount": "20.00"});
    let mut bill = receipt("100000.00", "100000.00", "0.00");
    bill["lines"] = json!(vec![line; 5000]);
    let bill = application(json!({"receipts": [bill]}));
    let limited = |count: usize| {
        let limit = |place: usize| json!({"id": format!("line-{place}"), "scope": "line", "amount": fixed("8.00")});
        let item = json!({"id": "half", "basis": {"measure": "family-borne", "per": "application"},
            "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}});
        let limits: Vec<Value> = (0..count).map(limit).collect();
        let rules = programme(json!({"items": [item], "limits": limits,
            "coordination": {"otherAid": "ignore", "ceiling": "family-borne"}}));
        let outcome = adjudicate(&rules, &bill, &Circumstances::on(Date::parse("2025-12-01").unwrap()), Detail::Full);
        let outcome = outcome.unwrap();
        expect(&outcome, "40000.00", None, &["co-payment family 50000.00", "limit-line family 10000.00"]);
        outcome.trace.map(|trace| trace.len())
    };
    // Basis, benefit, rounding, award, the receipt, and one step for each line.
    assert_eq!(limited(1), Some(5005));
    assert_eq!(limited(41), None);
}
