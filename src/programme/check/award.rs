//! Rules for the amounts that a benefit item can pay.

use crate::{
    code::{AwardCeiling, AwardUnit, BelowMinimum, LimitScope, RoundingMode},
    finding::{At, rules},
    programme::{
        AmountParam, Benefit, BracketBenefit, FixedBenefit, Limit, MinimumAward, PeriodRule, Programme, ProgrammeItem,
        RateParam, Rounding, TierBenefit,
    },
    value::Money,
    wire::Integer,
};
use rust_decimal::Decimal;

rules! { ProgrammeAward;
    /// 始终不予给付 · Minimum award above every possible award.
    NEVER_PAYS = "programme.never-pays" Error Arithmetic {
        zh: "最低给付高于可能的最高给付 {limit}，始终不予给付", en: "the minimum award exceeds the highest possible award {limit}: nothing is ever paid",
        hint_zh: "请核对最低给付、金额和限额", hint_en: "check the minimum award, the amounts and the limits",
        source: "arithmetic",
    }
    /// 给付项不给付任何金额 · Benefit item that pays nothing.
    PAYS_NOTHING = "programme.pays-nothing" Warning Arithmetic {
        zh: "此给付项的金额、比例或限额均为零，不给付", en: "every amount, rate or limit of the benefit item is zero: it pays nothing",
        hint_zh: "请填写金额或比例，或删除此给付项", hint_en: "enter the amount or the rate, or remove the benefit item",
        source: "every published part has an effect",
    }
    /// 定额不是舍入单位的整数倍 · Fixed amount that is not a multiple of the rounding unit.
    AMOUNT_NOT_ROUND = "programme.amount-not-round" Warning Arithmetic {
        zh: "舍入到 {unit} 后，{amount} 变为 {rounded}", en: "rounding to {unit} changes {amount} to {rounded}",
        hint_zh: "请核对金额和舍入单位", hint_en: "check the amount and the rounding unit",
        source: "each award is rounded once",
    }
}

/// Judges the amounts that a benefit item can pay.
pub(super) fn check_award(item: &ProgrammeItem, programme: &Programme, at: &mut At) {
    let in_kind = matches!(item.benefit, Benefit::InKind(_));
    let limits = bounding_limits(item, programme).filter_map(|limit| limit.amount.as_ref()?.greatest()).min();
    let pays = greatest_is_some(&item.benefit) && limits != Some(Money::ZERO);
    at.judge_member(&PAYS_NOTHING, ProgrammeItem::MEMBERS.benefit, (!in_kind).then_some(pays), |_| {});
    let rounding = item.rounding.as_ref().or(programme.rounding.as_ref());
    let Some(rounding) = rounding else { return };
    at.within(ProgrammeItem::MEMBERS.benefit, |at| match &item.benefit {
        Benefit::Fixed(fixed) => check_round(&fixed.amount, rounding, at),
        Benefit::Tiers(tiers) => {
            at.each(TierBenefit::MEMBERS.tiers, &tiers.tiers, |at, tier| check_round(&tier.amount, rounding, at))
        }
        Benefit::Brackets(brackets) => {
            at.each(BracketBenefit::MEMBERS.brackets, &brackets.brackets, |at, bracket| {
                check_round(&bracket.amount, rounding, at)
            });
        }
        _ => {}
    });
}

fn check_round(amount: &AmountParam, rounding: &Rounding, at: &mut At) {
    let changed = amount.values().into_iter().find_map(|amount| {
        let rounded = rounding.round(amount);
        (rounded != Some(amount)).then_some((amount, rounded.unwrap_or_default()))
    });
    at.judge_member(&AMOUNT_NOT_ROUND, FixedBenefit::MEMBERS.amount, Some(changed.is_none()), |f| {
        let (amount, rounded) = changed.unwrap_or_default();
        f.param("unit", rounding.unit).param("amount", amount).param("rounded", rounded);
    });
}

