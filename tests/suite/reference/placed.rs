//! Limits (docs/evaluation.md, section 8, placed, step 3).

use super::{
    Case,
    award::{Cell, Done},
    exact::spread,
    judge::{Subject, day_of},
    ledger::{Key, PastCell, PastUnit},
    line_days,
    period::{self, Span},
    unit::Unit,
};
use std::collections::BTreeSet;
use tongbiao::{
    code::{AidStatus, LimitScope, ReceiptDate},
    eligibility::Truth,
    programme::{Limit, PeriodRule},
    record::receipt::ReceiptKey,
    value::{Date, LocalId},
};

/// The order in which limits are applied, before the fund balance.
pub const SCOPES: [LimitScope; 7] = [
    LimitScope::Line,
    LimitScope::Receipt,
    LimitScope::Hospitalisation,
    LimitScope::Operation,
    LimitScope::Application,
    LimitScope::Period,
    LimitScope::Lifetime,
];

/// A thing to which a limit applies.
#[derive(Debug, Clone)]
pub enum Group {
    Line(Vec<ReceiptKey>, usize),
    Receipt(Vec<ReceiptKey>),
    /// A stay, by its first receipt.
    Stay(usize),
    Operation(Key),
    Application,
    Period(Span),
    Altogether,
    /// The current award.
    Now,
}

impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        let same = super::admitted::share_a_key;
        match (self, other) {
            (Self::Line(a, i), Self::Line(b, j)) => i == j && same(a, b),
            (Self::Receipt(a), Self::Receipt(b)) => same(a, b),
            (Self::Stay(a), Self::Stay(b)) => a == b,
            (Self::Operation(a), Self::Operation(b)) => a == b,
            (Self::Period(a), Self::Period(b)) => a == b,
            (Self::Application, Self::Application) | (Self::Altogether, Self::Altogether) | (Self::Now, Self::Now) => {
                true
            }
            _ => false,
        }
    }
}

/// A unit, for limits that count units.
enum Who {
    /// A stay of today, by its first receipt.
    Stay(usize),
    Key(Key),
}

impl Who {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Stay(a), Self::Stay(b)) => a == b,
            (Self::Key(a), Self::Key(b)) => a.is(b),
            _ => false,
        }
    }
}

