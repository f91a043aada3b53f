//! Person names.

use crate::wire::{Spelling, word};

word! {
    /// 姓名 · Person name.
    ///
    /// 按证件填写，1 到 100 个字符；少数民族姓名的间隔号用“·”（U+00B7）。首尾无空格，不含控制字符。
    /// As on the identity document, 1 to 100 characters. The dot within some names is U+00B7. No blank at either end, no control characters.
    pub struct PersonName(text) {
        pattern: "^[^\\x00-\\x20\\x7f](?:[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$", length: 1..=100, example: "童安",
        form: |t| super::is_line(t, 1, 100),
        spelling: Spelling::Text,
    }
}
