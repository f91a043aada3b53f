//! Counts by code and by file, in place of the findings.

use super::{
    examined::Examined,
    output::{Ending, Output},
};
use crate::{
    columns::{columns, padded, visible},
    exit::Stop,
    language::{Language, Said, counted},
    output::{STRONG, severity_style},
    statistics::{FileCount, SEVERITIES, Statistics},
};
use serde_json::{Value, json};
use std::io::{self, Write};
use tongbiao::finding::Severity;

/// The output of `--statistics`.
#[derive(Debug)]
pub(crate) struct Counted {
    language: Language,
    is_json: bool,
    statistics: Statistics,
}

impl Counted {
    /// The counts as text or as JSON.
    pub(crate) fn new(language: Language, is_json: bool) -> Self {
        Self { language, is_json, statistics: Statistics::default() }
    }

    fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        let codes = self.statistics.codes();
        let digits = codes.iter().map(|count| count.findings.to_string().len()).max().unwrap_or(0);
        let code_width = codes.iter().map(|count| count.rule.code.len()).max().unwrap_or(0);
        let severity = |count: &crate::statistics::CodeCount| {
            Said::new(count.severity.label().zh, count.severity.as_str()).line(self.language)
        };
        let severity_width = codes.iter().map(|count| columns(&severity(count))).max().unwrap_or(0);
        for count in &codes {
            let (style, name) = (severity_style(count.severity), padded(&severity(count), severity_width));
            let label = self.language.label(count.rule.label);
            writeln!(
                out,
                "{:>digits$}  {style}{name}{style:#}  {:code_width$}  {label}",
                count.findings, count.rule.code
            )?;
        }
        let (files, all) = self.statistics.files();
        if files.is_empty() {
            return Ok(());
        }
        let heading = Said::new("检查结果最多的文件", "Files with the most findings").line(self.language);
        writeln!(out, "\n{STRONG}{heading}{STRONG:#}")?;
        for file in &files {
            writeln!(out, "{}: {}", visible(&file.name), counts(file).line(self.language))?;
        }
        if all > files.len() {
            let left = all - files.len();
            let said = Said::new(format!("另有 {left} 个文件"), format!("and {}", counted(left, "more file")));
            writeln!(out, "{}", said.line(self.language))?;
        }
        writeln!(out)
    }

    fn json(&self, ending: &Ending<'_>) -> Value {
        let codes = self.statistics.codes();
        let codes = codes.iter().map(|count| {
            json!({"code": count.rule.code, "severity": count.severity.as_str(), "findings": count.findings,
                "documents": count.documents, "label": {"zh": count.rule.label.zh, "en": count.rule.label.en}})
        });
        let (files, all) = self.statistics.files();
        let files = files.iter().map(|file| {
            let [fatal, error, warning, info] = file.counts;
            json!({"name": file.name, "fatal": fatal, "error": error, "warning": warning, "info": info})
        });
        let tally = ending.tally;
        json!({
            "documents": {"checked": tally.documents, "accepted": tally.accepted, "rejected": tally.rejected,
                "notDetermined": tally.undetermined},
            "findings": {"fatal": tally.fatal, "error": tally.error, "warning": tally.warning, "info": tally.info,
                "unselected": tally.unselected, "suppressed": tally.suppressed, "inBaseline": tally.known,
                "lowered": tally.lowered},
            "unreadablePaths": tally.unreadable,
            "codes": codes.collect::<Vec<_>>(),
            "filesWithFindings": all,
            "worstFiles": files.collect::<Vec<_>>(),
        })
    }
}

impl Output for Counted {
    fn document(&mut self, examined: &Examined<'_>, _: &mut dyn Write) -> Result<(), Stop> {
        self.statistics.count(examined.source.name, examined.counted());
        Ok(())
    }

    fn end(&mut self, ending: &Ending<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if self.is_json {
            writeln!(out, "{}", serde_json::to_string_pretty(&self.json(ending))?)?;
            return Ok(());
        }
        self.text(out)?;
        if !ending.quiet {
            for line in ending.tally.summary(self.language) {
                writeln!(out, "{STRONG}{line}{STRONG:#}")?;
            }
        }
        Ok(())
    }
}

/// The counts of a file that are not zero.
fn counts(file: &FileCount) -> Said {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (severity, count) in SEVERITIES.into_iter().zip(file.counts).filter(|(_, count)| *count > 0) {
        zh.push(format!("{} {count}", severity.label().zh));
        en.push(match severity {
            Severity::Fatal => format!("{count} {severity}"),
            Severity::Error | Severity::Warning | Severity::Info => counted(count, severity.as_str()),
        });
    }
    Said::new(zh.join("，"), en.join(", "))
}
