//! What the programme has awarded before: earlier adjudications, or where those are not given, the aid that the
//! application lists.

use super::{
    case::{Case, Given},
    coordination::is_own,
    count::ten_thousandths,
    elsewhere::Elsewhere,
    missing::{Wanted, wanted, without_place},
    plan::Plan,
    spread::spread,
};
use crate::{
    adjudication::{Adjudication, ReceiptDates, ReceiptOutcome, ReceiptShare, UnitOutcome, marks},
    code::{AdjudicationDecision, FactSupplier, LimitScope, Measure, PayerClass},
    eligibility::{Circumstances, Missing},
    programme::{Benefit, Programme, UnitBenefit},
    record::receipt::{Known, Receipt},
    value::{Date, Fingerprint, Fnv, LocalId, Money, Period, Pointer},
};
use std::collections::HashSet;

/// The awards of the past.
#[derive(Debug, Default)]
pub(super) struct Ledger<'a> {
    /// Every award, in parts as small as they are known.
    pub(super) awards: Vec<PastAward<'a>>,
    /// Every unit that was awarded something, and every service.
    pub(super) units: Vec<PastUnit<'a>>,
    /// Whether the awards are those of earlier adjudications.
    pub(super) is_adjudicated: bool,
    /// What is missing of the aid listed, for an amount and for a day.
    amounts_missing: Vec<Missing>,
    days_missing: Vec<Missing>,
    /// What is missing to spread over receipts what names them.
    spread_missing: Vec<Wanted>,
    /// Whether an earlier adjudication awards something and does not say for what.
    lacks_units: bool,
    /// Whether an earlier adjudication, of any programme, is on another child.
    pub(super) of_another_child: bool,
    /// The receipts that other applications have used.
    pub(super) elsewhere: Elsewhere<'a>,
    /// Bases that other applications brought into a unit.
    bases: Vec<PastBasis<'a>>,
    /// Numbers that other applications brought into a unit; nothing where one is not stated.
    counts: Vec<PastCount<'a>>,
    /// The stays whose days other applications have counted, each with the item.
    stays: HashSet<(usize, &'a Fingerprint)>,
    /// Whether a unit that was awarded by its number does not state it.
    lacks_counts: bool,
    /// What other programmes awarded under limits that several share.
    pub(super) shared: Vec<SharedAward<'a>>,
    /// Whether one of them does not state what it awarded.
    lacks_shared: bool,
}

/// Part of an award of the past.
#[derive(Debug)]
pub(super) struct PastAward<'a> {
    /// Which of `units`.
    pub(super) unit: usize,
    pub(super) amount: i64,
    /// The receipts that it stands on: one; or, where a unit was awarded something as a whole, all of the unit's.
    pub(super) receipts: Vec<PastReceipt<'a>>,
    /// Which line of this application it was for.
    pub(super) cell: Option<usize>,
}

/// A receipt of the past.
#[derive(Debug, Clone)]
pub(super) struct PastReceipt<'a> {
    /// Which receipt of this application it is.
    pub(super) bill: Option<usize>,
    pub(super) dates: Option<&'a ReceiptDates>,
    pub(super) stay: Option<&'a Fingerprint>,
}

impl PastReceipt<'_> {
    /// One of which nothing is told but which it is.
    const fn of_bill(bill: usize) -> Self {
        Self { bill: Some(bill), dates: None, stay: None }
    }
}

impl PastAward<'_> {
    /// The receipt of this application that it stands on alone.
    pub(super) fn bill(&self) -> Option<usize> {
        match self.receipts.as_slice() {
            [only] => only.bill,
            _ => None,
        }
    }

    /// Whether it stands on some of these receipts and on no others.
    pub(super) fn is_within(&self, bills: &[usize]) -> bool {
        let inside = |receipt: &PastReceipt<'_>| receipt.bill.is_some_and(|bill| bills.contains(&bill));
        !self.receipts.is_empty() && self.receipts.iter().all(inside)
    }
}

/// A unit of the past.
#[derive(Debug)]
pub(super) struct PastUnit<'a> {
    /// Which item; nothing where that is not known.
    pub(super) item: Option<usize>,
    pub(super) key: Option<&'a Fingerprint>,
    /// Whether it was of this application.
    pub(super) is_own: bool,
    pub(super) day: Option<Date>,
    /// Whether, listed as aid, it names receipts.
    pub(super) names_receipts: bool,
    /// Whether a service was given, and no money.
    pub(super) is_service: bool,
    /// For how many units it was awarded, in ten-thousandths, where it was awarded by their number.
    pub(super) count: i64,
    /// Where it was awarded by number: all its receipts.
    pub(super) receipts: Vec<PastReceipt<'a>>,
}

