//! Whether a schema accepts a document, keyword by keyword. The answer is unsure for an unsupported keyword.

use crate::{
    automaton::Automaton,
    keyword::{is_annotation, is_of_one_type},
    set::{Place, SchemaSet},
    value::{is_of_type, normal},
};
use serde_json::Value;
use std::cell::Cell;
use tongbiao::value::Date;

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Accepted {
    No,
    Unsure,
    Yes,
}

impl From<bool> for Accepted {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// Judges documents by the schemas of one set.
pub(crate) struct Judge<'a> {
    set: &'a SchemaSet,
    /// The number of schemas that may still be examined.
    left: Cell<usize>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(set: &'a SchemaSet) -> Self {
        Self { set, left: Cell::new(300_000) }
    }

    pub(crate) fn accepts(&self, place: &Place<'a>, value: &Value) -> Accepted {
        self.judge(place, value, 0)
    }

    fn judge(&self, place: &Place<'a>, value: &Value, depth: usize) -> Accepted {
        let members = match place.schema {
            Value::Bool(verdict) => return (*verdict).into(),
            Value::Object(members) => members,
            _ => return Accepted::Unsure,
        };
        let Some(left) = self.left.get().checked_sub(1).filter(|_| depth < 400) else { return Accepted::Unsure };
        self.left.set(left);
        let mut worst = Accepted::Yes;
        for (keyword, asked) in members {
            worst = worst.min(self.keyword(place, keyword, asked, value, depth + 1));
            if worst == Accepted::No {
                break;
            }
        }
        worst
    }

    fn keyword(&self, place: &Place<'a>, keyword: &str, asked: &'a Value, value: &Value, depth: usize) -> Accepted {
        let below = |schema: &'a Value| self.judge(&place.child("", schema), value, depth);
        match (keyword, asked) {
            ("$ref", Value::String(target)) => match self.set.target(target) {
                Some(target) => self.judge(&target, value, depth),
                None => Accepted::Unsure,
            },
            ("allOf", Value::Array(all)) => all.iter().map(below).min().unwrap_or(Accepted::Yes),
            ("anyOf", Value::Array(any)) => any.iter().map(below).max().unwrap_or(Accepted::No),
            ("oneOf", Value::Array(one)) => one_of(one.iter().map(below)),
            ("const", constant) => (normal(constant) == normal(value)).into(),
            ("enum", Value::Array(values)) => {
                let value = normal(value);
                values.iter().any(|other| normal(other) == value).into()
            }
            ("type", asked) => is_of_type(asked, value).into(),
            (keyword, _) if is_annotation(keyword) => Accepted::Yes,
            _ => match value {
                Value::Number(number) => number_keyword(keyword, asked, number.as_f64()),
                Value::String(text) => text_keyword(place, keyword, asked, text),
                Value::Array(items) => self.list_keyword(place, keyword, asked, items, depth),
                Value::Object(members) => self.object_keyword(place, keyword, asked, members, depth),
                Value::Null | Value::Bool(_) => otherwise(keyword),
            },
        }
    }

    fn list_keyword(
        &self,
        place: &Place<'a>,
        keyword: &str,
        asked: &'a Value,
        items: &[Value],
        depth: usize,
    ) -> Accepted {
        match keyword {
            "items" => {
                let place = place.child("/items", asked);
                items.iter().map(|item| self.judge(&place, item, depth)).min().unwrap_or(Accepted::Yes)
            }
            "minItems" => count(asked, |bound| items.len() as u64 >= bound),
            "maxItems" => count(asked, |bound| items.len() as u64 <= bound),
            keyword => otherwise(keyword),
        }
    }

    fn object_keyword(
        &self,
        place: &Place<'a>,
        keyword: &str,
        asked: &'a Value,
        members: &serde_json::Map<String, Value>,
        depth: usize,
    ) -> Accepted {
        let known = |name: &String| place.get("properties").is_some_and(|properties| properties.get(name).is_some());
        match (keyword, asked) {
            ("properties", Value::Object(properties)) => {
                let both = properties.iter().filter_map(|(name, schema)| Some((name, schema, members.get(name)?)));
                let judged = both
                    .map(|(name, schema, value)| self.judge(&place.named("properties", name, schema), value, depth));
                judged.min().unwrap_or(Accepted::Yes)
            }
            ("additionalProperties", schema) => {
                let others = members.iter().filter(|(name, _)| !known(name));
                let place = place.child("/additionalProperties", schema);
                others.map(|(_, value)| self.judge(&place, value, depth)).min().unwrap_or(Accepted::Yes)
            }
            ("propertyNames", schema) => {
                let place = place.child("/propertyNames", schema);
                let names = members.keys().map(|name| self.judge(&place, &name.as_str().into(), depth));
                names.min().unwrap_or(Accepted::Yes)
            }
            ("required", Value::Array(names)) => {
                names.iter().all(|name| name.as_str().is_some_and(|name| members.contains_key(name))).into()
            }
            ("minProperties", bound) => count(bound, |bound| members.len() as u64 >= bound),
            ("maxProperties", bound) => count(bound, |bound| members.len() as u64 <= bound),
            (keyword, _) => otherwise(keyword),
        }
    }
}

/// Exactly one alternative.
fn one_of(verdicts: impl Iterator<Item = Accepted>) -> Accepted {
    let (mut yes, mut unsure) = (0, 0);
    for verdict in verdicts {
        yes += usize::from(verdict == Accepted::Yes);
        unsure += usize::from(verdict == Accepted::Unsure);
    }
    match (yes, unsure) {
        (1, 0) => Accepted::Yes,
        (0, 0) | (2.., _) => Accepted::No,
        _ => Accepted::Unsure,
    }
}

/// A keyword for values of another JSON type has no effect. An unknown keyword may have any effect.
fn otherwise(keyword: &str) -> Accepted {
    if is_of_one_type(keyword) { Accepted::Yes } else { Accepted::Unsure }
}

fn count(bound: &Value, fits: impl Fn(u64) -> bool) -> Accepted {
    bound.as_u64().map_or(Accepted::Unsure, |bound| fits(bound).into())
}

fn number_keyword(keyword: &str, asked: &Value, number: Option<f64>) -> Accepted {
    let fits = match (keyword, number, asked.as_f64()) {
        ("minimum", Some(number), Some(bound)) => number >= bound,
        ("maximum", Some(number), Some(bound)) => number <= bound,
        ("minimum" | "maximum", ..) => return Accepted::Unsure,
        _ => return otherwise(keyword),
    };
    fits.into()
}

fn text_keyword(place: &Place<'_>, keyword: &str, asked: &Value, text: &str) -> Accepted {
    let stated = || {
        // An unsupported pattern: its own examples are assumed to match it.
        let examples = place.get("examples").and_then(Value::as_array);
        let is = examples.is_some_and(|examples| examples.iter().any(|example| example == text));
        if is { Accepted::Yes } else { Accepted::Unsure }
    };
    match (keyword, asked) {
        ("minLength", bound) => count(bound, |bound| text.chars().count() as u64 >= bound),
        ("maxLength", bound) => count(bound, |bound| text.chars().count() as u64 <= bound),
        ("pattern", Value::String(pattern)) => match Automaton::new(pattern) {
            Some(automaton) => automaton.accepts(text).into(),
            None => stated(),
        },
        // A validator may or may not look at it: only what surely is a date is accepted by both.
        ("format", Value::String(format)) if format == "date" && Date::parse(text).is_some() => Accepted::Yes,
        ("format", _) => stated(),
        ("pattern", _) => Accepted::Unsure,
        (keyword, _) => otherwise(keyword),
    }
}
