//! A member alone: its target and its offers (docs/evaluation.md, 14.5 to 14.9).

use super::{Group, Member, Offer, Place};
use crate::reference::{Case, award::Done, judge};
use std::collections::BTreeMap;
use tongbiao::{
    code::{AwardCeiling, BelowMinimum, LimitScope, OtherAid, WholeAwards},
    eligibility::Truth,
};

impl Member<'_> {
    /// The target of the member, and what its units offer.
    pub(super) fn compute(&mut self) {
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
    }

    pub(super) fn offer(&self, done: &Done, most: i128) -> Option<Offer> {
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
                LimitScope::Period if limit.period.as_ref().is_some_and(super::super::line_days::by_line) => true,
                LimitScope::Receipt | LimitScope::Hospitalisation | LimitScope::Period => several,
                _ => false,
            };
            let when =
                self.case.judge_all(limit.when.as_deref(), limit.when_any_of.as_deref(), &judge::Subject::Application);
            narrow && when.truth != Truth::No
        });
        let mut offer = Offer { amount, bound: bound && !cells.is_empty(), cells };
        offer.cut(most);
        Some(offer)
    }

    pub(super) fn bound(&mut self) {
        let mut left = self.plan.at_most.map_or(i128::MAX, |most| most.fen().into());
        for offer in &mut self.offers {
            offer.cut(left);
            left -= offer.amount;
        }
    }

    pub(super) fn whole(&self) -> WholeAwards {
        self.plan.whole_awards.unwrap_or(match self.case.programme.coordination.ceiling {
            AwardCeiling::AtReconciliation => WholeAwards::Advance,
            _ => WholeAwards::Apart,
        })
    }

    pub(super) fn divides(&self, offer: &Offer) -> bool {
        !offer.cells.is_empty() || self.whole() == WholeAwards::Within
    }

    pub(super) fn group(&self, most: i128) -> Group<'_> {
        let offers: Vec<&Offer> = self.offers.iter().filter(|offer| self.divides(offer)).collect();
        (offers.iter().map(|offer| offer.amount).sum::<i128>().min(most), offers)
    }

    pub(super) fn award(&self) -> i128 {
        if self.below { 0 } else { self.awards.iter().map(|(amount, ..)| amount).sum() }
    }

    pub(super) fn on_cells(&self) -> BTreeMap<Place, i128> {
        let mut all = BTreeMap::new();
        for (cell, part) in self.awards.iter().filter(|_| !self.below).flat_map(|(_, cells, _)| cells) {
            if *part > 0 {
                *all.entry(*cell).or_insert(0) += part;
            }
        }
        all
    }

    pub(super) fn is_below_minimum(&self) -> bool {
        let sum: i128 = self.awards.iter().map(|(amount, ..)| amount).sum();
        self.case.programme.minimum_award.as_ref().is_some_and(|minimum| {
            minimum.below == BelowMinimum::PayNothing && sum > 0 && sum < i128::from(minimum.amount.fen())
        })
    }
}

impl Offer {
    pub(super) fn cut(&mut self, most: i128) {
        self.amount = self.amount.min(most);
    }
}

impl Case<'_> {
    /// The target (sections 5 to 9.4). `None` if something is missing, or if other aid excludes every award.
    pub(super) fn target(&self) -> Option<Vec<Done>> {
        if self.require() {
            return None;
        }
        let done = self.with_minimum();
        self.bounded(done.iter().map(Done::award).sum());
        self.missing.borrow().is_empty().then_some(done)
    }

    /// Whether the child is eligible, so that the programme is computed.
    pub(super) fn has_target(&self) -> bool {
        let found = self.eligible();
        found.status.truth == Truth::Yes && found.in_force.truth == Truth::Yes
    }

    /// Whether other aid excludes every award.
    pub fn is_excluded(&self) -> bool {
        self.programme.coordination.other_aid == OtherAid::Exclusive && !self.counted().is_empty()
    }
}
