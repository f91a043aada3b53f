//! Whether a receipt counts.

use super::{
    bill::of_receipt,
    case::Case,
    ledger::Ledger,
    missing::{Wanted, wanted},
};
use crate::{
    code::{FactSupplier, ReasonCode},
    eligibility::{Answer, Reading, Subject, Truth, set_covers},
    programme::ReceiptRule,
    value::LocalId,
};

/// What the questions about one receipt came to.
#[derive(Debug, Clone, Default)]
pub(super) struct Admission {
    /// Why it does not count; empty if it does, or if that is not known.
    pub(super) reasons: Vec<ReasonCode>,
    /// What is missing, where nothing has decided.
    pub(super) missing: Vec<Wanted>,
}

impl Admission {
    pub(super) fn truth(&self) -> Truth {
        match (self.reasons.is_empty(), self.missing.is_empty()) {
            (false, _) => Truth::No,
            (true, true) => Truth::Yes,
            (true, false) => Truth::Unknown,
        }
    }

    pub(super) fn is_admitted(&self) -> bool {
        self.truth() == Truth::Yes
    }

    fn ask(&mut self, code: ReasonCode, holds: Result<bool, Wanted>) {
        match holds {
            Ok(true) => {}
            Ok(false) => self.reasons.push(code),
            Err(wanted) => self.missing.push(wanted),
        }
    }

    fn answer(&mut self, code: ReasonCode, answer: Answer) {
        match answer.truth {
            Truth::No => self.reasons.push(code),
            Truth::Yes => {}
            _ => self.missing.extend(answer.missing.into_iter().map(Wanted::from)),
        }
    }
}

/// The questions of every programme.
pub(super) fn of_any(case: &Case<'_>, index: usize, ledger: &Ledger<'_>) -> Admission {
    let mut admission = Admission::default();
    let Some(bill) = case.bills.get(index) else { return admission };
    admission.ask(ReasonCode::ReceiptDuplicate, Ok(!bill.duplicate));
    for (place, member) in &bill.doubt.alike {
        admission.ask(ReasonCode::ReceiptPossibleDuplicate, Err(of_receipt(*place, member)));
    }
    admission.ask(
        ReasonCode::ReceiptVoided,
        match (bill.doubt.is_unmatched, bill.doubt.is_contradicted) {
            (true, _) => Err(bill.wants("reverses")),
            (_, true) => Err(bill.wants("status")),
            _ => Ok(!bill.void),
        },
    );
    admission.ask(ReasonCode::ReceiptPartsExceedOriginal, Ok(!bill.exceeds && !ledger.elsewhere.exceeds(index)));
    for place in &bill.doubt.unnamed {
        admission.ask(ReasonCode::ReceiptPartsExceedOriginal, Err(of_receipt(*place, "original")));
    }
    admission.ask(ReasonCode::ReceiptUsedElsewhere, Ok(!ledger.elsewhere.uses(bill.receipt)));
    admission
}

/// Whose rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AskedBy {
    /// The programme's, which also asks whose receipt it is.
    Programme,
    /// An item's.
    Item,
}

