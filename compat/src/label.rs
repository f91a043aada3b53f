//! What people say of changes that cannot be decided.

use crate::change::{Change, Judgement, Reason};
use serde_json::Value;

/// A judgement by a person of a change that is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeLabel {
    /// The name of the type.
    pub type_name: String,
    /// The place in the schema of the type.
    pub pointer: String,
    /// The keyword.
    pub keyword: String,
    /// The keyword as it was, if it was there. A label is about one change: another one of the same keyword is not settled by it.
    pub old: Option<Value>,
    /// The keyword as it is now, if it is there.
    pub new: Option<Value>,
    /// The judgement.
    pub judgement: Judgement,
    /// Why.
    pub reason: Reason,
}

/// A file of labels that is not one: which entry, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("label {index}: {problem}")]
pub struct BadLabel {
    /// Its place in the list.
    pub index: usize,
    /// What is wrong with it.
    pub problem: &'static str,
}

const MEMBERS: [&str; 7] = ["type", "pointer", "keyword", "old", "new", "judgement", "reason"];

impl ChangeLabel {
    /// The labels of a file: `{"labels": [{"type": …, "pointer": …, "keyword": …, "old": …, "new": …, "judgement": …,
    /// "reason": {"zh": …, "en": …}}]}`; `old` and `new` as the change has them.
    ///
    /// # Errors
    /// - The file is not of this form, or a label has a member that is not known.
    /// - A judgement is `unknown`, or no judgement.
    /// - A reason is missing in a language.
    pub fn list(file: &Value) -> Result<Vec<Self>, BadLabel> {
        let labels = file.get("labels").and_then(Value::as_array);
        let labels = labels.ok_or(BadLabel { index: 0, problem: "there is no list `labels`" })?;
        let read = |(index, label)| Self::read(label).map_err(|problem| BadLabel { index, problem });
        labels.iter().enumerate().map(read).collect()
    }

    fn read(label: &Value) -> Result<Self, &'static str> {
        let members = label.as_object().ok_or("it is no object")?;
        if members.keys().any(|name| !MEMBERS.contains(&name.as_str())) {
            return Err("it has a member that is not known");
        }
        let text = |value: Option<&Value>, problem: &'static str| {
            let text = value.and_then(Value::as_str).filter(|text| !text.trim().is_empty());
            text.map(str::to_owned).ok_or(problem)
        };
        let judgement = text(members.get("judgement"), "it has no `judgement`")?;
        let judgement = Judgement::ALL.iter().copied().find(|j| j.as_str() == judgement && *j != Judgement::Unknown);
        let reason = members.get("reason").and_then(Value::as_object).ok_or("it has no `reason`")?;
        Ok(Self {
            type_name: text(members.get("type"), "it has no `type`")?,
            pointer: members.get("pointer").and_then(Value::as_str).ok_or("it has no `pointer`")?.to_owned(),
            keyword: text(members.get("keyword"), "it has no `keyword`")?,
            old: members.get("old").cloned(),
            new: members.get("new").cloned(),
            judgement: judgement.ok_or("`judgement` is none of compatible, extending, breaking")?,
            reason: Reason {
                zh: text(reason.get("zh"), "its `reason` has no `zh`")?,
                en: text(reason.get("en"), "its `reason` has no `en`")?,
            },
        })
    }

    /// Whether it is about that change. What is decided cannot be settled otherwise.
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
    fn labels_say_what_is_wrong_with_them() {
        let good = json!({"type": "A", "pointer": "", "keyword": "not", "judgement": "compatible", "reason": {"zh": "同", "en": "same"}});
        assert_eq!(ChangeLabel::list(&json!({"labels": [good]})).map(|labels| labels.len()), Ok(1));
        for (change, problem) in [
            (json!({"type": ""}), "it has no `type`"),
            (json!({"pointer": 1}), "it has no `pointer`"),
            (json!({"judgement": "unknown"}), "`judgement` is none of compatible, extending, breaking"),
            (json!({"judgement": "fine"}), "`judgement` is none of compatible, extending, breaking"),
            (json!({"reason": {"zh": "同"}}), "its `reason` has no `en`"),
            (json!({"reason": {"zh": " ", "en": "x"}}), "its `reason` has no `zh`"),
            (json!({"keyword": 3}), "it has no `keyword`"),
            (json!({"typ": "A"}), "it has a member that is not known"),
        ] {
            let mut label = good.clone();
            label.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let read = ChangeLabel::list(&json!({"labels": [good, label]}));
            assert_eq!(read.unwrap_err(), BadLabel { index: 1, problem });
        }
        assert!(ChangeLabel::list(&json!([])).is_err());
    }
}
