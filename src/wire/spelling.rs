//! The canonical spelling of a word, for texts whose meaning is certain.

use super::{Lines, tidy};
use std::borrow::Cow;

/// Which other spellings of a word have a certain meaning.
#[derive(Debug, Clone, Copy)]
pub enum Spelling {
    /// Any other text. Only blanks at the ends are removed.
    Text,
    /// Free text, which is read without blanks at its ends and without control characters.
    Free(Lines),
    /// ASCII characters. Full-width characters are replaced too, and a function returns the canonical spelling of the result.
    Ascii(fn(&str) -> Option<String>),
    /// A calendar date. As [`Spelling::Ascii`]; a JSON number is read as its digits, because a date has no leading zeros.
    Day(fn(&str) -> Option<String>),
    /// A decimal number, which may also be given as a JSON number.
    Decimal {
        /// The lowest number of decimals.
        least: usize,
        /// The highest number of decimals.
        most: usize,
        /// The mark that a text may have in addition to the number.
        mark: Mark,
    },
}

/// The mark of a unit, with which a text states a decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// None.
    None,
    /// Yuan: `¥` before the number or `元` after it.
    Yuan,
    /// Percent: `%` after the number, which is then a hundredth.
    Percent,
}

impl Spelling {
    /// The canonical spelling of a text that is not accepted, or of a free text that is not read as it is written.
    pub(super) fn canonical(self, accepts: fn(&str) -> bool, text: &str) -> Option<String> {
        let accepted = |text: &String| accepts(text);
        if let Self::Free(lines) = self {
            return Some(tidy(text, lines)).filter(|clean| clean != text && accepts(clean)).map(Cow::into_owned);
        }
        if accepts(text) {
            return None;
        }
        let trimmed = text.trim();
        let narrow = || trimmed.chars().map(half_width).collect::<String>();
        let respelt = match self {
            Self::Text | Self::Free(_) => None,
            Self::Ascii(respell) | Self::Day(respell) => {
                Some(narrow()).filter(accepted).or_else(|| respell(narrow().trim()))
            }
            Self::Decimal { least, most, mark } => marked(narrow().trim(), mark, least, most),
        };
        Some(trimmed.to_owned()).filter(accepted).or(respelt.filter(accepted))
    }

    /// The canonical spelling of a JSON number. `None` if the word is neither a decimal number nor a date.
    pub(super) fn canonical_number(self, number: &str) -> Option<String> {
        match self {
            Self::Decimal { least, most, .. } => decimal(number, least, most),
            Self::Day(respell) => respell(number),
            Self::Text | Self::Free(_) | Self::Ascii(_) => None,
        }
    }
}

/// The ASCII character that a full-width character, a wide blank or another dash replaces.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ffe5}' => '¥',
        '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// Capital letters.
#[expect(clippy::unnecessary_wraps, reason = "a spelling may be uncertain")]
pub(crate) fn upper_case(text: &str) -> Option<String> {
    Some(text.to_ascii_uppercase())
}

/// Small letters.
#[expect(clippy::unnecessary_wraps, reason = "a spelling may be uncertain")]
pub(crate) fn lower_case(text: &str) -> Option<String> {
    Some(text.to_ascii_lowercase())
}

/// A number with the mark of its unit.
fn marked(text: &str, mark: Mark, least: usize, most: usize) -> Option<String> {
    match mark {
        Mark::None => decimal(text, least, most),
        Mark::Yuan => {
            let number = text.strip_prefix('¥').or_else(|| text.strip_suffix('元')).unwrap_or(text);
            decimal(number.trim(), least, most)
        }
        Mark::Percent => match text.strip_suffix('%') {
            Some(number) => {
                hundredth(&decimal(number.trim(), 0, most)?).and_then(|number| decimal(&number, least, most))
            }
            None => decimal(text, least, most),
        },
    }
}

/// The hundredth of a number, with two decimals more.
fn hundredth(number: &str) -> Option<String> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let whole = format!("{whole:0>3}");
    let (before, after) = whole.split_at_checked(whole.len().checked_sub(2)?)?;
    Some(format!("{before}.{after}{decimals}"))
}

