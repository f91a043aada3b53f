//! Applications that sometimes state every fact of the registry, including facts that other random applications omit.

use crate::{
    random::condition::{COUNTRIES, DAYS, DIVISIONS, KEYS, codes},
    random::{
        case::{ASSESSED, assessed},
        programme::yuan,
    },
};
use serde_json::{Value, json};
use tongbiao::code::CodeFact;
use tongbiao_testkit::random::Random;

/// Adds facts to an application, and varies the facts that can be stated in several ways.
pub fn tell_facts(application: &mut Value, random: &mut Random) {
    tell_child(&mut application["child"], random);
    tell_household(application, random);
    if random.chance(80) {
        let guardians = (0..random.below(4)).map(|n| match random.below(4) {
            0 => json!({"kind": "institution", "id": format!("guardian-{n}"), "name": "示例福利院（虚构）"}),
            _ => {
                let relation = random.pick(&["50", "51", "52", "57", "61"]);
                let mut guardian =
                    json!({"kind": "person", "id": format!("guardian-{n}"), "name": "李梅", "relation": relation});
                if random.chance(80) {
                    let disabilities = (0..[0, 0, 1, 2][random.below(4)]).map(|_| disability(random));
                    guardian["disabilities"] = disabilities.collect();
                }
                guardian
            }
        });
        application["guardians"] = guardians.collect();
    }
    if random.chance(85) {
        application["insurance"] = (0..random.below(4)).map(|_| cover(random)).collect();
    }
    if random.chance(50) {
        let request = |name: &str, random: &mut Random| {
            let mut request = json!({"name": "示例项目（虚构）", "programme": name});
            if random.chance(70) {
                request["enteredOn"] = random.pick(&DAYS).to_owned().into();
            }
            request
        };
        application["programmes"] = json!([
            request("cn.example.other", random),
            request("cn.example.random", random),
            request("cn.example.random", random)
        ]);
    }
    tell_diagnoses(application, random);
    tell_treatments(application, random);
    if random.chance(85) {
        application["assessments"] = (0..random.below(12)).map(|_| assessment(random)).collect();
    }
    if random.chance(80) {
        application["materials"] = (0..random.below(6)).map(|_| material(random)).collect();
    }
    for member in ["treatments", "diagnoses", "enteredOn", "submittedOn", "household", "receipts", "aid"] {
        if random.chance(4) {
            application.as_object_mut().unwrap().remove(member);
        }
    }
    if random.chance(8) {
        application["child"].as_object_mut().unwrap().remove("disabilities");
    }
    for receipt in application.get_mut("receipts").and_then(Value::as_array_mut).into_iter().flatten() {
        if receipt.get("issuer").is_some() {
            tell_hospital(&mut receipt["issuer"], random);
        }
        if random.chance(40) {
            receipt["insuranceKind"] = one(CodeFact::ReceiptInsuranceKind, random);
        }
    }
}

fn one(fact: CodeFact, random: &mut Random) -> Value {
    codes(fact, 1, random)[0].into()
}

/// A period. Either bound may be omitted.
fn period(random: &mut Random) -> Value {
    let mut period = json!({});
    if random.chance(85) {
        period["start"] =
            random.pick(&["2021-02-28", "2024-02-29", "2025-03-01", "2026-01-01", "2026-05-01"]).to_owned().into();
    }
    if random.chance(75) {
        period["end"] =
            random.pick(&["2025-02-28", "2025-12-31", "2026-12-31", "2027-12-31", "2028-12-31"]).to_owned().into();
    }
    period
}

