//! The codes that are not planted, with the reason.

/// A code that is not planted.
#[derive(Debug, Clone, Copy)]
pub struct Excluded {
    /// The code.
    pub code: &'static str,
    /// The reason in Chinese.
    pub zh: &'static str,
    /// The reason in English.
    pub en: &'static str,
}

const fn excluded(code: &'static str, zh: &'static str, en: &'static str) -> Excluded {
    Excluded { code, zh, en }
}

/// The codes that are not planted.
pub static EXCLUDED: &[Excluded] = &[
    excluded("receipt.duplicate-across-files", "须有两份文件", "needs two documents"),
    excluded("receipt.possible-duplicate-across-files", "须有两份文件", "needs two documents"),
    excluded("document.kind-other", "取决于校验命令所指定的文件种类", "depends on the kind that the command states"),
    excluded(
        "internal.unexplained",
        "程序错误，任何文件都不应产生",
        "an error of the program, which no document may cause",
    ),
    excluded("plan.programme-unknown", "须有方案及其成员项目", "needs a plan and the programmes of its members"),
    excluded("plan.payer-mismatch", "须有方案及其成员项目", "needs a plan and the programmes of its members"),
    excluded("plan.revision-not-in-force", "须有方案及其成员项目", "needs a plan and the programmes of its members"),
    excluded("plan.members-wait-in-circle", "须有方案及其成员项目", "needs a plan and the programmes of its members"),
    excluded("plan.waits-for-later", "须有方案及其成员项目", "needs a plan and the programmes of its members"),
    excluded("plan.cliff-reduced", "须有方案及其成员项目", "needs a plan and the programmes of its members"),
    excluded("plan.fund-twice", "须有方案及其成员项目", "needs a plan and the programmes of its members"),
    excluded("programme.revision-duplicate", "须有项目的两个版本", "needs two revisions of a programme"),
    excluded("programme.revisions-gap", "须有项目的两个版本", "needs two revisions of a programme"),
    excluded("programme.revisions-overlap", "须有项目的两个版本", "needs two revisions of a programme"),
];
