//! The stays of this application to which the receipts of earlier adjudications belong.

use crate::{
    adjudication::{ReceiptOutcome, ReceiptStay},
    evaluate::{
        column::{Index, ReceiptIx},
        measured::{Case, digested, stated},
    },
    record::stay::StayFacts,
    value::Fingerprint,
};
use std::collections::HashMap;

/// The statements of earlier receipts on their stays, each with its stay of this application.
#[derive(Debug, Default)]
pub(crate) struct PastStays(HashMap<StayFacts<Fingerprint>, Option<ReceiptIx>>);

impl PastStays {
    /// Joins the stays of earlier receipts with those of this application, directly or by other earlier receipts. If there are
    /// several, the first one is used.
    pub(crate) fn of<'a>(case: &Case<'_>, earlier: impl Iterator<Item = &'a ReceiptOutcome>) -> Self {
        let mut all: HashMap<StayFacts<Fingerprint>, Option<ReceiptIx>> = HashMap::new();
        for (receipt, marked) in earlier.filter_map(|receipt| Some((receipt, receipt.stay.as_ref()?))) {
            let known = all.entry(stated(marked)).or_default();
            *known = least(*known, own(case, receipt));
        }
        if all.is_empty() {
            return Self::default();
        }
        let of_receipt = |ix| Some((digested(case.stated_stay(ix)?), case.stay_of(ix)));
        let here = (0..case.receipts.len()).map(ReceiptIx::at).filter_map(of_receipt);
        let told = all.iter().filter_map(|(stay, known)| Some((stay.clone(), (*known)?)));
        let mut met: Vec<(StayFacts<Fingerprint>, ReceiptIx)> = here.chain(told).collect();
        while !met.is_empty() {
            let mut found = Vec::new();
            for (stay, known) in all.iter_mut().filter(|(_, known)| known.is_none()) {
                let joined = met.iter().filter(|(other, _)| stay.is_one_with(other) == Some(true));
                *known = joined.map(|(_, first)| *first).min();
                found.extend(known.map(|first| (stay.clone(), first)));
            }
            met = found;
        }
        Self(all)
    }

    /// The stay of an earlier receipt: that of the same receipt of this application, or else the one that includes it.
    pub(crate) fn stay(&self, case: &Case<'_>, receipt: &ReceiptOutcome) -> Option<ReceiptIx> {
        let joined = |marked: &ReceiptStay| self.0.get(&stated(marked)).copied().flatten();
        own(case, receipt).or_else(|| receipt.stay.as_ref().and_then(joined))
    }
}

fn least(one: Option<ReceiptIx>, other: Option<ReceiptIx>) -> Option<ReceiptIx> {
    one.into_iter().chain(other).min()
}

/// The stay of the same receipt of this application, if that receipt counts.
fn own(case: &Case<'_>, receipt: &ReceiptOutcome) -> Option<ReceiptIx> {
    let same = receipt.keys.iter().filter_map(|key| case.receipt_by_digest(key)).min()?;
    let counts = case.receipts.get(same).is_ok_and(|measured| measured.is_of_child());
    counts.then(|| case.stay_of(same))
}
