//! Other aid: the amounts that other sources gave and that apply, and whether every payer of higher priority has
//! settled.

use super::{
    allocation::allocated,
    column::Astray,
    input::Input,
    measured::{Case, ListedAid, Measured},
    missing::{Lacks, wanted},
    plan::{Plan, PlannedItem},
};
use crate::{
    code::{AidStatus, CodeFact, CountedAid, FactSupplier, FlagFact, InsuranceKind, Measure, OtherAid, PayerClass},
    eligibility::Reading,
    programme::Benefit,
};

/// Other aid that applies.
#[derive(Debug)]
pub(super) struct Counted<'r> {
    pub(super) listed: &'r ListedAid<'r>,
    pub(super) payer: PayerClass,
    pub(super) amount: i64,
}

fn states<'p>(plan: &'p Plan<'_>) -> &'p [CountedAid] {
    plan.programme.coordination.counted.as_deref().unwrap_or(&[CountedAid::Received])
}

/// All aid that applies, with its amounts, and what is missing to compute them. Missing amounts do not matter if any
/// aid excludes an award.
pub(super) fn counted<'r>(plan: &Plan<'_>, case: &'r Case<'r>) -> (Vec<Counted<'r>>, Lacks) {
    let (mut all, mut lacks, mut doubtful) = (Vec::new(), Lacks::default(), Lacks::default());
    if case.application.aid.is_none() {
        lacks.add(wanted("aid", "/aid".to_owned(), FactSupplier::Family));
    }
    let states = states(plan);
    let excludes = plan.is_exclusive();
    for listed in case.aid.values() {
        if !listed.aid.is_in(states) {
            continue;
        }
        match listed.is_own(plan.programme) {
            Some(true) => continue,
            Some(false) => {}
            None => {
                if excludes || !listed.aid.is_without_money() {
                    doubtful.add(listed.doubt());
                }
                continue;
            }
        }
        let amount = match (listed.aid.amount, &listed.aid.in_kind) {
            (Some(amount), _) => amount.fen(),
            (None, Some(_)) => 0,
            (None, None) => {
                if !excludes {
                    lacks.add(listed.wants("amount"));
                }
                0
            }
        };
        all.push(Counted { listed, payer: listed.aid.payer, amount });
    }
    // If other aid certainly excludes an award, further entries that may be other aid do not matter.
    if !excludes || all.is_empty() {
        lacks.add(doubtful);
    }
    if !excludes {
        lacks.add(may_be_one(case, |place| {
            all.iter().any(|other: &Counted<'_>| other.listed.place == place && other.amount > 0)
        }));
    }
    (all, lacks)
}

/// The members that are missing to know which of some entries are one grant.
pub(super) fn may_be_one(case: &Case<'_>, is_of: impl Fn(usize) -> bool) -> Lacks {
    let doubts = case.aid_doubts.iter().filter(|doubt| is_of(doubt.one) && is_of(doubt.other));
    let places = doubts.flat_map(|doubt| &doubt.wants).map(|(place, member)| of_aid(*place, member));
    places.fold(Lacks::default(), |lacks, place| lacks.and(Some(place)))
}

/// A missing member of an entry of aid.
fn of_aid(place: usize, member: &str) -> Lacks {
    wanted("aid", format!("/aid/{place}/{member}"), FactSupplier::Family)
}

/// The aid that applies, if it affects an item that applies or may apply.
pub(super) fn counted_for<'r>(input: &Input<'r>) -> (Vec<Counted<'r>>, Lacks) {
    let items = || {
        let all = input.plan.items.values().filter(|planned| matters(input.plan, planned));
        all.filter(|planned| input.may_apply(planned))
    };
    if items().next().is_none() {
        return (Vec::new(), Lacks::default());
    }
    let (counted, mut lacks) = counted(input.plan, input.case);
    // An entry that names no receipts may be a payment that a receipt shows.
    let open = counted.iter().filter(|other| other.amount > 0 && other.listed.shown.is_none());
    for other in open.filter(|other| items().any(|planned| is_less_if_shown(input.plan, planned, other.payer))) {
        lacks.add(other.listed.wants("receipts"));
    }
    (counted, lacks)
}

