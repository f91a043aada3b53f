//! The command line.

mod check;
mod difference;
mod outcome;

pub(crate) use check::*;
pub(crate) use difference::*;
pub(crate) use outcome::*;

use crate::language::Language;
use clap::{
    Args, ColorChoice, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use std::path::PathBuf;
use tongbiao::{document::DocumentKind, schema::Flavour, value::Date};
use tongbiao_compat::Version;

const EXAMPLES: &str = "\
Examples:
  tongbiao check application.json       check one document
  tongbiao check intake/ --lang zh      check a folder, messages in Chinese
  tongbiao match application.json DIR   show for each programme: eligible or
                                        not, amount, missing information
  tongbiao adjudicate application.json programme.json
                                        compute the award with every step
  tongbiao explain programme.json       explain a programme or an outcome
  tongbiao verify outcome.json --application FILE --programme FILE
                                        recompute an outcome and compare
  tongbiao lint programmes/             check and analyse programmes
  tongbiao diff old.json new.json --on DIR
                                        compare two revisions of a programme
  tongbiao codes receipt.payers-total   explain the code of a finding
  tongbiao schema --out schemas/        write the JSON Schemas and the lists
  tongbiao compat old/ new/             compare two sets of schemas
  tongbiao completions bash             print completions for a shell

中文：tongbiao check 文件或文件夹 --lang zh 校验文件；
tongbiao codes 代码 --lang zh 解释校验代码。";

/// Checks documents of the 童标 data standard for the relief of seriously ill children
///
/// 童标：重病儿童救助数据标准的命令行工具。
#[derive(Debug, Parser)]
#[command(name = "tongbiao", version, after_help = EXAMPLES, max_term_width = 80)]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// The options of every command.
    #[command(flatten)]
    pub(crate) manner: Manner,
    /// The command.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The language and the colours of the output.
#[derive(Debug, Args)]
pub(crate) struct Manner {
    /// Language of messages [default: zh if LC_ALL, LC_MESSAGES or LANG is Chinese, otherwise en]
    #[arg(long, global = true, value_enum, value_name = "LANG", display_order = 100)]
    pub(crate) lang: Option<Language>,
    /// Use of colours; `auto`: on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto", display_order = 101)]
    pub(crate) color: ColorChoice,
}

impl Manner {
    /// The language of the option, or of the environment.
    pub(crate) fn language(&self) -> Language {
        self.lang.unwrap_or_else(Language::of_environment)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check documents and report all findings (校验文件)
    Check(CheckArguments),
    /// Show for each programme whether the child is eligible, the amount, and the missing information (匹配项目)
    Match(MatchArguments),
    /// Compute the award of programmes on an application, with all reasons and steps (核定)
    Adjudicate(AdjudicateArguments),
    /// Explain a programme or an outcome to the family or the case worker (说明)
    Explain(ExplainArguments),
    /// Recompute outcomes and show the first step that differs (核对)
    Verify(VerifyArguments),
    /// Check programmes and analyse eligible ages, cliffs of the award and required facts (分析项目)
    Lint(LintArguments),
    /// Compare two revisions of a programme and their awards (比较版本)
    Diff(DiffArguments),
    /// List the codes of findings, or explain one (校验代码)
    Codes(CodesArguments),
    /// Print or write the JSON Schemas and the lists (模式文件)
    Schema(SchemaArguments),
    /// Compare two sets of schemas: does the new set accept all documents of the old? (版本兼容)
    Compat(CompatArguments),
    /// Print completions for a shell (命令补全)
    Completions(CompletionsArguments),
}

const LINT_EXAMPLES: &str = "\
Examples:
  tongbiao lint programmes/
  tongbiao lint little-angel.json --as-of 2026-06-01 --lang zh
  tongbiao lint programmes/ --format json > programmes.ndjson
  tongbiao lint programmes/ --application form.json

Prints the findings of `check`. If the programme has no errors, prints an
analysis:
  - the first and the last birth date that meet each condition on age
  - each cliff: an amount at which one fen more changes the award by more than
    one fen, with both awards
  - whether the formula is well-behaved: the award has no cliff and never grows
    by more than one fen per fen of cost (rounding to a yuan aside)
  - the required facts and supporting documents, their suppliers and their
    privacy classes
  - the size of the computation
Also reports revisions of one programme that overlap, leave a gap or have the
same number. With --application, lists the members of the application that no
given programme uses, so that a form collects no more than necessary.

Exit codes:
  0  no finding reaches the severity of --fail-on
  1  at least one finding reaches the severity of --fail-on
  2  invalid command line
  3  an input could not be read
  4  internal error

Formats:
  text    for people
  json    the report of the check and the analysis; for several programmes,
          one object per line

中文：tongbiao lint 项目文件或文件夹 --as-of 日期 --lang zh 校验项目并分析：
出生日期范围，跳档处及两侧金额，公式是否平稳，所需事实和材料及其提供方、
信息分级。退出码：0 接受，1 有达到 --fail-on 级别（默认为错误）的检查结果，
2 参数有误，3 无法读取，4 程序内部错误。";

/// Arguments of `lint`.
#[derive(Debug, Args)]
#[command(after_help = LINT_EXAMPLES)]
pub(crate) struct LintArguments {
    /// Programmes, or folders with programmes (other files are skipped), or `-` for the standard input
    #[arg(value_name = "PROGRAMME", required = true)]
    pub(crate) programmes: Vec<PathBuf>,
    /// Date for the computation of ages [default: the first day on which the revision is in force]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Application for which to list the members that no programme uses
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LintFormat::Text)]
    pub(crate) format: LintFormat,
    /// Lowest severity for which the exit code is 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
}

