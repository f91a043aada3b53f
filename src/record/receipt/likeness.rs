//! Whether two receipts without a common number may be one receipt.

use super::{Known, Receipt, ReceiptNumber};
use crate::{
    code::{DuplicateEvidence, ReceiptKind},
    value::{Date, Fingerprint, Fnv, NameMatch, PersonName, RecordNumber},
};

/// The form of a fiscal receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum FiscalForm {
    Electronic,
    Paper,
}

impl FiscalForm {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Electronic => "electronic",
            Self::Paper => "paper",
        }
    }

    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Electronic => Self::Paper,
            Self::Paper => Self::Electronic,
        }
    }
}

/// The digests of the numbers on a receipt that another receipt for the same payment has too, and facts that distinguish the two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Traces {
    pub(crate) settlement: Option<Fingerprint>,
    pub(crate) business: Option<Fingerprint>,
    pub(crate) inpatient: Option<Fingerprint>,
    pub(crate) number: Option<Fingerprint>,
    /// The numbers of other receipts that are the same number. Two numbers of the hospital's own are not compared here, but
    /// together with the hospital.
    pub(crate) numbers: [Option<Fingerprint>; 2],
    /// Whether the number is a hospital's own.
    pub(crate) is_own: bool,
    /// The code of such a number.
    pub(crate) own_code: Option<Fingerprint>,
    /// That of an electronic receipt without its paper receipt, or of a paper receipt: with the day of visit and the total.
    pub(crate) exchange: Option<Fingerprint>,
    /// The day on which an inspection last found that the electronic receipt was not exchanged.
    pub(crate) not_exchanged_on: Option<Date>,
    pub(crate) hospital: HospitalTrace,
}

/// A hospital, by each of its codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct HospitalTrace {
    pub(crate) uscc: Option<Fingerprint>,
    pub(crate) code: Option<Fingerprint>,
}

impl HospitalTrace {
    /// Whether the hospitals are known to differ.
    pub(crate) fn differs_from(&self, other: &Self) -> bool {
        let by_uscc = is_same(self.uscc.as_ref(), other.uscc.as_ref());
        by_uscc.or_else(|| is_same(self.code.as_ref(), other.code.as_ref())) == Some(false)
    }
}

/// What two receipts without a common number have in common if there is evidence that they are one. Each evidence has such a trail.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Trail {
    /// A settlement, serial, inpatient or receipt number.
    Number(Fingerprint),
    /// A receipt of the form, by its day of visit.
    Form(FiscalForm, Option<Date>),
    /// A receipt of the form, of any day.
    AnyDay(FiscalForm),
    /// A receipt of the form without a stated visit.
    NoVisit(FiscalForm),
    /// An electronic receipt that was exchanged for a paper receipt, by whether it states the visit.
    Exchanged(bool),
}

impl Trail {
    /// The trail as a text. The texts of two trails differ. An index keeps their digests, so they must not change.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Number(number) => format!("number {number}"),
            Self::Form(form, Some(day)) => format!("form {} {day}", form.name()),
            Self::Form(form, None) => format!("form {} no day", form.name()),
            Self::AnyDay(form) => format!("any day {}", form.name()),
            Self::NoVisit(form) => format!("no visit {}", form.name()),
            Self::Exchanged(true) => "exchanged, visit stated".to_owned(),
            Self::Exchanged(false) => "exchanged, no visit".to_owned(),
        }
    }
}

/// Whether both are equal; `None` if one is not stated.
fn is_same(one: Option<&Fingerprint>, other: Option<&Fingerprint>) -> Option<bool> {
    Some(one? == other?)
}

impl Traces {
    const fn numbers(&self) -> [(Option<&Fingerprint>, DuplicateEvidence); 3] {
        [
            (self.settlement.as_ref(), DuplicateEvidence::SettlementNumber),
            (self.business.as_ref(), DuplicateEvidence::BusinessNumber),
            (self.inpatient.as_ref(), DuplicateEvidence::InpatientNumber),
        ]
    }

    /// The number that both have, if there is one.
    pub(crate) fn common(&self, other: &Self) -> Option<DuplicateEvidence> {
        let mut pairs = self.numbers().into_iter().zip(other.numbers());
        let common = pairs.find(|((one, _), (other, _))| is_same(*one, *other) == Some(true));
        common.map(|((_, evidence), _)| evidence)
    }

