//! Random conditions with every fact of the registry, and of every kind of condition.

use crate::{
    random::programme::yuan,
    random::rule::{Here, amount},
};
use serde_json::{Value, json};
use tongbiao::{
    code::{CodeFact, DateFact, DivisionFact, FlagFact, MoneyFact, NumberFact},
    fact::{Fact, Scope},
};
use tongbiao_testkit::random::Random;

/// The kinds of condition.
pub const KINDS: [&str; 18] = [
    "age",
    "disease",
    "operation",
    "hospital",
    "region",
    "code",
    "flag",
    "money",
    "number",
    "date",
    "days-between",
    "ratio",
    "earlier-aid",
    "assessed",
    "assessed-number",
    "assessed-amount",
    "assessed-grade",
    "assessed-date",
];
pub const DIVISIONS: [&str; 7] = ["410000", "410100", "410105", "510000", "510100", "520000", "522700"];
pub const COUNTRIES: [&str; 2] = ["CN", "VN"];
pub const KEYS: [&str; 2] = ["need", "home-visit"];
/// The grades that every random programme lists for `hardship`.
pub const GRADES: [&str; 3] = ["a", "b", "c"];
pub const DAYS: [&str; 8] =
    ["2023-06-30", "2024-02-29", "2024-09-20", "2025-03-01", "2025-06-18", "2025-12-31", "2026-02-28", "2026-05-01"];

fn fact<T: Copy>(all: &[T], row: impl Fn(T) -> Fact, here: Here, random: &mut Random) -> T {
    loop {
        let one = *random.pick(all);
        if here != Here::Application || row(one).scope == Scope::Application {
            return one;
        }
    }
}

fn date(here: Here, random: &mut Random) -> DateFact {
    fact(DateFact::ALL, DateFact::fact, here, random)
}

/// The codes that a fact can have.
pub fn codes(fact: CodeFact, most: usize, random: &mut Random) -> Vec<&'static str> {
    let all: Vec<&'static str> = match fact.list() {
        Some(list) => list.codes.iter().map(|code| code.code).collect(),
        None => COUNTRIES.to_vec(),
    };
    let mut some: Vec<&'static str> = (0..=random.below(most)).map(|_| *random.pick(&all)).collect();
    some.sort_unstable();
    some.dedup();
    some
}

fn between(test: &mut Value, names: [&str; 2], bounds: [Value; 2], random: &mut Random) {
    let which = random.below(3);
    for (place, (name, bound)) in names.into_iter().zip(bounds).enumerate() {
        if which == place || which == 2 {
            test[name] = bound;
        }
    }
}

/// Two numbers, the smaller one first.
fn two(most: usize, random: &mut Random) -> [Value; 2] {
    let (a, b) = (random.below(most), random.below(most));
    [a.min(b).into(), a.max(b).into()]
}

/// A condition of any kind, on any fact that is known at this place.
pub fn any_condition(here: Here, random: &mut Random) -> Value {
    loop {
        let kind = *random.pick(&KINDS);
        if kind == "hospital" && here == Here::Application {
            continue;
        }
        return of_kind(kind, here, random);
    }
}

