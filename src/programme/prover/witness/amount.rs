//! Amounts of a household and of receipts that have given values.

use super::{super::axis::Axis, valued::Valued};
use crate::{
    code::{MoneyFact, NumberFact},
    programme::interval::Intervals,
};

/// The largest household that is examined.
const MEMBERS_MAX: i64 = 20;
/// The largest amount of a document, in fen.
const FEN_MAX: i64 = 99_999_999_999_999;

/// Whether amounts with these values are found. Each other amount is free. A ratio, or a bound that is not fixed, is
/// related to all of them.
pub(super) fn is_found(facts: &[Valued<'_, '_>]) -> bool {
    if facts.iter().any(|(axis, _)| !matches!(axis, Axis::Money(_) | Axis::Number(_))) {
        return false;
    }
    is_income(facts) && are_charges(facts)
}

fn of(facts: &[Valued<'_, '_>], fact: MoneyFact) -> Option<Intervals> {
    let own = facts.iter().find(|(axis, _)| matches!(axis, Axis::Money(own) if *own == fact))?;
    Some(own.1.meet(&Intervals::between(0, FEN_MAX)))
}

/// Whether an income equals the income per head times the number of household members.
fn is_income(facts: &[Valued<'_, '_>]) -> bool {
    let (income, per_head) = (of(facts, MoneyFact::HouseholdIncome), of(facts, MoneyFact::IncomePerHead));
    let members = facts.iter().find(|(axis, _)| matches!(axis, Axis::Number(NumberFact::HouseholdMembers)));
    let (Some(income), Some(per_head)) = (income, per_head) else { return true };
    let mut counts = (1..=MEMBERS_MAX).filter(|count| members.is_none_or(|(_, values)| values.contains(*count)));
    counts.any(|count| {
        let shares =
            income.spans().iter().map(|(lower, upper)| (lower / count + i64::from(lower % count > 0), upper / count));
        !per_head.meet(&Intervals::of(shares)).is_empty()
    })
}

/// Whether the amounts of receipts are possible: those of the last twelve months are part of all, the co-payment is part of
/// the family's share, also outside of these months, and that is part of the billed amount.
fn are_charges(facts: &[Valued<'_, '_>]) -> bool {
    let least = |fact: MoneyFact, bound: i64| match of(facts, fact) {
        Some(values) => Some(values.meet(&Intervals::between(bound, FEN_MAX)).spans().first()?.0),
        None => Some(bound),
    };
    let found = || {
        let recent = least(MoneyFact::SelfPaidTwelveMonths, 0)?;
        let paid = least(MoneyFact::SelfPaid, recent)?;
        let recent_share = least(MoneyFact::FamilyBorneTwelveMonths, recent)?;
        let share = least(MoneyFact::FamilyBorne, recent_share.checked_add(paid - recent)?)?;
        least(MoneyFact::Billed, share)
    };
    found().is_some()
}
