//! Cliffs: amounts at which one more fen of charges, or of another payer's payment, changes the award by more than a
//! fen.

mod jump;
mod threshold;

pub(super) use jump::{Jump, steepest};

use super::{
    AmountByMoney, AmountParam, BandBenefit, Benefit, BracketBenefit, Programme,
    bracket::Range,
    prover::{Param, Scenario, Scene},
};
use crate::{
    code::{BandMethod, Bounds},
    value::{Money, Rate},
};
use jump::share;
use rust_decimal::Decimal;

/// An amount at which one fen changes an award by more than a fen.
///
/// If amounts or rates are looked up by codes, age or number, it states the largest change that the rows allow at the
/// same time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cliff {
    /// The list of brackets, bands or rows, as a JSON Pointer into the programme.
    pub pointer: String,
    /// The amount at which the award jumps.
    pub at: Money,
    /// The award just below it.
    pub before: Money,
    /// The award just above it.
    pub after: Money,
}

/// Every cliff of a programme, in the order of the document.
pub(crate) fn cliffs(programme: &Programme) -> Vec<Cliff> {
    let mut cliffs = Vec::new();
    let mut add = |pointer: String, jumps: Vec<Jump>| {
        let told = |Jump { at, before, after }| Cliff { pointer: pointer.clone(), at, before, after };
        cliffs.extend(jumps.into_iter().map(told));
    };
    for (place, jump) in threshold::of_requirements(programme) {
        add(place, vec![jump]);
    }
    for (index, item) in programme.items.iter().enumerate() {
        let mut scene = Scene::of(programme, Some(item));
        for (place, jump) in threshold::of_item(item, index, programme, &mut scene) {
            add(place, vec![jump]);
        }
        add(format!("/items/{index}/basis/threshold"), threshold::of_basis(item, programme, &mut scene));
        let place = format!("/items/{index}/benefit");
        match &item.benefit {
            Benefit::Brackets(brackets) => {
                add(format!("{place}/brackets"), of_brackets(brackets, &mut scene));
                for (bracket, table) in brackets.brackets.iter().map(|bracket| &bracket.amount).enumerate() {
                    add(format!("{place}/brackets/{bracket}/amount/rows"), of_amount(table, &mut scene));
                }
            }
            Benefit::Bands(bands) => add(format!("{place}/bands"), of_bands(bands, &mut scene)),
            Benefit::Fixed(fixed) => add(format!("{place}/amount/rows"), of_amount(&fixed.amount, &mut scene)),
            Benefit::Units(units) => add(format!("{place}/amount/rows"), of_amount(&units.amount, &mut scene)),
            Benefit::Tiers(tiers) => {
                for (place_of, tier) in tiers.tiers.iter().enumerate() {
                    let mut scene = Scene::of(programme, Some(item)).narrowed(tier.conditions());
                    add(format!("{place}/tiers/{place_of}/amount/rows"), of_amount(&tier.amount, &mut scene));
                }
            }
            Benefit::Rate(_) | Benefit::Prices(_) | Benefit::Gap(_) | Benefit::Match(_) | Benefit::InKind(_) => {}
        }
    }
    for (place, jump) in threshold::of_limits(programme) {
        add(place, vec![jump]);
    }
    cliffs
}

/// The jumps between bands with amounts. Below the first and above the last band nothing is awarded. If the amounts are
/// looked up, each jump is the largest one.
pub(super) fn of_brackets<'a>(brackets: &'a BracketBenefit, scene: &mut Scene<'a>) -> Vec<Jump> {
    let all = || brackets.brackets.iter().map(Some);
    let (before, after) = (std::iter::once(None).chain(all()), all().chain([None]));
    let steps = before.zip(after).filter_map(|(before, after)| {
        let at = after.and_then(|after| after.lower).or_else(|| before?.upper)?;
        let params: Vec<Param<'a>> =
            [before, after].into_iter().flatten().map(|one| Param::Amount(&one.amount)).collect();
        largest(&scene.values(&params), |scenario| {
            let amount = |bracket: Option<&'a super::AmountBracket>| match bracket {
                None => Some(Money::ZERO),
                Some(bracket) => scenario.amount(&bracket.amount),
            };
            Some(Jump { at, before: amount(before)?, after: amount(after)? })
        })
    });
    steps.collect()
}

