//! Findings with their positions in the text.

use super::{
    limits::Limits,
    position::{LineIndex, Position, position},
};
use crate::{
    finding::Finding,
    wire::{Json, JsonValue, Span, find_json, parse_json},
};
use std::borrow::Cow;

/// A finding and its position in the text.
#[derive(Debug, Clone)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// The position in the text. `None` if the finding is about the whole text, or if there is no text.
    pub position: Option<Position>,
}

/// Up to this number of findings, each is located by skipping through the text. For more findings, the text is parsed
/// once.
const SKIPPED_TO_MAX: usize = 16;

/// Locates findings in the text of the document, and sorts them in its order.
pub(super) fn locate_all(text: &str, findings: Vec<Finding>, limits: &Limits) -> Vec<Located> {
    if findings.len() <= SKIPPED_TO_MAX {
        let mut located: Vec<_> = findings.into_iter().map(|finding| skipped_to(text, finding)).collect();
        sort(&mut located);
        return located;
    }
    match parse_json(text, limits.depth_max, limits.values_max) {
        Ok(json) => {
            let mut located = located_in(text, &json, findings);
            sort(&mut located);
            located
        }
        Err(_) => findings.into_iter().map(|finding| Located { finding, position: None }).collect(),
    }
}

/// Locates a finding in a text that is known to be valid JSON.
fn skipped_to(text: &str, mut finding: Finding) -> Located {
    let mut length = finding.pointer.len();
    loop {
        let place = finding.pointer.get(..length).unwrap_or_default();
        if let Some(span) = find_json(text, place) {
            let container = matches!(text.as_bytes().get(span.start), Some(b'{' | b'['));
            let width = if container { 1 } else { span.end - span.start };
            finding.pointer.truncate(length);
            return Located { finding, position: Some(position(text, span.start, width)) };
        }
        // The finding for a missing member is at the object that lacks it.
        match place.rfind('/') {
            Some(parent) => length = parent,
            None => return Located { finding, position: None },
        }
    }
}

/// Locates findings in a parsed text.
pub(super) fn located_in(text: &str, json: &Json, findings: Vec<Finding>) -> Vec<Located> {
    let mut index = LineIndex::new(text);
    findings
        .into_iter()
        .map(|mut finding| {
            let (pointer, span) = nearest_span(json, &finding.pointer);
            let position = span.map(|span| index.position(span));
            // The finding for a missing member is at the object that lacks it.
            if pointer.len() != finding.pointer.len() {
                finding.pointer = pointer.into_owned();
            }
            Located { finding, position }
        })
        .collect()
}

/// The place itself, or the nearest enclosing place that the text contains.
pub(super) fn nearest_span<'a>(json: &Json, pointer: &'a str) -> (Cow<'a, str>, Option<Span>) {
    let mut pointer = pointer;
    loop {
        if let Some((value, _)) = json.pointer(pointer) {
            let span = match value.value {
                JsonValue::Object(_) | JsonValue::List(_) => {
                    Span { start: value.span.start, end: value.span.start + 1 }
                }
                _ => value.span,
            };
            return (Cow::Borrowed(pointer), Some(span));
        }
        match pointer.rsplit_once('/') {
            Some((parent, _)) => pointer = parent,
            None => return (Cow::Borrowed(""), None),
        }
    }
}

/// Sorts findings in the order of the text.
pub(super) fn sort(findings: &mut [Located]) {
    findings.sort_by(|a, b| {
        let start = |located: &Located| located.position.map_or(0, |position| position.span.start);
        start(a).cmp(&start(b)).then_with(|| a.order().cmp(&b.order()))
    });
}

impl Located {
    /// The sort key of findings at the same place.
    pub(super) fn order(&self) -> (&'static str, &str) {
        (self.finding.rule.code, &self.finding.pointer)
    }
}
