//! Receipts compared by digests of what identifies them, for an index that holds no value of a document.
//!
//! The functions return texts. The caller keeps their digests. [`Sought`] finds for a receipt and such digests what
//! [`Register`](super::Register) finds for two receipts.

#[cfg(test)]
mod agreement;

use crate::{
    code::DuplicateEvidence,
    record::receipt::{FiscalForm, Known, Receipt, Traces, Trail},
    value::{Date, PersonName, SignedMoney},
};
use std::cell::OnceCell;

/// The longest time between an inspection and the issue of a paper receipt that is compared, in days.
const DAYS_COMPARED: usize = 20 * 366;

/// Declares the aspects with their codes in an index. A code is never used again for another aspect.
macro_rules! aspects {
    ($( $(#[doc = $doc:literal])+ $name:ident = $code:literal, )+) => {
        /// A value of a receipt that is compared. A receipt may have several values of one aspect.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Aspect { $( $(#[doc = $doc])+ $name = $code, )+ }

        impl Aspect {
            /// All aspects.
            pub const ALL: &[Self] = &[$( Self::$name ),+];

            /// The code of the aspect in an index.
            pub const fn code(self) -> u8 {
                self as u8
            }
        }
    };
}

aspects! {
    /// The total amount.
    Total = 1,
    /// The hospital by its unified social credit code.
    HospitalUscc = 2,
    /// The hospital by its hospital code.
    HospitalCode = 3,
    /// The insurer's settlement number.
    Settlement = 4,
    /// The transaction serial number.
    Business = 5,
    /// The inpatient number with the days of the stay.
    Inpatient = 6,
    /// The receipt number without its form and its code.
    Number = 7,
    /// The code of a number of the hospital's own.
    OwnCode = 8,
    /// The day of the visit, of admission or of issue.
    VisitedOn = 9,
    /// The stated day of the visit or of admission.
    StatedVisit = 10,
    /// The day of issue.
    IssuedOn = 11,
    /// The day of the inspection that found the receipt not exchanged.
    NotExchangedOn = 12,
    /// Electronic or on paper, if the receipt of the other form is not stated.
    Form = 13,
    /// The electronic receipt was exchanged for a paper receipt.
    Exchanged = 14,
    /// A number that identifies the receipt.
    Key = 15,
    /// A number that identifies the original of a split sheet.
    Original = 16,
    /// A number of a receipt that is stated to be another one.
    Other = 17,
    /// A receipt of another hospital with the same number is stated to be another one.
    NamesOther = 18,
    /// The name of the patient.
    Patient = 19,
    /// The name of the patient cannot be compared with certainty.
    PatientUnclear = 20,
}

/// The value of an aspect that only has one.
const YES: &str = "yes";

/// The receipts that a receipt may be: the texts under which it is kept, and those under which others are sought.
#[derive(Clone, PartialEq, Eq)]
pub struct Trails {
    /// The numbers that identify the receipt. A receipt that has one of them is the same receipt.
    pub numbers: Vec<String>,
    /// The texts under which the receipt is kept. None if it does not count: it is void, reversed or a reversal.
    pub kept: Vec<String>,
    /// The texts of the receipts that may be the same one.
    pub sought: Vec<String>,
}

// The texts contain numbers and amounts, which are not shown when a value is logged.
impl std::fmt::Debug for Trails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Trails(…)")
    }
}

/// The texts under which a receipt is kept and others are sought.
pub fn trails(receipt: &Receipt) -> Trails {
    let traces = receipt.traces();
    let total = receipt.total_amount;
    let text = |trail: &Trail| trail_text(total, trail);
    let counts = !receipt.denies_itself() && receipt.total_amount.fen() >= 0;
    let kept = receipt.trails(&traces).iter().filter(|_| counts).map(text).collect();
    let sought = receipt.trails_of_others(&traces);
    let sought = sought.iter().filter(|_| !receipt.denies_itself()).map(text).collect();
    Trails { numbers: receipt.known().map(|known| text_of(&known)).collect(), kept, sought }
}

/// The text of a trail of a receipt with a total.
pub(crate) fn trail_text(total: SignedMoney, trail: &Trail) -> String {
    format!("{total} {}", trail.text())
}

/// The digest of a number, which an outcome states too.
fn text_of(known: &Known<'_>) -> String {
    known.digest().to_string()
}

