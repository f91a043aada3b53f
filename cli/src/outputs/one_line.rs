//! One finding on each line, as compilers print it.

use super::{
    examined::{Examined, Place, severity},
    output::Output,
};
use crate::{
    columns::visible,
    exit::Stop,
    language::{Language, Said},
    output::{PLACE, severity_style},
};
use serde_json::Value;
use std::io::{self, Write};
use tongbiao::report::Bilingual;

/// The format `one-line`.
#[derive(Debug)]
pub(crate) struct OneLine {
    language: Language,
}

impl OneLine {
    /// The output in a language.
    pub(crate) fn new(language: Language) -> Self {
        Self { language }
    }
}

impl Output for OneLine {
    fn kept(&self) -> Option<Value> {
        Some(Value::Null)
    }

    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if examined.is_clean() {
            return Ok(());
        }
        let name = examined.shown_name();
        for place in examined.places() {
            print(&name, &place, "", self.language, out)?;
        }
        Ok(())
    }
}

/// Prints a finding at a place on one line, with a remark at the end.
pub(crate) fn print(
    name: &str,
    place: &Place<'_>,
    remark: &str,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "{PLACE}{name}:")?;
    for number in [place.line, place.column].into_iter().flatten() {
        write!(out, "{number}:")?;
    }
    let finding = place.finding;
    let style = severity_style(severity(finding.severity));
    let code = finding.code.as_str();
    writeln!(
        out,
        "{PLACE:#} {style}{}[{code}]{style:#} {}{remark}",
        finding.severity,
        visible(&message(&finding.message, language))
    )
}

/// A message of the report on one line.
pub(crate) fn message(message: &Bilingual, language: Language) -> String {
    let Bilingual { zh, en, .. } = message;
    Said::new(zh.as_str(), en.as_str()).line(language)
}