/// A number with digits before the point, at least and at most this number of decimals.
///
/// Commas separate thousands only if a point or a second comma excludes a decimal comma. Leading zeros have no certain
/// meaning: they are found in identifiers.
fn decimal(text: &str, least: usize, most: usize) -> Option<String> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => ("-", text.get(1..)?),
        b'+' => ("", text.get(1..)?),
        _ => ("", text),
    };
    // A missing side of the point is zero. A point alone is no number.
    let (whole, decimals) = match digits.split_once('.') {
        None => (digits, None),
        Some(("", "")) => return None,
        Some(("", rest)) => ("0", Some(rest)),
        Some((whole, rest)) => (whole, Some(rest).filter(|rest| !rest.is_empty())),
    };
    let whole = ungrouped(whole, decimals.is_some())?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(&whole) || !decimals.is_none_or(is_number) || whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let mut decimals = decimals.unwrap_or_default().to_owned();
    while decimals.len() > most && decimals.ends_with('0') {
        decimals.pop();
    }
    if decimals.len() > most {
        return None;
    }
    while decimals.len() < least {
        decimals.push('0');
    }
    let is_zero = whole.bytes().chain(decimals.bytes()).all(|byte| byte == b'0');
    let (sign, point) = (if is_zero { "" } else { sign }, if decimals.is_empty() { "" } else { "." });
    Some(format!("{sign}{whole}{point}{decimals}"))
}

