//! Short texts of a report.

use crate::{
    value::Note,
    wire::{Lines, Spelling, VISIBLE, is_text, tidy, word},
};

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
impl ParameterValue {
    pub(crate) fn cleaned(text: &str) -> Self {
        Self(Note::<4000>::cleaned(text).as_str().into())
    }
}