/// What another programme awarded under a limit that several share.
#[derive(Debug)]
pub(super) struct SharedAward<'a> {
    pub(super) group: &'a LocalId,
    pub(super) scope: LimitScope,
    pub(super) period: Option<&'a Period>,
    pub(super) amount: i64,
    pub(super) day: Date,
    /// Whether it was on this application.
    pub(super) is_own: bool,
}

#[derive(Debug)]
struct PastCount<'a> {
    item: usize,
    key: &'a Fingerprint,
    /// In ten-thousandths.
    number: Option<i64>,
}

#[derive(Debug)]
struct PastBasis<'a> {
    item: usize,
    key: &'a Fingerprint,
    fen: i64,
}

impl<'a> Ledger<'a> {
    pub(super) fn of(plan: &Plan<'_>, case: &Case<'a>, circumstances: &Circumstances<'a>) -> Self {
        let mut ledger = Self::default();
        match circumstances.earlier {
            Some(earlier) => {
                let marks = if earlier.is_empty() { Vec::new() } else { marks(case.application) };
                ledger.of_another_child = earlier.iter().any(|one| one.is_of_another_child(&marks));
                ledger.read_adjudications(plan, case, earlier);
                ledger.elsewhere.compare(case);
            }
            None => ledger.read_aid(plan, case),
        }
        ledger
    }

    pub(super) fn is_empty(&self) -> bool {
        self.units.is_empty() && self.elsewhere.is_empty()
    }

    /// The number that other applications brought into a unit of a period, in ten-thousandths.
    pub(super) fn counted_in(&self, item: usize, key: &Fingerprint) -> Result<i64, Wanted> {
        let same = self.counts.iter().filter(|count| count.item == item && count.key == key);
        let sum = same.map(|count| count.number).sum::<Option<i64>>();
        sum.ok_or_else(|| without_place("earlier-adjudications"))
    }

    /// For how many units the same unit was awarded before.
    pub(super) fn count_awarded(&self, of: Of, key: &Fingerprint) -> Result<i64, Wanted> {
        let mut same = self.units.iter().filter(|unit| unit.key == Some(key) && self.counts(of, unit)).peekable();
        if same.peek().is_some() {
            self.require_counts()?;
        }
        Ok(same.map(|unit| unit.count).fold(0, i64::saturating_add))
    }

    /// Whether another application has been awarded for the days of the stay that a receipt is for.
    pub(super) fn has_counted_stay(&self, item: usize, receipt: &Receipt) -> bool {
        !self.stays.is_empty() && stay_digest(receipt).is_some_and(|stay| self.stays.contains(&(item, &stay)))
    }

    /// Refuses to go on where awards of the past do not tell for how many units they were: aid that the application lists
    /// never does.
    pub(super) fn require_counts(&self) -> Result<(), Wanted> {
        let told = !self.is_adjudicated && !self.units.is_empty();
        if self.lacks_counts || told { Err(without_place("earlier-adjudications")) } else { Ok(()) }
    }

