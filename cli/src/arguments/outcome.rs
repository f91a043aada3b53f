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
}

/// An application, programmes and the circumstances of the decisions.
#[derive(Debug, Args)]
pub(crate) struct QuestionArguments {
    /// Application, or `-` for the standard input
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: PathBuf,
    /// Programmes, or folders with programmes (other files are skipped)
    #[arg(value_name = "PROGRAMME", required = true)]
    pub(crate) programmes: Vec<PathBuf>,
    /// The circumstances of the decisions.
    #[command(flatten)]
    pub(crate) circumstances: CircumstanceArguments,
}

impl QuestionArguments {
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

Information that the application omits is unknown: it is treated neither as no
nor as zero. If the decision depends on it, the outcome lists the missing facts
in place of an amount. The outcome contains information on the child: keep it
out of logs.

Exit codes:
  0  each programme has an outcome, whatever the decision
  1  the application has errors (outcomes are still written), or a programme
     has errors and is not applied
  2  invalid command line
  3  an input could not be read, or the output could not be written
  4  internal error

Formats:
  text    for people: requirements, receipts and lines; with --trace all steps
  json    the outcome, a document of kind `adjudication`; for several
          programmes, one per line
  ndjson  one outcome per line
  html    with --plan: the account as one page for browsers and for print
With --plan the text is one account of all programmes and the family; json is
an object with `joint` (a document of kind `joint-adjudication`) and `members`
(the outcome of each programme); ndjson has the same documents, one per line.

中文：tongbiao adjudicate 申请文件 项目文件或文件夹 计算给付并写出核定结果；
--earlier 指定以往的核定结果，--no-earlier 表示无以往核定；--plan 指定联合救助
方案，各项目按方案共同给付。
退出码：0 均有结果，1 申请或项目有错误，2 参数有误，3 无法读写，
4 程序内部错误。";

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
    /// With --format html: name the child, the receipts and the lines; without this option, the page contains amounts only
    #[arg(long, requires = "plan")]
    pub(crate) show_values: bool,
    /// Include each step of the computation and its clause in the text for people
    #[arg(long)]
    pub(crate) trace: bool,
    /// Output file, replaced if it exists [default: the standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
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
    /// One document per line
    #[value(alias = "jsonl")]
    Ndjson,
    /// With --plan: the account as a page for browsers and for print
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

Information that the application omits is unknown: it is treated neither as no
nor as zero. The answer lists the missing facts that can still change the
decision, and their suppliers. Each amount is the award of that programme
alone; the amounts of several programmes must not be added up. With --plan the
answer is what all programmes of the plan pay together, and what remains. It
contains information on the child: keep it out of logs.

Exit codes:
  0  each programme has an answer, whatever the decision
  1  the application has errors (answers are still printed), or a programme has
     errors and is not applied
  2  invalid command line
  3  an input could not be read
  4  internal error

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
退出码：0 均有结果，1 申请或项目有错误，2 参数有误，3 无法读取，
4 程序内部错误。";

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
    /// With --format html: name the child, the receipts and the lines; without this option, the page contains amounts only
    #[arg(long, requires = "plan")]
    pub(crate) show_values: bool,
}

/// The output format of `match`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatchFormat {
    /// For people
    Text,
    /// A list of objects
    Json,
    /// With --plan: the account as a page for browsers and for print
    Html,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  tongbiao explain programme.json --lang zh
  tongbiao explain outcome.json --programme programme.json
  tongbiao explain outcome.json --programme programme.json --for worker \\
      --lang both
  tongbiao adjudicate application.json programme.json --format json |
      tongbiao explain -

The explanation is generated from the codes of the document. It contains no
names of persons. With --programme, the explanation of an outcome uses the
names and cites the clauses of the programme. With --application and
--show-values, it names diagnoses and operations as the hospital wrote them, and
payers that only a settlement sheet states; no other free text is used.

A warning says if the parts of an outcome do not add up. Any other change after
the decision shows only in a recomputation: give --programme and --application,
or run `tongbiao verify`, before you rely on an outcome of another organisation.

Exit codes:
  0  explained
  1  --programme is not the programme of an outcome, which is explained without
     it; or an outcome does not add up, or differs from the recomputed one
  2  invalid command line
  3  an input could not be read
  4  internal error

