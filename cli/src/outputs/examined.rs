//! A document that was checked, as the outputs receive it.

use crate::{columns::visible, portable::portable_path, treatment::Treated};
use std::cell::OnceCell;
use tongbiao::{
    check::ReportOptions,
    document::Document,
    finding::{Rule, Severity},
    report::{
        FindingsReport, FixMeaning, PatchOperation, RelatedPlace, ReportedFinding, ReportedFix, SeverityCode,
        ShownValue, TextPosition,
    },
};
use tongbiao_json::{check::treated_report, input::Source};

/// A document, its text and the result of its check. The report is built only if an output needs it.
pub(crate) struct Examined<'a> {
    /// The document.
    pub(crate) source: &'a Source<'a>,
    /// The result of the check, with the treatment of its findings.
    pub(crate) treated: &'a Treated<'a>,
    options: &'a ReportOptions,
    report: OnceCell<Document<FindingsReport>>,
}

/// A finding at one of its places.
#[derive(Debug, Clone)]
pub(crate) struct Place<'a> {
    /// The finding.
    pub(crate) finding: &'a ReportedFinding,
    /// The place as a JSON Pointer.
    pub(crate) pointer: &'a str,
    /// The line in the file, from 1.
    pub(crate) line: Option<usize>,
    /// The column in characters, from 1.
    pub(crate) column: Option<usize>,
    /// The column after the last character of the place.
    pub(crate) end_column: Option<usize>,
    /// The expected value.
    pub(crate) expected: Option<&'a ShownValue>,
    /// The actual value.
    pub(crate) actual: Option<&'a ShownValue>,
    /// The related places.
    pub(crate) related: &'a [RelatedPlace],
    /// The text of the place, if it is known.
    pub(crate) text: Option<&'a str>,
    /// The new value of the place, and whether it has the same meaning. None if there is no such fix, or its value is not shown.
    pub(crate) fix: Option<(&'a str, bool)>,
}

impl<'a> Examined<'a> {
    /// A document and the result of its check.
    pub(crate) fn new(source: &'a Source<'a>, treated: &'a Treated<'a>, options: &'a ReportOptions) -> Self {
        Self { source, treated, options, report: OnceCell::new() }
    }

    /// The report of the check.
    pub(crate) fn report(&self) -> &Document<FindingsReport> {
        let Treated { checked, treatments, .. } = self.treated;
        self.report.get_or_init(|| treated_report(checked, self.source, self.options, treatments))
    }

    /// The rule and the severity of each listed finding, also above the maximum number of a report.
    pub(crate) fn counted(&self) -> impl Iterator<Item = (&'static Rule, Severity)> {
        self.treated.listed()
    }

    /// Whether no finding is listed.
    pub(crate) fn is_clean(&self) -> bool {
        self.counted().next().is_none()
    }

    /// Whether values are shown.
    pub(crate) fn shows_values(&self) -> bool {
        self.options.show_values || self.treated.checked.is_public()
    }

