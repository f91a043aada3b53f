//! Generates small examples that a schema accepts.

use crate::{
    accept::{Accepted, Judge},
    automaton::{Automaton, Found, find},
    set::{Place, SchemaSet},
    view::{Branch, List, Object, Range, Shape, Text, view},
};
use serde_json::{Map, Value};
use std::{cell::Cell, collections::BTreeSet, rc::Rc};

/// The maximum depth and the maximum number of values of an example.
const DEPTH_MAX: usize = 60;
const VALUES_MAX: usize = 50_000;

/// Generates examples for the schemas of one set.
pub(crate) struct Examples<'a> {
    set: &'a SchemaSet,
    left: Cell<usize>,
}

/// A step into a document: the place of a value in a larger example.
#[derive(Debug, Clone)]
pub(crate) enum Step<'a> {
    Member(Rc<Object<'a>>, String),
    Item(List<'a>),
}

impl<'a> Examples<'a> {
    pub(crate) fn new(set: &'a SchemaSet) -> Self {
        Self { set, left: Cell::new(VALUES_MAX) }
    }

    /// An example for the schema: a stated one, or a small generated one.
    pub(crate) fn of(&self, place: &Place<'a>) -> Option<Value> {
        self.at(place, 0)
    }

    fn at(&self, place: &Place<'a>, depth: usize) -> Option<Value> {
        self.left.set(self.left.get().checked_sub(1)?);
        let place = self.set.resolved(place).ok().filter(|_| depth < DEPTH_MAX)?;
        let stated = place.get("examples").and_then(Value::as_array).into_iter().flatten();
        let mut stated = stated.filter(|example| Judge::new(self.set).accepts(&place, example) == Accepted::Yes);
        if let Some(example) = stated.next() {
            return Some(example.clone());
        }
        let branches = view(self.set, &place).branches;
        branches.iter().find_map(|branch| self.branch(branch, depth))
    }

    /// An example of one alternative.
    pub(crate) fn of_branch(&self, branch: &Branch<'a>) -> Option<Value> {
        self.branch(branch, 0)
    }

    fn branch(&self, branch: &Branch<'a>, depth: usize) -> Option<Value> {
        match &branch.shape {
            Shape::Constant(value) => Some((*value).clone()),
            Shape::Null => Some(Value::Null),
            Shape::Flag => Some(true.into()),
            Shape::Number(range) => numbers(range).into_iter().next(),
            Shape::Text(text) => text_of(text, &BTreeSet::new()).map(Value::from),
            Shape::List(list) => self.list(list, None, depth),
            Shape::Object(object) => self.object(object, None, depth).map(Value::from),
        }
    }

    /// A list with the minimum number of items, or with a given number.
    pub(crate) fn list_of(&self, list: &List<'a>, length: u64) -> Option<Value> {
        self.list(list, Some(length), 0)
    }

    fn list(&self, list: &List<'a>, length: Option<u64>, depth: usize) -> Option<Value> {
        let length = usize::try_from(length.unwrap_or(list.min)).ok()?;
        if length == 0 {
            return Some(Value::Array(Vec::new()));
        }
        let item = self.at(&list.items, depth + 1)?;
        self.left.set(self.left.get().checked_sub(length)?);
        Some(vec![item; length].into())
    }

    /// An object with the minimum number of members, or with a given number.
    pub(crate) fn object_of(&self, object: &Object<'a>, length: Option<u64>) -> Option<Map<String, Value>> {
        self.object(object, length, 0)
    }

    fn object(&self, object: &Object<'a>, length: Option<u64>, depth: usize) -> Option<Map<String, Value>> {
        let mut members = Map::new();
        for name in &object.required {
            let value = match (object.properties.get(name), &object.others) {
                (Some(place), _) | (None, Some(place)) => self.at(place, depth + 1)?,
                (None, None) => return None,
            };
            members.insert((*name).to_owned(), value);
        }
        let length = usize::try_from(length.unwrap_or(object.min)).ok()?;
        for (name, place) in &object.properties {
            if members.len() < length
                && !members.contains_key(*name)
                && let Some(value) = self.at(place, depth + 1)
            {
                members.insert((*name).to_owned(), value);
            }
        }
        if let Some(others) = object.others.as_ref().filter(|_| members.len() < length) {
            let value = self.at(others, depth + 1)?;
            let mut taken: BTreeSet<String> = object.properties.keys().map(|name| (*name).to_owned()).collect();
            taken.extend(members.keys().cloned());
            while members.len() < length {
                self.left.set(self.left.get().checked_sub(1)?);
                let name = name_of(object, &taken)?;
                taken.insert(name.clone());
                members.insert(name, value.clone());
            }
        }
        (members.len() >= length).then_some(members)
    }

    /// A value inside examples of the surrounding schemas.
    pub(crate) fn around(&self, steps: &[Step<'a>], value: Value) -> Option<Value> {
        steps.iter().rev().try_fold(value, |value, step| match step {
            Step::Member(object, name) => {
                let mut members = self.object_of(object, None)?;
                members.insert(name.clone(), value);
                Some(members.into())
            }
            Step::Item(list) => {
                let length = usize::try_from(list.min.max(1)).ok()?;
                self.left.set(self.left.get().checked_sub(length)?);
                Some(vec![value; length].into())
            }
        })
    }
}

/// A free name for a member of an open object.
pub(crate) fn name_of(object: &Object<'_>, taken: &BTreeSet<String>) -> Option<String> {
    let any = Text { pattern: None, format: None, min: 1, max: None };
    let text = object.names.as_ref().map_or(any, |(_, text)| *text);
    // Simple names are tried first: matching many names against a pattern is slow.
    let accepts = text.pattern.map(Automaton::new);
    let fits = |name: &String| {
        let length = name.len() as u64;
        let within = length >= text.min && text.max.is_none_or(|max| length <= max);
        within && !taken.contains(name) && accepts.as_ref().is_none_or(|a| a.as_ref().is_some_and(|a| a.accepts(name)))
    };
    let number = taken.len();
    let easy = ["x", "x1", "org.example.x", "a-x", "A"]
        .iter()
        .flat_map(|head| [(*head).to_owned(), format!("{head}{number}")]);
    easy.into_iter().find(fits).or_else(|| text_of(&text, taken))
}

/// The shortest text of a form that is not in a list.
pub(crate) fn text_of(text: &Text<'_>, besides: &BTreeSet<String>) -> Option<String> {
    if text.format.is_some_and(|format| format != "date") {
        return None;
    }
    let pattern = match (text.pattern, text.format) {
        (Some(pattern), _) => Some(Automaton::new(pattern)?),
        (None, Some(_)) => return Some("2024-05-06".to_owned()).filter(|date| !besides.contains(date)),
        (None, None) => None,
    };
    let within: Vec<&Automaton> = pattern.iter().collect();
    let besides = Automaton::of_texts(besides.iter().map(String::as_str))?;
    match find(&within, &[&besides], text.min, text.max) {
        Found::Text(found) => Some(found),
        Found::Nothing | Found::TooHard => None,
    }
}

/// Numbers of a range, simple numbers first.
pub(crate) fn numbers(range: &Range<'_>) -> Vec<Value> {
    let bounds = [range.min, range.max].map(|bound| bound.and_then(serde_json::Number::as_f64));
    let [min, max] = bounds;
    let numbers = near(bounds).into_iter().filter(|number| !range.whole || number.fract() == 0.0);
    let within = numbers.filter(|number| min.is_none_or(|min| *number >= min) && max.is_none_or(|max| *number <= max));
    within.filter_map(number).collect()
}

/// Simple numbers, bounds, and numbers near and between the bounds.
pub(crate) fn near<const N: usize>(bounds: [Option<f64>; N]) -> Vec<f64> {
    let bounds: Vec<f64> = bounds.into_iter().flatten().collect();
    let around = bounds.iter().flat_map(|bound| {
        let (below, above) = (bound.floor(), bound.ceil());
        [*bound, below, above, below - 1.0, above + 1.0, bound - 0.5, bound + 0.5]
    });
    let between = bounds.iter().zip(bounds.iter().skip(1)).map(|(a, b)| a / 2.0 + b / 2.0);
    [0.0, 1.0, -1.0, 0.5].into_iter().chain(around).chain(between).collect()
}

/// A number in the notation of JSON.
#[expect(clippy::cast_possible_truncation, reason = "the number is whole and small")]
pub(crate) fn number(float: f64) -> Option<Value> {
    if float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0 {
        return Some((float as i64).into());
    }
    serde_json::Number::from_f64(float).map(Value::from)
}
