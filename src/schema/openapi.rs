//! The schemas as components of an OpenAPI 3.1 document.

use super::{
    bundle::{ANY, DESCRIPTION, Parts},
    reference::redirected,
};
use crate::document::Standard;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The name of the file.
pub(super) const FILE: &str = "openapi.json";

/// The path of the components.
const SCHEMAS: &str = "#/components/schemas/";

/// A document without paths. An interface can refer to its components.
pub(super) fn document() -> Value {
    let mut components = Components::default();
    let Parts { documents, definitions } = Parts::gathered();
    for (name, schema) in definitions {
        components.add(&name, schema);
    }
    components.add(ANY, json!({"title": ANY, "description": DESCRIPTION, "oneOf": documents}));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "童标 tongbiao",
            "version": Standard::V1_0.as_str(),
            "summary": "重病儿童救助数据标准 · Data standard for the relief of seriously ill children",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": {},
        "components": {"schemas": components.0},
    })
}

/// Schemas by name. A discriminator requires named alternatives, so the alternatives of a union become components too.
#[derive(Default)]
struct Components(Map<String, Value>);

impl Components {
    fn add(&mut self, name: &str, schema: Value) {
        let Value::Object(mut members) = redirected(schema, SCHEMAS) else { return };
        if let Some(Value::Array(variants)) = members.remove("oneOf") {
            let alternatives = match tag(&variants) {
                Some(tag) => self.discriminated(&tag, variants, &mut members),
                None => variants,
            };
            members.insert("oneOf".to_owned(), alternatives.into());
        }
        self.0.insert(name.to_owned(), members.into());
    }

    /// Adds the alternatives as components and returns references to them.
    fn discriminated(&mut self, tag: &str, variants: Vec<Value>, union: &mut Map<String, Value>) -> Vec<Value> {
        let mut mapping = Map::new();
        let mut references = Vec::new();
        for variant in variants {
            let code = constant(&variant, tag).unwrap_or_default().to_owned();
            let title = variant.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
            let reference = format!("{SCHEMAS}{title}");
            mapping.insert(code, reference.as_str().into());
            references.push(json!({"$ref": reference}));
            self.0.insert(title, variant);
        }
        union.insert("discriminator".to_owned(), json!({"propertyName": tag, "mapping": mapping}));
        references
    }
}

/// The member that distinguishes titled alternatives: required in each, with a different constant in each.
fn tag(variants: &[Value]) -> Option<String> {
    let (first, others) = variants.split_first()?;
    let titled = variants.iter().all(|variant| variant.get("title").is_some_and(Value::is_string));
    let mut names = first.get("properties")?.as_object()?.keys();
    let tells = |name: &&String| {
        let codes: Option<BTreeSet<&str>> = variants.iter().map(|variant| constant(variant, name)).collect();
        codes.is_some_and(|codes| codes.len() == others.len() + 1)
    };
    names.find(tells).filter(|_| titled).cloned()
}

/// The constant of a required member.
fn constant<'a>(schema: &'a Value, member: &str) -> Option<&'a str> {
    let required = schema.get("required")?.as_array()?;
    let constant = schema.get("properties")?.get(member)?.get("const")?.as_str()?;
    required.iter().any(|name| name == member).then_some(constant)
}