fn tell_child(child: &mut Value, random: &mut Random) {
    if random.chance(50) {
        // Numbers with the code of a whole province, with a birth date and a sex.
        let resident = ["410000201202290315", "410000201802280321", "410000201902290316", "410000202003010338"];
        let documents = (0..random.below(3)).map(|_| match random.below(8) {
            0 => json!({"kind": "birth-certificate", "number": "X410000123"}),
            1 => json!({"kind": "hk-macao-taiwan-residence", "number": "810000201905060334"}),
            2 => json!({"kind": "former-resident-identity", "number": "410000850101031"}),
            3 => json!({"kind": "foreign-permanent-residence", "number": "USA310015060701"}),
            4 => json!({"kind": "foreign-permanent-residence", "number": "931840201506070116"}),
            5 => json!({"kind": "foreign-permanent-residence", "number": "93184020151332011X"}),
            _ => json!({"kind": "resident-identity", "number": random.pick(&resident)}),
        });
        child["identity"] = documents.collect();
    }
    if random.chance(30) {
        child["sex"] = one(CodeFact::Sex, random);
    } else if random.chance(30) {
        child.as_object_mut().unwrap().remove("sex");
    }
    if random.chance(30) {
        child.as_object_mut().unwrap().remove("birthDate");
    } else if random.chance(30) {
        child["birthDate"] = random.pick(&["2020-02-29", "2024-01-31", "2026-03-15", "2026-06-01"]).to_owned().into();
    }
    if random.chance(80) {
        child["nationality"] = random.pick(&COUNTRIES).to_owned().into();
    }
    if random.chance(80) {
        child["registration"] = json!({});
        if random.chance(80) {
            child["registration"]["kind"] = one(CodeFact::RegistrationKind, random);
        }
        if random.chance(80) {
            child["registration"]["address"] = json!({"division": random.pick(&DIVISIONS)});
        }
    }
    if random.chance(80) {
        child["residence"] = json!({"division": random.pick(&DIVISIONS)});
    }
    for (member, most) in [("birthWeightGrams", 4_000), ("bodyWeightGrams", 40_000)] {
        if random.chance(80) {
            child[member] = (500 + random.below(most)).into();
        }
    }
    if random.chance(70) {
        child["disabilities"] = (0..random.below(3)).map(|_| disability(random)).collect();
    }
    if random.chance(80) {
        child["schoolKind"] = one(CodeFact::SchoolKind, random);
    }
    if random.chance(80) {
        child["residentSince"] = since(random);
    }
    if random.chance(80) && child.get("registration").is_some() {
        child["registration"]["since"] = since(random);
    }
}

/// A day some years before the decisions, rarely after them.
fn since(random: &mut Random) -> Value {
    random
        .pick(&["2020-02-29", "2022-03-01", "2023-06-30", "2024-02-29", "2025-02-28", "2025-12-31", "2026-06-01"])
        .to_owned()
        .into()
}

fn disability(random: &mut Random) -> Value {
    let mut disability = json!({"kind": one(CodeFact::DisabilityKind, random), "validity": period(random)});
    if random.chance(80) {
        disability["grade"] = one(CodeFact::DisabilityGrade, random);
    }
    disability
}

fn tell_household(application: &mut Value, random: &mut Random) {
    if application.get("household").is_none() && random.chance(60) {
        application["household"] = json!({});
    }
    let Some(household) = application.get_mut("household") else { return };
    if random.chance(40) {
        household.as_object_mut().unwrap().remove("memberCount");
        household["members"] = (0..random.below(4)).map(|_| json!({"relation": "50"})).collect();
    }
    if random.chance(50) {
        let mut income = json!({});
        for member in ["wages", "business", "property", "transfers"] {
            if random.chance(90) {
                income[member] = yuan(random.fen(3_000_000)).into();
            }
        }
        for member in ["total", "perHead"] {
            if random.chance(25) {
                income[member] = yuan(random.fen(3_000_000)).into();
            }
        }
        household["income"] = income;
    }
    if random.chance(70) {
        let property = (0..random.below(4)).map(|_| {
            let mut property = json!({"kind": "deposit"});
            if random.chance(85) {
                property["value"] = yuan(random.fen(3_000_000)).into();
            }
            property
        });
        household["property"] = property.collect();
    }
    for member in ["debts", "medicalSpending"] {
        if random.chance(75) {
            household[member] = yuan(random.fen(4_000_000)).into();
        }
    }
    if random.chance(70) {
        let certificates = (0..random.below(4)).map(|_| {
            let mut certificate = json!({"category": one(CodeFact::PovertyCategory, random)});
            if random.chance(90) {
                certificate["validity"] = period(random);
            }
            certificate
        });
        household["certificates"] = certificates.collect();
    }
}

fn cover(random: &mut Random) -> Value {
    let kind = if random.chance(30) { "mutual-fund".into() } else { one(CodeFact::InsuranceKind, random) };
    let mut cover = json!({"kind": kind});
    if random.chance(90) {
        cover["period"] = period(random);
    }
    if random.chance(85) {
        cover["division"] = random.pick(&DIVISIONS).to_owned().into();
    }
    cover
}

