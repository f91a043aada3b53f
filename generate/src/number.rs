//! Amounts, days, and invented numbers with valid check digits.

use chrono::{Datelike as _, Days, NaiveDate};
use tongbiao::value::{SignedMoney, amount_in_capitals};

/// An amount in yuan with two decimals.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// An amount in fen, read from yuan with two decimals.
pub(crate) fn fen(yuan: &str) -> Option<i64> {
    SignedMoney::parse(yuan).ok().map(SignedMoney::fen)
}

/// An amount in words.
pub(crate) fn capitals(fen: i64) -> String {
    SignedMoney::from_fen(fen).map(amount_in_capitals).unwrap_or_default()
}

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(NaiveDate);

impl Day {
    /// A day of a year. A day that the calendar does not contain becomes the first of January.
    pub(crate) fn new(year: i32, month: u32, day: u32) -> Self {
        let first = || NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        Self(NaiveDate::from_ymd_opt(year, month, day).unwrap_or_else(first))
    }

    /// Reads a day such as `2024-05-18`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// The day this number of days later, or earlier if the number is negative.
    pub(crate) fn plus(self, days: i64) -> Self {
        let count = Days::new(days.unsigned_abs());
        let moved = if days < 0 { self.0.checked_sub_days(count) } else { self.0.checked_add_days(count) };
        Self(moved.unwrap_or(self.0))
    }

    /// The number of days until another day.
    pub(crate) fn until(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    pub(crate) fn year(self) -> i32 {
        self.0.year()
    }

    /// The eight digits of the day in an identity number.
    pub(crate) fn digits(self) -> String {
        self.0.format("%Y%m%d").to_string()
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A resident identity number of a division, a birth date and a sequence number of three digits, with its check digit (ISO 7064,
/// MOD 11-2). The divisions of this crate are whole provinces, which are not assigned to persons.
pub(crate) fn resident_number(division: &str, born: Day, sequence: i64) -> String {
    let body = format!("{division}{}{sequence:03}", born.digits());
    let mut number = body.clone();
    number.push(resident_check(&body));
    number
}

/// The check digit of the first seventeen digits of an identity number.
pub(crate) fn resident_check(body: &str) -> char {
    let sum = body.bytes().fold(0_u32, |sum, digit| (sum + u32::from(digit.wrapping_sub(b'0'))) * 2 % 11);
    match (12 - sum) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

/// The characters of a unified social credit code, in the order of their values.
const CREDIT: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code (GB 32100) of a class such as `12`, a division and a serial number, with both check characters.
pub(crate) fn credit_code(class: &str, division: &str, serial: i64) -> String {
    let organisation = format!("{serial:08}");
    let weights = [3_u32, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = organisation.bytes().zip(weights).map(|(c, weight)| u32::from(c.wrapping_sub(b'0')) * weight).sum();
    let inner = match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    let mut code = format!("{class}{division}{organisation}{inner}");
    let check = credit_check(&code);
    code.push(check);
    code
}

/// The last character of a unified social credit code.
pub(crate) fn credit_check(body: &str) -> char {
    let value = |c: u8| CREDIT.iter().position(|known| *known == c).unwrap_or_default();
    let (sum, _) = body.bytes().fold((0, 1), |(sum, weight), c| ((sum + value(c) * weight) % 31, weight * 3 % 31));
    CREDIT.get((31 - sum) % 31).copied().map_or('0', char::from)
}

/// A card number: its digits and the check digit of Luhn.
pub(crate) fn card_number(body: &str) -> String {
    let mut number = body.to_owned();
    number.push(luhn(body));
    number
}

fn luhn(body: &str) -> char {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digits = body.bytes().rev().map(|c| u32::from(c.wrapping_sub(b'0')));
    let sum: u32 = digits.enumerate().map(|(place, digit)| if place % 2 == 0 { doubled(digit) } else { digit }).sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// Another digit than this one, for a number with a wrong check digit.
pub(crate) fn other_digit(c: char) -> char {
    match c {
        'X' | '9' => '0',
        c => c.to_digit(10).and_then(|digit| char::from_digit(digit + 1, 10)).unwrap_or('1'),
    }
}

/// The text with another last character.
pub(crate) fn with_last(text: &str, last: impl Fn(char) -> char) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    let end = chars.last_mut()?;
    *end = last(*end);
    Some(chars.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_the_fixtures() {
        assert_eq!(resident_number("410000", Day::new(2021, 3, 15), 31), "410000202103150311");
        assert_eq!(resident_number("410000", Day::new(1992, 6, 8), 42), "41000019920608042X");
        assert_eq!(credit_code("12", "410000", 40_000_001), "12410000400000018Y".to_owned());
        assert_eq!(credit_code("53", "110000", 50_000_003), "53110000500000031B".to_owned());
        assert_eq!(card_number("621700000000000000"), "6217000000000000004");
    }

    #[test]
    fn amounts_and_days() {
        assert_eq!((yuan(-5), yuan(123_456), yuan(0)), ("-0.05".to_owned(), "1234.56".to_owned(), "0.00".to_owned()));
        assert_eq!((fen("1234.56"), fen("x")), (Some(123_456), None));
        assert_eq!(capitals(4_700_000), "肆万柒仟元整");
        let day = Day::new(2024, 2, 28).plus(2);
        assert_eq!((day.to_string(), day.plus(-2).until(day), day.year()), ("2024-03-01".to_owned(), 2, 2024));
        assert_eq!(Day::read("2024-03-01"), Some(day));
    }
}
