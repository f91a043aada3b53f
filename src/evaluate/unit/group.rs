//! The receipts of an item, grouped into units in the order of their first receipts.

use super::identity::{UnitId, UnitOf};
use crate::{
    code::{AwardUnit, ReasonCode},
    evaluate::{
        column::{Astray, Column, LineIx, ReceiptIx},
        input::Input,
        line_day::start_of_line,
        measured::Measured,
        missing::Lacks,
        plan::PlannedItem,
    },
    programme::PeriodRule,
    value::Date,
};
use std::{borrow::Cow, collections::BTreeSet};

/// Units, each with its receipts.
#[derive(Debug)]
pub(crate) struct Grouped<'u, 'r> {
    /// The receipts of the first unit, then those of the second, and so on.
    receipts: Cow<'u, [&'r Measured<'r>]>,
    /// Each unit, with its number of receipts.
    units: Vec<(UnitOf<'r>, usize)>,
}

impl<'r> Grouped<'_, 'r> {
    /// Each unit with its receipts.
    pub(crate) fn units(&self) -> impl Iterator<Item = (&UnitOf<'r>, &[&'r Measured<'r>])> {
        let mut left = &*self.receipts;
        self.units.iter().map(move |(of, count)| {
            let (own, others) = left.split_at_checked(*count).unwrap_or((left, &[]));
            left = others;
            (of, own)
        })
    }
}

/// The units of an item; an item without a basis has one.
pub(crate) fn grouped<'u, 'r>(
    input: &Input<'r>,
    planned: &PlannedItem<'_>,
    receipts: &'u [&'r Measured<'r>],
    refused: &Column<LineIx, Option<ReasonCode>>,
) -> (Grouped<'u, 'r>, Lacks) {
    let as_they_are = |units| Grouped { receipts: Cow::Borrowed(receipts), units };
    match planned.item.basis.as_ref().map(|basis| (basis.per, &basis.period)) {
        Some((AwardUnit::Receipt, _)) => {
            let units = receipts.iter().map(|measured| (UnitOf::Receipt(measured), 1)).collect();
            (as_they_are(units), Lacks::default())
        }
        Some((AwardUnit::Hospitalisation, _)) => (by_stay(input, planned, receipts), Lacks::default()),
        Some((AwardUnit::Period, Some(rule))) if rule.is_by_line() => by_line_days(input, rule, receipts, refused),
        Some((AwardUnit::Period, Some(rule))) => by_period(input, rule, receipts),
        Some((AwardUnit::Period, None)) => (as_they_are(Vec::new()), Lacks::default()),
        _ => (as_they_are(vec![(UnitOf::Application, receipts.len())]), Lacks::default()),
    }
}

fn by_stay<'u, 'r>(input: &Input<'r>, planned: &PlannedItem<'_>, receipts: &[&'r Measured<'r>]) -> Grouped<'u, 'r> {
    let placed: Vec<(ReceiptIx, &'r Measured<'r>)> =
        receipts.iter().map(|measured| (input.case.stay_of(measured.ix), *measured)).collect();
    // The key of an earlier decision is kept, although a further part may be the first one now.
    let known = |stay| input.ledger.stay_key(planned.ix, stay);
    together(&placed, |stay, first| Some(UnitOf::Stay { first, stay: *stay, key: known(*stay) }))
}

fn by_period<'u, 'r>(input: &Input<'r>, rule: &PeriodRule, receipts: &[&'r Measured<'r>]) -> (Grouped<'u, 'r>, Lacks) {
    let (mut lacks, as_of) = (Lacks::default(), input.as_of());
    let mut placed: Vec<(Option<Date>, &'r Measured<'r>)> = Vec::with_capacity(receipts.len());
    for measured in receipts {
        let day = rule.by().of(&measured.dates).ok_or_else(|| measured.wants(rule.by().member()));
        placed.extend(lacks.value(day).map(|day| (rule.start(day, as_of), *measured)));
    }
    (together(&placed, |start, _| Some(UnitOf::Period(rule.from((*start)?, as_of)))), lacks)
}

