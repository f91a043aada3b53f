//! Random applications: receipts in every state, lines with refunds, aid in every state, and missing facts.

use crate::random::{
    alike::{add_alike, add_codes},
    condition::DAYS,
    gap::{apart, leave_open},
    part::{repeat_aid, settle_in_parts},
    programme::{HOSPITALS, OPERATIONS, PAYER, PAYERS, POVERTY, yuan},
    receipt::receipts,
};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use tongbiao_testkit::random::Random;

/// The part of an application that is stated, in percent. A case in which everything is stated can be decided.
pub struct Told(pub usize);

impl Told {
    pub fn tells(&self, random: &mut Random) -> bool {
        random.below(100) < self.0
    }
}

/// A day in the given number of days from the beginning of 2024.
pub fn day(random: &mut Random, span: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2024, 6, 1).unwrap();
    first + Days::new(random.below(span).try_into().unwrap())
}

pub fn later(day: NaiveDate, days: usize) -> NaiveDate {
    day + Days::new(days.try_into().unwrap())
}

/// An application. `first` is the number of its first receipt. The numbers of two applications differ, unless it is
/// chosen otherwise.
pub fn application(id: &str, first: usize, told: &Told, random: &mut Random) -> Value {
    let mut application = json!({"kind": "application", "standard": "1.0", "id": id, "child": {"name": "童例"}});
    let mut put = |name: &str, value: Value| drop(application.as_object_mut().unwrap().insert(name.to_owned(), value));
    put("child", child(told, random));
    if told.tells(random) {
        put("enteredOn", json!(day(random, 500).to_string()));
    }
    if told.tells(random) {
        put("submittedOn", json!(later(day(random, 300), 450).to_string()));
    }
    if told.tells(random) {
        put("household", household(told, random));
    }
    if told.tells(random) {
        let kinds = random.some(&["resident", "commercial", "mutual-fund", "self-pay"], 0);
        let covered = kinds.iter().map(|kind| {
            let mut cover = json!({"kind": kind, "period": {"start": "2023-01-01"}});
            if random.chance(95) {
                cover["period"]["end"] = random.pick(&["2025-01-31", "2028-12-31", "2099-12-31"]).to_owned().into();
            }
            cover
        });
        put("insurance", covered.collect());
    }
    if told.tells(random) {
        put("diagnoses", diagnoses(told, random));
    }
    if told.tells(random) {
        put("treatments", treatments(told, random));
    }
    if told.tells(random) && random.chance(96) {
        let mut all = vec![json!({"key": "need", "result": random.chance(98)})];
        let mut apart = apart(random, 0x510E_527F_ADE6_82D1);
        for key in ASSESSED {
            if told.tells(&mut apart) && apart.chance(97) {
                all.push(assessed(key, &mut apart));
            }
        }
        put("assessments", all.into());
    }
    if random.chance(60) {
        put("materials", json!([{"kind": "application-form"}]));
    }
    let receipts = if told.tells(random) { Some(receipts(first, told, random)) } else { None };
    let count = receipts.as_ref().map_or(0, Vec::len);
    if let Some(receipts) = receipts {
        put("receipts", receipts.into());
    }
    if told.tells(random) {
        let aid: Vec<Value> =
            (0..[0, 0, 0, 1, 1, 2, 3, 5][random.below(8)]).map(|_| aid(first, count, told, random)).collect();
        put("aid", aid.into());
    }
    leave_open(&mut application, first, random);
    settle_in_parts(&mut application, first, random);
    repeat_aid(&mut application, random);
    name_people(&mut application, &mut apart(random, 0x9E37_79B9_7F4A_7C15));
    add_alike(&mut application, first, random);
    add_codes(&mut application, random);
    application
}

/// The subjects of assessments that every random programme lists.
pub const ASSESSED: [&str; 4] = ["score", "granted", "hardship", "fitted"];

/// An assessment of a subject.
pub fn assessed(key: &str, random: &mut Random) -> Value {
    match key {
        "score" => json!({"key": key, "number": random.below(101)}),
        "granted" => json!({"key": key, "amount": yuan(random.fen(800_000))}),
        // Sometimes a grade that the programme does not list.
        "hardship" => json!({"key": key, "grade": random.pick(&["a", "a", "b", "b", "c", "d"])}),
        _ => json!({"key": key, "date": random.pick(&DAYS)}),
    }
}

/// Names on receipts that are the child's in another notation, or in doubt, and the guardians.
fn name_people(application: &mut Value, random: &mut Random) {
    if random.chance(75) {
        let mother = json!({"kind": "person", "id": "mother", "name": "李梅", "relation": "52"});
        application["guardians"] = if random.chance(40) { json!([mother]) } else { json!([]) };
    }
    if random.chance(5) {
        let born = day(random, 740).to_string();
        application["child"]["birthDate"] = born.into();
    }
    if random.chance(4) {
        application["child"]["formerNames"] =
            json!([random.pick(&["童*", "李梅之子", "Tong Li", "童\u{e001}", "李梅"])]);
    }
    let (variants, doubts) = (random.chance(25), random.chance(3));
    for receipt in application.get_mut("receipts").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(name) = receipt.get_mut("patientName") else { continue };
        if variants && random.chance(40) {
            *name = random.pick(&["童 例", "童\u{3000}例", "童·例", "童\u{200b}例", "童•小例"]).to_owned().into();
        }
        if doubts && random.chance(30) {
            let names =
                ["童*", "童\u{e001}", "李梅之子", "王红之女", "李梅", "李梅", "王安", "Tong Li", "TONG LI", "□例"];
            *name = random.pick(&names).to_owned().into();
        }
    }
}

