//! The codes of a report.

use crate::{
    finding::{Category, Severity},
    wire::{Privacy, code_list},
};

code_list! {
    /// 严重程度 · Severity.
    pub enum SeverityCode from "tongbiao 童标" {
        /// 无法继续 · Fatal.
        Fatal = "fatal",
        /// 错误 · Error.
        Error = "error",
        /// 警告 · Warning.
        Warning = "warning",
        /// 信息 · Information.
        Info = "info",
    }
}

code_list! {
    /// 检查结果类别 · Category of a finding.
    pub enum CategoryCode from "tongbiao 童标, after FHIR IssueType" {
        /// 文本格式 · Syntax.
        Syntax = "syntax",
        /// 结构 · Structure.
        Structure = "structure",
        /// 值 · Value.
        Value = "value",
        /// 代码 · Code.
        Code = "code",
        /// 引用 · Reference.
        Reference = "reference",
        /// 重复 · Duplicate.
        Duplicate = "duplicate",
        /// 金额计算 · Arithmetic.
        Arithmetic = "arithmetic",
        /// 规定 · Rule.
        Rule = "rule",
        /// 材料与证明 · Evidence.
        Evidence = "evidence",
        /// 个人信息 · Privacy.
        Privacy = "privacy",
        /// 将停用 · Deprecated.
        Deprecated = "deprecated",
        /// 超出上限 · Limit.
        Limit = "limit",
        /// 程序内部 · Internal.
        Internal = "internal",
    }
}

code_list! {
    /// 校验结论 · Verdict of a check.
    pub enum Verdict from "tongbiao 童标" {
        /// 接受 · Accepted.
        Accepted = "accepted",
        /// 接受，有警告 · Accepted with warnings.
        AcceptedWithWarnings = "accepted-with-warnings",
        /// 不接受 · Rejected.
        Rejected = "rejected",
        /// 无法判定 · Not determined.
        NotDetermined = "not-determined",
    }
}

code_list! {
    /// 未完成的原因 · Reason why a check was not completed.
    pub enum StopReason from "tongbiao 童标" {
        /// 文件无法读取 · Document unreadable.
        Unreadable = "unreadable",
        /// 结构有误，只校验了无误的部分 · Structure has errors; only the parts without errors were checked.
        Structure = "structure",
    }
}

code_list! {
    /// 信息分级 · Privacy class.
    pub enum PrivacyCode from "tongbiao 童标" {
        /// 公开 · Public.
        Public = "public",
        /// 假名化 · Pseudonymous.
        Pseudonymous = "pseudonymous",
        /// 个人 · Personal.
        Personal = "personal",
        /// 健康 · Health.
        Health = "health",
        /// 财务 · Financial.
        Financial = "financial",
    }
}

code_list! {
    /// 修正的含义 · Meaning of a fix.
    pub enum FixMeaning from "tongbiao 童标" {
        /// 不改变含义 · Meaning preserved.
        Preserves = "preserves",
        /// 改变含义，须由人确认 · Meaning changed; a person must confirm the fix.
        Changes = "changes",
    }
}

code_list! {
    /// 修正操作 · Operation of a fix.
    pub enum PatchOperation from "RFC 6902" {
        /// 替换 · Replace.
        Replace = "replace",
        /// 移动 · Move.
        Move = "move",
    }
}

code_list! {
    /// 报告版本 · Version of the report.
    pub enum ReportVersion from "tongbiao 童标" {
        /// 第 1 版 · Version 1.
        V1 = "1",
    }
}

impl From<Severity> for SeverityCode {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Fatal => Self::Fatal,
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

impl From<Category> for CategoryCode {
    fn from(category: Category) -> Self {
        match category {
            Category::Syntax => Self::Syntax,
            Category::Structure => Self::Structure,
            Category::Value => Self::Value,
            Category::Code => Self::Code,
            Category::Reference => Self::Reference,
            Category::Duplicate => Self::Duplicate,
            Category::Arithmetic => Self::Arithmetic,
            Category::Rule => Self::Rule,
            Category::Evidence => Self::Evidence,
            Category::Privacy => Self::Privacy,
            Category::Deprecated => Self::Deprecated,
            Category::Limit => Self::Limit,
            Category::Internal => Self::Internal,
        }
    }
}

impl From<Privacy> for PrivacyCode {
    fn from(privacy: Privacy) -> Self {
        match privacy {
            Privacy::Public => Self::Public,
            Privacy::Pseudonymous => Self::Pseudonymous,
            Privacy::Personal => Self::Personal,
            Privacy::Health => Self::Health,
            Privacy::Financial => Self::Financial,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_and_categories_have_the_names_of_their_codes() {
        for severity in [Severity::Info, Severity::Warning, Severity::Error, Severity::Fatal] {
            let code = SeverityCode::from(severity);
            assert_eq!((severity.as_str(), severity.label()), (code.as_str(), code.label()));
        }
        for category in [
            Category::Syntax,
            Category::Structure,
            Category::Value,
            Category::Code,
            Category::Reference,
            Category::Duplicate,
            Category::Arithmetic,
            Category::Rule,
            Category::Evidence,
            Category::Privacy,
            Category::Deprecated,
            Category::Limit,
            Category::Internal,
        ] {
            let code = CategoryCode::from(category);
            assert_eq!((category.as_str(), category.label()), (code.as_str(), code.label()));
        }
    }
}
