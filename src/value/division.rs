//! Administrative divisions.

mod table;

use super::Date;
use crate::wire::{Invalid, word};
use std::fmt;

/// 行政区划代码 · Administrative division code.
///
/// GB/T 2260 六位数字，到县级；可填已撤销的代码。
/// Six digits of GB/T 2260, down to county level. Abolished codes are also accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode(u32);

word!(impl DivisionCode {
    docs: [
        " 行政区划代码 · Administrative division code.",
        "",
        " GB/T 2260 六位数字，到县级；可填已撤销的代码。",
        " Six digits of GB/T 2260, down to county level. Abolished codes are also accepted."
    ],
    pattern: "^[1-9][0-9]{5}$", format: None, length: 6..=6, example: "410000",
});

/// The status of a division on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DivisionStanding {
    /// In force on that day.
    InForce,
    /// No longer in force on that day. Contains the year of abolition.
    Abolished(u16),
    /// Not yet in force on that day. Contains the first year in force.
    NotYet(u16),
    /// On no list included in the standard, and the day is later than the latest list: the division may be newer.
    NotListedYet,
    /// On no list included in the standard.
    Unknown,
}

impl DivisionCode {
    /// Reads `410000`.
    ///
    /// # Errors
    /// [`Invalid::Form`] if the text is not six digits, or the first digit is zero.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let form = text.len() == 6 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
        if form { text.parse().map(Self).map_err(|_| Self::INVALID) } else { Err(Self::INVALID) }
    }

    /// The status of the division on a day. The lists cover 1980 to [`LISTED_ON`](Self::LISTED_ON) and give years only, so a division counts as
    /// in force through the whole year of its abolition.
    pub fn standing(self, day: Date) -> DivisionStanding {
        let found = table::DIVISIONS.binary_search_by_key(&self.0, |(code, _, _)| *code);
        let Some((_, from, until)) = found.ok().and_then(|i| table::DIVISIONS.get(i)) else {
            return self.unlisted(day);
        };
        // No lists exist before 1980, so the oldest ones are also used for earlier years.
        let year = day.year().max(1980);
        if *until != 0 && year > i32::from(*until) {
            DivisionStanding::Abolished(*until)
        } else if year < i32::from(*from) {
            DivisionStanding::NotYet(*from)
        } else {
            DivisionStanding::InForce
        }
    }

    /// The day of the latest list.
    pub const LISTED_ON: &str = "2026-09-11";

    /// A code on no list may be newer than the latest list, if its province exists.
    fn unlisted(self, day: Date) -> DivisionStanding {
        let later = Date::parse(Self::LISTED_ON).is_ok_and(|listed| day > listed);
        if later && self.province().is_known() { DivisionStanding::NotListedYet } else { DivisionStanding::Unknown }
    }

    /// Whether it is on any list, in force or not.
    pub fn is_known(self) -> bool {
        table::DIVISIONS.binary_search_by_key(&self.0, |(code, _, _)| *code).is_ok()
    }

    /// The code of its province: the first two digits followed by zeros.
    pub const fn province(self) -> Self {
        Self(self.0 / 10_000 * 10_000)
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_have_a_time() {
        let standing = |code, day| DivisionCode::parse(code).unwrap().standing(Date::parse(day).unwrap());
        assert_eq!(standing("410000", "2024-05-06"), DivisionStanding::InForce);
        assert_eq!(standing("110103", "2005-01-01"), DivisionStanding::InForce);
        assert_eq!(standing("110103", "2024-01-01"), DivisionStanding::Abolished(2010));
        assert_eq!(standing("999999", "2024-01-01"), DivisionStanding::Unknown);
        assert_eq!(standing("110103", "1950-01-01"), DivisionStanding::InForce);
        assert_eq!(standing("500157", "2026-03-05"), DivisionStanding::InForce);
        assert_eq!(standing("653132", "2026-05-01"), DivisionStanding::InForce);
        assert_eq!(standing("500112", "2025-06-01"), DivisionStanding::InForce);
        assert_eq!(standing("500112", "2027-06-01"), DivisionStanding::Abolished(2026));
        assert_eq!(standing("500158", "2026-09-11"), DivisionStanding::Unknown);
        assert_eq!(standing("500158", "2026-09-12"), DivisionStanding::NotListedYet);
        assert_eq!(standing("999999", "2026-09-12"), DivisionStanding::Unknown);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(table::DIVISIONS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(table::DIVISIONS.len() > 7000);
    }
}
