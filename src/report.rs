//! The report of a check as a document: kind `findings`.

mod code;
mod finding;
mod masking;
mod word;

pub use crate::value::{Fingerprint, Pointer};
pub use code::{
    CategoryCode, FixMeaning, PatchOperation, PrivacyCode, ReportVersion, SeverityCode, StopReason, Verdict,
};
pub use finding::{
    Bilingual, FurtherPlace, NewReportedFinding, NewTextPosition, PatchStep, RelatedPlace, ReportedFinding,
    ReportedFix, RuleReference, ShownValue, Suppression, TextPosition,
};
pub use masking::{is_plain_name, masked_pointer};
pub use word::{FindingCode, ParameterName, ParameterValue};

use crate::{
    code::DocumentKind,
    finding::{At, Check},
    value::Text,
    wire::{Integer, List, record},
};

record! {
    /// 校验报告 · Report of findings.
    pub struct FindingsReport from NewFindingsReport {
        required {
            /// 报告版本 · Version of the report.
            public report_version: ReportVersion,
            /// 规则集 · Set of rules.
            public ruleset: RuleSetVersion,
            /// 程序 · Program.
            public tool: Tool,
            /// 是否完成 · Whether every rule was judged.
            public completed: bool,
            /// 结论 · Verdict.
            public verdict: Verdict,
            /// 问题计数 · Counts.
            public counts: Counts,
            /// 校验问题 · Findings.
            public findings: List<ReportedFinding, 0, 100000>,
        }
        optional {
            /// 未完成的原因 · Why it was not completed.
            public stopped_because: StopReason,
            /// 输入 · Input.
            public input: Input,
            /// 上限 · Limits.
            public limits: ReportedLimits,
            /// 代码表摘要 · Digest of the code lists.
            public code_lists_digest: Fingerprint,
            /// 规则的适用情况 · What became of the rules.
            public rules: RuleUse,
        }
    }
}

record! {
    /// 规则集 · Set of rules.
    pub struct RuleSetVersion {
        required {
            /// 名称 · Name.
            public id: Text<1, 60>,
            /// 版本 · Version.
            public version: Text<1, 40>,
            /// 摘要 · Digest.
            public digest: Fingerprint,
        }
        optional {}
    }
}

record! {
    /// 程序 · Program.
    pub struct Tool {
        required {
            /// 名称 · Name.
            public name: Text<1, 60>,
            /// 版本 · Version.
            public version: Text<1, 40>,
        }
        optional {}
    }
}

record! {
    /// 输入 · Input.
    pub struct Input {
        required {}
        optional {
            /// 名称 · Name of the file.
            public name: Pointer,
            /// 行号 · Line of a file of many documents, from 1.
            public line: Integer<1, 9007199254740991>,
            /// 摘要 · Digest of the bytes.
            public digest: Fingerprint,
            /// 媒体类型 · Media type.
            public media_type: Text<3, 100>,
            /// 字节数 · Size in bytes.
            public size_bytes: Integer<0, 9007199254740991>,
            /// 识别出的文件种类 · Kind of document found.
            public detected_kind: DocumentKind,
            /// 识别出的标准版本 · Version of the standard found.
            public detected_standard: Text<1, 20>,
        }
    }
}

record! {
    /// 上限 · Limits of the check.
    pub struct ReportedLimits from NewReportedLimits {
        required {
            /// 最大字节数 · Most bytes.
            public bytes_max: Integer<0, 9007199254740991>,
            /// 最深嵌套 · Deepest nesting.
            public depth_max: Integer<0, 9007199254740991>,
            /// 最多值数 · Most values.
            public values_max: Integer<0, 9007199254740991>,
            /// 最多列出的问题数 · Most findings that are listed.
            public findings_max: Integer<0, 9007199254740991>,
        }
        optional {}
    }
}

record! {
    /// 问题计数 · Counts of findings.
    ///
    /// 全部问题的数目，不受列出上限影响。
    /// Of all findings, however many are listed.
    pub struct Counts from NewCounts {
        required {
            /// 无法继续 · Fatal.
            public fatal: Integer<0, 1000000000>,
            /// 错误 · Errors.
            public error: Integer<0, 1000000000>,
            /// 警告 · Warnings.
            public warning: Integer<0, 1000000000>,
            /// 提示 · Information.
            public info: Integer<0, 1000000000>,
            /// 已列出的问题 · Findings that are listed.
            public listed: Integer<0, 1000000000>,
        }
        optional {}
    }
}

record! {
    /// 规则的适用情况 · What became of the rules.
    pub struct RuleUse {
        required {
            /// 已校验的规则 · Evaluated.
            public evaluated: List<FindingCode, 0, 1000>,
            /// 不适用的规则 · Not applicable.
            ///
            /// 所涉及的内容不存在。
            /// What they are about is absent.
            public not_applicable: List<FindingCode, 0, 1000>,
            /// 未校验的规则 · Not evaluated.
            ///
            /// 文件有误，无法校验。
            /// The document is damaged.
            public not_evaluated: List<FindingCode, 0, 1000>,
        }
        optional {}
    }
}

/// A report has no rules beyond its schema.
impl Check for FindingsReport {
    fn check(&self, _: &mut At) {}
}
