//! The first place in which two outcomes differ.

use crate::{
    adjudication::{Adjudication, TraceStep},
    wire::{Shape, Wire},
};
use serde_json::Value;
use std::fmt;

/// Members that are not compared: the program that computed the outcome, and the extensions of others.
const NOT_COMPARED: [&str; 3] = ["/extensions", "/computedFrom/evaluator", "/computedFrom/evaluatorVersion"];

/// The first difference between an outcome and the computed one.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Difference {
    /// A step of the computation.
    Step {
        /// Its number, from 1.
        number: usize,
        /// The step of the outcome; `None` if it has fewer steps.
        stated: Option<TraceStep>,
        /// The step that is computed; `None` if there are fewer.
        computed: Option<TraceStep>,
    },
    /// A member.
    Member {
        /// Its place in the outcome, as an RFC 6901 pointer.
        pointer: String,
        /// Its value in the outcome; `None` if it is omitted.
        stated: Option<Value>,
        /// Its value as it is computed; `None` if it is omitted.
        computed: Option<Value>,
    },
}

// The values may be private.
impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step { number, .. } => write!(f, "Difference(step {number})"),
            Self::Member { pointer, .. } => write!(f, "Difference({pointer})"),
        }
    }
}

/// Names the place, without the values.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step { number, .. } => write!(f, "step {number} of the computation differs"),
            Self::Member { pointer, .. } => write!(f, "{pointer} differs"),
        }
    }
}

/// The first step that differs, or else the first member, in the order in which members are written.
pub(super) fn first_difference(stated: &Adjudication, computed: &Adjudication) -> Option<Difference> {
    if stated.trace.is_some() == computed.trace.is_some()
        && let Some(step) = first_step(stated, computed)
    {
        return Some(step);
    }
    let [stated, computed] = [stated, computed].map(|outcome| serde_json::to_value(outcome).unwrap_or_default());
    let Shape::Record(record) = Adjudication::SHAPE else { return None };
    record.members.iter().find_map(|member| {
        let pointer = format!("/{}", member.name);
        first_member(stated.get(member.name), computed.get(member.name), pointer)
    })
}

fn first_step(stated: &Adjudication, computed: &Adjudication) -> Option<Difference> {
    let [stated, computed] = [stated, computed].map(|outcome| outcome.trace.as_deref().unwrap_or_default());
    let place = (0..stated.len().max(computed.len())).find(|place| stated.get(*place) != computed.get(*place))?;
    Some(Difference::Step {
        number: place.saturating_add(1),
        stated: stated.get(place).cloned(),
        computed: computed.get(place).cloned(),
    })
}

pub(super) fn first_member(stated: Option<&Value>, computed: Option<&Value>, pointer: String) -> Option<Difference> {
    if stated == computed || NOT_COMPARED.contains(&pointer.as_str()) {
        return None;
    }
    match (stated, computed) {
        (Some(Value::Object(left)), Some(Value::Object(right))) => {
            let names = left.keys().chain(right.keys().filter(|name| !left.contains_key(*name)));
            names
                .into_iter()
                .find_map(|name| first_member(left.get(name), right.get(name), format!("{pointer}/{name}")))
        }
        (Some(Value::Array(left)), Some(Value::Array(right))) => (0..left.len().max(right.len()))
            .find_map(|place| first_member(left.get(place), right.get(place), format!("{pointer}/{place}"))),
        (stated, computed) => {
            Some(Difference::Member { pointer, stated: stated.cloned(), computed: computed.cloned() })
        }
    }
}
