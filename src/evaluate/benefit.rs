//! From a basis to what a unit is entitled to.

use super::{
    coordination,
    count::of_each,
    exact::{FEN, ppm, round, times},
    missing::Wanted,
    node::Node,
    plan::{PlannedBenefit, PlannedItem, Value},
    run::Run,
    step::{Noted, Step},
    value::Subjects,
};
use crate::{
    code::{AidStatus, BandMethod, CountedAid, FactSupplier, ReasonCode, StepKind, TierSelect},
    eligibility::{Answer, Truth},
    programme::{BandBenefit, Benefit, BracketBenefit, MatchBenefit, RateParam, TierBenefit},
};

impl Run<'_, '_> {
    /// What a basis, in millionths of a fen, comes to; nothing where that is not known.
    pub(super) fn benefit(
        &mut self,
        index: usize,
        planned: &PlannedItem<'_>,
        unit: usize,
        basis: i128,
        of: &Subjects<'_>,
    ) -> Option<i128> {
        let exact = match (&planned.item.benefit, &planned.benefit) {
            (Benefit::Fixed(_), PlannedBenefit::Amount(amount)) => self.value(amount, of)?,
            (Benefit::Units(units), PlannedBenefit::Amount(amount)) => {
                let (amount, count) = (self.value(amount, of), self.count((index, unit), planned, units, of));
                let (amount, count) = (amount?, count?);
                let exact = self.need(of_each(amount, count).ok_or(Wanted::Range))?;
                self.cut_numbers(unit, amount);
                self.note_benefit(Node::Benefit(index), unit, Some(basis), Some(Noted::Amount(amount)), exact);
                return Some(exact);
            }
            (Benefit::Tiers(tiers), PlannedBenefit::Amounts(amounts)) => {
                let Some(tier) = self.tier(index, tiers)? else { return Some(0) };
                let amount = self.value(amounts.get(tier)?, of)?;
                self.note_benefit(Node::Tier(index, tier), unit, None, Some(Noted::Amount(amount)), amount);
                return Some(amount);
            }
            (Benefit::Brackets(brackets), PlannedBenefit::Amounts(amounts)) => {
                let Some(bracket) = bracket(brackets, basis) else {
                    self.end_item(index, ReasonCode::BelowBrackets);
                    self.note_benefit(Node::Benefit(index), unit, Some(basis), None, 0);
                    return Some(0);
                };
                let amount = self.value(amounts.get(bracket)?, of)?;
                let node = Node::Bracket(index, bracket);
                self.note_benefit(node, unit, Some(basis), Some(Noted::Amount(amount)), amount);
                return Some(amount);
            }
            (Benefit::Rate(_) | Benefit::Gap(_), PlannedBenefit::Rate(rate)) => {
                let rate = self.value(rate, of)?;
                let exact = self.need(times(basis, rate).ok_or(Wanted::Range))?;
                self.note_benefit(Node::Benefit(index), unit, Some(basis), Some(Noted::Rate(rate)), exact);
                return Some(exact);
            }
            (Benefit::Bands(bands), PlannedBenefit::Bands(rates, added)) => {
                let added = match added {
                    Some(added) => self.value(added, of)?,
                    None => 0,
                };
                self.bands((index, unit), bands, (rates, added), basis, of)?
            }
            (Benefit::Match(matched), _) => self.matched(matched)?,
            _ => 0,
        };
        self.note_benefit(Node::Benefit(index), unit, Some(basis), None, exact);
        Some(exact)
    }

    /// Rounds, once.
    pub(super) fn round(&mut self, planned: &PlannedItem<'_>, unit: usize, exact: i128) -> Option<i64> {
        let (to, mode, at) = planned.rounding;
        let rounded = self.need(round(exact, to, mode).ok_or(Wanted::Range))?;
        self.note(|| Step {
            unit: Some(unit),
            amount_in: Some(exact),
            amount_out: Some(i128::from(rounded) * FEN),
            ..Step::new(StepKind::Rounding, at)
        });
        Some(rounded)
    }

    pub(super) fn note_benefit(
        &mut self,
        at: Node,
        unit: usize,
        amount_in: Option<i128>,
        value: Option<Noted>,
        exact: i128,
    ) {
        let out = Some(exact);
        self.note(|| Step { unit: Some(unit), amount_in, value, amount_out: out, ..Step::new(StepKind::Benefit, at) });
    }

