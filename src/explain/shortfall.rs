//! Why an item awards nothing, or less than its full amount.

use super::{
    Words,
    clause::{self, clause},
    item::{in_periods, item_quoted, limit_bounds, most_awards, paid_by_items},
    numeral::yuan,
    phrase,
    predicate::{Codes, conditions_in},
    scope::{above_limit, months},
    title::quoted,
    words::{all_of, listed, say},
};
use crate::{
    adjudication::{Adjustment, ItemOutcome, LimitBalance, UnitOutcome},
    code::{Bearer, Bounds, PayerClass, ReasonCode},
    programme::{Benefit, BracketBenefit, Limit, Programme},
    value::{Money, Pointer},
};

/// How many periods of an exhausted limit are listed.
const PERIODS_MAX: usize = 3;

/// The documents to which a sentence on an unpaid amount can refer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context<'a> {
    /// The programme, if it is at hand.
    pub(super) programme: Option<&'a Programme>,
    /// The balances of the limits, if they are known.
    pub(super) balances: &'a [LimitBalance],
    /// The units of the computation, if they are known.
    pub(super) units: Option<&'a [UnitOutcome]>,
}

/// An amount that is not awarded: why, who pays it, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unpaid<'a> {
    pub(super) code: ReasonCode,
    pub(super) bearer: Bearer,
    pub(super) payer: Option<PayerClass>,
    pub(super) amount: Money,
    pub(super) at: Option<&'a Pointer>,
}

impl<'a> Unpaid<'a> {
    pub(super) const fn of(cut: &'a Adjustment) -> Self {
        Self { code: cut.code, bearer: cut.bearer, payer: cut.payer, amount: cut.amount, at: cut.at.as_ref() }
    }

    /// The amount, the reason, and who pays the amount instead.
    pub(super) fn words(self, item: &ItemOutcome, context: Context<'_>) -> Words {
        let reason = self.explained(item, context);
        say!("{amount}：{reason}", "{amount}: {reason}", amount = yuan(self.amount), reason = reason)
    }

    /// The reason, and who pays the amount instead.
    fn explained(self, item: &ItemOutcome, context: Context<'_>) -> Words {
        let code = if is_below_brackets(item, self.code) { ReasonCode::BelowBrackets } else { self.code };
        self.paid(self.reason(ruled(code, self.at, item, context)))
    }

    /// The reason, and who pays the amount instead.
    fn paid(self, reason: Words) -> Words {
        // The family's own share, amounts that the programme itself paid before, and reasons that imply the payer need no payer.
        let is_implied = matches!(self.code, ReasonCode::OtherAid | ReasonCode::CoFunded);
        if self.payer.is_some() || is_implied || matches!(self.bearer, Bearer::Family | Bearer::Programme) {
            return reason;
        }
        let bearer = self.bearer.label().into();
        say!("{reason}，由{bearer}承担", "{reason}; paid by {bearer}", reason = reason, bearer = bearer)
    }

    /// The reason, with the payer.
    fn reason(self, reason: Words) -> Words {
        let Some(payer) = self.payer.map(|payer| Words::from(payer.label())) else {
            return reason;
        };
        match self.code {
            ReasonCode::PaidByPayer if self.payer == Some(PayerClass::Hospital) => {
                say!("结算时已由医院承担", "paid at settlement (the hospital)")
            }
            ReasonCode::PaidByPayer if self.payer == Some(PayerClass::PolicyRelief) => {
                say!("结算时已按政策减免", "waived at settlement under a policy")
            }
            ReasonCode::PaidByPayer => say!("结算时已由{payer}支付", "paid at settlement ({payer})", payer = payer),
            ReasonCode::LessPayer => say!(
                "按本项目规定，先扣除{payer}支付的金额",
                "deducted first under the programme's rules: paid by another payer ({payer})",
                payer = payer,
            ),
            ReasonCode::CoFunded => say!("按协议由{payer}承担", "paid by agreement ({payer})", payer = payer),
            ReasonCode::OtherAid => say!("因其他救助（{payer}）抵减", "offset by other aid ({payer})", payer = payer),
            _ => say!("{reason}（{payer}）", "{reason} ({payer})", reason = reason, payer = payer),
        }
    }
}

