//! The amounts that items do not award: each reason with its amount, from the bill to the award, and the reason if
//! there is no award at all.

use crate::{
    adjudication::ItemOutcome,
    code::{PayerClass, ReasonCode, StepKind},
    evaluate::{
        aid::counted,
        award::{Awarded, ItemAward},
        column::{Astray, Column, UnitIx},
        exact::FEN,
        input::Input,
        notes::Notes,
        plan::{PlannedItem, is_set},
        reduction::{Part, Reduction},
        step::Step,
    },
};

/// The steps and the reductions of each unit.
pub(crate) struct ByUnit<'r>(Column<UnitIx, OfUnit<'r>>);

impl<'r> ByUnit<'r> {
    pub(crate) fn of(awarded: &Awarded<'_>, notes: &'r Notes) -> Result<Self, Astray> {
        let mut all: Column<UnitIx, OfUnit<'_>> = Column::like(&awarded.units, OfUnit::default());
        for step in notes.steps() {
            if let Some(unit) = step.unit {
                all.get_mut(unit)?.steps.push(step);
            }
        }
        for reduction in notes.reductions().iter().filter(|reduction| reduction.amount > 0) {
            all.get_mut(reduction.unit)?.reductions.push(*reduction);
        }
        Ok(Self(all))
    }

    /// The units of an item.
    fn of_item<'u>(
        &'u self,
        awarded: &'u Awarded<'_>,
        planned: &'u PlannedItem<'_>,
    ) -> impl Iterator<Item = (UnitIx, &'u OfUnit<'r>)> {
        let units = awarded.units.values().zip(self.0.iter());
        units.filter(|(unit, _)| unit.id.item() == planned.ix).map(|(_, of)| of)
    }

    /// The amounts that an item does not award, reason by reason in the order of the steps.
    pub(crate) fn parts(&self, input: &Input<'_>, awarded: &Awarded<'_>, planned: &PlannedItem<'_>) -> Vec<Part> {
        let set = is_set(&planned.item.benefit);
        let is_awarded = |unit: UnitIx| awarded.units.get(unit).is_ok_and(|unit| unit.award > 0);
        let units = self.of_item(awarded, planned);
        let mut all: Vec<Reduction> = units.flat_map(|(unit, of)| of.reductions(unit)).collect();
        // What is deducted from the basis takes nothing from an amount that does not go by the basis.
        all.retain(|reduction| !(set && reduction.is_of_basis() && is_awarded(reduction.unit)));
        // A set amount is not a part of the bill. The receipts state the amounts beyond it.
        all.retain(|reduction| reduction.code != ReasonCode::SetAmount);
        all.sort_by_key(Reduction::stage);
        let mut parts = Vec::new();
        for mut reduction in all {
            reduction.payer = reduction.payer.or_else(|| only_payer(input, planned, reduction.code));
            reduction.part(input.plan.programme).add_to(&mut parts);
        }
        parts
    }

    /// Why an item awards nothing: the recorded reason, or else the step that took the last part from the unit with the
    /// largest amount.
    pub(crate) fn reason(
        &self,
        input: &Input<'_>,
        awarded: &Awarded<'_>,
        (planned, item): (&PlannedItem<'_>, &ItemAward<'_>),
    ) -> ReasonCode {
        // Without a receipt, no step of the benefit says why.
        if planned.per.is_some() && item.admitted.as_ref().is_some_and(|admitted| admitted.receipts.is_empty()) {
            return ReasonCode::NothingCounted;
        }
        if is_below_threshold(awarded, planned) {
            return ReasonCode::ThresholdNotReached;
        }
        let set = is_set(&planned.item.benefit);
        let mut last: Option<(i128, ReasonCode)> = None;
        for (amount, code) in self.of_item(awarded, planned).filter_map(|(_, of)| of.last(set)) {
            last = last.filter(|(most, _)| *most >= amount).or(Some((amount, code)));
        }
        let mut bases = awarded.units.values().filter(|unit| unit.id.item() == planned.ix).map(|unit| unit.basis);
        let rest = if planned.per.is_some() && bases.all(|basis| basis.is_none_or(|basis| basis == 0)) {
            ReasonCode::NothingCounted
        } else {
            ReasonCode::ComesToNothing
        };
        // For a number that is not counted, no step states the amount that it would have given.
        // Units below the threshold, and lines above a price, say nothing about the units that were computed.
        let is_before = |code| matches!(code, ReasonCode::ThresholdNotReached | ReasonCode::AboveLinePrice);
        let codes = || self.parts(input, awarded, planned).into_iter().map(|part| part.code);
        let left_out = || codes().rfind(|code| !is_before(*code)).filter(|_| set);
        item.reason.or(last.map(|(_, code)| code)).or_else(left_out).unwrap_or(rest)
    }
}

