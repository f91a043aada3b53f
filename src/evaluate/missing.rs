//! What an amount could not be computed without.

use super::column::Astray;
use crate::{code::FactSupplier, eligibility::Missing};

/// What keeps an amount from being known. It is returned by who meets it, and put together by who asks several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lacks {
    /// The facts that are missing.
    pub(super) facts: Vec<Missing>,
    /// Whether an amount is larger than any document can hold.
    pub(super) is_out_of_range: bool,
    /// Whether a payer that comes first has still to decide.
    pub(super) is_pending: bool,
    /// Whether the family's part of each line of a receipt is unknown.
    pub(super) is_split_unknown: bool,
    /// Whether a receipt may be another one's copy.
    pub(super) may_be_duplicate: bool,
    /// Whether what was computed does not add up, which no input should bring about.
    pub(super) is_unbalanced: bool,
}

impl Lacks {
    /// That an amount is larger than any document can hold.
    pub(super) fn range() -> Self {
        Self { is_out_of_range: true, ..Self::default() }
    }

    /// Whether nothing keeps the amount from being known.
    pub(super) fn is_none(&self) -> bool {
        self.facts.is_empty() && !self.is_out_of_range && !self.is_unbalanced
    }

    /// Adds what else is lacking.
    pub(super) fn add(&mut self, other: Self) {
        self.facts.extend(other.facts);
        self.is_out_of_range |= other.is_out_of_range;
        self.is_pending |= other.is_pending;
        self.is_split_unknown |= other.is_split_unknown;
        self.may_be_duplicate |= other.may_be_duplicate;
        self.is_unbalanced |= other.is_unbalanced;
    }

    /// The value, or nothing where it is lacking: this is then added.
    pub(super) fn value<T>(&mut self, value: Result<T, impl Into<Self>>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(lacks) => {
                self.add(lacks.into());
                None
            }
        }
    }

    /// This, and what else is lacking.
    pub(super) fn and(mut self, other: Option<Self>) -> Self {
        other.into_iter().for_each(|other| self.add(other));
        self
    }

    /// A value, if nothing is lacking.
    pub(super) fn or<T>(self, value: T) -> Result<T, Self> {
        if self == Self::default() { Ok(value) } else { Err(self) }
    }
}

/// Both of two values; where both are lacking, both are named.
pub(super) fn both<A, B>(a: Result<A, Lacks>, b: Result<B, Lacks>) -> Result<(A, B), Lacks> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(a.err().unwrap_or_default().and(b.err())),
    }
}

/// Something of the application that is missing.
pub(super) fn wanted(code: &str, pointer: String, supplier: FactSupplier) -> Lacks {
    Missing::new(code, Some(pointer), supplier).into()
}

/// Something that is in no application: the programme supplies it.
pub(super) fn without_place(code: &str) -> Lacks {
    Missing::new(code, None, FactSupplier::Programme).into()
}

impl From<Missing> for Lacks {
    fn from(missing: Missing) -> Self {
        Self { facts: vec![missing], ..Self::default() }
    }
}

impl From<Vec<Missing>> for Lacks {
    fn from(facts: Vec<Missing>) -> Self {
        Self { facts, ..Self::default() }
    }
}

impl From<Astray> for Lacks {
    fn from(_: Astray) -> Self {
        Self { is_unbalanced: true, ..Self::default() }
    }
}
