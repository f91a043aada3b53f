//! The number for which a benefit by unit is awarded.

use crate::{
    code::{ReasonCode, ReceiptKind, StepKind, TimeUnit},
    eligibility::Subject,
    evaluate::{
        column::{Astray, ReceiptIx},
        input::Input,
        ledger::Of,
        measured::Measured,
        missing::{Lacks, both},
        node::Node,
        notes::Notes,
        place::Periods,
        plan::PlannedItem,
        quantity::{Count, MOST, ONE, of_line},
        step::{Noted, Step},
        unit::{Unit, UnitOf, is_of_unit},
        used::UsedLimits,
        value::listed,
    },
    programme::{Benefit, CountedTime, UnitBenefit, UnitCount},
    record::{receipt::Receipt, stay::days_of_several},
    value::Text,
};
use rust_decimal::Decimal;

/// The number for which a unit is entitled to an amount.
#[derive(Debug)]
pub(crate) struct Number {
    /// Including the numbers counted before, within the allowed maximum, in ten-thousandths.
    pub(crate) total: i64,
    pub(crate) count: Count,
    /// Numbers that are not counted, in ten-thousandths, each with its reason and its clause.
    pub(crate) left_out: Vec<(ReasonCode, Node, i64)>,
}

/// The number that a unit counts, within the allowed maximum.
pub(crate) fn number<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    units: &UnitBenefit,
    (limits, periods): (&UsedLimits, &mut Periods),
    notes: &mut Notes,
) -> Result<Number, Lacks> {
    let (planned, ix) = (unit.id.planned, unit.ix);
    let own = own_number(input, unit, &units.count)?.max(0);
    let (elsewhere, before) = counted_before(input, unit, &units.count)?;
    let total = own.checked_add(elsewhere).filter(|total| *total <= MOST).ok_or_else(Lacks::range)?;
    let most = units.count_max.map_or(i64::MAX, |most| most.get().saturating_mul(ONE));
    let bounded = total.min(most);
    let mut left_out = Vec::new();
    let at = Node::Count(planned.ix);
    leave_out(&mut left_out, notes, (ReasonCode::LimitUnits, at, (total - bounded).min(own)));
    let due = (bounded - before).max(0);
    let now = within_limits(input, unit, due, (limits, periods), &mut left_out, notes)?;
    let total = bounded - (due - now);
    let value = Some(Noted::Number(total));
    notes.step(|| Step { unit: Some(ix), value, ..Step::new(StepKind::Count, at) });
    Ok(Number { total, count: Count { own, now }, left_out })
}

/// The number of a period whose basis is below the threshold. Later applications add it to theirs.
pub(crate) fn number_below(input: &Input<'_>, unit: &Unit<'_, '_>) -> Result<Option<Count>, Lacks> {
    let planned = unit.id.planned;
    match &planned.item.benefit {
        Benefit::Units(units) if matches!(unit.id.of, UnitOf::Period(_)) && units.count.is_of_receipts() => {
            let own = own_number(input, unit, &units.count)?.max(0);
            Ok(Some(Count { own, now: 0 }))
        }
        _ => Ok(None),
    }
}

/// For a period: the numbers that other applications contributed, and those for which they received awards.
fn counted_before(input: &Input<'_>, unit: &Unit<'_, '_>, count: &UnitCount) -> Result<(i64, i64), Lacks> {
    if !matches!(unit.id.of, UnitOf::Period(_)) {
        return Ok((0, 0));
    }
    let key = unit.id.key(input.case);
    let elsewhere = if count.is_of_receipts() { input.ledger.counted_in(unit.id.item(), &key)? } else { 0 };
    Ok((elsewhere, input.ledger.count_awarded(Of::Others, &key)?))
}

