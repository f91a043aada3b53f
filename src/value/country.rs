//! Countries.

use crate::wire::{Spelling, upper_case, word};

word! {
    /// 国家代码 · Country code.
    ///
    /// ISO 3166-1 两位字母代码，中国为 CN。
    /// Two-letter code of ISO 3166-1. China is CN.
    pub struct CountryCode(text) {
        pattern: "^[A-Z]{2}$", length: 2..=2, example: "CN", form: |t| t.len() == 2 && t.bytes().all(|b| b.is_ascii_uppercase()),
        spelling: Spelling::Ascii(upper_case),
    }
}
