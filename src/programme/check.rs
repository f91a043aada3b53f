//! Rules for a whole programme: benefit items, limits and payees.

mod after_limit;
mod answered;
mod assessment;
mod award;
mod benefit;
mod classification;
mod coding;
mod condition;
mod exclusion;
mod line_days;
mod line_price;
mod reference;
mod revisions;
mod set;
mod statistic;
mod threshold;
mod title;
mod window;

pub use revisions::Revisions;

/// The rules of this file and of those below.
pub(super) mod rules {
    pub(crate) use super::{
        RULES as PROGRAMME, after_limit::RULES as AFTER_LIMIT, assessment::RULES as ASSESSMENT, award::RULES as AWARD,
        benefit::RULES as BENEFIT, coding::RULES as CODING, condition::RULES as CONDITION,
        exclusion::RULES as EXCLUSION, line_days::RULES as LINE_DAYS, line_price::RULES as LINE_PRICE,
        reference::RULES as REFERENCE, revisions::RULES as REVISIONS, set::RULES as SET, statistic::RULES as STATISTIC,
        threshold::RULES as THRESHOLD, title::RULES as TITLE, window::RULES as WINDOW,
    };
}

use self::{
    after_limit::check_after_limits,
    assessment::check_assessments,
    award::{bounding_limits, check_award, check_minimum},
    benefit::{check_bands_for_cliffs, check_benefit},
    condition::{check_amount, check_requirements, check_when},
    line_price::check_prices,
    reference::{CHARGE_ITEMS, DISEASES, HOSPITALS, NOTICE_MISSING, Names, check_unique},
    set::check_sets,
    statistic::check_statistic,
    threshold::{check_brackets_above, check_threshold},
    title::check_titles,
    window::check_window,
};
use super::{
    AmountParam, Basis, Benefit, Limit, LineRule, PaperRequirement, PayeeShare, PeriodRule, Programme, ProgrammeItem,
    ReceiptRule, ReceiptWindow, asked::check_evidence, prover::check_reach,
};
use crate::{
    code::{AwardUnit, LimitScope, ProgrammeStanding, RoundingUnit},
    extension::check_extensions,
    fact::Scope,
    finding::{At, Check, rules},
    period::check_period,
    value::Rate,
};
use rust_decimal::Decimal;

