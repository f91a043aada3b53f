//! The effect of a check on the run: the exit code, and whether the text is a document at all.

use crate::{arguments::FailOn, exit::Status};
use tongbiao::{
    check::{Checked, Located},
    finding::{Category, Severity},
};

/// Whether a JSON text states no kind, and is therefore probably not a document.
pub(crate) fn is_stranger(checked: &Checked) -> bool {
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

/// The effect of a document on the exit code. No option hides an input that cannot be read.
pub(crate) fn status(checked: &Checked, fail_on: FailOn) -> Status {
    let rules = || checked.findings.iter().map(|Located { finding, .. }| finding.rule);
    if rules().any(|rule| rule.category == Category::Internal) {
        Status::Internal
    } else if rules().any(|rule| rule.severity == Severity::Fatal) {
        Status::Unreadable
    } else if rules().any(|rule| fail_on.applies(rule.severity)) {
        Status::Found
    } else {
        Status::Accepted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tongbiao::{
        check::{Limits, check},
        document::DocumentKind,
    };

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
            (r#"{"kind":"receipt"}"#, None, false),
            ("{", None, false),
            ("", None, false),
        ] {
            assert_eq!(is_stranger(&check(text.as_bytes(), kind, &Limits::default())), expected, "{text}");
        }
    }
}