/// Why an item awards nothing. Omitted if the item awards an amount or a service.
pub(super) fn nothing(item: &ItemOutcome, is_named: bool, context: Context<'_>) -> Option<Words> {
    let code = item.reason?;
    let cut = item.cuts.iter().flat_map(|all| all.iter()).rfind(|cut| cut.code == code);
    let reason = ruled(code, cut.and_then(|cut| cut.at.as_ref()), item, context);
    if !is_named {
        return Some(reason);
    }
    let name = item_quoted(&item.item, context.programme);
    Some(say!("{name}未给付：{reason}", "{name}, nothing awarded: {reason}", name = name, reason = reason))
}

/// The amount that an item does not award for one reason.
pub(super) fn less(item: &ItemOutcome, cut: &Adjustment, context: Context<'_>) -> Words {
    let (name, cut) = (item_quoted(&item.item, context.programme), Unpaid::of(cut));
    say!(
        "{name}未给付 {amount}：{reason}",
        "{name}, {amount} not awarded: {reason}",
        name = name,
        amount = yuan(cut.amount),
        reason = cut.explained(item, context),
    )
}

/// A reason with the rule: a limit and what was used of it, a minimum award, a threshold, the highest number that is counted.
fn ruled(code: ReasonCode, at: Option<&Pointer>, item: &ItemOutcome, context: Context<'_>) -> Words {
    let words: Words = phrase::reason(code).into();
    let Some(programme) = context.programme else { return words };
    let of_item = programme.item(&item.item);
    let (words, rule) = match (code, at) {
        (ReasonCode::BelowBrackets, _) => match of_item.map(|of| &of.benefit) {
            Some(Benefit::Brackets(of)) => (words, all_of(basis(item, context).into_iter().chain(threshold(of)))),
            _ => return words,
        },
        (ReasonCode::Deductible, Some(_)) if item.reason == Some(code) => {
            // What other items or payers paid is deducted first: then the basis is not what is compared.
            let first = item.cuts.iter().flat_map(|all| all.iter()).next();
            let basis = basis(item, context).filter(|_| first.is_some_and(|cut| cut.code == code));
            let deductible = of_item.and_then(|of| of.deductible.as_ref()?.fixed());
            let deductible = deductible.map(|x| say!("起付线为 {x}", "the deductible is {x}", x = yuan(x)));
            let words = say!("未超过起付线", "the deductible is not exceeded");
            (words, all_of(basis.into_iter().chain(deductible)))
        }
        (ReasonCode::ComesToNothing, _) => match of_item.map(|of| &of.benefit) {
            Some(Benefit::Match(of)) => {
                let payer = of.payer.label().into();
                return say!("没有可以配套的金额（{payer}）", "there is no amount to match ({payer})", payer = payer);
            }
            _ => return words,
        },
        (ReasonCode::LessItem, _) => {
            let of = of_item.and_then(|of| of.basis.as_ref());
            return of.and_then(|basis| paid_by_items(basis, programme)).unwrap_or(words);
        }
        (_, Some(at)) => match clause::limit(programme, at) {
            Some(limit) => {
                let words = match (code, limit.period.as_ref()) {
                    (ReasonCode::LimitPeriod, Some(rule)) => above_limit(rule),
                    (ReasonCode::LimitNotReached, _) => not_used_up(limit),
                    _ => words,
                };
                let bounds = match code {
                    ReasonCode::LimitCount => counts(limit, at, context),
                    ReasonCode::LimitPeriods => periods(limit, at, context),
                    ReasonCode::LimitNotReached => {
                        limit_bounds(limit, programme).into_iter().chain(unused(at, context)).collect()
                    }
                    _ => bounds(limit, at, programme, context),
                };
                (words, all_of(bounds))
            }
            None if is_rule(at.as_str()) => (words, clause(programme, at).words.unwrap_or_default()),
            None => return words,
        },
        _ => return words,
    };
    if rule.is_empty() {
        return words;
    }
    say!("{words}（{rule}）", "{words} ({rule})", words = words, rule = rule)
}

/// Whether a pointer is to a rule that a letter states with the reason.
fn is_rule(at: &str) -> bool {
    let ends = ["/minimumAward", "/benefit/count", "/basis/threshold"];
    ends.iter().any(|end| at.ends_with(end)) || at.contains("/priceList/")
}

