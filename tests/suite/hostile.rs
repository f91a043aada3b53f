//! Hostile texts: no panic, a clear finding, bounded work.

use tongbiao::{
    check::{Limits, Located, ReportOptions, check},
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
    checked.findings.iter().map(|Located { finding, .. }| finding.rule.code).collect()
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
    let text = std::fs::read(tongbiao_testkit::files::folder("cases/a-heart-surgery/application.json")).unwrap();
    for end in (0..text.len()).step_by(97) {
        let found = codes(&text[..end]);
        assert!(matches!(found.as_slice(), ["json.empty" | "json.syntax" | "json.not-utf8"]), "{end}: {found:?}");
    }
}

/// A programme with another value in one member.
fn programme(member: &str, value: &serde_json::Value) -> Vec<u8> {
    let text = std::fs::read(tongbiao_testkit::files::folder("cases/programmes/crowdfunding-emergency.json")).unwrap();
    let mut json: serde_json::Value = serde_json::from_slice(&text).unwrap();
    json[member] = value.clone();
    serde_json::to_vec(&json).unwrap()
}

/// Everything in the maximum number that a programme allows. A quadratic step would take minutes here.
#[test]
fn the_largest_programmes_are_checked_in_bounded_work() {
    use serde_json::{Value, json};
    let fixed = json!({"type": "fixed", "amount": "1.00"});
    let list = |count: usize, entry: &dyn Fn(usize) -> Value| (0..count).map(entry).collect::<Value>();
    let items = |count, entry: &dyn Fn(usize) -> Value| {
        list(count, &|i| {
            let mut item = entry(i);
            item["id"] = format!("item-{i:02}x").into();
            item
        })
    };
    let yuan = |i: usize| format!("{}.00", 10 * (i + 1));

    let bracket = |i: usize| json!({"lower": yuan(i), "upper": yuan(i + 1), "amount": fixed});
    let brackets = |count, of_items| {
        let basis = json!({"measure": "billed", "per": "application"});
        let benefit = json!({"type": "brackets", "bounds": "from-below", "brackets": list(count, &bracket)});
        items(of_items, &|_| json!({"basis": basis, "benefit": benefit}))
    };
    let most = tongbiao_testkit::size::size(3, 20);
    let found = codes(&programme("items", &brackets(256, most)));
    assert_eq!(found.iter().filter(|code| **code == "programme.cliff").count(), most, "{found:?}");
    assert!(codes(&programme("items", &brackets(10_000, 1))).contains(&"structure.length"));

    let prefix = |i: usize| format!("{:02}.{:04}", i / 10_000, i % 10_000);
    let price = |i: usize| {
        let operations = list(200, &|j| prefix(200 * i + j).into());
        json!({"id": format!("p-{i}x"), "title": "手术", "operations": operations, "price": fixed})
    };
    let number = tongbiao_testkit::size::size(60, 500);
    let prices = json!({"type": "prices", "excess": "family", "prices": list(number, &price)});
    assert!(
        !codes(&programme("items", &items(1, &|_| json!({"benefit": prices})))).contains(&"programme.prefix-covered")
    );

    let row = |i: usize| {
        let column = |name: &str| list(100, &|j| format!("{name}{i}-{j}").into());
        json!({"codes": column("a"), "andCodes": column("b"), "amount": "1.00"})
    };
    let table = json!({"type": "by-code", "by": ["disability-kind", "disability-grade"],
        "rows": list(tongbiao_testkit::size::size(40, 256), &row), "otherwise": "1.00"});
    let found = codes(&programme(
        "items",
        &items(4, &|_| json!({"deductible": table, "benefit": {"type": "fixed", "amount": fixed}})),
    ));
    assert!(found.contains(&"programme.code-unknown"));

    let prefixes =
        list(20_000, &|i| format!("C{:02}.{}{:02}x{:03}", i % 90, i / 90 % 10, i / 900 % 10, i / 9000).into());
    let sets = list(
        tongbiao_testkit::size::size(2, 10),
        &|i| json!({"id": format!("set-{i}x"), "members": {"of": "disease", "prefixes": prefixes, "except": prefixes}}),
    );
    assert!(codes(&programme("sets", &sets)).contains(&"programme.unused"));
}

/// Conditions with too many combinations are reported as not analysed.
#[test]
fn conditions_are_analysed_in_bounded_work() {
    use serde_json::{Value, json};
    let dates = ["birth-date", "entered-on", "submitted-on", "diagnosed-on", "admitted-on", "operated-on"];
    let test =
        |i: usize| json!({"test": "days-between", "from": dates[i % 6], "to": dates[i / 6 % 6], "atLeast": i % 97});
    let tests = |from: usize| (0..20).map(|i| test(from + i)).collect::<Value>();
    let requirements: Value = (0..50).map(|i| json!({"id": format!("r{i}x"), "anyOf": tests(20 * i)})).collect();
    assert!(codes(&programme("requirements", &requirements)).contains(&"programme.not-analysed"));

    let fixed = json!({"type": "fixed", "amount": "5000.00"});
    let tier = |i: usize| json!({"id": format!("t{i}x"), "when": tests(20 * i), "amount": fixed});
    for select in ["first", "unique"] {
        let tiers: Value = (0..100).map(tier).collect();
        let benefit = json!({"type": "tiers", "select": select, "topUp": false, "tiers": tiers});
        let items: Value = (0..20).map(|i| json!({"id": format!("item-{i}x"), "benefit": benefit})).collect();
        let found = codes(&programme("items", &items));
        assert!(found.contains(&"programme.not-analysed"), "{select}: {found:?}");
    }
}
