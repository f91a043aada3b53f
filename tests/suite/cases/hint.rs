//! A hint fits the case for which it is given.

use tongbiao::{
    catalogue,
    check::{Limits, ReportOptions, check},
    code::DocumentKind,
};

/// The hint of the finding with that code, in Chinese and English, as in the report.
fn hint(text: &str, code: &str) -> (String, String) {
    let report = check(text.as_bytes(), None, &Limits::default()).report(&ReportOptions::default()).body;
    let finding = report.findings.iter().find(|finding| finding.code.as_str() == code).unwrap();
    (finding.hint.zh.to_string(), finding.hint.en.to_string())
}

#[test]
fn the_hint_for_a_kind_names_every_kind() {
    for code in ["document.kind-missing", "document.kind-unknown"] {
        let hint = catalogue::rule(code).unwrap().hint;
        for kind in DocumentKind::ALL {
            assert!(hint.zh.contains(kind.as_str()) && hint.en.contains(kind.as_str()), "{code}: {kind}");
        }
    }
    assert!(!catalogue::rule("document.kind-other").unwrap().hint.en.contains(DocumentKind::Programme.as_str()));
}

#[test]
fn the_hint_for_a_type_is_about_the_type_that_is_required() {
    let application = |members: &str| {
        format!(r#"{{"kind": "application", "standard": "1.0", "id": "a", "child": {{"name": "童例"}}, {members}}}"#)
    };
    for (members, zh, en) in [
        (r#""household": "三口之家""#, "对象", "object"),
        (r#""diagnoses": {"name": "白血病"}"#, "列表", "list"),
        (
            r#""receipts": [{"receiptKind": "legacy", "number": {"form": "legacy", "number": "1"}, "totalAmount": 5}]"#,
            "金额",
            "amounts",
        ),
        (r#""treatments": [{"kind": "surgery", "status": "planned", "sessions": "3"}]"#, "整数", "whole number"),
        (r#""assessments": [{"key": "a", "result": "true"}]"#, "true", "true"),
    ] {
        let (own_zh, own_en) = hint(&application(members), "structure.type");
        assert!(own_zh.contains(zh) && own_en.contains(en), "{members}: {own_zh} {own_en}");
        assert_eq!(own_en.contains("amounts"), en == "amounts", "{members}: {own_en}");
    }
    // Other rules have the hint of the rule.
    let (_, en) = hint(&application(r#""household": null"#), "structure.null");
    assert_eq!(en, catalogue::rule("structure.null").unwrap().hint.en);
}

/// A published file that a hint names contains what the hint states: code lists are in the schemas, not in
/// `codes.json`.
#[test]
fn no_hint_sends_for_a_code_list_to_where_there_is_none() {
    assert!(
        catalogue::rules().all(|rule| !rule.hint.zh.contains("codes.json") && !rule.hint.en.contains("codes.json"))
    );
}

/// The hint for one rule states what to do about the cause.
#[test]
fn the_hint_states_what_to_do_about_the_cause() {
    let application = |members: &str| {
        format!(
            r#"{{"kind": "application", "standard": "1.0", "id": "a", "guardians": [], "child": {{"name": "童例"}}, {members}}}"#
        )
    };
    for (members, code, zh, en) in [
        (r#""insurance": [{}]"#, "structure.missing", "所列代码", "a code of its list"),
        (
            r#""aid": [{"payer": "charity", "status": "received", "note": ""}]"#,
            "structure.form",
            "字数",
            "allowed length",
        ),
        (r#""recipts": []"#, "structure.unknown-member", "所提示的成员名", "suggested name"),
        (r#""favouriteColour": "red""#, "structure.unknown-member", "移入 extensions", "move the content"),
        (r#""insurance": [{"kind": "390"}]"#, "structure.code", "数字代码", "a number of a national"),
        (r#""insurance": [{"kind": 390}]"#, "structure.code", "数字代码", "a number of a national"),
        (r#""insurance": [{"kind": "391x"}]"#, "structure.code", "代码表中的代码", "a code of the list"),
    ] {
        let (own_zh, own_en) = hint(&application(members), code);
        assert!(own_zh.contains(zh) && own_en.contains(en), "{members}: {own_zh} {own_en}");
    }
}
