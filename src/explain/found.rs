//! The values in an application that do not meet a requirement.

use super::{
    Words,
    diagnosis::{diagnoses, not_confirmed, operations},
    documents::Documents,
    numeral::yuan,
    param::code_name,
    place::place,
    predicate::{Codes, flag},
    title::{grade, subject},
    words::{all_of, apart, each_of, listed, say},
};
use crate::{
    adjudication::{
        FoundAge, FoundAmount, FoundAssessment, FoundCodes, FoundFact, FoundValidity, RequirementJudgement,
    },
    code::{CodeFact, MoneyFact, TimeUnit},
    programme::{Predicate, Programme},
    value::{Multiple, SignedMoney},
};
use rust_decimal::RoundingStrategy;

/// The values that do not meet a requirement. Empty if none is stated.
pub(super) fn unmet(judged: &RequirementJudgement, known: Documents<'_>, shown: Codes) -> Words {
    let facts = judged.found.as_deref().unwrap_or_default();
    let found = found(facts, ratio(judged, facts, known.programme).as_ref(), known, shown);
    let doubt = known.programme.and_then(|programme| not_confirmed(judged, programme, known.application));
    all_of(std::iter::once(found).chain(doubt))
}

/// The bounds that a ratio sets for its first amount, in yuan: the part of the second amount in the application. `None` unless the
/// requirement has one ratio, and both amounts are stated.
fn ratio(
    judged: &RequirementJudgement,
    facts: &[FoundFact],
    programme: Option<&Programme>,
) -> Option<(MoneyFact, Words)> {
    let predicates = programme?.requirement(&judged.requirement)?.any_of.iter();
    let mut ratios = predicates.filter_map(|one| match one {
        Predicate::Ratio(test) => Some(test),
        _ => None,
    });
    let test = ratios.next().filter(|test| test.negated != Some(true))?;
    let whole = facts.iter().find_map(|fact| match fact {
        FoundFact::Amount(found) if found.amount_of == test.to => Some(found.amount.to_decimal()),
        _ => None,
    })?;
    // Rounded to the fen so that the bound itself satisfies the condition.
    let part = |times: Multiple, strategy| {
        let part = whole.checked_mul(times.get())?.round_dp_with_strategy(2, strategy);
        Some(yuan(SignedMoney::try_from(part).ok()?))
    };
    let least = test.at_least.and_then(|times| part(times, RoundingStrategy::ToPositiveInfinity));
    let most = test.at_most.and_then(|times| part(times, RoundingStrategy::ToNegativeInfinity));
    let bounds = bounds(least, most);
    (ratios.next().is_none() && !bounds.is_empty()).then_some((test.of, bounds))
}

/// The bounds that an amount must keep.
fn bounds(least: Option<Words>, most: Option<Words>) -> Words {
    let least = least.map(|x| say!("应不低于 {x}", "required: at least {x}", x = x));
    let most = most.map(|x| say!("应不超过 {x}", "required: at most {x}", x = x));
    listed(least.into_iter().chain(most))
}

/// The values, one after another. Empty if none is stated.
fn found(facts: &[FoundFact], ratio: Option<&(MoneyFact, Words)>, known: Documents<'_>, shown: Codes) -> Words {
    let values = facts.iter().map(|fact| match fact {
        FoundFact::Age(found) => age(found),
        FoundFact::Amount(found) => {
            amount(found, ratio.filter(|(of, _)| *of == found.amount_of).map(|(_, bounds)| bounds))
        }
        FoundFact::Number(found) => {
            let number = Words::same(found.number.get());
            say!("{fact}为 {number}", "{fact}: {number}", fact = found.number_of.label().into(), number = number)
        }
        FoundFact::Date(found) => {
            say!("{fact}为 {day}", "{fact}: {day}", fact = found.date_of.label().into(), day = Words::same(found.day))
        }
        FoundFact::Codes(found) => codes(found),
        FoundFact::Division(found) => {
            let fact = found.division_of.label().into();
            say!("{fact}为{place}", "{fact}: {place}", fact = fact, place = place(found.division))
        }
        FoundFact::Flag(found) => flag(found.flag_of, found.is),
        FoundFact::Diseases(found) => diagnoses(found, known.application, shown),
        FoundFact::Operations(found) => operations(found, known.application, shown),
        FoundFact::Assessment(found) => assessment(found, known.programme),
    });
    all_of(values)
}

/// The result of an assessment.
fn assessment(found: &FoundAssessment, programme: Option<&Programme>) -> Words {
    let title = programme.map_or_else(|| Words::quoted(&found.key), |programme| subject(&found.key, programme));
    let named = |id| programme.map_or_else(|| Words::quoted(id), |programme| grade(&found.key, id, programme));
    let results = [
        found.number.map(|number| Words::same(number.get())),
        found.amount.map(yuan),
        found.grade.as_ref().map(named),
        found.date.map(Words::same),
    ];
    let result = listed(results.into_iter().flatten());
    say!("人工评估{title}：{result}", "assessed by a person: {title} – {result}", title = title, result = result)
}

