//! Random programmes: every benefit, table, limit, rule of periods and lines, and coordination of the standard.

use crate::random::{
    condition::GRADES,
    gap::{apart, ask_for_earlier_aid},
    rule::{Here, amount, condition, line_rule, period_rule, rate, receipt_rule},
    steps,
};
use serde_json::{Value, json};
use tongbiao_testkit::random::Random;

/// The hospitals of rules and receipts: name, code assigned by the insurer, uscc, level.
pub const HOSPITALS: [(&str, &str, &str, &str); 3] = [
    ("示例省儿童医院（虚构）", "H41000000001", "12410000400000018Y", "level-3"),
    ("示例市医院（虚构）", "H51000000002", "12510000450000024L", "level-2"),
    ("示例县医院（虚构）", "H52000000003", "12520000429000054D", "level-1"),
];
pub const CATEGORIES: [&str; 5] = ["bed", "surgery", "materials", "western-medicine", "laboratory"];
pub const CHARGE_CODES: [&str; 4] = ["D001", "D002", "M003", "S004"];
pub const OPERATIONS: [&str; 5] = ["35.7100", "35.7200", "35.8100", "27.5400", "41.0500"];
/// The class of the payer whose programme it is.
pub const PAYER: &str = "charity";
pub const PAYERS: [&str; 6] = [
    "basic-insurance",
    "critical-illness-insurance",
    "medical-assistance",
    "commercial-insurance",
    "charity",
    "crowdfunding",
];
pub const POVERTY: [&str; 3] = ["minimum-living-allowance", "extreme-poverty", "near-minimum-living"];

/// Fen as an amount of a document.
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100)
}

/// A programme that may have errors. The callers discard those with errors.
pub fn programme(random: &mut Random) -> Value {
    let count = 1 + [0, 0, 0, 1, 1, 2, 3][random.below(7)];
    let items: Vec<Value> = (0..count).map(|place| item(place, random)).collect();
    let mut programme = json!({
        "kind": "programme", "standard": "1.0", "id": "cn.example.random", "revision": 1, "title": "随机项目（虚构）",
        "standing": "illustrative", "payer": PAYER, "effective": {"start": "2020-01-01"},
        "appliesBy": "decided-on", "evidence": random.pick(&["receipts", "receipts", "receipts", "diagnosis"]),
        "sets": sets(), "statistics": statistics(), "assessments": assessments(), "items": items, "coordination": coordination(random),
    });
    let members = programme.as_object_mut().unwrap();
    if random.chance(22) {
        let all: Vec<Value> = (0..=random.below(2))
            .map(|n| json!({"id": format!("requirement-{n}"), "anyOf": [condition(random)]}))
            .collect();
        members.insert("requirements".to_owned(), all.into());
    }
    if random.chance(45) {
        members.insert("receipts".to_owned(), receipt_rule(random));
    }
    if random.chance(35) {
        members.insert("lines".to_owned(), line_rule(random));
    }
    let limits: Vec<Value> = (0..[0, 1, 1, 1, 2, 3][random.below(6)])
        .map(|n| limit(&format!("limit-{n}"), Some(count), Here::Application, random))
        .collect();
    if !limits.is_empty() {
        members.insert("limits".to_owned(), limits.into());
    }
    if random.chance(25) {
        members.insert(
            "minimumAward".to_owned(),
            json!({"amount": yuan(random.fen(100_000)), "below": random.pick(&["pay-nothing", "pay-minimum"])}),
        );
    }
    if random.chance(50) {
        members.insert("rounding".to_owned(), rounding(random));
    }
    if random.chance(10) {
        members.insert("papers".to_owned(), json!([{"id": "form", "anyOf": ["application-form"]}]));
    }
    add_alternatives(&mut programme, &mut apart(random, 0xA54F_F53A_5F1D_36F1));
    share_and_count(&mut programme, random);
    place_operations(&mut programme, &mut apart(random, 0x7137_4491_23EF_65CD));
    ask_for_earlier_aid(&mut programme, random);
    steps::add(&mut programme, 12, &mut apart(random, 0x3C6E_F372_FE94_F82B));
    programme
}

