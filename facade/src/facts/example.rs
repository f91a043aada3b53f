//! An example of a condition for each fact.

use serde_json::{Value, json};
use tongbiao::programme::Programme;
use tongbiao::{
    check::read,
    code::CodeFact,
    fact::{Fact, Scope},
    programme::Predicate,
};

/// The place of the condition in the programme of [`programme`].
pub(super) const PLACE: &str = "/receipts/requirements/0/";

/// A condition on a fact of the registry.
pub(super) fn of_fact(fact: Fact) -> Option<Predicate> {
    let code = fact.code;
    predicate(match fact.kind {
        "code" => {
            let list = CodeFact::ALL.iter().find(|one| one.as_str() == code)?.list();
            let codes = list.map_or_else(|| vec!["CN"], |list| list.codes.iter().take(2).map(|one| one.code).collect());
            // All codes of a list of two would be no condition.
            let codes = if list.is_some_and(|list| list.codes.len() <= 2) {
                codes.into_iter().take(1).collect()
            } else {
                codes
            };
            json!({"test": "code", "fact": code, "anyOf": codes})
        }
        "flag" => json!({"test": "flag", "fact": code, "is": true}),
        "money" => {
            json!({"test": "money", "fact": code, "atMost": {"type": "fixed", "amount": "30000.00"}})
        }
        "number" if fact.unit == Some("grams") => json!({"test": "number", "fact": code, "atMost": 2500}),
        "number" if fact.unit == Some("persons") => json!({"test": "number", "fact": code, "atLeast": 3}),
        "number" => json!({"test": "number", "fact": code, "atLeast": 1}),
        "date" => json!({"test": "date", "fact": code, "from": "2026-01-01"}),
        "region" if fact.scope == Scope::Unit => {
            json!({"test": "region", "fact": code, "within": ["410000", "610000"]})
        }
        "region" => json!({"test": "region", "fact": code, "within": ["410000"]}),
        _ => return None,
    })
}

/// A condition without a fact of the registry. Its sets are those of [`programme`].
pub(super) fn of_condition(test: &str) -> Option<Predicate> {
    predicate(match test {
        "age" => json!({"test": "age", "at": "submitted-on", "birthday": "on-birthday", "unit": "years", "atMost": 14}),
        "disease" => json!({"test": "disease", "set": "diseases", "diagnoses": "any", "confirmed": true}),
        "operation" => json!({"test": "operation", "set": "operations", "state": "done"}),
        "hospital" => json!({"test": "hospital", "set": "hospitals"}),
        "days-between" => json!({"test": "days-between", "from": "diagnosed-on", "to": "submitted-on", "atMost": 365}),
        "ratio" => json!({"test": "ratio", "of": "family-borne-12-months", "to": "household-income", "atLeast": "0.4"}),
        "earlier-aid" => json!({"test": "earlier-aid", "atMost": 0, "counted": ["received", "committed"]}),
        "assessed" => {
            json!({"test": "assessed", "key": "household-visit", "title": "入户调查属实", "titleEn": "confirmed by a household visit"})
        }
        "assessed-number" => json!({"test": "assessed-number", "key": "visit-score", "atLeast": 60}),
        "assessed-amount" => json!({"test": "assessed-amount", "key": "committee-amount", "atLeast": "1000.00"}),
        "assessed-grade" => json!({"test": "assessed-grade", "key": "hardship-grade", "anyOf": ["severe"]}),
        "assessed-date" => json!({"test": "assessed-date", "key": "fitted", "from": "2026-01-01"}),
        _ => return None,
    })
}

fn predicate(value: Value) -> Option<Predicate> {
    serde_json::from_value(value).ok()
}

/// A programme that requires a condition of each receipt, with the sets that the examples use.
pub(super) fn programme(example: Predicate) -> Option<Programme> {
    let example = serde_json::to_value(example).ok()?;
    let set = |id: &str, members: Value| json!({"id": id, "members": members});
    let hospital = json!({"name": "示例医院（虚构）", "uscc": "12410000400000018Y"});
    let sets = [
        set("diseases", json!({"of": "disease", "prefixes": ["C91"]})),
        set("operations", json!({"of": "operation", "prefixes": ["35.7"]})),
        set("hospitals", json!({"of": "hospital", "hospitals": [hospital]})),
    ];
    let used = example.get("set").and_then(Value::as_str).unwrap_or_default().to_owned();
    let sets: Vec<Value> =
        sets.into_iter().filter(|set| set.get("id").and_then(Value::as_str) == Some(&used)).collect();
    let assessment =
        |key: &str, zh: &str, en: &str, answer: &str| json!({"key": key, "title": zh, "titleEn": en, "answer": answer});
    let assessments = [
        assessment("visit-score", "家访评分", "score of a household visit", "number"),
        assessment("committee-amount", "评审委员会确定的金额", "amount determined by the committee", "amount"),
        json!({"key": "hardship-grade", "title": "困难等级", "titleEn": "grade of hardship", "answer": "grade",
            "grades": [{"id": "severe", "title": "特别困难", "titleEn": "severe"},
                {"id": "moderate", "title": "困难", "titleEn": "moderate"}]}),
        assessment("fitted", "装配日期", "date of fitting", "date"),
    ];
    let key = example.get("key").and_then(Value::as_str).unwrap_or_default().to_owned();
    let assessments: Vec<Value> =
        assessments.into_iter().filter(|one| one.get("key").and_then(Value::as_str) == Some(&key)).collect();
    let mut rules = json!({
        "kind": "programme", "standard": "1.0", "id": "org.example.facts", "revision": 1, "title": "示例（虚构）",
        "titleEn": "Example (invented)", "standing": "illustrative", "payer": "charity", "effective": {"start": "2026-01-01"},
        "appliesBy": "decided-on", "evidence": "receipts", "sets": sets,
        "receipts": {"requirements": [{"id": "example", "anyOf": [example]}]},
        "items": [{"id": "half", "title": "示例", "titleEn": "Example", "basis": {"measure": "family-borne", "per": "receipt"},
            "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}}],
        "coordination": {"otherAid": "ignore", "ceiling": "family-borne"}
    });
    if let (Some(rules), false) = (rules.as_object_mut(), assessments.is_empty()) {
        rules.insert("assessments".to_owned(), assessments.into());
    }
    Some(read::<Programme>(rules.to_string().as_bytes()).ok()?.body)
}
