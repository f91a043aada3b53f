//! The result of a check.

use super::{
    limits::Limits,
    located::{Located, locate_all, sort},
};
use crate::{
    adjudication::Adjudication,
    document::{Document, DocumentKind},
    finding::{Finding, RuleSet, Severity},
    programme::Programme,
    record::{application::Application, diagnosis::Diagnosis, receipt::Receipt},
    report::FindingsReport,
};

/// A document of any kind.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnyDocument {
    /// An application.
    Application(Box<Document<Application>>),
    /// A diagnosis.
    Diagnosis(Box<Document<Diagnosis>>),
    /// A receipt.
    Receipt(Box<Document<Receipt>>),
    /// A programme.
    Programme(Box<Document<Programme>>),
    /// An adjudication.
    Adjudication(Box<Document<Adjudication>>),
    /// A report of findings.
    Findings(Box<Document<FindingsReport>>),
}

impl AnyDocument {
    /// The receipts of the document with their pointers.
    pub fn receipts(&self) -> Vec<(String, &Receipt)> {
        match self {
            Self::Application(document) => {
                let receipts = document.body.receipts.as_deref().unwrap_or_default();
                receipts.iter().enumerate().map(|(i, receipt)| (format!("/receipts/{i}"), receipt)).collect()
            }
            Self::Receipt(document) => vec![(String::new(), &document.body)],
            Self::Diagnosis(_) | Self::Programme(_) | Self::Adjudication(_) | Self::Findings(_) => Vec::new(),
        }
    }
}

/// The result of a check of one document.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The kind of the document, if it was recognised.
    pub kind: Option<DocumentKind>,
    /// The document, if it was read.
    pub document: Option<AnyDocument>,
    /// The findings, in the order of the text.
    pub findings: Vec<Located>,
    /// The rules that applied at some place.
    pub evaluated: RuleSet,
    /// Whether all rules were judged. If the structure is damaged, the rules were judged on the undamaged parts only.
    pub completed: bool,
}

impl Checked {
    /// The highest severity among the findings.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|located| located.finding.rule.severity).max()
    }

    /// Whether the rule with this code is broken.
    pub fn has(&self, code: &str) -> bool {
        self.findings.iter().any(|located| located.finding.rule.code == code)
    }

    /// Adds findings from another source, such as a [`Register`](crate::record::register::Register).
    pub fn add(&mut self, text: &[u8], findings: Vec<Finding>, limits: &Limits) {
        let text = std::str::from_utf8(text).unwrap_or_default();
        self.findings.extend(locate_all(text, findings, limits));
        sort(&mut self.findings);
    }
}
