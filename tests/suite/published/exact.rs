//! The typed reader and the published schema accept the same documents: mutants of the cases, judged by both.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tongbiao::{
    adjudication::Adjudication,
    check::{Limits, Located, check, fix},
    document::{Body, Document, DocumentKind},
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    record::{application::Application, diagnosis::Diagnosis, receipt::Receipt},
    report::FindingsReport,
    schema::{SchemaOptions, schema_value},
};
use tongbiao_testkit::{
    mutant::{Mutator, seeds, thinned},
    random::Random,
    size::size,
};

/// The number of mutants of each kind that one run judges.
fn mutants() -> usize {
    size(400, 50_000)
}

#[test]
fn applications() {
    judge::<Application>(DocumentKind::Application);
}

#[test]
fn diagnoses() {
    judge::<Diagnosis>(DocumentKind::Diagnosis);
}

#[test]
fn receipts() {
    judge::<Receipt>(DocumentKind::Receipt);
}

#[test]
fn programmes() {
    judge::<Programme>(DocumentKind::Programme);
}

#[test]
fn plans() {
    judge::<ReliefPlan>(DocumentKind::Plan);
}

#[test]
fn adjudications() {
    judge::<Adjudication>(DocumentKind::Adjudication);
}

#[test]
fn joint_adjudications() {
    judge::<JointAdjudication>(DocumentKind::JointAdjudication);
}

#[test]
fn findings() {
    judge::<FindingsReport>(DocumentKind::Findings);
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

fn judge<T: Body + Serialize + DeserializeOwned>(kind: DocumentKind) {
    let seeds = seeds(kind);
    let schema = schema_value(kind, &SchemaOptions { with_id: false, ..SchemaOptions::default() });
    let judges = Judges::of(&schema);
    let mutator = Mutator::of(&schema);
    let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ u64::try_from(kind.as_str().len()).unwrap());
    let (mut accepted, mut disagreements) = (0, BTreeMap::<String, (usize, String)>::new());
    let mutants = mutants();
    for round in 0..mutants {
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
            if normal(&back) != normal(&json) {
                // Blanks and control characters that are not read are those that the fix removes.
                let fixed = fix(text.as_bytes(), Some(kind), &Limits::default()).unwrap();
                assert!(fixed.fixes.iter().all(|located| located.finding.rule.code == "text.stray-blank"));
                let fixed: Value = serde_json::from_str(&fixed.text).unwrap();
                assert_eq!(normal(&back), normal(&fixed), "written back as it was read");
            }
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
    // A test in which everything is accepted, or nothing, would be meaningless.
    assert!(accepted > mutants / 20 && accepted < mutants * 19 / 20, "{accepted} of {mutants} accepted");
    println!("{kind}: {mutants} mutants, {accepted} accepted, 0 disagreements");
}

/// Whole numbers in the form `1.0` are written back as `1`, which is the same number.
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

/// Whether the check accepts the document. If it does not, it must state the reason and the place.
fn told(kind: DocumentKind, text: &str, json: &Value) -> bool {
    let checked = check(text.as_bytes(), Some(kind), &Limits::default());
    if checked.document.is_some() {
        return true;
    }
    assert!(!checked.findings.is_empty() && !checked.has("internal.unexplained"), "unexplained: {text}");
    for Located { finding, position } in &checked.findings {
        assert!(json.pointer(&finding.pointer).is_some(), "{} at {:?} in {text}", finding.rule.code, finding.pointer);
        assert!(position.is_some(), "{} has no position", finding.rule.code);
    }
    false
}
