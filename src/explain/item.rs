//! Benefit items: conditions, basis, deductible, limits, rounding. Coordination with other payers.

use super::{
    Words, benefit,
    numeral::yuan,
    param::amount,
    predicate::conditions,
    scope::{self, assigned_by, limit_scope},
    title::{name, quoted, titled},
    words::{all_of, apart, each_of, listed, one_of, say},
};
use crate::{
    code::{AwardCeiling, BelowMinimum, OtherAid, RoundingMode, RoundingUnit, ThresholdBound},
    programme::{
        AmountParam, Basis, Benefit, Coordination, Limit, MinimumAward, PeriodRule, Programme, ProgrammeItem, Rounding,
        Threshold, When,
    },
    value::LocalId,
};

/// An item, line by line.
pub(super) fn lines(item: &ProgrammeItem, programme: &Programme) -> Vec<(usize, Words)> {
    let headline = benefit::headline(&item.benefit, programme);
    let mut lines = vec![(1, titled(title(item), headline))];
    lines.extend(only_if(item.conditions(), programme).map(|words| (2, words)));
    lines.extend(item.receipts.iter().flat_map(|rule| scope::receipts(rule, programme)).map(|line| (2, line)));
    lines.extend(item.lines.iter().flat_map(|rule| scope::lines(rule, programme)).map(|line| (2, line)));
    lines.extend(item.basis.as_ref().map(|of| (2, basis(of, programme))));
    lines.extend(deductible(item, programme).map(|words| (2, words)));
    lines.extend(benefit::rows(&item.benefit, programme).into_iter().map(|row| (2, row)));
    lines.extend(after_limits(item, programme).map(|words| (2, words)));
    lines.extend(item.limits.iter().flat_map(|all| all.iter()).map(|one| (2, limit(one, programme))));
    lines.extend(item.rounding.as_ref().map(|of| (2, rounding(of))));
    // Goods and services have a payee only if the item names one.
    if item.payees.is_some() || !matches!(item.benefit, Benefit::InKind(_)) {
        let payees = benefit::payees(item.payees.as_deref().unwrap_or_default());
        lines.push((2, say!("付给：{payees}", "paid to: {payees}", payees = payees)));
    }
    lines
}

/// The name of an item, or its identifier.
pub(super) fn item_name(id: &LocalId, programme: Option<&Programme>) -> Words {
    let item = programme.and_then(|programme| programme.item(id));
    item.map_or_else(|| Words::quoted(id), title)
}

/// The quoted name of an item, for the middle of a sentence.
pub(super) fn item_quoted(id: &LocalId, programme: Option<&Programme>) -> Words {
    let item = programme.and_then(|programme| programme.item(id));
    item.map_or_else(|| Words::quoted(id), title_quoted)
}

fn title_quoted(item: &ProgrammeItem) -> Words {
    quoted(&item.id, item.title.as_ref(), item.title_en.as_ref())
}

/// The conditions under which something applies.
pub(super) fn only_if(when: When<'_>, programme: &Programme) -> Option<Words> {
    let words = || say!("适用条件：{when}", "only if: {when}", when = conditions(when, programme));
    (!when.is_empty()).then(words)
}

/// The deductible, and that bands begin after it.
pub(super) fn deductible(item: &ProgrammeItem, programme: &Programme) -> Option<Words> {
    let x = amount(item.deductible.as_ref()?, programme);
    let is_in_bands = matches!(item.benefit, Benefit::Bands(_) | Benefit::Brackets(_));
    Some(match is_in_bands {
        true => say!(
            "起付线：{x}；以下各段按扣除起付线后的金额计",
            "deductible: {x}; the bands below are for the amount after the deductible",
            x = x,
        ),
        false => say!("起付线：{x}", "deductible: {x}", x = x),
    })
}

/// The basis of a benefit.
pub(super) fn basis(basis: &Basis, programme: &Programme) -> Words {
    let period = basis.period.as_ref().map(assigned_by);
    let payers = less_payers(basis);
    let items = less_items(basis, programme);
    let threshold = basis.threshold.as_ref().map(|of| threshold(of, programme));
    let less = all_of(period.into_iter().chain(payers).chain(items).chain(threshold));
    let words = say!(
        "计算基数：{measure}，按{per}计算",
        "basis: {measure}, {per}",
        measure = basis.measure.label().into(),
        per = apart(scope::per(basis.per, basis.period.as_ref())),
    );
    if less.is_empty() { words } else { say!("{words}；{less}", "{words}; {less}", words = words, less = less) }
}

