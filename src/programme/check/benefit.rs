//! Rules for benefits: amounts, bands, prices, services and their cliffs.

use super::{
    coding::check_operation,
    condition::{check_amount, check_ranges, check_rate, check_when},
    reference::{HOSPITALS, Names, check_scope, check_unique},
    set::{PREFIX_COVERED, beginnings},
};
use crate::{
    fact::Scope,
    finding::{At, rules},
    programme::{
        AmountByCode, AmountParam, BandBenefit, Benefit, BracketBenefit, CoFunding, CountedTime, FixedBenefit,
        GapBenefit, InKindBenefit, OperationPrice, PriceBenefit, Programme, ProgrammeItem, RateBenefit, RateParam,
        Service, TierBenefit, UnitBenefit, UnitCount,
        bracket::Range,
        cliff::{self, Jump, steepest},
        prover::Scene,
    },
    value::{Money, Rate},
    wire::MemberName,
};
use rust_decimal::Decimal;
use std::collections::HashMap;

rules! { ProgrammeBenefit;
    /// 始终因限额而不能全额给付 · Amount that a limit always reduces.
    NEVER_IN_FULL = "programme.never-in-full" Warning Arithmetic {
        zh: "限额 {limit} 低于此处的最低金额，始终不能全额给付", en: "the limit {limit} is below the lowest amount here: the amount is never paid in full",
        hint_zh: "请核对限额和金额", hint_en: "check the limit and the amount",
        source: "arithmetic",
    }
    /// 给付金额跳档 · Cliff in the award.
    CLIFF = "programme.cliff" Warning Arithmetic {
        zh: "在 {at} 元处相差一分，给付由 {before} 元变为 {after} 元", en: "at {at} yuan, a difference of one fen changes the award from {before} to {after} yuan",
        hint_zh: "其他资助方多付一分，家庭可能少得一档；公告确有规定的，可保留", hint_en: "check the amounts: one more fen from another funder may cost the family a whole band; keep the cliff if the notice states it",
        source: "天使阳光基金 table: amounts by bracket",
    }
    /// 分段次序不符 · Bands out of order.
    BANDS_ORDER = "programme.bands-order" Error Value {
        zh: "各段须由低到高排列，且仅最后一段没有上限", en: "bands must be in ascending order, and only the last band has no upper end",
        hint_zh: "请核对各段上限", hint_en: "check the upper ends of the bands",
        source: "a table of bands covers every amount",
    }
    /// 比例之和超过百分之百 · Sum of rates above one hundred percent.
    RATES_ABOVE_ONE = "programme.rates-above-one" Error Arithmetic {
        zh: "比例之和可达 {sum}，超过 1", en: "the sum of the rates can reach {sum} and exceeds 1",
        hint_zh: "请核对比例、加成比例和各方份额", hint_en: "check the rates, the added rate and the shares",
        source: "no award exceeds the charges",
    }
    /// 协议资助的比例与金额缺失或重复 · Co-funding without exactly one of share and amount.
    CO_FUNDING_INCOMPLETE = "programme.co-funding-incomplete" Error Structure {
        zh: "协议资助的比例与金额须且只能填写一项", en: "the co-funding must have exactly one of share and amount",
        hint_zh: "请填写比例或金额", hint_en: "enter either the share or the amount",
        source: "an agreed share is stated once",
    }
}

pub(super) fn check_benefit(benefit: &Benefit, limit: Option<Money>, scope: Scope, names: &Names<'_>, at: &mut At) {
    match benefit {
        Benefit::Fixed(fixed) => check_awarded(&fixed.amount, limit, scope, names, at),
        Benefit::Tiers(tiers) => {
            check_unique(TierBenefit::MEMBERS.tiers, Some(&*tiers.tiers), |tier| &tier.id, at);
            at.each(TierBenefit::MEMBERS.tiers, &tiers.tiers, |at, tier| {
                names.source(tier.source.as_ref(), at);
                check_when(tier.conditions(), Scope::Application, names, at);
                check_awarded(&tier.amount, limit, scope, names, at);
            });
        }
        Benefit::Brackets(brackets) => check_brackets(brackets, limit, scope, names, at),
        Benefit::Rate(rate) => check_rate(RateBenefit::MEMBERS.rate, Some(&rate.rate), scope, at),
        Benefit::Bands(bands) => check_bands(bands, scope, at),
        Benefit::Prices(prices) => check_prices(prices, scope, names, at),
        Benefit::Units(units) => {
            at.within(UnitBenefit::MEMBERS.count, |at| check_count(&units.count, scope, at));
            check_awarded(&units.amount, limit, scope, names, at);
        }
        Benefit::Gap(gap) => check_rate(GapBenefit::MEMBERS.rate, Some(&gap.rate), scope, at),
        Benefit::Match(_) => {}
        Benefit::InKind(service) => check_services(service, scope, names, at),
    }
}

