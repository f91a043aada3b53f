//! Good documents of every kind, and mutants of them.
//!
//! One mutator serves the tests of the reader and of all clients.

use crate::{files::case_files, patch::pointers, random::Random, twin::twins};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tongbiao::{
    check::{Limits, ReportOptions, check},
    document::DocumentKind,
};

/// Good documents of a kind: the cases, parts of them, and for reports the results of checks of bad texts.
pub fn seeds(kind: DocumentKind) -> Vec<Value> {
    let mut seeds: Vec<Value> =
        case_files().into_iter().map(|case| case.json).filter(|json| json["kind"] == kind.as_str()).collect();
    match kind {
        DocumentKind::Diagnosis => seeds.extend(parts("/diagnoses", kind)),
        DocumentKind::Receipt => seeds.extend(parts("/receipts", kind)),
        DocumentKind::Findings => seeds.extend(reports()),
        _ => {}
    }
    assert!(!seeds.is_empty(), "there is a document of kind {kind}");
    seeds
}

/// Parts of the applications as documents of their own.
fn parts(pointer: &str, kind: DocumentKind) -> Vec<Value> {
    let applications = seeds(DocumentKind::Application);
    let lists = applications.iter().filter_map(|json| json.pointer(pointer)?.as_array());
    lists
        .flatten()
        .cloned()
        .map(|mut part| {
            part["kind"] = kind.as_str().into();
            part["standard"] = "1.0".into();
            part
        })
        .collect()
}

/// The reports on texts that contain only mistakes, and on some damaged documents.
fn reports() -> Vec<Value> {
    let texts = [r#"{"kind":"receipt","standard":"1.0","totl":null,"status":"vald"}"#, "[1", "{\"kind\":\"receipts\"}"];
    let mut bad: Vec<Vec<u8>> = texts.map(|text| text.as_bytes().to_vec()).into();
    bad.extend(twins().into_iter().step_by(40).map(|twin| twin.bytes));
    let report = |text: Vec<u8>| check(&text, None, &Limits::default()).report(&ReportOptions::default());
    bad.into_iter().map(|text| serde_json::to_value(report(text)).unwrap()).collect()
}

/// A document with few items in each list and without some optional members, so that a run is fast and tests every
/// part.
pub fn thinned(json: &Value, required: &BTreeSet<String>, random: &mut Random) -> Value {
    match json {
        Value::Array(items) => {
            let keep = 1 + random.below(2);
            let start = if items.len() > keep { random.below(items.len() - keep + 1) } else { 0 };
            items.iter().skip(start).take(keep).map(|item| thinned(item, required, random)).collect()
        }
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, value)| {
                let heavy = value.is_array() || value.is_object();
                !heavy || required.contains(*name) || random.below(3) > 0
            });
            let kept: Vec<_> = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
            kept.into_iter().map(|(name, value)| (name, thinned(&value, required, random))).collect()
        }
        other => other.clone(),
    }
}

/// Changes documents by their schema, and in unexpected ways.
pub struct Mutator {
    /// Members that some object requires.
    pub required: BTreeSet<String>,
    names: Vec<String>,
    atoms: Vec<Value>,
}

impl Mutator {
    pub fn of(schema: &Value) -> Self {
        let mut names = BTreeSet::from(["zzz".to_owned(), "Kind".to_owned(), "a/b~c".to_owned(), String::new()]);
        let (mut texts, mut required) = (BTreeSet::new(), BTreeSet::new());
        collect(schema, &mut names, &mut texts, &mut required);
        let mut atoms: Vec<Value> = texts.into_iter().map(Value::String).collect();
        atoms.extend(odd_values());
        Self { required, names: names.into_iter().collect(), atoms }
    }

    pub fn mutate(&self, json: &mut Value, random: &mut Random) {
        let places = pointers(json);
        let place = random.pick(&places).clone();
        let target = json.pointer_mut(&place).unwrap();
        let atom = random.pick(&self.atoms).clone();
        match (random.below(8), target) {
            (0 | 1, target) => *target = atom,
            (2, Value::Object(members)) => {
                members.insert(random.pick(&self.names).clone(), atom);
            }
            (2, Value::Array(items)) => items.push(atom),
            (3, Value::Object(members)) if !members.is_empty() => {
                let names: Vec<_> = members.keys().cloned().collect();
                members.remove(random.pick(&names));
            }
            (3, Value::Array(items)) => drop(items.pop()),
            (4, Value::Object(members)) => *json.pointer_mut(&place).unwrap() = members.values().cloned().collect(),
            (5, Value::Array(items)) if !items.is_empty() => {
                let many = [1, 10, 60][random.below(3)];
                for _ in 0..many {
                    items.push(items[0].clone());
                }
            }
            (6 | 7, Value::String(text)) => *text = changed(text, random),
            (6, Value::Object(members)) if !members.is_empty() => {
                let names: Vec<_> = members.keys().cloned().collect();
                let value = members.remove(random.pick(&names)).unwrap();
                members.insert(random.pick(&self.names).clone(), value);
            }
            _ => {}
        }
    }
}

