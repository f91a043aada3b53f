//! Errors of calls, as JSON values.

use crate::{
    reply::{Whole, indented},
    text::{AnyText, Said, said},
};
use std::fmt;
use tongbiao::{
    check::{Checked, Limits, ReportOptions},
    report::FindingsReport,
    wire::{Label, List, code_list, record},
};

code_list! {
    /// 错误代码 · Code of an error.
    pub enum FailureCode from "tongbiao 童标" {
        /// 调用不存在 · The call does not exist.
        CallUnknown = "call-unknown",
        /// 请求格式有误 · The request is malformed.
        RequestInvalid = "request-invalid",
        /// 无法读取输入 · The input cannot be read.
        InputUnread = "input-unread",
        /// 文件种类不符或格式有误 · The document is malformed or of another kind than required.
        DocumentInvalid = "document-invalid",
        /// 申请有错误 · The application has errors.
        ApplicationErrors = "application-has-errors",
        /// 项目有错误 · The programme has errors.
        ProgrammeErrors = "programme-has-errors",
        /// 联合救助方案或其成员项目有错误 · The joint relief plan, or a programme of a member, has errors.
        PlanErrors = "plan-has-errors",
        /// 同一版本有两份不同的文件 · Two different documents state the same revision of a programme.
        RevisionDuplicate = "revision-duplicate",
        /// 不是核定所用的项目文件 · The programme is not the document from which the outcome was computed.
        ProgrammeOther = "programme-other",
        /// 不是核定所用的申请文件 · The application is not the document from which the outcome was computed.
        ApplicationOther = "application-other",
        /// 不是密钥 · The text is not a key.
        KeyInvalid = "key-invalid",
        /// 核定结果以另一密钥加密 · The outcome was sealed with another key.
        KeyOther = "key-other",
        /// 未填写核定日期 · The date of the decision is missing.
        DayMissing = "day-missing",
        /// 校验代码不存在 · The code does not exist.
        CodeUnknown = "code-unknown",
        /// 代码表不存在 · The code list does not exist.
        ListUnknown = "list-unknown",
        /// 地址格式有误 · The address is malformed.
        AddressInvalid = "address-invalid",
        /// 参数不能同时使用 · The options cannot be combined.
        OptionsConflict = "options-conflict",
        /// 答复中的列表超出上限 · A list of the reply exceeds its maximum length.
        ReplyTooLong = "reply-too-long",
        /// 程序内部错误 · Internal error.
        Internal = "internal",
    }
}

record! {
    /// 错误 · Error.
    ///
    /// 调用失败的原因。
    /// The reason why a call failed.
    pub struct Failure {
        required {
            /// 错误代码 · Code of the error.
            public code: FailureCode,
            /// 说明 · Message.
            public message: Said,
        }
        optional {
            /// 请求中的位置 · Place in the request.
            ///
            /// JSON 指针。错误涉及整个请求的，不填。
            /// A JSON Pointer. Omitted if the error concerns the whole request.
            public pointer: AnyText,
            /// 校验报告 · Report.
            ///
            /// 请求或文件的全部检查结果。
            /// All findings of the request or the document.
            public report: Whole<FindingsReport>,
        }
    }
}

record! {
    /// 错误答复 · Reply of a call that failed.
    pub struct FailureReply {
        required {
            /// 错误 · Error.
            public error: Failure,
        }
        optional {}
    }
}

