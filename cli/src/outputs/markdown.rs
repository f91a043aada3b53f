//! A page in Markdown, for comments and summaries of a pipeline.

use super::{
    examined::Examined,
    one_line::message,
    output::{Ending, Output},
};
use crate::{
    columns::visible,
    exit::Stop,
    language::{Language, Said, counted},
    statistics::Statistics,
};
use std::io::{self, Write};
use tongbiao::report::SeverityCode;

/// The maximum number of listed findings. Services limit the length of a comment.
const ROWS_MAX: usize = 500;

/// The maximum number of listed paths that could not be read.
const UNREAD_MAX: usize = 100;

/// The format `markdown`.
#[derive(Debug)]
pub(crate) struct Markdown {
    language: Language,
    statistics: Statistics,
    rows: Vec<String>,
    left: usize,
    unread: Vec<String>,
}

impl Markdown {
    /// The output in a language.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, statistics: Statistics::default(), rows: Vec::new(), left: 0, unread: Vec::new() }
    }

    fn heading(&self, level: &str, zh: &str, en: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{level} {}\n", escaped(&Said::new(zh, en).line(self.language)))
    }

    fn head(&self, columns: &[(&str, &str)], out: &mut dyn Write) -> io::Result<()> {
        let names: Vec<_> = columns.iter().map(|(zh, en)| Said::new(*zh, *en).line(self.language)).collect();
        writeln!(out, "{}", row(&names))?;
        writeln!(out, "|{}", " --- |".repeat(columns.len()))
    }

    fn severity(&self, severity: SeverityCode) -> String {
        Said::new(severity.label().zh, severity.as_str()).line(self.language)
    }

    fn codes(&self, out: &mut dyn Write) -> io::Result<()> {
        self.heading("##", "按代码统计", "Findings by code", out)?;
        self.head(
            &[
                ("严重程度", "Severity"),
                ("代码", "Code"),
                ("检查结果", "Findings"),
                ("文件份数", "Documents"),
                ("名称", "Label"),
            ],
            out,
        )?;
        for count in self.statistics.codes() {
            let cells = [
                self.severity(count.severity.into()),
                count.rule.code.to_owned(),
                count.findings.to_string(),
                count.documents.to_string(),
                self.language.label(count.rule.label),
            ];
            writeln!(out, "{}", row(&cells))?;
        }
        writeln!(out)
    }

    fn files(&self, out: &mut dyn Write) -> io::Result<()> {
        let (files, all) = self.statistics.files();
        self.heading("##", "检查结果最多的文件", "Files with the most findings", out)?;
        self.head(
            &[("文件", "File"), ("无法继续", "Fatal"), ("错误", "Errors"), ("警告", "Warnings"), ("信息", "Infos")],
            out,
        )?;
        for file in &files {
            let cells: Vec<_> =
                std::iter::once(file.name.clone()).chain(file.counts.map(|count| count.to_string())).collect();
            writeln!(out, "{}", row(&cells))?;
        }
        if all > files.len() {
            let left = all - files.len();
            let said =
                Said::new(format!("另有 {left} 个文件未列出"), format!("{} not listed", counted(left, "more file")));
            writeln!(out, "\n{}", escaped(&said.line(self.language)))?;
        }
        writeln!(out)
    }

    fn findings(&self, out: &mut dyn Write) -> io::Result<()> {
        self.heading("##", "检查结果", "Findings", out)?;
        self.head(
            &[("位置", "Place"), ("严重程度", "Severity"), ("代码", "Code"), ("说明", "Message"), ("指针", "Pointer")],
            out,
        )?;
        for row in &self.rows {
            writeln!(out, "{row}")?;
        }
        if self.left > 0 {
            let left = self.left;
            let said =
                Said::new(format!("另有 {left} 项未列出"), format!("{} not listed", counted(left, "more finding")));
            writeln!(out, "\n{}", escaped(&said.line(self.language)))?;
        }
        Ok(())
    }
}

impl Output for Markdown {
    fn document(&mut self, examined: &Examined<'_>, _: &mut dyn Write) -> Result<(), Stop> {
        self.statistics.count(examined.source.name, examined.counted());
        let all = examined.counted().count();
        if all == 0 {
            return Ok(());
        }
        let listed = self.rows.len();
        for place in examined.places().into_iter().take(ROWS_MAX.saturating_sub(listed)) {
            let finding = place.finding;
            let numbers = [place.line, place.column].into_iter().flatten();
            let position: String = numbers.map(|number| format!(":{number}")).collect();
            let cells = [
                format!("{}{position}", examined.source.name),
                self.severity(finding.severity),
                finding.code.as_str().to_owned(),
                message(&finding.message, self.language),
                place.pointer.to_owned(),
            ];
            self.rows.push(row(&cells));
        }
        self.left += all.saturating_sub(self.rows.len() - listed);
        Ok(())
    }

    fn unread(&mut self, _: &str, reason: &Said, _: &mut dyn Write) -> Result<(), Stop> {
        if self.unread.len() < UNREAD_MAX {
            self.unread.push(escaped(&reason.line(self.language)));
        }
        Ok(())
    }

    fn end(&mut self, ending: &Ending<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        self.heading("#", "校验报告", "Check report", out)?;
        for line in ending.tally.summary(self.language) {
            writeln!(out, "{}\n", escaped(&line))?;
        }
        if !self.unread.is_empty() {
            self.heading("##", "未能读取", "Not read", out)?;
            for reason in &self.unread {
                writeln!(out, "- {reason}")?;
            }
            writeln!(out)?;
        }
        if !self.statistics.codes().is_empty() {
            self.codes(out)?;
            self.files(out)?;
            self.findings(out)?;
        }
        Ok(())
    }
}

/// A row of a table.
fn row(cells: &[String]) -> String {
    let cells: String = cells.iter().map(|cell| format!(" {} |", escaped(cell))).collect();
    format!("|{cells}")
}

/// A text in which no character is a mark of Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in visible(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$' | '@'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
