//! The reports themselves, as documents of kind `findings`.

use super::{examined::Examined, output::Output};
use crate::exit::Stop;
use serde_json::Value;
use std::io::Write;
use tongbiao_json::reply;

/// The formats `json` and `ndjson`.
#[derive(Debug)]
pub(crate) enum Reports {
    /// One report, indented.
    One,
    /// One report on each line.
    Lines,
}

impl Output for Reports {
    fn kept(&self) -> Option<Value> {
        matches!(self, Self::Lines).then_some(Value::Null)
    }

    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        match self {
            Self::One => out.write_all(examined.report().to_json()?.as_bytes())?,
            Self::Lines => writeln!(out, "{}", reply::line(examined.report())?)?,
        }
        Ok(())
    }
}
