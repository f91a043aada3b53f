//! Converts the result of a check to a report that can be exchanged.

use super::{
    Checked, Limits, Located,
    position::Position,
    treatment::{Treatment, verdict},
};
use crate::{
    catalogue,
    document::Document,
    finding::{Finding, Fix, Rule, Severity, Shown},
    prose,
    report::{
        Bilingual, Counts, FindingCode, FindingsReport, Fingerprint, FixMeaning, FurtherPlace, Input, NewCounts,
        NewFindingsReport, NewReportedFinding, NewReportedLimits, NewTextPosition, ParameterName, ParameterValue,
        PatchOperation, PatchStep, Pointer, RelatedPlace, ReportVersion, ReportedFinding, ReportedFix, ReportedLimits,
        RuleReference, RuleSetVersion, RuleUse, ShownValue, StopReason, Suppression, TextPosition, Tool, Verdict,
        masked_pointer,
    },
    schema,
    value::{Note, Text},
    wire::{Entries, Integer, List},
};
use std::collections::HashMap;

/// Options of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportOptions {
    /// Whether private values are shown: the values of private members, values that their own type refuses, and member
    /// names that may be a person's name or number. They are hidden by default, so that the report can be logged.
    pub show_values: bool,
    /// The maximum number of listed findings. The counts include all findings. The default is 200.
    pub findings_max: usize,
    /// Whether the report lists the rules that were evaluated, that do not apply and that were not evaluated. The lists are the
    /// larger part of most reports, and are left out by default.
    pub list_rules: bool,
    /// The limits with which the document was read. The default is [`Limits::default`].
    pub limits: Limits,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { show_values: false, findings_max: 200, list_rules: false, limits: Limits::default() }
    }
}

/// The maximum number of findings in a report, whatever the options say. It is the bound of the schema.
const LISTED_MAX: usize = 100_000;

/// Findings with equal codes and parameters are merged if there are at least this many.
const MERGED_FROM: usize = 6;

/// The address of the published documentation of the codes.
const CODES_URL: &str = "https://w3id.org/tongbiao/1.0/codes#";

impl Checked {
    /// The verdict. A document whose check was not completed is never accepted.
    pub fn verdict(&self) -> Verdict {
        verdict(self.worst(), self.completed)
    }

