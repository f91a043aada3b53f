//! The number of a benefit by unit (docs/evaluation.md, section 7, entitlement).

use super::{
    Case,
    award::{Cell, Done},
    exact::Exact,
    judge::Subject,
    ledger::{Past, PastCell, PastUnit},
    placed::{Group, SCOPES},
    stay::Stay,
    table::Known,
    unit::Unit,
};
use chrono::Months;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeSet;
use tongbiao::{
    code::{ReceiptKind, TimeUnit},
    eligibility::Truth,
    programme::{Benefit, CountedTime, Limit, ProgrammeItem, UnitBenefit, UnitCount},
    value::{Date, LocalId},
};

/// The number that a unit counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// Of this application, before any limit.
    pub own: Decimal,
    /// The number that is awarded now.
    pub now: Decimal,
}

fn units_of(item: &ProgrammeItem) -> Option<&UnitBenefit> {
    match &item.benefit {
        Benefit::Units(units) => Some(units),
        _ => None,
    }
}

fn is_of_stays(count: &UnitCount) -> bool {
    matches!(count, UnitCount::Fact(fact) if fact.fact.as_str() == "stay-days")
}

/// Full months: the largest number that can be added to the first day without passing the second.
fn months(from: Date, to: Date) -> i64 {
    let mut months = 0;
    while from.to_chrono() + Months::new(months + 1) <= to.to_chrono() {
        months += 1;
    }
    i64::from(months)
}

