//! Relief in steps: an item that awards only after a limit of an earlier item is used up, computed by hand.

use crate::worked::shortfall::{application, changes, decide, fixed, programme, receipt};
use serde_json::{Value, json};
use tongbiao::{
    adjudication::Adjudication,
    analysis::{Analysis, SteepnessKind},
    code::AdjudicationDecision,
    explain::{Audience, explain_adjudication, explain_programme},
    programme::Programme,
};

fn rate(id: &str, rate: &str, basis: &Value) -> Value {
    json!({"id": id, "title": id, "basis": basis, "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": rate}}})
}

/// Half of each receipt, at most 10,000.00 a year; after that 0.3 of the remainder.
fn items(limit: &Value) -> Value {
    let mut first = rate("first", "0.5", &json!({"measure": "family-borne", "per": "receipt"}));
    first["limits"] = json!([limit]);
    let mut second =
        rate("second", "0.3", &json!({"measure": "family-borne", "per": "receipt", "lessItems": ["first"]}));
    second["afterLimits"] = json!(["year"]);
    json!([first, second])
}

fn year() -> Value {
    json!({"id": "year", "title": "年度封顶线", "titleEn": "yearly cap", "scope": "period",
        "period": {"type": "calendar-year", "by": "discharged-on"}, "amount": fixed("10000.00")})
}

fn rules(limit: &Value) -> Programme {
    programme(json!({"items": items(limit)}))
}

/// A receipt with a number and a day of discharge.
fn bill(number: u8, total: &str, end: &str) -> Value {
    let mut bill = receipt(total, total, "0.00");
    bill["id"] = format!("bill-{number}").into();
    bill["number"]["number"] = format!("000000000{number}").into();
    bill["stay"] = json!({"start": end, "end": end});
    bill["issuedOn"] = end.into();
    bill
}

fn awards(outcome: &Adjudication) -> Vec<String> {
    let items = outcome.items.as_deref().unwrap_or_default().iter();
    items.map(|item| format!("{} {}", item.award, item.reason.map_or("", |reason| reason.as_str()))).collect()
}

#[test]
fn the_second_item_awards_once_the_year_is_used_up() {
    let rules = rules(&year());
    // Half of 16,000.00: 2,000.00 of the limit are left, and the second item awards nothing.
    let first = application(json!({"id": "app-0", "receipts": [bill(1, "16000.00", "2025-03-12")]}));
    let before = decide(&rules, &first, Some(&[]));
    assert_eq!(awards(&before), ["8000.00 ", "0.00 limit-not-reached"]);
    let letter = explain_adjudication(&before, Some(&rules), Audience::Family);
    for words in ["限额“年度封顶线”尚未用尽（至多 10000.00 元", "本次给付 8000.00 元"] {
        assert!(letter.zh().contains(words), "{}", letter.zh());
    }
    assert!(letter.en().contains("the limit “yearly cap” is not used up"), "{}", letter.en());
    let worker = explain_adjudication(&before, Some(&rules), Audience::Worker);
    assert!(worker.zh().contains("尚未用尽"), "{}", worker.zh());
    // The next application: 5,000.00 are bounded to 2,000.00, and 0.3 of the remaining 8,000.00 are added.
    let second = application(json!({"receipts": [bill(2, "10000.00", "2025-06-12")]}));
    let outcome = decide(&rules, &second, Some(std::slice::from_ref(&before)));
    assert_eq!(awards(&outcome), ["2000.00 ", "2400.00 "]);
    // Decided again, nothing more is due.
    let again = decide(&rules, &second, Some(&[before, outcome]));
    assert_eq!(again.amount.map(|amount| amount.to_string()).as_deref(), Some("0.00"));
    assert_eq!(again.overpaid, None);
}

