//! Conditions under which a part of a programme applies: all of some, and one of each group of alternatives.

use super::predicate::Predicate;
use crate::wire::{List, record};

record! {
    /// 可选条件 · Alternative conditions.
    pub struct Alternatives {
        required {
            /// 条件 · Conditions.
            ///
            /// 满足其一即可。
            /// One of them is sufficient.
            public any_of: List<Predicate, 2, 20>,
        }
        optional {}
    }
}

/// The conditions of an item, a tier, a limit or a required document. All of `when` must hold, and of each entry of
/// `whenAnyOf` one condition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct When<'a> {
    /// Conditions that must all hold.
    pub(crate) all: &'a [Predicate],
    /// Groups of alternatives.
    pub(crate) any_of: &'a [Alternatives],
}

impl<'a> When<'a> {
    /// The conditions in these members.
    pub(super) fn of(all: Option<&'a [Predicate]>, any_of: Option<&'a [Alternatives]>) -> Self {
        Self { all: all.unwrap_or_default(), any_of: any_of.unwrap_or_default() }
    }

    /// The alternatives of each condition: one, or several. One of each must hold.
    pub(crate) fn clauses(self) -> impl Iterator<Item = &'a [Predicate]> {
        self.all.iter().map(std::slice::from_ref).chain(self.any_of.iter().map(|group| &*group.any_of))
    }

    /// Every condition.
    pub(crate) fn predicates(self) -> impl Iterator<Item = &'a Predicate> {
        self.clauses().flatten()
    }

    /// Whether no condition is stated: the part always applies.
    pub(crate) const fn is_empty(self) -> bool {
        self.all.is_empty() && self.any_of.is_empty()
    }
}
