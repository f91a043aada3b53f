//! Why an item awards nothing, or less than its full amount.

use super::{
    Words,
    clause::{self, clause},
    item::{item_quoted, limit_bounds},
    numeral::yuan,
    phrase,
    scope::{each_period, months},
    words::{all_of, say},
};
use crate::{
    adjudication::{Adjustment, ItemOutcome, LimitBalance},
    code::{Bearer, PayerClass, ReasonCode},
    programme::Programme,
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
    pub(super) fn words(self, context: Context<'_>) -> Words {
        say!("{amount}：{reason}", "{amount}: {reason}", amount = yuan(self.amount), reason = self.explained(context))
    }

    /// The reason, and who pays the amount instead.
    fn explained(self, context: Context<'_>) -> Words {
        let reason = self.reason(context);
        // The family's own share, amounts that the programme itself paid before, and reasons that imply the payer need no payer.
        let is_implied = matches!(self.code, ReasonCode::OtherAid | ReasonCode::CoFunded);
        if self.payer.is_some() || is_implied || matches!(self.bearer, Bearer::Family | Bearer::Programme) {
            return reason;
        }
        let bearer = self.bearer.label().into();
        say!("{reason}，由{bearer}承担", "{reason}; paid by {bearer}", reason = reason, bearer = bearer)
    }

    /// The reason, with the payer and the rule.
    fn reason(self, context: Context<'_>) -> Words {
        let Some(payer) = self.payer.map(|payer| Words::from(payer.label())) else {
            return ruled(self.code, self.at, context);
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
            ReasonCode::OtherAid => say!("已由其他救助（{payer}）支付", "paid by other aid ({payer})", payer = payer),
            code => {
                let reason = ruled(code, self.at, context);
                say!("{reason}（{payer}）", "{reason} ({payer})", reason = reason, payer = payer)
            }
        }
    }
}

/// Why an item awards nothing. Omitted if the item awards an amount or a service.
pub(super) fn nothing(item: &ItemOutcome, context: Context<'_>) -> Option<Words> {
    let code = item.reason?;
    let cut = item.cuts.iter().flat_map(|all| all.iter()).rfind(|cut| cut.code == code);
    let reason = ruled(code, cut.and_then(|cut| cut.at.as_ref()), context);
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
        reason = cut.explained(context),
    )
}

/// A reason with the rule: a limit, a minimum award or the highest number that is counted.
fn ruled(code: ReasonCode, at: Option<&Pointer>, context: Context<'_>) -> Words {
    let words: Words = phrase::reason(code).into();
    let Some((at, programme)) = at.zip(context.programme) else { return words };
    if let Some(limit) = clause::limit(programme, at) {
        let words = match (code, limit.period.as_ref()) {
            (ReasonCode::LimitPeriod, Some(rule)) => {
                say!("超过{period}的限额", "above the limit {period}", period = each_period(rule))
            }
            _ => words,
        };
        let used = context.balances.iter().filter(|balance| balance.at == *at && is_used_up(balance));
        let used = used.take(PERIODS_MAX).map(used_up);
        let rule = all_of(limit_bounds(limit, programme).into_iter().chain(used));
        if rule.is_empty() {
            return words;
        }
        return say!("{words}（{rule}）", "{words} ({rule})", words = words, rule = rule);
    }
    let ends = ["/minimumAward", "/benefit/count", "/basis/threshold"];
    let is_bound = ends.iter().any(|end| at.as_str().ends_with(end)) || at.as_str().contains("/priceList/");
    match clause(programme, at).words.filter(|_| is_bound) {
        Some(rule) => say!("{words}（{rule}）", "{words} ({rule})", words = words, rule = rule),
        None => words,
    }
}

fn is_used_up(balance: &LimitBalance) -> bool {
    balance.left == Some(Money::ZERO)
}

fn used_up(balance: &LimitBalance) -> Words {
    let used = yuan(balance.used);
    match balance.period.as_ref() {
        Some(period) => say!(
            "{period}已用 {used}，含本次给付",
            "{used} used in {period}, including this award",
            period = months(period),
            used = used,
        ),
        None => say!("已用 {used}，含本次给付", "{used} used, including this award", used = used),
    }
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
            | ReasonCode::LimitUnits
    )
}
