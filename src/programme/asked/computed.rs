//! Inputs that the computation of an award requires in addition to its conditions and amounts: receipts, operations,
//! other aid.

use super::collection::Asked;
use crate::{
    code::{AwardCeiling, DateFact, FlagFact, LimitScope, OtherAid, PayerClass},
    programme::{Benefit, Limit, Programme, ProgrammeItem, ReceiptRule},
};

/// Adds the inputs that the computation of a programme's awards requires.
pub(super) fn ask(programme: &Programme, asked: &mut Asked) {
    of_receipts(programme.receipts.as_ref(), "", asked);
    for (index, item) in programme.items.iter().enumerate() {
        of_item(item, programme, &format!("/items/{index}"), asked);
    }
    of_limits(programme.limits.as_deref(), "", asked);
    let coordination = &programme.coordination;
    if coordination.other_aid != OtherAid::Ignore {
        asked.aid("/coordination/otherAid");
    }
    for (index, payer) in coordination.after.iter().flat_map(|payers| payers.iter()).enumerate() {
        let at = format!("/coordination/after/{index}");
        asked.aid(&at);
        // Without insurance, no payment of an insurer has to be shown.
        if matches!(
            payer,
            PayerClass::BasicInsurance
                | PayerClass::CriticalIllnessInsurance
                | PayerClass::CommercialInsurance
                | PayerClass::MutualFund
        ) {
            asked.fact(FlagFact::Insured.fact(), &at);
        }
    }
}

/// Members of a receipt are required together with the receipts. Other inputs are listed by name.
fn of_receipts(receipts: Option<&ReceiptRule>, at: &str, asked: &mut Asked) {
    let Some(receipts) = receipts else { return };
    if receipts.diseases.is_some() {
        asked.diagnoses(&format!("{at}/receipts/diseases"));
    }
    if receipts.hospitals.is_some() {
        asked.hospital(&format!("{at}/receipts/hospitals"));
    }
    if receipts.submit_within.is_some() {
        asked.fact(DateFact::SubmittedOn.fact(), &format!("{at}/receipts/submitWithin"));
    }
}

fn of_item(item: &ProgrammeItem, programme: &Programme, at: &str, asked: &mut Asked) {
    of_receipts(item.receipts.as_ref(), at, asked);
    if item.basis.as_ref().and_then(|basis| basis.less_payers.as_ref()).is_some_and(|payers| !payers.is_empty()) {
        asked.aid(&format!("{at}/basis/lessPayers"));
    }
    of_limits(item.limits.as_deref(), at, asked);
    let benefit = format!("{at}/benefit");
    // Under a cap, an amount without a basis is awarded on the receipts of the programme.
    let under_ceiling = item.basis.is_none() && programme.coordination.ceiling == AwardCeiling::FamilyBorne;
    match &item.benefit {
        Benefit::Prices(_) => {
            asked.operations(&format!("{benefit}/prices"));
            asked.receipts(&format!("{benefit}/prices"));
        }
        Benefit::InKind(service) => {
            for (index, one) in service.services.iter().enumerate() {
                if one.operations.is_some() {
                    asked.operations(&format!("{benefit}/services/{index}/operations"));
                }
            }
            if service.hospitals.is_some() {
                asked.hospital(&format!("{benefit}/hospitals"));
            }
        }
        Benefit::Gap(_) => asked.aid(&benefit),
        Benefit::Match(_) => {
            asked.aid(&benefit);
            if under_ceiling {
                asked.receipts(&benefit);
            }
        }
        Benefit::Tiers(tiers) => {
            if tiers.top_up {
                asked.aid(&format!("{benefit}/topUp"));
            }
            if under_ceiling {
                asked.receipts(&benefit);
            }
        }
        Benefit::Fixed(_) if under_ceiling => asked.receipts(&benefit),
        Benefit::Fixed(_) | Benefit::Brackets(_) | Benefit::Rate(_) | Benefit::Bands(_) | Benefit::Units(_) => {}
    }
}

/// Limits over several applications use earlier adjudications or the listed aid.
fn of_limits(limits: Option<&[Limit]>, at: &str, asked: &mut Asked) {
    for (index, limit) in limits.unwrap_or_default().iter().enumerate() {
        if matches!(limit.scope, LimitScope::Period | LimitScope::Lifetime) {
            asked.aid(&format!("{at}/limits/{index}"));
        }
    }
}
