//! One change: what has happened to a clause, as it was and as it is.

use super::{Bearing, Direction};
use crate::{explain::Words, wire::Label};
use serde_json::Value;

/// What has happened to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// What it lists stands in another order, which is another rule.
    Moved,
}

impl ChangeKind {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }

    /// Its name in Chinese and English.
    pub const fn label(self) -> Label {
        match self {
            Self::Added => Label { zh: "新增", en: "added" },
            Self::Removed => Label { zh: "删除", en: "removed" },
            Self::Changed => Label { zh: "修改", en: "changed" },
            Self::Moved => Label { zh: "次序", en: "order" },
        }
    }
}

/// A clause in one of the two documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Where it stands, as a JSON Pointer.
    pub pointer: String,
    /// What stands there; of a list that was put in another order, the names of its items.
    pub value: Value,
    /// The same in words.
    pub words: Words,
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// What has happened.
    pub kind: ChangeKind,
    /// Whether it can change an outcome.
    pub bearing: Bearing,
    /// What has changed, by the names that lead to it.
    pub what: Words,
    /// As it was; `None` if it is new.
    pub before: Option<Side>,
    /// As it is; `None` if it is gone.
    pub after: Option<Side>,
    /// Whether the clause, taken by itself, asks for more or for less; `None` if that is not certain.
    pub direction: Option<Direction>,
}
