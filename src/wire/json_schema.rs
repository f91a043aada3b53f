//! The JSON Schema of each category of wire types.

use super::{CodeList, Member, Record, Union, Word};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// The lines of a documentation as one text.
fn description(docs: &[&str]) -> String {
    let lines: Vec<_> = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()).collect();
    lines.join("\n")
}

/// An object type. It is closed, and every member has a description.
pub fn record_schema(record: &Record, generator: &mut SchemaGenerator) -> Schema {
    let mut schema = json_schema!({"title": record.name, "description": description(record.docs), "type": "object"});
    members(&mut schema, record.members, generator, None);
    schema
}

/// A whole document: the members of the envelope and those of the record, in one closed object.
pub(crate) fn document_schema(
    name: &str,
    envelope: &[Member],
    record: &Record,
    generator: &mut SchemaGenerator,
) -> Schema {
    let mut schema = json_schema!({"title": name, "description": description(record.docs), "type": "object"});
    members(&mut schema, envelope.iter().chain(record.members), generator, None);
    schema
}

/// The properties of an object: its members, and the tag of a union.
fn members<'a>(
    schema: &mut Schema,
    members: impl IntoIterator<Item = &'a Member>,
    generator: &mut SchemaGenerator,
    tag: Option<(&str, Value)>,
) {
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some((name, constant)) = tag {
        properties.insert(name.to_owned(), constant);
        required.push(Value::from(name));
    }
    for member in members {
        properties.insert(member.name.to_owned(), described((member.schema)(generator), member.docs));
        if member.required {
            required.push(member.name.into());
        }
    }
    schema.insert("properties".to_owned(), properties.into());
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    schema.insert("additionalProperties".to_owned(), false.into());
}

/// The schema of a member with the member's own description.
///
/// A reference is placed inside `allOf`, because type generators lose the name of a reference that has siblings.
fn described(schema: Schema, docs: &[&str]) -> Value {
    let schema = schema.to_value();
    let mut members = match schema {
        Value::Object(members) if !members.contains_key("$ref") => members,
        Value::Bool(_) => Map::new(),
        reference => Map::from_iter([("allOf".to_owned(), json!([reference]))]),
    };
    members.insert("description".to_owned(), description(docs).into());
    members.into()
}

/// A tagged union. Its alternatives are inline, each with the tag as a constant, so that type generators produce a
/// tagged union.
pub fn union_schema(union: &Union, generator: &mut SchemaGenerator) -> Schema {
    let variants: Vec<Value> = union
        .variants
        .iter()
        .map(|variant| {
            let mut schema = json_schema!({
                "title": format!("{}{}", union.name, variant.name),
                "description": description(variant.docs),
                "type": "object",
            });
            let tag = json!({"const": variant.code, "description": description(variant.docs)});
            members(&mut schema, variant.record.members, generator, Some((union.tag, tag)));
            schema.to_value()
        })
        .collect();
    json_schema!({"title": union.name, "description": description(union.docs), "oneOf": variants})
}

/// A closed list of codes, each with its meaning.
pub fn code_list_schema(list: &CodeList) -> Schema {
    let head = format!("{}\n\n来源 Source: {}", description(list.docs), list.source);
    if let [only] = list.codes {
        return json_schema!({"title": list.name, "description": head, "const": only.code});
    }
    let codes: Vec<Value> =
        list.codes.iter().map(|code| json!({"const": code.code, "description": description(code.docs)})).collect();
    json_schema!({"title": list.name, "description": head, "oneOf": codes})
}

/// A string of a certain form.
pub fn word_schema(word: &Word) -> Schema {
    let mut schema = json_schema!({"type": "string", "pattern": word.pattern, "maxLength": word.length.max});
    if word.length.min > 0 {
        schema.insert("minLength".to_owned(), word.length.min.into());
    }
    if let Some(format) = word.format {
        schema.insert("format".to_owned(), format.into());
    }
    if !word.name.is_empty() {
        schema.insert("title".to_owned(), word.name.into());
        schema.insert("description".to_owned(), description(word.docs).into());
        schema.insert("examples".to_owned(), json!([word.example]));
    }
    schema
}
