//! Units: for what an item is computed at once, and the basis of each.

mod basis;
mod before;
mod group;
mod identity;

pub(super) use basis::{AidLeft, basis};
pub(super) use before::awarded_before;
pub(super) use group::{gather, grouped};
pub(super) use identity::{Unit, UnitId, UnitOf, Who};
