//! Receipt numbers.

use crate::{
    code::{ReceiptKind, TaxInvoiceKind},
    value::{
        Fingerprint, FiscalReceiptCode, FiscalReceiptNumber, Fnv, ReceiptCheckCode, RecordNumber, TaxInvoiceCode,
        TaxInvoiceNumber,
    },
    wire::{record, union},
};
use std::{
    borrow::Cow,
    cmp::Ordering,
    collections::HashSet,
    fmt,
    hash::{BuildHasherDefault, Hash, Hasher},
};

record! {
    /// 纸质财政票据编号 · Number of a paper fiscal receipt.
    pub struct FiscalPaperNumber {
        required {
            /// 票据代码 · Receipt code.
            financial code: FiscalReceiptCode,
            /// 票据号码 · Receipt number.
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
            /// 电子票据代码 · Electronic receipt code.
            financial code: FiscalReceiptCode,
            /// 电子票据号码 · Electronic receipt number.
            financial number: FiscalReceiptNumber,
        }
        optional {
            /// 校验码 · Check code.
            financial check_code: ReceiptCheckCode,
            /// 换开的纸质票据 · Paper receipt issued in exchange.
            financial paper: FiscalPaperNumber,
        }
    }
}

record! {
    /// 发票编号 · Tax invoice number.
    pub struct TaxInvoiceIdentity {
        required {
            /// 发票号码 · Invoice number.
            financial number: TaxInvoiceNumber,
        }
        optional {
            /// 发票代码 · Invoice code.
            financial code: TaxInvoiceCode,
            /// 发票种类 · Kind of invoice.
            financial invoice_kind: TaxInvoiceKind,
        }
    }
}

record! {
    /// 旧式票据编号 · Number of a receipt of an older type.
    pub struct LegacyNumber {
        required {
            /// 票据号 · Receipt number as printed.
            financial number: RecordNumber,
        }
        optional {
            /// 票据代码 · Receipt code as printed.
            ///
            /// 号码相同而代码不同的为两张票据；只有一张注明代码的，可能为同一张。
            /// Two receipts with one number and different codes are two. If only one states its code, they may be one.
            financial code: RecordNumber,
        }
    }
}

union! {
    /// 票据编号 · Receipt number.
    ///
    /// 成员 form 为编号形式，须与票据种类一致；与票据的提交形式无关。
    /// The member `form` is the form of the number and must match the kind of receipt. It is not related to the form in which the
    /// receipt is submitted.
    pub enum ReceiptNumber by "form" {
        /// 财政电子票据 · Electronic fiscal receipt.
        FiscalElectronic(FiscalNumber) = "fiscal-electronic",
        /// 财政机打票据 · Printed fiscal receipt.
        FiscalPaper(FiscalPaperNumber) = "fiscal-paper",
        /// 税务发票 · Tax invoice.
        TaxInvoice(TaxInvoiceIdentity) = "tax-invoice",
        /// 旧式票据 · Receipt of an older type.
        Legacy(LegacyNumber) = "legacy",
    }
}

/// A form and a number that identify a receipt. Two receipts with a key in common are the same receipt.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceiptKey(String);

// A receipt number points to a payment of a family, so it is not shown when a value is only logged.
impl fmt::Debug for ReceiptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptKey(…)")
    }
}

impl ReceiptKey {
    /// The key as text, for comparison.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The forms of keys, in alphabetical order of their names.
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

/// A key borrowed from a document. Compares like the key itself, without a copy.
#[derive(Clone)]
pub(crate) struct Known<'a> {
    form: KeyForm,
    by: Cow<'a, str>,
    number: Cow<'a, str>,
}

impl<'a> Known<'a> {
    fn on_paper(number: &'a FiscalPaperNumber) -> Self {
        Self { form: KeyForm::Paper, by: number.code.as_str().into(), number: number.number.as_str().into() }
    }

    /// The key.
    pub(crate) fn key(&self) -> ReceiptKey {
        ReceiptKey([self.form.name(), " ", &self.by, " ", &self.number].concat())
    }

    /// The digest of the number. Outcomes state it, and indexes keep it, so it must not change.
    pub(crate) fn digest(&self) -> Fingerprint {
        Fnv::of(["receipt", self.key().as_str()])
    }

    fn bytes(&self) -> impl Iterator<Item = u8> {
        self.by.bytes().chain([b' ']).chain(self.number.bytes())
    }
}

impl Ord for Known<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // If the first parts have equal lengths, comparing part by part equals comparing the whole text.
        self.form.cmp(&other.form).then_with(|| {
            if self.by.len() == other.by.len() {
                (&self.by, &self.number).cmp(&(&other.by, &other.number))
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
        // An issuer may end where the number of another key begins, and both keys be equal: such texts are hashed byte
        // by byte. Codes of digits have a fixed length.
        match self.form {
            KeyForm::Electronic | KeyForm::Paper => {
                state.write(self.by.as_bytes());
                state.write(self.number.as_bytes());
            }
            KeyForm::Legacy | KeyForm::Tax => self.bytes().for_each(|byte| state.write_u8(byte)),
        }
    }
}

/// Numbers borrowed from a document. An application contains few numbers, and no one gains from colliding numbers, so a
/// quick hash is sufficient.
pub(crate) type KnownSet<'a> = HashSet<Known<'a>, BuildHasherDefault<QuickHasher>>;

/// Processes eight bytes at a time.
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
        // The table uses the last bits for the position and the first bits for the tag.
        self.0 ^ (self.0 >> 29)
    }
}

