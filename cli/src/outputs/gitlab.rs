//! Code quality reports of GitLab: a JSON list of violations.

use super::{
    examined::Examined,
    numbering::Numbering,
    one_line::message,
    output::{Ending, Output},
};
use crate::{
    exit::Stop,
    language::{Language, Said},
    portable::portable_path,
};
use serde_json::{Value, json};
use std::io::Write;
use tongbiao::report::SeverityCode;

/// The format `gitlab`.
#[derive(Debug)]
pub(crate) struct Gitlab {
    language: Language,
    numbering: Numbering,
    is_first: bool,
}

impl Gitlab {
    /// The output in a language.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, numbering: Numbering::default(), is_first: true }
    }

    fn violation(&mut self, violation: &Value, out: &mut dyn Write) -> Result<(), Stop> {
        let before = if std::mem::take(&mut self.is_first) { "" } else { ",\n" };
        write!(out, "{before}{}", serde_json::to_string(violation)?)?;
        Ok(())
    }
}

impl Output for Gitlab {
    fn begin(&mut self, out: &mut dyn Write) -> Result<(), Stop> {
        writeln!(out, "[")?;
        Ok(())
    }

    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if examined.is_clean() {
            return Ok(());
        }
        let path = examined.path().unwrap_or_else(|| examined.source.name.to_owned());
        for place in examined.places() {
            let finding = place.finding;
            let number = self.numbering.next(&path, finding.fingerprint.as_str());
            // The number of the line is not part of the fingerprint: it stays the same if lines are inserted before the place.
            let fingerprint = format!("{path}#{}:{number}", finding.fingerprint.as_str());
            let violation = json!({
                "description": message(&finding.message, self.language),
                "check_name": finding.code.as_str(),
                "fingerprint": fingerprint,
                "severity": severity(finding.severity),
                "location": {"path": path, "lines": {"begin": place.line.unwrap_or(1)}},
            });
            self.violation(&violation, out)?;
        }
        Ok(())
    }

    fn unread(&mut self, name: &str, reason: &Said, out: &mut dyn Write) -> Result<(), Stop> {
        let path = portable_path(name).unwrap_or_else(|| name.to_owned());
        let violation = json!({
            "description": reason.line(self.language),
            "check_name": "unreadable",
            "fingerprint": format!("{path}#unreadable:{}", self.numbering.next(&path, "unreadable")),
            "severity": "blocker",
            "location": {"path": path, "lines": {"begin": 1}},
        });
        self.violation(&violation, out)
    }

    fn end(&mut self, _: &Ending<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        writeln!(out, "\n]")?;
        Ok(())
    }
}

/// The severity in GitLab.
fn severity(severity: SeverityCode) -> &'static str {
    match severity {
        SeverityCode::Fatal => "blocker",
        SeverityCode::Warning => "minor",
        SeverityCode::Info => "info",
        _ => "critical",
    }
}
