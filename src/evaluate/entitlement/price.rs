//! Prices of operations: the price of an operation, its receipts, and the amounts that others have agreed to pay of it.

use super::joined::{AskedReceipts, receipts_of};
use crate::{
    code::{FactSupplier, OperationState, PayerClass, ReasonCode, StepKind},
    eligibility::{Truth, has_state, is_unnamed},
    evaluate::{
        exact::{FEN, ppm, times},
        input::Input,
        measured::{Measured, Operated},
        missing::{Lacks, wanted},
        node::Node,
        notes::Notes,
        plan::{PlannedBenefit, PlannedItem},
        reduction::Reduction,
        step::{Noted, Step},
        unit::Unit,
        value::{About, Values},
    },
    programme::PriceBenefit,
    record::treatment::{Operation, Treatment},
    value::{OperationPrefix, Rate},
};

/// An operation that has a price.
#[derive(Debug)]
pub(crate) struct Priced<'r> {
    pub(crate) of: &'r Operated<'r>,
    pub(crate) receipts: Vec<&'r Measured<'r>>,
    /// The index of the price.
    pub(crate) place: usize,
    /// In millionths of a fen.
    pub(crate) price: i128,
}

/// The operations that were performed and have a price. Also whether any operation is listed.
pub(crate) fn priced<'r>(
    input: &Input<'r>,
    values: &Values<'r>,
    (planned, asked): (&PlannedItem<'_>, &AskedReceipts<'_>),
    prices: &PriceBenefit,
    admitted: &[&'r Measured<'r>],
) -> (Vec<Priced<'r>>, bool, Lacks) {
    let (mut all, mut is_listed, mut lacks) = (Vec::new(), false, Lacks::default());
    if input.case.application.treatments.is_none() {
        return (all, true, wanted("operations", "/treatments".to_owned(), FactSupplier::Hospital));
    }
    for (place, _) in unnamed(input, OperationState::Done) {
        lacks.add(operations_of(place));
    }
    let PlannedBenefit::Amounts(amounts) = &planned.benefit else { return (all, true, lacks) };
    for of in input.case.operations.values() {
        if has_state(of.of, of.operation, OperationState::Done) != Truth::Yes {
            continue;
        }
        let Some(place) = lacks.value(listed(prices, of.operation)).flatten() else { continue };
        is_listed = true;
        let (receipts, open) = receipts_of(input, (of.treatment, of.of), admitted, asked);
        if open != Lacks::default() {
            lacks.add(open);
            continue;
        }
        let price = amounts.get(place).map(|amount| values.value(amount, About::Operation(of)));
        let Some(price) = price.and_then(|price| lacks.value(price)) else { continue };
        all.push(Priced { of, receipts, place, price });
    }
    (all, is_listed, lacks)
}

/// The amount by which the receipts of one of some operations exceed its price. If several operations share receipts,
/// it is the amount above the sum of their prices, reported with the first one.
pub(crate) fn excess(priced: &[Priced<'_>], number: usize) -> i64 {
    let (before, after) = priced.split_at_checked(number).unwrap_or((priced, &[]));
    let Some(own) = after.first() else { return 0 };
    let is_on = |other: &Priced<'_>, measured: &Measured<'_>| other.receipts.iter().any(|one| one.ix == measured.ix);
    let together = |other: &&Priced<'_>| own.receipts.iter().any(|measured| is_on(other, measured));
    if before.iter().any(|other| together(&other)) {
        return 0;
    }
    let billed: i64 = own.receipts.iter().map(|measured| measured.billed()).sum();
    let prices: i128 = priced.iter().filter(together).map(|other| other.price / FEN).sum();
    billed.saturating_sub(i64::try_from(prices).unwrap_or(i64::MAX)).max(0)
}

/// A price less the amount that others have agreed to pay of it.
pub(crate) fn less_co_funding(
    unit: &Unit<'_, '_>,
    prices: &PriceBenefit,
    price: i128,
    notes: &mut Notes,
) -> Result<i128, Lacks> {
    let (mut left, at, code) = (price, Node::CoFunding(unit.id.item()), ReasonCode::CoFunded);
    for payer in prices.co_funding.iter().flat_map(|payers| payers.iter()) {
        let share = payer.share.map(Rate::get).and_then(ppm).and_then(|share| times(price, share));
        let amount = payer.amount.map(|amount| i128::from(amount.fen()) * FEN);
        let part = share.or(amount).ok_or_else(Lacks::range)?;
        let (before, after) = (left, (left - part).max(0));
        left = after;
        let amount = i64::try_from((before - after) / FEN).unwrap_or(i64::MAX);
        let payer: Option<PayerClass> = Some(payer.payer);
        notes.reduction(Reduction { unit: unit.ix, code, at, amount, payer });
        notes.step(|| Step {
            unit: Some(unit.ix),
            code: Some(code),
            amount_in: Some(before),
            value: Some(Noted::Amount(part)),
            amount_out: Some(after),
            ..Step::new(StepKind::Less, at)
        });
    }
    Ok(left)
}

/// Whether a code lies below a prefix, and how many digits match: no, yes, or unknown.
pub(crate) fn covers(prefixes: &[OperationPrefix], operation: &Operation) -> (Truth, usize) {
    let Some(code) = &operation.code else { return (Truth::Unknown, 0) };
    let judged = prefixes.iter().map(|prefix| (Truth::of(prefix.covers(code)), prefix.as_str().len()));
    judged.fold((Truth::No, 0), |(truth, longest), (covers, length)| {
        let longest = if covers == Truth::Yes { longest.max(length) } else { longest };
        (truth.or(covers), longest)
    })
}

/// The treatments that may be any operation in that state, each with its index.
pub(crate) fn unnamed<'r>(input: &Input<'r>, state: OperationState) -> impl Iterator<Item = (usize, &'r Treatment)> {
    let all = input.case.application.treatments.iter().flat_map(|all| all.iter()).enumerate();
    all.filter(move |(_, treatment)| is_unnamed(treatment, state))
}

/// Reports the operations of a treatment as missing.
pub(crate) fn operations_of(treatment: usize) -> Lacks {
    wanted("operations", format!("/treatments/{treatment}/operations"), FactSupplier::Hospital)
}

/// Reports the code of an operation as missing.
pub(crate) fn code_of_operation() -> Lacks {
    wanted("operations", "/treatments/*/operations/*/code".to_owned(), FactSupplier::Hospital)
}

/// The price of an operation: the one with the longest matching prefix.
fn listed(prices: &PriceBenefit, operation: &Operation) -> Result<Option<usize>, Lacks> {
    let judged = prices.prices.iter().map(|price| covers(&price.operations, operation));
    let mut best = None::<(usize, usize)>;
    for (place, (truth, length)) in judged.enumerate() {
        match truth {
            Truth::Yes if best.is_none_or(|(_, longest)| length > longest) => best = Some((place, length)),
            Truth::Unknown => return Err(code_of_operation()),
            _ => {}
        }
    }
    Ok(best.map(|(place, _)| place))
}