/// Whether an item has units, and the basis of none of them reaches its threshold.
fn is_below_threshold(awarded: &Awarded<'_>, planned: &PlannedItem<'_>) -> bool {
    let mut units = awarded.units.values().filter(|unit| unit.id.item() == planned.ix).peekable();
    units.peek().is_some() && units.all(|unit| unit.threshold.is_some_and(|threshold| !threshold.is_reached))
}

/// Whether the application is refused because no item reaches its threshold: every item that applies and admits a receipt, or needs
/// none, states so.
pub(crate) fn refuses(input: &Input<'_>, awarded: &Awarded<'_>, items: &[ItemOutcome]) -> bool {
    let all = || input.plan.items.values().zip(awarded.items.values()).zip(items);
    let is_below = |outcome: &ItemOutcome| outcome.reason == Some(ReasonCode::ThresholdNotReached);
    let is_out = |((planned, item), outcome): ((&PlannedItem<'_>, &ItemAward<'_>), &ItemOutcome)| {
        let admits_none = || item.admitted.as_ref().is_some_and(|admitted| admitted.receipts.is_empty());
        is_below(outcome)
            || outcome.reason == Some(ReasonCode::ItemNotApplicable)
            || (planned.per.is_some() && outcome.reason.is_some() && admits_none())
    };
    all().any(|(_, outcome)| is_below(outcome)) && all().all(is_out)
}

/// The steps and the reductions of a unit.
#[derive(Debug, Clone, Default)]
struct OfUnit<'r> {
    steps: Vec<&'r Step>,
    reductions: Vec<Reduction>,
}

impl OfUnit<'_> {
    /// The last step that reduced the amount of a unit to zero: the amount before it, and the reason. An amount that is
    /// `set` has no amount before it.
    fn last(&self, set: bool) -> Option<(i128, ReasonCode)> {
        let of_unit = self.steps.iter().filter(|step| step.amount_out == Some(0));
        let mut ends = of_unit.filter_map(|step| {
            let code = match step.kind {
                StepKind::Deductible => ReasonCode::Deductible,
                StepKind::Benefit if !set => ReasonCode::CoPayment,
                StepKind::Rounding => ReasonCode::Rounding,
                StepKind::Before => ReasonCode::AwardedBefore,
                StepKind::LinePrice | StepKind::Less | StepKind::AfterLimit | StepKind::Limit | StepKind::Ceiling => {
                    step.code?
                }
                _ => return None,
            };
            Some((step.amount_in.filter(|amount| *amount > 0)?, code))
        });
        ends.next_back()
    }

    /// All amounts that a unit is not awarded, in the order of the steps.
    ///
    /// A step may take more than the recorded reductions. The difference is on receipts that others paid, or that an
    /// earlier award paid. The balance of these receipts lists it, and so must the item.
    fn reductions(&self, unit: UnitIx) -> Vec<Reduction> {
        let mut all = self.reductions.clone();
        let mut noted: Vec<Reduction> = Vec::new();
        for step in &self.steps {
            let Some(one) = taken_off(step, unit) else { continue };
            match noted.iter_mut().find(|other| is_same(other, &one)) {
                Some(other) => other.amount += one.amount,
                None => noted.push(one),
            }
        }
        for mut more in noted {
            let known: i64 = all.iter().filter(|one| is_same(one, &more)).map(|one| one.amount).sum();
            more.amount -= known;
            if more.amount > 0 {
                all.push(more);
            }
        }
        all.sort_by_key(Reduction::stage);
        all
    }
}

/// The class of the payers for whom an amount is deducted, if all are of one class.
fn only_payer(input: &Input<'_>, planned: &PlannedItem<'_>, code: ReasonCode) -> Option<PayerClass> {
    let less = planned.item.basis.as_ref().and_then(|basis| basis.less_payers.as_deref()).unwrap_or_default();
    let is_of = |payer: PayerClass| match code {
        ReasonCode::LessPayer => less.contains(&payer),
        code => code == ReasonCode::OtherAid,
    };
    let all = counted(input.plan, input.case).0;
    let brings = all.iter().filter(|other| other.amount > 0 && !other.listed.is_shown() && is_of(other.payer));
    let mut payers = brings.map(|other| other.payer);
    let first = payers.next()?;
    payers.all(|payer| payer == first).then_some(first)
}

fn is_same(one: &Reduction, other: &Reduction) -> bool {
    (one.code, one.at) == (other.code, other.at)
}

/// The amount that a step subtracted because another payer pays it, or has paid it.
fn taken_off(step: &Step, unit: UnitIx) -> Option<Reduction> {
    let code = match step.kind {
        StepKind::Before => ReasonCode::AwardedBefore,
        StepKind::Less | StepKind::Ceiling => step.code?,
        _ => return None,
    };
    let amount = i64::try_from((step.amount_in? - step.amount_out?) / FEN).ok()?;
    Some(Reduction { unit, code, at: step.at, amount, payer: None })
}
