//! Conditions as sentences.

use super::{
    Words,
    numeral::yuan,
    param::{age, amount, between, birthday_words, code_is, day},
    title::{name, quoted, titled},
    words::{all_of, any_of, first_of, labels, listed, say},
};
use crate::{
    code::{CountedAid, DiagnosisMatch, OperationState, TimeUnit},
    programme::{
        AgeTest, AmountParam, AssessedTest, DateTest, DaysBetweenTest, DiseaseTest, EarlierAidTest, FlagTest,
        HospitalTest, MoneyTest, NumberTest, OperationTest, Predicate, Programme, RatioTest, RegionTest, Requirement,
        SetMembers,
    },
    value::LocalId,
};

/// How many codes of a set are named.
const NAMED_MAX: usize = 12;

/// A requirement: its name, and the conditions of which one is enough.
pub(super) fn requirement(requirement: &Requirement, programme: &Programme) -> Words {
    titled(requirement_title(requirement), alternatives(requirement, programme))
}

/// The conditions of which one is enough.
pub(super) fn alternatives(requirement: &Requirement, programme: &Programme) -> Words {
    any_of(requirement.any_of.iter().map(|one| predicate(one, programme)))
}

/// The name of a requirement.
pub(super) fn requirement_title(requirement: &Requirement) -> Words {
    name(&requirement.id, requirement.title.as_ref(), requirement.title_en.as_ref())
}

/// Conditions all of which must hold.
pub(super) fn conditions(all: &[Predicate], programme: &Programme) -> Words {
    all_of(all.iter().map(|one| predicate(one, programme)))
}

/// One condition.
pub(super) fn predicate(predicate: &Predicate, programme: &Programme) -> Words {
    match predicate {
        Predicate::Age(test) => age_test(test),
        Predicate::Disease(test) => disease(test, programme),
        Predicate::Operation(test) => operation(test, programme),
        Predicate::Hospital(test) => hospital(test, programme),
        Predicate::Region(test) => region(test),
        Predicate::Code(test) => code_is(test.fact, &test.any_of, test.negated == Some(true)),
        Predicate::Flag(test) => flag(test),
        Predicate::Money(test) => money(test, programme),
        Predicate::Number(test) => number(test),
        Predicate::Date(test) => date(test),
        Predicate::DaysBetween(test) => days_between(test),
        Predicate::Ratio(test) => ratio(test),
        Predicate::EarlierAid(test) => earlier_aid(test),
        Predicate::Assessed(test) => assessed(test),
    }
}

fn negated(negated: Option<bool>, words: Words) -> Words {
    if negated == Some(true) { say!("并非（{words}）", "not ({words})", words = words) } else { words }
}

fn age_test(test: &AgeTest) -> Words {
    let bounds = age(test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get()), test.unit);
    let at = day(test.at);
    let words = match test.unit {
        TimeUnit::Years | TimeUnit::Months => say!(
            "{age}（{birthday}），按{at}计算",
            "{age} on the {at} ({birthday})",
            age = bounds,
            birthday = birthday_words(test.birthday),
            at = at,
        ),
        TimeUnit::Days => say!("{age}，按{at}计算", "{age} on the {at}", age = bounds, at = at),
    };
    negated(test.negated, words)
}

fn disease(test: &DiseaseTest, programme: &Programme) -> Words {
    let set = set(&test.set, programme);
    let words = match (test.confirmed == Some(true), test.diagnoses) {
        (true, DiagnosisMatch::Any) => say!("已确诊{set}", "confirmed diagnosis of {set}", set = set),
        (true, DiagnosisMatch::Principal) => {
            say!("主要诊断已确诊为{set}", "principal diagnosis, confirmed, of {set}", set = set)
        }
        (false, DiagnosisMatch::Any) => say!("诊断为{set}", "diagnosis of {set}", set = set),
        (false, DiagnosisMatch::Principal) => say!("主要诊断为{set}", "principal diagnosis of {set}", set = set),
    };
    negated(test.negated, words)
}

fn operation(test: &OperationTest, programme: &Programme) -> Words {
    let set = set(&test.set, programme);
    let words = match test.state {
        OperationState::Planned => say!("计划进行的手术属于{set}", "a planned operation of {set}", set = set),
        OperationState::Done => say!("已完成的手术属于{set}", "an operation done of {set}", set = set),
        OperationState::Either => {
            say!("计划或已完成的手术属于{set}", "an operation, planned or done, of {set}", set = set)
        }
    };
    let words = match test.before {
        Some(day) => say!("{words}（限{day}之前）", "{words}, before {day}", words = words, day = day.label().into()),
        None => words,
    };
    negated(test.negated, words)
}

fn hospital(test: &HospitalTest, programme: &Programme) -> Words {
    let words = say!("医院在{set}内", "the hospital is on the list {set}", set = set(&test.set, programme));
    negated(test.negated, words)
}

/// A named set with what it holds.
pub(super) fn set(id: &LocalId, programme: &Programme) -> Words {
    let Some(named) = programme.set(id) else { return Words::same(id) };
    let title = quoted(&named.id, named.title.as_ref(), named.title_en.as_ref());
    let members = match &named.members {
        SetMembers::Disease(set) => {
            let prefixes = first_of(set.prefixes.iter().map(Words::same), NAMED_MAX);
            let except = set.except.as_deref().unwrap_or_default().iter().map(Words::same);
            let names = set.except_names.as_deref().unwrap_or_default().iter().map(Words::same);
            let except = listed(except.chain(names));
            if except.is_empty() {
                prefixes
            } else {
                say!("{codes}；{except} 除外", "{codes}; but not {except}", codes = prefixes, except = except)
            }
        }
        SetMembers::Operation(set) => first_of(set.prefixes.iter().map(Words::same), NAMED_MAX),
        SetMembers::Hospital(set) => first_of(set.hospitals.iter().map(|one| Words::same(&one.name)), NAMED_MAX),
        SetMembers::ChargeItem(set) => first_of(set.codes.iter().map(Words::same), NAMED_MAX),
    };
    say!("{title}（{members}）", "{title} ({members})", title = title, members = members)
}

