//! Benefits for operations: prices, and services in kind.

use super::{
    case::Case,
    exact::{FEN, ppm, times},
    limit::Part,
    missing::{Wanted, wanted},
    node::Node,
    plan::{PlannedBenefit, PlannedItem, bit},
    run::Run,
    step::{Noted, Step},
    unit::{Unit, UnitOf, operations},
    value::Subjects,
    work::{Cut, Given},
};
use crate::{
    code::{FactSupplier, OperationState, ReasonCode, StepKind},
    eligibility::{Answer, Subject, Truth, has_state, is_unnamed},
    programme::{InKindBenefit, PriceBenefit},
    record::treatment::{Operation, Treatment},
    value::{OperationPrefix, Rate},
};

/// The treatment and the operation that a unit is for.
pub(super) fn operation_of<'a>(case: &Case<'a>, of: &UnitOf) -> Option<(&'a Treatment, &'a Operation)> {
    let UnitOf::Operation { treatment, place, .. } = of else { return None };
    let treatment = case.application.treatments.as_deref()?.get(*treatment)?;
    Some((treatment, treatment.operations.as_deref()?.get(*place)?))
}

/// An operation that has a price.
#[derive(Debug, Clone)]
struct Priced {
    of: UnitOf,
    bills: Vec<usize>,
    /// Which price.
    place: usize,
    /// In millionths of a fen.
    price: i128,
}

/// How far below a prefix a code lies: not, certainly, or perhaps.
fn covers(prefixes: &[OperationPrefix], operation: &Operation) -> (Truth, usize) {
    let Some(code) = &operation.code else { return (Truth::Unknown, 0) };
    let judged = prefixes.iter().map(|prefix| (Truth::of(prefix.covers(code)), prefix.as_str().len()));
    judged.fold((Truth::No, 0), |(truth, longest), (covers, length)| {
        let longest = if covers == Truth::Yes { longest.max(length) } else { longest };
        (truth.or(covers), longest)
    })
}

/// The treatments that may be any operation in that state, each with its place.
fn unnamed<'a>(case: &Case<'a>, state: OperationState) -> impl Iterator<Item = (usize, &'a Treatment)> {
    let all = case.application.treatments.iter().flat_map(|all| all.iter()).enumerate();
    all.filter(move |(_, treatment)| is_unnamed(treatment, state))
}

fn operations_of(treatment: usize) -> Wanted {
    wanted("operations", format!("/treatments/{treatment}/operations"), FactSupplier::Hospital)
}

impl<'r, 'a> Run<'r, 'a> {
    /// Awards the price of each operation that is done.
    pub(super) fn price(&mut self, index: usize, planned: &PlannedItem<'_>, prices: &PriceBenefit) {
        if self.case.application.treatments.is_none() {
            self.want(wanted("operations", "/treatments".to_owned(), FactSupplier::Hospital));
            return;
        }
        for (place, _) in unnamed(self.case, OperationState::Done) {
            self.want(operations_of(place));
        }
        let PlannedBenefit::Amounts(amounts) = &planned.benefit else { return };
        let admitted = std::mem::take(&mut self.work.admitted);
        let all: Vec<UnitOf> = operations(self.case).collect();
        let (mut priced, mut is_listed) = (Vec::new(), false);
        for of in all {
            let Some((treatment, operation)) = operation_of(self.case, &of) else { continue };
            if has_state(treatment, operation, OperationState::Done) != Truth::Yes {
                continue;
            }
            let Some(place) = self.listed(prices, operation) else { continue };
            is_listed = true;
            let bills = self.receipts_of(treatment, &admitted);
            if bills.is_empty() && planned.has_ceiling {
                self.want(wanted("receipts", "/receipts/*/treatments".to_owned(), FactSupplier::Hospital));
                continue;
            }
            let UnitOf::Operation { treatment: number, .. } = of else { continue };
            let subject = Subjects::Treatment(number, treatment);
            let Some(price) = amounts.get(place).and_then(|amount| self.value(amount, &subject)) else { continue };
            priced.push(Priced { of, bills, place, price });
        }
        for number in 0..priced.len() {
            let excess = self.above_price(&priced, number);
            let Some(Priced { of, bills, place, price }) = priced.get(number).cloned() else { continue };
            let unit = self.open(Unit::new(index, of), &bills);
            self.note_cut(Cut {
                unit,
                code: ReasonCode::AbovePrice,
                at: Node::Price(index, place),
                amount: excess,
                payer: None,
            });
            bills.iter().for_each(|bill| self.count_whole(*bill));
            let bills = self.work.units.get(unit).map(|unit| unit.bills.clone()).unwrap_or_default();
            self.gather_cells(bills);
            self.note_benefit(Node::Price(index, place), unit, None, Some(Noted::Amount(price)), price);
            let Some(exact) = self.less_co_funding(index, unit, prices, price) else { continue };
            let Some(rounded) = self.round(planned, unit, exact) else { continue };
            self.award(index, planned, unit, rounded, planned.has_ceiling);
        }
        self.work.admitted = admitted;
        if !is_listed {
            self.end_item(index, ReasonCode::OperationNotListed);
        }
    }

