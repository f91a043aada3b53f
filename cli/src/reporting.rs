//! The report of one document: what the library reports, with what only this tool knows of the input.

use crate::{input::Source, masking::masked_pointer};
use sha2::{Digest, Sha256};
use std::io::Write;
use tongbiao::{
    check::{Checked, Limits, ReportOptions},
    document::{Document, Standard},
    report::{FindingsReport, Fingerprint, Input, Pointer},
    value::Text,
    wire::{Integer, Json, List, parse_json},
};

/// The report of a check.
pub(crate) fn report(checked: &Checked, options: &ReportOptions) -> Document<FindingsReport> {
    let mut report = checked.report(options);
    if !options.show_values {
        mask(&mut report.body);
    }
    report
}

/// Masks what nobody may see, whatever the class of the member says: member names in pointers that might be somebody's,
/// and values that their own type refuses. A name in the wrong column stands in a public member.
fn mask(report: &mut FindingsReport) {
    let findings = std::mem::take(&mut report.findings).into_vec();
    let masked = findings.into_iter().map(|mut finding| {
        mask_pointer(&mut finding.pointer);
        if finding.code.as_str().starts_with("structure.") {
            finding.actual.take_if(|actual| actual.value.is_some());
        }
        if let Some(more) = finding.more.take() {
            let more = more.into_vec().into_iter().map(|mut place| {
                mask_pointer(&mut place.pointer);
                place
            });
            finding.more = List::new(more.collect());
        }
        if let Some(fix) = &mut finding.fix {
            let steps = fix.patch.iter().cloned().map(|mut step| {
                mask_pointer(&mut step.path);
                step.from.iter_mut().for_each(mask_pointer);
                step
            });
            if let Some(patch) = List::new(steps.collect()) {
                fix.patch = patch;
            }
        }
        finding
    });
    report.findings = List::new(masked.collect()).unwrap_or_default();
}

fn mask_pointer(pointer: &mut Pointer) {
    if let Some(masked) = Pointer::parse(&masked_pointer(pointer.as_str())) {
        *pointer = masked;
    }
}

/// Says in a report what was checked.
pub(crate) fn describe_input(report: &mut FindingsReport, checked: &Checked, source: &Source<'_>, limits: &Limits) {
    let mut input = Input::new();
    let name: String = source.name.chars().filter(|c| !c.is_control()).take(1000).collect();
    input.name = Pointer::parse(&name);
    input.line = source.line.and_then(integer);
    input.digest = source.bytes.and_then(digest);
    input.media_type = Text::parse("application/json");
    input.size_bytes = source.size.and_then(|size| usize::try_from(size).ok()).and_then(integer);
    input.detected_kind = checked.kind;
    input.detected_standard = standard_of(checked, source, limits).and_then(|standard| Text::parse(standard.as_str()));
    report.input = Some(input);
}

fn integer<const MIN: i64, const MAX: i64>(number: usize) -> Option<Integer<MIN, MAX>> {
    Integer::new(i64::try_from(number).ok()?)
}

/// The SHA-256 of the bytes, by which the report can be matched to its document.
fn digest(bytes: &[u8]) -> Option<Fingerprint> {
    let mut text = b"sha256:".to_vec();
    for byte in Sha256::digest(bytes) {
        write!(text, "{byte:02x}").ok()?;
    }
    Fingerprint::parse(std::str::from_utf8(&text).ok()?)
}

/// The version of the standard that a document states, if it is one of ours.
fn standard_of(checked: &Checked, source: &Source<'_>, limits: &Limits) -> Option<Standard> {
    if checked.document.is_some() {
        // A document that could be read states the one version that there is.
        return Some(Standard::V1_0);
    }
    checked.kind?;
    let text = std::str::from_utf8(source.bytes?).ok()?;
    let json = parse_json(text, limits.depth_max, limits.values_max).ok()?;
    json.get("standard").and_then(Json::as_str)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::check::check;

    fn described(text: &str) -> FindingsReport {
        let limits = Limits::default();
        let bytes = text.as_bytes();
        let source = Source { name: "a/b\n.json", line: Some(3), size: Some(bytes.len() as u64), bytes: Some(bytes) };
        let checked = check(bytes, None, &limits);
        let mut report = report(&checked, &ReportOptions::default()).body;
        describe_input(&mut report, &checked, &source, &limits);
        report
    }

    #[test]
    fn the_input_is_described() {
        let input = described("{}").input;
        let (name, line, digest) = input.map(|i| (i.name, i.line, i.digest)).unwrap_or_default();
        assert_eq!(name.as_ref().map(Pointer::as_str), Some("a/b.json"));
        assert_eq!(line.map(Integer::get), Some(3));
        let expected = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        assert_eq!(digest.as_ref().map(Fingerprint::as_str), Some(expected));
    }

    #[test]
    fn the_standard_is_told_even_of_a_damaged_document() {
        for (text, expected) in [
            (r#"{"kind":"receipt","standard":"1.0"}"#, Some("1.0")),
            (r#"{"kind":"receipt","standard":"9.9"}"#, None),
            (r#"{"kind":"receipt"}"#, None),
            ("{", None),
        ] {
            let standard = described(text).input.and_then(|input| input.detected_standard);
            assert_eq!(standard.as_ref().map(Text::as_str), expected, "{text}");
        }
    }

    #[test]
    fn pointers_hold_no_names_of_people() {
        let report = described(r#"{"kind":"receipt","standard":"1.0","李明":1,"李明":2}"#);
        let pointers: Vec<_> = report.findings.iter().map(|finding| finding.pointer.as_str()).collect();
        assert!(pointers.len() >= 2, "{pointers:?}");
        assert!(!pointers.iter().any(|pointer| pointer.contains('李')), "{pointers:?}");
    }
}
