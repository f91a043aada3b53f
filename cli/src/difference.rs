//! The first place in which two outcomes differ.

use crate::language::Said;
use serde_json::Value;
use tongbiao::{
    adjudication::{Adjudication, TraceStep},
    explain::{explain_step, masked},
    wire::{Shape, Wire},
};

/// Members that are not what was computed: who computed it, and what others added.
const NOT_COMPARED: [&str; 3] = ["/extensions", "/computedFrom/evaluator", "/computedFrom/evaluatorVersion"];

/// A difference between what an outcome states and what is computed.
#[derive(Debug)]
pub(crate) enum Difference {
    /// A step of the computation; nothing where one side has no more steps.
    Step {
        /// Its number, from 1.
        number: usize,
        stated: Option<TraceStep>,
        computed: Option<TraceStep>,
    },
    /// A member; nothing where one side does not have it.
    Member {
        /// Where it stands.
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
        number: place + 1,
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
    /// Both sides, for people.
    pub(crate) fn notes(self) -> Vec<Said> {
        match self {
            Self::Step { number, stated, computed } => {
                let [stated, computed] = [stated, computed].map(|step| step.as_ref().map_or_else(no_step, step_said));
                vec![
                    Said::new(
                        format!("第一个不同的步骤：第 {number} 步"),
                        format!("first step that differs: no. {number}"),
                    ),
                    Said::new(format!("结果所写：{}", stated.zh), format!("stated: {}", stated.en)),
                    Said::new(format!("重新计算：{}", computed.zh), format!("computed: {}", computed.en)),
                ]
            }
            Self::Member { pointer, stated, computed } => {
                let [stated, computed] = [stated, computed].map(|value| value_said(value.as_ref()));
                vec![
                    Said::new(format!("第一处不同：{pointer}"), format!("first difference: {pointer}")),
                    Said::new(format!("结果所写：{}", stated.zh), format!("stated: {}", stated.en)),
                    Said::new(format!("重新计算：{}", computed.zh), format!("computed: {}", computed.en)),
                ]
            }
        }
    }
}

fn step_said(step: &TraceStep) -> Said {
    let words = explain_step(step);
    let unit =
        step.unit.map_or_else(Said::default, |unit| Said::new(format!("单元 {unit}，"), format!("unit {unit}, ")));
    Said::new(format!("{}{}", unit.zh, words.zh), format!("{}{}", unit.en, words.en))
}

fn no_step() -> Said {
    Said::new("没有这一步", "no such step")
}

/// A value on one line; a list or an object only by how much it holds.
fn value_said(value: Option<&Value>) -> Said {
    match value {
        None => Said::new("没有", "absent"),
        Some(Value::Array(items)) => {
            let count = items.len();
            Said::new(format!("{count} 项"), format!("{count} items"))
        }
        Some(Value::Object(members)) => {
            let names = members.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            Said::new(names.clone(), names)
        }
        Some(Value::String(text)) => {
            let text = masked(text.clone());
            Said::new(text.clone(), text)
        }
        Some(other) => Said::new(other.to_string(), other.to_string()),
    }
}