impl ReceiptNumber {
    /// Every key of the number, without an issuer.
    pub fn keys(&self) -> Vec<ReceiptKey> {
        self.keys_of("".into())
    }

    /// Every key of the number, issued by the given hospital.
    pub(crate) fn keys_of(&self, issuer: Cow<'_, str>) -> Vec<ReceiptKey> {
        self.known_as(issuer).map(|known| known.key()).collect()
    }

    /// The same keys, borrowed instead of copied: first the number itself, then the paper number issued in exchange.
    pub(crate) fn known_as<'a>(&'a self, issuer: Cow<'a, str>) -> impl Iterator<Item = Known<'a>> {
        let own = match self {
            Self::FiscalElectronic(n) => {
                Known { form: KeyForm::Electronic, by: n.code.as_str().into(), number: n.number.as_str().into() }
            }
            Self::FiscalPaper(n) => Known::on_paper(n),
            Self::TaxInvoice(n) => {
                // A number of twenty digits is unique. A number of eight digits is unique together with its code.
                let unique = n.number.as_str().len() == 20;
                let code = n.code.as_ref().map_or(issuer, |code| code.as_str().into());
                Known {
                    form: KeyForm::Tax,
                    by: if unique { "".into() } else { code },
                    number: n.number.as_str().into(),
                }
            }
            // A hospital issued booklets of several codes, and each begins with the same numbers.
            Self::Legacy(n) => {
                let number = n.number.comparison_form();
                let code = n.code.as_ref().map(RecordNumber::comparison_form);
                let number = code.map_or(number.clone(), |code| [&code, " ", &number].concat().into());
                Known { form: KeyForm::Legacy, by: issuer, number }
            }
        };
        let paper = match self {
            Self::FiscalElectronic(n) => n.paper.as_ref().map(Known::on_paper),
            _ => None,
        };
        std::iter::once(own).chain(paper)
    }

    /// Whether a number of this form is unique only within one hospital.
    pub(crate) fn is_of_hospital(&self) -> bool {
        match self {
            Self::FiscalElectronic(_) | Self::FiscalPaper(_) => false,
            Self::TaxInvoice(n) => n.number.as_str().len() != 20,
            Self::Legacy(_) => true,
        }
    }

    /// Whether two such numbers are printed alike, whichever hospital issued them. A code that one of them lacks may
    /// have been omitted.
    pub(crate) fn is_printed_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::TaxInvoice(a), Self::TaxInvoice(b)) => {
                a.number == b.number && a.code.as_ref().zip(b.code.as_ref()).is_none_or(|(a, b)| a == b)
            }
            (Self::Legacy(a), Self::Legacy(b)) => {
                let codes = a.code.as_ref().zip(b.code.as_ref());
                a.number.comparison_form() == b.number.comparison_form()
                    && codes.is_none_or(|(a, b)| a.comparison_form() == b.comparison_form())
            }
            _ => false,
        }
    }

    /// The code of a number of a hospital's own, in comparison form.
    pub(crate) fn own_code(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::TaxInvoice(n) if self.is_of_hospital() => n.code.as_ref().map(|code| code.as_str().into()),
            Self::Legacy(n) => n.code.as_ref().map(RecordNumber::comparison_form),
            _ => None,
        }
    }

    /// The number without its form and its code, in comparison form and without leading zeros.
    pub(crate) fn plain(&self) -> Cow<'_, str> {
        let digits = |number: &'_ str| -> usize { number.len() - number.trim_start_matches('0').len().max(1) };
        let number = match self {
            Self::FiscalElectronic(n) => n.number.as_str(),
            Self::FiscalPaper(n) => n.number.as_str(),
            Self::TaxInvoice(n) => n.number.as_str(),
            Self::Legacy(n) => return n.number.comparison_form(),
        };
        number.get(digits(number)..).unwrap_or(number).into()
    }

    /// The digest of a number of a hospital's own, without its code.
    pub(crate) fn own_trace(&self) -> Option<Fingerprint> {
        self.is_of_hospital().then(|| Fnv::of(["own-number", &self.plain()]))
    }

    /// The digest of the code of a number of a hospital's own.
    pub(crate) fn own_code_trace(&self) -> Option<Fingerprint> {
        self.own_code().map(|code| Fnv::of(["own-code", &code]))
    }

    /// Whether the two are one number of a hospital's own, but only the other one states its code.
    pub(crate) fn lacks_code_of(&self, other: &Self) -> bool {
        self.own_code().is_none() && other.own_code().is_some() && self.is_printed_as(other)
    }

    /// Whether no other receipt of any issuer has this number.
    pub(super) fn is_unique(&self) -> bool {
        match self {
            Self::FiscalElectronic(_) | Self::FiscalPaper(_) => true,
            Self::TaxInvoice(n) => n.code.is_some() || n.number.as_str().len() == 20,
            Self::Legacy(n) => n.code.is_some(),
        }
    }

    /// Whether the form of the number matches the kind of receipt. A split sheet may have any form.
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

    /// Borrowed keys compare like owned keys, also with blanks in names and numbers.
    #[test]
    fn known_as_the_keys() {
        let parts = ["", "a", "a b", "b", "b c", "c", "a b c", "ab", "1", "12345678"];
        let forms = [KeyForm::Electronic, KeyForm::Legacy, KeyForm::Paper, KeyForm::Tax];
        let of_form = |form: KeyForm| {
            parts.into_iter().flat_map(move |by| {
                parts.into_iter().map(move |number| Known { form, by: by.into(), number: number.into() })
            })
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
