//! The arguments of `diff`.

use super::outcome::CircumstanceArguments;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

const DIFF_EXAMPLES: &str = "\
Examples:
  tongbiao diff heart-2.json heart-3.json
  tongbiao diff heart-2.json heart-3.json --on applications/ --as-of 2026-06-01
  tongbiao diff heart-2.json heart-3.json --on applications/ --as-if-in-force --no-earlier --lang zh
  tongbiao diff heart-2.json heart-3.json --format json > changes.json

Clauses are compared by what they mean: requirements, papers, items, tiers, prices, limits and sets by their identifiers,
brackets, bands, rows and conditions by what they have in common. Another order is told where it is another rule. Changes of
titles, sources, remarks and identifiers only are told apart as wording. A direction is told of a clause taken by itself, and
only where it is certain: wider or narrower is who or what meets it, higher or lower is the amount or number that it states.
Programmes of different identifiers are compared all the same.

With --on every application is adjudicated under both programmes, on the same day and in the same circumstances: decision
and amount, before and after, which items, and the first step that differs. Without --as-of each is decided on the day on
which it was submitted. What is told of applications tells something of children: keep it out of logs.

Exit codes:
  0  nothing changes any outcome: no change, or wording only
  1  something can change an outcome; or a programme or an application has errors
  2  the command line makes no sense, or an application has no day on which to decide
  3  something could not be read
  4  an error of this program

Format json: one object
  old, new         programme, revision, title
  sameProgramme    whether the identifiers are equal
  changes          [{kind, bearing, what, old, new, direction}]: kind is added, removed, changed or moved; bearing is outcome
                   or wording; what is {zh, en}; old and new are {pointer, value, zh, en}, one of them absent where the clause
                   is new or gone; direction is wider, narrower, higher or lower, absent where it is not certain
  itemsRenewed     {gone, new}: identifiers of items that are gone beside others that are new, by which earlier awards are known;
                   absent where there are not both; of one programme only
  eligibility      unchanged, wider, narrower or open: what all changes mean for who may have the aid while both are in force
  overlap, gap     {start, end}: days on which both are in force, days between them on which neither is; of one programme only
  births           asOf, and changes [{requirement, before, after}]: the eligible birth dates [{first, last}]
  cases            with --on: asIfInForce; totals; applications [{file, application, shift, before, after, difference, items,
                   notMet, missing, step}], shift being more, less, determined, undetermined, otherwise or same

中文：tongbiao diff 旧版本 新版本 按含义比较项目的两个版本：增、删、改、次序，放宽还是收紧，提高还是降低；只改名称、来源、说明的另列。
--on 申请文件或文件夹 逐份按两个版本核定并比较金额。退出码：0 不影响结果，1 可能影响结果（或文件有错误），2 参数有误，3 无法读取。";

/// Arguments of `diff`.
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArguments {
    /// The old revision, or `-` for the standard input
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new revision, or any other programme
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Applications on which both are computed: files, files of one document a line (.ndjson, .jsonl), or folders, of which
    /// the documents of kind `application` count
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(crate) on: Vec<PathBuf>,
    /// Compute both whether or not they are in force on the day that decides
    #[arg(long, requires = "on")]
    pub(crate) as_if_in_force: bool,
    /// What else decisions depend on. Ages are counted on the day given, or else on the first day of the later revision.
    #[command(flatten)]
    pub(crate) circumstances: CircumstanceArguments,
    /// How the changes are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
}

/// How changes of a programme are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Text,
    /// One JSON object, in both languages
    Json,
}
