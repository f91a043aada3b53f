//! `verify`: recomputes an outcome from its documents and shows the first difference.

use crate::{
    circumstances::CircumstanceOptions,
    difference::notes,
    documents,
    failure::{Failure, listed},
    input::DocumentText,
    reply::replies,
    request::Request,
    seals::{KeyText, Seals},
    text::{AnyText, Said, said},
};
use std::fmt::Display;
use tongbiao::{
    adjudication::{Adjudication, EARLIER_MAX},
    code::ReasonCode,
    evaluate::JointOutcome,
    explain::masked,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    value::{Date, Fingerprint, LocalId, Money},
    verify::{self, Difference, OtherInput},
    wire::{Integer, List, code_list, record},
};

code_list! {
    /// 核对结论 · Result of a verification.
    pub enum Verification from "tongbiao 童标" {
        /// 核对无误 · The outcome equals the recomputed outcome.
        Same = "same",
        /// 与重新计算的结果不同 · The outcome differs from the recomputed outcome.
        Different = "different",
        /// 依据的文件不符 · The documents are not those from which the outcome was computed.
        OtherInputs = "other-inputs",
        /// 项目文件有错误 · The programme has errors.
        ProgrammeErrors = "programme-has-errors",
        /// 核定结果的摘要已加密 · The digests of the outcome are sealed.
        Sealed = "sealed",
    }
}

record! {
    /// 核对请求 · Request to verify an outcome.
    pub struct VerifyRequest {
        required {
            /// 核定结果 · Outcome.
            personal outcome: DocumentText,
            /// 申请 · Applications; must include that of the outcome.
            personal applications: List<DocumentText, 0, 10000>,
            /// 项目 · Programmes; must include that of the outcome.
            public programmes: List<DocumentText, 0, 10000>,
        }
        optional {
            /// 以往核定结果 · Earlier outcomes to which the outcome refers by digest.
            personal earlier: List<DocumentText, 0, 10000>,
            /// 核定情况 · Circumstances that the outcome must state.
            ///
            /// 填写的，与核定结果所载的比较；不填的成员，以核定结果所载为准。以往核定结果为空列表的，核定结果须载明没有以往核定。
            /// They are compared with those that the outcome states. For an omitted member the outcome alone decides. An empty list of
            /// earlier adjudications requires an outcome that states that no earlier adjudication exists.
            personal circumstances: CircumstanceOptions,
            /// 机构间的密钥 · Key of the alliance.
            ///
            /// `tongbiao index key` 所写文件的全文。填写的，摘要已加密的核定结果先解密。
            /// The text of the file that `tongbiao index key` makes. If given, outcomes with sealed digests are opened.
            personal key: KeyText,
        }
    }
}

record! {
    /// 核对结果 · Result of the verification of an outcome.
    pub struct VerifyReply {
        required {
            /// 核对结论 · Result.
            public result: Verification,
            /// 说明 · Result in words.
            personal message: Said,
            /// 详情 · Differences or missing documents, in words.
            personal notes: List<Said, 0, 100000>,
        }
        optional {
            /// 第一个不同的步骤 · Number of the first step that differs, from 1.
            public step: Integer<1, 9007199254740991>,
            /// 第一处不同 · Place of the first member that differs, as a JSON Pointer into the outcome.
            public pointer: AnyText,
        }
    }
}

replies!(VerifyReply);

/// The given documents from which outcomes were computed.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Applications.
    pub applications: Vec<Application>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// Earlier outcomes.
    pub earlier: Vec<Adjudication>,
    /// The circumstances that outcomes must state.
    pub required: Required,
}

/// Circumstances that an outcome must state. What is omitted here is as the outcome states it.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Required {
    /// The date of the decision.
    pub as_of: Option<Date>,
    /// The remaining places.
    pub quota_left: Option<u32>,
    /// The fund balance.
    pub fund_balance: Option<Money>,
    /// Whether the outcome must state that no earlier adjudication exists.
    pub no_earlier: bool,
}

