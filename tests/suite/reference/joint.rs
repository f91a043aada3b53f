//! Joint relief plans (docs/evaluation.md, section 14), slow and simple: whatever can be awarded is found by trying, without classes or
//! memory of what was tried before.

use super::{Case, Given, award::Done, exact::spread};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
use tongbiao::{
    code::{AidStatus, AwardCeiling, BelowMinimum, CountedAid, LimitScope, OtherAid, PlanInteraction, WholeAwards},
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
    /// The target, for the prospects of members after another one.
    target: Vec<Offer>,
    alone: i128,
    awards: Vec<(i128, Vec<(Place, i128)>, i128)>,
    below: bool,
}

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
            target: Vec::new(),
            alone: 0,
            awards: Vec::new(),
            below: false,
        };
        one.compute();
        one.alone = one.offers.iter().map(|offer| offer.amount).sum();
        one.bound();
        members.push(one);
    }
    let mut state = State { plan, members, gap: Gap::default(), paid: BTreeMap::new(), totals: Totals::default() };
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

impl Member<'_> {
    /// The target of the member, and what its units offer.
    fn compute(&mut self) {
        let case = &self.case;
        case.missing.borrow_mut().clear();
        let found = case.eligible();
        self.refused = found.in_force.truth == Truth::No || found.status.truth == Truth::No;
        if self.refused {
            return;
        }
        if found.status.truth == Truth::Unknown {
            self.undetermined = true;
            return;
        }
        let Some(target) = case.target() else {
            self.undetermined = !case.missing.borrow().is_empty();
            return;
        };
        let due = case.within_fund(target.clone());
        if !case.missing.borrow().is_empty() {
            self.undetermined = true;
            return;
        }
        self.offers = target.iter().zip(&due).filter_map(|(done, due)| self.offer(done, due.award())).collect();
        self.target = target.iter().filter_map(|done| self.offer(done, done.award())).collect();
    }

    fn offer(&self, done: &Done, most: i128) -> Option<Offer> {
        let amount = done.award();
        if amount == 0 || most == 0 {
            return None;
        }
        let item = &self.case.programme.items[done.unit.item];
        let mut cells = Vec::new();
        for cell in done.cells.iter().filter(|cell| cell.on_receipt) {
            let (receipt, line) = (cell.receipts[0], cell.line.unwrap_or(0));
            let admitted = item.basis.as_ref().and_then(|_| self.case.admitted_lines(item, receipt).ok().flatten());
            if admitted.is_none_or(|admitted| admitted[line]) {
                cells.push(((receipt, line), cell.award));
            }
        }
        let several = done.unit.receipts.len() > 1;
        let bound = self.case.limits_for(item).into_iter().any(|(limit, _)| {
            let narrow = match limit.scope {
                LimitScope::Line => true,
                LimitScope::Receipt | LimitScope::Hospitalisation | LimitScope::Period => several,
                _ => false,
            };
            let when = self.case.judge_all(limit.when.as_deref(), &super::judge::Subject::Application);
            narrow && when.truth != Truth::No
        });
        let mut offer = Offer { amount, bound: bound && !cells.is_empty(), cells };
        offer.cut(most);
        Some(offer)
    }

    fn bound(&mut self) {
        for offers in [&mut self.offers, &mut self.target] {
            let mut left = self.plan.at_most.map_or(i128::MAX, |most| most.fen().into());
            for offer in offers {
                offer.cut(left);
                left -= offer.amount;
            }
        }
    }

    fn whole(&self) -> WholeAwards {
        self.plan.whole_awards.unwrap_or(match self.case.programme.coordination.ceiling {
            AwardCeiling::AtReconciliation => WholeAwards::Advance,
            _ => WholeAwards::Apart,
        })
    }

    fn divides(&self, offer: &Offer) -> bool {
        !offer.cells.is_empty() || self.whole() == WholeAwards::Within
    }

    fn group(&self, most: i128) -> Group<'_> {
        self.grouped(&self.offers, most)
    }

    fn prospect(&self) -> Group<'_> {
        self.grouped(&self.target, i128::MAX)
    }

    fn grouped<'o>(&self, offers: &'o [Offer], most: i128) -> Group<'o> {
        let offers: Vec<&Offer> = offers.iter().filter(|offer| self.divides(offer)).collect();
        (offers.iter().map(|offer| offer.amount).sum::<i128>().min(most), offers)
    }

    fn award(&self) -> i128 {
        if self.below { 0 } else { self.awards.iter().map(|(amount, ..)| amount).sum() }
    }

    fn on_cells(&self) -> BTreeMap<Place, i128> {
        let mut all = BTreeMap::new();
        for (cell, part) in self.awards.iter().filter(|_| !self.below).flat_map(|(_, cells, _)| cells) {
            if *part > 0 {
                *all.entry(*cell).or_insert(0) += part;
            }
        }
        all
    }

    fn is_below_minimum(&self) -> bool {
        let sum: i128 = self.awards.iter().map(|(amount, ..)| amount).sum();
        self.case.programme.minimum_award.as_ref().is_some_and(|minimum| {
            minimum.below == BelowMinimum::PayNothing && sum > 0 && sum < i128::from(minimum.amount.fen())
        })
    }
}

