//! Questions on the terminal: each with a default, each answer validated like the option.

use crate::{
    arguments::{
        Alternatives, CapPeriod, ItemKind, NewApplicationArguments, NewProgrammeArguments, NewReceiptArguments, date,
        money,
    },
    exit::Stop,
    illness::Illness,
    language::{Language, Said},
};
use clap::ValueEnum;
use std::io::{BufRead, Write};
use tongbiao::{
    code::{MaterialKind, PayeeClass, ReceiptKind},
    value::{DiseaseCode, DivisionCode, LocalId, Rate, Text},
};

/// Asks questions on a terminal.
pub(crate) struct Asker<R, W> {
    input: R,
    output: W,
    language: Language,
}

/// A question or a hint: Chinese, English.
type Words<'a> = (&'a str, &'a str);

impl<R: BufRead, W: Write> Asker<R, W> {
    pub(crate) const fn new(input: R, output: W, language: Language) -> Self {
        Self { input, output, language }
    }

    /// Asks until the answer is valid. An empty answer is the default.
    fn ask<T>(
        &mut self,
        question: Words<'_>,
        default: &str,
        read: impl Fn(&str) -> Option<T>,
        hint: Words<'_>,
    ) -> Result<T, Stop> {
        loop {
            let question = Said::new(question.0, question.1).line(self.language);
            write!(self.output, "{question} [{default}]: ")?;
            self.output.flush()?;
            let mut answer = String::new();
            if self.input.read_line(&mut answer)? == 0 {
                return Err(Stop::Usage(Said::new(
                    "回答未完即结束；不询问的，请用 --no-ask",
                    "the input ended before the last answer; use --no-ask to write without questions",
                )));
            }
            let answer = answer.trim();
            if let Some(value) = read(if answer.is_empty() { default } else { answer }) {
                return Ok(value);
            }
            writeln!(self.output, "  {}", Said::new(hint.0, hint.1).line(self.language))?;
        }
    }

    /// Requests a list of values between blanks or commas. `-` is the empty list.
    fn list<T>(
        &mut self,
        question: Words<'_>,
        default: &str,
        read: impl Fn(&str) -> Option<T>,
        hint: Words<'_>,
    ) -> Result<Vec<T>, Stop> {
        self.ask(question, default, |answer| values(answer, &read), hint)
    }

    fn yes(&mut self, question: Words<'_>, default: bool) -> Result<bool, Stop> {
        let read = |answer: &str| match answer.to_lowercase().as_str() {
            "y" | "yes" | "是" => Some(true),
            "n" | "no" | "否" => Some(false),
            _ => None,
        };
        self.ask(question, if default { "y" } else { "n" }, read, ("请回答 y（是）或 n（否）", "answer y or n"))
    }

    /// Requests codes of a list, by number or by code.
    fn codes<T: Copy>(
        &mut self,
        question: Words<'_>,
        default: &str,
        all: &[(T, String, String)],
    ) -> Result<Vec<T>, Stop> {
        for (number, (_, code, label)) in (1..).zip(all) {
            writeln!(self.output, "  {number:>2}  {code}  {label}")?;
        }
        let read = |answer: &str| {
            let by_number = answer.parse::<usize>().ok().and_then(|number| all.get(number.checked_sub(1)?));
            by_number.or_else(|| all.iter().find(|(_, code, _)| code == answer)).map(|(value, _, _)| *value)
        };
        self.list(
            question,
            default,
            read,
            ("请填写编号或代码，用空格分隔；“-”表示无", "enter numbers or codes, separated by blanks; `-` for none"),
        )
    }
}

/// The values of a list; `None` if one is invalid.
fn values<T>(answer: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let parts = answer.split([' ', ',', '，', '、']).filter(|part| !part.is_empty() && *part != "-");
    parts.map(read).collect()
}

/// The values of an option as codes with a help text. The help of an option is English, with the Chinese term in brackets.
fn options<T: ValueEnum + Copy>(language: Language) -> Vec<(T, String, String)> {
    let all = T::value_variants().iter().filter_map(|value| {
        let possible = value.to_possible_value()?;
        let help = possible.get_help().map(ToString::to_string).unwrap_or_default();
        let (en, zh) = help.strip_suffix(')').and_then(|help| help.rsplit_once(" (")).unwrap_or((&help, &help));
        Some((*value, possible.get_name().to_owned(), Said::new(zh, en).line(language)))
    });
    all.collect()
}

