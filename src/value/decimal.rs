//! Decimal numbers that are not amounts of whole fen.

use crate::wire::{Invalid, Mark, Spelling, word};
use rust_decimal::Decimal;
use std::fmt;

/// Declares a decimal type: the digits before the point, the decimals, whether it may be negative.
macro_rules! decimal {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            pattern: $pattern:literal, length: $min:literal..=$max:literal, example: $example:literal,
            whole: $whole:literal, decimals: $least:literal..=$most:literal, signed: $signed:literal, mark: $mark:ident,
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Decimal);

        impl $name {
            /// Reads it; the decimals are kept as they were written.
            ///
            /// # Errors
            /// [`Invalid::Form`] if the text does not have the form that the type documents.
            pub const fn parse(text: &str) -> Result<Self, Invalid> {
                match read(text.as_bytes(), $whole, ($least, $most), $signed) {
                    Some(number) => Ok(Self(number)),
                    None => Err(Self::INVALID),
                }
            }

            /// The number.
            pub const fn get(self) -> Decimal { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        /// The decimals are kept. A text with too few or too many decimals is refused.
        impl TryFrom<Decimal> for $name {
            type Error = Invalid;
            fn try_from(number: Decimal) -> Result<Self, Invalid> { Self::parse(&number.to_string()) }
        }

        impl From<$name> for Decimal {
            fn from(number: $name) -> Self { number.0 }
        }

        word!(impl $name {
            docs: [$($doc),+], pattern: $pattern, format: None, length: $min..=$max, example: $example,
            spelling: Spelling::Decimal { least: $least, most: $most, mark: Mark::$mark },
        });
    };
}

decimal! {
    /// 明细金额 · Line amount.
    ///
    /// 人民币元，字符串，两到四位小数（医院系统保存四位）；退费行和货币误差行可为负数。
    /// Yuan, as a string with two to four decimals (hospital systems store four). Negative on a refund or rounding
    /// line.
    pub struct LineAmount {
        pattern: "^(?:-?[1-9][0-9]{0,11}[.][0-9]{2,4}|0[.][0-9]{2,4}|-0[.](?:[1-9][0-9]{1,3}|0[1-9][0-9]{0,2}|00[1-9][0-9]?|000[1-9]))$", length: 4..=18, example: "412.4000",
        whole: 12, decimals: 2..=4, signed: true, mark: Yuan,
    }
}

decimal! {
    /// 单价 · Unit price.
    ///
    /// 人民币元，字符串，两到十三位小数（数电票保留十三位）。
    /// Yuan, as a string with two to thirteen decimals (tax invoices state thirteen).
    pub struct UnitPrice {
        pattern: "^(?:0|[1-9][0-9]{0,11})[.][0-9]{2,13}$", length: 4..=26, example: "560.000000",
        whole: 12, decimals: 2..=13, signed: false, mark: Yuan,
    }
}

decimal! {
    /// 数量 · Quantity.
    ///
    /// 字符串，最多四位小数。
    /// A string with up to four decimals.
    pub struct Quantity {
        pattern: "^(?:-?[1-9][0-9]{0,8}(?:[.][0-9]{1,4})?|0(?:[.][0-9]{1,4})?|-0[.](?:[1-9][0-9]{0,3}|0[1-9][0-9]{0,2}|00[1-9][0-9]?|000[1-9]))$", length: 1..=15, example: "12",
        whole: 9, decimals: 0..=4, signed: true, mark: None,
    }
}

decimal! {
    /// 明细数量 · Quantity of a line.
    ///
    /// 字符串，最多十三位小数（数电票保留十三位）；退费行可为负数。
    /// A string with up to thirteen decimals (tax invoices state thirteen). Negative on a refund line.
    pub struct LineQuantity {
        pattern: "^(?:-?[1-9][0-9]{0,8}(?:[.][0-9]{1,13})?|0(?:[.][0-9]{1,13})?|-0[.](?:[1-9][0-9]{0,12}|0[1-9][0-9]{0,11}|00[1-9][0-9]{0,10}|000[1-9][0-9]{0,9}|0000[1-9][0-9]{0,8}|00000[1-9][0-9]{0,7}|000000[1-9][0-9]{0,6}|0000000[1-9][0-9]{0,5}|00000000[1-9][0-9]{0,4}|000000000[1-9][0-9]{0,3}|0000000000[1-9][0-9]{0,2}|00000000000[1-9][0-9]?|000000000000[1-9]))$", length: 1..=24, example: "12",
        whole: 9, decimals: 0..=13, signed: true, mark: None,
    }
}

decimal! {
    /// 比例 · Rate.
    ///
    /// 0 到 1 的小数，字符串，最多六位小数；0.65 即百分之六十五。
    /// A fraction from 0 to 1 inclusive, as a string with up to six decimals. 0.65 means 65 percent.
    pub struct Rate {
        pattern: "^(?:0(?:[.][0-9]{1,6})?|1(?:[.]0{1,6})?)$", length: 1..=8, example: "0.65",
        whole: 1, decimals: 0..=6, signed: false, mark: Percent,
    }
}

