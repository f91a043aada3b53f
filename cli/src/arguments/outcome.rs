//! The arguments of the commands about awards: adjudicate, match, explain, verify.

use crate::language::Said;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tongbiao::{
    evaluate::Detail,
    explain::Audience,
    value::{Date, Money},
};

/// The circumstances of a decision, in addition to the application and the programme.
#[derive(Debug, Args)]
pub(crate) struct CircumstanceArguments {
    /// Day of the decision [default: the day of submission of the application, or else of first entry]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Number of remaining places of the programmes, if they have a quota
    #[arg(long, value_name = "N")]
    pub(crate) quota_left: Option<u32>,
    /// Fund balance in yuan, such as 100000.00, if a programme has a limit by fund
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub(crate) fund_balance: Option<Money>,
    /// Earlier outcomes on the same child in chronological order, JSON or one per line; may be repeated. If neither this
    /// option nor --no-earlier is given, the aid listed in the application is used instead
    #[arg(long, value_name = "FILE")]
    pub(crate) earlier: Vec<PathBuf>,
    /// State that no earlier outcome exists: an empty ledger
    #[arg(long, conflicts_with = "earlier")]
    pub(crate) no_earlier: bool,
    /// Key of the alliance, made by `tongbiao index key`: opens sealed earlier outcomes; `adjudicate` also seals the digests of the
    /// outcomes that it writes
    #[arg(long, value_name = "FILE")]
    pub(crate) digest_key: Option<PathBuf>,
}

/// Applications, programmes and the circumstances of the decisions.
#[derive(Debug, Args)]
pub(crate) struct QuestionArguments {
    /// Application, or several: a folder, an archive, a compressed file, a pattern such as 'intake/*.json', a file with one
    /// application per line (.ndjson), as in `tongbiao check`; `-` for the standard input
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: PathBuf,
    /// Programmes, or folders with programmes (other files are skipped); with --programmes, further applications
    #[arg(value_name = "PROGRAMME", required_unless_present = "programmes")]
    others: Vec<PathBuf>,
    /// Programme, or folder with programmes; may be repeated. All other paths are then applications, and the output is that for
    /// several applications
    #[arg(long, value_name = "PATH")]
    programmes: Vec<PathBuf>,
    /// Read the standard input and the named applications as one per line, whatever their extension
    #[arg(long)]
    pub(crate) ndjson: bool,
    /// Several applications: number of applications that are computed at the same time [default: the number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Several applications: show no progress, and print no total line outside the output
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// The circumstances of the decisions.
    #[command(flatten)]
    pub(crate) circumstances: CircumstanceArguments,
}

impl QuestionArguments {
    /// The paths of the applications.
    pub(crate) fn applications(&self) -> Vec<PathBuf> {
        let further = self.others.iter().filter(|_| self.names_programmes());
        std::iter::once(&self.application).chain(further).cloned().collect()
    }

    /// The paths of the programmes.
    pub(crate) fn programmes(&self) -> &[PathBuf] {
        if self.names_programmes() { &self.programmes } else { &self.others }
    }

    /// Whether an option names the programmes.
    pub(crate) fn names_programmes(&self) -> bool {
        !self.programmes.is_empty()
    }

    /// The note that the day of the decision is assumed, if none is specified.
    pub(crate) fn assumed_day(&self) -> Option<Said> {
        self.circumstances.as_of.is_none().then(|| {
            Said::new(
                "未用 --as-of 指定核定日期：采用申请的提交日期（未填写的，首次录入日期）",
                "day of the decision not specified with --as-of: the date of submission of the application, or else of first \
                 entry, is assumed",
            )
        })
    }
}

