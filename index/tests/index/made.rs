//! Invented documents, keys and indexes.

use serde_json::{Value, json};
use std::{fs, path::PathBuf};
use tongbiao::{
    check::{AnyDocument, Limits, check},
    value::Date,
};
use tongbiao_index::{Added, Entry, Index, Key};
use tongbiao_testkit::random::Random;

/// A path for a new file of the test.
pub(crate) fn path(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("index");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    let _ = fs::remove_file(&path);
    path
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The document in a JSON value.
pub(crate) fn document(json: &Value) -> AnyDocument {
    let checked = check(json.to_string().as_bytes(), None, &Limits::default());
    checked.document.unwrap_or_else(|| panic!("{json}: {:?}", checked.findings.first().map(|found| found.finding.rule)))
}

/// Adds documents of a charity in one transaction.
pub(crate) fn add(index: &Index, key: &Key, charity: &str, documents: &[&AnyDocument]) -> Vec<Added> {
    let mut batch = index.batch().unwrap();
    let entry = |document: &&AnyDocument| Entry::of(document, key, charity, day("2026-03-02")).unwrap();
    let added = documents.iter().map(|document| batch.add(&entry(document)).unwrap()).collect();
    batch.commit().unwrap();
    added
}

/// An application with receipts and other members.
pub(crate) fn application(id: &str, receipts: &[Value], members: Value) -> Value {
    let mut application = json!({"kind": "application", "standard": "1.0", "id": id,
        "child": {"name": "童安", "birthDate": "2019-05-06"}, "receipts": receipts});
    application.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    application
}

const HOSPITALS: [(&str, &str); 3] = [
    ("示例省儿童医院（虚构）", "12410000400000018Y"),
    ("示例省儿童医院", "12410000400000018Y"),
    ("示例市人民医院（虚构）", "12510000450000024L"),
];

/// A receipt whose values are drawn from few, so that receipts often have some in common. `is_clear`: no name is unclear.
pub(crate) fn receipt(random: &mut Random, is_clear: bool) -> Value {
    let digits = random.below(9);
    let (kind, number) = match random.below(4) {
        0 => (
            "outpatient-electronic",
            json!({"form": "fiscal-electronic", "code": "41060125", "number": format!("{digits:010}")}),
        ),
        1 => (
            "outpatient-printed",
            json!({"form": "fiscal-paper", "code": "41060124", "number": format!("{digits:010}")}),
        ),
        2 => ("legacy", json!({"form": "legacy", "number": format!("No.{digits:08}")})),
        _ => ("legacy", json!({"form": "legacy", "number": format!("{digits}"), "code": "A1"})),
    };
    let mut receipt = json!({"receiptKind": kind, "number": number,
        "totalAmount": format!("{}.00", 100 + random.below(2))});
    let mut state = |random: &mut Random, percent: usize, name: &str, value: Value| {
        if random.chance(percent) {
            receipt[name] = value;
        }
    };
    let (name, uscc) = *random.pick(&HOSPITALS);
    let issuer = if random.chance(70) { json!({"name": name, "uscc": uscc}) } else { json!({"name": name}) };
    state(random, 80, "issuer", issuer);
    let names = ["童安", "童安", "童安", "童宁", "童桉", "安童", "童*", "李梅之子"];
    let patient = *random.pick(if is_clear { &names[..6] } else { &names[..] });
    state(random, 80, "patientName", patient.into());
    let visit = format!("2024-05-0{}", 1 + random.below(3));
    state(random, 70, "visitDate", visit.clone().into());
    let issue = format!("2024-05-0{}", 3 + random.below(3));
    state(random, 60, "issuedOn", issue.into());
    let serial = format!("YW-{}", random.below(4));
    state(random, 20, "businessNumber", serial.into());
    let settlement = format!("JS-{}", random.below(4));
    state(random, 20, "settlement", json!({"number": settlement, "mode": "at-hospital"}));
    let inspected = format!("2024-05-0{}T09:00:00+08:00", 2 + random.below(4));
    let exchanged = random.chance(50);
    state(
        random,
        25,
        "inspections",
        json!([{"inspectedAt": inspected, "status": "valid", "exchangedForPaper": exchanged}]),
    );
    state(random, 5, "status", "voided".into());
    let other = json!({"form": "legacy", "number": format!("{}", random.below(9))});
    state(random, 10, "distinctFrom", json!([other]));
    receipt
}