    /// Refuses to go on where it is not known what other programmes awarded under a limit that several share: they say it
    /// in their adjudications, and aid that the application lists may be of one of them.
    pub(super) fn require_shared(&self, case: &Case<'_>, programme: &Programme) -> Result<(), Wanted> {
        if self.is_adjudicated {
            return if self.lacks_shared { Err(without_place("earlier-adjudications")) } else { Ok(()) };
        }
        if case.application.aid.is_none() {
            return Err(wanted("aid", "/aid".to_owned(), FactSupplier::Family));
        }
        let may_share = |given: &Given<'_>| {
            let own = given.aid.is_of(&programme.id, programme.payer) == Some(true);
            let insurer = matches!(
                given.aid.payer,
                PayerClass::BasicInsurance | PayerClass::CriticalIllnessInsurance | PayerClass::CommercialInsurance
            );
            given.aid.is_granted() && !own && !insurer && given.aid.amount != Some(Money::ZERO)
        };
        if case.aid.iter().any(may_share) { Err(without_place("earlier-adjudications")) } else { Ok(()) }
    }

    /// Refuses to go on where an amount of the past is not known.
    pub(super) fn require_amounts(&self) -> Result<(), Wanted> {
        all_known(&self.amounts_missing)
    }

    /// What must be known of receipts that earlier awards name.
    pub(super) fn spread_missing(&self) -> &[Wanted] {
        &self.spread_missing
    }

    /// Refuses to go on where it is not known in which period an award of the past lies: by its own day, or by the days of
    /// the receipts over which it is spread.
    pub(super) fn require_periods(&self) -> Result<(), Wanted> {
        let days = all_known(&[self.amounts_missing.as_slice(), &self.days_missing].concat());
        let spread = self.spread_missing.iter().cloned();
        spread.fold(days, |known, wanted| Err(wanted.and(known.err())))
    }

    /// What other applications brought into a unit.
    pub(super) fn basis_elsewhere(&self, item: usize, key: &Fingerprint) -> i64 {
        self.bases.iter().filter(|basis| basis.item == item && basis.key == key).map(|basis| basis.fen).sum()
    }

    /// The parts of awards, each with its unit.
    pub(super) fn parts(&self, of: Of) -> impl Iterator<Item = (&PastAward<'a>, &PastUnit<'a>)> {
        let all = self.awards.iter().filter_map(|award| Some((award, self.units.get(award.unit)?)));
        all.filter(move |(_, unit)| self.counts(of, unit))
    }

    /// The services given before, each with its place among the units.
    pub(super) fn services(&self, of: Of) -> impl Iterator<Item = (usize, &PastUnit<'a>)> {
        self.units.iter().enumerate().filter(move |(_, unit)| unit.is_service && self.counts(of, unit))
    }

    /// The units that were awarded by number, each with its place among the units.
    pub(super) fn counted_units(&self, of: Of) -> impl Iterator<Item = (usize, &PastUnit<'a>)> {
        self.units.iter().enumerate().filter(move |(_, unit)| unit.count > 0 && self.counts(of, unit))
    }

    /// Whether this application has been decided before.
    pub(super) fn has_own(&self) -> bool {
        self.is_adjudicated && self.units.iter().any(|unit| unit.is_own && !unit.is_service)
    }

    const fn counts(&self, of: Of, unit: &PastUnit<'a>) -> bool {
        matches!(of, Of::All) || !self.is_adjudicated || !unit.is_own
    }

    /// Refuses to go on where an earlier adjudication does not tell what was awarded for what, or is on another child.
    pub(super) fn require_units(&self) -> Result<(), Wanted> {
        if self.lacks_units || self.of_another_child { Err(Missing::earlier_adjudications().into()) } else { Ok(()) }
    }

    fn read_adjudications(&mut self, plan: &Plan<'_>, case: &Case<'a>, earlier: &'a [Adjudication]) {
        self.is_adjudicated = true;
        let mut known = HashSet::new();
        let decided = earlier.iter().filter(|one| has_decided(one) && known.insert(Fnv::of_record(*one)));
        let (all, others): (Vec<&'a Adjudication>, Vec<_>) =
            decided.partition(|one| one.programme == plan.programme.id);
        others.into_iter().for_each(|one| self.read_shared(case, one));
        for (place, adjudication) in all.iter().enumerate() {
            let is_own = adjudication.application == case.application.id;
            let is_last = all.iter().skip(place + 1).all(|later| later.application != adjudication.application);
            let units = adjudication.units.as_deref().unwrap_or_default();
            self.lacks_units |= units.is_empty() && adjudication.amount.is_some_and(|amount| amount > Money::ZERO);
            if !is_own {
                receipts(adjudication)
                    .filter(|receipt| uses(units, &receipt.receipt))
                    .for_each(|used| self.elsewhere.note(used));
            }
            self.read_units(plan, case, adjudication, (is_own, is_last));
        }
    }

    /// What another programme awarded under limits that several share.
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
        case: &Case<'a>,
        adjudication: &'a Adjudication,
        (is_own, is_last): (bool, bool),
    ) {
        let item = |id: &LocalId| plan.items.iter().position(|item| item.item.id == *id);
        for (number, unit) in adjudication.units.iter().flat_map(|units| units.iter()).enumerate() {
            let of = item(&unit.item);
            if let (Some(of), Some(basis), false, true) = (of, unit.basis, is_own, is_last) {
                self.bases.push(PastBasis { item: of, key: &unit.key, fen: basis.fen() });
            }
            let counted = of.and_then(|of| Some((of, units_of(plan, of)?)));
            if let (Some((of, _)), false, true) = (counted, is_own, is_last) {
                self.counts.push(PastCount { item: of, key: &unit.key, number: unit.count.and_then(ten_thousandths) });
            }
            if unit.award == Money::ZERO {
                continue;
            }
            let day = Some(adjudication.as_of);
            let past = self.units.len();
            let mut receipts = Vec::new();
            if let Some((of, units)) = counted {
                receipts = receipts_of(case, adjudication, unit.receipts.as_deref().unwrap_or_default());
                self.lacks_counts |= unit.count_awarded.and_then(ten_thousandths).is_none();
                if units.count.is_of_stays() && !is_own {
                    self.stays.extend(receipts.iter().filter_map(|receipt| Some((of, receipt.stay?))));
                }
            }
            self.units.push(PastUnit {
                item: of,
                key: Some(&unit.key),
                is_own,
                day,
                names_receipts: false,
                is_service: false,
                count: unit.count_awarded.and_then(ten_thousandths).unwrap_or_default(),
                receipts,
            });
            let spread = self.read_shares(case, adjudication, number, past);
            let rest = unit.award.fen() - spread;
            if rest > 0 {
                let receipts = receipts_of(case, adjudication, unit.receipts.as_deref().unwrap_or_default());
                self.awards.push(PastAward { unit: past, amount: rest, receipts, cell: None });
            }
        }
        for service in adjudication.services.iter().flat_map(|services| services.iter()) {
            let (item, key) = (item(&service.item), Some(&service.key));
            let day = Some(adjudication.as_of);
            self.units.push(PastUnit {
                item,
                key,
                is_own,
                day,
                names_receipts: false,
                is_service: true,
                count: 0,
                receipts: Vec::new(),
            });
        }
    }

    /// The parts of a unit that were for receipts; their sum.
    fn read_shares(&mut self, case: &Case<'a>, adjudication: &'a Adjudication, number: usize, unit: usize) -> i64 {
        let of_unit = |shares: Option<&[ReceiptShare]>| -> i64 {
            let shares = shares.unwrap_or_default().iter();
            shares.filter(|share| usize::try_from(share.unit.get()) == Ok(number)).map(|share| share.award.fen()).sum()
        };
        let mut sum = 0;
        for receipt in receipts(adjudication) {
            let amount = of_unit(receipt.shares.as_deref());
            if amount == 0 {
                continue;
            }
            sum += amount;
            let of = past_receipt(case, receipt);
            let mut of_lines = 0;
            for line in receipt.lines.iter().flat_map(|lines| lines.iter()) {
                let amount = of_unit(line.shares.as_deref());
                let cell = of.bill.and_then(|bill| cell_of(case, bill, line.line.as_str()));
                if amount > 0 {
                    self.awards.push(PastAward { unit, amount, receipts: vec![of.clone()], cell });
                    of_lines += amount;
                }
            }
            if amount > of_lines {
                self.awards.push(PastAward { unit, amount: amount - of_lines, receipts: vec![of], cell: None });
            }
        }
        sum
    }

    fn read_aid(&mut self, plan: &Plan<'_>, case: &Case<'a>) {
        let wants = |pointer: String| Missing::new("aid", Some(pointer), FactSupplier::Family);
        if case.application.aid.is_none() {
            self.amounts_missing.push(wants("/aid".to_owned()));
            return;
        }
        let decided = |given: &&Given<'_>| given.aid.is_granted();
        for given in case.aid.iter().filter(decided).filter(|given| is_own(plan, given) != Some(false)) {
            if given.aid.is_without_money() {
                continue;
            }
            let place = given.place;
            let lacks = match (is_own(plan, given), given.aid.amount) {
                (None, _) => Err(given.aid.doubtful_member()),
                (_, amount) => amount.ok_or("amount"),
            };
            let amount = match lacks {
                Ok(amount) => amount,
                Err(member) => {
                    let missing = wants(format!("/aid/{place}/{member}"));
                    self.spread_missing.extend(given.bills.is_some().then(|| missing.clone().into()));
                    self.amounts_missing.push(missing);
                    continue;
                }
            };
            let day = given.aid.received_on.or(given.aid.decided_on);
            if day.is_none() {
                self.days_missing.push(wants(format!("/aid/{place}/receivedOn")));
            }
            let unit = self.units.len();
            let names_receipts = given.bills.is_some();
            self.units.push(PastUnit {
                item: None,
                key: None,
                is_own: true,
                day,
                names_receipts,
                is_service: false,
                count: 0,
                receipts: Vec::new(),
            });
            let bills = given.bills.as_deref().unwrap_or_default();
            let named = bills.iter().filter_map(|bill| case.bills.get(*bill));
            self.spread_missing.extend(named.filter_map(|bill| bill.measure(Measure::FamilyBorne).err()));
            let weights: Vec<i64> = bills.iter().map(|bill| burden(case, *bill)).collect();
            let mut parts = vec![0; weights.len()];
            spread(amount.fen(), &weights, &mut parts);
            let mut rest = amount.fen();
            for (bill, part) in bills.iter().zip(parts) {
                rest -= part;
                self.told_of_receipt(case, unit, *bill, part);
            }
            if rest > 0 {
                self.awards.push(PastAward { unit, amount: rest, receipts: Vec::new(), cell: None });
            }
        }
    }
}

