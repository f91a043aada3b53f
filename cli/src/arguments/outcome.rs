//! The arguments of the commands about awards: adjudicate, match, explain, verify.

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tongbiao::{
    evaluate::Detail,
    explain::Audience,
    value::{Date, Money},
};

/// What a decision depends on beside the application and the programme.
#[derive(Debug, Args)]
pub(crate) struct CircumstanceArguments {
    /// The day of the decision [default: the day on which the application was submitted]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// How many places the programmes have left, where they ask for it
    #[arg(long, value_name = "N")]
    pub(crate) quota_left: Option<u32>,
    /// What is left of the fund, such as 100000.00, where a programme is limited by it
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub(crate) fund_balance: Option<Money>,
    /// Earlier outcomes on the same child, JSON or one a line, in the order in which they were made; may be given again.
    /// Without them, and without --no-earlier, the aid that the application lists counts in their place
    #[arg(long, value_name = "FILE")]
    pub(crate) earlier: Vec<PathBuf>,
    /// There are no earlier outcomes: an empty ledger
    #[arg(long, conflicts_with = "earlier")]
    pub(crate) no_earlier: bool,
}

/// An application, programmes, and what else decisions depend on.
#[derive(Debug, Args)]
pub(crate) struct QuestionArguments {
    /// The application, or `-` for the standard input
    #[arg(value_name = "APPLICATION")]
    pub(crate) application: PathBuf,
    /// Programmes, or folders that hold some; other files of a folder are passed over
    #[arg(value_name = "PROGRAMME", required = true)]
    pub(crate) programmes: Vec<PathBuf>,
    /// What else the decisions depend on.
    #[command(flatten)]
    pub(crate) circumstances: CircumstanceArguments,
}

const ADJUDICATE_EXAMPLES: &str = "\
Examples:
  tongbiao adjudicate application.json programme.json
  tongbiao adjudicate application.json programmes/ --format ndjson --out outcomes.ndjson
  tongbiao adjudicate application.json programme.json --earlier outcomes.ndjson --as-of 2026-06-01
  tongbiao adjudicate application.json programme.json --format json | tongbiao explain - --for family

What is absent from the application is unknown, neither a no nor a zero: the outcome then says what is missing in place of
an amount. The outcome tells something of the child: keep it out of logs.

Exit codes:
  0  every programme has an outcome, whatever it is
  1  the application has errors (the outcomes are there all the same), or a programme has errors and is not applied
  2  the command line makes no sense
  3  something could not be read or written
  4  an error of this program

Formats:
  text    for people: requirement by requirement, receipt by receipt, step by step
  json    the outcome, a document of kind `adjudication`; for several programmes one a line
  ndjson  always one a line

中文：tongbiao adjudicate 申请文件 项目文件或文件夹 计算给付并写出核定结果；--earlier 给出此前的核定，--no-earlier 表示没有。
退出码：0 都有结果，1 申请或项目有错误，2 参数有误，3 无法读写，4 程序内部错误。";

/// Arguments of `adjudicate`.
#[derive(Debug, Args)]
#[command(after_help = ADJUDICATE_EXAMPLES)]
pub(crate) struct AdjudicateArguments {
    /// What is asked.
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// How much the outcome says beside the amount
    #[arg(long, value_enum, value_name = "DETAIL", default_value_t = DetailLevel::Full)]
    pub(crate) detail: DetailLevel,
    /// How the outcomes are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = OutcomeFormat::Text)]
    pub(crate) format: OutcomeFormat,
    /// Write into this file, which is replaced, and not to the standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// How much an outcome says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DetailLevel {
    /// The decision, the amount, the payments
    None,
    /// And what became of every fen of every receipt
    Reasons,
    /// And every step of the computation
    Full,
}

impl From<DetailLevel> for Detail {
    fn from(level: DetailLevel) -> Self {
        match level {
            DetailLevel::None => Self::None,
            DetailLevel::Reasons => Self::Reasons,
            DetailLevel::Full => Self::Full,
        }
    }
}

/// How outcomes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutcomeFormat {
    /// For people
    Text,
    /// The document; one a line for several
    Json,
    /// One document a line
    #[value(alias = "jsonl")]
    Ndjson,
}

const MATCH_EXAMPLES: &str = "\
Examples:
  tongbiao match application.json programmes/
  tongbiao match application.json little-angel.json --as-of 2026-06-01 --lang zh
  tongbiao match application.json programmes/ --no-earlier --fund-balance 100000.00
  tongbiao match application.json programmes/ --format json > matches.json

What is absent from the application is unknown, neither a no nor a zero: the answer then says what is missing and who
supplies it, and names only what could still decide. Each amount is what that programme alone would pay: programmes do
not know of each other, so the amounts do not add up to a promise. The answer tells something of the child: keep it out
of logs.

Exit codes:
  0  every programme has an answer, whatever it is
  1  the application has errors (the answers are there all the same), or a programme has errors and is not applied
  2  the command line makes no sense
  3  something could not be read
  4  an error of this program