fn of_kind(kind: &str, here: Here, random: &mut Random) -> Value {
    let mut test = json!({"test": kind});
    match kind {
        "age" => {
            let at = loop {
                let at = date(here, random);
                if at != DateFact::BirthDate {
                    break at;
                }
            };
            let unit = *random.pick(&["years", "months", "days"]);
            test["at"] = at.as_str().into();
            test["unit"] = unit.into();
            test["birthday"] = random.pick(&["on-birthday", "day-after-birthday"]).to_owned().into();
            let most = match unit {
                "years" => 16,
                "months" => 180,
                _ => 5_500,
            };
            between(&mut test, ["atLeast", "atMost"], two(most, random), random);
        }
        "disease" => {
            test["set"] = random.pick(&["blood", "narrow", "range"]).to_owned().into();
            test["diagnoses"] = random.pick(&["any", "principal"]).to_owned().into();
            if random.chance(60) {
                test["confirmed"] = random.chance(70).into();
            }
        }
        "operation" => {
            test["set"] = "heart".into();
            test["state"] = random.pick(&["done", "planned", "either"]).to_owned().into();
            if random.chance(35) {
                test["before"] = date(here, random).as_str().into();
            }
        }
        "hospital" => test["set"] = random.pick(&["designated", "nearby"]).to_owned().into(),
        "region" => {
            test["fact"] = fact(DivisionFact::ALL, DivisionFact::fact, here, random).as_str().into();
            test["within"] = json!(random.some(&DIVISIONS, 1));
        }
        "code" => {
            let asked = fact(CodeFact::ALL, CodeFact::fact, here, random);
            test["fact"] = asked.as_str().into();
            test["anyOf"] = json!(codes(asked, 3, random));
        }
        "flag" => {
            test["fact"] = random.pick(FlagFact::ALL).as_str().into();
            test["is"] = random.chance(50).into();
            return test;
        }
        "money" => {
            test["fact"] = random.pick(MoneyFact::ALL).as_str().into();
            let (a, b) = (random.fen(4_000_000), random.fen(4_000_000));
            let fixed = |fen: i64| json!({"type": "fixed", "amount": yuan(fen)});
            let (lower, upper) = if random.chance(70) {
                (fixed(a.min(b)), fixed(a.max(b) + 2))
            } else {
                (amount(4_000_000, here, random), fixed(9_000_000))
            };
            let names =
                *random.pick(&[["over", "atMost"], ["atLeast", "below"], ["over", "below"], ["atLeast", "atMost"]]);
            between(&mut test, names, [lower, upper], random);
        }
        "number" => {
            let asked = fact(NumberFact::ALL, NumberFact::fact, here, random);
            test["fact"] = asked.as_str().into();
            let most = match asked {
                NumberFact::BirthWeightGrams => 4_000,
                NumberFact::BodyWeightGrams => 40_000,
                NumberFact::TreatmentSessions => 60,
                NumberFact::StayDays => 15,
                NumberFact::MembershipMonths | NumberFact::InsuredMonths => 40,
                _ => 6,
            };
            between(&mut test, ["atLeast", "atMost"], two(most, random), random);
        }
        "date" => {
            test["fact"] = date(here, random).as_str().into();
            let (a, b) = (*random.pick(&DAYS), *random.pick(&DAYS));
            between(&mut test, ["from", "until"], [a.min(b).into(), a.max(b).into()], random);
        }
        "days-between" => {
            test["from"] = date(here, random).as_str().into();
            test["to"] = date(here, random).as_str().into();
            let [a, b] = two(1_200, random).map(|n| json!(n.as_i64().unwrap() - 300));
            between(&mut test, ["atLeast", "atMost"], [a, b], random);
        }
        "ratio" => {
            test["of"] = random.pick(MoneyFact::ALL).as_str().into();
            test["to"] = random.pick(MoneyFact::ALL).as_str().into();
            between(&mut test, ["atLeast", "atMost"], ["0.333333".into(), "1.25".into()], random);
        }
        "earlier-aid" => {
            test["atMost"] = random.below(4).into();
            test["counted"] = random.pick(&[json!(["received"]), json!(["received", "committed"])]).clone();
            if random.chance(30) {
                test["months"] = random.pick(&[6, 12, 24]).to_owned().into();
            }
        }
        "assessed-number" => {
            test["key"] = "score".into();
            between(&mut test, ["atLeast", "atMost"], two(100, random), random);
        }
        "assessed-amount" => {
            test["key"] = "granted".into();
            let (a, b) = (random.fen(800_000), random.fen(800_000));
            let names = *random.pick(&[["over", "atMost"], ["atLeast", "below"]]);
            between(&mut test, names, [yuan(a.min(b)).into(), yuan(a.max(b) + 2).into()], random);
        }
        "assessed-grade" => {
            test["key"] = "hardship".into();
            test["anyOf"] = json!(random.some(&GRADES, 1));
        }
        "assessed-date" => {
            test["key"] = "fitted".into();
            let (a, b) = (*random.pick(&DAYS), *random.pick(&DAYS));
            between(&mut test, ["from", "until"], [a.min(b).into(), a.max(b).into()], random);
        }
        _ => {
            test["key"] = random.pick(&KEYS).to_owned().into();
            if random.chance(50) {
                test["is"] = random.chance(50).into();
            }
            return test;
        }
    }
    if random.chance(15) {
        test["negated"] = true.into();
    }
    test
}

/// The contents of a condition: its kind with each fact that it names.
pub fn asks_for(condition: &Value) -> Vec<String> {
    let kind = condition["test"].as_str().unwrap();
    let named =
        ["fact", "at", "from", "to", "of", "before"].into_iter().filter_map(|member| condition[member].as_str());
    let is_fact = |name: &&str| tongbiao::fact::facts().any(|fact| fact.code == *name);
    [kind.to_owned()].into_iter().chain(named.filter(is_fact).map(|fact| format!("{kind} {fact}"))).collect()
}

/// A document requirement of any kind.
fn paper(n: usize, random: &mut Random) -> Value {
    let kinds = ["application-form", "identity-card", "diagnosis"];
    let mut paper = json!({"id": format!("paper-{n}"), "anyOf": random.some(&kinds, 1)});
    if random.chance(40) {
        paper["stamps"] = json!(random.some(&["hospital", "diagnosis"], 1));
    }
    if random.chance(40) {
        paper["forms"] = json!(random.some(&["original", "stamped-copy", "electronic-file"], 1));
    }
    if random.chance(40) {
        paper["issuedWithinDays"] = random.pick(&[30, 180, 365]).to_owned().into();
    }
    if random.chance(40) {
        paper["count"] = (1 + random.below(3)).into();
    }
    if random.chance(40) {
        paper["eachGuardian"] = random.chance(80).into();
    }
    if random.chance(60) {
        let when: Vec<Value> = (0..=random.below(2)).map(|_| any_condition(Here::Application, random)).collect();
        paper["when"] = when.into();
    }
    paper
}