/// The amount of a receipt that the basis of every item measures, if it is one.
pub(super) fn measure_of(programme: &Programme) -> Option<Words> {
    let mut measures = programme.items.iter().filter_map(|item| Some(item.basis.as_ref()?.measure));
    let first = measures.next()?;
    let is_only = measures.all(|other| other == first);
    is_only.then(|| say!("计算基数只含{x}", "the basis is the {x}", x = first.label().into()))
}

/// The threshold of a basis.
pub(super) fn threshold(of: &Threshold, programme: &Programme) -> Words {
    let x = amount(&of.amount, programme);
    match of.bound {
        ThresholdBound::Over => say!("超过 {x}的才给付", "awarded only if above {x}", x = x),
        ThresholdBound::AtLeast => say!("达到 {x}的才给付", "awarded only from {x}", x = x),
    }
}

/// The payers whose payments are deducted from a basis.
pub(super) fn less_payers(basis: &Basis) -> Option<Words> {
    let payers = basis.less_payers.as_deref().filter(|payers| !payers.is_empty())?;
    let payers = each_of(payers.iter().map(|payer| payer.label().into()));
    Some(say!("扣除{payers}支付的金额", "less payments by {payers}", payers = payers))
}

/// The items whose awards are deducted from a basis.
pub(super) fn less_items(basis: &Basis, programme: &Programme) -> Option<Words> {
    let ids = basis.less_items.as_deref().filter(|items| !items.is_empty())?;
    let items = named(ids, programme);
    Some(say!("扣除{items}的给付金额", "less the award of {items}", items = items))
}

/// That other items, whose awards are deducted from a basis, pay an amount.
pub(super) fn paid_by_items(basis: &Basis, programme: &Programme) -> Option<Words> {
    let ids = basis.less_items.as_deref().filter(|items| !items.is_empty())?;
    let items = named(ids, programme);
    Some(say!("已由本项目的{items}支付", "paid by the programme's {items}", items = items))
}

/// The limits that must be used up before an item awards.
pub(super) fn after_limits(item: &ProgrammeItem, programme: &Programme) -> Option<Words> {
    let ids = item.after_limits.as_deref()?;
    let limits = each_of(ids.iter().map(|id| match limit_of(id, programme) {
        Some(limit) => quoted(&limit.id, limit.title.as_ref(), limit.title_en.as_ref()),
        None => Words::quoted(id),
    }));
    Some(say!("限额{limits}用尽后才给付", "awarded only after the limit {limits} is used up", limits = limits))
}

/// The first limit with an identifier, of an item or of the programme.
fn limit_of<'a>(id: &LocalId, programme: &'a Programme) -> Option<&'a Limit> {
    let own = programme.items.iter().flat_map(|item| item.limits.iter().flat_map(|limits| limits.iter()));
    let mut all = own.chain(programme.limits.iter().flat_map(|limits| limits.iter()));
    all.find(|limit| limit.id == *id)
}

/// The name of an item.
pub(super) fn title(item: &ProgrammeItem) -> Words {
    name(&item.id, item.title.as_ref(), item.title_en.as_ref())
}

/// The quoted names of items.
fn named(ids: &[LocalId], programme: &Programme) -> Words {
    each_of(ids.iter().map(|id| item_quoted(id, Some(programme))))
}

/// A limit, with its name.
pub(super) fn limit(limit: &Limit, programme: &Programme) -> Words {
    let words = limit_rule(limit, programme);
    if limit.title.is_none() {
        return say!("限额：{limit}", "limit: {limit}", limit = words);
    }
    let name = quoted(&limit.id, limit.title.as_ref(), limit.title_en.as_ref());
    say!("限额{name}：{limit}", "limit {name}: {limit}", name = name, limit = words)
}