rules! { Programme;
    /// 被取代的版本不早于本版本 · Replaced revision that is not earlier.
    REVISION_ORDER = "programme.revision-order" Error Value {
        zh: "被取代的版本不早于本版本", en: "the replaced revision is not earlier than this revision",
        hint_zh: "请核对版本号", hint_en: "check the revision numbers",
        source: "revisions are numbered in ascending order",
    }
    /// 不支持的功能 · Unsupported feature.
    FEATURE_UNKNOWN = "programme.feature-unknown" Error Code {
        zh: "第 1.0 版没有名为 {feature} 的功能", en: "version 1.0 has no feature named {feature}",
        hint_zh: "请使用支持该功能的标准版本，或删除此功能", hint_en: "use a version of the standard that supports the feature, or remove it",
        source: "tongbiao 童标: an unsupported feature must not be ignored",
    }
    /// 给付方式缺少计算基数 · Benefit without a basis.
    BASIS_MISSING = "programme.basis-missing" Error Structure {
        zh: "此给付方式须有计算基数", en: "the benefit requires a basis",
        hint_zh: "请填写计算所取金额和计算单元", hint_en: "enter the amount of the receipts used and the unit of computation",
        source: "a rate or a band applies to an amount",
    }
    /// 累计期间缺失或多余 · Missing or superfluous accumulation period.
    PERIOD_MISMATCH = "programme.period-mismatch" Error Structure {
        zh: "按期间计算的须填写累计期间，其他的不得填写", en: "an accumulation period is required if the computation is per period, and not allowed otherwise",
        hint_zh: "请补充或删除累计期间", hint_en: "add or remove the accumulation period",
        source: "a limit or a basis per period requires a stated period",
    }
    /// 限额没有金额、次数或数量 · Limit without a maximum.
    LIMIT_INCOMPLETE = "programme.limit-incomplete" Error Structure {
        zh: "限额未填写金额、次数、数量或期间数，或资金余额限额填写了其中之一", en: "the limit has no amount, number of awards, number of units or number of periods, or the fund balance limit has one of them",
        hint_zh: "请填写金额、次数、数量或期间数；资金余额限额均不填", hint_en: "enter an amount, a number of awards, of units or of periods; enter none of them for a fund balance limit",
        source: "a limit requires a maximum",
    }
    /// 限额范围不适用数量或共用 · Scope that allows no units and no group.
    LIMIT_SCOPE = "programme.limit-scope" Error Structure {
        zh: "此范围的限额不得填写数量，也不得与其他项目共用", en: "a limit of this scope must not have a number of units or a group identifier",
        hint_zh: "数量和共用标识只用于每次申请、期间、终身的限额", hint_en: "use a number of units or a group identifier only for the scopes application, period and lifetime",
        source: "units and awards of other programmes are not known for smaller scopes",
    }
    /// 限额不适用期间数 · Number of periods of a limit without several periods.
    LIMIT_PERIODS = "programme.limit-periods" Error Structure {
        zh: "期间数只用于按自然月、季度、年度或保障年度的期间限额", en: "a number of periods requires a limit of scope period with months, quarters or years",
        hint_zh: "请将限额范围改为期间并填写自然月、季度或年度，或删除期间数", hint_en: "use the scope period with a month, a quarter or a year, or remove the number of periods",
        source: "rolling months are one period, and other scopes have none",
    }
    /// 限额不适用手术日期 · Days of operations in a limit without operations.
    OPERATION_DAYS = "programme.operation-days" Error Structure {
        zh: "限额按手术日期归入期间，但不是期间限额，或其适用的给付项均不按手术给付", en: "the limit places operations by their days, but it is not per period, or none of its benefit items is for operations",
        hint_zh: "请删除 operationDays，或核对限额范围和适用的给付项", hint_en: "remove `operationDays`, or check the scope and the benefit items of the limit",
        source: "only prices and services for operations have the day of an operation",
    }
    /// 数量限额所适用的给付项均不按数量给付 · Unit limit without a benefit per unit.
    LIMIT_WITHOUT_UNITS = "programme.limit-without-units" Error Structure {
        zh: "限额填写了数量，但其适用的给付项均不按数量给付", en: "the limit has a number of units, but none of its benefit items is paid per unit",
        hint_zh: "请核对限额和给付方式", hint_en: "check the limit and the benefits",
        source: "a limit requires a maximum that can be reached",
    }
    /// 限额不是舍入单位的整数倍 · Limit that is not a multiple of the rounding unit.
    LIMIT_NOT_ROUND = "programme.limit-not-round" Warning Arithmetic {
        zh: "限额不是舍入单位 {unit} 的整数倍，达到限额的给付不是整数", en: "the limit is not a multiple of the rounding unit {unit}: an award at the limit is not a round amount",
        hint_zh: "请核对限额和舍入单位", hint_en: "check the limit and the rounding unit",
        source: "amounts are rounded before they are limited",
    }
    /// 收款方始终无款可收 · Payee that never receives an amount.
    PAYEE_UNREACHABLE = "programme.payee-unreachable" Error Value {
        zh: "前面的收款方已取得全部金额", en: "the preceding payees receive the whole award",
        hint_zh: "仅最后一个收款方可不填份额和金额上限；份额之和不得超过 1", hint_en: "omit share and maximum amount for the last payee only; the sum of the shares must not exceed 1",
        source: "an award is divided once",
    }
}

impl Check for Programme {
    fn check(&self, at: &mut At) {
        let names = Names::of(self);
        let replaced = self.supersedes.map(|supersedes| supersedes.get() < self.revision.get());
        at.judge_member(&REVISION_ORDER, Self::MEMBERS.supersedes, replaced, |_| {});
        let features = self.features.as_deref();
        at.judge_member(&FEATURE_UNKNOWN, Self::MEMBERS.features, features.map(<[_]>::is_empty), |f| {
            f.param("feature", features.and_then(<[_]>::first).map_or("", |feature| feature.as_str()));
        });
        let follows = self.standing == ProgrammeStanding::FollowsNotice;
        let named = self.sources.as_ref().is_some_and(|sources| !sources.is_empty());
        at.judge_member(&NOTICE_MISSING, Self::MEMBERS.standing, follows.then_some(named), |_| {});
        check_period(Self::MEMBERS.effective, Some(&self.effective), at);
        at.member(Self::MEMBERS.funder, self.funder.as_ref());
        check_unique(Self::MEMBERS.sources, self.sources.as_deref(), |source| &source.id, at);
        check_unique(Self::MEMBERS.sets, self.sets.as_deref(), |set| &set.id, at);
        check_unique(Self::MEMBERS.statistics, self.statistics.as_deref(), |statistic| &statistic.id, at);
        check_sets(self, &names, at);
        at.each(Self::MEMBERS.statistics, self.statistics.as_deref().unwrap_or_default(), |at, statistic| {
            check_statistic(statistic, &self.effective, &names, at);
        });
        check_assessments(self, &names, at);
        check_requirements(self.requirements.as_deref(), Scope::Application, &names, at);
        check_unique(Self::MEMBERS.papers, self.papers.as_deref(), |paper| &paper.id, at);
        at.each(Self::MEMBERS.papers, self.papers.as_deref().unwrap_or_default(), |at, paper| {
            check_paper(paper, &names, at)
        });
        check_receipts(self.receipts.as_ref(), self, &names, at);
        check_lines(self.lines.as_ref(), &names, at);
        check_unique(Self::MEMBERS.items, Some(&*self.items), |item| &item.id, at);
        at.within(Self::MEMBERS.items, |at| {
            for (index, item) in self.items.iter().enumerate() {
                at.item(index, |at| check_item(item, index, self, &names, at));
            }
        });
        check_limits(self.limits.as_deref(), (&self.items, Scope::Application, self.unit(None)), &names, at);
        check_minimum(self, at);
        check_evidence(self, at);
        names.check_used(self, at);
        check_titles(self, at);
        check_extensions(Self::MEMBERS.extensions, self.extensions.as_ref(), at);
        check_reach(self, at);
    }
}

