//! How the program ends: its exit codes, and what stops it early.

use crate::language::{Language, Said};
use std::{
    io::{self, Write},
    panic,
    path::Path,
    process::ExitCode,
};

/// How a run ended. Of two, the greater one is told: what was not read weighs more than what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Status {
    /// Nothing was found that the caller asked to fail on.
    Accepted = 0,
    /// A finding weighs at least as much as `--fail-on` says.
    Found = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// Something could not be read or written, or is over a limit.
    Unreadable = 3,
    /// An error of this program.
    Internal = 4,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command cannot go on.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Whoever read the output has gone, as `head` does. There is nothing to complain about.
    Pipe,
    /// The output cannot be written.
    Output(io::ErrorKind),
    /// An argument makes no sense; what it is and what to do.
    Usage(Said),
    /// A file cannot be read or written; which, and why or what to do.
    File(Said),
    /// What cannot happen has happened.
    Internal,
}

/// Only writing to the standard output is turned into a stop by `?`; reading tells which file it was about.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Pipe,
            kind => Self::Output(kind),
        }
    }
}

/// Only our own reports are written as JSON, and nothing in them can fail to be.
impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::from(io::Error::from(error)) } else { Self::Internal }
    }
}

impl Stop {
    /// Says on the standard error why the command stopped.
    pub(crate) fn tell(self, language: Language) -> Status {
        let (said, status) = match self {
            Self::Pipe => return Status::Accepted,
            Self::Output(kind) => (
                Said::new(
                    format!("无法写出结果（{kind}）；请检查磁盘空间和输出位置"),
                    format!("the output cannot be written ({kind}); check the disk space and where the output goes"),
                ),
                Status::Unreadable,
            ),
            Self::Usage(said) => (said, Status::Usage),
            Self::File(said) => (said, Status::Unreadable),
            Self::Internal => (
                Said::new(
                    "程序内部错误，请报告维护者（勿附个人信息）",
                    "an error of this program; please report it to the maintainers, without personal data",
                ),
                Status::Internal,
            ),
        };
        complain(&said, language);
        status
    }
}

/// Says something on the standard error.
pub(crate) fn complain(said: &Said, language: Language) {
    // If even that cannot be written, the exit code still tells.
    let _ = writeln!(io::stderr().lock(), "tongbiao: {}", said.line(language));
}

/// A panic is told in one line that holds nothing of any document: what the panic itself says might.
pub(crate) fn install_panic_hook() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |place| {
            let file = Path::new(place.file()).file_name().unwrap_or_default();
            format!(" ({}:{})", file.display(), place.line())
        });
        let _ = writeln!(
            io::stderr().lock(),
            "tongbiao: 程序内部错误，请报告维护者（勿附个人信息） · \
             an error of this program, please report it without personal data{place}"
        );
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heavier_status_wins() {
        use Status::{Accepted, Found, Internal, Unreadable, Usage};
        for (a, b, both) in [
            (Accepted, Accepted, Accepted),
            (Accepted, Found, Found),
            (Found, Unreadable, Unreadable),
            (Unreadable, Found, Unreadable),
            (Unreadable, Internal, Internal),
            (Internal, Found, Internal),
        ] {
            assert_eq!(a.max(b), both, "{a:?} and {b:?}");
        }
        assert_eq!([Accepted, Found, Usage, Unreadable, Internal].map(|status| status as u8), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_reader_that_has_gone_is_no_error() {
        assert!(matches!(Stop::from(io::Error::from(io::ErrorKind::BrokenPipe)), Stop::Pipe));
        assert!(matches!(Stop::from(io::Error::from(io::ErrorKind::StorageFull)), Stop::Output(_)));
        assert_eq!(Stop::Pipe.tell(Language::En), Status::Accepted);
    }
}
