//! The exact result of a benefit on a basis.

use super::count::number;
use crate::{
    code::{AidStatus, BandMethod, Bounds, CountedAid, FactSupplier, ReasonCode, StepKind, TierSelect},
    eligibility::Truth,
    evaluate::{
        aid::may_be_one,
        exact::{FEN, ppm, times, whole_fen},
        input::Input,
        missing::{Lacks, both, wanted},
        node::Node,
        notes::Notes,
        place::Periods,
        plan::{PlannedBenefit, Value},
        quantity::{Count, of_each},
        step::{Noted, Step},
        unit::Unit,
        used::UsedLimits,
        value::{About, Values},
    },
    programme::{AmountParam, BandBenefit, Benefit, BracketBenefit, MatchBenefit, RateParam, TierBenefit, UnitBenefit},
    value::Money,
};

/// The result of a benefit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Formula {
    /// In millionths of a fen.
    pub(crate) exact: i128,
    /// The number for which it is, if the benefit is by number.
    pub(crate) count: Option<Count>,
    /// Why it is zero, if the benefit itself states a reason.
    pub(crate) reason: Option<ReasonCode>,
}

impl Formula {
    const fn of(exact: i128) -> Self {
        Self { exact, count: None, reason: None }
    }

    const fn nothing(reason: Option<ReasonCode>) -> Self {
        Self { exact: 0, count: None, reason }
    }
}

/// The result of the benefit of a unit on a basis in millionths of a fen.
pub(crate) fn benefit<'r>(
    input: &Input<'r>,
    values: &Values<'r>,
    unit: &Unit<'_, 'r>,
    basis: i128,
    limits: (&UsedLimits, &mut Periods),
    notes: &mut Notes,
) -> Result<Formula, Lacks> {
    let (planned, about) = (unit.id.planned, About::Receipts(unit.receipts));
    let at = Node::Benefit(planned.ix);
    let exact = match (&planned.item.benefit, &planned.benefit) {
        (Benefit::Fixed(_), PlannedBenefit::Amount(amount)) => values.value(amount, about)?,
        (Benefit::Units(units), PlannedBenefit::Amount(amount)) => {
            return by_number(input, values, unit, (units, amount, basis), limits, notes);
        }
        (Benefit::Tiers(tiers), PlannedBenefit::Amounts(amounts)) => {
            let tier = match tier(input, tiers, at)? {
                Ok(tier) => tier,
                Err(reason) => return Ok(Formula::nothing(Some(reason))),
            };
            let Some(amount) = amounts.get(tier) else { return Ok(Formula::nothing(None)) };
            let amount = values.value(amount, about)?;
            note(notes, unit, Node::Tier(planned.ix, tier), (None, Some(Noted::Amount(amount))), amount);
            return Ok(Formula::of(amount));
        }
        (Benefit::Brackets(brackets), PlannedBenefit::Amounts(amounts)) => {
            let held = bracket(brackets, basis);
            let Some((bracket, amount)) = held.and_then(|bracket| Some((bracket, amounts.get(bracket)?))) else {
                note(notes, unit, at, (Some(basis), None), 0);
                return Ok(Formula::nothing(Some(ReasonCode::BelowBrackets)));
            };
            let amount = values.value(amount, about)?;
            let value = Some(Noted::Amount(amount));
            note(notes, unit, Node::Bracket(planned.ix, bracket), (Some(basis), value), amount);
            return Ok(Formula::of(amount));
        }
        (Benefit::Rate(_) | Benefit::Gap(_), PlannedBenefit::Rate(rate)) => {
            let rate = values.value(rate, about)?;
            let exact = times(basis, rate).ok_or_else(Lacks::range)?;
            note(notes, unit, at, (Some(basis), Some(Noted::Rate(rate))), exact);
            return Ok(Formula::of(exact));
        }
        (Benefit::Bands(bands), PlannedBenefit::Bands(rates, added)) => {
            let added = added.as_ref().map_or(Ok(0), |added| values.value(added, about))?;
            by_bands(values, unit, bands, (rates, added), basis, notes)?
        }
        (Benefit::Match(matched), _) => by_match(input, matched)?,
        _ => 0,
    };
    note(notes, unit, at, (Some(basis), None), exact);
    Ok(Formula::of(exact))
}

fn note(
    notes: &mut Notes,
    unit: &Unit<'_, '_>,
    at: Node,
    (amount_in, value): (Option<i128>, Option<Noted>),
    exact: i128,
) {
    let (unit, amount_out) = (Some(unit.ix), Some(exact));
    notes.step(|| Step { unit, amount_in, value, amount_out, ..Step::new(StepKind::Benefit, at) });
}

/// An amount for each unit of a number. Missing facts of both factors are reported together.
fn by_number<'r>(
    input: &Input<'r>,
    values: &Values<'r>,
    unit: &Unit<'_, 'r>,
    (units, amount, basis): (&UnitBenefit, &Value<'_, AmountParam>, i128),
    limits: (&UsedLimits, &mut Periods),
    notes: &mut Notes,
) -> Result<Formula, Lacks> {
    let amount = values.value(amount, About::Receipts(unit.receipts));
    let number = number(input, unit, units, limits, notes);
    let at = Node::Benefit(unit.id.item());
    if let (Err(_), Ok(none)) = (&amount, &number)
        && none.total == 0
    {
        // If the number is zero, the amount for each does not matter.
        note(notes, unit, at, (Some(basis), None), 0);
        return Ok(Formula { exact: 0, count: Some(none.count), reason: None });
    }
    let (amount, number) = both(amount, number)?;
    let exact = of_each(amount, number.total).ok_or_else(Lacks::range)?;
    for (code, at, left_out) in number.left_out {
        let exact = of_each(amount, left_out).unwrap_or(i128::MAX);
        notes.reduce(unit.ix, code, at, whole_fen(exact));
    }
    note(notes, unit, at, (Some(basis), Some(Noted::Amount(amount))), exact);
    Ok(Formula { exact, count: Some(number.count), reason: None })
}

