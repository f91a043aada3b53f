//! Pointers to places in documents.

use crate::wire::{Spelling, word};

word! {
    /// 位置指针 · JSON Pointer.
    ///
    /// RFC 6901，如 /receipts/0/totalAmount；空字符串指整个文件。另一份文件中的位置写为文件名、# 和指针。
    /// RFC 6901, such as /receipts/0/totalAmount. An empty string means the whole document. A place in another file is written as the file name, # and the pointer.
    pub struct Pointer(text) {
        pattern: "^[^\\x00-\\x1f\\x7f]*$", length: 0..=4000, example: "/receipts/0/totalAmount",
        form: |t| t.chars().count() <= 4000 && t.bytes().all(|b| b >= 0x20 && b != 0x7f),
        spelling: Spelling::Text,
    }
}

/// A pointer made by the program itself needs no validation.
impl Pointer {
    pub(crate) fn cleaned(text: &str) -> Self {
        // Nearly every place is clean as it is.
        Self::parse(text).unwrap_or_else(|_| {
            Self(text.chars().filter(|c| !c.is_ascii_control()).take(4000).collect::<String>().into())
        })
    }
}
