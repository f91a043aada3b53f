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

/// A file: its name, whether it is one receipt as a document of its own, and its receipts.
type File = (String, bool, Vec<Receipt>);

/// A receipt of a file, with its pointer.
#[derive(Clone)]
struct Given<'a> {
    file: &'a str,
    pointer: String,
    receipt: &'a Receipt,
}

impl Given<'_> {
    fn is_alone(&self) -> bool {
        self.pointer.is_empty()
    }

    /// Whether the two are one receipt as a document of its own and in an application.
    fn is_same_document(&self, other: &Self) -> bool {
        let content = |receipt: &Receipt| {
            let mut json = serde_json::to_value(receipt).unwrap();
            json.as_object_mut().unwrap().retain(|member, _| !["diagnoses", "treatments"].contains(&member.as_str()));
            json
        };
        self.is_alone() != other.is_alone() && content(self.receipt) == content(other.receipt)
    }
}

/// All receipts with their places.
fn given(files: &[File]) -> impl Iterator<Item = Given<'_>> {
    files.iter().flat_map(|(file, is_alone, receipts)| {
        receipts.iter().enumerate().map(move |(place, receipt)| {
            let pointer = if *is_alone { String::new() } else { format!("/receipts/{place}") };
            Given { file, pointer, receipt }
        })
    })
}

/// The findings by the definition.
fn defined(files: &[File]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut first: HashMap<(bool, ReceiptKey), Given<'_>> = HashMap::new();
    let mut before: Vec<Given<'_>> = Vec::new();
    for own in given(files) {
        let keys = own.receipt.keys();
        // Documents of the same kind are compared first.
        let same = [own.is_alone(), !own.is_alone()].into_iter().find_map(|is_alone| {
            let same = keys.iter().find_map(|key| first.get(&(is_alone, key.clone())));
            same.filter(|other| other.file != own.file && !other.is_same_document(&own))
        });
        let (file, pointer) = (own.file.to_owned(), own.pointer.clone());
        if let Some(other) = same {
            let other = format!("{}#{}", other.file, other.pointer);
            found.push((file, pointer, DUPLICATE_ACROSS.code, other, None));
        } else if let Some((other, evidence)) = alike(&own, &before) {
            found.push((file, pointer, POSSIBLE_ACROSS.code, other, Some(evidence.to_string())));
        }
        for key in keys {
            first.entry((own.is_alone(), key)).or_insert_with(|| own.clone());
        }
        before.push(own);
    }
    found
}

/// The first receipt of another file that may be the same one.
fn alike(own: &Given<'_>, before: &[Given<'_>]) -> Option<(String, DuplicateEvidence)> {
    let receipt = own.receipt;
    let counts = |seen: &Receipt| !seen.denies_itself() && seen.total_amount.fen() >= 0;
    let others = before.iter().filter(|other| {
        other.file != own.file
            && !other.is_same_document(own)
            && counts(other.receipt)
            && !receipt.denies_itself()
            && other.receipt.total_amount == receipt.total_amount
    });
    others.filter(|other| !receipt.is_of_other_patient_than(other.receipt.patient_name.as_ref())).find_map(|other| {
        let evidence = receipt.may_be_across(&receipt.traces(), other.receipt, &other.receipt.traces())?;
        Some((format!("{}#{}", other.file, other.pointer), evidence))
    })
}

/// The findings of a register. `is_prepared_before`: the receipts of all files are prepared before the first one is added, in another
/// order.
fn registered(files: &[File], is_prepared_before: bool) -> Vec<Found> {
    let mut register = Register::default();
    let mut found = Vec::new();
    let receipts = |file| given(std::slice::from_ref(file)).map(|one| (one.pointer, one.receipt));
    let preparer = register.preparer();
    let last_first = files.iter().rev().filter(|_| is_prepared_before);
    let mut before: Vec<_> = last_first.map(|file| preparer.prepared(receipts(file))).collect();
    for file in files {
        let name = &file.0;
        let added = match before.pop() {
            Some(prepared) => register.add_prepared(name, prepared),
            None => register.add(name, receipts(file)),
        };
        for finding in added {
            let evidence = finding.params.iter().find(|(name, _)| *name == "evidence").map(|(_, code)| code.clone());
            let pointer = finding.pointer.strip_suffix("/number").unwrap().to_owned();
            found.push((name.clone(), pointer, finding.rule.code, finding.related[0].pointer.clone(), evidence));
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
    let mut alone = 0;
    let sets = if std::env::var_os("SUITE").is_some() { 200_000 } else { 4_000 };
    for seed in 1..=sets {
        let mut random = Random(seed * 1_000_003);
        let mut files: Vec<File> = Vec::new();
        for mut json in receipts(&mut random) {
            let is_in_last = random.chance(40);
            if random.chance(30) {
                // The same receipt as a document of its own, without the references of the application.
                let receipt: Receipt = serde_json::from_value(json.clone()).unwrap();
                files.push((format!("{}.json", random.below(6)), true, vec![receipt]));
                json["diagnoses"] = json!(["first"]);
            }
            let receipt: Receipt = serde_json::from_value(json).unwrap();
            match files.last_mut().filter(|(_, is_alone, _)| is_in_last && !is_alone) {
                Some((.., last)) => last.push(receipt),
                // A file may come again. Its receipts are not compared with each other.
                None => files.push((format!("{}.json", random.below(6)), random.chance(15), vec![receipt])),
            }
        }
        let expected = defined(&files);
        alone += given(&files)
            .enumerate()
            .filter(|(place, one)| {
                given(&files).take(*place).any(|other| other.file != one.file && other.is_same_document(one))
            })
            .count();
        assert_eq!(registered(&files, seed % 2 == 0), expected, "seed {seed}");
        for (_, _, code, _, evidence) in expected {
            *counts.entry((code, evidence)).or_default() += 1;
        }
    }
    // Every evidence that two receipts of two files can have occurs.
    assert!(counts.len() == 8 && counts.values().all(|count| *count > 20), "{counts:?}");
    assert!(alone > 1_000, "{alone}");
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
