//! A finding as a report shows it.

use super::{
    CategoryCode, FindingCode, Fingerprint, FixMeaning, ParameterName, ParameterValue, PatchOperation, Pointer,
    PrivacyCode, SeverityCode,
};
use crate::{
    value::{Date, Note, Text},
    wire::{Entries, Integer, List, record},
};

record! {
    /// 双语文字 · Text in both languages.
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
    /// 文本位置 · Position in the text.
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
    /// 相关位置 · Related place.
    pub struct RelatedPlace {
        required {
            /// 指针 · Pointer.
            public pointer: Pointer,
            /// 关系 · What it has to do with the finding.
            public role: Text<1, 60>,
        }
        optional {}
    }
}

record! {
    /// 显示的值 · Value that is shown, or not.
    pub struct ShownValue {
        required {}
        optional {
            /// 值 · Value.
            ///
            /// 只在要求显示时给出。
            /// Given only where values were asked for.
            personal value: Note<4000>,
            /// 隐去的分级 · Class for which the value was withheld.
            public redacted: PrivacyCode,
        }
    }
}

record! {
    /// 修正步骤 · Step of a fix.
    pub struct PatchStep {
        required {
            /// 操作 · Operation.
            public op: PatchOperation,
            /// 位置 · Path.
            public path: Pointer,
        }
        optional {
            /// 来源 · From where.
            public from: Pointer,
            /// 值 · Value.
            personal value: Note<4000>,
        }
    }
}

record! {
    /// 修正建议 · Fix.
    pub struct ReportedFix {
        required {
            /// 含义 · Meaning.
            public meaning: FixMeaning,
            /// 步骤 · Steps, as RFC 6902 has them.
            public patch: List<PatchStep, 1, 10>,
        }
        optional {}
    }
}

record! {
    /// 所依据的规则 · Rule that was broken.
    pub struct RuleReference {
        required {
            /// 来源 · Source.
            public source: Text<1, 500>,
            /// 始于版本 · Version of the standard that brought it.
            public since: Text<1, 20>,
            /// 说明地址 · Address of its documentation.
            public url: Text<1, 300>,
        }
        optional {}
    }
}

record! {
    /// 不予处理的决定 · Decision to let a finding pass.
    pub struct Suppression {
        required {
            /// 决定人或机构 · By whom.
            public by: Text<1, 200>,
            /// 理由 · Reason.
            public reason: Note<2000>,
        }
        optional {
            /// 有效至 · Until when.
            public until: Date,
        }
    }
}

record! {
    /// 同类位置 · Further place of the same finding.
    pub struct FurtherPlace {
        required {
            /// 指针 · Pointer.
            public pointer: Pointer,
        }
        optional {
            /// 文本位置 · Position in the text.
            public position: TextPosition,
        }
    }
}

record! {
    /// 校验问题 · Finding.
    pub struct ReportedFinding from NewReportedFinding {
        required {
            /// 校验代码 · Code.
            public code: FindingCode,
            /// 严重程度 · Severity.
            public severity: SeverityCode,
            /// 问题类别 · Category.
            public category: CategoryCode,
            /// 位置指针 · Pointer.
            public pointer: Pointer,
            /// 说明 · Message.
            public message: Bilingual,
            /// 处理办法 · Hint.
            public hint: Bilingual,
            /// 规则 · Rule.
            public rule: RuleReference,
            /// 出现次数 · Occurrences.
            ///
            /// 代码和参数都相同的问题合并为一条，其余位置在 more。
            /// Findings of the same code and parameters are one; their other places stand in more.
            public occurrences: Integer<1, 1000000000>,
            /// 问题摘要 · Fingerprint.
            ///
            /// 由代码、去掉序号的指针和参数得出，用于对照两次校验。
            /// Of the code, the pointer without its numbers and the parameters; for comparing two reports.
            public fingerprint: Fingerprint,
        }
        optional {
            /// 文本位置 · Position in the text.
            public position: TextPosition,
            /// 单元格 · Cell.
            ///
            /// 来源为表格时的单元格，如 票据!D7。
            /// The cell where the input was a sheet, such as 票据!D7.
            public cell: Text<1, 100>,
            /// 相关位置 · Related places.
            public related: List<RelatedPlace, 0, 20>,
            /// 参数 · Parameters of the message.
            public params: Entries<ParameterName, ParameterValue, 20>,
            /// 应有的值 · Expected value.
            public expected: ShownValue,
            /// 实有的值 · Actual value.
            public actual: ShownValue,
            /// 修正建议 · Fix.
            public fix: ReportedFix,
            /// 其余位置 · Further places.
            public more: List<FurtherPlace, 0, 100000>,
            /// 不予处理的决定 · Decision to let it pass.
            public suppressed: Suppression,
        }
    }
}
