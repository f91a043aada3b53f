//! The typed reader and the published schema accept the same documents: mutants of the cases, judged by both.

use crate::support::{Random, case_files, pointers};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{collections::BTreeMap, collections::BTreeSet};
use tongbiao::{
    adjudication::Adjudication,
    application::Application,
    check::{Limits, ReportOptions, check},
    diagnosis::Diagnosis,
    document::{Body, Document, DocumentKind},
    programme::Programme,
    receipt::Receipt,
    report::FindingsReport,
    schema::{SchemaOptions, schema_value},
};

/// How many mutants of each kind one run judges.
const MUTANTS: usize = 50_000;

#[test]
fn applications() {
    judge::<Application>(DocumentKind::Application, seeds("application"));
}

#[test]
fn diagnoses() {
    let mut seeds = seeds("diagnosis");
    seeds.extend(parts("/diagnoses", "diagnosis"));
    judge::<Diagnosis>(DocumentKind::Diagnosis, seeds);
}

#[test]
fn receipts() {
    let mut seeds = seeds("receipt");
    seeds.extend(parts("/receipts", "receipt"));
    judge::<Receipt>(DocumentKind::Receipt, seeds);
}

#[test]
fn programmes() {
    judge::<Programme>(DocumentKind::Programme, seeds("programme"));
}

#[test]
fn adjudications() {
    let mut seeds = seeds("adjudication");
    // Lines and steps are all alike: a few are enough to mutate.
    for seed in &mut seeds {
        for receipt in seed["receipts"].as_array_mut().into_iter().flatten() {
            receipt["lines"].as_array_mut().unwrap().truncate(2);
        }
    }
    judge::<Adjudication>(DocumentKind::Adjudication, seeds);
}

#[test]
fn findings() {
    let texts = [r#"{"kind":"receipt","standard":"1.0","totl":null,"status":"vald"}"#, "[1", "{\"kind\":\"receipts\"}"];
    let reports = texts.map(|text| {
        let report = check(text.as_bytes(), None, &Limits::default()).report(&ReportOptions::default());
        let mut json = serde_json::to_value(report).unwrap();
        // The lists of rules are long and all alike: a few are enough to mutate.
        for list in json["rules"].as_object_mut().unwrap().values_mut() {
            list.as_array_mut().unwrap().truncate(2);
        }
        json
    });
    judge::<FindingsReport>(DocumentKind::Findings, reports.to_vec());
}

fn seeds(kind: &str) -> Vec<Value> {
    case_files().into_iter().map(|case| case.json).filter(|json| json["kind"] == kind).collect()
}

/// Parts of the applications as documents of their own.
pub fn parts(pointer: &str, kind: &str) -> Vec<Value> {
    let applications = seeds("application");
    let lists = applications.iter().filter_map(|json| json.pointer(pointer)?.as_array());
    lists
        .flatten()
        .cloned()
        .map(|mut part| {
            part["kind"] = kind.into();
            part["standard"] = "1.0".into();
            part
        })
        .collect()
}

/// The two verdicts over one kind of document.
struct Judges {
    with_formats: jsonschema::Validator,
    without_formats: jsonschema::Validator,
    boon: boon::Schemas,
    boon_index: boon::SchemaIndex,
}

impl Judges {
    fn of(schema: &Value) -> Self {
        let validator = |formats| jsonschema::options().should_validate_formats(formats).build(schema).unwrap();
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("mem:///x.json", schema.clone()).unwrap();
        let boon_index = compiler.compile("mem:///x.json", &mut schemas).unwrap();
        Self { with_formats: validator(true), without_formats: validator(false), boon: schemas, boon_index }
    }

    fn verdicts(&self, json: &Value) -> [bool; 3] {
        let boon = self.boon.validate(json, self.boon_index).is_ok();
        [self.with_formats.is_valid(json), self.without_formats.is_valid(json), boon]
    }
}

fn judge<T: Body + Serialize + DeserializeOwned>(kind: DocumentKind, seeds: Vec<Value>) {
    assert!(!seeds.is_empty());
    let schema = schema_value(kind, &SchemaOptions { with_id: false, ..SchemaOptions::default() });
    let judges = Judges::of(&schema);
    let mutator = Mutator::of(&schema);
    let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ u64::try_from(kind.as_str().len()).unwrap());
    let (mut accepted, mut disagreements) = (0, BTreeMap::<String, (usize, String)>::new());
    for round in 0..MUTANTS {
        let mut json = thinned(random.pick(&seeds), &mutator.required, &mut random);
        for _ in 0..random.below(4).min(round) {
            mutator.mutate(&mut json, &mut random);
        }
        let text = json.to_string();
        let read = serde_json::from_str::<Document<T>>(&text);
        let from_value = serde_json::from_value::<Document<T>>(json.clone()).is_ok();
        let verdicts = judges.verdicts(&json);
        let told = told(kind, &text, &json);
        let mut all = vec![read.is_ok(), from_value];
        all.extend(verdicts);
        all.push(told);
        if let Ok(document) = &read {
            accepted += 1;
            let back = serde_json::to_value(document).unwrap();
            assert_eq!(judges.verdicts(&back), [true; 3], "written back: {back}");
            assert_eq!(normal(&back), normal(&json), "written back as it was read");
        }
        if all.iter().any(|verdict| *verdict != all[0]) {
            let entry = disagreements.entry(format!("{all:?}")).or_insert((0, text.clone()));
            entry.0 += 1;
            if text.len() < entry.1.len() {
                entry.1 = text;
            }
        }
    }
    assert!(disagreements.is_empty(), "serde, from_value, formats on, off, boon, check: {disagreements:#?}");
    // A test that accepts everything, or nothing, would show nothing.
    assert!(accepted > MUTANTS / 20 && accepted < MUTANTS * 19 / 20, "{accepted} of {MUTANTS} accepted");
    println!("{kind}: {MUTANTS} mutants, {accepted} accepted, 0 disagreements");
}

/// Whole numbers written as `1.0` come back as `1`: the same number.
fn normal(json: &Value) -> Value {
    match json {
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), normal(value))).collect(),
        Value::Number(number) => match number.as_f64() {
            #[allow(clippy::cast_possible_truncation)]
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => json!(float as i64),
            _ => json.clone(),
        },
        other => other.clone(),
    }
}

/// Whether the check takes the document, and, if it does not, whether it says why and where.
fn told(kind: DocumentKind, text: &str, json: &Value) -> bool {
    let checked = check(text.as_bytes(), Some(kind), &Limits::default());
    if checked.document.is_some() {
        return true;
    }
    assert!(!checked.findings.is_empty() && !checked.has("internal.unexplained"), "unexplained: {text}");
    for (finding, position) in &checked.findings {
        assert!(json.pointer(&finding.pointer).is_some(), "{} at {:?} in {text}", finding.rule.code, finding.pointer);
        assert!(position.is_some(), "{} has no position", finding.rule.code);
    }
    false
}

/// A document with few items in each list and some optional members gone, so that a run is quick and every part is met.
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

/// Changes documents with what their schema knows and with what nobody expects.
pub struct Mutator {
    /// Members that some object cannot be without.
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

/// A text with a character more, less or other than before.
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
