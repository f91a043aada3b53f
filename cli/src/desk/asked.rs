//! The arguments of a run over many applications.

use crate::arguments::QuestionArguments;
use std::path::Path;
use tongbiao::{evaluate::Detail, explain::Audience};

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// For people.
    Table,
    /// For people: an account for each application, in place of a row for each programme.
    Accounts,
    /// A line for each application and programme, with the outcome.
    Outcomes,
    /// A line for each application, with the results for all programmes.
    Matches,
    /// For spreadsheets.
    Csv,
    /// For browsers and for print.
    Page,
}

/// A run over many applications.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The applications, the programmes and the circumstances.
    pub(crate) question: &'a QuestionArguments,
    /// The form of the output.
    pub(crate) shape: Shape,
    /// The joint relief plan, if there is one.
    pub(crate) plan: Option<&'a Path>,
    /// The reader of accounts.
    pub(crate) audience: Audience,
    /// The level of detail of outcomes as documents.
    pub(crate) detail: Detail,
    /// Whether values of the applications are shown.
    pub(crate) show_values: bool,
    /// The output file.
    pub(crate) out: Option<&'a Path>,
    /// Whether an earlier run is continued.
    pub(crate) is_resumed: bool,
}

impl Asked<'_> {
    /// The level of detail that the output needs.
    pub(super) fn needed_detail(&self) -> Detail {
        match self.shape {
            Shape::Outcomes => self.detail,
            // As for one application.
            Shape::Accounts => self.detail,
            Shape::Table | Shape::Matches | Shape::Csv | Shape::Page => Detail::Amounts,
        }
    }
}
