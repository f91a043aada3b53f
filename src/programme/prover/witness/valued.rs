//! Facts with the values that they may have, and the bound of the search for witnesses.

use super::super::axis::Axis;
use crate::programme::interval::Intervals;
use std::cell::Cell;

/// The maximum number of comparisons for one document.
const WORK_MAX: usize = 2_000_000;

/// A fact with the values that it may have.
pub(super) type Valued<'b, 'a> = (&'b Axis<'a>, &'b Intervals);

/// Whether a yes-or-no fact may have this value.
pub(super) fn may_be(values: &Intervals, yes: bool) -> bool {
    values.contains(i64::from(yes))
}

/// The remaining work.
#[derive(Debug)]
pub(super) struct Work(Cell<usize>);

impl Work {
    pub(super) const fn new() -> Self {
        Self(Cell::new(WORK_MAX))
    }

    /// Whether work of this cost can still be done.
    pub(super) fn spend(&self, cost: usize) -> bool {
        let left = self.0.get().saturating_sub(cost + 1);
        self.0.set(left);
        left > 0
    }
}
