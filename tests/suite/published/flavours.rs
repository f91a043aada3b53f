//! Every flavour of the schemas gives the same verdict as the default flavour.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tongbiao::{
    document::DocumentKind,
    schema::{Flavour, SchemaOptions, files, schema_value},
};
use tongbiao_testkit::{
    files::case_files,
    mutant::{Mutator, seeds, thinned},
    random::Random,
    size::size,
    twin::twins,
};

/// Every published file as JSON.
fn published() -> BTreeMap<String, Value> {
    let files = files(&SchemaOptions::default()).into_iter();
    files.map(|(name, text)| (name, serde_json::from_str(&text).unwrap())).collect()
}

/// The schema of a kind in a flavour, as a separate schema.
fn schema_of(kind: DocumentKind, flavour: Flavour, published: &BTreeMap<String, Value>) -> Value {
    let file = published[&flavour.file_of(kind)].clone();
    match flavour {
        Flavour::OpenApi => {
            let title = &schema_value(kind, &SchemaOptions::default())["title"];
            let reference = format!("#/components/schemas/{}", title.as_str().unwrap());
            json!({"$schema": Flavour::Draft2020.dialect(), "$ref": reference, "components": file["components"]})
        }
        _ => file,
    }
}

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// The validators of one kind by flavour. The bundle and the schema for documents of any kind validate all kinds.
struct Judges {
    of_kind: BTreeMap<&'static str, Vec<(&'static str, jsonschema::Validator)>>,
    of_all: Vec<(&'static str, jsonschema::Validator)>,
}

impl Judges {
    fn new() -> Self {
        let published = published();
        let of_kind = DocumentKind::ALL.iter().map(|kind| {
            let flavours = Flavour::ALL.iter().filter(|flavour| **flavour != Flavour::Bundle);
            let of_flavour = |flavour: &Flavour| (flavour.as_str(), validator(&schema_of(*kind, *flavour, &published)));
            (kind.as_str(), flavours.map(of_flavour).collect())
        });
        let any = json!({"$schema": Flavour::Draft2020.dialect(), "$ref": "#/components/schemas/TongbiaoDocument",
            "components": published["openapi.json"]["components"]});
        Self {
            of_kind: of_kind.collect(),
            of_all: vec![("bundle", validator(&published["tongbiao.schema.json"])), ("openapi any", validator(&any))],
        }
    }

    /// Validates a document with all validators. Each must give the verdict of the default schema of the kind.
    fn judge(&self, json: &Value) -> bool {
        let mut any = false;
        for (kind, flavours) in &self.of_kind {
            let (usual, others) = flavours.split_first().unwrap();
            assert_eq!(usual.0, "2020-12");
            let expected = usual.1.is_valid(json);
            for (flavour, judge) in others {
                assert_eq!(judge.is_valid(json), expected, "{flavour} of {kind}: {json}");
            }
            any |= expected;
        }
        for (flavour, judge) in &self.of_all {
            assert_eq!(judge.is_valid(json), any, "{flavour}: {json}");
        }
        any
    }
}

#[test]
fn every_case_and_every_damaged_twin() {
    let judges = Judges::new();
    let cases = case_files();
    assert!(cases.iter().all(|case| judges.judge(&case.json)), "cases are accepted");
    let twins: Vec<Value> = twins().iter().filter_map(|twin| serde_json::from_slice(&twin.bytes).ok()).collect();
    let accepted = twins.iter().filter(|twin| judges.judge(twin)).count();
    assert!(twins.len() > 100 && accepted > 0 && accepted < twins.len(), "{accepted} of {}", twins.len());
    println!("{} cases, {} damaged twins, {accepted} of them accepted by schemas", cases.len(), twins.len());
}

#[test]
fn mutants() {
    // The number for each kind.
    let mutants = size(100, 10_000);
    let judges = Judges::new();
    for kind in DocumentKind::ALL {
        let seeds = seeds(*kind);
        let mutator = Mutator::of(&schema_value(*kind, &SchemaOptions::default()));
        let mut random = Random(0x51_7C_C1_B7_27_22_0A_95);
        let mut accepted = 0;
        for _ in 0..mutants {
            let mut json = thinned(random.pick(&seeds), &mutator.required, &mut random);
            for _ in 0..random.below(3) {
                mutator.mutate(&mut json, &mut random);
            }
            accepted += usize::from(judges.judge(&json));
        }
        assert!(accepted > mutants / 20 && accepted < mutants * 19 / 20, "{accepted} of {mutants} accepted");
        println!("{kind}: {mutants} mutants, {accepted} accepted, no flavour disagrees");
    }
}