impl Required {
    /// What an outcome states otherwise, in words.
    fn contradicted(&self, outcome: &Adjudication) -> Vec<Said> {
        let stated = &outcome.computed_from;
        let day = self.as_of.filter(|day| *day != outcome.as_of);
        let day =
            day.map(|given| other_circumstance("核定日期", "the day of the decision", Some(outcome.as_of), given));
        let quota = stated.quota_left.and_then(|left| u32::try_from(left.get()).ok());
        let quota = self
            .quota_left
            .filter(|given| Some(*given) != quota)
            .map(|given| other_circumstance("剩余名额", "the number of remaining places", quota, given));
        let balance = self.fund_balance.filter(|given| Some(*given) != stated.fund_balance);
        let balance =
            balance.map(|given| other_circumstance("资金余额", "the fund balance", stated.fund_balance, given));
        let earlier = match stated.earlier.as_deref().map(<[_]>::len) {
            Some(0) => None,
            Some(n) => Some(said(
                format!("核定结果依据 {n} 份以往核定结果，所给为没有以往核定"),
                format!("the outcome is based on earlier outcomes ({n}); given: no earlier outcome"),
            )),
            None => Some(said(
                "核定结果未载明以往核定，以申请中所列救助为准；所给为没有以往核定",
                "the outcome does not state earlier outcomes, and used the aid that the application lists; given: no earlier outcome",
            )),
        };
        let earlier = earlier.filter(|_| self.no_earlier);
        [day, quota, balance, earlier].into_iter().flatten().collect()
    }
}

/// The note for a circumstance that an outcome states otherwise, or does not state.
fn other_circumstance<T: Display>(zh: &str, en: &str, stated: Option<T>, given: T) -> Said {
    match stated {
        Some(stated) => said(
            format!("{zh}不符：核定结果所载为 {stated}，所给为 {given}"),
            format!("{en} differs: the outcome states {stated}, given: {given}"),
        ),
        None => said(
            format!("核定结果未载明{zh}，所给为 {given}"),
            format!("the outcome does not state {en}; given: {given}"),
        ),
    }
}

/// The result for one outcome.
enum Found {
    Same,
    Unsound,
    Sealed,
    Inputs(Vec<Said>),
    Differs(Box<Difference>),
}

impl Inputs {
    /// Recomputes an outcome and compares.
    ///
    /// # Errors
    /// There are too many notes for a reply.
    pub fn verify(&self, outcome: &Adjudication) -> Result<VerifyReply, Failure> {
        self.verify_on(self.application(&outcome.application), outcome)
    }

    /// Recomputes an outcome on an application, instead of one of [`Inputs::applications`], and compares. It is for many applications that
    /// are read one after the other. `None` if the application of the outcome is not given.
    ///
    /// # Errors
    /// There are too many notes for a reply.
    pub fn verify_on(&self, application: Option<&Application>, outcome: &Adjudication) -> Result<VerifyReply, Failure> {
        let application = application.filter(|application| application.id == outcome.application);
        reply(self.found(application, outcome), verified(outcome))
    }

    /// Recomputes the outcome of a joint relief plan and compares.
    ///
    /// # Errors
    /// There are too many notes for a reply.
    pub fn verify_joint(&self, outcome: &JointOutcome, plan: &ReliefPlan) -> Result<VerifyReply, Failure> {
        self.verify_joint_on(self.application(&outcome.joint.application), outcome, plan)
    }

    /// Recomputes the outcome of a joint relief plan on an application, instead of one of [`Inputs::applications`], and compares. `None` if
    /// the application of the outcome is not given.
    ///
    /// # Errors
    /// There are too many notes for a reply.
    pub fn verify_joint_on(
        &self,
        application: Option<&Application>,
        outcome: &JointOutcome,
        plan: &ReliefPlan,
    ) -> Result<VerifyReply, Failure> {
        let joint = &outcome.joint;
        let application = application.filter(|application| application.id == joint.application);
        let verified = || {
            let (decision, of) = (joint.decision.label(), format!("{}@{}", joint.plan, joint.revision));
            let left = joint.totals.as_ref().map(|totals| totals.left);
            let (zh, en) = left.map_or_else(Default::default, |left| {
                (format!("，家庭仍须负担 {left} 元"), format!(", remaining for the family {left} yuan"))
            });
            said(format!("核对无误（{of}：{}{zh}）", decision.zh), format!("verified ({of}: {}{en})", joint.decision))
        };
        reply(self.found_joint(application, outcome, plan), verified())
    }

    /// The application with an identifier, if it is given.
    pub fn application(&self, id: &LocalId) -> Option<&Application> {
        self.applications.iter().find(|one| one.id == *id)
    }