/// A receipt is in each period in which it has an admitted line with an amount; without such a line, in that of its day.
fn by_line_days<'u, 'r>(
    input: &Input<'r>,
    rule: &PeriodRule,
    receipts: &[&'r Measured<'r>],
    refused: &Column<LineIx, Option<ReasonCode>>,
) -> (Grouped<'u, 'r>, Lacks) {
    let (mut lacks, as_of) = (Lacks::default(), input.as_of());
    let mut placed: Vec<(Option<Date>, &'r Measured<'r>)> = Vec::with_capacity(receipts.len());
    for measured in receipts {
        let (mut starts, unknown) = starts_of_lines(input, rule, measured, refused);
        lacks.add(unknown);
        if starts.is_empty() {
            let day = rule.by().of(&measured.dates).ok_or_else(|| measured.wants(rule.by().member()));
            starts.extend(lacks.value(day).map(|day| rule.start(day, as_of)));
        }
        placed.extend(starts.into_iter().map(|start| (start, *measured)));
    }
    (together(&placed, |start, _| Some(UnitOf::Period(rule.from((*start)?, as_of)))), lacks)
}

/// The periods of the admitted lines of a receipt that have an amount, in order, and what is missing.
fn starts_of_lines(
    input: &Input<'_>,
    rule: &PeriodRule,
    measured: &Measured<'_>,
    refused: &Column<LineIx, Option<ReasonCode>>,
) -> (BTreeSet<Option<Date>>, Lacks) {
    let (mut starts, mut lacks) = (BTreeSet::new(), Lacks::default());
    let Some(lines) = lacks.value(input.case.lines_of(measured)) else { return (starts, lacks) };
    let Some(refused) = lacks.value(refused.rows(measured.lines)) else { return (starts, lacks) };
    for (line, _) in lines.iter().zip(refused).filter(|(line, refused)| line.net > 0 && refused.is_none()) {
        starts.extend(lacks.value(start_of_line(input.case, measured, line, rule, input.as_of())));
    }
    (starts, lacks)
}

/// Groups the receipts with equal places. A receipt without a unit is left out.
fn together<'u, 'r, P: PartialEq>(
    placed: &[(P, &'r Measured<'r>)],
    unit: impl Fn(&P, &'r Measured<'r>) -> Option<UnitOf<'r>>,
) -> Grouped<'u, 'r> {
    let (mut receipts, mut units) = (Vec::with_capacity(placed.len()), Vec::new());
    for (number, (place, first)) in placed.iter().enumerate() {
        if placed.iter().take(number).any(|(before, _)| before == place) {
            continue;
        }
        let Some(of) = unit(place, first) else { continue };
        let count = receipts.len();
        receipts.extend(placed.iter().filter(|(other, _)| other == place).map(|(_, measured)| *measured));
        units.push((of, receipts.len() - count));
    }
    Grouped { receipts: receipts.into(), units }
}

/// The lines of a unit: the admitted lines of its receipts, of a period with line days those in the period.
pub(crate) fn gather(
    lines: &mut Vec<LineIx>,
    (input, id): (&Input<'_>, &UnitId<'_>),
    receipts: &[&Measured<'_>],
    refused: &Column<LineIx, Option<ReasonCode>>,
) -> Result<(), Astray> {
    lines.clear();
    for measured in receipts {
        let of_receipt = measured.lines.iter().zip(refused.rows(measured.lines)?);
        let admitted = of_receipt.filter(|(_, refused)| refused.is_none()).map(|(line, _)| line);
        if id.period_of_lines().is_none() {
            lines.extend(admitted);
            continue;
        }
        for line in admitted {
            if is_of_unit(input, id, measured, line)? {
                lines.push(line);
            }
        }
    }
    Ok(())
}

/// Whether a line of a receipt of a unit is in the unit, as far as its day decides this.
pub(crate) fn is_of_unit(
    input: &Input<'_>,
    id: &UnitId<'_>,
    measured: &Measured<'_>,
    line: LineIx,
) -> Result<bool, Astray> {
    let Some((rule, period)) = id.period_of_lines() else { return Ok(true) };
    // A line whose day is missing is in no unit. What is missing is stated where the units are formed.
    let start = start_of_line(input.case, measured, input.case.lines.get(line)?, rule, input.as_of());
    Ok(start.ok().flatten().is_some_and(|start| period.start == Some(start)))
}
