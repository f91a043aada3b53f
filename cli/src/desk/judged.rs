//! An input of a run over many applications, and the outcomes of its application.

use crate::{columns::visible, language::Said};
use tongbiao::{
    adjudication::Adjudication, check::Located, evaluate::JointOutcome, explain::masked, finding::Severity,
    programme::Programme, record::application::Application, wire::Label,
};
use tongbiao_json::{Failure, FailureCode, input::Source};

/// An input and its outcomes, as a form of the output receives them.
pub(super) struct Judged<'a> {
    /// The input.
    pub(super) source: &'a Source<'a>,
    /// The application, if the input is one.
    pub(super) application: Option<&'a Application>,
    /// The findings of its check.
    pub(super) findings: &'a [Located],
    /// The outcome under each programme that applies, or the reason why there are no outcomes.
    pub(super) outcomes: Result<Vec<(&'a Programme, Adjudication)>, Failure>,
    /// The outcome under the joint relief plan, if there is one. There are then no others.
    pub(super) joint: Option<JointOutcome>,
}

impl Judged<'_> {
    /// The name of the input: its path, and its line if the file has one document per line.
    pub(super) fn place(&self) -> String {
        visible(&self.source.full_name())
    }

    /// The identifier of the application. An identity number in it is hidden unless values are shown.
    pub(super) fn id(&self, show_values: bool) -> Option<String> {
        let id = self.application?.id.to_string();
        Some(if show_values { id } else { masked(id) })
    }

    /// The name of the child, if values are shown.
    pub(super) fn child(&self, show_values: bool) -> Option<String> {
        self.application.filter(|_| show_values).map(|application| visible(application.child.name.as_str()))
    }

    /// The errors of the application or of the text.
    pub(super) fn errors(&self) -> impl Iterator<Item = &Located> {
        self.findings.iter().filter(|located| located.finding.rule.severity >= Severity::Error)
    }

    /// The codes of the errors, each once, in the order of their places.
    pub(super) fn error_codes(&self) -> Vec<&'static str> {
        let mut codes = Vec::new();
        for Located { finding, .. } in self.errors() {
            if !codes.contains(&finding.rule.code) {
                codes.push(finding.rule.code);
            }
        }
        codes
    }
}

/// The reason why an input has no outcomes.
pub(super) fn reason(failure: &Failure) -> Said {
    // The message of a refused document refers to its report, which only JSON contains.
    if failure.code == FailureCode::DocumentInvalid {
        let Label { zh, en } = failure.code.label();
        return Said::new(zh, en.trim_end_matches('.'));
    }
    Said::of(&failure.message)
}
