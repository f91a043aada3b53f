//! Annotations of GitHub Actions: workflow commands on lines.

use super::{examined::Examined, one_line::message, output::Output};
use crate::{
    exit::Stop,
    language::{Language, Said},
};
use std::io::Write;
use tongbiao::report::SeverityCode;

/// The format `github`.
#[derive(Debug)]
pub(crate) struct Github {
    language: Language,
}

impl Github {
    /// The output in a language.
    pub(crate) fn new(language: Language) -> Self {
        Self { language }
    }
}

impl Output for Github {
    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if examined.is_clean() {
            return Ok(());
        }
        let file = examined.path();
        for place in examined.places() {
            let finding = place.finding;
            let mut properties = Vec::new();
            if let Some(file) = &file {
                properties.push(format!("file={}", property(file)));
            }
            if let Some(line) = place.line {
                properties.push(format!("line={line}"));
            }
            if let (Some(column), Some(end)) = (place.column, place.end_column) {
                // The last column of an annotation is inclusive.
                properties.push(format!("col={column},endColumn={}", end.saturating_sub(1)));
            }
            properties.push(format!("title={}", property(finding.code.as_str())));
            let mut text = message(&finding.message, self.language);
            if !place.pointer.is_empty() {
                text.push_str(&format!(" ({})", place.pointer));
            }
            text.push_str(&format!("\n{}", message(&finding.hint, self.language)));
            writeln!(out, "::{} {}::{}", command(finding.severity), properties.join(","), data(&text))?;
        }
        Ok(())
    }

    fn unread(&mut self, _: &str, reason: &Said, out: &mut dyn Write) -> Result<(), Stop> {
        writeln!(out, "::error title=tongbiao::{}", data(&reason.line(self.language)))?;
        Ok(())
    }
}

/// The command of a severity.
fn command(severity: SeverityCode) -> &'static str {
    match severity {
        SeverityCode::Info => "notice",
        SeverityCode::Warning => "warning",
        _ => "error",
    }
}

/// The text of a command. A line feed would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property. A comma would end the property, two colons would end the properties.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        for (text, in_data, in_property) in [
            ("a.json", "a.json", "a.json"),
            ("a,b:c", "a,b:c", "a%2Cb%3Ac"),
            ("100%\r\n::error::x", "100%25%0D%0A::error::x", "100%25%0D%0A%3A%3Aerror%3A%3Ax"),
            ("%0A", "%250A", "%250A"),
        ] {
            assert_eq!((data(text).as_str(), property(text).as_str()), (in_data, in_property));
        }
    }
}
