//! The rules about a receipt: whether it is admitted.

use crate::{
    code::{FactSupplier, ReasonCode},
    eligibility::{Answer, Missing, Reading, Subject, Truth, set_covers},
    evaluate::{
        input::Input,
        measured::{Measured, of_receipt},
        missing::{Lacks, both, wanted},
    },
    programme::ReceiptRule,
    record::diagnosis::Diagnosis,
    value::{LocalId, NameMatch},
};
use std::collections::BTreeSet;

/// The result of the rules for one receipt.
#[derive(Debug, Clone, Default)]
pub(crate) struct Admission {
    /// Why it is excluded. Empty if it is admitted, or if that is unknown.
    pub(crate) reasons: Vec<ReasonCode>,
    /// The missing facts, if no rule has decided.
    pub(crate) lacks: Lacks,
}

impl Admission {
    pub(crate) fn truth(&self) -> Truth {
        match (self.reasons.is_empty(), self.lacks.is_none()) {
            (false, _) => Truth::No,
            (true, true) => Truth::Yes,
            (true, false) => Truth::Unknown,
        }
    }

    fn ask(&mut self, code: ReasonCode, holds: Result<bool, Lacks>) {
        match holds {
            Ok(true) => {}
            Ok(false) => self.reasons.push(code),
            Err(lacks) => self.lacks.add(lacks),
        }
    }

    fn answer(&mut self, code: ReasonCode, answer: Answer) {
        match answer.truth {
            Truth::No => self.reasons.push(code),
            Truth::Yes => {}
            _ => self.lacks.add(answer.missing.into()),
        }
    }
}

/// The rules that every programme has.
pub(crate) fn of_any(input: &Input<'_>, measured: &Measured<'_>) -> Admission {
    let mut admission = Admission::default();
    admission.ask(ReasonCode::ReceiptDuplicate, Ok(!measured.duplicate));
    for alike in &measured.doubt.alike {
        admission.ask(ReasonCode::ReceiptPossibleDuplicate, Err(Missing::of_alike("receipt", *alike).into()));
    }
    admission.ask(
        ReasonCode::ReceiptVoided,
        match (measured.doubt.is_unmatched, measured.doubt.is_contradicted) {
            (true, _) => Err(measured.wants("reverses")),
            (_, true) => Err(measured.wants("status")),
            _ => Ok(!measured.void),
        },
    );
    let elsewhere = &input.ledger.elsewhere;
    let exceeds = measured.exceeds || elsewhere.exceeds(measured.ix);
    admission.ask(ReasonCode::ReceiptPartsExceedOriginal, Ok(!exceeds));
    for place in &measured.doubt.unnamed {
        admission.ask(ReasonCode::ReceiptPartsExceedOriginal, Err(of_receipt(*place, "original")));
    }
    for (place, member) in &measured.doubt.without_code {
        admission.ask(ReasonCode::ReceiptPartsExceedOriginal, Err(of_receipt(*place, member)));
    }
    let is_used = elsewhere.uses(measured.receipt);
    let may_be = if is_used { Vec::new() } else { elsewhere.may_use(measured) };
    let lacks = if is_used || !may_be.is_empty() { BTreeSet::new() } else { elsewhere.lacks_code(measured.receipt) };
    for member in &lacks {
        admission.ask(ReasonCode::ReceiptUsedElsewhere, Err(measured.wants(member)));
    }
    if lacks.is_empty() {
        let answer = if may_be.is_empty() { Ok(!is_used) } else { Err(may_be.into()) };
        admission.ask(ReasonCode::ReceiptUsedElsewhere, answer);
    }
    if !measured.doubt.is_unmatched {
        admission.ask(ReasonCode::ReceiptAfterDecision, Ok(!measured.receipt.is_dated_after(input.as_of())));
        for member in measured.contradictions.members() {
            // The reason is stated for the whole outcome.
            admission.lacks.add(measured.wants(member));
        }
    }
    admission
}

/// The owner of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AskedBy {
    /// A rule of the programme. It also tests whose receipt it is.
    Programme,
    /// A rule of an item.
    Item,
}

