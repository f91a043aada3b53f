//! Stays that are settled in parts, aid that is listed twice, and aid that a receipt shows.

use crate::random::{
    gap::apart,
    programme::{PAYERS, yuan},
    receipt::number,
};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tongbiao_testkit::random::Random;

/// Adds such cases to a finished application. It uses random numbers of its own.
pub fn settle_in_parts(application: &mut Value, first: usize, random: &Random) {
    let mut random = apart(random, 0x3C6E_F372_FE94_F82B);
    let numbers = random.chance(60);
    if let Some(receipts) = application.get_mut("receipts").and_then(Value::as_array_mut) {
        for receipt in receipts.iter_mut().filter(|receipt| numbers && receipt.get("stay").is_some()) {
            if random.chance(80) {
                receipt["inpatientNumber"] = random.pick(&["ZY1", "zy 1", "00ZY1", "ZY2"]).to_owned().into();
            }
        }
        for place in [60, 61] {
            if random.chance(if place == 60 { 14 } else { 6 })
                && let Some(part) = further_part(receipts, first + place, &mut random)
            {
                receipts.insert(random.below(receipts.len() + 1), part);
            }
        }
    }
    operate_in_stays(application, &mut apart(&random, 0x1F83_D9AB_5BE0_CD19));
}

/// Moves some treatments into the stay of a receipt, or of two receipts, that mostly name no treatment.
fn operate_in_stays(application: &mut Value, random: &mut Random) {
    if !random.chance(60) {
        return;
    }
    let receipts = application.get_mut("receipts").and_then(Value::as_array_mut);
    for receipt in receipts.into_iter().flatten() {
        if random.chance(70) {
            receipt.as_object_mut().unwrap().remove("treatments");
        }
    }
    let list = |name: &str| application.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let is_of_stay = |receipt: &Value| receipt.get("stay").is_some() && receipt.get("issuer").is_some();
    let stays: Vec<Value> = list("receipts").into_iter().filter(is_of_stay).collect();
    let Some(treatments) = application.get_mut("treatments").and_then(Value::as_array_mut) else { return };
    for treatment in treatments.iter_mut() {
        if stays.is_empty() || random.chance(40) {
            continue;
        }
        let (one, other) = (random.pick(&stays), random.pick(&stays));
        treatment["hospital"] = one["issuer"].clone();
        treatment["period"] = one["stay"].clone();
        if random.chance(40) {
            // Days are compared as texts of one length.
            let days = |member: &str| [one["stay"][member].to_string(), other["stay"][member].to_string()];
            treatment["period"] = json!({
                "start": days("start").into_iter().min().unwrap().trim_matches('"'),
                "end": days("end").into_iter().max().unwrap().trim_matches('"'),
            });
        }
        if let Some(number) = one.get("inpatientNumber").filter(|_| random.chance(50)) {
            treatment["inpatientNumber"] = number.clone();
        }
        let day = treatment["period"]["start"].clone();
        for operation in treatment.get_mut("operations").and_then(Value::as_array_mut).into_iter().flatten() {
            if operation.get("performedOn").is_some() {
                operation["performedOn"] = day.clone();
            }
        }
    }
}

/// A receipt for a further part of the stay of one of some receipts.
pub fn further_part(receipts: &[Value], n: usize, random: &mut Random) -> Option<Value> {
    let is_of_stay = |receipt: &&Value| receipt.get("stay").is_some() && receipt.get("issuer").is_some();
    let all: Vec<&Value> = receipts.iter().filter(is_of_stay).collect();
    if all.is_empty() {
        return None;
    }
    let mut part = (*random.pick(&all)).clone();
    let members = part.as_object_mut().unwrap();
    for member in ["status", "reverses", "original", "originalTotal", "stayDays", "visitDate", "treatments"] {
        members.remove(member);
    }
    members.insert("id".to_owned(), format!("receipt-{n}").into());
    members.insert("number".to_owned(), number(n));
    members
        .insert("receiptKind".to_owned(), if n.is_multiple_of(5) { "legacy" } else { "inpatient-electronic" }.into());
    let day = |member: &str| part["stay"][member].as_str()?.parse::<NaiveDate>().ok();
    let (start, end) = (day("start")?, day("end")?);
    let later = random.chance(75);
    let gap = Days::new([0, 0, 0, 1, 1, 2][random.below(6)]);
    let length = Days::new([1, 4, 9][random.below(3)]);
    let (from, to) = if later { (end + gap, end + gap + length) } else { (start - gap - length, start - gap) };
    let from = if random.chance(16) { start } else { from };
    part["stay"] = json!({"start": from.to_string(), "end": to.max(from).to_string()});
    match random.below(10) {
        0 => part["inpatientNumber"] = "ZY3".into(),
        1 | 3 | 4 => drop(part.as_object_mut().unwrap().remove("inpatientNumber")),
        2 => part["inpatientNumber"] = "ZY1".into(),
        _ => {}
    }
    if random.chance(20) {
        part["issuer"].as_object_mut().unwrap().remove(*random.pick(&["uscc", "code"]));
    }
    Some(part)
}

