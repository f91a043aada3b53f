//! Stages that wait for an undetermined member of a later stage (docs/evaluation.md, 14.39).

use super::{Offer, Place, State};
use std::collections::BTreeSet;
use tongbiao::{code::WholeAwards, plan::PlanStage};

impl State<'_> {
    /// Whether a stage may award another amount once an undetermined member of a later stage is determined.
    pub(super) fn may_change(&self, stage: usize) -> bool {
        if self.members.iter().all(|member| !member.undetermined) {
            return false;
        }
        let divides = matches!(self.plan.stages[stage], PlanStage::ProRata(_) | PlanStage::Shares(_));
        if divides && self.may_divide_other_lines(stage) {
            return true;
        }
        if self.bound_by_plan {
            return false;
        }
        let (mut advanced, mut offered, mut cells) = (0, 0, BTreeSet::new());
        for place in self.of_stage(stage) {
            let member = &self.members[place];
            for offer in &member.offers {
                if member.divides(offer) {
                    offered += offer.amount;
                    cells.extend(offer.cells.iter().map(|(cell, _)| *cell));
                } else if member.whole() == WholeAwards::Advance {
                    advanced += offer.amount;
                }
            }
        }
        let left: i128 = cells.iter().filter_map(|cell| self.gap.cells.get(cell)).sum();
        let needed = if matches!(self.plan.stages[stage], PlanStage::Shares(_)) { left } else { left.min(offered) };
        self.gap.total - advanced < needed
    }

    /// Whether a unit that was paid before could be paid on other lines, so that an offer of the stage has more or less left.
    fn may_divide_other_lines(&self, stage: usize) -> bool {
        let mut offers: Vec<&Offer> = Vec::new();
        for place in self.of_stage(stage) {
            let member = &self.members[place];
            offers.extend(member.offers.iter().filter(|offer| member.divides(offer)));
        }
        for member in self.members.iter().filter(|member| member.stage < stage && !member.below) {
            for (unit, (amount, paid_on, _)) in member.offers.iter().zip(&member.awards) {
                if *amount == 0 || paid_on.is_empty() {
                    continue;
                }
                for offer in &offers {
                    let shared = |cell: &Place| offer.cells.iter().any(|(other, _)| other == cell);
                    let (inside, outside): (Vec<&Place>, Vec<&Place>) =
                        unit.cells.iter().map(|(cell, _)| cell).partition(|cell| shared(cell));
                    if !inside.is_empty() && !outside.is_empty() || offer.bound && inside.len() > 1 {
                        return true;
                    }
                }
            }
        }
        false
    }
}
