//! Numbers of days, treatments and similar units, in ten-thousandths. Outcomes state them with this precision.

use crate::value::{LineQuantity, Quantity};
use rust_decimal::{Decimal, RoundingStrategy};

/// One unit.
pub(super) const ONE: i64 = 10_000;

/// The largest number.
pub(super) const MOST: i64 = 999_999_999 * ONE;

/// The number that a unit counts, in ten-thousandths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    /// The number of this application, before any limit.
    pub(super) own: i64,
    /// The number that is awarded now.
    pub(super) now: i64,
}

/// An amount multiplied by a number.
pub(super) fn of_each(amount: i128, count: i64) -> Option<i128> {
    amount.checked_mul(i128::from(count)).map(|product| product / i128::from(ONE))
}

/// The quantity of a line in ten-thousandths, rounded half away from zero: an invoice states `2.9999999999999` for three.
pub(super) fn of_line(quantity: LineQuantity) -> Option<i64> {
    let scaled = quantity.get().checked_mul(Decimal::from(ONE))?;
    i64::try_from(scaled.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)).ok()
}

/// A quantity in ten-thousandths, its smallest fraction.
pub(super) fn ten_thousandths(quantity: Quantity) -> Option<i64> {
    let scaled = quantity.get().checked_mul(Decimal::from(ONE))?;
    i64::try_from(scaled.trunc()).ok()
}

/// Ten-thousandths as a quantity.
pub(super) fn quantity(number: i64) -> Option<Quantity> {
    Quantity::parse(&Decimal::new(number, 4).normalize().to_string()).ok()
}