/// Days of stays and quantities are summed over receipts. Times belong to the application or to a unit, as amounts do.
fn check_count(count: &UnitCount, scope: Scope, at: &mut At) {
    if let UnitCount::Time(time) = count {
        check_scope(CountedTime::MEMBERS.from, time.from.fact(), scope, at);
        check_scope(CountedTime::MEMBERS.to, time.to.fact(), scope, at);
    }
}

fn check_in_full(name: MemberName, amount: &AmountParam, limit: Option<Money>, at: &mut At) {
    let both = amount.least().zip(limit);
    at.judge_member(&NEVER_IN_FULL, name, both.map(|(amount, limit)| amount <= limit), |f| {
        f.param("limit", limit.unwrap_or_default());
    });
}

fn check_brackets(brackets: &BracketBenefit, limit: Option<Money>, scope: Scope, names: &Names<'_>, at: &mut At) {
    let ranges: Vec<Range> = brackets.brackets.iter().map(|bracket| (bracket.lower, bracket.upper)).collect();
    check_ranges(BracketBenefit::MEMBERS.brackets, &ranges, at);
    at.each(BracketBenefit::MEMBERS.brackets, &brackets.brackets, |at, bracket| {
        check_awarded(&bracket.amount, limit, scope, names, at);
    });
}

/// Judges the cliffs of a benefit: between its bands, and between the rows of amounts that another amount determines.
pub(super) fn check_bands_for_cliffs(item: &ProgrammeItem, programme: &Programme, at: &mut At) {
    let scene = || Scene::of(programme, Some(item));
    at.within(ProgrammeItem::MEMBERS.benefit, |at| match &item.benefit {
        Benefit::Brackets(brackets) => {
            check_cliffs(BracketBenefit::MEMBERS.brackets, &cliff::of_brackets(brackets, &mut scene()), at);
            at.each(BracketBenefit::MEMBERS.brackets, &brackets.brackets, |at, bracket| {
                check_rows(&bracket.amount, scene, at);
            });
        }
        Benefit::Fixed(fixed) => check_rows(&fixed.amount, scene, at),
        Benefit::Units(units) => check_rows(&units.amount, scene, at),
        Benefit::Tiers(tiers) => at.each(TierBenefit::MEMBERS.tiers, &tiers.tiers, |at, tier| {
            check_rows(&tier.amount, || scene().narrowed(tier.conditions()), at);
        }),
        Benefit::Bands(bands) => check_cliffs(BandBenefit::MEMBERS.bands, &cliff::of_bands(bands, &mut scene()), at),
        _ => {}
    });
}

/// Judges the cliffs between the rows of an amount that another amount determines.
fn check_rows<'a>(amount: &AmountParam, scene: impl FnOnce() -> Scene<'a>, at: &mut At) {
    if matches!(amount, AmountParam::ByMoney(_)) {
        at.within(FixedBenefit::MEMBERS.amount, |at| {
            check_cliffs(AmountByCode::MEMBERS.rows, &cliff::of_amount(amount, &mut scene()), at);
        });
    }
}

/// Judges the cliffs of a member. The finding states the largest one.
fn check_cliffs(name: MemberName, jumps: &[Jump], at: &mut At) {
    at.judge_member(&CLIFF, name, Some(jumps.is_empty()), |f| {
        if let Some(Jump { at, before, after }) = steepest(jumps) {
            f.param("at", at).param("before", before).param("after", after);
        }
    });
}

