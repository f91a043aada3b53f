//! The ledger of earlier adjudications.

use super::{
    awarded_on::awarded_on,
    record::{Ledger, PastAward, PastBasis, PastCount, PastReceipt, PastUnit, SharedAward},
    stay::PastStays,
};
use crate::{
    adjudication::{Adjudication, ReceiptOutcome, ReceiptShare, UnitOutcome, marks},
    code::{AdjudicationDecision, AwardUnit},
    evaluate::{
        column::{Index, ItemIx, LineIx, PastIx, ReceiptIx},
        measured::{Case, stated},
        plan::Plan,
        quantity::ten_thousandths,
    },
    programme::{Benefit, UnitBenefit},
    value::{Fnv, LocalId, Money, Pointer},
};
use std::collections::HashSet;

impl<'a> Ledger<'a> {
    /// The ledger of earlier adjudications.
    pub(crate) fn of_adjudications(plan: &Plan<'_>, case: &Case<'a>, earlier: &'a [Adjudication]) -> Self {
        let mut ledger = Self::default();
        let marks = if earlier.is_empty() { Vec::new() } else { marks(case.application) };
        ledger.of_another_child = earlier.iter().any(|one| one.is_of_another_child(&marks));
        ledger.read_adjudications(plan, case, earlier);
        ledger.elsewhere.compare(case);
        ledger
    }

    fn read_adjudications(&mut self, plan: &Plan<'_>, case: &Case<'a>, earlier: &'a [Adjudication]) {
        self.is_adjudicated = true;
        let mut known = HashSet::new();
        let decided = earlier.iter().filter(|one| has_decided(one) && known.insert(Fnv::of_record(*one)));
        let (all, others): (Vec<&'a Adjudication>, Vec<_>) =
            decided.partition(|one| one.programme == plan.programme.id);
        others.into_iter().for_each(|one| self.read_shared(case, one));
        let stays = PastStays::of(case, all.iter().flat_map(|one| receipts_of_units(one)));
        for (place, adjudication) in all.iter().enumerate() {
            let is_own = adjudication.application == case.application.id;
            let is_last = all.iter().skip(place + 1).all(|later| later.application != adjudication.application);
            let units = adjudication.units.as_deref().unwrap_or_default();
            self.lacks_units |= units.is_empty() && adjudication.amount.is_some_and(|amount| amount > Money::ZERO);
            if !is_own {
                receipts(adjudication)
                    .filter(|receipt| uses(units, &receipt.receipt))
                    .for_each(|used| self.elsewhere.note(used, &adjudication.application));
            }
            self.read_units(plan, (case, &stays), (adjudication, &all), (is_own, is_last));
        }
    }

    /// The awards of another programme under limits that several programmes share.
    fn read_shared(&mut self, case: &Case<'_>, adjudication: &'a Adjudication) {
        for balance in adjudication.balances.iter().flat_map(|all| all.iter()) {
            let Some(group) = &balance.group else { continue };
            self.lacks_shared |= balance.awarded.is_none();
            self.shared.push(SharedAward {
                group,
                scope: balance.scope,
                period: balance.period.as_ref(),
                amount: balance.awarded.map_or(0, Money::fen),
                day: adjudication.as_of,
                is_own: adjudication.application == case.application.id,
            });
        }
    }

    fn read_units(
        &mut self,
        plan: &Plan<'_>,
        here: Here<'_, 'a>,
        (adjudication, all): (&'a Adjudication, &[&'a Adjudication]),
        (is_own, is_last): (bool, bool),
    ) {
        let item = |id: &LocalId| plan.items.values().find(|item| item.item.id == *id).map(|item| item.ix);
        for (number, unit) in adjudication.units.iter().flat_map(|units| units.iter()).enumerate() {
            let of = item(&unit.item);
            if let (Some(of), Some(basis), false, true) = (of, unit.basis, is_own, is_last) {
                let less = plan.items.get(of).map_or(0, |planned| awarded_on(planned.item, (adjudication, unit), all));
                self.bases.push(PastBasis { item: of, key: &unit.key, fen: (basis.fen() - less).max(0) });
            }
            let counted = of.and_then(|of| Some((of, units_of(plan, of)?)));
            if let (Some((of, _)), false, true) = (counted, is_own, is_last) {
                self.counts.push(PastCount { item: of, key: &unit.key, number: unit.count.and_then(ten_thousandths) });
            }
            let of_unit = unit.receipts.as_deref().unwrap_or_default();
            let is_stay = |of| plan.items.get(of).is_ok_and(|planned| planned.per == Some(AwardUnit::Hospitalisation));
            let mut stay = None;
            if let Some(of) = of.filter(|of| is_own && is_stay(*of)) {
                stay = first_stay(here, adjudication, of_unit);
                if let Some(stay) = stay {
                    self.stay_keys.entry((of, stay)).or_insert(&unit.key);
                }
            }
            if unit.award == Money::ZERO {
                continue;
            }
            let day = Some(adjudication.as_of);
            let mut receipts = Vec::new();
            if let Some((of, units)) = counted {
                receipts = receipts_of(here, adjudication, of_unit);
                self.lacks_counts |= unit.count_awarded.and_then(ten_thousandths).is_none();
                if units.count.is_of_stays() && !is_own {
                    self.note_counted_stays(of, adjudication, of_unit);
                }
            }
            let (mut awards, on_receipts) = awards_on_receipts(here, adjudication, number);
            let rest = unit.award.fen() - on_receipts;
            if rest > 0 {
                let receipts = receipts_of(here, adjudication, of_unit);
                awards.push(PastAward { amount: rest, receipts, line: None, charged_on: None });
            }
            self.units.push(PastUnit {
                ix: PastIx::at(self.units.len()),
                awards,
                item: of,
                key: Some(&unit.key),
                is_own,
                day,
                performed_on: unit.performed_on,
                stay,
                names_receipts: false,
                is_shown: false,
                is_service: false,
                count: unit.count_awarded.and_then(ten_thousandths).unwrap_or_default(),
                receipts,
            });
        }
        for service in adjudication.services.iter().flat_map(|services| services.iter()) {
            let (item, key) = (item(&service.item), Some(&service.key));
            let day = Some(adjudication.as_of);
            self.units.push(PastUnit {
                ix: PastIx::at(self.units.len()),
                awards: Vec::new(),
                item,
                key,
                is_own,
                day,
                performed_on: service.performed_on,
                stay: None,
                names_receipts: false,
                is_shown: false,
                is_service: true,
                count: 0,
                receipts: Vec::new(),
            });
        }
    }
}