/// The basis of an item that has only one unit.
fn basis(item: &ItemOutcome, context: Context<'_>) -> Option<Words> {
    let mut own = context.units?.iter().filter(|unit| unit.item == item.item);
    let basis = own.next()?.basis?;
    let is_only = own.next().is_none();
    is_only.then(|| say!("计算基数为 {x}", "the basis is {x}", x = yuan(basis)))
}

/// The amount that the lowest band requires.
fn threshold(of: &BracketBenefit) -> Option<Words> {
    let lower = yuan(of.brackets.first()?.lower?);
    Some(match of.bounds {
        Bounds::OverUpTo => say!("须超过 {x}", "it must exceed {x}", x = lower),
        Bounds::FromBelow => say!("须不低于 {x}", "it must be at least {x}", x = lower),
    })
}

/// The bounds of a limit, and what was used of it in each period in which nothing is left.
fn bounds(limit: &Limit, at: &Pointer, programme: &Programme, context: Context<'_>) -> Vec<Words> {
    let used_up: Vec<&LimitBalance> =
        context.balances.iter().filter(|balance| balance.at == *at && is_used_up(balance)).collect();
    let amount = used_up.first().and_then(|balance| balance.amount).filter(|_| limit.amount.is_some());
    let same = |amount: &Money| used_up.iter().all(|balance| balance.amount == Some(*amount));
    let mut words = match amount.filter(same) {
        // The amount in this case, without the cases of a table.
        Some(amount) => vec![say!("至多 {x}", "at most {x}", x = yuan(amount))],
        None => limit_bounds(limit, programme),
    };
    words.extend(used_up.iter().take(PERIODS_MAX).map(|balance| used(balance)));
    let left = used_up.len().saturating_sub(PERIODS_MAX);
    if left > 0 {
        words.push(say!("另有 {left} 个期间", "and {left} more periods", left = Words::same(left)));
    }
    words
}

/// The allowed number of awards, and how many were made in each place in which they are used up.
fn counts(limit: &Limit, at: &Pointer, context: Context<'_>) -> Vec<Words> {
    let is_reached = |balance: &&LimitBalance| {
        balance.at == *at && balance.count.zip(balance.count_used).is_some_and(|(most, used)| used.get() >= most.get())
    };
    let reached = context.balances.iter().filter(is_reached).take(PERIODS_MAX);
    let used = reached.filter_map(|balance| Some(in_period(balance, awards(balance)?)));
    most_awards(limit).into_iter().chain(used).collect()
}

/// That a limit, by its name, is not used up.
fn not_used_up(limit: &Limit) -> Words {
    let name = quoted(&limit.id, limit.title.as_ref(), limit.title_en.as_ref());
    say!("限额{name}尚未用尽", "the limit {name} is not used up", name = name)
}

/// What was used of a limit in each place in which something is left of it.
fn unused(at: &Pointer, context: Context<'_>) -> Vec<Words> {
    let open = context.balances.iter().filter(|balance| balance.at == *at && !is_used_up(balance));
    open.take(PERIODS_MAX).map(used).collect()
}

/// The allowed number of periods, and the periods in which something was awarded.
fn periods(limit: &Limit, at: &Pointer, context: Context<'_>) -> Vec<Words> {
    let allowed = limit.periods.map(|most| in_periods(most.get(), limit.period.as_ref()));
    allowed.into_iter().chain(periods_used(at, context)).collect()
}

/// The periods in which something was awarded, if the limit counts them.
fn periods_used(at: &Pointer, context: Context<'_>) -> Option<Words> {
    let balances = context.balances.iter().filter(|balance| balance.at == *at && balance.periods.is_some());
    let used = balances.filter(|balance| balance.used > Money::ZERO || balance.count_used.is_some());
    let mut periods: Vec<_> = used.filter_map(|balance| balance.period.as_ref()).collect();
    periods.sort_by_key(|period| period.start);
    let periods: Vec<Words> = periods.into_iter().take(PERIODS_MAX).map(months).collect();
    (!periods.is_empty()).then(|| say!("已给付的期间：{x}", "paid periods: {x}", x = listed(periods)))
}

