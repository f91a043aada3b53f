//! Items with a new identifier. Later adjudications find the earlier awards of an item by its identifier.

use crate::{programme::Programme, value::LocalId};
use std::collections::BTreeSet;

/// Removed items together with new items, by their identifiers. Earlier awards of a removed item are not deducted from the awards of
/// a new item, however similar the two are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renewal {
    /// The removed items.
    pub gone: Vec<LocalId>,
    /// The new items.
    pub new: Vec<LocalId>,
}

impl Renewal {
    /// `None` if no item was removed, or none is new.
    pub(super) fn of(old: &Programme, new: &Programme) -> Option<Self> {
        let [before, after] = [old, new].map(|programme| programme.items.iter().map(|item| &item.id).collect());
        let only = |one: &BTreeSet<&LocalId>, other: &BTreeSet<&LocalId>| -> Vec<LocalId> {
            one.difference(other).map(|id| (*id).clone()).collect()
        };
        let renewal = Self { gone: only(&before, &after), new: only(&after, &before) };
        (!renewal.gone.is_empty() && !renewal.new.is_empty()).then_some(renewal)
    }
}
