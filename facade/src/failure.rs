//! Why a call has no reply: an error that is a JSON value too.

use crate::{
    reply::{Whole, indented},
    text::{AnyText, Said, said},
};
use std::fmt;
use tongbiao::{
    check::{Checked, Limits, ReportOptions},
    report::FindingsReport,
    wire::{Label, code_list, record},
};

code_list! {
    /// 错误代码 · Code of an error.
    pub enum FailureCode from "tongbiao 童标" {
        /// 没有此调用 · There is no such call.
        CallUnknown = "call-unknown",
        /// 请求的格式有误 · The request is not of its form.
        RequestInvalid = "request-invalid",
        /// 文件不是所要求的种类，或格式有误 · A document is not of the kind that is required, or not of its form.
        DocumentInvalid = "document-invalid",
        /// 申请有错误 · The application has errors.
        ApplicationErrors = "application-has-errors",
        /// 项目有错误 · The programme has errors.
        ProgrammeErrors = "programme-has-errors",
        /// 同一版本有两份不同的文件 · Two different documents are the same revision of a programme.
        RevisionDuplicate = "revision-duplicate",
        /// 不是核定时所用的项目文件 · The programme is not the document by which was decided.
        ProgrammeOther = "programme-other",
        /// 没有核定日期 · The day of the decision is missing.
        DayMissing = "day-missing",
        /// 没有此校验代码 · There is no such code of a finding.
        CodeUnknown = "code-unknown",
        /// 地址有误 · An address is not of its form.
        AddressInvalid = "address-invalid",
        /// 参数不能同时使用 · Options exclude each other.
        OptionsConflict = "options-conflict",
        /// 程序内部错误 · Internal error.
        Internal = "internal",
    }
}

record! {
    /// 错误 · Error.
    ///
    /// 调用没有结果的原因。
    /// Why a call has no reply.
    pub struct Failure {
        required {
            /// 错误代码 · Code.
            public code: FailureCode,
            /// 说明 · Message.
            public message: Said,
        }
        optional {
            /// 请求中的位置 · Place in the request.
            ///
            /// JSON 指针；整个请求时不写。
            /// A JSON Pointer; omitted if the error concerns the whole request.
            public pointer: AnyText,
            /// 校验报告 · Report.
            ///
            /// 请求或文件的全部问题。
            /// Everything that is wrong with the request or the document.
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

impl Failure {
    /// An error with more to say than its code does.
    pub(crate) fn because(code: FailureCode, message: Said) -> Self {
        Self::new(code, message)
    }

    /// An error that its code describes.
    pub(crate) fn of(code: FailureCode) -> Self {
        let Label { zh, en } = code.label();
        Self::new(code, said(zh, en))
    }

    /// The error concerns a place of the request.
    pub(crate) fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(AnyText::from(pointer.into()));
        self
    }

    /// The error with everything that a check found. Private values are not shown.
    pub(crate) fn with(mut self, checked: &Checked, limits: Limits) -> Self {
        self.report = Some(checked.report(&ReportOptions { limits, ..ReportOptions::default() }).into());
        self
    }

    /// The error as the reply of a call: an object with the one member `error`.
    pub fn to_json(&self) -> String {
        let reply = FailureReply::new(self.clone());
        indented(&reply).unwrap_or_else(|_| r#"{"error":{"code":"internal"}}"#.to_owned())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Said { zh, en } = &self.message;
        write!(f, "{}: {} · {}", self.code, zh.as_str(), en.as_str())
    }
}

impl std::error::Error for Failure {}

/// Nothing that a call writes can fail to be JSON.
impl From<serde_json::Error> for Failure {
    fn from(_: serde_json::Error) -> Self {
        Self::of(FailureCode::Internal)
    }
}
