//! The arguments of `check`.

use super::outcome::date;
use clap::{
    Args, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use std::path::PathBuf;
use tongbiao::{document::DocumentKind, finding::Severity, value::Date};

const CHECK_EXAMPLES: &str = "\
Examples:
  tongbiao check application.json receipt-1.json
  tongbiao check intake/ --fail-on warning
  tongbiao check export.ndjson --format ndjson > reports.ndjson
  tongbiao check export.ndjson.gz submitted.zip 'intake/**/*.json'
  curl -s https://charity.example/case/17 | tongbiao check - --kind application
  tongbiao check application.json --show-values    # on a private screen only
  tongbiao check intake/ --fix --copies corrected/ # write corrected copies
  tongbiao check intake/ --format sarif --out check.sarif
  tongbiao check intake/ --statistics --select receipt,identity

Compressed files and archives, recognised by their extensions:
  .gz, .zst      a document, or one document per line: export.ndjson.gz
  .zip, .tar, .tar.gz (.tgz), .tar.zst (.tzst)
                 the documents in it, as in a folder. They are named like
                 submitted.zip!/dir/file.json
The standard input may be compressed with gzip or Zstandard too. Names in an
archive that are not in UTF-8 are read as GBK, and a remark says so.
Nothing is unpacked to the disk. An archive in an archive is skipped, and named
with --list-skipped. An encrypted or damaged entry is an input that cannot be
read. A file that expands to more than 1000 times its size is not read further.

Exit codes:
  0  accepted: no finding reaches the severity of --fail-on
  1  at least one finding reaches the severity of --fail-on
  2  invalid command line
  3  an input could not be read: missing, not JSON, not a document, too large;
     or a corrected copy could not be written
  4  internal error
  130  interrupted (Ctrl-C): the results so far are printed; a second interrupt
     ends the program at once
If several apply, the highest is returned. An input that cannot be read does
not stop the check of the others.

Formats:
  text      for people: `file:line:column: severity[code] message`, the line,
            the hint; at the end a summary. Findings of one code in more than
            three documents are shortened to one line each
  one-line  one finding per line: `file:line:column: severity[code] message`
  json      the report, a document of kind `findings`; for several documents,
            one report per line
  ndjson    one report per line, also for a single document; also `jsonl`
  csv       a table with one finding per row, in both languages
  markdown  a page with counts by code and by file, and the findings
  html      a page for browsers in one file, with charts and a filter
  github    annotations of GitHub Actions
  gitlab    a code quality report of GitLab
  junit     test results in the XML of JUnit; a test case is a document, which
            fails if a finding reaches the severity of --fail-on
  sarif     SARIF 2.1.0, for code scanning and viewers, in both languages
In a report on one line of an NDJSON file, `input.line` is the number of that
line, and positions are counted from its start.

Interrupted runs: with --each-alone, --out and one of the formats text,
one-line, json, ndjson and csv, a run records its progress in hidden files next
to the output. After an interrupt, a crash or a full disk, the same command with
--resume continues it: the output is that of one run, byte for byte. If the
options, the inputs (names, sizes and times of the files) or the output have
changed, it is refused. A run without --resume begins again.

--select and --ignore choose the listed findings, and the findings that
determine the exit code. Inputs that cannot be read, and errors of arithmetic
and identity, determine the exit code in any case.

A policy file, tongbiao.toml, states severities, suppressions with reasons, a
baseline of known findings, limits and paths. It cannot lower or hide errors of
arithmetic and identity. The summary counts the findings that it hides.

Values of personal, health and financial members are not printed unless
--show-values is given. Public values are printed, such as the code of an
institution or the values of a programme.

中文：退出码 0 接受，1 有达到 --fail-on 级别（默认为错误）的检查结果，
2 参数有误，3 无法读取或写入，4 程序内部错误，130 已中断（输出此前的结果）。
可校验压缩文件（.gz、.zst）和归档文件（.zip、.tar、.tar.gz、.tar.zst），
其中的文件名形如 submitted.zip!/dir/file.json；路径可用通配符 *、?、**。
不加 --show-values 时，不输出个人、健康和财务信息；
机构代码、救助项目等公开信息可以输出。
--each-alone 并用 --out 的运行，其进度记录在输出文件旁；中断后加 --resume 运行
同一命令即可继续，输出与一次完成的运行逐字节相同。
--fix 将含义确定的值改为规范写法：--copies 写入副本，--in-place 改写原文件。";

/// Arguments of `check`.
#[derive(Debug, Clone, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArguments {
    /// Files, folders, archives, patterns such as 'intake/*.json', or `-` for the standard input
    ///
    /// In a folder and its subfolders, files named .json, .ndjson and .jsonl are checked in the order of their names, also if they are
    /// compressed or in archives. Hidden files and folders are skipped. JSON files that do not look like a document (no `kind`, no
    /// `standard`) are skipped, unless the command line names them without a pattern. The summary counts what is skipped. If no path is named,
    /// `paths` of the policy are checked. A file named .ndjson or .jsonl contains one document per line. The maximum size of a
    /// document is 16 MiB.
    ///
    /// In a pattern, `*` and `?` match a part of a name, `**` any number of folders, `{a,b}` either text, `[0-9]` a character. Names
    /// with a leading dot are not matched. A path that exists is not a pattern.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Require this kind of document
    #[arg(long, value_name = "KIND", value_parser = kind_parser())]
    pub(crate) kind: Option<DocumentKind>,
    /// Read the standard input and the named files as one document per line, whatever their extension
    #[arg(long)]
    pub(crate) ndjson: bool,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// Output file, replaced when the output is complete [default: the standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Continue an interrupted run of the same command with --out; formats text, one-line, json, ndjson and csv, with --each-alone
    ///
    /// The output is that of a run without an interrupt. The standard input cannot be continued.
    #[arg(long, requires = "out")]
    pub(crate) resume: bool,
    /// List only findings whose code is one of these, or begins with one of these; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Do not list findings whose code is one of these, or begins with one of these; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Print counts by code and by file in place of the findings; formats text and json
    #[arg(long)]
    pub(crate) statistics: bool,
    /// Lowest severity for which the exit code is 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
    /// Maximum number of listed findings per document; counts include all findings [default: 200]
    // A report cannot contain more than the upper bound.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) max_findings: Option<u32>,
    /// Show values of the documents: names, numbers, diagnoses, amounts. Do not use for logs
    #[arg(long)]
    pub(crate) show_values: bool,
    /// Policy file [default: the nearest tongbiao.toml in the working directory or above it]
    #[arg(long, value_name = "FILE", conflicts_with = "no_policy")]
    pub(crate) policy: Option<PathBuf>,
    /// Use no policy file
    #[arg(long)]
    pub(crate) no_policy: bool,
    /// Write the findings of this run to a file; as `baseline` of a policy, it hides them
    #[arg(long, value_name = "FILE", conflicts_with = "fix")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Date on which suppressions of the policy expire [default: today in China]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// List in each report the rules that were evaluated; formats json and ndjson
    #[arg(long)]
    pub(crate) list_rules: bool,
    /// Print each finding in full in the format text, also findings of one code in many documents
    #[arg(long)]
    pub(crate) ungrouped: bool,
    /// Name each skipped file on the standard error, with the reason
    #[arg(long)]
    pub(crate) list_skipped: bool,
    /// Correct values whose meaning is certain, such as 30000 for 30000.00; with --copies or --in-place
    ///
    /// Only the spelling of a value is corrected; all other bytes of a file remain. The findings and the exit code are
    /// those of the corrected documents.
    #[arg(long, requires = "destination")]
    pub(crate) fix: bool,
    /// Folder for the corrected copies of all checked files, under the same names; never a checked file
    #[arg(long, value_name = "DIR", requires = "fix", group = "destination")]
    pub(crate) copies: Option<PathBuf>,
    /// Replace the checked files themselves, if a value is corrected
    #[arg(long, requires = "fix", group = "destination")]
    pub(crate) in_place: bool,
    /// Number of documents that are checked at the same time [default: the number of processors]
    ///
    /// The output does not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Check each document alone: do not compare receipts and programme revisions with those of other documents
    ///
    /// The comparison keeps the numbers of all receipts of the run in memory. Without it, memory does not grow with the number of
    /// documents.
    #[arg(long)]
    pub(crate) each_alone: bool,
    /// Print findings only: no summary, no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl CheckArguments {
    /// The arguments with which another command reads documents as `check` does.
    pub(crate) fn reading(paths: Vec<PathBuf>, ndjson: bool, jobs: Option<u16>) -> Self {
        Self {
            paths,
            kind: None,
            ndjson,
            format: CheckFormat::Text,
            out: None,
            resume: false,
            select: Vec::new(),
            ignore: Vec::new(),
            statistics: false,
            fail_on: FailOn::Never,
            max_findings: None,
            show_values: false,
            policy: None,
            no_policy: true,
            write_baseline: None,
            as_of: None,
            list_rules: false,
            ungrouped: false,
            list_skipped: false,
            fix: false,
            copies: None,
            in_place: false,
            jobs,
            each_alone: true,
            quiet: false,
        }
    }
}

