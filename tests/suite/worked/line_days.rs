//! Lines that are placed in periods by their own day, computed by hand.
//!
//! The story: a child is in hospital over the new year, from 28 December 2024 to 4 January 2025. The bill of 1,200.00 has 800.00 of
//! 2024 and 400.00 of 2025, and the family pays all of it.

use crate::worked::{
    shortfall,
    sketch::{Worked, application, evaluate, expect, fixed, plain_bill, programme, rate},
};
use serde_json::{Value, json};
use tongbiao::{
    check::{Limits, check},
    code::AdjudicationDecision::{Awarded, NothingPayable, Undetermined},
    explain::{Audience, explain_adjudication, explain_programme},
    programme::Programme,
    value::Date,
};

fn year() -> Value {
    json!({"type": "calendar-year", "by": "discharged-on", "lineDays": true})
}

/// The bill. Its lines state these days; an empty text is no day.
fn bill(number: &str, days: [&str; 2]) -> Value {
    let mut lines = json!([{"name": "床位费", "amount": "800.00", "personBorne": "800.00"},
        {"name": "西药费", "amount": "400.00", "personBorne": "400.00"}]);
    for (place, day) in days.iter().enumerate().filter(|(_, day)| !day.is_empty()) {
        lines[place]["chargedOn"] = (*day).into();
    }
    json!({"id": number, "receiptKind": "inpatient-electronic", "totalAmount": "1200.00", "patientName": "童例",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": number, "checkCode": "a1b2c3"},
        "issuer": {"name": "示例省儿童医院（虚构）", "code": "H41000000001"}, "inpatientNumber": number,
        "stay": {"start": "2024-12-28", "end": "2025-01-04"}, "issuedOn": "2025-01-04", "pooledFund": "0.00",
        "otherFunds": "0.00", "personalAccount": "0.00", "cash": "1200.00", "lines": lines})
}

const DAYS: [&str; 2] = ["2024-12-30", "2025-01-02"];

/// Half of each receipt, at most 300.00 a year.
fn half_within_a_limit() -> Programme {
    programme(json!({"items": [{"id": "half", "basis": {"measure": "family-borne", "per": "receipt"},
        "benefit": {"type": "rate", "rate": rate("0.5")}}],
        "limits": [{"id": "year", "title": "每年封顶", "titleEn": "cap per year", "scope": "period", "period": year(),
            "amount": fixed("300.00")}]}))
}

/// Half of what is above 100.00 in a year.
fn half_of_a_year(members: Value) -> Programme {
    let mut item = json!({"id": "half", "basis": {"measure": "family-borne", "per": "period", "period": year()},
        "deductible": fixed("100.00"), "benefit": {"type": "rate", "rate": rate("0.5")}});
    item.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    programme(json!({"items": [item]}))
}

fn case(id: &str, receipts: &[Value]) -> tongbiao::record::application::Application {
    application(id, json!({"aid": [], "receipts": receipts}))
}

#[track_caller]
fn missing(worked: &Worked, places: &[&str]) {
    expect(worked, Undetermined, None);
    assert_eq!(worked.answer.missing.iter().collect::<Vec<_>>(), places);
    assert_eq!(worked.slow.missing.iter().collect::<Vec<_>>(), places);
}

#[test]
fn a_limit_of_a_year_holds_the_lines_of_that_year() {
    let rules = half_within_a_limit();
    // 400.00 of 2024 is cut to 300.00, and 200.00 of 2025 is not.
    let first = evaluate(&rules, &case("one", &[bill("0000000001", DAYS)]), Some(Vec::new()));
    expect(&first, Awarded, Some("500.00"));
    let lines = first.answer.receipts[0].lines.clone().unwrap();
    assert_eq!(lines, [30_000, 20_000]);
    // Without `lineDays` all of it would be of 2025, the year of the discharge: 300.00.
    let mut whole = serde_json::to_value(&rules).unwrap();
    whole["limits"][0]["period"]["lineDays"] = false.into();
    let whole = programme(json!({"items": whole["items"], "limits": whole["limits"]}));
    expect(&evaluate(&whole, &case("one", &[bill("0000000001", DAYS)]), Some(Vec::new())), Awarded, Some("300.00"));
    // A later application with a bill of 1,000.00 of 2025: 100.00 of that year are left, by the day that the first outcome states.
    let later = case("two", &[plain_bill("0000000002", "2025-05-10", "1000.00")]);
    let past = evaluate(&rules, &case("one", &[bill("0000000001", DAYS)]), Some(Vec::new())).past;
    expect(&evaluate(&rules, &later, Some(vec![past])), Awarded, Some("100.00"));
    // A bill of December 2024 has nothing left, and one decided again is due nothing more.
    let december = case("three", &[plain_bill("0000000003", "2024-12-10", "1000.00")]);
    let past = evaluate(&rules, &case("one", &[bill("0000000001", DAYS)]), Some(Vec::new())).past;
    expect(&evaluate(&rules, &december, Some(vec![past])), NothingPayable, Some("0.00"));
    let again = evaluate(&rules, &case("one", &[bill("0000000001", DAYS)]), Some(vec![first.past]));
    expect(&again, NothingPayable, Some("0.00"));
}