    /// By how much the receipts of an operation are above its price. Where several operations stand on the same receipts, it is
    /// what is above their prices together, and told of the first.
    fn above_price(&self, priced: &[Priced], number: usize) -> i64 {
        let Some(own) = priced.get(number) else { return 0 };
        let together = |other: &&Priced| other.bills.iter().any(|bill| own.bills.contains(bill));
        if priced.iter().take(number).any(|other| together(&other)) {
            return 0;
        }
        let bills = own.bills.iter().filter_map(|bill| self.case.bills.get(*bill));
        let billed: i64 = bills.map(|bill| bill.billed()).sum();
        let prices: i128 = priced.iter().filter(together).map(|other| other.price / FEN).sum();
        billed.saturating_sub(i64::try_from(prices).unwrap_or(i64::MAX)).max(0)
    }

    fn note_cut(&mut self, cut: Cut) {
        if self.explains && cut.amount > 0 {
            self.work.cuts.push(cut);
        }
    }

    /// Which price is for an operation: that of the longest prefix.
    fn listed(&mut self, prices: &PriceBenefit, operation: &Operation) -> Option<usize> {
        let judged = prices.prices.iter().map(|price| covers(&price.operations, operation));
        let (mut best, mut unknown) = (None::<(usize, usize)>, false);
        for (place, (truth, length)) in judged.enumerate() {
            match truth {
                Truth::Yes if best.is_none_or(|(_, longest)| length > longest) => best = Some((place, length)),
                Truth::Unknown => unknown = true,
                _ => {}
            }
        }
        if unknown {
            let place = "/treatments/*/operations/*/code".to_owned();
            self.want(wanted("operations", place, FactSupplier::Hospital));
            return None;
        }
        best.map(|(place, _)| place)
    }

    /// The receipts of a treatment: those that name it, or else those of its stay.
    fn receipts_of(&self, treatment: &Treatment, admitted: &[usize]) -> Vec<usize> {
        let bill = |index: &usize| self.case.bills.get(*index);
        let names = |index: &&usize| {
            let named = bill(index).and_then(|bill| bill.receipt.treatments.as_ref());
            named.zip(treatment.id.as_ref()).is_some_and(|(named, id)| named.contains(id))
        };
        let named: Vec<usize> = admitted.iter().filter(names).copied().collect();
        if !named.is_empty() {
            return named;
        }
        let of_stay = |index: &&usize| {
            let receipt = bill(index).map(|bill| bill.receipt);
            receipt.is_some_and(|receipt| {
                let stay = receipt.stay.is_some() && receipt.stay == treatment.period;
                let same = receipt.issuer.as_ref().zip(treatment.hospital.as_ref());
                stay && same.is_some_and(|(a, b)| a.identity() == b.identity())
            })
        };
        admitted.iter().filter(of_stay).copied().collect()
    }