/// The tier that holds, or the reason why none does.
fn tier(input: &Input<'_>, tiers: &TierBenefit, at: Node) -> Result<Result<usize, ReasonCode>, Lacks> {
    let (mut found, mut missing) = (None, Vec::new());
    for (place, tier) in tiers.tiers.iter().enumerate() {
        let answer = input.reading.judge_when(tier.conditions());
        match answer.truth {
            // Two tiers that hold are a conflict, even if the others are unknown.
            Truth::Yes if found.is_some() => return Err(Lacks::conflict(at)),
            Truth::Yes => found = Some(place),
            Truth::No => {}
            Truth::Unknown => missing.extend(answer.missing),
        }
        let decided = found.is_some() || !missing.is_empty();
        if tiers.select == TierSelect::First && decided {
            break;
        }
    }
    if missing.is_empty() { Ok(found.ok_or(ReasonCode::NoTier)) } else { Err(missing.into()) }
}

fn by_bands<'r>(
    values: &Values<'r>,
    unit: &Unit<'_, 'r>,
    bands: &BandBenefit,
    (rates, added): (&[Value<'_, RateParam>], i128),
    basis: i128,
    notes: &mut Notes,
) -> Result<i128, Lacks> {
    let (item, about) = (unit.id.item(), About::Receipts(unit.receipts));
    let mut each = bands.bands.iter().zip(rates).enumerate();
    if bands.method == BandMethod::Whole {
        let holds = |upper: Option<Money>| upper.is_none_or(|upper| within(basis, upper.fen(), bands.bounds));
        let first = each.clone().next();
        let Some((place, (_, rate))) = each.find(|(_, (band, _))| holds(band.upper)).or(first) else { return Ok(0) };
        let rate = values.value(rate, about)? + added;
        let exact = times(basis, rate).ok_or_else(Lacks::range)?;
        note_band(notes, unit, Node::Band(item, place), basis, rate, exact);
        return Ok(exact);
    }
    let (mut lower, mut sum) = (0_i128, 0_i128);
    for (place, (band, rate)) in each {
        let upper = band.upper.map_or(i128::MAX, |upper| i128::from(upper.fen()) * FEN);
        let part = basis.min(upper) - lower;
        if part <= 0 {
            break;
        }
        let rate = values.value(rate, about)? + added;
        let exact = times(part, rate).ok_or_else(Lacks::range)?;
        note_band(notes, unit, Node::Band(item, place), part, rate, exact);
        sum = sum.checked_add(exact).ok_or_else(Lacks::range)?;
        lower = upper;
    }
    Ok(sum)
}

fn note_band(notes: &mut Notes, unit: &Unit<'_, '_>, at: Node, part: i128, rate: i128, exact: i128) {
    notes.step(|| Step {
        unit: Some(unit.ix),
        amount_in: Some(part),
        value: Some(Noted::Rate(rate)),
        amount_out: Some(exact),
        ..Step::new(StepKind::Band, at)
    });
}

/// A multiple of the amount that another payer gave.
fn by_match(input: &Input<'_>, matched: &MatchBenefit) -> Result<i128, Lacks> {
    if input.case.application.aid.is_none() {
        return Err(wanted("aid", "/aid".to_owned(), FactSupplier::Family));
    }
    let (mut sum, mut summed) = (0_i64, Vec::new());
    let programme = input.plan.programme;
    let counted = programme.coordination.counted.as_deref().unwrap_or(&[CountedAid::Received]);
    for listed in input.case.aid.values().filter(|_| counted.contains(&CountedAid::Received)) {
        if listed.aid.payer != matched.payer || listed.aid.status != AidStatus::Received {
            continue;
        }
        match listed.is_own(programme) {
            Some(true) => continue,
            Some(false) => {}
            None if listed.aid.is_without_money() => continue,
            None => return Err(listed.doubt()),
        }
        match (listed.aid.amount, &listed.aid.in_kind) {
            (Some(amount), _) => {
                sum = sum.saturating_add(amount.fen());
                summed.extend((amount > Money::ZERO).then_some(listed.place));
            }
            (None, Some(_)) => {}
            (None, None) => return Err(listed.wants("amount")),
        }
    }
    may_be_one(input.case, |place| summed.contains(&place)).or(())?;
    let times_ppm = ppm(matched.times.get());
    times_ppm.and_then(|ppm| times(i128::from(sum) * FEN, ppm)).ok_or_else(Lacks::range)
}

/// The bracket that contains an amount.
fn bracket(brackets: &BracketBenefit, basis: i128) -> Option<usize> {
    // The ends of a bracket are whole fen. An amount between two fen is compared exactly, not rounded.
    brackets.brackets.iter().position(|bracket| {
        let lower = bracket.lower.is_none_or(|lower| !within(basis, lower.fen(), brackets.bounds));
        let upper = bracket.upper.is_none_or(|upper| within(basis, upper.fen(), brackets.bounds));
        lower && upper
    })
}

/// Whether an amount is below an end. An amount equal to the end is included unless the lower end is inclusive.
fn within(basis: i128, end: i64, bounds: Bounds) -> bool {
    let end = i128::from(end) * FEN;
    match bounds {
        Bounds::FromBelow => basis < end,
        _ => basis <= end,
    }
}
