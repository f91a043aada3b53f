//! Conditions as sentences.

use super::{
    Words,
    numeral::{part_of, yuan},
    param::{age, amount, between, birthday_words, code_is, day},
    place::place,
    title::{grade, name, quoted, subject, titled},
    words::{all_of, any_of, apart, first_of, listed, one_of, say},
};
use crate::{
    code::{CountedAid, DiagnosisMatch, FlagFact, OperationState, TimeUnit},
    programme::{
        AgeTest, AmountParam, AssessedTest, DateTest, DaysBetweenTest, DiseaseTest, EarlierAidTest, HospitalTest,
        MoneyTest, NumberTest, OperationTest, Predicate, Programme, RatioTest, RegionTest, Requirement, SetMembers,
        When,
    },
    value::{Date, LocalId, Multiple},
};

/// The number of codes of a set that are listed.
const NAMED_MAX: usize = 12;

/// Whether a sentence lists the codes of the sets that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    /// They are listed.
    Shown,
    /// A set with a title is named by its title only.
    Hidden,
}

/// A requirement: its name and its alternative conditions.
pub(super) fn requirement(requirement: &Requirement, programme: &Programme) -> Words {
    titled(requirement_title(requirement), alternatives(requirement, programme, Codes::Shown))
}

/// The alternative conditions of a requirement.
pub(super) fn alternatives(requirement: &Requirement, programme: &Programme, codes: Codes) -> Words {
    any_of(requirement.any_of.iter().map(|one| condition(one, programme, codes)))
}

/// The name of a requirement.
pub(super) fn requirement_title(requirement: &Requirement) -> Words {
    name(&requirement.id, requirement.title.as_ref(), requirement.title_en.as_ref())
}

/// The conditions of a part: all of some, and one of each group of alternatives.
pub(super) fn conditions(when: When<'_>, programme: &Programme) -> Words {
    conditions_in(when, programme, Codes::Shown)
}

/// The same, with or without codes.
pub(super) fn conditions_in(when: When<'_>, programme: &Programme, codes: Codes) -> Words {
    all_of(when.clauses().map(|clause| match clause {
        [one] => condition(one, programme, codes),
        alternatives => one_of_group(alternatives, programme, codes),
    }))
}

/// A group of alternative conditions.
pub(super) fn group(alternatives: &[Predicate], programme: &Programme) -> Words {
    one_of_group(alternatives, programme, Codes::Shown)
}

fn one_of_group(alternatives: &[Predicate], programme: &Programme, codes: Codes) -> Words {
    let words = one_of(alternatives.iter().map(|one| condition(one, programme, codes)));
    say!("以下之一：{words}", "one of: {words}", words = words)
}

/// One condition, with the codes of its sets.
pub(super) fn predicate(predicate: &Predicate, programme: &Programme) -> Words {
    condition(predicate, programme, Codes::Shown)
}

fn condition(predicate: &Predicate, programme: &Programme, codes: Codes) -> Words {
    match predicate {
        Predicate::Age(test) => age_test(test),
        Predicate::Disease(test) => disease(test, members(&test.set, programme, codes)),
        Predicate::Operation(test) => operation(test, members(&test.set, programme, codes)),
        Predicate::Hospital(test) => hospital(test, members(&test.set, programme, codes)),
        Predicate::Region(test) => region(test),
        Predicate::Code(test) => code_is(test.fact, &test.any_of, test.negated == Some(true)),
        Predicate::Flag(test) => flag(test.fact, test.is),
        Predicate::Money(test) => money(test, programme),
        Predicate::Number(test) => number(test),
        Predicate::Date(test) => date(test),
        Predicate::DaysBetween(test) => days_between(test),
        Predicate::Ratio(test) => ratio(test),
        Predicate::EarlierAid(test) => earlier_aid(test, programme),
        Predicate::Assessed(test) => assessed(test, programme),
        Predicate::AssessedNumber(test) => {
            let bounds = between(test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get()));
            negated(test.negated, judged(&test.key, bounds, programme))
        }
        Predicate::AssessedAmount(test) => {
            let bounds = bounds_of([test.over, test.at_least, test.below, test.at_most].map(|bound| bound.map(yuan)));
            negated(test.negated, judged(&test.key, bounds, programme))
        }
        Predicate::AssessedGrade(test) => {
            let grades = one_of(test.any_of.iter().map(|id| grade(&test.key, id, programme)));
            negated(test.negated, judged(&test.key, apart(grades), programme))
        }
        Predicate::AssessedDate(test) => {
            negated(test.negated, judged(&test.key, from_until(test.from, test.until), programme))
        }
    }
}

