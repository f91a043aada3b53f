//! Alternative conditions of items, tiers, limits and documents, each computed by hand, and what a check finds in them.

use crate::worked::{
    settled::expect,
    sketch::{fixed, programme},
};
use serde_json::{Value, json};
use tongbiao::check::{Limits, check};

fn rules(members: Value) -> Value {
    let mut rules =
        json!({"evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}});
    rules.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    rules
}

fn members_at_least(least: i64) -> Value {
    json!({"test": "number", "fact": "household-members", "atLeast": least})
}

fn income_up_to(amount: &str) -> Value {
    json!({"test": "money", "fact": "household-income", "atMost": fixed(amount)})
}

/// At least four members, or an income of at most 30000.00; and in both cases debts of at least 1.00.
#[test]
fn one_of_each_group_must_hold() {
    let debts = json!({"test": "money", "fact": "household-debts", "atLeast": fixed("1.00")});
    let either = json!([{"anyOf": [members_at_least(4), income_up_to("30000.00")]}]);
    let items = json!([{"id": "one", "when": [debts], "whenAnyOf": either,
        "benefit": {"type": "fixed", "amount": fixed("100.00")}}]);
    let rules = programme(rules(json!({"items": items})));
    let household = |members: Option<i64>, income: Option<&str>, debts: Option<&str>| {
        let mut household = json!({});
        members.into_iter().for_each(|members| household["memberCount"] = members.into());
        income.into_iter().for_each(|income| household["income"] = json!({"total": income}));
        debts.into_iter().for_each(|debts| household["debts"] = debts.into());
        json!({"household": household})
    };
    for (case, expected) in [
        (household(Some(4), Some("90000.00"), Some("1.00")), Ok("100.00")),
        (household(Some(3), Some("30000.00"), Some("1.00")), Ok("100.00")),
        (household(Some(3), Some("30000.01"), Some("1.00")), Ok("0.00")),
        (household(Some(4), Some("30000.00"), Some("0.00")), Ok("0.00")),
        // One alternative that holds is sufficient, whatever the other one is.
        (household(Some(4), None, Some("1.00")), Ok("100.00")),
        (household(Some(3), None, Some("1.00")), Err(&["/household/income/total"][..])),
        (household(None, None, Some("1.00")), Err(&["/household/income/total", "/household/memberCount"])),
        (household(None, None, Some("0.00")), Ok("0.00")),
    ] {
        expect(&rules, &case, expected);
    }
}

/// The tier of 300.00 is for families of four or of a small income, the other one for all; a limit of 200.00 is for large
/// families or small incomes too.
#[test]
fn tiers_and_limits_have_alternatives() {
    let either = || json!([{"anyOf": [members_at_least(4), income_up_to("30000.00")]}]);
    let tiers = json!([{"id": "more", "when": [], "whenAnyOf": either(), "amount": fixed("300.00")},
        {"id": "all", "when": [], "amount": fixed("100.00")}]);
    let item = json!({"id": "one", "benefit": {"type": "tiers", "select": "first", "topUp": false, "tiers": tiers}});
    let free = programme(rules(json!({"items": [item.clone()]})));
    let bound = json!([{"id": "most", "scope": "application", "amount": fixed("200.00"), "whenAnyOf": either()}]);
    let bound = programme(rules(json!({"items": [item], "limits": bound})));
    let of = |members: i64| json!({"aid": [], "household": {"memberCount": members, "income": {"total": "50000.00"}}});
    expect(&free, &of(4), Ok("300.00"));
    expect(&free, &of(3), Ok("100.00"));
    expect(&bound, &of(4), Ok("200.00"));
    expect(&bound, &of(3), Ok("100.00"));
}

fn found(members: Value) -> Vec<String> {
    let mut document = json!({
        "kind": "programme", "standard": "1.0", "id": "cn.example.lint", "revision": 1, "title": "示例（虚构）",
        "titleEn": "Example", "standing": "illustrative", "payer": "charity", "effective": {"start": "2025-01-01"}, "appliesBy": "submitted-on",
    });
    document.as_object_mut().unwrap().extend(rules(members).as_object().unwrap().clone());
    let checked = check(document.to_string().as_bytes(), None, &Limits::default());
    let told = checked.findings.iter().map(|located| &located.finding);
    told.map(|one| format!("{} {}", one.rule.code.replace("programme.", ""), one.pointer)).collect()
}

#[test]
fn a_check_reads_alternatives_grades_and_ranges() {
    let one = |when: Value| json!({"items": [{"id": "one", "whenAnyOf": [{"anyOf": when}], "benefit": {"type": "fixed", "amount": fixed("1.00")}}]});
    let none: [&str; 0] = [];
    assert_eq!(found(one(json!([members_at_least(4), income_up_to("30000.00")]))), none);
    // Four members are at least three.
    assert_eq!(
        found(one(json!([members_at_least(4), members_at_least(3)]))),
        ["condition-implied /items/0/whenAnyOf/0/anyOf/0"]
    );
    let most = json!({"test": "number", "fact": "household-members", "atMost": 3});
    assert_eq!(found(one(json!([members_at_least(4), most]))), ["always-holds /items/0/whenAnyOf/0"]);
    // A requirement of two members at most leaves no case.
    let mut excluded = one(json!([members_at_least(4), members_at_least(5)]));
    excluded["requirements"] =
        json!([{"id": "few", "anyOf": [{"test": "number", "fact": "household-members", "atMost": 2}]}]);
    assert!(found(excluded).contains(&"never-reached /items/0/whenAnyOf".to_owned()));

    let grades = |tiers: Value| {
        let grades = json!([{"id": "a", "title": "特别困难", "titleEn": "severe"}, {"id": "b", "title": "困难", "titleEn": "hard"}, {"id": "c", "title": "一般", "titleEn": "mild"}]);
        json!({"assessments": [{"key": "hardship", "title": "困难等级", "titleEn": "Grade", "answer": "grade", "grades": grades}],
            "items": [{"id": "one", "benefit": {"type": "tiers", "select": "unique", "topUp": false, "tiers": tiers}}]})
    };
    let tier = |id: &str, any: &[&str]| json!({"id": id, "when": [{"test": "assessed-grade", "key": "hardship", "anyOf": any}], "amount": fixed("1.00")});
    assert_eq!(found(grades(json!([tier("one", &["a", "b"]), tier("two", &["c"])]))), none);
    assert_eq!(found(grades(json!([tier("one", &["a"]), tier("two", &["c"])]))), ["tiers-open /items/0/benefit/tiers"]);
    assert_eq!(
        found(grades(json!([tier("one", &["a", "b"]), tier("two", &["b", "c"])]))),
        ["tiers-overlap /items/0/benefit/tiers/1"]
    );
    assert_eq!(
        found(grades(json!([tier("one", &["a", "d"]), tier("two", &["b", "c"])]))),
        ["reference-unknown /items/0/benefit/tiers/0/when/0/anyOf/1"]
    );
    let scores = |first: Value, second: Value| {
        let tier = |id: &str, bounds: &Value| {
            let mut test = json!({"test": "assessed-number", "key": "score"});
            test.as_object_mut().unwrap().extend(bounds.as_object().unwrap().clone());
            json!({"id": id, "when": [test], "amount": fixed("1.00")})
        };
        json!({"assessments": [{"key": "score", "title": "评分", "titleEn": "Score", "answer": "number"}],
            "items": [{"id": "one", "benefit": {"type": "tiers", "select": "unique", "topUp": false,
                "tiers": [tier("one", &first), tier("two", &second)]}}]})
    };
    assert_eq!(found(scores(json!({"atMost": 59}), json!({"atLeast": 60}))), none);
    assert_eq!(
        found(scores(json!({"atMost": 60}), json!({"atLeast": 60}))),
        ["tiers-overlap /items/0/benefit/tiers/1"]
    );

    let set = |members: Value| {
        json!({"sets": [{"id": "s", "members": members}],
            "requirements": [{"id": "ill", "anyOf": [{"test": "disease", "set": "s", "diagnoses": "any"}]}],
            "items": [{"id": "one", "benefit": {"type": "fixed", "amount": fixed("1.00")}}]})
    };
    let of = |prefixes: &[&str], except: &[&str]| json!({"of": "disease", "prefixes": prefixes, "except": except});
    assert_eq!(found(set(of(&["F70-F79", "C91"], &["F78", "F72-F73"]))), none);
    assert_eq!(found(set(of(&["F70-F79", "F72.1"], &[]))), ["prefix-covered /sets/0/members/prefixes/1"]);
    assert_eq!(found(set(of(&["F71-F72", "F70-F79"], &[]))), ["prefix-covered /sets/0/members/prefixes/0"]);
    assert_eq!(found(set(of(&["F70-F79"], &["F80"]))), ["exception-outside /sets/0/members/except/0"]);
    assert_eq!(found(set(of(&["F79-F70"], &[]))), ["range-empty /sets/0/members/prefixes/0"]);
    assert_eq!(found(set(of(&["F70-F76"], &[]))), ["prefix-unknown /sets/0/members/prefixes/0"]);
}
