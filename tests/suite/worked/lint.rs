//! Findings and analysis of small programmes, worked out by hand: tables, tiers, cliffs, items that exclude each other.

use serde_json::{Value, json};
use tongbiao::{
    analysis::{Analysis, SteepnessKind},
    check::{Limits, check, read},
    programme::Programme,
};

fn programme(items: Value, requirements: Value) -> Value {
    let set = |id: &str, prefixes: &[&str]| json!({"id": id, "members": {"of": "disease", "prefixes": prefixes}});
    json!({
        "kind": "programme", "standard": "1.0", "id": "cn.example.lint", "revision": 1, "title": "示例（虚构）",
        "standing": "illustrative", "payer": "charity", "effective": {"start": "2025-01-01"},
        "appliesBy": "submitted-on", "evidence": "receipts", "requirements": requirements, "items": items,
        "sets": [set("heart", &["Q21"]), set("defects", &["Q21", "Q22"]), set("blood", &["C91"])],
        "coordination": {"otherAid": "ignore", "ceiling": "family-borne"},
    })
}

/// The findings with these codes, each with its place.
fn found(rules: &Value, codes: &[&str]) -> Vec<String> {
    let checked = check(rules.to_string().as_bytes(), None, &Limits::default());
    let found = checked.findings.iter().map(|located| &located.finding);
    let kept = found.filter(|finding| {
        let code = finding.rule.code;
        assert!(
            !["programme.not-analysed", "structure.missing", "structure.unknown-member"].contains(&code),
            "{code} {}: {rules}",
            finding.pointer
        );
        codes.contains(&code)
    });
    kept.map(|finding| format!("{} {}", finding.rule.code.replace("programme.", ""), finding.pointer)).collect()
}

const OF_TABLES: [&str; 4] =
    ["programme.rows-overlap", "programme.row-unreachable", "programme.row-excluded", "programme.table-incomplete"];

fn ages(at: &str, bounds: &[(Option<i64>, Option<i64>)]) -> Value {
    json!({"type": "by-age", "at": at, "birthday": "on-birthday", "unit": "years", "rows": rows(bounds)})
}

fn numbers(bounds: &[(Option<i64>, Option<i64>)]) -> Value {
    json!({"type": "by-number", "fact": "household-members", "rows": rows(bounds)})
}

fn rows(bounds: &[(Option<i64>, Option<i64>)]) -> Value {
    let row = |(n, (least, most)): (usize, &(Option<i64>, Option<i64>))| {
        let mut row = json!({"amount": format!("{}.00", n + 1)});
        if let Some(least) = least {
            row["atLeast"] = (*least).into();
        }
        if let Some(most) = most {
            row["atMost"] = (*most).into();
        }
        row
    };
    bounds.iter().enumerate().map(row).collect()
}

fn age(at: &str, least: Option<i64>, most: Option<i64>) -> Value {
    let mut test = json!({"test": "age", "at": at, "birthday": "on-birthday", "unit": "years"});
    if let Some(least) = least {
        test["atLeast"] = least.into();
    }
    if let Some(most) = most {
        test["atMost"] = most.into();
    }
    test
}

fn fixed(amount: &str) -> Value {
    json!({"type": "fixed", "amount": amount})
}