/// The bounds of a limit and the awards to which it applies.
pub(super) fn limit_rule(limit: &Limit, programme: &Programme) -> Words {
    let scope = limit_scope(limit.scope, limit.period.as_ref());
    let bounds = limit_bounds(limit, programme);
    let bounds =
        bounds.into_iter().map(|bound| say!("{scope}{bound}", "{bound} {scope}", scope = scope.clone(), bound = bound));
    let bounds = listed(bounds.chain(limit.periods.map(|most| in_periods(most.get(), limit.period.as_ref()))));
    let parts = [
        limit
            .items
            .as_deref()
            .map(|items| say!("适用于{items}", "applies to {items}", items = named(items, programme))),
        limit.period.as_ref().map(assigned_by),
        (limit.operation_days == Some(true))
            .then(|| say!("手术按手术日期归入期间", "an operation by the day on which it is performed")),
        only_if(limit.conditions(), programme),
        limit.group.as_ref().map(|group| {
            say!("与其他项目共用“{group}”", "shared with other programmes as “{group}”", group = Words::same(group))
        }),
    ];
    let bounds = if bounds.is_empty() { say!("以资金余额为限", "up to the fund balance") } else { bounds };
    let parts = all_of(parts.into_iter().flatten());
    if parts.is_empty() {
        return bounds;
    }
    say!("{bounds}（{parts}）", "{bounds} ({parts})", bounds = bounds, parts = parts)
}

/// The number of periods in which awards are made.
pub(super) fn in_periods(most: i64, rule: Option<&PeriodRule>) -> Words {
    let n = Words::same(most);
    match rule {
        Some(PeriodRule::CalendarMonth(_)) => say!("至多在 {n} 个自然月内给付", "awards in at most {n} months", n = n),
        Some(PeriodRule::CalendarQuarter(_)) => {
            say!("至多在 {n} 个自然季度内给付", "awards in at most {n} quarters", n = n)
        }
        Some(PeriodRule::CalendarYear(_) | PeriodRule::ShiftedYear(_)) => {
            say!("至多在 {n} 个年度内给付", "awards in at most {n} years", n = n)
        }
        _ => say!("至多在 {n} 个期间内给付", "awards in at most {n} periods", n = n),
    }
}

/// The bounds of a limit without its scope.
pub(super) fn limit_bounds(limit: &Limit, programme: &Programme) -> Vec<Words> {
    let bounds = [
        limit.amount.as_ref().map(|param| match param {
            AmountParam::Fixed(_) => say!("至多{x}", "at most {x}", x = apart(amount(param, programme))),
            AmountParam::ByAge(_) | AmountParam::ByNumber(_) | AmountParam::ByMoney(_) => {
                say!("至多给付的金额{x}", "at most this amount, {x}", x = amount(param, programme))
            }
            _ => say!("至多给付的金额为：{x}", "at most this amount: {x}", x = amount(param, programme)),
        }),
        limit.units.map(|units| say!("至多计 {n} 个单位", "at most {n} units", n = Words::same(units.get()))),
        most_awards(limit),
    ];
    bounds.into_iter().flatten().collect()
}

/// The number of awards that a limit allows.
pub(super) fn most_awards(limit: &Limit) -> Option<Words> {
    Some(match limit.count?.get() {
        1 => say!("至多给付 1 次", "at most 1 award"),
        n => say!("至多给付 {n} 次", "at most {n} awards", n = Words::same(n)),
    })
}

/// The minimum award.
pub(super) fn minimum(minimum: &MinimumAward) -> Words {
    let x = yuan(minimum.amount);
    match minimum.below {
        BelowMinimum::PayNothing => say!("不足 {x}的不予给付", "awards below {x} are not paid", x = x),
        BelowMinimum::PayMinimum => {
            say!("不足 {x}的按 {x}给付（以限额为限）", "awards below {x} are raised to {x}, within the limits", x = x)
        }
    }
}

