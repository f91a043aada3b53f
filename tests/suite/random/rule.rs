//! Random conditions, rules of receipts and lines, periods and tables.

use crate::random::{
    condition::GRADES,
    gap::apart,
    programme::{CATEGORIES, CHARGE_CODES, POVERTY, yuan},
};
use serde_json::{Map, Value, json};
use tongbiao_testkit::random::Random;

/// The place of a table: it decides whether facts of receipts or operations are known.
#[derive(Clone, Copy, PartialEq)]
pub enum Here {
    Application,
    Receipt,
    Operation,
}

/// A condition on the application.
pub fn condition(random: &mut Random) -> Value {
    let mut condition = match random.below(11) {
        0 => {
            let of_year = apart(random, 0xBB67_AE85_84CA_A73B).chance(30);
            let at = *random.pick(&["entered-on", "decided-on"]);
            json!({"test": "age", "at": if of_year { "application-year-start" } else { at }, "unit": "years",
                "birthday": random.pick(&["on-birthday", "day-after-birthday"]), "atMost": random.pick(&[5, 14, 18])})
        }
        1 => {
            json!({"test": "disease", "set": "blood", "diagnoses": random.pick(&["any", "principal"]), "confirmed": random.chance(50)})
        }
        2 => json!({"test": "operation", "set": "heart", "state": random.pick(&["done", "planned", "either"])}),
        3 => json!({"test": "code", "fact": "poverty-category", "anyOf": random.some(&POVERTY, 2)}),
        4 => {
            json!({"test": "flag", "fact": random.pick(&["insured", "disabled", "in-treatment"]), "is": random.chance(60)})
        }
        5 => json!({"test": "money", "fact": random.pick(&["household-income", "family-borne", "billed"]),
            "atMost": {"type": "fixed", "amount": yuan(2_000_000 + random.fen(20_000_000))}}),
        6 => json!({"test": "number", "fact": "household-members", "atLeast": random.pick(&[2, 3, 4])}),
        7 => json!({"test": "date", "fact": random.pick(&["entered-on", "submitted-on"]), "from": "2024-01-01"}),
        8 => json!({"test": "ratio", "of": "family-borne", "to": "household-income", "atLeast": "0.05"}),
        9 => json!({"test": "days-between", "from": "entered-on", "to": "submitted-on", "atMost": 60}),
        _ => match apart(random, 0x1F83_D9AB_5BE0_CD19).below(4) {
            0 => json!({"test": "assessed-number", "key": "score", "atLeast": random.pick(&[5, 10, 30])}),
            1 => json!({"test": "assessed-grade", "key": "hardship", "anyOf": random.some(&GRADES, 2)}),
            _ => return json!({"test": "assessed", "key": "need"}),
        },
    };
    if random.chance(12) && condition["test"] != "flag" {
        condition["negated"] = true.into();
    }
    condition
}

/// A condition on a receipt.
fn receipt_condition(random: &mut Random) -> Value {
    match random.below(7) {
        0 => json!({"test": "code", "fact": "hospital-level", "anyOf": ["level-3", "level-2"]}),
        1 => json!({"test": "hospital", "set": "nearby"}),
        2 if apart(random, 0x3C6E_F372_FE94_F82B).chance(40) => {
            json!({"test": "code", "fact": "poverty-category-at-visit", "anyOf": random.some(&POVERTY, 2)})
        }
        2 => json!({"test": "code", "fact": "visit-kind", "anyOf": ["inpatient", "outpatient", "emergency"]}),
        3 => json!({"test": "date", "fact": "receipt-issued-on", "from": "2025-01-01"}),
        4 => json!({"test": "days-between", "from": "receipt-visited-on", "to": "submitted-on", "atLeast": 0}),
        5 => {
            json!({"test": "age", "at": "receipt-visited-on", "unit": "months", "birthday": "on-birthday", "atMost": 200})
        }
        _ => condition(random),
    }
}

pub fn receipt_rule(random: &mut Random) -> Value {
    let mut rule = Map::new();
    let mut put = |name: &str, value: Value| drop(rule.insert(name.to_owned(), value));
    if random.chance(15) {
        put("kinds", json!(["inpatient-electronic", "outpatient-electronic"]));
    }
    if random.chance(25) {
        put("forms", json!(random.some(&["electronic-file", "original", "stamped-copy"], 2)));
    }
    if random.chance(12) {
        put("visitKinds", json!(["inpatient", "outpatient"]));
    }
    if random.chance(12) {
        put("diseases", "blood".into());
    }
    if random.chance(8) {
        put("exceptDiseases", "blood".into());
    }
    if random.chance(15) {
        put("hospitals", random.pick(&["designated", "nearby"]).to_owned().into());
    }
    let by = |random: &mut Random| random.pick(&["visited-on", "discharged-on", "issued-on", "settled-on"]).to_owned();
    if random.chance(20) {
        put("window", json!({"by": by(random), "period": {"start": "2024-09-01"}}));
    }
    if random.chance(12) {
        put("submitWithin", json!({"by": by(random), "days": random.pick(&[180, 365, 700])}));
    }
    if random.chance(15) {
        put(
            "requirements",
            json!([{"id": "of-receipts", "anyOf": [receipt_condition(random), receipt_condition(random)]}]),
        );
    }
    rule.into()
}