#[test]
fn a_stay_over_two_years_requires_the_days_of_its_lines() {
    let rules = half_within_a_limit();
    missing(
        &evaluate(&rules, &case("one", &[bill("0000000001", ["", "2025-01-02"])]), Some(Vec::new())),
        &["/receipts/0/lines/0/chargedOn"],
    );
    let mut without = bill("0000000001", DAYS);
    without.as_object_mut().unwrap().remove("lines");
    missing(&evaluate(&rules, &case("one", &[without]), Some(Vec::new())), &["/receipts/0/lines"]);
    // A stay inside one year needs no days: the whole bill is of 2025.
    let mut inside = bill("0000000001", ["", ""]);
    inside["stay"]["start"] = "2025-01-01".into();
    expect(&evaluate(&rules, &case("one", &[inside]), Some(Vec::new())), Awarded, Some("300.00"));
    // The basis of a year requires them too.
    missing(
        &evaluate(&half_of_a_year(json!({})), &case("one", &[bill("0000000001", ["", ""])]), Some(Vec::new())),
        &["/receipts/0/lines/0/chargedOn", "/receipts/0/lines/1/chargedOn"],
    );
    // A line that the item excludes needs no day.
    let mut bed = bill("0000000001", ["", "2025-01-02"]);
    bed["lines"][0]["category"] = "bed".into();
    bed["lines"][1]["category"] = "western-medicine".into();
    let medicine = half_of_a_year(json!({"lines": {"attribution": "line", "categories": ["western-medicine"]}}));
    // (400.00 − 100.00) × 0.5.
    expect(&evaluate(&medicine, &case("one", &[bed]), Some(Vec::new())), Awarded, Some("150.00"));
}

#[test]
fn the_basis_of_a_year_has_the_lines_of_that_year() {
    let rules = half_of_a_year(json!({}));
    // (800.00 − 100.00) × 0.5 + (400.00 − 100.00) × 0.5.
    let first = evaluate(&rules, &case("one", &[bill("0000000001", DAYS)]), Some(Vec::new()));
    expect(&first, Awarded, Some("500.00"));
    assert_eq!(first.answer.units.iter().map(|(_, award, _)| *award).collect::<Vec<_>>(), [35_000, 15_000]);
    // A refund of 100.00 in January belongs to the bed of December: (700.00 − 100.00) × 0.5 + (500.00 − 100.00) × 0.5.
    let mut refunded = bill("0000000001", DAYS);
    refunded["lines"] = json!([{"name": "床位费", "amount": "800.00", "chargedOn": "2024-12-30"},
        {"name": "西药费", "amount": "500.00", "chargedOn": "2025-01-02"},
        {"name": "床位费", "amount": "-100.00", "chargedOn": "2025-01-03"}]);
    expect(&evaluate(&rules, &case("one", &[refunded]), Some(Vec::new())), Awarded, Some("500.00"));
    // Another application with 1,000.00 of 2025: half of it, because the deductible of 2025 was used.
    let later = case("two", &[plain_bill("0000000002", "2025-05-10", "1000.00")]);
    expect(&evaluate(&rules, &later, Some(vec![first.past])), Awarded, Some("500.00"));
}

#[test]
fn aid_on_a_bill_is_used_up_by_its_years_in_order() {
    let aid = json!([{"payer": "mutual-fund", "status": "received", "amount": "750.00", "receivedOn": "2025-02-01", "receipts": ["0000000001"]}]);
    let of = |aid: Value| application("one", json!({"aid": aid, "receipts": [bill("0000000001", DAYS)]}));
    let rules = programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "half", "basis": {"measure": "billed", "per": "period", "period": year(), "lessPayers": ["mutual-fund"]},
            "deductible": fixed("100.00"), "benefit": {"type": "rate", "rate": rate("0.5")}}]}));
    // 2024: 800.00 − 750.00 is below the deductible. 2025: (400.00 − 0.00 − 100.00) × 0.5.
    expect(&evaluate(&rules, &of(aid.clone()), Some(Vec::new())), Awarded, Some("150.00"));
    // 900.00 of aid: 800.00 is used up by 2024, and 100.00 by 2025: (400.00 − 100.00 − 100.00) × 0.5.
    let mut more = aid;
    more[0]["amount"] = "900.00".into();
    expect(&evaluate(&rules, &of(more), Some(Vec::new())), Awarded, Some("100.00"));
}

