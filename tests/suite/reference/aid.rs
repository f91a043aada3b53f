//! Other aid (docs/evaluation.md, section 6).

use super::{Case, admitted::share_a_key, exact::spread, judge::Subject, table::Known};
use std::collections::{BTreeMap, BTreeSet};
use tongbiao::{
    code::{AidStatus, CodeFact, CountedAid, FlagFact, InsuranceKind, OtherAid, PayerClass, ReasonCode},
    eligibility::Truth,
    programme::{Benefit, CodeTest, FlagTest, Predicate, ProgrammeItem},
    record::aid::Aid,
    value::LocalId,
    wire::List,
};

/// An aid entry with the amount that is still available to the units of an item.
pub type Pool = Vec<(usize, i128)>;

/// What the units of an item have taken of an entry, by the entry and a receipt that it names.
pub type Taken = BTreeMap<(usize, usize), i128>;

impl Case<'_> {
    pub fn aid(&self) -> &[Aid] {
        self.application.aid.as_deref().unwrap_or_default()
    }

    /// Whether an entry is this programme's own. It is unknown for an entry without a programme whose payer is of the
    /// programme's class, and for an entry with this programme and a payer of another class.
    pub fn is_own(&self, place: usize) -> Truth {
        let aid = &self.aid()[place];
        let of_class = aid.payer == self.programme.payer;
        match &aid.programme_id {
            Some(id) if *id == self.programme.id && of_class => Truth::Yes,
            Some(id) if *id == self.programme.id => Truth::Unknown,
            None if of_class => Truth::Unknown,
            _ => Truth::No,
        }
    }

    /// The facts that are missing if that is unknown.
    pub fn owner(&self, place: usize) -> String {
        let member = if self.aid()[place].programme_id.is_some() { "payer" } else { "programmeId" };
        format!("/aid/{place}/{member}")
    }

    /// Whether an entry can have an amount. Aid in kind without an amount has none.
    pub fn may_bring(&self, place: usize) -> bool {
        let aid = &self.aid()[place];
        aid.amount.is_some() || aid.in_kind.is_none()
    }

    /// The receipts that an entry names, by their indices, without void ones. `None` if it names none.
    pub fn named(&self, place: usize) -> Option<Vec<usize>> {
        let named = self.aid()[place].receipts.as_deref().filter(|named| !named.is_empty())?;
        let receipts = self.receipts().iter().enumerate();
        let held = receipts.filter(|(_, receipt)| receipt.id.as_ref().is_some_and(|id| named.contains(id)));
        let first = held.map(|(index, _)| self.first_of(index));
        let first: BTreeSet<usize> = first.filter(|index| !self.is_void(*index)).collect();
        Some(first.into_iter().collect())
    }

    /// The receipt that a duplicate repeats, or the receipt itself. A valid receipt repeats no withdrawn one.
    fn first_of(&self, receipt: usize) -> usize {
        let repeats = |other: &usize| self.are_one(*other, receipt) && (!self.is_good(receipt) || self.is_good(*other));
        (0..receipt).find(repeats).map_or(receipt, |before| self.first_of(before))
    }

    /// The entries that apply.
    pub fn counted(&self) -> Vec<usize> {
        self.counted_if(Truth::No)
    }

    /// The entries that apply if they are another programme's: those that are, or those that may be.
    pub fn counted_if(&self, own: Truth) -> Vec<usize> {
        let default = [CountedAid::Received];
        let states = self.programme.coordination.counted.as_deref().unwrap_or(&default);
        let counts = |place: &usize| {
            self.is_own(*place) == own
                && match self.aid()[*place].status {
                    AidStatus::Received => states.contains(&CountedAid::Received),
                    AidStatus::Committed => states.contains(&CountedAid::Committed),
                    _ => false,
                }
        };
        self.kept().into_iter().filter(counts).collect()
    }

    pub fn aid_amount(&self, place: usize) -> Known<i128> {
        let aid = &self.aid()[place];
        let amount = aid.amount.map(|amount| i128::from(amount.fen()));
        amount.or(aid.in_kind.as_ref().map(|_| 0)).ok_or_else(|| BTreeSet::from([format!("/aid/{place}/amount")]))
    }

    /// Whether other aid affects an item.
    pub fn asks_for_aid(&self, item: &ProgrammeItem) -> bool {
        let less = item.basis.as_ref().and_then(|basis| basis.less_payers.as_deref()).unwrap_or_default();
        let other = self.programme.coordination.other_aid != OtherAid::Ignore;
        other || !less.is_empty() || matches!(item.benefit, Benefit::Gap(_))
    }

    /// The aid, and its amounts that apply. If any of it excludes an award, amounts do not matter.
    pub fn require_aid(&self) {
        if self.application.aid.is_none() {
            self.want("/aid");
        }
        let excludes = self.programme.coordination.other_aid == OtherAid::Exclusive;
        if !excludes {
            for place in self.counted() {
                self.known(self.aid_amount(place));
            }
            let gaps = self.grant_gaps(&self.counted());
            self.missing.borrow_mut().extend(gaps);
        }
        // Entries that may be other aid do not matter if other aid certainly excludes an award.
        let excluded = excludes && !self.counted().is_empty();
        for place in self.counted_if(Truth::Unknown).into_iter().filter(|_| !excluded) {
            if excludes || self.may_bring(place) {
                self.want(&self.owner(place));
            }
        }
    }

    /// The aid of some entries, whole.
    pub fn pool(&self, wanted: impl Fn(usize) -> bool) -> Pool {
        if self.application.aid.is_none() {
            self.want("/aid");
        }
        let of_interest = self.counted().into_iter().filter(|place| wanted(*place));
        of_interest.filter_map(|place| Some((place, self.known(self.aid_amount(place))?))).collect()
    }

    /// Deducts aid of the unit from its basis. The deducted part is no longer available.
    ///
    /// An entry that names receipts is on each of them by its part. Units that have a receipt in common use up its part in order.
    pub fn take(&self, (pool, taken): (&mut Pool, &mut Taken), unit: &[usize], mut basis: i128) -> i128 {
        for (place, left) in pool {
            if let Some(named) = self.named(*place) {
                if !named.iter().any(|receipt| unit.contains(receipt)) {
                    continue;
                }
                let parts = self.parts_of_aid(&named, *left);
                for (receipt, part) in parts.into_iter().filter(|(receipt, _)| unit.contains(receipt)) {
                    let before = taken.entry((*place, receipt)).or_insert(0);
                    let now = basis.min(part - *before);
                    basis -= now;
                    *before += now;
                }
            } else {
                let taken = basis.min(*left);
                basis -= taken;
                *left -= taken;
            }
        }
        basis
    }

    /// The receipts that an entry names in canonical order, and the part of an amount on each: by the family's shares up to
    /// these, the excess by the rest of the totals, or by the totals if there is no rest.
    pub fn parts_of_aid(&self, named: &[usize], amount: i128) -> Vec<(usize, i128)> {
        let order: Vec<usize> = self.canonical_order().into_iter().filter(|index| named.contains(index)).collect();
        let total = |index: &usize| i128::from(self.receipts()[*index].total_amount.fen().max(0));
        if order.len() == 1 {
            // The share of the only receipt does not matter.
            return vec![(order[0], spread(amount, &[total(&order[0])])[0])];
        }
        let share = |index: &usize| self.known(self.burden(*index)).map_or(0, |cells| cells.iter().sum());
        let shares: Vec<i128> = order.iter().map(share).collect();
        let within = amount.min(shares.iter().sum());
        let rests: Vec<i128> = order.iter().zip(&shares).map(|(index, share)| (total(index) - share).max(0)).collect();
        let totals: Vec<i128> = order.iter().map(total).collect();
        let weights = if rests.iter().any(|rest| *rest > 0) { &rests } else { &totals };
        let parts = spread(within, &shares).into_iter().zip(spread(amount - within, weights));
        order.into_iter().zip(parts.map(|(share, rest)| share + rest)).collect()
    }

    /// The parts of the aid that an item deducts must be known if it admits one of the receipts.
    pub fn require_parts(&self, pool: &Pool, admitted: &[usize]) {
        for named in pool.iter().filter_map(|(place, _)| self.named(*place)) {
            if named.iter().any(|receipt| admitted.contains(receipt)) {
                self.parts_of_aid(&named, 0);
            }
        }
    }

    /// The part of other aid on each cell of each receipt, and the aid that names no receipt.
    pub fn aid_on_receipts(&self) -> (Vec<Vec<i128>>, i128) {
        let mut paid: Vec<Vec<i128>> = (0..self.receipts().len()).map(|index| vec![0; self.cells(index)]).collect();
        let mut beside = 0;
        let admitted = self.admitted_by_programme();
        if self.programme.coordination.other_aid == OtherAid::Ignore {
            return (paid, 0);
        }
        for (place, amount) in self.pool(|place| self.is_shown(place) != Truth::Yes) {
            match self.named(place) {
                None => beside += amount,
                // Aid that names only excluded receipts is for none.
                Some(named) if named.iter().any(|receipt| admitted.contains(receipt)) => {
                    self.put(&mut paid, &named, amount);
                }
                Some(_) => {}
            }
        }
        (paid, beside)
    }

    /// The ledger's award on each cell of each receipt.
    pub fn ledger_on_receipts(&self) -> Vec<Vec<i128>> {
        let mut paid: Vec<Vec<i128>> = (0..self.receipts().len()).map(|index| vec![0; self.cells(index)]).collect();
        for (index, receipt) in self.receipts().iter().enumerate() {
            let keys = receipt.keys();
            let cells = self.past().into_iter().flat_map(|past| &past.units).flat_map(|unit| &unit.cells);
            let on = cells.filter(|cell| cell.receipts.len() == 1 && share_a_key(&cell.receipts[0].keys, &keys));
            let (mut together, count) = (0, paid[index].len());
            for cell in on {
                match cell.line {
                    // The ledger states the award on each line. A new allocation would make amounts available again on
                    // lines that are already paid.
                    Some(line) if line < count => paid[index][line] += cell.award,
                    _ => together += cell.award,
                }
            }
            if together > 0 {
                self.put(&mut paid, &[index], together);
            }
        }
        for told in self.told().into_iter().filter(|told| self.is_shown(told.place) != Truth::Yes) {
            if let (Some(receipts), Some(amount)) = (&told.receipts, told.amount) {
                self.put(&mut paid, receipts, amount);
            }
        }
        paid
    }

    /// An entry that names receipts, whole: its part on each receipt, and the rest on none. What is missing for the parts is not
    /// missing for their sum.
    pub fn whole_in_parts(&self, named: &[usize], amount: i128) -> Vec<(Option<usize>, i128)> {
        let missing = self.missing.borrow().clone();
        let mut paid: Vec<Vec<i128>> = (0..self.receipts().len()).map(|index| vec![0; self.cells(index)]).collect();
        self.put(&mut paid, named, amount);
        self.missing.replace(missing);
        let order = self.canonical_order().into_iter();
        let mut parts: Vec<(Option<usize>, i128)> =
            order.map(|receipt| (Some(receipt), paid[receipt].iter().sum())).collect();
        let rest = amount - parts.iter().map(|(_, part)| part).sum::<i128>();
        parts.push((None, rest));
        parts
    }

    /// Allocates an amount to receipts in proportion to their family's share, then to the cells of each in the same
    /// way.
    pub fn put(&self, paid: &mut [Vec<i128>], receipts: &[usize], amount: i128) {
        let order: Vec<usize> = self.canonical_order().into_iter().filter(|index| receipts.contains(index)).collect();
        let burdens: Vec<Vec<i128>> =
            order.iter().map(|index| self.known(self.burden(*index)).unwrap_or(vec![0; self.cells(*index)])).collect();
        let parts = if order.len() == 1 {
            vec![amount]
        } else {
            spread(amount, &burdens.iter().map(|burden| burden.iter().sum()).collect::<Vec<i128>>())
        };
        for ((index, burden), part) in order.iter().zip(&burdens).zip(parts) {
            for (cell, share) in paid[*index].iter_mut().zip(spread(part, burden)) {
                *cell += share;
            }
        }
    }

    /// Whether the payers of higher priority have settled. Missing facts are recorded.
    pub fn judge_after(&self, admitted: &[usize]) {
        for payer in self.programme.coordination.after.as_deref().unwrap_or_default() {
            if self.settled.borrow().contains(payer) {
                continue;
            }
            let states = self.programme.coordination.counted.as_deref().unwrap_or(&[CountedAid::Received]);
            let promised = states.contains(&CountedAid::Committed);
            let of_class = |own| {
                let all = self.kept().into_iter().filter(move |place| self.aid()[*place].payer == *payer);
                all.filter(move |place| self.is_own(*place) == own)
            };
            let open = |place: &usize| match self.aid()[*place].status {
                AidStatus::Requested => true,
                AidStatus::Committed => !promised,
                _ => false,
            };
            let mut pending = false;
            for place in of_class(Truth::No).filter(open) {
                self.want(&format!("/aid/{place}/status"));
                self.reasons.borrow_mut().insert(ReasonCode::Pending);
                pending = true;
            }
            if pending {
                continue;
            }
            for place in of_class(Truth::Unknown).filter(open) {
                self.want(&self.owner(place));
            }
            if of_class(Truth::No).next().is_none() {
                self.judge_class(*payer, admitted);
            }
        }
    }

    fn judge_class(&self, payer: PayerClass, admitted: &[usize]) {
        let insured = FlagTest::new(FlagFact::Insured, true);
        let uninsured = || self.judge(&Predicate::Flag(insured.clone()), &Subject::Application).truth == Truth::No;
        let none_of = |kind: &str| {
            let codes = List::new(vec![LocalId::parse(kind).unwrap()]).unwrap();
            let test = CodeTest::new(CodeFact::InsuranceKind, codes);
            self.judge(&Predicate::Code(test), &Subject::Application).truth == Truth::No
        };
        let each = |member: &str, settled: &dyn Fn(&tongbiao::record::receipt::Receipt) -> bool| {
            for index in admitted.iter().filter(|index| !settled(&self.receipts()[**index])) {
                self.want(&format!("/receipts/{index}/{member}"));
            }
        };
        match payer {
            PayerClass::BasicInsurance if uninsured() => {}
            PayerClass::BasicInsurance => each("settlement", &|receipt| {
                receipt.settlement.is_some()
                    || receipt.pooled_fund.is_some_and(|fund| fund.fen() > 0)
                    || (receipt.pooled_fund.is_some()
                        && receipt.insurance_kind.is_some_and(|kind| kind != InsuranceKind::SelfPay))
            }),
            PayerClass::CriticalIllnessInsurance if uninsured() => {}
            PayerClass::CriticalIllnessInsurance | PayerClass::MedicalAssistance => {
                each("otherFundPayers", &|receipt| {
                    let settled = receipt.settlement.as_ref().is_some_and(|settlement| match payer {
                        PayerClass::MedicalAssistance => settlement.medical_assistance.is_some(),
                        _ => settlement.critical_illness_insurance.is_some(),
                    });
                    settled
                        || receipt.other_fund_payers.is_some()
                        || receipt.other_funds.is_some_and(|fund| fund.fen() == 0)
                })
            }
            PayerClass::CommercialInsurance if none_of("commercial") => {}
            PayerClass::MutualFund if none_of("mutual-fund") => {}
            PayerClass::CommercialInsurance | PayerClass::MutualFund if self.application.insurance.is_none() => {
                self.want("/insurance/*/kind")
            }
            PayerClass::CommercialInsurance | PayerClass::MutualFund => self.want("/aid"),
            _ if self.application.aid.is_some() => {}
            _ => self.want("/aid"),
        }
    }
}
