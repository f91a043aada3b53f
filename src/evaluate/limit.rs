//! How much of each limit is used.

use super::{
    case::Case,
    ledger::{Ledger, Of, PastAward, PastReceipt, PastUnit, stay_digest},
    missing::Wanted,
    plan::{PlannedLimit, bit},
    unit::{Unit, UnitOf, Who, operations},
};
use crate::{
    code::{LimitScope, ReasonCode},
    programme::{Benefit, Programme},
    value::{Date, Fingerprint, LocalId},
};
use std::collections::HashSet;

/// What is used of one limit, for each thing that it is for.
#[derive(Debug, Default)]
pub(super) struct LimitUse {
    /// In fen, by line, receipt, stay, operation or period; one place for all else.
    pub(super) used: Vec<i64>,
    pub(super) counts: Vec<u32>,
    /// How many units of what is awarded by number, in ten-thousandths.
    pub(super) units: Vec<i64>,
    /// What is awarded now.
    pub(super) now: Vec<i64>,
    /// What is missing to know whether it applies, or what is used of it: asked for where something is to be bounded.
    pub(super) unknown: Vec<Wanted>,
    /// The periods met so far, by their first days.
    pub(super) periods: Vec<Date>,
    /// The units that count, by the place where they do.
    counted: HashSet<(usize, Who)>,
}

/// What a part of a unit is, seen by limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) cell: Option<usize>,
    pub(super) bill: Option<usize>,
}

impl LimitUse {
    pub(super) fn clear(&mut self) {
        self.used.clear();
        self.counts.clear();
        self.units.clear();
        self.now.clear();
        self.unknown.clear();
        self.periods.clear();
        self.counted.clear();
    }

