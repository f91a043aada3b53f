//! Planted faults and clean programmes, as files: `tests/lint/faults` and `tests/lint/clean`.
//!
//! Each file has a small programme and all findings that a check of it must have. A clean programme has none, so that no
//! warning without cause is printed. Both may state cliffs (amount, award before and after it) and reasons why the formula
//! is not well-behaved; omitted lists are empty.

use super::programmes;
use serde_json::Value;
use std::{collections::BTreeSet, fs};
use tongbiao::{
    analysis::Analysis,
    check::{Limits, Located, check, read},
    finding::Severity,
    programme::Programme,
};
use tongbiao_testkit::files::folder;

/// The findings of a programme, each as code and place, in the order of both.
fn findings(text: &str) -> Vec<String> {
    let checked = check(text.as_bytes(), None, &Limits::default());
    let told = |Located { finding, .. }: &Located| format!("{} {}", finding.rule.code, finding.pointer);
    let mut all: Vec<String> = checked.findings.iter().map(told).collect();
    all.sort();
    all
}

/// The files of a folder, each with its name.
fn files(name: &str) -> Vec<(String, Value)> {
    let entries = fs::read_dir(folder("tests/lint").join(name)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let json = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), json)
    };
    paths.iter().map(read).collect()
}

fn texts(file: &Value, member: &str) -> Vec<String> {
    file[member].as_array().into_iter().flatten().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// What is wrong with the findings and the analysis of a file, if anything.
fn wrong(name: &str, file: &Value) -> Option<String> {
    let text = file["programme"].to_string();
    let stated = file["findings"].as_array().unwrap().iter();
    let stated = stated.map(|one| format!("{} {}", one["code"].as_str().unwrap(), one["pointer"].as_str().unwrap()));
    let mut stated: Vec<String> = stated.collect();
    stated.sort();
    let found = findings(&text);
    if found != stated {
        return Some(format!("{name}: stated {stated:?}, found {found:?}"));
    }
    let checked = check(text.as_bytes(), None, &Limits::default());
    if checked.findings.iter().any(|Located { finding, .. }| finding.rule.severity >= Severity::Error) {
        return None;
    }
    let programme = read::<Programme>(text.as_bytes()).unwrap().body;
    let analysis = Analysis::of(&programme, None);
    let cliffs: Vec<String> =
        analysis.cliffs.iter().map(|cliff| format!("{} {} {}", cliff.at, cliff.before, cliff.after)).collect();
    let steepness: Vec<String> =
        analysis.steepness.iter().map(|one| format!("{} {}", one.kind.as_str(), one.pointer)).collect();
    let told = (texts(file, "cliffs"), texts(file, "steepness"));
    // A cliff has its own reasons why the formula is not well-behaved.
    let is_same = cliffs == told.0 && (steepness == told.1 || !cliffs.is_empty() && told.1.is_empty());
    (!is_same).then(|| format!("{name}: stated {told:?}, found {:?}", (cliffs, steepness)))
}

fn none_wrong(files: &[(String, Value)]) {
    let wrong: Vec<String> = files.iter().filter_map(|(name, file)| wrong(name, file)).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn planted_faults_are_found() {
    let files = files("faults");
    assert!(files.len() >= 60, "{} faults", files.len());
    let mut kinds = BTreeSet::new();
    for (name, file) in &files {
        let findings = file["findings"].as_array().unwrap();
        let steep = file["steepness"].as_array().is_some_and(|all| !all.is_empty());
        assert!(!findings.is_empty() || steep, "{name} has no fault");
        kinds.extend(findings.iter().map(|one| one["code"].as_str().unwrap().to_owned()));
    }
    assert!(kinds.len() >= 30, "{kinds:?}");
    none_wrong(&files);
}

#[test]
fn clean_programmes_have_no_findings() {
    let files = files("clean");
    assert!(files.len() >= 20, "{} programmes", files.len());
    for (name, file) in &files {
        assert!(file["findings"].as_array().unwrap().is_empty(), "{name} is not clean");
    }
    none_wrong(&files);
}

/// The programmes of the cases have the findings that their file states, and each of these has a cause in the notice.
#[test]
fn programmes_of_the_cases_have_no_other_findings() {
    let stated: Value = {
        let path = folder("cases").join("programmes/findings.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    // Amounts by band, and a revision that ends with its receipts: both are in the notices.
    let known = ["programme.cliff", "programme.window-outlasts", "programme.fact-not-in-application"];
    for name in programmes().keys() {
        let findings = stated[format!("{name}.json")].as_array().unwrap();
        for finding in findings {
            assert!(known.contains(&finding["code"].as_str().unwrap()), "{name}: {finding}");
        }
    }
}
