//! Amounts and rates: fixed, or from a table.

use super::{
    Words,
    numeral::{age_number, percent, yuan},
    title::{quoted, subject},
    words::{all_of, apart, closed, listed, one_of, say},
};
use crate::{
    code::{BirthdayConvention, Bounds, CodeFact, DateFact, TimeUnit},
    programme::{AmountParam, Programme, RateParam},
    value::{LocalId, Money},
};

/// An amount, with every row of a table.
pub(super) fn amount(param: &AmountParam, programme: &Programme) -> Words {
    match param {
        AmountParam::Fixed(fixed) => yuan(fixed.amount),
        AmountParam::ByCode(table) => {
            let rows =
                table.rows.iter().map(|row| (codes(&table.by, &row.codes, row.and_codes.as_deref()), row.amount));
            by_code(rows, table.otherwise, yuan)
        }
        AmountParam::ByAge(table) => {
            let rows = table.rows.iter().map(|row| {
                (age(row.at_least.map(|n| n.get()), row.at_most.map(|n| n.get()), table.unit), yuan(row.amount))
            });
            rows_of(by_age(table.at, table.birthday), rows)
        }
        AmountParam::ByNumber(table) => {
            let rows = table
                .rows
                .iter()
                .map(|row| (between(row.at_least.map(|n| n.get()), row.at_most.map(|n| n.get())), yuan(row.amount)));
            rows_of(table.fact.label().into(), rows)
        }
        AmountParam::ByMoney(table) => {
            let rows = table.rows.iter().map(|row| (range(row.lower, row.upper, table.bounds), yuan(row.amount)));
            rows_of(table.fact.label().into(), rows)
        }
        AmountParam::Statistic(multiple) => say!(
            "{name}的 {times} 倍（以{day}的数值为准）",
            "{times} times {name} (its value on the {day})",
            name = statistic(&multiple.statistic, programme),
            times = Words::same(multiple.times),
            day = day(multiple.at),
        ),
        AmountParam::Assessed(one) => say!(
            "人工评估{title}确定的金额",
            "amount assessed by a person: {title}",
            title = subject(&one.key, programme)
        ),
    }
}

/// A rate, with every row of a table.
pub(super) fn rate(param: &RateParam) -> Words {
    match param {
        RateParam::Fixed(fixed) => percent(fixed.rate),
        RateParam::ByCode(table) => {
            let rows = table.rows.iter().map(|row| (codes(&table.by, &row.codes, row.and_codes.as_deref()), row.rate));
            by_code(rows, table.otherwise, percent)
        }
        RateParam::ByAge(table) => {
            let rows = table.rows.iter().map(|row| {
                (age(row.at_least.map(|n| n.get()), row.at_most.map(|n| n.get()), table.unit), percent(row.rate))
            });
            rows_of(by_age(table.at, table.birthday), rows)
        }
        RateParam::ByNumber(table) => {
            let rows = table
                .rows
                .iter()
                .map(|row| (between(row.at_least.map(|n| n.get()), row.at_most.map(|n| n.get())), percent(row.rate)));
            rows_of(table.fact.label().into(), rows)
        }
        RateParam::ByMoney(table) => {
            let rows = table.rows.iter().map(|row| (range(row.lower, row.upper, table.bounds), percent(row.rate)));
            rows_of(table.fact.label().into(), rows)
        }
    }
}

fn by_code<T: Copy>(rows: impl Iterator<Item = (Words, T)>, otherwise: Option<T>, value: fn(T) -> Words) -> Words {
    let rest = otherwise.map(|rest| say!("其余情形，{value}", "{value} otherwise", value = value(rest)));
    let rows =
        rows.map(|(when, of)| say!("{when}的，{value}", "{value} if {when}", when = closed(when), value = value(of)));
    all_of(rows.chain(rest))
}

fn rows_of(of: Words, rows: impl Iterator<Item = (Words, Words)>) -> Words {
    let rows =
        rows.map(|(when, value)| say!("{when}的，{value}", "{value} if {when}", when = closed(when), value = value));
    say!("按{of}确定：{rows}", "by {of}: {rows}", of = of, rows = all_of(rows))
}

fn by_age(at: DateFact, birthday: BirthdayConvention) -> Words {
    say!(
        "{day}的年龄（{birthday}）",
        "age on the {day} ({birthday})",
        day = day(at),
        birthday = birthday_words(birthday)
    )
}

fn codes(by: &[CodeFact], first: &[LocalId], second: Option<&[LocalId]>) -> Words {
    let both = by.iter().zip([Some(first), second]);
    let parts = both.filter_map(|(fact, codes)| codes.map(|codes| code_is(*fact, codes, false)));
    listed(parts)
}

/// Whether a fact is one of several codes, or none of them.
pub(super) fn code_is(fact: CodeFact, codes: &[LocalId], negated: bool) -> Words {
    let names = one_of(codes.iter().map(|code| code_name(fact, code.as_str())));
    let label = fact.label().into();
    match (fact.is_multiple(), negated) {
        (_, false) => say!("{fact}为{codes}", "{fact}: {codes}", fact = label, codes = apart(names)),
        (false, true) => say!("{fact}不是{codes}", "{fact}: not {codes}", fact = label, codes = apart(names)),
        (true, true) => say!("{fact}不属于{codes}", "{fact}: not {codes}", fact = label, codes = apart(names)),
    }
}

