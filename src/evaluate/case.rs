//! An application made ready: its receipts in canonical order, their lines side by side, its aid.

use super::{
    bill::{self, Bill, Cell, Spreading},
    ledger::digest,
    missing::{Wanted, wanted},
};
use crate::{
    adjudication::ReceiptDates,
    code::{FactSupplier, ReceiptDate},
    record::{
        aid::Aid,
        application::Application,
        organisation::Hospital,
        receipt::Receipt,
        register::{Standing, standings},
    },
    value::{Date, Fingerprint, Fnv},
};
use std::{collections::HashMap, sync::OnceLock};

/// An application, made ready for any number of programmes.
#[derive(Debug)]
pub struct Case<'a> {
    pub(super) application: &'a Application,
    pub(super) bills: Vec<Bill<'a>>,
    pub(super) cells: Vec<Cell<'a>>,
    pub(super) aid: Vec<Given<'a>>,
    pub(super) operations: Vec<Operated<'a>>,
    digest: OnceLock<Fingerprint>,
    stays: OnceLock<Vec<usize>>,
    digests: OnceLock<HashMap<Fingerprint, usize>>,
}

/// An operation of the application, and by what it is known again: hospital, code, day, and which of those alike it is.
#[derive(Debug)]
pub(super) struct Operated<'a> {
    pub(super) treatment: usize,
    pub(super) place: usize,
    pub(super) hospital: &'a str,
    pub(super) code: &'a str,
    pub(super) day: Option<Date>,
    pub(super) like: usize,
}

/// Aid of the application, and the receipts that it names.
#[derive(Debug)]
pub(super) struct Given<'a> {
    pub(super) place: usize,
    pub(super) aid: &'a Aid,
    /// Nothing where it names none; otherwise those of the bills that it names, but for void ones.
    pub(super) bills: Option<Vec<usize>>,
}

impl<'a> Case<'a> {
    /// Makes an application ready.
    pub fn of(application: &'a Application) -> Self {
        let receipts = application.receipts.as_deref().unwrap_or_default();
        let bills = bills(application, receipts);
        let mut case = Self {
            application,
            bills,
            cells: Vec::new(),
            aid: Vec::new(),
            operations: operations(application),
            digest: OnceLock::new(),
            stays: OnceLock::new(),
            digests: OnceLock::new(),
        };
        case.lay_out_cells();
        case.aid = application
            .aid
            .iter()
            .flat_map(|all| all.iter())
            .enumerate()
            .map(|(place, aid)| case.given(place, aid))
            .collect();
        case
    }

    /// The receipts of the application.
    pub fn receipts(&self) -> usize {
        self.bills.len()
    }

    /// The digest of the application, computed once, and only where somebody asks for it.
    pub(super) fn digest(&self) -> Fingerprint {
        self.digest.get_or_init(|| Fnv::of_record(self.application)).clone()
    }

    fn lay_out_cells(&mut self) {
        let lines = |bill: &Bill<'_>| bill.receipt.lines.as_deref().map_or(0, <[_]>::len).max(1);
        self.cells.reserve_exact(self.bills.iter().map(lines).sum());
        let mut room = Spreading::default();
        for bill in &mut self.bills {
            let first = self.cells.len();
            match bill::lines(bill.receipt, &bill.amounts, &mut self.cells, &mut room) {
                Some(stated) => (bill.has_lines, bill.person_stated) = (true, stated),
                None => self.cells.push(bill::whole(&bill.amounts)),
            }
            bill.cells = first..self.cells.len();
        }
    }

    /// Which stay a receipt is for, among those of the application. They are told apart only for who asks.
    pub(super) fn stay_of(&self, bill: usize) -> Option<usize> {
        self.stays.get_or_init(|| self.stays()).get(bill).copied()
    }

    /// Receipts of one hospital with one stay are of one stay; one without a stay, or of which the hospital is not told, is by
    /// itself. A stay is known by the place of its first receipt.
    fn stays(&self) -> Vec<usize> {
        let mut known: HashMap<Stay<'_>, usize> = HashMap::with_capacity(self.bills.len());
        let each = self.bills.iter().enumerate().map(|(place, bill)| {
            let issuer = bill.receipt.issuer.as_ref().map(Hospital::identity);
            let stay = issuer.zip(bill.receipt.stay.as_ref()).map(|(issuer, stay)| (issuer, stay.start, stay.end));
            stay.map_or(place, |stay| *known.entry(stay).or_insert(place))
        });
        each.collect()
    }

    /// The first receipt that has a number with that digest, but for those that were handed in again.
    pub(super) fn bill_by_digest(&self, key: &Fingerprint) -> Option<usize> {
        self.digests.get_or_init(|| self.digests()).get(key).copied()
    }

    fn digests(&self) -> HashMap<Fingerprint, usize> {
        let mut known = HashMap::with_capacity(self.bills.len());
        for (place, bill) in self.bills.iter().enumerate().filter(|(_, bill)| !bill.duplicate) {
            for key in bill.receipt.known() {
                known.entry(digest(key)).or_insert(place);
            }
        }
        known
    }