#[test]
fn tables_by_age_and_number() {
    let day = "submitted-on";
    for (table, requirement, expected) in [
        // One age in two rows.
        (
            ages(day, &[(None, Some(3)), (Some(3), Some(5)), (Some(5), None)]),
            None,
            vec!["rows-overlap 1", "rows-overlap 2"],
        ),
        (ages(day, &[(None, Some(3)), (Some(4), Some(5)), (Some(6), None)]), None, vec![]),
        (numbers(&[(Some(4), None), (None, Some(4))]), None, vec!["rows-overlap 1"]),
        // A row inside the preceding ones, of one row or of two together.
        (numbers(&[(None, Some(5)), (None, Some(3)), (None, None)]), None, vec!["row-unreachable 1"]),
        (
            numbers(&[(None, Some(3)), (Some(4), Some(9)), (Some(2), Some(7)), (Some(10), None)]),
            None,
            vec!["row-unreachable 2"],
        ),
        (ages(day, &[(None, None), (Some(18), None)]), None, vec!["row-unreachable 1"]),
        // Rows without one of the bounds contain the rest.
        (numbers(&[(None, Some(3)), (None, Some(5)), (None, None)]), None, vec![]),
        (numbers(&[(Some(10), None), (Some(5), None), (None, None)]), None, vec![]),
        (numbers(&[(Some(4), Some(6)), (None, None)]), None, vec![]),
        // A gap.
        (ages(day, &[(None, Some(3)), (Some(5), None)]), None, vec!["table-incomplete"]),
        // Under the requirements, the first rows cover every case.
        (ages(day, &[(None, Some(5)), (None, None)]), Some(age(day, None, Some(5))), vec!["row-excluded 1"]),
        (ages(day, &[(None, Some(5)), (None, None)]), Some(age(day, None, Some(6))), vec![]),
    ] {
        let requirements: Value = requirement.into_iter().map(|one| json!({"id": "r", "anyOf": [one]})).collect();
        let rules =
            programme(json!([{"id": "i", "benefit": {"type": "fixed", "amount": table}}]), requirements.clone());
        let place =
            |found: String| found.replace("/items/0/benefit/amount/rows/", "").replace(" /items/0/benefit/amount", "");
        let told: Vec<String> = found(&rules, &OF_TABLES).into_iter().map(place).collect();
        assert_eq!(told, expected, "{table} {requirements}");
    }
    // Deductibles and rates have the same tables.
    let mut rate = ages(day, &[(None, Some(3)), (Some(3), None)]);
    for row in rate["rows"].as_array_mut().unwrap() {
        row["rate"] = "0.5".into();
        row.as_object_mut().unwrap().remove("amount");
    }
    let item = json!({"id": "i", "basis": {"measure": "family-borne", "per": "application"},
        "deductible": numbers(&[(None, Some(4)), (Some(4), None)]), "benefit": {"type": "rate", "rate": rate}});
    let told = found(&programme(json!([item]), json!([])), &OF_TABLES);
    assert_eq!(told, ["rows-overlap /items/0/benefit/rate/rows/1", "rows-overlap /items/0/deductible/rows/1"]);
}