    /// Whether a number that both state differs.
    pub(crate) fn differ(&self, other: &Self) -> bool {
        let mut pairs = self.numbers().into_iter().zip(other.numbers());
        pairs.any(|((one, _), (other, _))| is_same(one, other) == Some(false))
    }

    /// Whether both receipts have one number, whatever its code and its kind.
    pub(crate) fn share_number(&self, other: &Self) -> bool {
        self.numbers.iter().any(|number| is_same(number.as_ref(), other.number.as_ref()) == Some(true))
    }

    /// Whether both have one number of a hospital's own, and not two codes.
    pub(crate) fn share_own_number(&self, other: &Self) -> bool {
        let has_other_code = is_same(self.own_code.as_ref(), other.own_code.as_ref()) == Some(false);
        self.is_own && !has_other_code && is_same(self.number.as_ref(), other.number.as_ref()) == Some(true)
    }

    /// Whether the hospitals are known to differ.
    pub(crate) fn are_of_two_hospitals(&self, other: &Self) -> bool {
        self.hospital.differs_from(&other.hospital)
    }
}

/// Whether an electronic receipt was found not to be exchanged when the paper receipt had been issued.
pub(crate) fn is_not_exchanged(inspected: Option<Date>, issued: Option<Date>) -> bool {
    inspected.zip(issued).is_some_and(|(inspected, issued)| issued <= inspected)
}

impl Receipt {
    /// The digests of its numbers.
    pub(crate) fn traces(&self) -> Traces {
        let of = |word: &str, number: &RecordNumber| Fnv::of([word, &number.comparison_form()]);
        let settlement = self.settlement.as_ref().and_then(|settlement| settlement.number.as_ref());
        let stay = self.stay.as_ref().and_then(|stay| Some((stay.start?.to_string(), stay.end?.to_string())));
        let inpatient = self.inpatient_number.as_ref().zip(stay);
        let form = self.open_form();
        let issuer = self.issuer.as_ref();
        let is_of_hospital = self.number.is_of_hospital();
        let plain = |word: &str| Fnv::of([word, &self.number.plain()]);
        let (number, own_number) = (plain("number"), plain("own-number"));
        let numbers = [Some(number.clone()), Some(own_number.clone()).filter(|_| !is_of_hospital)];
        Traces {
            settlement: settlement.map(|number| of("settlement", number)),
            business: self.business_number.as_ref().map(|number| of("business", number)),
            inpatient: inpatient
                .map(|(number, (start, end))| Fnv::of(["inpatient", &number.comparison_form(), &start, &end])),
            number: Some(if is_of_hospital { own_number } else { number.clone() }),
            numbers,
            is_own: is_of_hospital,
            own_code: self.number.own_code_trace(),
            exchange: form.and_then(|form| self.exchange(form)),
            not_exchanged_on: form.filter(|form| *form == FiscalForm::Electronic).and_then(|_| self.not_exchanged_on()),
            hospital: HospitalTrace {
                uscc: issuer.and_then(|issuer| issuer.uscc.as_ref()).map(|uscc| Fnv::of(["hospital", uscc.as_str()])),
                code: issuer.and_then(|issuer| issuer.code.as_ref()).map(|code| Fnv::of(["hospital", code.as_str()])),
            },
        }
    }

    /// The digest of the receipt of the other form that may have been exchanged for this one.
    pub(crate) fn exchanged(&self) -> Option<Fingerprint> {
        self.exchange(self.open_form()?.other())
    }

    fn exchange(&self, form: FiscalForm) -> Option<Fingerprint> {
        let day = self.visited_on()?.to_string();
        Some(Fnv::of(["exchange", form.name(), &day, &self.total_amount.to_string()]))
    }

    /// The day of the latest inspection, if it found that the receipt was not exchanged.
    fn not_exchanged_on(&self) -> Option<Date> {
        let last = self.last_inspection().filter(|last| last.exchanged_for_paper == Some(false))?;
        last.inspected_at.date()
    }

    /// The form of a fiscal receipt. `None` if the receipt of the other form is stated.
    pub(crate) fn open_form(&self) -> Option<FiscalForm> {
        match (self.receipt_kind, &self.number) {
            (_, ReceiptNumber::FiscalElectronic(number)) if number.paper.is_some() => None,
            (ReceiptKind::OutpatientElectronic | ReceiptKind::InpatientElectronic, _) => Some(FiscalForm::Electronic),
            (ReceiptKind::OutpatientPrinted | ReceiptKind::InpatientPrinted, _) => Some(FiscalForm::Paper),
            _ => None,
        }
    }