    /// A price less what others have agreed to pay of it.
    fn less_co_funding(&mut self, index: usize, unit: usize, prices: &PriceBenefit, price: i128) -> Option<i128> {
        let mut left = price;
        for payer in prices.co_funding.iter().flat_map(|payers| payers.iter()) {
            let share = payer.share.map(Rate::get).and_then(ppm).and_then(|share| times(price, share));
            let amount = payer.amount.map(|amount| i128::from(amount.fen()) * FEN);
            let part = self.need(share.or(amount).ok_or(Wanted::Range))?;
            let (before, after) = (left, (left - part).max(0));
            left = after;
            let amount = i64::try_from((before - after) / FEN).unwrap_or(i64::MAX);
            let (code, at) = (ReasonCode::CoFunded, Node::CoFunding(index));
            self.note_cut(Cut { unit, code, at, amount, payer: Some(payer.payer) });
            self.note(|| Step {
                unit: Some(unit),
                code: Some(ReasonCode::CoFunded),
                amount_in: Some(before),
                value: Some(Noted::Amount(part)),
                amount_out: Some(after),
                ..Step::new(StepKind::Less, Node::CoFunding(index))
            });
        }
        Some(left)
    }

    /// Gives services in kind: once, or for each operation.
    pub(super) fn serve(&mut self, index: usize, planned: &PlannedItem<'_>, service: &InKindBenefit) {
        for (place, of) in service.services.iter().enumerate() {
            match &of.operations {
                None => self.give(index, planned, place, UnitOf::Application),
                Some(prefixes) => {
                    if self.case.application.treatments.is_none() {
                        self.want(wanted("operations", "/treatments".to_owned(), FactSupplier::Hospital));
                        continue;
                    }
                    self.require_named(service);
                    let all: Vec<UnitOf> = operations(self.case).collect();
                    for unit in all {
                        self.serve_operation((index, planned, place), prefixes, service, unit);
                    }
                }
            }
        }
        let given = self.work.services.iter().any(|given| given.unit.item == index);
        if !given {
            self.end_item(index, ReasonCode::OperationNotListed);
        }
    }

    /// A surgery that does not say what was operated may be one that the service is for, unless it was elsewhere.
    fn require_named(&mut self, service: &InKindBenefit) {
        for (place, treatment) in unnamed(self.case, OperationState::Either) {
            let at = self.served_at(service, place, treatment);
            if at.truth != Truth::No {
                self.work.missing.extend(at.missing);
                self.want(operations_of(place));
            }
        }
    }

    /// Whether the hospital of a treatment is one at which the services are given.
    fn served_at(&self, service: &InKindBenefit, place: usize, treatment: &Treatment) -> Answer {
        let reading = self.reading.of(Subject::Treatment(place, treatment));
        service.hospitals.as_ref().map_or(Answer::decided(Truth::Yes), |set| reading.hospital(set))
    }

