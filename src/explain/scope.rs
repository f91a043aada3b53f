//! Which receipts and lines are admitted, and the periods and scopes of limits.

use super::{
    Words,
    numeral::yuan,
    phrase::receipt_date,
    predicate::{Codes, alternatives, disease_name, requirement, requirement_title, set},
    title::name,
    words::{each_of, one_of, say},
};
use crate::{
    code::{Attribution, AwardUnit, LimitScope, PriceUnit, ReasonCode},
    programme::{LinePrice, LineRule, PeriodRule, Programme, ReceiptRule},
    value::{LocalId, Period},
};
use chrono::{Datelike, NaiveDate};

/// The receipts that a rule admits, one line for each test.
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
        forms.map(|forms| say!("提交形式：{forms}", "form of submission: {forms}", forms = forms)),
        visits.map(|visits| say!("就诊类别：{visits}", "kind of visit: {visits}", visits = visits)),
        named(diseases).map(|set| say!("治疗的疾病：{set}", "for the disease: {set}", set = set)),
        named(except_diseases).map(|set| say!("治疗的疾病不属于：{set}", "not for the disease: {set}", set = set)),
        named(hospitals).map(|set| say!("医院：{set}", "hospital: {set}", set = set)),
        window.as_ref().map(|window| {
            let (by, period) = (receipt_date(window.by).into(), period(&window.period));
            say!("{by}：{period}", "{by}: {period}", by = by, period = period)
        }),
        submit_within.as_ref().map(|deadline| {
            let (by, days) = (receipt_date(deadline.by).into(), Words::same(deadline.days.get()));
            say!("{by}后 {days} 天内提交", "submitted within {days} days after the {by}", by = by, days = days)
        }),
    ];
    let requirements = requirements.iter().flat_map(|all| all.iter()).map(|one| requirement(one, programme));
    lines.into_iter().flatten().chain(requirements).collect()
}

/// The test of a rule to which a reason refers, without the codes of sets.
pub(super) fn receipt_test(code: ReasonCode, rule: &ReceiptRule, programme: &Programme) -> Option<Words> {
    let names = |id: &Option<LocalId>| id.as_ref().map(|id| disease_name(id, programme));
    match code {
        ReasonCode::ReceiptKind => {
            let kinds = one_of(rule.kinds.as_ref()?.iter().map(|kind| kind.label().into()));
            Some(say!("须为{kinds}", "admitted: {kinds}", kinds = kinds))
        }
        ReasonCode::ReceiptForm => {
            let forms = one_of(rule.forms.as_ref()?.iter().map(|form| form.label().into()));
            Some(say!("须为{forms}", "accepted: {forms}", forms = forms))
        }
        ReasonCode::ReceiptVisitKind => {
            let kinds = one_of(rule.visit_kinds.as_ref()?.iter().map(|kind| kind.label().into()));
            Some(say!("只计入{kinds}", "covered: {kinds}", kinds = kinds))
        }
        ReasonCode::ReceiptDisease => names(&rule.diseases)
            .map(|set| say!("须为{set}", "covered: {set}", set = set))
            .or_else(|| names(&rule.except_diseases).map(|set| say!("不含{set}", "except {set}", set = set))),
        ReasonCode::ReceiptHospital => names(&rule.hospitals).map(|set| say!("名单：{set}", "list: {set}", set = set)),
        ReasonCode::ReceiptWindow => rule.window.as_ref().map(|window| {
            let (by, period) = (receipt_date(window.by).into(), period(&window.period));
            say!("{by}须在 {period} 之间", "{by} within {period}", by = by, period = period)
        }),
        ReasonCode::ReceiptLate => rule.submit_within.as_ref().map(|deadline| {
            let (by, days) = (receipt_date(deadline.by).into(), Words::same(deadline.days.get()));
            say!("须在{by}后 {days} 天内提交", "within {days} days after the {by}", by = by, days = days)
        }),
        ReasonCode::ReceiptRequirement => {
            let asked = rule.requirements.as_ref()?.iter();
            Some(each_of(asked.map(|one| match &one.title {
                Some(_) => requirement_title(one),
                None => alternatives(one, programme, Codes::Hidden),
            })))
        }
        _ => None,
    }
}

