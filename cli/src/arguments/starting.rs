//! The arguments of the commands with which an author of documents begins: `facts` and `new`.

use super::{date, money};
use crate::illness::Illness;
use clap::{Args, Subcommand, ValueEnum};
use std::{collections::BTreeSet, path::PathBuf};
use tongbiao::{
    code::{DisabilityKind, MaterialKind, Measure, OtherAid, PayeeClass, PayerClass, ReceiptKind},
    value::{Date, DiseaseCode, DivisionCode, Invalid, LocalId, Money, Rate},
};

const FACTS_EXAMPLES: &str = "\
Examples:
  tongbiao facts                        list all facts and conditions
  tongbiao facts 低保                   search in Chinese
  tongbiao facts income                 search in English
  tongbiao facts 家庭年收入低于5万元    search with a sentence of a notice
  tongbiao facts --format json > facts.json

A programme may use only these facts. For each match, the output shows the
members of an application from which it is read, its supplier, its codes, the
members of its condition and an example. A rule about anything else requires an
assessment by a person: `tongbiao facts assessed`.

Exit codes:
  0  at least one fact matches
  1  no fact matches; the most similar ones are stated
  2  invalid command line

中文：tongbiao facts 关键词 --lang zh 查找项目可引用的事实：取自申请的哪个
成员、由何方提供、代码表、条件的写法和示例。可直接用公告中的句子查找。
退出码：0 有相符的，1 无相符的（列出最相近的），2 参数有误。";

/// Arguments of `facts`.
#[derive(Debug, Args)]
#[command(after_help = FACTS_EXAMPLES)]
pub(crate) struct FactsArguments {
    /// Words in Chinese or English, or a sentence of a notice; if omitted, all facts are listed
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FactsFormat::Text)]
    pub(crate) format: FactsFormat,
}

/// The output format of `facts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FactsFormat {
    /// For people
    Text,
    /// One JSON object, in both languages
    Json,
}

const NEW_EXAMPLES: &str = "\
Examples:
  tongbiao new programme --item tiers --disease C91 --age-below 15 \\
      --hardship --paper diagnosis --once --out leukaemia.json
  tongbiao new programme --item rate --rate 0.5 --deductible 1000.00 \\
      --cap 20000.00 --period calendar-year > programme.json
  tongbiao new application --receipt inpatient-electronic > application.json
  tongbiao new receipt --kind outpatient-printed --out receipt.json

Writes a complete example document to be changed: members in their order, with
`$schema` for editors. On a terminal and without options, each part is a
question with a default. Otherwise the options and the defaults are used. JSON
has no comments: the explanation of each member is printed on the standard error.

Editors: VS Code and others read `$schema`. Until its address answers, write the
schemas with `tongbiao schema --out schemas` and use
`--schema schemas/programme.schema.json`.

Exit codes:
  0  written
  2  invalid command line, or a question was not answered
  3  the output could not be written, or the file exists (see --force)
  4  internal error

中文：tongbiao new programme（项目）、application（申请）、receipt（票据）写出
可直接修改的示例文件（人员、机构、金额均为虚构）；在终端不带选项运行时逐项询问；
各成员的说明输出到标准错误。退出码：0 已写出，2 参数有误，3 无法写出或文件
已存在，4 程序内部错误。";

/// Arguments of `new`.
#[derive(Debug, Args)]
#[command(after_help = NEW_EXAMPLES)]
pub(crate) struct NewArguments {
    /// The kind of document.
    #[command(subcommand)]
    pub(crate) what: NewDocument,
}

/// The kind of document that `new` writes.
#[derive(Debug, Subcommand)]
pub(crate) enum NewDocument {
    /// Write a programme (项目)
    Programme(Box<NewProgrammeArguments>),
    /// Write an application (申请)
    Application(NewApplicationArguments),
    /// Write a receipt (票据)
    Receipt(NewReceiptArguments),
}