fn age(found: &FoundAge) -> Words {
    let (age, on) = (Words::same(found.age.get()), Words::same(found.on));
    match found.unit {
        TimeUnit::Years => say!("{on} 时为 {age} 周岁", "{age} years old on {on}", age = age, on = on),
        TimeUnit::Months => say!("{on} 时为 {age} 个月", "{age} months old on {on}", age = age, on = on),
        TimeUnit::Days => say!("{on} 时为出生 {age} 天", "{age} days old on {on}", age = age, on = on),
    }
}

/// An amount, with the bounds that the programme does not state as fixed amounts.
fn amount(found: &FoundAmount, ratio: Option<&Words>) -> Words {
    let words = say!(
        "{fact}为 {amount}",
        "{fact}: {amount}",
        fact = found.amount_of.label().into(),
        amount = yuan(found.amount)
    );
    let stated = bounds(found.lower.map(yuan), found.upper.map(yuan));
    let bounds = ratio.cloned().filter(|_| stated.is_empty()).unwrap_or(stated);
    if bounds.is_empty() {
        return words;
    }
    say!("{words}（{bounds}）", "{words} ({bounds})", words = words, bounds = bounds)
}

fn codes(found: &FoundCodes) -> Words {
    let past = found.not_in_force.as_deref().unwrap_or_default();
    if !found.codes.is_empty() || past.is_empty() {
        return codes_in_force(found);
    }
    let one = |past: &FoundValidity| {
        let name = code_name(found.codes_of, past.code.as_str());
        say!(
            "{name}的有效期为 {period}",
            "{name}: valid {period}",
            name = name,
            period = super::scope::period(&past.validity)
        )
    };
    say!(
        "{past}，核定日期当日不在有效期内",
        "{past}; not in force on the date of the decision",
        past = all_of(past.iter().map(one)),
    )
}

fn codes_in_force(found: &FoundCodes) -> Words {
    if found.codes.is_empty() && found.codes_of == CodeFact::PovertyCategory {
        return say!(
            "核定日期当日无有效的困难证明（未提供、尚未生效或已过期）",
            "no hardship certificate in force on the date of the decision (not supplied, not yet valid or expired)"
        );
    }
    let fact = found.codes_of.label().into();
    if found.codes.is_empty() {
        return say!("{fact}：无", "{fact}: none", fact = fact);
    }
    let codes = each_of(found.codes.iter().map(|code| code_name(found.codes_of, code.as_str())));
    say!("{fact}为{codes}", "{fact}: {codes}", fact = fact, codes = apart(codes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::read, code::Truth, value::LocalId, wire::List};

    /// The bound of a ratio is stated in yuan, rounded so that it satisfies the condition itself.
    #[test]
    fn the_bound_of_a_ratio_is_an_amount() {
        let text = include_str!("../../cases/programmes/crowdfunding-emergency.json");
        let of = |income: &str, bounds: &str| {
            let programme = read::<Programme>(text.replace(r#""atLeast": "0.40""#, bounds).as_bytes()).unwrap().body;
            let amount = |fact, amount: &str| FoundFact::from(FoundAmount::new(fact, amount.parse().unwrap()));
            let facts = [amount(MoneyFact::FamilyBorne, "10.00"), amount(MoneyFact::HouseholdIncome, income)];
            let ratios = |one: &&crate::programme::Requirement| matches!(&one.any_of[..], [Predicate::Ratio(_)]);
            let id: LocalId = programme.requirements.iter().flatten().find(ratios).unwrap().id.clone();
            let mut judged = RequirementJudgement::new(id, Truth::No);
            judged.found = Some(List::new(facts.into()).unwrap());
            let known = Documents { programme: Some(&programme), application: None };
            unmet(&judged, known, Codes::Hidden).zh
        };
        let found = |bounds: &str| format!("家庭负担为 10.00 元{bounds}；家庭年收入为 100.01 元");
        for (bounds, expected) in [
            (r#""atLeast": "0.40""#, "（应不低于 40.01 元）"),
            (r#""atMost": "0.05""#, "（应不超过 5.00 元）"),
            (r#""atLeast": "0.4", "atMost": "0.5""#, "（应不低于 40.01 元、应不超过 50.00 元）"),
            (r#""atMost": "0.05", "negated": true"#, ""),
        ] {
            assert_eq!(of("100.01", bounds), found(expected), "{bounds}");
        }
    }
}
