//! The calls by name, with the schemas of their requests and replies.

use crate::{
    adjudicate::{AdjudicateAllRequest, AdjudicateRequest},
    check::{CheckAllRequest, CheckRequest},
    codes::CodesRequest,
    diff::DiffRequest,
    explain::ExplainRequest,
    facts::FactsRequest,
    failure::{Failure, FailureCode},
    fix::FixRequest,
    joint::{JointRequest, JointVerifyRequest},
    lint::{LintAllRequest, LintRequest, SurplusRequest},
    lint_plan::LintPlanRequest,
    matching::MatchRequest,
    reply::Reply,
    request::{Request, answered},
    schema::SchemaRequest,
    sealing::SealRequest,
    text::said,
    verdict::{VerdictAllRequest, VerdictRequest},
    verify::VerifyRequest,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tongbiao::{
    schema::schema_of,
    wire::{Label, nearest},
};

/// A call.
#[derive(Debug)]
#[non_exhaustive]
pub struct Call {
    /// Its name.
    pub name: &'static str,
    /// Its label.
    pub label: Label,
    answer: fn(&[u8]) -> Result<String, Failure>,
    request_schema: fn(&str, &str) -> String,
    reply_schema: fn(&str, &str) -> String,
}

impl Call {
    const fn of<R: Request>(name: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self {
            name,
            label: Label { zh, en },
            answer: answered::<R>,
            request_schema: schema_of::<R>,
            reply_schema: R::Reply::schema,
        }
    }

    /// The title of a schema: `check-all` has a `CheckAllRequest` and a `CheckAllReply`.
    fn title(&self, part: &str) -> String {
        let words = self.name.split('-').map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_ascii_uppercase() + rest
        });
        words.chain([part.to_owned()]).collect()
    }

    /// The JSON Schema of its request.
    pub fn request_schema(&self, id: &str) -> String {
        (self.request_schema)(id, &self.title("Request"))
    }

    /// The JSON Schema of its reply.
    pub fn reply_schema(&self, id: &str) -> String {
        (self.reply_schema)(id, &self.title("Reply"))
    }
}

/// Every call.
pub static CALLS: &[Call] = &[
    Call::of::<CheckRequest>("check", "校验文件", "Check a document"),
    Call::of::<CheckAllRequest>("check-all", "校验多份文件", "Check several documents together"),
    Call::of::<VerdictRequest>("verdict", "校验一份文件，只返回结论", "Check a document and return the verdict only"),
    Call::of::<VerdictAllRequest>(
        "verdict-all",
        "校验多份文件，只返回结论",
        "Check several documents and return the verdicts only",
    ),
    Call::of::<FixRequest>("fix", "修正文件中含义确定的写法", "Correct the values whose meaning is certain"),
    Call::of::<MatchRequest>("match", "匹配项目", "Match an application with programmes"),
    Call::of::<AdjudicateRequest>("adjudicate", "核定", "Adjudicate an application under a programme"),
    Call::of::<AdjudicateAllRequest>(
        "adjudicate-all",
        "按多个项目核定",
        "Adjudicate an application under several programmes",
    ),
    Call::of::<JointRequest>(
        "adjudicate-jointly",
        "按联合救助方案核定",
        "Adjudicate an application under a joint relief plan",
    ),
    Call::of::<ExplainRequest>("explain", "说明项目或核定结果", "Explain a programme or an outcome"),
    Call::of::<VerifyRequest>("verify", "核对核定结果", "Verify an outcome"),
    Call::of::<JointVerifyRequest>("verify-jointly", "核对联合核定结果", "Verify the outcome of a joint relief plan"),
    Call::of::<SealRequest>("seal", "加密或解密核定结果的摘要", "Seal or open the digests of an outcome"),
    Call::of::<LintRequest>("lint", "分析项目", "Check and analyse a programme"),
    Call::of::<LintAllRequest>("lint-all", "分析多个项目", "Check and analyse several programmes"),
    Call::of::<LintPlanRequest>("lint-plan", "分析联合救助方案", "Check and analyse a joint relief plan"),
    Call::of::<SurplusRequest>(
        "surplus",
        "查找申请中多余的事实",
        "Find facts of an application that no programme uses",
    ),
    Call::of::<DiffRequest>("diff", "比较项目的两个版本", "Compare two revisions of a programme"),
    Call::of::<SchemaRequest>("schema", "获取 JSON Schema", "Return the JSON Schemas"),
    Call::of::<CodesRequest>("codes", "获取校验代码", "Return the codes of findings"),
    Call::of::<FactsRequest>("facts", "查找项目可引用的事实", "Find the facts that a programme may use"),
];

/// Answers a request: JSON in, JSON out. If the call fails, use [`Failure::to_json`] of the error as the reply.
///
/// # Errors
/// The call does not exist, the request is malformed, or a document in it cannot be used.
///
/// # Example
/// ```
/// use tongbiao_json::{FailureCode, call};
///
/// let reply = call("verdict", br#"{"document": {"kind": "receipt"}}"#)?;
/// assert!(reply.contains(r#""verdict": "rejected""#));
///
/// let failure = call("verdict", br#"{"documnet": {}}"#).unwrap_err();
/// assert_eq!(failure.code, FailureCode::RequestInvalid);
/// assert!(failure.to_json().contains("did you mean `document`?"));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn call(name: &str, request: &[u8]) -> Result<String, Failure> {
    let Some(call) = CALLS.iter().find(|call| call.name == name) else { return Err(unknown(name)) };
    // No call is expected to panic. A panic is caught so that the caller's program continues.
    catch_unwind(AssertUnwindSafe(|| (call.answer)(request))).unwrap_or(Err(Failure::of(FailureCode::Internal)))
}

fn unknown(name: &str) -> Failure {
    let near = nearest(name, CALLS.iter().map(|call| call.name));
    if near.is_empty() {
        return Failure::of(FailureCode::CallUnknown);
    }
    let near: Vec<String> = near.into_iter().map(|near| format!("`{near}`")).collect();
    let (zh, en) = (near.join("、"), near.join(" or "));
    let message = said(format!("调用不存在；是否应为 {zh}？"), format!("the call does not exist; did you mean {en}?"));
    Failure::because(FailureCode::CallUnknown, message)
}
