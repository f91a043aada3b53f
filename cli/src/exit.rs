//! The exit codes of the program, and the reasons to stop early.

use crate::{
    interrupt,
    language::{Language, Said},
};
use std::{
    io::{self, Write},
    panic,
    path::Path,
    process::ExitCode,
};

/// A part of the paths of the sources of the store.
const STORE: &str = "/redb-";

/// The status of a run. Of two, the higher one is returned: an unread input outweighs a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Status {
    /// No finding reaches the severity of `--fail-on`.
    Accepted = 0,
    /// A finding reaches the severity of `--fail-on`.
    Found = 1,
    /// The command line is invalid.
    Usage = 2,
    /// A file could not be read or written, or exceeds a limit.
    Unreadable = 3,
    /// An internal error.
    Internal = 4,
    /// The run was interrupted.
    Interrupted = interrupt::EXIT_CODE,
}

impl Status {
    /// The status of a run that can be continued.
    pub(crate) fn of(code: usize) -> Option<Self> {
        [Self::Accepted, Self::Found, Self::Unreadable, Self::Internal]
            .into_iter()
            .find(|status| *status as usize == code)
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command stops.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The reader of the output has closed it, as `head` does. This is not an error.
    Pipe,
    /// The output cannot be written.
    Output(io::ErrorKind),
    /// An argument is invalid; the message says which, and what to do.
    Usage(Said),
    /// A file cannot be read or written; the message says which, and why or what to do.
    File(Said),
    /// An invariant of the program does not hold.
    Internal,
}

/// `?` converts only errors of writing to the standard output. Errors of reading name their file.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Pipe,
            kind => Self::Output(kind),
        }
    }
}

/// Only reports of the program are written as JSON. Their serialisation cannot fail.
impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::from(io::Error::from(error)) } else { Self::Internal }
    }
}

/// A reply that cannot be given. Its lists have room for whatever the program computes.
impl From<tongbiao_json::Failure> for Stop {
    fn from(_: tongbiao_json::Failure) -> Self {
        Self::Internal
    }
}

impl Stop {
    /// Prints on the standard error why the command stopped.
    pub(crate) fn tell(self, language: Language) -> Status {
        let (said, status) = match self {
            Self::Pipe => return Status::Accepted,
            Self::Output(kind) => (
                Said::new(
                    format!("无法写出结果（{kind}）；请检查磁盘空间和输出路径"),
                    format!("the output cannot be written ({kind}); check the disk space and the destination"),
                ),
                Status::Unreadable,
            ),
            Self::Usage(said) => (said, Status::Usage),
            Self::File(said) => (said, Status::Unreadable),
            Self::Internal => (
                Said::new(
                    "程序内部错误；请报告维护者，勿附个人信息",
                    "internal error; please report it to the maintainers without personal data",
                ),
                Status::Internal,
            ),
        };
        complain(&said, language);
        status
    }
}

/// Prints a message on the standard error.
pub(crate) fn complain(said: &Said, language: Language) {
    // If this cannot be written either, the exit code still reports the error.
    let _ = writeln!(io::stderr().lock(), "tongbiao: {}", said.line(language));
}

/// Reports a panic in one line without any text of a document. The message of the panic itself may contain such text.
pub(crate) fn install_panic_hook() {
    panic::set_hook(Box::new(|info| {
        // The store of an index panics on some damaged files. This is caught, and reported as damage.
        if info.location().is_some_and(|place| place.file().contains(STORE)) {
            return;
        }
        let place = info.location().map_or_else(String::new, |place| {
            let file = Path::new(place.file()).file_name().unwrap_or_default();
            format!(" ({}:{})", file.display(), place.line())
        });
        let _ = writeln!(
            io::stderr().lock(),
            "tongbiao: 程序内部错误；请报告维护者，勿附个人信息 · \
             internal error; please report it to the maintainers without personal data{place}"
        );
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_status_wins() {
        use Status::{Accepted, Found, Internal, Interrupted, Unreadable, Usage};
        for (a, b, both) in [
            (Accepted, Accepted, Accepted),
            (Accepted, Found, Found),
            (Found, Unreadable, Unreadable),
            (Unreadable, Found, Unreadable),
            (Unreadable, Internal, Internal),
            (Internal, Found, Internal),
            (Interrupted, Internal, Interrupted),
        ] {
            assert_eq!(a.max(b), both, "{a:?} and {b:?}");
        }
        assert_eq!(
            [Accepted, Found, Usage, Unreadable, Internal, Interrupted].map(|status| status as u8),
            [0, 1, 2, 3, 4, 130]
        );
    }

    #[test]
    fn a_reader_that_has_gone_is_no_error() {
        assert!(matches!(Stop::from(io::Error::from(io::ErrorKind::BrokenPipe)), Stop::Pipe));
        assert!(matches!(Stop::from(io::Error::from(io::ErrorKind::StorageFull)), Stop::Output(_)));
        assert_eq!(Stop::Pipe.tell(Language::En), Status::Accepted);
    }
}
