//! A prepared application: its receipts in canonical order with amounts in fen, their lines in one column, its aid, its
//! operations.

mod aid;
mod dates;
mod errors;
mod identity;
mod line;
mod operation;
mod receipt;

pub(super) use aid::ListedAid;
pub(super) use identity::{digest, stay_digest};
pub(super) use line::{Line, self_financed};
pub(super) use operation::Operated;
pub(super) use receipt::{Measured, of_receipt};

use super::column::{AidIx, Astray, Column, Index, LineIx, OperationIx, ReceiptIx};
use crate::{
    adjudication::ApplicationError,
    record::{aid::Aid, application::Application, organisation::Hospital, receipt::Receipt, register::standings},
    value::{Date, Fingerprint, Fnv},
};
use std::{collections::HashMap, sync::OnceLock};

/// An application, prepared for any number of programmes.
#[derive(Debug)]
pub struct Case<'a> {
    pub(super) application: &'a Application,
    pub(super) receipts: Column<ReceiptIx, Measured<'a>>,
    pub(super) lines: Column<LineIx, Line<'a>>,
    pub(super) aid: Column<AidIx, ListedAid<'a>>,
    pub(super) operations: Column<OperationIx, Operated<'a>>,
    digest: OnceLock<Fingerprint>,
    errors: OnceLock<Vec<ApplicationError>>,
    stays: OnceLock<Column<ReceiptIx, ReceiptIx>>,
    digests: OnceLock<HashMap<Fingerprint, ReceiptIx>>,
}

impl<'a> Case<'a> {
    /// Prepares an application.
    ///
    /// An outcome states the errors of the application that [`Document::check`](crate::document::Document::check) reports. Do not decide
    /// on one with errors: correct them first.
    pub fn of(application: &'a Application) -> Self {
        let (receipts, lines) = measured(application);
        let listed = application.aid.iter().flat_map(|all| all.iter()).enumerate();
        let aid = listed.map(|(place, aid)| listed_aid(&receipts, place, aid)).collect();
        let operations = operation::operations(application);
        let (digest, errors) = (OnceLock::new(), OnceLock::new());
        let (stays, digests) = (OnceLock::new(), OnceLock::new());
        Self { application, receipts, lines, aid, operations, digest, errors, stays, digests }
    }

    /// The number of receipts of the application.
    pub fn receipt_count(&self) -> usize {
        self.receipts.len()
    }

    /// The digest of the application. It is computed on first use.
    pub(super) fn digest(&self) -> Fingerprint {
        self.digest.get_or_init(|| Fnv::of_record(self.application)).clone()
    }

    /// The errors that a check of the application reports. They are computed on first use.
    pub(super) fn errors(&self) -> &[ApplicationError] {
        self.errors.get_or_init(|| errors::errors(self.application))
    }

    /// The lines of a receipt.
    pub(super) fn lines_of(&self, receipt: &Measured<'_>) -> Result<&[Line<'a>], Astray> {
        self.lines.rows(receipt.lines)
    }

    /// The stay of a receipt, identified by the first receipt of the stay. Stays are determined on first use.
    pub(super) fn stay_of(&self, receipt: ReceiptIx) -> Result<ReceiptIx, Astray> {
        self.stays.get_or_init(|| self.stays()).get(receipt).copied()
    }

    /// Receipts of the same hospital with the same stay belong to one stay. A receipt without a stay or without a
    /// hospital is a stay of its own.
    fn stays(&self) -> Column<ReceiptIx, ReceiptIx> {
        let mut known: HashMap<Stay<'_>, ReceiptIx> = HashMap::with_capacity(self.receipts.len());
        let each = self.receipts.iter().map(|(ix, measured)| {
            let issuer = measured.receipt.issuer.as_ref().map(Hospital::identity);
            let stay = issuer.zip(measured.receipt.stay.as_ref()).map(|(issuer, stay)| (issuer, stay.start, stay.end));
            stay.map_or(ix, |stay| *known.entry(stay).or_insert(ix))
        });
        each.collect()
    }

