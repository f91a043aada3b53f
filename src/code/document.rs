//! Kinds of documents and versions of the standard.

use crate::wire::code_list;

code_list! {
    /// 标准版本 · Version of the standard.
    pub enum Standard from "tongbiao 童标" {
        /// 第 1.0 版 · Version 1.0.
        V1_0 = "1.0",
    }
}

code_list! {
    /// 文件种类 · Kind of document.
    pub enum DocumentKind from "tongbiao 童标" {
        /// 救助申请 · Application.
        Application = "application",
        /// 诊断证明 · Diagnosis.
        Diagnosis = "diagnosis",
        /// 医疗收费票据 · Receipt.
        Receipt = "receipt",
        /// 救助项目 · Programme.
        Programme = "programme",
        /// 联合救助方案 · Joint relief plan.
        Plan = "plan",
        /// 核定结果 · Adjudication.
        Adjudication = "adjudication",
        /// 联合核定结果 · Joint adjudication.
        JointAdjudication = "joint-adjudication",
        /// 校验报告 · Findings.
        Findings = "findings",
    }
}