/// Judges the minimum award against the highest possible award.
pub(super) fn check_minimum(programme: &Programme, at: &mut At) {
    let Some(MinimumAward { amount, below }) = &programme.minimum_award else { return };
    let limits = programme.limits.iter().flat_map(|limits| limits.iter());
    let limits = limits.filter(|limit| limit.items.is_none() && limit.is_unconditional());
    let lowest = limits.filter_map(|limit| limit.greatest_sum(false)).min();
    let most: Option<Vec<Money>> = programme.items.iter().map(|item| most_of(item, programme)).collect();
    let most = lowest.into_iter().chain(most.and_then(Money::checked_sum)).min();
    // If the minimum award is paid in any case, a limit below it reduces it, but an award remains.
    let judged = most.filter(|_| *below == BelowMinimum::PayNothing);
    at.judge_member(&NEVER_PAYS, Programme::MEMBERS.minimum_award, judged.map(|most| *amount <= most), |f| {
        f.param("limit", most.unwrap_or_default());
    });
}

/// The highest award of a benefit item for one application. `None` if it is unbounded.
fn most_of(item: &ProgrammeItem, programme: &Programme) -> Option<Money> {
    let once = item.basis.as_ref().is_none_or(|basis| basis.per == AwardUnit::Application);
    // Without a basis and a cap, the award is on no receipt: it lies in one period.
    let is_whole = item.basis.is_none() && programme.coordination.ceiling != AwardCeiling::FamilyBorne;
    let is_single = is_whole && !matches!(item.benefit, Benefit::Prices(_) | Benefit::InKind(_));
    let limit = bounding_limits(item, programme).filter_map(|limit| limit.greatest_sum(is_single)).min();
    let benefit = match &item.benefit {
        Benefit::Fixed(fixed) if once => fixed.amount.greatest(),
        Benefit::Tiers(tiers) if once => {
            let amounts: Option<Vec<Money>> = tiers.tiers.iter().map(|tier| tier.amount.greatest()).collect();
            amounts.and_then(|amounts| amounts.into_iter().max())
        }
        Benefit::Brackets(brackets) if once => {
            let amounts: Option<Vec<Money>> =
                brackets.brackets.iter().map(|bracket| bracket.amount.greatest()).collect();
            amounts.and_then(|amounts| amounts.into_iter().max())
        }
        Benefit::Units(units) if once => units
            .amount
            .greatest()
            .zip(units.count_max)
            .and_then(|(amount, count)| Money::from_fen(amount.fen().checked_mul(Integer::get(count))?).ok()),
        _ => None,
    };
    limit.into_iter().chain(benefit).min()
}

/// The limits that apply to every single award of a benefit item.
pub(super) fn bounding_limits<'a>(
    item: &'a ProgrammeItem,
    programme: &'a Programme,
) -> impl Iterator<Item = &'a Limit> {
    let own = item.limits.iter().flat_map(|limits| limits.iter());
    let limits = own.chain(programme.limits.iter().flat_map(|limits| limits.iter()));
    limits.filter(|limit| limit.always_bounds(item))
}

impl Limit {
    /// Whether it applies to every single award of the item: it has no conditions, it covers the item, and its scope is
    /// not smaller than the unit of computation.
    fn always_bounds(&self, item: &ProgrammeItem) -> bool {
        let per = item.basis.as_ref().map(|basis| basis.per);
        // The lines of one award may be in several periods.
        let is_by_line = self.period.as_ref().is_some_and(PeriodRule::is_by_line);
        let for_award = match self.scope {
            LimitScope::Period => !is_by_line,
            LimitScope::Application | LimitScope::Lifetime => true,
            LimitScope::Hospitalisation => matches!(per, Some(AwardUnit::Receipt | AwardUnit::Hospitalisation)),
            LimitScope::Receipt => per == Some(AwardUnit::Receipt),
            LimitScope::Operation => per.is_none() && matches!(item.benefit, Benefit::Prices(_)),
            LimitScope::Line | LimitScope::FundBalance => false,
        };
        for_award && self.is_unconditional() && self.items.as_ref().is_none_or(|items| items.contains(&item.id))
    }

