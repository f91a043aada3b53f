//! The progress line of a long run.

use crate::{
    columns::columns,
    language::{Language, Said},
    output,
};
use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

/// The duration of a run before the line appears.
const QUIET: Duration = Duration::from_secs(1);
/// The interval between updates.
const EVERY: Duration = Duration::from_millis(250);

/// The progress line on the standard error, if that is a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    language: Language,
    /// The time of the next update; none if the standard error is not a terminal.
    due: Option<Instant>,
    /// The number of columns of the drawn line.
    drawn: usize,
}

impl Progress {
    /// A progress line, if it is enabled.
    pub(crate) fn new(wanted: bool, language: Language) -> Self {
        let due = (wanted && output::is_watched()).then(|| Instant::now() + QUIET);
        Self { language, due, drawn: 0 }
    }

    /// Whether an update is due.
    pub(crate) fn is_due(&self) -> bool {
        self.due.is_some_and(|due| Instant::now() >= due)
    }

    /// Draws the line.
    pub(crate) fn draw(&mut self, documents: usize) {
        self.clear();
        let said = Said::new(format!("已校验 {documents} 份文件…"), format!("{documents} documents checked…"))
            .line(self.language);
        self.drawn = columns(&said);
        self.due = Some(Instant::now() + EVERY);
        let mut stderr = io::stderr().lock();
        // An error here is ignored: the line is optional.
        let _ = write!(stderr, "{said}").and_then(|()| stderr.flush());
    }

    /// Removes the line before other output.
    pub(crate) fn clear(&mut self) {
        if self.drawn > 0 {
            let _ = write!(io::stderr().lock(), "\r{}\r", " ".repeat(self.drawn));
            self.drawn = 0;
        }
    }
}