/// Judges an amount that is awarded, and whether it can be paid in full.
fn check_awarded(amount: &AmountParam, limit: Option<Money>, scope: Scope, names: &Names<'_>, at: &mut At) {
    check_amount(FixedBenefit::MEMBERS.amount, Some(amount), scope, names, at);
    check_in_full(FixedBenefit::MEMBERS.amount, amount, limit, at);
}

fn check_bands(bands: &BandBenefit, scope: Scope, at: &mut At) {
    let last = bands.bands.len().saturating_sub(1);
    let mut before = Some(Money::ZERO);
    at.within(BandBenefit::MEMBERS.bands, |at| {
        for (index, band) in bands.bands.iter().enumerate() {
            let in_order = match band.upper {
                Some(upper) => index < last && before.is_some_and(|before| before < upper),
                None => index == last,
            };
            at.item(index, |at| {
                at.judge(&BANDS_ORDER, Some(in_order), |_| {});
                check_rate(RateBenefit::MEMBERS.rate, Some(&band.rate), scope, at);
            });
            before = band.upper;
        }
    });
    check_rate(BandBenefit::MEMBERS.add_rate, bands.add_rate.as_ref(), scope, at);
    let added = bands.add_rate.as_ref().and_then(RateParam::greatest).map_or(Decimal::ZERO, Rate::get);
    let greatest = bands.bands.iter().filter_map(|band| band.rate.greatest()).max().map_or(Decimal::ZERO, Rate::get);
    judge_sum(greatest + added, at);
}

fn judge_sum(sum: Decimal, at: &mut At) {
    at.judge(&RATES_ABOVE_ONE, Some(sum <= Decimal::ONE), |f| {
        f.param("sum", sum.normalize());
    });
}

fn check_prices(prices: &PriceBenefit, scope: Scope, names: &Names<'_>, at: &mut At) {
    check_unique(PriceBenefit::MEMBERS.prices, Some(&*prices.prices), |price| &price.id, at);
    // A document may list a hundred thousand prefixes: each is looked up by its own prefixes, not compared with all
    // others.
    let mut named: HashMap<&str, usize> = HashMap::new();
    for prefix in prices.prices.iter().flat_map(|price| price.operations.iter()) {
        *named.entry(prefix.as_str()).or_default() += 1;
    }
    at.each(PriceBenefit::MEMBERS.prices, &prices.prices, |at, price| {
        check_amount(OperationPrice::MEMBERS.price, Some(&price.price), scope, names, at);
        at.each(OperationPrice::MEMBERS.operations, &price.operations, |at, prefix| {
            check_operation(prefix, at);
            let own = |beginning: &&str| *beginning != prefix.as_str() || named.get(beginning) > Some(&1);
            let wider = beginnings(prefix.as_str()).find(|beginning| named.contains_key(beginning) && own(beginning));
            at.judge(&PREFIX_COVERED, Some(wider.is_none()), |f| {
                f.param("other", wider.unwrap_or_default());
            });
        });
    });
    check_co_funding(prices.co_funding.as_deref(), at);
}

fn check_services(service: &InKindBenefit, scope: Scope, names: &Names<'_>, at: &mut At) {
    check_unique(InKindBenefit::MEMBERS.services, Some(&*service.services), |service| &service.id, at);
    at.each(InKindBenefit::MEMBERS.services, &service.services, |at, service| {
        check_amount(Service::MEMBERS.settled, service.settled.as_ref(), scope, names, at);
        let operations = service.operations.as_deref().unwrap_or_default();
        at.each(Service::MEMBERS.operations, operations, |at, prefix| check_operation(prefix, at));
    });
    names.set(InKindBenefit::MEMBERS.hospitals, service.hospitals.as_ref(), HOSPITALS, at);
    check_co_funding(service.co_funding.as_deref(), at);
}

fn check_co_funding(co_funding: Option<&[CoFunding]>, at: &mut At) {
    let co_funding = co_funding.unwrap_or_default();
    at.each(InKindBenefit::MEMBERS.co_funding, co_funding, |at, payer| {
        at.judge(&CO_FUNDING_INCOMPLETE, Some(payer.share.is_some() != payer.amount.is_some()), |_| {});
    });
    let shares = co_funding.iter().filter_map(|payer| payer.share).map(Rate::get);
    at.within(InKindBenefit::MEMBERS.co_funding, |at| judge_sum(shares.sum(), at));
}