/// The opposite of a condition that has no sentence of its own for it.
fn negated(negated: Option<bool>, words: Words) -> Words {
    if negated == Some(true) { say!("不属于以下情形：{words}", "not: {words}", words = words) } else { words }
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

fn disease(test: &DiseaseTest, set: Words) -> Words {
    match (test.confirmed == Some(true), test.diagnoses, test.negated == Some(true)) {
        (true, DiagnosisMatch::Any, false) => say!("已确诊{set}", "confirmed diagnosis: {set}", set = set),
        (true, DiagnosisMatch::Any, true) => say!("没有确诊{set}", "no confirmed diagnosis: {set}", set = set),
        (true, DiagnosisMatch::Principal, false) => {
            say!("主要诊断已确诊为{set}", "confirmed principal diagnosis: {set}", set = set)
        }
        (true, DiagnosisMatch::Principal, true) => {
            say!("主要诊断没有确诊为{set}", "no confirmed principal diagnosis: {set}", set = set)
        }
        (false, DiagnosisMatch::Any, false) => say!("诊断为{set}", "diagnosis: {set}", set = set),
        (false, DiagnosisMatch::Any, true) => say!("诊断不包括{set}", "no diagnosis: {set}", set = set),
        (false, DiagnosisMatch::Principal, false) => say!("主要诊断为{set}", "principal diagnosis: {set}", set = set),
        (false, DiagnosisMatch::Principal, true) => {
            say!("主要诊断不是{set}", "principal diagnosis other than: {set}", set = set)
        }
    }
}

fn operation(test: &OperationTest, set: Words) -> Words {
    let words = match (test.state, test.negated == Some(true)) {
        (OperationState::Planned, false) => say!("计划做{set}", "planned operation: {set}", set = set),
        (OperationState::Planned, true) => say!("没有计划做{set}", "no planned operation: {set}", set = set),
        (OperationState::Done, false) => say!("已做{set}", "completed operation: {set}", set = set),
        (OperationState::Done, true) => say!("没有做过{set}", "no completed operation: {set}", set = set),
        (OperationState::Either, false) => {
            say!("计划做或已做{set}", "planned or completed operation: {set}", set = set)
        }
        (OperationState::Either, true) => {
            say!("没有做过也没有计划做{set}", "no planned or completed operation: {set}", set = set)
        }
    };
    match test.before {
        Some(before) => {
            say!("{before}之前{words}", "before the {before}, {words}", words = words, before = day(before))
        }
        None => words,
    }
}

fn hospital(test: &HospitalTest, set: Words) -> Words {
    if test.negated == Some(true) {
        say!("医院不在{set}名单内", "hospital not on the list {set}", set = set)
    } else {
        say!("医院在{set}名单内", "hospital on the list {set}", set = set)
    }
}

/// A named set with its members.
pub(super) fn set(id: &LocalId, programme: &Programme) -> Words {
    members(id, programme, Codes::Shown)
}

/// The name of a set, without its members if it has a title; without its identifier if it has none.
pub(super) fn disease_name(id: &LocalId, programme: &Programme) -> Words {
    members(id, programme, Codes::Hidden)
}

fn members(id: &LocalId, programme: &Programme, codes: Codes) -> Words {
    let Some(named) = programme.set(id) else { return Words::quoted(id) };
    let title = quoted(&named.id, named.title.as_ref(), named.title_en.as_ref());
    if codes == Codes::Hidden && named.title.is_some() {
        return title;
    }
    let members = match &named.members {
        SetMembers::Disease(set) => {
            let prefixes = first_of(set.prefixes.iter().map(Words::same), NAMED_MAX);
            let except = set.except.as_deref().unwrap_or_default().iter().map(Words::same);
            let names = set.except_names.as_deref().unwrap_or_default().iter().map(Words::quoted);
            let except = one_of(except.chain(names));
            // A family reads no identifiers.
            if codes == Codes::Hidden {
                let disease =
                    say!("编码以 {codes} 开头的疾病", "a disease with a code beginning with {codes}", codes = prefixes);
                return if except.is_empty() {
                    disease
                } else {
                    say!("{x}（不含{except}）", "{x} (except {except})", x = disease, except = apart(except))
                };
            }
            let prefixes = say!("编码以 {codes} 开头", "codes beginning with {codes}", codes = prefixes);
            if except.is_empty() {
                prefixes
            } else {
                say!("{codes}；不含{except}", "{codes}; except {except}", codes = prefixes, except = apart(except))
            }
        }
        SetMembers::Operation(set) => {
            let prefixes = first_of(set.prefixes.iter().map(Words::same), NAMED_MAX);
            if codes == Codes::Hidden {
                return say!(
                    "编码以 {codes} 开头的手术",
                    "an operation with a code beginning with {codes}",
                    codes = prefixes
                );
            }
            say!("编码以 {codes} 开头", "codes beginning with {codes}", codes = prefixes)
        }
        SetMembers::Hospital(set) => first_of(set.hospitals.iter().map(|one| Words::same(&one.name)), NAMED_MAX),
        SetMembers::ChargeItem(set) => {
            let codes = first_of(set.codes.iter().map(Words::same), NAMED_MAX);
            say!("编码 {codes}", "codes {codes}", codes = codes)
        }
    };
    say!("{title}（{members}）", "{title} ({members})", title = title, members = members)
}

fn region(test: &RegionTest) -> Words {
    let (fact, places) = (test.fact.label().into(), one_of(test.within.iter().map(|one| place(*one))));
    if test.negated == Some(true) {
        say!("{fact}不在{places}", "{fact} outside {places}", fact = fact, places = places)
    } else {
        say!("{fact}在{places}", "{fact} in {places}", fact = fact, places = places)
    }
}

/// A yes-or-no fact, or its opposite.
pub(super) fn flag(fact: FlagFact, is: bool) -> Words {
    match (fact, is) {
        (FlagFact::Insured, true) => say!("已参加基本医疗保险", "covered by basic medical insurance"),
        (FlagFact::Insured, false) => say!("未参加基本医疗保险", "not covered by basic medical insurance"),
        (FlagFact::Disabled, true) => say!("有残疾", "has a disability"),
        (FlagFact::Disabled, false) => say!("没有残疾", "has no disability"),
        (FlagFact::InTreatment, true) => say!("正在治疗", "in treatment"),
        (FlagFact::InTreatment, false) => say!("不在治疗中", "not in treatment"),
        (FlagFact::InstitutionalGuardian, true) => say!("由机构监护", "in the care of an institution"),
        (FlagFact::InstitutionalGuardian, false) => say!("不由机构监护", "not in the care of an institution"),
    }
}

fn money(test: &MoneyTest, programme: &Programme) -> Words {
    let bound = |param: &Option<AmountParam>| param.as_ref().map(|param| apart(amount(param, programme)));
    let bounds = bounds_of([bound(&test.over), bound(&test.at_least), bound(&test.below), bound(&test.at_most)]);
    let words = say!("{fact}{bounds}", "{fact} {bounds}", fact = test.fact.label().into(), bounds = bounds);
    negated(test.negated, words)
}

/// The bounds of an amount: more than, at least, less than, at most.
fn bounds_of([over, at_least, below, at_most]: [Option<Words>; 4]) -> Words {
    let over = over.map(|x| say!("超过{x}", "over {x}", x = x));
    let at_least = at_least.map(|x| say!("不低于{x}", "at least {x}", x = x));
    let below = below.map(|x| say!("低于{x}", "below {x}", x = x));
    let at_most = at_most.map(|x| say!("不超过{x}", "at most {x}", x = x));
    listed([over, at_least, below, at_most].into_iter().flatten())
}

fn number(test: &NumberTest) -> Words {
    let bounds = between(test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get()));
    let words = say!("{fact}{bounds}", "{fact}: {bounds}", fact = test.fact.label().into(), bounds = bounds);
    negated(test.negated, words)
}