pub fn line_rule(random: &mut Random) -> Value {
    let mut rule = json!({"attribution": random.pick(&["line", "pro-rata", "pro-rata"])});
    if random.chance(40) {
        rule["categories"] = json!(random.some(&CATEGORIES, 3));
    }
    if random.chance(25) {
        rule["exceptCategories"] = json!([random.pick(&CATEGORIES)]);
    }
    if random.chance(40) {
        rule["catalogue"] = random.pick(&[json!(["a", "b"]), json!(["c"]), json!(["a"])]).clone();
    }
    if random.chance(10) {
        rule["chargeItems"] = "drugs".into();
    }
    if random.chance(10) {
        rule["exceptChargeItems"] = "devices".into();
    }
    add_prices(&mut rule, 8, &mut apart(random, 0x6A09_E667_F3BC_C908));
    rule
}

/// Adds a price list, or the price limits of the insurance.
pub fn add_prices(rule: &mut Value, chance: usize, random: &mut Random) {
    if random.chance(chance) {
        let prices = (0..=random.below(3)).map(|n| {
            let most = [500, 20_000, 200_000][random.below(3)];
            let mut price = json!({"id": format!("price-{n}"), "price": yuan(random.fen(most)),
                "per": random.pick(&["quantity", "quantity", "stay-day"])});
            match random.below(4) {
                0 => price["codes"] = json!(random.some(&CHARGE_CODES, 2)),
                1 => price["names"] = json!(["项"]),
                _ => price["categories"] = json!(random.some(&CATEGORIES, 2)),
            }
            if random.chance(20) {
                price["unit"] = "次".into();
            }
            price
        });
        rule["priceList"] = prices.collect();
    }
    if random.chance(chance) {
        rule["withinPriceLimits"] = true.into();
    }
}

pub fn period_rule(random: &mut Random) -> Value {
    let by = *random.pick(&["visited-on", "discharged-on", "issued-on", "settled-on"]);
    let mut rule = match random.below(6) {
        0 => json!({"type": "calendar-month", "by": by}),
        1 => json!({"type": "calendar-quarter", "by": by}),
        2 => json!({"type": "shifted-year", "by": by, "startMonth": 9, "startDay": random.pick(&[1, 15])}),
        3 => json!({"type": "rolling-months", "by": by, "months": random.pick(&[6, 12, 24])}),
        _ => json!({"type": "calendar-year", "by": by}),
    };
    // Drawn apart, so that everything else is drawn as without it.
    if rule["type"] != "rolling-months" && apart(random, 0x5BE0_CD19_137E_2179).chance(25) {
        rule["lineDays"] = true.into();
    }
    rule
}

/// A table of amounts or of rates.
fn table(name: &str, here: Here, random: &mut Random, mut value: impl FnMut(&mut Random) -> String) -> Value {
    let mut row = |random: &mut Random, condition: Value| {
        let mut row = condition;
        row[name] = value(random).into();
        row
    };
    match random.below(12) {
        0 => {
            let rows = vec![
                row(random, json!({"codes": [POVERTY[0], POVERTY[1]]})),
                row(random, json!({"codes": [POVERTY[2]]})),
            ];
            let otherwise = row(random, json!({}))[name].clone();
            let at_visit = here != Here::Application && apart(random, 0xA54F_F53A_5F1D_36F1).chance(40);
            let by = if at_visit { "poverty-category-at-visit" } else { "poverty-category" };
            json!({"type": "by-code", "by": [by], "rows": rows, "otherwise": otherwise})
        }
        1 => {
            let at = if here == Here::Receipt { "receipt-visited-on" } else { "entered-on" };
            let rows = vec![row(random, json!({"atMost": 71})), row(random, json!({"atLeast": 72}))];
            json!({"type": "by-age", "at": at, "birthday": "on-birthday", "unit": "months", "rows": rows})
        }
        2 => {
            let rows = vec![row(random, json!({"atMost": 3})), row(random, json!({"atLeast": 4}))];
            json!({"type": "by-number", "fact": "household-members", "rows": rows})
        }
        3 => {
            let rows = vec![row(random, json!({"upper": "30000.00"})), row(random, json!({"lower": "30000.00"}))];
            let fact = *random.pick(&["household-income", "family-borne", "billed"]);
            json!({"type": "by-money", "fact": fact, "bounds": random.pick(&["over-up-to", "from-below"]), "rows": rows})
        }
        4 | 5 if here != Here::Application => {
            let rows = vec![
                row(random, json!({"codes": ["level-3"]})),
                row(random, json!({"codes": ["level-2"], "andCodes": ["female"]})),
                row(random, json!({"codes": ["level-2", "level-1", "unrated"]})),
            ];
            json!({"type": "by-code", "by": ["hospital-level", "sex"], "rows": rows, "otherwise": value(random)})
        }
        _ => row(random, json!({"type": "fixed"})),
    }
}

pub fn amount(most: i64, here: Here, random: &mut Random) -> Value {
    if apart(random, 0x9B05_688C_2B3E_6C1F).chance(5) {
        return json!({"type": "assessed", "key": "granted"});
    }
    if random.chance(6) {
        let times = *random.pick(&["0.5", "1.333333", "3"]);
        return json!({"type": "statistic", "statistic": "wage", "times": times, "at": "decided-on"});
    }
    table("amount", here, random, |random| yuan(random.fen(most)))
}

pub fn rate(most: usize, here: Here, random: &mut Random) -> Value {
    table("rate", here, random, |random| match random.below(4) {
        0 => format!("0.{:06}", random.below(most * 10_000)),
        _ => format!("0.{:02}", random.below(most)),
    })
}
