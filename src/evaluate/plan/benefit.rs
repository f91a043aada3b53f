//! The prepared amounts and rates of a benefit.

use super::value::{Param, Value};
use crate::programme::{AmountParam, Benefit, RateParam};

/// The amounts and rates of a benefit.
#[derive(Debug)]
pub(crate) enum PlannedBenefit<'a> {
    /// One amount: fixed, or for each unit of a number.
    Amount(Value<'a, AmountParam>),
    /// One amount for each tier, bracket or price.
    Amounts(Vec<Value<'a, AmountParam>>),
    /// One rate.
    Rate(Value<'a, RateParam>),
    /// One rate for each band, and one that is added.
    Bands(Vec<Value<'a, RateParam>>, Option<Value<'a, RateParam>>),
    /// The settlement value of each service.
    Services(Vec<Option<Value<'a, AmountParam>>>),
    /// No amount or rate of its own.
    None,
}

impl<'a> PlannedBenefit<'a> {
    pub(crate) fn of(benefit: &'a Benefit, once: &mut usize) -> Self {
        match benefit {
            Benefit::Fixed(fixed) => Self::Amount(fixed.amount.planned(once)),
            Benefit::Units(units) => Self::Amount(units.amount.planned(once)),
            Benefit::Tiers(tiers) => Self::Amounts(tiers.tiers.iter().map(|tier| tier.amount.planned(once)).collect()),
            Benefit::Brackets(brackets) => {
                Self::Amounts(brackets.brackets.iter().map(|bracket| bracket.amount.planned(once)).collect())
            }
            Benefit::Prices(prices) => {
                Self::Amounts(prices.prices.iter().map(|price| price.price.planned(once)).collect())
            }
            Benefit::Rate(rate) => Self::Rate(rate.rate.planned(once)),
            Benefit::Gap(gap) => Self::Rate(gap.rate.planned(once)),
            Benefit::Bands(bands) => {
                let rates = bands.bands.iter().map(|band| band.rate.planned(once)).collect();
                Self::Bands(rates, bands.add_rate.as_ref().map(|rate| rate.planned(once)))
            }
            Benefit::InKind(service) => {
                let services = service.services.iter();
                Self::Services(services.map(|s| s.settled.as_ref().map(|amount| amount.planned(once))).collect())
            }
            Benefit::Match(_) => Self::None,
        }
    }
}

/// Whether the amount of a benefit is independent of the bill.
pub(crate) const fn is_set(benefit: &Benefit) -> bool {
    matches!(benefit, Benefit::Fixed(_) | Benefit::Tiers(_) | Benefit::Units(_) | Benefit::Match(_))
}
