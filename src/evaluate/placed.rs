//! The placing of an entitlement: earlier awards are deducted, the rest is allocated to lines, and limits and the
//! family's share are applied.

mod after;
mod before;
mod bounds;
mod limit;
mod lines;
mod parts;

pub(super) use before::LedgerLeft;
pub(super) use bounds::{Bounds, Ceiling, Phase};
pub(super) use limit::limited;
pub(super) use parts::Parts;

use super::{
    column::{Column, LineIx},
    input::Input,
    missing::Lacks,
    node::Node,
    notes::Notes,
    place::Periods,
    step::Step,
    unit::Unit,
};
use crate::code::{ReasonCode, StepKind};

/// The remainder of an entitlement.
#[derive(Debug)]
pub(super) struct Placed {
    /// Part by part: on lines, or for the unit as a whole.
    pub(super) parts: Parts,
    /// The amount by which earlier awards exceed the entitlement.
    pub(super) overpaid: i64,
    /// What is missing to compute it.
    pub(super) lacks: Lacks,
}

/// Places the entitlement of a unit: on its lines, in proportion to their admitted amounts, if it is `on_lines`. It is
/// an error if the earlier awards for the unit are unknown.
pub(super) fn placed<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    (entitled, on_lines): (i64, Option<&Column<LineIx, i64>>),
    bounds: Bounds<'_, 'r>,
    (periods, ledger_left): (&mut Periods, &mut LedgerLeft),
    mut parts: Parts,
    notes: &mut Notes,
) -> Result<Placed, Lacks> {
    let mut lacks = Lacks::default();
    let (left, overpaid) = before::less_before(input, unit, (entitled, ledger_left), notes)?;
    let allocated = lines::allocated(unit, left, on_lines, bounds.ceiling, &mut parts, notes);
    lacks.value(allocated);
    let more = after::used_up(input, unit, bounds, periods, &mut parts, notes);
    lacks.add(more);
    let more = limited(input, unit, bounds, (periods, &mut None), &mut parts, notes);
    lacks.add(more);
    if let Some(ceiling) = bounds.ceiling {
        apply_ceiling(unit, ceiling, &mut parts, notes);
    }
    Ok(Placed { parts, overpaid, lacks })
}

/// Removes the part above the family's remaining share of all receipts together.
fn apply_ceiling(unit: &Unit<'_, '_>, ceiling: Ceiling<'_>, parts: &mut Parts, notes: &mut Notes) {
    let (sum, (left, is_lowered_by_aid)) = (parts.sum(), ceiling.together());
    if sum > left {
        let code = if is_lowered_by_aid { ReasonCode::OtherAid } else { ReasonCode::AboveBurden };
        let at = Node::Ceiling;
        notes.step(|| Step { code: Some(code), ..Step::between(StepKind::Ceiling, at, unit.ix, (sum, left)) });
        parts.lower(left);
        notes.reduce(unit.ix, code, at, i128::from(sum - left));
    }
}
