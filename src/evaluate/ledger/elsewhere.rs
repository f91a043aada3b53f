//! The receipts that other applications have used: the receipts themselves, the originals of split sheets, and split
//! sheets of originals.

use crate::{
    adjudication::ReceiptOutcome,
    evaluate::{
        column::ReceiptIx,
        measured::{Case, digest},
    },
    record::receipt::Receipt,
    value::{Fingerprint, Money},
};
use std::collections::HashSet;

/// The receipts that other applications have used.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere<'a> {
    /// The numbers of the used receipts.
    keys: HashSet<&'a str>,
    /// The numbers of the originals whose split sheets were used.
    originals: HashSet<&'a str>,
    /// The used split sheets, in the order of the decisions.
    parts: Vec<Part<'a>>,
    /// The receipts of this application that, together with used split sheets, exceed their original.
    exceeding: HashSet<ReceiptIx>,
}

/// A used split sheet of an original.
#[derive(Debug)]
struct Part<'a> {
    keys: &'a [Fingerprint],
    original: &'a [Fingerprint],
    fen: i64,
    whole: Option<Money>,
}

/// A split sheet of an original, in this application.
struct PartHere {
    ix: ReceiptIx,
    keys: Vec<Fingerprint>,
    original: Vec<Fingerprint>,
    fen: i64,
    whole: Option<Money>,
}

impl<'a> Elsewhere<'a> {
    /// Whether no receipt was used.
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Records a receipt that was used.
    pub(crate) fn note(&mut self, used: &'a ReceiptOutcome) {
        self.keys.extend(used.keys.iter().map(Fingerprint::as_str));
        let Some(original) = used.original.as_deref() else { return };
        self.originals.extend(original.iter().map(Fingerprint::as_str));
        self.parts.push(Part { keys: &used.keys, original, fen: used.billed.fen(), whole: used.original_total });
    }

    /// Whether a receipt was used, or its original, or a split sheet of it. The amount of the original that a used
    /// split sheet covers is not stated.
    pub(crate) fn uses(&self, receipt: &Receipt) -> bool {
        if self.is_empty() {
            return false;
        }
        let mut own = receipt.known().map(digest);
        let mut original = receipt.known_original().filter(|_| receipt.is_part()).map(digest);
        own.any(|key| self.keys.contains(key.as_str()) || self.originals.contains(key.as_str()))
            || original.any(|key| self.keys.contains(key.as_str()))
    }

    /// Whether a receipt is a split sheet that, together with those used elsewhere, exceeds the original.
    pub(crate) fn exceeds(&self, receipt: ReceiptIx) -> bool {
        !self.exceeding.is_empty() && self.exceeding.contains(&receipt)
    }

    /// Compares the split sheets of this application with the used ones, once all of these are recorded.
    pub(crate) fn compare(&mut self, case: &Case<'_>) {
        if self.parts.is_empty() {
            return;
        }
        let counting = case.receipts.values().filter(|measured| !measured.duplicate && !measured.void);
        let parts = counting.filter(|measured| measured.receipt.is_part()).map(|measured| PartHere {
            ix: measured.ix,
            keys: measured.receipt.known().map(digest).collect(),
            original: measured.receipt.known_original().map(digest).collect(),
            fen: measured.receipt.total_amount.fen(),
            whole: measured.receipt.original_total,
        });
        let parts: Vec<PartHere> = parts.collect();
        let exceeding = parts.iter().filter(|part| self.is_too_much(&part.original, &parts)).map(|part| part.ix);
        self.exceeding = exceeding.collect();
    }

    /// Whether the split sheets of an original, here and elsewhere, each counted once, exceed the original.
    fn is_too_much(&self, original: &[Fingerprint], here: &[PartHere]) -> bool {
        let here: Vec<&PartHere> = here.iter().filter(|part| meet(&part.original, original)).collect();
        let mut used: Vec<&Part<'_>> = Vec::new();
        // If there were several decisions on a split sheet, the last decision states its total.
        for part in self.parts.iter().rev().filter(|part| meet(part.original, original)) {
            let is_here = here.iter().any(|own| meet(&own.keys, part.keys));
            if !is_here && !used.iter().any(|known| meet(known.keys, part.keys)) {
                used.push(part);
            }
        }
        let fen = here.iter().map(|part| part.fen).chain(used.iter().map(|part| part.fen));
        let sum = fen.fold(0, i64::saturating_add);
        let wholes = here.iter().map(|part| part.whole).chain(used.iter().map(|part| part.whole));
        !used.is_empty() && wholes.flatten().any(|whole| sum > whole.fen())
    }
}

/// Whether two lists of numbers have a common element.
fn meet(some: &[Fingerprint], others: &[Fingerprint]) -> bool {
    some.iter().any(|key| others.contains(key))
}
