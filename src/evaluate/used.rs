//! The used part of each limit: by earlier awards, and by this evaluation.

use super::{
    column::{Column, Index, LimitIx, PlaceIx},
    input::Input,
    ledger::{Of, PastAward, PastReceipt, PastUnit},
    line_day::own_day,
    measured::{Measured, Operated},
    missing::Lacks,
    place::{Periods, TOGETHER, whole_place},
    plan::PlannedLimit,
    quantity::ONE,
    unit::{UnitId, UnitOf, Who},
};
use crate::{
    code::LimitScope,
    eligibility::Truth,
    programme::{Benefit, PeriodRule},
    value::{Date, Fingerprint, LocalId},
};
use std::collections::HashSet;

/// The used part of each limit.
pub(super) type UsedLimits = Column<LimitIx, Used>;

/// The used part of one limit, place by place.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Whether it applies, or may apply.
    pub(super) applies: bool,
    /// What is missing to know whether it applies, or how much of it is used. It is reported only if there is something
    /// to limit.
    pub(super) unknown: Lacks,
    /// In fen.
    pub(super) amounts: Tally,
    /// The part of `amounts` that is awarded now.
    pub(super) now: Tally,
    /// The number of units of awards by number, in ten-thousandths.
    pub(super) numbers: Tally,
    /// The number of units that received an award.
    pub(super) counts: Tally,
    /// The units that are counted, with their places.
    counted: HashSet<(PlaceIx, Who)>,
}

/// A sum for each place. It is zero if nothing was added.
#[derive(Debug, Default)]
pub(super) struct Tally(Vec<i64>);

impl Tally {
    pub(super) fn at(&self, place: PlaceIx) -> i64 {
        self.0.get(place.place()).copied().unwrap_or(0)
    }

    fn add(&mut self, place: PlaceIx, amount: i64) {
        let place = place.place();
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        if let Some(sum) = self.0.get_mut(place) {
            *sum = sum.saturating_add(amount);
        }
    }
}

impl Used {
    /// The places with an amount or a number.
    pub(super) fn places(&self) -> impl Iterator<Item = PlaceIx> {
        let tallies = [&self.amounts, &self.counts, &self.numbers];
        (0..tallies.iter().map(|tally| tally.0.len()).max().unwrap_or(0)).map(PlaceIx::at)
    }

    /// Counts a unit with an award at a place, once, if the limit counts units or periods.
    pub(super) fn count(&mut self, planned: &PlannedLimit<'_>, place: PlaceIx, who: impl FnOnce() -> Who) {
        let is_counted = planned.limit.count.is_some() || planned.limit.periods.is_some();
        if is_counted && self.counted.insert((place, who())) {
            self.counts.add(place, 1);
        }
    }

    /// Whether the allowed number of other units already have an award at a place.
    pub(super) fn is_counted_out(&self, planned: &PlannedLimit<'_>, place: PlaceIx, who: impl FnOnce() -> Who) -> bool {
        let Some(most) = planned.limit.count else { return false };
        let count = self.counts.at(place);
        // The unit itself counts at most once, so its key is needed only at the limit.
        if count < most.get() || count > most.get() {
            return count > most.get();
        }
        !self.counted.contains(&(place, who()))
    }

    /// Whether nothing was awarded yet in a period, although the limit counts the periods with an award.
    pub(super) fn is_new_period(&self, planned: &PlannedLimit<'_>, place: PlaceIx) -> bool {
        planned.limit.periods.is_some() && self.counts.at(place) == 0
    }

    /// The number of periods with an award.
    pub(super) fn periods(&self) -> i64 {
        self.counts.0.iter().map(|count| i64::from(*count > 0)).sum()
    }

    /// Whether the allowed number of periods have an award, with some more.
    pub(super) fn are_periods_used_up(&self, planned: &PlannedLimit<'_>, more: i64) -> bool {
        planned.limit.periods.is_some_and(|most| self.periods() + more >= most.get())
    }

    /// Adds the award of a unit at the places of its parts.
    pub(super) fn book(
        &mut self,
        planned: &PlannedLimit<'_>,
        (places, amounts): (&[Option<PlaceIx>], &[i64]),
        who: impl Fn() -> Who,
    ) {
        let mut left = amounts;
        for together in places.chunk_by(|a, b| a == b) {
            let (own, others) = left.split_at_checked(together.len()).unwrap_or((left, &[]));
            left = others;
            let awarded: i64 = own.iter().sum();
            if let (Some(Some(place)), true) = (together.first(), awarded > 0) {
                self.amounts.add(*place, awarded);
                self.now.add(*place, awarded);
                self.count(planned, *place, &who);
            }
        }
    }

