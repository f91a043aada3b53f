//! What identifies a receipt.

use crate::{
    code::{ReceiptKind, TaxInvoiceKind},
    value::{FiscalReceiptCode, FiscalReceiptNumber, ReceiptCheckCode, RecordNumber, TaxInvoiceCode, TaxInvoiceNumber},
    wire::{record, union},
};
use std::fmt;

record! {
    /// 纸质财政票据编号 · Number of a fiscal receipt on paper.
    pub struct FiscalPaperNumber {
        required {
            /// 票据代码 · Code.
            financial code: FiscalReceiptCode,
            /// 票据号码 · Number.
            financial number: FiscalReceiptNumber,
        }
        optional {
            /// 校验码 · Check code.
            financial check_code: ReceiptCheckCode,
        }
    }
}

record! {
    /// 财政电子票据编号 · Number of an electronic fiscal receipt.
    pub struct FiscalNumber {
        required {
            /// 电子票据代码 · Code.
            financial code: FiscalReceiptCode,
            /// 电子票据号码 · Number.
            financial number: FiscalReceiptNumber,
        }
        optional {
            /// 校验码 · Check code.
            financial check_code: ReceiptCheckCode,
            /// 换开的纸质票据 · Paper receipt for which it was exchanged.
            financial paper: FiscalPaperNumber,
        }
    }
}

record! {
    /// 发票编号 · Number of a tax invoice.
    pub struct TaxInvoiceIdentity {
        required {
            /// 发票号码 · Number.
            financial number: TaxInvoiceNumber,
        }
        optional {
            /// 发票代码 · Code.
            financial code: TaxInvoiceCode,
            /// 发票种类 · Kind of invoice.
            financial invoice_kind: TaxInvoiceKind,
        }
    }
}

record! {
    /// 旧式票据编号 · Number of an older receipt.
    pub struct LegacyNumber {
        required {
            /// 票据号 · Number as printed.
            financial number: RecordNumber,
        }
        optional {
            /// 票据代码 · Code as printed.
            financial code: RecordNumber,
        }
    }
}

union! {
    /// 票据编号 · What identifies a receipt.
    pub enum ReceiptNumber by "form" {
        /// 财政电子票据 · Electronic fiscal receipt.
        FiscalElectronic(FiscalNumber) = "fiscal-electronic",
        /// 财政机打票据 · Printed fiscal receipt.
        FiscalPaper(FiscalPaperNumber) = "fiscal-paper",
        /// 税务发票 · Tax invoice.
        TaxInvoice(TaxInvoiceIdentity) = "tax-invoice",
        /// 旧式票据 · Older receipt.
        Legacy(LegacyNumber) = "legacy",
    }
}

/// A form and a number under which a receipt is known. Two receipts that share one are the same receipt.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceiptKey(String);

// The number of a receipt points at a payment of a family, so it is not shown where a value is merely logged.
impl fmt::Debug for ReceiptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptKey(…)")
    }
}

impl ReceiptKey {
    /// As it is compared.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl ReceiptNumber {
    /// Every key of the number by itself.
    pub fn keys(&self) -> Vec<ReceiptKey> {
        self.keys_of("")
    }

    /// Every key of the number when that hospital issued it.
    pub(crate) fn keys_of(&self, issuer: &str) -> Vec<ReceiptKey> {
        let paper = |n: &FiscalPaperNumber| ReceiptKey(["paper ", n.code.as_str(), " ", n.number.as_str()].concat());
        match self {
            Self::FiscalElectronic(n) => {
                let mut keys = vec![ReceiptKey(["electronic ", n.code.as_str(), " ", n.number.as_str()].concat())];
                keys.extend(n.paper.as_ref().map(paper));
                keys
            }
            Self::FiscalPaper(n) => vec![paper(n)],
            Self::TaxInvoice(n) => {
                // Twenty digits are unique by themselves; eight are so with their code.
                let unique = n.number.as_str().len() == 20;
                let code = n.code.as_ref().map_or(issuer, TaxInvoiceCode::as_str);
                vec![ReceiptKey(format!("tax {} {}", if unique { "" } else { code }, n.number))]
            }
            Self::Legacy(n) => {
                // The code is not part of it: it is often left out.
                vec![ReceiptKey(format!("legacy {issuer} {}", n.number))]
            }
        }
    }

    /// Whether no other receipt has the number, whoever issued it.
    pub(super) fn is_unique(&self) -> bool {
        match self {
            Self::FiscalElectronic(_) | Self::FiscalPaper(_) => true,
            Self::TaxInvoice(n) => n.code.is_some() || n.number.as_str().len() == 20,
            Self::Legacy(n) => n.code.is_some(),
        }
    }

    /// Whether the two are known under a common number.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let others = other.keys();
        self.keys().iter().any(|key| others.contains(key))
    }

    /// Whether the number is of the form that the kind of receipt has. A split sheet may have any.
    pub(super) fn belongs_to(&self, kind: ReceiptKind) -> Option<bool> {
        match kind {
            ReceiptKind::OutpatientElectronic | ReceiptKind::InpatientElectronic => {
                Some(matches!(self, Self::FiscalElectronic(_)))
            }
            ReceiptKind::OutpatientPrinted | ReceiptKind::InpatientPrinted => {
                Some(matches!(self, Self::FiscalPaper(_)))
            }
            ReceiptKind::TaxInvoice => Some(matches!(self, Self::TaxInvoice(_))),
            ReceiptKind::Legacy => Some(matches!(self, Self::Legacy(_))),
            ReceiptKind::SplitSheet => None,
        }
    }

    pub(super) fn has_check_code(&self) -> Option<bool> {
        match self {
            Self::FiscalElectronic(n) => Some(n.check_code.is_some()),
            _ => None,
        }
    }
}
