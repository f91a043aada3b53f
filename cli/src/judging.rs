//! The effect of a check on the run: the exit code, and whether the text is a document at all.

use crate::{arguments::FailOn, exit::Status};
use tongbiao::{
    check::{Checked, Limits, Located},
    document::DocumentKind,
    finding::{Category, Rule, Severity},
    wire::{Json, JsonValue, nearest, parse_json},
};

/// Whether a JSON text states no kind and does not look like a document of the standard.
pub(crate) fn is_stranger(checked: &Checked, bytes: &[u8]) -> bool {
    states_no_kind(checked) && !looks_like_document(bytes)
}

/// Whether a JSON text looks like a document of the standard, or a list of such documents: it has `standard` or a kind of document,
/// whose member may be misspelt.
pub(crate) fn looks_like_document(bytes: &[u8]) -> bool {
    let limits = Limits::default();
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Ok(json) = parse_json(text, limits.depth_max, limits.values_max) else { return false };
    match &json.value {
        JsonValue::List(items) => items.iter().any(looks_like_one),
        _ => looks_like_one(&json),
    }
}

fn looks_like_one(json: &Json) -> bool {
    let JsonValue::Object(members) = &json.value else { return false };
    let kinds = || DocumentKind::ALL.iter().map(|kind| kind.as_str());
    members.iter().any(|member| {
        let name = member.name.as_str();
        let is_standard = !nearest(name, std::iter::once("standard")).is_empty();
        // The version may be written as a number. An object under this name belongs to another format.
        if matches!(member.value.value, JsonValue::Number(_)) {
            return is_standard;
        }
        let Some(text) = member.value.as_str() else { return false };
        let is_kind = !nearest(name, std::iter::once("kind")).is_empty() || matches!(name, "文件种类" | "种类");
        is_standard || is_kind && !nearest(text, kinds()).is_empty()
    })
}

fn states_no_kind(checked: &Checked) -> bool {
    checked.findings.iter().any(|Located { finding, .. }| match finding.rule.code {
        "document.kind-missing" | "document.not-an-object" => true,
        // If a kind is required by an option, its absence is reported like that of any member.
        "structure.missing" => {
            finding.pointer.is_empty()
                && finding.params.iter().any(|(name, value)| *name == "member" && value == "kind")
        }
        _ => false,
    })
}

/// The effect of a document on the exit code.
pub(crate) fn status(checked: &Checked, fail_on: FailOn) -> Status {
    let rules = checked.findings.iter().map(|Located { finding, .. }| finding.rule);
    status_of(rules.map(|rule| (rule, rule.severity)), fail_on)
}

/// The effect of findings on the exit code. No option hides an input that cannot be read.
pub(crate) fn status_of(findings: impl Iterator<Item = (&'static Rule, Severity)>, fail_on: FailOn) -> Status {
    let status = findings.map(|(rule, severity)| match (rule.category, severity) {
        (Category::Internal, _) => Status::Internal,
        (_, Severity::Fatal) => Status::Unreadable,
        (_, severity) if fail_on.applies(severity) => Status::Found,
        _ => Status::Accepted,
    });
    status.max().unwrap_or(Status::Accepted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::check::check;

    #[test]
    fn what_is_found_gives_the_status() {
        const RECEIPT: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
            "number":{"form":"legacy","number":"00012345678"},"totalAmount":"3200.00"}"#;
        let wrong = RECEIPT.replace("\"3200.00\"", "3200");
        for (text, kind, fail_on, expected) in [
            (RECEIPT, None, FailOn::Info, Status::Accepted),
            (&wrong, None, FailOn::Error, Status::Found),
            (&wrong, None, FailOn::Never, Status::Accepted),
            (RECEIPT, Some(DocumentKind::Diagnosis), FailOn::Error, Status::Found),
            ("{", None, FailOn::Error, Status::Unreadable),
            ("{", None, FailOn::Never, Status::Unreadable),
            ("{}", None, FailOn::Error, Status::Unreadable),
        ] {
            let checked = check(text.as_bytes(), kind, &Limits::default());
            assert_eq!(status(&checked, fail_on), expected, "{text} {kind:?} {fail_on:?}");
        }
    }

    #[test]
    fn strangers_are_texts_without_a_kind() {
        for (text, kind, expected) in [
            ("{}", None, true),
            ("[]", None, true),
            ("{}", Some(DocumentKind::Receipt), true),
            (r#"{"kind":"x"}"#, None, false),
            (r#"{"standard":"1.0"}"#, None, false),
            (r#"{"Standard":"1.0"}"#, None, false),
            (r#"{"standard":{"a":1}}"#, None, true),
            (r#"{"standard":1.0}"#, None, false),
            (r#"[{"Standard":1}]"#, None, false),
            (r#"{"kind":1,"size":2}"#, None, false),
            (r#"{"size":1.0}"#, None, true),
            (r#"{"knid":"receipt"}"#, None, false),
            (r#"{"Kind":"Receipt"}"#, None, false),
            (r#"{"find":"a word"}"#, None, true),
            (r#"[{"kind":"receipt"}]"#, None, false),
            (r#"["kind"]"#, None, true),
            (r#"{"kind":"receipt"}"#, None, false),
            ("{", None, false),
            ("", None, false),
        ] {
            assert_eq!(
                is_stranger(&check(text.as_bytes(), kind, &Limits::default()), text.as_bytes()),
                expected,
                "{text}"
            );
        }
    }
}