中文：tongbiao explain 项目文件 --lang zh 说明项目的给付内容、收款方和条件；
tongbiao explain 核定结果 --for family 说明供家庭阅读，
--for worker 供个案工作人员阅读，列出各项要求，并按票据和明细列表；--trace 另列
计算步骤和所依据的条款。
加 --programme 的，引用项目的名称和条款；加 --application 和 --show-values 的，
写明诊断和手术的名称（照录医院原文），并列明只有医保结算单写明的支付方；
不使用其他自由文字。
联合核定结果加 --plan 的，写明各阶段的名称。
核定后被改动的，须重新计算才能发现：请加 --programme 和 --application，
或先用 tongbiao verify 核对。
退出码：0 已说明，1 项目不符、结果自身不平衡或与重新计算的结果不同，
2 参数有误，3 无法读取，4 程序内部错误。";

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArguments {
    /// Programme, outcomes of `adjudicate` (JSON or one per line), or the joint outcome of a plan; `-` for the standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Programme of the outcome, or a folder of programmes; without it, the explanation has identifiers in place of names, and cites no
    /// clauses
    #[arg(long, value_name = "PROGRAMME")]
    pub(crate) programme: Option<PathBuf>,
    /// Joint relief plan of the outcome; without it, its stages have no titles
    #[arg(long, value_name = "PLAN")]
    pub(crate) plan: Option<PathBuf>,
    /// Application of the outcome: the outcome is recomputed with --programme, and a warning says if it differs
    #[arg(long, value_name = "FILE", requires = "programme")]
    pub(crate) application: Option<PathBuf>,
    /// Earlier outcomes of the recomputation, JSON or one per line; may be repeated
    #[arg(long, value_name = "FILE", requires = "application")]
    pub(crate) earlier: Vec<PathBuf>,
    /// Name diagnoses, operations and payers as in the application; without it, the explanation states codes and days
    #[arg(long, requires = "application")]
    pub(crate) show_values: bool,
    /// Reader of the explanation
    #[arg(long = "for", value_enum, value_name = "READER", default_value_t = Reader::Family)]
    pub(crate) reader: Reader,
    /// Account for the case worker with each step of the computation and its clause
    #[arg(long)]
    pub(crate) trace: bool,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = AccountFormat::Text)]
    pub(crate) format: AccountFormat,
}

/// The output format of `explain` and `verify`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccountFormat {
    /// For people
    Text,
    /// A JSON object in both languages; for several outcomes, one per line
    Json,
}

/// The reader of the explanation of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reader {
    /// A short letter: the decision, the missing information, the reasons for reductions, the next steps
    Family,
    /// All requirements, and a table of receipts and lines; with --trace all steps
    Worker,
}

impl ExplainArguments {
    /// The reader, and whether the steps are listed.
    pub(crate) const fn audience(&self) -> Audience {
        match (self.trace, self.reader) {
            (true, _) => Audience::WorkerWithSteps,
            (false, Reader::Family) => Audience::Family,
            (false, Reader::Worker) => Audience::Worker,
        }
    }
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  tongbiao verify outcome.json --application application.json \\
      --programme programme.json
  tongbiao verify outcomes.ndjson --application application.json \\
      --programme programmes/
  tongbiao verify second.json --application application.json \\
      --programme programme.json --earlier first.json
  tongbiao verify joint.ndjson --application application.json \\
      --programme programmes/ --plan plan.json

Each outcome is recomputed with the day, the remaining places, the fund balance
and the earlier outcomes that it states, and compared. If it differs, the first
step that differs is shown with both amounts, or else the first member that
differs. Its `extensions` and the name of the program are not compared.
An outcome states all circumstances of its decision. The options --as-of,
--quota-left, --fund-balance and --no-earlier of `adjudicate` can be repeated
here: they are compared with those that the outcome states.

Exit codes:
  0  all outcomes are verified
  1  an outcome differs, or an input is not the document that it states
  2  invalid command line
  3  an input could not be read
  4  internal error

中文：tongbiao verify 核定结果 --application 申请 --programme 项目
按结果载明的日期、名额、资金余额和以往核定重新计算并比较；
不一致的，列出第一个不同的步骤及两侧金额，或列出与载明不符的输入文件。
退出码：0 核对一致，1 不一致，2 参数有误，3 无法读取，4 程序内部错误。";

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub(crate) struct VerifyArguments {
    /// Outcomes, JSON or one per line; `-` for the standard input
    #[arg(value_name = "OUTCOME", required = true)]
    pub(crate) outcomes: Vec<PathBuf>,
    /// Application; may be repeated for outcomes on several applications
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) application: Vec<PathBuf>,
    /// Joint relief plan: each outcome is then the output of `adjudicate --plan --format ndjson`
    #[arg(long, value_name = "PLAN")]
    pub(crate) plan: Option<PathBuf>,
    /// Programme, or a folder with programmes; may be repeated
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) programme: Vec<PathBuf>,
    /// The circumstances that the outcomes must state.
    #[command(flatten)]
    pub(crate) required: RequiredArguments,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = AccountFormat::Text)]
    pub(crate) format: AccountFormat,
}

/// The circumstances that outcomes must state: the options of `adjudicate`.
#[derive(Debug, Args)]
pub(crate) struct RequiredArguments {
    /// Day of the decision that the outcomes must state [default: not compared]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Remaining places that the outcomes must state [default: not compared]
    #[arg(long, value_name = "N")]
    pub(crate) quota_left: Option<u32>,
    /// Fund balance that the outcomes must state [default: not compared]
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub(crate) fund_balance: Option<Money>,
    /// Earlier outcomes whose digests an outcome states; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) earlier: Vec<PathBuf>,
    /// The outcomes must state that no earlier outcome exists
    #[arg(long, conflicts_with = "earlier")]
    pub(crate) no_earlier: bool,
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
