//! JUnit's XML, by an XML parser and by the reader of a test runner.

use super::{
    DOUBTFUL, VALID, WRONG, documents,
    support::{Result, Tested, folder},
    tool, tool_with,
};
use quick_junit::{Report, TestCaseStatus};
use roxmltree::Document;
use std::fs;

/// The report as a test runner reads it. The XML is also read by a strict parser, and the counts are compared with the cases.
fn read(out: &str) -> Result<Report> {
    let xml = Document::parse(out)?;
    for suite in xml.descendants().filter(|node| node.has_tag_name("testsuite")) {
        let cases = suite.children().filter(|node| node.has_tag_name("testcase")).collect::<Vec<_>>();
        let with = |name: &str| cases.iter().filter(|case| case.children().any(|node| node.has_tag_name(name))).count();
        let stated = ["tests", "failures", "errors"].map(|name| suite.attribute(name).and_then(|n| n.parse().ok()));
        assert_eq!(stated, [Some(cases.len()), Some(with("failure")), Some(with("error"))], "{out}");
    }
    Ok(Report::deserialize_from_str(out)?)
}

/// The names of the cases, each with its result.
fn results(report: &Report) -> Vec<(String, &'static str)> {
    let cases = report.test_suites.iter().flat_map(|suite| &suite.test_cases);
    let result = |status: &TestCaseStatus| match status {
        TestCaseStatus::Success { .. } => "passed",
        TestCaseStatus::NonSuccess { kind: quick_junit::NonSuccessKind::Failure, .. } => "failed",
        TestCaseStatus::NonSuccess { .. } => "error",
        TestCaseStatus::Skipped { .. } => "skipped",
    };
    let name = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    cases.map(|case| (name(case.name.as_str()), result(&case.status))).collect()
}

#[test]
fn each_document_is_a_test_case() -> Tested {
    let folder = documents("junit")?.display().to_string();
    let missing = format!("{folder}/missing.json");
    for (fail_on, doubtful) in [("error", "passed"), ("warning", "failed")] {
        let (code, out, _) = tool(&["check", &folder, &missing, "--format", "junit", "--fail-on", fail_on])?;
        let report = read(&out)?;
        assert_eq!(code, Some(3));
        let expected = [
            ("=1+1, 100%:a.json", "failed"),
            ("a b'\"<&>].json", doubtful),
            ("lines.ndjson:1", "passed"),
            ("lines.ndjson:2", "failed"),
            ("lines.ndjson:3", "error"),
            ("many.json", "failed"),
            ("valid.json", "passed"),
            ("患儿|`_*.json", "failed"),
            ("missing.json", "error"),
        ];
        let expected = expected.map(|(name, result)| (name.to_owned(), result));
        assert_eq!(results(&report), expected, "{out}");
        assert_eq!(report.test_suites.len(), 7);
        assert!(out.contains("error[receipt.capitals-mismatch] the total amount"), "{out}");
    }
    Ok(())
}

#[test]
fn control_characters_and_large_files_are_well_formed() -> Tested {
    let folder = folder("junit-large")?;
    let one = VALID.replace('\n', "");
    let lines: String = (0..2500).map(|n| format!("{}\n", one.replace("12345678", &format!("2{n:07}")))).collect();
    fs::write(folder.join("a\u{1b}[31m.ndjson"), lines)?;
    let report = read(&tool(&["check", &folder.display().to_string(), "--format", "junit"])?.1)?;
    let sizes: Vec<usize> = report.test_suites.iter().map(|suite| suite.test_cases.len()).collect();
    assert_eq!(sizes, [1000, 1000, 500]);
    for text in [VALID, WRONG, DOUBTFUL, "", "{\"\u{1}\": \"]]>\""] {
        assert_eq!(
            results(&read(&tool_with(&["check", "-", "--format", "junit", "--show-values"], text)?.1)?).len(),
            1
        );
    }
    Ok(())
}