/// Asks the questions of a rule, beside those that were asked before.
pub(super) fn of_rule(
    admission: &mut Admission,
    rule: Option<&ReceiptRule>,
    by: AskedBy,
    (case, index): (&Case<'_>, usize),
    reading: Reading<'_>,
) {
    let Some(bill) = case.bills.get(index) else { return };
    let receipt = bill.receipt;
    // What a refund takes back is another receipt's: of itself only whose it is matters.
    let rule = rule.filter(|_| !bill.doubt.is_unmatched);
    if let Some(rule) = rule {
        let kinds = rule.kinds.as_ref().is_none_or(|kinds| kinds.contains(&receipt.receipt_kind));
        admission.ask(ReasonCode::ReceiptKind, Ok(kinds));
        if let Some(forms) = &rule.forms {
            admission.ask(
                ReasonCode::ReceiptForm,
                receipt.form.map(|form| forms.contains(&form)).ok_or_else(|| bill.wants("form")),
            );
        }
        if let Some(kinds) = &rule.visit_kinds {
            let holds = receipt.visit_kind.map(|kind| kinds.contains(&kind)).ok_or_else(|| bill.wants("visitKind"));
            admission.ask(ReasonCode::ReceiptVisitKind, holds);
        }
    }
    if by == AskedBy::Programme {
        let own = bill.not_child.map(|other| !other).ok_or_else(|| bill.wants("patientName"));
        admission.ask(ReasonCode::ReceiptNotChild, own);
    }
    let Some(rule) = rule else { return };
    let subject = [(bill.place, receipt)];
    let reading = reading.of(Subject::Receipts(&subject));
    if let Some(set) = &rule.diseases {
        admission.answer(ReasonCode::ReceiptDisease, disease(set, case, index, reading));
    }
    if let Some(set) = &rule.except_diseases {
        admission.answer(ReasonCode::ReceiptDisease, disease(set, case, index, reading).negated_if(true));
    }
    if let Some(set) = &rule.hospitals {
        admission.answer(ReasonCode::ReceiptHospital, reading.hospital(set));
    }
    if let Some(window) = &rule.window {
        let day = window.by.of(&bill.dates).ok_or_else(|| bill.wants(window.by.member()));
        admission.ask(ReasonCode::ReceiptWindow, day.map(|day| window.period.is_open_on(day)));
    }
    if let Some(deadline) = &rule.submit_within {
        let day = deadline.by.of(&bill.dates).ok_or_else(|| bill.wants(deadline.by.member()));
        let submitted = case.application.submitted_on;
        let submitted =
            submitted.ok_or_else(|| wanted("submitted-on", "/submittedOn".to_owned(), FactSupplier::Intake));
        let in_time = day.and_then(|day| Ok(day.days_until(submitted?) <= deadline.days.get()));
        admission.ask(ReasonCode::ReceiptLate, in_time);
    }
    for requirement in rule.requirements.iter().flat_map(|all| all.iter()) {
        let answer = Answer::any(requirement.any_of.iter().map(|predicate| reading.judge(predicate)));
        admission.answer(ReasonCode::ReceiptRequirement, answer);
    }
}

/// Whether the receipt is for a disease of the set. One that names no diagnosis may be for any of the application's.
fn disease(set: &LocalId, case: &Case<'_>, index: usize, reading: Reading<'_>) -> Answer {
    let wants = |pointer: String| {
        Answer::wants(crate::eligibility::Missing::new("diagnoses", Some(pointer), FactSupplier::Hospital))
    };
    let (Some(bill), Some(set)) = (case.bills.get(index), reading.programme.diseases(set)) else {
        return Answer::decided(Truth::Yes);
    };
    let Some(diagnoses) = &case.application.diagnoses else { return wants("/diagnoses".to_owned()) };
    let covered = |diagnosis: &crate::record::diagnosis::Diagnosis| match set_covers(set, diagnosis) {
        Truth::Unknown => wants("/diagnoses/*/codings".to_owned()),
        decided => Answer::decided(decided),
    };
    if let Some(named) = bill.receipt.diagnoses.as_ref().filter(|named| !named.is_empty()) {
        let own = diagnoses.iter().filter(|d| d.id.as_ref().is_some_and(|id| named.contains(id)));
        return Answer::any(own.map(covered));
    }
    let all: Vec<Answer> = diagnoses.iter().map(covered).collect();
    let unnamed = || wants(format!("/receipts/{}/diagnoses", bill.place));
    match (all.iter().all(|a| a.truth == Truth::Yes), all.iter().all(|a| a.truth == Truth::No)) {
        (true, false) => Answer::decided(Truth::Yes),
        (_, true) => Answer::decided(Truth::No),
        // Where none of them can be judged, the codes are asked for; otherwise which of them it is.
        _ if all.iter().all(|a| a.truth == Truth::Unknown) => Answer::any(all),
        _ => unnamed(),
    }
}
