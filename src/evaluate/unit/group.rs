//! The receipts of an item, grouped into units in the order of their first receipts.

use super::identity::UnitOf;
use crate::{
    code::{AwardUnit, ReasonCode},
    evaluate::{
        column::{Astray, Column, LineIx, ReceiptIx},
        input::Input,
        measured::Measured,
        missing::Lacks,
        plan::PlannedItem,
    },
    programme::PeriodRule,
    value::Date,
};
use std::borrow::Cow;

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
) -> (Grouped<'u, 'r>, Lacks) {
    let as_they_are = |units| Grouped { receipts: Cow::Borrowed(receipts), units };
    match planned.item.basis.as_ref().map(|basis| (basis.per, &basis.period)) {
        Some((AwardUnit::Receipt, _)) => {
            let units = receipts.iter().map(|measured| (UnitOf::Receipt(measured), 1)).collect();
            (as_they_are(units), Lacks::default())
        }
        Some((AwardUnit::Hospitalisation, _)) => (by_stay(input, planned, receipts), Lacks::default()),
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

/// The admitted lines of some receipts, unless there is a reason to exclude them.
pub(crate) fn gather(
    lines: &mut Vec<LineIx>,
    receipts: &[&Measured<'_>],
    refused: &Column<LineIx, Option<ReasonCode>>,
) -> Result<(), Astray> {
    lines.clear();
    for measured in receipts {
        let of_receipt = measured.lines.iter().zip(refused.rows(measured.lines)?);
        lines.extend(of_receipt.filter(|(_, refused)| refused.is_none()).map(|(line, _)| line));
    }
    Ok(())
}
