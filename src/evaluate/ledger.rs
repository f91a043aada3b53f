//! The earlier awards of the programme: from earlier adjudications or, if those are not given, from the aid that the
//! application lists.

mod adjudicated;
mod awarded_on;
mod elsewhere;
mod listed;
mod record;
mod stay;

pub(super) use record::{Ledger, Of, PastAward, PastReceipt, PastUnit};

use super::{
    column::{ItemIx, ReceiptIx},
    measured::{Case, ListedAid, Measured, digested},
    missing::{Lacks, wanted, without_place},
    plan::Plan,
};
use crate::{
    code::{FactSupplier, PayerClass},
    eligibility::{Circumstances, Missing},
    programme::Programme,
    record::stay::Days,
    value::{Fingerprint, Money},
};

/// A part of a stay that another application has counted.
#[derive(Debug)]
pub(super) struct CountedPart {
    pub(super) days: Days,
    /// The missing inpatient numbers. `None` if it certainly is a part of the stay.
    pub(super) open: Option<Open>,
}

/// The inpatient numbers that are missing to know whether a receipt and an earlier one are of one stay.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    /// That of the receipt.
    pub(super) receipt: bool,
    /// That of the earlier one.
    pub(super) earlier: bool,
}

impl Open {
    /// What is missing.
    pub(super) fn lacks(self, receipt: &Measured<'_>) -> Lacks {
        let own = self.receipt.then(|| receipt.wants("inpatientNumber"));
        let earlier = self.earlier.then(|| without_place("earlier-adjudications"));
        own.unwrap_or_default().and(earlier)
    }
}

impl<'a> Ledger<'a> {
    /// The ledger of a programme for an application.
    pub(super) fn of(plan: &Plan<'_>, case: &Case<'a>, circumstances: &Circumstances<'a>) -> Self {
        match circumstances.earlier {
            Some(earlier) => Self::of_adjudications(plan, case, earlier),
            None => listed::of_listed_aid(plan, case),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.has_units() && self.elsewhere.is_empty()
    }

    /// Whether something was awarded before.
    pub(super) fn has_units(&self) -> bool {
        self.units.len() > 0
    }

    /// The number that other applications contributed to a unit of a period, in ten-thousandths.
    pub(super) fn counted_in(&self, item: ItemIx, key: &Fingerprint) -> Result<i64, Lacks> {
        let same = self.counts.iter().filter(|count| count.item == item && count.key == key);
        let sum = same.map(|count| count.number).sum::<Option<i64>>();
        sum.ok_or_else(|| without_place("earlier-adjudications"))
    }

    /// The number for which the same unit received awards before.
    pub(super) fn count_awarded(&self, of: Of, key: &Fingerprint) -> Result<i64, Lacks> {
        let mut same = self.units.values().filter(|unit| unit.key == Some(key) && self.counts(of, unit)).peekable();
        if same.peek().is_some() {
            self.require_counts()?;
        }
        Ok(same.map(|unit| unit.count).fold(0, i64::saturating_add))
    }

    /// Whether another application received an award for the days of the stay of a receipt.
    pub(super) fn has_counted_stay(&self, item: ItemIx, case: &Case<'_>, receipt: ReceiptIx) -> bool {
        let Some(own) = case.stated_stay(receipt).filter(|_| !self.counted_stays.is_empty()).map(digested) else {
            return false;
        };
        let counted = self.counted_stays.get(&(item, own.start, own.end));
        counted.is_some_and(|all| all.iter().any(|stay| stay.has_days_of(&own) && !stay.has_another_number(&own)))
    }

    /// The parts of a stay that share a day with a receipt of it, and for which another application received an award. Also those
    /// that may be parts of it.
    pub(super) fn counted_with(&self, item: ItemIx, case: &Case<'_>, receipt: ReceiptIx) -> Vec<CountedPart> {
        let Some(own) = case.stated_stay(receipt).filter(|_| !self.counted_stays.is_empty()).map(digested) else {
            return Vec::new();
        };
        let of_item = self.counted_stays.iter().filter(|((of, ..), _)| *of == item);
        let shared = of_item.flat_map(|(_, all)| all).filter_map(|stay| {
            let (days, is_certain) = stay.days_shared_with(&own)?;
            let open = (!is_certain).then_some(Open { receipt: own.number.is_none(), earlier: stay.number.is_none() });
            Some(CountedPart { days, open })
        });
        shared.collect()
    }

    /// The key of the unit of a stay in an earlier decision on this application.
    pub(super) fn stay_key(&self, item: ItemIx, stay: ReceiptIx) -> Option<&'a Fingerprint> {
        self.stay_keys.get(&(item, stay)).copied()
    }

