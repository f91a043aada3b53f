//! The changes of a new revision of a programme: edits with known answers, each compared with the evaluator, and
//! properties of any two programmes.

mod properties;

use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    adjudication::Adjudication,
    amendment::{Amendment, Change, Effect, Reach, Shift},
    check::{Limits, Located, check, read},
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    finding::Severity,
    programme::Programme,
    record::application::Application,
    value::Date,
};
use tongbiao_testkit::{files::case_files, patch::patch};

const EDITS: &str = include_str!("amendment/edits.json");

/// Reads a programme, which must have no errors.
pub fn programme(json: &Value) -> Programme {
    let text = json.to_string();
    let findings = check(text.as_bytes(), None, &Limits::default()).findings;
    let errors: Vec<_> =
        findings.iter().filter(|Located { finding: f, .. }| f.rule.severity >= Severity::Error).collect();
    assert!(
        errors.is_empty(),
        "{:?}",
        errors.iter().map(|Located { finding: f, .. }| (f.rule.code, &f.pointer)).collect::<Vec<_>>()
    );
    read::<Programme>(text.as_bytes()).unwrap().body
}

/// A document after some steps of RFC 6902, and one additional step that reverses a list.
fn patched(name: &str, document: &Value, steps: &Value) -> Value {
    let mut document = document.clone();
    for step in steps.as_array().unwrap() {
        match step["op"].as_str() {
            Some("reverse") => {
                let list = document.pointer_mut(step["path"].as_str().unwrap()).and_then(Value::as_array_mut);
                list.unwrap_or_else(|| panic!("{name}: no list")).reverse();
            }
            _ => patch(name, &mut document, step),
        }
    }
    document
}

/// A change in one line: kind, effect, place, the place in the new document if it differs, direction.
pub fn told(change: &Change) -> String {
    let places = [&change.before, &change.after].into_iter().flatten().map(|side| side.pointer.as_str());
    let mut places: Vec<&str> = places.collect();
    places.dedup();
    let direction = change.direction.map_or_else(String::new, |direction| format!(" {}", direction.as_str()));
    format!("{} {} {}{direction}", change.kind.as_str(), change.bearing.as_str(), places.join(" -> "))
}

fn outcome(programme: &Programme, application: &Application) -> Adjudication {
    let on = Circumstances::on(Date::parse("2025-12-01").unwrap());
    adjudicate(programme, application, &on, Detail::Full).unwrap()
}

#[test]
fn edits_with_known_answers() {
    let table: Value = serde_json::from_str(EDITS).unwrap();
    let application = read::<Application>(table["application"].to_string().as_bytes()).unwrap().body;
    let edits = table["edits"].as_array().unwrap();
    assert!(edits.len() >= 100);
    let mut wrong = Vec::new();
    for edit in edits {
        let name = edit["edit"].as_str().unwrap();
        let of = &table["variants"][edit["of"].as_str().unwrap()];
        let before = patched(name, &table["programme"], of);
        let (old, new) = (programme(&before), programme(&patched(name, &before, &edit["patch"])));
        let amendment = Amendment::of(&old, &new, None);
        let found: Vec<String> = amendment.changes.iter().map(told).collect();
        let effect = Effect::of(&amendment, outcome(&old, &application), outcome(&new, &application));
        let amount = |outcome: &Adjudication| outcome.amount.map_or(Value::Null, |amount| amount.to_string().into());
        let shift = effect.shift;
        let expected_shift =
            edit["shift"].as_str().unwrap_or(match (edit["before"].as_str(), edit["after"].as_str()) {
                (Some(_), None) => "undetermined",
                (Some(a), Some(b)) => match b.parse::<f64>().unwrap().total_cmp(&a.parse::<f64>().unwrap()) {
                    std::cmp::Ordering::Less => "less",
                    std::cmp::Ordering::Equal => "same",
                    std::cmp::Ordering::Greater => "more",
                },
                _ => panic!("{name}: every edit has an amount before"),
            });
        let found = serde_json::json!([
            found,
            amendment.reach.as_str(),
            amount(&effect.before),
            amount(&effect.after),
            shift.as_str()
        ]);
        let expected =
            serde_json::json!([edit["changes"], edit["eligibility"], edit["before"], edit["after"], expected_shift]);
        if found != expected {
            wrong.push(format!("{name}:\n  expected {expected}\n  found    {found}"));
        }
        sides_are_there(name, &amendment, &old, &new);
        // A change of an outcome is reported. If an amount changes, so is the first step that differs.
        assert!(shift == Shift::Same || amendment.is_substantial(), "{name}");
        let has_step = effect.step.is_some();
        let is_eligible = effect.after.eligible == effect.before.eligible;
        assert_eq!(has_step, matches!(shift, Shift::More | Shift::Less) && is_eligible, "{name}");
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), edits.len(), wrong.join("\n"));
}