/// The output of `new`.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct NewOutput {
    /// Output file [default: the standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Replace the output file if it exists
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Value of `$schema` [default: the published address of the schema]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) schema: Option<String>,
    /// Put the questions even if the standard input is not a terminal
    #[arg(long, conflicts_with = "no_ask")]
    pub(crate) ask: bool,
    /// No questions; use the options and the defaults
    #[arg(long)]
    pub(crate) no_ask: bool,
    /// Do not print the explanation of the members
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Arguments of `new programme`.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = PROGRAMME_EXAMPLES)]
pub(crate) struct NewProgrammeArguments {
    /// Identifier [default: org.example.programme]
    #[arg(long, value_name = "ID", value_parser = LocalId::parse)]
    pub(crate) id: Option<LocalId>,
    /// Name in Chinese
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Name in English
    #[arg(long, value_name = "TEXT")]
    pub(crate) title_en: Option<String>,
    /// First day in force [default: 2026-01-01]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) from: Option<Date>,
    /// Last day in force [default: none]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) until: Option<Date>,
    /// Benefit item; may be repeated [default: fixed]
    #[arg(long, value_enum, value_name = "KIND")]
    pub(crate) item: Vec<ItemKind>,
    /// Amount of the benefit; for tiers, one for each tier, the highest first
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub(crate) amount: Vec<Money>,
    /// Rate, such as 0.5 for 50%
    #[arg(long, value_name = "RATE", value_parser = Rate::parse)]
    pub(crate) rate: Option<Rate>,
    /// Band of `--item bands` as UPPER:RATE, such as 20000.00:0.5; the last one RATE only; repeatable (分段)
    #[arg(long, value_name = "BAND", value_parser = Band::parse)]
    pub(crate) band: Vec<Band>,
    /// Amount of the receipts from which a rate is computed, see `tongbiao codes --list Measure` [default: family-borne]
    #[arg(long, value_name = "MEASURE", value_parser = Measure::parse)]
    pub(crate) measure: Option<Measure>,
    /// Unit for which a rate, its bands and its deductible are applied [default: application]
    #[arg(long, value_enum, value_name = "UNIT")]
    pub(crate) per: Option<Unit>,
    /// Deductible of items with a rate (起付线)
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub(crate) deductible: Option<Money>,
    /// Cap of the award (封顶线)
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub(crate) cap: Option<Money>,
    /// Period or unit of the cap [default: lifetime]
    #[arg(long, value_enum, value_name = "PERIOD")]
    pub(crate) period: Option<CapPeriod>,
    /// One award per child (限一次)
    #[arg(long)]
    pub(crate) once: bool,
    /// Disease: a prefix of its ICD-10 code, such as C91, or a name, such as 白血病; may be repeated
    #[arg(long, value_name = "DISEASE", value_parser = Illness::parse)]
    pub(crate) disease: Vec<Illness>,
    /// Children under this age in years on the day of submission
    #[arg(long, value_name = "YEARS", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) age_below: Option<u32>,
    /// Households with a hardship certificate in force (低保、困难)
    #[arg(long)]
    pub(crate) hardship: bool,
    /// Division code of the registered residence (户籍); repeatable
    #[arg(long, value_name = "DIVISION", value_parser = DivisionCode::parse)]
    pub(crate) region: Vec<DivisionCode>,
    /// Kind of disability with a certificate in force (残疾人证)
    #[arg(long, value_name = "KIND", value_parser = DisabilityKind::parse)]
    pub(crate) disability: Vec<DisabilityKind>,
    /// Designated hospitals only (定点医院)
    #[arg(long)]
    pub(crate) designated: bool,
    /// Days after discharge within which receipts are submitted
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub(crate) submit_within: Option<u32>,
    /// Awards end with the fund balance (资金用完为止)
    #[arg(long)]
    pub(crate) fund: bool,
    /// Supporting document (材料), see `tongbiao codes --list MaterialKind`; kinds between commas are alternatives;
    /// repeatable
    #[arg(long, value_name = "KIND", value_parser = Alternatives::parse)]
    pub(crate) paper: Vec<Alternatives>,
    /// Effect of other aid; see `tongbiao codes --list OtherAid` [default: reduces-cap if receipts are used, otherwise
    /// ignore]
    #[arg(long, value_name = "EFFECT", value_parser = OtherAid::parse)]
    pub(crate) other_aid: Option<OtherAid>,
    /// Payer that settles first (先…再…), such as basic-insurance; repeatable
    #[arg(long, value_name = "PAYER", value_parser = PayerClass::parse)]
    pub(crate) after: Vec<PayerClass>,
    /// Payee, such as hospital [default: guardian]
    #[arg(long, value_name = "PAYEE", value_parser = PayeeClass::parse)]
    pub(crate) payee: Option<PayeeClass>,
    /// The output.
    #[command(flatten)]
    pub(crate) output: NewOutput,
}