/// The test of the rules on lines to which a reason refers, if all rules of the programme agree.
pub(super) fn line_test(code: ReasonCode, programme: &Programme) -> Option<Words> {
    let rules = programme.lines.iter().chain(programme.items.iter().filter_map(|item| item.lines.as_ref()));
    let mut tests: Vec<Words> = Vec::new();
    for test in rules.filter_map(|rule| of_line(code, rule, programme)) {
        if !tests.contains(&test) {
            tests.push(test);
        }
    }
    tests.pop().filter(|_| tests.is_empty())
}

fn of_line(code: ReasonCode, rule: &LineRule, programme: &Programme) -> Option<Words> {
    match code {
        ReasonCode::LineCategory => {
            let only = rule.categories.as_ref().map(|all| each_of(all.iter().map(|one| one.label().into())));
            let except = rule.except_categories.as_ref().map(|all| each_of(all.iter().map(|one| one.label().into())));
            let only = only.map(|only| say!("只计入{only}", "covered: {only}", only = only));
            let except = except.map(|except| say!("不计入{except}", "not covered: {except}", except = except));
            only.or(except)
        }
        ReasonCode::LineCatalogue => {
            let classes = each_of(rule.catalogue.as_ref()?.iter().map(|one| one.label().into()));
            Some(say!("只计入{classes}", "covered: {classes}", classes = classes))
        }
        ReasonCode::LineChargeItem => {
            let only = rule.charge_items.as_ref().map(|id| disease_name(id, programme));
            let except = rule.except_charge_items.as_ref().map(|id| disease_name(id, programme));
            let only = only.map(|only| say!("只计入{only}", "covered: {only}", only = only));
            let except = except.map(|except| say!("不计入{except}", "not covered: {except}", except = except));
            only.or(except)
        }
        _ => None,
    }
}

/// The lines that a rule admits, one line for each test.
pub(super) fn lines(rule: &LineRule, programme: &Programme) -> Vec<Words> {
    let LineRule {
        attribution,
        categories,
        except_categories,
        catalogue,
        charge_items,
        except_charge_items,
        price_list,
        within_price_limits,
    } = rule;
    let list = |codes: Vec<Words>| (!codes.is_empty()).then(|| one_of(codes));
    let only = list(categories.iter().flat_map(|all| all.iter()).map(|one| one.label().into()).collect());
    let except = list(except_categories.iter().flat_map(|all| all.iter()).map(|one| one.label().into()).collect());
    let classes = list(catalogue.iter().flat_map(|all| all.iter()).map(|one| one.label().into()).collect());
    let named = |id: &Option<LocalId>| id.as_ref().map(|id| set(id, programme));
    let spread = match attribution {
        Attribution::Line => say!("保险支付金额按各条明细所列", "insurers' payments as stated on each line"),
        Attribution::ProRata => {
            say!("保险支付金额按比例分摊到各条明细", "insurers' payments allocated to the lines in proportion")
        }
    };
    let all = [
        only.map(|only| say!("只计入收费类别：{only}", "fee categories admitted: {only}", only = only)),
        except.map(|except| say!("不计入收费类别：{except}", "fee categories excluded: {except}", except = except)),
        classes.map(|classes| say!("医保目录等级：{classes}", "catalogue class: {classes}", classes = classes)),
        named(charge_items).map(|set| say!("只计入收费项目：{set}", "charge items admitted: {set}", set = set)),
        named(except_charge_items).map(|set| say!("不计入收费项目：{set}", "charge items excluded: {set}", set = set)),
        within_price_limits.filter(|within| *within).map(|_| price_limits()),
    ];
    let prices = price_list.iter().flat_map(|all| all.iter()).map(price);
    all.into_iter().flatten().chain(prices).chain([spread]).collect()
}

