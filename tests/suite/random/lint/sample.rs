//! Conditions and tables on few facts with few values, and all cases of these values.

use crate::random::gap::apart;
use serde_json::{Value, json};
use tongbiao::{check::read, record::application::Application};
use tongbiao_testkit::random::Random;

/// The number of kinds of condition.
pub const CONDITIONS: usize = 6;

const POVERTY: [&str; 2] = ["minimum-living-allowance", "extreme-poverty"];
const INCOMES: [&str; 3] = ["10000.00", "10000.01", "20000.01"];

fn bounds(mut test: Value, [least, most]: [usize; 2], random: &mut Random) -> Value {
    let (a, b) = (least + random.below(most - least + 1), least + random.below(most - least + 1));
    match random.below(3) {
        0 => test["atLeast"] = a.into(),
        1 => test["atMost"] = a.into(),
        _ => {
            test["atLeast"] = a.min(b).into();
            test["atMost"] = a.max(b).into();
        }
    }
    test
}

/// A day on which an age is counted.
fn day(random: &mut Random) -> &'static str {
    let of_year = apart(random, 0x9B05_688C_2B3E_6C1F).chance(20);
    let day = *random.pick(&["entered-on", "submitted-on"]);
    if of_year { "application-year-start" } else { day }
}

/// A condition on one of the facts.
pub fn condition(random: &mut Random) -> Value {
    let mut condition = match random.below(9) {
        0..=2 => {
            let at = day(random);
            bounds(json!({"test": "age", "at": at, "birthday": "on-birthday", "unit": "years"}), [0, 4], random)
        }
        3 => bounds(json!({"test": "number", "fact": "household-members"}), [1, 4], random),
        4 => json!({"test": "code", "fact": "poverty-category", "anyOf": random.some(&POVERTY, 1)}),
        5 => json!({"test": "code", "fact": "sex", "anyOf": ["female"]}),
        6 => {
            json!({"test": "disease", "set": random.pick(&["heart", "defects", "blood"]), "diagnoses": "any", "confirmed": true})
        }
        7 => {
            json!({"test": "money", "fact": "household-income", "atMost": {"type": "fixed", "amount": random.pick(&["10000.00", "20000.00"])}})
        }
        _ => json!({"test": "earlier-aid", "atMost": random.below(2), "counted": ["received"]}),
    };
    if random.chance(20) {
        condition["negated"] = true.into();
    }
    condition
}

/// A table with rows of any order. The last row covers the remaining cases. Each row has its own value.
pub fn table(member: &str, random: &mut Random, mut value: impl FnMut(usize) -> String) -> Value {
    let count = 1 + random.below(3);
    let mut row = |mut row: Value, n: usize| {
        row[member] = value(n).into();
        row
    };
    match random.below(4) {
        0 => {
            let rows: Vec<Value> = (0..count).map(|n| row(json!({"codes": random.some(&POVERTY, 1)}), n)).collect();
            let otherwise = row(json!({}), count)[member].clone();
            json!({"type": "by-code", "by": ["poverty-category"], "rows": rows, "otherwise": otherwise})
        }
        1 => {
            let mut rows: Vec<Value> = (0..count).map(|n| row(bounds(json!({}), [1, 4], random), n)).collect();
            rows.push(row(json!({}), count));
            json!({"type": "by-number", "fact": "household-members", "rows": rows})
        }
        2 => {
            let rows = vec![row(json!({"codes": ["female"]}), 0)];
            json!({"type": "by-code", "by": ["sex"], "rows": rows, "otherwise": row(json!({}), 1)[member].clone()})
        }
        _ => {
            let mut rows: Vec<Value> = (0..count).map(|n| row(bounds(json!({}), [0, 4], random), n)).collect();
            rows.push(row(json!({}), count));
            let at = day(random);
            json!({"type": "by-age", "at": at, "birthday": "on-birthday", "unit": "years", "rows": rows})
        }
    }
}

/// The maximum number of cases of one programme.
const CASES_MAX: usize = 500;