    /// Which tier holds; the outer nothing where that is not known.
    fn tier(&mut self, index: usize, tiers: &TierBenefit) -> Option<Option<usize>> {
        let (mut found, mut missing) = (None, Vec::new());
        for (place, tier) in tiers.tiers.iter().enumerate() {
            let answer = Answer::all(tier.when.iter().map(|condition| self.reading.judge(condition)));
            match answer.truth {
                Truth::Yes if found.is_some() => {
                    // Two that hold are in conflict, whatever is not known of the others.
                    self.end_item(index, ReasonCode::TierConflict);
                    return Some(None);
                }
                Truth::Yes => found = Some(place),
                Truth::No => {}
                _ => missing.extend(answer.missing),
            }
            let decided = found.is_some() || !missing.is_empty();
            if tiers.select == TierSelect::First && decided {
                break;
            }
        }
        if !missing.is_empty() {
            self.work.missing.extend(missing);
            return None;
        }
        if found.is_none() {
            self.end_item(index, ReasonCode::NoTier);
        }
        Some(found)
    }

    fn bands(
        &mut self,
        (index, unit): (usize, usize),
        bands: &BandBenefit,
        (rates, added): (&[Value<'_, RateParam>], i128),
        basis: i128,
        of: &Subjects<'_>,
    ) -> Option<i128> {
        if bands.method == BandMethod::Whole {
            let holds = bands.bands.iter().position(|band| match band.upper {
                None => true,
                Some(upper) => within(basis, upper.fen(), bands.bounds),
            });
            let band = holds.unwrap_or_default();
            let rate = self.value(rates.get(band)?, of)? + added;
            let exact = self.need(times(basis, rate).ok_or(Wanted::Range))?;
            self.note_band(Node::Band(index, band), unit, basis, rate, exact);
            return Some(exact);
        }
        let (mut lower, mut sum) = (0_i128, 0_i128);
        for (place, (band, rate)) in bands.bands.iter().zip(rates).enumerate() {
            let upper = band.upper.map_or(i128::MAX, |upper| i128::from(upper.fen()) * FEN);
            let part = basis.min(upper) - lower;
            if part <= 0 {
                break;
            }
            let rate = self.value(rate, of)? + added;
            let exact = self.need(times(part, rate).ok_or(Wanted::Range))?;
            self.note_band(Node::Band(index, place), unit, part, rate, exact);
            sum = self.need(sum.checked_add(exact).ok_or(Wanted::Range))?;
            lower = upper;
        }
        Some(sum)
    }

    fn note_band(&mut self, at: Node, unit: usize, part: i128, rate: i128, exact: i128) {
        self.note(|| Step {
            unit: Some(unit),
            amount_in: Some(part),
            value: Some(Noted::Rate(rate)),
            amount_out: Some(exact),
            ..Step::new(StepKind::Band, at)
        });
    }

    /// So many times what another payer has given.
    fn matched(&mut self, matched: &MatchBenefit) -> Option<i128> {
        if self.case.application.aid.is_none() {
            let missing = super::missing::wanted("aid", "/aid".to_owned(), FactSupplier::Family);
            self.want(missing);
            return None;
        }
        let mut sum = 0_i64;
        let counted = self.plan.programme.coordination.counted.as_deref().unwrap_or(&[CountedAid::Received]);
        let given = self.case.aid.iter().filter(|_| counted.contains(&CountedAid::Received));
        for given in given {
            if given.aid.payer != matched.payer || given.aid.status != AidStatus::Received {
                continue;
            }
            match coordination::is_own(self.plan, given) {
                Some(true) => continue,
                Some(false) => {}
                None if given.aid.is_without_money() => continue,
                None => {
                    self.want(given.wants(given.aid.doubtful_member()));
                    return None;
                }
            }
            match (given.aid.amount, &given.aid.in_kind) {
                (Some(amount), _) => sum = sum.saturating_add(amount.fen()),
                (None, Some(_)) => {}
                (None, None) => {
                    self.want(given.wants("amount"));
                    return None;
                }
            }
        }
        let times_ppm = ppm(matched.times.get());
        let exact = times_ppm.and_then(|ppm| times(i128::from(sum) * FEN, ppm));
        self.need(exact.ok_or(Wanted::Range))
    }
}

/// Which bracket holds an amount.
fn bracket(brackets: &BracketBenefit, basis: i128) -> Option<usize> {
    // A bracket's ends are whole fen, so that what lies between two fen is on the side of the upper one where the lower end
    // does not belong to it, and of the lower one where it does.
    brackets.brackets.iter().position(|bracket| {
        let lower = bracket.lower.is_none_or(|lower| !within(basis, lower.fen(), brackets.bounds));
        let upper = bracket.upper.is_none_or(|upper| within(basis, upper.fen(), brackets.bounds));
        lower && upper
    })
}

/// Whether an amount lies below an end, or on it where the end belongs to what is below it.
fn within(basis: i128, end: i64, bounds: crate::code::Bounds) -> bool {
    let end = i128::from(end) * FEN;
    match bounds {
        crate::code::Bounds::FromBelow => basis < end,
        _ => basis <= end,
    }
}
