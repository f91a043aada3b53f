//! A jump of what is awarded, at one amount.

use crate::value::Money;

/// A jump of a table: where, from what, to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Jump {
    pub(super) at: Money,
    pub(super) before: Money,
    pub(super) after: Money,
}

impl Jump {
    /// By how much the award changes.
    pub(super) const fn change(self) -> i64 {
        (self.after.fen() - self.before.fen()).abs()
    }
}

/// The largest of some jumps; the first one of several.
pub(super) fn steepest(jumps: &[Jump]) -> Option<Jump> {
    jumps.iter().copied().rev().max_by_key(|jump| jump.change())
}
