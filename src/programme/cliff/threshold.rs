//! Cliffs of conditions on the out-of-pocket amount: on one side of a threshold the full award, on the other none or a
//! limited one.
//!
//! A cliff states both awards. They are known only if they can be computed from the out-of-pocket amount alone: benefit
//! items with an amount, a rate or bands of amounts, for the whole application, with limits. Amounts and rates may be
//! looked up by codes, age or number: the largest jump is then stated. Other items have no stated cliff.

use super::jump::{Jump, share, steepest};
use crate::{
    code::{AwardUnit, LimitScope, Measure, MoneyFact, ThresholdBound},
    programme::{
        AmountParam, Benefit, Limit, MoneyTest, Predicate, Programme, ProgrammeItem, Threshold, When,
        prover::{Param, Scenario, Scene},
    },
    value::Money,
};

/// The cliffs of the requirements: on one side the full award, on the other nothing.
pub(super) fn of_requirements(programme: &Programme) -> Vec<(String, Jump)> {
    let mut turns_of: Vec<(String, Vec<Turn>)> = Vec::new();
    for (index, requirement) in programme.requirements.iter().flat_map(|all| all.iter()).enumerate() {
        // With an alternative condition, the award may be unaffected.
        let [Predicate::Money(test)] = &*requirement.any_of else { continue };
        turns_of.push((format!("/requirements/{index}/anyOf/0"), turns(test)));
    }
    if turns_of.iter().all(|(_, turns)| turns.is_empty()) {
        return Vec::new();
    }
    let (scenarios, _) = Scene::of(programme, None).all(programme, is_of_other_facts, |item| params(item, programme));
    let jumps = turns_of.into_iter().flat_map(|(place, turns)| {
        let jumps = turns.into_iter().filter_map(|turn| {
            turn.largest(&scenarios, |scenario, borne| total(programme, borne, scenario), |_, _| Some(0))
        });
        jumps.map(|jump| (place.clone(), jump)).collect::<Vec<_>>()
    });
    jumps.collect()
}

/// Whether a condition depends on other facts than the out-of-pocket amount.
fn is_of_other_facts(predicate: &Predicate) -> bool {
    money(predicate).is_none_or(|test| test.fact != MoneyFact::FamilyBorne)
}

/// The award of all items that apply, for an out-of-pocket amount.
fn total(programme: &Programme, borne: i64, scenario: &Scenario<'_>) -> Option<i64> {
    let items = programme.items.iter().enumerate().filter(|(index, _)| scenario.applies(*index));
    let mut sum: i64 = 0;
    for (_, item) in items {
        let when = item.conditions().clauses().filter(|clause| !clause.iter().all(is_of_other_facts));
        let one_holds = |clause: &[Predicate]| {
            // Of alternatives, those on other facts are unknown here.
            let each: Option<Vec<bool>> = clause.iter().map(|predicate| holds(money(predicate)?, borne)).collect();
            each.map(|each| each.contains(&true))
        };
        let holds: Option<Vec<bool>> = when.map(one_holds).collect();
        if holds?.iter().all(|holds| *holds) {
            sum = sum.checked_add(award(item, programme, borne, scenario)?)?;
        }
    }
    Some(sum)
}

/// Whether a condition on the out-of-pocket amount holds. `None` if one of its bounds is not fixed.
fn holds(test: &MoneyTest, borne: i64) -> Option<bool> {
    let bound = |bound: &Option<AmountParam>| match bound {
        None => Some(None),
        Some(bound) => bound.fixed().map(|amount| Some(amount.fen())),
    };
    let lower = bound(&test.over)?.map(|fen| fen + 1).max(bound(&test.at_least)?);
    let upper = [bound(&test.below)?.map(|fen| fen - 1), bound(&test.at_most)?].into_iter().flatten().min();
    let inside = lower.is_none_or(|lower| lower <= borne) && upper.is_none_or(|upper| borne <= upper);
    Some(inside != (test.negated == Some(true)))
}

