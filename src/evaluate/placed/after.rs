//! Awards that require that limits of earlier items are used up.

use super::{
    bounds::Bounds,
    limit::{find_places, most},
    parts::Parts,
};
use crate::{
    code::{ReasonCode, StepKind, Truth},
    evaluate::{
        column::PlaceIx,
        exact::FEN,
        input::Input,
        missing::Lacks,
        notes::Notes,
        place::Periods,
        plan::PlannedLimit,
        step::{Noted, Step},
        unit::Unit,
        used::Used,
    },
};

/// Removes the parts of an award that are in a place in which a limit that must be used up leaves something.
pub(super) fn used_up<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    bounds: Bounds<'_, 'r>,
    periods: &mut Periods,
    parts: &mut Parts,
    notes: &mut Notes,
) -> Lacks {
    let mut lacks = Lacks::default();
    for ix in &unit.id.planned.after_limits {
        if parts.amounts.iter().all(|amount| *amount <= 0) {
            break;
        }
        let limit = input.plan.limits.get(*ix).and_then(|planned| Ok((planned, bounds.limits.get(*ix)?)));
        let Some((planned, used)) = lacks.value(limit) else { continue };
        if used.applies {
            lacks.add(used.unknown.clone());
            lacks.value(find_places(input, unit, planned, periods, parts));
        } else if let Some(places) = lacks.value(parts.places.get_mut(*ix)) {
            places.clear();
            places.resize(parts.amounts.len(), None);
        }
        lacks.add(place_by_place(input, unit, bounds, (planned, used), parts, notes));
    }
    lacks
}

/// A part without a place is in no place in which the limit is used up.
fn place_by_place<'r>(
    input: &Input<'r>,
    unit: &Unit<'_, 'r>,
    bounds: Bounds<'_, 'r>,
    (planned, used): (&PlannedLimit<'_>, &Used),
    parts: &mut Parts,
    notes: &mut Notes,
) -> Lacks {
    let mut lacks = Lacks::default();
    let Some(places) = lacks.value(parts.places.get(planned.ix)) else { return lacks };
    let mut order: Vec<(Option<PlaceIx>, usize)> = places.iter().copied().zip(0..).collect();
    order.sort_unstable();
    for group in order.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((place, _)) = group.first().copied() else { continue };
        let sum: i64 = group.iter().filter_map(|(_, part)| parts.amounts.get(*part)).sum();
        if sum == 0 {
            continue;
        }
        let left = match place {
            None => None,
            Some(place) => {
                let most = most(input, unit, bounds, planned, (place, parts));
                let Some(most) = lacks.value(most) else { continue };
                most.map(|most| (most - used.amounts.at(place)).max(0))
            }
        };
        let is_used_up = left == Some(0);
        let (code, at) = (ReasonCode::LimitNotReached, planned.node);
        notes.step(|| Step {
            judgement: Some(if is_used_up { Truth::Yes } else { Truth::No }),
            value: left.map(|left| Noted::Amount(i128::from(left) * FEN)),
            code: (!is_used_up).then_some(code),
            ..Step::between(StepKind::AfterLimit, at, unit.ix, (sum, if is_used_up { sum } else { 0 }))
        });
        if !is_used_up {
            for (_, part) in group {
                if let Some(amount) = parts.amounts.get_mut(*part) {
                    *amount = 0;
                }
            }
            notes.reduce(unit.ix, code, at, i128::from(sum));
        }
    }
    lacks
}