/// The output format of `lint`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// For people
    Text,
    /// An object with the report and the analysis; for several programmes, one per line
    Json,
}

const CODES_EXAMPLES: &str = "\
Examples:
  tongbiao codes
  tongbiao codes receipt.payers-total --lang both
  tongbiao codes --format json > codes.json
  tongbiao codes --list                 # the names of all code lists
  tongbiao codes --list VisitKind       # the codes of one list

中文：tongbiao codes --lang zh 列出全部校验代码；
tongbiao codes 代码 --lang zh 解释一个代码；
tongbiao codes --list 代码表名称 --lang zh 列出代码表，如 就诊类别。";

/// Arguments of `codes`.
#[derive(Debug, Args)]
#[command(after_help = CODES_EXAMPLES)]
pub(crate) struct CodesArguments {
    /// Code to explain, such as receipt.payers-total; if omitted, all codes are listed
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// Print the code list of this name or label; without a name, the names of all code lists
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "", conflicts_with = "code")]
    pub(crate) list: Option<String>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CodesFormat::Text)]
    pub(crate) format: CodesFormat,
}

/// The output format of `codes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CodesFormat {
    /// For people
    Text,
    /// The format of the published codes.json, or one object for a code list; in both languages
    Json,
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  tongbiao schema                                list the kinds and their files
  tongbiao schema receipt > receipt.schema.json  print one schema
  tongbiao schema --out schemas/                 write all schemas and lists
  tongbiao schema --out schemas/ --base https://charity.example/schemas/
  tongbiao schema application --without-id       for tools without `$id`
  tongbiao schema receipt --flavour draft-07     for tools limited to draft-07
  tongbiao schema --flavour bundle > any.json    one schema for all kinds
  tongbiao schema --flavour openapi > openapi.json

中文：tongbiao schema --out 文件夹 写出全部 JSON Schema、标签和代码；
--flavour 选择 draft-07、单一模式或 OpenAPI 等写法。";

/// Arguments of `schema`.
#[derive(Debug, Args)]
#[command(after_help = SCHEMA_EXAMPLES)]
pub(crate) struct SchemaArguments {
    /// Kind of document; if omitted with --out, all published files are written
    #[arg(value_name = "KIND", value_parser = kind_parser())]
    pub(crate) kind: Option<DocumentKind>,
    /// Folder for the files; created if necessary; files of the same names are replaced
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Base address of the published schemas
    #[arg(long, value_name = "URI", default_value = tongbiao::schema::BASE)]
    pub(crate) base: String,
    /// Include `$id` in each schema (default)
    #[arg(long, overrides_with = "without_id")]
    pub(crate) with_id: bool,
    /// Omit `$id`
    #[arg(long, overrides_with = "with_id")]
    pub(crate) without_id: bool,
    /// Flavour of the schemas; all flavours accept the same documents. With --out, files have their published paths,
    /// such as draft-07/receipt.schema.json
    #[arg(long, value_name = "FLAVOUR", value_parser = flavour_parser())]
    pub(crate) flavour: Option<Flavour>,
}

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

/// Reads a flavour of the schemas. The library defines the flavours.
fn flavour_parser() -> impl TypedValueParser<Value = Flavour> {
    let flavours = Flavour::ALL.iter().map(|flavour| {
        let label = flavour.label();
        PossibleValue::new(flavour.as_str()).help(format!("{} · {}", label.zh, label.en))
    });
    PossibleValuesParser::new(flavours)
        .try_map(|text| Flavour::ALL.iter().copied().find(|flavour| flavour.as_str() == text).ok_or("no such flavour"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
