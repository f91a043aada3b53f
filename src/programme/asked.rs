//! What a programme asks for: the list by which nobody collects more than is used.

mod collection;
mod computed;

pub use collection::AskedFact;

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
    /// 申请中没有的事实 · Fact that stands in no application.
    NOT_IN_APPLICATION = "programme.fact-not-in-application" Info Evidence {
        zh: "申请中没有 {fact}：每次核定时须由项目提供，否则不能确定", en: "{fact} stands in no application: the programme must supply it with each decision, or nothing can be decided",
        hint_zh: "请确认核定时有人提供", hint_en: "make sure that somebody supplies it",
        source: "registry of facts: paths",
    }
    /// 按票据的事实，但不收票据 · Facts of receipts where none are asked for.
    WITHOUT_RECEIPTS = "programme.fact-without-receipts" Warning Evidence {
        zh: "给付不以票据为依据，但 {facts} 只能从票据得知，将一直不能确定", en: "awards do not rest on receipts, and {facts} can be known from receipts only: it stays unknown",
        hint_zh: "请改以票据为给付依据，或改用其他事实", hint_en: "let awards rest on receipts, or ask for something else",
        source: "registry of facts: paths",
    }
}

/// Everything that a programme asks for, in the order of the codes.
pub(crate) fn asked(programme: &Programme) -> Vec<AskedFact> {
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

/// Judges that a fact stands somewhere in an application. The day of the decision is always known.
pub(super) fn check_supplied(fact: Fact, at: &mut At) {
    let known = !fact.paths.is_empty() || fact.code == DateFact::DecidedOn.as_str();
    at.judge(&NOT_IN_APPLICATION, Some(known), |f| {
        f.param("fact", fact.code);
    });
}

/// Judges that facts of receipts are asked for only where there are receipts.
pub(super) fn check_evidence(programme: &Programme, at: &mut At) {
    if programme.evidence == Evidence::Receipts {
        return;
    }
    let of_receipts =
        |fact: &AskedFact| !fact.paths.is_empty() && fact.paths.iter().all(|path| path.starts_with("/receipts"));
    let facts: Vec<String> = asked(programme).into_iter().filter(of_receipts).map(|fact| fact.code).collect();
    at.judge_member(&WITHOUT_RECEIPTS, Programme::MEMBERS.evidence, Some(facts.is_empty()), |f| {
        f.param("facts", facts.join(", "));
    });
}
