//! The documents from which an explanation of an outcome takes names.

use crate::{programme::Programme, record::application::Application};

/// The documents from which an explanation of an outcome takes names. Each may be omitted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Documents<'a> {
    /// The programme of the outcome: names and clauses.
    pub programme: Option<&'a Programme>,
    /// The application of the outcome: the names of diagnoses and operations, and the payers that only a settlement names.
    pub application: Option<&'a Application>,
}