decimal! {
    /// 倍数 · Multiple.
    ///
    /// 字符串，最多四位整数、六位小数；0.40 即百分之四十，1.5 即百分之一百五十。
    /// A string with up to four digits before the point and up to six decimals. 0.40 means 40 percent, 1.5 means 150
    /// percent.
    pub struct Multiple {
        pattern: "^(?:0|[1-9][0-9]{0,3})(?:[.][0-9]{1,6})?$", length: 1..=11, example: "1.5",
        whole: 4, decimals: 0..=6, signed: false, mark: Percent,
    }
}

decimal! {
    /// 未舍入的金额 · Unrounded amount.
    ///
    /// 人民币元，字符串，两到八位小数。
    /// Yuan, as a string with two to eight decimals.
    pub struct ExactAmount {
        pattern: "^(?:0|[1-9][0-9]{0,12})[.][0-9]{2,8}$", length: 4..=22, example: "33249.9935",
        whole: 13, decimals: 2..=8, signed: false, mark: Yuan,
    }
}

impl ExactAmount {
    /// Converts millionths of a fen. `None` for an amount of more than thirteen digits of yuan.
    pub(crate) fn from_micro_fen(micro: i128) -> Option<Self> {
        // Nearly every amount is whole fen, and gets its two decimals without a search for the last significant digit.
        if let Ok(narrow) = u64::try_from(micro)
            && narrow % 1_000_000 == 0
        {
            return Some(Self(Decimal::new((narrow / 1_000_000).cast_signed(), 2)));
        }
        let number = Decimal::try_from_i128_with_scale(micro, 8).ok().filter(|n| !n.is_sign_negative())?.normalize();
        let scale = number.scale().max(2);
        let mut number = number;
        number.rescale(scale);
        (number < Decimal::new(10_000_000_000_000, 0)).then_some(Self(number))
    }
}

/// Reads digits without leading zeros, and decimals behind a point; no exponent, no separators.
#[expect(clippy::cast_possible_truncation, reason = "the three parts of the number")]
const fn read(text: &[u8], whole_max: u32, decimals: (u32, u32), signed: bool) -> Option<Decimal> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] if signed => (true, digits),
        digits => (false, digits),
    };
    let leading = digits.first();
    let (mut mantissa, mut count, mut point) = (0_u128, 0_u32, None);
    let mut rest = digits;
    while let [byte, after @ ..] = rest {
        match byte {
            b'0'..=b'9' if count < 28 => {
                mantissa = mantissa * 10 + (*byte - b'0') as u128;
                count += 1;
            }
            b'.' if point.is_none() => point = Some(count),
            _ => return None,
        }
        rest = after;
    }
    let whole = match point {
        Some(point) => point,
        None => count,
    };
    let scale = count - whole;
    let leading_zero = whole > 1 && matches!(leading, Some(b'0'));
    let scaled = decimals.0 <= scale && scale <= decimals.1 && (point.is_none() || scale > 0);
    if whole == 0 || leading_zero || whole > whole_max || !scaled {
        return None;
    }
    // Zero has one spelling. A negative zero would be a second one.
    if negative && mantissa == 0 {
        return None;
    }
    // Only a rate is bounded by its value: at most one.
    if whole_max == 1 && mantissa > 10_u128.pow(scale) {
        return None;
    }
    // At most 28 digits: the number has 94 of the 96 bits.
    Some(Decimal::from_parts(mantissa as u32, (mantissa >> 32) as u32, (mantissa >> 64) as u32, negative, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_kept() {
        for text in ["0.00", "412.4000", "-0.01", "999999999999.9999"] {
            assert_eq!(LineAmount::parse(text).unwrap().to_string(), text);
        }
        for text in ["560.000000", "0.01"] {
            assert_eq!(UnitPrice::parse(text).unwrap().to_string(), text);
        }
        for text in ["0", "12", "0.5", "-1", "1.2500"] {
            assert_eq!(Quantity::parse(text).unwrap().to_string(), text);
        }
        for text in ["2.9999999999999", "-0.0000000000001", "999999999.9999999999999", "0.0000000000000"] {
            assert_eq!(LineQuantity::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(UnitPrice::parse("999999999999.9999999999999").unwrap().to_string(), "999999999999.9999999999999");
        for text in ["0", "1.5", "0.40", "9999.999999"] {
            assert_eq!(Multiple::parse(text).unwrap().to_string(), text);
        }
        for text in ["0", "1", "0.65", "1.000000"] {
            assert_eq!(Rate::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in
            ["", "-", "-0", "-0.00", ".5", "1.", "01", "+1", "1e2", "1_0", "1.00000", "--1", "１", "1 ", "1.0.0"]
        {
            assert!(Quantity::parse(text).is_err(), "{text}");
        }
        for text in ["1.00000000000000", "-0", "-0.0000000000000", "1000000000"] {
            assert!(LineQuantity::parse(text).is_err(), "{text}");
        }
        assert!(LineAmount::parse("1.0").is_err());
        assert!(UnitPrice::parse("-1.00").is_err());
        assert!(Rate::parse("1.01").is_err());
        assert!(Rate::parse("2").is_err());
    }
}
