//! Amounts before they are rounded: whole millionths of a fen.

use crate::{
    code::{RoundingMode, RoundingUnit},
    value::Money,
};
use rust_decimal::Decimal;

/// One fen.
pub(super) const FEN: i128 = 1_000_000;

/// The largest amount that a document can hold, in fen.
pub(super) const FEN_MAX: i64 = 99_999_999_999_999;

/// An amount in yuan as millionths of a fen. `None` if it is out of range or finer.
pub(super) fn micro(yuan: Decimal) -> Option<i128> {
    let scaled = yuan.checked_mul(Decimal::from(100_000_000_i64))?;
    scaled.fract().is_zero().then(|| scaled.trunc().mantissa() / 10_i128.pow(scaled.trunc().scale()))
}

/// A rate or a multiple in millionths.
pub(super) fn ppm(rate: Decimal) -> Option<i128> {
    let scaled = rate.checked_mul(Decimal::from(1_000_000_i64))?;
    i128::try_from(scaled.trunc()).ok()
}

/// A rate of an amount. Amounts are finer than a fen only after a deductible that is a multiple of a statistic. Digits
/// below a millionth of a fen are then dropped.
pub(super) fn times(amount: i128, ppm: i128) -> Option<i128> {
    if let (Ok(narrow), Ok(rate)) = (u64::try_from(amount), u64::try_from(ppm))
        && let Some(product) = narrow.checked_mul(rate)
    {
        return Some(i128::from(product / 1_000_000));
    }
    Some(amount.checked_mul(ppm)?.div_euclid(1_000_000))
}

/// Whole fen of an amount, towards zero.
pub(super) fn whole_fen(amount: i128) -> i128 {
    // Nearly every amount fits 64 bits, and a division of 64 bits is several times faster.
    i64::try_from(amount).map_or_else(|_| amount / FEN, |narrow| i128::from(narrow / 1_000_000))
}

/// Rounds to a unit. It is called once for an amount. Amounts are not negative.
pub(super) fn round(amount: i128, unit: RoundingUnit, mode: RoundingMode) -> Option<i64> {
    let micro = i128::from(unit.fen()) * FEN;
    let (down, rest) = divided(amount, micro);
    let up = match mode {
        RoundingMode::HalfUp => rest * 2 >= micro,
        RoundingMode::Down => false,
        RoundingMode::Up => rest > 0,
    };
    let rounded = (down + i128::from(up)).checked_mul(i128::from(unit.fen()))?;
    i64::try_from(rounded).ok().filter(|fen| *fen <= FEN_MAX)
}

/// Quotient and remainder of two numbers that are not negative, in 64 bits if they fit.
fn divided(amount: i128, by: i128) -> (i128, i128) {
    match (u64::try_from(amount), u64::try_from(by)) {
        (Ok(amount), Ok(by)) if by > 0 => (i128::from(amount / by), i128::from(amount % by)),
        _ => (amount.div_euclid(by), amount.rem_euclid(by)),
    }
}

/// The amount in fen as money.
pub(super) fn money(fen: i64) -> Money {
    // INVARIANT: every amount that leaves the evaluation was limited by `round`, or is a part of such an amount.
    Money::from_fen(fen.clamp(0, FEN_MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_once_and_exactly() {
        use RoundingMode::{Down, HalfUp, Up};
        use RoundingUnit::{Fen, HundredYuan, Yuan};
        for (amount, unit, mode, expected) in [
            (3_324_999_350_000, Fen, HalfUp, Some(3_324_999)),
            (3_324_999_500_000, Fen, HalfUp, Some(3_325_000)),
            (3_324_999_350_000, Fen, Up, Some(3_325_000)),
            (3_324_999_350_000, Yuan, Down, Some(3_324_900)),
            (3_324_999_350_000, Yuan, HalfUp, Some(3_325_000)),
            (245_025_000_000, Yuan, Down, Some(245_000)),
            (1, Fen, Up, Some(1)),
            (0, HundredYuan, Up, Some(0)),
            (i128::from(FEN_MAX) * FEN, Fen, Up, Some(FEN_MAX)),
            (i128::from(FEN_MAX) * FEN, Yuan, Up, None),
            (i128::MAX / 2, Fen, Up, None),
        ] {
            assert_eq!(round(amount, unit, mode), expected, "{amount} to {unit} {mode}");
        }
        assert_eq!(micro(Decimal::new(332_499_935, 4)), Some(3_324_999_350_000));
        assert_eq!(ppm(Decimal::new(65, 2)), Some(650_000));
        assert_eq!(times(FEN * 100, 650_000), Some(65 * FEN));
        // Values on both sides of the limit of 64 bits.
        let most = i128::from(u64::MAX);
        for (amount, ppm) in [(most, 1), (most / 7, 7), (most / 7 + 1, 7), (most + 1, 1), (-1, 1), (1, 1_999_999)] {
            assert_eq!(times(amount, ppm), Some((amount * ppm).div_euclid(1_000_000)), "{amount} × {ppm}");
        }
        for amount in [0, 1, FEN - 1, FEN, -FEN - 1, i128::from(i64::MAX), i128::from(i64::MAX) + 1, i128::MIN] {
            assert_eq!(whole_fen(amount), amount / FEN, "{amount}");
        }
        assert_eq!(divided(most, FEN), (most / FEN, most % FEN));
        assert_eq!(divided(most + 1, FEN), ((most + 1) / FEN, (most + 1) % FEN));
    }
}
