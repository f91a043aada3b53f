//! The ledger of the aid that an application lists. It is used if no earlier adjudications are given.

use super::record::{Ledger, PastAward, PastReceipt, PastUnit};
use crate::{
    code::{FactSupplier, Measure},
    eligibility::Missing,
    evaluate::{
        allocation::allocated,
        column::{Astray, Index, PastIx},
        measured::{Case, ListedAid, Measured},
        missing::Lacks,
        plan::Plan,
    },
    record::same_aid::AidDoubt,
    value::Money,
};

/// The ledger of the aid that an application lists.
pub(crate) fn of_listed_aid<'a>(plan: &Plan<'_>, case: &Case<'a>) -> Ledger<'a> {
    let mut ledger = Ledger::default();
    let wants = |pointer: String| Missing::new("aid", Some(pointer), FactSupplier::Family);
    if case.application.aid.is_none() {
        ledger.amounts_missing.push(wants("/aid".to_owned()));
        return ledger;
    }
    for doubt in own_doubts(plan, case) {
        let mut both = case.aid.values().filter(|given| [doubt.one, doubt.other].contains(&given.place));
        let names = both.any(|given| given.receipts.is_some());
        for (place, member) in &doubt.wants {
            let missing = wants(format!("/aid/{place}/{member}"));
            let lacks = if names { &mut ledger.allocation_lacks } else { &mut ledger.unnamed_lacks };
            lacks.add(missing.clone().into());
            ledger.amounts_missing.push(missing);
        }
    }
    for given in case.aid.values().filter(|given| given.aid.is_granted()) {
        let is_own = given.is_own(plan.programme);
        if is_own == Some(false) || given.aid.is_without_money() {
            continue;
        }
        let place = given.place;
        let amount = match (is_own, given.aid.amount) {
            (Some(_), Some(amount)) => amount,
            (is_own, _) => {
                let member = if is_own.is_none() { given.aid.doubtful_member() } else { "amount" };
                let missing = wants(format!("/aid/{place}/{member}"));
                let lacks = match given.receipts {
                    Some(_) => &mut ledger.allocation_lacks,
                    None => &mut ledger.unnamed_lacks,
                };
                lacks.add(missing.clone().into());
                ledger.amounts_missing.push(missing);
                continue;
            }
        };
        if given.shown.is_none() && amount > Money::ZERO {
            ledger.unnamed_lacks.add(given.wants("receipts"));
        }
        let day = given.aid.received_on.or(given.aid.decided_on);
        if day.is_none() {
            ledger.days_missing.push(wants(format!("/aid/{place}/receivedOn")));
        }
        let (awards, lacks) = awards(case, given, amount.fen());
        ledger.allocation_lacks.add(lacks);
        ledger.units.push(PastUnit {
            ix: PastIx::at(ledger.units.len()),
            awards,
            item: None,
            key: None,
            is_own: true,
            day,
            performed_on: None,
            stay: None,
            names_receipts: given.receipts.is_some(),
            is_shown: given.is_shown(),
            is_service: false,
            count: 0,
            receipts: Vec::new(),
        });
    }
    ledger
}

/// Own entries that may be one grant.
fn own_doubts<'c>(plan: &Plan<'_>, case: &'c Case<'_>) -> Vec<&'c AidDoubt> {
    let own: Vec<usize> = case
        .aid
        .values()
        .filter(|given| given.aid.is_granted() && given.is_own(plan.programme) == Some(true))
        .filter(|given| given.aid.amount.is_some_and(|amount| amount > Money::ZERO))
        .map(|given| given.place)
        .collect();
    case.aid_doubts.iter().filter(|doubt| own.contains(&doubt.one) && own.contains(&doubt.other)).collect()
}

/// The parts of an award: for the receipts that it names, in proportion to the family's share of each, and the
/// remainder.
fn awards<'a>(case: &Case<'_>, given: &ListedAid<'_>, amount: i64) -> (Vec<PastAward<'a>>, Lacks) {
    let (mut awards, mut lacks, mut rest) = (Vec::new(), Lacks::default(), amount);
    let named: Result<Vec<&Measured<'_>>, _> =
        given.named().iter().map(|receipt| case.receipts.get(*receipt)).collect();
    let named = lacks.value(named).unwrap_or_default();
    named.iter().filter_map(|measured| measured.measure(Measure::FamilyBorne).err()).for_each(|more| lacks.add(more));
    let weights: Vec<i64> = named.iter().map(|measured| measured.burden()).collect();
    for (measured, part) in named.into_iter().zip(allocated(amount, &weights)) {
        rest -= part;
        awards.extend(lacks.value(awards_of_lines(case, measured, part)).into_iter().flatten());
    }
    if rest > 0 {
        awards.push(PastAward { amount: rest, receipts: Vec::new(), line: None, charged_on: None });
    }
    (awards, lacks)
}

/// An award for a receipt without further detail is allocated to its lines in proportion to the family's share of each.
fn awards_of_lines<'a>(case: &Case<'_>, measured: &Measured<'_>, amount: i64) -> Result<Vec<PastAward<'a>>, Astray> {
    let weights: Vec<i64> = case.lines_of(measured)?.iter().map(|line| line.burden).collect();
    let parts = allocated(amount, &weights);
    let rest = amount - parts.iter().sum::<i64>();
    let of_lines = measured.lines.iter().zip(parts).map(|(line, part)| (Some(line), part));
    let known = of_lines.chain([(None, rest)]).filter(|(_, amount)| *amount > 0);
    let told = |(line, amount)| PastAward {
        amount,
        receipts: vec![PastReceipt::told(measured.ix, case.stay_of(measured.ix))],
        line,
        charged_on: None,
    };
    Ok(known.map(told).collect())
}
