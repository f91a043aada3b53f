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
pub(super) use identity::{digest, digested, marked, stated};
pub(super) use line::{Line, self_financed};
pub(super) use operation::Operated;
pub(super) use receipt::{Measured, of_receipt};

use super::column::{AidIx, Astray, Column, Index, LineIx, OperationIx, ReceiptIx};
use crate::{
    adjudication::ApplicationError,
    record::{
        application::Application,
        receipt::Receipt,
        register::standings,
        same_aid::{AidDoubt, doubts, kept},
        stay::{OwnStay, Stays, stay_of},
    },
    value::{Date, Fingerprint, Fnv, NameMatch},
};
use std::{collections::HashMap, sync::OnceLock};

/// An application, prepared for any number of programmes.
#[derive(Debug)]
pub struct Case<'a> {
    pub(super) application: &'a Application,
    pub(super) receipts: Column<ReceiptIx, Measured<'a>>,
    pub(super) lines: Column<LineIx, Line<'a>>,
    /// Its aid. An entry that repeats another one is left out.
    pub(super) aid: Column<AidIx, ListedAid<'a>>,
    /// Entries of aid that may be one grant.
    pub(super) aid_doubts: Vec<AidDoubt>,
    pub(super) operations: Column<OperationIx, Operated<'a>>,
    digest: OnceLock<Fingerprint>,
    errors: OnceLock<Vec<ApplicationError>>,
    stays: OnceLock<CaseStays>,
    digests: OnceLock<HashMap<Fingerprint, ReceiptIx>>,
}

impl<'a> Case<'a> {
    /// Prepares an application.
    ///
    /// An outcome states the errors of the application that [`Document::check`](crate::document::Document::check) reports. Do not decide
    /// on one with errors: correct them first.
    pub fn of(application: &'a Application) -> Self {
        let (receipts, lines) = measured(application);
        let listed = kept(application.aid.as_deref().unwrap_or_default());
        let aid_doubts = doubts(&listed);
        let aid = aid::listed(&receipts, &listed);
        let operations = operation::operations(application);
        let (digest, errors) = (OnceLock::new(), OnceLock::new());
        let (stays, digests) = (OnceLock::new(), OnceLock::new());
        Self { application, receipts, lines, aid, aid_doubts, operations, digest, errors, stays, digests }
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
    pub(super) fn stay_of(&self, receipt: ReceiptIx) -> ReceiptIx {
        ReceiptIx::at(self.stays().grouped.first(receipt.place()))
    }

    /// Receipts of two stays that may be one.
    pub(super) fn open_stays(&self) -> impl Iterator<Item = (ReceiptIx, ReceiptIx)> {
        self.stays().grouped.open().iter().map(|(one, other)| (ReceiptIx::at(*one), ReceiptIx::at(*other)))
    }

    /// The statements of a receipt on its stay, with the inpatient number of a receipt of the same days. `None` if it has none, or
    /// does not count.
    pub(super) fn stated_stay(&self, receipt: ReceiptIx) -> Option<&OwnStay> {
        self.stays().stated.get(receipt.place())?.as_ref()
    }

    fn stays(&self) -> &CaseStays {
        self.stays.get_or_init(|| {
            let stated = |measured: &Measured<'a>| stay_of(measured.receipt).filter(|_| measured.is_of_child());
            let mut stated: Vec<_> = self.receipts.values().map(stated).collect();
            let grouped = Stays::of(&mut stated);
            CaseStays { grouped, stated }
        })
    }

    /// The first receipt that has a number with that digest, leaving out duplicates.
    pub(super) fn receipt_by_digest(&self, key: &Fingerprint) -> Option<ReceiptIx> {
        self.digests.get_or_init(|| self.digests()).get(key).copied()
    }

    fn digests(&self) -> HashMap<Fingerprint, ReceiptIx> {
        let mut known = HashMap::with_capacity(self.receipts.len());
        for measured in self.receipts.values().filter(|measured| !measured.duplicate) {
            for key in measured.receipt.known() {
                known.entry(digest(&key)).or_insert(measured.ix);
            }
        }
        known
    }
}

/// The stays of the receipts, in canonical order. A receipt that is void, a duplicate or another person's is a stay of its own.
#[derive(Debug)]
struct CaseStays {
    grouped: Stays,
    stated: Vec<Option<OwnStay>>,
}

/// The receipts in canonical order, and their lines.
fn measured<'a>(application: &'a Application) -> (Column<ReceiptIx, Measured<'a>>, Column<LineIx, Line<'a>>) {
    let receipts = application.receipts.as_deref().unwrap_or_default();
    let is_of_other = |receipt: &Receipt| application.patient_of(receipt) == Some(NameMatch::Other);
    let mut standings = standings(receipts, is_of_other);
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