/// The exclusion of amounts above the price limit of the insurance.
pub(super) fn price_limits() -> Words {
    say!("只计入医保限价以内的金额", "only amounts within the insurer's price limit count")
}

/// The highest price that counts.
pub(super) fn price(price: &LinePrice) -> Words {
    let of = price.title.is_some().then(|| name(&price.id, price.title.as_ref(), price.title_en.as_ref()));
    let categories = price.categories.iter().flat_map(|all| all.iter()).map(|one| one.label().into());
    let names = price.names.iter().flat_map(|all| all.iter()).map(Words::same);
    let codes = price.codes.iter().flat_map(|all| all.iter()).map(Words::same);
    let of = of.unwrap_or_else(|| one_of(categories.chain(names).chain(codes)));
    let per = match (price.per, price.unit.as_ref()) {
        (PriceUnit::StayDay, _) => say!("每住院日", "per day of the stay"),
        (PriceUnit::Quantity, Some(unit)) => say!("每{unit}", "per {unit}", unit = Words::same(unit)),
        (PriceUnit::Quantity, None) => say!("每单位", "per unit"),
    };
    say!("{of}：{per}至多计入 {x}", "{of}: at most {x} {per} counts", of = of, per = per, x = yuan(price.price))
}

/// A span of days.
pub(super) fn period(period: &Period) -> Words {
    match (period.start, period.end) {
        (Some(start), Some(end)) => {
            say!("{start} 至 {end}", "{start} to {end}", start = Words::same(start), end = Words::same(end))
        }
        (Some(start), None) => say!("自 {start} 起", "from {start} on", start = Words::same(start)),
        (None, Some(end)) => say!("至 {end} 止", "until {end}", end = Words::same(end)),
        (None, None) => say!("不限日期", "at any time"),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: u32) -> &'static str {
    let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    place.and_then(|place| MONTHS.get(place)).copied().unwrap_or_default()
}

/// A span of days by its months: 2024 年 3 月. A span that does not consist of whole months has its first and last day.
pub(super) fn months(of: &Period) -> Words {
    let both = of.start.zip(of.end).map(|(start, end)| (start.to_chrono(), end.to_chrono()));
    let is_last = |day: NaiveDate| day.succ_opt().is_some_and(|next| next.day() == 1);
    let whole = both.filter(|(start, end)| start.day() == 1 && is_last(*end) && start.year() == end.year());
    let Some((start, end)) = whole else { return period(of) };
    let (year, first, last) = (start.year(), start.month(), end.month());
    if (first, last) == (1, 12) {
        return say!("{year} 年", "{year}", year = Words::same(year));
    }
    if first == last {
        return Words { zh: format!("{year} 年 {first} 月"), en: format!("{} {year}", month_name(first)) };
    }
    Words {
        zh: format!("{year} 年 {first} 月至 {last} 月"),
        en: format!("{} to {} {year}", month_name(first), month_name(last)),
    }
}

/// The periods over which amounts are added up.
pub(super) fn each_period(rule: &PeriodRule) -> Words {
    match rule {
        PeriodRule::CalendarMonth(_) => say!("每个自然月", "per calendar month"),
        PeriodRule::CalendarQuarter(_) => say!("每个自然季度", "per calendar quarter"),
        PeriodRule::CalendarYear(_) => say!("每个自然年度", "per calendar year"),
        PeriodRule::ShiftedYear(rule) => {
            let (month, day) = (rule.start_month.get(), rule.start_day.get());
            let name = u32::try_from(month).map_or("", month_name);
            Words {
                zh: format!("每年度（{month} 月 {day} 日起）"), en: format!("per year beginning {day} {name}")
            }
        }
        PeriodRule::RollingMonths(rule) => {
            say!("最近 {months} 个月", "in the last {months} months", months = Words::same(rule.months.get()))
        }
    }
}

