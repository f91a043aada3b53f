//! Checking a document that a program built, without writing it first.

use super::{AnyDocument, Checked, located::Located};
use crate::{
    document::{Body, Document, DocumentKind},
    finding::{At, Finding},
    wire::View,
};

impl<T: Body> Document<T> {
    /// Checks the document by every rule, as [`check`](super::check) checks its text.
    ///
    /// The findings are in the order in which the document is written. They have no position, for there is no text.
    ///
    /// # Example
    /// ```
    /// use tongbiao::{document::Document, money, record::application::Application};
    /// # let text = include_bytes!("../../cases/a-heart-surgery/application.json");
    /// # let mut document = tongbiao::check::read::<Application>(text)?;
    ///
    /// assert!(document.check().findings.is_empty());
    /// if let Some(receipts) = &mut document.body.receipts {
    ///     receipts[0].total_amount = money!("1.00").into();
    /// }
    /// let checked = document.check();
    /// assert!(checked.has("receipt.payers-total"));
    /// assert_eq!(checked.findings[0].finding.pointer, "/receipts/0/totalAmount");
    /// # Ok::<(), tongbiao::check::Unreadable>(())
    /// ```
    pub fn check(&self) -> Checked {
        let mut at = At::default();
        self.judge(&mut at);
        let (findings, evaluated) = at.finish();
        let findings = placed(View::Object(self), findings);
        Checked { kind: Some(T::KIND), document: None, findings, evaluated, completed: true }
    }
}

impl AnyDocument {
    /// The kind of document.
    pub const fn kind(&self) -> DocumentKind {
        match self {
            Self::Application(_) => DocumentKind::Application,
            Self::Diagnosis(_) => DocumentKind::Diagnosis,
            Self::Receipt(_) => DocumentKind::Receipt,
            Self::Programme(_) => DocumentKind::Programme,
            Self::Adjudication(_) => DocumentKind::Adjudication,
            Self::Findings(_) => DocumentKind::Findings,
        }
    }

    /// The document as JSON text: see [`Document::to_json`].
    ///
    /// # Errors
    /// None that a document of this crate can cause.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Application(document) => document.to_json(),
            Self::Diagnosis(document) => document.to_json(),
            Self::Receipt(document) => document.to_json(),
            Self::Programme(document) => document.to_json(),
            Self::Adjudication(document) => document.to_json(),
            Self::Findings(document) => document.to_json(),
        }
    }

    /// Checks the document by every rule: see [`Document::check`].
    pub fn check(&self) -> Checked {
        match self {
            Self::Application(document) => document.check(),
            Self::Diagnosis(document) => document.check(),
            Self::Receipt(document) => document.check(),
            Self::Programme(document) => document.check(),
            Self::Adjudication(document) => document.check(),
            Self::Findings(document) => document.check(),
        }
    }
}

/// Findings in the order in which the document is written. The finding of an absent member is at the object that lacks it.
fn placed(document: View<'_>, findings: Vec<Finding>) -> Vec<Located> {
    let mut placed: Vec<(Vec<usize>, Located)> = findings
        .into_iter()
        .map(|mut finding| {
            let mut path = Vec::new();
            let missing = walk(document, &finding.pointer, &mut path);
            finding.pointer.truncate(finding.pointer.len() - missing);
            (path, Located { finding, position: None })
        })
        .collect();
    placed.sort_by(|(path, a), (other, b)| path.cmp(other).then_with(|| a.order().cmp(&b.order())));
    placed.into_iter().map(|(_, located)| located).collect()
}

/// Follows a pointer as far as the document goes, noting the place of each step among its neighbours; the length of what is left
/// of the pointer.
fn walk(value: View<'_>, pointer: &str, path: &mut Vec<usize>) -> usize {
    let mut left = pointer.len();
    let Some(inside) = pointer.strip_prefix('/') else { return left };
    let (step, rest) = inside.split_at(inside.find('/').unwrap_or(inside.len()));
    let step = step.replace("~1", "/").replace("~0", "~");
    let (mut place, mut found) = (0, false);
    match value {
        View::Object(object) => object.members(&mut |name, value| {
            if !found && name == step {
                found = true;
                path.push(place);
                left = walk(value, rest, path);
            }
            place += 1;
        }),
        View::List(list) => {
            let wanted = step.parse().ok();
            list.items(&mut |value| {
                if wanted == Some(place) {
                    path.push(place);
                    left = walk(value, rest, path);
                }
                place += 1;
            });
        }
        _ => {}
    }
    left
}
