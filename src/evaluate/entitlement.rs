//! The entitlement of a unit: the result of the benefit on its basis, rounded once.

mod benefit;
mod count;
mod joined;
mod price;

pub(super) use count::number_below;
pub(super) use joined::AskedReceipts;
pub(super) use price::{Priced, code_of_operation, covers, excess, less_co_funding, operations_of, priced, unnamed};

use super::{
    exact::{FEN, round, whole_fen},
    input::Input,
    missing::Lacks,
    node::Node,
    notes::Notes,
    place::Periods,
    plan::is_set,
    quantity::Count,
    step::Step,
    unit::{Unit, awarded_before},
    used::UsedLimits,
    value::Values,
};
use crate::code::{ReasonCode, StepKind};

/// The entitlement of a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entitlement {
    /// In fen.
    pub(super) amount: i64,
    /// The number for which it is, if the benefit is by number.
    pub(super) count: Option<Count>,
    /// Why it is zero, if the benefit itself states a reason.
    pub(super) reason: Option<ReasonCode>,
}

/// The input of an entitlement.
#[derive(Debug, Clone, Copy)]
pub(super) enum From {
    /// An exact basis; the remaining part of it that this application contributes, in fen; and whether other
    /// applications contributed a part.
    Basis { exact: i128, own_left: i128, is_shared: bool },
    /// No basis. The remaining shares of the lines of the unit, in fen, if they limit the entitlement.
    Nothing { borne: Option<i128> },
}

/// Computes the entitlement of a unit.
pub(super) fn entitlement<'r>(
    input: &Input<'r>,
    values: &Values<'r>,
    unit: &Unit<'_, 'r>,
    from: From,
    limits: (&UsedLimits, &mut Periods),
    notes: &mut Notes,
) -> Result<Entitlement, Lacks> {
    let basis = match from {
        From::Basis { exact, .. } => exact,
        From::Nothing { .. } => 0,
    };
    let formula = benefit::benefit(input, values, unit, basis, limits, notes)?;
    let amount = rounded(unit, formula.exact, notes)?;
    let (own, before) = match from {
        From::Basis { own_left, is_shared, .. } => {
            let shared = is_shared && notes.explains();
            (Some(own_left), if shared { awarded_before(input, unit.id) } else { 0 })
        }
        From::Nothing { borne } => (borne, 0),
    };
    if let Some(own) = own {
        note_rest(unit, (own, before), formula.exact, amount, notes);
    }
    Ok(Entitlement { amount, count: formula.count, reason: formula.reason })
}

/// Rounds. This happens once.
pub(super) fn rounded(unit: &Unit<'_, '_>, exact: i128, notes: &mut Notes) -> Result<i64, Lacks> {
    let (to, mode, at) = unit.id.planned.rounding;
    let rounded = round(exact, to, mode).ok_or_else(Lacks::range)?;
    notes.step(|| Step {
        unit: Some(unit.ix),
        amount_in: Some(exact),
        amount_out: Some(i128::from(rounded) * FEN),
        ..Step::new(StepKind::Rounding, at)
    });
    Ok(rounded)
}

/// Records the part of this application's basis that the benefit does not award, in fen, without the part that others
/// were awarded. Records also the amount lost by rounding.
fn note_rest(unit: &Unit<'_, '_>, (own, before): (i128, i64), exact: i128, rounded: i64, notes: &mut Notes) {
    let planned = unit.id.planned;
    // To the nearest fen, so that no fen remains of an amount that is not a whole number of fen.
    let near = whole_fen(exact + FEN / 2);
    let code = if is_set(&planned.item.benefit) { ReasonCode::SetAmount } else { ReasonCode::CoPayment };
    let due = (near - i128::from(before)).max(0);
    notes.reduce(unit.ix, code, Node::Benefit(planned.ix), own - due);
    notes.reduce(unit.ix, ReasonCode::Rounding, planned.rounding.2, near - i128::from(rounded));
}
