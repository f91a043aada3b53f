//! The released versions: the changes since every release must be allowed by the version number.

use crate::edits::{published, set};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tongbiao_compat::{ChangeLabel, Comparison, Judgement, SchemaSet, compare};
use tongbiao_testkit::files::{folder, kept};

fn json_in(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The schemas that the index of a folder lists.
fn set_in(place: &Path) -> SchemaSet {
    let index = json_in(&place.join("index.json"));
    let names = index["schemas"].as_array().unwrap().iter().map(|entry| entry["file"].as_str().unwrap());
    set(names.map(|name| (name.to_owned(), json_in(&place.join(name)))))
}

/// Every released set, in the order of the versions. The name of the folder is the version.
fn released(place: &Path) -> Vec<SchemaSet> {
    let mut sets = Vec::new();
    for path in fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "README.md" {
            continue;
        }
        let version = name.parse().unwrap_or_else(|_| panic!("{name} is no version"));
        let set = set_in(&path);
        assert!(set.kinds().count() > 0, "{name} has schemas");
        sets.push(set.with_version(Some(version)));
    }
    sets.sort_by_key(SchemaSet::version);
    sets
}

/// Compares every released set with the current one.
fn gate(place: &Path, working: &SchemaSet, labels: &[ChangeLabel]) -> Vec<Comparison> {
    released(place).iter().map(|old| compare(old, working, labels)).collect()
}

fn told(comparison: &Comparison) -> String {
    let changes = comparison.changes.iter().map(|change| {
        let example = change.example.as_ref().map(|example| example.value.to_string()).unwrap_or_default();
        format!(
            "{}: {}{} {}: {} / {}\n  {example}",
            change.judgement.as_str(),
            change.type_name,
            change.pointer,
            change.keyword,
            change.zh,
            change.en
        )
    });
    changes.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_version_allows_what_changed_since_every_release() {
    let labels = ChangeLabel::list(&json_in(&folder("schemas/compat.json"))).unwrap();
    let working = set(published());
    let comparisons = gate(&folder("schemas/released"), &working, &labels);
    if comparisons.is_empty() {
        println!("no version is released: there is nothing to compare with");
        assert!(labels.is_empty(), "a label is about a change since a release");
    }
    for comparison in &comparisons {
        let (old, new) = (comparison.old.unwrap(), comparison.new.unwrap());
        assert_eq!(comparison.is_allowed(), Some(true), "{old} to {new}\n{}", told(comparison));
    }
    let used = |label: &ChangeLabel| comparisons.iter().any(|comparison| !comparison.unused_labels.contains(label));
    let unused: Vec<_> = labels.iter().filter(|label| !used(label)).collect();
    assert!(unused.is_empty(), "labels that settle nothing: {unused:?}");
}

/// The changes since a candidate, without example documents.
fn stated(candidate: &SchemaSet, working: &SchemaSet) -> String {
    let comparison = compare(candidate, working, &[]).to_json();
    let mut changes = comparison["changes"].clone();
    for change in changes.as_array_mut().unwrap() {
        change.as_object_mut().unwrap().remove("example");
    }
    let [judgement, gone, new] = ["judgement", "onlyOld", "onlyNew"].map(|name| &comparison[name]);
    let all = json!({"judgement": judgement, "changes": changes, "onlyOld": gone, "onlyNew": new});
    serde_json::to_string_pretty(&all).unwrap() + "\n"
}

/// Before the first release any change is allowed, but it must be recorded in a file as the comparison reports it.
#[test]
fn what_has_changed_since_the_candidate_is_stated() {
    let place = folder("schemas/candidate");
    let has_release = !released(&folder("schemas/released")).is_empty();
    assert_eq!(place.exists(), !has_release, "a release takes the place of the candidate");
    if has_release {
        return;
    }
    let (candidate, mut files) = (set_in(&place), published());
    kept(&place.join("changes.json"), &stated(&candidate, &set(files.clone())));
    files.get_mut("receipt.schema.json").unwrap()["properties"]["totalAmount"] = json!({"type": "integer"});
    let narrower: Value = serde_json::from_str(&stated(&candidate, &set(files))).unwrap();
    assert_eq!(narrower["judgement"], "breaking");
    let changes = narrower["changes"].as_array().unwrap();
    assert!(changes.iter().any(|change| change["pointer"] == "/properties/totalAmount"), "{changes:#?}");
}

/// A folder of released versions whose receipts differ at a place.
fn place(name: &str, releases: &[(&str, &str, Value)]) -> PathBuf {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("released").join(name);
    let _ = fs::remove_dir_all(&place);
    for (version, pointer, value) in releases {
        let folder = place.join(version);
        fs::create_dir_all(&folder).unwrap();
        let mut files = published();
        for (file, schema) in &mut files {
            if let Some(there) = schema.pointer_mut(pointer) {
                *there = value.clone();
            }
            fs::write(folder.join(file), schema.to_string()).unwrap();
        }
        let listed: Vec<Value> = files.keys().map(|file| json!({"file": file})).collect();
        fs::write(folder.join("index.json"), json!({"schemas": listed}).to_string()).unwrap();
    }
    fs::write(place.join("README.md"), "").unwrap();
    place
}

#[test]
fn the_gate_bites() {
    let working = set(published());
    let length = "/$defs/RecordNumber/maxLength";
    for (name, releases, expected) in [
        ("same", &[("1.0", length, json!(64))][..], &[(Judgement::Compatible, true)][..]),
        ("patch", &[("0.9", "/description", json!("x"))], &[(Judgement::Compatible, true)]),
        ("narrower now", &[("1.0", length, json!(65))], &[(Judgement::Breaking, false)]),
        ("narrower than an earlier one", &[("0.9", length, json!(65))], &[(Judgement::Breaking, true)]),
        ("wider now", &[("1.0", length, json!(63))], &[(Judgement::Extending, false)]),
        ("undecided", &[("1.0", "/$defs/Date/format", json!("time"))], &[(Judgement::Unknown, false)]),
        (
            "two",
            &[("1.0", length, json!(65)), ("0.9", length, json!(1))],
            &[(Judgement::Extending, true), (Judgement::Breaking, false)],
        ),
        ("later", &[("2.0", length, json!(64))], &[(Judgement::Compatible, false)]),
    ] {
        let comparisons = gate(&place(name, releases), &working, &[]);
        let found: Vec<_> = comparisons.iter().map(|c| (c.judgement(), c.is_allowed().unwrap())).collect();
        assert_eq!(found, expected, "{name}");
        for comparison in comparisons.iter().filter(|c| c.judgement() == Judgement::Breaking) {
            assert!(told(comparison).contains("RecordNumber maxLength"), "{}", told(comparison));
        }
    }
}