/// The part of a number that limits in units allow.
fn within_limits<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    mut now: i64,
    (limits, periods): (&UsedLimits, &mut Periods),
    left_out: &mut Vec<(ReasonCode, Node, i64)>,
    notes: &mut Notes,
) -> Result<i64, Lacks> {
    let planned = input.plan.limits.values().zip(limits.values());
    for (planned, used) in planned.filter(|(planned, used)| planned.is_for(unit.id.item()) && used.applies) {
        if planned.limit.units.is_none() || now == 0 {
            continue;
        }
        let left = used.number_left(input, planned, (unit.id, unit.receipts), periods)?;
        let (value, code) = (Some(Noted::Number(left)), (now > left).then(|| planned.reason()));
        notes.step(|| Step { unit: Some(unit.ix), value, code, ..Step::new(StepKind::Count, planned.node) });
        leave_out(left_out, notes, (planned.reason(), planned.node, now - left));
        now = now.min(left);
    }
    Ok(now)
}

/// Records a number that is not counted, if the outcome states what is not awarded.
fn leave_out(left_out: &mut Vec<(ReasonCode, Node, i64)>, notes: &Notes, number: (ReasonCode, Node, i64)) {
    if notes.explains() && number.2 > 0 {
        left_out.push(number);
    }
}

/// The number that a unit counts without regard to other applications and limits, in ten-thousandths.
fn own_number(input: &Input<'_>, unit: &Unit<'_, '_>, count: &UnitCount) -> Result<i64, Lacks> {
    let (planned, receipts) = (unit.id.planned, unit.receipts);
    match count {
        UnitCount::Fact(_) if count.is_of_stays() => days_of_stays(input, planned, receipts),
        UnitCount::LineQuantity(counted) => quantities(input, unit, counted.line_unit.as_ref().map(Text::as_str)),
        UnitCount::Fact(counted) => {
            let number = input.reading.of(Subject::Receipts(&listed(receipts))).number(counted.fact)?;
            Ok(number.saturating_mul(ONE))
        }
        UnitCount::Time(counted) => time(input, counted, receipts).map(|time| time.saturating_mul(ONE)),
    }
}

/// The days of the stays of some receipts, each stay counted once. Days for which another application received an award
/// are not counted again.
fn days_of_stays(input: &Input<'_>, planned: &PlannedItem<'_>, receipts: &[&Measured<'_>]) -> Result<i64, Lacks> {
    let (mut stays, mut lacks) = (Vec::<(ReceiptIx, i64)>::new(), Lacks::default());
    let is_new = |measured: &&&Measured<'_>| !input.ledger.has_counted_stay(planned.ix, input.case, measured.ix);
    let receipts: Vec<&Measured<'_>> = receipts.iter().filter(is_new).copied().collect();
    for measured in &receipts {
        let (of, receipt) = (input.case.stay_of(measured.ix), measured.receipt);
        let of_stay = || receipts.iter().filter(|other| input.case.stay_of(other.ix) == of);
        let parts: Vec<&Receipt> = of_stay().map(|other| other.receipt).collect();
        let counted = of_stay().flat_map(|other| input.ledger.counted_with(planned.ix, input.case, other.ix));
        let counted = counted.filter(|part| part.open.is_none()).map(|part| part.days);
        if let Some(days) = days_of_several(&parts, &counted.collect::<Vec<_>>()) {
            if stays.iter().all(|(stay, _)| *stay != of) {
                stays.push((of, days));
            }
            continue;
        }
        // Without the hospital, a stay cannot be distinguished from another stay with the same days.
        let same_days = |other: &&&Measured<'_>| {
            other.ix != measured.ix && other.receipt.stay == receipt.stay && receipt.stay.is_some()
        };
        if receipt.issuer.is_none() && receipts.iter().any(|other| same_days(&other)) {
            lacks.add(measured.wants("issuer"));
            continue;
        }
        let days = match receipt.days_of_stay() {
            Some(days) => days,
            None if is_without_stay(measured) => continue,
            None => {
                lacks.add(measured.wants("stayDays"));
                continue;
            }
        };
        match stays.iter().find(|(stay, _)| *stay == of) {
            Some((_, known)) if *known != days => lacks.add(measured.wants("stayDays")),
            Some(_) => {}
            None => stays.push((of, days)),
        }
    }
    for (of, days) in &stays {
        lacks.add(missing_numbers(input, planned, (*of, *days), &receipts));
    }
    lacks.or(stays.iter().fold(0_i64, |sum, (_, days)| sum.saturating_add(days.saturating_mul(ONE))))
}