impl Offer {
    fn cut(&mut self, most: i128) {
        if self.amount > most {
            self.amount = most;
            let parts: Vec<i128> = self.cells.iter().map(|(_, part)| *part).collect();
            for ((_, part), cut) in self.cells.iter_mut().zip(spread(most, &parts)) {
                *part = cut;
            }
        }
    }
}

struct State<'a> {
    plan: &'a ReliefPlan,
    members: Vec<Member<'a>>,
    gap: Gap,
    /// What the plan awarded so far on each cell.
    paid: BTreeMap<Place, i128>,
    totals: Totals,
}

impl State<'_> {
    /// What remains before the plan. Whether the plan can begin.
    fn before(&mut self) -> bool {
        let mut inside: BTreeSet<usize> = BTreeSet::new();
        for member in
            self.members.iter().filter(|member| !member.refused && !member.undetermined || member.case.has_target())
        {
            inside.extend(member.case.admitted_to_some());
        }
        let case = &self.members[0].case;
        case.missing.borrow_mut().clear();
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
                    if named.len() > 1 && !named.iter().any(|receipt| inside.contains(receipt)) {
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
            self.gap.total = self.gap.total.min(most.fen().into());
        }
        let open = self.members.iter().any(|member| member.undetermined);
        let unnamed = unnamed.min(left);
        case.missing.borrow().is_empty() && !(open && (within || unnamed > 0))
    }

    /// Decides the stages. Returns the first that is not decided.
    fn stages(&mut self) -> usize {
        for stage in 0..self.plan.stages.len() {
            if self.members.iter().any(|member| member.stage == stage && member.undetermined) || !self.stage(stage) {
                return stage;
            }
        }
        self.plan.stages.len()
    }

    fn of_stage(&self, stage: usize) -> Vec<usize> {
        (0..self.members.len()).filter(|place| self.members[*place].stage == stage).collect()
    }

    fn later(&self, stage: usize) -> Vec<Group<'_>> {
        self.members.iter().filter(|member| member.stage > stage).map(Member::prospect).collect()
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
            others.iter().map(|other| self.members[*other].prospect()).chain(self.later(stage)).collect();
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

