//! A set of published schemas, split into its types.

use crate::{dialect::Dialect, keyword::is_annotation, version::Version, why::Why};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Schemas that are published together.
#[derive(Debug, Clone, Default)]
pub struct SchemaSet {
    pub(crate) version: Option<Version>,
    /// The definitions and the documents by their names.
    pub(crate) types: BTreeMap<String, Value>,
    /// The names of the documents by their kind.
    pub(crate) documents: BTreeMap<String, String>,
    /// The drafts of its files.
    pub(crate) dialects: BTreeSet<Dialect>,
}

/// Why schemas cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unusable {
    /// `$schema` is missing, or names an unsupported draft.
    #[error("{file}: not a JSON Schema of draft 2020-12 or draft-07")]
    NotASchema {
        /// The file.
        file: String,
    },
    /// Two files of the set define one name differently.
    #[error("{file}: the type `{name}` differs from the type of the same name in another file of the set")]
    TwoMeanings {
        /// The file.
        file: String,
        /// The name.
        name: String,
    },
}

impl SchemaSet {
    /// The types of the files. The version is the constant of the member `standard`, unless another one is set.
    ///
    /// # Errors
    /// - A file is not a schema: `$schema` is missing, or names an unsupported draft.
    /// - Two files define one name differently.
    pub fn new(files: impl IntoIterator<Item = (String, Value)>) -> Result<Self, Unusable> {
        let mut set = Self::default();
        for (file, schema) in files {
            set.add(&file, schema)?;
        }
        set.version = set.documents.values().find_map(|name| set.stated(name)?.parse().ok());
        Ok(set)
    }

    /// The set with a version.
    #[must_use]
    pub fn with_version(self, version: Option<Version>) -> Self {
        Self { version: version.or(self.version), ..self }
    }

    /// The version of the standard, if known.
    pub const fn version(&self) -> Option<Version> {
        self.version
    }

    /// The kinds of documents.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    fn add(&mut self, file: &str, schema: Value) -> Result<(), Unusable> {
        let not_a_schema = || Unusable::NotASchema { file: file.to_owned() };
        let Value::Object(mut root) = schema else { return Err(not_a_schema()) };
        let dialect = Dialect::of(&root).ok_or_else(not_a_schema)?;
        self.dialects.insert(dialect);
        // References to its definitions have the same targets, whatever its name.
        root.remove("$id");
        let mut types = Vec::new();
        for place in ["$defs", "definitions"] {
            match root.remove(place) {
                None => {}
                Some(Value::Object(definitions)) => types.extend(definitions),
                Some(_) => return Err(not_a_schema()),
            }
        }
        let stem = file.split('.').next().unwrap_or_default();
        let mut name = root.get("title").and_then(Value::as_str).unwrap_or(stem).to_owned();
        let kind = kind_of(&root).unwrap_or(&name).to_owned();
        // A definition with the name of its document is a separate type.
        if types.iter().any(|(other, _)| *other == name) {
            name = format!("{name} ({file})");
        }
        let two_meanings = |name: String| Unusable::TwoMeanings { file: file.to_owned(), name };
        if self.documents.insert(kind.clone(), name.clone()).is_some() {
            return Err(two_meanings(kind));
        }
        types.push((name, root.into()));
        for (name, schema) in types {
            let schema = dialect.read(schema);
            match self.types.get(&name) {
                Some(known) if bare(known) != bare(&schema) => return Err(two_meanings(name)),
                Some(_) => {}
                None => drop(self.types.insert(name, schema)),
            }
        }
        Ok(())
    }

    /// The version that documents of the type must state.
    fn stated(&self, document: &str) -> Option<&str> {
        self.types.get(document)?.get("properties")?.get("standard")?.get("const")?.as_str()
    }

    /// Replaces the stated version by that of an older set. Returns whether this changed a type.
    ///
    /// Each document states its version. The change of this member with the version is not a change of content, and would
    /// hide the changes of content.
    pub(crate) fn restated(&mut self, old: &Self) -> bool {
        let mut changed = false;
        for (kind, name) in &self.documents {
            let Some(stated) = old.documents.get(kind).and_then(|name| old.stated(name)) else { continue };
            if let Some(Value::String(own)) = standard_of(&mut self.types, name)
                && own != stated
                && own.parse::<Version>().is_ok()
            {
                stated.clone_into(own);
                changed = true;
            }
        }
        changed
    }

    pub(crate) fn place(&self, name: &str) -> Option<Place<'_>> {
        let (name, schema) = self.types.get_key_value(name)?;
        Some(Place { name, pointer: String::new(), schema })
    }

    /// Follows a place that consists of a reference only.
    pub(crate) fn resolved<'a>(&'a self, place: &Place<'a>) -> Result<Place<'a>, Why> {
        let mut place = place.clone();
        for _ in 0..100 {
            let Value::Object(members) = place.schema else { return Ok(place) };
            let mut telling = members.iter().filter(|(name, _)| !is_annotation(name));
            match (telling.next(), telling.next()) {
                (Some((keyword, Value::String(target))), None) if keyword == "$ref" => {
                    place = self.target(target).ok_or(Why::Reference)?;
                }
                (Some((keyword, Value::Array(all))), None) if keyword == "allOf" => match &all[..] {
                    [only] => place = place.child("/allOf/0", only),
                    _ => return Ok(place),
                },
                _ => return Ok(place),
            }
        }
        Err(Why::Reference)
    }

    pub(crate) fn target(&self, reference: &str) -> Option<Place<'_>> {
        let name = ["#/$defs/", "#/definitions/"].iter().find_map(|place| reference.strip_prefix(place))?;
        self.place(&name.replace("~1", "/").replace("~0", "~"))
    }
}

