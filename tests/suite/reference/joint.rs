//! Joint relief plans (docs/evaluation.md, section 14), slow and simple: whatever can be awarded is found by trying, without classes or
//! memory of what was tried before.

mod flow;
mod member;
mod waiting;

use self::flow::{lines_of, pro_rata, prospects, together};
use super::{Case, Given};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
use tongbiao::{
    code::{AidStatus, CountedAid, PlanInteraction, WholeAwards},
    eligibility::Truth,
    plan::{PlanMember, PlanStage, ReliefPlan},
    programme::Programme,
    record::application::Application,
};

/// A cell: a line of a receipt, or a receipt without usable lines.
pub type Place = (usize, usize);

/// What a unit offers: on cells, or as a whole.
#[derive(Debug, Clone)]
struct Offer {
    amount: i128,
    cells: Vec<(Place, i128)>,
    bound: bool,
}

/// What a member is awarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    Refused,
    Undetermined,
    /// The sum, and the parts on cells.
    Awarded(i128, BTreeMap<Place, i128>),
}

/// The account of all members together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    pub borne: i128,
    pub prior: i128,
    pub awarded: i128,
    pub apart: i128,
    pub excess: i128,
}

/// The result.
#[derive(Debug, Clone)]
pub struct Joint {
    pub shares: Vec<Share>,
    pub alone: Vec<Option<i128>>,
    /// `None` if a member is undetermined.
    pub totals: Option<Totals>,
}

#[derive(Debug, Clone, Default)]
struct Gap {
    cells: BTreeMap<Place, i128>,
    total: i128,
}

struct Member<'a> {
    plan: &'a PlanMember,
    case: Case<'a>,
    stage: usize,
    refused: bool,
    undetermined: bool,
    offers: Vec<Offer>,
    alone: i128,
    awards: Vec<Award>,
    below: bool,
}

/// What an offer is awarded: the amount, its parts on cells, and the part of an advance above what remained.
type Award = (i128, Vec<(Place, i128)>, i128);

/// Several offers with a maximum.
type Group<'o> = (i128, Vec<&'o Offer>);

/// Computes a plan. There are no earlier adjudications.
pub fn evaluate(plan: &ReliefPlan, programmes: &[Programme], application: &Application, given: &[Given]) -> Joint {
    let mut members: Vec<Member<'_>> = Vec::new();
    for (stage, _, member) in plan.members() {
        let place = programmes.iter().position(|programme| programme.id == member.programme).unwrap();
        let case = Case::of(&programmes[place], application, &given[place]);
        let settled = plan.members().filter(|(other, ..)| *other < stage);
        case.settled.borrow_mut().extend(settled.map(|(_, _, other)| other.payer));
        let mut one = Member {
            plan: member,
            case,
            stage,
            refused: false,
            undetermined: false,
            offers: Vec::new(),
            alone: 0,
            awards: Vec::new(),
            below: false,
        };
        one.compute();
        one.alone = one.offers.iter().map(|offer| offer.amount).sum();
        one.bound();
        members.push(one);
    }
    let (gap, paid, totals) = (Gap::default(), BTreeMap::new(), Totals::default());
    let mut state = State { plan, members, gap, paid, totals, bound_by_plan: false };
    let alone = state.members.iter().map(|member| (!member.undetermined).then_some(member.alone)).collect();
    let decided = if state.before() { state.stages() } else { 0 };
    let shares: Vec<Share> = state
        .members
        .iter()
        .map(|member| match (member.refused, member.stage < decided) {
            (true, _) => Share::Refused,
            (false, false) => Share::Undetermined,
            (false, true) => Share::Awarded(member.award(), member.on_cells()),
        })
        .collect();
    let is_decided = !shares.contains(&Share::Undetermined);
    Joint { shares, alone, totals: is_decided.then_some(state.totals) }
}

struct State<'a> {
    plan: &'a ReliefPlan,
    members: Vec<Member<'a>>,
    gap: Gap,
    /// What the plan awarded so far on each cell.
    paid: BTreeMap<Place, i128>,
    totals: Totals,
    /// Whether `atMost` of the plan bounds the remaining total.
    bound_by_plan: bool,
}