#[test]
fn own_aid_on_a_bill_is_in_the_years_of_its_lines() {
    let rules = half_within_a_limit();
    // 600.00 of the programme itself is on the lines by their shares: 400.00 of 2024 and 200.00 of 2025.
    let own = json!([{"payer": "charity", "programmeId": "cn.example.sketch", "status": "received", "amount": "600.00",
        "receivedOn": "2025-02-01", "receipts": ["0000000001"]}]);
    let later = plain_bill("0000000002", "2025-05-10", "1000.00");
    let of = |days| application("one", json!({"aid": own, "receipts": [bill("0000000001", days), later]}));
    // The first bill: 600.00 less 600.00. The second: 500.00, and the limit of 2025 leaves 100.00.
    expect(&evaluate(&rules, &of(DAYS), None), Awarded, Some("100.00"));
    missing(&evaluate(&rules, &of(["2024-12-30", ""]), None), &["/receipts/0/lines/1/chargedOn"]);
}

#[test]
fn a_number_of_days_or_units_is_not_divided() {
    let days = json!({"items": [{"id": "days", "basis": {"measure": "billed", "per": "period", "period": year()},
        "benefit": {"type": "units", "count": {"type": "fact", "fact": "stay-days"}, "amount": fixed("10.00")},
        "limits": [{"id": "most", "scope": "period", "period": year(), "units": 3}]}]});
    let mut rules = json!({"kind": "programme", "standard": "1.0", "id": "cn.example.days", "revision": 1, "title": "示例（虚构）",
        "standing": "illustrative", "payer": "charity", "effective": {"start": "2024-01-01"}, "appliesBy": "decided-on",
        "evidence": "receipts", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}});
    rules.as_object_mut().unwrap().extend(days.as_object().unwrap().clone());
    let places = |rules: &Value| -> Vec<String> {
        let findings = check(rules.to_string().as_bytes(), None, &Limits::default()).findings;
        let of_days =
            findings.iter().filter(|located| located.finding.rule.code == "programme.line-days-without-lines");
        of_days.map(|located| located.finding.pointer.to_string()).collect()
    };
    assert_eq!(places(&rules), ["/items/0/basis/period", "/items/0/limits/0/units"]);
    // Quantities are of lines. 2 of 2024 and 3 of 2025, each at most 2: 20.00 + 20.00.
    let quantities = half_of_a_year(json!({"deductible": fixed("0.00"),
        "benefit": {"type": "units", "count": {"type": "line-quantity"}, "amount": fixed("10.00"), "countMax": 2}}));
    let mut counted = bill("0000000001", DAYS);
    counted["lines"][0]["quantity"] = "2".into();
    counted["lines"][1]["quantity"] = "3".into();
    let worked = evaluate(&quantities, &case("one", &[counted]), Some(Vec::new()));
    expect(&worked, Awarded, Some("40.00"));
    let counts: Vec<_> = worked.past.1.units.iter().flatten().map(|unit| unit.count.unwrap().to_string()).collect();
    assert_eq!(counts, ["2", "3"]);
}

#[test]
fn letters_and_changes_name_the_days_of_lines() {
    let rules = half_within_a_limit();
    let whole = explain_programme(&rules);
    assert!(whole.zh().contains("明细按发生日期归入期间"), "{}", whole.zh());
    assert!(whole.en().contains("each line by its date of charge"), "{}", whole.en());
    let open = shortfall::decide(&rules, &case("one", &[bill("0000000001", ["", "2025-01-02"])]), Some(&[]));
    let letter = explain_adjudication(&open, Some(&rules), Audience::Family);
    assert!(letter.zh().contains("发生日期"), "{}", letter.zh());
    assert!(letter.en().contains("Date of the charge"), "{}", letter.en());
    let paid = shortfall::decide(&rules, &case("one", &[bill("0000000001", DAYS)]), Some(&[]));
    let letter = explain_adjudication(&paid, Some(&rules), Audience::Family);
    // 100.00 is above the limit of 300.00 in 2024.
    assert!(letter.zh().contains("超过每年限额") && letter.zh().contains("2024"), "{}", letter.zh());
    let days: Vec<Option<Date>> =
        paid.receipts.as_ref().unwrap()[0].lines.iter().flatten().map(|line| line.charged_on).collect();
    assert_eq!(days, DAYS.map(|day| Date::parse(day).ok()));
    let mut after = serde_json::to_value(&rules).unwrap();
    after["limits"][0]["period"].as_object_mut().unwrap().remove("lineDays");
    let after = programme(json!({"revision": 2, "items": after["items"], "limits": after["limits"]}));
    assert_eq!(shortfall::changes(&rules, &after), [" -"]);
    assert_eq!(shortfall::changes(&after, &rules), ["/limits/0/period/lineDays -"]);
}
