//! Every rule of the standard.

use crate::{
    adjudication, extension,
    finding::{Rule, RuleSet},
    period, programme, prose,
    record::{
        aid, application, consent, diagnosis, guardian, household, identity, insurance, material, organisation, payee,
        receipt, register, settlement, treatment,
    },
    structure,
};

/// The rules of every file.
static RULES: [&[&Rule]; 31] = [
    structure::RULES,
    prose::RULES,
    period::RULES,
    extension::RULES,
    application::RULES,
    organisation::RULES,
    identity::RULES,
    guardian::RULES,
    household::RULES,
    insurance::RULES,
    diagnosis::RULES,
    treatment::RULES,
    receipt::RULES,
    receipt::SUM_RULES,
    settlement::RULES,
    register::RULES,
    aid::RULES,
    consent::RULES,
    material::RULES,
    payee::RULES,
    programme::RULES,
    programme::REFERENCE_RULES,
    programme::CONDITION_RULES,
    programme::REACH_RULES,
    programme::AWARD_RULES,
    programme::WINDOW_RULES,
    programme::STATISTIC_RULES,
    programme::REVISION_RULES,
    programme::CODING_RULES,
    programme::FACT_RULES,
    adjudication::RULES,
];

/// Every rule, group by group.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().flat_map(|group| group.iter().copied())
}

/// The rule of that code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}

/// The rules whose code is nearest to a misspelt one.
pub fn nearest(code: &str) -> Vec<&'static str> {
    crate::wire::nearest(code, rules().map(|rule| rule.code))
}

/// The rules of a set.
pub fn rules_of(set: &RuleSet) -> impl Iterator<Item = &'static Rule> {
    rules().filter(move |rule| set.contains(rule))
}

/// A digest of every code and what it says, by which two programs can tell whether they check the same: FNV-1a of 128
/// bits. It tells versions apart; it does not protect against forgery.
pub fn digest() -> String {
    static DIGEST: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let mut hash = crate::value::Fnv::default();
        for rule in rules() {
            for part in [rule.code, rule.message.zh, rule.message.en, rule.source] {
                hash.write(part);
            }
        }
        hash.finish()
    });
    DIGEST.clone()
}