/// The rounding of amounts.
pub(super) fn rounding(rounding: &Rounding) -> Words {
    let (zh, en) = match rounding.unit {
        RoundingUnit::Fen => ("一分", "0.01 yuan"),
        RoundingUnit::Jiao => ("一角", "0.10 yuan"),
        RoundingUnit::Yuan => ("一元", "whole yuan"),
        RoundingUnit::TenYuan => ("十元", "multiples of 10 yuan"),
        RoundingUnit::HundredYuan => ("一百元", "multiples of 100 yuan"),
    };
    let unit = Words { zh: zh.to_owned(), en: en.to_owned() };
    match rounding.mode {
        RoundingMode::HalfUp => {
            say!(
                "计算结果四舍五入，以{unit}为单位；限额和家庭负担余额的上限（如有）在舍入后适用",
                "results are rounded half up to {unit}; limits and the cap at the remaining out-of-pocket amount, if any, apply after \
                 rounding",
                unit = unit,
            )
        }
        RoundingMode::Down => say!(
            "计算结果不足{unit}的部分舍去；限额和家庭负担余额的上限（如有）在舍入后适用",
            "results are rounded down to {unit}; limits and the cap at the remaining out-of-pocket amount, if any, apply after rounding",
            unit = unit,
        ),
        RoundingMode::Up => say!(
            "计算结果不足{unit}的按{unit}计；限额和家庭负担余额的上限（如有）在舍入后适用",
            "results are rounded up to {unit}; limits and the cap at the remaining out-of-pocket amount, if any, apply after rounding",
            unit = unit,
        ),
    }
}

/// The coordination of a programme with other payers, one line for each rule.
pub(super) fn coordination(rule: &Coordination, programme: &Programme) -> Vec<Words> {
    let counted = rule.counted.as_deref().filter(|_| rule.other_aid != OtherAid::Ignore).map(|states| {
        let states = one_of(states.iter().map(|state| state.label().into()));
        say!("其他救助的计入范围：{states}", "other aid is counted if: {states}", states = states)
    });
    // The cap at the rest of the family's share states the same.
    let is_stated = rule.other_aid == OtherAid::ReducesCap && rule.ceiling == AwardCeiling::FamilyBorne;
    let ceiling = ceiling(rule.ceiling).filter(|_| !is_stated);
    let all = [after(rule), Some(other_aid(programme)), counted, ceiling];
    all.into_iter().flatten().collect()
}

/// The effect of other aid on an award.
pub(super) fn other_aid(programme: &Programme) -> Words {
    let rule = &programme.coordination;
    let mut bases = programme.items.iter().filter_map(|item| item.basis.as_ref());
    let is_deducted = bases.any(|basis| less_payers(basis).is_some());
    match rule.other_aid {
        OtherAid::Ignore if is_deducted => say!(
            "其他救助不影响给付，但给付项列明的支付方所支付的金额从计算基数中扣除",
            "other aid does not affect the award, except that payments by the payers named in an item are deducted from its basis"
        ),
        OtherAid::Ignore => say!("其他救助不影响给付", "other aid does not affect the award"),
        OtherAid::ReducesCap => {
            let basis = if is_deducted {
                say!(
                    "计算基数只扣除给付项列明的支付方所支付的金额",
                    "only payments by the payers named in an item are deducted from its basis"
                )
            } else {
                say!("其他救助不抵减计算基数", "other aid is not deducted from the basis")
            };
            if rule.ceiling != AwardCeiling::FamilyBorne {
                return basis;
            }
            say!(
                "给付以家庭负担扣除其他救助后的余额为限；{basis}",
                "the award is at most the family's share less other aid; {basis}",
                basis = basis,
            )
        }
        OtherAid::ReducesBasis => say!("其他救助抵减计算基数", "other aid is deducted from the basis"),
        OtherAid::Exclusive => say!("已有其他救助的，不再给付", "no award if other aid was granted"),
    }
}

/// The upper bound of an award, if there is one.
pub(super) fn ceiling(ceiling: AwardCeiling) -> Option<Words> {
    match ceiling {
        AwardCeiling::FamilyBorne => {
            Some(say!("给付不超过家庭负担的余额", "the award does not exceed the remaining out-of-pocket amount"))
        }
        AwardCeiling::AtReconciliation => Some(say!(
            "先行给付，取得票据后再与家庭负担核对",
            "the award is paid in advance and compared with the receipts later"
        )),
        AwardCeiling::NotApplicable => None,
    }
}

/// The payers that must settle first.
pub(super) fn after(rule: &Coordination) -> Option<Words> {
    let payers = rule.after.as_deref().filter(|payers| !payers.is_empty())?;
    let payers = each_of(payers.iter().map(|payer| payer.label().into()));
    Some(say!("须先由{payers}结算", "must settle first: {payers}", payers = payers))
}