fn child(told: &Told, random: &mut Random) -> Value {
    let mut child = json!({"name": "童例", "formerNames": ["童小例"]});
    if told.tells(random) {
        child["birthDate"] = random.pick(&["2012-02-29", "2016-05-18", "2019-10-01", "2023-12-31"]).to_owned().into();
    }
    if told.tells(random) {
        child["sex"] = random.pick(&["male", "female"]).to_owned().into();
    }
    if told.tells(random) {
        child["disabilities"] = if random.chance(20) { json!([{"kind": "physical"}]) } else { json!([]) };
    }
    child
}

fn household(told: &Told, random: &mut Random) -> Value {
    let mut household = json!({});
    if told.tells(random) {
        household["memberCount"] = (2 + random.below(5)).into();
    }
    if told.tells(random) {
        household["income"] = json!({"total": yuan(random.fen(9_000_000))});
    }
    if told.tells(random) {
        // Some certificates begin or end between the days of visit, and some do not state when.
        let mut apart = apart(random, 0x6A09_E667_F3BC_C908);
        let of = |category: &String| {
            let mut validity = json!({"start": "2023-01-01", "end": "2027-01-01"});
            match apart.below(20) {
                0 | 1 if apart.chance(70) => {
                    validity["start"] = apart.pick(&["2024-11-01", "2025-03-01"]).to_owned().into()
                }
                2 if apart.chance(80) => validity["end"] = apart.pick(&["2025-02-28", "2025-08-31"]).to_owned().into(),
                3 if apart.chance(15) => {
                    validity.as_object_mut().unwrap().remove(*apart.pick(&["start", "end"]));
                }
                _ => {}
            }
            json!({"category": category, "validity": validity})
        };
        let some = random.some(&POVERTY.map(str::to_owned), 0);
        household["certificates"] = some.iter().take(1 + random.below(2)).map(of).collect();
    }
    household
}

fn diagnoses(told: &Told, random: &mut Random) -> Value {
    let codes = ["C91.000", "C91.100", "D66.x01", "Q21.100"];
    let diagnoses = (0..1 + random.below(2)).map(|n| {
        let name = if random.chance(8) { "白血病前期" } else { "某病" };
        let mut diagnosis = json!({"id": format!("diagnosis-{n}"), "name": name});
        if told.tells(random) {
            diagnosis["codings"] = json!([{"scheme": "icd-10-nhsa", "version": "2.0", "code": random.pick(&codes)}]);
        }
        if told.tells(random) {
            diagnosis["certainty"] = if random.chance(80) { "confirmed" } else { "suspected" }.into();
        }
        if told.tells(random) {
            diagnosis["rank"] = if n == 0 { "principal" } else { "other" }.into();
        }
        diagnosis
    });
    diagnoses.collect()
}

fn treatments(told: &Told, random: &mut Random) -> Value {
    let treatments = (0..random.below(4)).map(|n| {
        let status = *random.pick(&["completed", "completed", "completed", "in-progress", "planned", "cancelled"]);
        let mut treatment = json!({"id": format!("treatment-{n}"), "kind": "surgery", "status": status});
        let (start, end) = stay_days(random);
        treatment["period"] = json!({"start": start.to_string(), "end": end.to_string()});
        if told.tells(random) {
            treatment["hospital"] = hospital(told, random);
        }
        if told.tells(random) {
            treatment["sessions"] = random.below(60).into();
        }
        let operations: Vec<Value> = (0..random.below(3))
            .map(|_| {
                let mut operation = json!({"name": "手术"});
                if told.tells(random) {
                    let code = if random.chance(5) { "35.7" } else { *random.pick(&OPERATIONS) };
                    operation["code"] = code.into();
                }
                if random.chance(70) {
                    operation["performedOn"] = start.to_string().into();
                }
                operation
            })
            .collect();
        treatment["operations"] = operations.into();
        treatment
    });
    treatments.collect()
}

/// A stay. There are few different ones, so that receipts and treatments match.
pub fn stay_days(random: &mut Random) -> (NaiveDate, NaiveDate) {
    let start = later(NaiveDate::from_ymd_opt(2024, 6, 20).unwrap(), random.below(8) * 91);
    (start, later(start, [3, 10, 14][random.below(3)]))
}

pub fn hospital(told: &Told, random: &mut Random) -> Value {
    let (name, code, uscc, level) = *random.pick(&HOSPITALS);
    let mut hospital = json!({"name": name});
    if told.tells(random) {
        hospital["code"] = code.into();
    }
    if told.tells(random) {
        hospital["uscc"] = uscc.into();
    }
    if told.tells(random) {
        hospital["level"] = level.into();
    }
    hospital
}

fn aid(first: usize, receipts: usize, told: &Told, random: &mut Random) -> Value {
    let status = *random.pick(&["received", "received", "received", "committed", "requested", "refused", "returned"]);
    let mut aid = json!({"payer": random.pick(&PAYERS), "status": status});
    if told.tells(random) {
        aid["amount"] = yuan(random.fen(300_000)).into();
    } else if random.chance(60) {
        aid["inKind"] = "轮椅".into();
    }
    if random.chance(26) {
        aid["programmeId"] = "cn.example.random".into();
        // Sometimes its payer is not of the programme's class, which is a contradiction.
        if apart(random, 0x1F83_D9AB_FB41_BD6B).chance(97) {
            aid["payer"] = PAYER.into();
        }
        if told.tells(random) {
            aid["receivedOn"] = day(random, 740).to_string().into();
        }
    }
    if receipts > 0 && random.chance(45) {
        let named: Vec<String> =
            (0..=random.below(receipts)).map(|_| format!("receipt-{}", first + random.below(receipts))).collect();
        aid["receipts"] = json!(named);
    }
    aid
}
