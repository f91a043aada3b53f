//! One change: its kind, and the clause before and after.

use super::{Bearing, Direction};
use crate::{explain::Words, wire::Label};
use serde_json::Value;

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The clause is new.
    Added,
    /// The clause was removed.
    Removed,
    /// The clause was changed.
    Changed,
    /// The order of a list was changed, and the order affects the rule.
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
            Self::Moved => Label { zh: "调整次序", en: "reordered" },
        }
    }
}

/// A clause in one of the two documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Its place, as a JSON Pointer.
    pub pointer: String,
    /// Its value; for a reordered list, the names of the items.
    pub value: Value,
    /// Its value in words.
    pub words: Words,
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The kind of the change.
    pub kind: ChangeKind,
    /// Whether it can alter an outcome.
    pub bearing: Bearing,
    /// The changed clause, by the names on the way to it.
    pub what: Words,
    /// The clause before; `None` if it is new.
    pub before: Option<Side>,
    /// The clause after; `None` if it was removed.
    pub after: Option<Side>,
    /// The direction of this clause alone; `None` if it is not certain.
    pub direction: Option<Direction>,
}
