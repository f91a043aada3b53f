//! The prepared limits of a programme, in the order in which they apply.

use super::value::{Param, Value};
use crate::{
    code::{LimitScope, ReasonCode},
    evaluate::{
        bit::bit,
        column::{Column, Index, ItemIx, LimitIx},
        node::Node,
    },
    programme::{AmountParam, Limit, PeriodRule, Programme},
    value::LocalId,
};

/// A prepared limit.
#[derive(Debug)]
pub(crate) struct PlannedLimit<'a> {
    pub(crate) ix: LimitIx,
    pub(crate) limit: &'a Limit,
    pub(crate) node: Node,
    /// The items to which it applies, as bits.
    items: u64,
    /// Whether it is a limit of the whole programme, also for items that the programme no longer has.
    pub(crate) is_for_all: bool,
    pub(crate) amount: Option<Value<'a, AmountParam>>,
}

impl PlannedLimit<'_> {
    /// Whether it applies to awards of an item.
    pub(crate) fn is_for(&self, item: ItemIx) -> bool {
        self.items & bit(u32::try_from(item.place()).unwrap_or(u32::MAX)) != 0
    }

    /// Whether it applies to awards of an item or of a later one.
    fn is_for_from(&self, item: ItemIx) -> bool {
        let preceding = bit(u32::try_from(item.place()).unwrap_or(u32::MAX)).wrapping_sub(1);
        self.items & !preceding != 0
    }

    /// Whether it is for periods, and each line is in the period of its own day.
    pub(crate) fn is_by_line(&self) -> bool {
        self.limit.scope == LimitScope::Period && self.limit.period.as_ref().is_some_and(PeriodRule::is_by_line)
    }

    /// Whether it is for periods, and an operation is in the period of its own day.
    pub(crate) fn is_by_operation(&self) -> bool {
        self.limit.scope == LimitScope::Period && self.limit.operation_days == Some(true)
    }

    /// The reason of its reductions.
    pub(crate) const fn reason(&self) -> ReasonCode {
        match self.limit.scope {
            LimitScope::Line => ReasonCode::LimitLine,
            LimitScope::Receipt => ReasonCode::LimitReceipt,
            LimitScope::Hospitalisation => ReasonCode::LimitHospitalisation,
            LimitScope::Operation => ReasonCode::LimitOperation,
            LimitScope::Application => ReasonCode::LimitApplication,
            LimitScope::Period => ReasonCode::LimitPeriod,
            LimitScope::Lifetime => ReasonCode::LimitLifetime,
            LimitScope::FundBalance => ReasonCode::LimitFund,
        }
    }
}

/// The limits in the order in which they apply: by scope, and the limits of an item before those of the programme.
pub(crate) fn limits<'a>(programme: &'a Programme, once: &mut usize) -> Column<LimitIx, PlannedLimit<'a>> {
    let mut limits = Vec::new();
    for (item, of) in programme.items.iter().enumerate() {
        for (place, limit) in of.limits.iter().flat_map(|limits| limits.iter()).enumerate() {
            limits.push((limit, Node::ItemLimit(ItemIx::at(item), place), bit(item as u32)));
        }
    }
    for (place, limit) in programme.limits.iter().flat_map(|limits| limits.iter()).enumerate() {
        let items = programme.items.iter().enumerate();
        let named = items.filter(|(_, item)| limit.items.as_ref().is_none_or(|ids| ids.contains(&item.id)));
        let items = named.fold(0, |bits, (index, _)| bits | bit(index as u32));
        limits.push((limit, Node::Limit(place), items));
    }
    limits.sort_by_key(|(limit, ..)| order(limit.scope));
    let planned = |(place, (limit, node, items)): (usize, (&'a Limit, Node, u64))| {
        let amount = limit.amount.as_ref().map(|amount| amount.planned(once));
        let is_for_all = matches!(node, Node::Limit(_)) && limit.items.is_none();
        PlannedLimit { ix: LimitIx::at(place), limit, node, items, is_for_all, amount }
    };
    limits.into_iter().enumerate().map(planned).collect()
}

/// The limit of preceding items that has this identifier. A sound programme has one.
pub(crate) fn named(id: &LocalId, item: ItemIx, limits: &Column<LimitIx, PlannedLimit<'_>>) -> Option<LimitIx> {
    limits.values().find(|planned| planned.limit.id == *id && !planned.is_for_from(item)).map(|planned| planned.ix)
}

const fn order(scope: LimitScope) -> u8 {
    match scope {
        LimitScope::Line => 0,
        LimitScope::Receipt => 1,
        LimitScope::Hospitalisation => 2,
        LimitScope::Operation => 3,
        LimitScope::Application => 4,
        LimitScope::Period => 5,
        LimitScope::Lifetime => 6,
        LimitScope::FundBalance => 7,
    }
}