/// All cases in which the facts that the rules name have one of their values. Other facts have one value. Empty if there
/// are too many.
pub fn samples(rules: &Value) -> impl Iterator<Item = Application> + use<> {
    let text = rules.to_string();
    let mut cases = vec![json!({"kind": "application", "standard": "1.0", "id": "case-1",
        "child": {"name": "童例", "birthDate": "2022-06-01", "sex": "male"}, "enteredOn": "2026-03-01",
        "submittedOn": "2026-03-01", "diagnoses": [], "aid": [],
        "household": {"memberCount": 3, "income": {"total": "15000.00"}, "certificates": []}})];
    let mut vary = |is_named: bool, values: Vec<Vec<(&str, Value)>>| {
        if !is_named || cases.is_empty() {
            return;
        }
        if cases.len() * values.len() > CASES_MAX {
            return cases.clear();
        }
        cases = cases
            .iter()
            .flat_map(|case| {
                values.iter().map(|members| {
                    let mut case = case.clone();
                    members.iter().for_each(|(place, value)| *case.pointer_mut(place).unwrap() = value.clone());
                    case
                })
            })
            .collect();
    };
    let entered = text.contains("\"entered-on\"");
    // A birthday between the first day of the year and the day of the application distinguishes the two.
    let birthdays = if text.contains("application-year-start") { &["06-01", "02-01"][..] } else { &["06-01"] };
    let days: Vec<Vec<(&str, Value)>> = (2018..=2025)
        .flat_map(|born| (2020..=2026).map(move |year| (born, year)))
        .filter(|(_, year)| entered || *year == 2026)
        .flat_map(|(born, year)| birthdays.iter().map(move |birthday| (format!("{born}-{birthday}"), year)))
        .filter(|(birth, year)| *birth < format!("{year}-03-01"))
        .map(|(birth, year)| vec![("/child/birthDate", json!(birth)), ("/enteredOn", json!(format!("{year}-03-01")))])
        .collect();
    vary(entered || text.contains("\"age\"") || text.contains("by-age"), days);
    vary(text.contains("household-members"), (1..=5).map(|n| vec![("/household/memberCount", json!(n))]).collect());
    let certificates: Vec<Vec<&str>> = vec![vec![], vec![POVERTY[0]], vec![POVERTY[1]], POVERTY.to_vec()];
    let held = |codes: &Vec<&str>| {
        let one = |code: &&str| json!({"category": code, "validity": {"start": "2020-01-01", "end": "2030-12-31"}});
        vec![("/household/certificates", codes.iter().map(one).collect::<Value>())]
    };
    vary(text.contains("poverty-category"), certificates.iter().map(held).collect());
    vary(text.contains("\"sex\""), ["male", "female"].map(|sex| vec![("/child/sex", json!(sex))]).to_vec());
    let diagnosis = |code: &&str| json!({"name": "某病", "certainty": "confirmed", "codings": [{"scheme": "icd-10-who", "code": code}]});
    let diseases: [&[&str]; 7] =
        [&[], &["Q21.1"], &["Q22.1"], &["C91.0"], &["Q21.1", "C91.0"], &["Q22.1", "C91.0"], &["Z00.0"]];
    let diseases = diseases.map(|codes| vec![("/diagnoses", codes.iter().map(diagnosis).collect::<Value>())]);
    vary(text.contains("\"disease\""), diseases.to_vec());
    vary(text.contains("household-income"), INCOMES.map(|fen| vec![("/household/income/total", json!(fen))]).to_vec());
    // Equal entries of aid are one grant: each of these has its own day and amount.
    let aid = |n: usize| {
        let one = |n: usize| {
            json!({"payer": "government", "status": "received", "amount": format!("{}.00", n + 1),
            "receivedOn": format!("2025-0{}-01", n + 1)})
        };
        vec![("/aid", (0..n).map(one).collect::<Value>())]
    };
    vary(text.contains("earlier-aid"), (0..3).map(aid).collect());
    cases.into_iter().map(|case| {
        read::<Application>(case.to_string().as_bytes()).unwrap_or_else(|_| panic!("not an application: {case:#}")).body
    })
}