impl Ledger<'_> {
    /// Records the stays whose days another application has counted.
    fn note_counted_stays(&mut self, item: ItemIx, adjudication: &Adjudication, of_unit: &[Pointer]) {
        let all = receipts(adjudication).filter(|receipt| of_unit.contains(&receipt.receipt));
        for stay in all.filter_map(|receipt| receipt.stay.as_ref()).map(stated) {
            self.counted_stays.entry((item, stay.start, stay.end)).or_default().push(stay);
        }
    }
}

/// The receipts that some unit lists.
fn receipts_of_units(adjudication: &Adjudication) -> impl Iterator<Item = &ReceiptOutcome> {
    let units = adjudication.units.iter().flat_map(|units| units.iter());
    let listed: HashSet<&str> = units.flat_map(|unit| unit.receipts.iter()).flatten().map(Pointer::as_str).collect();
    receipts(adjudication).filter(move |receipt| listed.contains(receipt.receipt.as_str()))
}

/// The application, and the stays to which earlier receipts belong.
type Here<'h, 'a> = (&'h Case<'a>, &'h PastStays);

/// The stay of the first receipt of a unit that is of a stay of this application.
fn first_stay(here: Here<'_, '_>, adjudication: &Adjudication, of_unit: &[Pointer]) -> Option<ReceiptIx> {
    let (case, stays) = here;
    let mut all = of_unit.iter().flat_map(|place| receipts(adjudication).filter(move |one| one.receipt == *place));
    all.find_map(|receipt| stays.stay(case, receipt))
}

/// The parts of a unit's award for receipts, and their sum.
fn awards_on_receipts<'a>(
    here: Here<'_, '_>,
    adjudication: &'a Adjudication,
    number: usize,
) -> (Vec<PastAward<'a>>, i64) {
    let of_unit = |shares: Option<&[ReceiptShare]>| -> i64 {
        let shares = shares.unwrap_or_default().iter();
        shares.filter(|share| usize::try_from(share.unit.get()) == Ok(number)).map(|share| share.award.fen()).sum()
    };
    let (mut awards, mut sum) = (Vec::new(), 0);
    for receipt in receipts(adjudication) {
        let amount = of_unit(receipt.shares.as_deref());
        if amount == 0 {
            continue;
        }
        sum += amount;
        let of = past_receipt(here, receipt);
        let mut of_lines = 0;
        for line in receipt.lines.iter().flat_map(|lines| lines.iter()) {
            let amount = of_unit(line.shares.as_deref());
            if amount > 0 {
                let charged_on = line.charged_on;
                let line = of.receipt.and_then(|receipt| line_of(here.0, receipt, line.line.as_str()));
                awards.push(PastAward { amount, receipts: vec![of.clone()], line, charged_on });
                of_lines += amount;
            }
        }
        if amount > of_lines {
            awards.push(PastAward { amount: amount - of_lines, receipts: vec![of], line: None, charged_on: None });
        }
    }
    (awards, sum)
}

