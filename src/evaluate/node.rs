//! Places of rules in a programme.

use super::column::{Index, ItemIx};
use std::fmt;

/// The place of a rule. The pointer is built only if it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    AppliesBy,
    Requirement(usize),
    Item(ItemIx),
    When(ItemIx, &'static str),
    Basis(ItemIx),
    LessPayers(ItemIx),
    LessItems(ItemIx),
    Threshold(ItemIx),
    Deductible(ItemIx),
    Benefit(ItemIx),
    Count(ItemIx),
    Tier(ItemIx, usize),
    Bracket(ItemIx, usize),
    Band(ItemIx, usize),
    Price(ItemIx, usize),
    CoFunding(ItemIx),
    Service(ItemIx, usize),
    Rounding(Option<ItemIx>),
    ItemLimit(ItemIx, usize),
    Limit(usize),
    OtherAid,
    After,
    Ceiling,
    Minimum,
    Receipts,
    ItemReceipts(ItemIx),
    Lines,
    ItemLines(ItemIx),
    LinePrice(Option<ItemIx>, usize),
    PriceLimits(Option<ItemIx>),
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::AppliesBy => f.write_str("/appliesBy"),
            Self::Requirement(place) => write!(f, "/requirements/{place}"),
            Self::Item(item) => write!(f, "/items/{}", item.place()),
            Self::When(item, member) => write!(f, "/items/{}/{member}", item.place()),
            Self::Basis(item) => write!(f, "/items/{}/basis", item.place()),
            Self::LessPayers(item) => write!(f, "/items/{}/basis/lessPayers", item.place()),
            Self::LessItems(item) => write!(f, "/items/{}/basis/lessItems", item.place()),
            Self::Threshold(item) => write!(f, "/items/{}/basis/threshold", item.place()),
            Self::Deductible(item) => write!(f, "/items/{}/deductible", item.place()),
            Self::Benefit(item) => write!(f, "/items/{}/benefit", item.place()),
            Self::Count(item) => write!(f, "/items/{}/benefit/count", item.place()),
            Self::Tier(item, place) => write!(f, "/items/{}/benefit/tiers/{place}", item.place()),
            Self::Bracket(item, place) => write!(f, "/items/{}/benefit/brackets/{place}", item.place()),
            Self::Band(item, place) => write!(f, "/items/{}/benefit/bands/{place}", item.place()),
            Self::Price(item, place) => write!(f, "/items/{}/benefit/prices/{place}", item.place()),
            Self::CoFunding(item) => write!(f, "/items/{}/benefit/coFunding", item.place()),
            Self::Service(item, place) => write!(f, "/items/{}/benefit/services/{place}", item.place()),
            Self::Rounding(None) => f.write_str("/rounding"),
            Self::Rounding(Some(item)) => write!(f, "/items/{}/rounding", item.place()),
            Self::ItemLimit(item, place) => write!(f, "/items/{}/limits/{place}", item.place()),
            Self::Limit(place) => write!(f, "/limits/{place}"),
            Self::OtherAid => f.write_str("/coordination/otherAid"),
            Self::After => f.write_str("/coordination/after"),
            Self::Ceiling => f.write_str("/coordination/ceiling"),
            Self::Minimum => f.write_str("/minimumAward"),
            Self::Receipts => f.write_str("/receipts"),
            Self::ItemReceipts(item) => write!(f, "/items/{}/receipts", item.place()),
            Self::Lines => f.write_str("/lines"),
            Self::ItemLines(item) => write!(f, "/items/{}/lines", item.place()),
            Self::LinePrice(None, place) => write!(f, "/lines/priceList/{place}"),
            Self::LinePrice(Some(item), place) => write!(f, "/items/{}/lines/priceList/{place}", item.place()),
            Self::PriceLimits(None) => f.write_str("/lines/withinPriceLimits"),
            Self::PriceLimits(Some(item)) => write!(f, "/items/{}/lines/withinPriceLimits", item.place()),
        }
    }
}
