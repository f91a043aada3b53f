//! A jump of the award at one amount.

use crate::value::Money;
use rust_decimal::{Decimal, RoundingStrategy};

/// A jump: the amount at which it occurs, and the award before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::programme) struct Jump {
    pub(in crate::programme) at: Money,
    pub(in crate::programme) before: Money,
    pub(in crate::programme) after: Money,
}

impl Jump {
    /// The change of the award in fen.
    pub(in crate::programme) const fn change(self) -> i64 {
        (self.after.fen() - self.before.fen()).abs()
    }
}

/// The largest of the jumps. The first one if several are equal.
pub(in crate::programme) fn steepest(jumps: &[Jump]) -> Option<Jump> {
    jumps.iter().copied().rev().max_by_key(|jump| jump.change())
}

/// The share of an amount at a rate, rounded half up to a fen.
pub(super) fn share(rate: Decimal, amount: Money) -> Option<Money> {
    let exact = Decimal::from(amount.fen()).checked_mul(rate)?;
    let fen = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Money::from_fen(i64::try_from(fen).ok()?).ok()
}
