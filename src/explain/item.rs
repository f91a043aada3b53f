//! Items: conditions, basis, deductible, limits, rounding; and the coordination with other payers.

use super::{
    Words, benefit,
    numeral::yuan,
    param::amount,
    predicate::conditions,
    scope::{self, period_rule},
    title::{name, titled},
    words::{all_of, labels, listed, say},
};
use crate::{
    code::BelowMinimum,
    programme::{Basis, Coordination, Limit, MinimumAward, Programme, ProgrammeItem, Rounding},
    value::LocalId,
};

/// An item, line by line.
pub(super) fn lines(item: &ProgrammeItem, programme: &Programme) -> Vec<(usize, Words)> {
    let headline = benefit::headline(&item.benefit, programme);
    let mut lines = vec![(1, titled(title(item), headline))];
    lines.extend(benefit::rows(&item.benefit, programme).into_iter().map(|row| (2, row)));
    lines.extend(item.basis.as_ref().map(|of| (2, basis(of, programme))));
    lines.extend(item.when.as_deref().filter(|when| !when.is_empty()).map(|when| (2, only_if(when, programme))));
    lines.extend(item.receipts.iter().flat_map(|rule| scope::receipts(rule, programme)).map(|line| (2, line)));
    lines.extend(item.lines.iter().flat_map(|rule| scope::lines(rule, programme)).map(|line| (2, line)));
    let deductible = item.deductible.as_ref().map(|param| amount(param, programme));
    lines.extend(deductible.map(|x| (2, say!("起付线：{x}", "deductible: {x}", x = x))));
    lines.extend(item.limits.iter().flat_map(|all| all.iter()).map(|one| (2, limit(one, programme))));
    lines.extend(item.rounding.as_ref().map(|of| (2, rounding(of))));
    let payees = benefit::payees(item.payees.as_deref().unwrap_or_default());
    lines.push((2, say!("付给：{payees}", "paid to: {payees}", payees = payees)));
    lines
}

/// An item by its name.
pub(super) fn item_name(id: &LocalId, programme: Option<&Programme>) -> Words {
    let item = programme.and_then(|programme| programme.item(id));
    item.map_or_else(|| Words::quoted(id), title)
}

/// The conditions of something that is not always so.
pub(super) fn only_if(when: &[crate::programme::Predicate], programme: &Programme) -> Words {
    say!("适用条件：{when}", "only if: {when}", when = conditions(when, programme))
}

/// What a benefit is computed on.
pub(super) fn basis(basis: &Basis, programme: &Programme) -> Words {
    let period = basis.period.as_ref().map(period_rule);
    let payers = less_payers(basis);
    let items = less_items(basis, programme);
    let less = all_of(period.into_iter().chain(payers).chain(items));
    let words = say!(
        "基数：{measure}，按{per}计算",
        "basis: {measure}, for {per}",
        measure = basis.measure.label().into(),
        per = basis.per.label().into(),
    );
    if less.is_empty() { words } else { say!("{words}；{less}", "{words}; {less}", words = words, less = less) }
}

/// The payers whose amounts are taken off a basis.
pub(super) fn less_payers(basis: &Basis) -> Option<Words> {
    let payers = basis.less_payers.as_deref().filter(|payers| !payers.is_empty())?;
    let payers = labels(payers.iter().map(|payer| payer.label().into()));
    Some(say!("减去{payers}的金额", "less what came from {payers}", payers = payers))
}

/// The items whose awards are taken off a basis.
pub(super) fn less_items(basis: &Basis, programme: &Programme) -> Option<Words> {
    let ids = basis.less_items.as_deref().filter(|items| !items.is_empty())?;
    let items = named(ids, programme);
    Some(say!("减去前项给付：{items}", "less the awards of: {items}", items = items))
}

/// The name of an item.
pub(super) fn title(item: &ProgrammeItem) -> Words {
    name(&item.id, item.title.as_ref(), item.title_en.as_ref())
}

/// Items by their names.
fn named(ids: &[LocalId], programme: &Programme) -> Words {
    labels(ids.iter().map(|id| programme.item(id).map_or_else(|| Words::quoted(id), title)))
}

/// A limit.
pub(super) fn limit(limit: &Limit, programme: &Programme) -> Words {
    let scope = match &limit.period {
        Some(rule) => period_rule(rule),
        None => limit.scope.label().into(),
    };
    let bounds = [
        limit.amount.as_ref().map(|param| say!("至多 {x}", "at most {x}", x = amount(param, programme))),
        limit.units.map(|units| say!("至多计 {n} 个单位", "units: at most {n}", n = Words::same(units.get()))),
        limit.count.map(|count| say!("至多 {n} 次", "awards: at most {n}", n = Words::same(count.get()))),
    ];
    let parts = [
        limit.items.as_deref().map(|items| say!("用于{items}", "for {items}", items = named(items, programme))),
        limit.when.as_deref().filter(|when| !when.is_empty()).map(|when| only_if(when, programme)),
        limit.group.as_ref().map(|group| {
            say!("与其他项目共用“{group}”", "shared with other programmes as “{group}”", group = Words::same(group))
        }),
    ];
    let bounds = listed(bounds.into_iter().flatten());
    let bounds = if bounds.is_empty() { say!("以余额为限", "up to what is left") } else { bounds };
    let words = say!("{scope}，{bounds}", "{scope}: {bounds}", scope = scope, bounds = bounds);
    let parts = all_of(parts.into_iter().flatten());
    let words = if parts.is_empty() {
        words
    } else {
        say!("{words}（{parts}）", "{words} ({parts})", words = words, parts = parts)
    };
    let name = name(&limit.id, limit.title.as_ref(), limit.title_en.as_ref());
    say!("限额{limit}", "limit {limit}", limit = titled(name, words))
}

/// The smallest award.
pub(super) fn minimum(minimum: &MinimumAward) -> Words {
    let below = match minimum.below {
        BelowMinimum::PayNothing => say!("低于的不给付", "below it nothing is paid"),
        BelowMinimum::PayMinimum => say!("低于的按此给付", "below it this is paid, as far as the limits allow"),
    };
    say!("最低给付 {x}，{below}", "smallest award {x}; {below}", x = yuan(minimum.amount), below = below)
}

/// How amounts are rounded.
pub(super) fn rounding(rounding: &Rounding) -> Words {
    let (unit, mode) = (rounding.unit.label().into(), rounding.mode.label().into());
    say!("舍入到{unit}，{mode}", "rounded to {unit}, {mode}", unit = unit, mode = mode)
}

/// How a programme goes with other payers, one line each.
pub(super) fn coordination(rule: &Coordination) -> Vec<Words> {
    let Coordination { other_aid, ceiling, .. } = rule;
    let counted = rule.counted.as_deref().map(|states| {
        let states = labels(states.iter().map(|state| state.label().into()));
        say!("计入的其他救助：{states}", "other aid that counts: {states}", states = states)
    });
    let first = [
        Some(say!("其他救助的影响：{x}", "what other aid does: {x}", x = other_aid.label().into())),
        Some(say!("给付上限：{x}", "up to: {x}", x = ceiling.label().into())),
        after(rule),
        counted,
    ];
    first.into_iter().flatten().collect()
}

/// The payers that come first.
pub(super) fn after(rule: &Coordination) -> Option<Words> {
    let payers = rule.after.as_deref().filter(|payers| !payers.is_empty())?;
    let payers = labels(payers.iter().map(|payer| payer.label().into()));
    Some(say!("须先由{payers}结算", "must have settled before: {payers}", payers = payers))
}
