//! Places in documents.

use crate::wire::word;

word! {
    /// 位置指针 · Pointer to a place.
    ///
    /// RFC 6901，如 /receipts/0/totalAmount；空串指整个文件。另一份文件的位置写在文件名和 # 之后。
    /// RFC 6901, such as /receipts/0/totalAmount; the empty string is the whole document. A place in another file stands behind its name and a #.
    pub struct Pointer(text) {
        pattern: "^[^\\x00-\\x1f\\x7f]*$", length: 0..=4000, example: "/receipts/0/totalAmount",
        form: |t| t.chars().count() <= 4000 && t.bytes().all(|b| b >= 0x20 && b != 0x7f),
    }
}

/// A place that a program has found itself needs no refusal.
impl Pointer {
    pub(crate) fn cleaned(text: &str) -> Self {
        // Nearly every place is clean as it is.
        Self::parse(text).unwrap_or_else(|_| {
            Self(text.chars().filter(|c| !c.is_ascii_control()).take(4000).collect::<String>().into())
        })
    }
}