/// A text with one character added, removed or replaced.
fn changed(text: &str, random: &mut Random) -> String {
    const ODD: &[char] =
        &['0', '9', 'X', 'x', '-', '.', ' ', '\n', '１', '\u{200b}', '\u{7f}', '\u{0}', '月', '😀', '+', 'O', 'a'];
    let mut chars: Vec<char> = text.chars().collect();
    let at = random.below(chars.len() + 1);
    match random.below(5) {
        0 if at < chars.len() => drop(chars.remove(at)),
        1 if at < chars.len() => chars[at] = *random.pick(ODD),
        2 => chars.insert(at, *random.pick(ODD)),
        3 if !chars.is_empty() && chars.len() < 400 => chars = chars.repeat(random.below(4)),
        _ if at < chars.len() => {
            let c = chars[at];
            chars[at] = char::from_digit(u32::try_from(random.below(10)).unwrap(), 10)
                .filter(|_| c.is_ascii_digit())
                .unwrap_or(c);
        }
        _ => {}
    }
    chars.into_iter().collect()
}

/// Member names, codes and examples of a schema.
fn collect(
    schema: &Value,
    names: &mut BTreeSet<String>,
    texts: &mut BTreeSet<String>,
    required: &mut BTreeSet<String>,
) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| collect(item, names, texts, required)),
        Value::Object(members) => {
            for (name, value) in members {
                match (name.as_str(), value) {
                    ("properties", Value::Object(properties)) => names.extend(properties.keys().cloned()),
                    ("required", Value::Array(list)) => {
                        required.extend(list.iter().filter_map(|name| name.as_str().map(str::to_owned)));
                    }
                    ("const", Value::String(text)) => drop(texts.insert(text.clone())),
                    ("examples", Value::Array(examples)) => {
                        texts.extend(examples.iter().filter_map(|e| e.as_str().map(str::to_owned)));
                    }
                    _ => {}
                }
                collect(value, names, texts, required);
            }
        }
        _ => {}
    }
}

fn odd_values() -> Vec<Value> {
    let texts = [
        "null",
        "true",
        "false",
        "0",
        "1",
        "-0",
        "-0.0",
        "1.0",
        "1e0",
        "1.5",
        "-1",
        "3",
        "50",
        "51",
        "4294967296",
        "4294967295.0",
        "9007199254740991",
        "9007199254740993",
        "18446744073709551615",
        "1e300",
        "[]",
        "{}",
        "[[]]",
        "\"\"",
        "[\"male\"]",
        "{\"male\":null}",
        "{\"kind\":\"person\"}",
        "{\"kind\":0}",
        "{\"kind\":null}",
        "[\"person\"]",
        "{\"person\":{}}",
        "{\"form\":\"legacy\",\"number\":\"1\"}",
        "{\"number\":\"1\",\"form\":\"legacy\"}",
        "{\"number\":\"1\",\"form\":\"legac\"}",
        "{\"kind\":\"other\",\"name\":\"a\",\"number\":\"b\"}",
        "{\"name\":\"a\",\"number\":\"b\",\"kind\":\"other\",\"x\":1}",
        "{\"org.example.x\":{\"a\":[1,2.5,null,{\"b\":\"c\"}]}}",
        "{\"https://example.org/x\":null}",
        "{\"Org.example\":1}",
    ];
    let mut values: Vec<Value> = texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    let strings = [
        "0.00",
        "00.00",
        "1.00",
        "1.0",
        "1",
        "-1.00",
        "-0.00",
        "+1.00",
        "999999999999.99",
        "1000000000000.00",
        "1_0.00",
        "１.00",
        "1.00\n",
        "01.00",
        ".50",
        "1.",
        "1e2",
        "0.5",
        "1.000000",
        "1.0000001",
        "2024-02-29",
        "2023-02-29",
        "2000-02-29",
        "1900-02-29",
        "1899-12-31",
        "2100-01-01",
        "2024-2-9",
        " 2024-02-29",
        "2024-02-29\n",
        "2024-13-01",
        "2024-04-31",
        "2024-05-18T09:30:00+08:00",
        "2024-05-18T09:30:00Z",
        "2024-05-18T24:00:00Z",
        "2024-05-18T23:59:60Z",
        "2024-05-18t09:30:00z",
        "2024-05-18T09:30:00.123456789+23:59",
        "2024-05-18T09:30:00",
        "2024-05-18T09:30:00.+08:00",
        "11010519491231002x",
        "810000201401010114",
        "9AB",
        "M01200",
        "C91.000x006",
        "D66.x03+M36.2*",
        "c91.0",
        "a\tb",
        "a\nb",
        " a",
        "a ",
        "\u{3000}",
        "\u{202e}",
        "童",
        "+8613800000000",
        "010-12345678",
        "0101234567",
        "13800000000",
        "0371-1234567-1",
        "a@b",
        "a@b@c",
        "1.00 ",
    ];
    values.extend(strings.map(|text| json!(text)));
    values.push(json!("a".repeat(100)));
    values.push(json!("童".repeat(101)));
    values.push(json!("1".repeat(33)));
    values
}
