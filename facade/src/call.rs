//! The calls by their names, with the schemas of what they ask and reply.

use crate::{
    adjudicate::{AdjudicateAllRequest, AdjudicateRequest},
    check::{CheckAllRequest, CheckRequest},
    codes::CodesRequest,
    diff::DiffRequest,
    explain::ExplainRequest,
    failure::{Failure, FailureCode},
    lint::{LintAllRequest, LintRequest, SurplusRequest},
    matching::MatchRequest,
    reply::Reply,
    request::{Request, answered},
    schema::SchemaRequest,
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
    /// What it does.
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
    Call::of::<CheckAllRequest>("check-all", "一并校验多份文件", "Check several documents together"),
    Call::of::<VerdictRequest>("verdict", "只给出结论", "Give the verdict on a document only"),
    Call::of::<VerdictAllRequest>("verdict-all", "只给出各份文件的结论", "Give the verdict on each document only"),
    Call::of::<MatchRequest>("match", "匹配项目", "Match an application with programmes"),
    Call::of::<AdjudicateRequest>("adjudicate", "核定", "Adjudicate an application under a programme"),
    Call::of::<AdjudicateAllRequest>("adjudicate-all", "按多个项目核定", "Adjudicate under several programmes"),
    Call::of::<ExplainRequest>("explain", "说明项目或核定结果", "Explain a programme or an outcome"),
    Call::of::<VerifyRequest>("verify", "核对核定结果", "Verify an outcome"),
    Call::of::<LintRequest>("lint", "分析项目", "Check and analyse a programme"),
    Call::of::<LintAllRequest>("lint-all", "一并分析多个项目", "Check and analyse several programmes"),
    Call::of::<SurplusRequest>("surplus", "申请中多余的事实", "Find what no programme uses of an application"),
    Call::of::<DiffRequest>("diff", "比较项目的两个版本", "Compare two revisions of a programme"),
    Call::of::<SchemaRequest>("schema", "模式文件", "Give the JSON Schemas"),
    Call::of::<CodesRequest>("codes", "校验代码", "Give the codes of findings"),
];

/// Answers a request: JSON in, JSON out. The reply of a call that fails is the error's [`Failure::to_json`].
///
/// # Errors
/// There is no such call, the request is not of its form, or what it names cannot be used.
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
    // Nothing here panics; if something does all the same, the caller's program goes on.
    catch_unwind(AssertUnwindSafe(|| (call.answer)(request))).unwrap_or(Err(Failure::of(FailureCode::Internal)))
}

fn unknown(name: &str) -> Failure {
    let near = nearest(name, CALLS.iter().map(|call| call.name));
    if near.is_empty() {
        return Failure::of(FailureCode::CallUnknown);
    }
    let near: Vec<String> = near.into_iter().map(|near| format!("`{near}`")).collect();
    let (zh, en) = (near.join("、"), near.join(" or "));
    let message = said(format!("没有此调用；是否应为 {zh}？"), format!("there is no such call; did you mean {en}?"));
    Failure::because(FailureCode::CallUnknown, message)
}
