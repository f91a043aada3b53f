//! What an award is computed for.

use super::{
    case::Case,
    count::Count,
    ledger::{Ledger, Of, PastAward, PastUnit, digest, stay_digest},
};
use crate::{
    programme::{Benefit, Programme},
    record::receipt::Known,
    value::{Date, Fingerprint, Fnv, Period},
};

/// A unit of an item.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) item: usize,
    pub(super) of: UnitOf,
    /// Its receipts: where they stand in `Run::unit_bills`.
    pub(super) bills: std::ops::Range<usize>,
    /// The basis that this application brings, in fen.
    pub(super) basis: Option<i64>,
    /// What a benefit by the unit counts.
    pub(super) count: Option<Count>,
    pub(super) award: i64,
    pub(super) overpaid: i64,
    /// Whether what it is awarded stands on it as a whole, and not on lines.
    pub(super) is_whole: bool,
    /// Which service is given.
    pub(super) service: Option<usize>,
}

/// What a unit is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum UnitOf {
    Application,
    /// A receipt, by its place among the bills.
    Receipt(usize),
    /// A stay, by one of its receipts.
    Stay(usize),
    Period(Period),
    /// An operation, by its number, its treatment and its place there.
    Operation {
        number: usize,
        treatment: usize,
        place: usize,
    },
}

impl Unit {
    pub(super) const fn new(item: usize, of: UnitOf) -> Self {
        Self { item, of, bills: 0..0, basis: None, count: None, award: 0, overpaid: 0, is_whole: false, service: None }
    }

    pub(super) const fn operation(&self) -> Option<usize> {
        match self.of {
            UnitOf::Operation { number, .. } => Some(number),
            _ => None,
        }
    }

    /// The digest by which later adjudications know the unit.
    pub(super) fn key(&self, programme: &Programme, case: &Case<'_>) -> Fingerprint {
        let of_item = programme.items.get(self.item);
        let item = of_item.map_or("", |item| item.id.as_str());
        let service = match of_item.map(|item| &item.benefit) {
            Some(Benefit::InKind(rule)) => self.service.and_then(|place| rule.services.get(place)),
            _ => None,
        };
        let service = service.map(|service| service.id.as_str());
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        match &self.of {
            UnitOf::Application => {
                Fnv::of([item, "application", case.application.id.as_str()].into_iter().chain(service))
            }
            UnitOf::Period(period) => Fnv::of([item, "period", &day(period.start)]),
            UnitOf::Receipt(bill) | UnitOf::Stay(bill) => {
                let bill = case.bills.get(*bill);
                let stay =
                    matches!(self.of, UnitOf::Stay(_)).then(|| bill.and_then(|b| stay_digest(b.receipt))).flatten();
                let key = || bill.and_then(|bill| bill.receipt.known().next()).map(digest);
                // Receipts of one stay in another application are another unit: their basis is not part of this one's.
                match stay {
                    Some(stay) => Fnv::of([item, "stay", case.application.id.as_str(), stay.as_str()]),
                    None => Fnv::of([item, key().as_ref().map_or("", Fingerprint::as_str)]),
                }
            }
            UnitOf::Operation { number, .. } => {
                let Some(of) = case.operations.get(*number) else { return Fnv::of([item]) };
                let (day, like) = (day(of.day), of.like.to_string());
                Fnv::of([item, "operation", of.hospital, of.code, &day, &like].into_iter().chain(service))
            }
        }
    }

    /// By what the unit is told apart from others that a limit counts.
    pub(super) fn who(&self, programme: &Programme, case: &Case<'_>) -> Who {
        match self.of {
            UnitOf::Receipt(bill) => Who::Bill { item: self.item, bill },
            UnitOf::Stay(bill) if case.bills.get(bill).is_none_or(|bill| stay_digest(bill.receipt).is_none()) => {
                Who::Bill { item: self.item, bill }
            }
            _ => Who::Unit { item: Some(self.item), key: self.key(programme, case) },
        }
    }

    /// What the ledger awarded for the same unit.
    pub(super) fn awarded_before(
        &self,
        programme: &Programme,
        case: &Case<'_>,
        ledger: &Ledger<'_>,
        bills: &[usize],
    ) -> i64 {
        if ledger.units.is_empty() {
            return 0;
        }
        let key = ledger.is_adjudicated.then(|| self.key(programme, case));
        let same = |award: &PastAward<'_>, unit: &PastUnit<'_>| match (&self.of, &key) {
            (UnitOf::Receipt(bill), Some(key)) => {
                let same = award.bill() == Some(*bill) || (award.bill().is_none() && unit.key == Some(key));
                unit.item == Some(self.item) && same
            }
            (_, Some(key)) => unit.key == Some(key),
            (UnitOf::Period(period), None) if !unit.names_receipts => {
                unit.day.and_then(|day| period.contains(day)) == Some(true)
            }
            (_, None) => award.is_within(bills),
        };
        ledger.parts(Of::Others).filter(|(award, unit)| same(award, unit)).map(|(award, _)| award.amount).sum()
    }
}

/// By what limits that count units tell them apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// A receipt of this application, or a stay that is that receipt alone.
    Bill {
        item: usize,
        bill: usize,
    },
    Unit {
        item: Option<usize>,
        key: Fingerprint,
    },
    /// An award that the application lists as aid, by its place in the ledger.
    Told(usize),
}

impl Who {
    /// That of a unit of the past.
    pub(super) fn of_past(place: usize, past: &PastUnit<'_>, programme: &Programme, case: &Case<'_>) -> Self {
        let Some(key) = past.key else { return Self::Told(place) };
        let of_item = |item: usize| Some((item, programme.items.get(item)?.id.as_str()));
        let as_bill = past.item.and_then(of_item).and_then(|(item, id)| {
            let is_it = |number: Known<'_>| Fnv::of([id, digest(number).as_str()]) == *key;
            let bill = case.bills.iter().position(|bill| !bill.duplicate && bill.receipt.known().any(is_it))?;
            Some(Self::Bill { item, bill })
        });
        as_bill.unwrap_or_else(|| Self::Unit { item: past.item, key: key.clone() })
    }
}

/// Every operation of the application, in order.
pub(super) fn operations(case: &Case<'_>) -> impl Iterator<Item = UnitOf> {
    let all = case.operations.iter().enumerate();
    all.map(|(number, of)| UnitOf::Operation { number, treatment: of.treatment, place: of.place })
}