/// The kinds of supporting documents as codes with labels.
fn materials(language: Language) -> Vec<(MaterialKind, String, String)> {
    MaterialKind::ALL.iter().map(|kind| (*kind, kind.as_str().to_owned(), language.label(kind.label()))).collect()
}

fn receipts(language: Language) -> Vec<(ReceiptKind, String, String)> {
    ReceiptKind::ALL.iter().map(|kind| (*kind, kind.as_str().to_owned(), language.label(kind.label()))).collect()
}

const TEXT_HINT: Words<'_> = ("请填写 1 至 200 个字符", "enter 1 to 200 characters");
const ID_HINT: Words<'_> = ("请用字母、数字、点和短横", "use letters, digits, dots and hyphens");
const DATE_HINT: Words<'_> = ("日期格式应为 YYYY-MM-DD", "the format of a date is YYYY-MM-DD");
const AMOUNT_HINT: Words<'_> = ("金额须有两位小数，如 30000.00", "an amount has two decimals, such as 30000.00");

fn text(answer: &str) -> Option<String> {
    Text::<1, 200>::parse(answer).ok().map(|text| text.as_str().to_owned())
}

/// Requests the parts of a programme.
pub(crate) fn programme(
    given: &mut NewProgrammeArguments,
    asker: &mut Asker<impl BufRead, impl Write>,
) -> Result<(), Stop> {
    given.title = Some(asker.ask(
        ("项目名称（中文）", "Name of the programme in Chinese"),
        "示例救助项目（虚构）",
        text,
        TEXT_HINT,
    )?);
    given.title_en =
        Some(asker.ask(("项目名称（英文）", "Name in English"), "Example programme (invented)", text, TEXT_HINT)?);
    given.id = Some(asker.ask(
        ("项目标识", "Identifier"),
        "org.example.programme",
        |answer| LocalId::parse(answer).ok(),
        ID_HINT,
    )?);
    given.from =
        Some(asker.ask(("生效日期", "First day in force"), "2026-01-01", |answer| date(answer).ok(), DATE_HINT)?);
    given.disease = asker.list(
        (
            "病种：名称（如 白血病）或 ICD-10 代码前缀，“-”表示不限",
            "Diseases: names or prefixes of ICD-10 codes, `-` for any",
        ),
        "白血病",
        |answer| Illness::parse(answer).ok(),
        (
            "如 白血病、C91 或 Q21.0；名称见 docs/programmes/recipes.md",
            "for example leukaemia, C91 or Q21.0; names are in docs/programmes/recipes.md",
        ),
    )?;
    given.age_below = asker.ask(
        ("未满几周岁，“-”表示不限", "Under this age in years, `-` for any"),
        "18",
        |answer| {
            if answer == "-" {
                Some(None)
            } else {
                answer.parse().ok().filter(|years| (1..=100).contains(years)).map(Some)
            }
        },
        ("请填写 1 至 100 的整数", "enter a whole number from 1 to 100"),
    )?;
    given.hardship = asker.yes(("须家庭经济困难（y/n）", "Economic hardship required (y/n)"), false)?;
    given.region = asker.list(
        ("户籍地区划代码，“-”表示不限", "Division codes of the registered residence, `-` for any"),
        "-",
        |answer| DivisionCode::parse(answer).ok(),
        ("六位代码，如 410000", "six digits, such as 410000"),
    )?;
    given.item = asker.codes(
        ("给付方式，可多项", "Benefit items, one or more"),
        "fixed",
        &options::<ItemKind>(asker.language),
    )?;
    given.amount = asker.list(
        ("定额，按情形的依次填写，“-”为默认", "Amounts of fixed items and tiers, `-` for the defaults"),
        "-",
        |answer| money(answer).ok(),
        AMOUNT_HINT,
    )?;
    if given.item.iter().any(|kind| matches!(kind, ItemKind::Rate | ItemKind::Bands | ItemKind::Gap)) {
        given.rate = Some(asker.ask(
            ("比例", "Rate"),
            "0.5",
            |answer| Rate::parse(answer).ok(),
            ("如 0.5 表示 50%", "for example 0.5 for 50%"),
        )?);
        given.deductible =
            asker.ask(("起付线，“-”表示无", "Deductible, `-` for none"), "-", optional_amount, AMOUNT_HINT)?;
    }
    given.cap = asker.ask(("封顶线，“-”表示无", "Cap, `-` for none"), "-", optional_amount, AMOUNT_HINT)?;
    if given.cap.is_some() {
        given.period = asker
            .codes(("封顶线的期间", "Period of the cap"), "lifetime", &options::<CapPeriod>(asker.language))?
            .first()
            .copied();
    }
    given.once = asker.yes(("限一次（y/n）", "One award per child (y/n)"), false)?;
    given.designated = asker.yes(("限定点医院（y/n）", "Designated hospitals only (y/n)"), false)?;
    let language = asker.language;
    let payees: Vec<_> = PayeeClass::ALL
        .iter()
        .map(|payee| (*payee, payee.as_str().to_owned(), language.label(payee.label())))
        .collect();
    given.payee = asker.codes(("收款方", "Payee"), "guardian", &payees)?.first().copied();
    given.fund = asker.yes(("资金用完为止（y/n）", "Until the fund is used up (y/n)"), false)?;
    let usual = "application-form identity-card diagnosis bank-card";
    let papers = asker.codes(("所需材料", "Required supporting documents"), usual, &materials(language))?;
    given.paper = papers.into_iter().map(|kind| Alternatives(vec![kind])).collect();
    Ok(())
}