/// The largest jump of all scenarios. `None` if there is none.
fn largest<'a>(scenarios: &[Scenario<'a>], jump: impl Fn(&Scenario<'a>) -> Option<Jump>) -> Option<Jump> {
    let jumps: Vec<Jump> = scenarios.iter().filter_map(jump).filter(|jump| jump.change() > 1).collect();
    steepest(&jumps)
}

/// The jumps of an amount that depends on another amount. A jump occurs if that amount can be on both sides of it.
pub(super) fn of_amount(amount: &AmountParam, scene: &mut Scene<'_>) -> Vec<Jump> {
    let AmountParam::ByMoney(table) = amount else { return Vec::new() };
    let last = |jump: &Jump| match table.bounds {
        Bounds::OverUpTo => jump.at.fen(),
        Bounds::FromBelow => jump.at.fen() - 1,
    };
    let is_met = |jump: &Jump, scene: &mut Scene<'_>| {
        let below = last(jump);
        scene.can_be(table.fact, below) && scene.can_be(table.fact, below.saturating_add(1))
    };
    of_table(table).into_iter().filter(|jump| is_met(jump, scene)).collect()
}

fn of_table(table: &AmountByMoney) -> Vec<Jump> {
    jumps(&table.rows.iter().map(|row| ((row.lower, row.upper), row.amount)).collect::<Vec<_>>())
}

/// The jumps at the ends of consecutive ranges, each with its amount.
fn jumps(rows: &[(Range, Money)]) -> Vec<Jump> {
    let nothing = ((None, None), Money::ZERO);
    let (before, after) = (std::iter::once(&nothing).chain(rows), rows.iter().chain([&nothing]));
    let steps = before.zip(after).filter_map(|((before, below), (after, above))| {
        let at = after.0.or(before.1)?;
        Some(Jump { at, before: *below, after: *above })
    });
    steps.filter(|jump| jump.change() > 1).collect()
}

/// The jumps at the ends of bands with rates. They occur only if one rate applies to the whole amount. If the rates are
/// looked up, each jump is the largest one.
pub(super) fn of_bands<'a>(bands: &'a BandBenefit, scene: &mut Scene<'a>) -> Vec<Jump> {
    if bands.method != BandMethod::Whole {
        return Vec::new();
    }
    let pairs = bands.bands.iter().zip(bands.bands.iter().skip(1));
    let jumps = pairs.filter_map(|(band, next)| {
        let at = band.upper?;
        let rates = [Some(&band.rate), Some(&next.rate), bands.add_rate.as_ref()];
        let params: Vec<Param<'a>> = rates.into_iter().flatten().map(Param::Rate).collect();
        largest(&scene.values(&params), |scenario| {
            let added =
                bands.add_rate.as_ref().map_or(Some(Decimal::ZERO), |rate| scenario.rate(rate).map(Rate::get))?;
            let award = |rate, fen| share(scenario.rate(rate)?.get() + added, Money::from_fen(fen).ok()?);
            // The last fen below the end of the band, and the first above it.
            let below = match bands.bounds {
                Bounds::OverUpTo => at.fen(),
                Bounds::FromBelow => at.fen() - 1,
            };
            Some(Jump { at, before: award(&band.rate, below)?, after: award(&next.rate, below.checked_add(1)?)? })
        })
    });
    jumps.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jumps_stand_between_ranges_and_at_both_ends() {
        let money = |text: &str| Money::parse(text).unwrap();
        let row = |lower: &str, upper: &str, amount: &str| {
            ((Money::parse(lower).ok(), Money::parse(upper).ok()), money(amount))
        };
        let found = jumps(&[row("1.00", "5.00", "2.00"), row("5.00", "9.00", "2.01"), row("9.00", "", "4.00")]);
        let expected = [("1.00", "0.00", "2.00"), ("9.00", "2.01", "4.00")];
        let expected = expected.map(|(at, a, b)| Jump { at: money(at), before: money(a), after: money(b) });
        assert_eq!(found, expected);
        // Nothing is paid beyond the last upper end. A band without a lower end has no jump at its beginning.
        let found = jumps(&[row("", "5.00", "2.00")]);
        assert_eq!(found, [Jump { at: money("5.00"), before: money("2.00"), after: Money::ZERO }]);
        assert_eq!(steepest(&expected).map(|jump| jump.at), Some(money("1.00")));
    }
}