impl Case<'_> {
    /// The number that a unit counts, and the factor of its amount.
    pub fn count(&self, item: &ProgrammeItem, unit: &Unit, done: &[Done]) -> Known<Option<(Count, Exact)>> {
        let Some(units) = units_of(item) else { return Ok(None) };
        let own = self.own_count(item, units, unit)?.max(Decimal::ZERO);
        let of_period = unit.key.span().is_some();
        let (mut elsewhere, mut before) = (Decimal::ZERO, Decimal::ZERO);
        if of_period {
            let of_receipts = is_of_stays(&units.count) || matches!(units.count, UnitCount::LineQuantity(_));
            if of_receipts {
                elsewhere = self.last_of_others(item, unit).iter().map(|unit| unit.count.unwrap().own).sum();
            }
            let same = self.past().into_iter().flat_map(|past| &past.units);
            let same = same.filter(|past| past.award() > 0 && past.item == item.id && past.key.is(&unit.key));
            before = same.map(|past| past.count.unwrap().now).sum();
        }
        let most = units.count_max.map_or(Decimal::MAX, |most| Decimal::from(most.get()));
        let bounded = (own + elsewhere).min(most);
        let due = (bounded - before).max(Decimal::ZERO);
        let mut now = due;
        let mut limits = self.limits_for(item);
        limits.retain(|(limit, _)| limit.units.is_some());
        limits.sort_by_key(|(limit, _)| SCOPES.iter().position(|scope| *scope == limit.scope));
        for (limit, items) in limits {
            if now > Decimal::ZERO && self.applies(limit, unit) {
                now = now.min(self.units_left(limit, &items, unit, done)?);
            }
        }
        Ok(Some((Count { own, now }, Exact::decimal(bounded - (due - now)))))
    }

    /// The number of a period that is below its threshold, for later applications.
    pub fn count_below(&self, item: &ProgrammeItem, unit: &Unit) -> Known<Option<Count>> {
        let counted = units_of(item).filter(|units| {
            let of_receipts = is_of_stays(&units.count) || matches!(units.count, UnitCount::LineQuantity(_));
            unit.key.span().is_some() && of_receipts
        });
        let Some(units) = counted else { return Ok(None) };
        let own = self.own_count(item, units, unit)?.max(Decimal::ZERO);
        Ok(Some(Count { own, now: Decimal::ZERO }))
    }

    pub fn applies(&self, limit: &Limit, unit: &Unit) -> bool {
        let answer = self.judge_all(limit.when.as_deref(), limit.when_any_of.as_deref(), &self.subject(unit));
        self.missing.borrow_mut().extend(answer.missing);
        answer.truth == Truth::Yes
    }

    /// The same units in the last adjudications of other applications.
    fn last_of_others(&self, item: &ProgrammeItem, unit: &Unit) -> Vec<&PastUnit> {
        let past: Vec<&Past> = self.past().into_iter().filter(|p| p.application != self.application.id).collect();
        let last = past
            .iter()
            .enumerate()
            .filter(|(place, one)| past.iter().skip(place + 1).all(|later| later.application != one.application));
        let units = last.flat_map(|(_, past)| &past.units);
        units.filter(|past| past.item == item.id && past.key.is(&unit.key)).collect()
    }

    /// The number of its units that a limit allows.
    fn units_left(&self, limit: &Limit, items: &[LocalId], unit: &Unit, done: &[Done]) -> Known<Decimal> {
        let mut gaps = self.limit_gaps(limit);
        if self.given.ledger.is_none() && self.told().iter().any(|told| told.amount.is_some()) {
            gaps.insert("earlier-adjudications".to_owned());
        }
        if !gaps.is_empty() {
            return Err(gaps);
        }
        let whole = |unit: &Unit| {
            let cell = Cell { receipts: unit.receipts.clone(), line: None, on_receipt: false, award: 1 };
            self.group(limit, unit, &cell)
        };
        let Some(group) = whole(unit) else { return Ok(Decimal::ZERO) };
        let mut used = Decimal::ZERO;
        for past in self.past() {
            for other in past.units.iter().filter(|other| items.contains(&other.item) && other.award() > 0) {
                let cell = PastCell { receipts: other.all.clone(), line: None, charged_on: None, award: 1 };
                if self.past_in(limit, past, other, &cell, &group) {
                    used += other.count.map_or(Decimal::ZERO, |count| count.now);
                }
            }
        }
        for other in done.iter().filter(|done| items.contains(&self.programme.items[done.unit.item].id)) {
            if other.award() > 0 && whole(&other.unit).as_ref() == Some(&group) {
                used += other.count.map_or(Decimal::ZERO, |count| count.now);
            }
        }
        Ok((Decimal::from(limit.units.unwrap().get()) - used).max(Decimal::ZERO))
    }

    /// In an application that was decided before, the amount due for more units than a limit allows is removed.
    pub fn cut_by_units(&self, limit: &Limit, items: &[LocalId], one: &mut Done, done: &[Done]) {
        let Some(count) = one.count.filter(|count| count.now > Decimal::ZERO && limit.units.is_some()) else { return };
        if one.award() == 0 || !self.applies(limit, &one.unit) {
            return;
        }
        let Some(left) = self.known(self.units_left(limit, items, &one.unit, done)) else { return };
        if count.now <= left {
            return;
        }
        let standing: Vec<i128> = one.cells.iter().map(|cell| cell.award).collect();
        let ten_thousandths = |number: Decimal| (number * Decimal::from(10_000)).trunc().mantissa();
        let part = one.award() * ten_thousandths(left) / ten_thousandths(count.now);
        for (cell, part) in one.cells.iter_mut().zip(super::exact::spread(part, &standing)) {
            cell.award = part;
        }
        one.count = Some(Count { now: left, ..count });
    }

    fn own_count(&self, item: &ProgrammeItem, units: &UnitBenefit, unit: &Unit) -> Known<Decimal> {
        match &units.count {
            count if is_of_stays(count) => self.days_of_stays(item, unit),
            UnitCount::Fact(counted) => self.number(counted.fact, &self.subject(unit)).map(Decimal::from),
            UnitCount::LineQuantity(counted) => {
                self.quantities(item, counted.line_unit.as_ref().map(|unit| unit.as_str()), unit)
            }
            UnitCount::Time(time) => self.time(time, &self.subject(unit)).map(Decimal::from),
            other => panic!("{other:?}"),
        }
    }

    fn days_of_stays(&self, item: &ProgrammeItem, unit: &Unit) -> Known<Decimal> {
        let others = self.past().into_iter().filter(|past| past.application != self.application.id);
        let others = others.flat_map(|past| &past.units).filter(|past| past.item == item.id && past.award() > 0);
        let known: Vec<_> = others.flat_map(|past| &past.all).filter_map(|receipt| receipt.stay.clone()).collect();
        let mut stays: Vec<(usize, i64)> = Vec::new();
        let mut missing = BTreeSet::new();
        let is_new = |index: &&usize| {
            !self.stated_here(**index).is_some_and(|stay| {
                known.iter().any(|other| {
                    let differ = stay.number.is_some() && other.number.is_some() && stay.number != other.number;
                    stay.has_days_of(other) && !differ
                })
            })
        };
        let left: Vec<usize> = unit.receipts.iter().filter(is_new).copied().collect();
        for index in &left {
            let receipt = &self.receipts()[*index];
            let stay = self.stay(*index);
            let parts: Vec<usize> = left.iter().filter(|other| self.stay(**other) == stay).copied().collect();
            let shared = |other: &Stay| {
                let mut own = parts.iter().filter_map(|part| self.stated_here(*part));
                own.any(|own| own.is_counted_with(other) == Truth::Yes)
            };
            let elsewhere: Vec<Stay> = known.iter().filter(|other| shared(other)).cloned().collect();
            if let Some(days) = self.days_of_parts(&parts, &elsewhere) {
                if parts[0] == *index {
                    stays.push((stay, days));
                }
                continue;
            }
            let same_days = |other: &&usize| {
                *other != index && receipt.stay.is_some() && self.receipts()[**other].stay == receipt.stay
            };
            if receipt.issuer.is_none() && left.iter().any(|other| same_days(&other)) {
                missing.extend(self.gap(*index, "issuer"));
                continue;
            }
            let span = || receipt.stay.as_ref().and_then(|stay| Some(stay.start?.days_until(stay.end?).max(1)));
            let Some(days) = receipt.stay_days.map(|days| days.get().ceil() as i64).or_else(span) else {
                let out_patient =
                    matches!(receipt.receipt_kind, ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted);
                if out_patient && receipt.stay.is_none() {
                    continue;
                }
                missing.extend(self.gap(*index, "stayDays"));
                continue;
            };
            match stays.iter().find(|(other, _)| *other == stay) {
                Some((_, told)) if *told != days => missing.extend(self.gap(*index, "stayDays")),
                Some(_) => {}
                None => stays.push((stay, days)),
            }
        }
        for (stay, days) in &stays {
            let parts: Vec<usize> = left.iter().filter(|part| self.stay(**part) == *stay).copied().collect();
            missing.extend(self.numbers_with(&parts, &known, *days));
        }
        if missing.is_empty() { Ok(stays.into_iter().map(|(_, days)| Decimal::from(days)).sum()) } else { Err(missing) }
    }

    /// 7.11: the inpatient numbers that decide whether parts counted elsewhere are of a stay, if its days depend on them.
    fn numbers_with(&self, parts: &[usize], known: &[Stay], days: i64) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        let mut may_be = Vec::new();
        for other in known {
            for (part, own) in parts.iter().filter_map(|part| Some((part, self.stated_here(*part)?))) {
                match own.is_counted_with(other) {
                    Truth::No => continue,
                    Truth::Yes => {}
                    _ => {
                        missing.extend(own.number.is_none().then(|| format!("/receipts/{part}/inpatientNumber")));
                        missing.extend(other.number.is_none().then(|| "earlier-adjudications".to_owned()));
                    }
                }
                may_be.push(other.clone());
            }
        }
        let with_all = if may_be.is_empty() { None } else { self.days_of_parts(parts, &may_be) };
        if with_all.is_some_and(|with_all| with_all != days) { missing } else { BTreeSet::new() }
    }

    fn quantities(&self, item: &ProgrammeItem, asked: Option<&str>, unit: &Unit) -> Known<Decimal> {
        let (mut sum, mut missing) = (Decimal::ZERO, BTreeSet::new());
        for index in &unit.receipts {
            if self.lines(*index).is_none() {
                missing.extend(self.gap(*index, "lines"));
                continue;
            }
            let rule = self.line_rule(item);
            for (place, line) in self.receipts()[*index].lines.as_deref().unwrap_or_default().iter().enumerate() {
                let admitted = rule.is_none_or(|rule| self.admits(rule, *index, line, place).truth == Truth::Yes);
                let wants = |member: &str| self.gap(*index, &format!("lines/{place}/{member}"));
                if !admitted || !self.is_in_unit(item, unit, *index, place) {
                    continue;
                }
                if let Some(asked) = asked {
                    match &line.unit {
                        None => missing.extend(wants("unit")),
                        Some(unit) if unit.as_str() != asked => continue,
                        Some(_) => {}
                    }
                }
                let Some(quantity) = line.quantity else {
                    missing.extend(wants("quantity"));
                    continue;
                };
                let amount = line.amount.get();
                // 7.12: four decimals, rounded half away from zero.
                let quantity = quantity.get().round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
                sum += if amount > Decimal::ZERO {
                    quantity.abs()
                } else if amount < Decimal::ZERO {
                    -quantity.abs()
                } else {
                    quantity
                };
            }
        }
        if missing.is_empty() { Ok(sum) } else { Err(missing) }
    }

    fn time(&self, time: &CountedTime, subject: &Subject) -> Known<i64> {
        let mut missing = BTreeSet::new();
        let mut day = |fact| self.date(fact, subject).map_err(|gaps| missing.extend(gaps)).ok();
        let (from, to) = (day(time.from), day(time.to));
        let (Some(from), Some(to)) = (from, to) else { return Err(missing) };
        let end = if time.both_ends == Some(true) { to.next().unwrap() } else { to };
        Ok(match time.unit {
            TimeUnit::Days => from.days_until(end),
            TimeUnit::Months => months(from, end),
            _ => months(from, end) / 12,
        })
    }
}

impl Case<'_> {
    /// The award under each limit that several programmes share, and its place.
    pub fn shared_awards(&self, done: &[Done]) -> Vec<super::ledger::Shared> {
        let mut all = Vec::new();
        for item in &self.programme.items {
            for (limit, items) in self.limits_for(item) {
                let Some(name) = &limit.group else { continue };
                // Limits of the programme occur once with each item.
                let own = item.limits.iter().flat_map(|limits| limits.iter()).any(|other| std::ptr::eq(other, limit));
                for one in done.iter().filter(|done| self.programme.items[done.unit.item].id == item.id) {
                    if !own && !items.contains(&item.id) || !self.applies(limit, &one.unit) {
                        continue;
                    }
                    for cell in one.cells.iter().filter(|cell| cell.award > 0) {
                        let Some(group) = self.group(limit, &one.unit, cell) else { continue };
                        let span = if let Group::Period(span) = &group { Some(*span) } else { None };
                        let award = cell.award;
                        all.push(super::ledger::Shared { name: name.clone(), scope: limit.scope, span, award });
                    }
                }
            }
        }
        all
    }
}
