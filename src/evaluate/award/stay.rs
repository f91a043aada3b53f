//! The inpatient numbers that are missing to know which receipts are of one stay.

use super::carried::Carried;
use crate::{
    code::{AwardUnit, LimitScope},
    evaluate::{input::Input, measured::Measured, missing::Lacks, plan::PlannedItem},
    programme::Benefit,
};
use std::collections::HashSet;

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
    lacks
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
