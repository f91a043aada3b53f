//! Other payers and other aid.

use super::{
    bill::Bill,
    case::{Case, Given},
    ledger::{Ledger, Of, burden},
    missing::{Wanted, wanted},
    plan::{Plan, PlannedItem},
    spread::spread,
};
use crate::{
    code::{AidStatus, CountedAid, FactSupplier, FlagFact, InsuranceKind, OtherAid, PayerClass},
    eligibility::Reading,
    programme::Benefit,
    value::Money,
};

/// Aid of others that counts.
#[derive(Debug)]
pub(super) struct Counted {
    /// Which of the case's aid.
    pub(super) given: usize,
    pub(super) payer: PayerClass,
    pub(super) amount: i64,
    /// What is left of it, for one use in one item.
    pub(super) left: i64,
}

/// Whether an entry is this programme's own; nothing where that is not known: its `doubtful_member` is then missing.
pub(super) fn is_own(plan: &Plan<'_>, given: &Given<'_>) -> Option<bool> {
    given.aid.is_of(&plan.programme.id, plan.programme.payer)
}

fn states<'p>(plan: &'p Plan<'_>) -> &'p [CountedAid] {
    plan.programme.coordination.counted.as_deref().unwrap_or(&[CountedAid::Received])
}

/// All aid that counts, with its amounts; and what is missing of them, which does not matter where any aid excludes an award.
pub(super) fn counted(plan: &Plan<'_>, case: &Case<'_>) -> (Vec<Counted>, Vec<Wanted>) {
    let (mut all, mut missing, mut doubtful) = (Vec::new(), Vec::new(), Vec::new());
    if case.application.aid.is_none() {
        missing.push(wanted("aid", "/aid".to_owned(), FactSupplier::Family));
    }
    let states = states(plan);
    let excludes = plan.programme.coordination.other_aid == OtherAid::Exclusive;
    for (place, given) in case.aid.iter().enumerate() {
        if !given.aid.is_in(states) {
            continue;
        }
        match is_own(plan, given) {
            Some(true) => continue,
            Some(false) => {}
            None => {
                doubtful.extend(
                    (excludes || !given.aid.is_without_money()).then(|| given.wants(given.aid.doubtful_member())),
                );
                continue;
            }
        }
        let amount = match (given.aid.amount, &given.aid.in_kind) {
            (Some(amount), _) => amount.fen(),
            (None, Some(_)) => 0,
            (None, None) => {
                missing.extend((!excludes).then(|| given.wants("amount")));
                0
            }
        };
        all.push(Counted { given: place, payer: given.aid.payer, amount, left: amount });
    }
    // Where other aid excludes an award for certain, what else may be other aid does not matter.
    if !excludes || all.is_empty() {
        missing.append(&mut doubtful);
    }
    (all, missing)
}

/// Whether it matters to an item what others have given.
pub(super) fn matters(plan: &Plan<'_>, item: &PlannedItem<'_>) -> bool {
    let less = item.item.basis.as_ref().and_then(|basis| basis.less_payers.as_ref());
    let by_item = less.is_some_and(|payers| !payers.is_empty()) || matches!(item.item.benefit, Benefit::Gap(_));
    by_item || plan.programme.coordination.other_aid != OtherAid::Ignore
}

/// What the family still bears of each line: its burden, less what others gave for its receipt and what this programme
/// awarded before.
pub(super) fn still_borne(
    plan: &Plan<'_>,
    case: &Case<'_>,
    counted: &[Counted],
    ledger: &Ledger<'_>,
    bears: &mut Vec<i64>,
) {
    bears.clear();
    bears.extend(case.cells.iter().map(|cell| cell.burden));
    if plan.programme.coordination.other_aid != OtherAid::Ignore {
        for other in counted {
            let bills = case.aid.get(other.given).and_then(|given| given.bills.as_deref()).unwrap_or_default();
            let weights: Vec<i64> = bills.iter().map(|bill| burden(case, *bill)).collect();
            let mut parts = vec![0; weights.len()];
            spread(other.amount, &weights, &mut parts);
            bills.iter().zip(parts).for_each(|(bill, part)| lower(case, *bill, part, bears));
        }
    }
    if !ledger.is_empty() {
        let mut sums = vec![0_i64; case.bills.len()];
        for (award, _) in ledger.parts(Of::Others) {
            if let Some(left) = award.cell.and_then(|cell| bears.get_mut(cell)) {
                *left = (*left - award.amount).max(0);
            } else if let Some(sum) = award.bill().and_then(|bill| sums.get_mut(bill)) {
                *sum += award.amount;
            }
        }
        sums.iter().enumerate().for_each(|(bill, sum)| lower(case, bill, *sum, bears));
    }
}

