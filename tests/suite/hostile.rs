//! Texts that nobody should send: no panic, a clear finding, bounded work.

use tongbiao::{
    check::{Limits, ReportOptions, check},
    document::DocumentKind,
};

fn codes(bytes: &[u8]) -> Vec<&'static str> {
    codes_within(bytes, &Limits::default())
}

fn codes_within(bytes: &[u8], limits: &Limits) -> Vec<&'static str> {
    let checked = check(bytes, None, limits);
    let report = checked.report(&ReportOptions::default());
    let text = report.to_json().unwrap();
    let again = check(text.as_bytes(), Some(DocumentKind::Findings), &Limits::default());
    assert!(again.findings.is_empty(), "a report is a document of the standard: {:?}", again.findings);
    checked.findings.iter().map(|(finding, _)| finding.rule.code).collect()
}

#[test]
fn damaged_texts() {
    let receipt = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy","number":{"form":"legacy","number":"1"},"totalAmount":"1.00""#;
    let cases: &[(&[u8], &[&str])] = &[
        (b"", &["json.empty"]),
        (b" \n\t", &["json.empty"]),
        (b"\xff\xfe", &["json.not-utf8"]),
        (b"\xef\xbb\xbf{}", &["json.byte-order-mark"]),
        (b"{", &["json.syntax"]),
        (b"{\"kind\":\"receipt\",}", &["json.syntax"]),
        (b"NaN", &["json.syntax"]),
        (b"{\"kind\":1e999}", &["json.syntax"]),
        (b"[]", &["document.not-an-object"]),
        (b"\"application\"", &["document.not-an-object"]),
        (b"{}", &["document.kind-missing"]),
        (b"{\"kind\":\"aplication\"}", &["document.kind-unknown"]),
        (b"{\"kind\":null}", &["document.kind-unknown"]),
        (b"{\"kind\":\"receipt\",\"standard\":\"2.0\"}", &["document.standard-unknown"]),
    ];
    for (bytes, expected) in cases {
        assert_eq!(codes(bytes), *expected, "{}", String::from_utf8_lossy(bytes));
    }
    let twice = format!(r#"{receipt},"totalAmount":"2.00","kind":"receipt"}}"#);
    assert_eq!(codes(twice.as_bytes()), ["structure.duplicate-member", "structure.duplicate-member"]);
    let twice = format!(r#"{receipt},"extensions":{{"org.example.a":{{"b":1,"b":2}},"org.example.a":1}}}}"#);
    assert_eq!(codes(twice.as_bytes()), ["structure.duplicate-member", "structure.duplicate-member"]);
}

#[test]
fn depth() {
    let nested = |depth: usize| {
        format!(
            r#"{{"kind":"receipt","standard":"1.0","receiptKind":"legacy","number":{{"form":"legacy","number":"1"}},"totalAmount":"1.00","extensions":{{"org.example.a":{}{}}}}}"#,
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    assert_eq!(codes(nested(32).as_bytes()), [""; 0]);
    assert_eq!(codes(nested(33).as_bytes()), ["structure.extension-depth"]);
    assert_eq!(codes(nested(10_000).as_bytes()), ["json.too-deep"]);
    assert_eq!(codes("[".repeat(10_000).as_bytes()), ["json.too-deep"]);
    assert_eq!(codes("{\"a\":".repeat(10_000).as_bytes()), ["json.too-deep"]);
}

#[test]
fn size() {
    let limits = Limits { bytes_max: 1000, ..Limits::default() };
    assert_eq!(codes_within(&[b' '; 1001], &limits), ["json.too-large"]);
    let many = format!(r#"{{"kind":"receipt","zzz":[{}0]}}"#, "0,".repeat(5000));
    assert_eq!(codes_within(many.as_bytes(), &Limits { values_max: 5000, ..Limits::default() }), ["json.too-large"]);
    let long = format!(r#"{{"kind":"receipt","standard":"1.0","title":"{}"}}"#, "长".repeat(1_000_000));
    let found = codes(long.as_bytes());
    assert!(found.contains(&"structure.form"), "{found:?}");
}

#[test]
fn many_findings_are_counted_and_few_are_listed() {
    let members: Vec<String> = (0..20_000).map(|i| format!(r#""x{}":0"#, i)).collect();
    let text = format!(r#"{{"kind":"receipt","standard":"1.0",{}}}"#, members.join(","));
    let checked = check(text.as_bytes(), None, &Limits::default());
    let report = checked.report(&ReportOptions::default());
    assert_eq!(report.body.counts.error.get(), 20_003);
    assert_eq!(report.body.findings.len(), 200);
    assert!(report.to_json().unwrap().len() < 1_000_000);
    let all = checked.report(&ReportOptions { findings_max: usize::MAX, ..ReportOptions::default() });
    let occurrences: i64 = all.body.findings.iter().map(|finding| finding.occurrences.get()).sum();
    assert_eq!(occurrences, 20_003, "however many are asked for, none is lost: those alike are counted together");
}

#[test]
fn every_prefix_of_a_document_is_told() {
    let text = std::fs::read(crate::support::folder("cases/a-heart-surgery/application.json")).unwrap();
    for end in (0..text.len()).step_by(97) {
        let found = codes(&text[..end]);
        assert!(matches!(found.as_slice(), ["json.empty" | "json.syntax" | "json.not-utf8"]), "{end}: {found:?}");
    }
}
