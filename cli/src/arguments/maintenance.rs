//! The arguments of the commands for maintainers: `compat` and `completions`.

use clap::{Args, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;
use tongbiao_compat::Version;

const COMPAT_EXAMPLES: &str = "\
Examples:
  tongbiao compat schemas/released/1.0 schemas/1.0
  tongbiao compat old/receipt.schema.json new/receipt.schema.json \\
      --new-version 1.1
  tongbiao compat old/ new/ --labels schemas/compat.json --format json

Judgements and the required version:
  compatible  the same documents are accepted; the version must not decrease
              (1.0.1)
  extending   more documents are accepted; a minor version (1.1)
  breaking    some accepted documents are refused; a major version (2.0)
  unknown     cannot be decided, for example for a pattern with lookaround;
              treated as breaking unless a label decides it

For each breaking change, a document is shown that the old set accepts and the
new set refuses.

Labels:
  {\"labels\": [{\"type\": \"Date\", \"pointer\": \"\", \"keyword\": \"format\",
    \"old\": \"date\", \"new\": \"time\", \"judgement\": \"compatible\",
    \"reason\": {\"zh\": \"…\", \"en\": \"…\"}}]}
A label decides one change. Copy `old` and `new` from the output of
`--format json`; omit a value that does not exist on that side.

Exit codes:
  0  the version numbers allow the changes
  1  the version numbers do not allow the changes
  2  invalid command line, or a version is unknown
  3  an input could not be read: missing, not JSON, not a schema
  4  internal error

中文：比较两套模式文件：compatible 兼容；extending 扩展，须升次版本；
breaking 不兼容，须升主版本，并列出旧模式接受而新模式拒绝的文件；
unknown 无法判定，标注前按不兼容处理。
退出码：0 版本号允许，1 不允许，2 参数有误，3 无法读取，4 程序内部错误。";

/// Arguments of `compat`.
#[derive(Debug, Args)]
#[command(after_help = COMPAT_EXAMPLES)]
pub(crate) struct CompatArguments {
    /// Old schemas: a folder with index.json or *.schema.json files, or one schema file
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// New schemas, in the same form
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Version of the old schemas [default: the version that their documents must state]
    #[arg(long, value_name = "VERSION")]
    pub(crate) old_version: Option<Version>,
    /// Version of the new schemas [default: the version that their documents must state]
    #[arg(long, value_name = "VERSION")]
    pub(crate) new_version: Option<Version>,
    /// File of labels that decide changes which cannot be decided automatically
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CompatFormat::Text)]
    pub(crate) format: CompatFormat,
}

/// The output format of `compat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompatFormat {
    /// For people
    Text,
    /// One JSON object, in both languages, with complete examples
    Json,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  tongbiao completions bash \\
      > ~/.local/share/bash-completion/completions/tongbiao
  tongbiao completions fish > ~/.config/fish/completions/tongbiao.fish
  tongbiao completions zsh > ~/.zfunc/_tongbiao

中文：请将输出保存到所用 shell 的补全目录。";

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}