    /// The part of a number that a limit in units allows to a unit, in ten-thousandths.
    pub(super) fn number_left<'r>(
        &self,
        input: &Input<'r>,
        planned: &PlannedLimit<'_>,
        unit: (&UnitId<'r>, &[&'r Measured<'r>]),
        periods: &mut Periods,
    ) -> Result<i64, Lacks> {
        self.unknown.clone().or(())?;
        input.ledger.require_counts()?;
        let most = planned.limit.units.map_or(i64::MAX, |most| most.get().saturating_mul(ONE));
        let place = whole_place(input, planned, unit, periods)?;
        Ok((most - place.map_or(0, |place| self.numbers.at(place))).max(0))
    }

    /// Adds awards of items to which the limit does not apply, because the limit includes everything drawn on the fund.
    pub(super) fn draw(&mut self, amount: i64) {
        self.amounts.add(PlaceIx::at(TOGETHER), amount);
    }

    /// Adds the number for which a unit is awarded.
    pub(super) fn book_number(&mut self, place: PlaceIx, number: i64) {
        self.numbers.add(place, number);
    }
}

/// The part of each limit that earlier awards used, and the periods in which they did.
pub(super) fn taken_up(input: &Input<'_>, of: Of) -> (UsedLimits, Periods) {
    let mut periods = Periods::of(input);
    let each = |planned: &PlannedLimit<'_>| {
        let answer = input.reading.judge_when(planned.limit.conditions());
        let mut used = Used { applies: answer.truth != Truth::No, ..Used::default() };
        if used.applies {
            used.unknown = Lacks::from(answer.missing);
            let taken = used.take_up(planned, input, of, &mut periods);
            used.unknown.value(taken);
        }
        used
    };
    (input.plan.limits.values().map(each).collect(), periods)
}

impl Used {
    /// Adds the earlier awards of the ledger.
    fn take_up(
        &mut self,
        planned: &PlannedLimit<'_>,
        input: &Input<'_>,
        of: Of,
        periods: &mut Periods,
    ) -> Result<(), Lacks> {
        let (ledger, plan, case) = (input.ledger, input.plan, input.case);
        let mut lacks = Lacks::default();
        match planned.limit.scope {
            LimitScope::Application | LimitScope::Lifetime => drop(lacks.value(ledger.require_amounts())),
            LimitScope::Period => drop(lacks.value(ledger.require_periods())),
            LimitScope::FundBalance => return Ok(()),
            _ => {}
        }
        if planned.limit.group.is_some() {
            lacks.value(ledger.require_shared(case, plan.programme));
        }
        lacks.or(())?;
        if let Some(group) = &planned.limit.group {
            self.take_up_shared(planned, group, input, periods)?;
        }
        if !ledger.has_units() {
            return Ok(());
        }
        let (known, mut open) = (operation_keys(planned, input), Lacks::default());
        for (award, unit) in ledger.parts(of).filter(|(_, unit)| unit.may_be_under(planned)) {
            let place = past_place(planned, input, (award, unit), &known, periods);
            if let Some(place) = open.value(place).flatten() {
                self.amounts.add(place, award.amount);
                self.count(planned, place, || Who::of_past(unit, Some(award), plan, case));
            }
        }
        open.or(())?;
        for unit in ledger.counted_units(of).filter(|unit| unit.may_be_under(planned)) {
            let whole = PastAward { amount: 0, receipts: unit.receipts.clone(), line: None, charged_on: None };
            if let Some(place) = past_place(planned, input, (&whole, unit), &known, periods)? {
                self.numbers.add(place, unit.count);
            }
        }
        // Services were given without money. They are counted like awards.
        for unit in ledger.services(of).filter(|unit| unit.may_be_under(planned)) {
            let without = PastAward { amount: 0, receipts: Vec::new(), line: None, charged_on: None };
            if let Some(place) = past_place(planned, input, (&without, unit), &known, periods)? {
                self.count(planned, place, || Who::of_past(unit, None, plan, case));
            }
        }
        Ok(())
    }

    /// Adds the awards of other programmes under the same name.
    fn take_up_shared(
        &mut self,
        planned: &PlannedLimit<'_>,
        group: &LocalId,
        input: &Input<'_>,
        periods: &mut Periods,
    ) -> Result<(), Lacks> {
        let (scope, as_of) = (planned.limit.scope, input.as_of());
        for shared in input.ledger.shared.iter().filter(|shared| shared.group == group && shared.scope == scope) {
            let place = match &planned.limit.period {
                // If the periods of the other programme begin on another day, its awards are placed by the day of its
                // decision.
                Some(rule) => {
                    let same = shared.period.and_then(|period| rule.start(period.start?, as_of));
                    let same = same.filter(|start| shared.period.and_then(|period| period.start) == Some(*start));
                    let start = same.or_else(|| rule.start(shared.day, as_of));
                    start.map(|start| periods.place(planned.ix, start)).transpose()?
                }
                None => (scope != LimitScope::Application || shared.is_own).then(|| PlaceIx::at(TOGETHER)),
            };
            if let Some(place) = place {
                self.amounts.add(place, shared.amount);
            }
        }
        Ok(())
    }
}

