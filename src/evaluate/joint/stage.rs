//! The stages of a plan, one after another: each divides what remains by its policy (norm, section 14).

use super::{
    award::{Account, award},
    member::{Member, MemberInput},
    offer::{Group, Offer, Placed},
    share::{by_shares, pro_rata},
};
use crate::{
    code::{BelowMinimum, PlanInteraction, WholeAwards},
    evaluate::{
        column::{Column, LineIx},
        exact::ppm,
        input::UnderPlan,
    },
    plan::{PlanMember, PlanStage},
    value::{LocalId, Multiple, Rate},
};
use std::{cell::OnceCell, collections::BTreeSet};

/// A member of a stage is undetermined.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waits;

/// The members of the stages of a plan, in its order.
pub(super) struct Stages<'r> {
    pub(super) stages: &'r [PlanStage],
    pub(super) inputs: &'r [MemberInput<'r>],
    /// For each member the awards that were deducted from its basis.
    pub(super) deducted: &'r [OnceCell<Column<LineIx, i64>>],
    pub(super) members: Vec<Member<'r>>,
    /// For each member its stage.
    pub(super) of: Vec<usize>,
    pub(super) account: Account,
}

impl Stages<'_> {
    /// The members of a stage.
    pub(super) fn places(&self, stage: usize) -> Vec<usize> {
        self.of.iter().enumerate().filter(|(_, of)| **of == stage).map(|(place, _)| place).collect()
    }

    /// The members of a stage, in the order of their programmes' identifiers: the order of a division does not depend on the plan.
    fn by_identifier(&self, stage: usize) -> Vec<usize> {
        let mut places = self.places(stage);
        places.sort_by_key(|place| self.members.get(*place).map(|member| member.programme().id.as_str()));
        places
    }

    /// Whether a stage that divides depends on the lines that a unit of an earlier stage is paid on: an offer can be paid on some of the
    /// lines of this unit and not on others. The offers of later stages have an effect on the choice of its lines.
    pub(super) fn depends_on_lines(&self, stage: usize) -> bool {
        if !matches!(self.stages.get(stage), Some(PlanStage::ProRata(_) | PlanStage::Shares(_))) {
            return false;
        }
        let groups = self.groups(&self.places(stage));
        let offers = groups.iter().flat_map(|group| &group.offers);
        let lines_of = |offer: &Offer| offer.lines.iter().map(|(line, _)| *line).collect::<BTreeSet<usize>>();
        let offers: Vec<(bool, BTreeSet<usize>)> = offers.map(|offer| (offer.is_bound, lines_of(offer))).collect();
        let earlier = self.members.iter().zip(&self.of).filter(|(member, of)| **of < stage && !member.below_minimum);
        let awarded = earlier.flat_map(|(member, _)| member.offers.iter().zip(&member.placed));
        let mut chosen = awarded.filter(|(_, placed)| !placed.lines.is_empty() && placed.amount > 0);
        chosen.any(|(unit, _)| {
            offers.iter().any(|(is_bound, lines)| {
                let common = unit.lines.iter().filter(|(line, _)| lines.contains(line)).count();
                common > 0 && (common < unit.lines.len() || *is_bound && common > 1)
            })
        })
    }

    /// Whether amounts of a stage may depend on the remaining total: after its advances the total may be less than what its other offers
    /// can be paid. Without advances it is never less than what remains of the lines.
    pub(super) fn depends_on_total(&self, stage: usize) -> bool {
        let places = self.places(stage);
        let members = || places.iter().filter_map(|place| self.members.get(*place));
        let advances = members().filter(|member| member.whole_awards() == WholeAwards::Advance);
        let advances = advances.flat_map(|member| member.offers.iter().filter(|offer| !member.takes_part(offer)));
        let advances = advances.map(|offer| offer.amount).fold(0, i64::saturating_add);
        let groups = self.groups(&places);
        let on_lines = self.on_lines(&groups);
        let needed = match self.stages.get(stage) {
            Some(PlanStage::Shares(_)) => on_lines,
            _ => groups.iter().map(Group::offered).fold(0, i64::saturating_add).min(on_lines),
        };
        self.account.gap.total.saturating_sub(advances) < needed
    }

    /// Decides the awards of a stage. Fails if a member becomes undetermined because of the awards before it.
    pub(super) fn decide(&mut self, stage: usize) -> Result<(), Waits> {
        match self.stages.get(stage) {
            Some(PlanStage::Priority(of)) => return self.one_by_one(stage, of.interaction, None),
            Some(PlanStage::GapFill(_)) | None => return self.one_by_one(stage, None, None),
            Some(PlanStage::Match(of)) => {
                let most = self.matched(&of.of, of.times);
                return self.one_by_one(stage, None, Some(most));
            }
            Some(PlanStage::ProRata(_)) => {
                let order = self.by_identifier(stage);
                let amounts = pro_rata(&self.groups(&order), &self.account.gap);
                self.together(stage, &order, &amounts);
            }
            Some(PlanStage::Shares(of)) => {
                let order = self.by_identifier(stage);
                let redistribute = of.redistribute == Some(true);
                let amounts = self.by_shares(stage, &order, redistribute);
                self.together(stage, &order, &amounts);
            }
        }
        Ok(())
    }

    /// A multiple of the awards of a stage, rounded down to a fen.
    fn matched(&self, of: &LocalId, times: Multiple) -> i64 {
        let stage = self.stages.iter().position(|stage| stage.id() == of);
        let members = stage.map_or_else(Vec::new, |stage| self.places(stage));
        let awarded: i64 = members.iter().filter_map(|place| self.members.get(*place)).map(Member::award).sum();
        let exact = ppm(times.get()).map(|ppm| i128::from(awarded) * ppm / 1_000_000);
        exact.and_then(|exact| i64::try_from(exact).ok()).unwrap_or(0)
    }

    fn by_shares(&self, stage: usize, order: &[usize], redistribute: bool) -> Vec<i64> {
        let groups = self.groups(order);
        let share = |member: &PlanMember| member.share.and_then(|share: Rate| ppm(share.get())).unwrap_or(0);
        let shares: Vec<i128> =
            order.iter().filter_map(|place| self.members.get(*place)).map(|member| share(member.member)).collect();
        let by_plan: Vec<usize> =
            self.places(stage).iter().filter_map(|place| order.iter().position(|other| other == place)).collect();
        let redistributed = redistribute.then_some(by_plan.as_slice());
        by_shares(&groups, &shares, self.base(&groups), redistributed, &self.account.gap)
    }

    /// What remains for the members of a stage with shares: of all lines that one of them can pay.
    fn base(&self, groups: &[Group<'_>]) -> i64 {
        if groups.iter().flat_map(|group| &group.offers).any(|offer| offer.lines.is_empty()) {
            return self.account.gap.total.max(0);
        }
        self.on_lines(groups).min(self.account.gap.total).max(0)
    }

    /// What remains of the lines that some offers can be paid on.
    fn on_lines(&self, groups: &[Group<'_>]) -> i64 {
        let offers = groups.iter().flat_map(|group| &group.offers);
        let mut lines: Vec<usize> = offers.flat_map(|offer| offer.lines.iter().map(|(line, _)| *line)).collect();
        lines.sort_unstable();
        lines.dedup();
        lines.iter().filter_map(|line| self.account.gap.lines.get(*line)).sum()
    }

    /// The offers of members that take part in the division.
    fn groups(&self, order: &[usize]) -> Vec<Group<'_>> {
        let members = order.iter().filter_map(|place| self.members.get(*place));
        members.map(|member| group(member, i64::MAX)).collect()
    }

    /// The offers of some members and of the members of later stages, in the order of the plan; in a stage that divides, in the order of
    /// their identifiers. The stages end with the first one whose amounts depend on the lines that members before it are paid on: what
    /// comes after it must not change these.
    fn later(&self, others: &[usize], stage: usize) -> Vec<Group<'_>> {
        let in_order = |stage: usize| match self.stages.get(stage) {
            Some(PlanStage::ProRata(_) | PlanStage::Shares(_)) => self.by_identifier(stage),
            _ => self.places(stage),
        };
        let reads_lines = |stage: &PlanStage| matches!(stage, PlanStage::Priority(of) if of.interaction.is_some_and(|one| one != PlanInteraction::Capped));
        let rest = self.stages.iter().enumerate().skip(stage);
        let last =
            rest.clone().find(|(_, stage)| reads_lines(stage)).map_or(self.stages.len(), |(number, _)| number + 1);
        let later = (stage + 1..last).flat_map(in_order);
        let members = others.iter().copied().chain(later).filter_map(|place| self.members.get(place));
        members.map(|member| group(member, i64::MAX)).collect()
    }

    /// One member after another, each at most what it offers and what remains of a maximum.
    fn one_by_one(
        &mut self,
        stage: usize,
        interaction: Option<PlanInteraction>,
        most: Option<i64>,
    ) -> Result<(), Waits> {
        let mut left = most.unwrap_or(i64::MAX);
        let places = self.places(stage);
        for (number, place) in places.iter().enumerate() {
            match interaction {
                Some(PlanInteraction::NonDuplicate) => self.carve_out(*place),
                Some(PlanInteraction::ReducesBasis) => self.reduce_basis(*place)?,
                _ => {}
            }
            let others: Vec<usize> = places.iter().skip(number + 1).copied().collect();
            let mut account = self.account.clone();
            let placed = {
                let after = self.later(&others, stage);
                self.members.get(*place).map(|member| award(member, left, &[], &after, &mut account))
            };
            self.decided(*place, placed.unwrap_or_default(), account);
            left -= self.members.get(*place).map_or(0, Member::award);
        }
        Ok(())
    }

    /// All members of a stage that divides an amount: each is awarded what the division states.
    fn together(&mut self, stage: usize, order: &[usize], amounts: &[i64]) {
        let mut below = Vec::new();
        for (number, (place, amount)) in order.iter().zip(amounts).enumerate() {
            let others = || order.iter().zip(amounts).skip(number + 1);
            let mut account = self.account.clone();
            let placed = {
                let members = others().filter_map(|(place, amount)| Some((self.members.get(*place)?, *amount)));
                let before: Vec<Group<'_>> = members.map(|(member, amount)| group(member, amount)).collect();
                let after = self.later(&[], stage);
                self.members.get(*place).map(|member| award(member, *amount, &before, &after, &mut account))
            };
            self.account = account;
            if let Some(member) = self.members.get_mut(*place) {
                member.placed = placed.unwrap_or_default();
                below.extend(is_below_minimum(member).then_some(*place));
            }
        }
        // What is below a minimum award is not paid. It remains for later stages.
        for place in below {
            self.release(place);
        }
    }

    /// Keeps the award of a member, unless it is below the minimum award of its programme.
    fn decided(&mut self, place: usize, placed: Vec<Placed>, account: Account) {
        let Some(member) = self.members.get_mut(place) else { return };
        member.placed = placed;
        if is_below_minimum(member) {
            // The adjudication states the award and that it is below the minimum. Nothing is taken from what remains.
            member.below_minimum = true;
        } else {
            self.account = account;
        }
    }

    fn release(&mut self, place: usize) {
        let Some(member) = self.members.get_mut(place) else { return };
        member.below_minimum = true;
        let whole = member.whole_awards();
        for placed in &member.placed {
            if placed.lines.is_empty() && whole != WholeAwards::Within {
                self.account.apart -= if whole == WholeAwards::Apart { placed.amount } else { 0 };
                if whole == WholeAwards::Advance {
                    let back = placed.amount - placed.excess;
                    self.account.excess -= placed.excess;
                    self.account.gap.total += back;
                }
                continue;
            }
            self.account.gap.total += placed.amount;
            for (line, part) in &placed.lines {
                if let Some(left) = self.account.gap.lines.get_mut(*line) {
                    *left += part;
                }
                if let Some(on_line) = self.account.on_lines.get_mut(*line) {
                    *on_line -= part;
                }
            }
        }
    }

    /// Computes the offers of a member again, with the awards of those before deducted from its basis.
    fn reduce_basis(&mut self, place: usize) -> Result<(), Waits> {
        if self.account.on_lines.iter().all(|amount| *amount == 0) {
            return Ok(());
        }
        let (Some(input), Some(cell)) = (self.inputs.get(place), self.deducted.get(place)) else { return Ok(()) };
        let deducted = cell.get_or_init(|| self.account.on_lines.iter().copied().collect());
        let Some(member) = self.members.get_mut(place).filter(|member| member.offers_anything()) else { return Ok(()) };
        let under = UnderPlan { deducted: Some(deducted), ..member.input.under.unwrap_or_default() };
        let alone = member.alone;
        *member = Member::of(*input, under);
        member.alone = alone;
        if member.lacks.is_none() { Ok(()) } else { Err(Waits) }
    }

    /// Deducts from each offer of a member what those before were awarded on its lines. No amount is deducted twice.
    fn carve_out(&mut self, place: usize) {
        let mut others = self.account.on_lines.clone();
        let Some(member) = self.members.get_mut(place) else { return };
        for offer in &mut member.offers {
            let mut left = offer.amount;
            for (line, _) in &offer.lines {
                if let Some(paid) = others.get_mut(*line) {
                    let taken = (*paid).min(left);
                    *paid -= taken;
                    left -= taken;
                }
            }
            offer.cut(left);
        }
    }
}

/// The offers of a member that take part in the division, together at most an amount.
fn group<'m>(member: &'m Member<'_>, most: i64) -> Group<'m> {
    let offers: Vec<&Offer> = member.offers.iter().filter(|offer| member.takes_part(offer)).collect();
    let sum = offers.iter().map(|offer| offer.amount).fold(0, i64::saturating_add);
    Group { most: sum.min(most.max(0)), offers }
}

/// Whether the award of a member is below the minimum award of its programme, which then pays nothing.
fn is_below_minimum(member: &Member<'_>) -> bool {
    let minimum = member.programme().minimum_award.as_ref().filter(|minimum| minimum.below == BelowMinimum::PayNothing);
    minimum.is_some_and(|minimum| (1..minimum.amount.fen()).contains(&member.award()))
}
