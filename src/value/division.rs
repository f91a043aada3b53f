//! Administrative divisions.

mod names;
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
pub enum DivisionStatus {
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

    /// The Chinese name of a division below a province, without that of the division above it. If a code had several names, the newest.
    /// `None` if the code is not listed, is that of a province, or is that of a group of divisions such as 市辖区.
    pub(crate) fn local_name(self) -> Option<&'static str> {
        let found = names::NAMES.binary_search_by_key(&self.0, |(code, _)| *code).ok()?;
        names::NAMES.get(found).map(|(_, name)| *name)
    }

    /// The prefecture or city of a county; itself for a larger division.
    pub(crate) const fn prefecture(self) -> Self {
        Self(self.0 / 100 * 100)
    }

    /// The status of the division on a day. The lists cover 1980 to [`LISTED_ON`](Self::LISTED_ON) and give years only, so a division counts as
    /// in force through the whole year of its abolition.
    pub fn status(self, day: Date) -> DivisionStatus {
        let found = table::DIVISIONS.binary_search_by_key(&self.0, |(code, _, _)| *code);
        let Some((_, from, until)) = found.ok().and_then(|i| table::DIVISIONS.get(i)) else {
            return self.unlisted(day);
        };
        // No lists exist before 1980, so the oldest ones are also used for earlier years.
        let year = day.year().max(1980);
        if *until != 0 && year > i32::from(*until) {
            DivisionStatus::Abolished(*until)
        } else if year < i32::from(*from) {
            DivisionStatus::NotYet(*from)
        } else {
            DivisionStatus::InForce
        }
    }

    /// The day of the latest list.
    pub const LISTED_ON: &str = "2026-09-11";

    /// A code on no list may be newer than the latest list, if its province exists.
    fn unlisted(self, day: Date) -> DivisionStatus {
        let later = Date::parse(Self::LISTED_ON).is_ok_and(|listed| day > listed);
        if later && self.province().is_known() { DivisionStatus::NotListedYet } else { DivisionStatus::Unknown }
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
        let status = |code, day| DivisionCode::parse(code).unwrap().status(Date::parse(day).unwrap());
        assert_eq!(status("410000", "2024-05-06"), DivisionStatus::InForce);
        assert_eq!(status("110103", "2005-01-01"), DivisionStatus::InForce);
        assert_eq!(status("110103", "2024-01-01"), DivisionStatus::Abolished(2010));
        assert_eq!(status("999999", "2024-01-01"), DivisionStatus::Unknown);
        assert_eq!(status("110103", "1950-01-01"), DivisionStatus::InForce);
        assert_eq!(status("500157", "2026-03-05"), DivisionStatus::InForce);
        assert_eq!(status("653132", "2026-05-01"), DivisionStatus::InForce);
        assert_eq!(status("500112", "2025-06-01"), DivisionStatus::InForce);
        assert_eq!(status("500112", "2027-06-01"), DivisionStatus::Abolished(2026));
        assert_eq!(status("500158", "2026-09-11"), DivisionStatus::Unknown);
        assert_eq!(status("500158", "2026-09-12"), DivisionStatus::NotListedYet);
        assert_eq!(status("999999", "2026-09-12"), DivisionStatus::Unknown);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(table::DIVISIONS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(table::DIVISIONS.len() > 7000);
    }
}