    fn is_unconditional(&self) -> bool {
        self.conditions().is_empty()
    }

    /// The highest sum of the awards of an application that it allows. A limit for months or years allows its amount in each of them:
    /// it bounds a sum only if everything awarded lies in one period, or if it bounds the number of periods.
    fn greatest_sum(&self, is_in_one: bool) -> Option<Money> {
        let amount = self.amount.as_ref()?.greatest()?;
        let times = match self.scope {
            LimitScope::Application | LimitScope::Lifetime => 1,
            LimitScope::Period if is_in_one || matches!(self.period, Some(PeriodRule::RollingMonths(_))) => 1,
            LimitScope::Period => self.periods?.get(),
            _ => return None,
        };
        Money::from_fen(amount.fen().checked_mul(times)?).ok()
    }
}

/// Whether the benefit can be more than zero.
fn greatest_is_some(benefit: &Benefit) -> bool {
    let amount = |amount: &AmountParam| amount.greatest() != Some(Money::ZERO);
    let rate = |rate: &RateParam| rate.greatest().is_none_or(|rate| rate.get() > Decimal::ZERO);
    match benefit {
        Benefit::Fixed(fixed) => amount(&fixed.amount),
        Benefit::Tiers(tiers) => tiers.tiers.iter().any(|tier| amount(&tier.amount)),
        Benefit::Brackets(brackets) => brackets.brackets.iter().any(|bracket| amount(&bracket.amount)),
        Benefit::Rate(benefit) => rate(&benefit.rate),
        Benefit::Bands(bands) => {
            bands.bands.iter().any(|band| rate(&band.rate)) || bands.add_rate.as_ref().is_some_and(rate)
        }
        Benefit::Prices(prices) => prices.prices.iter().any(|price| amount(&price.price)),
        Benefit::Units(units) => amount(&units.amount),
        Benefit::Gap(gap) => rate(&gap.rate),
        Benefit::Match(matched) => matched.times.get() > Decimal::ZERO,
        Benefit::InKind(_) => true,
    }
}

impl Rounding {
    /// The rounded amount. `None` if it is too large.
    fn round(&self, amount: Money) -> Option<Money> {
        let (unit, rest) = (self.unit.fen(), amount.fen() % self.unit.fen());
        let up = match self.mode {
            RoundingMode::Down => false,
            RoundingMode::HalfUp => rest * 2 >= unit,
            RoundingMode::Up => rest > 0,
        };
        Money::from_fen(amount.fen() - rest + if up { unit } else { 0 }).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::RoundingUnit;

    #[test]
    fn amounts_are_rounded() {
        use RoundingMode::{Down, HalfUp, Up};
        for (amount, unit, mode, expected) in [
            ("50.49", RoundingUnit::Yuan, HalfUp, "50.00"),
            ("50.50", RoundingUnit::Yuan, HalfUp, "51.00"),
            ("50.99", RoundingUnit::Yuan, Down, "50.00"),
            ("50.01", RoundingUnit::Yuan, Up, "51.00"),
            ("50.00", RoundingUnit::Yuan, Up, "50.00"),
            ("5050.00", RoundingUnit::HundredYuan, HalfUp, "5100.00"),
            ("49.99", RoundingUnit::HundredYuan, HalfUp, "0.00"),
            ("0.01", RoundingUnit::Fen, Up, "0.01"),
        ] {
            let rounding = Rounding { unit, mode };
            assert_eq!(
                rounding.round(Money::parse(amount).unwrap()),
                Money::parse(expected).ok(),
                "{amount} {unit} {mode}"
            );
        }
    }
}
