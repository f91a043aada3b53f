//! The current day, for suppressions that expire.

use std::time::{SystemTime, UNIX_EPOCH};
use tongbiao::value::Date;

const SECONDS_OF_DAY: u64 = 24 * 60 * 60;
/// The difference of the time of China from UTC.
const CHINA: u64 = 8 * 60 * 60;

/// The current day in China. None if the clock is not set.
pub(crate) fn today() -> Option<Date> {
    of(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs())
}

/// The day in China at a number of seconds after the beginning of 1970 in UTC.
fn of(seconds: u64) -> Option<Date> {
    let first = Date::new(1970, 1, 1).ok()?;
    (0..(seconds + CHINA) / SECONDS_OF_DAY).try_fold(first, |day, _| day.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_begin_at_midnight_in_china() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (15 * 3600 + 3599, "1970-01-01"),
            (16 * 3600, "1970-01-02"),
            (1_709_136_000, "2024-02-29"),
            (1_798_732_800, "2027-01-01"),
        ] {
            assert_eq!(of(seconds).map(|day| day.to_string()).as_deref(), Some(expected));
        }
    }
}