/// What to do about an error.
const fn remedy(code: FailureCode) -> Label {
    let (zh, en) = match code {
        FailureCode::CallUnknown => ("各调用的名称见说明文档", "the documentation lists the names of the calls"),
        FailureCode::RequestInvalid => ("请按 report 改正请求", "correct the request as `report` states"),
        FailureCode::InputUnread => ("请核对路径", "check the path"),
        FailureCode::DocumentInvalid => ("请按 report 改正文件", "correct the document as `report` states"),
        FailureCode::ApplicationErrors => (
            "请按 report 改正；带错误核定的，将 options.lenient 设为 true",
            "correct it as `report` states, or set `options.lenient` to compute in spite of the errors",
        ),
        FailureCode::ProgrammeErrors => ("请按 report 改正项目文件", "correct the programme as `report` states"),
        FailureCode::PlanErrors => {
            ("请按 report 改正方案或成员项目", "correct the plan or the programme of the member as `report` states")
        }
        FailureCode::RevisionDuplicate => ("每个版本只提供一份文件", "give one document for each revision"),
        FailureCode::ProgrammeOther => (
            "请提供核定时所用的项目文件，或不填 programme",
            "give the document that was used for the decision, or omit `programme`",
        ),
        FailureCode::ApplicationOther => (
            "请提供核定时所用的申请文件，或不填 application",
            "give the document that was used for the decision, or omit `application`",
        ),
        FailureCode::KeyInvalid => (
            "请填写 `tongbiao index key` 所写文件的全文",
            "give the whole text of the file that `tongbiao index key` makes",
        ),
        FailureCode::KeyOther => (
            "请使用该密钥，或以 index key --after 由其生成的密钥",
            "use that key, or a key made from it with `index key --after`",
        ),
        FailureCode::DayMissing => ("请填写 circumstances.asOf", "enter it as `circumstances.asOf`"),
        FailureCode::CodeUnknown => ("不填 code 的，返回全部代码", "without `code`, the call returns all codes"),
        FailureCode::ListUnknown => {
            ("list 为空文本的，返回全部代码表的名称", "an empty `list` returns the names of all lists")
        }
        FailureCode::AddressInvalid => (
            "请填写完整的地址，不带 ? 和 #，如 https://example.org/schemas/",
            "enter an absolute address without `?` and `#`, such as https://example.org/schemas/",
        ),
        FailureCode::OptionsConflict => ("请删除 pointer 所指的成员", "omit the member at `pointer`"),
        FailureCode::ReplyTooLong => ("请减少每次请求的文件", "give fewer documents in one request"),
        FailureCode::Internal => ("请报告维护者，勿附个人信息", "report it to the maintainers without personal data"),
    };
    Label { zh, en }
}

impl Failure {
    /// An error with a message of its own.
    pub(crate) fn because(code: FailureCode, message: Said) -> Self {
        Self::new(code, message)
    }

    /// An error with the label of its code as its message, and what to do.
    pub(crate) fn of(code: FailureCode) -> Self {
        let (Label { zh, en }, remedy) = (code.label(), remedy(code));
        Self::new(code, said(format!("{zh}；{}", remedy.zh), format!("{}; {}", en.trim_end_matches('.'), remedy.en)))
    }

    /// The error at a place of the request.
    pub(crate) fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(AnyText::from(pointer.into()));
        self
    }

    /// The error with the findings of a check. Private values are hidden.
    pub(crate) fn with(mut self, checked: &Checked, limits: Limits) -> Self {
        self.report = Some(checked.report(&ReportOptions { limits, ..ReportOptions::default() }).into());
        self
    }

    /// The error as the reply of a call: an object with the single member `error`.
    pub fn to_json(&self) -> String {
        let reply = FailureReply::new(self.clone());
        indented(&reply).unwrap_or_else(|_| r#"{"error":{"code":"internal"}}"#.to_owned())
    }
}

/// A list of a reply. A list that is too long is an error: an incomplete list would be a wrong reply.
pub(crate) fn listed<T, const MIN: usize, const MAX: usize>(
    items: impl IntoIterator<Item = T>,
) -> Result<List<T, MIN, MAX>, Failure> {
    List::try_from_iter(items).map_err(|_| Failure::of(FailureCode::ReplyTooLong))
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Said { zh, en } = &self.message;
        write!(f, "{}: {} · {}", self.code, zh.as_str(), en.as_str())
    }
}

impl std::error::Error for Failure {}

/// Replies can always be written as JSON; a failure is an internal error.
impl From<serde_json::Error> for Failure {
    fn from(_: serde_json::Error) -> Self {
        Self::of(FailureCode::Internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_too_long_is_refused() -> Result<(), Failure> {
        assert_eq!(listed::<_, 0, 3>([1, 2, 3])?, [1, 2, 3]);
        let refused = listed::<_, 0, 3>([1, 2, 3, 4]);
        assert_eq!(refused.map_err(|failure| failure.code), Err(FailureCode::ReplyTooLong));
        Ok(())
    }
}