const ADJUDICATE_EXAMPLES: &str = "\
Examples:
  tongbiao adjudicate application.json programme.json
  tongbiao adjudicate application.json programmes/ --format ndjson \\
      --out outcomes.ndjson
  tongbiao adjudicate application.json programme.json \\
      --earlier outcomes.ndjson --as-of 2026-06-01
  tongbiao adjudicate application.json programme.json --format json |
      tongbiao explain - --programme programme.json --for family
  tongbiao adjudicate application.json programmes/ --plan plan.json \\
      --format html --out account.html
  tongbiao adjudicate intake/ programme.json --format csv --out awards.csv
  tongbiao adjudicate intake/*.json night.ndjson.gz --programmes programmes/ \\
      --format ndjson --out night.ndjson

Information that the application omits is unknown: it is treated neither as no
nor as zero. If the decision depends on it, the outcome lists the missing facts
in place of an amount. The outcome contains information on the child: keep it
out of logs. Without --digest-key its digests have no key, and the child can be
found by trying all names with birth dates. An earlier outcome that is sealed
is read only with --digest-key; without it, the decision is undetermined.

Several applications are read as `tongbiao check` reads documents, computed on
all processors, and printed in the order of the input. Each is computed alone,
with the given circumstances: no outcome of the run is an earlier outcome for
another application, and --fund-balance and --quota-left are not reduced by the
awards of the run. Use --earlier only if all applications are of one child. An
input that is not a valid application has a row of its own, and does not stop
the run. Documents of other kinds in a folder are skipped.

Exit codes:
  0  each programme has an outcome, whatever the decision
  1  an application has errors (outcomes are still written) or no day of the
     decision, or a programme has errors and is not applied
  2  invalid command line
  3  an input could not be read or is not a valid application, or the output
     could not be written
  4  internal error
  130  interrupted (Ctrl-C): the outcomes so far are printed

Formats:
  text    for people: requirements, receipts and lines; with --trace all steps
  json    the outcome, a document of kind `adjudication`; for several
          programmes, one per line
  ndjson  one outcome per line
  csv     a table with one row for each application and programme
  html    a page with this table; with --plan, the account. For browsers and
          for print
Formats for several applications, also if --programmes names the programmes:
  text    a table: for each application and programme the decision, the amount,
          and what is missing or not met; then the totals of each programme
  json, ndjson
          one line for each application and programme: `input` (the name of the
          file, the line) and `adjudication`; or `input` and `error`. `explain`,
          `verify` and --earlier read these lines too
  csv, html
          as above. The page lists up to 5,000 rows
  With --trace, the text has the account of each programme with all steps. With
  --plan, it has one account for each application, and json and ndjson one line
  with `joint` and `members`; there are no formats csv and html.
Interrupted runs: with several applications and --out, in all formats but html,
a run records its progress in hidden files next to the output. After an
interrupt, a crash or a full disk, the same command with --resume continues it:
the output is that of one run, byte for byte. If the options, the programmes,
the inputs or the output have changed, it is refused.

In a table, an application is named by its `id` and its path. With
--show-values, tables also have the name of the child and the values that do not
meet a requirement.
With --plan the text is one account of all programmes and the family; json is
an object with `joint` (a document of kind `joint-adjudication`) and `members`
(the outcome of each programme); ndjson has the same documents, one per line.

中文：tongbiao adjudicate 申请文件 项目文件或文件夹 计算给付并写出核定结果；
--earlier 指定以往的核定结果，--no-earlier 表示无以往核定；--digest-key 指定机构
间的密钥，用于解密以往的核定结果，并加密写出的摘要；--plan 指定联合救助
方案，各项目按方案共同给付。
申请可为文件夹、归档文件、压缩文件、通配符路径或每行一份的 .ndjson 文件；
--programmes 指定项目的，其余路径均为申请。各申请按输入次序输出，分别核定：
同一次运行的结果不作为其他申请的以往核定，资金余额和名额不因此减少。
不是有效申请的输入单列一行，不影响其他申请；文件夹中的其他文件跳过。
多份申请并用 --out 的运行（html 格式除外），中断后加 --resume 运行同一命令即可
继续，输出与一次完成的运行逐字节相同。
退出码：0 均有结果，1 申请有错误、未填写核定所需日期或项目有错误，
2 参数有误，3 无法读写，或输入不是有效的申请，4 程序内部错误，
130 已中断（输出此前的结果）。";

/// Arguments of `adjudicate`.
#[derive(Debug, Args)]
#[command(after_help = ADJUDICATE_EXAMPLES)]
pub(crate) struct AdjudicateArguments {
    /// The application and the programmes.
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// Joint relief plan: its programmes pay together, in its order, and the account states what remains for the family
    #[arg(long, value_name = "PLAN")]
    pub(crate) plan: Option<PathBuf>,
    /// Level of detail of the outcome
    #[arg(long, value_enum, value_name = "DETAIL", default_value_t = DetailLevel::Full)]
    pub(crate) detail: DetailLevel,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = OutcomeFormat::Text)]
    pub(crate) format: OutcomeFormat,
    /// In tables: show the name of the child and the values that do not meet a requirement. With --plan and --format html: name the
    /// child, the receipts and the lines. Do not use for logs
    #[arg(long)]
    pub(crate) show_values: bool,
    /// Include each step of the computation and its clause in the text for people; also for several applications
    #[arg(long)]
    pub(crate) trace: bool,
    /// Output file, replaced when the output is complete [default: the standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Several applications: continue an interrupted run of the same command with --out; formats text, csv, json and ndjson
    #[arg(long, requires = "out")]
    pub(crate) resume: bool,
}

impl AdjudicateArguments {
    /// The reader of the text for people.
    pub(crate) const fn audience(&self) -> Audience {
        if self.trace { Audience::WorkerWithSteps } else { Audience::Worker }
    }
}

/// The level of detail of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DetailLevel {
    /// Decision, amount and payments
    None,
    /// In addition the use of each fen of each receipt
    Reasons,
    /// In addition each step of the computation
    Full,
}

impl From<DetailLevel> for tongbiao_json::adjudicate::DetailLevel {
    fn from(level: DetailLevel) -> Self {
        match level {
            DetailLevel::None => Self::None,
            DetailLevel::Reasons => Self::Reasons,
            DetailLevel::Full => Self::Full,
        }
    }
}

impl From<DetailLevel> for Detail {
    fn from(level: DetailLevel) -> Self {
        match level {
            DetailLevel::None => Self::Amounts,
            DetailLevel::Reasons => Self::Reasons,
            DetailLevel::Full => Self::Full,
        }
    }
}

/// The output format of `adjudicate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutcomeFormat {
    /// For people
    Text,
    /// The document; for several, one per line
    Json,
    /// One document per line; for several applications, with its input
    #[value(alias = "jsonl")]
    Ndjson,
    /// A table for spreadsheets: one row for each application and programme
    Csv,
    /// The table, or with --plan the account, as a page for browsers and for print
    Html,
}

const MATCH_EXAMPLES: &str = "\
Examples:
  tongbiao match application.json programmes/
  tongbiao match application.json little-angel.json --as-of 2026-06-01
  tongbiao match application.json programmes/ --no-earlier \\
      --fund-balance 100000.00
  tongbiao match application.json programmes/ --format json > matches.json
  tongbiao match application.json programmes/ --plan plan.json
  tongbiao match intake/ programmes/
  tongbiao match intake/*.json --programmes programmes/ --format html \\
      --out table.html

Information that the application omits is unknown: it is treated neither as no
nor as zero. The answer lists the missing facts that can still change the
decision, and their suppliers. Each amount is the award of that programme
alone; the amounts of several programmes must not be added up. With --plan the
answer is what all programmes of the plan pay together, and what remains. It
contains information on the child: keep it out of logs.

Several applications are read as `tongbiao check` reads documents, computed on
all processors, and printed in the order of the input. Each is computed alone,
with the given circumstances: use --earlier only if all applications are of one
child; --fund-balance and --quota-left are not reduced by the awards of others.
An input that is not a valid application has a row of its own, and does not
stop the run. Documents of other kinds in a folder are skipped. In a table, an
application is named by its `id` and its path.

Exit codes:
  0  each programme has an answer, whatever the decision
  1  an application has errors (answers are still printed) or no day of the
     decision, or a programme has errors and is not applied
  2  invalid command line
  3  an input could not be read or is not a valid application, or the output
     could not be written
  4  internal error
  130  interrupted (Ctrl-C): the answers so far are printed

Formats for several applications, also if --programmes names the programmes:
  text    a table: for each application and programme the decision, the amount,
          and what is missing or not met; then the totals of each programme
  json, ndjson
          one line for each application: `input` (the name of the file, the
          line) and `matches` (the list below); or `input` and `error`
  csv     one row for each application and programme
  html    the table as a page for browsers and for print, up to 5,000 rows
The formats ndjson, csv and html have this form for one application too. With
--plan, the text has one account for each application, and json and ndjson one
line with `joint` and `members`; there are no formats csv and html.

Interrupted runs: with several applications and --out, in all formats but html,
a run records its progress in hidden files next to the output. After an
interrupt, a crash or a full disk, the same command with --resume continues it:
the output is that of one run, byte for byte. If the options, the programmes,
the inputs or the output have changed, it is refused.

Format json: a list with one object per programme, in the order of the files
  `programme`, `revision`, `title`, `titleEn`   the programme; `titleEn` may be
                  omitted
  `eligible`      yes, no or unknown
  `decision`      `awarded`, `awaiting-papers`, `nothing-payable`, `refused` or
                  `undetermined`
  `amount`        omitted if undetermined
  `requirements`  [{requirement, judgement}]
  `missing`       [{fact, supplier, pointer, on}]
  `papers`        [{paper, state}]
  `reasons`       [{code, at}]
  `items`         [{item, award, reason, cuts}]: the award of each item, or the
                  reason why it is zero, and the reductions
  `services`      [identifier of a service in kind]

中文：tongbiao match 申请文件 项目文件夹 --lang zh 逐个项目列出是否符合条件、
缺少的信息和给付金额。未填写的信息视为未知。
各项目分别计算，金额不得相加；--plan 指定联合救助方案的，列出各方共同给付的
金额和家庭仍须负担的余额。
申请可为文件夹、归档文件、压缩文件、通配符路径或每行一份的 .ndjson 文件；
--programmes 指定项目的，其余路径均为申请。各申请分别匹配，按输入次序列表；
不是有效申请的输入单列一行，不影响其他申请。
多份申请并用 --out 的运行（html 格式除外），中断后加 --resume 运行同一命令即可
继续，输出与一次完成的运行逐字节相同。
退出码：0 均有结果，1 申请有错误、未填写核定所需日期或项目有错误，
2 参数有误，3 无法读写，或输入不是有效的申请，4 程序内部错误，
130 已中断（输出此前的结果）。";

/// Arguments of `match`.
#[derive(Debug, Args)]
#[command(after_help = MATCH_EXAMPLES)]
pub(crate) struct MatchArguments {
    /// The application and the programmes.
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// Joint relief plan: its programmes pay together, in its order, and the account states what remains for the family
    #[arg(long, value_name = "PLAN")]
    pub(crate) plan: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MatchFormat::Text)]
    pub(crate) format: MatchFormat,
    /// In tables: show the name of the child and the values that do not meet a requirement. With --plan and --format html: name the
    /// child, the receipts and the lines. Do not use for logs
    #[arg(long)]
    pub(crate) show_values: bool,
    /// Output file, replaced when the output is complete [default: the standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Several applications: continue an interrupted run of the same command with --out; formats text, csv, json and ndjson
    #[arg(long, requires = "out")]
    pub(crate) resume: bool,
}

/// The output format of `match`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatchFormat {
    /// For people
    Text,
    /// A list of objects; for several applications, one object per line
    Json,
    /// One object for each application, on one line
    #[value(alias = "jsonl")]
    Ndjson,
    /// A table for spreadsheets: one row for each application and programme
    Csv,
    /// The table, or with --plan the account, as a page for browsers and for print
    Html,
}

/// Reads a date from the command line.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|_| {
        "日期格式应为 YYYY-MM-DD，自 1900-01-01 至 2099-12-31 · the format of a date is YYYY-MM-DD, from 1900-01-01 to 2099-12-31".to_owned()
    })
}

/// Reads an amount from the command line.
pub(crate) fn money(text: &str) -> Result<Money, String> {
    Money::parse(text)
        .map_err(|_| "金额须有两位小数，如 100000.00 · an amount must have two decimals, such as 100000.00".to_owned())
}
