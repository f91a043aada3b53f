//! The documents of a request, parsed as the kinds that a call requires.

use crate::{
    failure::{Failure, FailureCode},
    input::DocumentText,
    seals::Seals,
};
use tongbiao::{
    adjudication::Adjudication,
    check::{self, AnyDocument, Limits},
    document::{Body, DocumentKind},
    finding::Severity,
    programme::Programme,
    record::application::Application,
};
use tongbiao_seal::Outcome;

/// The limits for reading an outcome. An outcome contains more data per line than its application.
pub fn outcome_limits() -> Limits {
    let default = Limits::default();
    Limits {
        bytes_max: default.bytes_max.saturating_mul(8),
        values_max: default.values_max.saturating_mul(8),
        ..default
    }
}

/// The limits for reading a document of a kind.
fn limits(kind: DocumentKind) -> Limits {
    if matches!(kind, DocumentKind::Adjudication | DocumentKind::JointAdjudication) {
        outcome_limits()
    } else {
        Limits::default()
    }
}

/// The document of a kind at a place of the request. No rule is evaluated.
pub(crate) fn document<T: Body>(text: &DocumentText, at: &str) -> Result<T, Failure> {
    let limits = limits(T::KIND);
    let refused = || {
        let checked = check::check(text.bytes(), Some(T::KIND), &limits);
        Failure::of(FailureCode::DocumentInvalid).at(at).with(&checked, limits)
    };
    if text.bytes().len() > limits.bytes_max {
        return Err(refused());
    }
    check::read::<T>(text.bytes()).map(|document| document.body).map_err(|_| refused())
}

/// The application at a place of the request. One with errors is accepted only in lenient mode.
pub(crate) fn application(text: &DocumentText, at: &str, is_lenient: bool) -> Result<Application, Failure> {
    let limits = Limits::default();
    let mut checked = check::check(text.bytes(), Some(DocumentKind::Application), &limits);
    let code = match checked.document.take() {
        Some(AnyDocument::Application(document)) if is_lenient || checked.worst() < Some(Severity::Error) => {
            return Ok(document.body);
        }
        Some(_) => FailureCode::ApplicationErrors,
        None => FailureCode::DocumentInvalid,
    };
    Err(Failure::of(code).at(at).with(&checked, limits))
}

/// The error for a programme that has errors, with its report.
pub(crate) fn unsound(text: &DocumentText, at: &str) -> Failure {
    let limits = Limits::default();
    let checked = check::check(text.bytes(), Some(DocumentKind::Programme), &limits);
    Failure::of(FailureCode::ProgrammeErrors).at(at).with(&checked, limits)
}

/// The programmes at a place of the request.
pub(crate) fn programmes(texts: &[DocumentText], at: &str) -> Result<Vec<Programme>, Failure> {
    texts.iter().enumerate().map(|(place, text)| document(text, &format!("{at}/{place}"))).collect()
}

/// The outcomes at a place of the request, opened if they are sealed.
pub(crate) fn outcomes(texts: &[DocumentText], at: &str, seals: &Seals) -> Result<Vec<Adjudication>, Failure> {
    texts.iter().enumerate().map(|(place, text)| outcome(text, &format!("{at}/{place}"), seals)).collect()
}

/// The outcome at a place of the request, opened if it is sealed.
pub(crate) fn outcome<T: Outcome>(text: &DocumentText, at: &str, seals: &Seals) -> Result<T, Failure> {
    seals.open(document(text, at)?).map_err(|failure: Failure| failure.at(at))
}
