//! Amounts of money, stored as whole fen with checked arithmetic.

use crate::wire::word;
use rust_decimal::Decimal;
use std::fmt;

/// 金额 · Amount of money.
///
/// 人民币元，字符串，恰好两位小数，不得为负数。
/// Yuan, as a string with exactly two decimals. Must not be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// 可正可负的金额 · Signed amount of money.
///
/// 人民币元，字符串，恰好两位小数；冲红、退费和差额可为负数。
/// Yuan, as a string with exactly two decimals. Reversals, refunds and differences may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SignedMoney(i64);

word!(impl Money {
    docs: [
        " 金额 · Amount of money.",
        "",
        " 人民币元，字符串，恰好两位小数，不得为负数。",
        " Yuan, as a string with exactly two decimals. Must not be negative."
    ],
    pattern: "^(?:0|[1-9][0-9]{0,11})[.][0-9]{2}$", format: None, length: 4..=15, example: "11516.00",
});

word!(impl SignedMoney {
    docs: [
        " 可正可负的金额 · Signed amount of money.",
        "",
        " 人民币元，字符串，恰好两位小数；冲红、退费和差额可为负数。",
        " Yuan, as a string with exactly two decimals. Reversals, refunds and differences may be negative."
    ],
    pattern: "^(?:-?[1-9][0-9]{0,11}[.][0-9]{2}|-?0[.](?:0[1-9]|[1-9][0-9])|0[.]00)$",
    format: None, length: 4..=16, example: "3200.00",
});

/// The largest amount in fen. In yuan it has twelve digits before the point.
const FEN_MAX: i64 = 99_999_999_999_999;

impl Money {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// Reads `11516.00`.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::Money;
    ///
    /// assert_eq!(Money::parse("11516.00").map(Money::fen), Some(1_151_600));
    /// assert_eq!(Money::parse("11516"), None); // two decimals, always
    /// assert_eq!(Money::parse("1,516.00"), None); // no separators
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        fen(text).map(Self)
    }

    /// So many fen, if it is neither negative nor more than twelve digits of yuan.
    pub fn from_fen(fen: i64) -> Option<Self> {
        (0..=FEN_MAX).contains(&fen).then_some(Self(fen))
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
        self.0.checked_add(other.0).and_then(Self::from_fen)
    }

    /// The difference. `None` if it is negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(Self::from_fen)
    }

    /// The sum of the amounts. `None` if it is too large.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }
}

impl SignedMoney {
    /// Reads `-0.01`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix('-') {
            Some(amount) => fen(amount).filter(|fen| *fen > 0).map(|fen| Self(-fen)),
            None => fen(text).map(Self),
        }
    }

    /// So many fen, if it is not more than twelve digits of yuan.
    pub fn from_fen(fen: i64) -> Option<Self> {
        (-FEN_MAX..=FEN_MAX).contains(&fen).then_some(Self(fen))
    }

    /// The amount in fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }
}

impl From<Money> for SignedMoney {
    fn from(amount: Money) -> Self {
        Self(amount.0)
    }
}

/// Reads one to twelve digits without leading zeros, a point and two digits.
fn fen(text: &str) -> Option<i64> {
    let [yuan @ .., b'.', jiao, fen] = text.as_bytes() else { return None };
    let canonical = matches!(yuan, [b'0'] | [b'1'..=b'9', ..]) && yuan.len() <= 12;
    if !canonical {
        return None;
    }
    yuan.iter().chain([jiao, fen]).try_fold(0, |n: i64, b| b.is_ascii_digit().then(|| n * 10 + i64::from(*b - b'0')))
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
            assert_eq!(Money::parse(text).map(|m| m.to_string()).as_deref(), Some(text));
            assert_eq!(SignedMoney::parse(text).map(|m| m.to_string()).as_deref(), Some(text));
        }
        for text in ["-0.01", "-1.00", "-999999999999.99"] {
            assert_eq!(Money::parse(text), None);
            assert_eq!(SignedMoney::parse(text).map(|m| m.to_string()).as_deref(), Some(text));
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
            assert_eq!((Money::parse(text), SignedMoney::parse(text)), (None, None), "{text}");
        }
    }

    #[test]
    fn arithmetic_is_checked() {
        let max = Money::from_fen(FEN_MAX).unwrap();
        assert_eq!(max.checked_add(Money(1)), None);
        assert_eq!(Money(1).checked_sub(Money(2)), None);
        assert_eq!(Money::checked_sum([Money(1), Money(2)]), Some(Money(3)));
        assert_eq!(Money::checked_sum([max, max]), None);
    }
}
