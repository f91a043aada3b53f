//! The error for a text that is not the expected document or value.

use super::{checked::Checked, located::Located};
use crate::{finding::Severity, report::masked_pointer};
use std::fmt;

/// A text is not a document or a value of the expected kind.
///
/// The message lists the wrong members with the expected form of each. It never repeats a value of the text, because
/// the text may be private.
///
/// # Example
/// ```
/// use tongbiao::{check::read, record::receipt::Receipt};
///
/// let text = r#"{"kind": "receipt", "standard": "1.0", "receiptKind": "legacy",
///     "number": {"form": "legacy", "number": "00012345678"}, "totalAmount": "3200"}"#;
/// let refused = read::<Receipt>(text.as_bytes()).unwrap_err();
/// assert!(refused.to_string().starts_with("/totalAmount (line 2): "));
/// assert!(refused.checked().has("structure.form"));
/// ```
#[derive(Clone)]
pub struct Unreadable(Box<Checked>);

/// The message lists at most this number of reasons and counts the others.
const SAID_MAX: usize = 3;

impl Unreadable {
    /// All reasons, as a check of the text reports them.
    pub fn checked(&self) -> &Checked {
        &self.0
    }

    /// All reasons, as a check of the text reports them.
    pub fn into_checked(self) -> Checked {
        *self.0
    }
}

impl From<Checked> for Unreadable {
    fn from(checked: Checked) -> Self {
        Self(Box::new(checked))
    }
}

impl std::error::Error for Unreadable {}

impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unreadable({self})")
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons = || self.0.findings.iter().filter(|located| located.finding.rule.severity >= Severity::Error);
        for (place, Located { finding, position }) in reasons().take(SAID_MAX).enumerate() {
            if place > 0 {
                f.write_str("; ")?;
            }
            f.write_str(&masked_pointer(&finding.pointer))?;
            let blank = if finding.pointer.is_empty() { "" } else { " " };
            match position {
                Some(position) => write!(f, "{blank}(line {}): ", position.line)?,
                None if blank.is_empty() => {}
                None => f.write_str(": ")?,
            }
            f.write_str(&finding.message().1)?;
        }
        match reasons().count().saturating_sub(SAID_MAX) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}
