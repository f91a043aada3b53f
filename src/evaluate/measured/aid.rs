//! Aid that an application lists, with the receipts that it names.

use super::Measured;
use crate::{
    code::FactSupplier,
    evaluate::{
        column::{AidIx, Column, Index, ReceiptIx},
        missing::{Lacks, wanted},
    },
    programme::Programme,
    record::{aid::Aid, same_aid::are_shown},
};

/// Aid of the application, and the receipts that it names.
#[derive(Debug)]
pub(crate) struct ListedAid<'a> {
    pub(crate) place: usize,
    pub(crate) aid: &'a Aid,
    /// `None` if it names no receipts. Otherwise the receipts that it names, without void ones.
    pub(crate) receipts: Option<Vec<ReceiptIx>>,
    /// Whether it is a payment that a receipt shows.
    pub(crate) shown: Option<bool>,
}

impl ListedAid<'_> {
    /// Whether it is certainly a payment that a receipt shows. The family's share is without it.
    pub(crate) fn is_shown(&self) -> bool {
        self.shown == Some(true)
    }

    pub(crate) fn wants(&self, member: &str) -> Lacks {
        wanted("aid", format!("/aid/{}/{member}", self.place), FactSupplier::Family)
    }

    /// Reports that it is unknown whether the aid is the programme's own.
    pub(crate) fn doubt(&self) -> Lacks {
        self.wants(self.aid.doubtful_member())
    }

    /// Whether it is the programme's own. `None` if that is unknown.
    pub(crate) fn is_own(&self, programme: &Programme) -> Option<bool> {
        self.aid.is_of(&programme.id, programme.payer)
    }

    /// The receipts that it names.
    pub(crate) fn named(&self) -> &[ReceiptIx] {
        self.receipts.as_deref().unwrap_or_default()
    }

    /// Whether it names one of the receipts.
    pub(crate) fn names_any(&self, mut receipts: impl Iterator<Item = ReceiptIx>) -> bool {
        let named = self.named();
        !named.is_empty() && receipts.any(|receipt| named.contains(&receipt))
    }
}

/// The aid of an application, without repetitions.
pub(crate) fn listed<'a>(
    receipts: &Column<ReceiptIx, Measured<'a>>,
    kept: &[(usize, &'a Aid)],
) -> Column<AidIx, ListedAid<'a>> {
    let named: Vec<Option<Vec<ReceiptIx>>> = kept.iter().map(|(_, aid)| named(receipts, aid)).collect();
    let places = |named: &Vec<ReceiptIx>| named.iter().map(|receipt| receipt.place()).collect();
    let entries: Vec<(&Aid, Option<Vec<usize>>)> =
        kept.iter().zip(&named).map(|((_, aid), named)| (*aid, named.as_ref().map(places))).collect();
    let counting = receipts.values().map(|measured| Some(measured.receipt).filter(|_| measured.is_of_child()));
    let shown = if entries.is_empty() { Vec::new() } else { are_shown(&entries, &counting.collect::<Vec<_>>()) };
    let all = kept.iter().zip(named).zip(shown);
    all.map(|(((place, aid), receipts), shown)| ListedAid { place: *place, aid, receipts, shown }).collect()
}

/// The receipts that an entry names, without void ones. `None` if it names none.
fn named(receipts: &Column<ReceiptIx, Measured<'_>>, aid: &Aid) -> Option<Vec<ReceiptIx>> {
    let named = aid.receipts.as_ref().filter(|ids| !ids.is_empty());
    named.map(|ids| {
        let is_named = |measured: &&Measured<'_>| measured.receipt.id.as_ref().is_some_and(|id| ids.contains(id));
        let named = receipts.values().filter(is_named).map(|measured| first_of(receipts, measured));
        let mut named: Vec<ReceiptIx> = named.filter(|measured| !measured.void).map(|measured| measured.ix).collect();
        named.sort_unstable();
        named.dedup();
        named
    })
}

/// The receipt that a duplicate repeats. An entry that names the duplicate is for that receipt. A valid receipt repeats
/// no withdrawn one.
fn first_of<'m, 'a>(receipts: &'m Column<ReceiptIx, Measured<'a>>, measured: &'m Measured<'a>) -> &'m Measured<'a> {
    let mut found = measured;
    while found.duplicate {
        let is_it = |other: &&Measured<'_>| {
            let mut keys = other.receipt.known();
            let repeats = found.receipt.denies_itself() || !other.receipt.denies_itself();
            repeats && other.place < found.place && keys.any(|key| found.receipt.known().any(|own| own == key))
        };
        match receipts.values().filter(is_it).min_by_key(|other| other.place) {
            Some(first) => found = first,
            None => break,
        }
    }
    found
}