    fn serve_operation(
        &mut self,
        (index, planned, place): (usize, &PlannedItem<'_>, usize),
        prefixes: &[OperationPrefix],
        service: &InKindBenefit,
        of: UnitOf,
    ) {
        let Some((treatment, operation)) = operation_of(self.case, &of) else { return };
        if has_state(treatment, operation, OperationState::Either) != Truth::Yes {
            return;
        }
        let listed = covers(prefixes, operation).0;
        if listed == Truth::No {
            return;
        }
        let UnitOf::Operation { treatment: number, .. } = of else { return };
        let at = self.served_at(service, number, treatment);
        match (listed, at.truth) {
            // At another hospital it is not given, whatever it is.
            (_, Truth::No) => return self.end_item(index, ReasonCode::ReceiptHospital),
            (Truth::Yes, Truth::Yes) => return self.give(index, planned, place, of),
            _ => {}
        }
        self.work.missing.extend(at.missing);
        if listed != Truth::Yes {
            let place = "/treatments/*/operations/*/code".to_owned();
            self.want(wanted("operations", place, FactSupplier::Hospital));
        }
    }

    fn give(&mut self, index: usize, planned: &PlannedItem<'_>, place: usize, of: UnitOf) {
        let subject = match (&of, operation_of(self.case, &of)) {
            (UnitOf::Operation { treatment: number, .. }, Some((treatment, _))) => {
                Subjects::Treatment(*number, treatment)
            }
            _ => Subjects::Bills(0..0),
        };
        let unit = Unit { service: Some(place), ..Unit::new(index, of) };
        if !self.may_serve(index, &unit) {
            return self.end_item(index, ReasonCode::LimitCount);
        }
        let PlannedBenefit::Services(settled) = &planned.benefit else { return };
        let settled = match settled.get(place).and_then(Option::as_ref) {
            Some(amount) => {
                let Some(micro) = self.value(amount, &subject) else { return };
                let Some(fen) = self.need(i64::try_from(micro / FEN).map_err(|_| Wanted::Range)) else { return };
                Some(fen)
            }
            None => None,
        };
        self.note(|| Step {
            value: settled.map(|fen| Noted::Amount(i128::from(fen) * FEN)),
            ..Step::new(StepKind::Benefit, Node::Service(index, place))
        });
        self.work.services.push(Given { unit, service: place, settled });
    }

    /// Whether the limits allow one service more; it then counts.
    fn may_serve(&mut self, index: usize, unit: &Unit) -> bool {
        let of_item = bit(u32::try_from(index).unwrap_or(u32::MAX));
        let as_of = self.reading.circumstances.as_of;
        let who = || unit.who(self.plan.programme, self.case);
        let mut places = Vec::new();
        for (number, planned) in self.plan.limits.iter().enumerate() {
            let applies = self.work.limit_applies.get(number).copied().flatten() == Some(true);
            let Some(limit) = self.work.limits.get_mut(number).filter(|_| applies && planned.items & of_item != 0)
            else {
                continue;
            };
            let unknown = limit.unknown.clone();
            let place = limit.place(planned, self.case, unit, Part { cell: None, bill: None }, as_of);
            let is_out = matches!(place, Ok(Some(place)) if limit.is_counted_out(planned, place, who));
            places.extend(place.ok().flatten().map(|place| (number, planned, place)));
            unknown.into_iter().for_each(|wanted| self.want(wanted));
            if is_out {
                return false;
            }
        }
        for (number, planned, place) in places {
            if let Some(limit) = self.work.limits.get_mut(number) {
                limit.count(planned, place, who);
            }
        }
        true
    }

    /// The treatment of a unit that is an operation, with its place.
    pub(super) fn treatment_of(&self, unit: usize) -> Option<(usize, &'a Treatment)> {
        let of = &self.work.units.get(unit)?.of;
        let UnitOf::Operation { treatment: place, .. } = of else { return None };
        operation_of(self.case, of).map(|(treatment, _)| (*place, treatment))
    }
}

/// What another payer pays of a service, in fen; a share is of what the service is settled with.
pub(super) fn co_funded(share: Option<Rate>, amount: Option<crate::value::Money>, settled: i64) -> i64 {
    let share = share.map(Rate::get).and_then(ppm).and_then(|share| times(i128::from(settled) * FEN, share));
    let share = share.and_then(|micro| i64::try_from(micro / FEN).ok());
    share.or_else(|| amount.map(crate::value::Money::fen)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_service_are_rounded_down() {
        assert_eq!(co_funded(Rate::parse("0.333333"), None, 100), 33);
        assert_eq!(co_funded(None, crate::value::Money::parse("800.00"), 100), 80_000);
    }
}
