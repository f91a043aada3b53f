//! The award: the items of a programme in order, the units of each item, the minimum award, and earlier decisions on
//! the application.

mod again;
mod carried;
mod item;
mod operation;
mod pass;
mod service;
mod stay;
mod supplement;
mod unit;

pub(super) use carried::{Grant, ItemAward, Served, UnitAward};

use super::{
    admitted::ByProgramme,
    column::{Column, ItemIx, LineIx, MemberIx, UnitIx},
    exact::FEN_MAX,
    input::Input,
    ledger::Of,
    measured::Measured,
    missing::Lacks,
    node::Node,
    notes::Notes,
    place::Periods,
    placed::Phase,
    reduction::Reduction,
    step::Step,
    used::{UsedLimits, taken_up},
    value::Values,
};
use crate::code::{BelowMinimum, ReasonCode, StepKind};
use again::go_through;
use carried::Carried;
use pass::Pass;

/// The award for an application.
pub(super) struct Awarded<'r> {
    pub(super) items: Column<ItemIx, ItemAward<'r>>,
    pub(super) units: Column<UnitIx, UnitAward<'r>>,
    /// The receipts of all units.
    pub(super) members: Column<MemberIx, &'r Measured<'r>>,
    pub(super) grants: Vec<Grant>,
    pub(super) services: Vec<Served<'r>>,
    pub(super) limits: UsedLimits,
    pub(super) periods: Periods,
    pub(super) values: Values<'r>,
    pub(super) by_programme: ByProgramme<'r>,
    /// The amount by which earlier decisions on this application plus this award exceed the current entitlement. If
    /// there are no such decisions, the sum over the units.
    pub(super) overpaid: i64,
    pub(super) lacks: Lacks,
}

impl Awarded<'_> {
    /// The total award.
    pub(super) fn total(&self) -> i64 {
        self.items.values().map(|item| item.award).fold(0, i64::saturating_add)
    }

    /// Whether the award is undetermined.
    pub(super) fn is_undetermined(&self) -> bool {
        !self.lacks.is_none()
    }
}

/// Computes the award for an application. If the application was decided before, the award that it would receive now
/// for the first time is compared with the award that it received. The fund balance limits only the amount due at the
/// end. An amount that one item cannot receive for lack of funds stays due, and is not given to another item.
pub(super) fn awarded<'r>(input: &Input<'r>, notes: &mut Notes) -> Awarded<'r> {
    target(input, notes).settled(notes)
}

/// The award before earlier decisions on the application and the balance of the fund are compared.
pub(super) struct Target<'r> {
    pub(super) carried: Carried<'r>,
    pub(super) lacks: Lacks,
    pass: Pass<'r>,
    phase: Phase,
}

/// The part of a unit's award that a plan allows: on lines, or as a whole.
pub(super) type Shares = Column<UnitIx, Vec<(Option<LineIx>, i64)>>;

/// Computes the award before earlier decisions on the application are compared.
pub(super) fn target<'r>(input: &Input<'r>, notes: &mut Notes) -> Target<'r> {
    let phase = if input.ledger.has_own() { Phase::Anew } else { Phase::Whole };
    let (pass, carried, lacks) = with_minimum(input, phase, notes);
    Target { carried, lacks, pass, phase }
}

impl<'r> Target<'r> {
    /// Lowers the award of each unit to the part that a joint relief plan allows.
    pub(super) fn share(&mut self, shares: &Shares, notes: &mut Notes) {
        let phase = if self.phase == Phase::Anew { Phase::SharedAnew } else { Phase::Shared };
        let lacks = go_through(&self.pass, phase, &mut self.carried, notes, |ix, award, parts, notes| {
            let before = award.award;
            parts.clear();
            for (line, amount) in shares.get(ix)? {
                parts.lines.extend(*line);
                parts.amounts.push(*amount);
            }
            let allowed = parts.sum();
            if parts.amounts.is_empty() {
                parts.put_whole(0);
            }
            if allowed < before {
                let (code, at) = (ReasonCode::JointPlan, Node::Ceiling);
                notes.step(|| Step { code: Some(code), ..Step::between(StepKind::Ceiling, at, ix, (before, allowed)) });
                notes.reduce(ix, code, at, i128::from(before - allowed));
            }
            Ok(())
        });
        self.lacks.add(lacks);
        let total = self.carried.total();
        let minimum = self.pass.input.plan.programme.minimum_award.as_ref();
        if minimum.is_some_and(|minimum| {
            minimum.below == BelowMinimum::PayNothing && (1..minimum.amount.fen()).contains(&total)
        }) {
            pay_nothing(&self.pass.input, &mut self.carried, total, phase.looks_at(), notes);
        }
    }

    /// The part that the fund covers, as if the application had not been decided before.
    pub(super) fn covered(mut self) -> Self {
        let lacks = within_fund(&self.pass, &mut self.carried, false, &mut Notes::default());
        self.lacks.add(lacks);
        self
    }

