//! Passport numbers.

use crate::wire::{Spelling, upper_case, word};

word! {
    /// 护照号码 · Passport number.
    ///
    /// 五到十五位大写字母或数字。
    /// 5 to 15 capital letters or digits.
    pub struct PassportNumber(text) {
        pattern: "^[0-9A-Z]{5,15}$", length: 5..=15, example: "E00000000", form: |t| (5..=15).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
        spelling: Spelling::Ascii(upper_case),
    }
}
