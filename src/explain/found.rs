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
    code::{CodeFact, TimeUnit},
    programme::Programme,
};

/// The values that do not meet a requirement. Empty if none is stated.
pub(super) fn unmet(judged: &RequirementJudgement, known: Documents<'_>, shown: Codes) -> Words {
    let found = found(judged.found.as_deref().unwrap_or_default(), known, shown);
    let doubt = known.programme.and_then(|programme| not_confirmed(judged, programme, known.application));
    all_of(std::iter::once(found).chain(doubt))
}

/// The values, one after another. Empty if none is stated.
fn found(facts: &[FoundFact], known: Documents<'_>, shown: Codes) -> Words {
    let values = facts.iter().map(|fact| match fact {
        FoundFact::Age(found) => age(found),
        FoundFact::Amount(found) => amount(found),
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
fn amount(found: &FoundAmount) -> Words {
    let words = say!(
        "{fact}为 {amount}",
        "{fact}: {amount}",
        fact = found.amount_of.label().into(),
        amount = yuan(found.amount)
    );
    let bounds = listed(
        [
            found.lower.map(|x| say!("应不低于 {x}", "required: at least {x}", x = yuan(x))),
            found.upper.map(|x| say!("应不超过 {x}", "required: at most {x}", x = yuan(x))),
        ]
        .into_iter()
        .flatten(),
    );
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