/// That an amount is above a limit for periods.
pub(super) fn above_limit(rule: &PeriodRule) -> Words {
    match rule {
        PeriodRule::CalendarMonth(_) => say!("超过每月限额", "above the monthly limit"),
        PeriodRule::CalendarQuarter(_) => say!("超过每季度限额", "above the quarterly limit"),
        PeriodRule::CalendarYear(_) => say!("超过每年限额", "above the yearly limit"),
        PeriodRule::ShiftedYear(_) | PeriodRule::RollingMonths(_) => {
            say!("超过{period}的限额", "above the limit {period}", period = each_period(rule))
        }
    }
}

/// The date that assigns a receipt to a period.
pub(super) fn assigned_by(rule: &PeriodRule) -> Words {
    let by = match rule {
        PeriodRule::CalendarMonth(rule) => rule.by,
        PeriodRule::CalendarQuarter(rule) => rule.by,
        PeriodRule::CalendarYear(rule) => rule.by,
        PeriodRule::ShiftedYear(rule) => rule.by,
        PeriodRule::RollingMonths(rule) => rule.by,
    };
    if rule.is_by_line() {
        return say!(
            "明细按发生日期归入期间，未注明的按票据的{by}",
            "each line by its date of charge, or else by {by} of the receipt",
            by = receipt_date(by).into()
        );
    }
    say!("按{by}归入期间", "by {by}", by = receipt_date(by).into())
}

/// A period rule: the periods and the date that assigns a receipt to one of them.
pub(super) fn period_rule(rule: &PeriodRule) -> Words {
    say!("{which}；{by}", "{which}; {by}", which = each_period(rule), by = assigned_by(rule))
}

/// The unit for which a benefit is computed.
pub(super) fn per(unit: AwardUnit, rule: Option<&PeriodRule>) -> Words {
    match (unit, rule) {
        (AwardUnit::Receipt, _) => say!("每张票据", "per receipt"),
        (AwardUnit::Hospitalisation, _) => say!("每次住院", "per hospital stay"),
        (AwardUnit::Application, _) => say!("每次申请", "per application"),
        (AwardUnit::Period, Some(rule)) => each_period(rule),
        (AwardUnit::Period, None) => say!("每个期间", "per period"),
    }
}

/// The scope of a limit.
pub(super) fn limit_scope(scope: LimitScope, rule: Option<&PeriodRule>) -> Words {
    match (scope, rule) {
        (LimitScope::Line, _) => say!("每条明细", "per line"),
        (LimitScope::Receipt, _) => say!("每张票据", "per receipt"),
        (LimitScope::Hospitalisation, _) => say!("每次住院", "per hospital stay"),
        (LimitScope::Operation, _) => say!("每次手术", "per operation"),
        (LimitScope::Application, _) => say!("每次申请", "per application"),
        (LimitScope::Period, Some(rule)) => each_period(rule),
        (LimitScope::Period, None) => say!("每个期间", "per period"),
        (LimitScope::Lifetime, _) => say!("终身累计", "in total over the child's lifetime"),
        (LimitScope::FundBalance, _) => say!("资金余额内", "from the fund balance"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Date;

    #[test]
    fn whole_months_have_names() {
        for (start, end, zh, en) in [
            ((2024, 3, 1), (2024, 3, 31), "2024 年 3 月", "March 2024"),
            ((2024, 1, 1), (2024, 3, 31), "2024 年 1 月至 3 月", "January to March 2024"),
            ((2024, 1, 1), (2024, 12, 31), "2024 年", "2024"),
            ((2024, 9, 1), (2025, 8, 31), "2024-09-01 至 2025-08-31", "2024-09-01 to 2025-08-31"),
            ((2024, 2, 1), (2024, 2, 28), "2024-02-01 至 2024-02-28", "2024-02-01 to 2024-02-28"),
        ] {
            let day = |(year, month, day)| Date::new(year, month, day).unwrap();
            let words = months(&Period::between(day(start), day(end)));
            assert_eq!((words.zh.as_str(), words.en.as_str()), (zh, en));
        }
    }
}
