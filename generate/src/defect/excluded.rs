//! The codes that are not planted, with the reason.

/// A code that is not planted.
#[derive(Debug, Clone, Copy)]
pub struct Excluded {
    /// The code, or the beginning of codes if it ends with a full stop.
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
    excluded("json.too-large", "文件须超过大小上限", "the document must exceed the size limit"),
    excluded(
        "internal.unexplained",
        "程序错误，任何文件都不应产生",
        "an error of the program, which no document may cause",
    ),
    excluded("programme.", "不生成救助项目", "programmes are not generated"),
    excluded("plan.", "不生成联合救助方案", "joint relief plans are not generated"),
    excluded("adjudication.", "不生成核定结果", "outcomes are not generated"),
    excluded("joint.", "不生成联合救助核定结果", "joint outcomes are not generated"),
];
