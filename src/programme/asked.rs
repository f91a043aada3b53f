//! The facts that a programme requires. The list shows which data an application need not contain.

mod collection;
mod computed;

pub use collection::RequiredFact;

use super::{
    Programme,
    part::{Part, parts},
};
use crate::{
    code::{DateFact, Evidence},
    fact::Fact,
    finding::{At, rules},
};
use collection::Asked;

rules! { ProgrammeFact;
    /// 申请中无法填写的事实 · Fact outside the application.
    NOT_IN_APPLICATION = "programme.fact-not-in-application" Info Evidence {
        zh: "申请中没有 {fact}：每次核定须由项目提供，否则结果为待定", en: "{fact} is not part of the application: the programme must supply it with each adjudication, otherwise the outcome is undetermined",
        hint_zh: "请确认核定时提供此事实", hint_en: "make sure that the fact is supplied with each adjudication",
        source: "registry of facts: paths",
    }
    /// 不以票据为依据而使用票据的事实 · Receipt facts in a programme without receipts.
    WITHOUT_RECEIPTS = "programme.fact-without-receipts" Warning Evidence {
        zh: "给付不以票据为依据，但 {facts} 只能取自票据，始终为未知", en: "awards do not require receipts, but {facts} can only be read from receipts: always unknown",
        hint_zh: "请将给付依据改为票据，或改用其他事实", hint_en: "change the evidence to receipts, or use other facts",
        source: "registry of facts: paths",
    }
}

/// Every fact that a programme requires, in the order of the codes.
pub(crate) fn asked(programme: &Programme) -> Vec<RequiredFact> {
    let mut asked = Asked::default();
    asked.fact(programme.applies_by.fact(), "/appliesBy");
    for (at, part) in parts(programme) {
        match part {
            Part::Condition(predicate) => asked.condition(predicate, &at),
            Part::Amount(amount) => asked.amount(amount, &at),
            Part::Rate(rate) => asked.rate(rate, &at),
            Part::Basis => asked.receipts(&at),
            Part::Count(count) => asked.count(count, &at),
        }
    }
    computed::ask(programme, &mut asked);
    asked.facts()
}

/// Judges that a fact can be read from an application. The day of the adjudication is always known.
pub(super) fn check_supplied(fact: Fact, at: &mut At) {
    let known = !fact.paths.is_empty() || fact.code == DateFact::DecidedOn.as_str();
    at.judge(&NOT_IN_APPLICATION, Some(known), |f| {
        f.param("fact", fact.code);
    });
}

/// Judges that receipt facts are used only if awards require receipts.
pub(super) fn check_evidence(programme: &Programme, at: &mut At) {
    if programme.evidence == Evidence::Receipts {
        return;
    }
    let of_receipts =
        |fact: &RequiredFact| !fact.paths.is_empty() && fact.paths.iter().all(|path| path.starts_with("/receipts"));
    let facts: Vec<String> = asked(programme).into_iter().filter(of_receipts).map(|fact| fact.code).collect();
    at.judge_member(&WITHOUT_RECEIPTS, Programme::MEMBERS.evidence, Some(facts.is_empty()), |f| {
        f.param("facts", facts.join(", "));
    });
}
