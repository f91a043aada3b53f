//! The lines of a unit to which an amount is allocated.

use super::{bounds::Ceiling, parts::Parts};
use crate::{
    code::{ReasonCode, StepKind},
    evaluate::{
        column::{Astray, Column, LineIx},
        node::Node,
        notes::Notes,
        step::Step,
        unit::Unit,
    },
};

/// Allocates an amount to the lines of a unit. If the family's share limits the award, the weights are first the
/// admitted amounts within the remaining shares, then the other remaining shares. Otherwise they are the admitted
/// amounts. If all weights are zero, the unit is one part.
pub(crate) fn allocated(
    unit: &Unit<'_, '_>,
    amount: i64,
    on_lines: Option<&Column<LineIx, i64>>,
    ceiling: Option<Ceiling<'_>>,
    parts: &mut Parts,
    notes: &mut Notes,
) -> Result<(), Astray> {
    let Some(basis) = on_lines else {
        parts.put_whole(amount);
        return Ok(());
    };
    if let Some(ceiling) = ceiling {
        parts.put_on(unit.lines);
        return within_borne(unit, amount, basis, ceiling, parts, notes);
    }
    let mut counts = false;
    for line in unit.lines {
        counts |= *basis.get(*line)? > 0;
    }
    if !counts {
        parts.put_whole(amount);
        return Ok(());
    }
    parts.put_on(unit.lines);
    parts.allocate(|_| amount, |lines, weights| weigh(lines, weights, |line| basis.get(line).copied()))?;
    Ok(())
}

fn within_borne(
    unit: &Unit<'_, '_>,
    amount: i64,
    basis: &Column<LineIx, i64>,
    ceiling: Ceiling<'_>,
    parts: &mut Parts,
    notes: &mut Notes,
) -> Result<(), Astray> {
    let counts = |line| Ok(ceiling.left(line)?.min(*basis.get(line)?).max(0));
    let first = parts.allocate(|sum| amount.min(sum), |lines, weights| weigh(lines, weights, counts))?;
    if first == amount {
        return Ok(());
    }
    let more = parts.allocate(
        |sum| (amount - first).min(sum),
        |lines, weights| {
            for (weight, line) in weights.iter_mut().zip(lines) {
                *weight = (ceiling.left(*line)? - *weight).max(0);
            }
            Ok::<(), Astray>(())
        },
    )?;
    let awarded = first + more;
    if awarded < amount {
        let code = if ceiling.is_lowered_by_aid { ReasonCode::OtherAid } else { ReasonCode::AboveBurden };
        let amounts = (amount, awarded);
        notes.step(|| Step { code: Some(code), ..Step::between(StepKind::Ceiling, Node::Ceiling, unit.ix, amounts) });
    }
    Ok(())
}

/// Fills in the weight of each line.
fn weigh(
    lines: &[LineIx],
    weights: &mut Vec<i64>,
    weight: impl Fn(LineIx) -> Result<i64, Astray>,
) -> Result<(), Astray> {
    weights.clear();
    for line in lines {
        weights.push(weight(*line)?);
    }
    Ok(())
}
