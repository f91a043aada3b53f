//! `codes`: the catalogue of the codes of findings.

use crate::{
    failure::{Failure, FailureCode},
    reply::{Published, indented},
    request::Request,
    text::{AnyText, said},
};
use serde_json::{Value, json};
use tongbiao::{
    catalogue,
    schema::{code_list, code_lists, codes_file, nearest_code_lists},
    wire::{CodeChoice, record},
};

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
            /// 代码表 · Name of a code list, such as VisitKind.
            ///
            /// 返回该代码表的全部代码；空字符串返回全部代码表的名称。不得与 code 同时填写。
            /// The codes of the list are returned, or the names of all lists for an empty string. Must not be combined with `code`.
            public list: AnyText,
        }
    }
}

/// The published catalogue, the entry of one code, or a code list.
///
/// # Errors
/// The code or the list does not exist. The error suggests similar ones.
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
    match (&request.code, &request.list) {
        (Some(_), Some(_)) => return Err(Failure::of(FailureCode::OptionsConflict).at("/list")),
        (None, Some(name)) => return list(name.as_str()),
        _ => {}
    }
    let catalogue = codes_file();
    let Some(code) = request.code.as_ref().map(AnyText::as_str) else { return Ok(Published(catalogue)) };
    let catalogue: Value = serde_json::from_str(&catalogue)?;
    let entries = catalogue.get("codes").and_then(Value::as_array).ok_or_else(|| Failure::of(FailureCode::Internal))?;
    let entry = entries.iter().find(|entry| entry.get("code").and_then(Value::as_str) == Some(code));
    Ok(Published(indented(entry.ok_or_else(|| unknown(code))?)?))
}

/// One code list, or the names of all.
fn list(name: &str) -> Result<Published, Failure> {
    if name.is_empty() {
        let lists: Vec<_> = code_lists().into_iter().map(head).collect();
        return Ok(Published(indented(&json!({"lists": lists}))?));
    }
    let Some(list) = code_list(name) else {
        let near = nearest_code_lists(name);
        return Err(
            suggesting(FailureCode::ListUnknown, ("代码表不存在", "the code list does not exist"), &near).at("/list")
        );
    };
    let codes: Vec<_> =
        list.codes().map(|(code, label)| json!({"code": code, "zh": label.zh, "en": label.en})).collect();
    let mut value = head(list);
    if let Some(members) = value.as_object_mut() {
        members.insert("codes".to_owned(), codes.into());
    }
    Ok(Published(indented(&value)?))
}

/// The name, the label and the source of a list.
fn head(list: CodeChoice) -> Value {
    let label = list.label();
    let mut value = json!({"name": list.name(), "zh": label.zh, "en": label.en});
    if let (Some(members), Some(source)) = (value.as_object_mut(), list.source()) {
        members.insert("source".to_owned(), source.into());
    }
    value
}

/// The error for an unknown name, with similar names.
fn suggesting(code: FailureCode, (zh, en): (&str, &str), near: &[&str]) -> Failure {
    if near.is_empty() {
        return Failure::of(code);
    }
    let near: Vec<_> = near.iter().map(|near| format!("`{near}`")).collect();
    let message =
        said(format!("{zh}；是否应为 {}？", near.join("、")), format!("{en}; did you mean {}?", near.join(" or ")));
    Failure::because(code, message)
}

/// The error for an unknown code. The code is not repeated, because it may be any text.
fn unknown(code: &str) -> Failure {
    let said = ("校验代码不存在", "the code does not exist");
    suggesting(FailureCode::CodeUnknown, said, &catalogue::nearest(code)).at("/code")
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
    fn every_list_is_found_by_its_name() -> Result<(), Failure> {
        let mut request = CodesRequest::new();
        for list in code_lists() {
            request.list = Some(list.name().into());
            let reply = codes(&request)?.0;
            assert!(list.codes().all(|(code, _)| reply.contains(&format!("\"{code}\""))), "{reply}");
        }
        request.list = Some("就诊类别".into());
        assert!(codes(&request)?.0.contains("\"name\": \"VisitKind\""));
        request.list = Some("VisitKnd".into());
        let failure = codes(&request).unwrap_err();
        assert_eq!(failure.message.en.as_str(), "the code list does not exist; did you mean `VisitKind`?");
        Ok(())
    }

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
