//! The arguments of `diff`.

use super::outcome::CircumstanceArguments;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

const DIFF_EXAMPLES: &str = "\
Examples:
  tongbiao diff heart-2.json heart-3.json
  tongbiao diff heart-2.json heart-3.json --on applications/ --as-of 2026-06-01
  tongbiao diff heart-2.json heart-3.json --on applications/ --as-if-in-force \\
      --no-earlier --lang zh
  tongbiao diff heart-2.json heart-3.json --format json > changes.json

Clauses are compared by meaning. Requirements, supporting documents, items,
tiers, prices, limits and sets are matched by identifier; bands, rows and
conditions are matched by content. A change of order is reported if it changes
the rule. Changes of titles, sources, remarks and identifiers are listed
separately as wording. A direction is given per clause, and only if it is
certain: wider or narrower for the cases that meet the clause, higher or lower
for its amount or number. Programmes with different identifiers can be compared
too.

With --on, each application is adjudicated under both programmes, on the same
day and in the same circumstances. The output shows decision and amount before
and after, the items that differ, and the first step that differs. Without
--as-of, the day of the decision is the day of submission. The output contains
information on children: keep it out of logs.

Exit codes:
  0  no change, or changes of wording only
  1  a change can affect an outcome, or an input has errors
  2  invalid command line, or an application has no date for the decision
  3  an input could not be read
  4  internal error

Format json: one object
  old, new        programme, revision, title
  sameProgramme   whether the identifiers are equal
  changes         [{kind, bearing, what, old, new, direction}]
                  kind: added, removed, changed, moved
                  bearing: outcome, wording
                  what: {zh, en}
                  old, new: {pointer, value, zh, en}; one of them is omitted if
                  the clause is added or removed
                  direction: wider, narrower, higher, lower; omitted if not
                  certain
  itemsRenewed    {gone, new}: identifiers of removed and of added items.
                  Earlier awards are matched by these identifiers. Omitted
                  unless items are both removed and added; same programme only
  eligibility     unchanged, wider, narrower, open: the effect of all changes
                  on eligibility while both revisions are in force
  overlap, gap    {start, end}: days on which both revisions are in force; days
                  between them on which none is. Same programme only
  births          asOf; changes [{requirement, before, after}], the eligible
                  birth dates [{first, last}]
  cases           with --on: asIfInForce; totals; applications [{file,
                  application, shift, before, after, difference, items, notMet,
                  missing, step}]; shift: more, less, determined, undetermined,
                  otherwise, same

中文：tongbiao diff 旧版本 新版本 按含义比较项目的两个版本：增加、删除、变更、
次序，放宽或收紧，提高或降低；仅涉及名称、来源、说明的另列。
--on 申请文件或文件夹：逐份按两个版本核定并比较金额。
退出码：0 不影响结果，1 可能影响结果或文件有错误，2 参数有误，3 无法读取，
4 程序内部错误。";

/// Arguments of `diff`.
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArguments {
    /// Old revision, or `-` for the standard input
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// New revision, or another programme
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Applications to adjudicate under both programmes: files, files with one document per line (.ndjson, .jsonl), or
    /// folders, from which documents of kind `application` are used
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(crate) on: Vec<PathBuf>,
    /// Adjudicate under both programmes even if they are not in force on the relevant day
    #[arg(long, requires = "on")]
    pub(crate) as_if_in_force: bool,
    /// The circumstances of the decisions. Ages are computed on the given day, or on the first day of the later revision.
    #[command(flatten)]
    pub(crate) circumstances: CircumstanceArguments,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
}

/// The output format of `diff`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Text,
    /// One JSON object, in both languages
    Json,
}
