//! The command line.

mod difference;
mod outcome;

pub(crate) use difference::*;
pub(crate) use outcome::*;

use crate::language::Language;
use clap::{
    Args, ColorChoice, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use std::path::PathBuf;
use tongbiao::{document::DocumentKind, finding::Severity, schema::Flavour, value::Date};
use tongbiao_compat::Version;

const EXAMPLES: &str = "\
Examples:
  tongbiao check application.json           check one document
  tongbiao check intake/ --lang zh          check a folder, with messages in Chinese
  tongbiao match application.json DIR       for every programme: eligible, how much, or what is missing
  tongbiao adjudicate application.json programme.json       what the programme pays, and why
  tongbiao explain programme.json --lang zh                 a programme, or an outcome, in plain words
  tongbiao verify outcome.json --application FILE --programme FILE
  tongbiao lint programmes/                 what is wrong with programmes, and an account of each
  tongbiao diff old.json new.json --on DIR  what a new revision changes, and by how much on applications
  tongbiao codes receipt.payers-total       explain the code of a finding
  tongbiao schema --out schemas/            write the JSON Schemas and the lists
  tongbiao compat old/ new/                 compare two sets of schemas
  tongbiao completions bash                 print completions for a shell

中文：tongbiao check 文件或文件夹 --lang zh 校验文件；tongbiao codes 代码 --lang zh 解释校验代码。";

/// Checks documents of the 童标 data standard for the relief of seriously ill children
///
/// 童标：重病儿童救助数据标准的命令行工具。
#[derive(Debug, Parser)]
#[command(name = "tongbiao", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub(crate) manner: Manner,
    /// The command.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How the program speaks.
#[derive(Debug, Args)]
pub(crate) struct Manner {
    /// Language of messages [default: that of LC_ALL, LC_MESSAGES or LANG: zh if it is Chinese, else en]
    #[arg(long, global = true, value_enum, value_name = "LANG", display_order = 100)]
    pub(crate) lang: Option<Language>,
    /// Colours; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto", display_order = 101)]
    pub(crate) color: ColorChoice,
}

impl Manner {
    /// The language asked for, or that of the environment.
    pub(crate) fn language(&self) -> Language {
        self.lang.unwrap_or_else(Language::of_environment)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check documents and report everything that is wrong with them (校验文件)
    Check(CheckArguments),
    /// Tell for every programme whether a child may have its aid, how much, and what is missing to know it (匹配项目)
    Match(MatchArguments),
    /// Compute what programmes pay on an application, with every reason and step (核定)
    Adjudicate(AdjudicateArguments),
    /// Tell a programme or an outcome in plain words, to the family or the case worker (说明)
    Explain(ExplainArguments),
    /// Compute outcomes again and show the first step that differs (核对)
    Verify(VerifyArguments),
    /// Check programmes, and tell of each who is of age, where one fen costs thousands, what it asks for (分析项目)
    Lint(LintArguments),
    /// Compare two revisions of a programme: what changed, and by how much on applications (比较版本)
    Diff(DiffArguments),
    /// List the codes of findings, or explain one (校验代码)
    Codes(CodesArguments),
    /// Print or write the JSON Schemas, the labels and the codes (模式文件)
    Schema(SchemaArguments),
    /// Compare two sets of schemas: does the new one accept what the old one did? (版本兼容)
    Compat(CompatArguments),
    /// Print completions for a shell (命令补全)
    Completions(CompletionsArguments),
}

const CHECK_EXAMPLES: &str = "\
Examples:
  tongbiao check application.json receipt-1.json
  tongbiao check intake/ --fail-on warning
  tongbiao check export.ndjson --format ndjson > reports.ndjson
  curl -s https://charity.example/case/17 | tongbiao check - --kind application
  tongbiao check application.json --lang zh --show-values     # on your own screen only

Exit codes:
  0  accepted: no finding as heavy as --fail-on
  1  findings as heavy as --fail-on, or heavier
  2  the command line makes no sense
  3  something could not be read: no such file, not JSON, not a document, over a limit
  4  an error of this program
The highest that applies is returned. What cannot be read does not stop the others.

Formats:
  text    for people: `file:line:column: severity[code] message`, the line, what to do; a summary
  json    the report, a document of kind `findings`; for several documents one report a line
  ndjson  always one report a line, also for a single document
In a report of one line of an NDJSON file, `input.line` is that line, and positions count from its beginning.

Values of the documents are never printed, unless --show-values asks for it.

中文：0 接受，1 有问题，2 参数有误，3 无法读取，4 程序内部错误。不加 --show-values 时绝不输出文件中的任何值。";

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArguments {
    /// Files, folders, or `-` for the standard input
    ///
    /// Of a folder, all files ending in .json, .ndjson and .jsonl are checked, in the order of their names, also in
    /// folders below it, but nothing whose name begins with a dot. JSON files of a folder that have no `kind` are
    /// something else and are passed over; name such a file to have it checked. A file ending in .ndjson or .jsonl
    /// holds one document on each line. A document has at most 16 MiB.
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Demand this kind of document
    #[arg(long, value_name = "KIND", value_parser = kind_parser())]
    pub(crate) kind: Option<DocumentKind>,
    /// Read the standard input and the files named as one document on each line, whatever their names end in
    #[arg(long)]
    pub(crate) ndjson: bool,
    /// How the findings are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// The lightest finding for which the exit code is 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
    /// How many findings of a document are listed at the most; the counts are always of all
    // More than a report can hold would not be listed at all.
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) max_findings: u32,
    /// Show the values that stand in the documents: names, numbers, illnesses, amounts. Not for logs
    #[arg(long)]
    pub(crate) show_values: bool,
    /// Print findings only: no summary, no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// How the findings of a check are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Text,
    /// A report document; one a line for several documents
    Json,
    /// One report document a line
    Ndjson,
}

/// From which severity on a run fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors only
    Error,
    /// Warnings too
    Warning,
    /// Any finding
    Info,
    /// No finding; what cannot be read still fails
    Never,
}

