//! Prices of lines: the amounts above the highest price that counts.

use crate::{
    code::{Measure, PriceUnit, ReasonCode},
    evaluate::{
        allocation::allocated,
        column::{Column, LineIx},
        measured::{Case, Line, Measured},
        missing::Lacks,
        node::Node,
        plan::PlannedLines,
        quantity::{ONE, of_line},
    },
    programme::LinePrice,
    record::receipt::ReceiptLine,
};
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

/// The part of a line above a price.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Above {
    pub(crate) line: LineIx,
    /// The price.
    pub(crate) at: Node,
    pub(crate) amount: i64,
}

impl Above {
    /// Its place among the prices: price limits of the insurance first, then the price list.
    pub(crate) const fn order(&self) -> usize {
        match self.at {
            Node::LinePrice(_, place) => place + 1,
            _ => 0,
        }
    }
}

/// Lowers the admitted amounts of the lines of a receipt to the prices of a rule.
pub(super) fn cap(
    case: &Case<'_>,
    measured: &Measured<'_>,
    measure: Measure,
    rule: &PlannedLines<'_>,
    counted: &mut Capped<'_>,
) -> Result<(), Lacks> {
    if rule.price_list.is_empty() && !rule.within_limits {
        return Ok(());
    }
    let (lines, mut lacks) = (case.lines_of(measured)?, Lacks::default());
    let mut by_days: Vec<Vec<LineIx>> = vec![Vec::new(); rule.price_list.len()];
    for (ix, line) in measured.lines.iter().zip(lines) {
        if line.net == 0 || counted.refused.get(ix)?.is_some() {
            continue;
        }
        if rule.within_limits && includes_limits(measure) {
            let over = lacks.value(above_limit(measured, lines, line)).unwrap_or_default();
            counted.lower(ix, over, rule.limits_node())?;
        }
        let Some(Some((place, price))) = lacks.value(price_of(rule, measured, line)) else { continue };
        match price.per {
            PriceUnit::StayDay => by_days.get_mut(place).into_iter().for_each(|lines| lines.push(ix)),
            PriceUnit::Quantity => {
                let Some(quantity) = lacks.value(net_quantity(measured, lines, line)) else { continue };
                let most = i128::from(price.price.fen()) * i128::from(quantity) / i128::from(ONE);
                let over = i128::from(*counted.basis.get(ix)?) - most;
                counted.lower(ix, i64::try_from(over).unwrap_or_default(), rule.price_node(place))?;
            }
        }
    }
    for ((place, price), own) in rule.price_list.iter().enumerate().zip(by_days) {
        if own.is_empty() {
            continue;
        }
        let days = measured.receipt.days_of_stay().ok_or_else(|| measured.wants("stayDays"));
        let Some(days) = lacks.value(days) else { continue };
        let amounts = own.iter().map(|line| counted.basis.get(*line).copied()).collect::<Result<Vec<i64>, _>>()?;
        let most = price.price.fen().saturating_mul(days);
        if amounts.iter().sum::<i64>() > most {
            for ((line, before), now) in own.iter().zip(&amounts).zip(allocated(most, &amounts)) {
                counted.lower(*line, before - now, rule.price_node(place))?;
            }
        }
    }
    lacks.or(())
}

/// The lines to which prices apply.
#[derive(Debug)]
pub(super) struct Capped<'c> {
    pub(super) basis: &'c mut Column<LineIx, i64>,
    pub(super) refused: &'c Column<LineIx, Option<ReasonCode>>,
    pub(super) above: &'c mut Vec<Above>,
}

impl Capped<'_> {
    /// Lowers the admitted amount of a line, at most to zero.
    fn lower(&mut self, line: LineIx, by: i64, at: Node) -> Result<(), Lacks> {
        let basis = self.basis.get_mut(line)?;
        let amount = by.clamp(0, *basis);
        *basis -= amount;
        if amount > 0 {
            self.above.push(Above { line, at, amount });
        }
        Ok(())
    }
}

/// Whether a measure includes the amounts above the price limit of the insurance: they are out of the catalogue.
const fn includes_limits(measure: Measure) -> bool {
    matches!(measure, Measure::Billed | Measure::FamilyBorne | Measure::Cash | Measure::SelfFinanced)
}

