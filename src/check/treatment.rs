//! The treatment of findings by the policy of an organisation.

use crate::{
    finding::{Finding, Severity},
    report::{Suppression, Verdict},
};

/// The treatment of a finding in a report.
#[derive(Debug, Clone, Copy)]
pub struct Treatment<'a> {
    /// The severity of the finding. It determines the verdict.
    pub severity: Severity,
    /// Whether the finding is listed. A finding that is not listed is counted, and determines the verdict.
    pub is_listed: bool,
    /// The waiver of the finding. A finding with a waiver is listed with it, is not counted, and does not determine the verdict.
    pub waiver: Option<&'a Suppression>,
}

impl Treatment<'_> {
    /// The treatment of a finding without a policy.
    pub fn of(finding: &Finding) -> Self {
        Self { severity: finding.rule.severity, is_listed: true, waiver: None }
    }
}

/// The verdict on a document with findings up to a severity. A document whose check was not completed is never accepted.
pub(super) fn verdict(worst: Option<Severity>, completed: bool) -> Verdict {
    match worst {
        Some(Severity::Error) => Verdict::Rejected,
        Some(Severity::Fatal) => Verdict::NotDetermined,
        _ if !completed => Verdict::NotDetermined,
        Some(Severity::Warning) => Verdict::AcceptedWithWarnings,
        _ => Verdict::Accepted,
    }
}