impl FailOn {
    /// Whether a finding of that severity lets the run fail.
    pub(crate) fn applies(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

const LINT_EXAMPLES: &str = "\
Examples:
  tongbiao lint programmes/
  tongbiao lint little-angel.json --as-of 2026-06-01 --lang zh
  tongbiao lint programmes/ --format json > programmes.ndjson
  tongbiao lint programmes/ --application form.json    # what the form collects and nobody uses

First what is found in the document, as by `check`; then, if it has no errors, an account: the first and the last birth date
that satisfy each condition on the age, every amount at which one fen changes the award and what is awarded on both sides of
it, whether the formula is well-behaved (never jumps, never pays more than one fen for a fen; rounding to a yuan aside), the facts and
papers asked for, from whom, and who may see them, and how much there is to compute. Revisions of one programme that overlap,
leave a gap or have one number are told. With --application: which members it fills that no programme given asks for, so that
nobody collects more than is used.

Exit codes:
  0  no finding as heavy as --fail-on
  1  findings as heavy as --fail-on, or heavier
  2  the command line makes no sense
  3  something could not be read
  4  an error of this program

Formats:
  text    for people
  json    the report of the check, and the account; for several programmes one object a line

中文：tongbiao lint 项目文件或文件夹 --as-of 日期 --lang zh 校验项目，并说明：出生日期范围、金额跳档及两侧金额、公式是否平稳、
所需的事实和材料（由谁提供、谁可以看）。";

/// Arguments of `lint`.
#[derive(Debug, Args)]
#[command(after_help = LINT_EXAMPLES)]
pub(crate) struct LintArguments {
    /// Programmes, or folders that hold some; other files of a folder are passed over; `-` for the standard input
    #[arg(value_name = "PROGRAMME", required = true)]
    pub(crate) programmes: Vec<PathBuf>,
    /// The day on which ages are counted [default: the first day on which the revision is in force]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// An application: at the end, what it states and none of the programmes uses
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LintFormat::Text)]
    pub(crate) format: LintFormat,
    /// The lightest finding for which the exit code is 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
}

/// How programmes are accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// For people
    Text,
    /// An object with the report and the account; one a line for several programmes
    Json,
}

const CODES_EXAMPLES: &str = "\
Examples:
  tongbiao codes
  tongbiao codes receipt.payers-total --lang both
  tongbiao codes --format json > codes.json

中文：tongbiao codes --lang zh 列出全部校验代码；tongbiao codes 代码 --lang zh 解释一个代码。";

/// Arguments of `codes`.
#[derive(Debug, Args)]
#[command(after_help = CODES_EXAMPLES)]
pub(crate) struct CodesArguments {
    /// The code to explain, such as receipt.payers-total; all codes are listed without it
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// How the codes are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CodesFormat::Text)]
    pub(crate) format: CodesFormat,
}

/// How codes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CodesFormat {
    /// For people
    Text,
    /// As in the published codes.json, in both languages
    Json,
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  tongbiao schema                                  list the kinds and their files
  tongbiao schema receipt > receipt.schema.json    print one schema
  tongbiao schema --out schemas/                   write all schemas, the labels and the codes
  tongbiao schema --out schemas/ --base https://charity.example/schemas/
  tongbiao schema application --without-id         for tools that cannot read an $id
  tongbiao schema receipt --flavour draft-07       for tools that know nothing newer
  tongbiao schema --flavour bundle > any.json      one schema for documents of every kind
  tongbiao schema --flavour openapi > openapi.json

中文：tongbiao schema --out 文件夹 写出全部 JSON Schema、标签和代码；--flavour 选择 draft-07、单一模式或 OpenAPI 等写法。";

