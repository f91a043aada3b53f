//! What an amount could not be computed without.

use crate::{code::FactSupplier, eligibility::Missing};

/// Something that is missing, or a number beyond all bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A fact.
    Fact(Box<Missing>),
    /// An amount is too large.
    Range,
}

/// Something of the application that is missing.
pub(super) fn wanted(code: &str, pointer: String, supplier: FactSupplier) -> Wanted {
    Wanted::Fact(Box::new(Missing { code: code.to_owned(), pointer: Some(pointer), supplier }))
}

/// Something that stands in no application: the programme supplies it.
pub(super) fn without_place(code: &str) -> Wanted {
    Wanted::Fact(Box::new(Missing { code: code.to_owned(), pointer: None, supplier: FactSupplier::Programme }))
}

impl From<Missing> for Wanted {
    fn from(missing: Missing) -> Self {
        Self::Fact(Box::new(missing))
    }
}
