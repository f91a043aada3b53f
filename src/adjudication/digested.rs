//! The receipts that an outcome pays, for an index of digests.
//!
//! An outcome states the numbers of its receipts as digests without a key. [`record::register::digested`](crate::record::register::digested)
//! makes the same digests of a receipt in clear, so that an index finds the outcomes that pay a receipt.

use super::{Adjudication, ReceiptOutcome};
use crate::{
    code::AdjudicationDecision,
    record::{
        receipt::{FiscalForm, Trail},
        register::digested::{Aspect, Trails, trail_text},
    },
    value::{Date, Fingerprint, Fnv, Money},
};

/// The receipts that an outcome pays, each with its place in `receipts`: an amount is awarded for the receipt, or the award of a unit with
/// the receipt is not divided among receipts. None if the decision is not final, or nothing is awarded.
pub fn paid(adjudication: &Adjudication) -> Vec<(usize, &ReceiptOutcome)> {
    if adjudication.decision != AdjudicationDecision::Awarded {
        return Vec::new();
    }
    let receipts = || adjudication.receipts.iter().flat_map(|receipts| receipts.iter());
    let is_divided = |unit: usize| {
        let mut shares = receipts().flat_map(|receipt| receipt.shares.iter().flat_map(|shares| shares.iter()));
        shares.any(|share| usize::try_from(share.unit.get()) == Ok(unit))
    };
    let units = adjudication.units.iter().flat_map(|units| units.iter()).enumerate();
    let whole = units.filter(|(number, unit)| unit.award > Money::ZERO && !is_divided(*number));
    let of_whole: Vec<_> = whole.filter_map(|(_, unit)| unit.receipts.as_ref()).flat_map(|all| all.iter()).collect();
    let is_paid = |receipt: &ReceiptOutcome| {
        receipt.award > Money::ZERO || of_whole.iter().any(|place| **place == receipt.receipt)
    };
    receipts().enumerate().filter(|(_, receipt)| is_paid(receipt)).collect()
}

/// The texts under which a receipt of an outcome is kept. Nothing is sought for it.
pub fn trails(receipt: &ReceiptOutcome) -> Trails {
    let traces = receipt.traces.as_ref();
    let numbers = traces.into_iter().flat_map(|traces| {
        [&traces.settlement, &traces.business, &traces.inpatient, &traces.number].map(|number| number.clone())
    });
    let form = form(receipt).map(|(form, day)| Trail::Form(form, Some(day)));
    let trails = numbers.flatten().map(Trail::Number).chain(form);
    Trails {
        numbers: receipt.keys.iter().map(Fingerprint::to_string).collect(),
        kept: trails.map(|trail| trail_text(receipt.billed, &trail)).collect(),
        sought: Vec::new(),
    }
}

/// The aspects of a receipt of an outcome with their values. It does not state the name of the patient.
pub fn aspects(receipt: &ReceiptOutcome) -> Vec<(Aspect, String)> {
    let mut all = vec![(Aspect::Total, receipt.billed.to_string())];
    let dates = receipt.dates.as_ref();
    let issued_on = dates.and_then(|dates| dates.issued_on);
    let visited_on = dates.and_then(|dates| dates.visited_on);
    // Without a visit and a stay, the day of visit is that of issue.
    let stated_visit = visited_on.filter(|_| visited_on != issued_on);
    let days = [(Aspect::VisitedOn, visited_on), (Aspect::StatedVisit, stated_visit), (Aspect::IssuedOn, issued_on)];
    all.extend(days.into_iter().filter_map(|(aspect, day)| Some((aspect, day?.to_string()))));
    all.extend(form(receipt).map(|(form, _)| (Aspect::Form, form.name().to_owned())));
    all.extend(receipt.keys.iter().map(|key| (Aspect::Key, key.to_string())));
    all.extend(receipt.original.iter().flat_map(|all| all.iter()).map(|key| (Aspect::Original, key.to_string())));
    let Some(traces) = &receipt.traces else { return all };
    let once = [
        (Aspect::HospitalUscc, &traces.uscc),
        (Aspect::HospitalCode, &traces.code),
        (Aspect::Settlement, &traces.settlement),
        (Aspect::Business, &traces.business),
        (Aspect::Inpatient, &traces.inpatient),
        (Aspect::Number, &traces.number),
        (Aspect::OwnCode, &traces.own_code),
    ];
    all.extend(once.into_iter().filter_map(|(aspect, value)| Some((aspect, value.as_ref()?.to_string()))));
    all.extend(traces.not_exchanged_on.map(|day| (Aspect::NotExchangedOn, day.to_string())));
    all.extend(traces.distinct_from.iter().flat_map(|all| all.iter()).map(|key| (Aspect::Other, key.to_string())));
    all
}

/// The form of a fiscal receipt with the day of visit. An outcome states both in one digest with the total; there are two forms.
fn form(receipt: &ReceiptOutcome) -> Option<(FiscalForm, Date)> {
    let stated = receipt.traces.as_ref()?.exchange.as_ref()?;
    let day = receipt.dates.as_ref()?.visited_on?;
    let (on, total) = (day.to_string(), receipt.billed.to_string());
    let forms = [FiscalForm::Electronic, FiscalForm::Paper];
    let form = forms.into_iter().find(|form| Fnv::of(["exchange", form.name(), &on, &total]) == *stated)?;
    Some((form, day))
}
