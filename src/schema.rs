//! The published files: JSON Schemas of the documents, labels of every member and code, the codes of findings.
//!
//! One function generates every file. The command-line tool writes them, and a test compares them with those in `schemas/`. The
//! schemas exist in several [flavours](Flavour) that accept the same documents.

mod bundle;
mod draft07;
mod flavour;
mod openapi;
mod published;
mod reference;

pub use flavour::Flavour;
pub use published::files;

use crate::{
    adjudication::Adjudication,
    catalogue,
    document::{Body, Document, DocumentKind, Standard},
    finding::{Rule, Severity},
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    record::{application::Application, diagnosis::Diagnosis, receipt::Receipt},
    report::{CategoryCode, FindingsReport, SeverityCode},
    wire::{CodeChoice, CodeList, Label, Member, Record, Shape, Union, Wire, nearest},
};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fmt::Write as _};

/// The default address of the published schemas. It is a permanent identifier that redirects.
pub const BASE: &str = "https://w3id.org/tongbiao/1.0/";

/// Options for generating the schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaOptions {
    /// The base address of the schemas, with a slash at its end.
    pub base: String,
    /// Whether each schema has an `$id`. Some tools cannot read schemas that have one.
    pub with_id: bool,
}

impl Default for SchemaOptions {
    fn default() -> Self {
        Self { base: BASE.to_owned(), with_id: true }
    }
}

impl SchemaOptions {
    /// Schemas without `$id`.
    fn without_id() -> Self {
        Self { with_id: false, ..Self::default() }
    }
}

/// The file name of the schema of a kind.
pub fn file_name(kind: DocumentKind) -> String {
    format!("{kind}.schema.json")
}

/// The schema of a kind of document: JSON Schema 2020-12, self-contained.
pub fn schema(kind: DocumentKind, options: &SchemaOptions) -> String {
    written(&schema_value(kind, options))
}

/// The schema of a kind of document as a JSON value.
pub fn schema_value(kind: DocumentKind, options: &SchemaOptions) -> Value {
    fn of<T: Body>() -> Value {
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Document<T>>().to_value()
    }
    let mut schema = match kind {
        DocumentKind::Application => of::<Application>(),
        DocumentKind::Diagnosis => of::<Diagnosis>(),
        DocumentKind::Receipt => of::<Receipt>(),
        DocumentKind::Programme => of::<Programme>(),
        DocumentKind::Plan => of::<ReliefPlan>(),
        DocumentKind::Adjudication => of::<Adjudication>(),
        DocumentKind::JointAdjudication => of::<JointAdjudication>(),
        DocumentKind::Findings => of::<FindingsReport>(),
    };
    if let (Some(root), true) = (schema.as_object_mut(), options.with_id) {
        root.insert("$id".to_owned(), format!("{}{}", options.base, file_name(kind)).into());
    }
    schema
}

/// The schema of any wire type: JSON Schema 2020-12, self-contained. For requests and replies between programs, which are not
/// documents.
///
/// # Example
/// ```
/// use tongbiao::{report::Counts, schema::schema_of};
///
/// let schema = schema_of::<Counts>("https://charity.example/counts.schema.json", "Counts");
/// assert!(schema.contains("\"required\": ["));
/// ```
pub fn schema_of<T: Wire>(id: &str, title: &str) -> String {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("$id".to_owned(), id.into());
        root.insert("title".to_owned(), title.into());
    }
    written(&schema)
}

/// The labels and the privacy class of every member, and the labels of every code, by JSON Pointer into the schema.
fn labels() -> Value {
    let mut documents = Map::new();
    for kind in DocumentKind::ALL {
        let mut walk = Walk::default();
        let (name, envelope, record) = root_of(*kind);
        walk.members("", name, envelope.iter().chain(record.members));
        documents.insert(file_name(*kind), Value::Object(walk.labels.into_iter().collect()));
    }
    json!({"standard": Standard::V1_0.as_str(), "labels": documents})
}

fn root_of(kind: DocumentKind) -> (&'static str, &'static [Member], &'static Record) {
    fn of<T: Body>() -> (&'static str, &'static [Member], &'static Record) {
        (T::NAME, T::ENVELOPE, T::RECORD)
    }
    match kind {
        DocumentKind::Application => of::<Application>(),
        DocumentKind::Diagnosis => of::<Diagnosis>(),
        DocumentKind::Receipt => of::<Receipt>(),
        DocumentKind::Programme => of::<Programme>(),
        DocumentKind::Plan => of::<ReliefPlan>(),
        DocumentKind::Adjudication => of::<Adjudication>(),
        DocumentKind::JointAdjudication => of::<JointAdjudication>(),
        DocumentKind::Findings => of::<FindingsReport>(),
    }
}

/// A walk over the shapes of a document; each shape is visited once.
#[derive(Default)]
struct Walk {
    labels: BTreeMap<String, Value>,
    lists: BTreeMap<&'static str, &'static CodeList>,
    unions: BTreeMap<&'static str, &'static Union>,
}