    /// The verdict with a treatment of each finding, in their order. A finding without one is treated as by [`Treatment::of`].
    pub fn treated_verdict(&self, treatments: &[Treatment<'_>]) -> Verdict {
        let counted = self.treated(treatments).filter(|(_, treatment)| treatment.waiver.is_none());
        verdict(counted.map(|(_, treatment)| treatment.severity).max(), self.completed)
    }

    fn treated<'a>(&'a self, treatments: &'a [Treatment<'a>]) -> impl Iterator<Item = Treated<'a>> {
        let given = treatments.iter().copied().map(Some).chain(std::iter::repeat(None));
        let all = self.findings.iter().zip(given);
        all.map(|(located, given)| (located, given.unwrap_or_else(|| Treatment::of(&located.finding))))
    }

    /// The result as a document of kind `findings`.
    ///
    /// # Example
    /// ```
    /// use tongbiao::check::{Limits, ReportOptions, check};
    ///
    /// let report = check(b"{}", None, &Limits::default()).report(&ReportOptions::default());
    /// assert_eq!(report.body.findings[0].code.as_str(), "document.kind-missing");
    /// println!("{}", report.to_json()?);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn report(&self, options: &ReportOptions) -> Document<FindingsReport> {
        self.treated_report(options, &[])
    }

    /// The result as a document of kind `findings`, with a treatment of each finding, in their order. A finding without
    /// one is treated as by [`Treatment::of`].
    ///
    /// # Example
    /// ```
    /// use tongbiao::{
    ///     check::{Limits, Located, ReportOptions, Treatment, check},
    ///     finding::Severity,
    ///     report::Verdict,
    /// };
    ///
    /// let checked = check(b"{\"kind\": \"receipt\", \"standard\": \"1.0\"}", None, &Limits::default());
    /// let lowered = |located: &Located| Treatment { severity: Severity::Info, ..Treatment::of(&located.finding) };
    /// let treatments: Vec<_> = checked.findings.iter().map(lowered).collect();
    /// let report = checked.treated_report(&ReportOptions::default(), &treatments).body;
    /// assert_eq!((report.counts.error.get(), report.counts.info.get()), (0, 3));
    /// // The check was not completed, because required members are missing.
    /// assert_eq!(report.verdict, Verdict::NotDetermined);
    /// ```
    pub fn treated_report(&self, options: &ReportOptions, treatments: &[Treatment<'_>]) -> Document<FindingsReport> {
        let options = &ReportOptions { show_values: options.show_values || self.is_public(), ..*options };
        let treated: Vec<_> = self.treated(treatments).collect();
        let counted = || treated.iter().filter(|(_, treatment)| treatment.waiver.is_none());
        let most = options.findings_max.min(LISTED_MAX);
        let mut listed = Vec::new();
        let mut list = |waiver: Option<&Suppression>| {
            let is_of = |(_, treatment): &&Treated<'_>| treatment.is_listed && same(treatment.waiver, waiver);
            let groups = merged(treated.iter().filter(is_of).copied());
            let room = most.saturating_sub(listed.len());
            listed.extend(groups.iter().take(room).map(|(first, others)| reported(*first, others, options)));
        };
        // Findings with a waiver follow the others, waiver by waiver.
        list(None);
        let mut waivers: Vec<&Suppression> = Vec::new();
        for waiver in treated.iter().filter_map(|(_, treatment)| treatment.waiver) {
            if !waivers.iter().any(|known| std::ptr::eq(*known, waiver)) {
                waivers.push(waiver);
                list(Some(waiver));
            }
        }
        let count = |severity| counted().filter(|(_, treatment)| treatment.severity == severity).count();
        let counts = Counts::new(NewCounts {
            fatal: integer(count(Severity::Fatal)),
            error: integer(count(Severity::Error)),
            warning: integer(count(Severity::Warning)),
            info: integer(count(Severity::Info)),
            listed: integer(listed.len()),
        });
        let ruleset =
            RuleSetVersion::new(text("tongbiao"), text(env!("CARGO_PKG_VERSION")), fingerprint(&catalogue::digest()));
        let tool = Tool::new(text("tongbiao"), text(env!("CARGO_PKG_VERSION")));
        let mut report = FindingsReport::new(NewFindingsReport {
            report_version: ReportVersion::V1,
            ruleset,
            tool,
            completed: self.completed,
            verdict: verdict(counted().map(|(_, treatment)| treatment.severity).max(), self.completed),
            counts,
            findings: List::new(listed).unwrap_or_default(),
        });
        let structure = self.kind.is_some();
        report.stopped_because =
            (!self.completed).then_some(if structure { StopReason::Structure } else { StopReason::Unreadable });
        report.limits = Some(ReportedLimits::new(NewReportedLimits {
            bytes_max: integer(options.limits.bytes_max),
            depth_max: integer(options.limits.depth_max),
            values_max: integer(options.limits.values_max),
            findings_max: integer(options.findings_max),
        }));
        report.code_lists_digest = Some(fingerprint(&schema::code_lists_digest()));
        report.rules = options.list_rules.then(|| self.rule_use());
        let mut input = Input::new();
        input.detected_kind = self.kind;
        report.input = Some(input);
        Document::new(report)
    }

    fn rule_use(&self) -> RuleUse {
        let codes = |keep: &dyn Fn(&Rule) -> bool| {
            let codes =
                catalogue::rules().filter(|rule| keep(rule)).filter_map(|rule| FindingCode::parse(rule.code).ok());
            List::new(codes.collect()).unwrap_or_default()
        };
        let evaluated = |rule: &Rule| self.evaluated.contains(rule);
        RuleUse::new(
            codes(&evaluated),
            codes(&|rule| self.completed && !evaluated(rule)),
            codes(&|rule| !self.completed && !evaluated(rule)),
        )
    }
}

/// Findings with equal codes and parameters, merged if there are many: the first, and the others.
fn merged<'a>(findings: impl Iterator<Item = Treated<'a>>) -> Vec<(Treated<'a>, Vec<&'a Located>)> {
    let mut groups: Vec<(Numbered<'_>, Vec<Numbered<'_>>)> = Vec::new();
    let mut index = HashMap::new();
    for numbered in findings.enumerate() {
        let finding = &numbered.1.0.finding;
        let key = (finding.rule.code, &finding.params);
        match index.get(&key).and_then(|at: &usize| groups.get_mut(*at)) {
            Some((_, others)) => others.push(numbered),
            None => {
                index.insert(key, groups.len());
                groups.push((numbered, Vec::new()));
            }
        }
    }
    let split = |(first, others): (_, Vec<_>)| {
        if others.len() + 1 < MERGED_FROM {
            std::iter::once(first).chain(others).map(|finding| (finding, Vec::new())).collect()
        } else {
            vec![(first, others)]
        }
    };
    let mut groups: Vec<_> = groups.into_iter().flat_map(split).collect();
    // The findings of a document without a text are already in order.
    groups.sort_by_key(|((number, (located, _)), _)| {
        located.position.map_or((0, *number), |position| (position.span.start, 0))
    });
    groups
        .into_iter()
        .map(|((_, first), others)| (first, others.into_iter().map(|(_, (other, _))| other).collect()))
        .collect()
}

