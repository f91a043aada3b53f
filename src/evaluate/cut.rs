//! What items do not award: on the way from the bill to the award each reason with its amount, and why there is no award at all.

use super::{
    exact::{FEN, whole_fen},
    explain::{Part, add, bearer},
    node::Node,
    plan::PlannedItem,
    run::Run,
    step::Step,
    work::Cut,
};
use crate::{
    code::{Bearer, ExcessBearer, ReasonCode, StepKind},
    programme::{Benefit, Programme},
};

impl Cut {
    /// The same with who bears it.
    pub(super) fn part(&self, programme: &Programme) -> Part {
        let Self { code, at, amount, payer, .. } = *self;
        let bearer = match code {
            ReasonCode::LessPayer | ReasonCode::OtherAid | ReasonCode::CoFunded => {
                payer.map_or(Bearer::OtherFunder, bearer)
            }
            ReasonCode::AbovePrice => excess_bearer(at, programme),
            // What is above the burden is borne by nobody: it stays with the programme.
            ReasonCode::AwardedBefore | ReasonCode::LessItem | ReasonCode::AboveBurden => Bearer::Programme,
            _ => Bearer::Family,
        };
        Part { code, bearer, payer, at: Some(at), amount }
    }
}

/// Who bears what is above a price.
fn excess_bearer(at: Node, programme: &Programme) -> Bearer {
    let Node::Price(item, _) = at else { return Bearer::Family };
    match programme.items.get(item).map(|item| &item.benefit) {
        Some(Benefit::Prices(prices)) if prices.excess == ExcessBearer::Hospital => Bearer::Hospital,
        _ => Bearer::Family,
    }
}

/// Whether a benefit comes to the same, whatever was billed.
pub(super) const fn is_set(benefit: &Benefit) -> bool {
    matches!(benefit, Benefit::Fixed(_) | Benefit::Tiers(_) | Benefit::Units(_) | Benefit::Match(_))
}

/// How far on the way from the bill to the award a cut is made.
const fn stage(cut: &Cut) -> u8 {
    match (cut.code, cut.at) {
        (_, Node::Minimum) => 8,
        (_, Node::Ceiling) => 7,
        (_, Node::ItemLimit(..) | Node::Limit(_)) => 6,
        (ReasonCode::AwardedBefore, _) => 5,
        (ReasonCode::Rounding, _) => 4,
        (ReasonCode::CoPayment | ReasonCode::SetAmount | ReasonCode::LimitUnits, _) => 3,
        (ReasonCode::Deductible, _) => 2,
        (ReasonCode::AbovePrice, _) => 0,
        _ => 1,
    }
}

/// What the benefit of a unit came to.
pub(super) struct Came {
    /// Exactly, in millionths of a fen.
    pub(super) exact: i128,
    /// Rounded, in fen.
    pub(super) rounded: i64,
    /// What of it was awarded to other applications, in fen.
    pub(super) before: i64,
}

impl Run<'_, '_> {
    /// Notes what the benefit leaves of what this application brought, in fen, and what rounding takes off.
    pub(super) fn cut_benefit(&mut self, index: usize, planned: &PlannedItem<'_>, unit: usize, own: i128, came: Came) {
        if !self.explains {
            return;
        }
        // To the nearest fen, so that no fen is left over of an amount that is not a whole one.
        let near = whole_fen(came.exact + FEN / 2);
        let code = if is_set(&planned.item.benefit) { ReasonCode::SetAmount } else { ReasonCode::CoPayment };
        let due = (near - i128::from(came.before)).max(0);
        self.cut(unit, code, Node::Benefit(index), own - due);
        self.cut(unit, ReasonCode::Rounding, planned.rounding.2, near - i128::from(came.rounded));
    }

    /// What other applications were awarded for the same unit, in fen, where somebody asks what a unit is not awarded.
    pub(super) fn awarded_elsewhere(&self, unit: usize) -> i64 {
        let Some(unit) = self.work.units.get(unit).filter(|_| self.explains) else { return 0 };
        let bills = self.work.unit_bills.get(unit.bills.clone()).unwrap_or_default();
        unit.awarded_before(self.plan.programme, self.case, self.ledger, bills)
    }

