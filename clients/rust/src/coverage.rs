//! The keywords of the published schemas that the corpus tests in both ways: with a document that is accepted, and with
//! one that is refused only because of that keyword.
//!
//! These are the eight coverage checks of SchemaStore (unused definitions, descriptions, members, codes, patterns,
//! required members, defaults, one mistake in each refused document). They are stricter in three ways: all apply at
//! every depth, a keyword counts as refusing only if nothing else in the document is wrong, and a limit counts as
//! tested only by a document exactly at the limit.

use crate::{
    corpus::{self, Corpus, Line},
    directed::required,
    place::clients,
    row::Both,
    schema::{LEAVES, Place, Schema, Shape},
};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use tongbiao::{document::DocumentKind, schema::Flavour};
use tongbiao_testkit::files::folder;

/// An entry of `meta/uncovered.json`: keywords that cannot be tested in one way, with the reason.
#[derive(Debug, Deserialize)]
pub struct Uncovered {
    /// The way in which the keyword is not tested: `accepted`, `refused` or `at the limit`.
    way: String,
    /// The end of its place.
    place: String,
    #[serde(flatten)]
    pub why: Both,
}

/// The results over all kinds.
#[derive(Default)]
pub struct Coverage {
    pub counts: BTreeMap<String, u64>,
    pub problems: Vec<String>,
    pub deviations: Vec<Both>,
}

/// The ways in which a keyword was tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Accepted,
    Refused,
    AtTheLimit,
}

impl Way {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::AtTheLimit => "at the limit",
        }
    }
}

type Met = BTreeSet<(Way, String)>;

/// Follows every document of every kind through its schema.
pub fn measure() -> Coverage {
    let text = fs::read_to_string(clients().join("meta/uncovered.json")).unwrap();
    let excuses: Vec<Uncovered> = serde_json::from_str(&text).unwrap();
    let mut coverage = Coverage::default();
    let (mut needed, mut met) = (Met::new(), Met::new());
    for (kind, corpus) in Corpus::all() {
        let schema = Schema::new(published(kind));
        // A name means the same type in all kinds, so a definition may be tested in any of them.
        let own = |at: String| if at.starts_with("/$defs/") { at } else { format!("{kind}{at}") };
        needed.extend(needs(&schema).into_iter().map(|(way, at)| (way, own(at))));
        for line in corpus.lines.iter().chain(&corpus.large) {
            let walk = Walk::of(&schema, line);
            if walk.failures.is_empty() != line.verdict {
                coverage.problems.push(format!("{kind}: {}: {:?}", line.id, walk.failures.first()));
            }
            met.extend(walk.met(line.verdict).into_iter().map(|(way, at)| (way, own(at))));
        }
        coverage.unused_definitions(kind, &schema);
        coverage.undescribed_members(schema.value(), kind.as_str());
    }
    coverage.compare(&needed, &met, &excuses);
    coverage
}

/// The published schema of a kind. Other tests compare it with the current types.
fn published(kind: DocumentKind) -> Value {
    let path = folder("schemas/1.0").join(Flavour::NoId.file_of(kind));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

impl Coverage {
    fn compare(&mut self, needed: &Met, met: &Met, excuses: &[Uncovered]) {
        let mut used = BTreeSet::new();
        for need in needed {
            *self.counts.entry(need.0.as_str().to_owned()).or_default() += 1;
            if met.contains(need) {
                continue;
            }
            match excuses.iter().position(|e| e.way == need.0.as_str() && need.1.ends_with(&e.place)) {
                Some(index) => {
                    used.insert(index);
                    *self.counts.entry("excused".to_owned()).or_default() += 1;
                }
                None => self.problems.push(format!("{} is never {}", need.1, need.0.as_str())),
            }
        }
        for (index, excuse) in excuses.iter().enumerate() {
            if used.contains(&index) {
                self.deviations.push(Both::new(
                    format!("{}：{}", excuse.place, excuse.why.zh),
                    format!("{}: {}", excuse.place, excuse.why.en),
                ));
            } else {
                self.problems.push(format!("uncovered.json: {} is {}; remove it", excuse.place, excuse.way));
            }
        }
    }

    fn unused_definitions(&mut self, kind: DocumentKind, schema: &Schema) {
        let text = schema.value().to_string();
        for definition in schema.definitions() {
            *self.counts.entry("definitions".to_owned()).or_default() += 1;
            if !text.contains(&format!("\"#{}\"", definition.at)) {
                self.problems.push(format!("{kind}{}: no schema refers to it", definition.at));
            }
            if !definition.schema.contains_key("description") {
                self.problems.push(format!("{kind}{}: has no description", definition.at));
            }
        }
    }

    fn undescribed_members(&mut self, schema: &Value, at: &str) {
        match schema {
            Value::Object(keywords) => {
                for (name, member) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
                    *self.counts.entry("members".to_owned()).or_default() += 1;
                    if member.get("description").is_none() {
                        self.problems.push(format!("{at}/properties/{name}: has no description"));
                    }
                }
                keywords.iter().for_each(|(name, value)| self.undescribed_members(value, &format!("{at}/{name}")));
            }
            Value::Array(items) => items.iter().for_each(|item| self.undescribed_members(item, at)),
            _ => {}
        }
    }
}

