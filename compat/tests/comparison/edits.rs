//! The comparison of schema sets: edits with known results, added and removed kinds, labels, hostile schemas.

use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};
use tongbiao::{
    document::DocumentKind,
    schema::{SchemaOptions, file_name, schema_value},
};
use tongbiao_compat::{ChangeLabel, Comparison, Example, Increase, Judgement, SchemaSet, Unusable, compare};
use tongbiao_testkit::{files::folder, patch::patch, size::size};

/// The published schemas by the names of their files.
pub fn published() -> BTreeMap<String, Value> {
    let kinds = DocumentKind::ALL.iter();
    kinds.map(|kind| (file_name(*kind), schema_value(*kind, &SchemaOptions::default()))).collect()
}

pub fn set(files: impl IntoIterator<Item = (String, Value)>) -> SchemaSet {
    SchemaSet::new(files).unwrap()
}

/// A schema with steps of RFC 6902, and `swap` for two items of a list.
fn patched(name: &str, schema: &Value, steps: Option<&Value>) -> Value {
    let mut schema = schema.clone();
    for step in steps.and_then(Value::as_array).into_iter().flatten() {
        let from = || schema.pointer(step["from"].as_str().unwrap()).unwrap().clone();
        match step["op"].as_str().unwrap() {
            "copy" | "move" => {
                let value = from();
                if step["op"] == "move" {
                    patch(name, &mut schema, &json!({"op": "remove", "path": step["from"]}));
                }
                patch(name, &mut schema, &json!({"op": "add", "path": step["path"], "value": value}));
            }
            "swap" => {
                let [a, b] = [0, 1].map(|i| usize::try_from(step["value"][i].as_u64().unwrap()).unwrap());
                let list = schema.pointer_mut(step["path"].as_str().unwrap()).unwrap();
                list.as_array_mut().unwrap().swap(a, b);
            }
            _ => patch(name, &mut schema, step),
        }
    }
    schema
}

/// An independent validator confirms every example document: one set accepts it, and the other refuses it. Returns the
/// number of examples.
pub fn examples_hold(name: &str, comparison: &Comparison, old: &SchemaFiles, new: &SchemaFiles) -> usize {
    let mut held = 0;
    for change in &comparison.changes {
        let Some(Example { kind: Some(kind), value }) = &change.example else { continue };
        let verdicts = [old, new].map(|files| files.of(kind).is_some_and(|schema| accepts(schema, value)));
        let lost = change.judgement == Judgement::Breaking;
        assert_eq!(verdicts, [lost, !lost], "{name}: {kind} {value} for {change:?}");
        held += 1;
    }
    held
}

/// Schemas by the kinds of their documents.
pub struct SchemaFiles(pub BTreeMap<String, Value>);

impl SchemaFiles {
    fn of(&self, kind: &str) -> Option<&Value> {
        let states = |schema: &&Value| {
            let stated = &schema["properties"]["kind"];
            stated["const"] == kind || stated["enum"] == json!([kind])
        };
        self.0.values().find(states)
    }
}

/// Whether a validator accepts it, with and without a check of formats.
fn accepts(schema: &Value, value: &Value) -> bool {
    let [with, without] = [true, false]
        .map(|formats| jsonschema::options().should_validate_formats(formats).build(schema).unwrap().is_valid(value));
    assert_eq!(with, without, "formats decide nothing of {value}");
    with
}

