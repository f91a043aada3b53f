//! The key and the day of a command on an index, and its result.

use super::problem::at;
use crate::{
    exit::{Status, Stop},
    language::{Language, Said},
    policy::day,
};
use std::{
    io::{self, Write},
    path::Path,
};
use tongbiao::value::Date;
use tongbiao_index::Key;

/// Reads the key in a file.
pub(crate) fn key(path: &Path) -> Result<Key, Stop> {
    Key::read(path).map_err(at(path))
}

/// The stated day, or else the current day in China.
pub(super) fn day(stated: Option<Date>) -> Result<Date, Stop> {
    stated.or_else(day::today).ok_or_else(|| {
        Stop::Usage(Said::new(
            "系统时间未设置；请用 --on 指定日期",
            "the clock of the system is not set; state the day with --on",
        ))
    })
}

/// Prints a result in one line.
pub(super) fn tell(said: &Said, language: Language) -> Result<Status, Stop> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", said.line(language))?;
    out.flush()?;
    Ok(Status::Accepted)
}
