//! `match`: for one application and each programme the eligibility, the amount, or the missing information.

use crate::{
    circumstances::CircumstanceOptions,
    failure::{Failure, listed},
    input::DocumentText,
    question::{Asked, Question},
    request::Request,
    seals::KeyText,
};
use tongbiao::{
    adjudication::{
        Adjudication, ApplicationError, ItemOutcome, MissingFact, PaperJudgement, Reason, RequirementJudgement,
    },
    code::{AdjudicationDecision, Truth},
    evaluate::Detail,
    programme::Programme,
    value::{LocalId, Money, Pointer, Text},
    wire::{Integer, List, record},
};

record! {
    /// 匹配选项 · Options of a match.
    pub struct MatchOptions {
        required {}
        optional {
            /// 有错误时仍然匹配 · Whether to match in spite of errors.
            ///
            /// 申请有错误的，仍然匹配；项目有错误的，略过。结果不可靠，须另行校验文件。
            /// An application with errors is matched, and programmes with errors are skipped. The results are not reliable: check the
            /// documents too.
            public lenient: bool,
        }
    }
}

record! {
    /// 匹配请求 · Request to match an application with programmes.
    ///
    /// 同一项目有多个版本的，只用适用的版本。
    /// Of several revisions of one programme, only the one that applies is used.
    pub struct MatchRequest {
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
            public options: MatchOptions,
            /// 机构间的密钥 · Key of the alliance.
            ///
            /// `tongbiao index key` 所写文件的全文。填写的，摘要已加密的以往核定结果先解密。
            /// The text of the file that `tongbiao index key` makes. If given, earlier outcomes with sealed digests are opened.
            personal key: KeyText,
        }
    }
}

record! {
    /// 匹配结果 · Result for one programme.
    ///
    /// 申请中未填写的，视为未知。各项目分别计算，金额不得相加。
    /// Members that the application omits are unknown. Programmes are computed separately: their amounts must not be added up.
    pub struct MatchAnswer from NewMatchAnswer {
        required {
            /// 项目标识 · Identifier of the programme.
            public programme: LocalId,
            /// 项目版本 · Revision of the programme.
            public revision: Integer<1, 100000>,
            /// 项目名称 · Title of the programme.
            public title: Text<1, 200>,
            /// 是否符合申请条件 · Whether the child is eligible.
            personal eligible: Truth,
            /// 核定结论 · Decision.
            personal decision: AdjudicationDecision,
            /// 各项要求 · Judgements of the requirements.
            personal requirements: List<RequirementJudgement, 0, 50>,
            /// 缺失的事实 · Missing facts.
            personal missing: List<MissingFact, 0, 2000>,
            /// 申请材料 · Judgements of the required documents.
            personal papers: List<PaperJudgement, 0, 50>,
            /// 原因 · Reasons, including those of items that pay nothing.
            personal reasons: List<Reason, 0, 220>,
            /// 各给付项 · Outcomes of the benefit items.
            financial items: List<ItemOutcome, 0, 20>,
            /// 实物和服务 · Identifiers of the goods and services awarded.
            health services: List<LocalId, 0, 20000>,
        }
        optional {
            /// 英文名称 · Title in English.
            public title_en: Text<1, 200>,
            /// 金额 · Amount.
            ///
            /// 待定的，不填。
            /// Omitted if it is undetermined.
            financial amount: Money,
            /// 申请中的错误 · Errors in the application.
            ///
            /// 更正之前，结果不可靠。没有错误的，不填。
            /// The result is not reliable until they are corrected. Omitted if there are none.
            personal findings: List<ApplicationError, 0, 2000>,
        }
    }
}

/// The result for one programme, from its outcome.
///
/// # Errors
/// The outcome has too many entries for a reply.
pub fn answer(programme: &Programme, outcome: &Adjudication) -> Result<MatchAnswer, Failure> {
    // The values in the application appear in explanations only.
    let requirements = outcome.requirements.iter().flat_map(|all| all.iter());
    let requirements = requirements.map(|one| RequirementJudgement::new(one.requirement.clone(), one.judgement));
    let services = outcome.services.iter().flat_map(|all| all.iter()).map(|one| one.service.clone());
    let mut answer = MatchAnswer::new(NewMatchAnswer {
        programme: programme.id.clone(),
        revision: programme.revision,
        title: programme.title.clone(),
        eligible: outcome.eligible,
        decision: outcome.decision,
        requirements: listed(requirements)?,
        missing: outcome.missing.clone().unwrap_or_default(),
        papers: outcome.papers.clone().unwrap_or_default(),
        reasons: listed(reasons(outcome))?,
        items: outcome.items.clone().unwrap_or_default(),
        services: listed(services)?,
    });
    answer.title_en = programme.title_en.clone();
    answer.amount = outcome.amount;
    answer.findings = outcome.findings.clone();
    Ok(answer)
}

/// The reasons of the outcome, and of every item that pays nothing.
fn reasons(outcome: &Adjudication) -> Vec<Reason> {
    let items = outcome.items.iter().flat_map(|all| all.iter()).enumerate();
    let of_items = items.filter_map(|(place, item)| {
        let mut reason = Reason::new(item.reason?);
        reason.at = Pointer::parse(&format!("/items/{place}")).ok();
        Some(reason)
    });
    outcome.reasons.iter().flat_map(|all| all.iter().cloned()).chain(of_items).collect()
}

/// Matches an application with programmes: one result for each, in the given order.
///
/// # Errors
/// A document cannot be read or has errors, two different documents are the same revision, or the date of the decision is missing.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{MatchRequest, matches};
///
/// let application = include_str!("../../cases/a-heart-surgery/application.json");
/// let heart = include_str!("../../cases/programmes/angel-sunshine-heart.json");
/// let programmes = List::new(vec![heart.into()])?;
/// let answers = matches(&MatchRequest::new(application.into(), programmes))?;
/// assert_eq!(answers[0].eligible.as_str(), "yes");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn matches(request: &MatchRequest) -> Result<Vec<MatchAnswer>, Failure> {
    let MatchRequest { application, programmes, circumstances, options, key } = request;
    let is_lenient = options.as_ref().and_then(|options| options.lenient).unwrap_or(false);
    let programmes =
        programmes.iter().enumerate().map(|(place, text)| (text, format!("/programmes/{place}"))).collect();
    let asked = Asked { application, programmes, circumstances: circumstances.as_ref(), is_lenient, key: key.as_ref() };
    let question = Question::read(asked)?;
    let outcomes = question.outcomes(Detail::Amounts, is_lenient)?;
    outcomes.iter().map(|(programme, outcome)| answer(programme, outcome)).collect()
}

impl Request for MatchRequest {
    type Reply = Vec<MatchAnswer>;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        matches(self)
    }
}
