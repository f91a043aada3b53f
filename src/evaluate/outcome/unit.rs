//! The items, the payments, the units and the services of an outcome.

use super::{list::list, payment::split, pointer, reason::ByUnit};
use crate::{
    adjudication::{CoFundedAmount, ItemOutcome, Payment, ServiceOutcome, UnitOutcome, UnitThreshold},
    evaluate::{
        award::{Awarded, ItemAward, Served, UnitAward},
        column::Astray,
        exact::{FEN, money, ppm, times},
        input::Input,
        notes::Notes,
        plan::PlannedItem,
        quantity::quantity,
        reduction::Part,
        unit::{Compared, UnitOf},
    },
    programme::Benefit,
    value::{Date, Money, Rate, SignedMoney},
    wire::List,
};

/// The award of each item, and the amounts that it does not award, with reasons.
pub(crate) fn items(input: &Input<'_>, awarded: &Awarded<'_>, notes: &Notes) -> Result<Vec<ItemOutcome>, Astray> {
    let by_unit = ByUnit::of(awarded, notes)?;
    let items = input.plan.items.values().zip(awarded.items.values());
    let outcome = |(planned, item): (&PlannedItem<'_>, &ItemAward<'_>)| {
        let mut outcome = ItemOutcome::new(planned.item.id.clone(), money(item.award));
        let served = awarded.services.iter().any(|served| served.id.item() == planned.ix);
        outcome.reason = (item.award == 0 && !served).then(|| by_unit.reason(input, awarded, (planned, item)));
        outcome.cuts = list(by_unit.parts(input, awarded, planned).into_iter().map(Part::published));
        outcome
    };
    Ok(items.map(outcome).collect())
}

/// The payees of each item's award.
pub(crate) fn payments(input: &Input<'_>, awarded: &Awarded<'_>) -> Vec<Payment> {
    let mut payments = Vec::new();
    for (planned, item) in input.plan.items.values().zip(awarded.items.values()) {
        for (to, amount) in split(planned.item.payees.as_deref().unwrap_or_default(), item.award) {
            payments.push(Payment::new(planned.item.id.clone(), to, money(amount)));
        }
    }
    payments
}

/// The services given.
pub(crate) fn services<'o>(
    input: &'o Input<'_>,
    awarded: &'o Awarded<'_>,
) -> impl Iterator<Item = ServiceOutcome> + 'o {
    awarded.services.iter().filter_map(|served| service(input, served))
}

fn service(input: &Input<'_>, served: &Served<'_>) -> Option<ServiceOutcome> {
    let (_, service) = served.id.service?;
    let item = served.id.planned.item;
    let mut outcome = ServiceOutcome::new(item.id.clone(), service.id.clone(), served.id.key(input.case));
    outcome.operation = pointer::of_operation(&served.id.of);
    outcome.performed_on = performed_on(&served.id.of);
    outcome.settled = served.settled.map(money);
    outcome.family_charge = service.family_charge;
    let settled = served.settled.unwrap_or_default();
    let co_funding = match &item.benefit {
        Benefit::InKind(rule) => rule.co_funding.as_ref(),
        _ => None,
    };
    outcome.co_funding = co_funding.and_then(|payers| {
        let amounts = payers.iter().map(|p| CoFundedAmount::new(p.payer, money(co_funded(p.share, p.amount, settled))));
        List::new(amounts.collect()).ok()
    });
    Some(outcome)
}

/// The amount that another payer pays of a service, in fen. A share is a share of the settlement value of the service.
fn co_funded(share: Option<Rate>, amount: Option<Money>, settled: i64) -> i64 {
    let share = share.map(Rate::get).and_then(ppm).and_then(|share| times(i128::from(settled) * FEN, share));
    let share = share.and_then(|micro| i64::try_from(micro / FEN).ok());
    share.or_else(|| amount.map(Money::fen)).unwrap_or_default()
}

/// The award of each unit.
pub(crate) fn units(input: &Input<'_>, awarded: &Awarded<'_>) -> Result<Vec<UnitOutcome>, Astray> {
    awarded.units.values().map(|award| unit(input, awarded, award)).collect()
}

fn unit(input: &Input<'_>, awarded: &Awarded<'_>, award: &UnitAward<'_>) -> Result<UnitOutcome, Astray> {
    let item = award.id.planned.item.id.clone();
    let mut outcome = UnitOutcome::new(item, award.id.key(input.case), money(award.award));
    if let UnitOf::Period(period) = &award.id.of {
        outcome.period = Some(period.clone());
    }
    let receipts = awarded.members.rows(award.receipts)?;
    let places = receipts.iter().map(|measured| pointer::of_receipt(measured));
    outcome.receipts = List::new(places.collect()).ok().filter(|receipts| !receipts.is_empty());
    outcome.operation = pointer::of_operation(&award.id.of);
    outcome.performed_on = performed_on(&award.id.of);
    outcome.basis = award.basis.and_then(|value| SignedMoney::from_fen(value).ok());
    outcome.threshold = award.threshold.map(compared);
    outcome.count = award.count.and_then(|count| quantity(count.own));
    let number = award.count.map(|count| if award.award > 0 { count.now } else { 0 });
    outcome.count_awarded = number.and_then(quantity);
    outcome.overpaid = (award.overpaid > 0).then(|| money(award.overpaid));
    Ok(outcome)
}

/// The day of an operation, as the application states it.
const fn performed_on(of: &UnitOf<'_>) -> Option<Date> {
    match of {
        UnitOf::Operation(of) => of.operation.performed_on,
        _ => None,
    }
}

/// The comparison of a basis with a threshold in its published form.
fn compared(threshold: Compared) -> UnitThreshold {
    let amount = i64::try_from((threshold.amount + FEN / 2) / FEN).unwrap_or(i64::MAX);
    UnitThreshold::new(money(amount), money(threshold.basis), threshold.is_reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_service_are_rounded_down() {
        assert_eq!(co_funded(Rate::parse("0.333333").ok(), None, 100), 33);
        assert_eq!(co_funded(None, Money::parse("800.00").ok(), 100), 80_000);
    }
}
