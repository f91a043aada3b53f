//! The receipts that other applications have used: those themselves, the originals of parts, and parts of originals.

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

/// What other applications have used.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere<'a> {
    /// The numbers of the receipts that were used.
    keys: HashSet<&'a str>,
    /// The numbers of the originals whose parts were used.
    originals: HashSet<&'a str>,
    /// The parts that were used, in the order in which that was decided.
    parts: Vec<Part<'a>>,
    /// The receipts of this application that, with parts that were used, are more than their original.
    exceeding: HashSet<ReceiptIx>,
}

/// A part of an original, that was used.
#[derive(Debug)]
struct Part<'a> {
    keys: &'a [Fingerprint],
    original: &'a [Fingerprint],
    fen: i64,
    whole: Option<Money>,
}

/// A part of an original, in this application.
struct PartHere {
    ix: ReceiptIx,
    keys: Vec<Fingerprint>,
    original: Vec<Fingerprint>,
    fen: i64,
    whole: Option<Money>,
}

impl<'a> Elsewhere<'a> {
    /// Whether nothing was used.
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Notes a receipt that was used.
    pub(crate) fn note(&mut self, used: &'a ReceiptOutcome) {
        self.keys.extend(used.keys.iter().map(Fingerprint::as_str));
        let Some(original) = used.original.as_deref() else { return };
        self.originals.extend(original.iter().map(Fingerprint::as_str));
        self.parts.push(Part { keys: &used.keys, original, fen: used.billed.fen(), whole: used.original_total });
    }

    /// Whether a receipt was used, or its original was, or a part of it: what of an original its part was is not stated.
    pub(crate) fn uses(&self, receipt: &Receipt) -> bool {
        if self.is_empty() {
            return false;
        }
        let mut own = receipt.known().map(digest);
        let mut original = receipt.known_original().filter(|_| receipt.is_part()).map(digest);
        own.any(|key| self.keys.contains(key.as_str()) || self.originals.contains(key.as_str()))
            || original.any(|key| self.keys.contains(key.as_str()))
    }

    /// Whether a receipt, is a part that with those used elsewhere is more than the original.
    pub(crate) fn exceeds(&self, receipt: ReceiptIx) -> bool {
        !self.exceeding.is_empty() && self.exceeding.contains(&receipt)
    }

    /// Compares the parts of this application with those that were used, once all of these are noted.
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

    /// Whether the parts of an original, here and elsewhere, each once, are more than it is.
    fn is_too_much(&self, original: &[Fingerprint], here: &[PartHere]) -> bool {
        let here: Vec<&PartHere> = here.iter().filter(|part| meet(&part.original, original)).collect();
        let mut used: Vec<&Part<'_>> = Vec::new();
        // If a part was decided on several times, the last decision states its total.
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

/// Whether two lists of numbers have one in common.
fn meet(some: &[Fingerprint], others: &[Fingerprint]) -> bool {
    some.iter().any(|key| others.contains(key))
}
