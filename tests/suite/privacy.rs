//! No value of a private member appears in the output of a program, unless values are requested.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use tongbiao::{
    check::{AnyDocument, Limits, Located, ReportOptions, check, read},
    document::DocumentKind,
    schema::{SchemaOptions, files},
};
use tongbiao_testkit::{files::case_files, patch::pointers, size::size};

/// A text that occurs in no document, and that is not a number or a code.
const MARKER: &str = "Zq7Vw-机密";

/// The privacy class of each member of each type, from the published labels.
struct Classes {
    labels: Value,
    schema: Value,
}

impl Classes {
    /// The classes for every kind of document. They are computed once for a test, because generating the published
    /// files takes time.
    fn of_all_kinds() -> BTreeMap<String, Self> {
        let files: BTreeMap<_, _> = files(&SchemaOptions::default()).into_iter().collect();
        let labels: Value = serde_json::from_str(&files["labels.json"]).unwrap();
        let of_kind = |kind: &DocumentKind| {
            let name = format!("{kind}.schema.json");
            let schema = serde_json::from_str(&files[&name]).unwrap();
            (kind.to_string(), Self { labels: labels["labels"][&name].clone(), schema })
        };
        DocumentKind::ALL.iter().map(of_kind).collect()
    }

    /// The class of the member at a pointer of a document, found by following the schema.
    fn class(&self, document: &Value, pointer: &str) -> Option<String> {
        let (mut at, mut class, mut value) = (String::new(), None, document);
        for step in pointer.split('/').skip(1) {
            at = self.resolved(&at, value)?;
            let schema = self.schema.pointer(&at)?;
            value = match value {
                Value::Array(items) => items.get(step.parse::<usize>().ok()?)?,
                Value::Object(members) => members.get(&step.replace("~1", "/").replace("~0", "~"))?,
                _ => return None,
            };
            if schema.get("items").is_some() {
                at = format!("{at}/items");
            } else if schema.get("properties").is_some() {
                at = format!("{at}/properties/{step}");
                class = self.labels[&at]["privacy"].as_str().map(str::to_owned).or(class);
            } else {
                return class;
            }
        }
        class
    }

    /// The place of the schema that applies: behind references, and in the alternative that the tag names.
    fn resolved(&self, at: &str, value: &Value) -> Option<String> {
        let schema = self.schema.pointer(at)?;
        if let Some(target) = schema["allOf"][0]["$ref"].as_str().or(schema["$ref"].as_str()) {
            return self.resolved(target.strip_prefix('#')?, value);
        }
        let Some(variants) = schema["oneOf"].as_array() else { return Some(at.to_owned()) };
        let fits = |variant: &Value| {
            variant["properties"].as_object().is_some_and(|properties| {
                properties.iter().any(|(name, s)| s.get("const").is_some_and(|c| value.get(name) == Some(c)))
            })
        };
        variants.iter().position(fits).map(|i| format!("{at}/oneOf/{i}"))
    }
}

/// All texts in which a program may show its findings.
fn outputs(text: &str) -> Vec<String> {
    let checked = check(text.as_bytes(), None, &Limits::default());
    let mut outputs = vec![
        checked.report(&ReportOptions::default()).to_json().unwrap(),
        format!("{:?}", checked.findings),
        format!("{checked:?}"),
    ];
    outputs.extend(checked.findings.iter().map(ToString::to_string));
    for Located { finding, .. } in &checked.findings {
        let (zh, en) = finding.message();
        outputs.extend([zh, en, format!("{finding:?}"), format!("{finding:#?}")]);
    }
    // An error of reading names every reason, so one kind is enough: the document's own, or another one.
    if let Err(error) = read::<tongbiao::record::application::Application>(text.as_bytes()) {
        outputs.extend([error.to_string(), format!("{error:?}")]);
    }
    outputs
}

#[test]
fn markers_never_appear() {
    let (mut planted, mut accepted) = (0, 0);
    let kinds = Classes::of_all_kinds();
    // By default few members.
    let step = size(150, 1);
    for case in case_files() {
        let classes = &kinds[case.json["kind"].as_str().unwrap()];
        for pointer in pointers(&case.json).into_iter().step_by(step) {
            let value = case.json.pointer(&pointer).unwrap();
            if value.is_object() || value.is_array() {
                continue;
            }
            let Some(class) = classes.class(&case.json, &pointer) else { continue };
            if !matches!(class.as_str(), "personal" | "health" | "financial") {
                continue;
            }
            planted += 1;
            for marked in [json!(MARKER), json!(format!("{} {MARKER}", value.as_str().unwrap_or("1")))] {
                let mut document = case.json.clone();
                *document.pointer_mut(&pointer).unwrap() = marked;
                // A second damage, so that a document that accepts the marker has findings too.
                document["zzz"] = json!(null);
                let text = document.to_string();
                for output in outputs(&text) {
                    assert!(!output.contains("Zq7Vw") && !output.contains("机密"), "{}{pointer}: {output}", case.name);
                }
                document.as_object_mut().unwrap().remove("zzz");
                let checked = check(document.to_string().as_bytes(), None, &Limits::default());
                accepted += usize::from(checked.document.is_some());
                let shown = format!("{checked:?}");
                assert!(!shown.contains("Zq7Vw"), "{}{pointer}: {shown}", case.name);
            }
        }
    }
    assert!(planted > 500 / step && accepted > 100 / step, "{planted} markers, {accepted} accepted");
}

#[test]
fn the_values_of_good_cases_never_appear() {
    let kinds = Classes::of_all_kinds();
    for case in case_files() {
        let classes = &kinds[case.json["kind"].as_str().unwrap()];
        let checked = check(case.text.as_bytes(), None, &Limits::default());
        let shown = format!("{:?}", checked.document.as_ref().map(debug));
        for pointer in pointers(&case.json) {
            let Some(text) = case.json.pointer(&pointer).and_then(Value::as_str) else { continue };
            let private = classes
                .class(&case.json, &pointer)
                .is_some_and(|c| matches!(c.as_str(), "personal" | "health" | "financial"));
            // Short texts may occur by chance.
            if private && text.chars().count() >= 9 && !text.is_ascii() || private && text.len() >= 15 {
                assert!(!shown.contains(text), "{}{pointer}: {text}", case.name);
            }
        }
    }
}

fn debug(document: &AnyDocument) -> String {
    format!("{document:?} {document:#?}")
}

#[test]
fn values_are_shown_where_asked_for() {
    let text = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy","number":{"form":"legacy","number":"1"},
        "totalAmount":"3200.00","cash":"3,200.00"}"#;
    let checked = check(text.as_bytes(), None, &Limits::default());
    let hidden = checked.report(&ReportOptions::default()).to_json().unwrap();
    assert!(!hidden.contains("3,200.00") && hidden.contains("\"redacted\": \"financial\""), "{hidden}");
    let shown = checked.report(&ReportOptions { show_values: true, ..ReportOptions::default() }).to_json().unwrap();
    assert!(shown.contains("3,200.00"), "{shown}");
}