/// The aspects of a receipt with their values. An index keeps a digest of each.
pub fn aspects(receipt: &Receipt) -> Vec<(Aspect, String)> {
    let traces = receipt.traces();
    let mut all = vec![(Aspect::Total, receipt.total_amount.to_string())];
    let form = receipt.open_form();
    let patient = receipt.patient_name.as_ref();
    let is_unclear = patient.is_some_and(PersonName::is_unclear);
    let once = [
        (Aspect::HospitalUscc, traces.hospital.uscc.as_ref().map(ToString::to_string)),
        (Aspect::HospitalCode, traces.hospital.code.as_ref().map(ToString::to_string)),
        (Aspect::Settlement, traces.settlement.as_ref().map(ToString::to_string)),
        (Aspect::Business, traces.business.as_ref().map(ToString::to_string)),
        (Aspect::Inpatient, traces.inpatient.as_ref().map(ToString::to_string)),
        (Aspect::Number, traces.number.as_ref().map(ToString::to_string)),
        (Aspect::OwnCode, traces.own_code.as_ref().map(ToString::to_string)),
        (Aspect::VisitedOn, receipt.visited_on().map(|day| day.to_string())),
        (Aspect::StatedVisit, receipt.stated_visit().map(|day| day.to_string())),
        (Aspect::IssuedOn, receipt.issued_on.map(|day| day.to_string())),
        (Aspect::NotExchangedOn, traces.not_exchanged_on.map(|day| day.to_string())),
        (Aspect::Form, form.map(|form| form.name().to_owned())),
        (Aspect::Exchanged, form.filter(|form| receipt.was_exchanged(*form)).map(|_| YES.to_owned())),
        (Aspect::NamesOther, receipt.names_other_of_one_number(&traces).then(|| YES.to_owned())),
        (Aspect::Patient, patient.map(PersonName::comparison_form)),
        (Aspect::PatientUnclear, is_unclear.then(|| YES.to_owned())),
    ];
    all.extend(once.into_iter().filter_map(|(aspect, value)| Some((aspect, value?))));
    all.extend(receipt.known().map(|known| (Aspect::Key, text_of(&known))));
    let originals = receipt.known_original().filter(|_| receipt.is_part());
    all.extend(originals.map(|known| (Aspect::Original, text_of(&known))));
    all.extend(receipt.known_others().map(|known| (Aspect::Other, text_of(&known))));
    all
}

/// A receipt that is sought in an index.
pub struct Sought<'a> {
    receipt: &'a Receipt,
    traces: Traces,
    /// The forms that the name of the patient may have. They are computed once, if a name differs.
    near: OnceCell<Vec<String>>,
}

// The values of a receipt are not shown when it is logged.
impl std::fmt::Debug for Sought<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sought(…)")
    }
}

/// States whether the value of an aspect is one of those that an index keeps of a receipt; `None` if it keeps none.
pub type Kept<'a> = dyn Fn(Aspect, &str) -> Option<bool> + 'a;

impl<'a> Sought<'a> {
    /// Begins to seek a receipt.
    pub fn new(receipt: &'a Receipt) -> Self {
        Self { receipt, traces: receipt.traces(), near: OnceCell::new() }
    }

    /// Whether the receipt of the index has one of the numbers of this one.
    pub fn is_same(&self, is: &Kept<'_>) -> bool {
        self.receipt.known().any(|known| is(Aspect::Key, &text_of(&known)) == Some(true))
    }

    /// Why the receipt and one of the index without a common number may be one, as [`Register`](super::Register) finds it.
    ///
    /// A name cannot be read from a digest. The names are compared by the forms that the name of this receipt may have in another
    /// document ([`PersonName::near_forms`]). Some differences in two or more places are not recognised.
    pub fn evidence(&self, is: &Kept<'_>) -> Option<DuplicateEvidence> {
        let receipt = self.receipt;
        if receipt.denies_itself() || is(Aspect::Total, &receipt.total_amount.to_string()) != Some(true) {
            return None;
        }
        let pair = Pair { sought: self, is };
        let evidence = pair.evidence()?;
        (!pair.is_of_other_patient()).then_some(evidence)
    }
}

/// A receipt and the digests of another one.
struct Pair<'a> {
    sought: &'a Sought<'a>,
    is: &'a Kept<'a>,
}

