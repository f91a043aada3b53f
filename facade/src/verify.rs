//! `verify`: recomputes an outcome from its documents and shows the first difference.

use crate::{
    difference::notes,
    documents,
    failure::{Failure, listed},
    input::DocumentText,
    reply::replies,
    request::Request,
    text::{AnyText, Said, said},
};
use tongbiao::{
    adjudication::{Adjudication, EARLIER_MAX},
    code::ReasonCode,
    evaluate::JointOutcome,
    explain::masked,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    value::Fingerprint,
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
}

/// The result for one outcome.
enum Found {
    Same,
    Unsound,
    Inputs(Vec<Said>),
    Differs(Box<Difference>),
}

impl Inputs {
    /// Recomputes an outcome and compares.
    ///
    /// # Errors
    /// There are too many notes for a reply.
    pub fn verify(&self, outcome: &Adjudication) -> Result<VerifyReply, Failure> {
        reply(self.found(outcome), verified(outcome))
    }

    /// Recomputes the outcome of a joint relief plan and compares.
    ///
    /// # Errors
    /// There are too many notes for a reply.
    pub fn verify_joint(&self, outcome: &JointOutcome, plan: &ReliefPlan) -> Result<VerifyReply, Failure> {
        let joint = &outcome.joint;
        let verified = || {
            let (decision, of) = (joint.decision.label(), format!("{}@{}", joint.plan, joint.revision));
            let left = joint.totals.as_ref().map(|totals| totals.left);
            let (zh, en) = left.map_or_else(Default::default, |left| {
                (format!("，家庭仍须负担 {left} 元"), format!(", remaining for the family {left} yuan"))
            });
            said(format!("核对无误（{of}：{}{zh}）", decision.zh), format!("verified ({of}: {}{en})", joint.decision))
        };
        reply(self.found_joint(outcome, plan), verified())
    }

    fn found_joint(&self, outcome: &JointOutcome, plan: &ReliefPlan) -> Found {
        let id = &outcome.joint.application;
        let Some(application) = self.applications.iter().find(|one| one.id == *id) else {
            return Found::Inputs(vec![not_given(&format!("application {id}"), &format!("申请 {id}"))]);
        };
        let programmes: Vec<&Programme> = self.programmes.iter().collect();
        match verify::verify_joint(outcome, plan, &programmes, application, &self.earlier) {
            Ok(verify::Verification::Same) => Found::Same,
            Ok(verify::Verification::Different(difference)) => Found::Differs(difference),
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

    fn found(&self, outcome: &Adjudication) -> Found {
        let mut wrong = Vec::new();
        let application = self.applications.iter().find(|one| one.id == outcome.application);
        let programme = self.programme_of(outcome).and_then(|place| self.programmes.get(place));
        if application.is_none() {
            let id = &outcome.application;
            wrong.push(not_given(&format!("application {id}"), &format!("申请 {id}")));
        }
        if programme.is_none() {
            let id = format!("{}@{}", outcome.programme, outcome.revision);
            wrong.push(not_given(&format!("programme {id}"), &format!("项目 {id}")));
        }
        let (Some(application), Some(programme)) = (application, programme) else { return Found::Inputs(wrong) };
        match tongbiao::verify::verify(outcome, application, programme, &self.earlier) {
            Ok(verify::Verification::Same) => Found::Same,
            Ok(verify::Verification::Different(difference)) => Found::Differs(difference),
            Ok(verify::Verification::OtherInputs(wrong)) => {
                Found::Inputs(wrong.iter().filter_map(other_input).collect())
            }
            Err(_) => Found::Unsound,
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
        Found::Inputs(_) => (
            Verification::OtherInputs,
            said("不能核对：依据的文件不符", "not verified: the inputs are not those of the outcome"),
        ),
        Found::Differs(_) => {
            (Verification::Different, said("与重新计算的结果不同", "different from the recomputed outcome"))
        }
    };
    let (notes, step, pointer) = match found {
        Found::Same | Found::Unsound => (Vec::new(), None, None),
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
/// ```
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
    let outcome: Adjudication = documents::document(&request.outcome, "/outcome")?;
    let applications = request.applications.iter().enumerate();
    let applications = applications.map(|(place, text)| documents::document(text, &format!("/applications/{place}")));
    let inputs = Inputs {
        applications: applications.collect::<Result<_, _>>()?,
        programmes: documents::programmes(&request.programmes, "/programmes")?,
        earlier: documents::outcomes(request.earlier.as_deref().unwrap_or_default(), "/earlier")?,
    };
    inputs.verify(&outcome)
}

impl Request for VerifyRequest {
    type Reply = VerifyReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        verify(self)
    }
}