    fn found_joint(&self, application: Option<&Application>, outcome: &JointOutcome, plan: &ReliefPlan) -> Found {
        let Some(application) = application else {
            let id = &outcome.joint.application;
            return Found::Inputs(vec![not_given(&format!("application {id}"), &format!("申请 {id}"))]);
        };
        let programmes: Vec<&Programme> = self.programmes.iter().collect();
        match verify::verify_joint(outcome, plan, &programmes, application, &self.earlier) {
            Ok(verify::Verification::Same) => Found::Same,
            Ok(verify::Verification::Different(difference)) => Found::Differs(difference),
            Ok(verify::Verification::OtherInputs(wrong)) if wrong.contains(&OtherInput::Sealed) => Found::Sealed,
            Ok(verify::Verification::OtherInputs(wrong)) => {
                Found::Inputs(wrong.iter().filter_map(other_input).collect())
            }
            Err(_) => Found::Unsound,
        }
    }

    /// The index of the programme of an outcome, if it is given.
    pub fn programme_of(&self, outcome: &Adjudication) -> Option<usize> {
        let is_of = |one: &Programme| one.id == outcome.programme && one.revision == outcome.revision;
        self.programmes.iter().position(is_of)
    }

    fn found(&self, application: Option<&Application>, outcome: &Adjudication) -> Found {
        if outcome.digest_key.is_some() {
            return Found::Sealed;
        }
        let mut wrong = Vec::new();
        let programme = self.programme_of(outcome).and_then(|place| self.programmes.get(place));
        if application.is_none() {
            let id = &outcome.application;
            wrong.push(not_given(&format!("application {id}"), &format!("申请 {id}")));
        }
        if programme.is_none() {
            let id = format!("{}@{}", outcome.programme, outcome.revision);
            wrong.push(not_given(&format!("programme {id}"), &format!("项目 {id}")));
        }
        wrong.extend(self.required.contradicted(outcome));
        let (Some(application), Some(programme)) = (application, programme) else { return Found::Inputs(wrong) };
        match tongbiao::verify::verify(outcome, application, programme, &self.earlier) {
            Err(_) => Found::Unsound,
            Ok(verify::Verification::OtherInputs(others)) => {
                Found::Inputs(wrong.into_iter().chain(others.iter().filter_map(other_input)).collect())
            }
            Ok(_) if !wrong.is_empty() => Found::Inputs(wrong),
            Ok(verify::Verification::Same) => Found::Same,
            Ok(verify::Verification::Different(difference)) => Found::Differs(difference),
        }
    }
}

/// The note for an input that differs from the input of the outcome.
fn other_input(input: &OtherInput) -> Option<Said> {
    Some(match input {
        OtherInput::Application { stated, given } => other_document("application", "申请", stated, given),
        OtherInput::Programme { stated, given } => other_document("programme", "项目", stated, given),
        OtherInput::Earlier(digest) => {
            not_given(&format!("earlier outcome {digest}"), &format!("以往核定结果 {digest}"))
        }
        OtherInput::TooManyEarlier => not_given(
            &format!("the more than {EARLIER_MAX} earlier outcomes"),
            &format!("超过 {EARLIER_MAX} 份的以往核定结果"),
        ),
        OtherInput::EarlierSealed => ReasonCode::EarlierSealed.label().into(),
        OtherInput::Plan => not_given("the joint relief plan", "联合救助方案"),
        OtherInput::EarlierOfAnotherChild => ReasonCode::EarlierOfAnotherChild.label().into(),
        _ => return None,
    })
}

/// The note for a document that was not given. An identifier of an application may be an identity number, which is hidden.
fn not_given(en: &str, zh: &str) -> Said {
    said(masked(format!("未提供{zh}")), masked(format!("not given: {en}")))
}

fn other_document(en: &str, zh: &str, stated: &Fingerprint, found: &Fingerprint) -> Said {
    said(
        format!("{zh}不是核定所用的文件：核定结果所列摘要为 {stated}，所给文件的摘要为 {found}"),
        format!("the {en} is another document: the outcome states the digest {stated}, the given document has {found}"),
    )
}