#[test]
fn edits_with_known_answers() {
    let table: Value =
        serde_json::from_str(&fs::read_to_string(folder("compat/tests/comparison/edits.json")).unwrap()).unwrap();
    let file = table["of"].as_str().unwrap();
    let schema = published()[file].clone();
    let (mut wrong, mut examples, mut counts) = (Vec::new(), 0, BTreeMap::<&str, usize>::new());
    let edits = table["edits"].as_array().unwrap();
    for (place, edit) in edits.iter().enumerate() {
        let name = edit["edit"].as_str().unwrap();
        let old = patched(name, &schema, edit.get("before"));
        let new = patched(name, &old, edit.get("patch"));
        let comparison = compare(&set([(file.to_owned(), old.clone())]), &set([(file.to_owned(), new.clone())]), &[]);
        let found = comparison.judgement();
        *counts.entry(found.as_str()).or_default() += 1;
        let gravest = comparison.changes.first();
        let keyword = edit.get("keyword").is_none_or(|k| gravest.is_some_and(|change| *k == change.keyword.as_str()));
        let values = edit.get("values").is_none_or(|v| gravest.is_some_and(|change| *v == json!(change.values)));
        if edit["expected"] != found.as_str() || !keyword || !values {
            wrong.push(format!("{name}: {} and not {}: {:#?}", found.as_str(), edit["expected"], comparison.changes));
        }
        let files = [old, new].map(|schema| SchemaFiles(BTreeMap::from([(file.to_owned(), schema)])));
        // A validator judges the examples of one of eight edits, or of all with `SUITE=whole`.
        if size(place.is_multiple_of(8), true)
            && let [Some(_), Some(_)] = files.each_ref().map(|files| jsonschema::validator_for(&files.0[file]).ok())
        {
            examples += examples_hold(name, &comparison, &files[0], &files[1]);
        }
        // A breaking change has a document that shows it. So has an extending change, unless its extent cannot be
        // decided.
        let shown = |change: &&tongbiao_compat::Change| change.judgement == Judgement::Breaking;
        for change in comparison.changes.iter().filter(shown) {
            let document = change.example.as_ref().is_some_and(|example| example.kind.is_some());
            assert!(document && !change.kinds.is_empty(), "{name}: {change:?}");
        }
    }
    assert!(wrong.is_empty(), "{} of {} edits\n{}", wrong.len(), edits.len(), wrong.join("\n"));
    assert!(edits.len() >= 100 && examples >= size(5, 60), "{} edits, {examples} examples", edits.len());
    println!("{} edits {counts:?}, {examples} example documents as a validator judges them", edits.len());
}

#[test]
fn the_published_set_is_compatible_with_itself_and_its_flavours() {
    let files = published();
    let comparison = compare(&set(files.clone()), &set(files.clone()), &[]);
    assert!(comparison.changes.is_empty() && comparison.only_old.is_empty(), "{:#?}", comparison.changes);
    assert_eq!((comparison.judgement(), comparison.is_allowed()), (Judgement::Compatible, Some(true)));
    assert!(comparison.types.len() > 100 && comparison.kinds.len() == DocumentKind::ALL.len());
    let everything = tongbiao::schema::files(&SchemaOptions::default());
    let of_07 = everything.into_iter().filter_map(|(name, text)| {
        Some((name.strip_prefix("draft-07/")?.to_owned(), serde_json::from_str(&text).unwrap()))
    });
    let comparison = compare(&set(files), &set(of_07), &[]);
    assert_eq!(comparison.judgement(), Judgement::Compatible, "{:#?}", comparison.changes);
}

#[test]
fn kinds_come_and_go() {
    let files = published();
    let mut fewer = files.clone();
    let diagnosis = fewer.remove("diagnosis.schema.json").unwrap();
    let (all, less) = (set(files), set(fewer.clone()));
    let gone = compare(&all, &less, &[]);
    assert_eq!((gone.judgement(), gone.needed()), (Judgement::Breaking, Increase::Major));
    assert_eq!(gone.kinds["diagnosis"], Judgement::Breaking);
    assert_eq!(gone.kinds["receipt"], Judgement::Compatible);
    let example = gone.changes[0].example.as_ref().unwrap();
    assert!(accepts(&diagnosis, &example.value), "{example:?}");
    // A wider kind may replace the removed one. Then no document shows a loss.
    let mut other = diagnosis;
    other["title"] = "AnyDiagnosis".into();
    other["properties"]["kind"] = json!({"type": "string"});
    let wider: Vec<_> = fewer.into_iter().chain([("other.schema.json".to_owned(), other)]).collect();
    let taken = compare(&all, &set(wider), &[]);
    assert_eq!(
        (taken.judgement(), taken.changes[0].example.is_some()),
        (Judgement::Unknown, false),
        "{:?}",
        taken.changes
    );
    let come = compare(&less, &all, &[]);
    assert_eq!((come.judgement(), come.needed()), (Judgement::Extending, Increase::Minor));
    assert!(come.only_new.contains(&"DiagnosisDocument".to_owned()), "{:?}", come.only_new);
}