/// A finding and its treatment.
type Treated<'a> = (&'a Located, Treatment<'a>);

/// Whether two waivers are one.
fn same(a: Option<&Suppression>, b: Option<&Suppression>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => std::ptr::eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// A finding and its number among all findings.
type Numbered<'a> = (usize, Treated<'a>);

fn reported((located, treatment): Treated<'_>, others: &[&Located], options: &ReportOptions) -> ReportedFinding {
    let Located { finding, position } = located;
    let rule = finding.rule;
    let (zh, en) = finding.message();
    let mut reported = ReportedFinding::new(NewReportedFinding {
        code: code(rule.code),
        severity: treatment.severity.into(),
        category: rule.category.into(),
        pointer: shown_pointer(&finding.pointer, options),
        message: bilingual((&zh, &en)),
        hint: bilingual((finding.hint.zh, finding.hint.en)),
        rule: RuleReference::new(text(rule.source), text(rule.since), text(&format!("{CODES_URL}{}", rule.code))),
        occurrences: integer(others.len() + 1),
        fingerprint: fingerprint(&finding.fingerprint()),
    });
    reported.suppressed = treatment.waiver.cloned();
    reported.position = position.map(text_position);
    let params = finding.params.iter().filter(|(_, value)| !value.is_empty());
    let params: Vec<_> = params
        .filter_map(|(name, value)| Some((ParameterName::parse(name).ok()?, ParameterValue::cleaned(value))))
        .collect();
    reported.params = if params.is_empty() { None } else { Entries::new(params).ok() };
    let of_place = OfPlace::new(finding, options);
    reported.related = of_place.related;
    reported.expected = of_place.expected;
    reported.actual = of_place.actual;
    reported.fix = of_place.fix;
    reported.fixable = of_place.fixable;
    if !others.is_empty() {
        let more = others.iter().map(|Located { finding, position }| {
            let mut further = FurtherPlace::new(shown_pointer(&finding.pointer, options));
            let of_place = OfPlace::new(finding, options);
            further.position = position.map(text_position);
            further.related = of_place.related;
            further.expected = of_place.expected;
            further.actual = of_place.actual;
            further.fix = of_place.fix;
            further.fixable = of_place.fixable;
            further
        });
        // The number of occurrences is exact. The listed places are limited like the findings.
        reported.more = List::new(more.take(options.findings_max.min(LISTED_MAX)).collect()).ok();
    }
    reported
}

/// The members of a finding that may differ among merged findings.
struct OfPlace {
    related: Option<List<RelatedPlace, 0, 20>>,
    expected: Option<ShownValue>,
    actual: Option<ShownValue>,
    fix: Option<ReportedFix>,
    fixable: Option<bool>,
}

impl OfPlace {
    fn new(finding: &Finding, options: &ReportOptions) -> Self {
        let related = finding.related.iter().map(|r| RelatedPlace::new(pointer(&r.pointer), text(r.role)));
        // A value that its own type refuses may be anything, for example a name in the wrong column. The privacy class of
        // its member does not apply.
        let is_refused = finding.rule.code.starts_with("structure.");
        let actual = finding.actual.as_ref().map(|shown| shown_value(shown, options));
        Self {
            related: (!finding.related.is_empty()).then(|| List::new(related.collect()).unwrap_or_default()),
            expected: finding.expected.as_ref().map(|shown| shown_value(shown, options)),
            actual: actual.filter(|actual| options.show_values || !is_refused || actual.value.is_none()),
            fix: finding.fix.as_ref().and_then(|fix| reported_fix(fix, &finding.pointer, options)),
            fixable: matches!(finding.fix, Some(Fix::Respell(_))).then_some(true),
        }
    }
}

