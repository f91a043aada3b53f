//! Medical birth certificate numbers.

use crate::wire::{Spelling, upper_case, word};

word! {
    /// 出生医学证明编号 · Medical birth certificate number.
    ///
    /// 一个大写字母加九位数字。用于尚无居民身份号码的新生儿。
    /// One capital letter followed by nine digits. For a newborn who has no resident identity number yet.
    pub struct BirthCertificateNumber(text) {
        pattern: "^[A-Z][0-9]{9}$", length: 10..=10, example: "X620000123", form: |t| matches!(t.as_bytes(), [b'A'..=b'Z', rest @ ..] if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit)),
        spelling: Spelling::Ascii(upper_case),
    }
}