    /// Why the two receipts of one total, with their traces, may be one although they share no number. `None` if there is no
    /// evidence, or if they are known to be two.
    pub(crate) fn may_be(&self, own: &Traces, other: &Self, theirs: &Traces) -> Option<DuplicateEvidence> {
        if own.are_of_two_hospitals(theirs) {
            return None;
        }
        let days = self.visited_on().zip(other.visited_on()).is_none_or(|(a, b)| a == b);
        let evidence = own
            .common(theirs)
            .or_else(|| (days && own.share_number(theirs)).then_some(DuplicateEvidence::ReceiptNumber))
            .or_else(|| if own.differ(theirs) { None } else { self.may_be_exchanged(other, days) });
        evidence.filter(|_| !self.is_known_apart(other))
    }

    /// The same for receipts of two applications or two files. Their hospitals are compared here: two receipts with one number of
    /// a hospital's own, of one day, may be one if the hospital is omitted or written in two ways.
    pub(crate) fn may_be_across(&self, own: &Traces, other: &Self, theirs: &Traces) -> Option<DuplicateEvidence> {
        let days = self.visited_on().zip(other.visited_on()).is_none_or(|(a, b)| a == b);
        let unclear = || {
            let is_open = self.is_of_unclear_hospital(own, theirs, days) && !other.names_other_of_one_number(theirs);
            (is_open && !self.is_known_apart(other)).then_some(DuplicateEvidence::HospitalUnclear)
        };
        self.may_be(own, other, theirs).or_else(unclear)
    }

    /// Whether the hospital decides whether a receipt with these traces is the same one. The days are known to be equal, or may be.
    pub(crate) fn is_of_unclear_hospital(&self, own: &Traces, theirs: &Traces, days: bool) -> bool {
        days && own.share_own_number(theirs)
            && !own.are_of_two_hospitals(theirs)
            && !self.names_other_of_one_number(own)
    }

    /// Whether it states that another receipt with its number, of another hospital, is another one.
    pub(crate) fn names_other_of_one_number(&self, own: &Traces) -> bool {
        let mut others = self.distinct_from.iter().flat_map(|numbers| numbers.iter());
        others.any(|number| number.own_trace().is_some_and(|trace| own.number == Some(trace)))
    }

    /// The trails of the receipt. If [`Self::may_be_across`] finds evidence for two receipts, one of these is among
    /// [`Self::trails_of_others`] of the other one.
    pub(crate) fn trails(&self, own: &Traces) -> Vec<Trail> {
        let numbers = own.numbers().into_iter().map(|(number, _)| number).chain([own.number.as_ref()]);
        let mut trails: Vec<Trail> = numbers.flatten().cloned().map(Trail::Number).collect();
        let Some(form) = self.open_form() else { return trails };
        trails.extend([Trail::Form(form, self.visited_on()), Trail::AnyDay(form)]);
        let states_visit = self.stated_visit().is_some();
        trails.extend((!states_visit).then_some(Trail::NoVisit(form)));
        trails.extend(self.was_exchanged(form).then_some(Trail::Exchanged(states_visit)));
        trails
    }

    /// The trails of the receipts that may be the same one, in any order.
    pub(crate) fn trails_of_others(&self, own: &Traces) -> Vec<Trail> {
        let numbers = own.numbers().into_iter().map(|(number, _)| number);
        let own_number = own.number.as_ref().filter(|_| own.is_own);
        let numbers = numbers.chain(own.numbers.iter().map(Option::as_ref)).chain([own_number]).flatten();
        let mut trails: Vec<Trail> = numbers.cloned().map(Trail::Number).collect();
        let Some(form) = self.open_form() else { return trails };
        let Some(day) = self.visited_on() else {
            trails.push(Trail::AnyDay(form.other()));
            return trails;
        };
        trails.extend([Trail::Form(form.other(), Some(day)), Trail::Form(form.other(), None)]);
        // If the electronic receipt was exchanged, the days of issue may differ. The visits differ only if both are stated.
        let states_visit = self.stated_visit().is_some();
        trails.extend(match (form, states_visit) {
            (FiscalForm::Electronic, _) if !self.was_exchanged(form) => vec![],
            (FiscalForm::Electronic, true) => vec![Trail::NoVisit(FiscalForm::Paper)],
            (FiscalForm::Electronic, false) => vec![Trail::AnyDay(FiscalForm::Paper)],
            (FiscalForm::Paper, true) => vec![Trail::Exchanged(false)],
            (FiscalForm::Paper, false) => vec![Trail::Exchanged(false), Trail::Exchanged(true)],
        });
        trails
    }

