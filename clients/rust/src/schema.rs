//! A published schema in the forms of this standard: closed records, maps, lists, code lists, unions with a constant
//! tag, a constant, words and whole numbers, references to definitions.

use serde_json::{Map, Value};
use std::{cell::RefCell, collections::BTreeMap, sync::LazyLock};

/// A schema with the definitions to which it refers.
pub struct Schema {
    root: Value,
    /// Validators of one keyword each, so that this program does not define the meaning of any keyword itself.
    keywords: RefCell<BTreeMap<String, jsonschema::Validator>>,
}

/// A schema within a schema, behind all references.
#[derive(Clone)]
pub struct Place<'a> {
    /// Its place as a JSON Pointer; a definition has its own place, wherever it is used.
    pub at: String,
    pub schema: &'a Map<String, Value>,
}

/// The type that a schema describes.
pub enum Shape<'a> {
    Record,
    Map,
    List,
    /// The tag and the variants.
    Union(&'a str, Vec<Place<'a>>),
    /// Its codes, in their order.
    Codes(Vec<&'a str>),
    Constant(&'a Value),
    Text,
    Number,
    Flag,
    Anything,
}

impl Schema {
    pub fn new(root: Value) -> Self {
        Self { root, keywords: RefCell::default() }
    }

    pub fn value(&self) -> &Value {
        &self.root
    }

    pub fn root(&self) -> Place<'_> {
        self.resolved(String::new(), &self.root)
    }

    /// The definitions by their names.
    pub fn definitions(&self) -> impl Iterator<Item = Place<'_>> {
        let definitions = self.root.get("$defs").and_then(Value::as_object).into_iter().flatten();
        definitions.map(|(name, schema)| self.resolved(format!("/$defs/{name}"), schema))
    }

    fn resolved<'a>(&'a self, at: String, schema: &'a Value) -> Place<'a> {
        static EMPTY: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        let Some(members) = schema.as_object() else { return Place { at, schema: &EMPTY } };
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            let at = reference.trim_start_matches('#').to_owned();
            let target = self.root.pointer(&at).unwrap();
            return self.resolved(at, target);
        }
        match members.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
            Some([only]) => self.resolved(format!("{at}/allOf/0"), only),
            Some(_) => panic!("{at}: more than one schema in `allOf`"),
            None => Place { at, schema: members },
        }
    }

    /// The schema of a keyword's value.
    pub fn below<'a>(&'a self, place: &Place<'a>, keyword: &str) -> Option<Place<'a>> {
        let schema = place.schema.get(keyword)?;
        Some(self.resolved(format!("{}/{keyword}", place.at), schema))
    }

    /// The members of a record with their schemas.
    pub fn members<'a>(&'a self, place: &Place<'a>) -> Vec<(&'a str, Place<'a>)> {
        let properties = place.schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let resolve = |(name, schema): (&'a String, &'a Value)| {
            let at = format!("{}/properties/{}", place.at, name.replace('~', "~0").replace('/', "~1"));
            (name.as_str(), self.resolved(at, schema))
        };
        properties.map(resolve).collect()
    }

    pub fn member<'a>(&'a self, place: &Place<'a>, name: &str) -> Option<Place<'a>> {
        self.members(place).into_iter().find(|(other, _)| *other == name).map(|(_, place)| place)
    }

    pub fn shape<'a>(&'a self, place: &Place<'a>) -> Shape<'a> {
        if let Some(alternatives) = place.schema.get("oneOf").and_then(Value::as_array) {
            let codes: Option<Vec<&str>> = alternatives.iter().map(|one| one.get("const")?.as_str()).collect();
            return codes.map_or_else(|| self.union(place, alternatives), Shape::Codes);
        }
        if let Some(constant) = place.schema.get("const") {
            return Shape::Constant(constant);
        }
        match place.schema.get("type").and_then(Value::as_str) {
            Some("object") if place.schema.contains_key("properties") => Shape::Record,
            Some("object") => Shape::Map,
            Some("array") => Shape::List,
            Some("string") => Shape::Text,
            Some("integer" | "number") => Shape::Number,
            Some("boolean") => Shape::Flag,
            None => Shape::Anything,
            Some(other) => panic!("{}: no type `{other}` is known", place.at),
        }
    }

    fn union<'a>(&'a self, place: &Place<'a>, alternatives: &'a [Value]) -> Shape<'a> {
        let variants: Vec<Place<'a>> = alternatives
            .iter()
            .enumerate()
            .map(|(index, variant)| self.resolved(format!("{}/oneOf/{index}", place.at), variant))
            .collect();
        let constants = |place: &Place<'a>| -> Vec<&'a str> {
            self.members(place).into_iter().filter(|(_, p)| p.schema.contains_key("const")).map(|(n, _)| n).collect()
        };
        let tag = constants(&variants[0]).into_iter().find(|name| variants.iter().all(|v| constants(v).contains(name)));
        Shape::Union(
            tag.unwrap_or_else(|| panic!("{}: no constant distinguishes the alternatives", place.at)),
            variants,
        )
    }

    /// The variant whose tag a value has.
    pub fn variant<'a>(&'a self, tag: &str, variants: &[Place<'a>], value: &Value) -> Option<Place<'a>> {
        let code = value.get(tag)?;
        variants.iter().find(|variant| self.tag_of(tag, variant) == Some(code)).cloned()
    }

    pub fn tag_of<'a>(&'a self, tag: &str, variant: &Place<'a>) -> Option<&'a Value> {
        self.member(variant, tag)?.schema.get("const")
    }

    /// Whether a value satisfies a single keyword of a schema.
    pub fn satisfies(&self, place: &Place<'_>, keyword: &str, value: &Value) -> bool {
        let Some(stated) = place.schema.get(keyword) else { return true };
        let alone = Value::Object(Map::from_iter([(keyword.to_owned(), stated.clone())]));
        let mut keywords = self.keywords.borrow_mut();
        let validator = keywords
            .entry(alone.to_string())
            .or_insert_with(|| jsonschema::options().should_validate_formats(true).build(&alone).unwrap());
        validator.is_valid(value)
    }

    /// Whether a value satisfies a schema without regard to its parts.
    pub fn satisfies_all(&self, place: &Place<'_>, value: &Value) -> bool {
        LEAVES.iter().all(|keyword| self.satisfies(place, keyword, value))
    }
}

/// The keywords about a value without its parts.
pub const LEAVES: &[&str] = &[
    "type",
    "const",
    "pattern",
    "format",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "maxProperties",
];
