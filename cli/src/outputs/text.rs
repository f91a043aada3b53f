//! Findings with excerpts of the text, for people.

use super::{
    examined::{Examined, number, severity},
    one_line,
    output::{Ending, Output},
};
use crate::{
    exit::Stop,
    language::{Language, Said, counted},
    output::{STRONG, severity_style},
    position::numbers,
    text_output::Page,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};
use tongbiao::{finding::Severity, report::ReportedFinding};

/// The number of documents in which the findings of a code are printed in full.
const FULL_MAX: usize = 3;

/// The number of lines for the further findings of a code. Errors have a line each, whatever their number.
const LINES_MAX: usize = 20;

/// The format `text`. Findings of a code that is found in many documents are shortened, so that they do not hide the others.
#[derive(Debug)]
pub(crate) struct Text {
    language: Language,
    ungrouped: bool,
    repeated: BTreeMap<String, Repeated>,
}

/// The findings of a code so far.
#[derive(Debug, Default, Clone, Copy)]
struct Repeated {
    /// The number of documents with such findings in full.
    full: usize,
    /// The number of findings on one line.
    lines: usize,
    /// The number of findings that are not printed.
    left: usize,
    /// The number of documents with such findings that are not printed.
    documents: usize,
}

/// How a finding is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Full,
    Line,
    Left,
}

impl Text {
    /// The output in a language. `ungrouped`: each finding is printed in full.
    pub(crate) fn new(language: Language, ungrouped: bool) -> Self {
        Self { language, ungrouped, repeated: BTreeMap::new() }
    }

    fn form(&mut self, finding: &ReportedFinding) -> Form {
        let repeated = self.repeated.entry(finding.code.as_str().to_owned()).or_default();
        if self.ungrouped || repeated.full < FULL_MAX {
            return Form::Full;
        }
        if repeated.lines < LINES_MAX || severity(finding.severity) >= Severity::Error {
            repeated.lines += 1;
            return Form::Line;
        }
        repeated.left += number(finding.occurrences.get());
        Form::Left
    }

    /// Counts the document for the codes of its findings.
    fn count(&mut self, forms: &[(&ReportedFinding, Form)]) {
        let codes: BTreeSet<_> = forms
            .iter()
            .map(|(finding, form)| (finding.code.as_str(), *form == Form::Full, *form == Form::Left))
            .collect();
        for (code, is_full, is_left) in codes {
            if let Some(repeated) = self.repeated.get_mut(code) {
                repeated.full += usize::from(is_full);
                repeated.documents += usize::from(is_left);
            }
        }
    }
}

impl Output for Text {
    fn kept(&self) -> Option<Value> {
        let repeated = self.repeated.iter().map(|(code, Repeated { full, lines, left, documents })| {
            (code.clone(), Value::from(vec![*full, *lines, *left, *documents]))
        });
        Some(Value::Object(repeated.collect()))
    }

    fn resume(&mut self, kept: &Value) -> Option<()> {
        let repeated = kept.as_object()?.iter().map(|(code, kept)| {
            let [full, lines, left, documents] = numbers(kept)?;
            Some((code.clone(), Repeated { full, lines, left, documents }))
        });
        self.repeated = repeated.collect::<Option<_>>()?;
        Some(())
    }

    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if examined.is_clean() {
            return Ok(());
        }
        let report = &examined.report().body;
        let listed = report.findings.iter().filter(|finding| finding.suppressed.is_none());
        let forms: Vec<_> = listed.map(|finding| (finding, self.form(finding))).collect();
        self.count(&forms);
        let of = |form| forms.iter().filter(move |(_, other)| *other == form).map(|(finding, _)| *finding);
        let full: Vec<_> = of(Form::Full).collect();
        let listed: usize = forms.iter().map(|(finding, _)| number(finding.occurrences.get())).sum();
        let left = examined.counted().count().saturating_sub(listed);
        Page::new(examined.source, report, examined.shows_values(), self.language).print(&full, left, out)?;
        for finding in of(Form::Line) {
            if let Some(place) = examined.places_of(std::iter::once(finding)).first() {
                let places = number(finding.occurrences.get());
                let remark = Said::new(format!("（共 {places} 处）"), format!("({places} places)"));
                let blank = if self.language.has_chinese() { "" } else { " " };
                let remark = if places > 1 { format!("{blank}{}", remark.line(self.language)) } else { String::new() };
                one_line::print(&examined.shown_name(), place, &remark, self.language, out)?;
            }
        }
        if of(Form::Line).next().is_some() {
            writeln!(out)?;
        }
        Ok(())
    }

    fn end(&mut self, ending: &Ending<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        for (code, Repeated { left, documents, .. }) in self.repeated.iter().filter(|(_, repeated)| repeated.left > 0) {
            let style = severity_style(Severity::Warning);
            let said = Said::new(
                format!("另有 {left} 项检查结果，涉及 {documents} 份文件；用 --ungrouped --select {code} 全部列出"),
                format!(
                    "{} in {}; list all with --ungrouped --select {code}",
                    counted(*left, "more finding"),
                    counted(*documents, "document")
                ),
            );
            for line in self.language.choose(&said.zh, &said.en) {
                writeln!(out, "{style}[{code}]{style:#} {line}")?;
            }
        }
        if !ending.quiet {
            for line in ending.tally.summary(ending.language) {
                writeln!(out, "{STRONG}{line}{STRONG:#}")?;
            }
        }
        Ok(())
    }
}
