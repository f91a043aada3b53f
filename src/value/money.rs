//! Amounts of money, stored as whole fen with checked arithmetic.

use crate::wire::{Invalid, Mark, Spelling, word};
use rust_decimal::Decimal;
use std::fmt;

/// 金额 · Amount of money.
///
/// 人民币元，字符串，恰好两位小数，不得为负数。
/// Yuan, as a string with exactly two decimals. Must not be negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// 可正可负的金额 · Signed amount of money.
///
/// 人民币元，字符串，恰好两位小数；冲红、退费和差额可为负数。
/// Yuan, as a string with exactly two decimals. Reversals, refunds and differences may be negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SignedMoney(i64);

word!(impl Money {
    docs: [
        " 金额 · Amount of money.",
        "",
        " 人民币元，字符串，恰好两位小数，不得为负数。",
        " Yuan, as a string with exactly two decimals. Must not be negative."
    ],
    pattern: "^(?:0|[1-9][0-9]{0,11})[.][0-9]{2}$", format: None, length: 4..=15, example: "11516.00", spelling: Spelling::Decimal { least: 2, most: 2, mark: Mark::Yuan },
});

word!(impl SignedMoney {
    docs: [
        " 可正可负的金额 · Signed amount of money.",
        "",
        " 人民币元，字符串，恰好两位小数；冲红、退费和差额可为负数。",
        " Yuan, as a string with exactly two decimals. Reversals, refunds and differences may be negative."
    ],
    pattern: "^(?:-?[1-9][0-9]{0,11}[.][0-9]{2}|-?0[.](?:0[1-9]|[1-9][0-9])|0[.]00)$",
    format: None, length: 4..=16, example: "3200.00", spelling: Spelling::Decimal { least: 2, most: 2, mark: Mark::Yuan },
});

/// The largest amount in fen. In yuan it has twelve digits before the point.
const FEN_MAX: i64 = 99_999_999_999_999;

impl Money {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// Reads `11516.00`. For an amount that is known when the program is written, use [`money!`](crate::money).
    ///
    /// # Errors
    /// [`Invalid::Form`] if the text is not an amount of yuan with exactly two decimals, or is negative.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::Money;
    ///
    /// assert_eq!(Money::parse("11516.00")?.fen(), 1_151_600);
    /// assert!(Money::parse("11516").is_err()); // two decimals, always
    /// assert!(Money::parse("1,516.00").is_err()); // no separators
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub const fn parse(text: &str) -> Result<Self, Invalid> {
        match fen(text.as_bytes()) {
            Some(fen) => Ok(Self(fen)),
            None => Err(Self::INVALID),
        }
    }

    /// An amount in fen.
    ///
    /// # Errors
    /// [`Invalid::Range`] if it is negative or has more than twelve digits of yuan.
    pub const fn from_fen(fen: i64) -> Result<Self, Invalid> {
        if 0 <= fen && fen <= FEN_MAX {
            Ok(Self(fen))
        } else {
            Err(Invalid::Range { min: 0, max: FEN_MAX, unit: Some("fen") })
        }
    }

    /// The amount in fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The sum. `None` if it is too large.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|fen| Self::from_fen(fen).ok())
    }

    /// The difference. `None` if it is negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(|fen| Self::from_fen(fen).ok())
    }

    /// The sum of the amounts. `None` if it is too large.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }
}

impl SignedMoney {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Reads `-0.01`. For an amount that is known when the program is written, use [`signed_money!`](crate::signed_money).
    ///
    /// # Errors
    /// [`Invalid::Form`] if the text is not an amount of yuan with exactly two decimals, or is `-0.00`.
    pub const fn parse(text: &str) -> Result<Self, Invalid> {
        let (negative, amount) = match text.as_bytes() {
            [b'-', amount @ ..] => (true, fen(amount)),
            amount => (false, fen(amount)),
        };
        match amount {
            Some(fen) if !negative => Ok(Self(fen)),
            Some(fen) if fen > 0 => Ok(Self(-fen)),
            _ => Err(Self::INVALID),
        }
    }

    /// An amount in fen.
    ///
    /// # Errors
    /// [`Invalid::Range`] if it has more than twelve digits of yuan.
    pub const fn from_fen(fen: i64) -> Result<Self, Invalid> {
        if -FEN_MAX <= fen && fen <= FEN_MAX {
            Ok(Self(fen))
        } else {
            Err(Invalid::Range { min: -FEN_MAX, max: FEN_MAX, unit: Some("fen") })
        }
    }