/// The part of an aid amount for each receipt that it names. Up to the family's shares it is allocated by these. An excess is for the
/// parts of other payers, and is allocated by these, or by the totals if there are none.
pub(super) fn on_receipts<'r>(case: &'r Case<'r>, other: &Counted<'_>) -> Result<Vec<(&'r Measured<'r>, i64)>, Astray> {
    let named: Vec<&Measured<'_>> =
        other.listed.named().iter().map(|receipt| case.receipts.get(*receipt)).collect::<Result<_, _>>()?;
    let shares: Vec<i64> = named.iter().map(|measured| measured.burden()).collect();
    let excess = other.amount.saturating_sub(shares.iter().sum());
    if excess <= 0 {
        return Ok(named.into_iter().zip(allocated(other.amount, &shares)).collect());
    }
    let mut weights: Vec<i64> =
        named.iter().zip(&shares).map(|(measured, share)| (measured.billed() - share).max(0)).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights = named.iter().map(|measured| measured.billed()).collect();
    }
    let parts = shares.iter().zip(allocated(excess, &weights)).map(|(share, part)| share + part);
    Ok(named.into_iter().zip(parts).collect())
}

/// What is missing to know the parts of aid: if an entry names several receipts and one of them is among those of
/// interest, the family's share of each.
pub(super) fn part_lacks<'c>(
    case: &Case<'_>,
    counted: impl Iterator<Item = &'c Counted<'c>>,
    of_interest: &[&Measured<'_>],
) -> Lacks {
    let mut lacks = Lacks::default();
    for other in counted.filter(|other| other.listed.named().len() > 1) {
        if other.listed.names_any(of_interest.iter().map(|measured| measured.ix)) {
            for receipt in other.listed.named() {
                let share = case.receipts.get(*receipt).map_err(Lacks::from);
                lacks.value(share.and_then(|measured| measured.measure(Measure::FamilyBorne)));
            }
        }
    }
    lacks
}

/// Whether an item deducts an entry of aid from its basis. A basis of the family's share is already without the payments
/// that a receipt shows.
pub(super) fn is_deducted(plan: &Plan<'_>, item: &PlannedItem<'_>, other: &Counted<'_>) -> bool {
    let is_net = item.item.basis.as_ref().is_some_and(|basis| basis.measure.is_net());
    deducts(plan, item, other.payer) && !(is_net && other.listed.is_shown())
}

/// Whether an item deducts aid of a payer from its basis: by `lessPayers`, or as other aid.
fn deducts(plan: &Plan<'_>, item: &PlannedItem<'_>, payer: PayerClass) -> bool {
    let Some(basis) = &item.item.basis else { return false };
    let is_less = basis.less_payers.as_ref().is_some_and(|payers| payers.contains(&payer));
    is_less || deducts_others(plan, item)
}

/// Whether an item deducts all other aid from its basis.
pub(super) fn deducts_others(plan: &Plan<'_>, item: &PlannedItem<'_>) -> bool {
    plan.programme.coordination.other_aid == OtherAid::ReducesBasis || matches!(item.item.benefit, Benefit::Gap(_))
}

/// Whether other aid affects an item.
fn matters(plan: &Plan<'_>, item: &PlannedItem<'_>) -> bool {
    let less = item.item.basis.as_ref().and_then(|basis| basis.less_payers.as_ref());
    let by_item = less.is_some_and(|payers| !payers.is_empty()) || matches!(item.item.benefit, Benefit::Gap(_));
    by_item || plan.lowers_by_aid()
}

impl Measure {
    /// Whether it is an amount that remains after the payments that a receipt shows.
    pub(super) const fn is_net(self) -> bool {
        matches!(self, Self::FamilyBorne | Self::Cash | Self::SelfPaid)
    }
}

/// Whether an item is awarded more if aid of a class is a payment that a receipt shows.
fn is_less_if_shown(plan: &Plan<'_>, planned: &PlannedItem<'_>, payer: PayerClass) -> bool {
    let is_net = planned.item.basis.as_ref().is_some_and(|basis| basis.measure.is_net());
    let of_basis = is_net && deducts(plan, planned, payer);
    let of_cap = planned.has_ceiling && (plan.lowers_by_aid() || deducts(plan, planned, payer));
    !plan.is_exclusive() && (of_basis || of_cap)
}

