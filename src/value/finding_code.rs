//! Codes of findings.

use crate::wire::word;

word! {
    /// 校验代码 · Code of a finding.
    ///
    /// 由组名、点和名称组成，用小写字母、数字和连字符，如 receipt.payers-total。
    /// A group, a dot and a name, in lower-case letters, digits and hyphens, such as receipt.payers-total.
    pub struct FindingCode(text) {
        pattern: "^[a-z][a-z0-9]*[.][a-z0-9]+(?:-[a-z0-9]+)*$", length: 3..=80, example: "receipt.payers-total",
        form: is_code,
    }
}

fn is_code(text: &str) -> bool {
    let small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let Some((group, name)) = text.split_once('.') else { return false };
    text.len() <= 80
        && group.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && group.bytes().all(small)
        && name.split('-').all(|part| !part.is_empty() && part.bytes().all(small))
}

/// The codes of this crate are valid.
impl FindingCode {
    pub(crate) fn cleaned(text: &str) -> Self {
        Self(text.into())
    }
}
