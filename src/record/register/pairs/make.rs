//! Invented receipts.

use serde_json::{Value, json};
use tongbiao_testkit::random::Random;

/// The name of the child of the application.
pub(super) const CHILD: &str = "童安";

/// Name, social credit code and code of a hospital.
pub(super) const HOSPITALS: &[(&str, &str, &str)] = &[
    ("示例省儿童医院（虚构）", "12410000400000018Y", "H41000000001"),
    ("示例市人民医院（虚构）", "12510000450000024L", "H51000000002"),
    ("示例市妇幼保健院（虚构）", "121100004006880788", "H11000000003"),
];

fn amount(random: &mut Random) -> String {
    let fen = 1_000 + random.below(5_000_000);
    format!("{}.{:02}", fen / 100, fen % 100)
}

pub(super) fn electronic_number(random: &mut Random) -> Value {
    json!({"form": "fiscal-electronic", "code": format!("41060{}25", 1 + random.below(3)),
        "number": format!("{:010}", 1 + random.below(900_000_000)), "checkCode": "a1b2c3"})
}

fn paper_number(random: &mut Random) -> Value {
    json!({"form": "fiscal-paper", "code": format!("41060{}24", 1 + random.below(3)),
        "number": format!("{:010}", 1_000_000_000 + random.below(900_000_000))})
}

fn issuer(random: &mut Random) -> Value {
    let (name, uscc, code) = *random.pick(HOSPITALS);
    let mut issuer = json!({"name": name, "uscc": uscc});
    if random.chance(70) {
        issuer["code"] = code.into();
    }
    issuer
}

/// A visit on one day, with an electronic receipt.
pub(super) fn visit(random: &mut Random) -> Value {
    let day = format!("2024-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28));
    let mut receipt = json!({"receiptKind": "outpatient-electronic", "number": electronic_number(random),
        "totalAmount": amount(random), "patientName": CHILD, "visitDate": day, "issuer": issuer(random)});
    if random.chance(80) {
        receipt["issuedOn"] = day.into();
    }
    receipt
}

/// A stay, with an electronic receipt.
pub(super) fn stay(random: &mut Random) -> Value {
    let (month, first) = (1 + random.below(12), 1 + random.below(14));
    let start = format!("2024-{month:02}-{first:02}");
    let end = format!("2024-{month:02}-{:02}", first + 1 + random.below(13));
    json!({"receiptKind": "inpatient-electronic", "number": electronic_number(random), "totalAmount": amount(random),
        "patientName": CHILD, "stay": {"start": start, "end": end}, "issuedOn": end, "issuer": issuer(random)})
}

pub(super) fn any(random: &mut Random) -> Value {
    if random.chance(50) { visit(random) } else { stay(random) }
}

/// A receipt of an older type.
pub(super) fn older(random: &mut Random, number: &str) -> Value {
    let legacy = json!({"receiptKind": "legacy", "number": {"form": "legacy", "number": number}});
    with(&visit(random), legacy)
}

/// The receipt of an older type with the code of its number.
pub(super) fn coded(receipt: &Value, code: &str) -> Value {
    let mut number = receipt["number"].clone();
    number["code"] = code.into();
    with(receipt, json!({"number": number}))
}

/// A number of a system, with a word before it.
pub(super) fn serial(random: &mut Random, word: &str) -> String {
    format!("{word}-{:08}", random.below(100_000_000))
}

/// Any receipt with a transaction serial number.
pub(super) fn numbered(random: &mut Random) -> Value {
    let number = serial(random, "YW");
    with(&any(random), json!({"businessNumber": number}))
}

/// A stay with an inpatient number.
pub(super) fn admitted(random: &mut Random) -> Value {
    let number = serial(random, "ZY");
    with(&stay(random), json!({"inpatientNumber": number}))
}

/// The receipt with a settlement number.
pub(super) fn settled(receipt: &Value, random: &mut Random, word: &str) -> Value {
    with(receipt, json!({"settlement": {"number": serial(random, word), "mode": "at-hospital"}}))
}

/// The receipt with other members. A member set to null is removed.
pub(super) fn with(receipt: &Value, members: Value) -> Value {
    let mut receipt = receipt.clone();
    let own = receipt.as_object_mut().unwrap();
    own.extend(members.as_object().unwrap().clone());
    own.retain(|_, value| !value.is_null());
    receipt
}

/// The receipt issued again under another electronic number.
pub(super) fn issued_again(receipt: &Value, random: &mut Random) -> Value {
    with(receipt, json!({"number": electronic_number(random), "issuedOn": null}))
}

/// The paper receipt of an electronic one.
pub(super) fn on_paper(receipt: &Value, random: &mut Random) -> Value {
    let is_stay = receipt.get("stay").is_some();
    let kind = if is_stay { "inpatient-printed" } else { "outpatient-printed" };
    with(receipt, json!({"receiptKind": kind, "number": paper_number(random)}))
}

/// The electronic receipt with its paper receipt.
pub(super) fn with_paper(receipt: &Value, code: &Value, number: &Value) -> Value {
    let mut own = receipt["number"].clone();
    own["paper"] = json!({"code": code, "number": number});
    with(receipt, json!({"number": own}))
}

/// The receipt with an inspection on that day.
pub(super) fn inspected(receipt: &Value, day: &str, exchanged: bool) -> Value {
    let at = format!("{day}T09:00:00+08:00");
    with(receipt, json!({"inspections": [{"inspectedAt": at, "status": "valid", "exchangedForPaper": exchanged}]}))
}

/// One number of a hospital in two notations.
pub(super) fn notations(random: &mut Random, other: fn(&str) -> String) -> (Value, Value) {
    let digits = format!("{}", 10_000_000 + random.below(90_000_000));
    let receipt = older(random, &digits);
    let other = with(&receipt, json!({"number": {"form": "legacy", "number": other(&digits)}}));
    (receipt, other)
}

/// The text in full-width forms.
pub(super) fn wide(text: &str) -> String {
    text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect()
}