#[test]
fn a_cause_is_told_once_with_all_that_it_concerns() {
    let files = published();
    let mut changed = files.clone();
    for schema in changed.values_mut() {
        if let Some(date) = schema.pointer_mut("/$defs/Date/pattern") {
            *date = "^2[0-9]{3}-[0-9]{2}-[0-9]{2}$".into();
        }
    }
    let comparison = compare(&set(files.clone()), &set(changed.clone()), &[]);
    let breaking: Vec<_> = comparison.changes.iter().filter(|c| c.judgement == Judgement::Breaking).collect();
    let [cause] = breaking[..] else { panic!("{breaking:#?}") };
    assert_eq!((cause.type_name.as_str(), cause.keyword.as_str()), ("Date", "pattern"));
    assert!(["application", "diagnosis", "receipt"].iter().all(|kind| cause.kinds.contains(&(*kind).to_owned())));
    for user in ["Period", "Receipt", "ReceiptDocument", "Application"] {
        let known = comparison.types.get(user).copied();
        assert!(known.is_none_or(|judgement| judgement == Judgement::Breaking), "{user}");
    }
    assert_eq!(comparison.types["Period"], Judgement::Breaking);
    assert_eq!(comparison.types["Money"], Judgement::Compatible);
    examples_hold("date", &comparison, &SchemaFiles(files), &SchemaFiles(changed));
}

#[test]
fn versions_allow_what_they_say() {
    let old = published();
    let edit = |steps: &Value| {
        let mut files = old.clone();
        let schema = files.get_mut("receipt.schema.json").unwrap();
        *schema = patched("version", schema, Some(steps));
        files.remove("application.schema.json");
        files
    };
    let nothing = json!([{"op": "replace", "path": "/description", "value": "x"}]);
    let more = json!([{"op": "add", "path": "/properties/barcode", "value": {"type": "string"}}]);
    let less = json!([{"op": "remove", "path": "/properties/note"}]);
    let base = set(edit(&json!([])));
    for (steps, version, allowed) in [
        (&nothing, "1.0", true),
        (&nothing, "1.0.1", true),
        (&nothing, "0.9", false),
        (&more, "1.0.1", false),
        (&more, "1.1", true),
        (&more, "2.0", true),
        (&less, "1.0", false),
        (&less, "1.1", false),
        (&less, "2.0", true),
    ] {
        let new = set(edit(steps)).with_version(version.parse().ok());
        assert_eq!(compare(&base, &new, &[]).is_allowed(), Some(allowed), "{steps} as {version}");
    }
    // The new version in every document is not a change of content.
    let mut newer = edit(&more);
    for schema in newer.values_mut() {
        schema["properties"]["standard"]["const"] = "1.1".into();
    }
    let comparison = compare(&base, &set(newer), &[]);
    assert!(comparison.is_restated && comparison.is_allowed() == Some(true), "{:#?}", comparison.changes);
    assert_eq!(comparison.judgement(), Judgement::Extending);
}

