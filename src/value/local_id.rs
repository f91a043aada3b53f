//! Identifiers and numbers for references.

use crate::wire::{Lines, Spelling, VISIBLE, is_text, word};

word! {
    /// 文内标识 · Identifier within the document.
    ///
    /// 由英文字母、数字、点、下划线和连字符组成，以字母或数字开头。
    /// 仅在本文件内有效，不得含个人信息。
    /// Contains letters A-Z and a-z, digits, dots, underscores and hyphens. Begins with a letter or a digit.
    /// Valid only within this document. Must not contain personal data.
    pub struct LocalId(text) {
        pattern: "^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$", length: 1..=64, example: "receipt-1", form: |t| (1..=64).contains(&t.len()) && t.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric()) && t.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-')),
    }
}

word! {
    /// 业务编号 · Record number.
    ///
    /// 医院或机构系统中的流水号、病历号、证书号等，1 到 64 个字符。首尾的空白不计。
    /// A serial, record or certificate number in the system of a hospital or an authority. 1 to 64 characters. Blanks
    /// at the ends are ignored.
    pub struct RecordNumber(text) {
        pattern: VISIBLE, length: 1..=64, example: "ZY20240001",
        form: |t| is_text(t, 1, 64),
        spelling: Spelling::Free(Lines::One),
        read: super::text::line,
    }
}