fn date(test: &DateTest) -> Words {
    let bounds = from_until(test.from, test.until);
    let words = say!("{fact}{bounds}", "{fact} {bounds}", fact = test.fact.label().into(), bounds = bounds);
    negated(test.negated, words)
}

/// The first and the last day of a condition.
fn from_until(from: Option<Date>, until: Option<Date>) -> Words {
    let bounds = [
        from.map(|from| say!("不早于 {from}", "not before {from}", from = Words::same(from))),
        until.map(|until| say!("不晚于 {until}", "not after {until}", until = Words::same(until))),
    ];
    listed(bounds.into_iter().flatten())
}

fn days_between(test: &DaysBetweenTest) -> Words {
    let (from, to) = (day(test.from), day(test.to));
    let words = match (test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get())) {
        (Some(0), None) => say!("{to}不早于{from}", "{to} not before the {from}", to = to, from = from),
        (None, Some(0)) => say!("{to}不晚于{from}", "{to} not after the {from}", to = to, from = from),
        (least, most) => say!(
            "自{from}至{to}的天数{bounds}",
            "days from the {from} to the {to}: {bounds}",
            from = from,
            to = to,
            bounds = between(least, most),
        ),
    };
    negated(test.negated, words)
}

fn ratio(test: &RatioTest) -> Words {
    let of = || -> Words { test.to.label().into() };
    let bounds = [
        test.at_least.map(|times| say!("不低于{part}", "at least {part}", part = multiple(times, of()))),
        test.at_most.map(|times| say!("不超过{part}", "at most {part}", part = multiple(times, of()))),
    ];
    let bounds = listed(bounds.into_iter().flatten());
    let words = say!("{of}{bounds}", "{of} {bounds}", of = test.of.label().into(), bounds = bounds);
    negated(test.negated, words)
}

