//! A second pass over all units: the award of each unit is lowered, and limited by the limits of that phase.

use super::{
    carried::{Carried, UnitAward},
    pass::Pass,
};
use crate::evaluate::{
    column::{Index, UnitIx},
    measured::Measured,
    missing::Lacks,
    notes::Notes,
    placed::{Bounds, Parts, Phase, limited},
    unit::Unit,
    used::taken_up,
};

/// Passes the award of every unit, with its lines, to a function that lowers it, and awards the result again.
pub(crate) fn go_through<'r>(
    pass: &Pass<'r>,
    phase: Phase,
    carried: &mut Carried<'r>,
    notes: &mut Notes,
    mut lower: impl FnMut(UnitIx, &mut UnitAward<'r>, &mut Parts, &mut Notes) -> Result<(), Lacks>,
) -> Lacks {
    let mut lacks = Lacks::default();
    (carried.limits, carried.periods) = taken_up(&pass.input, phase.looks_at());
    let grants = Vec::with_capacity(carried.grants.len());
    let mut grants = std::mem::replace(&mut carried.grants, grants).into_iter().peekable();
    carried.items.values_mut().for_each(|item| item.award = 0);
    let mut receipts = Vec::new();
    for ix in (0..carried.units.len()).map(UnitIx::at) {
        let mut parts = std::mem::take(&mut carried.parts);
        parts.clear();
        while let Some(grant) = grants.next_if(|grant| grant.unit == ix) {
            parts.lines.push(grant.line);
            parts.amounts.push(grant.amount);
        }
        let lowered = carried.units.get_mut(ix).map_err(Lacks::from);
        let lowered = lowered.and_then(|award| lower(ix, award, &mut parts, notes));
        let awarded =
            lowered.and_then(|()| award_again(pass, (ix, phase), carried, (&mut parts, &mut receipts), notes));
        lacks.value(awarded);
        carried.parts = parts;
    }
    lacks
}

fn award_again<'r>(
    pass: &Pass<'r>,
    (ix, phase): (UnitIx, Phase),
    carried: &mut Carried<'r>,
    (parts, receipts): (&mut Parts, &mut Vec<&'r Measured<'r>>),
    notes: &mut Notes,
) -> Result<(), Lacks> {
    let award = carried.units.get_mut(ix)?;
    award.award = 0;
    let (id, mut count, rows) = (award.id.clone(), award.count, award.receipts);
    receipts.clear();
    receipts.extend_from_slice(carried.members.rows(rows)?);
    let unit = Unit { ix, id: &id, receipts, lines: &[] };
    let bounds = Bounds { values: &pass.values, limits: &carried.limits, ceiling: None, phase };
    let mut lacks = limited(&pass.input, &unit, bounds, (&mut carried.periods, &mut count), parts, notes);
    carried.units.get_mut(ix)?.count = count;
    let booked = carried.book(&pass.input, &unit, (parts, count), phase, notes);
    lacks.value(booked);
    lacks.or(())
}
