//! All rules of the standard.

use crate::{
    adjudication, extension,
    finding::{Category, Group, Rule, RuleSet, Severity},
    joint, period, plan, programme, prose,
    record::{
        aid, application, assessment, consent, diagnosis, guardian, household, identity, insurance, kind_text,
        material, organisation, payee, receipt, register, settlement, treatment,
    },
    structure,
};

/// All groups of rules. A test compares this list with the files that declare a group.
static GROUPS: [&Group; 48] = [
    &structure::RULES,
    &prose::RULES,
    &period::RULES,
    &extension::RULES,
    &application::RULES,
    &organisation::RULES,
    &identity::RULES,
    &guardian::RULES,
    &household::RULES,
    &insurance::RULES,
    &diagnosis::RULES,
    &treatment::RULES,
    &receipt::RULES,
    &receipt::PATIENT_RULES,
    &receipt::SIGN_RULES,
    &receipt::SUM_RULES,
    &receipt::CONTRADICTION_RULES,
    &kind_text::RULES,
    &settlement::RULES,
    &register::RULES,
    &aid::RULES,
    &assessment::RULES,
    &consent::RULES,
    &material::RULES,
    &payee::RULES,
    &programme::rules::PROGRAMME,
    &programme::rules::REFERENCE,
    &programme::rules::CONDITION,
    &programme::rules::EXCLUSION,
    &programme::rules::ASSESSMENT,
    &programme::rules::REACH,
    &programme::rules::AWARD,
    &programme::rules::BENEFIT,
    &programme::rules::SET,
    &programme::rules::WINDOW,
    &programme::rules::STATISTIC,
    &programme::rules::TITLE,
    &programme::rules::THRESHOLD,
    &programme::rules::LINE_DAYS,
    &programme::rules::AFTER_LIMIT,
    &programme::rules::LINE_PRICE,
    &programme::rules::REVISIONS,
    &programme::rules::CODING,
    &programme::rules::FACT,
    &plan::rules::PLAN,
    &plan::rules::MEMBERS,
    &adjudication::RULES,
    &joint::RULES,
];

/// All rules, group by group.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.rules.iter().copied())
}

/// The rule with this code.
///
/// # Example
/// ```
/// use tongbiao::{catalogue::rule, finding::Severity};
///
/// let rule = rule("receipt.payers-total").ok_or("no such code")?;
/// assert_eq!(rule.severity, Severity::Error);
/// println!("{} · {}", rule.label.zh, rule.label.en);
/// # Ok::<(), &str>(())
/// ```
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}

/// The codes of the rules that are most similar to a misspelt code.
pub fn nearest(code: &str) -> Vec<&'static str> {
    crate::wire::nearest(code, rules().map(|rule| rule.code))
}

/// The groups whose errors concern the identity of a person or of a receipt, or the amounts of a receipt.
static PROTECTED: [&Group; 5] =
    [&identity::RULES, &receipt::SIGN_RULES, &receipt::SUM_RULES, &settlement::RULES, &register::RULES];

/// Whether the findings of a rule must not be lowered or waived by the policy of one organisation: errors of arithmetic and of
/// identity. Otherwise two organisations that exchange a document would not find the same errors in it.
///
/// # Example
/// ```
/// use tongbiao::catalogue::{is_protected, rule};
///
/// assert!(rule("receipt.payers-total").is_some_and(is_protected));
/// assert!(rule("identity.check-digit").is_some_and(is_protected));
/// assert!(!rule("receipt.duplicate-across-files").is_some_and(is_protected));
/// ```
pub fn is_protected(rule: &Rule) -> bool {
    rule.severity >= Severity::Error
        && (rule.category == Category::Arithmetic || PROTECTED.iter().any(|group| std::ptr::eq(rule.group, *group)))
}

/// The rules in a set.
pub fn rules_of(set: &RuleSet) -> impl Iterator<Item = &'static Rule> {
    rules().filter(move |rule| set.contains(rule))
}

/// A digest of all codes and their texts. Two programs compare it to find out whether they check by the same rules. It
/// is FNV-1a of 128 bits: it distinguishes versions, and does not protect against forgery.
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    /// The names of the groups that the files in a folder declare.
    fn declared(folder: &Path, names: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                declared(&path, names);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                let group = text.lines().filter_map(|line| line.strip_prefix("rules! { ")?.strip_suffix(';'));
                names.extend(group.map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_group_is_listed() {
        let mut names = Vec::new();
        declared(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut names);
        names.sort_unstable();
        let listed: BTreeSet<&str> = GROUPS.iter().map(|group| group.name).collect();
        assert_eq!(listed.into_iter().collect::<Vec<_>>(), names);
        assert!(GROUPS.len() <= RuleSet::GROUPS_MAX);
    }
}
