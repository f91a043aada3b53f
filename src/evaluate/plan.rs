//! A prepared programme: computed once, used for any number of applications.

mod benefit;
mod limit;
mod line_rule;
mod value;

pub(super) use benefit::{PlannedBenefit, is_set};
pub(super) use limit::PlannedLimit;
pub(super) use line_rule::PlannedLines;
pub(super) use value::{Param, Value, hospital_bit, receipt_bit};

use super::{
    column::{Column, Index, ItemIx, LimitIx},
    node::Node,
};
use crate::{
    code::{AwardCeiling, AwardUnit, LimitScope, OtherAid, RoundingMode, RoundingUnit, ThresholdBound},
    eligibility::{Unsound, require_sound},
    programme::{AmountParam, Benefit, PeriodRule, Programme, ProgrammeItem, Rounding},
    value::{Fingerprint, Fnv, LocalId},
};
use std::sync::OnceLock;

/// A prepared programme.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(super) programme: &'a Programme,
    pub(super) items: Column<ItemIx, PlannedItem<'a>>,
    /// Every limit, in the order in which they apply.
    pub(super) limits: Column<LimitIx, PlannedLimit<'a>>,
    /// Whether it uses receipts.
    pub(super) reads_receipts: bool,
    /// The number of its amounts and rates that are looked up once for an application.
    pub(super) looked_up_once: usize,
    digest: OnceLock<Fingerprint>,
}

/// A prepared item.
#[derive(Debug)]
pub(super) struct PlannedItem<'a> {
    pub(super) ix: ItemIx,
    pub(super) item: &'a ProgrammeItem,
    pub(super) lines: Option<PlannedLines<'a>>,
    /// The threshold of the basis.
    pub(super) threshold: Option<(ThresholdBound, Value<'a, AmountParam>)>,
    pub(super) deductible: Option<Value<'a, AmountParam>>,
    pub(super) benefit: PlannedBenefit<'a>,
    pub(super) rounding: (RoundingUnit, RoundingMode, Node),
    /// The items whose awards are deducted from its basis.
    pub(super) less_items: Vec<ItemIx>,
    /// The limits that must be used up before it awards.
    pub(super) after_limits: Vec<LimitIx>,
    /// The unit of computation. `None` without a basis.
    pub(super) per: Option<AwardUnit>,
    /// Whether the family's share limits it.
    pub(super) has_ceiling: bool,
}

impl<'a> Plan<'a> {
    /// Prepares a programme.
    ///
    /// # Errors
    /// The programme breaks a rule of severity error. No amount is better than one from a rule that contradicts itself.
    pub fn of(programme: &'a Programme) -> Result<Self, Unsound> {
        require_sound(programme)?;
        let mut once = 0;
        let planned = |(place, item)| PlannedItem::of(programme, item, ItemIx::at(place), &mut once);
        let mut items: Column<ItemIx, PlannedItem<'a>> = programme.items.iter().enumerate().map(planned).collect();
        let reads_receipts = items.values().any(PlannedItem::reads_receipts);
        let limits = limit::limits(programme, &mut once);
        for planned in items.values_mut() {
            let ids = planned.item.after_limits.iter().flat_map(|ids| ids.iter());
            planned.after_limits = ids.filter_map(|id| limit::named(id, planned.ix, &limits)).collect();
        }
        Ok(Self { programme, items, limits, reads_receipts, looked_up_once: once, digest: OnceLock::new() })
    }

    /// The programme.
    pub fn programme(&self) -> &'a Programme {
        self.programme
    }

    /// The digest of the programme. It is computed on first use.
    pub(super) fn digest(&self) -> Fingerprint {
        self.digest.get_or_init(|| Fnv::of_record(self.programme)).clone()
    }

    /// Whether the fund balance limits anything.
    pub(super) fn asks_fund(&self) -> bool {
        self.limits.values().any(|planned| planned.limit.scope == LimitScope::FundBalance)
    }

    /// Whether any other aid excludes an award.
    pub(super) fn is_exclusive(&self) -> bool {
        self.programme.coordination.other_aid == OtherAid::Exclusive
    }

    /// Whether other aid reduces awards.
    pub(super) fn lowers_by_aid(&self) -> bool {
        self.programme.coordination.other_aid != OtherAid::Ignore
    }

    /// Whether the family's share limits an award.
    pub(super) fn has_ceiling(&self) -> bool {
        self.programme.coordination.ceiling == AwardCeiling::FamilyBorne
    }
}

impl<'a> PlannedItem<'a> {
    fn of(programme: &'a Programme, item: &'a ProgrammeItem, ix: ItemIx, once: &mut usize) -> Self {
        let own = item.rounding.as_ref().map(|rounding| (rounding, Node::Rounding(Some(ix))));
        let rounding = own.or_else(|| programme.rounding.as_ref().map(|rounding| (rounding, Node::Rounding(None))));
        let rounding = match rounding {
            Some((Rounding { unit, mode }, node)) => (*unit, *mode, node),
            None => (RoundingUnit::Fen, RoundingMode::HalfUp, Node::Item(ix)),
        };
        let own = item.lines.as_ref().map(|lines| (lines, Node::ItemLines(ix)));
        let lines = own.or_else(|| programme.lines.as_ref().map(|lines| (lines, Node::Lines)));
        let less = item.basis.iter().flat_map(|basis| basis.less_items.iter().flat_map(|items| items.iter()));
        let item_of = |id: &LocalId| programme.items.iter().position(|other| other.id == *id).map(ItemIx::at);
        let ceiling = programme.coordination.ceiling == AwardCeiling::FamilyBorne;
        let bounded = match item.benefit {
            Benefit::InKind(_) => false,
            Benefit::Units(_) => item.basis.is_some(),
            _ => true,
        };
        Self {
            ix,
            item,
            lines: lines.and_then(|(lines, node)| PlannedLines::of(programme, lines, node)),
            threshold: item
                .basis
                .as_ref()
                .and_then(|basis| basis.threshold.as_ref())
                .map(|threshold| (threshold.bound, threshold.amount.planned(once))),
            deductible: item.deductible.as_ref().map(|amount| amount.planned(once)),
            benefit: PlannedBenefit::of(&item.benefit, once),
            rounding,
            less_items: less.filter_map(item_of).collect(),
            after_limits: Vec::new(),
            per: item.basis.as_ref().map(|basis| basis.per),
            has_ceiling: ceiling && bounded,
        }
    }

    /// Whether its basis is of a period that moves with the day of the decision.
    pub(super) fn has_rolling_period(&self) -> bool {
        let rule = self.item.basis.as_ref().and_then(|basis| basis.period.as_ref());
        matches!(rule, Some(PeriodRule::RollingMonths(_)))
    }

    /// Whether it requires receipts.
    pub(super) fn reads_receipts(&self) -> bool {
        self.per.is_some() || self.has_ceiling || matches!(self.item.benefit, Benefit::Prices(_))
    }
}
