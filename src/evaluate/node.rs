//! Places of rules in a programme.

use std::fmt;

/// Where a rule stands. It is written out only where somebody reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    AppliesBy,
    Requirement(usize),
    Item(usize),
    When(usize),
    Basis(usize),
    LessPayers(usize),
    LessItems(usize),
    Deductible(usize),
    Benefit(usize),
    Count(usize),
    Tier(usize, usize),
    Bracket(usize, usize),
    Band(usize, usize),
    Price(usize, usize),
    CoFunding(usize),
    Service(usize, usize),
    Rounding(Option<usize>),
    ItemLimit(usize, usize),
    Limit(usize),
    OtherAid,
    After,
    Ceiling,
    Minimum,
    Receipts,
    ItemReceipts(usize),
    Lines,
    ItemLines(usize),
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::AppliesBy => f.write_str("/appliesBy"),
            Self::Requirement(place) => write!(f, "/requirements/{place}"),
            Self::Item(item) => write!(f, "/items/{item}"),
            Self::When(item) => write!(f, "/items/{item}/when"),
            Self::Basis(item) => write!(f, "/items/{item}/basis"),
            Self::LessPayers(item) => write!(f, "/items/{item}/basis/lessPayers"),
            Self::LessItems(item) => write!(f, "/items/{item}/basis/lessItems"),
            Self::Deductible(item) => write!(f, "/items/{item}/deductible"),
            Self::Benefit(item) => write!(f, "/items/{item}/benefit"),
            Self::Count(item) => write!(f, "/items/{item}/benefit/count"),
            Self::Tier(item, place) => write!(f, "/items/{item}/benefit/tiers/{place}"),
            Self::Bracket(item, place) => write!(f, "/items/{item}/benefit/brackets/{place}"),
            Self::Band(item, place) => write!(f, "/items/{item}/benefit/bands/{place}"),
            Self::Price(item, place) => write!(f, "/items/{item}/benefit/prices/{place}"),
            Self::CoFunding(item) => write!(f, "/items/{item}/benefit/coFunding"),
            Self::Service(item, place) => write!(f, "/items/{item}/benefit/services/{place}"),
            Self::Rounding(None) => f.write_str("/rounding"),
            Self::Rounding(Some(item)) => write!(f, "/items/{item}/rounding"),
            Self::ItemLimit(item, place) => write!(f, "/items/{item}/limits/{place}"),
            Self::Limit(place) => write!(f, "/limits/{place}"),
            Self::OtherAid => f.write_str("/coordination/otherAid"),
            Self::After => f.write_str("/coordination/after"),
            Self::Ceiling => f.write_str("/coordination/ceiling"),
            Self::Minimum => f.write_str("/minimumAward"),
            Self::Receipts => f.write_str("/receipts"),
            Self::ItemReceipts(item) => write!(f, "/items/{item}/receipts"),
            Self::Lines => f.write_str("/lines"),
            Self::ItemLines(item) => write!(f, "/items/{item}/lines"),
        }
    }
}
