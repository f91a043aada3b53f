//! The work on one input: its check, the outcomes of its application, and its entry in the output. It uses nothing outside the input, so
//! that inputs can be worked on in any order.

use super::{form::Form, judged::Judged, totals::Counted};
use crate::{exit::Stop, intake::Made, language::Said, ledger::no_day};
use std::sync::Arc;
use tongbiao::{
    adjudication::Adjudication,
    check::{AnyDocument, Checked, ReportOptions},
    eligibility::Circumstances,
    evaluate::{Detail, JointCircumstances, JointOutcome, adjudicate_jointly},
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    value::{Date, Money},
};
use tongbiao_json::{
    Failure, FailureCode,
    input::Source,
    joint,
    many::{self, Prepared},
    text,
};

/// What the work on an input uses.
pub(super) struct Judge {
    pub(super) prepared: Prepared<'static>,
    /// The joint relief plan, if there is one, with the programmes from which those of its members are chosen.
    pub(super) plan: Option<(&'static ReliefPlan, &'static [Programme])>,
    /// The day of the decision, if it is the same for all applications.
    pub(super) as_of: Option<Date>,
    pub(super) quota_left: Option<u32>,
    pub(super) fund_balance: Option<Money>,
    pub(super) earlier: Option<Vec<Adjudication>>,
    pub(super) detail: Detail,
    pub(super) options: ReportOptions,
    pub(super) form: Arc<dyn Form>,
}

/// An entry of the output, with its counts.
pub(super) struct Entry {
    /// The text of the output.
    pub(super) text: Result<String, Stop>,
    /// The outcomes, with the indices of their programmes.
    pub(super) outcomes: Vec<(usize, Counted)>,
    /// Revisions that two different documents state.
    pub(super) duplicate: Vec<usize>,
    /// Whether the application has errors.
    pub(super) is_erroneous: bool,
    /// Whether there are no outcomes.
    pub(super) is_failed: bool,
}

impl Judge {
    /// Makes the entry of a text that was checked.
    pub(super) fn made(&self, source: &Source<'_>, mut checked: Checked) -> Made<Entry> {
        let document = checked.document.take();
        if let Some(AnyDocument::Application(document)) = &document {
            return Made::Used(self.application(source, &document.body, &checked));
        }
        // The check requires an application. A document of another kind has this finding.
        let is_other_kind = checked.has("document.kind-other");
        let failure = many::refused(&checked, source, &self.options);
        let entry = self.entry(&Judged {
            source,
            application: None,
            findings: &checked.findings,
            outcomes: Err(failure),
            joint: None,
        });
        if is_other_kind { Made::OtherKind(Some(entry)) } else { Made::Invalid(Some(entry)) }
    }

    /// Makes the entry of an input that could not be read.
    pub(super) fn unread(&self, source: &Source<'_>, reason: &Said) -> Entry {
        let outcomes = Err(failure(FailureCode::InputUnread, reason));
        self.entry(&Judged { source, application: None, findings: &[], outcomes, joint: None })
    }

    fn application(&self, source: &Source<'_>, application: &Application, checked: &Checked) -> Entry {
        let findings = checked.findings.as_slice();
        let judged = |outcomes| Judged { source, application: Some(application), findings, outcomes, joint: None };
        let Some(as_of) = self.as_of.or_else(|| application.papers_day()) else {
            return self.entry(&judged(Err(failure(FailureCode::DayMissing, &no_day()))));
        };
        if let Some((plan, programmes)) = self.plan {
            return match self.jointly(plan, programmes, application, as_of) {
                Err(failure) => self.entry(&judged(Err(failure))),
                Ok(outcome) => {
                    let awarded = outcome.joint.totals.as_ref().map(|totals| totals.awarded);
                    let outcomes = vec![(0, (outcome.joint.decision, awarded))];
                    let entry = self.entry(&Judged { joint: Some(outcome), ..judged(Ok(Vec::new())) });
                    Entry { outcomes, ..entry }
                }
            };
        }
        let mut circumstances = Circumstances::on(as_of);
        circumstances.quota_left = self.quota_left;
        circumstances.fund_balance = self.fund_balance;
        circumstances.earlier = self.earlier.as_deref();
        let found = self.prepared.outcomes(application, &circumstances, self.detail);
        let counted = found.made.iter().map(|(place, outcome)| (*place, (outcome.decision, outcome.amount)));
        let counted = counted.collect();
        let programmes = self.prepared.programmes();
        let named = |(place, outcome): (usize, Adjudication)| Some((*programmes.get(place)?, outcome));
        let outcomes: Vec<(&Programme, Adjudication)> = found.made.into_iter().filter_map(named).collect();
        let entry = self.entry(&judged(Ok(outcomes)));
        Entry { outcomes: counted, duplicate: found.duplicate, ..entry }
    }

    /// The outcome under the joint relief plan. The places and the balance are those of each programme.
    fn jointly(
        &self,
        plan: &ReliefPlan,
        programmes: &[Programme],
        application: &Application,
        as_of: Date,
    ) -> Result<JointOutcome, Failure> {
        let mut circumstances = JointCircumstances::on(as_of);
        circumstances.earlier = self.earlier.as_deref();
        let programmes: Vec<&Programme> = programmes.iter().collect();
        for programme in &programmes {
            circumstances.quotas.extend(self.quota_left.map(|quota| (programme.id.clone(), quota)));
            circumstances.funds.extend(self.fund_balance.map(|fund| (programme.id.clone(), fund)));
        }
        let outcome = adjudicate_jointly(plan, &programmes, application, &circumstances, self.detail);
        outcome.map_err(|error| joint::refused(&error))
    }

    fn entry(&self, judged: &Judged<'_>) -> Entry {
        Entry {
            text: self.form.entry(judged),
            outcomes: Vec::new(),
            duplicate: Vec::new(),
            is_erroneous: judged.application.is_some() && judged.errors().next().is_some(),
            is_failed: judged.outcomes.is_err(),
        }
    }
}

fn failure(code: FailureCode, said: &Said) -> Failure {
    Failure::new(code, text::Said::new(said.zh.as_str().into(), said.en.as_str().into()))
}