    fn given(&self, place: usize, aid: &'a Aid) -> Given<'a> {
        let named = aid.receipts.as_ref().filter(|ids| !ids.is_empty());
        let bills = named.map(|ids| {
            let bills = self.bills.iter().enumerate();
            let named = bills.filter(|(_, bill)| bill.receipt.id.as_ref().is_some_and(|id| ids.contains(id)));
            let named = named.map(|(bill, _)| self.first_of(bill));
            let mut named: Vec<usize> = named.filter(|bill| self.bills.get(*bill).is_some_and(|b| !b.void)).collect();
            named.sort_unstable();
            named.dedup();
            named
        });
        Given { place, aid, bills }
    }

    /// The receipt that was handed in first, of one that was handed in again: what names the one is for the other.
    fn first_of(&self, bill: usize) -> usize {
        let mut found = bill;
        while let Some(duplicate) = self.bills.get(found).filter(|bill| bill.duplicate) {
            let is_it = |other: &&(usize, &Bill<'_>)| {
                let (_, other) = *other;
                let mut keys = other.receipt.known();
                other.place < duplicate.place && keys.any(|key| duplicate.receipt.known().any(|own| own == key))
            };
            let others = self.bills.iter().enumerate();
            match others.filter(|other| is_it(&other)).min_by_key(|(_, other)| other.place) {
                Some((first, _)) => found = first,
                None => break,
            }
        }
        found
    }
}

/// Every operation, in the order of the application.
fn operations(application: &Application) -> Vec<Operated<'_>> {
    let mut known: HashMap<(&str, &str, Option<Date>), usize> = HashMap::new();
    let mut all = Vec::new();
    for (treatment, of) in application.treatments.iter().flat_map(|all| all.iter()).enumerate() {
        let hospital = of.hospital.as_ref().map_or("", Hospital::identity);
        for (place, operation) in of.operations.iter().flat_map(|all| all.iter()).enumerate() {
            let code = operation.code.as_ref().map_or("", |code| code.as_str());
            let day = operation.performed_on.or_else(|| of.period.as_ref()?.start);
            let alike = known.entry((hospital, code, day)).or_default();
            all.push(Operated { treatment, place, hospital, code, day, like: *alike });
            *alike += 1;
        }
    }
    all
}

/// By what receipts of one stay are known: the hospital, and the first and the last day.
type Stay<'s> = (&'s str, Option<Date>, Option<Date>);

impl Given<'_> {
    pub(super) fn wants(&self, member: &str) -> Wanted {
        wanted("aid", format!("/aid/{}/{member}", self.place), FactSupplier::Family)
    }
}

/// The receipts in canonical order.
fn bills<'a>(application: &'a Application, receipts: &'a [Receipt]) -> Vec<Bill<'a>> {
    let mut standings = standings(receipts);
    let bill = |place: usize| {
        let (receipt, standing) = (receipts.get(place)?, standings.get_mut(place)?);
        Some(bill_of(place, receipt, std::mem::take(standing), receipt.is_of(&application.child)))
    };
    let mut bills = Vec::with_capacity(receipts.len());
    bills.extend(canonical_order(receipts).filter_map(bill));
    bills
}

/// The places of the receipts, in canonical order. What is small is put in order, not the receipts themselves; and numbers are
/// looked at only within a day.
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

fn bill_of<'a>(
    place: usize,
    receipt: &'a Receipt,
    Standing { duplicate, void, exceeds, doubt }: Standing,
    called: Option<bool>,
) -> Bill<'a> {
    Bill {
        place,
        receipt,
        duplicate,
        void,
        exceeds,
        doubt,
        not_child: called.map(|called| !called),
        cells: 0..0,
        has_lines: false,
        amounts: receipt.amounts(),
        person_stated: false,
        dates: dates(receipt),
    }
}

fn dates(receipt: &Receipt) -> ReceiptDates {
    let mut dates = ReceiptDates::new();
    dates.visited_on = receipt.visited_on();
    dates.discharged_on = receipt.discharged_on();
    dates.issued_on = receipt.issued_on;
    dates.settled_on = receipt.settled_on();
    dates
}

impl ReceiptDate {
    /// That date of a receipt.
    pub(super) const fn of(self, dates: &ReceiptDates) -> Option<Date> {
        match self {
            Self::VisitedOn => dates.visited_on,
            Self::DischargedOn => dates.discharged_on,
            Self::IssuedOn => dates.issued_on,
            Self::SettledOn => dates.settled_on,
        }
    }

    /// Where it would stand in a receipt.
    pub(super) const fn member(self) -> &'static str {
        match self {
            Self::VisitedOn => "visitDate",
            Self::DischargedOn => "stay/end",
            Self::IssuedOn => "issuedOn",
            Self::SettledOn => "settlement/settledOn",
        }
    }
}
