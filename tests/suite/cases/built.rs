//! A document in memory is judged like its text.

use tongbiao::{
    catalogue,
    check::{Checked, Limits, Located, check, fix},
};
use tongbiao_testkit::{files::case_files, twin::twins};

fn found(checked: &Checked) -> Vec<(&'static str, &str)> {
    checked.findings.iter().map(|Located { finding, .. }| (finding.rule.code, finding.pointer.as_str())).collect()
}

fn evaluated(checked: &Checked) -> Vec<&'static str> {
    catalogue::rules_of(&checked.evaluated).map(|rule| rule.code).collect()
}

#[test]
fn documents_and_their_texts_have_the_same_findings() {
    let cases = case_files().into_iter().map(|case| (case.name, case.text.into_bytes()));
    let twins = twins().into_iter().map(|twin| (twin.name, twin.bytes));
    let (mut documents, mut findings) = (0, 0);
    for (name, bytes) in cases.chain(twins) {
        // What is not read of a text is not in a document that was built.
        let bytes = fix(&bytes, None, &Limits::default()).map_or(bytes, |fixed| fixed.text.into_bytes());
        let read = check(&bytes, None, &Limits::default());
        let Some(document) = &read.document else { continue };
        let built = document.check();
        // A document is written in the order of the standard, and its findings are in the same order.
        let written = check(document.to_json().unwrap().as_bytes(), None, &Limits::default());
        assert_eq!(found(&built), found(&written), "{name}");
        let mut unordered = [found(&built), found(&read)];
        unordered.iter_mut().for_each(|found| found.sort_unstable());
        assert_eq!(unordered[0], unordered[1], "{name}");
        assert_eq!(evaluated(&built), evaluated(&read), "{name}");
        assert_eq!((built.kind, built.completed, built.verdict()), (read.kind, true, read.verdict()), "{name}");
        documents += 1;
        findings += built.findings.len();
    }
    assert!(documents > 100 && findings > 100, "{documents} documents, {findings} findings");
}