impl Case<'_> {
    /// Applies a limit to a unit, after the steps before it.
    pub fn limit(
        &self,
        limit: &Limit,
        items: &[LocalId],
        unit: &Unit,
        cells: &mut [Cell],
        given: &mut bool,
        done: &[Done],
    ) {
        let stands = |cells: &[Cell]| cells.iter().any(|cell| cell.award > 0);
        if !stands(cells) && !*given {
            return;
        }
        let answer = self.judge_all(limit.when.as_deref(), limit.when_any_of.as_deref(), &self.subject(unit));
        if answer.truth != Truth::Yes {
            self.missing.borrow_mut().extend(answer.missing);
            return;
        }
        let gaps = self.limit_gaps(limit);
        self.missing.borrow_mut().extend(gaps);
        let groups: Vec<Option<Group>> = cells.iter().map(|cell| self.group(limit, unit, cell)).collect();
        let mut distinct: Vec<Group> = Vec::new();
        for (group, cell) in groups.iter().zip(cells.iter()) {
            if let Some(group) = group
                && (cell.award > 0 || *given)
                && !distinct.contains(group)
            {
                distinct.push(group.clone());
            }
        }
        if let Some(count) = limit.count {
            let used = |group: &Group| self.units_awarded(limit, items, unit, group, done);
            for group in distinct.iter().filter(|group| used(group) >= count.get()) {
                let inside = cells.iter_mut().zip(&groups).filter(|(_, other)| other.as_ref() == Some(group));
                inside.for_each(|(cell, _)| cell.award = 0);
                *given = false;
            }
        }
        let mut used = BTreeSet::new();
        if limit.periods.is_some() {
            used = self.periods_awarded(limit, items, done).into_iter().collect();
            distinct.sort_by_key(Group::span);
        }
        for group in distinct {
            let inside: Vec<usize> = (0..cells.len()).filter(|c| groups[*c].as_ref() == Some(&group)).collect();
            let closed = |most: i64| !used.contains(&group.span().unwrap()) && used.len() as i64 >= most;
            if limit.periods.is_some_and(|most| closed(most.get())) {
                inside.iter().for_each(|cell| cells[*cell].award = 0);
                *given = false;
            }
            let bounded: Vec<&Cell> = inside.iter().map(|cell| &cells[*cell]).collect();
            if bounded.iter().all(|cell| cell.award == 0) {
                continue;
            }
            let most = self.greatest(limit, unit, &bounded);
            if most.is_none() {
                used.extend(group.span());
            }
            let Some(most) = most else { continue };
            let before = self.used_of(limit, items, &group, done);
            let standing: Vec<i128> = inside.iter().map(|c| cells[*c].award).collect();
            let sum: i128 = standing.iter().sum();
            let left = (most - before).clamp(0, sum);
            if left > 0 {
                used.extend(group.span());
            }
            for (cell, part) in inside.iter().zip(spread(left, &standing)) {
                cells[*cell].award = part;
            }
        }
    }

    /// The facts about earlier awards that are missing to compute the used part of a limit.
    pub fn limit_gaps(&self, limit: &Limit) -> BTreeSet<String> {
        let depends = matches!(limit.scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime);
        let mut gaps = if depends { self.ledger_gaps(limit.scope == LimitScope::Period) } else { BTreeSet::new() };
        if let Some(rule) = limit.period.as_ref().filter(|rule| line_days::by_line(rule)) {
            for told in self.told() {
                let mut paid: Vec<Vec<i128>> =
                    (0..self.receipts().len()).map(|index| vec![0; self.cells(index)]).collect();
                if let (Some(receipts), Some(amount)) = (&told.receipts, told.amount) {
                    self.put(&mut paid, receipts, amount);
                }
                for (index, cells) in paid.iter().enumerate() {
                    for (cell, _) in cells.iter().enumerate().filter(|(_, part)| **part > 0) {
                        gaps.extend(self.own_day(index, cell, rule).err().into_iter().flatten());
                    }
                }
            }
        }
        if limit.group.is_some() && self.given.ledger.is_none() {
            if self.application.aid.is_none() {
                gaps.insert("/aid".to_owned());
            }
            let insurers = ["basic-insurance", "critical-illness-insurance", "commercial-insurance"];
            let may_share = self.kept().into_iter().any(|place| {
                let aid = &self.aid()[place];
                let granted = matches!(aid.status, AidStatus::Committed | AidStatus::Received);
                let nothing = aid.amount.is_some_and(|amount| amount.fen() == 0);
                granted && !nothing && self.is_own(place) != Truth::Yes && !insurers.contains(&aid.payer.as_str())
            });
            if may_share {
                gaps.insert("earlier-adjudications".to_owned());
            }
        }
        gaps
    }

    /// What is used of a limit in a group, before and now.
    pub fn used_of(&self, limit: &Limit, items: &[LocalId], group: &Group, done: &[Done]) -> i128 {
        self.awarded_before(limit, items, group)
            + self.shared_before(limit, group)
            + self.awarded_now(limit, items, group, done)
    }

    /// The awards of other programmes in a group with the same name.
    fn shared_before(&self, limit: &Limit, group: &Group) -> i128 {
        let Some(name) = &limit.group else { return 0 };
        let others = self.given.ledger.iter().flatten();
        let others = others.filter(|past| past.decided && past.programme != self.programme.id);
        let mut sum = 0;
        for past in others {
            for shared in past.shared.iter().filter(|shared| shared.name == *name && shared.scope == limit.scope) {
                let inside = match group {
                    Group::Application => past.application == self.application.id,
                    Group::Period(span) => {
                        let rule = limit.period.as_ref().unwrap();
                        let first = shared.span.and_then(|(start, _)| Date::from_chrono(start).ok());
                        let of_start = first.and_then(|day| period::holding(rule, day, self.given.as_of));
                        let same = of_start.filter(|(start, _)| shared.span.map(|span| span.0) == Some(*start));
                        let by_decision = || period::holding(rule, past.as_of, self.given.as_of);
                        same.or_else(by_decision).map(|span| span.0) == Some(span.0)
                    }
                    _ => true,
                };
                sum += if inside { shared.award } else { 0 };
            }
        }
        sum
    }

    /// The maximum of a group. `None` if the limit has no amount or it is unknown.
    fn greatest(&self, limit: &Limit, unit: &Unit, bounded: &[&Cell]) -> Option<i128> {
        if limit.scope == LimitScope::FundBalance {
            if self.given.fund_balance.is_none() {
                self.want("fund-balance");
            }
            return self.given.fund_balance.map(|balance| i128::from(balance.fen()));
        }
        let amount = limit.amount.as_ref()?;
        // A limit of lines, receipts or stays reads the facts of its own receipts.
        let narrow = matches!(limit.scope, LimitScope::Line | LimitScope::Receipt | LimitScope::Hospitalisation);
        let mut receipts: Vec<usize> = bounded.iter().flat_map(|cell| cell.receipts.clone()).collect();
        receipts.dedup();
        let subject = if narrow && unit.operation.is_none() { Subject::Receipts(receipts) } else { self.subject(unit) };
        self.known(self.amount(amount, &subject)).map(super::exact::Exact::floor)
    }

    /// The group of a cell of a unit.
    pub fn group(&self, limit: &Limit, unit: &Unit, cell: &Cell) -> Option<Group> {
        let only = match cell.receipts.as_slice() {
            [only] => Some(&self.receipts()[*only]),
            _ => None,
        };
        match limit.scope {
            LimitScope::Line => {
                let receipt = only.filter(|_| cell.on_receipt)?;
                // A receipt is more than one line, so its lines must be known.
                if cell.line.is_none() && cell.award > 0 {
                    self.want(&format!("/receipts/{}/lines", cell.receipts[0]));
                }
                Some(Group::Line(receipt.keys(), cell.line?))
            }
            LimitScope::Receipt => Some(Group::Receipt(only?.keys())),
            LimitScope::Hospitalisation => {
                let stays: Vec<usize> = cell.receipts.iter().map(|index| self.stay(*index)).collect();
                let first = *stays.first()?;
                stays.iter().all(|stay| *stay == first).then_some(Group::Stay(first))
            }
            LimitScope::Operation => unit.operation.map(|(t, o)| Group::Operation(self.operation_key(t, o, ""))),
            LimitScope::Application => Some(Group::Application),
            LimitScope::Period => {
                let rule = limit.period.as_ref().unwrap();
                // The limit of the one period before the decision applies to everything that is awarded now.
                if matches!(rule, PeriodRule::RollingMonths(_)) {
                    return period::holding(rule, self.given.as_of, self.given.as_of).map(Group::Period);
                }
                match self.span_of_operation(limit, unit) {
                    Ok(None) => {}
                    Ok(span) => return span.map(Group::Period),
                    Err(missing) => {
                        if cell.award > 0 || unit.service {
                            self.missing.borrow_mut().extend(missing);
                        }
                        return None;
                    }
                }
                if line_days::by_line(rule) && cell.on_receipt {
                    return match self.span_of_line(cell.receipts[0], cell.line.unwrap_or(0), rule) {
                        Ok(span) => span.map(Group::Period),
                        Err(missing) => {
                            if cell.award > 0 {
                                self.missing.borrow_mut().extend(missing);
                            }
                            None
                        }
                    };
                }
                let (mut spans, mut without) = (Vec::new(), Vec::new());
                for index in &cell.receipts {
                    match day_of(&self.receipts()[*index], period::by(rule)) {
                        Some(day) => spans.push(period::holding(rule, day, self.given.as_of)),
                        None => without.push(*index),
                    }
                }
                // If two days are in different periods, not all receipts are in one, whatever the other days are.
                let differ = spans.iter().any(|span| *span != spans[0]);
                if !without.is_empty() && !differ {
                    let asked = without.iter().filter(|_| cell.award > 0);
                    asked.for_each(|index| self.want(&self.day_place(*index, period::by(rule))));
                    return None;
                }
                let decided = || period::holding(rule, self.given.as_of, self.given.as_of);
                match spans.first() {
                    Some(first) if spans.iter().all(|span| span == first) => first.map(Group::Period),
                    _ => decided().map(Group::Period),
                }
            }
            LimitScope::Lifetime => Some(Group::Altogether),
            LimitScope::FundBalance => Some(Group::Now),
            other => panic!("{other}"),
        }
    }

    /// Whether a cell of the ledger belongs to a group.
    pub fn past_in(
        &self,
        limit: &Limit,
        past: &super::ledger::Past,
        unit: &PastUnit,
        cell: &PastCell,
        group: &Group,
    ) -> bool {
        let only = match cell.receipts.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        match group {
            Group::Line(keys, line) => only.is_some_and(|receipt| {
                cell.line.is_some_and(|own| Group::Line(receipt.keys.clone(), own) == Group::Line(keys.clone(), *line))
            }),
            Group::Receipt(keys) => only.is_some_and(|receipt| super::admitted::share_a_key(&receipt.keys, keys)),
            Group::Stay(stay) => {
                !cell.receipts.is_empty() && cell.receipts.iter().all(|receipt| self.past_stay(receipt) == Some(*stay))
            }
            Group::Operation(key) => unit.operation.as_ref().is_some_and(|own| own.is(key)),
            Group::Application => past.application == self.application.id,
            Group::Period(span) => self.past_span(limit, past, unit, cell) == Some(*span),
            Group::Altogether => true,
            Group::Now => false,
        }
    }

    pub fn past_span(
        &self,
        limit: &Limit,
        past: &super::ledger::Past,
        unit: &PastUnit,
        cell: &PastCell,
    ) -> Option<Span> {
        let rule: &PeriodRule = limit.period.as_ref()?;
        if let Some(day) = unit.performed_on.filter(|_| limit.operation_days == Some(true)) {
            return period::holding(rule, day, self.given.as_of);
        }
        if let Some(day) = cell.charged_on.filter(|_| line_days::by_line(rule)) {
            return period::holding(rule, day, self.given.as_of);
        }
        let place = match period::by(rule) {
            ReceiptDate::VisitedOn => 0,
            ReceiptDate::DischargedOn => 1,
            ReceiptDate::IssuedOn => 2,
            _ => 3,
        };
        let days: Option<Vec<_>> = cell.receipts.iter().map(|receipt| receipt.days[place]).collect();
        if matches!(rule, PeriodRule::RollingMonths(_)) {
            let inside = |day| period::holding(rule, day, self.given.as_of);
            let any = cell.receipts.iter().filter_map(|receipt| receipt.days[place]).find_map(inside);
            return any.or_else(|| inside(past.as_of));
        }
        let spans: Vec<Option<Span>> = match days {
            Some(days) => days.into_iter().map(|day| period::holding(rule, day, self.given.as_of)).collect(),
            None => Vec::new(),
        };
        match spans.first() {
            Some(first) if spans.iter().all(|span| span == first) => *first,
            _ => period::holding(rule, past.as_of, self.given.as_of),
        }
    }

    fn awarded_before(&self, limit: &Limit, items: &[LocalId], group: &Group) -> i128 {
        let mut sum = 0;
        for past in self.past() {
            for unit in past.units.iter().filter(|unit| items.contains(&unit.item)) {
                let inside = unit.cells.iter().filter(|cell| self.past_in(limit, past, unit, cell, group));
                sum += inside.map(|cell| cell.award).sum::<i128>();
            }
        }
        sum + self.told_in(limit, group).into_iter().sum::<i128>()
    }

    fn awarded_now(&self, limit: &Limit, items: &[LocalId], group: &Group, done: &[Done]) -> i128 {
        let mut sum = 0;
        // There is one fund: the award of any item that draws on it is included.
        let of_fund = limit.scope == LimitScope::FundBalance;
        let draws = |done: &&Done| {
            let limits = self.limits_for(&self.programme.items[done.unit.item]);
            let mut of_fund = limits.iter().filter(|(limit, _)| limit.scope == LimitScope::FundBalance);
            of_fund.any(|(limit, _)| self.applies(limit, &done.unit))
        };
        // Whether an item without an award draws on the fund does not matter.
        let paid = done.iter().filter(|done| done.award() > 0);
        let counts = |done: &&Done| items.contains(&self.programme.items[done.unit.item].id) || of_fund && draws(done);
        for other in paid.filter(counts) {
            let inside =
                other.cells.iter().filter(|c| c.award > 0 && self.group(limit, &other.unit, c).as_ref() == Some(group));
            sum += inside.map(|cell| cell.award).sum::<i128>();
        }
        sum
    }

    /// The number of other units with an award in a group.
    fn units_awarded(&self, limit: &Limit, items: &[LocalId], unit: &Unit, group: &Group, done: &[Done]) -> i64 {
        let own = &self.programme.items[unit.item].id;
        let mut found: Vec<(LocalId, Who)> = Vec::new();
        let now = |unit: &Unit| match unit.key {
            Key::Stay(..) => Who::Stay(self.stay(unit.receipts[0])),
            _ => Who::Key(unit.key.clone()),
        };
        let itself = now(unit);
        let mut add = |item: &LocalId, who: Who| {
            let known = found.iter().any(|(i, other)| i == item && who.is(other));
            let is_own = item == own && who.is(&itself);
            if !known && !is_own {
                found.push((item.clone(), who));
            }
        };
        for past in self.past() {
            for other in past.units.iter().filter(|other| items.contains(&other.item)) {
                let inside = other.cells.iter().filter(|cell| self.past_in(limit, past, other, cell, group));
                for cell in inside.filter(|cell| cell.award > 0 || other.given) {
                    let stay = self.stay_of_cell(past, other, cell);
                    add(&other.item, stay.map_or_else(|| Who::Key(other.key.clone()), Who::Stay));
                }
            }
        }
        for other in done {
            let item = &self.programme.items[other.unit.item].id;
            let mut awarded = other.cells.iter().filter(|cell| cell.award > 0 || other.given);
            if items.contains(item) && awarded.any(|c| self.group(limit, &other.unit, c).as_ref() == Some(group)) {
                add(item, now(&other.unit));
            }
        }
        let told = self.told_in(limit, group).into_iter().filter(|amount| *amount > 0).count();
        i64::try_from(found.len() + told).unwrap()
    }
}
