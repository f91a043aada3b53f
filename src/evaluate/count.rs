//! How many units a benefit by the unit counts.

use super::{
    bill::Bill,
    exact::{FEN, whole_fen},
    ledger::Of,
    limit::reason,
    missing::Wanted,
    node::Node,
    plan::{PlannedItem, PlannedLimit, bit},
    run::Run,
    step::{Noted, Step},
    unit::UnitOf,
    value::Subjects,
};
use crate::{
    code::{ReasonCode, ReceiptKind, StepKind, TimeUnit},
    eligibility::Subject,
    programme::{CountedTime, UnitBenefit, UnitCount},
    record::receipt::Receipt,
    value::{Quantity, Text},
};
use rust_decimal::Decimal;

/// One unit: numbers are kept in ten-thousandths, as finely as quantities are printed.
pub(super) const ONE: i64 = 10_000;

/// The largest number, in ten-thousandths.
const MOST: i64 = 999_999_999 * ONE;

/// What a unit counts, in ten-thousandths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    /// Of this application, before anything bounds it.
    pub(super) own: i64,
    /// What is awarded now.
    pub(super) now: i64,
}

impl Run<'_, '_> {
    /// What a unit counts with all that it counted before, within what it may, in ten-thousandths.
    pub(super) fn count(
        &mut self,
        (index, unit): (usize, usize),
        planned: &PlannedItem<'_>,
        units: &UnitBenefit,
        of: &Subjects<'_>,
    ) -> Option<i64> {
        self.work.left_out.clear();
        let own = self.own_count(index, planned, &units.count, of)?.max(0);
        let (elsewhere, before) = self.counted_before(index, unit, &units.count)?;
        let total = own.checked_add(elsewhere).filter(|total| *total <= MOST);
        let total = self.need(total.ok_or(Wanted::Range))?;
        let most = units.count_max.map_or(i64::MAX, |most| most.get().saturating_mul(ONE));
        let bounded = total.min(most);
        self.leave_out(ReasonCode::LimitUnits, Node::Count(index), (total - bounded).min(own));
        let due = (bounded - before).max(0);
        let now = self.within_limits(index, unit, due)?;
        if let Some(unit) = self.work.units.get_mut(unit) {
            unit.count = Some(Count { own, now });
        }
        let count = bounded - (due - now);
        let value = Some(Noted::Number(count));
        self.note(|| Step { unit: Some(unit), value, ..Step::new(StepKind::Count, Node::Count(index)) });
        Some(count)
    }

    /// Of a period: what other applications brought into it, and what they were awarded for.
    fn counted_before(&mut self, index: usize, unit: usize, count: &UnitCount) -> Option<(i64, i64)> {
        let of = self.work.units.get(unit).filter(|unit| matches!(unit.of, UnitOf::Period(_)));
        let Some(key) = of.map(|unit| unit.key(self.plan.programme, self.case)) else { return Some((0, 0)) };
        let elsewhere = if count.is_of_receipts() { self.ledger.counted_in(index, &key) } else { Ok(0) };
        let elsewhere = self.need(elsewhere)?;
        let before = self.need(self.ledger.count_awarded(Of::Others, &key))?;
        Some((elsewhere, before))
    }

    /// As much of a number as limits in units leave.
    fn within_limits(&mut self, index: usize, unit: usize, mut now: i64) -> Option<i64> {
        let of_item = bit(u32::try_from(index).unwrap_or(u32::MAX));
        for number in 0..self.plan.limits.len() {
            let Some(planned) = self.plan.limits.get(number).filter(|planned| planned.items & of_item != 0) else {
                continue;
            };
            let applies = self.work.limit_applies.get(number).copied().flatten() == Some(true);
            if planned.limit.units.is_none() || !applies || now == 0 {
                continue;
            }
            let left = self.units_left(number, planned, unit)?;
            let (value, code) = (Some(Noted::Number(left)), (now > left).then(|| reason(planned.limit.scope)));
            self.note(|| Step { unit: Some(unit), value, code, ..Step::new(StepKind::Count, planned.node) });
            self.leave_out(reason(planned.limit.scope), planned.node, now - left);
            now = now.min(left);
        }
        Some(now)
    }

