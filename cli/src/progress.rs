//! A line that says that a long run is still going on.

use crate::{
    columns::columns,
    language::{Language, Said},
    output,
};
use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

/// How long a run must have taken before anything is said.
const QUIET: Duration = Duration::from_secs(1);
/// How often it is said again.
const EVERY: Duration = Duration::from_millis(250);

/// The progress line on the standard error, where a person watches it.
#[derive(Debug)]
pub(crate) struct Progress {
    language: Language,
    /// When the line is due next; never, where nobody watches.
    due: Option<Instant>,
    /// How many columns of the terminal's last line are ours.
    drawn: usize,
}

impl Progress {
    /// A progress line, unless it is not wanted.
    pub(crate) fn new(wanted: bool, language: Language) -> Self {
        let due = (wanted && output::is_watched()).then(|| Instant::now() + QUIET);
        Self { language, due, drawn: 0 }
    }

    /// Whether the line is to be drawn now.
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
        // Not worth an error: the line is a courtesy.
        let _ = write!(stderr, "{said}").and_then(|()| stderr.flush());
    }

    /// Takes the line away, so that something else can be printed.
    pub(crate) fn clear(&mut self) {
        if self.drawn > 0 {
            let _ = write!(io::stderr().lock(), "\r{}\r", " ".repeat(self.drawn));
            self.drawn = 0;
        }
    }
}