impl State<'_> {
    /// What remains before the plan. Whether the plan can begin.
    fn before(&mut self) -> bool {
        let mut inside: BTreeSet<usize> = BTreeSet::new();
        for member in
            self.members.iter().filter(|member| !member.refused && !member.undetermined || member.case.has_target())
        {
            if member.case.is_excluded() {
                continue;
            }
            inside.extend(member.case.admitted_to_some());
        }
        let case = &self.members[0].case;
        case.missing.borrow_mut().clear();
        // An undetermined member may admit each receipt of the child.
        if self.members.iter().any(|member| member.undetermined) {
            let all = (0..case.receipts().len()).filter(|receipt| case.is_of_child(*receipt));
            let shares = all.filter_map(|receipt| case.known(case.burden(receipt))).flatten();
            let possible: i128 = shares.map(|share| share.max(0)).sum();
            case.bounded(possible);
        }
        for receipt in &inside {
            for (line, share) in case.known(case.burden(*receipt)).unwrap_or_default().into_iter().enumerate() {
                self.gap.cells.insert((*receipt, line), share.max(0));
            }
        }
        self.totals.borne = self.gap.cells.values().sum();
        case.bounded(self.totals.borne);
        let mut unnamed = 0;
        let states = self.plan.prior_aid.as_ref().map_or(vec![CountedAid::Received], |prior| prior.counted.to_vec());
        let days = self.plan.prior_aid.as_ref().and_then(|prior| prior.committed_days);
        let mut counted = Vec::new();
        for place in case.kept() {
            let aid = &case.aid()[place];
            let counts = match aid.status {
                AidStatus::Received => states.contains(&CountedAid::Received),
                AidStatus::Committed => states.contains(&CountedAid::Committed),
                _ => false,
            };
            if !counts || case.is_shown(place) == Truth::Yes {
                continue;
            }
            if let (AidStatus::Committed, Some(days)) = (aid.status, days) {
                match aid.decided_on {
                    None => {
                        case.want("decidedOn");
                        continue;
                    }
                    Some(decided) if decided.days_until(case.given.as_of) > days.get() => continue,
                    Some(_) => {}
                }
            }
            if case.given.ledger.is_some() {
                let own: Vec<Truth> = self.members.iter().map(|member| member.case.is_own(place)).collect();
                if own.contains(&Truth::Yes) {
                    continue;
                }
                if own.contains(&Truth::Unknown) && case.may_bring(place) {
                    case.want("owner");
                    continue;
                }
            }
            let amount = case.known(case.aid_amount(place)).unwrap_or(0);
            if amount > 0 && case.is_shown(place) == Truth::Unknown {
                case.want("receipts");
            }
            counted.push(place);
            match case.named(place) {
                None => unnamed += amount,
                Some(named) => {
                    let is_open = self.members.iter().any(|member| member.undetermined);
                    let may_admit = |receipt: &usize| inside.contains(receipt) || is_open && case.is_of_child(*receipt);
                    if named.len() > 1 && !named.iter().any(may_admit) {
                        continue;
                    }
                    let mut paid: Vec<Vec<i128>> =
                        (0..case.receipts().len()).map(|index| vec![0; case.cells(index)]).collect();
                    if named.len() == 1 && !inside.contains(&named[0]) {
                        continue;
                    }
                    case.put(&mut paid, &named, amount);
                    for (cell, left) in &mut self.gap.cells {
                        *left = (*left - paid[cell.0][cell.1]).max(0);
                    }
                }
            }
        }
        case.missing.borrow_mut().extend(case.grant_gaps(&counted));
        let within = self.members.iter().any(|member| {
            member.offers.iter().any(|offer| offer.cells.is_empty() && member.whole() == WholeAwards::Within)
        });
        if within && case.application.receipts.is_none() {
            case.want("/receipts");
        }
        let left: i128 = self.gap.cells.values().sum();
        self.gap.total = (left - unnamed).max(0);
        self.totals.prior = self.totals.borne - self.gap.total;
        if let Some(most) = self.plan.at_most {
            let most = i128::from(most.fen());
            self.bound_by_plan = most <= self.gap.total;
            self.gap.total = self.gap.total.min(most);
        }
        let open = self.members.iter().any(|member| member.undetermined);
        let within = within || self.members.iter().any(|one| one.undetermined && one.whole() == WholeAwards::Within);
        case.missing.borrow().is_empty() && !(open && (within || unnamed > 0))
    }

    /// Decides the stages. Returns the first that is not decided.
    fn stages(&mut self) -> usize {
        for stage in 0..self.plan.stages.len() {
            if self.members.iter().any(|member| member.stage == stage && member.undetermined)
                || self.may_change(stage)
                || !self.stage(stage)
            {
                return stage;
            }
        }
        self.plan.stages.len()
    }

    fn of_stage(&self, stage: usize) -> Vec<usize> {
        (0..self.members.len()).filter(|place| self.members[*place].stage == stage).collect()
    }

    fn later(&self, stage: usize) -> Vec<Group<'_>> {
        let mut groups = Vec::new();
        // What follows a stage whose amounts depend on lines must not change the lines before it.
        let reads_lines = |number: &usize| {
            matches!(&self.plan.stages[*number], PlanStage::Priority(of)
                if matches!(of.interaction, Some(PlanInteraction::NonDuplicate | PlanInteraction::ReducesBasis)))
        };
        let count = self.plan.stages.len();
        let last = (stage..count).find(reads_lines).unwrap_or(count - 1);
        for later in stage + 1..=last {
            let mut places = self.of_stage(later);
            if matches!(self.plan.stages[later], PlanStage::ProRata(_) | PlanStage::Shares(_)) {
                places.sort_by_key(|place| self.members[*place].case.programme.id.to_string());
            }
            groups.extend(places.into_iter().map(|place| self.members[place].group(i128::MAX)));
        }
        groups
    }

    fn stage(&mut self, stage: usize) -> bool {
        let places = self.of_stage(stage);
        let mut by_id = places.clone();
        by_id.sort_by_key(|place| self.members[*place].case.programme.id.to_string());
        let (interaction, mut most) = match &self.plan.stages[stage] {
            PlanStage::Priority(of) => (of.interaction, i128::MAX),
            PlanStage::Match(of) => {
                let matched = self.plan.stages.iter().position(|other| *other.id() == of.of).unwrap();
                let awarded: i128 = self.of_stage(matched).iter().map(|place| self.members[*place].award()).sum();
                let times = of.times.get() * rust_decimal::Decimal::from(1_000_000);
                (None, awarded * i128::try_from(times.trunc()).unwrap() / 1_000_000)
            }
            PlanStage::ProRata(_) => {
                let groups: Vec<Group<'_>> = by_id.iter().map(|place| self.members[*place].group(i128::MAX)).collect();
                let amounts = pro_rata(&groups, &self.gap);
                self.together(stage, &by_id, &amounts);
                return true;
            }
            PlanStage::Shares(of) => {
                let amounts = self.shares(&places, &by_id, of.redistribute == Some(true));
                self.together(stage, &by_id, &amounts);
                return true;
            }
            _ => (None, i128::MAX),
        };
        for (number, place) in places.iter().enumerate() {
            if interaction == Some(PlanInteraction::NonDuplicate) {
                let mut paid = self.paid.clone();
                for offer in &mut self.members[*place].offers {
                    let mut left = offer.amount;
                    for (cell, _) in &offer.cells {
                        let others = paid.entry(*cell).or_insert(0);
                        let taken = left.min(*others);
                        *others -= taken;
                        left -= taken;
                    }
                    offer.cut(left);
                }
            }
            if interaction == Some(PlanInteraction::ReducesBasis) && self.paid.values().any(|paid| *paid > 0) {
                let paid = self.paid.clone();
                let member = &mut self.members[*place];
                if !member.refused {
                    *member.case.deducted.borrow_mut() = paid;
                    member.offers.clear();
                    member.compute();
                    member.bound();
                    if member.undetermined {
                        return false;
                    }
                }
            }
            let before = (self.gap.clone(), self.paid.clone(), self.totals.clone());
            let others: Vec<usize> = places[number + 1..].to_vec();
            self.award(*place, most, &[], &others, stage);
            if self.members[*place].is_below_minimum() {
                self.members[*place].below = true;
                (self.gap, self.paid, self.totals) = before;
            }
            most -= self.members[*place].award();
        }
        true
    }

    fn together(&mut self, stage: usize, by_id: &[usize], amounts: &[i128]) {
        for (number, place) in by_id.iter().enumerate() {
            let owed: Vec<(usize, i128)> =
                by_id.iter().copied().zip(amounts.iter().copied()).skip(number + 1).collect();
            self.award(*place, amounts[number], &owed, &[], stage);
        }
        for place in by_id {
            if !self.members[*place].is_below_minimum() {
                continue;
            }
            let whole = self.members[*place].whole();
            for (amount, cells, excess) in self.members[*place].awards.clone() {
                match (cells.is_empty(), whole) {
                    (true, WholeAwards::Apart) => self.totals.apart -= amount,
                    (true, WholeAwards::Advance) => {
                        self.totals.excess -= excess;
                        self.totals.awarded -= amount - excess;
                        self.gap.total += amount - excess;
                    }
                    _ => {
                        self.totals.awarded -= amount;
                        self.gap.total += amount;
                    }
                }
                for (cell, part) in cells {
                    *self.gap.cells.get_mut(&cell).unwrap() += part;
                    *self.paid.get_mut(&cell).unwrap() -= part;
                }
            }
            self.members[*place].below = true;
        }
    }

    fn shares(&self, places: &[usize], by_id: &[usize], redistribute: bool) -> Vec<i128> {
        let groups: Vec<Group<'_>> = by_id.iter().map(|place| self.members[*place].group(i128::MAX)).collect();
        let offers = || groups.iter().flat_map(|(_, offers)| offers);
        let cells: BTreeSet<Place> = offers().flat_map(|offer| offer.cells.iter().map(|(cell, _)| *cell)).collect();
        let whole = offers().any(|offer| offer.cells.is_empty());
        let on_cells: i128 = cells.iter().filter_map(|cell| self.gap.cells.get(cell)).sum();
        let base = if whole { self.gap.total } else { on_cells.min(self.gap.total) };
        let share = |place: &usize| {
            let share = self.members[*place].plan.share.unwrap().get() * rust_decimal::Decimal::from(1_000_000);
            i128::try_from(share.trunc()).unwrap()
        };
        let exact: Vec<i128> = by_id.iter().map(|place| base * share(place)).collect();
        let mut quotas: Vec<i128> = exact.iter().map(|exact| exact / 1_000_000).collect();
        let mut order: Vec<usize> = (0..exact.len()).collect();
        order.sort_by_key(|place| (Reverse(exact[*place] % 1_000_000), *place));
        let lack = exact.iter().sum::<i128>() / 1_000_000 - quotas.iter().sum::<i128>();
        order.into_iter().take(usize::try_from(lack).unwrap()).for_each(|place| quotas[place] += 1);
        let bounded = |amounts: &[i128]| -> Vec<Group<'_>> {
            groups.iter().zip(amounts).map(|((most, offers), amount)| ((*most).min(*amount), offers.clone())).collect()
        };
        let mut amounts = prospects(&bounded(&quotas), &self.gap);
        for place in places.iter().filter(|_| redistribute) {
            let own = by_id.iter().position(|other| other == place).unwrap();
            let mut others = bounded(&amounts);
            others.remove(own);
            let kept = together(&others, &self.gap);
            others.push(groups[own].clone());
            amounts[own] = together(&others, &self.gap) - kept;
        }
        amounts
    }

    /// Awards a member, at most an amount in the division. `owed` are members of the stage with what they are still owed.
    fn award(&mut self, place: usize, most: i128, owed: &[(usize, i128)], others: &[usize], stage: usize) {
        let mut left = most;
        let mut awards = Vec::new();
        let (mut gap, mut paid, mut totals) = (self.gap.clone(), self.paid.clone(), self.totals.clone());
        let member = &self.members[place];
        let before: Vec<Group<'_>> = owed.iter().map(|(other, amount)| self.members[*other].group(*amount)).collect();
        let after: Vec<Group<'_>> =
            others.iter().map(|other| self.members[*other].group(i128::MAX)).chain(self.later(stage)).collect();
        for (number, offer) in member.offers.iter().enumerate() {
            if !member.divides(offer) {
                let mut excess = 0;
                if member.whole() == WholeAwards::Advance {
                    excess = offer.amount - offer.amount.min(gap.total);
                    gap.total -= offer.amount - excess;
                    totals.excess += excess;
                    totals.awarded += offer.amount - excess;
                } else {
                    totals.apart += offer.amount;
                }
                awards.push((offer.amount, Vec::new(), excess));
                continue;
            }
            let rest: Vec<&Offer> = member.offers[number + 1..].iter().filter(|offer| member.divides(offer)).collect();
            let own: Group<'_> = (offer.amount.min(left), vec![offer]);
            let with_own: Vec<Group<'_>> = before.iter().cloned().chain([own.clone()]).collect();
            let amount = *prospects(&with_own, &gap).last().unwrap();
            let behind: Vec<Group<'_>> = [(left - amount, rest)].into_iter().chain(after.iter().cloned()).collect();
            let cells = lines_of(offer, amount, (&before, &behind), &gap);
            left -= amount;
            gap.total -= amount;
            totals.awarded += amount;
            for (cell, part) in &cells {
                *gap.cells.get_mut(cell).unwrap() -= part;
                *paid.entry(*cell).or_insert(0) += part;
            }
            awards.push((amount, cells, 0));
        }
        self.members[place].awards = awards;
        (self.gap, self.paid, self.totals) = (gap, paid, totals);
    }
}
