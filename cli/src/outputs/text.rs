//! Findings with excerpts of the text, for people.

use super::{
    examined::Examined,
    output::{Ending, Output},
};
use crate::{exit::Stop, language::Language, output::STRONG, text_output::Page};
use std::io::Write;

/// The format `text`.
#[derive(Debug)]
pub(crate) struct Text {
    language: Language,
}

impl Text {
    /// The output in a language.
    pub(crate) fn new(language: Language) -> Self {
        Self { language }
    }
}

impl Output for Text {
    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if examined.checked.findings.is_empty() {
            return Ok(());
        }
        let report = &examined.report().body;
        Page::new(examined.source, report, examined.shows_values(), self.language).print(out)?;
        Ok(())
    }

    fn end(&mut self, ending: &Ending<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        if !ending.quiet {
            for line in ending.tally.summary(ending.language) {
                writeln!(out, "{STRONG}{line}{STRONG:#}")?;
            }
        }
        Ok(())
    }
}
