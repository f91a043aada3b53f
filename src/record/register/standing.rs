//! The standing of one receipt relative to the other receipts of its application.

use crate::code::DuplicateEvidence;

/// The standing of a receipt relative to the other receipts of its application.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// Whether the receipt shares a number with an earlier receipt of the application.
    pub(crate) duplicate: bool,
    /// Whether the receipt is void, is reversed (by its own or another receipt's statement), or is a reversal.
    pub(crate) void: bool,
    /// Whether the receipt is a part of an original that its parts exceed, alone or together.
    pub(crate) exceeds: bool,
    /// The open questions that decide whether the receipt counts.
    pub(crate) doubt: Doubt,
}

impl Standing {
    /// Whether the receipt counts, if it is the child's and no question is open.
    pub(crate) const fn counts(&self) -> bool {
        !self.duplicate && !self.void && !self.exceeds
    }
}

/// The open questions that decide whether a receipt counts.
#[derive(Debug, Default)]
pub(crate) struct Doubt {
    /// Whether the receipt is valid although another one with its number is not.
    pub(crate) is_contradicted: bool,
    /// Whether the receipt refunds a receipt that is not in the application.
    pub(crate) is_unmatched: bool,
    /// The receipts that may be the same one.
    pub(crate) alike: Vec<Alike>,
    /// The places of the split sheets without an original that may cause its original to be exceeded.
    pub(crate) unnamed: Vec<usize>,
    /// The places and members that lack the code of a number, without which the original of the split sheet is not known.
    pub(crate) without_code: Vec<(usize, &'static str)>,
}

impl Doubt {
    /// The missing members, without those of receipts that may be the same one: the place of the receipt and the member. `own`
    /// is the place of this receipt.
    pub(crate) fn wants(&self, own: usize) -> impl Iterator<Item = (usize, &'static str)> {
        let status = self.is_contradicted.then_some((own, "status"));
        let reverses = self.is_unmatched.then_some((own, "reverses"));
        let originals = self.unnamed.iter().map(|place| (*place, "original"));
        status.into_iter().chain(reverses).chain(originals).chain(self.without_code.iter().copied())
    }
}

/// Two receipts that may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alike {
    /// The receipt that lacks the member that distinguishes them.
    pub(crate) place: usize,
    pub(crate) member: &'static str,
    /// The other receipt.
    pub(crate) other: usize,
    pub(crate) evidence: DuplicateEvidence,
}

impl Alike {
    /// The other one of the two, seen from one of them.
    pub(crate) const fn apart_from(&self, place: usize) -> Option<usize> {
        if place == self.place {
            Some(self.other)
        } else if place == self.other {
            Some(self.place)
        } else {
            None
        }
    }
}
