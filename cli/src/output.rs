//! The standard output, buffered, with colours only where they are wanted.

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use std::io::{self, BufWriter, IsTerminal, Write};
use tongbiao::finding::Severity;

/// Where in the text a finding stands.
pub(crate) const PLACE: Style = Style::new().bold();
/// Line numbers and rules beside an excerpt.
pub(crate) const GUTTER: Style = AnsiColor::Blue.on_default().bold();
/// The summary of a run and the heads of a table.
pub(crate) const STRONG: Style = Style::new().bold();

/// The style of a severity.
pub(crate) const fn severity_style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Fatal | Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// The standard output for people. Whether it has colours is decided by the option, `NO_COLOR`, and whether it is a
/// terminal.
pub(crate) fn for_people(colour: clap::ColorChoice) -> Box<dyn Write> {
    let choice = match colour {
        clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    };
    Box::new(BufWriter::new(AutoStream::new(io::stdout().lock(), choice)))
}

/// The standard output for programs: the bytes as they are.
pub(crate) fn for_programs() -> Box<dyn Write> {
    Box::new(BufWriter::new(io::stdout().lock()))
}

/// Whether somebody is watching the standard error.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
