//! Receipts with different numbers that may be one receipt (docs/evaluation.md, section 3).

use super::{Case, admitted::share_a_key, ledger::PastReceipt};
use std::collections::BTreeSet;
use tongbiao::{
    code::ReceiptKind,
    eligibility::Truth,
    record::receipt::{Receipt, ReceiptKey, ReceiptNumber},
    value::{Date, RecordNumber},
};

/// What identifies the payment of a receipt besides its number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Traces {
    pub total: i64,
    pub day: Option<Date>,
    /// Settlement number; business number; inpatient number with both days of the stay.
    pub numbers: [Option<String>; 3],
    /// The receipt number alone.
    pub plain: String,
    /// `Some(true)` for an electronic receipt without its paper receipt, `Some(false)` for a paper receipt.
    pub is_electronic: Option<bool>,
    /// Whether the number is unique only within a hospital.
    pub of_hospital: bool,
    /// The code of such a number.
    pub code: Option<String>,
    /// Whether the receipt names another one with such a number.
    pub names_its_number: bool,
    /// The numbers of such a kind that are stated to be of other receipts.
    pub others_of_hospital: Vec<String>,
    pub issued: Option<Date>,
    pub not_exchanged: Option<Date>,
    /// The codes of the hospital.
    pub hospital: (Option<String>, Option<String>),
    /// The numbers of receipts that are stated to be others.
    pub others: Vec<ReceiptKey>,
}

/// The traces that the receipt would have under another number.
pub fn traces_of(number: &ReceiptNumber, receipt: &Receipt) -> Traces {
    let mut other = receipt.clone();
    (other.number, other.distinct_from) = (number.clone(), None);
    traces(&other)
}

pub fn traces(receipt: &Receipt) -> Traces {
    let form = |number: &RecordNumber| number.comparison_form().into_owned();
    let stay = receipt.stay.as_ref().and_then(|stay| Some(format!("{} {}", stay.start?, stay.end?)));
    let settlement = receipt.settlement.as_ref().and_then(|settlement| settlement.number.as_ref());
    let (digits, has_paper) = match &receipt.number {
        ReceiptNumber::FiscalElectronic(n) => (n.number.to_string(), n.paper.is_some()),
        ReceiptNumber::FiscalPaper(n) => (n.number.to_string(), false),
        ReceiptNumber::TaxInvoice(n) => (n.number.to_string(), false),
        ReceiptNumber::Legacy(n) => (form(&n.number), false),
        _ => panic!("a form of number that the reference does not know"),
    };
    let significant = digits.trim_start_matches('0');
    let is_digits = digits.bytes().all(|b| b.is_ascii_digit());
    let plain = match (is_digits, significant) {
        (true, "") => "0".to_owned(),
        (true, significant) => significant.to_owned(),
        _ => digits.clone(),
    };
    let is_electronic = match receipt.receipt_kind {
        ReceiptKind::OutpatientElectronic | ReceiptKind::InpatientElectronic if !has_paper => Some(true),
        ReceiptKind::OutpatientPrinted | ReceiptKind::InpatientPrinted if !has_paper => Some(false),
        _ => None,
    };
    let named = receipt.distinct_from.iter().flat_map(|all| all.iter());
    let named = named.filter(|number| super::hospital::of_hospital(number).is_some());
    let others_of_hospital: Vec<String> = named.map(|number| traces_of(number, receipt).plain).collect();
    Traces {
        total: receipt.total_amount.fen(),
        day: receipt.visited_on(),
        numbers: [
            settlement.map(form),
            receipt.business_number.as_ref().map(form),
            receipt.inpatient_number.as_ref().zip(stay).map(|(number, stay)| format!("{} {stay}", form(number))),
        ],
        plain: plain.clone(),
        is_electronic,
        of_hospital: super::hospital::of_hospital(&receipt.number).is_some(),
        code: match &receipt.number {
            ReceiptNumber::TaxInvoice(n) if n.number.to_string().len() == 8 => n.code.as_ref().map(ToString::to_string),
            ReceiptNumber::Legacy(n) => n.code.as_ref().map(form),
            _ => None,
        },
        names_its_number: others_of_hospital.contains(&plain),
        others_of_hospital,
        issued: receipt.issued_on,
        not_exchanged: not_exchanged(receipt).filter(|_| is_electronic == Some(true)),
        hospital: super::hospital::hospital_codes(receipt),
        others: others(receipt),
    }
}

fn others(receipt: &Receipt) -> Vec<ReceiptKey> {
    let named = receipt.distinct_from.iter().flat_map(|all| all.iter());
    let keys = named.flat_map(|number| {
        let mut other = receipt.clone();
        other.number = number.clone();
        other.keys()
    });
    keys.collect()
}

/// The day of the latest inspection, if it found no exchange for a paper receipt.
fn not_exchanged(receipt: &Receipt) -> Option<Date> {
    let last = receipt.inspections.iter().flat_map(|all| all.iter()).max_by_key(|one| one.inspected_at.to_chrono())?;
    if last.exchanged_for_paper == Some(false) { last.inspected_at.date() } else { None }
}