/// Sets in addition to those of every programme.
fn add_sets(programme: &mut Value) {
    let narrow = json!({"id": "narrow", "members": {"of": "disease", "prefixes": ["C91.0", "Q21", "M36"]}});
    let range =
        json!({"id": "range", "members": {"of": "disease", "prefixes": ["C90-D67", "F70-F79"], "except": ["C92-C96"]}});
    programme["sets"].as_array_mut().unwrap().extend([narrow, range]);
}

/// Adds many facts to the requirements of a programme: each requirement has one condition or two.
pub fn ask_for_facts(programme: &mut Value, random: &mut Random) {
    add_sets(programme);
    let requirement = |n: usize, random: &mut Random| {
        let any: Vec<Value> =
            (0..[1, 1, 1, 2][random.below(4)]).map(|_| any_condition(Here::Application, random)).collect();
        json!({"id": format!("asked-{n}"), "anyOf": any})
    };
    let all: Vec<Value> = (0..8).map(|n| requirement(n, random)).collect();
    programme["requirements"] = all.into();
    programme["papers"] = (0..3).map(|n| paper(n, random)).collect();
    programme["appliesBy"] = date(Here::Application, random).as_str().into();
}

/// Adds conditions on any fact to items, tiers, limits and receipts of a programme, and makes some of its amounts
/// depend on facts.
pub fn ask_everywhere(programme: &mut Value, random: &mut Random) {
    add_sets(programme);
    if random.chance(25) {
        programme["requirements"] = json!([{"id": "asked", "anyOf": [any_condition(Here::Application, random),
            any_condition(Here::Application, random)]}]);
    }
    if random.chance(50) {
        programme["receipts"]["requirements"] = of_receipts(random);
    }
    if random.chance(15) {
        programme["papers"] = json!([paper(0, random)]);
    }
    for item in programme["items"].as_array_mut().unwrap() {
        let here = here_of(item);
        if random.chance(25) {
            item["when"] = json!([any_condition(Here::Application, random)]);
        }
        if random.chance(15) {
            item["receipts"]["requirements"] = of_receipts(random);
        }
        // Tiers and limits use facts of the application, whatever their subject is.
        for tier in item["benefit"].get_mut("tiers").and_then(Value::as_array_mut).into_iter().flatten() {
            tier["when"] = json!([any_condition(Here::Application, random)]);
        }
        for limit in item.get_mut("limits").and_then(Value::as_array_mut).into_iter().flatten() {
            if random.chance(40) {
                limit["when"] = json!([any_condition(Here::Application, random)]);
            }
        }
        if item["benefit"]["type"] == "in-kind" && random.chance(30) {
            item["benefit"]["hospitals"] = "designated".into();
        }
        for member in ["amount", "rate"] {
            let fixed = item["benefit"].get(member).is_some_and(|value| value["type"] == "fixed");
            if fixed && random.chance(60) {
                let value = item["benefit"][member][member].clone();
                item["benefit"][member] = table(member, &value, here, random);
            }
        }
    }
}

fn of_receipts(random: &mut Random) -> Value {
    json!([{"id": "of-receipts", "anyOf": [any_condition(Here::Receipt, random)]}])
}

/// The facts that are known where an item is computed.
fn here_of(item: &Value) -> Here {
    let of_operations = matches!(item["benefit"]["type"].as_str(), Some("prices" | "in-kind"));
    match item["basis"]["per"].as_str() {
        Some("receipt" | "hospitalisation") => Here::Receipt,
        None if of_operations => Here::Operation,
        _ => Here::Application,
    }
}

/// A table of two rows by any fact: the value, and half of it in the other row.
fn table(member: &str, value: &Value, here: Here, random: &mut Random) -> Value {
    let other = if member == "rate" { json!("0.05") } else { json!("123.45") };
    let row = |mut row: Value, value: &Value| {
        row[member] = value.clone();
        row
    };
    match random.below(4) {
        0 => {
            let by = fact(CodeFact::ALL, CodeFact::fact, here, random);
            let first = row(json!({"codes": codes(by, 4, random)}), value);
            json!({"type": "by-code", "by": [by.as_str()], "rows": [first], "otherwise": other})
        }
        1 => {
            let at = loop {
                let at = date(here, random);
                if at != DateFact::BirthDate {
                    break at;
                }
            };
            json!({"type": "by-age", "at": at.as_str(), "birthday": random.pick(&["on-birthday", "day-after-birthday"]),
                "unit": "months", "rows": [row(json!({"atMost": 90}), value), row(json!({"atLeast": 91}), &other)]})
        }
        2 => {
            let by = fact(NumberFact::ALL, NumberFact::fact, here, random);
            json!({"type": "by-number", "fact": by.as_str(),
                "rows": [row(json!({"atMost": 3}), value), row(json!({"atLeast": 4}), &other)]})
        }
        _ => json!({"type": "by-money", "fact": random.pick(MoneyFact::ALL).as_str(), "bounds": "over-up-to",
            "rows": [row(json!({"upper": "5000.00"}), value), row(json!({"lower": "5000.00"}), &other)]}),
    }
}
