//! The standard output, buffered, with colours if they are enabled.

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use std::io::{self, BufWriter, IsTerminal, Write};
use tongbiao::finding::Severity;

/// The place of a finding in the text.
pub(crate) const PLACE: Style = Style::new().bold();
/// Line numbers and rules next to an excerpt.
pub(crate) const GUTTER: Style = AnsiColor::Blue.on_default().bold();
/// The summary of a run and headings.
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

/// The standard output for people. The option, `NO_COLOR` and the kind of output decide whether it has colours.
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

/// Whether the standard error is a terminal.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