impl Programme {
    /// The rounding unit for the awards of an item.
    fn unit(&self, item: Option<&ProgrammeItem>) -> RoundingUnit {
        let own = item.and_then(|item| item.rounding.as_ref());
        own.or(self.rounding.as_ref()).map_or(RoundingUnit::Fen, |rounding| rounding.unit)
    }
}

fn check_paper(paper: &PaperRequirement, names: &Names<'_>, at: &mut At) {
    names.source(paper.source.as_ref(), at);
    check_when(paper.conditions(), Scope::Application, names, at);
}

fn check_receipts(receipts: Option<&ReceiptRule>, programme: &Programme, names: &Names<'_>, at: &mut At) {
    let Some(receipts) = receipts else { return };
    at.within(Programme::MEMBERS.receipts, |at| {
        names.set(ReceiptRule::MEMBERS.diseases, receipts.diseases.as_ref(), DISEASES, at);
        names.set(ReceiptRule::MEMBERS.except_diseases, receipts.except_diseases.as_ref(), DISEASES, at);
        names.set(ReceiptRule::MEMBERS.hospitals, receipts.hospitals.as_ref(), HOSPITALS, at);
        let window = receipts.window.as_ref().map(|window| &window.period);
        at.within(ReceiptRule::MEMBERS.window, |at| check_period(ReceiptWindow::MEMBERS.period, window, at));
        check_window(receipts, programme, at);
        check_requirements(receipts.requirements.as_deref(), Scope::Unit, names, at);
        exclusion::check_receipts(receipts, names, at);
    });
}

fn check_lines(lines: Option<&LineRule>, names: &Names<'_>, at: &mut At) {
    let Some(lines) = lines else { return };
    at.within(ProgrammeItem::MEMBERS.lines, |at| {
        names.set(LineRule::MEMBERS.charge_items, lines.charge_items.as_ref(), CHARGE_ITEMS, at);
        names.set(LineRule::MEMBERS.except_charge_items, lines.except_charge_items.as_ref(), CHARGE_ITEMS, at);
        exclusion::check_lines(lines, names, at);
        check_prices(lines, at);
    });
}

fn check_item(item: &ProgrammeItem, index: usize, programme: &Programme, names: &Names<'_>, at: &mut At) {
    names.source(item.source.as_ref(), at);
    check_when(item.conditions(), Scope::Application, names, at);
    check_receipts(item.receipts.as_ref(), programme, names, at);
    check_lines(item.lines.as_ref(), names, at);
    let scope = item.scope();
    if let Some(basis) = &item.basis {
        at.within(ProgrammeItem::MEMBERS.basis, |at| {
            let matched = (basis.per == AwardUnit::Period) == basis.period.is_some();
            at.judge_member(&PERIOD_MISMATCH, Basis::MEMBERS.period, Some(matched), |_| {});
            names.items(Basis::MEMBERS.less_items, basis.less_items.as_deref(), Some(index), at);
            line_days::check_basis(item, basis, at);
            check_threshold(basis.threshold.as_ref(), scope, names, at);
        });
    }
    let needs_basis = match &item.benefit {
        Benefit::Rate(_) | Benefit::Bands(_) | Benefit::Brackets(_) | Benefit::Gap(_) => true,
        Benefit::Units(units) => units.count.is_of_receipts(),
        _ => false,
    };
    at.judge_member(&BASIS_MISSING, ProgrammeItem::MEMBERS.basis, needs_basis.then_some(item.basis.is_some()), |_| {});
    check_amount(ProgrammeItem::MEMBERS.deductible, item.deductible.as_ref(), scope, names, at);
    let limit = bounding_limits(item, programme).filter_map(|limit| limit.amount.as_ref()?.greatest()).min();
    at.within(ProgrammeItem::MEMBERS.benefit, |at| check_benefit(&item.benefit, limit, scope, names, at));
    check_after_limits(item, index, programme, at);
    check_brackets_above(item, at);
    check_bands_for_cliffs(item, programme, at);
    check_award(item, programme, at);
    check_limits(item.limits.as_deref(), (std::slice::from_ref(item), scope, programme.unit(Some(item))), names, at);
    check_payees(item.payees.as_deref(), at);
}

