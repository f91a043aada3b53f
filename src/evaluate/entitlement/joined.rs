//! The receipts of an operation: those that name its treatment, or else those of its stay.

use crate::{
    code::FactSupplier,
    evaluate::{
        column::ReceiptIx,
        input::Input,
        measured::{Case, Measured},
        missing::{Lacks, wanted},
    },
    programme::PeriodRule,
    record::{
        receipt::Receipt,
        stay::{OwnStay, is_of_stay, stay_of_treatment},
        treatment::Treatment,
    },
    value::Date,
};
use std::collections::BTreeSet;

/// Which receipts of an operation must be known to decide.
#[derive(Debug, Clone)]
pub(crate) struct AskedReceipts<'r> {
    /// All: the award depends on each.
    pub(crate) all: bool,
    /// Those that move the operation to another of these periods: limits compare the award in them.
    pub(crate) periods: Vec<&'r PeriodRule>,
    /// Whether the award is in one period, and not on lines.
    pub(crate) is_whole: bool,
}

impl AskedReceipts<'_> {
    /// Whether it must be known if a receipt is one of an operation that has some receipts.
    fn ask(&self, other: &Measured<'_>, joined: &[&Measured<'_>], as_of: Date) -> bool {
        let with_other: Vec<&Measured<'_>> = joined.iter().copied().chain([other]).collect();
        let moves = |rule: &&PeriodRule| self.places(rule, joined, as_of) != self.places(rule, &with_other, as_of);
        // With rolling months all that is awarded now is in one place.
        let mut periods = self.periods.iter().filter(|rule| !matches!(rule, PeriodRule::RollingMonths(_)));
        self.all || periods.any(moves)
    }

    /// The first days of the periods in which an operation with some receipts is awarded something. `None` if a day is absent.
    fn places(&self, rule: &PeriodRule, receipts: &[&Measured<'_>], as_of: Date) -> Option<BTreeSet<Date>> {
        let mut places = BTreeSet::new();
        for measured in receipts {
            places.insert(rule.start(rule.by().of(&measured.dates)?, as_of)?);
            let lines = measured.receipt.lines.iter().flat_map(|lines| lines.iter());
            let days = lines.filter(|_| rule.is_by_line() && !self.is_whole).filter_map(|line| line.charged_on);
            places.extend(days.filter_map(|day| rule.start(day, as_of)));
        }
        if places.is_empty() || (self.is_whole && places.len() > 1) {
            places = rule.start(as_of, as_of).into_iter().collect();
        }
        Some(places)
    }
}

/// The receipts of a treatment, and what is missing to know them.
pub(super) fn receipts_of<'r>(
    input: &Input<'r>,
    (place, treatment): (usize, &Treatment),
    admitted: &[&'r Measured<'r>],
    asked: &AskedReceipts<'_>,
) -> (Vec<&'r Measured<'r>>, Lacks) {
    let names = |measured: &&&Measured<'_>| {
        let named = measured.receipt.treatments.as_ref();
        named.zip(treatment.id.as_ref()).is_some_and(|(named, id)| named.contains(id))
    };
    let named: Vec<_> = admitted.iter().filter(names).copied().collect();
    if !named.is_empty() {
        return (named, Lacks::default());
    }
    let own = stay_of_treatment(treatment);
    let stays = own.as_ref().map_or_else(Vec::new, |own| stays_of(input.case, own));
    let is_of = |ix: ReceiptIx| input.case.stated_stay(ix).is_some() && stays.contains(&input.case.stay_of(ix));
    let (joined, others): (Vec<&Measured<'_>>, Vec<&Measured<'_>>) = admitted.iter().partition(|one| is_of(one.ix));
    let others: Vec<_> = others.into_iter().filter(|other| asked.ask(other, &joined, input.as_of())).collect();
    let lacks = match own {
        Some(own) if !joined.is_empty() => missing_numbers(input.case, (place, own), &joined, &others),
        own => missing_treatments(input.case, treatment, own.as_ref(), &others),
    };
    let lacks = if lacks == Lacks::default() && joined.is_empty() && asked.all {
        wanted("receipts", "/receipts/*/treatments".to_owned(), FactSupplier::Hospital)
    } else {
        lacks
    };
    (joined, lacks)
}

