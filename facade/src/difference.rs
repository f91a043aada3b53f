//! The first place in which two outcomes differ.

use crate::text::{Said, said};
use serde_json::Value;
use tongbiao::{
    adjudication::{Adjudication, TraceStep},
    explain::{explain_step, masked},
    wire::{Shape, Wire},
};

/// Members that are not computed: the evaluator and the extensions.
const NOT_COMPARED: [&str; 3] = ["/extensions", "/computedFrom/evaluator", "/computedFrom/evaluatorVersion"];

/// A difference between a stated outcome and the computed one.
#[derive(Debug)]
pub(crate) enum Difference {
    /// A step of the computation; `None` if one side has fewer steps.
    Step {
        /// Its number, from 1.
        number: usize,
        stated: Option<TraceStep>,
        computed: Option<TraceStep>,
    },
    /// A member; `None` if one side does not have it.
    Member {
        /// Its place, as a JSON Pointer.
        pointer: String,
        stated: Option<Value>,
        computed: Option<Value>,
    },
}

/// The first step that differs, or else the first member, in the order in which members are written.
pub(crate) fn first_difference(stated: &Adjudication, computed: &Adjudication) -> Option<Difference> {
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

fn first_member(stated: Option<&Value>, computed: Option<&Value>, pointer: String) -> Option<Difference> {
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

impl Difference {
    /// Both sides in words.
    pub(crate) fn notes(&self) -> Vec<Said> {
        let (head, stated, computed) = match self {
            Self::Step { number, stated, computed } => {
                let [stated, computed] = [stated, computed].map(|step| step.as_ref().map_or_else(no_step, step_said));
                let head =
                    said(format!("第一个不同的步骤：第 {number} 步"), format!("first step that differs: no. {number}"));
                (head, stated, computed)
            }
            Self::Member { pointer, stated, computed } => {
                let [stated, computed] = [stated, computed].map(|value| value_said(value.as_ref()));
                let pointer = masked(pointer.clone());
                (said(format!("第一处不同：{pointer}"), format!("first difference: {pointer}")), stated, computed)
            }
        };
        let [(stated_zh, stated_en), (zh, en)] = [stated, computed];
        vec![
            head,
            said(format!("核定结果所列：{stated_zh}"), format!("stated: {stated_en}")),
            said(format!("重新计算：{zh}"), format!("computed: {en}")),
        ]
    }
}

/// A text in Chinese and in English.
type Both = (String, String);

fn step_said(step: &TraceStep) -> Both {
    let words = explain_step(step);
    let (zh, en) =
        step.unit.map_or_else(Both::default, |unit| (format!("计算单元 {unit}，"), format!("unit {unit}, ")));
    (masked(format!("{zh}{}", words.zh)), masked(format!("{en}{}", words.en)))
}

fn no_step() -> Both {
    ("无此步骤".to_owned(), "no such step".to_owned())
}

/// A value on one line; a list by its length, an object by its member names.
fn value_said(value: Option<&Value>) -> Both {
    match value {
        None => ("未填写".to_owned(), "omitted".to_owned()),
        Some(Value::Array(items)) => {
            let count = items.len();
            (format!("{count} 项"), format!("{count} items"))
        }
        Some(Value::Object(members)) => {
            let names = members.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            (names.clone(), names)
        }
        Some(Value::String(text)) => {
            let text = masked(text.clone());
            (text.clone(), text)
        }
        Some(other) => (other.to_string(), other.to_string()),
    }
}
