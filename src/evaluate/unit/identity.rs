//! The identity of a unit, and the digest that identifies it in later adjudications.

use crate::{
    evaluate::{
        column::{ItemIx, LineIx, PastIx, ReceiptIx, UnitIx},
        ledger::{PastAward, PastUnit},
        measured::{Case, Measured, Operated, digest},
        plan::{Plan, PlannedItem},
    },
    programme::{PeriodRule, Service},
    record::receipt::Known,
    value::{Date, Fingerprint, Fnv, Period},
};

/// A unit of an item.
#[derive(Debug, Clone)]
pub(crate) struct UnitId<'r> {
    pub(crate) planned: &'r PlannedItem<'r>,
    pub(crate) of: UnitOf<'r>,
    /// The service, and its index among those of the item.
    pub(crate) service: Option<(usize, &'r Service)>,
}

/// The kind and the subject of a unit.
#[derive(Debug, Clone)]
pub(crate) enum UnitOf<'r> {
    Application,
    Receipt(&'r Measured<'r>),
    /// A stay: the first receipt of the unit, the first receipt of the stay, and the key of the unit in an earlier decision on this
    /// application.
    Stay {
        first: &'r Measured<'r>,
        stay: ReceiptIx,
        key: Option<&'r Fingerprint>,
    },
    Period(Period),
    Operation(&'r Operated<'r>),
}

/// A unit with the inputs of its computation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit<'u, 'r> {
    pub(crate) ix: UnitIx,
    pub(crate) id: &'u UnitId<'r>,
    pub(crate) receipts: &'u [&'r Measured<'r>],
    /// The admitted lines of its receipts.
    pub(crate) lines: &'u [LineIx],
}

impl UnitOf<'_> {
    /// The digest that identifies a unit of an item, or a service of it, in later adjudications.
    pub(crate) fn key(&self, case: &Case<'_>, planned: &PlannedItem<'_>, service: Option<&Service>) -> Fingerprint {
        let item = planned.item.id.as_str();
        let service = service.map(|service| service.id.as_str());
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let application = case.application.id.as_str();
        let first_key = |measured: &Measured<'_>| {
            let key = measured.receipt.known().next().map(|known| digest(&known));
            key.as_ref().map_or_else(String::new, |key| key.as_str().to_owned())
        };
        match self {
            Self::Application => Fnv::of([item, "application", application].into_iter().chain(service)),
            // A rolling period moves with the day of the decision: its first day would not be recognised on the next day.
            Self::Period(_) if planned.has_rolling_period() => Fnv::of([item, "period", "rolling", application]),
            Self::Period(period) => Fnv::of([item, "period", &day(period.start)]),
            Self::Receipt(measured) => Fnv::of([item, &first_key(measured)]),
            Self::Stay { key: Some(key), .. } => (*key).clone(),
            // Receipts of the same stay in another application are another unit. Their basis is not part of this unit's
            // basis.
            Self::Stay { first, .. } => Fnv::of([item, "stay", application, &first_key(first)]),
            Self::Operation(of) => {
                let (day, like) = (day(of.day), of.like.to_string());
                Fnv::of([item, "operation", &of.hospital, of.code, &day, &like].into_iter().chain(service))
            }
        }
    }
}

impl UnitId<'_> {
    pub(crate) const fn item(&self) -> ItemIx {
        self.planned.ix
    }

    /// The period of the unit and its rule, if the rule places each line by its own day.
    pub(crate) fn period_of_lines(&self) -> Option<(&PeriodRule, &Period)> {
        let rule = self.planned.item.basis.as_ref().and_then(|basis| basis.period.as_ref())?;
        match &self.of {
            UnitOf::Period(period) if rule.is_by_line() => Some((rule, period)),
            _ => None,
        }
    }

    /// The digest that identifies the unit in later adjudications.
    pub(crate) fn key(&self, case: &Case<'_>) -> Fingerprint {
        self.of.key(case, self.planned, self.service.map(|(_, service)| service))
    }

    /// The key of the unit for limits that count units.
    pub(crate) fn who(&self, case: &Case<'_>) -> Who {
        let item = self.item();
        match self.of {
            UnitOf::Receipt(measured) => Who::Receipt { item, receipt: measured.ix },
            UnitOf::Stay { stay, .. } => Who::Stay { item, stay },
            _ => Who::Unit { item: Some(item), key: self.key(case) },
        }
    }
}

/// The key of a unit for limits that count units.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// A receipt of this application.
    Receipt {
        item: ItemIx,
        receipt: ReceiptIx,
    },
    /// A stay of this application, identified by the first receipt of the stay.
    Stay {
        item: ItemIx,
        stay: ReceiptIx,
    },
    Unit {
        item: Option<ItemIx>,
        key: Fingerprint,
    },
    /// An award that the application lists as aid.
    Told(PastIx),
}

impl Who {
    /// The key of the unit of an earlier award. Of a stay, it is that of the receipts of the award.
    pub(crate) fn of_past(
        past: &PastUnit<'_>,
        award: Option<&PastAward<'_>>,
        plan: &Plan<'_>,
        case: &Case<'_>,
    ) -> Self {
        let Some(key) = past.key else { return Self::Told(past.ix) };
        if let Some((item, of_unit)) = past.item.zip(past.stay) {
            return Self::Stay { item, stay: award.and_then(PastAward::stay).unwrap_or(of_unit) };
        }
        let of_item = |item: ItemIx| Some((item, plan.items.get(item).ok()?.item.id.as_str()));
        let as_receipt = past.item.and_then(of_item).and_then(|(item, id)| {
            let is_it = |number: Known<'_>| Fnv::of([id, digest(&number).as_str()]) == *key;
            let mut all = case.receipts.values().filter(|measured| !measured.duplicate);
            let receipt = all.find(|measured| measured.receipt.known().any(is_it))?.ix;
            Some(Self::Receipt { item, receipt })
        });
        as_receipt.unwrap_or_else(|| Self::Unit { item: past.item, key: key.clone() })
    }
}