impl Traces {
    /// Whether the electronic one of the two was found not to be exchanged after the paper one was issued.
    fn are_not_exchanged(&self, other: &Self) -> bool {
        [(self, other), (other, self)].into_iter().any(|(electronic, paper)| {
            electronic.not_exchanged.is_some_and(|day| paper.issued.is_some_and(|issued| issued <= day))
        })
    }

    fn have_one_number(&self, other: &Self) -> bool {
        let one_day = self.day.is_none() || other.day.is_none() || self.day == other.day;
        one_day && self.plain == other.plain && !(self.of_hospital && other.of_hospital)
    }

    /// 3.44, `hospital-unclear`.
    fn have_one_own_number(&self, other: &Self) -> bool {
        let one_day = self.day.is_none() || other.day.is_none() || self.day == other.day;
        let two_codes = self.code.is_some() && other.code.is_some() && self.code != other.code;
        let both = self.of_hospital && other.of_hospital;
        one_day && both && self.plain == other.plain && !two_codes && !self.names_its_number
    }

    fn has_common_number(&self, other: &Self) -> bool {
        self.numbers.iter().zip(&other.numbers).any(|(a, b)| a.is_some() && a == b)
    }

    fn has_other_number(&self, other: &Self) -> bool {
        self.numbers.iter().zip(&other.numbers).any(|(a, b)| a.is_some() && b.is_some() && a != b)
    }

    fn are_two_forms(&self, other: &Self) -> bool {
        self.is_electronic.is_some_and(|own| other.is_electronic == Some(!own))
    }
}

impl Case<'_> {
    /// The places that would distinguish a receipt from others of the application with another number.
    pub fn possible(&self, index: usize) -> BTreeSet<String> {
        let all = self.receipts();
        let open = |index: usize| !self.is_void(index) && self.is_childs(index) != Some(Truth::No);
        let alike = (0..all.len()).filter(|other| *other != index && open(*other) && open(index));
        let alike = alike.filter(|other| self.may_be_one(index, *other));
        alike.map(|other| format!("/receipts/{}/distinctFrom", index.max(other))).collect()
    }

    fn with_original(&self, index: usize) -> Vec<ReceiptKey> {
        let original = if self.is_part(index) { self.original(index) } else { Vec::new() };
        self.receipts()[index].keys().into_iter().chain(original).collect()
    }

    fn may_be_one(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.receipts()[a], &self.receipts()[b]);
        let (ours, theirs) = (traces(one), traces(other));
        if ours.total != theirs.total || share_a_key(&self.with_original(a), &self.with_original(b)) {
            return false;
        }
        if are_told_apart(one, other) || super::hospital::differ(&ours.hospital, &theirs.hospital) {
            return false;
        }
        if ours.has_common_number(&theirs) || ours.have_one_number(&theirs) {
            return true;
        }
        if !ours.are_two_forms(&theirs) || ours.has_other_number(&theirs) || ours.are_not_exchanged(&theirs) {
            return false;
        }
        let one_day = ours.day.is_none() || theirs.day.is_none() || ours.day == theirs.day;
        let electronic = if ours.is_electronic == Some(true) { one } else { other };
        let inspections = electronic.inspections.iter().flat_map(|all| all.iter());
        let last = inspections.max_by_key(|one| one.inspected_at.to_chrono());
        let visit = |receipt: &Receipt| receipt.visit_date.or_else(|| receipt.stay.as_ref()?.start);
        let one_visit = visit(one).zip(visit(other)).is_none_or(|(a, b)| a == b);
        let was_exchanged = last.is_some_and(|last| last.exchanged_for_paper == Some(true));
        one_day || (was_exchanged && one_visit)
    }

    /// Whether a receipt that another application used may be this one.
    pub fn may_be_used(&self, index: usize, used: &PastReceipt) -> bool {
        let (ours, theirs) = (traces(&self.receipts()[index]), &used.traces);
        let keys = self.receipts()[index].keys();
        let original = used.part.as_ref().map(|part| part.original.clone()).unwrap_or_default();
        let whole = self.with_original(index);
        let is_apart = share_a_key(&whole, &used.keys)
            || share_a_key(&whole, &original)
            || share_a_key(&ours.others, &used.keys)
            || share_a_key(&theirs.others, &keys)
            || super::hospital::differ(&ours.hospital, &theirs.hospital);
        let by_form = ours.are_two_forms(theirs)
            && ours.day.is_some()
            && ours.day == theirs.day
            && !ours.has_other_number(theirs)
            && !ours.are_not_exchanged(theirs);
        let by_number =
            ours.has_common_number(theirs) || ours.have_one_number(theirs) || ours.have_one_own_number(theirs);
        ours.total == theirs.total && !is_apart && (by_number || by_form)
    }
}

/// Whether one of the two states that the other is another receipt.
pub fn are_told_apart(one: &Receipt, other: &Receipt) -> bool {
    share_a_key(&others(one), &other.keys()) || share_a_key(&others(other), &one.keys())
}