const PROGRAMME_EXAMPLES: &str = "\
Examples:
  tongbiao new programme                questions on a terminal
  tongbiao new programme --item bands --disease C91 --paper receipt
  tongbiao new programme --item in-kind --designated

中文：--item 给付方式，--disease 病种代码，--age-below 未满几周岁，--hardship
困难家庭，--region 户籍，--designated 定点医院，--paper 材料，--cap 封顶线，
--period 封顶的期间，--once 限一次。";

/// A unit of computation that needs no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    /// Each application (每次申请)
    Application,
    /// Each hospital stay (每次住院)
    Hospitalisation,
    /// Each receipt (每张票据)
    Receipt,
}

/// A band of amounts with its rate. The last band has no upper end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Band {
    /// The upper end.
    pub(crate) upper: Option<Money>,
    /// The rate.
    pub(crate) rate: Rate,
}

impl Band {
    /// Reads `UPPER:RATE` or `RATE`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (upper, rate) = text.split_once(':').map_or((None, text), |(upper, rate)| (Some(upper), rate));
        let rate = Rate::parse(rate).map_err(|_| "比例如 0.5 · a rate such as 0.5".to_owned())?;
        Ok(Self { upper: upper.map(money).transpose()?, rate })
    }
}

/// Kinds of a supporting document. One of them is sufficient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alternatives(pub(crate) Vec<MaterialKind>);

impl Alternatives {
    /// Reads kinds between commas.
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        let kinds = text.split(',').map(MaterialKind::parse).collect::<Result<Vec<_>, _>>()?;
        let mut seen = BTreeSet::new();
        Ok(Self(kinds.into_iter().filter(|kind| seen.insert(kind.as_str())).collect()))
    }
}

/// A kind of benefit item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum ItemKind {
    /// Fixed amount (定额)
    Fixed,
    /// Fixed amount by tier (按情形定额)
    Tiers,
    /// Fixed amount by band of a family's share (按金额分段定额)
    Brackets,
    /// Rate of the out-of-pocket amount (按比例)
    Rate,
    /// Rates by band of the out-of-pocket amount (分段按比例)
    Bands,
    /// Price per operation (按手术价目)
    Prices,
    /// Amount per day of hospital stay (按天)
    Units,
    /// Amount per session of treatment (按次)
    Sessions,
    /// Rate of the remainder after all other aid (按余额比例)
    Gap,
    /// Matching of another payer's amount (配套)
    Match,
    /// Goods or services in kind (实物或服务)
    InKind,
}

/// The period or the unit of a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum CapPeriod {
    /// For the lifetime of the child (终身累计)
    Lifetime,
    /// Per application (每次申请)
    Application,
    /// Per hospital stay (每次住院)
    Hospitalisation,
    /// Per receipt (每张票据)
    Receipt,
    /// Per calendar year (每人每年)
    CalendarYear,
    /// Per calendar quarter (每季度)
    CalendarQuarter,
    /// Per calendar month (每月)
    CalendarMonth,
    /// Per school year from 1 September (每学年)
    ShiftedYear,
    /// In twelve months (近十二个月)
    RollingMonths,
}

/// Arguments of `new application`.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = APPLICATION_EXAMPLES)]
pub(crate) struct NewApplicationArguments {
    /// Identifier [default: example-1]
    #[arg(long, value_name = "ID", value_parser = LocalId::parse)]
    pub(crate) id: Option<LocalId>,
    /// Day of submission [default: 2026-03-02]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    /// ICD-10 code of the diagnosis [default: C91.000]
    #[arg(long, value_name = "CODE", value_parser = DiseaseCode::parse)]
    pub(crate) disease: Option<DiseaseCode>,
    /// Kind of receipt; may be repeated [default: inpatient-electronic]
    #[arg(long, value_name = "KIND", value_parser = ReceiptKind::parse)]
    pub(crate) receipt: Vec<ReceiptKind>,
    /// Supporting document in hand; may be repeated; see `tongbiao codes --list MaterialKind`
    #[arg(long, value_name = "KIND", value_parser = MaterialKind::parse)]
    pub(crate) paper: Vec<MaterialKind>,
    /// Programme whose required supporting documents are added
    #[arg(long, value_name = "FILE")]
    pub(crate) programme: Option<PathBuf>,
    /// The output.
    #[command(flatten)]
    pub(crate) output: NewOutput,
}