fn reply(found: Found, verified: Said) -> Result<VerifyReply, Failure> {
    let (result, message) = match &found {
        Found::Same => (Verification::Same, verified),
        Found::Unsound => {
            (Verification::ProgrammeErrors, said("不能核对：项目文件有错误", "not verified: the programme has errors"))
        }
        Found::Sealed => (
            Verification::Sealed,
            said(
                "不能核对：核定结果的摘要已加密；请提供机构间的密钥后再核对",
                "not verified: the digests of the outcome are sealed; verify it with the key of the alliance",
            ),
        ),
        Found::Inputs(_) => (
            Verification::OtherInputs,
            said("不能核对：依据的文件不符", "not verified: the inputs are not those of the outcome"),
        ),
        Found::Differs(_) => {
            (Verification::Different, said("与重新计算的结果不同", "different from the recomputed outcome"))
        }
    };
    let (notes, step, pointer) = match found {
        Found::Same | Found::Unsound | Found::Sealed => (Vec::new(), None, None),
        Found::Inputs(wrong) => (wrong, None, None),
        Found::Differs(difference) => {
            let notes = notes(&difference);
            match *difference {
                Difference::Step { number, .. } => {
                    (notes, Some(Integer::clamped(i64::try_from(number).unwrap_or(i64::MAX))), None)
                }
                Difference::Member { pointer, .. } => (notes, None, Some(masked(pointer).into())),
                _ => (notes, None, None),
            }
        }
    };
    let mut reply = VerifyReply::new(result, message, listed(notes)?);
    (reply.step, reply.pointer) = (step, pointer);
    Ok(reply)
}

fn verified(outcome: &Adjudication) -> Said {
    let (zh, en) = outcome
        .amount
        .map_or_else(|| ("无金额".to_owned(), "no amount".to_owned()), |x| (format!("{x} 元"), format!("{x} yuan")));
    let (decision, of) = (outcome.decision.label(), format!("{}@{}", outcome.programme, outcome.revision));
    let (more_zh, more_en) = match outcome.findings.as_deref().map_or(0, <[_]>::len) {
        0 => (String::new(), String::new()),
        n => (format!("；申请有 {n} 项错误"), format!("; errors in the application: {n}")),
    };
    said(
        format!("核对无误（{of}：{}，{zh}{more_zh}）", decision.zh),
        format!("verified ({of}: {}, {en}{more_en})", outcome.decision),
    )
}

/// Recomputes an outcome from its documents, on its date and in its circumstances, and compares.
///
/// # Errors
/// A document cannot be read.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::wire::List;
/// use tongbiao_json::{VerifyRequest, verify};
///
/// let outcome = include_str!("../../cases/a-heart-surgery/adjudication.angel-sunshine-heart.json");
/// let applications = List::new(vec![include_str!("../../cases/a-heart-surgery/application.json").into()])?;
/// let programmes = List::new(vec![include_str!("../../cases/programmes/angel-sunshine-heart.json").into()])?;
/// let reply = verify(&VerifyRequest::new(outcome.into(), applications, programmes))?;
/// assert_eq!(reply.message.en.as_str(), "verified (cn.redcross.angel-sunshine@2: awarded, 10000.00 yuan)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(request: &VerifyRequest) -> Result<VerifyReply, Failure> {
    let seals = Seals::read(request.key.as_ref())?;
    let outcome: Adjudication = documents::outcome(&request.outcome, "/outcome", &seals)?;
    let applications = request.applications.iter().enumerate();
    let applications = applications.map(|(place, text)| documents::document(text, &format!("/applications/{place}")));
    let circumstances = request.circumstances.as_ref();
    let given = circumstances.and_then(|circumstances| circumstances.earlier.as_deref());
    let mut earlier = documents::outcomes(request.earlier.as_deref().unwrap_or_default(), "/earlier", &seals)?;
    earlier.extend(documents::outcomes(given.unwrap_or_default(), "/circumstances/earlier", &seals)?);
    let required = circumstances.map_or_else(Required::default, |circumstances| Required {
        as_of: circumstances.as_of,
        quota_left: circumstances.quota_left.and_then(|left| u32::try_from(left.get()).ok()),
        fund_balance: circumstances.fund_balance,
        no_earlier: given.is_some_and(<[_]>::is_empty),
    });
    let inputs = Inputs {
        applications: applications.collect::<Result<_, _>>()?,
        programmes: documents::programmes(&request.programmes, "/programmes")?,
        earlier,
        required,
    };
    inputs.verify(&outcome)
}

impl Request for VerifyRequest {
    type Reply = VerifyReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        verify(self)
    }
}