/// The cliffs of an item's conditions.
pub(super) fn of_item<'a>(
    item: &'a ProgrammeItem,
    index: usize,
    programme: &'a Programme,
    scene: &mut Scene<'a>,
) -> Vec<(String, Jump)> {
    let when = item.when.as_deref().unwrap_or_default();
    let tests: Vec<(usize, Vec<Turn>)> =
        when.iter().enumerate().filter_map(|(place, predicate)| Some((place, turns(money(predicate)?)))).collect();
    if tests.iter().all(|(_, turns)| turns.is_empty()) {
        return Vec::new();
    }
    let scenarios = scene.values(&params(item, programme));
    let jumps = tests.into_iter().flat_map(|(place, turns)| {
        let jumps = turns.into_iter().filter_map(|turn| {
            turn.largest(&scenarios, |scenario, borne| award(item, programme, borne, scenario), |_, _| Some(0))
        });
        jumps.map(move |jump| (format!("/items/{index}/when/{place}"), jump)).collect::<Vec<_>>()
    });
    jumps.collect()
}

/// The cliff at the threshold of an item's basis: below it nothing, at it the award.
pub(super) fn of_basis<'a>(item: &'a ProgrammeItem, programme: &'a Programme, scene: &mut Scene<'a>) -> Vec<Jump> {
    let Some(threshold) = threshold(item) else { return Vec::new() };
    let scenarios = scene.values(&params(item, programme));
    let jumps = scenarios.iter().filter_map(|scenario| {
        let at = scenario.amount(&threshold.amount)?;
        let last = if threshold.bound == ThresholdBound::Over { at.fen() } else { at.fen() - 1 };
        let turn = Turn { at, last, holds_above: true };
        if last < 0 { None } else { turn.jump(|borne| award(item, programme, borne, scenario), |_| Some(0)) }
    });
    steepest(&jumps.collect::<Vec<_>>()).into_iter().collect()
}

fn threshold(item: &ProgrammeItem) -> Option<&Threshold> {
    item.basis.as_ref()?.threshold.as_ref()
}

/// The cliffs of the conditions of the programme's limits: on one side the limit, on the other none.
pub(super) fn of_limits(programme: &Programme) -> Vec<(String, Jump)> {
    let mut found = Vec::new();
    let [item] = &*programme.items else { return found };
    for (index, limit) in programme.limits.iter().flat_map(|all| all.iter()).enumerate() {
        let When { all: [Predicate::Money(test)], any_of: [] } = limit.conditions() else { continue };
        let Some(most) = limit.amount.as_ref() else {
            continue;
        };
        if !is_whole(limit) {
            continue;
        }
        let mut params = params(item, programme);
        params.push(Param::Amount(most));
        let scenarios = Scene::of(programme, Some(item)).values(&params);
        let free = |scenario: &Scenario<'_>, borne| award(item, programme, borne, scenario);
        let cut = |scenario: &Scenario<'_>, borne| Some(free(scenario, borne)?.min(scenario.amount(most)?.fen()));
        let jumps = turns(test).into_iter().filter_map(|turn| turn.largest(&scenarios, cut, free));
        found.extend(jumps.map(|jump| (format!("/limits/{index}/when/0"), jump)));
    }
    found
}

/// A threshold of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Turn {
    /// The bound as it is written.
    at: Money,
    /// The last amount below the threshold, in fen. The next one is on the other side.
    last: i64,
    /// Whether the condition holds above the threshold.
    holds_above: bool,
}

impl Turn {
    /// The jump between the award if the condition holds and the award if it does not.
    fn jump(self, holds: impl Fn(i64) -> Option<i64>, fails: impl Fn(i64) -> Option<i64>) -> Option<Jump> {
        let (below, above) = (self.last, self.last.checked_add(1)?);
        let (before, after) =
            if self.holds_above { (fails(below)?, holds(above)?) } else { (holds(below)?, fails(above)?) };
        let jump = Jump { at: self.at, before: Money::from_fen(before).ok()?, after: Money::from_fen(after).ok()? };
        (jump.change() > 1).then_some(jump)
    }