/// The name of a code in its list.
pub(super) fn code_name(fact: CodeFact, code: &str) -> Words {
    let known = fact.list().and_then(|list| list.codes.iter().find(|known| known.code == code));
    match (known, code) {
        (Some(known), _) => known.label.into(),
        (None, "CN") => say!("中国", "China"),
        (None, code) => Words::same(code),
    }
}

/// The name of a statistic.
pub(super) fn statistic(id: &LocalId, programme: &Programme) -> Words {
    programme
        .statistic(id)
        .map_or_else(|| Words::quoted(id), |of| quoted(&of.id, Some(&of.title), of.title_en.as_ref()))
}

/// A day by the label of its fact.
pub(super) fn day(fact: DateFact) -> Words {
    let Words { zh, en } = fact.label().into();
    // Sentences use these labels after "the".
    Words { zh, en: en.trim_start_matches("the ").to_owned() }
}

/// When a year or a month of age is completed.
pub(super) fn birthday_words(birthday: BirthdayConvention) -> Words {
    match birthday {
        BirthdayConvention::OnBirthday => say!("生日当日起算", "an age is reached on the birthday"),
        BirthdayConvention::DayAfterBirthday => say!("生日次日起算", "an age is reached on the day after the birthday"),
    }
}

/// An age between two inclusive bounds. "At most 18" reads "under 19".
pub(super) fn age(at_least: Option<i64>, at_most: Option<i64>, unit: TimeUnit) -> Words {
    let full = at_least.filter(|least| *least > 0).map(age_number);
    let below = at_most.map(|most| age_number(most.saturating_add(1)));
    match (unit, full, below) {
        (_, None, None) => say!("不限年龄", "of any age"),
        (TimeUnit::Years, None, Some(b)) => say!("未满{b}周岁", "under {b} years old", b = b),
        (TimeUnit::Years, Some(a), None) => say!("年满{a}周岁", "at least {a} years old", a = a),
        (TimeUnit::Years, Some(a), Some(b)) => {
            say!("年满{a}周岁、未满{b}周岁", "at least {a} and under {b} years old", a = a, b = b)
        }
        (TimeUnit::Months, None, Some(b)) => say!("未满{b}个月", "under {b} months old", b = b),
        (TimeUnit::Months, Some(a), None) => say!("满{a}个月", "at least {a} months old", a = a),
        (TimeUnit::Months, Some(a), Some(b)) => {
            say!("满{a}个月、未满{b}个月", "at least {a} and under {b} months old", a = a, b = b)
        }
        (TimeUnit::Days, None, Some(b)) => say!("出生未满{b}天", "under {b} days old", b = b),
        (TimeUnit::Days, Some(a), None) => say!("出生满{a}天", "at least {a} days old", a = a),
        (TimeUnit::Days, Some(a), Some(b)) => {
            say!("出生满{a}天、未满{b}天", "at least {a} and under {b} days old", a = a, b = b)
        }
    }
}

/// A number between two inclusive bounds.
pub(super) fn between(at_least: Option<i64>, at_most: Option<i64>) -> Words {
    match (at_least, at_most) {
        (Some(a), Some(b)) if a == b => say!("为 {a}", "{a}", a = Words::same(a)),
        (Some(a), Some(b)) => say!("为 {a} 至 {b}", "{a} to {b}", a = Words::same(a), b = Words::same(b)),
        (Some(a), None) => say!("不少于 {a}", "at least {a}", a = Words::same(a)),
        (None, Some(b)) => say!("不超过 {b}", "at most {b}", b = Words::same(b)),
        (None, None) => say!("不限", "any"),
    }
}

/// A range of amounts with one inclusive end.
pub(super) fn range(lower: Option<Money>, upper: Option<Money>, bounds: Bounds) -> Words {
    let lower = lower.map(|lower| match bounds {
        Bounds::OverUpTo => say!("超过 {lower}", "over {lower}", lower = yuan(lower)),
        Bounds::FromBelow => say!("不低于 {lower}", "at least {lower}", lower = yuan(lower)),
    });
    let upper = upper.map(|upper| match bounds {
        Bounds::OverUpTo => say!("不超过 {upper}", "up to {upper}", upper = yuan(upper)),
        Bounds::FromBelow => say!("低于 {upper}", "below {upper}", upper = yuan(upper)),
    });
    if lower.is_none() && upper.is_none() {
        return say!("不限金额", "any amount");
    }
    listed(lower.into_iter().chain(upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_said_exactly() {
        use TimeUnit::{Days, Months, Years};
        for (least, most, unit, zh, en) in [
            (Some(0), Some(18), Years, "未满十九周岁", "under 19 years old"),
            (Some(3), None, Months, "满三个月", "at least 3 months old"),
            (Some(7), Some(13), Years, "年满七周岁、未满十四周岁", "at least 7 and under 14 years old"),
            (None, Some(27), Days, "出生未满二十八天", "under 28 days old"),
            (None, None, Years, "不限年龄", "of any age"),
        ] {
            let words = age(least, most, unit);
            assert_eq!((words.zh.as_str(), words.en.as_str()), (zh, en));
        }
    }
}
