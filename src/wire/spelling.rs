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
    /// A decimal number, which may also be given as a JSON number.
    Decimal {
        /// The lowest number of decimals.
        least: usize,
        /// The highest number of decimals.
        most: usize,
    },
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
            Self::Ascii(respell) => Some(narrow()).filter(accepted).or_else(|| respell(narrow().trim())),
            Self::Decimal { least, most } => decimal(narrow().trim(), least, most),
        };
        Some(trimmed.to_owned()).filter(accepted).or(respelt.filter(accepted))
    }

    /// The canonical spelling of a JSON number. `None` if the word is not a decimal number.
    pub(super) fn canonical_number(self, number: &str) -> Option<String> {
        let Self::Decimal { least, most } = self else { return None };
        decimal(number, least, most)
    }
}

/// The ASCII character that a full-width character, a wide blank or another dash replaces.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
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
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
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
            HospitalCode, Instant, LineAmount, Money, OperationCode, PassportNumber, PersonName, PhoneNumber, Quantity,
            Rate, ReceiptCheckCode, ResidentNumber, Sha256Digest, SignedMoney, Text, UnitPrice, Uscc,
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
            (".5", ""),
            ("5.", ""),
            ("3e4", ""),
            ("3 000", ""),
            ("1.2万", ""),
            ("¥5.00", ""),
            ("5元", ""),
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
        hold::<Quantity>(&[("1,234.5", "1234.5"), ("１２", "12"), ("1.00000", "1.0000"), ("1/2", "")]);
        hold::<Rate>(&[("０.65", "0.65"), (" 1 ", "1"), ("65%", ""), ("65", ""), ("1.01", "")]);
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
        assert_eq!(word::<Date>().canonical_number("20240508"), None);
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
            ("2024-05-08 00:00:00", ""),
            ("2024-05-08T00:00:00Z", ""),
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
