//! What earlier items were awarded on the receipts of a unit of another application.

use crate::{
    adjudication::{Adjudication, ReceiptOutcome, ReceiptShare, UnitOutcome},
    programme::{PeriodRule, ProgrammeItem},
    value::{Date, Fingerprint},
};
use std::collections::HashSet;

/// What the items that an item deducts were awarded on the receipts of a unit of a period, in all adjudications of the application
/// that brought the unit. The unit is that of its last one.
pub(crate) fn awarded_on(
    item: &ProgrammeItem,
    (last, unit): (&Adjudication, &UnitOutcome),
    all: &[&Adjudication],
) -> i64 {
    let Some(basis) = &item.basis else { return 0 };
    let (Some(less), Some(rule)) = (basis.less_items.as_deref(), &basis.period) else { return 0 };
    let keys: HashSet<&Fingerprint> = listed(last, unit).flat_map(|receipt| receipt.keys.iter()).collect();
    let is_of_unit = |receipt: &ReceiptOutcome| receipt.keys.iter().any(|key| keys.contains(key));
    let mut sum: i64 = 0;
    for one in all.iter().filter(|one| one.application == last.application) {
        let units = one.units.iter().flat_map(|units| units.iter()).enumerate();
        for (number, other) in units.filter(|(_, other)| less.contains(&other.item)) {
            let mut on_receipts = 0;
            for receipt in receipts(one) {
                let amount = share(receipt.shares.as_deref(), number);
                on_receipts += amount;
                if amount > 0 && is_of_unit(receipt) {
                    sum = sum.saturating_add(amount - of_other_periods(rule, unit, receipt, number));
                }
            }
            let mut own = listed(one, other).peekable();
            let rest = other.award.fen() - on_receipts;
            if rest > 0 && own.peek().is_some() && own.all(is_of_unit) {
                sum = sum.saturating_add(rest);
            }
        }
    }
    sum
}

/// The part of an award on a receipt that is on lines of other periods, if each line has the period of its own day.
fn of_other_periods(rule: &PeriodRule, unit: &UnitOutcome, receipt: &ReceiptOutcome, number: usize) -> i64 {
    if !rule.is_by_line() {
        return 0;
    }
    let is_other = |day: Date| unit.period.as_ref().is_some_and(|period| period.contains(day) == Some(false));
    let lines = receipt.lines.iter().flat_map(|lines| lines.iter());
    let others = lines.filter(|line| line.charged_on.is_some_and(is_other));
    others.map(|line| share(line.shares.as_deref(), number)).sum()
}

/// The share of a unit.
fn share(shares: Option<&[ReceiptShare]>, number: usize) -> i64 {
    let shares = shares.unwrap_or_default().iter();
    shares.filter(|share| usize::try_from(share.unit.get()) == Ok(number)).map(|share| share.award.fen()).sum()
}

/// The receipts of a unit.
fn listed<'a>(adjudication: &'a Adjudication, unit: &'a UnitOutcome) -> impl Iterator<Item = &'a ReceiptOutcome> {
    let places = unit.receipts.as_deref().unwrap_or_default();
    receipts(adjudication).filter(move |receipt| places.contains(&receipt.receipt))
}

fn receipts(adjudication: &Adjudication) -> impl Iterator<Item = &ReceiptOutcome> {
    adjudication.receipts.iter().flat_map(|receipts| receipts.iter())
}