impl Walk {
    fn members<'a>(&mut self, at: &str, _name: &str, members: impl Iterator<Item = &'a Member>) {
        for member in members {
            let place = format!("{at}/properties/{}", member.name);
            let Label { zh, en } = member.label;
            let entry = json!({"zh": zh, "en": en, "privacy": member.privacy.as_str()});
            if self.labels.insert(place, entry).is_none() {
                self.shape(member.shape);
            }
        }
    }

    fn shape(&mut self, shape: &'static Shape) {
        match shape {
            Shape::Record(record) => {
                let at = format!("/$defs/{}", record.name);
                if self.labels.insert(at.clone(), labelled(record.label)).is_none() {
                    self.members(&at, record.name, record.members.iter());
                }
            }
            Shape::Union(union) => self.union(union),
            Shape::Code(list) => self.code_list(list),
            Shape::Word(word) if !word.name.is_empty() => {
                self.labels.insert(format!("/$defs/{}", word.name), labelled(word.label));
            }
            Shape::List { item, .. } => self.shape(item),
            Shape::Entries { name, value, .. } => {
                self.labels.insert(format!("/$defs/{}", name.name), labelled(name.label));
                self.labels.remove(&format!("/$defs/{}", name.name));
                self.shape(value);
            }
            Shape::Word(_) | Shape::Integer(..) | Shape::Real(..) | Shape::Flag | Shape::Any => {}
        }
    }

    fn union(&mut self, union: &'static Union) {
        let at = format!("/$defs/{}", union.name);
        if self.labels.insert(at.clone(), labelled(union.label)).is_some() {
            return;
        }
        self.unions.insert(union.name, union);
        for (index, variant) in union.variants.iter().enumerate() {
            let at = format!("{at}/oneOf/{index}");
            self.labels.insert(at.clone(), labelled(variant.label));
            self.members(&at, variant.name, variant.record.members.iter());
        }
    }

    fn code_list(&mut self, list: &'static CodeList) {
        if list.name.is_empty() || self.lists.insert(list.name, list).is_some() {
            return;
        }
        let at = format!("/$defs/{}", list.name);
        if list.codes.len() > 1 {
            for (index, code) in list.codes.iter().enumerate() {
                let Label { zh, en } = code.label;
                let entry = json!({"code": code.code, "zh": zh, "en": en});
                self.labels.insert(format!("{at}/oneOf/{index}"), entry);
            }
        }
        let Label { zh, en } = list.label;
        self.labels.insert(at, json!({"zh": zh, "en": en, "source": list.source}));
    }
}

fn labelled(label: Label) -> Value {
    json!({"zh": label.zh, "en": label.en})
}

/// Every code list of the documents, and the tags of every union, in the order of their names.
pub fn code_lists() -> Vec<CodeChoice> {
    let mut walk = Walk::default();
    for kind in DocumentKind::ALL {
        let (name, envelope, record) = root_of(*kind);
        walk.members("", name, envelope.iter().chain(record.members));
    }
    let lists = walk.lists.values().map(|list| CodeChoice::List(list));
    let mut all: Vec<_> = lists.chain(walk.unions.values().map(|union| CodeChoice::Tags(union))).collect();
    all.sort_by_key(|list| list.name());
    all
}

/// The code list with a name, or with a label in either language.
pub fn code_list(name: &str) -> Option<CodeChoice> {
    let is_named = |list: &CodeChoice| {
        let Label { zh, en } = list.label();
        list.name().eq_ignore_ascii_case(name) || zh == name || en.eq_ignore_ascii_case(name)
    };
    code_lists().into_iter().find(is_named)
}

/// The names of the code lists nearest to a misspelt one.
pub fn nearest_code_lists(name: &str) -> Vec<&'static str> {
    nearest(name, code_lists().into_iter().map(CodeChoice::name))
}

/// A digest of every code list. Two programs with the same digest know the same codes.
pub fn code_lists_digest() -> String {
    static DIGEST: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let mut hash = crate::value::Fnv::default();
        for kind in DocumentKind::ALL {
            let mut walk = Walk::default();
            let (name, envelope, record) = root_of(*kind);
            walk.members("", name, envelope.iter().chain(record.members));
            for list in walk.lists.values() {
                hash.write(list.name);
                for code in list.codes {
                    hash.write(code.code);
                }
            }
        }
        hash.finish()
    });
    DIGEST.clone()
}

/// The published catalogue of the codes of findings, as the text of its file.
pub fn codes_file() -> String {
    written(&codes())
}

/// The catalogue of the codes of findings.
fn codes() -> Value {
    let rules: Vec<Value> = catalogue::rules().map(code_entry).collect();
    json!({"standard": Standard::V1_0.as_str(), "digest": catalogue::digest(), "codes": rules})
}