    /// The text of the document, up to the first byte that is not UTF-8.
    pub(crate) fn text(&self) -> &'a str {
        valid_text(self.source.bytes.unwrap_or_default())
    }

    /// The path of the file without a leading `./`, with `/` between its parts. None for the standard input.
    pub(crate) fn path(&self) -> Option<String> {
        portable_path(self.source.name)
    }

    /// The name of the file for readers.
    pub(crate) fn shown_name(&self) -> String {
        visible(self.source.name)
    }

    /// All places of the listed findings without a waiver, in the order of the report.
    pub(crate) fn places(&self) -> Vec<Place<'_>> {
        let findings = self.report().body.findings.iter();
        self.places_of(findings.filter(|finding| finding.suppressed.is_none()))
    }

    /// All places of some findings of the report.
    pub(crate) fn places_of<'b>(&self, findings: impl Iterator<Item = &'b ReportedFinding>) -> Vec<Place<'b>>
    where
        'a: 'b,
    {
        let mut places = Vec::new();
        for finding in findings {
            places.push(self.place(finding, finding.pointer.as_str(), finding.position.as_ref()));
            for further in finding.more.iter().flat_map(|more| more.iter()) {
                places.push(Place {
                    expected: further.expected.as_ref(),
                    actual: further.actual.as_ref(),
                    related: further.related.as_deref().unwrap_or_default(),
                    fix: further.fix.as_ref().and_then(new_value),
                    ..self.place(finding, further.pointer.as_str(), further.position.as_ref())
                });
            }
        }
        places
    }

    /// A place of a finding, with the values at its first place.
    fn place<'b>(&self, finding: &'b ReportedFinding, pointer: &'b str, position: Option<&TextPosition>) -> Place<'b>
    where
        'a: 'b,
    {
        let first = self.source.line.unwrap_or(1);
        let column = position.map(|position| number(position.column.get()));
        let text: Option<&'b str> = position.and_then(|position| {
            let start = number(position.offset.get());
            self.text().get(start..start.saturating_add(number(position.length.get())))
        });
        let end_column = column.map(|column| {
            let in_line = text.unwrap_or_default().lines().next().unwrap_or_default();
            column + in_line.chars().count().max(1)
        });
        let line = position.map(|position| number(position.line.get()).saturating_sub(1).saturating_add(first));
        Place {
            finding,
            pointer,
            line: line.or(self.source.line),
            column,
            end_column,
            expected: finding.expected.as_ref(),
            actual: finding.actual.as_ref(),
            related: finding.related.as_deref().unwrap_or_default(),
            text,
            fix: finding.fix.as_ref().and_then(new_value),
        }
    }
}

/// The new value of a fix that replaces a value, and whether it has the same meaning.
fn new_value(fix: &ReportedFix) -> Option<(&str, bool)> {
    match &fix.patch[..] {
        [step] if step.op == PatchOperation::Replace => {
            Some((step.value.as_ref()?.as_str(), fix.meaning == FixMeaning::Preserves))
        }
        _ => None,
    }
}

/// A number in a report. It is never negative.
pub(crate) fn number(value: i64) -> usize {
    usize::try_from(value).unwrap_or(0)
}

/// The severity that a code states.
pub(crate) fn severity(code: SeverityCode) -> Severity {
    match code {
        SeverityCode::Info => Severity::Info,
        SeverityCode::Warning => Severity::Warning,
        SeverityCode::Fatal => Severity::Fatal,
        _ => Severity::Error,
    }
}

/// The text of a document as far as it is UTF-8.
pub(crate) fn valid_text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_else(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        std::str::from_utf8(valid).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{policy::Policy, selection::Selection};
    use tongbiao::check::{Limits, check};

    #[test]
    fn text_before_what_is_not_utf8() {
        assert_eq!(valid_text("童a".as_bytes()), "童a");
        assert_eq!(valid_text(b"ab\xffcd"), "ab");
    }

    #[test]
    fn each_place_of_a_merged_finding_is_one() {
        let receipts = vec!["{}"; 20].join(",\n");
        let text = format!("{{\"kind\":\"application\",\"standard\":\"1.0\",\"receipts\":[\n{receipts}]}}");
        let checked = check(text.as_bytes(), None, &Limits::default());
        let source = Source { name: "a.ndjson", line: Some(7), size: None, bytes: Some(text.as_bytes()) };
        let options = ReportOptions::default();
        let selection = Selection::default();
        let policy = Policy::default();
        let treated = Treated::new("a.ndjson", &checked, &selection, &policy);
        let examined = Examined::new(&source, &treated, &options);
        let places = examined.places();
        let missing = |place: &&Place<'_>| place.pointer.starts_with("/receipts/");
        let found: Vec<_> = places.iter().filter(missing).collect();
        assert!(found.len() >= 20 && found.len() % 20 == 0, "{}", found.len());
        let first = found.first().map(|place| (place.pointer, place.line, place.column, place.end_column));
        assert_eq!(first, Some(("/receipts/0", Some(8), Some(1), Some(2))));
    }
}
