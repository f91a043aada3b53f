//! The progress of a long run on the standard error: a bar on a terminal, otherwise a line from time to time.

use crate::{
    columns::columns,
    language::{Language, Said},
    meter::Meter,
    output,
};
use std::{
    io::{self, Write},
    sync::Arc,
    time::{Duration, Instant},
};

/// The duration of a run before the first update on a terminal.
const QUIET: Duration = Duration::from_secs(1);
/// The interval between updates on a terminal.
const EVERY: Duration = Duration::from_millis(250);
/// The interval between lines elsewhere, such as in the log of a scheduled run.
const EVERY_LINE: Duration = Duration::from_secs(30);
/// The number of columns of the bar.
const BAR: usize = 20;

/// The work of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    Checking,
    Generating,
}

/// The progress of a run.
#[derive(Debug)]
pub(crate) struct Progress {
    doing: Doing,
    language: Language,
    start: Instant,
    is_terminal: bool,
    /// The time of the next update; none if no progress is shown.
    due: Option<Instant>,
    /// The number of columns of the drawn bar.
    drawn: usize,
    meter: Arc<Meter>,
}

impl Progress {
    /// The progress of a run, if it is enabled.
    pub(crate) fn new(wanted: bool, doing: Doing, language: Language) -> Self {
        let (start, is_terminal) = (Instant::now(), output::is_watched());
        let first = if is_terminal { QUIET } else { EVERY_LINE };
        let due = wanted.then(|| start + first);
        Self { doing, language, start, is_terminal, due, drawn: 0, meter: Arc::default() }
    }

    /// Whether progress is shown, if the run is long.
    pub(crate) fn is_wanted(&self) -> bool {
        self.due.is_some()
    }

    /// The bytes that the run reads.
    pub(crate) fn meter(&self) -> Arc<Meter> {
        Arc::clone(&self.meter)
    }

    /// Whether an update is due.
    pub(crate) fn is_due(&self) -> bool {
        self.due.is_some_and(|due| Instant::now() >= due)
    }

    /// Draws the bar, or prints a line.
    pub(crate) fn draw(&mut self, documents: usize) {
        self.clear();
        let (read, total) = (self.meter.read(), self.meter.total());
        let state = State { doing: self.doing, documents, elapsed: self.start.elapsed(), read, total };
        let said = state.said().line(self.language);
        let mut stderr = io::stderr().lock();
        // An error here is ignored: the progress is optional.
        let _ = if self.is_terminal {
            let shown = state.bar() + &said;
            self.drawn = columns(&shown);
            write!(stderr, "{shown}").and_then(|()| stderr.flush())
        } else {
            writeln!(stderr, "tongbiao: {said}")
        };
        self.due = Some(Instant::now() + if self.is_terminal { EVERY } else { EVERY_LINE });
    }

    /// Removes the bar before other output.
    pub(crate) fn clear(&mut self) {
        if self.drawn > 0 {
            let _ = write!(io::stderr().lock(), "\r{}\r", " ".repeat(self.drawn));
            self.drawn = 0;
        }
    }
}

/// The state of a run at a moment.
#[derive(Debug, Clone, Copy)]
struct State {
    doing: Doing,
    documents: usize,
    elapsed: Duration,
    read: u64,
    total: Option<u64>,
}

impl State {
    /// The part that was read, if the total is known. Files may have grown meanwhile.
    fn part(&self) -> Option<f64> {
        self.total.filter(|total| *total > 0).map(|total| (self.read as f64 / total as f64).min(1.0))
    }

    fn bar(&self) -> String {
        let Some(part) = self.part() else { return String::new() };
        let done = (part * BAR as f64) as usize;
        format!("[{}{}] ", "=".repeat(done), " ".repeat(BAR.saturating_sub(done)))
    }

    fn said(&self) -> Said {
        let seconds = self.elapsed.as_secs_f64().max(0.001);
        let (documents, rate) = (self.documents, (self.documents as f64 / seconds).round());
        let done = match self.doing {
            Doing::Checking => "已校验",
            Doing::Generating => "已生成",
        };
        let mut said =
            Said::new(format!("{done} {documents} 份文件，每秒 {rate} 份"), format!("{documents} documents, {rate}/s"));
        match self.part().filter(|part| *part > 0.0) {
            Some(part) => {
                let left = clock(seconds * (1.0 - part) / part);
                let percent = (part * 100.0).floor();
                said.zh.push_str(&format!("，{percent}%，剩余约 {left}"));
                said.en.push_str(&format!(", {percent}%, about {left} left"));
            }
            None => {
                let elapsed = clock(seconds);
                said.zh.push_str(&format!("，已用 {elapsed}"));
                said.en.push_str(&format!(", {elapsed} elapsed"));
            }
        }
        said
    }
}

/// A duration as minutes and seconds, or hours, minutes and seconds.
fn clock(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_progress_reads_like_this() {
        let doing = Doing::Checking;
        let state = |documents, seconds, read, total| State {
            doing,
            documents,
            elapsed: Duration::from_secs(seconds),
            read,
            total,
        };
        for (state, bar, zh, en) in [
            (
                state(83_000, 10, 450, Some(1000)),
                "[=========           ] ",
                "已校验 83000 份文件，每秒 8300 份，45%，剩余约 0:12",
                "83000 documents, 8300/s, 45%, about 0:12 left",
            ),
            (
                state(1, 3600, 1, Some(3)),
                "[======              ] ",
                "已校验 1 份文件，每秒 0 份，33%，剩余约 2:00:00",
                "1 documents, 0/s, 33%, about 2:00:00 left",
            ),
            (
                state(7, 2, 12, Some(10)),
                "[====================] ",
                "已校验 7 份文件，每秒 4 份，100%，剩余约 0:00",
                "7 documents, 4/s, 100%, about 0:00 left",
            ),
            (
                state(0, 0, 0, Some(10)),
                "[                    ] ",
                "已校验 0 份文件，每秒 0 份，已用 0:00",
                "0 documents, 0/s, 0:00 elapsed",
            ),
            (state(50, 65, 900, None), "", "已校验 50 份文件，每秒 1 份，已用 1:05", "50 documents, 1/s, 1:05 elapsed"),
            (state(0, 1, 0, Some(0)), "", "已校验 0 份文件，每秒 0 份，已用 0:01", "0 documents, 0/s, 0:01 elapsed"),
        ] {
            let Said { zh: found_zh, en: found_en } = state.said();
            assert_eq!((state.bar().as_str(), found_zh.as_str(), found_en.as_str()), (bar, zh, en));
        }
        // One line of a terminal, also for large numbers and in both languages.
        let largest = state(999_999_999, 360_000, 1, Some(2));
        let line = largest.bar() + &largest.said().line(Language::En);
        assert!(columns(&line) < 80, "{line}");
    }
}
