//! Numbers of days, treatments and the like, in ten-thousandths, as finely as quantities are printed.

use crate::value::Quantity;
use rust_decimal::Decimal;

/// One unit.
pub(super) const ONE: i64 = 10_000;

/// The largest number.
pub(super) const MOST: i64 = 999_999_999 * ONE;

/// What a unit counts, in ten-thousandths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    /// Of this application, before anything bounds it.
    pub(super) own: i64,
    /// What is awarded now.
    pub(super) now: i64,
}

/// So many times an amount.
pub(super) fn of_each(amount: i128, count: i64) -> Option<i128> {
    amount.checked_mul(i128::from(count)).map(|product| product / i128::from(ONE))
}

/// A quantity in ten-thousandths, the finest that is printed.
pub(super) fn ten_thousandths(quantity: Quantity) -> Option<i64> {
    let scaled = quantity.get().checked_mul(Decimal::from(ONE))?;
    i64::try_from(scaled.trunc()).ok()
}

/// Ten-thousandths as a quantity.
pub(super) fn quantity(number: i64) -> Option<Quantity> {
    Quantity::parse(&Decimal::new(number, 4).normalize().to_string()).ok()
}
