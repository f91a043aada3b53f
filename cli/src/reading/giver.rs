//! Gives the steps of the input to the pipeline. In a run that continues, those of the earlier run are passed over.

use super::step::Step;
use crate::{
    pipeline::{self, Closed},
    position::Position,
};

/// The end of the pipeline to which a reader gives its steps.
pub(crate) struct Giver<'a, U> {
    steps: &'a mut pipeline::Giver<Step, U>,
    passing: Option<Passing<'a>>,
}

/// The steps of the earlier run are passed over, up to its last document.
struct Passing<'a> {
    last: &'a Position,
    /// The number of files that have begun.
    files: usize,
    /// Whether the file of the last document is read.
    is_in_file: bool,
}

impl<'a, U> Giver<'a, U> {
    /// Gives the steps after a document.
    pub(super) fn new(steps: &'a mut pipeline::Giver<Step, U>, last: Option<&'a Position>) -> Self {
        Self { steps, passing: last.map(|last| Passing { last, files: 0, is_in_file: false }) }
    }

    /// Gives a step of a size in bytes.
    pub(super) fn give(&mut self, step: Step, bytes: usize) -> Result<(), Closed> {
        let Some(passing) = &mut self.passing else { return self.steps.give(step, bytes) };
        match step {
            Step::FileBegins(begun) => {
                passing.files += 1;
                passing.is_in_file =
                    passing.files == passing.last.file && begun.path.display().to_string() == passing.last.name;
                // Its texts follow.
                if passing.is_in_file { self.steps.give(Step::FileBegins(begun), bytes) } else { Ok(()) }
            }
            Step::Text(text) => {
                if passing.is_in_file && text.line == passing.last.line {
                    self.passing = None;
                }
                Ok(())
            }
            Step::GroupBegins
            | Step::GroupEnds(..)
            | Step::FileEnds
            | Step::FileFails(..)
            | Step::Lost(..)
            | Step::Skipped(..)
            | Step::Noted(_)
            | Step::Changed => Ok(()),
        }
    }

    /// Whether the steps of the earlier run are passed over.
    pub(super) fn is_passing(&self) -> bool {
        self.passing.is_some()
    }

    /// Whether the file that has begun is passed over, so that it need not be read.
    pub(super) fn passes_file(&self) -> bool {
        self.passing.as_ref().is_some_and(|passing| !passing.is_in_file)
    }

    /// Sends the collected steps, for instance before the reader waits for more input.
    pub(super) fn flush(&mut self) -> Result<(), Closed> {
        self.steps.flush()
    }

    /// Waits until the receiver has taken everything.
    pub(super) fn settle(&mut self) -> Result<(), Closed> {
        self.steps.settle()
    }
}
