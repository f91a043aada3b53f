//! The values that a schema accepts, as alternatives of one JSON type each.

use crate::{
    accept::{Accepted, Judge},
    keyword::{is_annotation, is_known, is_of_its_neighbours},
    set::{Place, SchemaSet},
    value::{is_of_type, json_type, normal},
    why::Why,
};
use serde_json::{Number, Value};
use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// The maximum number of alternatives that are not constants, and of references followed for them.
const ALTERNATIVES_MAX: usize = 300;
const REFERENCES_MAX: usize = 5_000;

/// The alternatives of a schema.
#[derive(Debug, Clone, Default)]
pub(crate) struct View<'a> {
    pub(crate) branches: Vec<Branch<'a>>,
    /// Unsupported keywords: the schema may accept less than the alternatives.
    pub(crate) doubts: Vec<Doubt<'a>>,
    /// Whether the schema may accept more than the alternatives.
    pub(crate) is_partial: bool,
}

/// An unsupported keyword.
#[derive(Debug, Clone)]
pub(crate) struct Doubt<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) keyword: &'a str,
    pub(crate) why: Why,
}

/// The accepted values of one JSON type.
#[derive(Debug, Clone)]
pub(crate) struct Branch<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) shape: Shape<'a>,
}

#[derive(Debug, Clone)]
pub(crate) enum Shape<'a> {
    Constant(&'a Value),
    Null,
    Flag,
    Number(Range<'a>),
    Text(Text<'a>),
    List(List<'a>),
    Object(Rc<Object<'a>>),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Range<'a> {
    pub(crate) whole: bool,
    pub(crate) min: Option<&'a Number>,
    pub(crate) max: Option<&'a Number>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) pattern: Option<&'a str>,
    pub(crate) format: Option<&'a str>,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
}

#[derive(Debug, Clone)]
pub(crate) struct List<'a> {
    pub(crate) items: Place<'a>,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
}

#[derive(Debug)]
pub(crate) struct Object<'a> {
    pub(crate) properties: BTreeMap<&'a str, Place<'a>>,
    pub(crate) required: BTreeSet<&'a str>,
    /// The schema of other members; none if the object is closed.
    pub(crate) others: Option<Place<'a>>,
    pub(crate) names: Option<(Place<'a>, Text<'a>)>,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
}

static ANYTHING: Value = Value::Bool(true);

/// The schema of an unconstrained part. It accepts any value and contains itself, so that the recursion ends.
fn anything_in<'a>(place: &Place<'a>, below: &str) -> Place<'a> {
    if place.schema.is_boolean() { place.clone() } else { place.child(below, &ANYTHING) }
}

impl Shape<'_> {
    /// The name of the JSON type.
    pub(crate) fn json_type(&self) -> &'static str {
        match self {
            Self::Constant(value) => json_type(value),
            Self::Null => "null",
            Self::Flag => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::List(_) => "array",
            Self::Object(_) => "object",
        }
    }
}

/// The alternatives of the schema at a place.
pub(crate) fn view<'a>(set: &'a SchemaSet, place: &Place<'a>) -> View<'a> {
    seen(set, place, 0, &Cell::new(REFERENCES_MAX))
}

fn doubtful<'a>(place: &Place<'a>, keyword: &'a str, why: Why) -> View<'a> {
    View { branches: Vec::new(), doubts: vec![Doubt { place: place.clone(), keyword, why }], is_partial: true }
}