fn code_entry(rule: &'static Rule) -> Value {
    json!({
        "code": rule.code,
        "severity": SeverityCode::from(rule.severity).as_str(),
        "category": CategoryCode::from(rule.category).as_str(),
        "since": rule.since,
        "label": labelled(rule.label),
        "message": labelled(rule.message),
        "hint": labelled(rule.hint),
        "source": rule.source,
        "lowerable": rule.severity < Severity::Error,
    })
}

/// Keywords of a schema in reading order. All others follow by name.
const ORDER: [&str; 21] = [
    "openapi",
    "info",
    "paths",
    "$schema",
    "$id",
    "title",
    "description",
    "type",
    "format",
    "const",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "required",
    "additionalProperties",
    "properties",
    "oneOf",
];

/// JSON text with two spaces per level and members in a fixed order, independent of the features of serde_json.
fn written(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, 0, &Names::Keywords, &mut out);
    out.push('\n');
    out
}

/// The order of the members of an object.
enum Names {
    /// Keywords of a schema, or members of another published file.
    Keywords,
    /// Properties, in the order of their record.
    Properties(Vec<&'static str>),
    /// Definitions and pointers, by name.
    Sorted,
}

fn write_value(value: &Value, depth: usize, names: &Names, out: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => write_object(members, depth, names, out),
        Value::Array(items) if !items.is_empty() => {
            let scalars = items.iter().all(|item| !item.is_object() && !item.is_array());
            let short = scalars && items.iter().map(|i| i.to_string().len() + 2).sum::<usize>() < 100;
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(if short { ", " } else { "," });
                }
                if !short {
                    new_line(depth + 1, out);
                }
                write_value(item, depth + 1, &Names::Keywords, out);
            }
            if !short {
                new_line(depth, out);
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn new_line(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn write_object(members: &Map<String, Value>, depth: usize, names: &Names, out: &mut String) {
    let rank = |name: &str| match names {
        Names::Keywords => ORDER.iter().position(|keyword| *keyword == name).unwrap_or(ORDER.len()),
        Names::Properties(order) => order.iter().position(|property| *property == name).unwrap_or(order.len()),
        Names::Sorted => 0,
    };
    let mut entries: Vec<(&String, &Value)> = members.iter().collect();
    entries.sort_by(|(a, _), (b, _)| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
    let title = members.get("title").and_then(Value::as_str).unwrap_or_default();
    out.push('{');
    for (index, (name, value)) in entries.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        new_line(depth + 1, out);
        // Writing to a string cannot fail.
        let _ = write!(out, "{}: ", Value::from(name.as_str()));
        let inner = match (names, name.as_str()) {
            (Names::Keywords, "properties") => Names::Properties(property_order(title)),
            (Names::Keywords, "$defs" | "definitions" | "schemas" | "mapping" | "labels") => Names::Sorted,
            (Names::Sorted, _) if name.ends_with(".schema.json") => Names::Sorted,
            _ => Names::Keywords,
        };
        write_value(value, depth + 1, &inner, out);
    }
    new_line(depth, out);
    out.push('}');
}

/// The members of the type of that name, in the order of its declaration.
fn property_order(title: &str) -> Vec<&'static str> {
    static ORDERS: std::sync::LazyLock<BTreeMap<String, Vec<&'static str>>> = std::sync::LazyLock::new(|| {
        let mut orders = BTreeMap::new();
        for kind in DocumentKind::ALL {
            let (name, envelope, record) = root_of(*kind);
            let members: Vec<_> = envelope.iter().chain(record.members).collect();
            orders.insert(name.to_owned(), members.iter().map(|m| m.name).collect());
            members.iter().for_each(|member| note_order(member.shape, &mut orders));
        }
        orders
    });
    ORDERS.get(title).cloned().unwrap_or_default()
}

fn note_order(shape: &'static Shape, orders: &mut BTreeMap<String, Vec<&'static str>>) {
    match shape {
        Shape::Record(record) => {
            orders.insert(record.name.to_owned(), record.members.iter().map(|m| m.name).collect());
            record.members.iter().for_each(|member| note_order(member.shape, orders));
        }
        Shape::Union(union) => {
            for variant in union.variants {
                let names = std::iter::once(union.tag).chain(variant.record.members.iter().map(|m| m.name));
                orders.insert(format!("{}{}", union.name, variant.name), names.collect());
                variant.record.members.iter().for_each(|member| note_order(member.shape, orders));
            }
        }
        Shape::List { item, .. } => note_order(item, orders),
        Shape::Entries { value, .. } => note_order(value, orders),
        Shape::Code(_) | Shape::Word(_) | Shape::Integer(..) | Shape::Real(..) | Shape::Flag | Shape::Any => {}
    }
}

#[cfg(test)]
mod tests {
    use super::code_list;
    use crate::wire::suggested;

    #[test]
    fn words_in_common_use_lead_to_codes_of_their_lists() {
        for (list, code) in suggested() {
            let found = code_list(list).unwrap_or_else(|| panic!("no list {list}"));
            assert!(found.codes().any(|(one, _)| one == code), "{list} has no {code}");
        }
        assert!(suggested().count() > 20);
    }
}