/// The stays that are those of the treatment, each by its first receipt.
fn stays_of(case: &Case<'_>, own: &OwnStay) -> Vec<ReceiptIx> {
    let mut stays: Vec<(ReceiptIx, Vec<&OwnStay>)> = Vec::new();
    for measured in case.receipts.values() {
        let Some(stated) = case.stated_stay(measured.ix) else { continue };
        let first = case.stay_of(measured.ix);
        match stays.iter_mut().find(|(stay, _)| *stay == first) {
            Some((_, parts)) => parts.push(stated),
            None => stays.push((first, vec![stated])),
        }
    }
    stays.into_iter().filter(|(_, parts)| is_of_stay(own, parts)).map(|(first, _)| first).collect()
}

/// The inpatient numbers without which another receipt may be of the stay.
fn missing_numbers(
    case: &Case<'_>,
    (place, mut own): (usize, OwnStay),
    joined: &[&Measured<'_>],
    others: &[&Measured<'_>],
) -> Lacks {
    let parts: Vec<(&Measured<'_>, &OwnStay)> =
        joined.iter().filter_map(|one| Some((*one, case.stated_stay(one.ix)?))).collect();
    own.number = own.number.or_else(|| parts.iter().find_map(|(_, stay)| stay.number.clone()));
    let mut lacks = Lacks::default();
    for other in others.iter().filter(|other| other.receipt.treatments.is_none()) {
        let Some(stay) = case.stated_stay(other.ix) else { continue };
        let is_open_with_treatment = own.is_one_with(stay).is_none();
        let open = parts.iter().filter(|(_, part)| part.is_one_with(stay).is_none());
        let open: Vec<&(&Measured<'_>, &OwnStay)> = open.collect();
        if is_open_with_treatment && own.number.is_none() {
            let pointer = format!("/treatments/{place}/inpatientNumber");
            lacks.add(wanted("operations", pointer, FactSupplier::Hospital));
        }
        if (is_open_with_treatment || !open.is_empty()) && stay.number.is_none() {
            lacks.add(other.wants("inpatientNumber"));
        }
        for (measured, _) in open.into_iter().filter(|(_, part)| part.number.is_none()) {
            lacks.add(measured.wants("inpatientNumber"));
        }
    }
    lacks
}

/// The treatments of the receipts that may be of the operation.
fn missing_treatments(
    case: &Case<'_>,
    treatment: &Treatment,
    own: Option<&OwnStay>,
    others: &[&Measured<'_>],
) -> Lacks {
    let mut lacks = Lacks::default();
    for other in others {
        let stay = own.zip(case.stated_stay(other.ix));
        if may_be_of(treatment, other.receipt) && !stay.is_some_and(|(own, stay)| own.has_another_number(stay)) {
            lacks.add(other.wants("treatments"));
        }
    }
    lacks
}

/// Whether a receipt states no treatments, is not known to be of another hospital, and shares a day with the treatment as far as the
/// days are known.
fn may_be_of(treatment: &Treatment, receipt: &Receipt) -> bool {
    let hospitals = receipt.issuer.as_ref().zip(treatment.hospital.as_ref());
    let period = treatment.period.as_ref();
    let is_in_order = |first: Option<Date>, second: Option<Date>| first.zip(second).is_none_or(|(a, b)| a <= b);
    receipt.treatments.is_none()
        && hospitals.is_none_or(|(one, other)| one.is_same(other) != Some(false))
        && is_in_order(period.and_then(|period| period.start), receipt.discharged_on())
        && is_in_order(receipt.visited_on(), period.and_then(|period| period.end))
}
