//! `explain`: a programme or an outcome in plain Chinese and English.

use crate::{
    documents::{self, outcome_limits},
    failure::{Failure, FailureCode, listed},
    input::DocumentText,
    reply::replies,
    request::Request,
    text::{AnyText, Said},
};
use tongbiao::{
    adjudication::Adjudication,
    explain::{
        self, Audience, Documents, explain_adjudication_with, explain_joint, explain_programme, is_application_of,
        is_programme_of,
    },
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    wire::{Integer, Json, List, code_list, parse_json, record},
};

code_list! {
    /// 读者 · Reader of the explanation.
    pub enum Reader from "tongbiao 童标" {
        /// 家庭 · The family: a short letter.
        Family = "family",
        /// 个案工作人员 · The case worker: every requirement, and a table of receipts and lines.
        Worker = "worker",
        /// 个案工作人员，附计算步骤 · The case worker, with every step of the computation and its clause.
        WorkerWithSteps = "worker-with-steps",
    }
}

code_list! {
    /// 语言 · Language.
    pub enum TextLanguage from "BCP 47" {
        /// 中文 · Chinese.
        Zh = "zh",
        /// 英文 · English.
        En = "en",
    }
}

impl From<Reader> for Audience {
    fn from(reader: Reader) -> Self {
        match reader {
            Reader::Family => Self::Family,
            Reader::Worker => Self::Worker,
            Reader::WorkerWithSteps => Self::WorkerWithSteps,
        }
    }
}

record! {
    /// 说明选项 · Options of an explanation.
    pub struct ExplainOptions {
        required {}
        optional {
            /// 读者 · Reader of the explanation.
            ///
            /// 仅用于核定结果；不填的，为 family。
            /// For outcomes only. If omitted, `family`.
            public reader: Reader,
            /// 语言 · Language of the whole text.
            ///
            /// 不填的，只返回各行。
            /// If omitted, the reply has the lines only.
            public language: TextLanguage,
        }
    }
}

record! {
    /// 说明请求 · Request to explain a document.
    pub struct ExplainRequest {
        required {
            /// 项目或核定结果 · Programme, outcome or joint adjudication.
            personal document: DocumentText,
        }
        optional {
            /// 核定所用的项目 · Programme of the outcome.
            ///
            /// 填写的，说明引用其名称和条款。
            /// If given, the explanation uses its names and clauses.
            public programme: DocumentText,
            /// 核定所用的申请 · Application of the outcome.
            ///
            /// 填写的，说明按医院所写列出诊断和手术的名称，并列明只有医保结算单写明的支付方；仅用于单个项目的核定结果。
            /// If given, the explanation names diagnoses and operations as the hospital wrote them, and the payers that only a settlement
            /// sheet names. For outcomes of one programme only.
            personal application: DocumentText,
            /// 联合救助方案 · Joint relief plan of a joint adjudication.
            ///
            /// 填写的，说明使用其名称。
            /// If given, the explanation uses its titles.
            public plan: DocumentText,
            /// 选项 · Options.
            public options: ExplainOptions,
        }
    }
}

record! {
    /// 说明的一行 · Line of an explanation.
    pub struct AccountLine {
        required {
            /// 缩进 · Level of indentation, from 0.
            public depth: Integer<0, 100>,
            /// 是否标题 · Whether it is a heading.
            public heading: bool,
            /// 文字 · Text.
            personal text: Said,
        }
        optional {}
    }
}

record! {
    /// 说明 · Explanation.
    ///
    /// 根据文件中的代码和金额生成，不含个人姓名。
    /// Generated from the codes and amounts of the document. Contains no names of people.
    pub struct Account {
        required {
            /// 各行 · Lines.
            personal lines: List<AccountLine, 0, 1000000>,
        }
        optional {
            /// 全文 · Whole text in the requested language.
            ///
            /// 未指定语言的，不填。
            /// Omitted if no language was requested.
            personal text: AnyText,
        }
    }
}

replies!(Account);

/// An account as a reply.
///
/// # Errors
/// The account has too many lines for a reply.
pub fn account(account: &explain::Account, language: Option<TextLanguage>) -> Result<Account, Failure> {
    let lines = account.lines().iter().map(|line| {
        let depth = Integer::clamped(i64::try_from(line.depth).unwrap_or(i64::MAX));
        AccountLine::new(depth, line.is_heading, Said::from(line.text.clone()))
    });
    let mut reply = Account::new(listed(lines)?);
    reply.text = language.map(|language| match language {
        TextLanguage::Zh => account.zh().into(),
        TextLanguage::En => account.en().into(),
    });
    Ok(reply)
}

/// Explains a programme or an outcome.
///
/// # Errors
/// A document cannot be read, or the programme or the application is not the document from which the outcome was computed.
///
/// # Example
/// ```standalone_crate
/// use tongbiao_json::{ExplainRequest, explain};
///
/// let programme = include_str!("../../cases/programmes/little-angel-leukaemia.json");
/// let account = explain(&ExplainRequest::new(programme.into()))?;
/// assert!(account.lines[0].heading && account.lines[0].text.zh.as_str().contains("小天使基金"));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn explain(request: &ExplainRequest) -> Result<Account, Failure> {
    let options = request.options.clone().unwrap_or_default();
    let given = request.programme.as_ref();
    let kind = kind(&request.document);
    let is_outcome = !matches!(kind.as_deref(), Some("programme" | "joint-adjudication"));
    // Programme and application belong to the outcome of one programme.
    let others = [(given.is_some(), "/programme"), (request.application.is_some(), "/application")];
    if let Some((_, place)) = others.iter().find(|(is_given, _)| *is_given && !is_outcome) {
        return Err(Failure::of(FailureCode::OptionsConflict).at(*place));
    }
    let explained = if kind.as_deref() == Some("programme") {
        explain_programme(&documents::document::<Programme>(&request.document, "/document")?)
    } else if kind.as_deref() == Some("joint-adjudication") {
        let plan = request.plan.as_ref().map(|text| documents::document::<ReliefPlan>(text, "/plan")).transpose()?;
        explain_joint(&documents::document::<JointAdjudication>(&request.document, "/document")?, plan.as_ref(), &[])
    } else {
        let outcome: Adjudication = documents::document(&request.document, "/document")?;
        let programme = given.map(|text| documents::document::<Programme>(text, "/programme")).transpose()?;
        if programme.as_ref().is_some_and(|programme| !is_programme_of(programme, &outcome)) {
            return Err(Failure::of(FailureCode::ProgrammeOther).at("/programme"));
        }
        let application = request.application.as_ref();
        let application =
            application.map(|text| documents::document::<Application>(text, "/application")).transpose()?;
        if application.as_ref().is_some_and(|application| !is_application_of(application, &outcome)) {
            return Err(Failure::of(FailureCode::ApplicationOther).at("/application"));
        }
        let documents = Documents { programme: programme.as_ref(), application: application.as_ref() };
        explain_adjudication_with(&outcome, documents, options.reader.unwrap_or(Reader::Family).into())
    };
    account(&explained, options.language)
}

/// The kind that a document states.
fn kind(text: &DocumentText) -> Option<String> {
    let limits = outcome_limits();
    let text = std::str::from_utf8(text.bytes()).ok()?;
    let json = parse_json(text, limits.depth_max, limits.values_max).ok()?;
    json.get("kind").and_then(Json::as_str).map(str::to_owned)
}

impl Request for ExplainRequest {
    type Reply = Account;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        explain(self)
    }
}