    /// Whether the last inspection of the electronic receipt found that it was exchanged for a paper receipt.
    pub(crate) fn was_exchanged(&self, form: FiscalForm) -> bool {
        let exchanged = self.last_inspection().and_then(|last| last.exchanged_for_paper);
        form == FiscalForm::Electronic && exchanged == Some(true)
    }

    /// Whether the two receipts are distinguished, share a number, or are parts of one original.
    fn is_known_apart(&self, other: &Self) -> bool {
        self.known_with_original().any(|key| other.known_with_original().any(|theirs| theirs == key))
            || self.is_told_from(other)
            || other.is_told_from(self)
    }

    /// Its numbers and, of a part, those of its original.
    pub(crate) fn known_with_original(&self) -> impl Iterator<Item = Known<'_>> {
        self.known().chain(self.known_original().filter(|_| self.is_part()))
    }

    /// The numbers of the receipts that it states to be others.
    pub(crate) fn known_others(&self) -> impl Iterator<Item = Known<'_>> {
        let numbers = self.distinct_from.iter().flat_map(|numbers| numbers.iter());
        numbers.flat_map(|number| self.known_as_issuer(number))
    }

    /// Whether the receipt states that the other one is another receipt.
    pub(crate) fn is_told_from(&self, other: &Self) -> bool {
        self.known_others().any(|key| other.known().any(|theirs| theirs == key))
    }

    /// Whether one of the two is electronic, the other one on paper, and the one may have been exchanged for the other.
    fn may_be_exchanged(&self, other: &Self, days: bool) -> Option<DuplicateEvidence> {
        let (electronic, paper) = match (self.open_form()?, other.open_form()?) {
            (FiscalForm::Electronic, FiscalForm::Paper) => (self, other),
            (FiscalForm::Paper, FiscalForm::Electronic) => (other, self),
            _ => return None,
        };
        let visits = electronic.stated_visit().zip(paper.stated_visit());
        if is_not_exchanged(electronic.not_exchanged_on(), paper.issued_on) {
            return None;
        }
        if electronic.was_exchanged(FiscalForm::Electronic) && visits.is_none_or(|(a, b)| a == b) {
            return Some(DuplicateEvidence::ExchangedForPaper);
        }
        days.then_some(DuplicateEvidence::ElectronicAndPaper)
    }

    /// The date of the visit, or else of admission.
    pub(crate) fn stated_visit(&self) -> Option<Date> {
        self.visit_date.or_else(|| self.stay.as_ref()?.start)
    }

    /// Whether the name on the receipt and that on another one are known to be those of two people.
    pub(crate) fn is_of_other_patient_than(&self, other: Option<&PersonName>) -> bool {
        let names = self.patient_name.as_ref().zip(other);
        names.is_some_and(|(one, other)| one.compare(other) == NameMatch::Other)
    }

    /// What identifies the receipt, without everything else.
    pub(crate) fn identifying(&self) -> Self {
        let mut kept = Self::new(self.receipt_kind, self.number.clone(), self.total_amount);
        kept.status = self.status;
        kept.issued_on = self.issued_on;
        kept.issuer.clone_from(&self.issuer);
        kept.patient_name.clone_from(&self.patient_name);
        kept.business_number.clone_from(&self.business_number);
        kept.inpatient_number.clone_from(&self.inpatient_number);
        kept.visit_date = self.visit_date;
        kept.stay.clone_from(&self.stay);
        kept.settlement = self.settlement.as_ref().and_then(|settlement| settlement.number.clone()).map(|number| {
            let mut kept = crate::record::settlement::Settlement::new();
            kept.number = Some(number);
            kept
        });
        kept.reverses.clone_from(&self.reverses);
        kept.reversed_by.clone_from(&self.reversed_by);
        kept.original.clone_from(&self.original);
        kept.inspections.clone_from(&self.inspections);
        kept.distinct_from.clone_from(&self.distinct_from);
        kept
    }
}