fn optional_amount(answer: &str) -> Option<Option<tongbiao::value::Money>> {
    if answer == "-" { Some(None) } else { money(answer).ok().map(Some) }
}

/// Requests the parts of an application.
pub(crate) fn application(
    given: &mut NewApplicationArguments,
    asker: &mut Asker<impl BufRead, impl Write>,
) -> Result<(), Stop> {
    given.id = Some(asker.ask(
        ("申请编号，不得含个人信息", "Identifier without personal data"),
        "example-1",
        |answer| LocalId::parse(answer).ok(),
        ID_HINT,
    )?);
    given.date =
        Some(asker.ask(("提交日期", "Day of submission"), "2026-03-02", |answer| date(answer).ok(), DATE_HINT)?);
    let disease = asker.ask(
        ("诊断的 ICD-10 代码", "ICD-10 code of the diagnosis"),
        "C91.000",
        |answer| DiseaseCode::parse(answer).ok(),
        ("如 C91.000", "for example C91.000"),
    )?;
    given.disease = (disease.as_str() != "C91.000").then_some(disease);
    let language = asker.language;
    given.receipt = asker.codes(
        ("手中的票据，每张一项", "Receipts in hand, one entry each"),
        "inpatient-electronic",
        &receipts(language),
    )?;
    given.paper = asker.codes(
        ("手中的材料", "Supporting documents in hand"),
        "application-form identity-card diagnosis hardship-certificate bank-card",
        &materials(language),
    )?;
    Ok(())
}

/// Requests the parts of a receipt.
pub(crate) fn receipt(
    given: &mut NewReceiptArguments,
    asker: &mut Asker<impl BufRead, impl Write>,
) -> Result<(), Stop> {
    let language = asker.language;
    given.kind =
        asker.codes(("票据种类", "Kind of receipt"), "inpatient-electronic", &receipts(language))?.first().copied();
    given.date = Some(asker.ask(
        ("就诊或入院日期", "Day of the visit or of the admission"),
        "2026-02-02",
        |answer| date(answer).ok(),
        DATE_HINT,
    )?);
    given.total = Some(asker.ask(("总金额", "Total amount"), "12000.00", |answer| money(answer).ok(), AMOUNT_HINT)?);
    given.lines = asker.yes(("有费用清单（y/n）", "Fee list in hand (y/n)"), false)?;
    given.settlement = asker.yes(("有医保结算单（y/n）", "Settlement sheet in hand (y/n)"), false)?;
    Ok(())
}