    /// The steps and cuts of each unit.
    pub(super) fn by_unit(&self) -> Vec<OfUnit<'_>> {
        let mut all: Vec<OfUnit<'_>> = self.work.units.iter().map(|_| OfUnit::default()).collect();
        for step in &self.work.steps {
            if let Some(of) = step.unit.and_then(|unit| all.get_mut(unit)) {
                of.steps.push(step);
            }
        }
        for cut in self.work.cuts.iter().filter(|cut| cut.amount > 0) {
            if let Some(of) = all.get_mut(cut.unit) {
                of.cuts.push(*cut);
            }
        }
        all
    }

    /// What an item does not award, reason by reason in the order of the steps.
    pub(super) fn parts_of(&self, item: usize, by_unit: &[OfUnit<'_>]) -> Vec<Part> {
        let units = by_unit.iter().enumerate().filter(|(unit, _)| self.is_of(*unit, item));
        let mut cuts: Vec<Cut> = units.flat_map(|(unit, of)| of.cuts(unit)).collect();
        // A set amount is not what is left of anything; the receipts tell what lies beyond it.
        cuts.retain(|cut| cut.code != ReasonCode::SetAmount);
        cuts.sort_by_key(stage);
        let mut parts = Vec::new();
        cuts.iter().for_each(|cut| add(&mut parts, cut.part(self.plan.programme)));
        parts
    }

    /// Why an item awards nothing: what was noted, or else the step that took the last of it from the unit where it took most.
    pub(super) fn reason_of(&self, item: usize, by_unit: &[OfUnit<'_>]) -> ReasonCode {
        let noted = self.work.items.get(item).and_then(|(_, why)| *why);
        let units = by_unit.iter().enumerate().filter(|(unit, _)| self.is_of(*unit, item));
        let set = self.plan.items.get(item).is_some_and(|planned| is_set(&planned.item.benefit));
        let mut last: Option<(i128, ReasonCode)> = None;
        for (amount, code) in units.filter_map(|(_, of)| of.last(set)) {
            last = last.filter(|(most, _)| *most >= amount).or(Some((amount, code)));
        }
        let mut bases = self.work.units.iter().filter(|unit| unit.item == item).map(|unit| unit.basis);
        let is_measured = self.plan.items.get(item).is_some_and(|planned| planned.per.is_some());
        let rest = if is_measured && bases.all(|basis| basis.is_none_or(|basis| basis == 0)) {
            ReasonCode::NothingCounted
        } else {
            ReasonCode::ComesToNothing
        };
        // Of a number that is not counted no step says what it would have come to.
        let left_out = || self.parts_of(item, by_unit).last().map(|part| part.code).filter(|_| set);
        noted.or(last.map(|(_, code)| code)).or_else(left_out).unwrap_or(rest)
    }

    fn is_of(&self, unit: usize, item: usize) -> bool {
        self.work.units.get(unit).is_some_and(|unit| unit.item == item)
    }
}

/// The steps and cuts of a unit.
#[derive(Debug, Default)]
pub(super) struct OfUnit<'r> {
    steps: Vec<&'r Step>,
    cuts: Vec<Cut>,
}

impl OfUnit<'_> {
    /// The last step that left nothing of what there was for a unit: how much that was, and why. An amount that is `set` is
    /// nothing of itself.
    fn last(&self, set: bool) -> Option<(i128, ReasonCode)> {
        let of_unit = self.steps.iter().filter(|step| step.amount_out == Some(0));
        let mut ends = of_unit.filter_map(|step| {
            let code = match step.kind {
                StepKind::Deductible => ReasonCode::Deductible,
                StepKind::Benefit if !set => ReasonCode::CoPayment,
                StepKind::Rounding => ReasonCode::Rounding,
                StepKind::Before => ReasonCode::AwardedBefore,
                StepKind::Less | StepKind::Limit | StepKind::Ceiling => step.code?,
                _ => return None,
            };
            Some((step.amount_in.filter(|amount| *amount > 0)?, code))
        });
        ends.next_back()
    }

    /// Everything that a unit is not awarded, in the order of the steps.
    ///
    /// What the steps took off beyond the cuts stands on receipts that others paid, or that an earlier award paid: the balance
    /// of these receipts tells of it, the item must too.
    fn cuts(&self, unit: usize) -> Vec<Cut> {
        let mut cuts = self.cuts.clone();
        let mut noted: Vec<Cut> = Vec::new();
        for step in &self.steps {
            let Some(cut) = taken_off(step, unit) else { continue };
            match noted.iter_mut().find(|other| is_same(other, &cut)) {
                Some(other) => other.amount += cut.amount,
                None => noted.push(cut),
            }
        }
        for mut more in noted {
            let known: i64 = cuts.iter().filter(|cut| is_same(cut, &more)).map(|cut| cut.amount).sum();
            more.amount -= known;
            if more.amount > 0 {
                cuts.push(more);
            }
        }
        cuts.sort_by_key(stage);
        cuts
    }
}

fn is_same(one: &Cut, other: &Cut) -> bool {
    (one.code, one.at) == (other.code, other.at)
}

/// What a step took off because somebody else pays it, or has paid it.
fn taken_off(step: &Step, unit: usize) -> Option<Cut> {
    let code = match step.kind {
        StepKind::Before => ReasonCode::AwardedBefore,
        StepKind::Less | StepKind::Ceiling => step.code?,
        _ => return None,
    };
    let amount = i64::try_from((step.amount_in? - step.amount_out?) / FEN).ok()?;
    Some(Cut { unit, code, at: step.at, amount, payer: None })
}
