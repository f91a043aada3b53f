//! The published files: they equal the files generated from the types, and have the form that other tools require.

use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};
use tongbiao::{
    document::DocumentKind,
    schema::{SchemaOptions, files, schema_value},
};
use tongbiao_testkit::files::folder;

#[test]
fn the_files_are_up_to_date() {
    let place = folder("schemas/1.0");
    let update = std::env::var_os("UPDATE").is_some();
    let mut names = BTreeSet::new();
    for (name, text) in files(&SchemaOptions::default()) {
        let path = place.join(&name);
        if update {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == text, "{name} is not up to date: run `UPDATE=1 cargo test` and read what changed");
        names.insert(name);
    }
    let mut there = BTreeSet::new();
    note_files(&place, "", &mut there);
    assert_eq!(there, names, "nothing else stands among the published files");
}

/// The files of a folder and of those below it.
fn note_files(folder: &Path, below: &str, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{below}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            note_files(&entry.path(), &format!("{name}/"), names);
        } else {
            names.insert(name);
        }
    }
}

fn schemas() -> impl Iterator<Item = (DocumentKind, Value)> {
    DocumentKind::ALL.iter().map(|kind| (*kind, schema_value(*kind, &SchemaOptions::default())))
}

/// Every schema inside a schema, with its place.
fn visit(schema: &Value, at: &str, see: &mut impl FnMut(&str, &serde_json::Map<String, Value>)) {
    let Value::Object(members) = schema else { return };
    see(at, members);
    for (name, value) in members {
        let place = format!("{at}/{name}");
        match (name.as_str(), value) {
            ("properties" | "$defs", Value::Object(inner)) => {
                inner.iter().for_each(|(name, schema)| visit(schema, &format!("{place}/{name}"), see));
            }
            ("oneOf" | "allOf", Value::Array(inner)) => {
                inner.iter().enumerate().for_each(|(i, schema)| visit(schema, &format!("{place}/{i}"), see));
            }
            ("items" | "additionalProperties" | "propertyNames", schema) => visit(schema, &place, see),
            _ => {}
        }
    }
}

#[test]
fn they_follow_the_rules_for_schemas() {
    const KEYWORDS: &[&str] = &[
        "$schema",
        "$id",
        "$ref",
        "$defs",
        "title",
        "description",
        "examples",
        "type",
        "format",
        "const",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "minItems",
        "maxItems",
        "required",
        "additionalProperties",
        "properties",
        "oneOf",
        "allOf",
        "items",
        "propertyNames",
        "maxProperties",
    ];
    for (kind, schema) in schemas() {
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("https://w3id.org/tongbiao/1.0/{kind}.schema.json"));
        assert!(schema["properties"]["$schema"].is_object(), "an editor's hint is allowed");
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            assert_eq!(definition["title"], name.as_str(), "a definition is titled by its name");
        }
        visit(&schema, "", &mut |at, members| {
            for name in members.keys() {
                assert!(KEYWORDS.contains(&name.as_str()), "{at}: `{name}` is no keyword that every tool knows");
            }
            if let Some(title) = members.get("title").and_then(Value::as_str) {
                assert!(title.chars().all(|c| c.is_ascii_alphanumeric()), "{at}: the title `{title}` is no type name");
                let property = at.rsplit('/').nth(1) == Some("properties");
                assert!(!property, "{at}: a property has no title of its own");
            }
            if members.get("type") == Some(&Value::from("object")) && !members.contains_key("propertyNames") {
                assert_eq!(members["additionalProperties"], false, "{at}: an object is closed");
            }
            if members.contains_key("$ref") {
                assert_eq!(members.len(), 1, "{at}: a reference has no siblings");
            }
            if let Some(format) = members.get("format").and_then(Value::as_str) {
                assert_eq!(format, "date", "{at}: only formats that every validator has, and only beside a pattern");
                assert!(members.contains_key("pattern"), "{at}: validators may ignore formats");
            }
            if let Some(pattern) = members.get("pattern").and_then(Value::as_str) {
                assert!(pattern.starts_with('^') && pattern.ends_with('$'), "{at}: {pattern} is anchored");
                for escape in ["\\d", "\\w", "\\s", "\\-", "\\.", "\\u", "(?=", "(?!", "(?<"] {
                    assert!(!pattern.contains(escape), "{at}: {pattern} holds {escape}");
                }
            }
        });
    }
}

#[test]
fn every_member_is_described_in_both_languages() {
    let mut described = 0;
    for (_, schema) in schemas() {
        visit(&schema, "", &mut |at, members| {
            let property = at.rsplit('/').nth(1) == Some("properties");
            let definition = at.rsplit('/').nth(1) == Some("$defs");
            if !(property || definition || at.is_empty()) {
                return;
            }
            let text = members.get("description").and_then(Value::as_str).unwrap_or_default();
            let label = text.lines().next().unwrap_or_default();
            if at.ends_with("/kind") && members.contains_key("const") {
                return;
            }
            let (zh, en) = label.split_once(" · ").unwrap_or_else(|| panic!("{at}: `{label}` is no label"));
            assert!(!zh.is_ascii() && en.is_ascii(), "{at}: {label}");
            for rust in ["`Option", "[`", "::", "Vec<", "struct "] {
                assert!(!text.contains(rust), "{at}: the description is for readers without Rust: {text}");
            }
            described += 1;
        });
    }
    assert!(described > 300, "{described} members");
}

#[test]
fn labels_point_into_the_schemas() {
    let files = files(&SchemaOptions::default());
    let labels = &files.iter().find(|(name, _)| name == "labels.json").unwrap().1;
    let labels: Value = serde_json::from_str(labels).unwrap();
    let mut count = 0;
    for (kind, schema) in schemas() {
        let of_kind = labels["labels"][format!("{kind}.schema.json")].as_object().unwrap();
        for (pointer, label) in of_kind {
            assert!(schema.pointer(pointer).is_some(), "{kind}: {pointer} is not in the schema");
            assert!(label["zh"].is_string() && label["en"].is_string(), "{pointer}");
            count += 1;
        }
        let mut missing = Vec::new();
        visit(&schema, "", &mut |at, _| {
            let property = at.rsplit('/').nth(1) == Some("properties");
            if property && !of_kind.get(at).is_some_and(|label| label["privacy"].is_string()) {
                let tag = schema.pointer(at).is_some_and(|s| s.get("const").is_some());
                if !tag {
                    missing.push(at.to_owned());
                }
            }
        });
        assert!(missing.is_empty(), "{kind}: no label or privacy class for {missing:?}");
    }
    assert!(count > 1000, "{count} labels");
}

#[test]
fn another_base_and_no_id() {
    let options = SchemaOptions { base: "https://example.org/s/".to_owned(), with_id: true };
    assert_eq!(schema_value(DocumentKind::Receipt, &options)["$id"], "https://example.org/s/receipt.schema.json");
    let options = SchemaOptions { with_id: false, ..options };
    assert!(schema_value(DocumentKind::Receipt, &options).get("$id").is_none());
}