/// The place of an earlier award under a limit.
fn past_place(
    planned: &PlannedLimit<'_>,
    input: &Input<'_>,
    (award, unit): (&PastAward<'_>, &PastUnit<'_>),
    operations: &[Vec<Fingerprint>],
    periods: &mut Periods,
) -> Result<Option<PlaceIx>, Lacks> {
    Ok(match planned.limit.scope {
        LimitScope::Line => award.line.map(|line| PlaceIx::at(line.place())),
        LimitScope::Receipt => award.receipt().map(|receipt| PlaceIx::at(receipt.place())),
        LimitScope::Hospitalisation => award.stay().map(|stay| PlaceIx::at(stay.place())),
        LimitScope::Operation => {
            let is_it = |keys: &Vec<Fingerprint>| unit.key.is_some_and(|key| keys.contains(key));
            operations.iter().position(is_it).map(PlaceIx::at)
        }
        LimitScope::FundBalance => None,
        LimitScope::Application => unit.is_own.then(|| PlaceIx::at(TOGETHER)),
        LimitScope::Lifetime => Some(PlaceIx::at(TOGETHER)),
        LimitScope::Period => {
            let start = past_start(planned, input, award, unit)?;
            start.map(|start| periods.place(planned.ix, start)).transpose()?
        }
    })
}

/// The first day of the period of an earlier award.
fn past_start(
    planned: &PlannedLimit<'_>,
    input: &Input<'_>,
    award: &PastAward<'_>,
    unit: &PastUnit<'_>,
) -> Result<Option<Date>, Lacks> {
    let Some(rule) = planned.limit.period.as_ref() else { return Ok(None) };
    let as_of = input.as_of();
    if let Some(day) = unit.performed_on.filter(|_| planned.is_by_operation()) {
        return Ok(rule.start(day, as_of));
    }
    if planned.is_by_line()
        && let Some(start) = past_start_of_line(rule, input, award)?
    {
        return Ok(start);
    }
    let mut starts = Vec::with_capacity(award.receipts.len());
    for receipt in &award.receipts {
        let PastReceipt { receipt, dates, .. } = receipt;
        let own = receipt.map(|ix| input.case.receipts.get(ix)).transpose()?;
        let day = own.and_then(|measured| rule.by().of(&measured.dates)).or_else(|| rule.by().of((*dates)?));
        starts.push(day.map(|day| rule.start(day, as_of)));
    }
    // For several periods, the period of the decision.
    let first = starts.first().copied().flatten();
    let same = starts.iter().all(|start| *start == first);
    let decided = || unit.day.and_then(|day| rule.start(day, as_of));
    Ok(if rule.one(as_of).is_some() {
        starts.iter().find_map(|start| start.flatten()).or_else(decided)
    } else if same {
        first.unwrap_or_else(decided)
    } else {
        decided()
    })
}

/// The first day of the period of an earlier award on a line: by the day that the adjudication states, or by that of the line if the
/// award is listed aid. `None` if the receipt decides.
fn past_start_of_line(
    rule: &PeriodRule,
    input: &Input<'_>,
    award: &PastAward<'_>,
) -> Result<Option<Option<Date>>, Lacks> {
    let as_of = input.as_of();
    if let Some(day) = award.charged_on {
        return Ok(Some(rule.start(day, as_of)));
    }
    let Some((line, receipt)) = award.line.zip(award.receipt()).filter(|_| !input.ledger.is_adjudicated) else {
        return Ok(None);
    };
    let measured = input.case.receipts.get(receipt)?;
    let day = own_day(input.case, measured, input.case.lines.get(line)?, rule, as_of)?;
    Ok(day.map(|day| rule.start(day, as_of)))
}

/// The keys of each operation of the application as a unit of the items that a limit is for.
fn operation_keys(planned: &PlannedLimit<'_>, input: &Input<'_>) -> Vec<Vec<Fingerprint>> {
    if planned.limit.scope != LimitScope::Operation {
        return Vec::new();
    }
    let items = || input.plan.items.values().filter(|item| planned.is_for(item.ix));
    let of_operation = |of: &Operated<'_>| {
        let mut keys = Vec::new();
        for item in items() {
            let key = |service| UnitOf::Operation(of).key(input.case, item, service);
            match &item.item.benefit {
                Benefit::InKind(rule) => keys.extend(rule.services.iter().map(|service| key(Some(service)))),
                _ => keys.push(key(None)),
            }
        }
        keys
    };
    input.case.operations.values().map(of_operation).collect()
}