fn tell_hospital(hospital: &mut Value, random: &mut Random) {
    for (member, fact) in [("grade", CodeFact::HospitalGrade), ("ownership", CodeFact::HospitalOwnership)] {
        if random.chance(85) {
            hospital[member] = one(fact, random);
        }
    }
    if random.chance(85) {
        hospital["division"] = random.pick(&DIVISIONS).to_owned().into();
    }
}

fn tell_diagnoses(application: &mut Value, random: &mut Random) {
    let codings = [
        ("icd-10-nhsa", "C91.000"),
        ("icd-10-nhsa", "C91.1"),
        ("icd-10-nhsa", "D66.x03+M36.2*"),
        ("icd-10-clinical", "Q21.000x001"),
        ("gb-t-14396", "C91"),
        ("icd-10-who", "D66+"),
        ("icd-10-who", "Q21"),
        ("icd-11", "2A60"),
        ("icd-10-nhsa", "M36210/3"),
        ("icd-10-who", "M8000/3"),
        ("icd-10-nhsa", "F72.100"),
        ("icd-10-who", "C97"),
    ];
    let mut left = 0;
    for diagnosis in application.get_mut("diagnoses").and_then(Value::as_array_mut).into_iter().flatten() {
        if random.chance(85) {
            diagnosis["diagnosedOn"] = random.pick(&DAYS).to_owned().into();
        }
        if random.chance(60) {
            let several = (0..random.below(4)).map(|_| {
                let (scheme, code) = *random.pick(&codings);
                json!({"scheme": scheme, "code": code})
            });
            diagnosis["codings"] = several.collect();
        }
        if random.chance(20) {
            diagnosis["rank"] = random.pick(&["principal", "other"]).to_owned().into();
        }
        left += 1;
    }
    if left > 1 && random.chance(35) {
        application["diagnoses"].as_array_mut().unwrap().truncate(1);
    }
}

fn tell_treatments(application: &mut Value, random: &mut Random) {
    for treatment in application.get_mut("treatments").and_then(Value::as_array_mut).into_iter().flatten() {
        if random.chance(40) {
            treatment["kind"] = one(CodeFact::TreatmentDone, random);
        }
        if random.chance(40) {
            treatment["status"] =
                random.pick(&["planned", "in-progress", "in-progress", "completed", "cancelled"]).to_owned().into();
        }
        if random.chance(85) {
            treatment["estimatedCost"] = yuan(random.fen(4_000_000)).into();
        }
        if random.chance(10) {
            treatment["period"].as_object_mut().unwrap().remove("start");
        }
        if treatment.get("hospital").is_some() {
            tell_hospital(&mut treatment["hospital"], random);
        }
        if random.chance(6) {
            treatment.as_object_mut().unwrap().remove("operations");
        }
        for operation in treatment.get_mut("operations").and_then(Value::as_array_mut).into_iter().flatten() {
            if random.chance(30) {
                operation["performedOn"] = random.pick(&DAYS).to_owned().into();
            }
        }
    }
}

fn assessment(random: &mut Random) -> Value {
    let mut assessment = match random.below(6) {
        0 | 1 => json!({"key": random.pick(&KEYS), "result": random.chance(60)}),
        // Sometimes of a subject with another kind of result.
        2 => {
            let key = *random.pick(&ASSESSED);
            let mut one = assessed(key, random);
            if random.chance(20) {
                one["key"] = random.pick(&ASSESSED).to_owned().into();
            }
            one
        }
        _ => {
            let key = *random.pick(&ASSESSED);
            assessed(key, random)
        }
    };
    if random.chance(80) {
        assessment["assessedOn"] = random.pick(&["2025-03-01", "2025-06-18", "2026-05-01"]).to_owned().into();
    }
    assessment
}

fn material(random: &mut Random) -> Value {
    let kinds = ["application-form", "identity-card", "diagnosis"];
    let mut material = json!({"kind": random.pick(&kinds)});
    if random.chance(80) {
        material["stamps"] = json!(random.some(&["hospital", "diagnosis", "department"], 0));
    }
    if random.chance(80) {
        material["form"] =
            random.pick(&["original", "stamped-copy", "plain-copy", "electronic-file"]).to_owned().into();
    }
    if random.chance(80) {
        material["issuedOn"] = random.pick(&DAYS).to_owned().into();
    }
    if random.chance(40) {
        material["validity"] = period(random);
    }
    if random.chance(60) {
        material["proves"] = json!(random.some(&["guardian-0", "guardian-1", "guardian-2", "child"], 0));
    }
    material
}
