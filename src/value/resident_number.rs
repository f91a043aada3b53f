//! Resident identity numbers.

use super::{Date, DivisionCode};
use crate::code::Sex;
use crate::wire::{Spelling, upper_case, word};

word! {
    /// 居民身份号码 · Resident identity number.
    ///
    /// 十八位：六位地址码、八位出生日期、三位顺序码（单数为男，双数为女）、一位校验码；X 须大写。地址码可为已撤销的区划。
    /// 18 characters: six for the division, eight for the birth date, three for the sequence (odd for male, even for female) and a check digit. X must be a capital letter. The division may have been abolished.
    pub struct ResidentNumber(text) {
        pattern: "^[1-7][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]$", length: 18..=18, example: "410000202103150311", form: is_resident_number,
        spelling: Spelling::Ascii(upper_case),
    }
}

word! {
    /// 十五位居民身份号码 · Former resident identity number of 15 digits.
    ///
    /// 1999 年 10 月以前编制的旧号码：六位地址码、六位出生日期（年份为 19xx）、三位顺序码（单数为男，双数为女），没有校验码。仅见于成年人的旧证件。
    /// Issued until October 1999: six digits for the division, six for the birth date (years 19xx), three for the sequence (odd for male, even for female), no check digit. Found only on old documents of adults.
    pub struct FormerResidentNumber(text) {
        pattern: "^[1-7][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}$", length: 15..=15, example: "410000610103048", form: is_former_resident_number,
    }
}

fn is_resident_number(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1'..=b'7', ..]) && is_identity_form(text)
}

fn is_former_resident_number(text: &str) -> bool {
    text.len() == 15
        && text.bytes().all(|b| b.is_ascii_digit())
        && matches!(text.as_bytes(), [b'1'..=b'7', ..])
        && text.get(8..12).is_some_and(is_month_and_day)
}

/// 18 characters with a month and a day in the middle. Whether they form a calendar date is a check.
pub(super) fn is_identity_form(text: &str) -> bool {
    let [head @ .., last] = text.as_bytes() else { return false };
    head.len() == 17
        && head.iter().all(u8::is_ascii_digit)
        && matches!(last, b'0'..=b'9' | b'X')
        && text.get(6..8).is_some_and(|century| matches!(century, "19" | "20"))
        && text.get(10..14).is_some_and(is_month_and_day)
}

fn is_month_and_day(text: &str) -> bool {
    let Some((month, day)) = text.split_at_checked(2) else { return false };
    ("01"..="12").contains(&month) && ("01"..="31").contains(&day)
}

/// The birth date in an identity number, if it is a calendar date.
pub(super) fn birth_date(number: &str) -> Option<Date> {
    let (year, month, day) = (number.get(6..10)?, number.get(10..12)?, number.get(12..14)?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The sex in the sequence of an identity number.
pub(super) fn sex(number: &str) -> Option<Sex> {
    let odd = number.as_bytes().get(16)? % 2 == 1;
    Some(if odd { Sex::Male } else { Sex::Female })
}

impl ResidentNumber {
    /// Whether the last character is the check digit of the others (GB 11643).
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::ResidentNumber;
    ///
    /// let number = ResidentNumber::parse("410000202103150311")?;
    /// assert!(number.check_digit_holds());
    /// assert_eq!(number.birth_date().map(|d| d.to_string()).as_deref(), Some("2021-03-15"));
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn check_digit_holds(&self) -> bool {
        super::check_digit::gb11643_holds(self.as_str())
    }

    /// The birth date in the number, if it is a calendar date.
    pub fn birth_date(&self) -> Option<Date> {
        birth_date(self.as_str())
    }

    /// The sex in the number.
    pub fn sex(&self) -> Option<Sex> {
        sex(self.as_str())
    }

    /// The division that first issued the number.
    pub fn division(&self) -> Option<DivisionCode> {
        DivisionCode::parse(self.as_str().get(..6)?).ok()
    }
}

/// Sequences of persons who were a hundred years old or more when the number was issued: the century is not 19.
const CENTENARIANS: std::ops::RangeInclusive<&str> = "996"..="999";

impl FormerResidentNumber {
    /// Whether the number is that of a person born before 1900. The century is then not in the number.
    fn is_centenarian(&self) -> bool {
        self.as_str().get(12..15).is_some_and(|sequence| CENTENARIANS.contains(&sequence))
    }

    /// Whether its birth date can be a calendar date.
    pub fn birth_date_is_possible(&self) -> bool {
        self.is_centenarian() || self.birth_date().is_some()
    }

    /// The birth date in the number, if it is a calendar date. `None` for a person born before 1900.
    ///
    /// # Example
    /// ```
    /// use tongbiao::value::FormerResidentNumber;
    ///
    /// let number = FormerResidentNumber::parse("410000610103048")?;
    /// assert_eq!(number.birth_date().map(|d| d.to_string()).as_deref(), Some("1961-01-03"));
    /// # Ok::<(), tongbiao::value::Invalid>(())
    /// ```
    pub fn birth_date(&self) -> Option<Date> {
        if self.is_centenarian() {
            return None;
        }
        birth_date(&format!("{}19{}", self.as_str().get(..6)?, self.as_str().get(6..12)?))
    }

    /// The sex in the number: that of the last digit of the sequence.
    pub fn sex(&self) -> Option<Sex> {
        let odd = self.as_str().as_bytes().last()? % 2 == 1;
        Some(if odd { Sex::Male } else { Sex::Female })
    }

    /// The division that issued the number.
    pub fn division(&self) -> Option<DivisionCode> {
        DivisionCode::parse(self.as_str().get(..6)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_numbers_hold_a_date_of_the_twentieth_century() {
        for (number, born, possible) in [
            ("410000850101031", Some("1985-01-01"), true),
            ("410000000229001", None, false),
            ("410000960229001", Some("1996-02-29"), true),
            ("410000850231031", None, false),
            ("410000850101997", None, true),
        ] {
            let number = FormerResidentNumber::parse(number).unwrap();
            assert_eq!(number.birth_date().map(|d| d.to_string()).as_deref(), born, "{number}");
            assert_eq!(number.birth_date_is_possible(), possible, "{number}");
        }
    }
}
