//! Rules of notices that random pairs must reach.

use crate::random::{
    evaluation::{engine::Answer, pair::generator},
    programme::threshold,
    rule::{Here, add_prices},
    steps,
};
use serde_json::{Value, json};
use tongbiao::code::AdjudicationDecision;

/// The rules that a pair reaches, each with whether it does.
pub fn met(rules: &str, paid: bool, answer: &Answer) -> Vec<(&'static str, bool)> {
    let has = |text: &str| rules.contains(text);
    let is_below = answer.decision == AdjudicationDecision::Refused && !answer.units.is_empty();
    vec![
        ("paid under alternative conditions", paid && has("\"whenAnyOf\"")),
        ("paid by an assessed amount", paid && has("\"type\":\"assessed\"")),
        ("paid by a score or a grade", paid && (has("assessed-number") || has("assessed-grade"))),
        ("paid with a threshold", paid && has("\"threshold\"")),
        ("refused below a threshold", is_below),
        ("paid by a price list", paid && has("\"priceList\"")),
        ("paid within price limits", paid && has("\"withinPriceLimits\"")),
        ("paid by the days of lines", paid && has("\"lineDays\"")),
        ("given by the days of operations", (paid || answer.services > 0) && has("\"operationDays\"")),
        ("paid with a limit of periods", paid && has("\"periods\"")),
        ("days of lines missing", answer.missing.iter().any(|place| place.ends_with("/chargedOn"))),
    ]
}

/// The required frequency of each, per ten thousand decisions.
pub const FLOORS: [(&str, u64); 11] = [
    ("paid under alternative conditions", 100),
    ("paid by an assessed amount", 100),
    ("paid by a score or a grade", 50),
    ("paid with a threshold", 60),
    ("refused below a threshold", 8),
    ("paid by a price list", 25),
    ("paid within price limits", 25),
    ("paid by the days of lines", 100),
    ("given by the days of operations", 50),
    ("paid with a limit of periods", 100),
    ("days of lines missing", 10),
];

/// Adds the newer rules to many items of a programme, so that most pairs reach them.
pub fn enrich(rules: &mut Value, seed: u64) {
    let mut random = generator(seed ^ 0x5BE0_CD19);
    steps::add(rules, 60, &mut generator(seed ^ 0x1F83_D9AB));
    for item in rules["items"].as_array_mut().unwrap() {
        if random.chance(60) && item.get("basis").is_some() {
            let lines =
                item.as_object_mut().unwrap().entry("lines").or_insert_with(|| json!({"attribution": "pro-rata"}));
            add_prices(lines, 60, &mut random);
        }
        let Some(basis) = item.get_mut("basis") else { continue };
        let is_narrow = basis["per"] == "receipt" || basis["per"] == "hospitalisation";
        if let Some(period) = basis.get_mut("period").filter(|period| period["type"] != "rolling-months") {
            period["lineDays"] = true.into();
        }
        let here = if is_narrow { Here::Receipt } else { Here::Application };
        if random.chance(70) {
            basis["threshold"] = threshold(here, &mut random);
        }
    }
}