fn seen<'a>(set: &'a SchemaSet, place: &Place<'a>, depth: usize, left: &Cell<usize>) -> View<'a> {
    let place = match set.resolved(place) {
        // Inline alternatives are bounded by the size of the file. Referenced ones may be visited repeatedly.
        Ok(to) if to.name != place.name && left.replace(left.get().saturating_sub(1)) == 0 => {
            return doubtful(place, "oneOf", Why::Overlap);
        }
        Ok(place) if depth < 50 => place,
        Ok(_) => return doubtful(place, "oneOf", Why::Overlap),
        Err(why) => return doubtful(place, "$ref", why),
    };
    let members = match place.schema {
        Value::Bool(false) => return View::default(),
        Value::Object(members) => members,
        _ => return typed(&place, None),
    };
    if let Some(constant) = members.get("const") {
        return constants(set, &place, "const", std::slice::from_ref(constant));
    }
    if let Some(Value::Array(values)) = members.get("enum") {
        return constants(set, &place, "enum", values);
    }
    let Some((keyword, Value::Array(alternatives))) =
        ["oneOf", "anyOf"].iter().find_map(|keyword| members.get_key_value(*keyword))
    else {
        return typed(&place, members.get("type"));
    };
    // Next to alternatives, only the type is supported.
    let beside =
        members.keys().find(|name| !is_annotation(name) && !["type", keyword.as_str()].contains(&name.as_str()));
    if let Some(beside) = beside {
        return doubtful(&place, beside, Why::Keyword);
    }
    let mut united = View::default();
    for (index, alternative) in alternatives.iter().enumerate() {
        let alternative = place.child(&format!("/{keyword}/{index}"), alternative);
        let View { branches, doubts, is_partial } = seen(set, &alternative, depth + 1, left);
        united.branches.extend(branches);
        united.doubts.extend(doubts);
        united.is_partial |= is_partial;
    }
    if let Some(asked) = members.get("type") {
        let types = types(Some(asked));
        // A restriction of numbers to whole numbers is not supported here.
        if types.contains(&"integer") && united.branches.iter().any(|branch| branch.shape.json_type() == "number") {
            return doubtful(&place, keyword, Why::Keyword);
        }
        united.branches.retain(|branch| types.contains(&branch.shape.json_type()));
    }
    if keyword == "oneOf" && !are_apart(set, &united.branches) {
        united.doubts.push(Doubt { place, keyword, why: Why::Overlap });
    }
    united
}

/// The values that the rest of the schema also accepts.
fn constants<'a>(set: &'a SchemaSet, place: &Place<'a>, keyword: &'a str, values: &'a [Value]) -> View<'a> {
    let mut united = View::default();
    let judge = Judge::new(set);
    let types = place.get("type");
    let mut members = place.schema.as_object().into_iter().flat_map(|members| members.keys());
    let alone = members.all(|name| is_annotation(name) || name == keyword || name == "type");
    for value in values {
        let accepted = match types {
            // Comparing each value of a long list with all others is slow.
            None if alone => Accepted::Yes,
            Some(asked) if alone => is_of_type(asked, value).into(),
            _ => judge.accepts(place, value),
        };
        match accepted {
            Accepted::Yes => united.branches.push(Branch { place: place.clone(), shape: Shape::Constant(value) }),
            Accepted::No => {}
            Accepted::Unsure => return doubtful(place, keyword, Why::Keyword),
        }
    }
    united
}

fn types(asked: Option<&Value>) -> Vec<&str> {
    match asked {
        Some(Value::String(only)) => vec![only],
        Some(Value::Array(some)) => some.iter().filter_map(Value::as_str).collect(),
        _ => vec!["null", "boolean", "number", "string", "array", "object"],
    }
}

fn typed<'a>(place: &Place<'a>, asked: Option<&'a Value>) -> View<'a> {
    let mut united = View::default();
    for asked in types(asked) {
        let shape = match asked {
            "null" => Ok(Shape::Null),
            "boolean" => Ok(Shape::Flag),
            "integer" | "number" => range(place, asked == "integer").map(Shape::Number),
            "string" => text(place).map(Shape::Text),
            "array" => list(place).map(Shape::List),
            "object" => object(place).map(|object| Shape::Object(Rc::new(object))),
            _ => Err("type"),
        };
        match shape {
            Ok(shape) => united.branches.push(Branch { place: place.clone(), shape }),
            Err(keyword) => {
                united.doubts.push(Doubt { place: place.clone(), keyword, why: Why::Keyword });
                united.is_partial = true;
            }
        }
    }
    let members = place.schema.as_object().into_iter().flat_map(|members| members.keys());
    for keyword in members.filter(|name| !is_known(name)) {
        united.doubts.push(Doubt { place: place.clone(), keyword, why: Why::Keyword });
        united.is_partial |= is_of_its_neighbours(keyword);
    }
    united
}

fn range<'a>(place: &Place<'a>, whole: bool) -> Result<Range<'a>, &'static str> {
    let bound = |keyword: &'static str| match place.get(keyword) {
        None => Ok(None),
        // A larger number is not exact in a validator that uses floating point.
        Some(Value::Number(number)) if number.as_f64().is_some_and(|f| f.abs() <= 9_007_199_254_740_992.0) => {
            Ok(Some(number))
        }
        Some(_) => Err(keyword),
    };
    Ok(Range { whole, min: bound("minimum")?, max: bound("maximum")? })
}

/// A bound of a length. A number such as 3.0 is a whole number too.
fn length(place: &Place<'_>, keyword: &'static str) -> Result<Option<u64>, &'static str> {
    let Some(value) = place.get(keyword) else { return Ok(None) };
    value.as_u64().map(Some).ok_or(keyword)
}