/// The output format of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Text,
    /// One finding per line: `file:line:column: severity[code] message`
    OneLine,
    /// A report document; for several documents, one per line
    Json,
    /// One report document per line
    #[value(alias = "jsonl")]
    Ndjson,
    /// A table for spreadsheets, with one finding per row
    Csv,
    /// A page in Markdown, for comments and summaries of a pipeline
    Markdown,
    /// A page for browsers in one file, in both languages, with charts and a filter
    Html,
    /// Annotations of GitHub Actions
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// Test results in the XML of JUnit, with one test case per document
    Junit,
    /// SARIF 2.1.0, for code scanning and viewers
    Sarif,
}

/// The lowest severity with which a run fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors only
    Error,
    /// Errors and warnings
    Warning,
    /// Any finding
    Info,
    /// No finding; an input that cannot be read still fails
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes the run fail.
    pub(crate) fn applies(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// Reads a kind of document. The library defines the kinds, so a new kind needs no change here.
pub(crate) fn kind_parser() -> impl TypedValueParser<Value = DocumentKind> {
    let kinds = DocumentKind::ALL.iter().map(|kind| {
        let label = kind.label();
        PossibleValue::new(kind.as_str()).help(format!("{} · {}", label.zh, label.en))
    });
    PossibleValuesParser::new(kinds).try_map(|text| text.parse::<DocumentKind>())
}

#[cfg(test)]
mod tests {
    use super::*;

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
