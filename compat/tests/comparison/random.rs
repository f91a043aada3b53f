//! Random edits of the published schemas: the result of the comparison agrees with thousands of documents.

use crate::edits::{SchemaFiles, examples_hold, published, set};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tongbiao::document::DocumentKind;
use tongbiao_compat::{Judgement, compare};
use tongbiao_testkit::{
    mutant::{Mutator, seeds, thinned},
    patch::pointers,
    random::Random,
    size::size,
};

const FILE: &str = "receipt.schema.json";

/// Makes a change in a schema: a usual one, or one that no author would make.
fn edit(schema: &mut Value, random: &mut Random) {
    let places: Vec<String> = pointers(schema).into_iter().filter(|place| !place.contains("/description")).collect();
    let place = random.pick(&places).clone();
    let target = schema.pointer(&place).unwrap().clone();
    let member = place.rsplit('/').next().unwrap().to_owned();
    let other = random.pick(&places).as_str();
    let other = schema.pointer(other).unwrap().clone();
    let put = |schema: &mut Value, value: Value| *schema.pointer_mut(&place).unwrap() = value;
    match (&target, random.below(6)) {
        (Value::Number(number), _) => {
            let number = number.as_i64().unwrap();
            let new = [number + 1, number - 1, number * 2, number / 2, 0, 1][random.below(6)];
            put(schema, new.max(0).into());
        }
        (Value::Bool(value), _) => put(schema, (!value).into()),
        (Value::String(text), choice) if member == "pattern" => {
            let new = match choice {
                0 => text.replacen("[0-9]", "[0-8]", 1),
                1 => text.replacen("[0-9]", "[0-9A]", 1),
                2 => text.replacen("[0-9]", "\\d", 1),
                3 => text.replacen("[1-9]", "[0-9]", 1),
                4 => format!("^(?:{})$", text.trim_start_matches('^').trim_end_matches('$')),
                _ => text.replacen(")?", ")", 1),
            };
            put(schema, new.into());
        }
        (Value::String(text), 0..3) if member == "const" => put(schema, format!("{text}x").into()),
        (Value::String(_), 0..3) if member == "type" => {
            put(
                schema,
                [json!("string"), json!("integer"), json!(["string", "null"]), json!("object")][random.below(4)]
                    .clone(),
            );
        }
        (Value::String(_), _) if member == "$ref" => {
            if other.is_string() && other.as_str().unwrap().starts_with("#/") {
                put(schema, other);
            } else {
                let names: Vec<String> = schema["$defs"].as_object().unwrap().keys().cloned().collect();
                put(schema, format!("#/$defs/{}", random.pick(&names)).into());
            }
        }
        (Value::Array(items), choice) if !items.is_empty() => {
            let mut items = items.clone();
            match choice {
                0..3 => drop(items.remove(random.below(items.len()))),
                3 if member == "required" => items.push(json!("note")),
                4 if member == "oneOf" => items.push(json!({"const": "something-new"})),
                _ => items.rotate_left(1),
            }
            put(schema, items.into());
        }
        (Value::Object(members), choice) if !members.is_empty() => {
            let names: Vec<String> = members.keys().cloned().collect();
            let mut members = members.clone();
            let name = random.pick(&names).clone();
            match choice {
                0 | 1 if name != "$schema" => drop(members.remove(&name)),
                2 if member == "properties" => drop(members.insert("added".to_owned(), json!({"type": "string"}))),
                3 => drop(members.insert("maxLength".to_owned(), random.below(12).into())),
                4 => drop(members.insert("minLength".to_owned(), random.below(12).into())),
                5 if other.is_object() && members.contains_key("type") => {
                    members.extend(other.as_object().unwrap().clone())
                }
                _ => drop(members.insert("uniqueItems".to_owned(), true.into())),
            }
            put(schema, members.into());
        }
        _ => {}
    }
}

