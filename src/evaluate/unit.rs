//! Units: the groups of receipts for which an item is computed, and the basis of each.

mod basis;
mod before;
mod group;
mod identity;

pub(super) use basis::{AidLeft, Compared, basis};
pub(super) use before::awarded_before;
pub(super) use group::{gather, grouped, is_of_unit};
pub(super) use identity::{Unit, UnitId, UnitOf, Who};