fn text<'a>(place: &Place<'a>) -> Result<Text<'a>, &'static str> {
    let string = |keyword: &'static str| match place.get(keyword) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(keyword),
    };
    Ok(Text {
        pattern: string("pattern")?,
        format: string("format")?,
        min: length(place, "minLength")?.unwrap_or(0),
        max: length(place, "maxLength")?,
    })
}

fn list<'a>(place: &Place<'a>) -> Result<List<'a>, &'static str> {
    // In draft-07, a list of schemas has one schema per item.
    if place.get("items").is_some_and(Value::is_array) {
        return Err("items");
    }
    Ok(List {
        items: place.get("items").map_or_else(|| anything_in(place, "/items"), |items| place.child("/items", items)),
        min: length(place, "minItems")?.unwrap_or(0),
        max: length(place, "maxItems")?,
    })
}

fn object<'a>(place: &Place<'a>) -> Result<Object<'a>, &'static str> {
    let properties: BTreeMap<&str, Place<'_>> = match place.get("properties") {
        None => BTreeMap::new(),
        Some(Value::Object(properties)) => {
            properties.iter().map(|(name, schema)| (name.as_str(), place.named("properties", name, schema))).collect()
        }
        Some(_) => return Err("properties"),
    };
    let required: Option<BTreeSet<&str>> = match place.get("required") {
        None => Some(BTreeSet::new()),
        Some(names) => names.as_array().and_then(|names| names.iter().map(Value::as_str).collect()),
    };
    let names = match place.get("propertyNames") {
        None => None,
        // Names are supported only in maps, and only with keywords for texts.
        Some(schema) if properties.is_empty() => {
            let place = place.child("/propertyNames", schema);
            let only_text = schema.as_object().is_some_and(|members| {
                let is_text = |name: &str| matches!(name, "pattern" | "minLength" | "maxLength");
                members
                    .iter()
                    .all(|(name, value)| is_annotation(name) || is_text(name) || name == "type" && value == "string")
            });
            let text = text(&place).ok().filter(|_| only_text).ok_or("propertyNames")?;
            Some((place, text))
        }
        Some(_) => return Err("propertyNames"),
    };
    let others = match place.get("additionalProperties") {
        None => Some(anything_in(place, "/additionalProperties")),
        Some(Value::Bool(false)) => None,
        Some(schema) => Some(place.child("/additionalProperties", schema)),
    };
    Ok(Object {
        properties,
        required: required.ok_or("required")?,
        others,
        names,
        min: length(place, "minProperties")?.unwrap_or(0),
        max: length(place, "maxProperties")?,
    })
}

/// Whether no value is accepted by two of the alternatives.
fn are_apart(set: &SchemaSet, branches: &[Branch<'_>]) -> bool {
    let mut constants = BTreeSet::new();
    let mut open = Vec::new();
    for branch in branches {
        match branch.shape {
            Shape::Constant(value) if !constants.insert(normal(value)) => return false,
            Shape::Constant(_) => {}
            _ => open.push(branch),
        }
    }
    open.len() <= ALTERNATIVES_MAX
        && open.iter().enumerate().all(|(index, a)| {
            open.iter().take(index).all(|b| is_apart(set, a, b))
                && branches.iter().all(|b| !matches!(b.shape, Shape::Constant(_)) || is_apart(set, a, b))
        })
}

/// Whether no value is accepted by both.
pub(crate) fn is_apart(set: &SchemaSet, a: &Branch<'_>, b: &Branch<'_>) -> bool {
    match (&a.shape, &b.shape) {
        (a, b) if a.json_type() != b.json_type() => true,
        (Shape::Constant(a), Shape::Constant(b)) => normal(a) != normal(b),
        (Shape::Constant(value), _) => Judge::new(set).accepts(&b.place, value) == Accepted::No,
        (_, Shape::Constant(value)) => Judge::new(set).accepts(&a.place, value) == Accepted::No,
        (Shape::Object(a), Shape::Object(b)) => a.required.intersection(&b.required).any(|name| {
            let codes = |object: &Object<'_>| object.properties.get(name).and_then(codes);
            matches!((codes(a), codes(b)), (Some(a), Some(b)) if a.is_disjoint(&b))
        }),
        _ => false,
    }
}

/// The values of a member, if they are inline constants.
pub(crate) fn codes(place: &Place<'_>) -> Option<BTreeSet<String>> {
    match (place.get("const"), place.get("enum")) {
        (Some(value), _) => Some(BTreeSet::from([normal(value)])),
        (None, Some(Value::Array(values))) => Some(values.iter().map(normal).collect()),
        _ => None,
    }
}