impl Pair<'_> {
    fn is(&self, aspect: Aspect, value: Option<&(impl ToString + ?Sized)>) -> Option<bool> {
        (self.is)(aspect, &value?.to_string())
    }

    fn states(&self, aspect: Aspect) -> bool {
        (self.is)(aspect, YES) == Some(true)
    }

    fn evidence(&self) -> Option<DuplicateEvidence> {
        let Sought { receipt, traces, .. } = self.sought;
        let by_uscc = self.is(Aspect::HospitalUscc, traces.hospital.uscc.as_ref());
        let hospital = by_uscc.or_else(|| self.is(Aspect::HospitalCode, traces.hospital.code.as_ref()));
        if hospital == Some(false) {
            return None;
        }
        let days = self.is(Aspect::VisitedOn, receipt.visited_on().as_ref()) != Some(false);
        let numbers = [
            (Aspect::Settlement, traces.settlement.as_ref(), DuplicateEvidence::SettlementNumber),
            (Aspect::Business, traces.business.as_ref(), DuplicateEvidence::BusinessNumber),
            (Aspect::Inpatient, traces.inpatient.as_ref(), DuplicateEvidence::InpatientNumber),
        ];
        let numbers = numbers.map(|(aspect, value, evidence)| (self.is(aspect, value), evidence));
        let common = numbers.iter().find(|(is, _)| *is == Some(true)).map(|(_, evidence)| *evidence);
        let differ = numbers.iter().any(|(is, _)| *is == Some(false));
        let share =
            || traces.numbers.iter().flatten().any(|number| self.is(Aspect::Number, Some(number)) == Some(true));
        let evidence = common
            .or_else(|| (days && share()).then_some(DuplicateEvidence::ReceiptNumber))
            .or_else(|| if differ { None } else { self.exchanged(days) })
            .or_else(|| (days && self.is_of_unclear_hospital()).then_some(DuplicateEvidence::HospitalUnclear))?;
        (!self.is_known_apart()).then_some(evidence)
    }

    fn exchanged(&self, days: bool) -> Option<DuplicateEvidence> {
        let form = self.sought.receipt.open_form()?;
        if self.is(Aspect::Form, Some(form.other().name())) != Some(true) {
            return None;
        }
        let (was_exchanged, was_not) = match form {
            FiscalForm::Electronic => {
                (self.sought.receipt.was_exchanged(form), self.issued_before(self.sought.traces.not_exchanged_on))
            }
            FiscalForm::Paper => (self.states(Aspect::Exchanged), self.inspected_after(self.sought.receipt.issued_on)),
        };
        if was_not {
            return None;
        }
        if was_exchanged && self.is(Aspect::StatedVisit, self.sought.receipt.stated_visit().as_ref()) != Some(false) {
            return Some(DuplicateEvidence::ExchangedForPaper);
        }
        days.then_some(DuplicateEvidence::ElectronicAndPaper)
    }

    /// Whether the paper receipt of the index was issued on the day of the inspection, or before. An order of digests is found by trying
    /// the days.
    fn issued_before(&self, inspected: Option<Date>) -> bool {
        inspected.is_some_and(|day| {
            // Nothing is tried if no day is kept.
            self.is(Aspect::IssuedOn, Some(&day))
                .is_some_and(|same| same || self.has_day(Aspect::IssuedOn, day, Date::previous))
        })
    }

    /// Whether the electronic receipt of the index was inspected on the day of issue, or later.
    fn inspected_after(&self, issued: Option<Date>) -> bool {
        issued.is_some_and(|day| {
            let first = self.is(Aspect::NotExchangedOn, Some(&day));
            first.is_some_and(|same| same || self.has_day(Aspect::NotExchangedOn, day, Date::next))
        })
    }

    fn has_day(&self, aspect: Aspect, first: Date, next: impl Fn(Date) -> Option<Date>) -> bool {
        let days = std::iter::successors(next(first), |day| next(*day)).take(DAYS_COMPARED);
        days.into_iter().any(|day| self.is(aspect, Some(&day)) == Some(true))
    }

    fn is_of_unclear_hospital(&self) -> bool {
        let Sought { receipt, traces, .. } = self.sought;
        traces.is_own
            && self.is(Aspect::OwnCode, traces.own_code.as_ref()) != Some(false)
            && self.is(Aspect::Number, traces.number.as_ref()) == Some(true)
            && !receipt.names_other_of_one_number(traces)
            && !self.states(Aspect::NamesOther)
    }

    fn is_known_apart(&self) -> bool {
        let has = |aspect: Aspect, known: Known<'_>| (self.is)(aspect, &text_of(&known)) == Some(true);
        let receipt = self.sought.receipt;
        receipt.known_with_original().any(|known| has(Aspect::Key, known.clone()) || has(Aspect::Original, known))
            || receipt.known_others().any(|known| has(Aspect::Key, known))
            || receipt.known().any(|known| has(Aspect::Other, known))
    }

    fn is_of_other_patient(&self) -> bool {
        let Some(name) = &self.sought.receipt.patient_name else { return false };
        if self.is(Aspect::Patient, Some(&name.comparison_form())) != Some(false) {
            return false;
        }
        let near = || self.sought.near.get_or_init(|| name.near_forms()).iter();
        let is_near = || near().any(|form| self.is(Aspect::Patient, Some(form)) == Some(true));
        !name.is_unclear() && !self.states(Aspect::PatientUnclear) && !is_near()
    }
}