    /// The amount in fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The sum. `None` if it is too large.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|fen| Self::from_fen(fen).ok())
    }

    /// The difference. `None` if it is too large.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(|fen| Self::from_fen(fen).ok())
    }

    /// The sum of the amounts. `None` if it is too large.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }
}

impl From<Money> for SignedMoney {
    fn from(amount: Money) -> Self {
        Self(amount.0)
    }
}

/// A negative amount has no form as an amount that may not be negative.
impl TryFrom<SignedMoney> for Money {
    type Error = Invalid;
    fn try_from(amount: SignedMoney) -> Result<Self, Invalid> {
        Self::from_fen(amount.0)
    }
}

/// Declares the conversions from and to a number of yuan, and `Debug`.
macro_rules! yuan {
    ($name:ident) => {
        /// Yuan. A fraction of a fen is refused; zeros behind the fen are not.
        impl TryFrom<Decimal> for $name {
            type Error = Invalid;
            fn try_from(yuan: Decimal) -> Result<Self, Invalid> {
                let fen = yuan.checked_mul(Decimal::ONE_HUNDRED).filter(Decimal::is_integer).ok_or(Self::INVALID)?;
                Self::from_fen(i64::try_from(fen).map_err(|_| Self::INVALID)?)
            }
        }

        /// Shows the amount as documents write it. A record hides it if the member is private.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl From<$name> for Decimal {
            fn from(amount: $name) -> Self {
                amount.to_decimal()
            }
        }
    };
}

yuan!(Money);
yuan!(SignedMoney);

/// Reads one to twelve digits without leading zeros, a point and two digits.
const fn fen(text: &[u8]) -> Option<i64> {
    let [yuan @ .., b'.', jiao, fen] = text else { return None };
    let canonical = matches!(yuan, [b'0'] | [b'1'..=b'9', ..]) && yuan.len() <= 12;
    if !canonical || !jiao.is_ascii_digit() || !fen.is_ascii_digit() {
        return None;
    }
    let mut number = 0;
    let mut digits = yuan;
    while let [digit, rest @ ..] = digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + (*digit - b'0') as i64;
        digits = rest;
    }
    Some(number * 100 + ((*jiao - b'0') * 10 + (*fen - b'0')) as i64)
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl fmt::Display for SignedMoney {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_amounts() {
        for text in ["0.00", "0.01", "1.00", "11516.00", "999999999999.99"] {
            assert_eq!(Money::parse(text).unwrap().to_string(), text);
            assert_eq!(SignedMoney::parse(text).unwrap().to_string(), text);
        }
        for text in ["-0.01", "-1.00", "-999999999999.99"] {
            assert!(Money::parse(text).is_err());
            assert_eq!(SignedMoney::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "1",
            "1.0",
            "1.000",
            "01.00",
            ".50",
            "1.",
            "+1.00",
            "-0.00",
            "--1.00",
            "1e2",
            "1_0.00",
            "１.00",
            "1000000000000.00",
            "1.00\n",
            " 1.00",
            "1,000.00",
        ] {
            assert!(Money::parse(text).is_err() && SignedMoney::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn decimals_are_yuan() {
        let of = |text: &str| Money::try_from(text.parse::<Decimal>().unwrap()).map(Money::fen).ok();
        assert_eq!(["1", "1.5", "1.500", "0"].map(of), [Some(100), Some(150), Some(150), Some(0)]);
        assert_eq!(["1.001", "-1", "1000000000000"].map(of), [None; 3]);
        assert_eq!(SignedMoney::try_from(Decimal::NEGATIVE_ONE).map(SignedMoney::fen), Ok(-100));
        assert!(Money::try_from(Decimal::MAX).is_err());
    }

    #[test]
    fn arithmetic_is_checked() {
        let max = Money::from_fen(FEN_MAX).unwrap();
        assert_eq!(format!("{:?} {:?}", Money(150), SignedMoney(-1)), "Money(1.50) SignedMoney(-0.01)");
        assert_eq!(max.checked_add(Money(1)), None);
        assert_eq!(Money(1).checked_sub(Money(2)), None);
        assert_eq!(Money::checked_sum([Money(1), Money(2)]), Some(Money(3)));
        assert_eq!(Money::checked_sum([max, max]), None);
    }
}
