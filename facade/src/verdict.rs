//! `verdict` and `verdict-all`: whether documents are accepted, without a report. For fast automatic intake.

use crate::{
    failure::{Failure, listed},
    input::{DocumentText, Source},
    reply::{Lines, replies},
    request::Request,
    text::AnyText,
};
use tongbiao::{
    check::{Checked, Limits, Located},
    document::DocumentKind,
    finding::Severity,
    report::Verdict,
    wire::{Integer, List, record},
};

record! {
    /// 结论请求 · Request for a verdict.
    pub struct VerdictRequest {
        required {
            /// 文件 · Document.
            ///
            /// 文件的文本（字符串），或文件的 JSON 值。
            /// The text of the document as a string, or the document as a JSON value.
            personal document: DocumentText,
        }
        optional {
            /// 要求的文件种类 · Required kind of document.
            public kind: DocumentKind,
        }
    }
}

record! {
    /// 多份文件的结论请求 · Request for a verdict on each of several documents.
    pub struct VerdictAllRequest {
        required {
            /// 文件 · Documents.
            personal documents: List<DocumentText, 0, 1000000>,
        }
        optional {
            /// 要求的文件种类 · Required kind of document.
            public kind: DocumentKind,
        }
    }
}

record! {
    /// 校验结论 · Verdict on a document.
    pub struct VerdictReply from NewVerdictReply {
        required {
            /// 校验结论 · Verdict.
            public verdict: Verdict,
            /// 无法继续 · Number of fatal findings.
            public fatal: Integer<0, 1000000000>,
            /// 错误 · Number of errors.
            public error: Integer<0, 1000000000>,
            /// 警告 · Number of warnings.
            public warning: Integer<0, 1000000000>,
            /// 信息 · Number of informational findings.
            public info: Integer<0, 1000000000>,
            /// 校验代码 · Codes of the findings, without duplicates, in alphabetical order.
            public codes: List<AnyText, 0, 1000>,
        }
        optional {
            /// 识别出的文件种类 · Detected kind of document.
            public kind: DocumentKind,
        }
    }
}

replies!(VerdictReply);

fn of(checked: &Checked) -> Result<VerdictReply, Failure> {
    let count = |severity| {
        let found = checked.findings.iter().filter(|Located { finding, .. }| finding.rule.severity == severity).count();
        Integer::clamped(i64::try_from(found).unwrap_or(i64::MAX))
    };
    let mut codes: Vec<&str> = checked.findings.iter().map(|Located { finding, .. }| finding.rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let codes = listed(codes.into_iter().map(AnyText::from))?;
    let [fatal, error, warning, info] =
        [Severity::Fatal, Severity::Error, Severity::Warning, Severity::Info].map(count);
    let mut reply =
        VerdictReply::new(NewVerdictReply { verdict: checked.verdict(), fatal, error, warning, info, codes });
    reply.kind = checked.kind;
    Ok(reply)
}

/// Checks whether a document is accepted.
///
/// # Errors
/// None. A document that cannot be read is not accepted.
///
/// # Example
/// ```
/// use tongbiao_json::{VerdictRequest, verdict};
///
/// let reply = verdict(&VerdictRequest::new("{".into()))?;
/// assert_eq!((reply.verdict.as_str(), reply.codes[0].as_str()), ("not-determined", "json.syntax"));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn verdict(request: &VerdictRequest) -> Result<VerdictReply, Failure> {
    one(&request.document, request.kind)
}

/// Checks whether each of several documents is accepted. The documents are not compared with each other.
///
/// # Errors
/// None. A document that cannot be read is not accepted.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{VerdictAllRequest, verdict_all};
///
/// let receipt = include_str!("../../cases/a-heart-surgery/receipt.json");
/// let documents = List::new(vec![receipt.into(), "{}".into()])?;
/// let replies = verdict_all(&VerdictAllRequest::new(documents))?.0;
/// assert_eq!([replies[0].verdict.as_str(), replies[1].verdict.as_str()], ["accepted", "not-determined"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verdict_all(request: &VerdictAllRequest) -> Result<Lines<VerdictReply>, Failure> {
    request.documents.iter().map(|document| one(document, request.kind)).collect::<Result<_, _>>().map(Lines)
}

fn one(document: &DocumentText, kind: Option<DocumentKind>) -> Result<VerdictReply, Failure> {
    let limits = Limits::default();
    of(&crate::check::checked(&Source::new(document.bytes(), &limits), kind, &limits))
}

impl Request for VerdictRequest {
    type Reply = VerdictReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        verdict(self)
    }
}

impl Request for VerdictAllRequest {
    type Reply = Lines<VerdictReply>;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        verdict_all(self)
    }
}
