//! The receipts that other applications have used: the receipts themselves, the originals of split sheets, and split
//! sheets of originals.

use crate::{
    adjudication::{ReceiptOutcome, ReceiptTraces},
    code::DuplicateEvidence,
    eligibility::Missing,
    evaluate::{
        column::ReceiptIx,
        measured::{Case, Measured, digest},
    },
    record::receipt::{HospitalTrace, Known, Receipt, ReceiptNumber, Traces, is_not_exchanged},
    value::{Fingerprint, LocalId, Money},
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The receipts that other applications have used.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere<'a> {
    /// The numbers of the used receipts.
    keys: HashSet<&'a str>,
    /// The numbers of the originals whose split sheets were used.
    originals: HashSet<&'a str>,
    /// The used receipts by their total, each with its application.
    used: HashMap<i64, Vec<(&'a ReceiptOutcome, &'a LocalId)>>,
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
    pub(crate) fn note(&mut self, used: &'a ReceiptOutcome, application: &'a LocalId) {
        self.used.entry(used.billed.fen()).or_default().push((used, application));
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
        let mut own = receipt.known().map(|known| digest(&known));
        let mut original = receipt.known_original().filter(|_| receipt.is_part()).map(|known| digest(&known));
        own.any(|key| self.keys.contains(key.as_str()) || self.originals.contains(key.as_str()))
            || original.any(|key| self.keys.contains(key.as_str()))
    }

    /// What distinguishes a receipt from the used receipts that may be the same one.
    pub(crate) fn may_use(&self, measured: &Measured<'_>) -> Vec<Missing> {
        let receipt = measured.receipt;
        let Some(used) = self.used.get(&receipt.total_amount.fen()) else { return Vec::new() };
        let digests = |known: Vec<Known<'_>>| known.iter().map(digest).collect::<Vec<_>>();
        let own = digests(receipt.known().collect());
        let with_original = digests(receipt.known_with_original().collect());
        let others = digests(receipt.known_others().collect());
        let traces = receipt.traces();
        let may_be = |(used, application): &(&ReceiptOutcome, &LocalId)| {
            let is_apart = meet(&used.keys, &with_original)
                || meet(used.original.as_deref().unwrap_or_default(), &with_original)
                || meet(&used.keys, &others)
                || meet(
                    used.traces.as_ref().and_then(|traces| traces.distinct_from.as_deref()).unwrap_or_default(),
                    &own,
                );
            let evidence = if is_apart { None } else { evidence(receipt, &traces, used) };
            Some(Missing::of_alike_elsewhere(measured.place, evidence?, application))
        };
        used.iter().filter_map(may_be).collect()
    }

    /// The members of a receipt that would settle whether it, or its original, is a used receipt or the original of one. The two have
    /// one number of a hospital's own, and only one of them states its code.
    pub(crate) fn lacks_code(&self, receipt: &Receipt) -> BTreeSet<&'static str> {
        let mut lacks = BTreeSet::new();
        let original = receipt.original.as_ref().filter(|_| receipt.is_part());
        let named = [(false, "number/code", Some(&receipt.number)), (true, "original", original)];
        let here = named.map(|(is_original, member, number)| {
            let number = number.filter(|_| !self.is_empty());
            let trace = number.and_then(ReceiptNumber::own_trace);
            (is_original, member, trace, number.is_some_and(|number| number.own_code().is_some()))
        });
        if here.iter().all(|(_, _, number, _)| number.is_none()) {
            return lacks;
        }
        for (used, _) in self.used.values().flatten() {
            let Some(traces) = &used.traces else { continue };
            let theirs = [
                (false, &traces.number, traces.own_code.is_some()),
                (true, &traces.original_number, traces.original_code.is_some()),
            ];
            for (is_original, member, own, has_code) in &here {
                let is_it = |(of_original, number, has): &(bool, &Option<Fingerprint>, bool)| {
                    (*is_original || *of_original) && own.is_some() && own == *number && has != has_code
                };
                if theirs.iter().any(is_it) && may_be_of_one_hospital(receipt, traces) && !is_told_from(receipt, used) {
                    lacks.insert(if *has_code { "distinctFrom" } else { *member });
                }
            }
        }
        lacks
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
            keys: measured.receipt.known().map(|known| digest(&known)).collect(),
            original: measured.receipt.known_original().map(|known| digest(&known)).collect(),
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

/// Why a receipt may be a used one with the same total and another number.
fn evidence(receipt: &Receipt, own: &Traces, used: &ReceiptOutcome) -> Option<DuplicateEvidence> {
    let stated = used.traces.as_ref()?;
    let theirs = Traces {
        settlement: stated.settlement.clone(),
        business: stated.business.clone(),
        inpatient: stated.inpatient.clone(),
        number: stated.number.clone(),
        numbers: [None, None],
        is_own: own.is_own,
        own_code: stated.own_code.clone(),
        exchange: stated.exchange.clone(),
        not_exchanged_on: stated.not_exchanged_on,
        hospital: HospitalTrace { uscc: stated.uscc.clone(), code: stated.code.clone() },
    };
    if own.are_of_two_hospitals(&theirs) {
        return None;
    }
    let dates = used.dates.as_ref();
    let visited = dates.and_then(|dates| dates.visited_on);
    let days = receipt.visited_on().zip(visited).is_none_or(|(a, b)| a == b);
    let is_exchanged = || {
        let issued = dates.and_then(|dates| dates.issued_on);
        theirs.exchange.is_some()
            && receipt.exchanged() == theirs.exchange
            && !is_not_exchanged(own.not_exchanged_on, issued)
            && !is_not_exchanged(theirs.not_exchanged_on, receipt.issued_on)
    };
    own.common(&theirs)
        .or_else(|| (days && own.share_number(&theirs)).then_some(DuplicateEvidence::ReceiptNumber))
        .or_else(|| (!own.differ(&theirs) && is_exchanged()).then_some(DuplicateEvidence::ElectronicAndPaper))
        .or_else(|| receipt.is_of_unclear_hospital(own, &theirs, days).then_some(DuplicateEvidence::HospitalUnclear))
}

/// Whether the hospitals are not known to differ.
fn may_be_of_one_hospital(receipt: &Receipt, used: &ReceiptTraces) -> bool {
    let hospital = HospitalTrace { uscc: used.uscc.clone(), code: used.code.clone() };
    !receipt.traces().hospital.differs_from(&hospital)
}

/// Whether the receipt or the used one states that the other is another receipt. A number of a hospital's own is enough without its
/// code.
fn is_told_from(receipt: &Receipt, used: &ReceiptOutcome) -> bool {
    let traces = used.traces.as_ref();
    let number = traces.and_then(|traces| traces.number.as_ref());
    let mut named = receipt.distinct_from.iter().flat_map(|all| all.iter());
    let others: Vec<Fingerprint> = receipt.known_others().map(|known| digest(&known)).collect();
    let own: Vec<Fingerprint> = receipt.known().map(|known| digest(&known)).collect();
    meet(&used.keys, &others)
        || meet(traces.and_then(|traces| traces.distinct_from.as_deref()).unwrap_or_default(), &own)
        || named.any(|other| other.own_trace().is_some_and(|trace| number == Some(&trace)))
}

/// Whether two lists of numbers have a common element.
fn meet(some: &[Fingerprint], others: &[Fingerprint]) -> bool {
    some.iter().any(|key| others.contains(key))
}