/// What is missing until every payer of higher priority has settled, for the receipts that the programme admits.
pub(super) fn unsettled(input: &Input<'_>, admitted: &[&Measured<'_>]) -> Lacks {
    let (plan, case) = (input.plan, input.case);
    let mut lacks = Lacks::default();
    let settled = input.under.map_or(&[][..], |under| under.settled);
    let after = plan.programme.coordination.after.iter().flat_map(|payers| payers.iter());
    for payer in after.filter(|payer| !settled.contains(payer)) {
        let is_of = |listed: &ListedAid<'_>, own| listed.aid.payer == *payer && listed.is_own(plan.programme) == own;
        let of_class = |own| case.aid.values().filter(move |listed| is_of(listed, own));
        let is_open = |listed: &&ListedAid<'_>| match listed.aid.status {
            AidStatus::Requested => true,
            AidStatus::Committed => !states(plan).contains(&CountedAid::Committed),
            _ => false,
        };
        if let Some(listed) = of_class(Some(false)).find(is_open) {
            lacks.add(Lacks { is_pending: true, ..listed.wants("status") });
            continue;
        }
        // An undecided entry may be this programme's own. If it is not, its payer has still to decide.
        of_class(None).find(is_open).into_iter().for_each(|doubtful| lacks.add(doubtful.doubt()));
        if of_class(Some(false)).next().is_none() {
            let unsettled = unsettled_class(*payer, case, admitted, &input.reading);
            if !unsettled.is_none() {
                of_class(None).for_each(|doubtful| lacks.add(doubtful.doubt()));
            }
            lacks.add(unsettled);
        }
    }
    lacks
}

/// What is missing to know that a class of payers has settled, if the application lists no aid of that class.
fn unsettled_class(payer: PayerClass, case: &Case<'_>, admitted: &[&Measured<'_>], reading: &Reading<'_>) -> Lacks {
    let uninsured = reading.flag(FlagFact::Insured) == Ok(false);
    let each = |is_settled: &dyn Fn(&Measured<'_>) -> bool, member: &str| {
        let open = admitted.iter().filter(|measured| !is_settled(measured));
        open.fold(Lacks::default(), |lacks, measured| lacks.and(Some(measured.wants(member))))
    };
    let aid = || wanted("aid", "/aid".to_owned(), FactSupplier::Family);
    match payer {
        PayerClass::BasicInsurance if uninsured => Lacks::default(),
        PayerClass::BasicInsurance => each(&has_basic, "settlement"),
        PayerClass::CriticalIllnessInsurance if uninsured => Lacks::default(),
        PayerClass::CriticalIllnessInsurance | PayerClass::MedicalAssistance => {
            each(&|measured| has_others(measured, payer), "otherFundPayers")
        }
        PayerClass::CommercialInsurance | PayerClass::MutualFund => {
            let kind =
                if payer == PayerClass::MutualFund { InsuranceKind::MutualFund } else { InsuranceKind::Commercial };
            match reading.may_be_insured_by(kind) {
                Some(false) => Lacks::default(),
                None => wanted(CodeFact::InsuranceKind.as_str(), "/insurance/*/kind".to_owned(), FactSupplier::Family),
                // The family has this insurance: what is missing is the result of the claim.
                Some(true) => wanted(payer.as_str(), "/aid".to_owned(), FactSupplier::Family),
            }
        }
        _ if case.application.aid.is_some() => Lacks::default(),
        _ => aid(),
    }
}

fn has_basic(measured: &Measured<'_>) -> bool {
    let receipt = measured.receipt;
    let paid = receipt.pooled_fund.is_some_and(|paid| paid.fen() > 0);
    // If a receipt was paid without insurance, a zero amount of the pooled fund does not show what an insurer has still
    // to pay.
    let insured = receipt.insurance_kind.is_some_and(|kind| kind != InsuranceKind::SelfPay);
    receipt.settlement.is_some() || paid || (receipt.pooled_fund.is_some() && insured)
}

fn has_others(measured: &Measured<'_>, payer: PayerClass) -> bool {
    let receipt = measured.receipt;
    let settled = receipt.settlement.as_ref().and_then(|settlement| match payer {
        PayerClass::MedicalAssistance => settlement.medical_assistance,
        _ => settlement.critical_illness_insurance,
    });
    let none = receipt.other_funds.is_some_and(|funds| funds.fen() == 0);
    settled.is_some() || receipt.other_fund_payers.is_some() || none
}