/// The benefit of an item, if it is a benefit by unit.
fn units_of<'p>(plan: &Plan<'p>, item: ItemIx) -> Option<&'p UnitBenefit> {
    match &plan.items.get(item).ok()?.item.benefit {
        Benefit::Units(units) => Some(units),
        _ => None,
    }
}

fn receipts(adjudication: &Adjudication) -> impl Iterator<Item = &ReceiptOutcome> {
    adjudication.receipts.iter().flat_map(|receipts| receipts.iter())
}

/// Whether the adjudication is final and computed an amount. An outcome that awaits supporting documents has not granted anything. A
/// refusal states units if a threshold was not reached.
fn has_decided(adjudication: &Adjudication) -> bool {
    match adjudication.decision {
        AdjudicationDecision::Awarded | AdjudicationDecision::NothingPayable => true,
        AdjudicationDecision::Refused => adjudication.units.as_ref().is_some_and(|units| !units.is_empty()),
        AdjudicationDecision::AwaitingPapers | AdjudicationDecision::Undetermined => false,
    }
}

/// Whether a receipt has been used: an award was made for it, or it counts in a period.
fn uses(units: &[UnitOutcome], receipt: &Pointer) -> bool {
    units.iter().any(|unit| {
        let counts = unit.award > Money::ZERO || unit.period.is_some();
        counts && unit.receipts.as_ref().is_some_and(|receipts| receipts.contains(receipt))
    })
}

/// The receipts of a unit of an earlier award.
fn receipts_of<'a>(here: Here<'_, '_>, adjudication: &'a Adjudication, of_unit: &[Pointer]) -> Vec<PastReceipt<'a>> {
    receipts(adjudication)
        .filter(|receipt| of_unit.contains(&receipt.receipt))
        .map(|receipt| past_receipt(here, receipt))
        .collect()
}

fn past_receipt<'a>((case, stays): Here<'_, '_>, receipt: &'a ReceiptOutcome) -> PastReceipt<'a> {
    let (of, dates, stay) = (receipt_of(case, receipt), receipt.dates.as_ref(), stays.stay(case, receipt));
    PastReceipt { receipt: of, dates, stay, stated: receipt.stay.as_ref().filter(|_| stay.is_none()) }
}

/// The receipt of this application that equals a receipt of an earlier award. The first one, if there are several.
fn receipt_of(case: &Case<'_>, receipt: &ReceiptOutcome) -> Option<ReceiptIx> {
    receipt.keys.iter().filter_map(|key| case.receipt_by_digest(key)).min()
}

/// The line of a receipt that a pointer into an application names.
fn line_of(case: &Case<'_>, receipt: ReceiptIx, pointer: &str) -> Option<LineIx> {
    let line: usize = pointer.rsplit('/').next()?.parse().ok()?;
    case.receipts.get(receipt).ok().filter(|measured| measured.has_lines)?.lines.nth(line)
}
