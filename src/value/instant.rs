//! Instants: date, time and offset.

use super::Date;
use crate::wire::{Spelling, word};
use chrono::{DateTime, FixedOffset};

word! {
    /// 时刻 · Date and time.
    ///
    /// RFC 3339 格式，须带时区，如 2024-05-18T09:30:00+08:00。
    /// RFC 3339 format, such as 2024-05-18T09:30:00+08:00. The time zone offset is required.
    pub struct Instant(text) {
        pattern: "^(?:(?:19|20)[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$",
        length: 20..=35, example: "2024-05-18T09:30:00+08:00", form: is_instant,
        spelling: Spelling::Ascii(|text| Some(text.to_ascii_uppercase().replacen(' ', "T", 1))),
    }
}

fn is_instant(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else { return false };
    let Some((time, rest)) = rest.split_at_checked(9) else { return false };
    let clock = match time.as_bytes() {
        [b'T', h1, h2, b':', m1, m2, b':', s1, s2] => {
            is_below([h1, h2], 24) && is_below([m1, m2], 60) && is_below([s1, s2], 60)
        }
        _ => false,
    };
    let offset = match rest.strip_prefix('.') {
        None => Some(rest),
        Some(fraction) => {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            (1..=9).contains(&digits).then(|| fraction.get(digits..)).flatten()
        }
    };
    Date::parse(date).is_ok() && clock && offset.is_some_and(is_offset)
}

fn is_offset(text: &str) -> bool {
    match text.as_bytes() {
        [b'Z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => is_below([h1, h2], 24) && is_below([m1, m2], 60),
        _ => false,
    }
}

fn is_below([tens, units]: [&u8; 2], limit: u8) -> bool {
    tens.is_ascii_digit() && units.is_ascii_digit() && (tens - b'0') * 10 + (units - b'0') < limit
}

impl Instant {
    /// The instant as a [`chrono`] value. `None` if chrono does not support the offset.
    pub fn to_chrono(&self) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(self.as_str()).ok()
    }

    /// The calendar date as written, in its own offset.
    pub fn date(&self) -> Option<Date> {
        self.as_str().get(..10).and_then(|date| Date::parse(date).ok())
    }
}