    /// Notes a number that is not counted, in ten-thousandths, where somebody asks what is not awarded.
    fn leave_out(&mut self, code: ReasonCode, at: Node, number: i64) {
        if self.explains && number > 0 {
            self.work.left_out.push((code, at, number));
        }
    }

    /// Notes what a unit is not awarded for the numbers that are not counted, at so much for each.
    pub(super) fn cut_numbers(&mut self, unit: usize, amount: i128) {
        for (code, at, number) in std::mem::take(&mut self.work.left_out) {
            let exact = of_each(amount, number).unwrap_or(i128::MAX);
            self.cut(unit, code, at, whole_fen(exact));
        }
    }

    /// What a limit in units leaves to a unit.
    pub(super) fn units_left(&mut self, number: usize, planned: &PlannedLimit<'_>, unit: usize) -> Option<i64> {
        let unknown = self.work.limits.get(number).filter(|limit| !limit.unknown.is_empty());
        if let Some(unknown) = unknown.map(|limit| limit.unknown.clone()) {
            unknown.into_iter().for_each(|wanted| self.want(wanted));
            return None;
        }
        self.need(self.ledger.require_counts())?;
        let most = planned.limit.units?.get().saturating_mul(ONE);
        let place = self.unit_place(number, planned, unit)?;
        let used = place.and_then(|place| self.work.limits.get(number).map(|limit| limit.units_at(place)));
        Some((most - used.unwrap_or_default()).max(0))
    }

    fn own_count(
        &mut self,
        index: usize,
        planned: &PlannedItem<'_>,
        count: &UnitCount,
        of: &Subjects<'_>,
    ) -> Option<i64> {
        let bills: Vec<usize> = match of {
            Subjects::Bills(range) => self.work.unit_bills.get(range.clone()).unwrap_or_default().to_vec(),
            Subjects::Treatment(..) => Vec::new(),
        };
        let number = match count {
            UnitCount::Fact(_) if count.is_of_stays() => self.stay_days(index, &bills),
            UnitCount::LineQuantity(counted) => {
                self.quantities(planned, counted.line_unit.as_ref().map(Text::as_str), &bills)
            }
            UnitCount::Fact(counted) => {
                let receipts = self.receipts_at(&bills);
                let number = self.reading.of(Subject::Receipts(&receipts)).number(counted.fact);
                number.map(|number| number.saturating_mul(ONE)).map_err(Wanted::from)
            }
            UnitCount::Time(counted) => self.time(counted, &bills).map(|time| time.saturating_mul(ONE)),
        };
        self.need(number)
    }

    fn receipts_at(&self, bills: &[usize]) -> Vec<(usize, &'_ Receipt)> {
        bills.iter().filter_map(|bill| self.case.bills.get(*bill)).map(|bill| (bill.place, bill.receipt)).collect()
    }

    /// The days of the stays of some receipts, each stay once; those for which another application has been awarded are not
    /// counted again.
    fn stay_days(&self, index: usize, bills: &[usize]) -> Result<i64, Wanted> {
        let mut stays: Vec<(usize, i64)> = Vec::new();
        for place in bills {
            let Some((bill, of)) = self.case.bills.get(*place).zip(self.case.stay_of(*place)) else { continue };
            if self.ledger.has_counted_stay(index, bill.receipt) {
                continue;
            }
            // Where the hospital is not told, one stay cannot be told from another one of the same days.
            let days = |other: &Bill<'_>| other.receipt.stay == bill.receipt.stay && bill.receipt.stay.is_some();
            let others = bills.iter().filter_map(|other| self.case.bills.get(*other));
            let alike = others.filter(|other| other.place != bill.place && days(other)).count();
            if bill.receipt.issuer.is_none() && alike > 0 {
                return Err(bill.wants("issuer"));
            }
            let days = match bill.receipt.days_of_stay() {
                Some(days) => days,
                None if is_without_stay(bill) => continue,
                None => return Err(bill.wants("stayDays")),
            };
            match stays.iter().find(|(stay, _)| *stay == of) {
                Some((_, known)) if *known != days => return Err(bill.wants("stayDays")),
                Some(_) => {}
                None => stays.push((of, days)),
            }
        }
        Ok(stays.iter().fold(0_i64, |sum, (_, days)| sum.saturating_add(days.saturating_mul(ONE))))
    }