/// The first price that holds for a line, with its place.
fn price_of<'p>(
    rule: &PlannedLines<'p>,
    measured: &Measured<'_>,
    line: &Line<'_>,
) -> Result<Option<(usize, &'p LinePrice)>, Lacks> {
    let Some(printed) = line.printed() else { return Ok(None) };
    for (place, price) in rule.price_list.iter().enumerate() {
        match absent_for(price, printed) {
            None => {}
            Some(absent) if absent.is_empty() => return Ok(Some((place, price))),
            Some(absent) => {
                let mut lacks = Lacks::default();
                absent.iter().for_each(|member| lacks.add(measured.wants(&format!("lines/{}/{member}", line.place()))));
                return Err(lacks);
            }
        }
    }
    Ok(None)
}

/// `None` if a price does not hold for a line. Otherwise the members of the line that are needed and absent: if there are none, it holds.
fn absent_for(price: &LinePrice, line: &ReceiptLine) -> Option<Vec<&'static str>> {
    let mut absent = Vec::new();
    let mut judge = |member, asked: bool, answer: Option<bool>| {
        if asked && answer.is_none() {
            absent.push(member);
        }
        !asked || answer != Some(false)
    };
    let codes = price.codes.as_deref();
    let of_code = line.code.as_ref().map(|code| codes.is_some_and(|codes| codes.contains(code)));
    let categories = price.categories.as_deref();
    let of_category = line.category.map(|category| categories.is_some_and(|all| all.contains(&category)));
    let named = |words: &str| line.name.as_str().contains(words);
    let of_name = price.names.as_ref().map(|names| names.iter().any(|words| named(words.as_str())));
    let of_unit = line.unit.as_ref().map(|unit| price.unit.as_ref().is_some_and(|own| own.as_str() == unit.as_str()));
    let holds = judge("code", codes.is_some(), of_code)
        & judge("category", categories.is_some(), of_category)
        & judge("name", price.names.is_some(), of_name)
        & judge("unit", price.unit.is_some(), of_unit);
    holds.then_some(absent)
}

/// The refunds of a line.
fn refunds_of<'l, 'a>(lines: &'l [Line<'a>], line: &Line<'_>) -> impl Iterator<Item = &'l Line<'a>> {
    let place = usize::try_from(line.place()).ok();
    lines.iter().filter(move |refund| refund.refunds().is_some() && refund.refunds() == place)
}

/// The quantity of a line less that of its refunds, in ten-thousandths.
fn net_quantity(measured: &Measured<'_>, lines: &[Line<'_>], line: &Line<'_>) -> Result<i64, Lacks> {
    let mut lacks = Lacks::default();
    let mut quantity = |line: &Line<'_>| {
        let stated = line.printed().and_then(|printed| printed.quantity);
        let stated = stated.ok_or_else(|| measured.wants(&format!("lines/{}/quantity", line.place())));
        let exact = stated.and_then(|stated| of_line(stated).ok_or_else(Lacks::range));
        lacks.value(exact).unwrap_or_default().abs()
    };
    let own = quantity(line);
    let back: i64 = refunds_of(lines, line).map(quantity).fold(0, i64::saturating_add);
    lacks.or((own - back).max(0))
}

/// The part of a line above the price limit of the insurance. A line without it has none.
fn above_limit(measured: &Measured<'_>, lines: &[Line<'_>], line: &Line<'_>) -> Result<i64, Lacks> {
    let Some(printed) = line.printed() else { return Ok(0) };
    let fen = |amount: Decimal| amount.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(Lacks::range);
    if let Some(stated) = printed.over_price_limit {
        let back = refunds_of(lines, line).filter_map(|refund| refund.printed()?.over_price_limit);
        let sum = back.map(|amount| amount.get()).fold(stated.get(), |sum, amount| sum + amount);
        let over = fen(sum)?.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        return Ok(over.to_i64().ok_or_else(Lacks::range)?.clamp(0, line.net));
    }
    let Some(limit) = printed.price_limit else { return Ok(0) };
    let quantity = Decimal::new(net_quantity(measured, lines, line)?, 4);
    let most = fen(limit.get())?.checked_mul(quantity).ok_or_else(Lacks::range)?;
    let most = most.trunc().to_i64().ok_or_else(Lacks::range)?;
    Ok((line.net - most).max(0))
}