/// Every schema inside a schema.
fn visit(schema: &Value, see: &mut impl FnMut(&Map<String, Value>)) {
    let Value::Object(members) = schema else { return };
    see(members);
    for (name, value) in members {
        match (name.as_str(), value) {
            ("properties" | "$defs" | "definitions" | "schemas", Value::Object(inner)) => {
                inner.values().for_each(|schema| visit(schema, see));
            }
            ("oneOf" | "allOf", Value::Array(inner)) => inner.iter().for_each(|schema| visit(schema, see)),
            ("items" | "additionalProperties" | "propertyNames", schema) => visit(schema, see),
            _ => {}
        }
    }
}

#[test]
fn each_is_what_it_says() {
    let published = published();
    for flavour in Flavour::ALL {
        for name in flavour.file_names() {
            let file = &published[&name];
            if *flavour == Flavour::OpenApi {
                assert_eq!((&file["openapi"], &file["paths"]), (&json!("3.1.0"), &json!({})));
                continue;
            }
            assert_eq!(file["$schema"], flavour.dialect(), "{name}");
            let id = (*flavour != Flavour::NoId).then(|| json!(format!("https://w3id.org/tongbiao/1.0/{name}")));
            assert_eq!(file.get("$id"), id.as_ref(), "{name}");
            jsonschema::meta::validate(file).unwrap();
            visit(file, &mut |members| {
                let old = *flavour == Flavour::Draft07;
                assert!(!old || !members.contains_key("$defs"), "{name}: `definitions` is the word of draft-07");
                assert!(!members.contains_key("$ref") || members.len() == 1, "{name}: a reference has no siblings");
            });
        }
    }
    let listed = published["index.json"]["flavours"].as_array().unwrap().iter();
    let listed: Vec<&Value> = listed.flat_map(|entry| entry["files"].as_array().unwrap()).collect();
    assert!(listed.iter().all(|name| published.contains_key(name.as_str().unwrap())), "what is listed is there");
    assert_eq!(
        listed.len() + 5,
        published.len(),
        "what is there is listed, apart from labels, codes, facts, names and the index"
    );
}

#[test]
fn one_name_is_one_type_in_all_kinds() {
    let mut types = BTreeMap::<String, Value>::new();
    for kind in DocumentKind::ALL {
        let schema = schema_value(*kind, &SchemaOptions::default());
        let title = schema["title"].as_str().unwrap().to_owned();
        assert!(types.insert(title, Value::Null).is_none(), "{kind}: no other type has its name");
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            let known = types.entry(name.clone()).or_insert_with(|| definition.clone());
            assert_eq!(known, definition, "{kind}: {name} is another type elsewhere");
        }
    }
}

#[test]
fn every_tagged_union_has_a_discriminator() {
    let published = published();
    let components = published["openapi.json"]["components"]["schemas"].as_object().unwrap();
    let (mut unions, mut variants) = (0, 0);
    for (name, component) in components {
        let alternatives = component["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
        let codes = alternatives.iter().all(|alternative| alternative.get("const").is_some());
        if codes {
            assert!(component.get("discriminator").is_none(), "{name}");
            continue;
        }
        unions += 1;
        let mapping = component["discriminator"]["mapping"].as_object().unwrap();
        let tag = component["discriminator"]["propertyName"].as_str().unwrap();
        assert_eq!(mapping.len(), alternatives.len(), "{name}: every alternative has its code");
        for (code, target) in mapping {
            assert!(alternatives.contains(&json!({"$ref": target})), "{name}: {code}");
            let variant = &components[target.as_str().unwrap().trim_start_matches("#/components/schemas/")];
            assert_eq!(variant["properties"][tag]["const"], code.as_str(), "{name}: {code}");
            variants += 1;
        }
        assert!(!component.to_string().contains("$defs"), "{name}: references lead to components");
    }
    let whole = &published["tongbiao.schema.json"];
    let definitions = whole["$defs"].as_object().unwrap().len();
    assert_eq!(components.len(), definitions + variants + 1, "no component took another's name");
    assert!(unions >= 5 && variants >= 20, "{unions} unions, {variants} variants");
    println!("{unions} unions, {variants} variants, {} components", components.len());
}
