//! Exact fractions. Nothing is rounded before the specification requires it.

use rust_decimal::Decimal;
use std::{cmp::Ordering, ops};

/// A fraction with a denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

pub const ZERO: Exact = Exact { numerator: 0, denominator: 1 };

impl Exact {
    fn of(numerator: i128, denominator: i128) -> Self {
        assert!(denominator > 0);
        let (mut a, mut b) = (numerator.abs(), denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self { numerator: numerator / a, denominator: denominator / a }
    }

    pub fn whole(number: i128) -> Self {
        Self { numerator: number, denominator: 1 }
    }

    /// Yuan as fen.
    pub fn fen(yuan: Decimal) -> Self {
        Self::decimal(yuan) * Self::whole(100)
    }

    pub fn decimal(number: Decimal) -> Self {
        Self::of(number.mantissa(), 10_i128.pow(number.scale()))
    }

    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    pub fn ceiling(self) -> i128 {
        -(-self.numerator).div_euclid(self.denominator)
    }

    /// Rounded to a whole number, half up.
    pub fn half_up(self) -> i128 {
        (self + Self::of(1, 2)).floor()
    }

    pub fn or_zero(self) -> Self {
        if self < ZERO { ZERO } else { self }
    }

    pub fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }
}

impl ops::Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let numerator = self.numerator * other.denominator + other.numerator * self.denominator;
        Self::of(numerator, self.denominator * other.denominator)
    }
}

impl ops::Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + Self { numerator: -other.numerator, denominator: other.denominator }
    }
}

impl ops::Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::of(self.numerator * other.numerator, self.denominator * other.denominator)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

/// *Spreading*: the sum of the first k parts is ⌊(w₁+…+w_k)·M/W⌋. If W is zero, nothing is allocated.
pub fn spread(amount: i128, weights: &[i128]) -> Vec<i128> {
    let all: i128 = weights.iter().sum();
    if all == 0 {
        return vec![0; weights.len()];
    }
    let (mut sum, mut given) = (0, 0);
    let mut parts = Vec::new();
    for weight in weights {
        sum += weight;
        let together = (sum * amount).div_euclid(all);
        parts.push(together - given);
        given = together;
    }
    parts
}

#[test]
fn parts_add_up() {
    assert_eq!(spread(100, &[1, 1, 1]), [33, 33, 34]);
    assert_eq!(spread(5, &[0, 0]), [0, 0]);
    assert_eq!(spread(7, &[0, 3, 0]), [0, 7, 0]);
    assert_eq!(Exact::of(-3, 2).half_up(), -1);
    assert_eq!(Exact::of(5, 2).half_up(), 3);
    assert_eq!(Exact::of(-3, 2).ceiling(), -1);
}
