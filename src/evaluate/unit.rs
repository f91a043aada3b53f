//! What an award is computed for.

use super::{
    case::Case,
    ledger::{Ledger, digest, stay_digest},
};
use crate::{
    programme::Programme,
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
    pub(super) award: i64,
    pub(super) overpaid: i64,
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
        Self { item, of, bills: 0..0, basis: None, award: 0, overpaid: 0 }
    }

    pub(super) const fn operation(&self) -> Option<usize> {
        match self.of {
            UnitOf::Operation { number, .. } => Some(number),
            _ => None,
        }
    }

    /// The digest by which later adjudications know the unit.
    pub(super) fn key(&self, programme: &Programme, case: &Case<'_>) -> Fingerprint {
        let item = programme.items.get(self.item).map_or("", |item| item.id.as_str());
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        match &self.of {
            UnitOf::Application => Fnv::of([item, "application", case.application.id.as_str()]),
            UnitOf::Period(period) => Fnv::of([item, "period", &day(period.start)]),
            UnitOf::Receipt(bill) | UnitOf::Stay(bill) => {
                let bill = case.bills.get(*bill);
                let stay =
                    matches!(self.of, UnitOf::Stay(_)).then(|| bill.and_then(|b| stay_digest(b.receipt))).flatten();
                let key = || bill.and_then(|bill| bill.keys.first()).map(digest);
                // Receipts of one stay in another application are another unit: their basis is not part of this one's.
                match stay {
                    Some(stay) => Fnv::of([item, "stay", case.application.id.as_str(), stay.as_str()]),
                    None => Fnv::of([item, key().as_ref().map_or("", Fingerprint::as_str)]),
                }
            }
            UnitOf::Operation { treatment, place, .. } => {
                let treatments = case.application.treatments.as_deref().unwrap_or_default();
                let operations = treatments.get(*treatment).and_then(|treatment| treatment.operations.as_deref());
                let operation = operations.unwrap_or_default().get(*place);
                let code = operation.and_then(|operation| operation.code.as_ref()).map_or("", |code| code.as_str());
                Fnv::of([item, "operation", code, &day(operation.and_then(|operation| operation.performed_on))])
            }
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
        let same = |award: &super::ledger::PastAward<'_>, unit: &super::ledger::PastUnit<'_>| match (&self.of, &key) {
            (UnitOf::Receipt(bill), Some(key)) => {
                let same = award.bill == Some(*bill) || (award.bill.is_none() && unit.key == Some(key));
                unit.item == Some(self.item) && same
            }
            (_, Some(key)) => unit.key == Some(key),
            (UnitOf::Receipt(bill), None) => award.bill == Some(*bill),
            (UnitOf::Period(period), None) => {
                let by_day = || unit.day.and_then(|day| period.contains(day)) == Some(true);
                if unit.names_receipts { award.bill.is_some_and(|bill| bills.contains(&bill)) } else { by_day() }
            }
            (_, None) => unit.names_receipts && award.bill.is_some_and(|bill| bills.contains(&bill)),
        };
        ledger.parts().filter(|(award, unit)| same(award, unit)).map(|(award, _)| award.amount).sum()
    }
}

/// Every operation of the application, in order.
pub(super) fn operations(case: &Case<'_>) -> impl Iterator<Item = UnitOf> {
    let treatments = case.application.treatments.as_deref().unwrap_or_default().iter().enumerate();
    let all = treatments.flat_map(|(treatment, of)| {
        let operations = of.operations.as_deref().unwrap_or_default().len();
        (0..operations).map(move |place| (treatment, place))
    });
    all.enumerate().map(|(number, (treatment, place))| UnitOf::Operation { number, treatment, place })
}
