//! `adjudicate-jointly`: the outcome of a joint relief plan on an application, with the adjudication of each member.

use crate::{
    adjudicate::{AdjudicateOptions, DetailLevel},
    circumstances::{CircumstanceOptions, Ledger},
    documents,
    failure::{Failure, FailureCode, listed},
    input::DocumentText,
    reply::{Whole, replies},
    request::Request,
    seals::{KeyText, Seals},
    text::said,
    verify::{Inputs, Required, VerifyReply},
};
use tongbiao::{
    adjudication::Adjudication,
    document::Document,
    evaluate::{JointCircumstances, JointOutcome, UnsoundPlan, adjudicate_jointly as adjudicated},
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    wire::{List, record},
};

record! {
    /// 联合核定请求 · Request to adjudicate an application under a joint relief plan.
    pub struct JointRequest {
        required {
            /// 申请 · Application.
            personal application: DocumentText,
            /// 联合救助方案 · Joint relief plan.
            public plan: DocumentText,
            /// 项目 · Programmes.
            ///
            /// 须含各成员的项目；其他项目不用。
            /// Must contain the programmes of the members. Others are not used.
            public programmes: List<DocumentText, 0, 10000>,
        }
        optional {
            /// 核定情况 · Circumstances.
            ///
            /// 剩余名额和资金余额用于每一成员。
            /// The remaining places and the fund balance are used for each member.
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
    /// 联合核定答复 · Joint adjudication with the adjudications of the members.
    pub struct JointReply {
        required {
            /// 联合核定结果 · Joint adjudication.
            personal joint: Whole<JointAdjudication>,
            /// 各成员的核定结果 · Adjudications of the members, in the order of the plan.
            personal members: List<Whole<Adjudication>, 0, 400>,
        }
        optional {}
    }
}

record! {
    /// 联合核定结果的核对请求 · Request to verify the outcome of a joint relief plan.
    pub struct JointVerifyRequest from NewJointVerifyRequest {
        required {
            /// 联合核定结果 · Joint adjudication.
            personal joint: DocumentText,
            /// 各成员的核定结果 · Adjudications of the members, in the order of the plan.
            personal members: List<DocumentText, 0, 400>,
            /// 联合救助方案 · Joint relief plan.
            public plan: DocumentText,
            /// 申请 · Application.
            personal application: DocumentText,
            /// 项目 · Programmes of the members.
            public programmes: List<DocumentText, 0, 10000>,
        }
        optional {
            /// 以往核定结果 · Earlier outcomes to which the members refer by digest.
            personal earlier: List<DocumentText, 0, 10000>,
            /// 机构间的密钥 · Key of the alliance.
            ///
            /// `tongbiao index key` 所写文件的全文。填写的，摘要已加密的核定结果先解密。
            /// The text of the file that `tongbiao index key` makes. If given, outcomes with sealed digests are opened.
            personal key: KeyText,
        }
    }
}

replies!(JointReply);

/// The circumstances of a plan: the same places and the same balance for each programme.
pub fn joint_circumstances<'l>(ledger: &'l Ledger, programmes: &[&Programme]) -> JointCircumstances<'l> {
    let mut circumstances = JointCircumstances::on(ledger.as_of);
    circumstances.earlier = ledger.earlier.as_deref();
    for programme in programmes {
        circumstances.quotas.extend(ledger.quota_left.map(|quota| (programme.id.clone(), quota)));
        circumstances.funds.extend(ledger.fund_balance.map(|fund| (programme.id.clone(), fund)));
    }
    circumstances
}

/// The outcome of a plan.
///
/// # Errors
/// The plan or a programme of a member has errors, or a programme is not given.
pub fn joint_outcome(
    plan: &ReliefPlan,
    programmes: &[&Programme],
    application: &Application,
    ledger: &Ledger,
    detail: DetailLevel,
) -> Result<JointOutcome, UnsoundPlan> {
    adjudicated(plan, programmes, application, &joint_circumstances(ledger, programmes), detail.into())
}

/// Adjudicates an application under a joint relief plan.
///
/// # Errors
/// A document cannot be read, the plan or one of its programmes has errors, or the date of the decision is missing.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{JointRequest, adjudicate_jointly};
///
/// let application = include_str!("../../cases/a-heart-surgery/application.json");
/// let plan = include_str!("../../cases/plans/heart-hospital-and-charities.json");
/// let failure = adjudicate_jointly(&JointRequest::new(application.into(), plan.into(), List::default())).unwrap_err();
/// assert!(failure.to_json().contains("plan.programme-unknown"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn adjudicate_jointly(request: &JointRequest) -> Result<JointReply, Failure> {
    let default = AdjudicateOptions::new();
    let options = request.options.as_ref().unwrap_or(&default);
    let application = documents::application(&request.application, "/application", options.lenient.unwrap_or(false))?;
    let seals = Seals::read(request.key.as_ref())?;
    let ledger = Ledger::read(request.circumstances.as_ref(), &application, &seals)?;
    let plan: ReliefPlan = documents::document(&request.plan, "/plan")?;
    let programmes = documents::programmes(&request.programmes, "/programmes")?;
    let all: Vec<&Programme> = programmes.iter().collect();
    let detail = options.detail.unwrap_or(DetailLevel::Full);
    let outcome = joint_outcome(&plan, &all, &application, &ledger, detail).map_err(|error| refused(&error))?;
    reply(seals.seal_joint(outcome)?)
}

/// The outcome as a reply.
///
/// # Errors
/// None for an outcome of this crate.
pub fn reply(outcome: JointOutcome) -> Result<JointReply, Failure> {
    let members = outcome.members.into_iter().map(|member| Whole::from(Document::new(member)));
    Ok(JointReply::new(Document::new(outcome.joint).into(), listed(members)?))
}

/// The error for a plan that cannot be applied.
pub fn refused(error: &UnsoundPlan) -> Failure {
    let codes = error.findings.iter().map(|finding| format!("{} {}", finding.rule.code, finding.pointer));
    let programmes = error.programmes.iter().map(|id| format!("programme {id}"));
    let what = codes.chain(programmes).collect::<Vec<_>>().join("; ");
    let message = said(format!("方案不能适用：{what}"), format!("the plan cannot be applied: {what}"));
    Failure::because(FailureCode::PlanErrors, message).at("/plan")
}

/// Recomputes the outcome of a joint relief plan from its documents, and compares.
///
/// # Errors
/// A document cannot be read.
pub fn verify_jointly(request: &JointVerifyRequest) -> Result<VerifyReply, Failure> {
    let seals = Seals::read(request.key.as_ref())?;
    let members = documents::outcomes(&request.members, "/members", &seals)?;
    let outcome = JointOutcome::new(documents::outcome(&request.joint, "/joint", &seals)?, members);
    let inputs = Inputs {
        applications: vec![documents::document(&request.application, "/application")?],
        programmes: documents::programmes(&request.programmes, "/programmes")?,
        earlier: documents::outcomes(request.earlier.as_deref().unwrap_or_default(), "/earlier", &seals)?,
        required: Required::default(),
    };
    inputs.verify_joint(&outcome, &documents::document(&request.plan, "/plan")?)
}

impl Request for JointVerifyRequest {
    type Reply = VerifyReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        verify_jointly(self)
    }
}

impl Request for JointRequest {
    type Reply = JointReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        adjudicate_jointly(self)
    }
}
