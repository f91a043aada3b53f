//! Rules for the limits that must be used up before an item awards.

use super::reference::judge_known;
use crate::{
    code::LimitScope,
    fact::Scope,
    finding::{At, rules},
    programme::{AmountParam, Benefit, Limit, Programme, ProgrammeItem},
    value::LocalId,
};

rules! { ProgrammeAfterLimit;
    /// 限额不属于排列在前的给付项 · Limit that is not one of preceding items.
    LIMIT_ORDER = "programme.after-limit-order" Error Reference {
        zh: "此限额适用于本项或排列在后的给付项", en: "the limit applies to this benefit item or to a later one",
        hint_zh: "请引用排列在前的给付项的限额，或在项目限额的 items 中只列出排列在前的给付项", hint_en: "refer to a limit of a preceding benefit item, or list only preceding items in `items` of the limit",
        source: "benefit items are computed in order, in one pass",
    }
    /// 限额标识不唯一 · Identifier of several limits.
    LIMIT_AMBIGUOUS = "programme.after-limit-ambiguous" Error Reference {
        zh: "排列在前的给付项有多个限额使用标识 {id}", en: "several limits of preceding benefit items have the identifier {id}",
        hint_zh: "请为各限额使用不同的标识", hint_en: "give each limit its own identifier",
        source: "identifiers inside one document",
    }
    /// 限额不能作为用尽的条件 · Limit that cannot be a condition of an award.
    LIMIT_UNUSABLE = "programme.after-limit-unusable" Error Structure {
        zh: "此限额没有金额，范围不是每次申请、期间或终身，金额取决于票据或手术，或本项不给付金额", en: "the limit has no amount, its scope is not the application, a period or the lifetime, its amount depends on a receipt or an operation, or this item awards no amount",
        hint_zh: "请引用有金额的每次申请、期间或终身限额", hint_en: "refer to a limit of the application, a period or the lifetime that has an amount",
        source: "a limit is used up if its amount is awarded",
    }
}

/// Judges the limits that must be used up before an item awards.
pub(super) fn check_after_limits(item: &ProgrammeItem, index: usize, programme: &Programme, at: &mut At) {
    at.each(ProgrammeItem::MEMBERS.after_limits, item.after_limits.as_deref().unwrap_or_default(), |at, id| {
        let named = || limits(programme).filter(|(limit, _)| limit.id == *id);
        judge_known(id, named().next().is_some(), ("限额", "limit"), at);
        let preceding: Vec<&Limit> = named()
            .filter(|(limit, own)| is_preceding(limit, *own, index, programme))
            .map(|(limit, _)| limit)
            .collect();
        at.judge(&LIMIT_ORDER, named().next().map(|_| !preceding.is_empty()), |_| {});
        at.judge(&LIMIT_AMBIGUOUS, (!preceding.is_empty()).then_some(preceding.len() == 1), |f| {
            f.param("id", id);
        });
        let usable = preceding.first().map(|limit| is_usable(limit) && !matches!(item.benefit, Benefit::InKind(_)));
        at.judge(&LIMIT_UNUSABLE, usable, |_| {});
    });
}

/// Every limit, with the place of the item that states it.
fn limits(programme: &Programme) -> impl Iterator<Item = (&Limit, Option<usize>)> {
    let own = programme.items.iter().enumerate().flat_map(|(place, item)| {
        item.limits.iter().flat_map(|limits| limits.iter()).map(move |limit| (limit, Some(place)))
    });
    own.chain(programme.limits.iter().flat_map(|limits| limits.iter()).map(|limit| (limit, None)))
}

/// Whether a limit applies to preceding items only.
fn is_preceding(limit: &Limit, own: Option<usize>, index: usize, programme: &Programme) -> bool {
    let place = |id: &LocalId| programme.items.iter().position(|item| item.id == *id);
    match own {
        Some(own) => own < index,
        None => limit.items.as_ref().is_some_and(|ids| ids.iter().all(|id| place(id).is_some_and(|at| at < index))),
    }
}

/// Whether the amount of a limit can be compared with what later items see of it.
fn is_usable(limit: &Limit) -> bool {
    let of_application = |scope: Scope| scope <= Scope::Application;
    let is_wide = matches!(limit.scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime);
    is_wide
        && limit.amount.as_ref().is_some_and(|amount| match amount {
            AmountParam::Fixed(_) | AmountParam::Assessed(_) => true,
            AmountParam::ByCode(table) => table.by.iter().all(|fact| of_application(fact.fact().scope)),
            AmountParam::ByAge(table) => of_application(table.at.fact().scope),
            AmountParam::ByNumber(table) => of_application(table.fact.fact().scope),
            AmountParam::ByMoney(table) => of_application(table.fact.fact().scope),
            AmountParam::Statistic(multiple) => of_application(multiple.at.fact().scope),
        })
}
