//! The register compared with its definition: each receipt with every receipt of an earlier file, in their order.

use super::{DUPLICATE_ACROSS, POSSIBLE_ACROSS, Register};
use crate::{
    code::DuplicateEvidence,
    record::{
        receipt::{Receipt, ReceiptKey},
        register::pairs::any_pair,
    },
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use tongbiao_testkit::random::Random;

/// What a register reports: the file and the place of a receipt, the rule, the first receipt, and the evidence.
type Found = (String, String, &'static str, String, Option<String>);

/// The findings by the definition.
fn defined(files: &[(String, Vec<Receipt>)]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut first: HashMap<ReceiptKey, (String, String)> = HashMap::new();
    let mut before: Vec<(&str, String, &Receipt)> = Vec::new();
    for (file, receipts) in files {
        for (place, receipt) in receipts.iter().enumerate() {
            let pointer = format!("/receipts/{place}");
            let same = receipt.keys().iter().find_map(|key| first.get(key)).filter(|(other, _)| other != file);
            if let Some((other, place)) = same {
                found.push((file.clone(), pointer.clone(), DUPLICATE_ACROSS.code, format!("{other}#{place}"), None));
            } else if let Some((other, evidence)) = alike(file, receipt, &before) {
                found.push((file.clone(), pointer.clone(), POSSIBLE_ACROSS.code, other, Some(evidence.to_string())));
            }
            for key in receipt.keys() {
                first.entry(key).or_insert_with(|| (file.clone(), pointer.clone()));
            }
            before.push((file, pointer, receipt));
        }
    }
    found
}

/// The first receipt of another file that may be the same one.
fn alike(file: &str, receipt: &Receipt, before: &[(&str, String, &Receipt)]) -> Option<(String, DuplicateEvidence)> {
    let counts = |seen: &Receipt| !seen.denies_itself() && seen.total_amount.fen() >= 0;
    let others = before.iter().filter(|(other, _, seen)| {
        *other != file && counts(seen) && !receipt.denies_itself() && seen.total_amount == receipt.total_amount
    });
    others.filter(|(_, _, seen)| !receipt.is_of_other_patient_than(seen.patient_name.as_ref())).find_map(
        |(other, place, seen)| {
            let evidence = receipt.may_be_across(&receipt.traces(), seen, &seen.traces())?;
            Some((format!("{other}#{place}"), evidence))
        },
    )
}

/// The findings of a register.
fn registered(files: &[(String, Vec<Receipt>)]) -> Vec<Found> {
    let mut register = Register::default();
    let mut found = Vec::new();
    for (file, receipts) in files {
        let given = receipts.iter().enumerate().map(|(place, receipt)| (format!("/receipts/{place}"), receipt));
        for finding in register.add(file, given) {
            let evidence = finding.params.iter().find(|(name, _)| *name == "evidence").map(|(_, code)| code.clone());
            let pointer = finding.pointer.strip_suffix("/number").unwrap().to_owned();
            found.push((file.clone(), pointer, finding.rule.code, finding.related[0].pointer.clone(), evidence));
        }
    }
    found
}

/// Several pairs of receipts, most of them of one total, some with members of other receipts or without some members.
pub(in crate::record::register) fn receipts(random: &mut Random) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for _ in 0..=random.below(4) {
        let (one, other) = any_pair(random);
        all.extend([one, other]);
    }
    let members = [
        "issuer",
        "visitDate",
        "issuedOn",
        "stay",
        "patientName",
        "businessNumber",
        "inpatientNumber",
        "inspections",
        "settlement",
    ];
    for place in 0..all.len() {
        if random.chance(85) && !all[place]["totalAmount"].as_str().unwrap().starts_with('-') {
            all[place]["totalAmount"] = json!("100.00");
        }
        for member in members {
            let other = random.below(all.len());
            let value = all[other].get(member).cloned();
            if random.chance(12) {
                all[place].as_object_mut().unwrap().remove(member);
            } else if let Some(value) = value.filter(|_| random.chance(15)) {
                all[place][member] = value;
            }
        }
        if random.chance(5) {
            all[place]["status"] = json!("voided");
        }
    }
    all
}

#[test]
fn a_register_reports_what_its_definition_reports() {
    let mut counts: BTreeMap<(&str, Option<String>), usize> = BTreeMap::new();
    let sets = if std::env::var_os("SUITE").is_some() { 200_000 } else { 4_000 };
    for seed in 1..=sets {
        let mut random = Random(seed * 1_000_003);
        let mut files: Vec<(String, Vec<Receipt>)> = Vec::new();
        for json in receipts(&mut random) {
            let receipt: Receipt = serde_json::from_value(json).unwrap();
            let is_in_last = random.chance(40);
            match files.last_mut().filter(|_| is_in_last) {
                Some((_, last)) => last.push(receipt),
                // A file may come again. Its receipts are not compared with each other.
                None => files.push((format!("{}.json", random.below(6)), vec![receipt])),
            }
        }
        let expected = defined(&files);
        assert_eq!(registered(&files), expected, "seed {seed}");
        for (_, _, code, _, evidence) in expected {
            *counts.entry((code, evidence)).or_default() += 1;
        }
    }
    // Every evidence that two receipts of two files can have occurs.
    assert!(counts.len() == 8 && counts.values().all(|count| *count > 20), "{counts:?}");
}

/// Receipts of one total, each in a file of its own. The time must not grow with the square of their number.
#[test]
#[ignore = "takes seconds in release: cargo test --release --lib hundred_thousand -- --ignored --nocapture"]
fn a_hundred_thousand_receipts_of_one_total() {
    let mut random = Random(5);
    let all = (0..100_000_u32).map(|number| {
        let (one, other) = any_pair(&mut random);
        let mut json = if random.chance(50) { one } else { other };
        json["totalAmount"] = json!("100.00");
        json["patientName"] = json!(format!("童{}", char::from_u32(0x4e00 + number % 20_000).unwrap()));
        serde_json::from_value(json).unwrap()
    });
    let all: Vec<Receipt> = all.collect();
    let mut register = Register::default();
    let start = std::time::Instant::now();
    let found = all.iter().enumerate().map(|(i, one)| register.add(&i.to_string(), [(String::new(), one)]).len());
    let found: usize = found.sum();
    eprintln!("{} receipts, {found} findings, {:?}", all.len(), start.elapsed());
    assert!(found > 100, "{found}");
}