#[test]
fn tiers_overlap_among_related_facts() {
    let disease = |set: &str, diagnoses: &str| json!({"test": "disease", "set": set, "diagnoses": diagnoses});
    let members = |least: i64| json!({"test": "number", "fact": "household-members", "atLeast": least});
    let income = |fact: &str, most: &str| json!({"test": "money", "fact": fact, "atMost": fixed(most)});
    let (young, older) = (age("submitted-on", None, Some(3)), age("submitted-on", Some(3), Some(14)));
    let none = json!({"test": "earlier-aid", "atMost": 0, "counted": ["received"]});
    let some = json!({"test": "earlier-aid", "atMost": 0, "counted": ["received"], "negated": true});
    let diagnosed = json!({"test": "date", "fact": "diagnosed-on", "from": "2024-01-01"});
    let late = json!({"test": "days-between", "from": "diagnosed-on", "to": "submitted-on", "atLeast": 400});
    let per_head = |lower: &str| json!({"test": "money", "fact": "income-per-head", "over": fixed(lower)});
    let statistic = json!({"test": "money", "fact": "income-per-head",
        "atMost": {"type": "by-code", "by": ["sex"], "rows": [{"codes": ["male"], "amount": "9000.00"}], "otherwise": "8000.00"}});
    let any = "any";
    for (what, asked, first, second, overlap) in [
        ("a larger set", disease("defects", any), young.clone(), older.clone(), true),
        ("ages on another day", age("entered-on", None, Some(18)), young.clone(), older.clone(), true),
        ("an age that excludes the other", age("entered-on", Some(4), None), young.clone(), older.clone(), false),
        (
            "eighteen after the first day of the year",
            members(1),
            age("application-year-start", None, Some(17)),
            age("submitted-on", Some(18), None),
            true,
        ),
        (
            "born after the first day of the year",
            members(1),
            age("application-year-start", None, Some(0)),
            json!({"test": "date", "fact": "birth-date", "from": "2025-02-01"}),
            true,
        ),
        (
            "never younger than on the first day of the year",
            members(1),
            age("application-year-start", Some(4), None),
            age("submitted-on", None, Some(3)),
            false,
        ),
        ("no earlier aid", none, young.clone(), older.clone(), true),
        ("some earlier aid", some, young.clone(), older.clone(), true),
        ("another date", diagnosed, young.clone(), older.clone(), true),
        ("days between dates", late, young.clone(), older.clone(), true),
        ("an amount from a table", statistic, young, older, true),
        ("two sets of one diagnosis", members(2), disease("heart", any), disease("defects", any), true),
        ("two diagnoses", members(2), disease("heart", any), disease("blood", any), true),
        ("one principal diagnosis", members(2), disease("heart", "principal"), disease("blood", "principal"), false),
        ("income by head", per_head("5000.00"), income("household-income", "20000.00"), members(2), true),
        ("income by head", per_head("5000.00"), income("household-income", "20000.00"), members(4), false),
    ] {
        let tier = |id: &str, when: Value| json!({"id": id, "when": [when], "amount": fixed("100.00")});
        let tiers = json!([tier("a", first), tier("b", second)]);
        let item = json!({"id": "i", "benefit": {"type": "tiers", "select": "unique", "topUp": false, "tiers": tiers},
            "when": [disease("heart", any)]});
        let mut item = item;
        if what.contains("diagnos") {
            item.as_object_mut().unwrap().remove("when");
        }
        let rules = programme(json!([item]), json!([{"id": "r", "anyOf": [asked]}]));
        let told = found(&rules, &["programme.tiers-overlap"]);
        assert_eq!(told.len(), usize::from(overlap), "{what}: {told:?}");
    }
}

fn levels(member: &str, of_level_1: &str, otherwise: &str) -> Value {
    json!({"type": "by-code", "by": ["sex"], "rows": [{"codes": ["female"], member: of_level_1}], "otherwise": otherwise})
}

#[test]
fn cliffs_with_values_from_tables() {
    let rate = |rate: &str| json!({"type": "fixed", "rate": rate});
    let bands = |first: Value, second: Value| {
        json!({"type": "bands", "method": "whole", "bounds": "over-up-to",
        "bands": [{"upper": "10000.00", "rate": first}, {"rate": second}]})
    };
    let brackets = |first: Value, second: Value| {
        json!({"type": "brackets", "bounds": "over-up-to",
        "brackets": [{"lower": "0.00", "upper": "10000.00", "amount": first}, {"lower": "10000.00", "amount": second}]})
    };
    let over = json!([{"test": "money", "fact": "family-borne", "over": fixed("10000.00")}]);
    let whole = |rate: Value| json!({"type": "rate", "rate": rate});
    for (what, benefit, when, limit, expected) in [
        ("fixed rates", bands(rate("0.4"), rate("0.45")), None, None, vec!["10000.00: 4000.00 4500.00"]),
        ("a table", bands(rate("0.4"), levels("rate", "0.7", "0.45")), None, None, vec!["10000.00: 4000.00 7000.01"]),
        (
            "a table with the same rate",
            bands(rate("0.4"), levels("rate", "0.4", "0.45")),
            None,
            None,
            vec!["10000.00: 4000.00 4500.00"],
        ),
        // The rows of both tables apply to the same child.
        ("two tables", bands(levels("rate", "0.4", "0.2"), levels("rate", "0.4", "0.2")), None, None, vec![]),
        (
            "two tables",
            bands(levels("rate", "0.4", "0.2"), levels("rate", "0.5", "0.2")),
            None,
            None,
            vec!["10000.00: 4000.00 5000.01"],
        ),
        ("amounts", brackets(fixed("5.00"), levels("amount", "5.00", "9.00")), None, None, vec!["10000.00: 5.00 9.00"]),
        ("a condition", whole(levels("rate", "0.2", "0.1")), Some(over.clone()), None, vec!["10000.00: 0.00 2000.00"]),
        (
            "a limit",
            whole(rate("0.5")),
            Some(over.clone()),
            Some(levels("amount", "300.00", "100.00")),
            vec!["10000.00: 0.00 300.00"],
        ),
        // The requirement leaves one row.
        (
            "a table",
            bands(rate("0.4"), levels("rate", "0.7", "0.45")),
            Some(json!([{"test": "code", "fact": "sex", "anyOf": ["male"]}])),
            None,
            vec!["10000.00: 4000.00 4500.00"],
        ),
    ] {
        let mut item =
            json!({"id": "i", "basis": {"measure": "family-borne", "per": "application"}, "benefit": benefit});
        if let Some(when) = when {
            item["when"] = when;
        }
        if let Some(limit) = limit {
            item["limits"] = json!([{"id": "l", "scope": "application", "amount": limit}]);
        }
        let rules = programme(json!([item]), json!([]));
        let read = read::<Programme>(rules.to_string().as_bytes()).unwrap_or_else(|_| panic!("{rules:#}")).body;
        let cliffs = Analysis::of(&read, None).cliffs;
        let at_bound = cliffs.iter().filter(|cliff| cliff.at.to_string() == "10000.00");
        let told: Vec<String> =
            at_bound.map(|cliff| format!("{}: {} {}", cliff.at, cliff.before, cliff.after)).collect();
        assert_eq!(told, expected, "{what}");
        let finding = found(&rules, &["programme.cliff"]);
        let is_band = rules["items"][0]["benefit"]["type"] != "rate";
        assert_eq!(finding.len(), usize::from(is_band && !expected.is_empty()), "{what}: {finding:?}");
    }
}