#[test]
fn labels_settle_what_is_unknown_and_nothing_else() {
    let old = published().remove("receipt.schema.json").unwrap();
    let steps = json!([{"op": "add", "path": "/$defs/Instant/format", "value": "date-time"}]);
    let new = patched("label", &old, Some(&steps));
    let [old, new] = [old, new].map(|schema| set([("receipt.schema.json".to_owned(), schema)]));
    let compared = |label: Value| compare(&old, &new, &ChangeLabel::list(&json!({"labels": [label]})).unwrap());
    let label = json!({"type": "Instant", "pointer": "", "keyword": "format", "new": "date-time",
        "judgement": "compatible", "reason": {"zh": "格式已由 pattern 规定", "en": "the pattern says all of it"}});
    let settled = compared(label.clone());
    assert_eq!((settled.judgement(), settled.is_allowed()), (Judgement::Compatible, Some(true)));
    assert_eq!(settled.changes[0].settled.as_ref().unwrap().en, "the pattern says all of it");
    assert!(settled.unused_labels.is_empty());
    for (member, value) in [("type", "Date"), ("pointer", "/x"), ("keyword", "pattern"), ("new", "time")] {
        let mut label = label.clone();
        label[member] = value.into();
        let unsettled = compared(label);
        assert_eq!((unsettled.judgement(), unsettled.unused_labels.len()), (Judgement::Unknown, 1), "{member}");
    }
    // A label does not override a proven result.
    let label = json!({"type": "Instant", "pointer": "", "keyword": "maxLength", "judgement": "compatible", "reason": {"zh": "无", "en": "no"}});
    let labels = ChangeLabel::list(&json!({"labels": [label]})).unwrap();
    let mut narrow = published().remove("receipt.schema.json").unwrap();
    narrow["$defs"]["Instant"]["maxLength"] = 25.into();
    let comparison = compare(&old, &set([("receipt.schema.json".to_owned(), narrow)]), &labels);
    assert_eq!((comparison.judgement(), comparison.unused_labels.len()), (Judgement::Breaking, 1));
}

#[test]
fn a_label_settles_one_change() {
    let receipt = published().remove("receipt.schema.json").unwrap();
    let with = |not: &str, multiple: u32, more: &str| {
        let value = json!({"const": not});
        let steps = json!([{"op": "add", "path": "/$defs/RecordNumber/not", "value": value},
            {"op": "add", "path": "/$defs/RecordNumber/multipleOf", "value": multiple},
            {"op": "add", "path": "/$defs/RecordNumber/maxLength", "value": more.len()}]);
        set([("receipt.schema.json".to_owned(), patched("label", &receipt, Some(&steps)))])
    };
    let old = with("a", 1, "1234");
    let label = json!({"type": "RecordNumber", "pointer": "", "keyword": "not", "old": {"const": "a"}, "new": {"const": "b"},
        "judgement": "compatible", "reason": {"zh": "无此号", "en": "there is no such number"}});
    let labels = ChangeLabel::list(&json!({"labels": [label]})).unwrap();
    for (new, expected) in [
        (with("b", 1, "1234"), Judgement::Compatible),
        // Another change of the same keyword, another keyword, and an additional bound.
        (with("c", 1, "1234"), Judgement::Unknown),
        (with("b", 2, "1234"), Judgement::Unknown),
        (with("b", 1, "123"), Judgement::Unknown),
    ] {
        let comparison = compare(&old, &new, &labels);
        assert_eq!(comparison.judgement(), expected, "{:#?}", comparison.changes);
    }
}

#[test]
fn what_is_no_set_is_refused() {
    let file = |schema: Value| SchemaSet::new([("a.json".to_owned(), schema)]).map(|_| ());
    let not = Err(Unusable::NotASchema { file: "a.json".to_owned() });
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    for schema in [
        json!(1),
        json!({}),
        json!({"$schema": 3}),
        json!({"$schema": "https://w3id.org/tongbiao/1.0/receipt.schema.json"}),
        json!({"$schema": "http://json-schema.org/draft-04/schema#"}),
        json!({"$schema": dialect, "$defs": []}),
    ] {
        assert_eq!(file(schema.clone()), not, "{schema}");
    }
    assert_eq!(file(json!({"$schema": dialect})), Ok(()));
    let two = [("a", json!({"type": "string"})), ("b", json!({"type": "integer"}))];
    let two = two.map(|(name, schema)| (name.to_owned(), json!({"$schema": dialect, "$defs": {"X": schema}})));
    let refused = Err(Unusable::TwoMeanings { file: "b".to_owned(), name: "X".to_owned() });
    assert_eq!(SchemaSet::new(two).map(|_| ()), refused);
}