/// Every pointer leads to the reported value, and every change has texts in both languages.
fn sides_are_there(name: &str, amendment: &Amendment, old: &Programme, new: &Programme) {
    let documents = [old, new].map(|programme| serde_json::to_value(programme).unwrap());
    for change in &amendment.changes {
        for (side, document) in [&change.before, &change.after].into_iter().zip(&documents) {
            let Some(side) = side else { continue };
            let there = document.pointer(&side.pointer).unwrap_or_else(|| panic!("{name}: {}", side.pointer));
            assert!(change.kind.as_str() == "moved" || *there == side.value, "{name}: {}", side.pointer);
            assert!(!side.words.zh.is_empty() && !side.words.en.is_empty(), "{name}: {}", side.pointer);
        }
        assert!(!change.what.zh.is_empty() && !change.what.en.is_empty(), "{name}");
    }
}

/// The changed texts are those of the clauses, in both languages.
#[test]
fn changes_are_told_in_words() {
    let table: Value = serde_json::from_str(EDITS).unwrap();
    let old = programme(&table["programme"]);
    for (steps, what, before, after) in [
        (
            r#"[{"op": "replace", "path": "/requirements/1/anyOf/1/atMost/amount", "value": "60000.00"}]"#,
            "要求 “need” › 条件 金额 › 不超过",
            "80000.00 元",
            "60000.00 元",
        ),
        (
            r#"[{"op": "add", "path": "/requirements/1/anyOf/0/anyOf/-", "value": "near-minimum-living"}]"#,
            "",
            "",
            "最低生活保障边缘",
        ),
        (
            r#"[{"op": "replace", "path": "/items/0/basis/measure", "value": "cash"}]"#,
            "给付项 “bill” › 计算基数 › 计量口径",
            "家庭负担",
            "个人现金支付",
        ),
        (r#"[{"op": "remove", "path": "/items/1"}]"#, "给付项 “travel”", "治疗次数或天数", ""),
        (r#"[{"op": "reverse", "path": "/items"}]"#, "给付项", "“bill”、“travel”", "“travel”、“bill”"),
        (r#"[{"op": "reverse", "path": "/items/0/payees"}]"#, "收款方", "医院、监护人", "监护人、医院"),
    ] {
        let new = programme(&patched("words", &table["programme"], &serde_json::from_str(steps).unwrap()));
        let amendment = Amendment::of(&old, &new, None);
        let [change] = amendment.changes.as_slice() else { panic!("{steps}: {:?}", amendment.changes) };
        let words =
            |side: &Option<tongbiao::amendment::Side>| side.as_ref().map_or("", |s| s.words.zh.as_str()).to_owned();
        let (old, new) = (words(&change.before), words(&change.after));
        let told = format!("{} | {old} | {new}", change.what.zh);
        assert!(change.what.zh.contains(what) && old.contains(before) && new.contains(after), "{told}");
        assert_eq!((old.is_empty(), new.is_empty()), (before.is_empty(), after.is_empty()), "{told}");
    }
}

#[test]
fn births_change_with_ages() {
    let table: Value = serde_json::from_str(EDITS).unwrap();
    let old = programme(&table["programme"]);
    let spans = |steps: &str| {
        let new = programme(&patched("births", &table["programme"], &serde_json::from_str(steps).unwrap()));
        let amendment = Amendment::of(&old, &new, Date::parse("2026-06-01").ok());
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let births = |periods: &Option<Vec<tongbiao::value::Period>>| {
            let spans = periods.iter().flatten().map(|p| format!("{}/{}", day(p.start), day(p.end)));
            spans.collect::<Vec<_>>().join(" ")
        };
        let told =
            amendment.births.iter().map(|b| format!("{} {} {}", b.requirement, births(&b.before), births(&b.after)));
        told.collect::<Vec<_>>()
    };
    let place = "/requirements/0/anyOf/0";
    let step =
        |op: &str, at: &str, value: &str| format!(r#"[{{"op": "{op}", "path": "{place}{at}", "value": {value}}}]"#);
    assert!(spans("[]").is_empty());
    assert_eq!(spans(&step("replace", "/atMost", "18")), ["age 2008-06-02/2026-06-01 2007-06-02/2026-06-01"]);
    assert_eq!(
        spans(&step("replace", "/birthday", "\"day-after-birthday\"")),
        ["age 2008-06-02/2026-06-01 2008-06-01/2026-06-01"]
    );
    // A new place of the same requirement is not a changed age.
    assert!(spans(r#"[{"op": "reverse", "path": "/requirements"}]"#).is_empty());
    assert_eq!(spans(r#"[{"op": "remove", "path": "/requirements/0"}]"#), ["age 2008-06-02/2026-06-01 "]);
}

#[test]
fn a_programme_and_itself() {
    let mut count = 0;
    for file in case_files().into_iter().filter(|file| file.json["kind"] == "programme") {
        let programme = programme(&file.json);
        let amendment = Amendment::of(&programme, &programme, None);
        assert_eq!((amendment.changes.len(), amendment.births.len()), (0, 0), "{}", file.name);
        assert_eq!((amendment.reach, amendment.is_substantial()), (Reach::Unchanged, false), "{}", file.name);
        count += 1;
    }
    assert!(count >= 13);
}

/// Every part of a programme can be changed, and each change is reported at its place.
#[test]
fn every_member_that_changes_is_told() {
    let mut seen = BTreeSet::new();
    let files: Vec<_> = case_files().into_iter().filter(|file| file.json["kind"] == "programme").collect();
    for file in &files {
        let old = programme(&file.json);
        for pointer in tongbiao_testkit::patch::pointers(&file.json) {
            let Some((parent, member)) = pointer.rsplit_once('/').filter(|(_, m)| !["kind", "standard"].contains(m))
            else {
                continue;
            };
            // An empty list means the same as an omitted list.
            if file.json.pointer(&pointer).and_then(Value::as_array).is_some_and(Vec::is_empty) {
                continue;
            }
            let mut json = file.json.clone();
            let Some(parent) = json.pointer_mut(parent) else { continue };
            match parent {
                Value::Object(members) => drop(members.remove(member)),
                Value::Array(items) => drop(items.remove(member.parse().unwrap())),
                _ => continue,
            }
            let Ok(new) = read::<Programme>(json.to_string().as_bytes()) else { continue };
            let amendment = Amendment::of(&old, &new.body, None);
            sides_are_there(&format!("{} without {pointer}", file.name), &amendment, &old, &new.body);
            let told = amendment.changes.iter().any(|change| {
                let side = change.before.as_ref().or(change.after.as_ref());
                side.is_some_and(|side| pointer.starts_with(&side.pointer) || side.pointer.starts_with(&pointer))
            });
            if !told {
                seen.insert(pointer.split('/').filter(|s| s.parse::<usize>().is_err()).collect::<Vec<_>>().join("/"));
            }
        }
    }
    // These values mean the same as the omitted member, so their change is not reported.
    let holds_anyway = ["/items/payees", "/rounding", "/coordination/counted", "/revision"];
    let rest: Vec<_> = seen.iter().filter(|place| !holds_anyway.contains(&place.as_str())).collect();
    assert!(rest.is_empty(), "{rest:?}");
}
