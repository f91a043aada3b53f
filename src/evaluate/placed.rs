//! An entitlement placed: less what was awarded before, allocated to lines, within the limits and the ceiling.

mod before;
mod bounds;
mod limit;
mod lines;
mod parts;

pub(super) use before::LedgerLeft;
pub(super) use bounds::{Bounds, Phase};
pub(super) use limit::limited;
pub(super) use parts::Parts;

use super::{
    borne::StillBorne,
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

/// What is left of an entitlement.
#[derive(Debug)]
pub(super) struct Placed {
    /// Part by part: on lines, or as a whole.
    pub(super) parts: Parts,
    /// By how much earlier awards are above the entitlement.
    pub(super) overpaid: i64,
    /// What is missing to know it.
    pub(super) lacks: Lacks,
}

/// Places what a unit is entitled to: on its lines, by what counts of each, where it is `on_lines`. It is an error if
/// it is not known what was awarded for it before.
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
    let more = limited(input, unit, bounds, (periods, &mut None), &mut parts, notes);
    lacks.add(more);
    if let Some((borne, _)) = bounds.ceiling {
        apply_ceiling(unit, borne, &mut parts, notes);
    }
    Ok(Placed { parts, overpaid, lacks })
}

/// Takes away what is above the family's remaining share of everything together.
fn apply_ceiling(unit: &Unit<'_, '_>, borne: &StillBorne, parts: &mut Parts, notes: &mut Notes) {
    let (sum, left) = (parts.sum(), borne.together.max(0));
    if sum > left {
        let code = if borne.is_lowered_by_aid { ReasonCode::OtherAid } else { ReasonCode::AboveBurden };
        let at = Node::Ceiling;
        notes.step(|| Step { code: Some(code), ..Step::between(StepKind::Ceiling, at, unit.ix, (sum, left)) });
        parts.lower(left);
        notes.reduce(unit.ix, code, at, i128::from(sum - left));
    }
}