/// A part or a multiple of an amount.
fn multiple(times: Multiple, of: Words) -> Words {
    match part_of(times) {
        Some(part) => say!("{of}的 {part}", "{part} of the {of}", part = part, of = of),
        None => say!("{of}的 {times} 倍", "{times} times the {of}", times = Words::same(times), of = of),
    }
}

fn earlier_aid(test: &EarlierAidTest, own: &Programme) -> Words {
    let months = test
        .months
        .map(|months| say!("最近 {months} 个月内", " in the last {months} months", months = Words::same(months.get())));
    let programme = test.programme.as_ref().map(|id| {
        if *id == own.id {
            return say!("本项目的", " from this programme");
        }
        say!("项目“{id}”的", " from the programme “{id}”", id = Words::same(id))
    });
    let payers = test.payers.as_deref().map(|payers| {
        say!("{payers}的", " from {payers}", payers = one_of(payers.iter().map(|payer| payer.label().into())))
    });
    let from = payers.unwrap_or_default().and(programme.unwrap_or_default());
    let months = months.unwrap_or_default();
    let states = one_of(test.counted.iter().map(|state| CountedAid::label(*state).into()));
    let words = match test.at_most.get() {
        0 => say!(
            "{months}没有{from}救助（{states}）",
            "no aid{from}{months} ({states})",
            months = months,
            from = from,
            states = states,
        ),
        most => say!(
            "{months}{from}救助（{states}）不超过 {most} 次",
            "aid{from}{months} ({states}) at most {most} times",
            months = months,
            from = from,
            states = states,
            most = Words::same(most),
        ),
    };
    negated(test.negated, words)
}

/// The result that a person states about a subject.
fn judged(key: &LocalId, result: Words, programme: &Programme) -> Words {
    let title = subject(key, programme);
    say!("人工评估{title}：{result}", "assessed by a person: {title} – {result}", title = title, result = result)
}

fn assessed(test: &AssessedTest, programme: &Programme) -> Words {
    let title = match &test.title {
        Some(title) => quoted(&test.key, Some(title), test.title_en.as_ref()),
        None => subject(&test.key, programme),
    };
    if test.is == Some(false) {
        say!("人工评估{title}：否", "assessed by a person: {title} – no", title = title)
    } else {
        say!("人工评估{title}：是", "assessed by a person: {title} – yes", title = title)
    }
}

/// An upper bound of an amount.
pub(super) fn at_most_yuan(amount: impl std::fmt::Display) -> Words {
    say!("至多 {amount}", "at most {amount}", amount = yuan(amount))
}