/// The limits that must be tested by a document exactly at the limit.
const LIMITS: &[&str] = &["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "maxProperties"];

/// Everything that a corpus must test.
fn needs(schema: &Schema) -> Met {
    let (mut needs, mut seen, mut open) = (Met::new(), BTreeSet::new(), vec![schema.root()]);
    while let Some(place) = open.pop() {
        if !seen.insert(place.at.clone()) {
            continue;
        }
        let mut both = |what: String| needs.extend([(Way::Accepted, what.clone()), (Way::Refused, what)]);
        leaves(&place).for_each(|keyword| both(format!("{}/{keyword}", place.at)));
        required(&place).iter().for_each(|name| both(format!("{}/required/{name}", place.at)));
        // An omitted member is unknown. A default would be a value that no author wrote, and no document tests one.
        if place.schema.contains_key("default") {
            both(format!("{}/default", place.at));
        }
        match schema.shape(&place) {
            Shape::Codes(codes) => codes.iter().for_each(|code| both(format!("{}/oneOf/{code}", place.at))),
            Shape::Union(_, variants) => {
                both(format!("{}/oneOf", place.at));
                open.extend(variants);
            }
            Shape::Record => {
                both(format!("{}/additionalProperties", place.at));
                for (name, member) in schema.members(&place) {
                    needs.insert((Way::Accepted, format!("{}/properties/{name}", place.at)));
                    open.push(member);
                }
            }
            Shape::Map => {
                open.extend(["propertyNames", "additionalProperties"].iter().filter_map(|k| schema.below(&place, k)))
            }
            Shape::List => open.extend(schema.below(&place, "items")),
            Shape::Constant(_) | Shape::Text | Shape::Number | Shape::Flag | Shape::Anything => {}
        }
        let limits = leaves(&place).filter(|keyword| LIMITS.contains(keyword));
        needs.extend(limits.map(|keyword| (Way::AtTheLimit, format!("{}/{keyword}", place.at))));
    }
    needs
}

fn leaves<'a>(place: &'a Place<'_>) -> impl Iterator<Item = &'static str> + 'a {
    LEAVES.iter().copied().filter(|keyword| place.schema.contains_key(*keyword))
}

/// A document followed through its schema: the keywords that held, and those that did not.
struct Walk<'a> {
    schema: &'a Schema,
    held: Met,
    /// The keywords that refuse, with the place in the document.
    failures: Vec<(String, String)>,
}

impl<'a> Walk<'a> {
    fn of(schema: &'a Schema, line: &Line) -> Self {
        let mut walk = Self { schema, held: Met::new(), failures: Vec::new() };
        walk.value(&schema.root(), &corpus::json(line), "");
        walk
    }

    /// The keywords that the document tests, given the verdict on it.
    fn met(self, accepted: bool) -> Met {
        if accepted {
            return self.held;
        }
        let Some((_, first)) = self.failures.first() else { return Met::new() };
        let alone = self.failures.iter().all(|(_, at)| at == first);
        self.failures.iter().filter(|_| alone).map(|(what, _)| (Way::Refused, what.clone())).collect()
    }

    fn judge(&mut self, holds: bool, what: String, at: &str) {
        if holds {
            self.held.insert((Way::Accepted, what));
        } else {
            self.failures.push((what, at.to_owned()));
        }
    }