/// Hostile schemas. The comparison must not take long, overflow the stack or report one as compatible with another.
#[test]
fn hostile_schemas() {
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    let schema = |root: Value, defs: Value| {
        let mut root = root;
        root["$schema"] = dialect.into();
        root["$defs"] = defs;
        set([("x".to_owned(), root)])
    };
    let chain = |length: usize, last: Value| -> Value {
        let link = |i| {
            (
                format!("A{i}"),
                json!({"type": "object", "required": ["a"],
            "properties": {"a": {"$ref": format!("#/$defs/A{}", i + 1)}}}),
            )
        };
        (0..length).map(link).chain([(format!("A{length}"), last)]).collect()
    };
    let doubling = |last: Value| -> Value {
        let link = |i| {
            let next = json!({"$ref": format!("#/$defs/A{}", i + 1)});
            (format!("A{i}"), json!({"oneOf": [next, next]}))
        };
        (0..60).map(link).chain([("A60".to_owned(), last)]).collect()
    };
    let wide = |more: usize| -> Value {
        let codes: Vec<Value> = (0..size(2_000, 30_000) + more).map(|i| json!({"const": i.to_string()})).collect();
        json!({"A0": {"oneOf": codes}})
    };
    let fat = |last: Value| -> Value {
        let link = |i: usize| {
            let place = json!({"$ref": format!("#/$defs/A{}", i + 1)});
            let members: serde_json::Map<_, _> = (0..10).map(|m| (m.to_string(), place.clone())).collect();
            let names: Vec<_> = members.keys().cloned().collect();
            (format!("A{i}"), json!({"type": "object", "required": names, "properties": members}))
        };
        (0..30).map(link).chain([("A30".to_owned(), last)]).collect()
    };
    let root = json!({"$ref": "#/$defs/A0"});
    let (text, number) = (json!({"type": "string"}), json!({"type": "integer"}));
    let looped = |length: u64| {
        json!({"A0": {"$ref": "#/$defs/A1"}, "A1": {"allOf": [{"$ref": "#/$defs/A0"}]},
        "A2": {"type": "string", "maxLength": length}})
    };
    let endless = |max: u64| {
        json!({"A0": {"type": "object", "required": ["a"], "properties":
        {"a": {"$ref": "#/$defs/A0"}, "b": {"type": "integer", "maximum": max}}}})
    };
    let anything = |items: Value| json!({"A0": {"type": "array", "items": items}});
    let huge = |max: u64| {
        json!({"A0": {"type": "string", "maxLength": max, "minLength": 4_000_000_000_u64},
        "A1": {"type": "array", "minItems": 4_000_000_000_u64, "maxItems": max}})
    };
    let pattern = |times: usize| json!({"A0": {"type": "string", "pattern": format!("^[ab]*a[ab]{{{times}}}$")}});
    for (name, old, new, expected) in [
        ("chain", chain(20_000, text.clone()), chain(20_000, number.clone()), Judgement::Unknown),
        ("doubling", doubling(text.clone()), doubling(number.clone()), Judgement::Breaking),
        ("wide", wide(0), wide(1), Judgement::Extending),
        ("wide, less", wide(1), wide(0), Judgement::Breaking),
        ("fat", fat(text.clone()), fat(number), Judgement::Unknown),
        ("loop of references", looped(9), looped(8), Judgement::Breaking),
        ("no end", endless(9), endless(8), Judgement::Unknown),
        ("anything", anything(json!(true)), anything(root.clone()), Judgement::Breaking),
        ("anything, back", anything(root.clone()), anything(json!(true)), Judgement::Extending),
        ("huge bounds", huge(4_000_000_009), huge(4_000_000_008), Judgement::Unknown),
        ("hard patterns", pattern(25), pattern(26), Judgement::Unknown),
    ] {
        // A complete comparison of this one would not end.
        let comparison = compare(&schema(root.clone(), old), &schema(root.clone(), new), &[]);
        assert_eq!(comparison.judgement(), expected, "{name}: {:#.2000?}", comparison.changes.first());
    }
}
