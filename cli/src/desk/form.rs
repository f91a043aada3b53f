//! What a form of the output must do.

use super::{judged::Judged, totals::Totals};
use crate::exit::Stop;
use std::io::Write;

/// The entries that are written at the end, and the number of rows that are not.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The entries.
    pub(super) entries: Vec<String>,
    /// Their rows.
    pub(super) rows: usize,
    /// The rows of further entries, which are not kept.
    pub(super) left: usize,
}

/// A form of the output. Entries are made on several threads, each from one input.
pub(super) trait Form: Send + Sync {
    /// The beginning of the output.
    fn begin(&self) -> String {
        String::new()
    }

    /// The entry of an input.
    fn entry(&self, judged: &Judged<'_>) -> Result<String, Stop>;

    /// The maximum number of rows, if the entries are written at the end.
    fn kept_max(&self) -> Option<usize> {
        None
    }

    /// Whether a later run can continue the output.
    fn can_continue(&self) -> bool {
        self.kept_max().is_none()
    }

    /// Whether the output states the totals.
    fn has_totals(&self) -> bool {
        false
    }

    /// Prints the end of the output.
    fn end(&self, _: &Totals, _: &Kept, _: &mut dyn Write) -> Result<(), Stop> {
        Ok(())
    }
}
