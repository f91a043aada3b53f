//! What an amount could not be computed without.

use crate::{code::FactSupplier, eligibility::Missing};

/// Something that is missing, or a number beyond all bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Facts.
    Facts(Vec<Missing>),
    /// An amount is too large.
    Range,
}

impl Wanted {
    /// This, and something else that is missing beside it.
    pub(super) fn and(self, other: Option<Self>) -> Self {
        match (self, other) {
            (Self::Facts(mut facts), Some(Self::Facts(more))) => {
                facts.extend(more);
                Self::Facts(facts)
            }
            (own, _) => own,
        }
    }
}

/// Something of the application that is missing.
pub(super) fn wanted(code: &str, pointer: String, supplier: FactSupplier) -> Wanted {
    Missing::new(code, Some(pointer), supplier).into()
}

/// Something that stands in no application: the programme supplies it.
pub(super) fn without_place(code: &str) -> Wanted {
    Missing::new(code, None, FactSupplier::Programme).into()
}

impl From<Missing> for Wanted {
    fn from(missing: Missing) -> Self {
        Self::Facts(vec![missing])
    }
}

impl From<Vec<Missing>> for Wanted {
    fn from(missing: Vec<Missing>) -> Self {
        Self::Facts(missing)
    }
}
