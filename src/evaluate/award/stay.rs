//! The inpatient numbers and other statements that are missing to know which receipts are of one stay.

use super::carried::Carried;
use crate::{
    code::{AwardUnit, LimitScope},
    evaluate::{
        input::Input,
        ledger::{Open, PastUnit},
        measured::{Measured, digested, stated},
        missing::Lacks,
        plan::PlannedItem,
    },
    programme::Benefit,
    record::stay::{loose, may_be_of_one, unstated},
};
use std::collections::{BTreeMap, HashSet};

/// The missing inpatient numbers: of two receipts that may be of one stay, if items to which stays matter admit both.
pub(crate) fn missing_numbers<'r>(input: &Input<'r>, carried: &Carried<'r>) -> Lacks {
    let mut lacks = Lacks::default();
    let items = || {
        let all = input.plan.items.values().zip(carried.items.values());
        all.filter(|(planned, _)| matters_to(input, planned, carried)).filter_map(|(_, item)| item.admitted.as_ref())
    };
    if items().next().is_none() {
        return lacks;
    }
    let admitted: HashSet<_> = items().flat_map(|admitted| &admitted.receipts).map(|measured| measured.ix).collect();
    for (one, other) in input.case.open_stays() {
        if !(admitted.contains(&one) && admitted.contains(&other)) {
            continue;
        }
        for receipt in [one, other] {
            let lacks_number = |measured: &&Measured<'_>| {
                input.case.stated_stay(measured.ix).is_some_and(|stay| stay.number.is_none())
            };
            let measured = lacks.value(input.case.receipts.get(receipt));
            lacks.add(measured.filter(lacks_number).map_or_else(Lacks::default, |one| one.wants("inpatientNumber")));
        }
    }
    let receipts = input.case.receipts.values().filter(|measured| admitted.contains(&measured.ix));
    lacks.add(missing_statements(input, receipts));
    lacks.and(Some(missing_for_earlier(input, carried)))
}

/// The hospitals and days without which it is unknown whether two receipts with one inpatient number are of one stay.
fn missing_statements<'a>(input: &Input<'_>, receipts: impl Iterator<Item = &'a Measured<'a>>) -> Lacks {
    let mut of_number: BTreeMap<_, Vec<&Measured<'_>>> = BTreeMap::new();
    for measured in receipts {
        if let Some(number) = &measured.receipt.inpatient_number {
            of_number.entry(number.comparison_form()).or_default().push(measured);
        }
    }
    let mut lacks = Lacks::default();
    for receipts in of_number.values() {
        for (place, one) in receipts.iter().enumerate() {
            for other in receipts.iter().take(place) {
                let are_one = input.case.stay_of(one.ix) == input.case.stay_of(other.ix);
                if are_one || !may_be_of_one(one.receipt, other.receipt) {
                    continue;
                }
                for receipt in [one, other] {
                    unstated(receipt.receipt).for_each(|member| lacks.add(receipt.wants(member)));
                }
            }
        }
    }
    lacks
}

/// What is missing, mostly the inpatient number, of a receipt and of one of an earlier award that may be of one stay, if an item to
/// which that matters admits the receipt.
fn missing_for_earlier<'r>(input: &Input<'r>, carried: &Carried<'r>) -> Lacks {
    let mut lacks = Lacks::default();
    let earlier = input.ledger.units.values().flat_map(|unit| unit.awards.iter().map(move |award| (unit, award)));
    for (unit, past) in earlier.flat_map(|(unit, award)| award.receipts.iter().map(move |past| (unit, past))) {
        let Some(theirs) = past.stated.map(stated) else { continue };
        let all = input.plan.items.values().zip(carried.items.values());
        let items = all.filter(|(planned, _)| reads(input, planned, carried, unit));
        let admitted = items.filter_map(|(_, item)| item.admitted.as_ref()).flat_map(|admitted| &admitted.receipts);
        for measured in admitted {
            let (receipt, missing) = (measured.receipt, unstated(measured.receipt));
            if loose(receipt).is_some_and(|(own, is_at)| digested(&own).may_be_one_with(&theirs, is_at)) {
                missing.for_each(|member| lacks.add(measured.wants(member)));
            }
            let Some(own) = input.case.stated_stay(measured.ix).map(digested) else { continue };
            if own.is_one_with(&theirs).is_none() {
                // An own earlier adjudication is not made again.
                let open = Open { receipt: own.number.is_none(), earlier: theirs.number.is_none() && !unit.is_own };
                lacks.add(open.lacks(measured));
            }
        }
    }
    lacks
}

/// Whether the amounts of an item depend on which receipts of an earlier unit are of a stay of today.
fn reads(input: &Input<'_>, planned: &PlannedItem<'_>, carried: &Carried<'_>, unit: &PastUnit<'_>) -> bool {
    let is_same_item = unit.is_own && unit.item == Some(planned.ix);
    let mut limits = input.plan.limits.values().zip(carried.limits.values());
    (is_same_item && planned.per == Some(AwardUnit::Hospitalisation))
        || limits.any(|(limit, used)| {
            let is_of_stays = limit.limit.scope == LimitScope::Hospitalisation && used.applies;
            is_of_stays && limit.is_for(planned.ix) && unit.may_be_under(limit)
        })
}

/// Whether the amounts of an item depend on which receipts are of one stay.
fn matters_to(input: &Input<'_>, planned: &PlannedItem<'_>, carried: &Carried<'_>) -> bool {
    let counts_days = matches!(&planned.item.benefit, Benefit::Units(units) if units.count.is_of_stays());
    let mut limits = input.plan.limits.values().zip(carried.limits.values());
    planned.per == Some(AwardUnit::Hospitalisation)
        || counts_days
        || limits.any(|(limit, used)| {
            limit.limit.scope == LimitScope::Hospitalisation && used.applies && limit.is_for(planned.ix)
        })
}