impl Ledger<'_> {
    /// An award for a receipt, of which no more is told, is for its lines by what the family bears of them.
    fn told_of_receipt(&mut self, case: &Case<'_>, unit: usize, bill: usize, amount: i64) {
        let cells = case.bills.get(bill).map(|bill| bill.cells.clone()).unwrap_or_default();
        let weights: Vec<i64> =
            case.cells.get(cells.clone()).unwrap_or_default().iter().map(|cell| cell.burden).collect();
        let mut parts = vec![0; weights.len()];
        spread(amount, &weights, &mut parts);
        let rest = amount - parts.iter().sum::<i64>();
        let of_lines = cells.zip(parts).map(|(cell, part)| (Some(cell), part));
        for (cell, amount) in of_lines.chain([(None, rest)]).filter(|(_, amount)| *amount > 0) {
            self.awards.push(PastAward { unit, amount, receipts: vec![PastReceipt::of_bill(bill)], cell });
        }
    }
}

fn all_known(missing: &[Missing]) -> Result<(), Wanted> {
    if missing.is_empty() { Ok(()) } else { Err(missing.to_vec().into()) }
}

/// What the family bears of a receipt.
pub(super) fn burden(case: &Case<'_>, bill: usize) -> i64 {
    case.bills.get(bill).and_then(|bill| bill.borne()).unwrap_or_default()
}