fn reported_fix(fix: &Fix, place: &str, options: &ReportOptions) -> Option<ReportedFix> {
    let (meaning, step) = match fix {
        Fix::Respell(shown) => (FixMeaning::Preserves, replacement(shown, place, options)?),
        Fix::Replace(shown) => (FixMeaning::Changes, replacement(shown, place, options)?),
        Fix::Rename(name) => {
            let (object, _) = place.rsplit_once('/')?;
            let target = format!("{object}/{name}");
            let mut step = PatchStep::new(PatchOperation::Move, shown_pointer(&target, options));
            step.from = Some(shown_pointer(place, options));
            (FixMeaning::Changes, step)
        }
    };
    Some(ReportedFix::new(meaning, List::new(vec![step]).ok()?))
}

/// A step that replaces a value. `None` if the value is withheld. An identity number is private in whatever member it is.
fn replacement(shown: &Shown, place: &str, options: &ReportOptions) -> Option<PatchStep> {
    let is_shown = options.show_values || shown.privacy.is_open() && !prose::has_identity_number(&shown.value);
    is_shown.then(|| {
        let mut step = PatchStep::new(PatchOperation::Replace, shown_pointer(place, options));
        step.value = Some(note(&shown.value));
        step
    })
}

impl Finding {
    /// A digest of the code, the pointer without its indices, and the parameters. It stays the same when a list grows.
    pub fn fingerprint(&self) -> String {
        let mut hash = crate::value::Fnv::default();
        hash.write(self.rule.code);
        for step in self.pointer.split('/') {
            hash.write(if step.bytes().all(|b| b.is_ascii_digit()) { "*" } else { step });
        }
        for (name, value) in &self.params {
            hash.write(name);
            hash.write(value);
        }
        hash.finish()
    }
}

fn shown_value(shown: &Shown, options: &ReportOptions) -> ShownValue {
    let mut value = ShownValue::new();
    if shown.privacy.is_open() || options.show_values {
        value.value = Some(note(&shown.value));
    } else {
        value.redacted = Some(shown.privacy.into());
    }
    value
}

fn text_position(position: Position) -> TextPosition {
    let span = position.span;
    TextPosition::new(NewTextPosition {
        line: integer(position.line),
        column: integer(position.column),
        offset: integer(span.start),
        length: integer(span.end.saturating_sub(span.start)),
    })
}

fn integer<const MIN: i64, const MAX: i64>(value: usize) -> Integer<MIN, MAX> {
    Integer::clamped(i64::try_from(value).unwrap_or(i64::MAX))
}

fn bilingual((zh, en): (&str, &str)) -> Bilingual {
    Bilingual::new(note(zh), note(en))
}

/// Converts a text of this crate to a note. Control characters are escaped, and a text that is too long is cut.
fn note<const MAX: usize>(text: &str) -> Note<MAX> {
    Note::cleaned(text)
}

fn text<const MIN: usize, const MAX: usize>(text: &str) -> Text<MIN, MAX> {
    Text::cleaned(text)
}

fn code(text: &str) -> FindingCode {
    FindingCode::cleaned(text)
}

/// A place in the document. If values are hidden, member names that may be private are hidden too.
fn shown_pointer(place: &str, options: &ReportOptions) -> Pointer {
    if options.show_values { pointer(place) } else { pointer(&masked_pointer(place)) }
}

fn pointer(text: &str) -> Pointer {
    Pointer::cleaned(text)
}

fn fingerprint(text: &str) -> Fingerprint {
    Fingerprint::cleaned(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;

    const NAME: &str = "李明";
    const NUMBER: &str = "41000020210315031";

    /// A name in the wrong column, member names that are personal names, and an extension with an invalid name.
    fn reported(show_values: bool) -> Result<String, serde_json::Error> {
        let text = format!(
            r#"{{"kind":"receipt","standard":"1.0","receiptKind":"{NAME}","{NAME}":1,"{NAME}":2,"payerNam":"{NAME}",
                "extensions":{{"{NUMBER}":1}},"number":{{"form":"legacy","number":"00012345678"}},"totalAmount":"{NUMBER}"}}"#
        );
        let options = ReportOptions { show_values, ..ReportOptions::default() };
        check(text.as_bytes(), None, &Limits::default()).report(&options).to_json()
    }

    #[test]
    fn private_values_are_hidden_by_default() -> Result<(), serde_json::Error> {
        let hidden = reported(false)?;
        assert!(!hidden.contains(NAME) && !hidden.contains(NUMBER), "{hidden}");
        assert!(hidden.contains("/payerNam"), "plain names are shown: {hidden}");
        let shown = reported(true)?;
        assert!(shown.contains(NAME) && shown.contains(NUMBER), "{shown}");
        Ok(())
    }
}
