//! The standard output, buffered, with colours if they are enabled; or a file.

use crate::replacing::Replacement;
use anstream::{AutoStream, adapter::StripBytes};
use anstyle::{AnsiColor, Style};
use std::{
    io::{self, BufWriter, IsTerminal, Write},
    path::Path,
};
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

/// The destination of an output.
pub(crate) enum Sink {
    /// The standard output.
    Standard(Box<dyn Write>),
    /// A file, which is replaced when the output is complete; none after that. It has no colours.
    File(Option<Box<Replacement>>, StripBytes),
}

impl Sink {
    /// A file, which is unchanged until the output is complete.
    pub(crate) fn file(path: &Path) -> io::Result<Self> {
        Replacement::new(path).map(|replacement| Self::File(Some(Box::new(replacement)), StripBytes::new()))
    }

    /// A file that a later run can continue.
    pub(crate) fn continued(replacement: Replacement) -> Self {
        Self::File(Some(Box::new(replacement)), StripBytes::new())
    }

    /// Writes everything to the disk, also for a later run. Returns the length and the digest of the content of a file.
    pub(crate) fn keep(&mut self) -> io::Result<Option<(u64, String)>> {
        match self {
            Self::File(Some(file), _) => file.keep().map(Some),
            Self::Standard(_) | Self::File(None, _) => Ok(None),
        }
    }

    /// Completes the output.
    pub(crate) fn complete(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(file, _) => file.take().map_or(Ok(()), |file| file.complete()),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(file, strip) => {
                if let Some(file) = file {
                    for part in strip.strip_next(bytes) {
                        file.write_all(part)?;
                    }
                }
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            // A file has no reader before it is complete.
            Self::File(..) => Ok(()),
        }
    }
}

/// Whether the standard error is a terminal.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
