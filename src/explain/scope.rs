//! Which receipts and which of their lines count, and over which periods something is added up.

use super::{
    Words,
    phrase::receipt_date,
    predicate::{requirement, set},
    words::{labels, one_of, say},
};
use crate::{
    code::Attribution,
    programme::{LineRule, PeriodRule, Programme, ReceiptRule},
    value::{LocalId, Period},
};

/// What a rule asks of receipts, one line each.
pub(super) fn receipts(rule: &ReceiptRule, programme: &Programme) -> Vec<Words> {
    let ReceiptRule {
        kinds,
        forms,
        visit_kinds,
        diseases,
        except_diseases,
        hospitals,
        window,
        submit_within,
        requirements,
    } = rule;
    let codes = |codes: Vec<Words>| (!codes.is_empty()).then(|| one_of(codes));
    let kinds = codes(kinds.iter().flat_map(|all| all.iter()).map(|kind| kind.label().into()).collect());
    let forms = codes(forms.iter().flat_map(|all| all.iter()).map(|form| form.label().into()).collect());
    let visits = codes(visit_kinds.iter().flat_map(|all| all.iter()).map(|kind| kind.label().into()).collect());
    let named = |id: &Option<LocalId>| id.as_ref().map(|id| set(id, programme));
    let lines = [
        kinds.map(|kinds| say!("票据种类：{kinds}", "kind of receipt: {kinds}", kinds = kinds)),
        forms.map(|forms| say!("提交形式：{forms}", "handed in as: {forms}", forms = forms)),
        visits.map(|visits| say!("就诊类别：{visits}", "kind of visit: {visits}", visits = visits)),
        named(diseases).map(|set| say!("所治疾病：{set}", "for the disease: {set}", set = set)),
        named(except_diseases).map(|set| say!("所治疾病不属于：{set}", "for no disease of: {set}", set = set)),
        named(hospitals).map(|set| say!("医院：{set}", "hospital: {set}", set = set)),
        window.as_ref().map(|window| {
            let (by, period) = (receipt_date(window.by).into(), period(&window.period));
            say!("{by}在 {period}", "{by}: {period}", by = by, period = period)
        }),
        submit_within.as_ref().map(|deadline| {
            let (by, days) = (receipt_date(deadline.by).into(), Words::same(deadline.days.get()));
            say!("{by}后 {days} 天内提交", "submitted within {days} days after the {by}", by = by, days = days)
        }),
    ];
    let requirements = requirements.iter().flat_map(|all| all.iter()).map(|one| requirement(one, programme));
    lines.into_iter().flatten().chain(requirements).collect()
}

/// What a rule asks of lines, one line each.
pub(super) fn lines(rule: &LineRule, programme: &Programme) -> Vec<Words> {
    let LineRule { attribution, categories, except_categories, catalogue, charge_items, except_charge_items } = rule;
    let list = |codes: Vec<Words>| (!codes.is_empty()).then(|| labels(codes));
    let only = list(categories.iter().flat_map(|all| all.iter()).map(|one| one.label().into()).collect());
    let except = list(except_categories.iter().flat_map(|all| all.iter()).map(|one| one.label().into()).collect());
    let classes = list(catalogue.iter().flat_map(|all| all.iter()).map(|one| one.label().into()).collect());
    let named = |id: &Option<LocalId>| id.as_ref().map(|id| set(id, programme));
    let spread = match attribution {
        Attribution::Line => say!("保险支付按每条明细所写归属", "what insurers paid is taken as each line states it"),
        Attribution::ProRata => {
            say!("保险支付按比例分摊到各条明细", "what insurers paid is spread over the lines in proportion")
        }
    };
    let all = [
        only.map(|only| say!("只计收费类别：{only}", "fee categories that count: {only}", only = only)),
        except.map(|except| {
            say!("不计收费类别：{except}", "fee categories that do not count: {except}", except = except)
        }),
        classes.map(|classes| say!("目录等级：{classes}", "class of the catalogue: {classes}", classes = classes)),
        named(charge_items).map(|set| say!("只计项目：{set}", "items that count: {set}", set = set)),
        named(except_charge_items).map(|set| say!("不计项目：{set}", "items that do not count: {set}", set = set)),
        Some(spread),
    ];
    all.into_iter().flatten().collect()
}

/// A span of days.
pub(super) fn period(period: &Period) -> Words {
    match (period.start, period.end) {
        (Some(start), Some(end)) => {
            say!("{start} 至 {end}", "{start} to {end}", start = Words::same(start), end = Words::same(end))
        }
        (Some(start), None) => say!("{start} 起", "from {start} on", start = Words::same(start)),
        (None, Some(end)) => say!("{end} 止", "until {end}", end = Words::same(end)),
        (None, None) => say!("不限日期", "at any time"),
    }
}

/// A period over which something is added up.
pub(super) fn period_rule(rule: &PeriodRule) -> Words {
    let by = match rule {
        PeriodRule::CalendarMonth(rule) => rule.by,
        PeriodRule::CalendarQuarter(rule) => rule.by,
        PeriodRule::CalendarYear(rule) => rule.by,
        PeriodRule::ShiftedYear(rule) => rule.by,
        PeriodRule::RollingMonths(rule) => rule.by,
    };
    let which = match rule {
        PeriodRule::CalendarMonth(_) => say!("每个自然月", "each calendar month"),
        PeriodRule::CalendarQuarter(_) => say!("每个自然季度", "each calendar quarter"),
        PeriodRule::CalendarYear(_) => say!("每个自然年度", "each calendar year"),
        PeriodRule::ShiftedYear(rule) => say!(
            "每年度（自 {month} 月 {day} 日起）",
            "each year from its {month}-{day} on (month-day)",
            month = Words::same(rule.start_month.get()),
            day = Words::same(rule.start_day.get()),
        ),
        PeriodRule::RollingMonths(rule) => {
            say!("最近 {months} 个月", "the last {months} months", months = Words::same(rule.months.get()),)
        }
    };
    say!("{which}，按{by}", "{which}, by the {by}", which = which, by = receipt_date(by).into())
}
