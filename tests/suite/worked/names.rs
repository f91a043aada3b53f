//! The examples of `docs/names.md`, and the published data of the comparison.

use super::norm::blocks;
use serde_json::{Value, json};
use std::fs;
use tongbiao::value::{NameDoubt, NameMatch, PersonName};
use tongbiao_testkit::files::folder;

fn name(text: &Value) -> PersonName {
    PersonName::parse(text.as_str().unwrap()).unwrap_or_else(|_| panic!("{text}"))
}

fn reason(doubt: Option<NameDoubt>) -> Value {
    doubt.map_or(Value::Null, |doubt| json!(doubt.as_str()))
}

/// The examples with that name. They are stated by hand: nothing updates them.
fn examples(kind: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder("docs/names.md")).unwrap();
    blocks(&text, kind).into_iter().flat_map(|(_, block)| block.as_array().unwrap().clone()).collect()
}

#[test]
fn pairs_have_the_stated_result() {
    let examples = examples("names");
    assert!(examples.len() > 50, "{} examples", examples.len());
    for example in &examples {
        let (one, other) = (name(&example[0]), name(&example[1]));
        for found in [one.compare(&other), other.compare(&one)] {
            let result = match found {
                NameMatch::Same => "same",
                NameMatch::Variant => "variant",
                NameMatch::Unknown(_) => "unknown",
                NameMatch::Other => "other",
            };
            assert_eq!(
                (&example[2], example.get(3)),
                (&json!(result), Some(&reason(found.doubt())).filter(|r| !r.is_null())),
                "{example}"
            );
        }
    }
    for doubt in NameDoubt::ALL {
        assert!(examples.iter().any(|example| example.get(3) == Some(&json!(doubt.as_str()))), "no example of {doubt}");
    }
}

#[test]
fn single_names_are_as_stated() {
    let (forms, newborns, doubts) = (examples("forms"), examples("newborns"), examples("doubts"));
    assert!(forms.len() > 5 && newborns.len() > 10 && doubts.len() > 5);
    for example in forms {
        assert_eq!(example["form"], json!(name(&example["name"]).comparison_form()), "{example}");
    }
    for example in newborns {
        let name = name(&example["name"]);
        let parent = name.newborn_of();
        assert_eq!(example.get("parent"), parent.map(|parent| json!(parent.as_str())).as_ref(), "{example}");
        assert_eq!(name.doubt(), Some(NameDoubt::Newborn), "{example}");
    }
    for example in doubts {
        let name = name(&example["name"]);
        assert_eq!(example.get("doubt").unwrap_or(&Value::Null), &reason(name.doubt()), "{example}");
        assert_eq!(example["unclear"], json!(name.is_unclear()), "{example}");
    }
}

/// The members of `names.json` that the page names exist, and each of its parts is described in both languages.
#[test]
fn the_page_and_the_data_agree() {
    let data: Value = serde_json::from_str(&fs::read_to_string(folder("schemas/1.0/names.json")).unwrap()).unwrap();
    let page = fs::read_to_string(folder("docs/names.md")).unwrap();
    let (_, page) = page.split_once("## Algorithm").unwrap();
    let (page, _) = page.split_once("## Check").unwrap();
    let mut named = 0;
    for (part, value) in data.as_object().unwrap() {
        let inner = value.as_object().filter(|_| ["sets", "newborns", "spellings"].contains(&part.as_str()));
        let names: Vec<String> = match inner {
            Some(inner) => inner.keys().filter(|name| !["zh", "en"].contains(&name.as_str())).cloned().collect(),
            None => vec![part.clone()],
        };
        for name in names.iter().filter(|name| {
            !["zh", "en", "standard", "sources", "licences", "notation", "bounds"].contains(&name.as_str())
        }) {
            let stated = [format!("`{name}`"), format!("`{part}.{name}"), format!("`{name}.")];
            assert!(stated.iter().any(|stated| page.contains(stated)), "the page does not use {part}.{name}");
            named += 1;
        }
        if let Some(value) = value.as_object() {
            assert!(value["zh"].is_string() && value["en"].is_string(), "{part}");
        }
    }
    assert!(named > 35, "{named} members");
    let licences = data["licences"].to_string();
    assert!(
        ["Permission is hereby granted, free of charge", "Apache License, Version 2.0"]
            .iter()
            .all(|text| licences.contains(text))
    );
    let sources = data["sources"].as_array().unwrap();
    assert!(
        sources.len() == 5 && sources.iter().all(|source| source["source"] != "" && source["data"] != ""),
        "{sources:?}"
    );
}
