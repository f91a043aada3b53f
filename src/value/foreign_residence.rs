//! Permanent residence card numbers of foreigners.

use crate::wire::{Spelling, upper_case, word};

word! {
    /// 外国人永久居留身份证号码 · Permanent residence card number of a foreigner.
    ///
    /// 旧版为三个大写字母加十二位数字；2023 年版为以 9 开头的十八位号码。
    /// Old card: three capital letters and 12 digits. Card of 2023: 18 characters beginning with 9.
    pub struct ForeignPermanentResidenceNumber(text) {
        pattern: "^(?:[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X])$", length: 15..=18, example: "USA000000000000", form: is_permanent_residence_number,
        spelling: Spelling::Ascii(upper_case),
    }
}

fn is_permanent_residence_number(text: &str) -> bool {
    match text.as_bytes() {
        [b'9', digits @ .., last] if digits.len() == 16 => {
            digits.iter().all(u8::is_ascii_digit) && matches!(last, b'0'..=b'9' | b'X')
        }
        [a, b, c, digits @ ..] if digits.len() == 12 => {
            [a, b, c].iter().all(|l| l.is_ascii_uppercase()) && digits.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}
