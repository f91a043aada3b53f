//! A jump of what is awarded, at one amount.

use crate::value::Money;

/// A jump of a table: where, from what, to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::programme) struct Jump {
    pub(in crate::programme) at: Money,
    pub(in crate::programme) before: Money,
    pub(in crate::programme) after: Money,
}

impl Jump {
    /// By how much the award changes.
    pub(in crate::programme) const fn change(self) -> i64 {
        (self.after.fen() - self.before.fen()).abs()
    }
}

/// The largest of some jumps; the first one of several.
pub(in crate::programme) fn steepest(jumps: &[Jump]) -> Option<Jump> {
    jumps.iter().copied().rev().max_by_key(|jump| jump.change())
}