/// The digits before the point without separators of thousands.
fn ungrouped(whole: &str, has_point: bool) -> Option<String> {
    let groups: Vec<_> = whole.split(',').collect();
    let [first, others @ ..] = groups.as_slice() else { return None };
    let grouped = (1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3);
    let certain = match others.len() {
        0 => true,
        1 => grouped && has_point,
        _ => grouped,
    };
    certain.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use crate::{
        value::{
            BankAccountNumber, CountryCode, Date, DiseaseCode, DiseasePrefix, DivisionCode, FiscalReceiptCode,
            HospitalCode, Instant, LineAmount, Money, Multiple, OperationCode, PassportNumber, PersonName, PhoneNumber,
            Quantity, Rate, ReceiptCheckCode, ResidentNumber, Sha256Digest, SignedMoney, Text, UnitPrice, Uscc,
        },
        wire::{Shape, Wire, Word},
    };

    fn word<T: Wire>() -> &'static Word {
        let Shape::Word(word) = T::SHAPE else { panic!("not a word") };
        word
    }

    /// Texts with their canonical spelling; an empty one where the meaning is not certain.
    fn hold<T: Wire>(cases: &[(&str, &str)]) {
        let word = word::<T>();
        assert_eq!(word.canonical(word.example), None, "a valid value is not changed");
        for (text, expected) in cases {
            let canonical = word.canonical(text);
            assert_eq!(canonical.as_deref().unwrap_or_default(), *expected, "{} {text:?}", word.name);
            if let Some(canonical) = canonical {
                assert!((word.accepts)(&canonical), "{} {text:?}", word.name);
                assert_eq!(word.canonical(&canonical), None, "{} {text:?}", word.name);
            }
        }
    }

    #[test]
    fn amounts() {
        hold::<Money>(&[
            ("30000", "30000.00"),
            ("30000.5", "30000.50"),
            ("30000.500", "30000.50"),
            (" 30000.00\u{3000}", "30000.00"),
            ("３００００．００", "30000.00"),
            ("1,234.00", "1234.00"),
            ("1,234.5", "1234.50"),
            ("1，234，567", "1234567.00"),
            ("+5.00", "5.00"),
            ("-0.00", "0.00"),
            ("0", "0.00"),
            // A decimal comma, or a separator of thousands.
            ("1,234", ""),
            ("1.234", ""),
            ("1.234,00", ""),
            ("1,23.00", ""),
            ("12,34,567.00", ""),
            ("1234,567.00", ""),
            ("30000.505", ""),
            ("-5.00", ""),
            ("007", ""),
            (".5", "0.50"),
            ("5.", "5.00"),
            (".", ""),
            ("3e4", ""),
            ("3 000", ""),
            ("¥5.00", "5.00"),
            ("￥ 1,234.50", "1234.50"),
            ("5元", "5.00"),
            ("30000.5 元", "30000.50"),
            // The mark states the currency once; an amount in ten thousands may be rounded.
            ("¥5元", ""),
            ("元", ""),
            ("¥", ""),
            ("1.2万", ""),
            ("1.2万元", ""),
            ("5美元", ""),
            ("$5", ""),
            ("5%", ""),
            ("1000000000000", ""),
            ("", ""),
            (" ", ""),
            ("--5", ""),
            ("五", ""),
        ]);
        hold::<SignedMoney>(&[
            ("-5", "-5.00"),
            ("－5", "-5.00"),
            ("−5.0", "-5.00"),
            ("-0", "0.00"),
            ("5-", ""),
            ("(5)", ""),
        ]);
        hold::<LineAmount>(&[("412.4", "412.40"), ("412.40000", "412.4000"), ("412.40001", "")]);
        hold::<UnitPrice>(&[
            ("560", "560.00"),
            ("560.00000000000000", "560.0000000000000"),
            ("560.00000000000001", ""),
        ]);
        hold::<Quantity>(&[
            ("1,234.5", "1234.5"),
            ("１２", "12"),
            ("1.00000", "1.0000"),
            ("1/2", ""),
            ("5元", ""),
            ("5.", "5"),
            (".5", "0.5"),
            ("5%", ""),
        ]);
        hold::<Rate>(&[
            ("０.65", "0.65"),
            (" 1 ", "1"),
            (".7", "0.7"),
            ("70%", "0.70"),
            ("70％", "0.70"),
            ("70 %", "0.70"),
            ("5%", "0.05"),
            ("62.5%", "0.625"),
            ("0.5%", "0.005"),
            ("0%", "0.00"),
            ("100%", "1.00"),
            ("100.00%", "1.0000"),
            ("101%", ""),
            ("-5%", ""),
            ("%", ""),
            ("65", ""),
            ("1.01", ""),
            ("七成", ""),
        ]);
        hold::<Multiple>(&[("150%", "1.50"), ("40%", "0.40"), ("1,000%", ""), ("1.5倍", "")]);
    }

    #[test]
    fn numbers_are_amounts_only() {
        let money = word::<Money>();
        for (number, expected) in [("3200", Some("3200.00")), ("3200.1", Some("3200.10")), ("-0", Some("0.00"))] {
            assert_eq!(money.canonical_number(number).as_deref(), expected, "{number}");
        }
        for number in ["3.2e3", "0.001", "-1", "1e400"] {
            assert_eq!(money.canonical_number(number), None, "{number}");
        }
        // A number in place of digits may have lost leading zeros.
        assert_eq!(word::<FiscalReceiptCode>().canonical_number("41060225"), None);
        // A date has none.
        for (number, expected) in
            [("20240508", Some("2024-05-08")), ("20240230", None), ("45420", None), ("2024", None)]
        {
            assert_eq!(word::<Date>().canonical_number(number).as_deref(), expected, "{number}");
        }
    }

    #[test]
    fn dates() {
        hold::<Date>(&[
            ("2024/5/8", "2024-05-08"),
            ("2024-5-8", "2024-05-08"),
            ("2024.05.08", "2024-05-08"),
            ("2024年5月8日", "2024-05-08"),
            ("２０２５-01-01", "2025-01-01"),
            ("2025–01–01", "2025-01-01"),
            ("20240508", "2024-05-08"),
            (" 2024-05-08", "2024-05-08"),
            ("05/06/2024", ""),
            ("5-8-2024", ""),
            ("24-5-8", ""),
            ("24年5月8日", ""),
            ("2024年5月8", ""),
            ("2024年5月", ""),
            ("2024-05", ""),
            ("202458", ""),
            ("2024/5-8", ""),
            ("2024-02-30", ""),
            ("2023/2/29", ""),
            ("2024-13-01", ""),
            ("1899/1/1", ""),
            // A spreadsheet writes midnight after a date. Another time, or an offset, may be another day.
            ("2024-05-08 00:00:00", "2024-05-08"),
            ("2024-05-08T00:00:00", "2024-05-08"),
            ("2024/5/8 0:00", "2024-05-08"),
            ("2024/5/8 0:00:00", "2024-05-08"),
            ("2024-05-08 00:00:00.000", "2024-05-08"),
            ("2024年5月8号", "2024-05-08"),
            ("2024 年 5 月 8 日", "2024-05-08"),
            ("2024-05-08 14:30:00", ""),
            ("2024-05-08 00:00:01", ""),
            ("2024-05-08 000000", ""),
            ("2024-05-08T00:00:00Z", ""),
            ("2024-05-08T00:00:00+08:00", ""),
            ("2024//5/8", ""),
            ("2024 5 8", ""),
            ("45420", ""),
        ]);
        hold::<Instant>(&[
            ("2024-05-18 09:30:00+08:00", "2024-05-18T09:30:00+08:00"),
            ("2024-05-18t09:30:00z", "2024-05-18T09:30:00Z"),
            ("2024-05-18 09:30:00", ""),
            ("2024-05-18", ""),
        ]);
    }

    #[test]
    fn codes_and_numbers() {
        hold::<DiseaseCode>(&[
            ("q21.0", "Q21.0"),
            ("q21.000x001", "Q21.000x001"),
            ("d66.x03+m36.2*", "D66.x03+M36.2*"),
            ("x59.900", "X59.900"),
            ("Ｑ２１．０", "Q21.0"),
            ("Q21 .0", ""),
            ("室间隔缺损", ""),
        ]);
        hold::<DiseasePrefix>(&[("q21", "Q21"), ("d66.x", "D66.x"), ("Q", "")]);
        hold::<OperationCode>(&[("41.0500X001", "41.0500x001"), (" 35.53", "35.53"), ("3553", "")]);
        hold::<ResidentNumber>(&[
            ("41000020210315035x", "41000020210315035X"),
            ("41000020210315035ｘ", "41000020210315035X"),
            (" 410000202103150311", "410000202103150311"),
            ("410000 20210315 0311", ""),
            ("41000020211315035x", ""),
            ("4100002021031503", ""),
        ]);
        hold::<HospitalCode>(&[
            ("H41000000001 ", "H41000000001"),
            ("h41000000001", "H41000000001"),
            ("41000000001", ""),
        ]);
        hold::<Uscc>(&[("53110000500000031b", "53110000500000031B"), ("5311000050000003IB", "")]);
        hold::<PassportNumber>(&[("e00000000", "E00000000"), ("E 0000000", "")]);
        hold::<CountryCode>(&[("cn", "CN"), ("CHN", ""), ("中国", "")]);
        hold::<DivisionCode>(&[("４１００００", "410000"), ("410000000000", ""), ("41", "")]);
        hold::<FiscalReceiptCode>(&[("\t41060225", "41060225"), ("4106-0225", ""), ("No.41060225", "")]);
        // The case of a check code has a meaning.
        hold::<ReceiptCheckCode>(&[("Ａ1b2c3", "A1b2c3"), ("a1b2c", "")]);
        hold::<PhoneNumber>(&[
            ("138 0000 0000", "13800000000"),
            ("138-0000-0000", "13800000000"),
            ("+86 13800000000", "+8613800000000"),
            ("0379 61234567", "037961234567"),
            ("８6", ""),
            ("61234567", ""),
        ]);
        hold::<BankAccountNumber>(&[
            ("6217 0000 0000 0000 004", "6217000000000000004"),
            ("6217-0000", ""),
            ("6217****0004", ""),
        ]);
        hold::<Sha256Digest>(&[
            (&format!("SHA256:{}", "AB".repeat(32)), &format!("sha256:{}", "ab".repeat(32))),
            (&"ab".repeat(32), ""),
        ]);
    }

    #[test]
    fn only_the_ends_of_texts_are_changed() {
        hold::<PersonName>(&[(" 童　安\n", "童　安"), ("", ""), ("a\tb", "a b")]);
        let text = word::<Text<1, 10>>();
        assert_eq!(text.canonical(" ＡＢ ").as_deref(), Some("ＡＢ"));
        assert_eq!(text.canonical(" a much longer text "), None);
        assert_eq!(text.canonical("0123456789 ").as_deref(), Some("0123456789"));
    }
}