    /// The largest jump of all scenarios.
    fn largest<'a>(
        self,
        scenarios: &[Scenario<'a>],
        holds: impl Fn(&Scenario<'a>, i64) -> Option<i64>,
        fails: impl Fn(&Scenario<'a>, i64) -> Option<i64>,
    ) -> Option<Jump> {
        let jump = |scenario: &Scenario<'a>| self.jump(|borne| holds(scenario, borne), |borne| fails(scenario, borne));
        steepest(&scenarios.iter().filter_map(jump).collect::<Vec<_>>())
    }
}

/// The thresholds of a condition on the out-of-pocket amount, as far as its bounds are fixed.
fn turns(test: &MoneyTest) -> Vec<Turn> {
    if test.fact != MoneyFact::FamilyBorne {
        return Vec::new();
    }
    let negated = test.negated == Some(true);
    let bounds =
        [(&test.over, 0, true), (&test.at_least, -1, true), (&test.below, -1, false), (&test.at_most, 0, false)];
    let turns = bounds.into_iter().filter_map(|(bound, step, above)| {
        let at = bound.as_ref().and_then(AmountParam::fixed)?;
        let last = at.fen() + step;
        (last >= 0).then_some(Turn { at, last, holds_above: above != negated })
    });
    turns.collect()
}

fn money(predicate: &Predicate) -> Option<&MoneyTest> {
    match predicate {
        Predicate::Money(test) => Some(test),
        _ => None,
    }
}

/// The amounts and rates that determine the award of an item.
fn params<'a>(item: &'a ProgrammeItem, programme: &'a Programme) -> Vec<Param<'a>> {
    let mut params: Vec<Param<'a>> = match &item.benefit {
        Benefit::Fixed(benefit) => vec![Param::Amount(&benefit.amount)],
        Benefit::Rate(benefit) => vec![Param::Rate(&benefit.rate)],
        Benefit::Brackets(benefit) => benefit.brackets.iter().map(|one| Param::Amount(&one.amount)).collect(),
        _ => Vec::new(),
    };
    params.extend(threshold(item).map(|threshold| Param::Amount(&threshold.amount)));
    params.extend(item.deductible.as_ref().map(Param::Amount));
    params.extend(limits(item, programme).map(Param::Amount));
    params
}

/// The amounts of the limits that reduce every single award of an item.
fn limits<'a>(item: &'a ProgrammeItem, programme: &'a Programme) -> impl Iterator<Item = &'a AmountParam> {
    let own = item.limits.iter().flat_map(|limits| limits.iter());
    let limits = own.chain(programme.limits.iter().flat_map(|limits| limits.iter()));
    let limits = limits.filter(|limit| limit.items.as_ref().is_none_or(|items| items.contains(&item.id)));
    let unconditional = limits.filter(|limit| limit.conditions().is_empty());
    unconditional.filter(|limit| is_whole(limit)).filter_map(|limit| limit.amount.as_ref())
}

/// Whether a limit can reduce a single award of a whole application.
fn is_whole(limit: &Limit) -> bool {
    matches!(limit.scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime)
}

/// The award of an item for an out-of-pocket amount, in fen. `None` if it depends on anything else.
fn award(item: &ProgrammeItem, programme: &Programme, borne: i64, scenario: &Scenario<'_>) -> Option<i64> {
    // It depends on what earlier items were awarded, also before.
    if item.after_limits.is_some() {
        return None;
    }
    let basis = match &item.basis {
        None => None,
        Some(basis) => {
            let whole = basis.measure == Measure::FamilyBorne && basis.per == AwardUnit::Application;
            let plain = basis.less_payers.is_none() && basis.less_items.is_none();
            let lines = item.lines.as_ref().or(programme.lines.as_ref());
            if !(whole && plain && lines.is_none() && item.receipts.is_none()) {
                return None;
            }
            if let Some(threshold) = &basis.threshold {
                let amount = scenario.amount(&threshold.amount)?.fen();
                let is_below = if threshold.bound == ThresholdBound::Over { borne <= amount } else { borne < amount };
                if is_below {
                    return Some(0);
                }
            }
            let deductible = item.deductible.as_ref().map_or(Some(Money::ZERO), |amount| scenario.amount(amount))?;
            Money::from_fen((borne - deductible.fen()).max(0)).ok()
        }
    };
    let amount = match &item.benefit {
        Benefit::Fixed(benefit) => scenario.amount(&benefit.amount)?,
        Benefit::Rate(benefit) => share(scenario.rate(&benefit.rate)?.get(), basis?)?,
        Benefit::Brackets(benefit) => {
            let basis = basis?.fen();
            let bracket =
                benefit.brackets.iter().find(|bracket| benefit.bounds.hold(basis, bracket.lower, bracket.upper));
            bracket.map_or(Some(Money::ZERO), |bracket| scenario.amount(&bracket.amount))?
        }
        _ => return None,
    };
    let mut least = amount.fen();
    for limit in limits(item, programme) {
        least = least.min(scenario.amount(limit)?.fen());
    }
    Some(least)
}