/// Of aid that is for several receipts, some of which count, what the family bears of each must be known.
pub(super) fn lacks_burden(case: &Case<'_>, counted: &[Counted], admitted: &[usize]) -> Vec<Wanted> {
    let named = counted.iter().filter_map(|other| case.aid.get(other.given)?.bills.as_deref());
    let several = named.filter(|bills| bills.len() > 1 && bills.iter().any(|bill| admitted.contains(bill)));
    let bills = several.flatten().filter_map(|bill| case.bills.get(*bill));
    bills.filter_map(|bill| bill.measure(crate::code::Measure::FamilyBorne).err()).collect()
}

/// Takes an amount off what a receipt's lines still bear, by their burden.
fn lower(case: &Case<'_>, bill: usize, amount: i64, bears: &mut [i64]) {
    let Some(bill) = case.bills.get(bill).filter(|_| amount > 0) else { return };
    let weights: Vec<i64> = case.cells.get(bill.cells.clone()).unwrap_or_default().iter().map(|c| c.burden).collect();
    let mut parts = vec![0; weights.len()];
    spread(amount, &weights, &mut parts);
    for (left, part) in bears.get_mut(bill.cells.clone()).unwrap_or_default().iter_mut().zip(parts) {
        *left = (*left - part).max(0);
    }
}

/// What is missing before every payer that comes first has settled, and whether one of them is still to decide.
pub(super) fn unsettled(
    plan: &Plan<'_>,
    case: &Case<'_>,
    admitted: &[usize],
    reading: &Reading<'_>,
) -> (Vec<Wanted>, bool) {
    let (mut missing, mut pending) = (Vec::new(), false);
    for payer in plan.programme.coordination.after.iter().flat_map(|payers| payers.iter()) {
        let of_class = |own| case.aid.iter().filter(move |g| g.aid.payer == *payer && is_own(plan, g) == own);
        let is_open = |given: &&Given<'_>| match given.aid.status {
            AidStatus::Requested => true,
            AidStatus::Committed => !states(plan).contains(&CountedAid::Committed),
            _ => false,
        };
        if let Some(given) = of_class(Some(false)).find(is_open) {
            missing.push(given.wants("status"));
            pending = true;
            continue;
        }
        // If an open one that may be this programme's own is not, its payer has still to decide.
        let doubtful = of_class(None).find(is_open);
        missing.extend(doubtful.map(|given| given.wants(given.aid.doubtful_member())));
        if of_class(Some(false)).next().is_none() {
            let unsettled = unsettled_class(*payer, case, admitted, reading);
            if !unsettled.is_empty() {
                missing.extend(of_class(None).map(|given| given.wants(given.aid.doubtful_member())));
            }
            missing.extend(unsettled);
        }
    }
    (missing, pending)
}

/// What is missing before a class of payer, of which the application lists no aid, is known to have settled.
fn unsettled_class(payer: PayerClass, case: &Case<'_>, admitted: &[usize], reading: &Reading<'_>) -> Vec<Wanted> {
    let uninsured = reading.flag(FlagFact::Insured) == Ok(false);
    let bills = || admitted.iter().filter_map(|bill| case.bills.get(*bill));
    let aid = || wanted("aid", "/aid".to_owned(), FactSupplier::Family);
    match payer {
        PayerClass::BasicInsurance if uninsured => Vec::new(),
        PayerClass::BasicInsurance => {
            bills().filter(|bill| !has_basic(bill)).map(|bill| bill.wants("settlement")).collect()
        }
        PayerClass::CriticalIllnessInsurance if uninsured => Vec::new(),
        PayerClass::CriticalIllnessInsurance | PayerClass::MedicalAssistance => {
            bills().filter(|bill| !has_others(bill, payer)).map(|bill| bill.wants("otherFundPayers")).collect()
        }
        PayerClass::CommercialInsurance | PayerClass::MutualFund => {
            let kind =
                if payer == PayerClass::MutualFund { InsuranceKind::MutualFund } else { InsuranceKind::Commercial };
            let none = reading.may_be_insured_by(kind) == Some(false);
            if none { Vec::new() } else { vec![aid()] }
        }
        _ if case.application.aid.is_some() => Vec::new(),
        _ => vec![aid()],
    }
}

fn has_basic(bill: &Bill<'_>) -> bool {
    let receipt = bill.receipt;
    let paid = receipt.pooled_fund.is_some_and(|paid| paid.fen() > 0);
    // Nothing from the fund of a receipt that was paid without any insurance says nothing of what an insurer has still to pay.
    let insured = receipt.insurance_kind.is_some_and(|kind| kind != InsuranceKind::SelfPay);
    receipt.settlement.is_some() || paid || (receipt.pooled_fund.is_some() && insured)
}

fn has_others(bill: &Bill<'_>, payer: PayerClass) -> bool {
    let receipt = bill.receipt;
    let settled = receipt.settlement.as_ref().and_then(|settlement| match payer {
        PayerClass::MedicalAssistance => settlement.medical_assistance,
        _ => settlement.critical_illness_insurance,
    });
    let none = receipt.other_funds.is_some_and(|funds| funds.fen() == 0);
    settled.map(Money::fen).is_some() || receipt.other_fund_payers.is_some() || none
}
