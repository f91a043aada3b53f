//! What an application has where a requirement asks for something else.

use super::{
    Words,
    numeral::yuan,
    param::code_name,
    words::{listed, one_of, say},
};
use crate::{
    adjudication::{FoundAge, FoundAmount, FoundCodes, FoundFact},
    code::TimeUnit,
};

/// The values, one after another; empty where none is stated.
pub(super) fn found(facts: &[FoundFact]) -> Words {
    let values = facts.iter().map(|fact| match fact {
        FoundFact::Age(found) => age(found),
        FoundFact::Amount(found) => amount(found),
        FoundFact::Number(found) => {
            let number = Words::same(found.number.get());
            say!("{fact} {number}", "{fact}: {number}", fact = found.number_of.label().into(), number = number)
        }
        FoundFact::Date(found) => {
            say!("{fact} {day}", "{fact}: {day}", fact = found.date_of.label().into(), day = Words::same(found.day))
        }
        FoundFact::Codes(found) => codes(found),
        FoundFact::Division(found) => {
            let division = Words::same(found.division);
            say!(
                "{fact} {division}",
                "{fact}: {division}",
                fact = found.division_of.label().into(),
                division = division
            )
        }
        FoundFact::Flag(found) => {
            let answer = if found.is { say!("是", "yes") } else { say!("否", "no") };
            say!("“{fact}”为{answer}", "“{fact}”: {answer}", fact = found.flag_of.label().into(), answer = answer)
        }
        FoundFact::Diseases(found) if found.codes.is_empty() => say!("诊断没有代码", "no coded diagnosis"),
        FoundFact::Diseases(found) => {
            let codes = one_of(found.codes.iter().map(Words::same));
            say!("诊断代码 {codes}", "codes of the diagnoses: {codes}", codes = codes)
        }
    });
    listed(values)
}

fn age(found: &FoundAge) -> Words {
    let (age, on) = (Words::same(found.age.get()), Words::same(found.on));
    match found.unit {
        TimeUnit::Years => say!("{on} 时 {age} 周岁", "{age} years old on {on}", age = age, on = on),
        TimeUnit::Months => say!("{on} 时 {age} 个月", "{age} months old on {on}", age = age, on = on),
        TimeUnit::Days => say!("{on} 时出生 {age} 天", "{age} days old on {on}", age = age, on = on),
    }
}

/// An amount, and the bounds that are not stated in the programme itself.
fn amount(found: &FoundAmount) -> Words {
    let words =
        say!("{fact} {amount}", "{fact}: {amount}", fact = found.amount_of.label().into(), amount = yuan(found.amount));
    let bounds = listed(
        [
            found.lower.map(|x| say!("下限为 {x}", "the lower bound is {x}", x = yuan(x))),
            found.upper.map(|x| say!("上限为 {x}", "the upper bound is {x}", x = yuan(x))),
        ]
        .into_iter()
        .flatten(),
    );
    if bounds.is_empty() {
        return words;
    }
    say!("{words}（本例中{bounds}）", "{words} ({bounds} in this case)", words = words, bounds = bounds)
}

fn codes(found: &FoundCodes) -> Words {
    let fact = found.codes_of.label().into();
    if found.codes.is_empty() {
        return say!("没有{fact}", "{fact}: none", fact = fact);
    }
    let codes = one_of(found.codes.iter().map(|code| code_name(found.codes_of, code.as_str())));
    say!("{fact}为{codes}", "{fact}: {codes}", fact = fact, codes = codes)
}