/// The cases of this file that a decision contains: which ones, and whether it contains each.
pub fn met(rules: &str, case: &Value, paid: bool, missing: &BTreeSet<String>) -> [(&'static str, bool); 7] {
    let list = |name: &str| case[name].as_array().map_or(&[][..], Vec::as_slice);
    let (receipts, aid) = (list("receipts"), list("aid"));
    let numbered = |a: &Value, b: &Value| {
        let same = |member: &str| a[member].is_string() && a[member] == b[member];
        same("inpatientNumber") && a["issuer"] == b["issuer"] && a["stay"]["end"] == b["stay"]["start"]
    };
    let parts = receipts.iter().any(|a| receipts.iter().any(|b| numbered(a, b)));
    let twice = aid.iter().enumerate().any(|(n, a)| aid.iter().skip(n + 1).any(|b| a == b));
    let printed = receipts.iter().filter_map(|receipt| receipt["localPayers"].as_array()).flatten();
    let is_listed = |payer: &Value| {
        aid.iter()
            .any(|aid| aid["status"] == "received" && ["payer", "amount"].iter().all(|one| aid[one] == payer[one]))
    };
    let shown = printed.into_iter().any(is_listed);
    let is_asked = |ends: &[&str]| missing.iter().any(|place| ends.iter().any(|end| place.ends_with(end)));
    let is_operation_in_doubt =
        |place: &String| place.ends_with("/treatments") && place.starts_with("/receipts/") && !place.contains('*');
    let is_numbered = list("treatments").iter().any(|treatment| treatment.get("inpatientNumber").is_some());
    [
        ("operation in doubt", missing.iter().any(is_operation_in_doubt)),
        ("operation of a stay", is_numbered && paid && rules.contains("\"prices\"")),
        ("stay in parts", parts && paid && rules.contains("\"hospitalisation\"")),
        ("stay in doubt", is_asked(&["/inpatientNumber"])),
        ("aid listed twice", twice && paid),
        (
            "aid in doubt",
            missing.iter().any(|place| place.starts_with("/aid/"))
                && is_asked(&["/number", "/decidedOn", "/organisation"]),
        ),
        ("aid on the receipt", shown && paid && !rules.contains("\"otherAid\":\"ignore\"")),
    ]
}

/// Lists aid twice, and lists payments that a receipt shows.
pub fn repeat_aid(application: &mut Value, random: &Random) {
    let mut random = apart(random, 0xA54F_F53A_5F1D_36F1);
    for receipt in application.get_mut("receipts").and_then(Value::as_array_mut).into_iter().flatten() {
        if random.chance(5) {
            print_payer(receipt, &mut random);
        }
    }
    let receipts: Vec<Value> = application.get("receipts").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(aid) = application.get_mut("aid").and_then(Value::as_array_mut) else { return };
    if !aid.is_empty() && random.chance(10) {
        let again = repeated(&mut aid[..], &mut random);
        aid.insert(random.below(aid.len() + 1), again);
    }
    let shown: Vec<&Value> = receipts.iter().filter(|receipt| receipt.get("localPayers").is_some()).collect();
    if !shown.is_empty() && random.chance(70) {
        let receipt = *random.pick(&shown);
        let payer = random.pick(receipt["localPayers"].as_array().unwrap()).clone();
        let mut listed = json!({"payer": payer["payer"], "status": "received", "amount": payer["amount"]});
        if random.chance(20) {
            listed["status"] = "committed".into();
        }
        if let Some(organisation) = payer.get("organisation").filter(|_| random.chance(80)) {
            listed["organisation"] = organisation.clone();
        } else if random.chance(15) {
            listed["organisation"] = json!({"name": "示例基金会乙（虚构）"});
        }
        listed["programmeId"] =
            random.pick(&["cn.example.other", "cn.example.other", "cn.example.random"]).to_owned().into();
        if random.chance(70)
            && let Some(id) = receipt.get("id")
        {
            listed["receipts"] = json!([id]);
        }
        aid.insert(random.below(aid.len() + 1), listed);
    }
}

/// One of some entries again, sometimes with more or with other members.
fn repeated(aid: &mut [Value], random: &mut Random) -> Value {
    let place = random.below(aid.len());
    if random.chance(50) {
        aid[place]["number"] = "JZ-1".into();
    }
    let mut again = aid[place].clone();
    match random.below(8) {
        0 => again["organisation"] = json!({"name": "示例基金会甲（虚构）"}),
        1 => again["number"] = "JZ-2".into(),
        2 => again["decidedOn"] = "2024-08-01".into(),
        3 if again["status"] == "received" => again["status"] = "committed".into(),
        3 if again["status"] == "committed" => again["status"] = "received".into(),
        4 => drop(again.as_object_mut().unwrap().remove("number")),
        _ => {}
    }
    again
}

/// Prints a payment of another payer on some receipts. The family's share is without it.
fn print_payer(receipt: &mut Value, random: &mut Random) {
    let payer = *random.pick(&["charity", "charity", "crowdfunding", "commercial-insurance", PAYERS[0]]);
    // What it paid was not paid in cash, so that the payers still add up.
    let cash: Option<i64> = receipt["cash"].as_str().and_then(|cash| cash.replace('.', "").parse().ok());
    let amount = random.fen(100_000);
    let Some(cash) = cash.filter(|cash| *cash > amount) else { return };
    receipt["cash"] = yuan(cash - amount).into();
    let mut printed = json!({"payer": payer, "amount": yuan(amount)});
    if random.chance(50) {
        printed["organisation"] = json!({"name": "示例基金会甲（虚构）"});
    }
    receipt["localPayers"] = json!([printed]);
}
