//! Items that a new revision calls otherwise: later decisions know by its identifier what an item has awarded.

use crate::{programme::Programme, value::LocalId};
use std::collections::BTreeSet;

/// Items that are gone beside items that are new, by their identifiers. Whatever the two have in common, what one that is
/// gone has awarded is not taken off one that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renewal {
    /// Those that are gone.
    pub gone: Vec<LocalId>,
    /// Those that are new.
    pub new: Vec<LocalId>,
}

impl Renewal {
    /// `None` if no item is gone, or none is new.
    pub(super) fn of(old: &Programme, new: &Programme) -> Option<Self> {
        let [before, after] = [old, new].map(|programme| programme.items.iter().map(|item| &item.id).collect());
        let only = |one: &BTreeSet<&LocalId>, other: &BTreeSet<&LocalId>| -> Vec<LocalId> {
            one.difference(other).map(|id| (*id).clone()).collect()
        };
        let renewal = Self { gone: only(&before, &after), new: only(&after, &before) };
        (!renewal.gone.is_empty() && !renewal.new.is_empty()).then_some(renewal)
    }
}
