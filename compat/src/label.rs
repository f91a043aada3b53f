//! Labels: judgements by persons of changes that cannot be decided.

use crate::change::{Change, Judgement, Reason};
use serde_json::Value;

/// The judgement by a person of an undecided change.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeLabel {
    /// The name of the type.
    pub type_name: String,
    /// The place in the schema of the type.
    pub pointer: String,
    /// The keyword.
    pub keyword: String,
    /// The old value of the keyword, if present. A label decides one change only, not other changes of the same keyword.
    pub old: Option<Value>,
    /// The new value of the keyword, if present.
    pub new: Option<Value>,
    /// The judgement.
    pub judgement: Judgement,
    /// The reason.
    pub reason: Reason,
}

/// An invalid entry of a file of labels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("label {index}: {problem}")]
pub struct BadLabel {
    /// Its index in the list.
    pub index: usize,
    /// The problem.
    pub problem: &'static str,
}

const MEMBERS: [&str; 7] = ["type", "pointer", "keyword", "old", "new", "judgement", "reason"];

impl ChangeLabel {
    /// The labels of a file: `{"labels": [{"type": …, "pointer": …, "keyword": …, "old": …, "new": …, "judgement": …,
    /// "reason": {"zh": …, "en": …}}]}`; `old` and `new` are those of the change.
    ///
    /// # Errors
    /// - The file does not have this form, or a label has an unknown member.
    /// - A judgement is `unknown` or invalid.
    /// - A reason is missing in a language.
    pub fn list(file: &Value) -> Result<Vec<Self>, BadLabel> {
        let labels = file.get("labels").and_then(Value::as_array);
        let labels = labels.ok_or(BadLabel { index: 0, problem: "the list `labels` is missing" })?;
        let read = |(index, label)| Self::read(label).map_err(|problem| BadLabel { index, problem });
        labels.iter().enumerate().map(read).collect()
    }

    fn read(label: &Value) -> Result<Self, &'static str> {
        let members = label.as_object().ok_or("the label is not an object")?;
        if members.keys().any(|name| !MEMBERS.contains(&name.as_str())) {
            return Err("the label has an unknown member");
        }
        let text = |value: Option<&Value>, problem: &'static str| {
            let text = value.and_then(Value::as_str).filter(|text| !text.trim().is_empty());
            text.map(str::to_owned).ok_or(problem)
        };
        let judgement = text(members.get("judgement"), "`judgement` is missing")?;
        let judgement = Judgement::ALL.iter().copied().find(|j| j.as_str() == judgement && *j != Judgement::Unknown);
        let reason = members.get("reason").and_then(Value::as_object).ok_or("`reason` is missing")?;
        Ok(Self {
            type_name: text(members.get("type"), "`type` is missing")?,
            pointer: members.get("pointer").and_then(Value::as_str).ok_or("`pointer` is missing")?.to_owned(),
            keyword: text(members.get("keyword"), "`keyword` is missing")?,
            old: members.get("old").cloned(),
            new: members.get("new").cloned(),
            judgement: judgement.ok_or("`judgement` must be compatible, extending or breaking")?,
            reason: Reason {
                zh: text(reason.get("zh"), "`zh` is missing in `reason`")?,
                en: text(reason.get("en"), "`en` is missing in `reason`")?,
            },
        })
    }

    /// Whether the label concerns the change. A label cannot override a decided change.
    pub(crate) fn fits(&self, change: &Change) -> bool {
        let Self { type_name, pointer, keyword, old, new, judgement: _, reason: _ } = self;
        change.judgement == Judgement::Unknown
            && (&change.type_name, &change.pointer, &change.keyword) == (type_name, pointer, keyword)
            && (&change.old, &change.new) == (old, new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn invalid_labels_are_explained() {
        let good = json!({"type": "A", "pointer": "", "keyword": "not", "judgement": "compatible", "reason": {"zh": "同", "en": "same"}});
        assert_eq!(ChangeLabel::list(&json!({"labels": [good]})).map(|labels| labels.len()), Ok(1));
        for (change, problem) in [
            (json!({"type": ""}), "`type` is missing"),
            (json!({"pointer": 1}), "`pointer` is missing"),
            (json!({"judgement": "unknown"}), "`judgement` must be compatible, extending or breaking"),
            (json!({"judgement": "fine"}), "`judgement` must be compatible, extending or breaking"),
            (json!({"reason": {"zh": "同"}}), "`en` is missing in `reason`"),
            (json!({"reason": {"zh": " ", "en": "x"}}), "`zh` is missing in `reason`"),
            (json!({"keyword": 3}), "`keyword` is missing"),
            (json!({"typ": "A"}), "the label has an unknown member"),
        ] {
            let mut label = good.clone();
            label.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let read = ChangeLabel::list(&json!({"labels": [good, label]}));
            assert_eq!(read.unwrap_err(), BadLabel { index: 1, problem });
        }
        assert!(ChangeLabel::list(&json!([])).is_err());
    }
}