/// Adds groups of alternative conditions to some items, tiers, limits and documents.
fn add_alternatives(programme: &mut Value, random: &mut Random) {
    let mut add = |part: &mut Value| {
        if random.chance(2) {
            let groups = (0..=random.below(2)).map(|_| json!({"anyOf": [condition(random), condition(random)]}));
            part["whenAnyOf"] = groups.collect();
        }
    };
    let list = |part: &mut Value, name: &str| -> Vec<Value> {
        part.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    for name in ["limits", "papers"] {
        let mut parts = list(programme, name);
        parts.iter_mut().for_each(&mut add);
        if !parts.is_empty() {
            programme[name] = parts.into();
        }
    }
    for item in programme["items"].as_array_mut().unwrap() {
        add(item);
        for limit in item.get_mut("limits").and_then(Value::as_array_mut).into_iter().flatten() {
            add(limit);
        }
        for tier in item["benefit"].get_mut("tiers").and_then(Value::as_array_mut).into_iter().flatten() {
            add(tier);
        }
    }
}

/// Shares some limits with other programmes, and makes them limits in units if an item is awarded by number.
fn share_and_count(programme: &mut Value, random: &mut Random) {
    let kinds: Vec<bool> =
        programme["items"].as_array().unwrap().iter().map(|item| item["benefit"]["type"] == "units").collect();
    let mut bound = |limit: &mut Value, counts: bool| {
        if !matches!(limit["scope"].as_str(), Some("application" | "period" | "lifetime")) {
            return;
        }
        if random.chance(8) {
            limit["group"] = "together".into();
        }
        if counts && random.chance(35) {
            limit["units"] = [1, 3, 10, 20, 100][random.below(5)].into();
            if let Some(rule) = limit.get_mut("period").and_then(Value::as_object_mut) {
                rule.remove("lineDays");
            }
        }
    };
    for (item, counts) in programme["items"].as_array_mut().unwrap().iter_mut().zip(&kinds) {
        let limits = item.get_mut("limits").and_then(Value::as_array_mut).into_iter().flatten();
        limits.for_each(|limit| bound(limit, *counts));
    }
    for limit in programme.get_mut("limits").and_then(Value::as_array_mut).into_iter().flatten() {
        let items = limit.get("items").cloned();
        let covered = |place: &usize| {
            items.as_ref().is_none_or(|ids| ids.as_array().unwrap().contains(&format!("item-{place}").into()))
        };
        let counts = (0..kinds.len()).filter(covered).any(|place| kinds[place]);
        bound(limit, counts);
    }
}

/// Places operations by their own day in some limits for periods, and adds such limits to items for operations.
fn place_operations(programme: &mut Value, random: &mut Random) {
    let is_of = |item: &Value| matches!(item["benefit"]["type"].as_str(), Some("prices" | "in-kind"));
    let items = programme["items"].as_array_mut().unwrap();
    let of: Vec<bool> = items.iter().map(is_of).collect();
    let mut place = |limit: &mut Value| {
        if limit["scope"] == "period" && random.chance(50) {
            limit["operationDays"] = true.into();
        }
    };
    for (item, _) in items.iter_mut().zip(&of).filter(|(_, of)| **of) {
        item.get_mut("limits").and_then(Value::as_array_mut).into_iter().flatten().for_each(&mut place);
    }
    for limit in programme.get_mut("limits").and_then(Value::as_array_mut).into_iter().flatten() {
        let named = limit.get("items").cloned();
        let covers = |place: &usize| {
            named.as_ref().is_none_or(|ids| ids.as_array().unwrap().contains(&format!("item-{place}").into()))
        };
        if (0..of.len()).filter(covers).any(|place| of[place]) {
            place(limit);
        }
    }
    for (item, _) in programme["items"].as_array_mut().unwrap().iter_mut().zip(&of).filter(|(_, of)| **of) {
        if random.chance(35) {
            let mut limit =
                json!({"id": "life", "scope": "period", "period": period_rule(random), "operationDays": true});
            let by_periods = limit["period"]["type"] != "rolling-months" && random.chance(40);
            limit[if by_periods { "periods" } else { "count" }] = [1, 1, 2][random.below(3)].into();
            let limits = item.as_object_mut().unwrap().entry("limits").or_insert_with(|| json!([]));
            limits.as_array_mut().unwrap().push(limit);
        }
    }
}

fn sets() -> Value {
    let listed: Vec<Value> = vec![
        json!({"name": HOSPITALS[0].0, "code": HOSPITALS[0].1, "uscc": HOSPITALS[0].2}),
        json!({"name": HOSPITALS[1].0, "code": HOSPITALS[1].1, "period": {"start": "2024-01-01", "end": "2026-03-31"}}),
    ];
    json!([
        {"id": "blood", "members": {"of": "disease", "prefixes": ["C91", "D66"], "except": ["C91.1"], "exceptNames": ["前期"]}},
        {"id": "heart", "members": {"of": "operation", "prefixes": ["35.7", "35.8"]}},
        {"id": "designated", "members": {"of": "hospital", "hospitals": listed}},
        {"id": "nearby", "members": {"of": "hospital", "hospitals": [{"name": HOSPITALS[0].0, "code": HOSPITALS[0].1},
            {"name": HOSPITALS[2].0, "uscc": HOSPITALS[2].2}]}},
        {"id": "drugs", "members": {"of": "charge-item", "codes": [CHARGE_CODES[0], CHARGE_CODES[1]]}},
        {"id": "devices", "members": {"of": "charge-item", "codes": [CHARGE_CODES[1], CHARGE_CODES[2]]}},
    ])
}

fn statistics() -> Value {
    json!([{"id": "wage", "title": "平均工资（虚构）", "values": [
        {"period": {"start": "2023-01-01", "end": "2024-12-31"}, "amount": "5111.37"},
        {"period": {"start": "2025-01-01"}, "amount": "5333.33"},
    ]}])
}

fn assessments() -> Value {
    let grades: Vec<Value> = GRADES.iter().map(|id| json!({"id": id, "title": format!("等级 {id}")})).collect();
    json!([
        {"key": "score", "title": "家访评分", "answer": "number"},
        {"key": "granted", "title": "评审金额", "answer": "amount"},
        {"key": "hardship", "title": "困难等级", "answer": "grade", "grades": grades},
        {"key": "fitted", "title": "装配日期", "answer": "date"},
    ])
}

fn rounding(random: &mut Random) -> Value {
    json!({"unit": random.pick(&["0.01", "0.01", "0.10", "1.00", "10.00", "100.00"]),
        "mode": random.pick(&["half-up", "down", "up"])})
}

fn coordination(random: &mut Random) -> Value {
    let mut coordination = json!({
        "otherAid": random.pick(&[
            "ignore", "ignore", "ignore", "reduces-cap", "reduces-cap", "reduces-cap", "reduces-basis", "reduces-basis", "exclusive",
        ]),
        "ceiling": random.pick(&["family-borne", "family-borne", "family-borne", "at-reconciliation", "not-applicable"]),
    });
    if random.chance(20) {
        coordination["after"] =
            json!([random.pick(&PAYERS), random.pick(&["government", "mutual-fund", "basic-insurance"])]);
    }
    if random.chance(40) {
        coordination["counted"] =
            random.pick(&[json!(["received", "committed"]), json!(["committed"]), json!(["received"])]).clone();
    }
    coordination
}

fn benefit(place: usize, here: Here, random: &mut Random) -> Value {
    match place {
        0 | 1 => json!({"type": "fixed", "amount": amount(800_000, here, random)}),
        2 | 3 => {
            let tiers: Vec<Value> = (0..=random.below(3))
                .map(|n| json!({"id": format!("tier-{n}"), "when": [condition(random)], "amount": amount(800_000, here, random)}))
                .collect();
            json!({"type": "tiers", "select": random.pick(&["first", "unique"]), "topUp": random.chance(50), "tiers": tiers})
        }
        4 | 5 => {
            let ends: Vec<String> = [0, 1_000, 10_000, 100_000, 1_000_000].iter().map(|n| yuan(n * 17)).collect();
            let first = random.below(3);
            let brackets: Vec<Value> = (first..4)
                .map(|n| {
                    let mut bracket = json!({"lower": ends[n], "amount": amount(500_000, here, random)});
                    if n < 3 {
                        bracket["upper"] = ends[n + 1].clone().into();
                    }
                    bracket
                })
                .collect();
            json!({"type": "brackets", "bounds": random.pick(&["over-up-to", "from-below"]), "brackets": brackets})
        }
        6..=9 => json!({"type": "rate", "rate": rate(100, here, random)}),
        10..=12 => {
            let mut bands = vec![
                json!({"upper": "1000.00", "rate": rate(50, here, random)}),
                json!({"upper": "20000.00", "rate": rate(80, here, random)}),
                json!({"rate": rate(80, here, random)}),
            ];
            bands.drain(..random.below(3));
            let mut benefit = json!({"type": "bands", "method": random.pick(&["marginal", "marginal", "whole"]),
                "bounds": random.pick(&["over-up-to", "from-below"]), "bands": bands});
            if random.chance(30) {
                benefit["addRate"] = rate(20, here, random);
            }
            benefit
        }
        13 | 14 => {
            let mut benefit = json!({"type": "prices", "excess": random.pick(&["hospital", "family"]), "prices": [
                {"id": "defects", "title": "间隔缺损", "operations": ["35.71"], "price": amount(3_000_000, here, random)},
                {"id": "ventricular", "title": "室间隔缺损", "operations": ["35.72"], "price": amount(3_000_000, here, random)},
                {"id": "marrow", "title": "移植", "operations": ["41"], "price": amount(3_000_000, here, random)},
            ]});
            if random.chance(60) {
                benefit["coFunding"] = json!([{"payer": "basic-insurance", "share": "0.333333"},
                    {"payer": "government", "amount": yuan(random.fen(100_000))}]);
            }
            benefit
        }
        15 | 16 => {
            let mut benefit =
                json!({"type": "units", "count": count(here, random), "amount": amount(20_000, here, random)});
            if random.chance(40) {
                benefit["countMax"] = random.pick(&[1, 5, 30]).to_owned().into();
            }
            benefit
        }
        17..=19 => json!({"type": "gap", "rate": rate(100, here, random)}),
        20 => {
            json!({"type": "match", "payer": random.pick(&["charity", "commercial-insurance"]), "times": random.pick(&["1", "0.5", "0.333333", "2"])})
        }
        _ => {
            let mut benefit = json!({"type": "in-kind", "services": [
                {"id": "surgery", "title": "手术", "operations": ["27", "35.7"]},
                {"id": "school", "title": "病房学校"},
            ]});
            if random.chance(40) {
                benefit["hospitals"] = "nearby".into();
            }
            benefit
        }
    }
}

fn count(here: Here, random: &mut Random) -> Value {
    match random.below(10) {
        0..=4 => json!({"type": "fact", "fact": random.pick(&["treatment-sessions", "household-members"])}),
        5 | 6 => json!({"type": "fact", "fact": "stay-days"}),
        7 | 8 if random.chance(70) => json!({"type": "line-quantity"}),
        7 | 8 => json!({"type": "line-quantity", "lineUnit": "次"}),
        _ => {
            let from = if here == Here::Receipt {
                *random.pick(&["receipt-visited-on", "receipt-issued-on"])
            } else {
                *random.pick(&["entered-on", "entered-on", "admitted-on"])
            };
            let to = if here == Here::Receipt { "receipt-discharged-on" } else { "decided-on" };
            json!({"type": "time", "from": from, "to": to, "unit": random.pick(&["days", "days", "months", "years"]),
                "bothEnds": random.chance(50)})
        }
    }
}

fn item(place: usize, random: &mut Random) -> Value {
    let kind = random.below(22);
    let needs_basis = matches!(kind, 4..=12 | 17..=19);
    let per = *random.pick(&["receipt", "hospitalisation", "application", "application", "period"]);
    let of_operations = matches!(kind, 13 | 14 | 21);
    // The matched amount belongs to the application: it has no narrower basis.
    let has_basis = needs_basis || (!of_operations && kind != 20 && random.chance(30));
    let here = match (has_basis, per) {
        (true, "receipt" | "hospitalisation") => Here::Receipt,
        (false, _) if of_operations => Here::Operation,
        _ => Here::Application,
    };
    let mut item = json!({"id": format!("item-{place}"), "benefit": benefit(kind, here, random)});
    if has_basis {
        item["basis"] = json!({"per": per, "measure": random.pick(&["billed", "in-catalogue", "self-paid", "self-financed",
            "family-borne", "family-borne", "family-borne", "cash"])});
        if per == "period" {
            item["basis"]["period"] = period_rule(random);
        }
        if random.chance(20) {
            item["basis"]["lessPayers"] = json!(random.some(&PAYERS, 1));
        }
        if place > 0 && random.chance(50) {
            item["basis"]["lessItems"] = json!([format!("item-{}", random.below(place))]);
        }
        if random.chance(35) {
            item["deductible"] = amount(100_000, here, random);
        }
    }
    if has_basis && apart(random, 0x510E_527F_ADE6_82D1).chance(8) {
        item["basis"]["threshold"] = threshold(here, &mut apart(random, 0x1F83_D9AB_FB41_BD6B));
    }
    if item.pointer("/benefit/count/fact").is_some_and(|fact| fact == "stay-days")
        && let Some(rule) = item.pointer_mut("/basis/period").and_then(Value::as_object_mut)
    {
        rule.remove("lineDays");
    }
    if random.chance(12) {
        item["when"] = json!([condition(random)]);
    }
    if random.chance(10) {
        item["receipts"] = receipt_rule(random);
    }
    if random.chance(15) {
        item["lines"] = line_rule(random);
    }
    if random.chance(20) {
        item["rounding"] = rounding(random);
    }
    if random.chance(35) {
        let limits: Vec<Value> =
            (0..=random.below(2)).map(|n| limit(&format!("own-{n}"), None, here, random)).collect();
        item["limits"] = limits.into();
    }
    if random.chance(20) {
        item["payees"] =
            json!([{"to": "hospital", "share": "0.333333", "atMost": yuan(random.fen(1_000_000))}, {"to": "guardian"}]);
    }
    item
}

/// A threshold of a basis.
pub fn threshold(here: Here, random: &mut Random) -> Value {
    let most = [20_000, 200_000, 1_000_000][random.below(3)];
    json!({"bound": random.pick(&["over", "at-least"]), "amount": amount(most, here, random)})
}

fn limit(id: &str, items: Option<usize>, here: Here, random: &mut Random) -> Value {
    let scope = *random.pick(&[
        "line",
        "line",
        "receipt",
        "receipt",
        "hospitalisation",
        "operation",
        "application",
        "period",
        "period",
        "lifetime",
        "fund-balance",
    ]);
    let mut limit = json!({"id": id, "scope": scope});
    let narrow = matches!(scope, "line" | "receipt" | "hospitalisation");
    let table_here = match scope {
        _ if narrow => Here::Receipt,
        "operation" => Here::Operation,
        _ => here,
    };
    if scope == "period" {
        limit["period"] = period_rule(random);
    }
    if scope != "fund-balance" {
        if random.chance(80) {
            limit["amount"] = amount(if narrow { 100_000 } else { 600_000 }, table_here, random);
        }
        if limit.get("amount").is_none() || random.chance(15) {
            limit["count"] = [0, 1, 1, 2, 2, 3, 5][random.below(7)].into();
        }
        // Drawn apart, so that everything else is drawn as without it.
        let mut apart = apart(random, 0x428A_2F98_D728_AE22);
        if scope == "period" && limit["period"]["type"] != "rolling-months" && apart.chance(30) {
            limit["periods"] = [1, 1, 2, 3][apart.below(4)].into();
            if apart.chance(40) {
                limit.as_object_mut().unwrap().retain(|name, _| name != "amount" && name != "count");
            }
        }
    }
    if random.chance(15) {
        limit["when"] = json!([condition(random)]);
    }
    if let Some(items) = items
        && random.chance(35)
    {
        let one: Vec<String> = (0..=random.below(items)).map(|n| format!("item-{n}")).collect();
        limit["items"] = json!(one);
    }
    limit
}
