//! A finding in a report.

use super::{
    CategoryCode, FindingCode, Fingerprint, FixMeaning, ParameterName, ParameterValue, PatchOperation, Pointer,
    PrivacyCode, SeverityCode,
};
use crate::{
    value::{Date, Note, Text},
    wire::{Entries, Integer, List, record},
};

record! {
    /// 双语文字 · Text in Chinese and English.
    pub struct Bilingual {
        required {
            /// 中文 · Chinese.
            public zh: Note<4000>,
            /// 英文 · English.
            public en: Note<4000>,
        }
        optional {}
    }
}

record! {
    /// 文本位置 · Position in the text of the document.
    pub struct TextPosition from NewTextPosition {
        required {
            /// 行号 · Line, from 1.
            public line: Integer<1, 9007199254740991>,
            /// 列号 · Column in characters, from 1.
            public column: Integer<1, 9007199254740991>,
            /// 字节偏移 · Offset in bytes, from 0.
            public offset: Integer<0, 9007199254740991>,
            /// 字节长度 · Length in bytes.
            public length: Integer<0, 9007199254740991>,
        }
        optional {}
    }
}

record! {
    /// 相关位置 · Related place in the document.
    pub struct RelatedPlace {
        required {
            /// 指针 · JSON Pointer.
            public pointer: Pointer,
            /// 关系 · Relation to the finding.
            public role: Text<1, 60>,
        }
        optional {}
    }
}

record! {
    /// 显示的值 · Value, shown or redacted.
    pub struct ShownValue {
        required {}
        optional {
            /// 值 · Value.
            ///
            /// 未要求显示值的，不填。
            /// Omitted unless the check was requested to show values.
            personal value: Note<4000>,
            /// 隐去的分级 · Privacy class of the redacted value.
            public redacted: PrivacyCode,
        }
    }
}

record! {
    /// 修正步骤 · Operation of a fix, in the form of RFC 6902.
    pub struct PatchStep {
        required {
            /// 操作 · Operation.
            public op: PatchOperation,
            /// 位置 · Target, as a JSON Pointer.
            public path: Pointer,
        }
        optional {
            /// 原位置 · Source of a move, as a JSON Pointer.
            public from: Pointer,
            /// 新值 · New value.
            personal value: Note<4000>,
        }
    }
}

record! {
    /// 修正建议 · Suggested fix.
    pub struct ReportedFix {
        required {
            /// 对含义的影响 · Effect on the meaning of the document.
            public meaning: FixMeaning,
            /// 步骤 · Operations, in the form of RFC 6902.
            public patch: List<PatchStep, 1, 10>,
        }
        optional {}
    }
}

record! {
    /// 所依据的规则 · Rule of the finding.
    pub struct RuleReference {
        required {
            /// 来源 · Source of the rule.
            public source: Text<1, 500>,
            /// 始于版本 · Version of the standard that introduced the rule.
            public since: Text<1, 20>,
            /// 说明地址 · Address of the documentation.
            public url: Text<1, 300>,
        }
        optional {}
    }
}

record! {
    /// 豁免 · Waiver of a finding.
    pub struct Suppression {
        required {
            /// 决定人或机构 · Person or organisation that granted the waiver.
            public by: Text<1, 200>,
            /// 理由 · Reason of the waiver.
            public reason: Note<2000>,
        }
        optional {
            /// 有效至 · Last day of the waiver.
            public until: Date,
        }
    }
}

record! {
    /// 其余位置 · Further place of the same finding.
    ///
    /// 各处的值、修正和相关位置可以不同，无的不填。
    /// The values, the fix and the related places may differ from place to place. Omitted if the place has none.
    pub struct FurtherPlace {
        required {
            /// 指针 · JSON Pointer.
            public pointer: Pointer,
        }
        optional {
            /// 文本位置 · Position in the text.
            public position: TextPosition,
            /// 相关位置 · Related places.
            public related: List<RelatedPlace, 0, 20>,
            /// 应有的值 · Expected value.
            public expected: ShownValue,
            /// 实有的值 · Actual value.
            public actual: ShownValue,
            /// 修正建议 · Suggested fix.
            public fix: ReportedFix,
            /// 可自动修正 · Whether a certain fix exists.
            public fixable: bool,
        }
    }
}

record! {
    /// 检查结果 · Finding.
    pub struct ReportedFinding from NewReportedFinding {
        required {
            /// 校验代码 · Code of the finding.
            public code: FindingCode,
            /// 严重程度 · Severity.
            public severity: SeverityCode,
            /// 检查结果类别 · Category.
            public category: CategoryCode,
            /// 位置 · Place, as a JSON Pointer.
            public pointer: Pointer,
            /// 说明 · Message.
            public message: Bilingual,
            /// 提示 · Hint.
            public hint: Bilingual,
            /// 规则 · Rule.
            public rule: RuleReference,
            /// 出现次数 · Number of occurrences.
            ///
            /// 代码和参数均相同的检查结果合并为一条，其余位置列于 more。
            /// Findings with the same code and parameters are merged; the other places are listed in `more`.
            public occurrences: Integer<1, 1000000000>,
            /// 检查结果摘要 · Fingerprint of the finding.
            ///
            /// 代码、去掉序号的指针和参数的摘要，用于比较两份报告。
            /// Digest of the code, the pointer without its array indices, and the parameters. Use it to compare two reports.
            public fingerprint: Fingerprint,
        }
        optional {
            /// 文本位置 · Position in the text.
            public position: TextPosition,
            /// 单元格 · Cell.
            ///
            /// 输入为表格时的单元格，如 票据!D7。
            /// The cell of the input, such as 票据!D7. Omitted unless the input was a spreadsheet.
            public cell: Text<1, 100>,
            /// 相关位置 · Related places.
            public related: List<RelatedPlace, 0, 20>,
            /// 参数 · Parameters of the message.
            public params: Entries<ParameterName, ParameterValue, 20>,
            /// 应有的值 · Expected value.
            ///
            /// 消息中标有“应为”的金额。
            /// If the message marks an amount as expected, that amount.
            public expected: ShownValue,
            /// 实有的值 · Actual value.
            ///
            /// 所指位置的值；消息中标有“实为”的，为该金额。
            /// The value at the pointer. If the message marks an amount as actual, that amount.
            public actual: ShownValue,
            /// 修正建议 · Suggested fix.
            ///
            /// 新值须隐去的，不填。
            /// Omitted if the new value is withheld.
            public fix: ReportedFix,
            /// 可自动修正 · Whether a certain fix exists.
            ///
            /// 该值有唯一的规范写法，可自动修正，新值隐去的亦同。其他的，不填。
            /// True if the value has exactly one spelling of the standard with the same meaning, also if the new value is withheld.
            /// Otherwise omitted.
            public fixable: bool,
            /// 其余位置 · Further places of the finding.
            public more: List<FurtherPlace, 0, 100000>,
            /// 豁免 · Waiver.
            public suppressed: Suppression,
        }
    }
}
