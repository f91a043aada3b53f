//! The first difference between two outcomes, in words.

use crate::text::{Said, said};
use serde_json::Value;
use tongbiao::{
    adjudication::TraceStep,
    explain::{explain_step, masked},
    verify::Difference,
};

/// Both sides in words.
pub(crate) fn notes(difference: &Difference) -> Vec<Said> {
    let (head, stated, computed) = match difference {
        Difference::Step { number, stated, computed } => {
            let [stated, computed] = [stated, computed].map(|step| step.as_ref().map_or_else(no_step, step_said));
            let head =
                said(format!("第一个不同的步骤：第 {number} 步"), format!("first step that differs: no. {number}"));
            (head, stated, computed)
        }
        Difference::Member { pointer, stated, computed } => {
            let [stated, computed] = [stated, computed].map(|value| value_said(value.as_ref()));
            let pointer = masked(pointer.clone());
            (said(format!("第一处不同：{pointer}"), format!("first difference: {pointer}")), stated, computed)
        }
        _ => return Vec::new(),
    };
    let [(stated_zh, stated_en), (zh, en)] = [stated, computed];
    vec![
        head,
        said(format!("核定结果所列：{stated_zh}"), format!("stated: {stated_en}")),
        said(format!("重新计算：{zh}"), format!("computed: {en}")),
    ]
}

/// A text in Chinese and in English.
type Both = (String, String);

fn step_said(step: &TraceStep) -> Both {
    let words = explain_step(step);
    let (zh, en) = step.unit.map_or_else(Both::default, |unit| (format!("单元 {unit}，"), format!("unit {unit}, ")));
    (masked(format!("{zh}{}", words.zh)), masked(format!("{en}{}", words.en)))
}

fn no_step() -> Both {
    ("没有这一步".to_owned(), "no such step".to_owned())
}

/// A value on one line. For a list or an object, only its size.
fn value_said(value: Option<&Value>) -> Both {
    match value {
        None => ("没有".to_owned(), "absent".to_owned()),
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