    /// The amount due.
    pub(super) fn settled(self, notes: &mut Notes) -> Awarded<'r> {
        let Self { mut carried, mut lacks, pass, phase } = self;
        // What other applications were awarded for the same units, beyond what these are entitled to.
        let mut overpaid = carried.units.values().map(|unit| unit.overpaid).fold(0, i64::saturating_add);
        if phase == Phase::Whole {
            lacks.add(within_fund(&pass, &mut carried, false, notes));
        } else if lacks.is_none() {
            // The current entitlement may exceed the amounts that can be awarded. The amount due must not.
            let target = carried.total();
            lacks.add(supplement::supplement(&pass, &mut carried, notes));
            lacks.add(within_fund(&pass, &mut carried, true, notes));
            let own = pass.input.ledger.parts(Of::All).filter(|(_, past)| past.is_own).map(|(award, _)| award.amount);
            let past = own.fold(0, i64::saturating_add);
            let own = past.saturating_add(carried.total()).saturating_sub(target).max(0);
            overpaid = overpaid.saturating_add(own);
        }
        lacks.is_out_of_range |= carried.total() > FEN_MAX;
        let Carried { items, units, members, grants, services, limits, periods, .. } = carried;
        let Pass { values, by_programme, .. } = pass;
        Awarded { items, units, members, grants, services, limits, periods, values, by_programme, overpaid, lacks }
    }
}

/// Limits the amount due to the fund balance. If the application was decided before (`is_again`), or the fund limited
/// the amount, the remaining amount may be below a minimum award.
fn within_fund<'r>(pass: &Pass<'r>, carried: &mut Carried<'r>, is_again: bool, notes: &mut Notes) -> Lacks {
    let mut lacks = Lacks::default();
    let is_taken = carried.items.values().any(|item| item.reason == Some(ReasonCode::BelowMinimum));
    let asks = pass.input.plan.asks_fund() && !is_taken;
    if asks {
        lacks = go_through(pass, Phase::Fund, carried, notes, |_, award, parts, _| {
            if parts.lines.is_empty() {
                parts.put_whole(award.award);
            }
            Ok(())
        });
    }
    let total = carried.total();
    if let Some(least) = &pass.input.plan.programme.minimum_award
        && least.below == BelowMinimum::PayNothing
        && (1..least.amount.fen()).contains(&total)
        && (is_again || asks)
    {
        pay_nothing(&pass.input, carried, total, Of::All, notes);
    }
    lacks
}

/// One pass over everything, and a second pass if the award is raised to the minimum award.
fn with_minimum<'r>(input: &Input<'r>, phase: Phase, notes: &mut Notes) -> (Pass<'r>, Carried<'r>, Lacks) {
    let (pass, mut carried, lacks) = once(input, phase, None, notes);
    let Some(minimum) = &input.plan.programme.minimum_award else { return (pass, carried, lacks) };
    let total = carried.total();
    if !(1..minimum.amount.fen()).contains(&total) || !lacks.is_none() || total > FEN_MAX {
        return (pass, carried, lacks);
    }
    if minimum.below == BelowMinimum::PayMinimum {
        let first = carried.units.iter().find(|(_, unit)| unit.award > 0);
        let raise = first.map(|(unit, _)| (unit, minimum.amount.fen() - total));
        notes.forget();
        let (pass, carried, lacks) = once(input, phase, raise, notes);
        let raised = carried.total();
        notes.step(|| Step::between(StepKind::Minimum, Node::Minimum, None, (total, raised)));
        return (pass, carried, lacks);
    }
    pay_nothing(input, &mut carried, total, phase.looks_at(), notes);
    (pass, carried, lacks)
}

/// Removes an award that is below the minimum award.
fn pay_nothing(input: &Input<'_>, carried: &mut Carried<'_>, total: i64, of: Of, notes: &mut Notes) {
    (carried.limits, carried.periods) = taken_up(input, of);
    let (code, at) = (ReasonCode::BelowMinimum, Node::Minimum);
    for (ix, unit) in carried.units.iter_mut().filter(|(_, unit)| unit.award > 0) {
        notes.reduction(Reduction { unit: ix, code, at, amount: unit.award, payer: None });
        unit.award = 0;
    }
    carried.grants.clear();
    for item in carried.items.values_mut().filter(|item| item.award > 0) {
        (item.award, item.reason) = (0, Some(code));
    }
    notes.step(|| Step::between(StepKind::Minimum, at, None, (total, 0)));
}

/// One pass over the items, in order.
fn once<'r>(
    input: &Input<'r>,
    phase: Phase,
    raise: Option<(UnitIx, i64)>,
    notes: &mut Notes,
) -> (Pass<'r>, Carried<'r>, Lacks) {
    let (pass, borne, mut lacks) = Pass::of(input, phase, raise, notes);
    let mut carried = Carried::of(input, borne, phase.looks_at());
    for planned in input.plan.items.values() {
        carried.items.push(ItemAward::default());
        let (ended, unknown) = item::item(&pass, planned, &mut carried, notes);
        lacks.add(unknown);
        if let (Some(reason), Some(item)) = (ended, lacks.value(carried.items.get_mut(planned.ix))) {
            item.reason = Some(reason);
        }
    }
    lacks.add(stay::missing_numbers(&pass.input, &carried));
    for (unit, amount) in carried.ledger_left.overpaid() {
        if let Some(unit) = lacks.value(carried.units.get_mut(unit)) {
            unit.overpaid = unit.overpaid.saturating_add(amount);
        }
    }
    (pass, carried, lacks)
}