    /// Fails if earlier awards do not state their number of units. Aid that the application lists never states it.
    pub(super) fn require_counts(&self) -> Result<(), Lacks> {
        let told = !self.is_adjudicated && self.has_units();
        if self.lacks_counts || told { Err(without_place("earlier-adjudications")) } else { Ok(()) }
    }

    /// Fails if the awards of other programmes under a shared limit are unknown. These programmes state them in their
    /// adjudications. Aid that the application lists may be an award of one of them.
    pub(super) fn require_shared(&self, case: &Case<'_>, programme: &Programme) -> Result<(), Lacks> {
        if self.is_adjudicated {
            return if self.lacks_shared { Err(without_place("earlier-adjudications")) } else { Ok(()) };
        }
        if case.application.aid.is_none() {
            return Err(wanted("aid", "/aid".to_owned(), FactSupplier::Family));
        }
        let may_share = |given: &ListedAid<'_>| {
            let own = given.is_own(programme) == Some(true);
            let insurer = matches!(
                given.aid.payer,
                PayerClass::BasicInsurance | PayerClass::CriticalIllnessInsurance | PayerClass::CommercialInsurance
            );
            given.aid.is_granted() && !own && !insurer && given.aid.amount != Some(Money::ZERO)
        };
        if case.aid.values().any(may_share) { Err(without_place("earlier-adjudications")) } else { Ok(()) }
    }

    /// Fails if an amount of an earlier award is unknown.
    pub(super) fn require_amounts(&self) -> Result<(), Lacks> {
        all_known(&self.amounts_missing)
    }

    /// The facts that are required of receipts that earlier awards name.
    pub(super) fn allocation_lacks(&self) -> Lacks {
        self.allocation_lacks.clone()
    }

    /// The missing members of own aid that names no receipts.
    pub(super) fn unnamed_lacks(&self) -> Lacks {
        self.unnamed_lacks.clone()
    }

    /// Own aid that the application lists, and that names no receipts.
    pub(super) fn unnamed(&self) -> i64 {
        let listed = self.units.values().filter(|unit| !self.is_adjudicated && !unit.names_receipts && !unit.is_shown);
        listed.flat_map(|unit| &unit.awards).map(|award| award.amount).fold(0, i64::saturating_add)
    }

    /// Fails if the period of an earlier award is unknown. It is known by the day of the award, or by the days of the
    /// receipts to which the award is allocated.
    pub(super) fn require_periods(&self) -> Result<(), Lacks> {
        let days = all_known(&[self.amounts_missing.as_slice(), &self.days_missing].concat());
        self.allocation_lacks().and(days.err()).or(())
    }

    /// The basis that other applications contributed to a unit.
    pub(super) fn basis_elsewhere(&self, item: ItemIx, key: &Fingerprint) -> i64 {
        self.bases.iter().filter(|basis| basis.item == item && basis.key == key).map(|basis| basis.fen).sum()
    }

    /// The parts of awards, each with its unit.
    pub(super) fn parts(&self, of: Of) -> impl Iterator<Item = (&PastAward<'a>, &PastUnit<'a>)> {
        let units = self.units.values().filter(move |unit| self.counts(of, unit));
        units.flat_map(|unit| unit.awards.iter().map(move |award| (award, unit)))
    }

    /// The services given before.
    pub(super) fn services(&self, of: Of) -> impl Iterator<Item = &PastUnit<'a>> {
        self.units.values().filter(move |unit| unit.is_service && self.counts(of, unit))
    }

    /// The units that received awards by number.
    pub(super) fn counted_units(&self, of: Of) -> impl Iterator<Item = &PastUnit<'a>> {
        self.units.values().filter(move |unit| unit.count > 0 && self.counts(of, unit))
    }

    /// Whether this application was decided before.
    pub(super) fn has_own(&self) -> bool {
        self.is_adjudicated && self.units.values().any(|unit| unit.is_own && !unit.is_service)
    }

    const fn counts(&self, of: Of, unit: &PastUnit<'a>) -> bool {
        matches!(of, Of::All) || !self.is_adjudicated || !unit.is_own
    }

    /// Fails if an earlier adjudication does not state its units, or is for another child.
    pub(super) fn require_units(&self) -> Result<(), Lacks> {
        if self.lacks_units || self.of_another_child { Err(Missing::earlier_adjudications().into()) } else { Ok(()) }
    }
}

fn all_known(missing: &[Missing]) -> Result<(), Lacks> {
    if missing.is_empty() { Ok(()) } else { Err(missing.to_vec().into()) }
}
