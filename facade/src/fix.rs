//! `fix`: a document with its certain corrections.

use crate::{
    check::CheckOptions,
    failure::{Failure, listed},
    input::DocumentText,
    reply::replies,
    request::Request,
    text::AnyText,
};
use tongbiao::{
    check::Located,
    finding::Fix,
    report::masked_pointer,
    wire::{Integer, List, record},
};

record! {
    /// 修正请求 · Request to fix a document.
    pub struct FixRequest {
        required {
            /// 文件 · Document.
            ///
            /// 文件的文本（字符串），或文件的 JSON 值。
            /// The text of the document as a string, or the document as a JSON value.
            personal document: DocumentText,
        }
        optional {
            /// 选项 · Options.
            ///
            /// 使用其中的 kind、showValues 和 bytesMax。
            /// The members `kind`, `showValues` and `bytesMax` are used.
            public options: CheckOptions,
        }
    }
}

record! {
    /// 一处修正 · Correction of one value.
    pub struct FixedValue {
        required {
            /// 校验代码 · Code of the finding.
            public code: AnyText,
            /// 位置 · Place of the value as a JSON Pointer.
            public pointer: AnyText,
        }
        optional {
            /// 行号 · Line in the text before the correction, from 1.
            public line: Integer<1, 9007199254740991>,
            /// 列号 · Column in the text before the correction, from 1.
            public column: Integer<1, 9007199254740991>,
            /// 修正后的值 · Value after the correction.
            ///
            /// 不公开的值，仅在 showValues 为 true 时列出。
            /// A value that is not public is stated only if `showValues` is true.
            personal value: AnyText,
        }
    }
}

record! {
    /// 修正结果 · Corrected document.
    pub struct FixReply {
        required {
            /// 各处修正 · Corrections, in the order in which they were made.
            public fixes: List<FixedValue, 0, 1000000>,
        }
        optional {
            /// 修正后的文本 · Text of the document after the corrections.
            ///
            /// 除修正的值以外，与原文本逐字节相同。文件超过上限的，不填。
            /// Except for the corrected values, equal to the given text byte for byte. Omitted if the document exceeds the limit.
            personal text: AnyText,
        }
    }
}

replies!(FixReply);

/// Replaces each value that is not in the spelling of the standard and whose meaning is certain, as `tongbiao check --fix` does.
///
/// # Errors
/// None. A document that cannot be read is returned as it is.
///
/// # Example
/// ```
/// use tongbiao_json::{FixRequest, fix};
///
/// let text = r#"{"kind": "receipt", "standard": "1.0", "totalAmount": 3200}"#;
/// let reply = fix(&FixRequest::new(text.into()))?;
/// assert_eq!(reply.fixes[0].pointer.as_str(), "/totalAmount");
/// assert!(reply.text.is_some_and(|text| text.as_str().ends_with(r#""totalAmount": "3200.00"}"#)));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn fix(request: &FixRequest) -> Result<FixReply, Failure> {
    let options = request.options.clone().unwrap_or_default();
    let show_values = options.show_values.unwrap_or(false);
    let Some(fixed) = tongbiao::check::fix(request.document.bytes(), options.kind, &options.limits()) else {
        return Ok(FixReply::new(listed(std::iter::empty())?));
    };
    let mut reply = FixReply::new(listed(fixed.fixes.iter().map(|located| value(located, show_values)))?);
    reply.text = Some(fixed.text.into());
    Ok(reply)
}

fn value(located: &Located, show_values: bool) -> FixedValue {
    let Located { finding, position } = located;
    let pointer = if show_values { finding.pointer.clone() } else { masked_pointer(&finding.pointer) };
    let mut value = FixedValue::new(finding.rule.code.into(), pointer.into());
    let number = |number: usize| Integer::new(i64::try_from(number).ok()?).ok();
    value.line = position.and_then(|position| number(position.line));
    value.column = position.and_then(|position| number(position.column));
    value.value = match &finding.fix {
        Some(Fix::Respell(shown)) if show_values || shown.privacy.is_open() => Some(shown.value.as_str().into()),
        _ => None,
    };
    value
}

impl Request for FixRequest {
    type Reply = FixReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        fix(self)
    }
}
