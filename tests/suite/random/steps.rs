//! Relief in steps: items that award only after a limit of an earlier item is used up.

use crate::random::{
    evaluation::engine::Answer,
    rule::{Here, amount, condition, period_rule},
};
use serde_json::{Value, json};
use tongbiao_testkit::random::Random;

/// Lets later items of a programme award only after limits of earlier ones, each with this chance in a hundred.
pub fn add(programme: &mut Value, percent: usize, random: &mut Random) {
    let count = programme["items"].as_array().unwrap().len();
    for place in 1..count {
        let of_money = programme["items"][place]["benefit"]["type"] != "in-kind";
        if !of_money || !random.chance(percent) {
            continue;
        }
        let ids: Vec<String> = (0..=usize::from(random.chance(15))).map(|n| format!("step-{place}-{n}")).collect();
        for id in &ids {
            let limit = limit(id, random);
            let to = random.below(place);
            if random.chance(60) {
                push(&mut programme["items"][to], limit);
            } else {
                let mut limit = limit;
                limit["items"] = (0..=to).map(|n| format!("item-{n}")).collect();
                push(programme, limit);
            }
        }
        programme["items"][place]["afterLimits"] = json!(ids);
    }
}

fn push(of: &mut Value, limit: Value) {
    let limits = of.as_object_mut().unwrap().entry("limits").or_insert_with(|| json!([]));
    limits.as_array_mut().unwrap().push(limit);
}

/// A limit that is often used up.
fn limit(id: &str, random: &mut Random) -> Value {
    let scope = *random.pick(&["application", "period", "period", "lifetime"]);
    let most = *random.pick(&[2_000, 20_000, 100_000]);
    let mut limit = json!({"id": id, "scope": scope, "amount": amount(most, Here::Application, random)});
    if scope == "period" {
        limit["period"] = period_rule(random);
    }
    if random.chance(10) {
        limit["when"] = json!([condition(random)]);
    }
    if random.chance(8) {
        limit["group"] = "together".into();
    }
    if random.chance(10) {
        limit["count"] = [1, 2, 3][random.below(3)].into();
    }
    limit
}

/// The situations that a pair reaches, each with whether it does.
pub fn met(rules: &str, answer: &Answer) -> Vec<(&'static str, bool)> {
    let rules: Value = if rules.contains("afterLimits") { serde_json::from_str(rules).unwrap() } else { json!({}) };
    let items = rules["items"].as_array().into_iter().flatten().zip(&answer.items);
    let after: Vec<i128> =
        items.filter(|(item, _)| item.get("afterLimits").is_some()).map(|(_, award)| *award).collect();
    let is_known = answer.amount.is_some_and(|amount| amount > 0);
    vec![
        ("paid after a limit is used up", is_known && after.iter().any(|award| *award > 0)),
        ("not paid because a limit is not used up", is_known && after.contains(&0)),
    ]
}

/// The required frequency of each, per ten thousand decisions.
pub const FLOORS: [(&str, u64); 2] =
    [("paid after a limit is used up", 40), ("not paid because a limit is not used up", 40)];