Format json: a list with an object for each programme, in the order of their files:
  programme, revision, title   which one; titleEn where it has a name in English
  eligible                     yes, no or unknown
  decision                     awarded, awaiting-papers, nothing-payable, refused or undetermined
  amount                       absent where it is not known
  requirements                 [{requirement, judgement}]
  missing                      [{fact, supplier, pointer, on}]
  papers                       [{paper, state}]
  reasons                      [{code, at}]
  items                        [{item, award, reason, cuts}]: what each item awards, and what it does not and why
  services                     [identifier of what is given in kind]

中文：tongbiao match 申请文件 项目文件夹 --lang zh 逐个项目回答是否符合条件、缺少什么、可给付多少。没有填写的即未知。
各项目互不知情，金额不能相加。";

/// Arguments of `match`.
#[derive(Debug, Args)]
#[command(after_help = MATCH_EXAMPLES)]
pub(crate) struct MatchArguments {
    /// What is asked.
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    /// How the answers are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MatchFormat::Text)]
    pub(crate) format: MatchFormat,
}

/// How the answers of `match` are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatchFormat {
    /// For people
    Text,
    /// A list of objects
    Json,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  tongbiao explain programme.json --lang zh              what it pays, to whom, under which conditions
  tongbiao explain outcome.json --programme programme.json
  tongbiao explain outcome.json --programme programme.json --for worker --lang both
  tongbiao adjudicate application.json programme.json --format json | tongbiao explain -

The account is made from the codes of the document, never from sentences inside it, and nothing is computed. With the
programme an outcome is told with the names and the clauses of its rules. It holds no names of people.

Exit codes:
  0  told
  1  --programme is not the programme of an outcome, which is told without it
  2  the command line makes no sense
  3  something could not be read
  4  an error of this program

中文：tongbiao explain 项目文件 --lang zh 用通俗的话说明项目给付什么、给谁、条件是什么；tongbiao explain 核定结果 --for family
写给家庭，--for worker 写给个案工作人员，逐项列出要求、票据、每一步计算和所依据的条款。";

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArguments {
    /// A programme, or outcomes of `adjudicate`, JSON or one a line; `-` for the standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The programme of the outcome
    #[arg(long, value_name = "FILE")]
    pub(crate) programme: Option<PathBuf>,
    /// For whom an outcome is told
    #[arg(long = "for", value_enum, value_name = "READER", default_value_t = Reader::Family)]
    pub(crate) reader: Reader,
    /// How it is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = AccountFormat::Text)]
    pub(crate) format: AccountFormat,
}

/// How explanations and verifications are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccountFormat {
    /// For people
    Text,
    /// A JSON object in both languages; one a line for several outcomes
    Json,
}

/// For whom an outcome is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reader {
    /// A short letter: the decision, what is missing, why it is not more, what to do next
    Family,
    /// Every requirement, receipt, unit and step, with its clause
    Worker,
}

impl From<Reader> for Audience {
    fn from(reader: Reader) -> Self {
        match reader {
            Reader::Family => Self::Family,
            Reader::Worker => Self::Worker,
        }
    }
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  tongbiao verify outcome.json --application application.json --programme programme.json
  tongbiao verify outcomes.ndjson --application application.json --programme programmes/
  tongbiao verify second.json --application application.json --programme programme.json --earlier first.json

Each outcome is computed again on the day, with the places left, the balance of the fund and the earlier outcomes that it
states, and compared. Of an outcome that is not the same, the first step that differs is shown with both amounts, or else
the first member. Its `extensions` and the name of the program that made it are not compared.

Exit codes:
  0  every outcome is verified
  1  an outcome is not the same, or an input is another document than it states
  2  the command line makes no sense
  3  something could not be read
  4  an error of this program

中文：tongbiao verify 核定结果 --application 申请 --programme 项目 按结果写明的日期、名额、余额和此前核定重新计算并比较；
不同的，指出第一个不同的步骤和两边的金额，或指出哪份输入是另一份文件。退出码：0 核对无误，1 不同，2 参数有误，3 无法读取。";

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub(crate) struct VerifyArguments {
    /// Outcomes, JSON or one a line; `-` for the standard input
    #[arg(value_name = "OUTCOME", required = true)]
    pub(crate) outcomes: Vec<PathBuf>,
    /// The application; may be given again for outcomes on several
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) application: Vec<PathBuf>,
    /// The programme, or a folder that holds it; may be given again
    #[arg(long, value_name = "FILE", required = true)]
    pub(crate) programme: Vec<PathBuf>,
    /// The earlier outcomes of which the digests stand in an outcome; may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) earlier: Vec<PathBuf>,
    /// How it is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = AccountFormat::Text)]
    pub(crate) format: AccountFormat,
}

/// Reads a date of the command line.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|_| {
        "日期应为 YYYY-MM-DD，1900-01-01 至 2099-12-31 · a date is YYYY-MM-DD, from 1900-01-01 to 2099-12-31".to_owned()
    })
}

/// Reads an amount of the command line.
fn money(text: &str) -> Result<Money, String> {
    Money::parse(text)
        .map_err(|_| "金额应有两位小数，如 100000.00 · an amount has two decimals, such as 100000.00".to_owned())
}