fn documents(count: usize, schema: &Value, random: &mut Random) -> Vec<Value> {
    let seeds = seeds(DocumentKind::Receipt);
    let mutator = Mutator::of(schema);
    let mutant = |_| {
        let mut json = thinned(random.pick(&seeds), &mutator.required, random);
        for _ in 0..random.below(3) {
            mutator.mutate(&mut json, random);
        }
        json
    };
    (0..count).map(mutant).collect()
}

#[test]
fn verdicts_agree_with_samples() {
    // The number of edited schemas to compare, and the number of sampled documents for each.
    let (edits, count) = (size(10, 200), size(200, 1000));
    let schema = published().remove(FILE).unwrap();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let documents = documents(count, &schema, &mut random);
    let validator = |schema: &Value| {
        let built = std::panic::catch_unwind(|| jsonschema::options().should_validate_formats(false).build(schema));
        built.ok()?.ok()
    };
    let verdicts = |validator: &jsonschema::Validator| -> Vec<bool> {
        documents.iter().map(|document| validator.is_valid(document)).collect()
    };
    let before = verdicts(&validator(&schema).unwrap());
    let accepted = before.iter().filter(|verdict| **verdict).count();
    assert!(accepted > count / 3 && accepted < count, "{accepted} accepted");
    let old = set([(FILE.to_owned(), schema.clone())]);
    let old_files = SchemaFiles(BTreeMap::from([(FILE.to_owned(), schema.clone())]));
    let (mut counts, mut examples, mut sampled) = (BTreeMap::<&str, usize>::new(), 0, BTreeMap::<&str, usize>::new());
    for round in 0..edits {
        let mut edited = schema.clone();
        for _ in 0..=random.below(3) {
            edit(&mut edited, &mut random);
        }
        // An edit that is not a valid schema is skipped.
        let Some(new_validator) = validator(&edited) else { continue };
        if edited["properties"]["kind"]["const"] != "receipt" {
            continue;
        }
        let new = set([(FILE.to_owned(), edited.clone())]);
        let comparison = compare(&old, &new, &[]);
        let judgement = comparison.kinds["receipt"];
        *counts.entry(judgement.as_str()).or_default() += 1;
        let name = format!("edit {round}: {}", difference(&schema, &edited));
        examples +=
            examples_hold(&name, &comparison, &old_files, &SchemaFiles(BTreeMap::from([(FILE.to_owned(), edited)])));
        let after = verdicts(&new_validator);
        let lost = before.iter().zip(&after).position(|(old, new)| *old && !new);
        let gained = before.iter().zip(&after).position(|(old, new)| !old && *new);
        if let Some(lost) = lost {
            *sampled.entry("lost").or_default() += 1;
            assert!(judgement >= Judgement::Unknown, "{name}: {} lost {}", judgement.as_str(), documents[lost]);
        }
        if let Some(gained) = gained {
            *sampled.entry("gained").or_default() += 1;
            assert!(judgement > Judgement::Compatible, "{name}: gained {}", documents[gained]);
        }
    }
    println!("{counts:?}; samples saw {sampled:?}; {examples} example documents; {count} documents each");
    assert!(counts.len() == 4 && counts.values().sum::<usize>() > edits / 2, "{counts:?}");
    assert!(examples > edits / 3, "{examples} examples");
}

/// The places where two schemas differ.
fn difference(old: &Value, new: &Value) -> String {
    let places = |a: &Value, b: &Value| -> Vec<String> {
        pointers(a).into_iter().filter(|place| a.pointer(place) != b.pointer(place)).collect()
    };
    let mut all = places(old, new);
    all.extend(places(new, old));
    all.sort_by_key(String::len);
    all.iter()
        .rev()
        .take(4)
        .map(|place| format!("{place}: {:.200}", new.pointer(place).unwrap_or(&Value::Null)))
        .collect::<Vec<_>>()
        .join("; ")
}