/// Arguments of `schema`.
#[derive(Debug, Args)]
#[command(after_help = SCHEMA_EXAMPLES)]
pub(crate) struct SchemaArguments {
    /// The kind of document whose schema is wanted; without it and with --out, everything that is published
    #[arg(value_name = "KIND", value_parser = kind_parser())]
    pub(crate) kind: Option<DocumentKind>,
    /// Write into this folder, which is made if there is none; files of the same names are replaced
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The address below which the schemas will be published
    #[arg(long, value_name = "URI", default_value = tongbiao::schema::BASE)]
    pub(crate) base: String,
    /// Give each schema its address as `$id`; this is the default
    #[arg(long, overrides_with = "without_id")]
    pub(crate) with_id: bool,
    /// Leave `$id` out
    #[arg(long, overrides_with = "with_id")]
    pub(crate) without_id: bool,
    /// Write the schemas in this way only; all ways accept the same documents. With --out, files stand where they are
    /// published, such as draft-07/receipt.schema.json
    #[arg(long, value_name = "FLAVOUR", value_parser = flavour_parser())]
    pub(crate) flavour: Option<Flavour>,
}

const COMPAT_EXAMPLES: &str = "\
Examples:
  tongbiao compat schemas/released/1.0 schemas/1.0
  tongbiao compat old/receipt.schema.json new/receipt.schema.json --new-version 1.1
  tongbiao compat old/ new/ --labels schemas/compat.json --format json

Judgements, and by how much the version must rise:
  compatible  the same documents are accepted; any version that is not lower, such as 1.0.1
  extending   more documents are accepted; a minor version, such as 1.1
  breaking    documents that were accepted no longer are; a major version, such as 2.0
  unknown     it cannot be decided, as with a pattern that looks around; breaking until labelled

Every breaking change is shown by a document that the old set accepts and the new one refuses.

Labels: {\"labels\": [{\"type\": \"Date\", \"pointer\": \"\", \"keyword\": \"format\", \"old\": \"date\", \"new\": \"time\",
                      \"judgement\": \"compatible\", \"reason\": {\"zh\": \"…\", \"en\": \"…\"}}]}
A label settles one change: `old` and `new` are as `--format json` has them, left out where they are not there.

Exit codes:
  0  the versions allow the changes
  1  they do not
  2  the command line makes no sense, or a version is not known
  3  something could not be read: no such file, not JSON, not a schema

中文：比较两套模式文件：compatible 兼容，extending 扩展（须升次版本），breaking 不兼容（须升主版本，并举出旧接受而新拒绝的
文件），unknown 无法判定（标注前按不兼容计）。退出码：0 版本号允许，1 不允许，2 参数有误，3 无法读取。";

/// Arguments of `compat`.
#[derive(Debug, Args)]
#[command(after_help = COMPAT_EXAMPLES)]
pub(crate) struct CompatArguments {
    /// The old schemas: a folder with an index.json or with *.schema.json files, or one schema file
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new schemas, likewise
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// The version of the old schemas [default: what their documents must state]
    #[arg(long, value_name = "VERSION")]
    pub(crate) old_version: Option<Version>,
    /// The version of the new schemas [default: what their documents must state]
    #[arg(long, value_name = "VERSION")]
    pub(crate) new_version: Option<Version>,
    /// A file of labels that say what changes are that cannot be decided
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: Option<PathBuf>,
    /// How the changes are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CompatFormat::Text)]
    pub(crate) format: CompatFormat,
}

/// How changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompatFormat {
    /// For people
    Text,
    /// One JSON object, in both languages, with whole examples
    Json,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  tongbiao completions bash > ~/.local/share/bash-completion/completions/tongbiao
  tongbiao completions fish > ~/.config/fish/completions/tongbiao.fish
  tongbiao completions zsh > ~/.zfunc/_tongbiao

中文：把输出保存到所用 shell 的补全目录即可。";

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Reads a kind of document. The kinds are the library's: a new one is known here without further ado.
fn kind_parser() -> impl TypedValueParser<Value = DocumentKind> {
    let kinds = DocumentKind::ALL.iter().map(|kind| {
        let label = kind.label();
        PossibleValue::new(kind.as_str()).help(format!("{} · {}", label.zh, label.en))
    });
    PossibleValuesParser::new(kinds).try_map(|text| text.parse::<DocumentKind>())
}

/// Reads a flavour of the schemas, of which the library knows all.
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

    #[test]
    fn severities_that_fail() {
        use Severity::{Error, Fatal, Info, Warning};
        for (fail_on, failing) in [
            (FailOn::Error, [false, false, true, true]),
            (FailOn::Warning, [false, true, true, true]),
            (FailOn::Info, [true; 4]),
            (FailOn::Never, [false; 4]),
        ] {
            assert_eq!([Info, Warning, Error, Fatal].map(|severity| fail_on.applies(severity)), failing, "{fail_on:?}");
        }
    }
}