#[test]
fn each_year_of_a_unit_is_judged_separately() {
    let mut items = items(&year());
    items[1]["basis"]["per"] = "application".into();
    let rules = programme(json!({"items": items}));
    // 2024: half of 30,000.00, bounded to 10,000.00. 2025: half of 4,000.00. The remainder is 22,000.00, and 0.3 of it, 6,600.00, are spread
    // by the measures: 30/34 of it on the year that is used up.
    let both = application(json!({"receipts": [bill(1, "30000.00", "2024-03-12"), bill(2, "4000.00", "2025-03-12")]}));
    let outcome = decide(&rules, &both, Some(&[]));
    assert_eq!(awards(&outcome), ["12000.00 ", "5823.52 "]);
    let cuts = outcome.items.as_ref().unwrap()[1].cuts.as_ref().unwrap().iter();
    let cut = cuts.map(|cut| format!("{} {}", cut.code, cut.amount)).next_back();
    assert_eq!(cut.as_deref(), Some("limit-not-reached 776.48"));
}

#[test]
fn a_limit_that_does_not_apply_or_is_unknown() {
    let poor = json!([{"test": "code", "fact": "poverty-category", "anyOf": ["minimum-living-allowance"]}]);
    let mut conditional = year();
    conditional["when"] = poor;
    let used_up = json!({"receipts": [bill(1, "30000.00", "2025-03-12")]});
    let unknown = decide(&rules(&conditional), &application(used_up.clone()), Some(&[]));
    assert_eq!(unknown.decision, AdjudicationDecision::Undetermined);
    let mut table = year();
    table["amount"] = json!({"type": "by-code", "by": ["poverty-category"],
        "rows": [{"codes": ["minimum-living-allowance"], "amount": "20000.00"}], "otherwise": "10000.00"});
    let unknown_amount = decide(&rules(&table), &application(used_up), Some(&[]));
    for outcome in [unknown, unknown_amount] {
        let missing = outcome.missing.as_ref().unwrap().iter().map(|one| one.fact.as_str());
        assert_eq!(missing.collect::<Vec<_>>(), ["poverty-category"]);
    }
}

#[test]
fn the_step_is_no_even_formula_and_its_change_is_narrower() {
    let after = rules(&year());
    let analysis = Analysis::of(&after, None);
    let pointer = |kind| analysis.steepness.iter().find(|one| one.kind == kind).map(|one| one.pointer.as_str());
    assert_eq!(pointer(SteepnessKind::AfterLimit), Some("/items/1/afterLimits"));
    assert!(analysis.cliffs.is_empty());
    let mut items = items(&year());
    items[1].as_object_mut().unwrap().remove("afterLimits");
    let before = programme(json!({"items": items}));
    assert_eq!(changes(&before, &after), ["/items/1/afterLimits narrower"]);
    let text = explain_programme(&after);
    assert!(text.zh().contains("限额“年度封顶线”用尽后才给付"), "{}", text.zh());
    assert!(text.en().contains("only after the limit “yearly cap” is used up"), "{}", text.en());
}

/// Half of each receipt, and half of what remains of a year above 10,000.00.
#[test]
fn a_second_relief_of_a_year_is_of_the_remainder_of_all_applications() {
    let year = json!({"type": "calendar-year", "by": "discharged-on"});
    let first = rate("first", "0.5", &json!({"measure": "family-borne", "per": "receipt"}));
    let basis = json!({"measure": "family-borne", "per": "period", "period": year, "lessItems": ["first"]});
    let mut second = rate("second", "0.5", &basis);
    second["deductible"] = fixed("10000.00");
    let rules = programme(json!({"items": [first, second]}));
    let bills = [bill(1, "12000.00", "2025-03-12"), bill(2, "12000.00", "2025-06-12")];
    let together = decide(&rules, &application(json!({"receipts": bills})), Some(&[]));
    assert_eq!(awards(&together), ["12000.00 ", "1000.00 "]);
    // One after another: 6,000.00 remain of the first bill, and 12,000.00 of both.
    let one = decide(&rules, &application(json!({"id": "app-0", "receipts": [bills[0]]})), Some(&[]));
    assert_eq!(awards(&one), ["6000.00 ", "0.00 deductible"]);
    let two = application(json!({"receipts": [bills[1]]}));
    let outcome = decide(&rules, &two, Some(std::slice::from_ref(&one)));
    assert_eq!(awards(&outcome), ["6000.00 ", "1000.00 "]);
    let again = decide(&rules, &two, Some(&[one, outcome]));
    assert_eq!(again.amount.map(|amount| amount.to_string()).as_deref(), Some("0.00"));
}