    /// The quantities of the lines that count, less those of refunds.
    fn quantities(&self, planned: &PlannedItem<'_>, unit: Option<&str>, bills: &[usize]) -> Result<i64, Wanted> {
        let mut sum = 0_i64;
        for bill in bills.iter().filter_map(|bill| self.case.bills.get(*bill)) {
            if !bill.has_lines {
                return Err(bill.wants("lines"));
            }
            let lines = bill.receipt.lines.as_deref().unwrap_or_default();
            for (place, (line, cell)) in
                lines.iter().zip(self.case.cells.get(bill.cells.clone()).unwrap_or_default()).enumerate()
            {
                // A line that is not known to count is a refund, or refunded as a whole: what is left has been judged.
                if planned.lines.as_ref().is_some_and(|rule| rule.judge(cell, bill) != Ok(None)) {
                    continue;
                }
                let wants = |member: &str| bill.wants(&format!("lines/{place}/{member}"));
                if let Some(unit) = unit
                    && line.unit.as_ref().ok_or_else(|| wants("unit"))?.as_str() != unit
                {
                    continue;
                }
                let quantity = ten_thousandths(line.quantity.ok_or_else(|| wants("quantity"))?).ok_or(Wanted::Range)?;
                sum = sum.saturating_add(match line.amount.get() {
                    amount if amount < Decimal::ZERO => -quantity.abs(),
                    amount if amount > Decimal::ZERO => quantity.abs(),
                    _ => quantity,
                });
            }
        }
        Ok(sum)
    }

    /// The time between two days; nothing where the second comes first.
    fn time(&self, counted: &CountedTime, bills: &[usize]) -> Result<i64, Wanted> {
        let receipts = self.receipts_at(bills);
        let reading = self.reading.of(Subject::Receipts(&receipts));
        let (from, to) = (reading.date(counted.from)?, reading.date(counted.to)?);
        let both_ends = counted.both_ends == Some(true);
        let end = if both_ends { to.next().ok_or(Wanted::Range)? } else { to };
        Ok(match counted.unit {
            TimeUnit::Days => from.days_until(end),
            TimeUnit::Months => from.months_until(end),
            TimeUnit::Years => from.months_until(end) / 12,
        })
    }

    /// Of an application that was decided before: cuts what is due for more units than a limit leaves.
    pub(super) fn cut_by_units(&mut self, number: usize, planned: &PlannedLimit<'_>, unit: usize) {
        let count = self.work.units.get(unit).and_then(|unit| unit.count).filter(|count| count.now > 0);
        let (Some(count), true) = (count, planned.limit.units.is_some()) else { return };
        let Some(left) = self.units_left(number, planned, unit) else { return };
        if count.now <= left {
            return;
        }
        let sum: i64 = self.work.now.iter().sum();
        let part = i128::from(sum) * i128::from(left) / i128::from(count.now);
        let part = i64::try_from(part).unwrap_or_default();
        if let Some(unit) = self.work.units.get_mut(unit) {
            unit.count = Some(Count { now: left, ..count });
        }
        let micro = |fen: i64| Some(i128::from(fen) * FEN);
        let step = Step {
            unit: Some(unit),
            amount_in: micro(sum),
            value: Some(Noted::Amount(i128::from(part) * FEN)),
            amount_out: micro(part),
            code: Some(reason(planned.limit.scope)),
            ..Step::new(StepKind::Limit, planned.node)
        };
        self.note(|| step);
        self.shrink_all(unit, planned.node, reason(planned.limit.scope), (sum, part));
    }
}

/// So many times an amount.
pub(super) fn of_each(amount: i128, count: i64) -> Option<i128> {
    amount.checked_mul(i128::from(count)).map(|product| product / i128::from(ONE))
}

/// Whether a receipt is for no stay: an out-patient one that names none.
const fn is_without_stay(bill: &Bill<'_>) -> bool {
    bill.receipt.stay.is_none()
        && matches!(bill.receipt.receipt_kind, ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted)
}

/// A quantity in ten-thousandths, the finest that is printed.
pub(super) fn ten_thousandths(quantity: Quantity) -> Option<i64> {
    let scaled = quantity.get().checked_mul(Decimal::from(ONE))?;
    i64::try_from(scaled.trunc()).ok()
}

/// Ten-thousandths as a quantity.
pub(super) fn quantity(number: i64) -> Option<Quantity> {
    Quantity::parse(&Decimal::new(number, 4).normalize().to_string())
}