/// The kind that the documents must state.
fn kind_of(root: &Map<String, Value>) -> Option<&str> {
    let kind = root.get("properties")?.get("kind")?;
    let values = kind.get("enum").and_then(Value::as_array);
    let only = values.filter(|values| values.len() == 1).and_then(|values| values.first());
    kind.get("const").or(only)?.as_str()
}

fn standard_of<'a>(types: &'a mut BTreeMap<String, Value>, document: &str) -> Option<&'a mut Value> {
    types.get_mut(document)?.get_mut("properties")?.get_mut("standard")?.get_mut("const")
}

/// A schema and its place: the type, and the pointer inside it.
#[derive(Debug, Clone)]
pub(crate) struct Place<'a> {
    pub(crate) name: &'a str,
    pub(crate) pointer: String,
    pub(crate) schema: &'a Value,
}

impl<'a> Place<'a> {
    pub(crate) fn child(&self, below: &str, schema: &'a Value) -> Self {
        Self { name: self.name, pointer: format!("{}{below}", self.pointer), schema }
    }

    /// The schema of a member of a map of schemas.
    pub(crate) fn named(&self, keyword: &str, name: &str, schema: &'a Value) -> Self {
        self.child(&format!("/{keyword}/{}", name.replace('~', "~0").replace('/', "~1")), schema)
    }

    pub(crate) fn key(&self) -> (&'a str, String) {
        (self.name, self.pointer.clone())
    }

    pub(crate) fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.schema.get(keyword)
    }
}

/// A schema without annotations. The order of required members is normalised.
pub(crate) fn bare(schema: &Value) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    let each = |schemas: &Value| match schemas {
        Value::Object(schemas) => schemas.iter().map(|(name, schema)| (name.clone(), bare(schema))).collect(),
        Value::Array(schemas) => schemas.iter().map(bare).collect(),
        schema => schema.clone(),
    };
    let kept = members.iter().filter(|(name, _)| !is_annotation(name));
    let kept: Map<String, Value> = kept
        .map(|(name, value)| {
            let value = match name.as_str() {
                "properties" | "oneOf" | "anyOf" | "allOf" => each(value),
                "items" | "additionalProperties" | "propertyNames" => bare(value),
                _ => value.clone(),
            };
            (name.clone(), value)
        })
        .collect();
    kept.into()
}
