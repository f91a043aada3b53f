//! The report of a check: kind `findings`.

mod code;
mod finding;
mod masking;
mod word;

#[doc(no_inline)]
pub use crate::value::{FindingCode, Fingerprint, Pointer};
pub use code::{
    CategoryCode, FixMeaning, PatchOperation, PrivacyCode, ReportVersion, SeverityCode, StopReason, Verdict,
};
pub use finding::{
    Bilingual, FurtherPlace, NewReportedFinding, NewTextPosition, PatchStep, RelatedPlace, ReportedFinding,
    ReportedFix, RuleReference, ShownValue, Suppression, TextPosition,
};
#[doc(hidden)]
pub use masking::is_plain_name;
pub use masking::masked_pointer;
pub use word::{ParameterName, ParameterValue};

use crate::{
    code::DocumentKind,
    finding::{At, Check},
    value::Text,
    wire::{Integer, List, record},
};

record! {
    /// 校验报告 · Report of findings.
    ///
    /// 对一份文件的校验结果。
    /// The result of a check of one document.
    pub struct FindingsReport from NewFindingsReport {
        required {
            /// 报告版本 · Version of the report format.
            public report_version: ReportVersion,
            /// 规则集 · Rule set.
            public ruleset: RuleSetVersion,
            /// 校验程序 · Program that made the report.
            public tool: Tool,
            /// 是否完成 · Whether every rule was evaluated.
            public completed: bool,
            /// 结论 · Verdict.
            public verdict: Verdict,
            /// 检查结果计数 · Counts of findings.
            public counts: Counts,
            /// 检查结果 · Findings.
            public findings: List<ReportedFinding, 0, 100000>,
        }
        optional {
            /// 未完成的原因 · Reason why the check was not completed.
            ///
            /// 已完成的，不填。
            /// Omitted if the check was completed.
            public stopped_because: StopReason,
            /// 输入文件 · Checked document.
            public input: Input,
            /// 上限 · Limits of the check.
            public limits: ReportedLimits,
            /// 代码表摘要 · Digest of the code lists.
            public code_lists_digest: Fingerprint,
            /// 规则的适用情况 · Use of the rules.
            public rules: RuleUse,
        }
    }
}

record! {
    /// 规则集 · Rule set.
    pub struct RuleSetVersion {
        required {
            /// 名称 · Name.
            public id: Text<1, 60>,
            /// 版本 · Version.
            public version: Text<1, 40>,
            /// 摘要 · Digest of the rule set.
            public digest: Fingerprint,
        }
        optional {}
    }
}

record! {
    /// 校验程序 · Program.
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
    /// 输入文件 · Checked document.
    pub struct Input {
        required {}
        optional {
            /// 文件名 · Name of the file.
            public name: Pointer,
            /// 行号 · Line of the document in a file with one document per line, from 1.
            public line: Integer<1, 9007199254740991>,
            /// 摘要 · Digest of the bytes of the document.
            public digest: Fingerprint,
            /// 媒体类型 · Media type.
            public media_type: Text<1, 100>,
            /// 字节数 · Size in bytes.
            public size_bytes: Integer<0, 9007199254740991>,
            /// 识别出的文件种类 · Detected kind of document.
            public detected_kind: DocumentKind,
            /// 识别出的标准版本 · Detected version of the standard.
            public detected_standard: Text<1, 20>,
        }
    }
}

record! {
    /// 上限 · Limits of the check.
    pub struct ReportedLimits from NewReportedLimits {
        required {
            /// 最大字节数 · Maximum size in bytes.
            public bytes_max: Integer<0, 9007199254740991>,
            /// 最大嵌套深度 · Maximum nesting depth.
            public depth_max: Integer<0, 9007199254740991>,
            /// 值的最大数量 · Maximum number of values.
            public values_max: Integer<0, 9007199254740991>,
            /// 列出检查结果的最大数量 · Maximum number of listed findings.
            public findings_max: Integer<0, 9007199254740991>,
        }
        optional {}
    }
}

record! {
    /// 检查结果计数 · Counts of findings.
    ///
    /// 计全部检查结果，不受列出数量的限制；已豁免的不计。
    /// All findings are counted, including those that are not listed. Findings with a waiver are not counted.
    pub struct Counts from NewCounts {
        required {
            /// 无法继续 · Fatal findings.
            public fatal: Integer<0, 1000000000>,
            /// 错误 · Errors.
            public error: Integer<0, 1000000000>,
            /// 警告 · Warnings.
            public warning: Integer<0, 1000000000>,
            /// 信息 · Information.
            public info: Integer<0, 1000000000>,
            /// 已列出的检查结果 · Listed findings.
            public listed: Integer<0, 1000000000>,
        }
        optional {}
    }
}

record! {
    /// 规则的适用情况 · Use of the rules.
    pub struct RuleUse {
        required {
            /// 已校验的规则 · Evaluated rules.
            public evaluated: List<FindingCode, 0, 1000>,
            /// 不适用的规则 · Rules that do not apply.
            ///
            /// 文件中没有规则所涉及的内容。
            /// The document does not contain the members that these rules check.
            public not_applicable: List<FindingCode, 0, 1000>,
            /// 未校验的规则 · Rules not evaluated.
            ///
            /// 文件结构有误，无法校验。
            /// Errors in the structure of the document prevented the evaluation.
            public not_evaluated: List<FindingCode, 0, 1000>,
        }
        optional {}
    }
}

/// A report has no rules in addition to its schema.
impl Check for FindingsReport {
    fn check(&self, _: &mut At) {}
}