/// Whether nothing is left of a limit.
fn is_used_up(balance: &LimitBalance) -> bool {
    let count = balance.count.zip(balance.count_used).is_some_and(|(most, used)| used.get() >= most.get());
    let units =
        balance.units.zip(balance.units_used).is_some_and(|(most, used)| used.to_string() == most.get().to_string());
    balance.left == Some(Money::ZERO) || count || units
}

/// What was used of a limit before, and by this award.
fn used(balance: &LimitBalance) -> Words {
    let amount = balance.amount.is_some().then(|| {
        let before = balance.awarded.and_then(|now| Money::from_fen(balance.used.fen() - now.fen()).ok());
        match (before, balance.awarded) {
            (Some(Money::ZERO), Some(now)) => say!("本次给付 {now}", "{now} awarded now", now = yuan(now)),
            (Some(before), Some(now)) => say!(
                "此前已用 {before}，本次给付 {now}",
                "{before} used before, {now} awarded now",
                before = yuan(before),
                now = yuan(now),
            ),
            _ => say!("已用 {x}，含本次给付", "{x} used, including this award", x = yuan(balance.used)),
        }
    });
    let units = balance.units_used.map(|n| say!("已计 {n} 个单位", "{n} units counted", n = Words::same(n)));
    in_period(balance, listed([amount, awards(balance), units].into_iter().flatten()))
}

/// How many awards were made under a limit that counts them.
fn awards(balance: &LimitBalance) -> Option<Words> {
    Some(match balance.count_used?.get() {
        1 => say!("已给付 1 次", "1 award made"),
        n => say!("已给付 {n} 次", "{n} awards made", n = Words::same(n)),
    })
}

/// The words with the period of a balance, if it has one.
fn in_period(balance: &LimitBalance, used: Words) -> Words {
    match balance.period.as_ref().map(months) {
        Some(period) => say!("{period}：{used}", "{period}: {used}", period = period, used = used),
        None => used,
    }
}

/// Whether an amount is the whole basis of an item, because it is below the lowest band: then it is not above a rate or an amount.
pub(super) fn is_below_brackets(item: &ItemOutcome, code: ReasonCode) -> bool {
    code == ReasonCode::CoPayment && item.reason == Some(ReasonCode::BelowBrackets)
}

/// Whether a reason lowers the award below the amount that the item's own rule yields.
pub(super) const fn lowers(code: ReasonCode) -> bool {
    matches!(
        code,
        ReasonCode::AwardedBefore
            | ReasonCode::OtherAid
            | ReasonCode::AboveBurden
            | ReasonCode::LessPayer
            | ReasonCode::NotMeasured
            | ReasonCode::BelowMinimum
            | ReasonCode::LimitLine
            | ReasonCode::LimitReceipt
            | ReasonCode::LimitHospitalisation
            | ReasonCode::LimitOperation
            | ReasonCode::LimitApplication
            | ReasonCode::LimitPeriod
            | ReasonCode::LimitLifetime
            | ReasonCode::LimitFund
            | ReasonCode::LimitCount
            | ReasonCode::LimitPeriods
            | ReasonCode::LimitUnits
            | ReasonCode::LimitNotReached
    )
}

/// The items that do not apply, each with its conditions: for an outcome that awards nothing.
pub(super) fn inapplicable<'a>(
    items: impl Iterator<Item = &'a ItemOutcome>,
    programme: Option<&Programme>,
    codes: Codes,
) -> Vec<Words> {
    let words = |item: &ItemOutcome| {
        let programme = programme?;
        let when = conditions_in(programme.item(&item.item)?.conditions(), programme, codes);
        let name = item_quoted(&item.item, Some(programme));
        let words = || {
            say!(
                "{name}不适用，其适用条件为：{when}",
                "{name} does not apply; its conditions are: {when}",
                name = name,
                when = when.clone(),
            )
        };
        (!when.is_empty()).then(words)
    };
    items.filter(|item| is_inapplicable(item)).filter_map(words).collect()
}

/// Whether an item does not apply. Such items are listed only if nothing is awarded.
pub(super) fn is_inapplicable(item: &ItemOutcome) -> bool {
    item.reason == Some(ReasonCode::ItemNotApplicable)
}
