//! A threshold on the amount that the programme admits, computed by hand.

use crate::worked::shortfall::{application, balance, changes, decide, expect, fixed, programme, receipt};
use serde_json::{Value, json};
use tongbiao::{
    adjudication::Adjudication,
    analysis::{Analysis, SteepnessKind},
    code::AdjudicationDecision,
    explain::{Audience, explain_adjudication},
};

fn half(threshold: &Value) -> Value {
    json!({"id": "half", "title": "一半", "titleEn": "Half", "basis": {"measure": "family-borne", "per": "receipt", "threshold": threshold},
        "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}})
}

fn over(amount: &str) -> Value {
    json!({"bound": "over", "amount": fixed(amount)})
}

fn letter(outcome: &Adjudication, rules: &tongbiao::programme::Programme) -> (String, String) {
    let letter = explain_adjudication(outcome, Some(rules), Audience::Family);
    (letter.zh(), letter.en())
}

#[test]
fn an_amount_below_the_threshold_is_refused_with_the_threshold() {
    let coordination = json!({"otherAid": "ignore", "ceiling": "family-borne"});
    let rules = programme(json!({"items": [half(&over("10000.00"))], "coordination": coordination}));
    // The family pays 8,000.00 of 20,000.00.
    let outcome =
        decide(&rules, &application(json!({"receipts": [receipt("20000.00", "8000.00", "12000.00")]})), Some(&[]));
    assert_eq!(outcome.decision, AdjudicationDecision::Refused);
    expect(&outcome, "0.00", Some("threshold-not-reached"), &["threshold-not-reached family 8000.00"]);
    assert_eq!(balance(&outcome), ["paid-by-payer insurer 12000.00", "threshold-not-reached family 8000.00"]);
    let (zh, en) = letter(&outcome, &rules);
    assert!(zh.contains("计入的金额未达到给付门槛（超过 10000.00 元的才给付；计入 8000.00 元）"), "{zh}");
    assert!(
        en.contains(
            "does not reach the programme's threshold (awarded only if above 10000.00 yuan; admitted: 8000.00 yuan)"
        ),
        "{en}"
    );
    assert_eq!(zh.matches("门槛").count(), 1, "{zh}");
    // At the threshold exactly it is not reached; one fen more is awarded whole, not only the part above it.
    let at =
        decide(&rules, &application(json!({"receipts": [receipt("20000.00", "10000.00", "10000.00")]})), Some(&[]));
    assert_eq!(at.decision, AdjudicationDecision::Refused);
    let above =
        decide(&rules, &application(json!({"receipts": [receipt("20000.00", "10000.01", "9999.99")]})), Some(&[]));
    // 5,000.005 is rounded half up.
    expect(&above, "5000.01", None, &["co-payment family 5000.00"]);
}

#[test]
fn each_receipt_has_its_own_threshold_and_other_items_are_paid() {
    let free = json!({"otherAid": "ignore", "ceiling": "not-applicable"});
    let mut second = receipt("3000.00", "3000.00", "0.00");
    second["number"]["number"] = "0000000009".into();
    let both = application(json!({"receipts": [receipt("9000.00", "9000.00", "0.00"), second]}));
    // Only the first of 9,000.00 and 3,000.00 is above 5,000.00.
    let rules = programme(json!({"items": [half(&over("5000.00"))], "coordination": free}));
    let outcome = decide(&rules, &both, Some(&[]));
    expect(&outcome, "4500.00", None, &["threshold-not-reached family 3000.00", "co-payment family 4500.00"]);
    let reached: Vec<_> = outcome.units.iter().flatten().map(|unit| unit.threshold.as_ref().unwrap().reached).collect();
    assert_eq!(reached, [true, false]);
    // A second item without a threshold that is used up: the programme has nothing payable, and is no refusal.
    let grant = json!({"id": "grant", "benefit": {"type": "fixed", "amount": fixed("100.00")},
        "limits": [{"id": "none", "scope": "application", "amount": fixed("100.00"), "count": 0}]});
    let rules = programme(json!({"items": [half(&over("50000.00")), grant], "coordination": free}));
    let outcome = decide(&rules, &both, Some(&[]));
    assert_eq!(outcome.decision, AdjudicationDecision::NothingPayable);
    let (zh, _) = letter(&outcome, &rules);
    assert!(zh.contains("“一半”未给付 12000.00 元：计入的金额未达到给付门槛（超过 50000.00 元的才给付）"), "{zh}");
}

#[test]
fn a_threshold_is_a_cliff_and_its_changes_have_a_direction() {
    let free = json!({"otherAid": "ignore", "ceiling": "not-applicable"});
    let mut item = half(&over("10000.00"));
    item["basis"]["per"] = "application".into();
    let before = programme(json!({"items": [item], "coordination": free}));
    let analysis = Analysis::of(&before, None);
    let cliff = analysis.cliffs.iter().find(|cliff| cliff.pointer == "/items/0/basis/threshold").unwrap();
    // One fen above 10,000.00 pays half of it: 5,000.005, rounded half up.
    assert_eq!([cliff.at, cliff.before, cliff.after].map(|amount| amount.to_string()), ["10000.00", "0.00", "5000.01"]);
    assert!(analysis.steepness.iter().any(|one| one.kind == SteepnessKind::Threshold));
    item["basis"]["threshold"] = json!({"bound": "at-least", "amount": fixed("12000.00")});
    let after = programme(json!({"items": [item], "revision": 2, "coordination": free}));
    assert_eq!(
        changes(&before, &after),
        ["/items/0/basis/threshold/bound wider", "/items/0/basis/threshold/amount/amount narrower"]
    );
}
