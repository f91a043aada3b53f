//! The result for an outcome, as it is printed.

use super::stored::Named;
use crate::{
    arguments::{AccountFormat, Manner},
    columns::visible,
    exit::{Status, Stop},
    language::{Language, Said},
    output::{self, PLACE},
};
use std::io::Write;
use tongbiao::explain::masked;
use tongbiao_json::{
    input::Source,
    many::InputReply,
    reply,
    verify::{Verification, VerifyReply},
};

/// Prints results.
pub(super) struct Shown {
    pub(super) out: Box<dyn Write>,
    format: AccountFormat,
    /// Whether there may be several results, so that each is on one line of JSON with its outcome as the input.
    are_several: bool,
    pub(super) language: Language,
}

impl Shown {
    /// Prints results in a format.
    pub(super) fn new(format: AccountFormat, are_several: bool, manner: &Manner) -> Self {
        let out = match format {
            AccountFormat::Text => output::for_people(manner.color),
            AccountFormat::Json => output::for_programs(),
        };
        Self { out, format, are_several, language: manner.language() }
    }

    /// Prints the result for an outcome. Returns the status.
    pub(super) fn show(&mut self, named: Named<'_>, reply: VerifyReply) -> Result<Status, Stop> {
        let status = if reply.result == Verification::Same { Status::Accepted } else { Status::Found };
        match self.format {
            AccountFormat::Text => self.tell(named, &reply)?,
            AccountFormat::Json if self.are_several => {
                let source = Source { name: named.file, line: named.line, size: None, bytes: None };
                writeln!(self.out, "{}", reply::line(&InputReply::verified(&source, reply))?)?;
            }
            AccountFormat::Json => self.out.write_all(reply::indented(&reply)?.as_bytes())?,
        }
        Ok(status)
    }

    fn tell(&mut self, named: Named<'_>, reply: &VerifyReply) -> Result<(), Stop> {
        let message = Said::of(&reply.message).line(self.language);
        writeln!(self.out, "{PLACE}{named}:{PLACE:#} {}", visible(&masked(message)))?;
        for note in reply.notes.iter().map(Said::of) {
            for text in self.language.choose(note.zh, note.en) {
                writeln!(self.out, "  {}", visible(&masked(text)))?;
            }
        }
        Ok(())
    }
}