/// Applies a rule, in addition to the rules applied before.
pub(crate) fn of_rule(
    admission: &mut Admission,
    rule: Option<&ReceiptRule>,
    by: AskedBy,
    input: &Input<'_>,
    measured: &Measured<'_>,
) {
    let receipt = measured.receipt;
    // A refund cancels a part of another receipt. Of the refund itself, only the patient matters.
    let rule = rule.filter(|_| !measured.doubt.is_unmatched);
    if let Some(rule) = rule {
        let kinds = rule.kinds.as_ref().is_none_or(|kinds| kinds.contains(&receipt.receipt_kind));
        admission.ask(ReasonCode::ReceiptKind, Ok(kinds));
        if let Some(forms) = &rule.forms {
            admission.ask(
                ReasonCode::ReceiptForm,
                receipt.form.map(|form| forms.contains(&form)).ok_or_else(|| measured.wants("form")),
            );
        }
        if let Some(kinds) = &rule.visit_kinds {
            let holds = receipt.visit_kind.map(|kind| kinds.contains(&kind)).ok_or_else(|| measured.wants("visitKind"));
            admission.ask(ReasonCode::ReceiptVisitKind, holds);
        }
    }
    if by == AskedBy::Programme {
        let own = match measured.patient {
            None => Err(measured.wants("patientName")),
            Some(NameMatch::Unknown(doubt)) => Err(measured.wants_name(doubt)),
            Some(found) => Ok(found.is_same()),
        };
        admission.ask(ReasonCode::ReceiptNotChild, own);
    }
    let Some(rule) = rule else { return };
    let subject = [(measured.place, receipt)];
    let reading = input.reading.of(Subject::Receipts(&subject));
    if let Some(set) = &rule.diseases {
        admission.answer(ReasonCode::ReceiptDisease, disease(set, measured, reading));
    }
    if let Some(set) = &rule.except_diseases {
        admission.answer(ReasonCode::ReceiptDisease, disease(set, measured, reading).negated_if(true));
    }
    if let Some(set) = &rule.hospitals {
        admission.answer(ReasonCode::ReceiptHospital, reading.hospital(set));
    }
    if let Some(window) = &rule.window {
        let day = window.by.of(&measured.dates).ok_or_else(|| measured.wants(window.by.member()));
        admission.ask(ReasonCode::ReceiptWindow, day.map(|day| window.period.is_open_on(day)));
    }
    if let Some(deadline) = &rule.submit_within {
        let day = deadline.by.of(&measured.dates).ok_or_else(|| measured.wants(deadline.by.member()));
        let submitted = input.case.application.submitted_on;
        let submitted =
            submitted.ok_or_else(|| wanted("submitted-on", "/submittedOn".to_owned(), FactSupplier::Intake));
        let in_time = both(day, submitted).map(|(day, submitted)| day.days_until(submitted) <= deadline.days.get());
        admission.ask(ReasonCode::ReceiptLate, in_time);
    }
    for requirement in rule.requirements.iter().flat_map(|all| all.iter()) {
        let answer = Answer::any(requirement.any_of.iter().map(|predicate| reading.judge(predicate)));
        admission.answer(ReasonCode::ReceiptRequirement, answer);
    }
}

/// Whether the receipt is for a disease of the set. A receipt without a diagnosis may be for any diagnosis of the
/// application.
fn disease(set: &LocalId, measured: &Measured<'_>, reading: Reading<'_>) -> Answer {
    let wants = |pointer: String| Answer::wants(Missing::new("diagnoses", Some(pointer), FactSupplier::Hospital));
    let Some(set) = reading.programme.diseases(set) else { return Answer::decided(Truth::Yes) };
    let Some(diagnoses) = &reading.application.diagnoses else { return wants("/diagnoses".to_owned()) };
    let covered = |diagnosis: &Diagnosis| match set_covers(set, diagnosis) {
        Truth::Unknown => wants("/diagnoses/*/codings".to_owned()),
        decided => Answer::decided(decided),
    };
    if let Some(named) = measured.receipt.diagnoses.as_ref().filter(|named| !named.is_empty()) {
        let own = diagnoses.iter().filter(|d| d.id.as_ref().is_some_and(|id| named.contains(id)));
        return Answer::any(own.map(covered));
    }
    let all: Vec<Answer> = diagnoses.iter().map(covered).collect();
    let unnamed = || wants(format!("/receipts/{}/diagnoses", measured.place));
    match (all.iter().all(|a| a.truth == Truth::Yes), all.iter().all(|a| a.truth == Truth::No)) {
        (true, false) => Answer::decided(Truth::Yes),
        (_, true) => Answer::decided(Truth::No),
        // If none of the diagnoses can be judged, their codes are missing. Otherwise the diagnosis of the receipt is
        // missing.
        _ if all.iter().all(|a| a.truth == Truth::Unknown) => Answer::any(all),
        _ => unnamed(),
    }
}
