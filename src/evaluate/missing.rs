//! The reasons why an amount could not be computed.

use super::{column::Astray, node::Node};
use crate::{code::FactSupplier, eligibility::Missing, record::receipt::Contradictions};

/// The reasons why an amount is unknown. A function that meets one returns it, and a caller of several functions
/// combines them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lacks {
    /// The facts that are missing.
    pub(super) facts: Vec<Missing>,
    /// Whether an amount exceeds the largest amount of a document.
    pub(super) is_out_of_range: bool,
    /// Whether a payer of higher priority has still to decide.
    pub(super) is_pending: bool,
    /// Whether the family's share of each line of a receipt is unknown.
    pub(super) is_split_unknown: bool,
    /// What receipts contradict.
    pub(super) contradictions: Contradictions,
    /// Whether the award depends on another member of a plan that is undetermined.
    pub(super) is_waiting: bool,
    /// The benefit with two tiers that hold although only one may. The programme must be corrected.
    pub(super) conflict: Option<Node>,
    /// Whether the computed parts do not add up. No input should cause it.
    pub(super) is_unbalanced: bool,
}

impl Lacks {
    /// An amount exceeds the largest amount of a document.
    pub(super) fn range() -> Self {
        Self { is_out_of_range: true, ..Self::default() }
    }

    /// Two tiers hold although only one may.
    pub(super) fn conflict(at: Node) -> Self {
        Self { conflict: Some(at), ..Self::default() }
    }

    /// Whether the amount is known.
    pub(super) fn is_none(&self) -> bool {
        self.facts.is_empty() && !self.is_out_of_range && self.conflict.is_none() && !self.is_unbalanced
    }

    /// Adds further reasons.
    pub(super) fn add(&mut self, other: Self) {
        self.facts.extend(other.facts);
        self.is_out_of_range |= other.is_out_of_range;
        self.is_pending |= other.is_pending;
        self.is_split_unknown |= other.is_split_unknown;
        self.contradictions.add(other.contradictions);
        self.is_waiting |= other.is_waiting;
        self.conflict = self.conflict.or(other.conflict);
        self.is_unbalanced |= other.is_unbalanced;
    }

    /// The value. If it is unknown, `None`, and its reasons are added.
    pub(super) fn value<T>(&mut self, value: Result<T, impl Into<Self>>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(lacks) => {
                self.add(lacks.into());
                None
            }
        }
    }

    /// These reasons together with others.
    pub(super) fn and(mut self, other: Option<Self>) -> Self {
        other.into_iter().for_each(|other| self.add(other));
        self
    }

    /// The value, if there is no reason against it.
    pub(super) fn or<T>(self, value: T) -> Result<T, Self> {
        if self == Self::default() { Ok(value) } else { Err(self) }
    }
}

/// Both of two values. If both are unknown, the reasons of both.
pub(super) fn both<A, B>(a: Result<A, Lacks>, b: Result<B, Lacks>) -> Result<(A, B), Lacks> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(a.err().unwrap_or_default().and(b.err())),
    }
}

/// A missing member or fact of the application.
pub(super) fn wanted(code: &str, pointer: String, supplier: FactSupplier) -> Lacks {
    Missing::new(code, Some(pointer), supplier).into()
}

/// Missing information that is not part of an application. The programme supplies it.
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
