//! The result of a check.

use super::{
    limits::Limits,
    located::{Located, locate_all, sort},
};
use crate::{
    adjudication::Adjudication,
    document::{Document, DocumentKind},
    finding::{Finding, RuleSet, Severity},
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    record::{application::Application, diagnosis::Diagnosis, receipt::Receipt},
    report::{FindingsReport, is_plain_name},
    wire::Object,
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
    /// A joint relief plan.
    Plan(Box<Document<ReliefPlan>>),
    /// An adjudication.
    Adjudication(Box<Document<Adjudication>>),
    /// A joint adjudication.
    JointAdjudication(Box<Document<JointAdjudication>>),
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
            Self::Diagnosis(_)
            | Self::Programme(_)
            | Self::Plan(_)
            | Self::Adjudication(_)
            | Self::JointAdjudication(_)
            | Self::Findings(_) => Vec::new(),
        }
    }
}

/// Declares how a document of each kind becomes a document of any kind.
macro_rules! any_document {
    ($( $variant:ident($body:ident) ),+) => { $(
        impl From<Document<$body>> for AnyDocument {
            fn from(document: Document<$body>) -> Self {
                Self::$variant(Box::new(document))
            }
        }
    )+ };
}

any_document! {
    Application(Application), Diagnosis(Diagnosis), Receipt(Receipt), Programme(Programme), Plan(ReliefPlan), Adjudication(Adjudication),
    JointAdjudication(JointAdjudication), Findings(FindingsReport)
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

    /// Whether the document is a programme or a plan: a published text, whose values need not be hidden. A text with members of a
    /// document of another kind is not: its kind may be wrong.
    pub fn is_public(&self) -> bool {
        let records =
            [Application::RECORD, Diagnosis::RECORD, Receipt::RECORD, Adjudication::RECORD, JointAdjudication::RECORD];
        let is_foreign = |Located { finding, .. }: &Located| {
            let name = finding.pointer.strip_prefix('/');
            finding.rule.code == "structure.unknown-member"
                && (finding.params.iter().any(|(name, value)| *name == "member" && !is_plain_name(value))
                    || name.is_some_and(|name| records.iter().any(|record| record.member(name).is_some())))
        };
        matches!(self.kind, Some(DocumentKind::Programme | DocumentKind::Plan)) && !self.findings.iter().any(is_foreign)
    }

    /// Adds findings from another source, such as a [`Register`](crate::record::register::Register).
    pub fn add(&mut self, text: &[u8], findings: Vec<Finding>, limits: &Limits) {
        let text = std::str::from_utf8(text).unwrap_or_default();
        self.findings.extend(locate_all(text, findings, limits));
        sort(&mut self.findings);
    }
}
