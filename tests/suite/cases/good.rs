//! The good cases: read, checked and written back. Every rule holds in one of them.

use serde_json::Value;
use std::{collections::BTreeSet, fs};
use tongbiao::{
    catalogue,
    check::{Limits, Located, check},
};
use tongbiao_testkit::files::{case_files, case_folders};

#[test]
fn cases_have_the_findings_that_they_state() {
    for case in case_files() {
        let folder = tongbiao_testkit::files::folder("cases").join(&case.name);
        let expected = fs::read_to_string(folder.with_file_name("findings.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let file = case.name.rsplit('/').next().unwrap();
        let expected = &expected[file];
        assert!(expected.is_array(), "{}: findings.json says nothing of it", case.name);
        let checked = check(case.text.as_bytes(), None, &Limits::default());
        assert!(checked.completed, "{}: {:?}", case.name, checked.findings);
        let found: Vec<Value> = checked
            .findings
            .iter()
            .map(|Located { finding, .. }| serde_json::json!({"code": finding.rule.code, "pointer": finding.pointer}))
            .collect();
        assert_eq!(expected, &Value::from(found.clone()), "{}: found {found:#?}", case.name);
        for Located { finding, position } in &checked.findings {
            assert!(case.json.pointer(&finding.pointer).is_some(), "{}: {:?}", case.name, finding.pointer);
            assert!(position.is_some());
        }
    }
}

#[test]
fn cases_are_written_back_as_they_were_read() {
    for case in case_files() {
        let checked = check(case.text.as_bytes(), None, &Limits::default());
        let text = checked.document.unwrap().to_json().unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), case.json, "{}", case.name);
        let again = check(text.as_bytes(), None, &Limits::default());
        assert_eq!(again.findings.len(), checked.findings.len(), "{}: the same findings", case.name);
    }
}

#[test]
fn every_rule_holds_in_some_case() {
    let mut holds = BTreeSet::new();
    for case in case_files() {
        let checked = check(case.text.as_bytes(), None, &Limits::default());
        for rule in catalogue::rules_of(&checked.evaluated) {
            if !checked.has(rule.code) {
                holds.insert(rule.code);
            }
        }
    }
    // Rules about the text itself hold in every document that can be read.
    let of_text =
        |code: &str| ["json.", "document.", "structure.", "internal."].iter().any(|group| code.starts_with(group));
    // These are about several files of a run. Other tests include both results.
    let across = |code: &str| {
        matches!(
            code,
            "receipt.duplicate-across-files"
                | "receipt.possible-duplicate-across-files"
                | "programme.revision-duplicate"
                | "programme.revisions-overlap"
                | "programme.revisions-gap"
                | "plan.programme-unknown"
                | "plan.payer-mismatch"
                | "plan.revision-not-in-force"
                | "plan.members-wait-in-circle"
                | "plan.waits-for-later"
                | "plan.cliff-reduced"
                | "plan.fund-twice"
        )
    };
    let missing: Vec<_> =
        catalogue::rules().map(|r| r.code).filter(|c| !holds.contains(c) && !of_text(c) && !across(c)).collect();
    assert!(missing.is_empty(), "no good case for {missing:?}");
}

#[test]
fn every_case_has_its_story() {
    let cases = case_folders();
    assert!(cases.len() >= 6);
    for case in cases {
        let story = fs::read_to_string(case.join("README.md")).unwrap();
        assert!(
            story.chars().count() > 300 && story.contains("虚构") && story.contains("invented"),
            "{}",
            case.display()
        );
    }
}
