//! What identifies a receipt.

use crate::{
    code::{ReceiptKind, TaxInvoiceKind},
    value::{FiscalReceiptCode, FiscalReceiptNumber, ReceiptCheckCode, RecordNumber, TaxInvoiceCode, TaxInvoiceNumber},
    wire::{record, union},
};
use std::{
    cmp::Ordering,
    collections::HashSet,
    fmt,
    hash::{BuildHasherDefault, Hash, Hasher},
};

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

/// The forms of keys, in the order of their names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum KeyForm {
    Electronic,
    Legacy,
    Paper,
    Tax,
}

impl KeyForm {
    const fn name(self) -> &'static str {
        match self {
            Self::Electronic => "electronic",
            Self::Legacy => "legacy",
            Self::Paper => "paper",
            Self::Tax => "tax",
        }
    }
}

/// A key as it stands in a document: compared as the key itself is, and nothing is copied.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    form: KeyForm,
    by: &'a str,
    number: &'a str,
}

impl<'a> Known<'a> {
    fn on_paper(number: &'a FiscalPaperNumber) -> Self {
        Self { form: KeyForm::Paper, by: number.code.as_str(), number: number.number.as_str() }
    }

    /// The key.
    pub(crate) fn key(self) -> ReceiptKey {
        ReceiptKey([self.form.name(), " ", self.by, " ", self.number].concat())
    }

    fn bytes(self) -> impl Iterator<Item = u8> + 'a {
        self.by.bytes().chain([b' ']).chain(self.number.bytes())
    }
}

impl Ord for Known<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Where the first parts are as long as each other, part by part comes to the same as the whole.
        self.form.cmp(&other.form).then_with(|| {
            if self.by.len() == other.by.len() {
                (self.by, self.number).cmp(&(other.by, other.number))
            } else {
                self.bytes().cmp(other.bytes())
            }
        })
    }
}

impl PartialOrd for Known<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Known<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Known<'_> {}

impl Hash for Known<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // A name may end where the number of another begins, and the two be equal: such texts are taken byte by byte.
        // Codes of numerals have a length of their own.
        match self.form {
            KeyForm::Electronic | KeyForm::Paper => {
                state.write(self.by.as_bytes());
                state.write(self.number.as_bytes());
            }
            KeyForm::Legacy | KeyForm::Tax => self.bytes().for_each(|byte| state.write_u8(byte)),
        }
    }
}

/// Numbers that stand in a document. An application holds so few that nobody gains from numbers that fall together, so they
/// are told apart by a quick hash.
pub(crate) type KnownSet<'a> = HashSet<Known<'a>, BuildHasherDefault<QuickHasher>>;

/// Multiplies eight bytes at a time.
#[derive(Default)]
pub(crate) struct QuickHasher(u64);

impl QuickHasher {
    const fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            let mut last = [0; 8];
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            self.add(u64::from_le_bytes(last));
        }
    }

    fn finish(&self) -> u64 {
        // The table takes its place from the last bits and its tag from the first.
        self.0 ^ (self.0 >> 29)
    }
}

impl ReceiptNumber {
    /// Every key of the number by itself.
    pub fn keys(&self) -> Vec<ReceiptKey> {
        self.keys_of("")
    }

    /// Every key of the number when that hospital issued it.
    pub(crate) fn keys_of(&self, issuer: &str) -> Vec<ReceiptKey> {
        self.known_as(issuer).map(Known::key).collect()
    }

    /// The same, without a copy of any of them: first the number itself, then the paper for which it was exchanged.
    pub(crate) fn known_as<'a>(&'a self, issuer: &'a str) -> impl Iterator<Item = Known<'a>> {
        let own = match self {
            Self::FiscalElectronic(n) => {
                Known { form: KeyForm::Electronic, by: n.code.as_str(), number: n.number.as_str() }
            }
            Self::FiscalPaper(n) => Known::on_paper(n),
            Self::TaxInvoice(n) => {
                // Twenty digits are unique by themselves; eight are so with their code.
                let unique = n.number.as_str().len() == 20;
                let code = n.code.as_ref().map_or(issuer, TaxInvoiceCode::as_str);
                Known { form: KeyForm::Tax, by: if unique { "" } else { code }, number: n.number.as_str() }
            }
            // The code is not part of it: it is often left out.
            Self::Legacy(n) => Known { form: KeyForm::Legacy, by: issuer, number: n.number.as_str() },
        };
        let paper = match self {
            Self::FiscalElectronic(n) => n.paper.as_ref().map(Known::on_paper),
            _ => None,
        };
        std::iter::once(own).chain(paper)
    }

    /// Whether hospitals give such numbers, each for itself.
    pub(crate) fn is_of_hospital(&self) -> bool {
        match self {
            Self::FiscalElectronic(_) | Self::FiscalPaper(_) => false,
            Self::TaxInvoice(n) => n.number.as_str().len() != 20,
            Self::Legacy(_) => true,
        }
    }

    /// Whether two such numbers are the same on paper, whoever issued them: a code that one of them lacks may have been left out.
    pub(crate) fn is_printed_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::TaxInvoice(a), Self::TaxInvoice(b)) => {
                a.number == b.number && a.code.as_ref().zip(b.code.as_ref()).is_none_or(|(a, b)| a == b)
            }
            (Self::Legacy(a), Self::Legacy(b)) => {
                a.number == b.number && a.code.as_ref().zip(b.code.as_ref()).is_none_or(|(a, b)| a == b)
            }
            _ => false,
        }
    }

    /// Whether it is of a tax invoice and has its code.
    pub(crate) fn has_tax_code(&self) -> bool {
        matches!(self, Self::TaxInvoice(n) if n.code.is_some())
    }

    /// Whether no other receipt has the number, whoever issued it.
    pub(super) fn is_unique(&self) -> bool {
        match self {
            Self::FiscalElectronic(_) | Self::FiscalPaper(_) => true,
            Self::TaxInvoice(n) => n.code.is_some() || n.number.as_str().len() == 20,
            Self::Legacy(n) => n.code.is_some(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::BuildHasher;

    /// What is compared without a copy is compared as the keys are, also where names and numbers have spaces.
    #[test]
    fn known_as_the_keys() {
        let parts = ["", "a", "a b", "b", "b c", "c", "a b c", "ab", "1", "12345678"];
        let forms = [KeyForm::Electronic, KeyForm::Legacy, KeyForm::Paper, KeyForm::Tax];
        let of_form = |form: KeyForm| {
            parts.into_iter().flat_map(move |by| parts.into_iter().map(move |number| Known { form, by, number }))
        };
        let legacy: Vec<Known<'_>> = of_form(KeyForm::Legacy).chain(of_form(KeyForm::Tax)).collect();
        let hasher = BuildHasherDefault::<QuickHasher>::default();
        for one in &legacy {
            for other in &legacy {
                let (key, other_key) = (one.key(), other.key());
                assert_eq!(one.cmp(other), key.cmp(&other_key), "{} {}", key.as_str(), other_key.as_str());
                assert!(one != other || hasher.hash_one(one) == hasher.hash_one(other), "{}", key.as_str());
            }
        }
        assert!(forms.is_sorted());
        assert!(forms.map(KeyForm::name).is_sorted());
    }
}
