//! Short texts of a report.

use crate::{
    value::Note,
    wire::{Lines, Spelling, VISIBLE, is_text, tidy, word},
};

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

word! {
    /// 参数名 · Name of a message parameter.
    pub struct ParameterName(text) {
        pattern: "^[a-z][0-9A-Za-z]{0,39}$", length: 1..=40, example: "member",
        form: |t| {
            matches!(t.as_bytes(), [b'a'..=b'z', rest @ ..] if rest.len() < 40 && rest.iter().all(u8::is_ascii_alphanumeric))
        },
    }
}

word! {
    /// 参数值 · Value of a message parameter.
    pub struct ParameterValue(text) {
        pattern: VISIBLE, length: 1..=4000, example: "receipts", form: |text| is_text(text, 1, 4000),
        spelling: Spelling::Free(Lines::Several),
        read: |text| tidy(text, Lines::Several).into(),
    }
}

/// Texts that the program makes itself are cleaned instead of refused.
impl FindingCode {
    pub(crate) fn cleaned(text: &str) -> Self {
        Self(text.into())
    }
}

impl ParameterValue {
    pub(crate) fn cleaned(text: &str) -> Self {
        Self(Note::<4000>::cleaned(text).as_str().into())
    }
}
