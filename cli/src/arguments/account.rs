//! The arguments of the commands about outcomes that exist: explain, verify.

use super::outcome::{date, money};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tongbiao::{
    explain::Audience,
    value::{Date, Money},
};

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  tongbiao explain programme.json --lang zh
  tongbiao explain outcome.json --programme programme.json
  tongbiao explain outcome.json --programme programme.json --for worker \\
      --lang both
  tongbiao adjudicate application.json programme.json --format json |
      tongbiao explain - --programme programme.json

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
    /// Key of the alliance, made by `tongbiao index key`, for the recomputation of sealed outcomes
    #[arg(long, value_name = "FILE")]
    pub(crate) digest_key: Option<PathBuf>,
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
  tongbiao verify outcomes.ndjson --application cases.zip \\
      --programme programmes/

Each outcome is recomputed from the day, the remaining places, the fund balance
and the earlier outcomes that it states, and then compared. The output shows the
first step that differs, with both amounts, or, if no step differs, the first
member that differs. `extensions` and the evaluator are not compared.
Without --plan, the options --as-of, --quota-left, --fund-balance and
--no-earlier of `adjudicate` can be given. They must equal the circumstances
that the outcome states.
An outcome with `digestKey` is sealed: it is verified only with --digest-key.
If --application is a folder, an archive, a pattern or a file with one
application per line, the applications are read on all processors, and not kept
in memory. The results are in the order of the applications. Outcomes whose
inputs are not given or differ follow at the end. The total line is printed on
the standard error. For single application files, the results are in the order
of the outcomes, without a total line.

Exit codes:
  0  all outcomes are verified
  1  an outcome differs or is sealed; a document from which it was computed is
     not given, or the given one differs; or a programme has errors
  2  invalid command line
  3  an input could not be read
  4  internal error
  130  interrupted (Ctrl-C): the results so far are printed

中文：tongbiao verify 核定结果 --application 申请 --programme 项目
按核定结果载明的日期、剩余名额、资金余额和以往核定结果重新计算并比较。
不一致的，列出第一个不同的步骤和两个金额；各步骤均相同的，列出第一个不同的
成员；依据的文件未提供或不符的，列明该文件。extensions 和核定程序不比较。
--application 为文件夹、归档文件、通配符路径或每行一份的文件的，各申请不保存在
内存中，结果按申请的次序输出，依据未提供或不符的核定结果列于最后；合计行输出到
标准错误。只有单份申请文件的，结果按核定结果的次序输出，无合计行。
摘要已加密的核定结果，须以 --digest-key 指定密钥。
退出码：0 核对无误，1 不一致、摘要已加密、依据的文件未提供或不符，或项目有
错误，2 参数有误，3 无法读取，4 程序内部错误，130 已中断（输出此前的结果）。";

/// Arguments of `verify`.
#[derive(Debug, Args)]
// The usage that is made from the arguments is not wrapped.
#[command(override_usage = "tongbiao verify [OPTIONS] --application <FILE> --programme <FILE>\n       <OUTCOME>...")]
#[command(after_help = VERIFY_EXAMPLES)]
pub(crate) struct VerifyArguments {
    /// Outcomes, JSON or one per line; `-` for the standard input
    #[arg(value_name = "OUTCOME", required = true)]
    pub(crate) outcomes: Vec<PathBuf>,
    /// Application, or several: a folder, an archive, a pattern such as 'intake/*.json', or a file with one application per line (.ndjson); may be repeated
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) application: Vec<PathBuf>,
    /// Joint relief plan. The outcomes are then joint outcomes, as `adjudicate --plan` writes them with --format json or ndjson, for one or several applications
    #[arg(long, value_name = "PLAN")]
    pub(crate) plan: Option<PathBuf>,
    /// Programme, or a folder with programmes; may be repeated
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) programme: Vec<PathBuf>,
    /// The circumstances that the outcomes must state.
    #[command(flatten)]
    pub(crate) required: RequiredArguments,
    /// Key of the alliance, made by `tongbiao index key`: opens outcomes whose digests are sealed
    #[arg(long, value_name = "FILE")]
    pub(crate) digest_key: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = AccountFormat::Text)]
    pub(crate) format: AccountFormat,
    /// Several applications: number of applications that are verified at the same time [default: the number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Several applications: show no progress and no total line
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// The circumstances that outcomes must state: the options of `adjudicate`.
#[derive(Debug, Args)]
pub(crate) struct RequiredArguments {
    /// Day of the decision that the outcomes must state [default: not compared]
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "plan")]
    pub(crate) as_of: Option<Date>,
    /// Remaining places that the outcomes must state [default: not compared]
    #[arg(long, value_name = "N", conflicts_with = "plan")]
    pub(crate) quota_left: Option<u32>,
    /// Fund balance that the outcomes must state [default: not compared]
    #[arg(long, value_name = "AMOUNT", value_parser = money, conflicts_with = "plan")]
    pub(crate) fund_balance: Option<Money>,
    /// Earlier outcomes on which an outcome is based; the outcome states their digests. JSON or one per line; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) earlier: Vec<PathBuf>,
    /// The outcomes must state that no earlier outcome exists
    #[arg(long, conflicts_with_all = ["earlier", "plan"])]
    pub(crate) no_earlier: bool,
}
