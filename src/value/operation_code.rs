//! Operation codes.

use crate::wire::{Spelling, lower_case, word};

word! {
    /// 手术操作代码 · Operation code.
    ///
    /// ICD-9-CM-3 及其国内扩展代码，如 35.53、35.5300、41.0500x001。
    /// ICD-9-CM-3 with its Chinese extensions, such as 35.53, 35.5300, 41.0500x001.
    pub struct OperationCode(text) {
        pattern: "^[0-9]{2}[.][0-9]{1,4}(?:x[0-9]{3})?$", length: 4..=11, example: "35.5300", form: is_operation_code,
        spelling: Spelling::Ascii(lower_case),
    }
}

fn is_operation_code(text: &str) -> bool {
    let digits = |t: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())
    };
    let Some((chapter, rest)) = text.split_once('.') else { return false };
    let (detail, extension) = rest.split_once('x').map_or((rest, None), |(d, e)| (d, Some(e)));
    digits(chapter, 2..=2) && digits(detail, 1..=4) && extension.is_none_or(|e| digits(e, 3..=3))
}
