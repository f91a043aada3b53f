//! What an output of a check must do.

use super::examined::Examined;
use crate::{
    exit::Stop,
    language::{Language, Said},
    policy::Absent,
    tally::Tally,
};
use serde_json::Value;
use std::io::Write;

/// The end of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ending<'a> {
    /// The counts of the run.
    pub(crate) tally: &'a Tally,
    /// The language of the messages.
    pub(crate) language: Language,
    /// Whether only findings are printed.
    pub(crate) quiet: bool,
    /// The findings of the baseline that no longer occur in the files that were examined.
    pub(crate) absent: &'a [Absent],
}

/// An output of a check. It receives the documents in the order of the input, and keeps nothing of them that grows with their
/// number.
pub(crate) trait Output {
    /// Prints the beginning.
    fn begin(&mut self, _: &mut dyn Write) -> Result<(), Stop> {
        Ok(())
    }

    /// Prints one document.
    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop>;

    /// Prints a path that could not be read. The reason is also on the standard error.
    fn unread(&mut self, _name: &str, _reason: &Said, _: &mut dyn Write) -> Result<(), Stop> {
        Ok(())
    }

    /// What the output keeps of the documents so far, if a later run can continue it. None if its end depends on more than the output
    /// keeps, or is not after the documents.
    fn kept(&self) -> Option<Value> {
        None
    }

    /// Continues after documents from which the output kept something. None if it has another form.
    fn resume(&mut self, kept: &Value) -> Option<()> {
        kept.is_null().then_some(())
    }

    /// Prints the end.
    fn end(&mut self, _: &Ending<'_>, _: &mut dyn Write) -> Result<(), Stop> {
        Ok(())
    }
}
