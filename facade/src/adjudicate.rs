//! `adjudicate` and `adjudicate-all`: the outcomes of programmes on an application, with every reason and step.

use crate::{
    circumstances::CircumstanceOptions,
    failure::Failure,
    input::DocumentText,
    question::{Asked, Question},
    reply::{Lines, Whole},
    request::Request,
    seals::KeyText,
};
use tongbiao::{
    adjudication::Adjudication,
    document::Document,
    evaluate::Detail,
    wire::{List, code_list, record},
};

code_list! {
    /// 核定结果的详细程度 · Level of detail of an outcome.
    ///
    /// 供以后核定使用的，或用于答复家庭的，至少为 reasons。
    /// An outcome that a later decision must take into account, or that is explained to the family, needs at least reasons.
    pub enum DetailLevel from "tongbiao 童标" {
        /// 结论、金额和付款 · Decision, amount and payments.
        None = "none",
        /// 另列票据每一分钱的处理 · In addition, the treatment of every fen of every receipt.
        Reasons = "reasons",
        /// 另列每一步计算 · In addition, every step of the computation.
        Full = "full",
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

record! {
    /// 核定选项 · Options of an adjudication.
    pub struct AdjudicateOptions {
        required {}
        optional {
            /// 详细程度 · Level of detail.
            ///
            /// 不填的，为 full。
            /// If omitted, `full`.
            public detail: DetailLevel,
            /// 有错误时仍然核定 · Whether to adjudicate in spite of errors.
            ///
            /// 申请有错误的，仍然核定；项目有错误的，略过。结果不可靠，须另行校验文件。
            /// An application with errors is adjudicated, and programmes with errors are skipped. The outcome is not reliable: check the
            /// documents too.
            public lenient: bool,
        }
    }
}

record! {
    /// 核定请求 · Request to adjudicate an application under a programme.
    pub struct AdjudicateRequest {
        required {
            /// 申请 · Application.
            personal application: DocumentText,
            /// 项目 · Programme.
            public programme: DocumentText,
        }
        optional {
            /// 核定情况 · Circumstances.
            personal circumstances: CircumstanceOptions,
            /// 选项 · Options.
            public options: AdjudicateOptions,
            /// 机构间的密钥 · Key of the alliance.
            ///
            /// `tongbiao index key` 所写文件的全文。填写的，摘要已加密的以往核定结果先解密，答复中核定结果的摘要加密。
            /// The text of the file that `tongbiao index key` makes. If given, earlier outcomes with sealed digests are opened, and the
            /// digests of outcomes in the reply are sealed.
            personal key: KeyText,
        }
    }
}

record! {
    /// 按多个项目核定的请求 · Request to adjudicate an application under several programmes.
    ///
    /// 同一项目有多个版本的，只用适用的版本。
    /// Of several revisions of one programme, only the one that applies is used.
    pub struct AdjudicateAllRequest {
        required {
            /// 申请 · Application.
            personal application: DocumentText,
            /// 项目 · Programmes.
            public programmes: List<DocumentText, 0, 10000>,
        }
        optional {
            /// 核定情况 · Circumstances.
            personal circumstances: CircumstanceOptions,
            /// 选项 · Options.
            public options: AdjudicateOptions,
            /// 机构间的密钥 · Key of the alliance.
            ///
            /// `tongbiao index key` 所写文件的全文。填写的，摘要已加密的以往核定结果先解密，答复中核定结果的摘要加密。
            /// The text of the file that `tongbiao index key` makes. If given, earlier outcomes with sealed digests are opened, and the
            /// digests of outcomes in the reply are sealed.
            personal key: KeyText,
        }
    }
}

/// Adjudicates an application under one programme.
///
/// # Errors
/// A document cannot be read or has errors, or the date of the decision is missing.
///
/// # Example
/// ```standalone_crate
/// use tongbiao_json::{AdjudicateRequest, adjudicate};
///
/// let application = include_str!("../../cases/a-heart-surgery/application.json");
/// let programme = include_str!("../../cases/programmes/angel-sunshine-heart.json");
/// let outcome = adjudicate(&AdjudicateRequest::new(application.into(), programme.into()))?.0.body;
/// assert_eq!(outcome.amount.map(|amount| amount.to_string()).as_deref(), Some("10000.00"));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn adjudicate(request: &AdjudicateRequest) -> Result<Whole<Adjudication>, Failure> {
    let AdjudicateRequest { application, programme, circumstances, options, key } = request;
    let programmes = vec![(programme, "/programme".to_owned())];
    let asked =
        Asked { application, programmes, circumstances: circumstances.as_ref(), is_lenient: false, key: key.as_ref() };
    let outcomes = outcomes(asked, options.as_ref())?;
    let refused = || crate::documents::unsound(programme, "/programme");
    outcomes.into_iter().next().ok_or_else(refused)
}

/// Adjudicates an application under each of several programmes, in the order in which they are given.
///
/// # Errors
/// A document cannot be read or has errors, two different documents are the same revision, or the date of the decision is missing.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{AdjudicateAllRequest, adjudicate_all};
///
/// let application = include_str!("../../cases/b-leukaemia-transplant/application.json");
/// let second = include_str!("../../examples/revisions/little-angel-leukaemia.2.json");
/// let third = include_str!("../../cases/programmes/little-angel-leukaemia.json");
/// let programmes = List::new(vec![second.into(), third.into()])?;
/// let outcomes = adjudicate_all(&AdjudicateAllRequest::new(application.into(), programmes))?.0;
/// // Of the two revisions of one programme, one applies.
/// assert_eq!(outcomes.iter().map(|outcome| outcome.0.body.revision.get()).collect::<Vec<_>>(), [3]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn adjudicate_all(request: &AdjudicateAllRequest) -> Result<Lines<Whole<Adjudication>>, Failure> {
    let AdjudicateAllRequest { application, programmes, circumstances, options, key } = request;
    let programmes =
        programmes.iter().enumerate().map(|(place, text)| (text, format!("/programmes/{place}"))).collect();
    let asked =
        Asked { application, programmes, circumstances: circumstances.as_ref(), is_lenient: false, key: key.as_ref() };
    outcomes(asked, options.as_ref()).map(Lines)
}

fn outcomes(mut asked: Asked<'_>, options: Option<&AdjudicateOptions>) -> Result<Vec<Whole<Adjudication>>, Failure> {
    let detail = options.and_then(|options| options.detail).unwrap_or(DetailLevel::Full);
    let is_lenient = options.and_then(|options| options.lenient).unwrap_or(false);
    asked.is_lenient = is_lenient;
    let question = Question::read(asked)?;
    let outcomes = question.outcomes(detail.into(), is_lenient)?.into_iter();
    outcomes.map(|(_, outcome)| Ok(Whole::from(Document::new(question.seals.seal(outcome)?)))).collect()
}

impl Request for AdjudicateRequest {
    type Reply = Whole<Adjudication>;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        adjudicate(self)
    }
}

impl Request for AdjudicateAllRequest {
    type Reply = Lines<Whole<Adjudication>>;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        adjudicate_all(self)
    }
}
