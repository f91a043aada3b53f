//! Checking a document that a program built, without writing it to text first.

use super::{
    checked::{AnyDocument, Checked},
    located::Located,
};
use crate::{
    document::{Body, Document, DocumentKind},
    finding::{At, Finding},
    prose::STRAY_BLANK,
    structure,
    wire::{Entry, Json, JsonValue, Number, Shape, View, refusals, walk},
};
use std::fmt;

impl<T: Body> Document<T> {
    /// Checks the document by all rules, as [`check`](super::check) checks a text.
    ///
    /// The findings are in the order of the document. They have no position, because there is no text.
    ///
    /// # Example
    /// ```standalone_crate
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
        let (mut findings, mut evaluated) = at.finish();
        let refused = refused(T::SHAPE, View::Object(self));
        let completed = refused.is_empty();
        refused.iter().for_each(|finding| evaluated.insert(finding.rule));
        // A text of the library has none.
        evaluated.insert(&STRAY_BLANK);
        findings.extend(refused);
        let findings = placed(View::Object(self), findings);
        Checked { kind: Some(T::KIND), document: None, findings, evaluated, completed }
    }
}

impl AnyDocument {
    /// The kind of the document.
    pub const fn kind(&self) -> DocumentKind {
        match self {
            Self::Application(_) => DocumentKind::Application,
            Self::Diagnosis(_) => DocumentKind::Diagnosis,
            Self::Receipt(_) => DocumentKind::Receipt,
            Self::Programme(_) => DocumentKind::Programme,
            Self::Plan(_) => DocumentKind::Plan,
            Self::Adjudication(_) => DocumentKind::Adjudication,
            Self::JointAdjudication(_) => DocumentKind::JointAdjudication,
            Self::Findings(_) => DocumentKind::Findings,
        }
    }

    /// The document as JSON text: see [`Document::to_json`].
    ///
    /// # Errors
    /// Never for a document of this crate.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Application(document) => document.to_json(),
            Self::Diagnosis(document) => document.to_json(),
            Self::Receipt(document) => document.to_json(),
            Self::Programme(document) => document.to_json(),
            Self::Plan(document) => document.to_json(),
            Self::Adjudication(document) => document.to_json(),
            Self::JointAdjudication(document) => document.to_json(),
            Self::Findings(document) => document.to_json(),
        }
    }

    /// Checks the document by all rules: see [`Document::check`].
    pub fn check(&self) -> Checked {
        match self {
            Self::Application(document) => document.check(),
            Self::Diagnosis(document) => document.check(),
            Self::Receipt(document) => document.check(),
            Self::Programme(document) => document.check(),
            Self::Plan(document) => document.check(),
            Self::Adjudication(document) => document.check(),
            Self::JointAdjudication(document) => document.check(),
            Self::Findings(document) => document.check(),
        }
    }
}

/// The reasons why a reader would refuse the document. Only a value without a fixed shape, as extensions contain it,
/// can cause one: it is nested too deep, or has two members with the same name.
fn refused(shape: &'static Shape, value: View<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    find_refused(shape, value, &mut String::new(), &mut found);
    found
}

fn find_refused(shape: &'static Shape, value: View<'_>, pointer: &mut String, found: &mut Vec<Finding>) {
    let mut below = |name: &dyn fmt::Display, shape, value: View<'_>| {
        let length = pointer.len();
        pointer.push_str(&format!("/{name}"));
        find_refused(shape, value, pointer, found);
        pointer.truncate(length);
    };
    match (shape, value) {
        (Shape::Record(record), View::Object(object)) => object.members(&mut |name, value| {
            if let Some(member) = record.member(name) {
                below(&name, member.shape, value);
            }
        }),
        (Shape::Union(union), View::Object(object)) => object.members(&mut |name, value| {
            if let Some(member) = union.variants.iter().find_map(|variant| variant.record.member(name)) {
                below(&name, member.shape, value);
            }
        }),
        (Shape::Entries { value: shape, .. }, View::Object(object)) => object.members(&mut |name, value| {
            below(&name.replace('~', "~0").replace('/', "~1"), shape, value);
        }),
        (Shape::List { item, .. }, View::List(list)) if item.is_container() => {
            let mut index = 0_usize;
            list.items(&mut |value| {
                below(&index, item, value);
                index += 1;
            });
        }
        (Shape::Any, value) => {
            let refused = refusals(&json_of(value), &Shape::Any, &[]).into_iter().map(|mut refusal| {
                refusal.pointer.insert_str(0, pointer);
                structure::refusal(&refusal, "")
            });
            found.extend(refused);
        }
        _ => {}
    }
}

/// A value as JSON without positions in a text.
fn json_of(value: View<'_>) -> Json {
    Json::new(match value {
        View::Null => JsonValue::Null,
        View::Flag(flag) => JsonValue::Flag(flag),
        View::Integer(number) => JsonValue::Number(Number::Negative(number)),
        View::Whole(number) => JsonValue::Number(Number::Whole(number)),
        View::Float(number) => JsonValue::Number(Number::Float(number)),
        View::Text(text) => JsonValue::Text(text.to_owned()),
        View::Word(word) => JsonValue::Text(word.to_string()),
        View::List(list) => {
            let mut items = Vec::new();
            list.items(&mut |item| items.push(json_of(item)));
            JsonValue::List(items)
        }
        View::Object(object) => {
            let mut entries = Vec::new();
            object.members(&mut |name, value| entries.push(Entry::new(name.to_owned(), json_of(value))));
            JsonValue::Object(entries)
        }
    })
}

/// Findings in the order of the document. The finding for a missing member is at the object that lacks it.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        record::receipt::{LegacyNumber, Receipt},
        value::{Extensions, SignedMoney},
    };

    #[test]
    fn extensions_that_no_reader_would_take_are_found() {
        let number = LegacyNumber::new("00012345678".parse().unwrap());
        let mut receipt = Receipt::new(crate::code::ReceiptKind::Legacy, number.into(), SignedMoney::ZERO);
        let nested = |levels: usize| {
            (0..levels).fold(Json::new(JsonValue::Null), |inner, _| Json::new(JsonValue::List(vec![inner])))
        };
        let twice = ["a", "a"].map(|name| Entry::new(name.to_owned(), nested(0)));
        let mut extensions = Extensions::default();
        extensions.insert("org.example.fine".parse().unwrap(), nested(32)).unwrap();
        receipt.extensions = Some(extensions.clone());
        assert!(Document::new(receipt.clone()).check().completed);
        extensions.insert("https://example.org/deep".parse().unwrap(), nested(33)).unwrap();
        extensions.insert("org.example.twice".parse().unwrap(), Json::new(JsonValue::Object(twice.into()))).unwrap();
        receipt.extensions = Some(extensions);
        let document = Document::new(receipt);
        let found = |checked: &Checked| -> Vec<(&str, String)> {
            let structural = checked.findings.iter().filter(|found| found.finding.rule.code.starts_with("structure."));
            structural.map(|found| (found.finding.rule.code, found.finding.pointer.clone())).collect()
        };
        let built = document.check();
        let read = crate::check::check(document.to_json().unwrap().as_bytes(), None, &crate::check::Limits::default());
        assert!(!built.completed && found(&built).len() == 2, "{:?}", built.findings);
        assert_eq!(found(&built), found(&read));
    }
}