#[test]
fn items_that_exclude_each_other_are_not_added() {
    let poverty = |negated: bool| json!({"test": "code", "fact": "poverty-category", "anyOf": ["extreme-poverty"], "negated": negated});
    let rate = |rate: &str| json!({"type": "fixed", "rate": rate});
    let visits = |kinds: &[&str]| json!({"visitKinds": kinds});
    let item = |n: usize, rate: Value, member: &str, value: Value| {
        let mut item = json!({"id": format!("item-{n}"), "basis": {"measure": "family-borne", "per": "application"},
            "benefit": {"type": "rate", "rate": rate}});
        item[member] = value;
        item
    };
    let two = |member: &str, first: Value, second: Value| {
        json!([item(0, rate("0.6"), member, first), item(1, rate("0.6"), member, second)])
    };
    let when = |condition: Value| json!([condition]);
    let of_sex = |first: &str, otherwise: &str| levels("rate", first, otherwise);
    let none = || json!([]);
    for (what, items, above_one) in [
        ("one or the other", two("when", when(poverty(false)), when(poverty(true))), false),
        ("both", two("when", when(poverty(false)), when(poverty(false))), true),
        (
            "ages",
            two("when", when(age("submitted-on", None, Some(3))), when(age("submitted-on", Some(4), None))),
            false,
        ),
        ("ages", two("when", when(age("submitted-on", None, Some(3))), when(age("submitted-on", Some(3), None))), true),
        ("visits", two("receipts", visits(&["inpatient"]), visits(&["outpatient"])), false),
        ("visits", two("receipts", visits(&["inpatient"]), visits(&["outpatient", "inpatient"])), true),
        (
            "rows of tables",
            json!([item(0, of_sex("0.7", "0.2"), "when", none()), item(1, of_sex("0.2", "0.7"), "when", none())]),
            false,
        ),
        (
            "rows of tables",
            json!([item(0, of_sex("0.7", "0.2"), "when", none()), item(1, of_sex("0.4", "0.7"), "when", none())]),
            true,
        ),
    ] {
        let rules = programme(items, json!([]));
        let read = read::<Programme>(rules.to_string().as_bytes()).unwrap_or_else(|_| panic!("{rules:#}")).body;
        let steepness = Analysis::of(&read, None).steepness;
        let told = steepness.iter().any(|one| one.kind == SteepnessKind::RatesAboveOne);
        assert_eq!(told, above_one, "{what}: {rules}");
    }
}
