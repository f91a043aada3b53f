//! What applications seldom leave open: aid that may be the programme's own, a surgery that does not say what was operated,
//! receipts that contradict, refund, exceed or resemble one another.

use crate::{random_programme::yuan, random_receipt::number, support::Random};
use serde_json::{Value, json};

/// Opens some gaps in an application that is made otherwise. The numbers that it asks for are of its own, so that all else is
/// what it would be without.
pub fn leave_open(application: &mut Value, first: usize, random: &Random) {
    let mut random = Random(random.0 ^ 0x5DEE_CE66_D1CE_4E5B | 1);
    for _ in 0..4 {
        random.next();
    }
    for aid in list(application, "aid").into_iter().flatten() {
        // The programmes are charities: what is their own comes from one, and what names no programme may be.
        if aid["programmeId"] == "cn.example.random" {
            aid["payer"] = "charity".into();
        }
        if aid["payer"] == "charity" && aid.get("programmeId").is_none() && random.chance(95) {
            aid["programmeId"] = "cn.example.other".into();
        }
    }
    for treatment in list(application, "treatments").into_iter().flatten() {
        if random.chance(2) {
            treatment.as_object_mut().unwrap().remove("operations");
        }
    }
    let Some(receipts) = list(application, "receipts") else { return };
    for receipt in receipts.iter_mut().filter(|receipt| receipt["insuranceKind"] == "resident") {
        if random.chance(3) {
            receipt["insuranceKind"] = "self-pay".into();
        }
    }
    if !receipts.is_empty() && random.chance(3) {
        let more = beside(random.pick(receipts).clone(), first, &mut random);
        for receipt in more {
            receipts.insert(random.below(receipts.len() + 1), receipt);
        }
    }
}

fn list<'v>(application: &'v mut Value, name: &str) -> Option<&'v mut Vec<Value>> {
    application.get_mut(name)?.as_array_mut()
}

/// Receipts that leave something open beside one of the application.
fn beside(mut receipt: Value, first: usize, random: &mut Random) -> Vec<Value> {
    let members = receipt.as_object_mut().unwrap();
    members.remove("id");
    let fen: i64 = receipt["totalAmount"].as_str().unwrap().replace('.', "").parse().unwrap();
    let fen = fen.abs().min(1_000_000_000);
    receipt["totalAmount"] = yuan(fen).into();
    match random.below(4) {
        0 => {
            // The same number, of which one says that it is void.
            receipt["status"] = random.pick(&["voided", "reversed"]).to_owned().into();
            vec![receipt]
        }
        1 => {
            // A refund of a receipt that is not there, or that it does not name.
            let mut red = json!({"receiptKind": receipt["receiptKind"], "number": number(first + 91),
                "totalAmount": yuan(-fen - 1), "patientName": "童例"});
            if random.chance(80) {
                red["reverses"] = number(first + 92);
            }
            vec![red]
        }
        2 => {
            // Parts of an original: as much as it is, or more; or beside the original.
            let whole = receipt["number"].clone();
            receipt["receiptKind"] = "split-sheet".into();
            receipt["original"] = if random.chance(25) { whole } else { number(first + 93) };
            receipt["originalTotal"] = yuan((2 * fen - i64::from(random.chance(50))).max(0)).into();
            let mut other = receipt.clone();
            receipt["number"] = number(first + 94);
            other["number"] = number(first + 96);
            vec![receipt, other]
        }
        _ => {
            // The same day and amount, under a number without its hospital.
            receipt["receiptKind"] = "legacy".into();
            receipt["number"] = json!({"form": "legacy", "number": format!("P{first:07}")});
            receipt.as_object_mut().unwrap().remove("issuer");
            vec![receipt]
        }
    }
}
