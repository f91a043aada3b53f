//! Every damaged document has the findings that it states, at the stated places.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use tongbiao::{
    catalogue,
    check::{Limits, Located, check},
};
use tongbiao_testkit::twin::twins;

#[test]
fn damaged_twins_have_the_findings_that_they_state() {
    let twins = twins();
    let mut wrong = Vec::new();
    for twin in &twins {
        let checked = check(&twin.bytes, None, &Limits::default());
        let found: Vec<Value> = checked
            .findings
            .iter()
            .map(|Located { finding, .. }| json!({"code": finding.rule.code, "pointer": finding.pointer}))
            .collect();
        if twin.findings != Value::from(found.clone()) {
            wrong.push(format!("{}: stated {:#}, found {:#}", twin.name, twin.findings, Value::from(found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_damaged_twin() {
    let mut codes = BTreeSet::new();
    for twin in twins() {
        for finding in twin.findings.as_array().unwrap() {
            codes.insert(finding["code"].as_str().unwrap().to_owned());
        }
    }
    // These require a file that is too large to keep, several files in one run, or an internal error of the program.
    let elsewhere = [
        "json.too-large",
        "document.kind-other",
        "receipt.duplicate-across-files",
        "receipt.possible-duplicate-across-files",
        "internal.unexplained",
        "programme.revision-duplicate",
        "programme.revisions-overlap",
        "programme.revisions-gap",
        "plan.programme-unknown",
        "plan.payer-mismatch",
        "plan.revision-not-in-force",
        "plan.members-wait-in-circle",
        "plan.waits-for-later",
        "plan.cliff-reduced",
        "plan.fund-twice",
    ];
    let missing: Vec<_> =
        catalogue::rules().map(|r| r.code).filter(|c| !codes.contains(*c) && !elsewhere.contains(c)).collect();
    assert!(missing.is_empty(), "no damaged twin for {missing:?}");
}

#[test]
fn positions_and_pointers_agree() {
    for twin in twins() {
        let Ok(json) = serde_json::from_slice::<Value>(&twin.bytes) else { continue };
        let checked = check(&twin.bytes, None, &Limits::default());
        for Located { finding, position } in &checked.findings {
            assert!(json.pointer(&finding.pointer).is_some(), "{}: {:?}", twin.name, finding.pointer);
            let position = position.unwrap_or_else(|| panic!("{}: {} has no position", twin.name, finding.rule.code));
            let before = std::str::from_utf8(&twin.bytes[..position.span.start]).unwrap();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            assert_eq!((position.line, position.column), (line, column), "{}", twin.name);
        }
    }
}