/// The digest of a number under which a receipt is known.
pub(super) fn digest(key: Known<'_>) -> Fingerprint {
    Fnv::of(["receipt", key.key().as_str()])
}

/// The digest of the stay that a receipt is for.
pub(super) fn stay_digest(receipt: &Receipt) -> Option<Fingerprint> {
    let stay = receipt.stay.as_ref()?;
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let issuer = receipt.issuer.as_ref()?.identity();
    Some(Fnv::of(["stay", issuer, &day(stay.start), &day(stay.end)]))
}

/// The benefit of an item that is awarded by the unit.
fn units_of<'p>(plan: &Plan<'p>, item: usize) -> Option<&'p UnitBenefit> {
    match &plan.items.get(item)?.item.benefit {
        Benefit::Units(units) => Some(units),
        _ => None,
    }
}

fn receipts(adjudication: &Adjudication) -> impl Iterator<Item = &ReceiptOutcome> {
    adjudication.receipts.iter().flat_map(|receipts| receipts.iter())
}

/// Which part of the ledger is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// What other applications were awarded; and aid that the application lists.
    Others,
    /// And what this one was.
    All,
}

/// Whether something was decided for good: what awaits papers has not been granted.
const fn has_decided(adjudication: &Adjudication) -> bool {
    matches!(adjudication.decision, AdjudicationDecision::Awarded | AdjudicationDecision::NothingPayable)
}

/// Whether a receipt has been used: something was awarded for it, or it counts in a period.
fn uses(units: &[UnitOutcome], receipt: &Pointer) -> bool {
    units.iter().any(|unit| {
        let counts = unit.award > Money::ZERO || unit.period.is_some();
        counts && unit.receipts.as_ref().is_some_and(|receipts| receipts.contains(receipt))
    })
}

/// The receipts of a unit of the past.
fn receipts_of<'a>(case: &Case<'_>, adjudication: &'a Adjudication, of_unit: &[Pointer]) -> Vec<PastReceipt<'a>> {
    receipts(adjudication)
        .filter(|receipt| of_unit.contains(&receipt.receipt))
        .map(|receipt| past_receipt(case, receipt))
        .collect()
}

fn past_receipt<'a>(case: &Case<'_>, receipt: &'a ReceiptOutcome) -> PastReceipt<'a> {
    PastReceipt { bill: bill_of(case, receipt), dates: receipt.dates.as_ref(), stay: receipt.stay.as_ref() }
}

/// The receipt of this application that a receipt of the past is: the first one, where they are several.
fn bill_of(case: &Case<'_>, receipt: &ReceiptOutcome) -> Option<usize> {
    receipt.keys.iter().filter_map(|key| case.bill_by_digest(key)).min()
}

/// The line of a receipt that a pointer into an application names.
fn cell_of(case: &Case<'_>, bill: usize, pointer: &str) -> Option<usize> {
    let line: usize = pointer.rsplit('/').next()?.parse().ok()?;
    let bill = case.bills.get(bill).filter(|bill| bill.has_lines)?;
    let cell = bill.cells.start.checked_add(line)?;
    bill.cells.contains(&cell).then_some(cell)
}
