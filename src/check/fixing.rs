//! Applies the certain fixes of a check to the text of a document.

use super::located::Located;
use crate::finding::Fix;
use std::fmt;

/// A text with its certain fixes.
#[derive(Clone)]
pub struct Fixed {
    /// The text. Except for the fixed values, it is the same byte for byte.
    pub text: String,
    /// The findings that were fixed, with their places in the text before the fix.
    pub fixes: Vec<Located>,
}

// The text may be private.
impl fmt::Debug for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fixed({} fixes)", self.fixes.len())
    }
}

/// The text with the certain fixes of some findings, which are in the order of the text. `None` if there are none.
pub(super) fn applied(text: &str, findings: Vec<Located>, fixes: &mut Vec<Located>) -> Option<String> {
    let before = fixes.len();
    let mut fixed = String::with_capacity(text.len());
    let mut end = 0;
    for located in findings {
        let (Some(Fix::Respell(shown)), Some(position)) = (&located.finding.fix, located.position) else { continue };
        let Some(kept) = text.get(end..position.span.start) else { continue };
        let Ok(value) = serde_json::to_string(&shown.value) else { continue };
        fixed.push_str(kept);
        fixed.push_str(&value);
        end = position.span.end;
        fixes.push(located);
    }
    fixed.push_str(text.get(end..)?);
    (fixes.len() > before).then_some(fixed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Limits, check, fix};

    fn fixed(text: &str) -> (String, usize) {
        let fixed = fix(text.as_bytes(), None, &Limits::default()).unwrap();
        let again = fix(fixed.text.as_bytes(), None, &Limits::default()).unwrap();
        assert!(again.fixes.is_empty() && again.text == fixed.text, "{text}");
        let left = check(fixed.text.as_bytes(), None, &Limits::default()).findings;
        assert!(left.iter().all(|located| !matches!(located.finding.fix, Some(Fix::Respell(_)))), "{text}");
        (fixed.text, fixed.fixes.len())
    }

    #[test]
    fn certain_values_are_fixed_and_the_rest_is_kept() {
        for (text, expected, count) in [
            // The number and the total; the escape, the layout and the unknown member remain.
            (
                "{\"kind\":\"receipt\",\"standard\":\"1.0\" ,\r\n \"receiptKind\":\"legacy\",\t\"number\":{\"form\":\"legacy\",\"number\":\" 00012345678\"},\"totalAmount\":3200.5,\"x\":\"\\u7ae5 \"}\n\n",
                "{\"kind\":\"receipt\",\"standard\":\"1.0\" ,\r\n \"receiptKind\":\"legacy\",\t\"number\":{\"form\":\"legacy\",\"number\":\"00012345678\"},\"totalAmount\":\"3200.50\",\"x\":\"\\u7ae5 \"}\n\n",
                2,
            ),
            // The kind, then the tag of the number, then its members.
            (
                r#"{"kind":"Receipt","standard":"1.0","receiptKind":"legacy","number":{"form":"Legacy","number":"00012345678\t"},"totalAmount":"3,200.00"}"#,
                r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy","number":{"form":"legacy","number":"00012345678"},"totalAmount":"3200.00"}"#,
                4,
            ),
            // A text with a character that JSON escapes.
            (
                r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy","number":{"form":"legacy","number":"1"},"totalAmount":"3200.00","payerName":" a\"b\\c "}"#,
                r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy","number":{"form":"legacy","number":"1"},"totalAmount":"3200.00","payerName":"a\"b\\c"}"#,
                1,
            ),
            // Nothing is certain.
            (
                r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacx","number":{"form":"legacy","number":"1"},"totalAmount":"3,200"}"#,
                r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacx","number":{"form":"legacy","number":"1"},"totalAmount":"3,200"}"#,
                0,
            ),
            ("{", "{", 0),
            ("", "", 0),
            ("[]", "[]", 0),
        ] {
            assert_eq!(fixed(text), (expected.to_owned(), count), "{text}");
        }
    }

    #[test]
    fn what_is_not_text_is_not_fixed() {
        assert!(fix(b"\xff", None, &Limits::default()).is_none());
        assert!(fix(b"{}", None, &Limits { bytes_max: 1, ..Limits::default() }).is_none());
    }
}
