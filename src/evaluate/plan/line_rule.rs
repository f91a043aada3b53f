//! The prepared rule for lines of receipts.

use crate::{
    code::{Attribution, CatalogueClass, FeeCategory},
    evaluate::{
        bit::{ABSENT, bit},
        column::ItemIx,
        node::Node,
    },
    programme::{LinePrice, LineRule, Programme},
    value::LocalId,
};
use std::collections::HashSet;

/// The prepared rule for lines of receipts.
#[derive(Debug)]
pub(crate) struct PlannedLines<'a> {
    pub(crate) node: Node,
    pub(crate) attribution: Attribution,
    /// The admitted categories as bits. If the rule does not restrict categories, the bit of a missing category is
    /// included.
    pub(crate) categories: u64,
    /// The admitted classes, in the same form.
    pub(crate) classes: u64,
    pub(crate) charge_items: Option<HashSet<&'a str>>,
    pub(crate) except_charge_items: Option<HashSet<&'a str>>,
    /// The highest prices that count.
    pub(crate) price_list: &'a [LinePrice],
    /// Whether amounts above the price limit of the insurance are excluded.
    pub(crate) within_limits: bool,
}

impl<'a> PlannedLines<'a> {
    /// `None` if the rule restricts nothing.
    pub(crate) fn of(programme: &'a Programme, rule: &'a LineRule, node: Node) -> Option<Self> {
        let LineRule {
            attribution,
            categories,
            except_categories,
            catalogue,
            charge_items,
            except_charge_items,
            price_list,
            within_price_limits,
        } = rule;
        let within_limits = *within_price_limits == Some(true);
        let restricts = categories.is_some()
            || except_categories.is_some()
            || catalogue.is_some()
            || charge_items.is_some()
            || except_charge_items.is_some()
            || price_list.is_some()
            || within_limits;
        let set = |name: &Option<LocalId>| name.as_ref().map(|name| charge_item_set(programme, name));
        let category_bits = |list: &[FeeCategory]| list.iter().fold(0, |bits, code| bits | bit(*code as u32));
        let class_bits = |list: &[CatalogueClass]| list.iter().fold(0, |bits, code| bits | bit(*code as u32));
        let only = categories.as_deref().map_or(u64::MAX, category_bits);
        let except = except_categories.as_deref().map_or(0, category_bits);
        let asked = if categories.is_some() || except_categories.is_some() { ABSENT } else { 0 };
        restricts.then(|| Self {
            node,
            attribution: *attribution,
            categories: only & !except & !asked,
            classes: catalogue.as_deref().map_or(u64::MAX, class_bits),
            charge_items: set(charge_items),
            except_charge_items: set(except_charge_items),
            price_list: price_list.as_deref().unwrap_or_default(),
            within_limits,
        })
    }

    /// The place of a price.
    pub(crate) const fn price_node(&self, place: usize) -> Node {
        Node::LinePrice(self.item(), place)
    }

    /// The place of the rule on price limits.
    pub(crate) const fn limits_node(&self) -> Node {
        Node::PriceLimits(self.item())
    }

    const fn item(&self) -> Option<ItemIx> {
        match self.node {
            Node::ItemLines(item) => Some(item),
            _ => None,
        }
    }
}

fn charge_item_set<'a>(programme: &'a Programme, name: &LocalId) -> HashSet<&'a str> {
    programme.charge_items(name).into_iter().flat_map(|items| items.codes.iter()).map(|code| code.as_str()).collect()
}