/// The lines of a unit (14.20, 14.21).
fn lines_of(
    offer: &Offer,
    amount: i128,
    (before, behind): (&[Group<'_>], &[Group<'_>]),
    gap: &Gap,
) -> Vec<(Place, i128)> {
    if offer.cells.is_empty() || amount == 0 {
        return offer.cells.iter().map(|(cell, _)| (*cell, 0)).collect();
    }
    let others: Vec<Group<'_>> = before.iter().chain(behind).cloned().collect();
    // The prospects of all, with the unit after those that are still owed.
    let own: Group<'_> = (amount, vec![offer]);
    let in_turn: Vec<Group<'_>> = before.iter().chain([&own]).chain(behind).cloned().collect();
    let mut wanted = prospects(&in_turn, gap);
    wanted.remove(before.len());
    let lowered = |parts: &[(Place, i128)]| {
        let mut gap = gap.clone();
        for (cell, part) in parts {
            *gap.cells.get_mut(cell).unwrap() -= part;
            gap.total -= part;
        }
        gap
    };
    let mut alone = offer.clone();
    alone.cut(amount);
    let fits = alone.cells.iter().all(|(cell, part)| *part <= gap.cells.get(cell).copied().unwrap_or(0));
    if fits && prospects(&others, &lowered(&alone.cells)) == wanted {
        return alone.cells;
    }
    // Classes of cells: which units can be paid there.
    let all: Vec<&Offer> = in_turn.iter().flat_map(|(_, offers)| offers.iter().copied()).collect();
    let mut classes: BTreeMap<(Vec<usize>, Option<Place>), Vec<Place>> = BTreeMap::new();
    for (cell, _) in offer.cells.iter().filter(|(cell, _)| gap.cells.get(cell).copied().unwrap_or(0) > 0) {
        let users: Vec<usize> =
            (0..all.len()).filter(|number| all[*number].cells.iter().any(|(other, _)| other == cell)).collect();
        let alone = users.iter().any(|number| all[*number].bound).then_some(*cell);
        classes.entry((users, alone)).or_default().push(*cell);
    }
    let order = |cell: &Place| offer.cells.iter().position(|(other, _)| other == cell);
    let mut sorted: Vec<(usize, Vec<Place>)> =
        classes.into_iter().map(|((users, _), cells)| (users.len(), cells)).collect();
    sorted.sort_by_key(|(users, cells)| (*users, order(&cells[0])));
    let mut placed: Vec<(Place, i128)> = Vec::new();
    for number in 0..sorted.len() {
        let left = amount - placed.iter().map(|(_, part)| part).sum::<i128>();
        let cells = &sorted[number].1;
        // Whether the class can have at least an amount: what remains of the unit goes to this class or to later ones.
        let allows = |least: i128| {
            let weights: Vec<i128> = cells.iter().map(|cell| gap.cells[cell]).collect();
            let room: i128 = cells.iter().map(|cell| gap.cells[cell]).sum();
            let bound = offer.bound.then(|| offer.cells.iter().find(|(cell, _)| *cell == cells[0]).unwrap().1);
            if least > room.min(bound.unwrap_or(room)) {
                return false;
            }
            let parts: Vec<(Place, i128)> = cells.iter().copied().zip(spread(least, &weights)).collect();
            let gap = lowered(&[placed.clone(), parts.clone()].concat());
            let open: BTreeSet<Place> = sorted[number..].iter().flat_map(|(_, cells)| cells.iter().copied()).collect();
            let mut rest = offer.clone();
            rest.cells.retain(|(cell, _)| open.contains(cell));
            if offer.bound {
                for (cell, most) in &mut rest.cells {
                    *most -= parts.iter().find(|(other, _)| other == cell).map_or(0, |(_, part)| *part);
                }
            }
            rest.amount = left - least;
            let own: Group<'_> = (left - least, vec![&rest]);
            let in_turn: Vec<Group<'_>> = before.iter().chain([&own]).chain(behind).cloned().collect();
            let mut found = prospects(&in_turn, &gap);
            found.remove(before.len()) == left - least && found == wanted
        };
        let (mut low, mut high) = (0, left);
        while low < high {
            let middle = (low + high + 1) / 2;
            if allows(middle) { low = middle } else { high = middle - 1 }
        }
        let weights: Vec<i128> = cells.iter().map(|cell| gap.cells[cell]).collect();
        placed.extend(cells.iter().copied().zip(spread(low, &weights)));
    }
    placed
}

