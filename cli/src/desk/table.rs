//! The table for people: for each application a heading, and a row for each programme.

use super::{
    form::{Form, Kept},
    judged::{Judged, reason},
    note::notes,
    totals::{DECISIONS, Totals, decision, plain},
};
use crate::{
    columns::{columns, padded, visible},
    exit::Stop,
    language::{Language, Said, counted},
    output::{PLACE, STRONG},
};
use std::{fmt::Write as _, io::Write};
use tongbiao::{check::Located, code::AdjudicationDecision, explain::Words, programme::Programme};

/// The number of columns of an amount.
const AMOUNT: usize = 14;

/// The number of notes in a row, and of findings below an input.
const NOTES_MAX: usize = 4;

/// The format `text`. The widths of its columns are known before the first application.
#[derive(Debug, Clone)]
pub(super) struct Table {
    language: Language,
    show_values: bool,
    /// The note that the day of the decision is assumed.
    assumed: Option<Said>,
    /// The numbers of columns of the programmes and of the decisions.
    widths: (usize, usize),
}

/// The identifier of a programme with its revision.
pub(super) fn named(programme: &Programme) -> String {
    visible(&format!("{}@{}", programme.id, programme.revision))
}

impl Table {
    /// The table for some programmes.
    pub(super) fn new(programmes: &[&Programme], assumed: Option<Said>, show_values: bool, language: Language) -> Self {
        let programme = programmes.iter().map(|programme| columns(&named(programme))).max().unwrap_or(0);
        let decision = DECISIONS.iter().map(|code| columns(&self::short(*code, language))).max().unwrap_or(0);
        Self { language, show_values, assumed, widths: (programme, decision) }
    }

    /// The first texts of a list in one line, and the number of the others.
    fn listed(&self, all: &[Words]) -> String {
        let some = || all.iter().take(NOTES_MAX);
        let mut said = Said::new(
            some().map(|words| words.zh.as_str()).collect::<Vec<_>>().join("；"),
            some().map(|words| words.en.as_str()).collect::<Vec<_>>().join("; "),
        );
        let left = all.len().saturating_sub(NOTES_MAX);
        if left > 0 {
            said.zh.push_str(&format!("；另有 {left} 项"));
            said.en.push_str(&format!("; {left} more"));
        }
        visible(&said.line(self.language))
    }

    /// The errors of an input, below its heading.
    pub(super) fn errors(&self, judged: &Judged<'_>, lines: &mut String) {
        for Located { finding, .. } in judged.errors().take(NOTES_MAX) {
            let (zh, en) = finding.message();
            let message = visible(&Said::new(zh, en).line(self.language));
            let name = Said::new("错误", "error").line(self.language);
            // INVARIANT: a text accepts every write.
            let _ = writeln!(lines, "  {STRONG}{name}[{}]{STRONG:#} {message}", finding.rule.code);
        }
        let left = judged.errors().count().saturating_sub(NOTES_MAX);
        if left > 0 {
            let said = Said::new(
                format!("另有 {left} 个错误；请运行 `tongbiao check`"),
                format!("{}; run `tongbiao check`", counted(left, "more error")),
            );
            let _ = writeln!(lines, "  {}", said.line(self.language));
        }
    }
}

fn short(code: AdjudicationDecision, language: Language) -> String {
    let (zh, en) = decision(code);
    Said::new(zh, en).line(language)
}

impl Table {
    /// The heading of an input, and whether its outcomes are reliable.
    pub(super) fn heading(&self, judged: &Judged<'_>) -> String {
        let mut lines = format!("{PLACE}{}{PLACE:#}", judged.place());
        for part in [judged.id(self.show_values).map(|id| visible(&id)), judged.child(self.show_values)] {
            // INVARIANT: a text accepts every write.
            let _ = part.map_or(Ok(()), |part| write!(lines, "  {part}"));
        }
        lines.push('\n');
        match &judged.outcomes {
            Err(failure) => {
                let Said { zh, en } = reason(failure);
                let said = Said::new(format!("无结果：{zh}"), format!("no outcome: {en}"));
                let _ = writeln!(lines, "  {}", visible(&said.line(self.language)));
            }
            Ok(_) if judged.errors().next().is_some() => {
                let said =
                    Said::new("申请有错误，结果不可靠", "the application has errors; the outcomes are not reliable");
                let _ = writeln!(lines, "  {}", said.line(self.language));
            }
            Ok(_) => {}
        }
        lines
    }
}

impl Form for Table {
    fn entry(&self, judged: &Judged<'_>) -> Result<String, Stop> {
        let mut lines = self.heading(judged);
        for (programme, outcome) in judged.outcomes.iter().flatten() {
            let is_refused = outcome.decision == AdjudicationDecision::Refused;
            let amount = outcome.amount.filter(|_| !is_refused).map(|amount| amount.to_string());
            let amount = amount.unwrap_or_else(|| "—".to_owned());
            let indent = " ".repeat(AMOUNT.saturating_sub(columns(&amount)));
            let row = format!(
                "  {}  {}  {indent}{amount}  {}",
                padded(&named(programme), self.widths.0),
                padded(&short(outcome.decision, self.language), self.widths.1),
                self.listed(&notes(programme, outcome, self.show_values))
            );
            // INVARIANT: a text accepts every write.
            let _ = writeln!(lines, "{}", row.trim_end());
        }
        self.errors(judged, &mut lines);
        Ok(lines)
    }

    fn has_totals(&self) -> bool {
        true
    }

    fn end(&self, totals: &Totals, _: &Kept, out: &mut dyn Write) -> Result<(), Stop> {
        let used = totals.used();
        if used.len() > 1 {
            self.totals(totals, out)?;
        }
        if let Some(assumed) = self.assumed.as_ref().filter(|_| !used.is_empty()) {
            for text in self.language.choose(&assumed.zh, &assumed.en) {
                writeln!(out, "{text}")?;
            }
        }
        let Said { zh, en } = totals.said(false);
        for text in self.language.choose(zh, en) {
            writeln!(out, "{STRONG}{text}{STRONG:#}")?;
        }
        Ok(())
    }
}

impl Table {
    /// The counts and the sum of each programme with an outcome, in columns.
    fn totals(&self, totals: &Totals, out: &mut dyn Write) -> Result<(), Stop> {
        let line = |zh: &str, en: &str| Said::new(zh, en).line(self.language);
        let mut heads = vec![line("项目", "programme")];
        heads.extend(DECISIONS.iter().map(|code| short(*code, self.language)));
        heads.extend([line("给付（元）", "awards (yuan)"), line("待补材料（元）", "awaiting documents (yuan)")]);
        let mut rows = vec![heads];
        for (name, counts) in totals.used() {
            let mut row = vec![name.clone()];
            row.extend(counts.decisions.map(|count| count.to_string()));
            row.extend([plain(counts.awarded), plain(counts.awaiting)]);
            rows.push(row);
        }
        let mut widths: Vec<usize> = Vec::new();
        for row in &rows {
            widths.resize(row.len(), 0);
            widths.iter_mut().zip(row).for_each(|(width, cell)| *width = columns(cell).max(*width));
        }
        writeln!(out)?;
        for row in &rows {
            for (place, (cell, width)) in row.iter().zip(&widths).enumerate() {
                if place == 0 {
                    write!(out, "{}", padded(cell, *width))?;
                } else {
                    write!(out, "  {}{cell}", " ".repeat(width.saturating_sub(columns(cell))))?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