const APPLICATION_EXAMPLES: &str = "\
Examples:
  tongbiao new application              questions on a terminal
  tongbiao new application --programme leukaemia.json --out application.json
  tongbiao new application --disease Q21.000 --receipt inpatient-printed

The child, the family and all numbers are invented: replace them.

中文：患儿、家庭和全部号码均为虚构，请替换。--programme 按项目所需材料列出材料。";

/// Arguments of `new receipt`.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = RECEIPT_EXAMPLES)]
pub(crate) struct NewReceiptArguments {
    /// Kind of receipt [default: inpatient-electronic]
    #[arg(long, value_name = "KIND", value_parser = ReceiptKind::parse)]
    pub(crate) kind: Option<ReceiptKind>,
    /// Day of the visit or of the admission [default: 2026-02-02]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    /// Total amount [default: 12000.00]
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    pub(crate) total: Option<Money>,
    /// Include a fee list (费用清单)
    #[arg(long)]
    pub(crate) lines: bool,
    /// Include the settlement sheet (医保结算单)
    #[arg(long)]
    pub(crate) settlement: bool,
    /// The output.
    #[command(flatten)]
    pub(crate) output: NewOutput,
}

const RECEIPT_EXAMPLES: &str = "\
Examples:
  tongbiao new receipt                  questions on a terminal
  tongbiao new receipt --kind split-sheet --out part.json
  tongbiao new receipt --lines --settlement --total 47000.00

The hospital, the child and all numbers are invented: replace them.

中文：医院、患儿和全部号码均为虚构，请替换。--lines 附费用清单，
--settlement 附医保结算单。";

impl NewProgrammeArguments {
    /// Whether no part of the programme is stated.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { item, amount, rate, deductible, cap, period, once, disease, age_below, hardship, .. } = self;
        let Self { region, designated, paper, other_aid, after, payee, disability, submit_within, fund, .. } = self;
        let Self { band, measure, per, .. } = self;
        let lists = [
            item.len(),
            amount.len(),
            disease.len(),
            region.len(),
            paper.len(),
            after.len(),
            disability.len(),
            band.len(),
        ];
        let others = [
            rate.is_some(),
            deductible.is_some(),
            cap.is_some(),
            period.is_some(),
            age_below.is_some(),
            other_aid.is_some(),
            payee.is_some(),
            submit_within.is_some(),
            measure.is_some(),
            per.is_some(),
        ];
        lists.into_iter().all(|length| length == 0)
            && !others.contains(&true)
            && ![*once, *hardship, *designated, *fund].contains(&true)
    }

    /// The same with the parts of a usual programme.
    pub(crate) fn usual(&self) -> Self {
        let disease = Illness::parse("leukaemia").ok();
        Self {
            item: vec![ItemKind::Fixed],
            disease: disease.into_iter().collect(),
            age_below: Some(18),
            paper: [
                MaterialKind::ApplicationForm,
                MaterialKind::IdentityCard,
                MaterialKind::Diagnosis,
                MaterialKind::BankCard,
            ]
            .map(|kind| Alternatives(vec![kind]))
            .to_vec(),
            ..self.clone()
        }
    }
}

impl NewApplicationArguments {
    /// Whether no part of the application is stated.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { id, date, disease, receipt, paper, programme, output: _ } = self;
        let others = [id.is_some(), date.is_some(), disease.is_some(), programme.is_some()];
        receipt.is_empty() && paper.is_empty() && !others.contains(&true)
    }
}

impl NewReceiptArguments {
    /// Whether no part of the receipt is stated.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { kind, date, total, lines, settlement, output: _ } = self;
        kind.is_none() && date.is_none() && total.is_none() && !lines && !settlement
    }
}