fn region(test: &RegionTest) -> Words {
    let places = first_of(test.within.iter().map(Words::same), NAMED_MAX);
    let words = say!(
        "{fact}在行政区划 {places} 内",
        "{fact} lies in the division {places}",
        fact = test.fact.label().into(),
        places = places,
    );
    negated(test.negated, words)
}

fn flag(test: &FlagTest) -> Words {
    let fact = test.fact.label().into();
    if test.is {
        say!("{fact}", "{fact}", fact = fact)
    } else {
        say!("不是“{fact}”", "not “{fact}”", fact = fact)
    }
}

fn money(test: &MoneyTest, programme: &Programme) -> Words {
    let bound = |param: &Option<AmountParam>| param.as_ref().map(|param| amount(param, programme));
    let bounds = [
        bound(&test.over).map(|x| say!("大于 {x}", "more than {x}", x = x)),
        bound(&test.at_least).map(|x| say!("不低于 {x}", "at least {x}", x = x)),
        bound(&test.below).map(|x| say!("小于 {x}", "less than {x}", x = x)),
        bound(&test.at_most).map(|x| say!("不超过 {x}", "at most {x}", x = x)),
    ];
    let bounds = listed(bounds.into_iter().flatten());
    let words = say!("{fact}{bounds}", "{fact} {bounds}", fact = test.fact.label().into(), bounds = bounds);
    negated(test.negated, words)
}

fn number(test: &NumberTest) -> Words {
    let bounds = between(test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get()));
    let words = say!("{fact}{bounds}", "{fact}: {bounds}", fact = test.fact.label().into(), bounds = bounds);
    negated(test.negated, words)
}

fn date(test: &DateTest) -> Words {
    let bounds = [
        test.from.map(|from| say!("不早于 {from}", "not before {from}", from = Words::same(from))),
        test.until.map(|until| say!("不晚于 {until}", "not after {until}", until = Words::same(until))),
    ];
    let bounds = listed(bounds.into_iter().flatten());
    let words = say!("{fact}{bounds}", "{fact} {bounds}", fact = test.fact.label().into(), bounds = bounds);
    negated(test.negated, words)
}

fn days_between(test: &DaysBetweenTest) -> Words {
    let (from, to) = (day(test.from), day(test.to));
    let words = match (test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get())) {
        (Some(0), None) => say!("{to}不早于{from}", "the {to} is not before the {from}", to = to, from = from),
        (None, Some(0)) => say!("{to}不晚于{from}", "the {to} is not after the {from}", to = to, from = from),
        (least, most) => say!(
            "从{from}到{to}的天数{bounds}",
            "days from the {from} to the {to}: {bounds}",
            from = from,
            to = to,
            bounds = between(least, most),
        ),
    };
    negated(test.negated, words)
}

fn ratio(test: &RatioTest) -> Words {
    let bounds = [
        test.at_least.map(|times| say!("不低于其 {times} 倍", "at least {times} times it", times = Words::same(times))),
        test.at_most.map(|times| say!("不超过其 {times} 倍", "at most {times} times it", times = Words::same(times))),
    ];
    let words = say!(
        "{of}与{to}相比，{bounds}",
        "{of} compared with {to}: {bounds}",
        of = test.of.label().into(),
        to = test.to.label().into(),
        bounds = listed(bounds.into_iter().flatten()),
    );
    negated(test.negated, words)
}

fn earlier_aid(test: &EarlierAidTest) -> Words {
    let which = [
        test.months.map(|months| {
            say!("最近 {months} 个月内", "in the last {months} months", months = Words::same(months.get()))
        }),
        test.programme.as_ref().map(|id| say!("项目 {id} 的", "of the programme {id}", id = Words::same(id))),
        test.payers.as_deref().map(|payers| {
            say!("来自{payers}的", "from {payers}", payers = labels(payers.iter().map(|payer| payer.label().into())))
        }),
    ];
    let which = which.into_iter().flatten().reduce(|a, b| say!("{a}{b}", "{a} {b}", a = a, b = b));
    let which = which.unwrap_or_else(|| say!("任何", "of any kind"));
    let states = labels(test.counted.iter().map(|state| CountedAid::label(*state).into()));
    let words = match test.at_most.get() {
        0 => say!("没有{which}救助（{states}）", "no earlier aid {which} ({states})", which = which, states = states,),
        most => say!(
            "{which}救助（{states}）至多 {most} 次",
            "earlier aid {which} ({states}) at most {most} times",
            which = which,
            states = states,
            most = Words::same(most),
        ),
    };
    negated(test.negated, words)
}

fn assessed(test: &AssessedTest) -> Words {
    let title = quoted(&test.key, test.title.as_ref(), test.title_en.as_ref());
    if test.is == Some(false) {
        say!("经人评估，{title}为否", "a person has assessed {title}: no", title = title)
    } else {
        say!("经人评估，{title}为是", "a person has assessed {title}: yes", title = title)
    }
}

/// An amount that is at most so much.
pub(super) fn at_most_yuan(amount: impl std::fmt::Display) -> Words {
    say!("至多 {amount}", "at most {amount}", amount = yuan(amount))
}
