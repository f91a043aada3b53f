//! What a run does with the findings of a document: lists them or leaves them out.

use crate::{
    arguments::FailOn,
    exit::Status,
    judging::status_of,
    policy::{Baseline, Effect, Policy},
    selection::Selection,
};
use tongbiao::{
    catalogue::is_protected,
    check::{Checked, Treatment},
    finding::{Rule, Severity},
    report::{Suppression, Verdict},
};

/// A checked document and the treatment of its findings.
#[derive(Debug)]
pub(crate) struct Treated<'a> {
    /// The result of the check, with all findings.
    pub(crate) checked: &'a Checked,
    /// The treatment of each finding.
    pub(crate) treatments: Vec<Treatment<'a>>,
    /// The number of findings that a suppression hides.
    pub(crate) suppressed: usize,
    /// The number of findings in the baseline.
    pub(crate) known: usize,
    /// The waiver of findings in the baseline, if there is a baseline.
    pub(crate) baseline: Option<&'a Suppression>,
}

impl<'a> Treated<'a> {
    /// Treats the findings of a document in a file.
    pub(crate) fn new(file: &str, checked: &'a Checked, selection: &Selection, policy: &'a Policy) -> Self {
        let (mut suppressed, mut known) = (0, 0);
        if let Some(baseline) = &policy.baseline {
            baseline.examine(file);
        }
        let treatments = checked.findings.iter().map(|located| {
            let (treatment, effect) = policy.treat(file, located);
            match effect {
                Effect::Kept => {}
                Effect::Suppressed => suppressed += 1,
                Effect::Known => known += 1,
            }
            Treatment { is_listed: selection.lists(located.finding.rule.code), ..treatment }
        });
        let treatments = treatments.collect();
        let baseline = policy.baseline.as_ref().and_then(Baseline::used);
        Self { checked, treatments, suppressed, known, baseline }
    }

    fn treated(&self) -> impl Iterator<Item = (&'static Rule, &Treatment<'a>)> {
        let rules = self.checked.findings.iter().map(|located| located.finding.rule);
        rules.zip(&self.treatments)
    }

    /// The rule and the severity of each finding that is listed without a waiver.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (&'static Rule, Severity)> {
        let listed = self.treated().filter(|(_, treatment)| treatment.is_listed && treatment.waiver.is_none());
        listed.map(|(rule, treatment)| (rule, treatment.severity))
    }

    /// The number of findings that are not selected.
    pub(crate) fn unselected(&self) -> usize {
        self.treatments.iter().filter(|treatment| !treatment.is_listed && treatment.waiver.is_none()).count()
    }

    /// The number of findings whose severity the policy lowers.
    pub(crate) fn lowered(&self) -> usize {
        self.treated()
            .filter(|(rule, treatment)| treatment.waiver.is_none() && treatment.severity < rule.severity)
            .count()
    }

    /// The verdict on the document. The selection does not change it.
    pub(crate) fn verdict(&self) -> Verdict {
        self.checked.treated_verdict(&self.treatments)
    }

    /// The effect of the document on the exit code. No option hides an input that cannot be read, or an error of arithmetic or
    /// identity.
    pub(crate) fn status(&self, fail_on: FailOn) -> Status {
        let decisive = self.treated().filter(|(rule, treatment)| {
            let is_firm = treatment.severity == Severity::Fatal || is_protected(rule);
            treatment.waiver.is_none() && (treatment.is_listed || is_firm)
        });
        status_of(decisive.map(|(rule, treatment)| (rule, treatment.severity)), fail_on)
    }
}