/// What each group can be awarded, one after another.
fn prospects(groups: &[Group<'_>], gap: &Gap) -> Vec<i128> {
    let mut sums = vec![0];
    for count in 1..=groups.len() {
        sums.push(together(&groups[..count], gap));
    }
    sums.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// The most that groups can be awarded together: the largest flow, found by augmenting paths over a table of capacities.
fn together(groups: &[Group<'_>], gap: &Gap) -> i128 {
    let offers: Vec<(usize, &Offer)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, (_, offers))| offers.iter().map(move |offer| (group, *offer)))
        .collect();
    let cells: Vec<Place> = gap.cells.keys().copied().collect();
    let (first_offer, first_cell) = (1 + groups.len(), 1 + groups.len() + offers.len());
    let (total, sink) = (first_cell + cells.len(), first_cell + cells.len() + 1);
    let mut room: Vec<BTreeMap<usize, i128>> = vec![BTreeMap::new(); sink + 1];
    let mut link = |from: usize, to: usize, most: i128| {
        *room[from].entry(to).or_insert(0) += most.max(0);
        room[to].entry(from).or_insert(0);
    };
    for (group, (most, _)) in groups.iter().enumerate() {
        link(0, 1 + group, *most);
    }
    for (number, (group, offer)) in offers.iter().enumerate() {
        link(1 + group, first_offer + number, offer.amount);
        if offer.cells.is_empty() {
            link(first_offer + number, total, offer.amount);
        }
        for (cell, part) in &offer.cells {
            if let Ok(place) = cells.binary_search(cell) {
                link(first_offer + number, first_cell + place, if offer.bound { *part } else { offer.amount });
            }
        }
    }
    for (place, cell) in cells.iter().enumerate() {
        link(first_cell + place, total, gap.cells[cell]);
    }
    link(total, sink, gap.total);
    let mut flow = 0;
    loop {
        let mut from: Vec<Option<usize>> = vec![None; sink + 1];
        let mut open = vec![0];
        while let Some(node) = open.pop() {
            for (next, left) in &room[node] {
                if *left > 0 && *next != 0 && from[*next].is_none() {
                    from[*next] = Some(node);
                    open.push(*next);
                }
            }
        }
        let Some(_) = from[sink] else { return flow };
        let mut path = vec![sink];
        while *path.last().unwrap() != 0 {
            path.push(from[*path.last().unwrap()].unwrap());
        }
        let least = path.windows(2).map(|pair| room[pair[1]][&pair[0]]).min().unwrap();
        for pair in path.windows(2) {
            *room[pair[1]].get_mut(&pair[0]).unwrap() -= least;
            *room[pair[0]].get_mut(&pair[1]).unwrap() += least;
        }
        flow += least;
    }
}

/// In proportion to the offers (14.26).
fn pro_rata(groups: &[Group<'_>], gap: &Gap) -> Vec<i128> {
    let inside = |set: usize| -> Vec<usize> { (0..groups.len()).filter(|place| set >> place & 1 == 1).collect() };
    let most: Vec<i128> = (0..1_usize << groups.len())
        .map(|set| together(&inside(set).into_iter().map(|place| groups[place].clone()).collect::<Vec<_>>(), gap))
        .collect();
    let offered = |set: usize| -> i128 { inside(set).iter().map(|place| groups[*place].0).sum() };
    let offering: usize = (0..groups.len()).filter(|place| groups[*place].0 > 0).map(|place| 1 << place).sum();
    let mut amounts = vec![0; groups.len()];
    let mut decided = 0;
    while decided != offering {
        let open = offering & !decided;
        let sets: Vec<usize> = (1..most.len()).filter(|set| set & !open == 0).collect();
        let part = |set: usize| (most[decided | set] - most[decided], offered(set));
        let smallest = sets
            .iter()
            .copied()
            .min_by(|one, other| {
                let (one, other) = (part(*one), part(*other));
                (one.0 * other.1).cmp(&(other.0 * one.1))
            })
            .unwrap();
        let equal = |set: &&usize| part(**set).0 * part(smallest).1 == part(smallest).0 * part(**set).1;
        let set = sets.iter().filter(equal).fold(0, |all, set| all | set);
        let (amount, all) = part(set);
        if amount >= all {
            inside(open).into_iter().for_each(|place| amounts[place] = groups[place].0);
            break;
        }
        let members = inside(set);
        for place in &members {
            amounts[*place] = amount * groups[*place].0 / all;
        }
        let mut order = members.clone();
        order.sort_by_key(|place| (Reverse(amount * groups[*place].0 % all), *place));
        let mut lack = amount - members.iter().map(|place| amounts[*place]).sum::<i128>();
        for place in order {
            if lack == 0 {
                break;
            }
            amounts[place] += 1;
            let allowed =
                (1..most.len()).all(|set| inside(set).iter().map(|place| amounts[*place]).sum::<i128>() <= most[set]);
            if allowed { lack -= 1 } else { amounts[place] -= 1 }
        }
        decided |= set;
    }
    amounts
}

impl Case<'_> {
    /// The target (sections 5 to 9.4). `None` if something is missing, or if other aid excludes every award.
    fn target(&self) -> Option<Vec<Done>> {
        if self.require() {
            return None;
        }
        let done = self.with_minimum();
        self.bounded(done.iter().map(Done::award).sum());
        self.missing.borrow().is_empty().then_some(done)
    }

    /// Whether the child is eligible, so that the programme is computed.
    fn has_target(&self) -> bool {
        let found = self.eligible();
        found.status.truth == Truth::Yes && found.in_force.truth == Truth::Yes
    }

    /// Whether other aid excludes every award.
    pub fn is_excluded(&self) -> bool {
        self.programme.coordination.other_aid == OtherAid::Exclusive && !self.counted().is_empty()
    }
}
