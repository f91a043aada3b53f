//! Deduction of the earlier awards for the same unit.

use crate::{
    code::StepKind,
    evaluate::{
        column::UnitIx,
        exact::FEN,
        input::Input,
        ledger::{Of, PastAward, PastUnit},
        missing::Lacks,
        node::Node,
        notes::Notes,
        step::{Noted, Step},
        unit::{Unit, UnitOf, awarded_before},
    },
    programme::Benefit,
};

/// The remainder of the aid that is the ledger, award by award: what one unit has used, the next one does not.
#[derive(Debug, Default)]
pub(crate) struct LedgerLeft(Vec<AwardLeft>);

/// The remainder of one award, and the last unit that it is of.
#[derive(Debug)]
struct AwardLeft {
    amount: i64,
    last: Option<UnitIx>,
}

impl LedgerLeft {
    /// All of it; nothing if the ledger is made of adjudications, because these state for which unit they are.
    pub(crate) fn all(input: &Input<'_>) -> Self {
        if input.ledger.is_adjudicated {
            return Self::default();
        }
        let left = |(award, _): (&PastAward<'_>, _)| AwardLeft { amount: award.amount, last: None };
        Self(input.ledger.parts(Of::Others).map(left).collect())
    }

    /// Uses up to an amount of the awards that are of a unit: how much is used.
    fn used(
        &mut self,
        input: &Input<'_>,
        (unit, entitled): (UnitIx, i64),
        is_of: impl Fn(&PastAward<'_>, &PastUnit<'_>) -> bool,
    ) -> i64 {
        let mut rest = entitled;
        for ((award, past), left) in input.ledger.parts(Of::Others).zip(&mut self.0) {
            if is_of(award, past) {
                let used = left.amount.min(rest);
                rest -= used;
                left.amount -= used;
                left.last = Some(unit);
            }
        }
        entitled - rest
    }

    /// The remainders after the last unit, each with the last unit that it is of.
    pub(crate) fn overpaid(&self) -> impl Iterator<Item = (UnitIx, i64)> {
        self.0.iter().filter(|left| left.amount > 0).filter_map(|left| Some((left.last?, left.amount)))
    }
}

/// The rest of an entitlement, and by how much what was awarded before exceeds it.
pub(crate) fn less_before(
    input: &Input<'_>,
    unit: &Unit<'_, '_>,
    (entitled, ledger_left): (i64, &mut LedgerLeft),
    notes: &mut Notes,
) -> Result<(i64, i64), Lacks> {
    let planned = unit.id.planned;
    let tops_up = matches!(&planned.item.benefit, Benefit::Tiers(tiers) if tiers.top_up);
    let of_period = if let UnitOf::Period(period) = &unit.id.of { Some(period) } else { None };
    if tops_up {
        input.ledger.require_amounts()?;
    } else if of_period.is_some() {
        input.ledger.require_periods()?;
    }
    let before: i64 = if !input.ledger.is_adjudicated {
        ledger_left.used(input, (unit.ix, entitled), |award, past| {
            let in_period = || of_period.and_then(|period| period.contains(past.day?)) == Some(true);
            tops_up || if past.names_receipts { award.is_within(unit.receipts) } else { in_period() }
        })
    } else if tops_up {
        let of_item = input.ledger.parts(Of::Others).filter(|(_, past)| past.item == Some(planned.ix));
        of_item.map(|(award, _)| award.amount).sum()
    } else {
        awarded_before(input, unit.id)
    };
    if before <= 0 {
        return Ok((entitled, 0));
    }
    let left = (entitled - before).max(0);
    notes.step(|| Step {
        value: Some(Noted::Amount(i128::from(before) * FEN)),
        ..Step::between(StepKind::Before, Node::Item(planned.ix), unit.ix, (entitled, left))
    });
    Ok((left, (before - entitled).max(0)))
}
