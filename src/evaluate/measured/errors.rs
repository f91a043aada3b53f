//! The errors of an application, which an outcome states.

use crate::{
    adjudication::ApplicationError,
    finding::{At, Check},
    prose::check_texts,
    record::application::Application,
    report::masked_pointer,
    value::{FindingCode, Pointer},
    wire::{View, walk},
};

/// The errors that a check of the application reports, by code and place.
pub(super) fn errors(application: &Application) -> Vec<ApplicationError> {
    let found = At::errors(|at| {
        application.check(at);
        check_texts(application, at);
    });
    let mut placed: Vec<(&str, String)> = found
        .into_iter()
        .map(|mut finding| {
            // A finding about a missing member is at the object that lacks it.
            let missing = walk(View::Object(application), &finding.pointer, &mut Vec::new());
            finding.pointer.truncate(finding.pointer.len() - missing);
            (finding.rule.code, masked_pointer(&finding.pointer))
        })
        .collect();
    placed.sort();
    placed.dedup();
    let stated = placed.iter().filter_map(|(code, place)| {
        Some(ApplicationError::new(FindingCode::parse(code).ok()?, Pointer::cleaned(place)))
    });
    stated.collect()
}