/// Judges the limits of an item or of the programme.
fn check_limits(
    limits: Option<&[Limit]>,
    (items, scope, unit): (&[ProgrammeItem], Scope, RoundingUnit),
    names: &Names<'_>,
    at: &mut At,
) {
    check_unique(ProgrammeItem::MEMBERS.limits, limits, |limit| &limit.id, at);
    at.each(ProgrammeItem::MEMBERS.limits, limits.unwrap_or_default(), |at, limit| {
        names.source(limit.source.as_ref(), at);
        let of_fund = limit.scope == LimitScope::FundBalance;
        let is_numbered = limit.count.is_some() || limit.units.is_some() || limit.periods.is_some();
        let stated = limit.amount.is_some() || is_numbered;
        at.judge(&LIMIT_INCOMPLETE, Some(stated != of_fund), |_| {});
        let matched = (limit.scope == LimitScope::Period) == limit.period.is_some();
        at.judge_member(&PERIOD_MISMATCH, Limit::MEMBERS.period, Some(matched), |_| {});
        line_days::check_limit(limit, at);
        let over_all = matches!(limit.scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime);
        at.judge_member(&LIMIT_SCOPE, Limit::MEMBERS.units, limit.units.map(|_| over_all), |_| {});
        at.judge_member(&LIMIT_SCOPE, Limit::MEMBERS.group, limit.group.as_ref().map(|_| over_all), |_| {});
        let has_several = limit.period.as_ref().is_some_and(|rule| !matches!(rule, PeriodRule::RollingMonths(_)));
        at.judge_member(&LIMIT_PERIODS, Limit::MEMBERS.periods, limit.periods.map(|_| has_several), |_| {});
        let mut covered = items.iter().filter(|item| limit.items.as_ref().is_none_or(|ids| ids.contains(&item.id)));
        let has_operations = limit.period.is_some() && covered.clone().any(ProgrammeItem::is_for_operations);
        let by_operation = limit.operation_days.filter(|by_operation| *by_operation).map(|_| has_operations);
        at.judge_member(&OPERATION_DAYS, Limit::MEMBERS.operation_days, by_operation, |_| {});
        let counts = limit.units.map(|_| covered.any(|item| matches!(item.benefit, Benefit::Units(_))));
        at.judge_member(&LIMIT_WITHOUT_UNITS, Limit::MEMBERS.units, counts, |_| {});
        names.items(Limit::MEMBERS.items, limit.items.as_deref(), None, at);
        check_when(limit.conditions(), Scope::Application, names, at);
        let of_unit = matches!(
            limit.scope,
            LimitScope::Line | LimitScope::Receipt | LimitScope::Hospitalisation | LimitScope::Operation
        );
        check_amount(
            Limit::MEMBERS.amount,
            limit.amount.as_ref(),
            if of_unit { Scope::Unit } else { scope },
            names,
            at,
        );
        let fixed = limit.amount.as_ref().and_then(AmountParam::fixed);
        at.judge_member(
            &LIMIT_NOT_ROUND,
            Limit::MEMBERS.amount,
            fixed.map(|amount| amount.fen() % unit.fen() == 0),
            |f| {
                f.param("unit", unit);
            },
        );
    });
}

fn check_payees(payees: Option<&[PayeeShare]>, at: &mut At) {
    let (mut left, mut open) = (Decimal::ONE, true);
    at.each(ProgrammeItem::MEMBERS.payees, payees.unwrap_or_default(), |at, payee| {
        let share = payee.share.map_or(Decimal::ZERO, Rate::get);
        at.judge(&PAYEE_UNREACHABLE, Some(open && share <= left), |_| {});
        left -= share;
        open &= payee.share.is_some() || payee.at_most.is_some();
    });
}
