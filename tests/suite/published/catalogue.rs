//! The catalogue of codes: complete, well-formed, in both languages.

use std::collections::BTreeSet;
use tongbiao::{catalogue, wire::Label};

#[test]
fn codes_are_unique_names() {
    let codes: Vec<_> = catalogue::rules().map(|rule| rule.code).collect();
    assert!(codes.len() >= 90, "{} codes", codes.len());
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "no code stands twice");
    for code in codes {
        let (group, name) = code.split_once('.').unwrap_or_else(|| panic!("{code} has a group"));
        let word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        assert!(word(group) && name.split('-').all(word), "{code}");
    }
}

#[test]
fn every_rule_has_its_own_place() {
    let mut places = BTreeSet::new();
    for rule in catalogue::rules() {
        assert!(rule.place < 64, "{}: a group holds 64 rules", rule.code);
        assert!(places.insert((rule.group.name, rule.place)), "{} shares its place", rule.code);
    }
}

/// The names of the parameters in a sentence.
fn parameters(sentence: &str) -> BTreeSet<&str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.trim_end_matches("Zh"))
        .collect()
}

#[test]
fn both_languages_say_the_same() {
    for rule in catalogue::rules() {
        for Label { zh, en } in [rule.message, rule.hint, rule.label] {
            assert!(!zh.is_empty() && !zh.is_ascii(), "{}: {zh}", rule.code);
            assert!(!en.is_empty() && !en.contains('。'), "{}: {en}", rule.code);
            assert_eq!(parameters(zh), parameters(en), "{}: the same parameters", rule.code);
        }
        let Label { zh, en } = rule.message;
        assert!(!zh.ends_with('。') && !en.ends_with('.'), "{}: a message is a fragment", rule.code);
        assert!(!en.starts_with(|c: char| c.is_ascii_uppercase()), "{}: {en}", rule.code);
        assert!(!rule.source.is_empty() && !rule.hint.zh.is_empty(), "{}", rule.code);
    }
}

#[test]
fn misspelt_codes_are_guessed() {
    assert_eq!(catalogue::nearest("receipt.payer-total"), ["receipt.payers-total"]);
    assert!(catalogue::rule("receipt.payers-total").is_some());
    assert!(catalogue::rule("receipt.nothing").is_none());
}