    fn value(&mut self, place: &Place<'a>, value: &Value, at: &str) {
        for keyword in leaves(place) {
            let what = format!("{}/{keyword}", place.at);
            if is_at_limit(place, keyword, value) {
                self.held.insert((Way::AtTheLimit, what.clone()));
            }
            self.judge(self.schema.satisfies(place, keyword, value), what, at);
        }
        match (self.schema.shape(place), value) {
            (Shape::Codes(codes), value) => self.code(place, &codes, value, at),
            (Shape::Union(tag, variants), value) => self.union(place, tag, &variants, value, at),
            (Shape::Record, Value::Object(members)) => self.record(place, members, at),
            (Shape::Map, Value::Object(members)) => self.map(place, members, at),
            (Shape::List, Value::Array(items)) => {
                if let Some(below) = self.schema.below(place, "items") {
                    items
                        .iter()
                        .enumerate()
                        .for_each(|(index, item)| self.value(&below, item, &format!("{at}/{index}")));
                }
            }
            _ => {}
        }
    }

    fn code(&mut self, place: &Place<'a>, codes: &[&str], value: &Value, at: &str) {
        let text = value.as_str();
        if let Some(code) = codes.iter().find(|code| Some(**code) == text) {
            return self.judge(true, format!("{}/oneOf/{code}", place.at), at);
        }
        self.failures.push((format!("{}/oneOf", place.at), at.to_owned()));
        for code in codes.iter().filter(|code| text.is_some_and(|text| is_near(code, text))) {
            self.judge(false, format!("{}/oneOf/{code}", place.at), at);
        }
    }

    fn union(&mut self, place: &Place<'a>, tag: &'a str, variants: &[Place<'a>], value: &Value, at: &str) {
        let variant = self.schema.variant(tag, variants, value);
        self.judge(variant.is_some(), format!("{}/oneOf", place.at), at);
        if let Some(variant) = variant {
            return self.value(&variant, value, at);
        }
        let Value::Object(members) = value else {
            // A value that is not an object is refused by every alternative because of its type.
            return variants.iter().for_each(|variant| self.judge(false, format!("{}/type", variant.at), at));
        };
        for variant in variants {
            let code = self.schema.tag_of(tag, variant).and_then(Value::as_str).unwrap_or_default();
            match members.get(tag) {
                None => self.judge(false, format!("{}/required/{tag}", variant.at), at),
                Some(Value::String(text)) if is_near(code, text) => {
                    self.judge(false, format!("{}/properties/{tag}/const", variant.at), at);
                }
                Some(_) => {}
            }
        }
    }

    fn record(&mut self, place: &Place<'a>, members: &serde_json::Map<String, Value>, at: &str) {
        for name in required(place) {
            self.judge(members.contains_key(name), format!("{}/required/{name}", place.at), at);
        }
        let known: BTreeMap<&str, Place<'a>> = self.schema.members(place).into_iter().collect();
        let closed = members.keys().all(|name| known.contains_key(name.as_str()));
        self.judge(closed, format!("{}/additionalProperties", place.at), at);
        for (name, value) in members {
            if let Some(member) = known.get(name.as_str()) {
                self.held.insert((Way::Accepted, format!("{}/properties/{name}", place.at)));
                self.value(member, value, &format!("{at}/{name}"));
            }
        }
    }

    fn map(&mut self, place: &Place<'a>, members: &serde_json::Map<String, Value>, at: &str) {
        let names = self.schema.below(place, "propertyNames");
        let values = self.schema.below(place, "additionalProperties");
        for (name, value) in members {
            if let Some(names) = &names {
                self.value(names, &name.as_str().into(), &format!("{at}/{name}"));
            }
            if let Some(values) = &values {
                self.value(values, value, &format!("{at}/{name}"));
            }
        }
    }
}

/// Whether a value is exactly at a limit.
fn is_at_limit(place: &Place<'_>, keyword: &str, value: &Value) -> bool {
    if !LIMITS.contains(&keyword) {
        return false;
    }
    let size = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        number => return place.schema.get(keyword) == Some(number),
    };
    place.schema.get(keyword).and_then(Value::as_u64) == u64::try_from(size).ok()
}

/// Whether a text is a code with one more character, or in another case.
fn is_near(code: &str, text: &str) -> bool {
    text != code
        && (text.strip_prefix(code).is_some_and(|rest| rest.chars().count() == 1) || text.eq_ignore_ascii_case(code))
}
