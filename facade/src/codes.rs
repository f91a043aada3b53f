//! `codes`: the catalogue of the codes of findings.

use crate::{
    failure::{Failure, FailureCode},
    reply::{Published, indented},
    request::Request,
    text::{AnyText, said},
};
use serde_json::Value;
use tongbiao::{catalogue, schema::codes_file, wire::record};

record! {
    /// 校验代码请求 · Request for the codes of findings.
    pub struct CodesRequest {
        required {}
        optional {
            /// 校验代码 · Code of a finding, such as receipt.payers-total.
            ///
            /// 不填的，返回全部代码。
            /// If omitted, all codes are returned.
            public code: AnyText,
        }
    }
}

/// The published catalogue, or the entry of one code.
///
/// # Errors
/// The code does not exist. The error suggests similar codes.
///
/// # Example
/// ```
/// use tongbiao_json::{CodesRequest, codes};
///
/// let mut request = CodesRequest::new();
/// request.code = Some("receipt.payers-totl".into());
/// let failure = codes(&request).unwrap_err();
/// assert_eq!(failure.message.en.as_str(), "the code does not exist; did you mean `receipt.payers-total`?");
/// ```
pub fn codes(request: &CodesRequest) -> Result<Published, Failure> {
    let catalogue = codes_file();
    let Some(code) = request.code.as_ref().map(AnyText::as_str) else { return Ok(Published(catalogue)) };
    let catalogue: Value = serde_json::from_str(&catalogue)?;
    let entries = catalogue.get("codes").and_then(Value::as_array).ok_or_else(|| Failure::of(FailureCode::Internal))?;
    let entry = entries.iter().find(|entry| entry.get("code").and_then(Value::as_str) == Some(code));
    Ok(Published(indented(entry.ok_or_else(|| unknown(code))?)?))
}

/// The error for an unknown code. The code is not repeated, because it may be any text.
fn unknown(code: &str) -> Failure {
    let near: Vec<_> = catalogue::nearest(code).iter().map(|near| format!("`{near}`")).collect();
    if near.is_empty() {
        return Failure::of(FailureCode::CodeUnknown).at("/code");
    }
    let (zh, en) = (near.join("、"), near.join(" or "));
    let message =
        said(format!("校验代码不存在；是否应为 {zh}？"), format!("the code does not exist; did you mean {en}?"));
    Failure::because(FailureCode::CodeUnknown, message).at("/code")
}

impl Request for CodesRequest {
    type Reply = Published;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        codes(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_in_the_catalogue() -> Result<(), Failure> {
        for rule in catalogue::rules() {
            let mut request = CodesRequest::new();
            request.code = Some(rule.code.into());
            assert!(codes(&request)?.0.contains(rule.code), "{}", rule.code);
        }
        Ok(())
    }
}
