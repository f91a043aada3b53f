//! Invented persons and institutions.

use serde_json::{Value, json};
use tongbiao::value::Date;

/// The name of the child.
pub(super) const CHILD: &str = "童例";
/// The name of the mother.
pub(super) const MOTHER: &str = "童例之母";
/// The division of the family and of the hospital: a whole province, so that no person has the identity numbers.
pub(super) const DIVISION: &str = "410000";

/// An invented identity number: the area of a whole province, a birth date, and a valid check digit.
pub(super) fn identity_number(birth: Date, order: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("{DIVISION}{}{order:03}", birth.to_string().replace('-', ""));
    let sum: u32 =
        digits.chars().filter_map(|digit| digit.to_digit(10)).zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap_or(0)).unwrap_or('X');
    format!("{digits}{check}")
}

/// The invented hospital.
pub(super) fn hospital() -> Value {
    json!({"name": "示例省儿童医院（虚构）", "uscc": "12410000400000018Y", "code": "H41000000001", "division": DIVISION,
        "level": "level-3", "grade": "grade-a", "ownership": "public"})
}

/// The invented charity.
pub(super) fn charity() -> Value {
    json!({"name": "示例儿童大病基金会（虚构）", "uscc": "53110000500000031B"})
}

/// The day a number of days later.
pub(super) fn later(day: Date, days: u32) -> Date {
    (0..days).try_fold(day, |day, _| day.next()).unwrap_or(day)
}

/// The same day in the month before, at most the 28th.
pub(super) fn month_before(day: Date) -> Date {
    let text = day.to_string();
    let mut parts = text.split('-').filter_map(|part| part.parse::<u32>().ok());
    let (_, month, of_month) = (parts.next(), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let (year, month) = if month > 1 { (day.year(), month - 1) } else { (day.year() - 1, 12) };
    Date::new(year, month, of_month.min(28)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::date;

    #[test]
    fn numbers_have_a_valid_check_digit() {
        assert_eq!(identity_number(date!("2019-05-20"), 17), "410000201905200179");
        assert_eq!(identity_number(date!("1992-08-12"), 26), "410000199208120261");
    }

    #[test]
    fn days_are_counted() {
        assert_eq!(later(date!("2026-02-20"), 10), date!("2026-03-02"));
        assert_eq!(month_before(date!("2026-03-31")), date!("2026-02-28"));
        assert_eq!(month_before(date!("2026-01-05")), date!("2025-12-05"));
    }
}
