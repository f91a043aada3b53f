//! The errors of the application from which an outcome was computed.

use super::{Words, missing::member, words::say};
use crate::{
    adjudication::{Adjudication, ApplicationError},
    catalogue::rule,
};

/// The number of errors in a letter.
const ERRORS_MAX: usize = 12;

/// The errors, for the family: the name of each and its place in the application. The heading of the section is the first value.
pub(super) fn section(outcome: &Adjudication) -> (Words, Vec<(usize, Words)>) {
    let stated = outcome.findings.as_deref().unwrap_or_default();
    let mut lines: Vec<Words> = Vec::new();
    for line in stated.iter().map(named) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let left = lines.len().saturating_sub(ERRORS_MAX);
    if left > 0 {
        lines.truncate(ERRORS_MAX);
        lines.push(say!("另有 {left} 项", "and {left} more", left = Words::same(left)));
    }
    let heading = say!("申请中的错误", "errors in the application");
    let mut lines: Vec<(usize, Words)> = lines.into_iter().map(|line| (1, line)).collect();
    if !lines.is_empty() {
        let note = say!("更正之前，核定结果不可靠", "the result is not reliable until these errors are corrected");
        lines.insert(0, (1, note));
    }
    (heading, lines)
}

/// The errors with code and place, for the case worker.
pub(super) fn noted(outcome: &Adjudication) -> impl Iterator<Item = (usize, Words)> {
    outcome.findings.iter().flat_map(|all| all.iter()).map(|error| {
        let place = format!("{} {}", error.code, error.pointer);
        (1, say!("{name} [{place}]", "{name} [{place}]", name = named(error), place = Words::same(place.trim_end())))
    })
}

/// The name of an error, and its place in the application.
fn named(error: &ApplicationError) -> Words {
    let name = rule(error.code.as_str()).map_or_else(|| Words::same(&error.code), |rule| rule.label.into());
    match member(error.pointer.as_str()) {
        Some(place) => say!("{name}：{place}", "{name}: {place}", name = name, place = place),
        None => name,
    }
}
