//! Benefits (docs/evaluation.md, section 7, entitlement): the exact result for a unit.

use super::{
    Case,
    exact::{Exact, ZERO},
    judge::Answer,
    table::Known,
    unit::Unit,
};
use std::collections::BTreeSet;
use tongbiao::{
    code::{AidStatus, BandMethod, Bounds, TierSelect},
    eligibility::Truth,
    programme::{BandBenefit, Benefit, PriceBenefit, ProgrammeItem, TierBenefit},
    value::Money,
};

/// Whether an amount lies between two ends.
fn holds(bounds: Bounds, amount: Exact, lower: Option<Money>, upper: Option<Money>) -> bool {
    let fen = |end: Money| Exact::fen(end.to_decimal());
    match bounds {
        Bounds::OverUpTo => lower.is_none_or(|l| fen(l) < amount) && upper.is_none_or(|u| amount <= fen(u)),
        _ => lower.is_none_or(|l| fen(l) <= amount) && upper.is_none_or(|u| amount < fen(u)),
    }
}

/// The programme is in error: two tiers hold although only one may. No place of the application is missing.
pub const TIER_CONFLICT: &str = "tier-conflict";

impl Case<'_> {
    pub fn benefit(&self, item: &ProgrammeItem, unit: &Unit, basis: Exact, number: Option<Exact>) -> Known<Exact> {
        let subject = self.subject(unit);
        match &item.benefit {
            Benefit::Fixed(fixed) => self.amount(&fixed.amount, &subject),
            Benefit::Tiers(tiers) => self.tiers(tiers, unit),
            Benefit::Brackets(table) => {
                let mut brackets = table.brackets.iter();
                match brackets.find(|bracket| holds(table.bounds, basis, bracket.lower, bracket.upper)) {
                    Some(bracket) => self.amount(&bracket.amount, &subject),
                    None => Ok(ZERO),
                }
            }
            Benefit::Rate(rate) => Ok(basis * self.rate(&rate.rate, &subject)?),
            Benefit::Gap(gap) => Ok(basis * self.rate(&gap.rate, &subject)?),
            Benefit::Bands(bands) => self.bands(bands, unit, basis),
            Benefit::Prices(prices) => self.price(prices, unit),
            // If the number is zero, the amount for each does not matter.
            Benefit::Units(units) => match number.unwrap_or(ZERO) {
                ZERO => Ok(ZERO),
                number => Ok(number * self.amount(&units.amount, &subject)?),
            },
            Benefit::Match(matching) => {
                if self.application.aid.is_none() {
                    return Err(BTreeSet::from(["/aid".to_owned()]));
                }
                let received = |place: &usize| {
                    let aid = &self.aid()[*place];
                    aid.payer == matching.payer && aid.status == AidStatus::Received
                };
                if let Some(place) =
                    self.counted_if(Truth::Unknown).into_iter().filter(received).find(|p| self.may_bring(*p))
                {
                    return Err(BTreeSet::from([self.owner(place)]));
                }
                let gaps = self.grant_gaps(&self.counted().into_iter().filter(received).collect::<Vec<_>>());
                if !gaps.is_empty() {
                    return Err(gaps);
                }
                let mut sum = 0;
                for place in self.counted().into_iter().filter(received) {
                    sum += self.aid_amount(place)?;
                }
                Ok(Exact::decimal(matching.times.get()) * Exact::whole(sum))
            }
            Benefit::InKind(_) => Ok(ZERO),
            _ => panic!("a benefit of a kind that is not in the specification"),
        }
    }

    fn tiers(&self, benefit: &TierBenefit, unit: &Unit) -> Known<Exact> {
        let subject = self.subject(unit);
        let answers: Vec<Answer> = benefit
            .tiers
            .iter()
            .map(|tier| self.judge_all(Some(&tier.when), tier.when_any_of.as_deref(), &subject))
            .collect();
        let unknown = |answers: &[Answer]| -> BTreeSet<String> {
            answers.iter().flat_map(|answer| answer.missing.clone()).collect()
        };
        let yes: Vec<usize> = (0..answers.len()).filter(|place| answers[*place].truth == Truth::Yes).collect();
        let before = match (benefit.select, yes.as_slice()) {
            (TierSelect::First, [first, ..]) => *first,
            (_, [_, _, ..]) => return Err(BTreeSet::from([TIER_CONFLICT.to_owned()])),
            _ => answers.len(),
        };
        let missing = unknown(&answers[..before]);
        if !missing.is_empty() {
            return Err(missing);
        }
        match yes.first() {
            Some(tier) => self.amount(&benefit.tiers[*tier].amount, &subject),
            None => Ok(ZERO),
        }
    }

    fn bands(&self, benefit: &BandBenefit, unit: &Unit, basis: Exact) -> Known<Exact> {
        let subject = self.subject(unit);
        let added = match &benefit.add_rate {
            Some(rate) => self.rate(rate, &subject)?,
            None => ZERO,
        };
        let mut lower: Option<Money> = None;
        let mut sum = ZERO;
        for band in &benefit.bands {
            let fen = |end: Option<Money>| end.map(|end| Exact::fen(end.to_decimal()));
            let (low, high) = (fen(lower).unwrap_or(ZERO), fen(band.upper).unwrap_or(basis));
            let inside = (basis.min(high) - low).or_zero();
            match benefit.method {
                BandMethod::Whole if holds(benefit.bounds, basis, lower, band.upper) => {
                    return Ok(basis * (self.rate(&band.rate, &subject)? + added));
                }
                BandMethod::Marginal if inside > ZERO => {
                    sum = sum + inside * (self.rate(&band.rate, &subject)? + added);
                }
                _ => {}
            }
            lower = band.upper;
        }
        Ok(sum)
    }

    fn price(&self, benefit: &PriceBenefit, unit: &Unit) -> Known<Exact> {
        let (t, o) = unit.operation.unwrap();
        let treatment = &self.application.treatments.as_deref().unwrap()[t];
        let operation = &treatment.operations.as_deref().unwrap()[o];
        let prefixes = || {
            let prices = benefit.prices.iter();
            prices.flat_map(|price| price.operations.iter().map(move |prefix| (price, prefix)))
        };
        let longest = self.longest(operation, prefixes().map(|(_, prefix)| prefix)).flatten().unwrap();
        let (priced, _) = prefixes().nth(longest).unwrap();
        let price = self.amount(&priced.price, &self.subject(unit))?;
        let mut left = price;
        for payer in benefit.co_funding.as_deref().unwrap_or_default() {
            let share = payer.share.map(|share| Exact::decimal(share.get()) * price);
            let amount = payer.amount.map(|amount| Exact::fen(amount.to_decimal()));
            left = left - share.or(amount).unwrap();
        }
        Ok(left.or_zero())
    }
}
