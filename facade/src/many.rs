//! Many applications under the same programmes: the programmes are prepared once, and each input has a result of its own.

use crate::{
    check,
    failure::{Failure, FailureCode, listed},
    input::{Source, described},
    matching::{MatchAnswer, answer},
    reply::Whole,
    verify::VerifyReply,
};
use tongbiao::{
    adjudication::Adjudication,
    check::{Checked, ReportOptions},
    document::Document,
    eligibility::{Circumstances, Unsound},
    evaluate::{Case, Detail, Evaluation, JointOutcome, Plan},
    joint::JointAdjudication,
    programme::Programme,
    record::application::Application,
    report::Input,
    revision::applicable,
    wire::{List, record},
};

record! {
    /// 多份输入中一份的结果 · Result for one of several inputs.
    ///
    /// 申请能够核定的，有 adjudication 或 matches；按联合救助方案核定的，有 joint 和 members；输入为待核对的核定结果的，有 verification；否则有 error。
    /// An application that can be adjudicated has `adjudication` or `matches`, or under a joint relief plan `joint` and `members`. An
    /// input that is an outcome to be verified has `verification`. Any other input has `error`.
    pub struct InputReply {
        required {
            /// 输入文件 · The input: name of the file, line, digest and size.
            public input: Input,
        }
        optional {
            /// 核定结果 · Outcome of one programme: the reply of `adjudicate`.
            personal adjudication: Whole<Adjudication>,
            /// 联合核定结果 · Joint adjudication under a joint relief plan.
            personal joint: Whole<JointAdjudication>,
            /// 各成员的核定结果 · Adjudications of the members of the plan, in its order.
            personal members: List<Whole<Adjudication>, 0, 400>,
            /// 匹配结果 · Results for the programmes: the reply of `match`.
            personal matches: List<MatchAnswer, 0, 10000>,
            /// 核对结果 · Result of the verification of an outcome.
            ///
            /// 此时 input 为核定结果的文件和行号，不填摘要和字节数。
            /// `input` then states the file and the line of the outcome; its digest and size are omitted.
            personal verification: VerifyReply,
            /// 无结果的原因 · Reason why the input has no result.
            public error: Failure,
        }
    }
}

impl InputReply {
    /// The outcome of one programme.
    pub fn adjudicated(source: &Source<'_>, outcome: Adjudication) -> Self {
        let mut reply = Self::new(described(source));
        reply.adjudication = Some(Document::new(outcome).into());
        reply
    }

    /// The outcome of a joint relief plan.
    ///
    /// # Errors
    /// There are too many members for a reply.
    pub fn jointly(source: &Source<'_>, outcome: JointOutcome) -> Result<Self, Failure> {
        let mut reply = Self::new(described(source));
        reply.joint = Some(Document::new(outcome.joint).into());
        let members = outcome.members.into_iter().map(|member| Whole::from(Document::new(member)));
        reply.members = Some(listed(members)?);
        Ok(reply)
    }

    /// The results for the programmes.
    ///
    /// # Errors
    /// A result has too many entries for a reply.
    pub fn matched(source: &Source<'_>, outcomes: &[(&Programme, Adjudication)]) -> Result<Self, Failure> {
        let answers = outcomes.iter().map(|(programme, outcome)| answer(programme, outcome));
        let mut reply = Self::new(described(source));
        reply.matches = Some(listed(answers.collect::<Result<Vec<_>, _>>()?)?);
        Ok(reply)
    }

    /// The result of the verification of an outcome.
    pub fn verified(source: &Source<'_>, result: VerifyReply) -> Self {
        let mut reply = Self::new(described(source));
        reply.verification = Some(result);
        reply
    }

    /// The reason why the input has no result.
    pub fn failed(source: &Source<'_>, failure: Failure) -> Self {
        let mut reply = Self::new(described(source));
        if source.bytes.is_none() {
            // The content of an input that was not read is unknown.
            reply.input.media_type = None;
        }
        reply.error = Some(failure);
        reply
    }
}

/// The reason why a text is no application, with the report of its check.
pub fn refused(checked: &Checked, source: &Source<'_>, options: &ReportOptions) -> Failure {
    let mut failure = Failure::of(FailureCode::DocumentInvalid);
    failure.report = Some(Whole::from(check::report(checked, source, options)));
    failure
}

/// Programmes that are checked and prepared once for any number of applications.
#[derive(Debug)]
pub struct Prepared<'a> {
    programmes: Vec<&'a Programme>,
    plans: Vec<Plan<'a>>,
    /// Whether a programme has several revisions.
    has_revisions: bool,
}

/// The outcomes of an application. Each programme is identified by its index among the prepared ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcomes {
    /// The outcome under each programme that applies.
    pub made: Vec<(usize, Adjudication)>,
    /// Revisions that would apply, but for which two different documents with the same number exist. They have no outcome.
    pub duplicate: Vec<usize>,
}

impl<'a> Prepared<'a> {
    /// Prepares programmes. Those with errors are not prepared; their indices in the given list are returned.
    ///
    /// # Example
    /// ```standalone_crate
    /// use tongbiao::{
    ///     check::read,
    ///     eligibility::Circumstances,
    ///     evaluate::Detail,
    ///     programme::Programme,
    ///     record::application::Application,
    ///     value::Date,
    /// };
    /// use tongbiao_json::many::Prepared;
    ///
    /// let heart = read::<Programme>(include_bytes!("../../cases/programmes/angel-sunshine-heart.json"))?.body;
    /// let application = read::<Application>(include_bytes!("../../cases/a-heart-surgery/application.json"))?.body;
    ///
    /// let (prepared, unsound) = Prepared::of([&heart]);
    /// assert!(unsound.is_empty());
    /// let on = Circumstances::on(Date::parse("2024-06-01")?);
    /// let outcomes = prepared.outcomes(&application, &on, Detail::Amounts);
    /// assert_eq!(outcomes.made[0].1.amount.map(|amount| amount.to_string()).as_deref(), Some("10000.00"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(given: impl IntoIterator<Item = &'a Programme>) -> (Self, Vec<(usize, Unsound)>) {
        let (mut programmes, mut plans, mut unsound): (Vec<&Programme>, Vec<_>, Vec<_>) = Default::default();
        let mut has_revisions = false;
        for (place, programme) in given.into_iter().enumerate() {
            match Plan::of(programme) {
                Ok(plan) => {
                    has_revisions |= programmes.iter().any(|other| other.id == programme.id);
                    programmes.push(programme);
                    plans.push(plan);
                }
                Err(error) => unsound.push((place, error)),
            }
        }
        (Self { programmes, plans, has_revisions }, unsound)
    }

    /// The prepared programmes, in the given order.
    pub fn programmes(&self) -> &[&'a Programme] {
        &self.programmes
    }

    /// The outcomes of an application, in the order of the programmes. Of several revisions of a programme, the one that applies is
    /// used.
    pub fn outcomes<'b>(
        &'b self,
        application: &'b Application,
        circumstances: &Circumstances<'b>,
        detail: Detail,
    ) -> Outcomes {
        let (chosen, duplicate) = if self.has_revisions {
            let found = applicable(&self.programmes, application, circumstances);
            (found.chosen, found.duplicate)
        } else {
            ((0..self.programmes.len()).collect(), Vec::new())
        };
        let (case, mut evaluation) = (Case::of(application), Evaluation::default());
        let made = chosen.into_iter().filter_map(|place| {
            let plan = self.plans.get(place)?;
            Some((place, evaluation.adjudicate(plan, &case, circumstances, detail)))
        });
        Outcomes { made: made.collect(), duplicate }
    }
}
