//! Telephone numbers.

use crate::wire::{Spelling, word};

word! {
    /// 电话号码 · Telephone number.
    ///
    /// 手机号码为十一位；固定电话为区号、可选的连字符和号码，可带分机；境外号码以 + 开头。
    /// A mobile number of 11 digits; a landline number with area code, optional hyphen and optional extension; or a foreign number beginning with +.
    pub struct PhoneNumber(text) {
        pattern: "^(?:1[3-9][0-9]{9}|0[1-9][0-9]{1,2}-?[0-9]{7,8}(?:-[0-9]{1,6})?|[+][0-9]{6,15})$", length: 7..=20, example: "13800000000", form: is_phone_number,
        spelling: Spelling::Ascii(dialled),
    }
}

/// A number without blanks; a mobile number also without hyphens.
fn dialled(text: &str) -> Option<String> {
    let text = text.replace(' ', "");
    Some(if text.starts_with('1') { text.replace('-', "") } else { text })
}

fn is_phone_number(text: &str) -> bool {
    let digits = |t: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())
    };
    match text.as_bytes() {
        [b'1', b'3'..=b'9', ..] => digits(text, 11..=11),
        [b'+', ..] => digits(text.trim_start_matches('+'), 6..=15) && text.matches('+').count() == 1,
        [b'0', b'1'..=b'9', ..] => is_landline(text),
        _ => false,
    }
}

/// The area code has three or four digits. Without a hyphen the length is unknown, so both are tried.
fn is_landline(text: &str) -> bool {
    (3..=4).any(|area| {
        let Some((area, rest)) = text.split_at_checked(area) else { return false };
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        let (number, extension) = rest.split_once('-').map_or((rest, None), |(n, e)| (n, Some(e)));
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        digits(area)
            && digits(number)
            && (7..=8).contains(&number.len())
            && extension.is_none_or(|e| digits(e) && e.len() <= 6)
    })
}