/// The inpatient numbers without which parts that another application has counted may be of the stay, if its days depend on it.
fn missing_numbers(
    input: &Input<'_>,
    planned: &PlannedItem<'_>,
    (of, days): (ReceiptIx, i64),
    receipts: &[&Measured<'_>],
) -> Lacks {
    let parts: Vec<&Measured<'_>> =
        receipts.iter().filter(|measured| input.case.stay_of(measured.ix) == of).copied().collect();
    let counted_with = |part: &&Measured<'_>| input.ledger.counted_with(planned.ix, input.case, part.ix);
    let all: Vec<_> = parts.iter().flat_map(counted_with).map(|part| part.days).collect();
    let own: Vec<&Receipt> = parts.iter().map(|part| part.receipt).collect();
    if all.is_empty() || days_of_several(&own, &all).is_none_or(|with_all| with_all == days) {
        return Lacks::default();
    }
    let mut lacks = Lacks::default();
    for part in &parts {
        counted_with(part).into_iter().filter_map(|counted| counted.open).for_each(|open| lacks.add(open.lacks(part)));
    }
    lacks
}

/// The quantities of the admitted lines, less those of refunds.
fn quantities(input: &Input<'_>, of: &Unit<'_, '_>, unit: Option<&str>) -> Result<i64, Lacks> {
    let (mut sum, mut lacks, planned) = (0_i64, Lacks::default(), of.id.planned);
    for measured in of.receipts {
        if !measured.has_lines {
            lacks.add(measured.wants("lines"));
            continue;
        }
        let printed = measured.receipt.lines.as_deref().unwrap_or_default();
        for (place, (printed, line)) in printed.iter().zip(input.case.lines_of(measured)?).enumerate() {
            // A line that is not known to be admitted is a refund, or was refunded in full. The remaining lines have
            // been judged.
            if planned.lines.as_ref().is_some_and(|rule| rule.judge(line, measured) != Ok(None)) {
                continue;
            }
            let ix = measured.lines.nth(place).ok_or(Astray)?;
            if !is_of_unit(input, of.id, measured, ix)? {
                continue;
            }
            let wants = |member: &str| measured.wants(&format!("lines/{place}/{member}"));
            let in_unit = unit.is_none_or(|unit| printed.unit.as_ref().is_none_or(|own| own.as_str() == unit));
            if !in_unit {
                continue;
            }
            if unit.is_some() && printed.unit.is_none() {
                lacks.add(wants("unit"));
            }
            let quantity = printed.quantity.ok_or_else(|| wants("quantity"));
            let quantity = quantity.and_then(|quantity| of_line(quantity).ok_or_else(Lacks::range));
            let Some(quantity) = lacks.value(quantity) else { continue };
            sum = sum.saturating_add(match printed.amount.get() {
                amount if amount < Decimal::ZERO => -quantity.abs(),
                amount if amount > Decimal::ZERO => quantity.abs(),
                _ => quantity,
            });
        }
    }
    lacks.or(sum)
}

/// The time between two days, negative if the second comes first.
fn time(input: &Input<'_>, counted: &CountedTime, receipts: &[&Measured<'_>]) -> Result<i64, Lacks> {
    let receipts = listed(receipts);
    let reading = input.reading.of(Subject::Receipts(&receipts));
    let days = (reading.date(counted.from).map_err(Lacks::from), reading.date(counted.to).map_err(Lacks::from));
    let (from, to) = both(days.0, days.1)?;
    let both_ends = counted.both_ends == Some(true);
    let end = if both_ends { to.next().ok_or_else(Lacks::range)? } else { to };
    Ok(match counted.unit {
        TimeUnit::Days => from.days_until(end),
        TimeUnit::Months => from.months_until(end),
        TimeUnit::Years => from.months_until(end) / 12,
    })
}

/// Whether a receipt is for no stay: an outpatient receipt that states no stay.
const fn is_without_stay(measured: &Measured<'_>) -> bool {
    measured.receipt.stay.is_none()
        && matches!(measured.receipt.receipt_kind, ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted)
}
