//! Cliffs of conditions on the out-of-pocket amount: on one side of a threshold the full award, on the other none or a
//! limited one.
//!
//! A cliff states both awards. They are known only if they can be computed from the out-of-pocket amount alone: benefit
//! items with a fixed amount, a fixed rate or fixed bands, for the whole application, with fixed limits. Other items
//! have no stated cliff.

use super::jump::Jump;
use crate::{
    code::{AwardUnit, LimitScope, Measure, MoneyFact},
    programme::{AmountParam, Benefit, Limit, MoneyTest, Predicate, Programme, ProgrammeItem},
    value::Money,
};

/// The cliffs of the requirements: on one side the full award, on the other nothing.
pub(super) fn of_requirements(programme: &Programme) -> Vec<(String, Jump)> {
    let mut found = Vec::new();
    for (index, requirement) in programme.requirements.iter().flat_map(|all| all.iter()).enumerate() {
        // With an alternative condition, the award may be unaffected.
        let [Predicate::Money(test)] = &*requirement.any_of else { continue };
        let place = format!("/requirements/{index}/anyOf/0");
        let total = |borne| {
            programme.items.iter().try_fold(0, |sum: i64, item| sum.checked_add(award(item, programme, borne)?))
        };
        found.extend(turns(test).into_iter().filter_map(|turn| Some((place.clone(), turn.jump(total, |_| Some(0))?))));
    }
    found
}

/// The cliffs of an item's conditions.
pub(super) fn of_item(item: &ProgrammeItem, index: usize, programme: &Programme) -> Vec<(String, Jump)> {
    let when = item.when.as_deref().unwrap_or_default();
    let tests = when.iter().enumerate().filter_map(|(place, predicate)| Some((place, money(predicate)?)));
    let paid = |borne| award(item, programme, borne);
    let jumps = tests.flat_map(|(place, test)| {
        let jumps = turns(test).into_iter().filter_map(|turn| turn.jump(paid, |_| Some(0)));
        jumps.map(move |jump| (format!("/items/{index}/when/{place}"), jump)).collect::<Vec<_>>()
    });
    jumps.collect()
}

/// The cliffs of the conditions of the programme's limits: on one side the limit, on the other none.
pub(super) fn of_limits(programme: &Programme) -> Vec<(String, Jump)> {
    let mut found = Vec::new();
    let [item] = &*programme.items else { return found };
    for (index, limit) in programme.limits.iter().flat_map(|all| all.iter()).enumerate() {
        let (Some([Predicate::Money(test)]), Some(most)) = (limit.when.as_deref(), fixed(limit)) else { continue };
        let free = |borne| award(item, programme, borne);
        let cut = |borne| Some(free(borne)?.min(most));
        let place = format!("/limits/{index}/when/0");
        found.extend(turns(test).into_iter().filter_map(|turn| Some((place.clone(), turn.jump(cut, free)?))));
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

/// The award of an item for an out-of-pocket amount, in fen. `None` if it depends on anything else.
fn award(item: &ProgrammeItem, programme: &Programme, borne: i64) -> Option<i64> {
    let basis = match &item.basis {
        None => None,
        Some(basis) => {
            let whole = basis.measure == Measure::FamilyBorne && basis.per == AwardUnit::Application;
            let plain = basis.less_payers.is_none() && basis.less_items.is_none();
            let lines = item.lines.as_ref().or(programme.lines.as_ref());
            if !(whole && plain && lines.is_none() && item.receipts.is_none()) {
                return None;
            }
            let deductible = item.deductible.as_ref().map_or(Some(Money::ZERO), AmountParam::fixed)?;
            Money::from_fen((borne - deductible.fen()).max(0)).ok()
        }
    };
    let amount = match &item.benefit {
        Benefit::Fixed(benefit) => benefit.amount.fixed()?,
        Benefit::Rate(benefit) => benefit.rate.share(basis?)?,
        Benefit::Brackets(benefit) => {
            let basis = basis?.fen();
            let bracket =
                benefit.brackets.iter().find(|bracket| benefit.bounds.hold(basis, bracket.lower, bracket.upper));
            bracket.map_or(Some(Money::ZERO), |bracket| bracket.amount.fixed())?
        }
        _ => return None,
    };
    let own = item.limits.iter().flat_map(|limits| limits.iter());
    let limits = own.chain(programme.limits.iter().flat_map(|limits| limits.iter()));
    let limits = limits.filter(|limit| limit.items.as_ref().is_none_or(|items| items.contains(&item.id)));
    let unconditional = limits.filter(|limit| limit.when.as_ref().is_none_or(|when| when.is_empty()));
    Some(unconditional.filter_map(fixed).chain([amount.fen()]).min().unwrap_or_default())
}

/// The amount to which a limit reduces a single award, in fen.
fn fixed(limit: &Limit) -> Option<i64> {
    let whole = matches!(limit.scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime);
    whole.then(|| limit.amount.as_ref().and_then(AmountParam::fixed).map(Money::fen)).flatten()
}
