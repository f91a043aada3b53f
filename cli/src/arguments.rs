//! The command line.

mod account;
mod check;
mod difference;
mod generate;
mod index;
mod maintenance;
mod outcome;
mod sealing;
mod starting;

pub(crate) use account::*;
pub(crate) use check::*;
pub(crate) use difference::*;
pub(crate) use generate::*;
pub(crate) use index::*;
pub(crate) use maintenance::*;
pub(crate) use outcome::*;
pub(crate) use sealing::*;
pub(crate) use starting::*;

use crate::language::Language;
use clap::{
    Args, ColorChoice, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use std::path::PathBuf;
use tongbiao::{document::DocumentKind, schema::Flavour, value::Date};

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
  tongbiao seal outcome.json --digest-key FILE
                                        seal the digests of an outcome
  tongbiao lint programmes/             check and analyse programmes
  tongbiao diff old.json new.json --on DIR
                                        compare two revisions of a programme
  tongbiao index check cases.index --key FILE application.json
                                        find receipts used by other charities
  tongbiao codes receipt.payers-total   explain the code of a finding
  tongbiao facts 低保                   search the facts of programmes
  tongbiao new programme                write an example document to change
  tongbiao generate --count 100         write invented cases without findings
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
    /// Seal or open the digests of an outcome with a key (摘要加密)
    Seal(SealArguments),
    /// Check programmes and analyse eligible ages, cliffs of the award and required facts (分析项目)
    Lint(LintArguments),
    /// Compare two revisions of a programme and their awards (比较版本)
    Diff(DiffArguments),
    /// Find receipts and children in the applications of several charities by keyed digests (索引)
    Index(Box<IndexArguments>),
    /// List the codes of findings, or explain one (校验代码)
    Codes(CodesArguments),
    /// Write an example programme, application or receipt (新建)
    New(Box<NewArguments>),
    /// Write synthetic documents without findings, or with labelled defects (生成)
    Generate(GenerateArguments),
    /// Search the facts that a programme may use (事实)
    Facts(FactsArguments),
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
  tongbiao lint programmes/ --plan plan.json

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
given programme uses, so that a form collects no more than necessary. With
--plan, checks a joint relief plan with the programmes of its members instead,
and prints the promises that it keeps for every application.

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
信息分级；--plan 改为校验联合救助方案及其成员项目，列出方案对每份申请成立的
承诺。退出码：0 接受，1 有达到 --fail-on 级别（默认为错误）的检查结果，
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
    /// Joint relief plan to check with the programmes, in place of the programmes themselves
    #[arg(long, value_name = "PLAN", conflicts_with_all = ["application", "as_of"])]
    pub(crate) plan: Option<PathBuf>,
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
--flavour 选择写法：2020-12 每个文件种类一个模式，no-id 不带 $id 的模式，
draft-07 draft-07 模式，bundle 适用于各文件种类的单一模式，
openapi OpenAPI 3.1 组件。";

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

/// Reads a kind of document. The library defines the kinds, so a new kind needs no change here.
fn kind_parser() -> impl TypedValueParser<Value = DocumentKind> {
    let kinds = DocumentKind::ALL.iter().map(|kind| {
        let label = kind.label();
        PossibleValue::new(kind.as_str()).help(format!("{} · {}", label.zh, label.en))
    });
    PossibleValuesParser::new(kinds).try_map(|text| text.parse::<DocumentKind>())
}

/// Reads a flavour of the schemas. The library defines the flavours.
fn flavour_parser() -> impl TypedValueParser<Value = Flavour> {
    // Both languages together are wider than a terminal. The Chinese labels are below the examples.
    let flavours = Flavour::ALL.iter().map(|flavour| PossibleValue::new(flavour.as_str()).help(flavour.label().en));
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