    /// The first receipt that has a number with that digest, leaving out duplicates.
    pub(super) fn receipt_by_digest(&self, key: &Fingerprint) -> Option<ReceiptIx> {
        self.digests.get_or_init(|| self.digests()).get(key).copied()
    }

    fn digests(&self) -> HashMap<Fingerprint, ReceiptIx> {
        let mut known = HashMap::with_capacity(self.receipts.len());
        for measured in self.receipts.values().filter(|measured| !measured.duplicate) {
            for key in measured.receipt.known() {
                known.entry(digest(key)).or_insert(measured.ix);
            }
        }
        known
    }
}

/// The key of a stay: the hospital, the first day, and the last day.
type Stay<'s> = (&'s str, Option<Date>, Option<Date>);

fn listed_aid<'a>(receipts: &Column<ReceiptIx, Measured<'a>>, place: usize, aid: &'a Aid) -> ListedAid<'a> {
    let named = aid.receipts.as_ref().filter(|ids| !ids.is_empty());
    let named = named.map(|ids| {
        let is_named = |measured: &&Measured<'_>| measured.receipt.id.as_ref().is_some_and(|id| ids.contains(id));
        let named = receipts.values().filter(is_named).map(|measured| first_of(receipts, measured));
        let mut named: Vec<ReceiptIx> = named.filter(|measured| !measured.void).map(|measured| measured.ix).collect();
        named.sort_unstable();
        named.dedup();
        named
    });
    ListedAid { place, aid, receipts: named }
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

/// The receipts in canonical order, and their lines.
fn measured<'a>(application: &'a Application) -> (Column<ReceiptIx, Measured<'a>>, Column<LineIx, Line<'a>>) {
    let receipts = application.receipts.as_deref().unwrap_or_default();
    let mut standings = standings(receipts);
    let lines = |receipt: &Receipt| receipt.lines.as_deref().map_or(0, <[_]>::len).max(1);
    let mut all = Column::with_capacity(receipts.len());
    let mut all_lines = Column::with_capacity(receipts.iter().map(lines).sum());
    let mut room = line::Room::default();
    let born = application.child_born();
    for place in canonical_order(receipts) {
        let Some((receipt, standing)) = receipts.get(place).zip(standings.get_mut(place)) else { continue };
        let amounts = receipt.amounts();
        let (rows, stated) = all_lines.extend_by(|lines| {
            let stated = line::lines(receipt, &amounts, lines, &mut room);
            if stated.is_none() {
                lines.push(line::whole(&amounts));
            }
            stated
        });
        let ix = ReceiptIx::at(all.len());
        let standing = std::mem::take(standing);
        all.push(Measured::of(
            (ix, place),
            receipt,
            standing,
            amounts,
            (rows, stated),
            (application.patient_of(receipt), receipt.contradictions(born)),
        ));
    }
    (all, all_lines)
}

/// The indices of the receipts in canonical order. Small keys are sorted, not the receipts themselves. Numbers are
/// compared only within a day.
fn canonical_order(receipts: &[Receipt]) -> impl Iterator<Item = usize> {
    let with_day = |(place, receipt): (usize, &Receipt)| {
        let day = receipt.visited_on();
        ((day.is_none(), day), place)
    };
    let mut order: Vec<((bool, Option<Date>), usize)> = receipts.iter().enumerate().map(with_day).collect();
    order.sort_unstable();
    let first = |place: usize| receipts.get(place).and_then(|receipt| receipt.known().next());
    for of_one_day in order.chunk_by_mut(|(day, _), (other, _)| day == other) {
        of_one_day.sort_unstable_by(|(_, place), (_, other)| first(*place).cmp(&first(*other)).then(place.cmp(other)));
    }
    order.into_iter().map(|(_, place)| place)
}
