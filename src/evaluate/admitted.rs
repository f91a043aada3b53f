//! The receipts that the programme and each item admit, and the admitted lines and amounts of an item's receipts.

mod line;
mod price;
mod question;

pub(super) use line::CountedLines;
pub(super) use price::Above;
pub(super) use question::Admission;

use super::{
    column::{Column, ReceiptIx},
    input::Input,
    measured::Measured,
    missing::{Lacks, wanted},
    node::Node,
    notes::Notes,
    plan::PlannedItem,
    step::Step,
};
use crate::{
    code::{FactSupplier, ReasonCode, StepKind},
    eligibility::Truth,
    programme::Benefit,
};
use question::AskedBy;

/// The result of the programme's own rules for receipts.
#[derive(Debug, Default)]
pub(super) struct ByProgramme<'r> {
    /// One entry for each receipt, if receipts are needed.
    pub(super) admissions: Column<ReceiptIx, Admission>,
    pub(super) admitted: Vec<&'r Measured<'r>>,
    /// The admitted receipts, and those that the programme admits or may admit and no item can admit.
    judged: Vec<&'r Measured<'r>>,
}

/// The receipts and amounts that an item admits.
#[derive(Debug)]
pub(super) struct Admitted<'r> {
    pub(super) receipts: Vec<&'r Measured<'r>>,
    /// The receipts that the programme admits and the item excludes, with the item's reasons.
    pub(super) refused: Vec<(ReceiptIx, Vec<ReasonCode>)>,
    pub(super) lines: CountedLines,
}

/// Applies the programme's rules to every receipt. Receipts are needed only by an item that applies.
pub(super) fn by_programme<'r>(input: &Input<'r>, notes: &mut Notes) -> (ByProgramme<'r>, Lacks) {
    let (mut all, mut lacks) = (ByProgramme::default(), Lacks::default());
    if !input.asks_for_receipts() {
        return (all, lacks);
    }
    if input.case.application.receipts.is_none() {
        return (all, wanted("receipts", "/receipts".to_owned(), FactSupplier::Hospital));
    }
    let receipts = &input.case.receipts;
    all.admissions = Column::with_capacity(receipts.len());
    let items: Vec<&PlannedItem<'_>> = input.items_with_receipts().collect();
    for measured in receipts.values() {
        let mut admission = question::of_any(input, measured);
        let rule = input.plan.programme.receipts.as_ref();
        question::of_rule(&mut admission, rule, AskedBy::Programme, input, measured);
        note(notes, measured, &admission, Node::Receipts);
        match admission.truth() {
            Truth::No => {}
            _ if items.iter().all(|planned| of_item(input, planned, measured).truth() == Truth::No) => {
                all.judged.push(measured);
            }
            Truth::Yes => {
                all.admitted.push(measured);
                all.judged.push(measured);
            }
            Truth::Unknown => {
                lacks.add(admission.lacks.clone());
                lacks.contradictions.add(measured.contradictions);
            }
        }
        all.admissions.push(admission);
    }
    (all, lacks)
}

/// Applies the item's own rules to the receipts that the programme admits, and computes the admitted amounts of their
/// lines. `None` if the application states no receipts.
pub(super) fn by_item<'r>(
    input: &Input<'r>,
    planned: &PlannedItem<'_>,
    programme: &ByProgramme<'r>,
    notes: &mut Notes,
) -> (Option<Admitted<'r>>, Lacks) {
    let mut lacks = Lacks::default();
    if input.case.application.receipts.is_none() {
        return (None, lacks);
    }
    let (mut receipts, mut refused) = (Vec::with_capacity(programme.admitted.len()), Vec::new());
    for measured in &programme.judged {
        let mut admission = by_rule(input, planned, measured);
        if planned.item.receipts.is_some() && asks(planned) {
            note(notes, measured, &admission, Node::ItemReceipts(planned.ix));
        }
        ask_period(&mut admission, input, planned, measured);
        match admission.truth() {
            Truth::Yes => receipts.push(*measured),
            Truth::No => refused.push((measured.ix, admission.reasons)),
            Truth::Unknown => lacks.add(admission.lacks),
        }
    }
    let lines = match &planned.item.basis {
        Some(basis) => {
            let (lines, unknown) = CountedLines::of(input.case, &receipts, basis.measure, planned.lines.as_ref());
            lacks.add(unknown);
            lines
        }
        None => CountedLines::whole(input.case),
    };
    (Some(Admitted { receipts, refused, lines }), lacks)
}

/// Whether the item's own questions about receipts are asked. An award without particular receipts is for all receipts
/// that the programme admits.
fn asks(planned: &PlannedItem<'_>) -> bool {
    planned.per.is_some() || matches!(planned.item.benefit, Benefit::Prices(_))
}

/// Whether an item admits a receipt that the programme admits.
fn of_item(input: &Input<'_>, planned: &PlannedItem<'_>, measured: &Measured<'_>) -> Admission {
    let mut admission = by_rule(input, planned, measured);
    ask_period(&mut admission, input, planned, measured);
    admission
}

/// The item's own questions about a receipt.
fn by_rule(input: &Input<'_>, planned: &PlannedItem<'_>, measured: &Measured<'_>) -> Admission {
    let mut admission = Admission::default();
    if let Some(rule) = planned.item.receipts.as_ref().filter(|_| asks(planned)) {
        question::of_rule(&mut admission, Some(rule), AskedBy::Item, input, measured);
    }
    admission
}

/// Whether the day of a receipt lies in a period of the item. Of a refund of another receipt nothing more is asked.
fn ask_period(admission: &mut Admission, input: &Input<'_>, planned: &PlannedItem<'_>, measured: &Measured<'_>) {
    let period = planned.item.basis.as_ref().and_then(|basis| basis.period.as_ref());
    let Some(period) = period.filter(|_| !measured.doubt.is_unmatched) else { return };
    match period.by().of(&measured.dates) {
        None => admission.lacks.add(measured.wants(period.by().member())),
        Some(day) if period.start(day, input.as_of()).is_none() => admission.reasons.push(ReasonCode::ReceiptWindow),
        Some(_) => {}
    }
}

fn note(notes: &mut Notes, measured: &Measured<'_>, admission: &Admission, at: Node) {
    let (truth, code) = (admission.truth(), admission.reasons.first().copied());
    notes.step(|| Step {
        receipt: Some(measured.place),
        judgement: Some(truth),
        code,
        ..Step::new(StepKind::Receipt, at)
    });
}
