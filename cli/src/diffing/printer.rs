//! Prints lines in the selected languages.

use crate::{
    columns::visible,
    language::{Language, Said},
};
use std::io::{self, Write};
use tongbiao::explain::masked;

/// Prints lines in the selected languages.
pub(super) struct Printer<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) language: Language,
}

impl Printer<'_> {
    pub(super) fn say(&mut self, indent: usize, said: &Said) -> io::Result<()> {
        for text in self.language.choose(&said.zh, &said.en) {
            let text = visible(&masked(text.trim_end().to_owned()));
            writeln!(self.out, "{:indent$}{text}", "")?;
        }
        Ok(())
    }
}