    /// Takes up what the ledger says was awarded before.
    pub(super) fn take_up(
        &mut self,
        planned: &PlannedLimit<'_>,
        (programme, case): (&Programme, &Case<'_>),
        (ledger, part): (&Ledger<'_>, Of),
        as_of: Date,
    ) -> Result<(), Wanted> {
        match planned.limit.scope {
            LimitScope::Application | LimitScope::Lifetime => ledger.require_amounts()?,
            LimitScope::Period => ledger.require_periods()?,
            LimitScope::FundBalance => return Ok(()),
            _ => {}
        }
        if let Some(group) = &planned.limit.group {
            ledger.require_shared(case, programme)?;
            self.take_up_shared(planned, group, ledger, as_of);
        }
        if ledger.units.is_empty() {
            return Ok(());
        }
        let operations = operation_keys(planned, programme, case);
        let stays: Vec<Option<Fingerprint>> = case.bills.iter().map(|bill| stay_digest(bill.receipt)).collect();
        for (award, unit) in ledger.parts(part).filter(|(_, unit)| covers(planned, unit.item)) {
            if let Some(place) = self.past_place(planned, case, (award, unit), (&stays, &operations), as_of) {
                self.add(place, award.amount);
                self.count(planned, place, || Who::of_past(award.unit, unit, programme, case));
            }
        }
        for (number, unit) in ledger.counted_units(part).filter(|(_, unit)| covers(planned, unit.item)) {
            let whole = PastAward { unit: number, amount: 0, receipts: unit.receipts.clone(), cell: None };
            if let Some(place) = self.past_place(planned, case, (&whole, unit), (&stays, &operations), as_of) {
                add(&mut self.units, place, unit.count);
            }
        }
        // Services were given without money; they count like awards.
        for (number, unit) in ledger.services(part).filter(|(_, unit)| covers(planned, unit.item)) {
            let without = PastAward { unit: number, amount: 0, receipts: Vec::new(), cell: None };
            if let Some(place) = self.past_place(planned, case, (&without, unit), (&stays, &operations), as_of) {
                self.count(planned, place, || Who::of_past(number, unit, programme, case));
            }
        }
        Ok(())
    }

    /// Takes up what other programmes awarded under the same name.
    fn take_up_shared(&mut self, planned: &PlannedLimit<'_>, group: &LocalId, ledger: &Ledger<'_>, as_of: Date) {
        let scope = planned.limit.scope;
        for shared in ledger.shared.iter().filter(|shared| shared.group == group && shared.scope == scope) {
            let place = match &planned.limit.period {
                // Periods of another programme that begin on another day are told by the day of its decision.
                Some(rule) => {
                    let same = shared.period.and_then(|period| rule.start(period.start?, as_of));
                    let same = same.filter(|start| shared.period.and_then(|period| period.start) == Some(*start));
                    same.or_else(|| rule.start(shared.day, as_of)).map(|start| self.period(start))
                }
                None => (scope != LimitScope::Application || shared.is_own).then_some(0),
            };
            if let Some(place) = place {
                self.add(place, shared.amount);
            }
        }
    }

    fn past_place(
        &mut self,
        planned: &PlannedLimit<'_>,
        case: &Case<'_>,
        (award, unit): (&PastAward<'_>, &PastUnit<'_>),
        (stays, operations): (&[Option<Fingerprint>], &[Vec<Fingerprint>]),
        as_of: Date,
    ) -> Option<usize> {
        match planned.limit.scope {
            LimitScope::Line => award.cell,
            LimitScope::Receipt => award.bill(),
            LimitScope::Hospitalisation => {
                let (first, others) = award.receipts.split_first()?;
                let same = || stays.iter().position(|own| own.is_some() && own.as_ref() == first.stay);
                let bill = match others {
                    [] => first.bill.or_else(same)?,
                    _ if others.iter().all(|other| other.stay == first.stay) => same()?,
                    _ => return None,
                };
                case.stay_of(bill)
            }
            LimitScope::Operation => operations.iter().position(|keys| unit.key.is_some_and(|key| keys.contains(key))),
            LimitScope::FundBalance => None,
            LimitScope::Application => unit.is_own.then_some(0),
            LimitScope::Lifetime => Some(0),
            LimitScope::Period => {
                let rule = planned.limit.period.as_ref()?;
                let day = |receipt: &PastReceipt<'_>| {
                    let own = receipt.bill.and_then(|bill| rule.by().of(&case.bills.get(bill)?.dates));
                    own.or_else(|| rule.by().of(receipt.dates?))
                };
                let start = |receipt: &PastReceipt<'_>| day(receipt).map(|day| rule.start(day, as_of));
                // Of several periods it is that of the decision.
                let first = award.receipts.first().and_then(start);
                let same = award.receipts.iter().all(|receipt| start(receipt) == first);
                let decided = || unit.day.and_then(|day| rule.start(day, as_of));
                let start = if rule.one(as_of).is_some() {
                    award.receipts.iter().find_map(|receipt| start(receipt).flatten()).or_else(decided)
                } else if same {
                    first.unwrap_or_else(decided)
                } else {
                    decided()
                };
                Some(self.period(start?))
            }
        }
    }

    fn period(&mut self, start: Date) -> usize {
        self.periods.iter().position(|known| *known == start).unwrap_or_else(|| {
            self.periods.push(start);
            self.periods.len() - 1
        })
    }

    /// Where a part of a unit counts; nothing where the limit is not for it.
    pub(super) fn place(
        &mut self,
        planned: &PlannedLimit<'_>,
        case: &Case<'_>,
        unit: &Unit,
        part: Part,
        as_of: Date,
    ) -> Result<Option<usize>, Wanted> {
        let bill = part.bill.and_then(|bill| case.bills.get(bill));
        Ok(match planned.limit.scope {
            LimitScope::Line => {
                part.cell.filter(|cell| case.cells.get(*cell).is_some_and(|cell| cell.line().is_some()))
            }
            LimitScope::Receipt => part.bill,
            LimitScope::Hospitalisation => part.bill.and_then(|bill| case.stay_of(bill)),
            LimitScope::Operation => unit.operation(),
            LimitScope::Application | LimitScope::Lifetime | LimitScope::FundBalance => Some(0),
            LimitScope::Period => {
                let Some(rule) = &planned.limit.period else { return Ok(None) };
                if let Some(start) = rule.one(as_of) {
                    return Ok(Some(self.period(start)));
                }
                let day = match bill {
                    Some(bill) => rule.by().of(&bill.dates).ok_or_else(|| bill.wants(rule.by().member()))?,
                    None => as_of,
                };
                rule.start(day, as_of).map(|start| self.period(start))
            }
        })
    }

    pub(super) fn used_at(&self, place: usize) -> i64 {
        self.used.get(place).copied().unwrap_or_default()
    }

    pub(super) fn count_at(&self, place: usize) -> u32 {
        self.counts.get(place).copied().unwrap_or_default()
    }

    /// How many places there are of which something is known.
    pub(super) fn places(&self) -> usize {
        self.used.len().max(self.counts.len()).max(self.units.len())
    }

    /// What is awarded at a place now.
    pub(super) fn now_at(&self, place: usize) -> i64 {
        self.now.get(place).copied().unwrap_or_default()
    }

    /// How many units are used at a place, in ten-thousandths.
    pub(super) fn units_at(&self, place: usize) -> i64 {
        self.units.get(place).copied().unwrap_or_default()
    }

    fn add(&mut self, place: usize, amount: i64) {
        add(&mut self.used, place, amount);
    }

    /// Books the number of units for which a unit is awarded.
    pub(super) fn book_units(&mut self, place: usize, number: i64) {
        add(&mut self.units, place, number);
    }

    /// Counts a unit that is awarded something at a place, once, if the limit counts units at all.
    pub(super) fn count(&mut self, planned: &PlannedLimit<'_>, place: usize, who: impl FnOnce() -> Who) {
        if planned.limit.count.is_none() || !self.counted.insert((place, who())) {
            return;
        }
        if self.counts.len() <= place {
            self.counts.resize(place + 1, 0);
        }
        if let Some(count) = self.counts.get_mut(place) {
            *count += 1;
        }
    }

    /// Books what a unit is awarded where its parts stand.
    pub(super) fn book(
        &mut self,
        planned: &PlannedLimit<'_>,
        (places, now): (&[Option<usize>], &[i64]),
        who: impl Fn() -> Who,
    ) {
        let mut first = 0;
        for together in places.chunk_by(|a, b| a == b) {
            let upto = first + together.len();
            let awarded: i64 = now.get(first..upto).unwrap_or_default().iter().sum();
            if let (Some(Some(place)), true) = (together.first(), awarded > 0) {
                self.add(*place, awarded);
                add(&mut self.now, *place, awarded);
                self.count(planned, *place, &who);
            }
            first = upto;
        }
    }

    /// Whether as many units as the limit allows, other than this one, have been awarded something at a place.
    pub(super) fn is_counted_out(&self, planned: &PlannedLimit<'_>, place: usize, who: impl FnOnce() -> Who) -> bool {
        let Some(most) = planned.limit.count else { return false };
        let count = i64::from(self.count_at(place));
        // The unit itself counts once at most, so that most questions need not ask who it is.
        if count < most.get() || count > most.get() {
            return count > most.get();
        }
        !self.counted.contains(&(place, who()))
    }
}

/// Adds to what is kept of a place.
fn add(kept: &mut Vec<i64>, place: usize, amount: i64) {
    if kept.len() <= place {
        kept.resize(place + 1, 0);
    }
    if let Some(kept) = kept.get_mut(place) {
        *kept = kept.saturating_add(amount);
    }
}

/// The keys of each operation of the application as a unit of the items that a limit is for.
fn operation_keys(planned: &PlannedLimit<'_>, programme: &Programme, case: &Case<'_>) -> Vec<Vec<Fingerprint>> {
    if planned.limit.scope != LimitScope::Operation {
        return Vec::new();
    }
    let items = 0..programme.items.len();
    let services = |item: usize| match programme.items.get(item).map(|item| &item.benefit) {
        Some(Benefit::InKind(rule)) => (0..rule.services.len()).map(Some).collect(),
        _ => vec![None],
    };
    let keys = |of: &UnitOf| {
        let covered = items.clone().filter(|item| covers(planned, Some(*item)));
        let units = covered.flat_map(|item| {
            services(item).into_iter().map(move |service| Unit { service, ..Unit::new(item, of.clone()) })
        });
        units.map(|unit| unit.key(programme, case)).collect()
    };
    operations(case).map(|of| keys(&of)).collect()
}

/// Whether a limit is for awards of an item; of an item that is not known it may be.
pub(super) fn covers(planned: &PlannedLimit<'_>, item: Option<usize>) -> bool {
    item.is_none_or(|item| planned.items & bit(u32::try_from(item).unwrap_or(u32::MAX)) != 0)
}

/// The reason for what a limit cuts.
pub(super) const fn reason(scope: LimitScope) -> ReasonCode {
    match scope {
        LimitScope::Line => ReasonCode::LimitLine,
        LimitScope::Receipt => ReasonCode::LimitReceipt,
        LimitScope::Hospitalisation => ReasonCode::LimitHospitalisation,
        LimitScope::Operation => ReasonCode::LimitOperation,
        LimitScope::Application => ReasonCode::LimitApplication,
        LimitScope::Period => ReasonCode::LimitPeriod,
        LimitScope::Lifetime => ReasonCode::LimitLifetime,
        LimitScope::FundBalance => ReasonCode::LimitFund,
    }
}
