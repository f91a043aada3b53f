//! An index finds the duplicates that one run over all documents finds.

use crate::made::{add, application, document, path, receipt};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use tongbiao::{check::AnyDocument, record::register::Register};
use tongbiao_index::{Ground, Index, Key, Subject};
use tongbiao_testkit::{random::Random, size::size};

/// For each receipt that occurs in an earlier document: whether that is certain.
fn in_one_run(before: &[AnyDocument], last: &AnyDocument) -> BTreeMap<String, bool> {
    let mut register = Register::default();
    for (place, document) in before.iter().enumerate() {
        register.add(&place.to_string(), document.receipts());
    }
    let found = register.add("last", last.receipts());
    let each = found.iter().map(|finding| {
        let is_certain = finding.rule.code == "receipt.duplicate-across-files";
        (finding.pointer.strip_suffix("/number").unwrap().to_owned(), is_certain)
    });
    each.collect()
}

fn in_index(index: &Index, key: &Key, last: &AnyDocument) -> BTreeMap<String, bool> {
    let found = index.reader(key).unwrap().find(last, None).unwrap();
    let each = found.matches.iter().filter_map(|found| match found.subject {
        Subject::Receipt(place) => Some((format!("/receipts/{place}"), found.ground == Ground::SameReceipt)),
        _ => None,
    });
    each.collect()
}

#[test]
fn an_index_finds_what_one_run_finds() {
    let key = Key::generate().unwrap().next().unwrap();
    let (mut certain, mut possible, mut none, mut unclear) = (0, 0, 0, 0);
    for seed in 1..=size(120, 3_000) {
        let mut random = Random(u64::try_from(seed).unwrap() * 1_000_003);
        let storage = redb::backends::InMemoryBackend::new();
        let index = Index::create_in(storage, &key).unwrap();
        let mut made = |number: usize| {
            let receipts: Vec<_> = (0..=random.below(4)).map(|_| receipt(&mut random, seed % 2 == 0)).collect();
            document(&application(&format!("a-{number}"), &receipts, json!({})))
        };
        let before: Vec<AnyDocument> = (0..6).map(&mut made).collect();
        let last = made(6);
        add(&index, &key, "示例基金会甲（虚构）", &before.iter().collect::<Vec<_>>());
        let (expected, mut found) = (in_one_run(&before, &last), in_index(&index, &key, &last));
        if seed % 2 == 1 {
            // An unclear name may be that of any patient, for it cannot be read from its digest: a person must decide.
            let more = found.len();
            found.retain(|pointer, is_certain| expected.contains_key(pointer) || *is_certain);
            unclear += more - found.len();
        }
        assert_eq!(found, expected, "seed {seed}");
        certain += expected.values().filter(|is_certain| **is_certain).count();
        possible += expected.values().filter(|is_certain| !**is_certain).count();
        none += last.receipts().len() - expected.len();
    }
    eprintln!("{certain} certain, {possible} possible, {none} none; {unclear} possible by an unclear name");
    assert!(certain > 50 && possible > 50 && none > 30 && unclear * 2 < none, "{certain} {possible} {none} {unclear}");
}

#[test]
fn the_child_of_several_applications_is_found() {
    let key = Key::generate().unwrap();
    let index = Index::create(&path("children"), &key).unwrap();
    let child = |name: &str, number: Option<&str>| {
        let identity: Vec<_> =
            number.iter().map(|number| json!({"kind": "resident-identity", "number": number})).collect();
        json!({"child": {"name": name, "birthDate": "2021-03-15", "identity": identity}})
    };
    let number = Some("410000202103150311");
    let known = document(&application("a-1", &[], child("童安", number)));
    add(&index, &key, "甲", &[&known]);
    let reader = index.reader(&key).unwrap();
    for (name, number, expected) in [
        ("童安", number, Some(Ground::SameIdentityNumber)),
        ("童宁", number, Some(Ground::SameIdentityNumber)),
        ("童 安", None, Some(Ground::SameNameAndBirthDate)),
        ("童安", Some("41000020210315032X"), Some(Ground::SameNameAndBirthDate)),
        ("童宁", None, None),
    ] {
        let found = reader.find(&document(&application("b-7", &[], child(name, number))), None).unwrap();
        let grounds: Vec<Ground> = found.matches.iter().map(|found| found.ground).collect();
        assert_eq!(grounds, expected.into_iter().collect::<Vec<_>>(), "{name} {number:?}");
    }
    // The own entry of the document is not a match, that of another charity is.
    assert_eq!(reader.find(&known, Some("甲")).unwrap().matches, []);
    assert_eq!(reader.find(&known, Some("乙")).unwrap().matches.len(), 1);
}

/// A receipt alone is found like a receipt of an application.
#[test]
fn documents_of_both_kinds_are_compared() {
    let key = Key::generate().unwrap();
    let index = Index::create(&path("kinds"), &key).unwrap();
    let mut random = Random(5);
    let one = receipt(&mut random, true);
    let mut alone = json!({"kind": "receipt", "standard": "1.0"});
    alone.as_object_mut().unwrap().extend(one.as_object().unwrap().clone());
    let (alone, within) = (document(&alone), document(&application("a-1", &[one], json!({}))));
    add(&index, &key, "甲", &[&alone]);
    let found = index.reader(&key).unwrap().find(&within, None).unwrap();
    assert_eq!(found.matches.iter().map(|found| found.ground).collect::<BTreeSet<_>>().len(), 1);
    assert_eq!((found.matches[0].subject, found.matches[0].other), (Subject::Receipt(0), Subject::Receipt(0)));
}

/// After many look-ups a reader has a filter of the digests. It finds what a new reader finds.
#[test]
fn a_filter_changes_no_answer() {
    let key = Key::generate().unwrap();
    let index = Index::create_in(redb::backends::InMemoryBackend::new(), &key).unwrap();
    let mut random = Random(11);
    let mut made = |number: usize| {
        let receipts: Vec<_> = (0..4).map(|_| receipt(&mut random, true)).collect();
        document(&application(&format!("a-{number}"), &receipts, json!({"child": {"name": "童安"}})))
    };
    let all: Vec<AnyDocument> = (0..240).map(&mut made).collect();
    let (known, others) = all.split_at(120);
    add(&index, &key, "甲", &known.iter().collect::<Vec<_>>());
    assert!(index.counts().unwrap().digests > 1_000);
    let (reader, mut matches) = (index.reader(&key).unwrap(), [0, 0]);
    for (place, document) in known.iter().chain(others).enumerate() {
        let found = reader.find(document, Some("甲")).unwrap();
        matches[place / 120] += found.matches.len();
        assert_eq!(found, index.reader(&key).unwrap().find(document, Some("甲")).unwrap(), "{place}");
    }
    assert!(matches.iter().all(|count| *count > 100), "{matches:?}");
}
