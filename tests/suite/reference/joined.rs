//! The receipts of an operation (docs/evaluation.md, section 7, prices).

use super::{
    Case,
    judge::day_of,
    line_days::by_line,
    period::{Span, by, holding},
    stay::{Stay, stay_at},
};
use std::collections::BTreeSet;
use tongbiao::{eligibility::Truth, programme::PeriodRule, record::treatment::Treatment, value::Date};

/// The stay of a treatment by its own statements.
fn stay_of(treatment: &Treatment) -> Option<Stay> {
    stay_at(treatment.hospital.as_ref()?, treatment.period.as_ref()?, treatment.inpatient_number.as_ref())
}

/// 7.42, 7.43: whether all receipts of an operation must be known, or those that move it to another of some periods.
pub struct Asked {
    pub all: bool,
    pub periods: Vec<PeriodRule>,
    /// Whether the item has a basis, so that its awards are on lines.
    pub on_lines: bool,
}

impl Case<'_> {
    /// The periods of an operation with some receipts. `None` if a day is absent.
    fn periods_of(&self, rule: &PeriodRule, receipts: &[usize], on_lines: bool) -> Option<Vec<Span>> {
        let as_of = self.given.as_of;
        let mut spans = Vec::new();
        for index in receipts {
            let receipt = &self.receipts()[*index];
            spans.push(holding(rule, day_of(receipt, by(rule))?, as_of).unwrap());
            for line in receipt.lines.iter().flatten().filter(|_| on_lines && by_line(rule)) {
                spans.extend(line.charged_on.map(|day| holding(rule, day, as_of).unwrap()));
            }
        }
        spans.sort_unstable();
        spans.dedup();
        let one = spans.len() == 1 || (on_lines && !spans.is_empty());
        Some(if one { spans } else { vec![holding(rule, as_of, as_of).unwrap()] })
    }

    /// 7.21: the admitted receipts that name a treatment, or else those of its stay; and what is missing to know them.
    pub fn receipts_of(
        &self,
        t: usize,
        treatment: &Treatment,
        admitted: &[usize],
        asked: &Asked,
    ) -> (Vec<usize>, BTreeSet<String>) {
        let names = |index: &&usize| {
            let named = self.receipts()[**index].treatments.as_deref().unwrap_or_default();
            treatment.id.as_ref().is_some_and(|id| named.contains(id))
        };
        let named: Vec<usize> = admitted.iter().filter(names).copied().collect();
        if !named.is_empty() {
            return (named, BTreeSet::new());
        }
        let own = stay_of(treatment);
        let of_stay = |index: &&usize| {
            let of = self.stated_here(**index).map(|_| self.stay(**index));
            of.zip(own.as_ref()).is_some_and(|(of, own)| self.is_of_stay(own, of))
        };
        let joined: Vec<usize> = admitted.iter().filter(of_stay).copied().collect();
        let moves = |rule: &PeriodRule, other: usize| {
            let with_other: Vec<usize> = joined.iter().copied().chain([other]).collect();
            self.periods_of(rule, &joined, asked.on_lines) != self.periods_of(rule, &with_other, asked.on_lines)
        };
        let matters = |other: &&usize| asked.all || asked.periods.iter().any(|rule| moves(rule, **other));
        let others: Vec<usize> =
            admitted.iter().filter(|index| !joined.contains(index)).filter(matters).copied().collect();
        let missing = match own {
            Some(own) if !joined.is_empty() => self.numbers_of(t, own, &joined, &others),
            own => self.treatments_of(treatment, own, &others),
        };
        let of_any = missing.is_empty() && joined.is_empty() && asked.all;
        (joined, if of_any { BTreeSet::from(["/receipts/*/treatments".to_owned()]) } else { missing })
    }

    /// Whether a treatment is of a stay, given by its first receipt.
    fn is_of_stay(&self, own: &Stay, first: usize) -> bool {
        let stated = (0..self.receipts().len()).filter_map(|index| Some((index, self.stated_here(index)?)));
        let parts: Vec<Stay> = stated.filter(|(index, _)| self.stay(*index) == first).map(|(_, stay)| stay).collect();
        if parts.iter().any(|part| own.is_part_with(part) == Truth::Yes) {
            return true;
        }
        let starts: Option<Vec<Date>> = parts.iter().map(|part| part.days.0).collect();
        let ends: Option<Vec<Date>> = parts.iter().map(|part| part.days.1).collect();
        let whole = starts.zip(ends).map(|(starts, ends)| (starts.into_iter().min(), ends.into_iter().max()));
        own.number.is_none() && whole == Some(own.days) && parts.iter().any(|part| part.is_at(own))
    }

    /// The inpatient numbers that decide whether other receipts are of the stay.
    fn numbers_of(&self, t: usize, own: Stay, joined: &[usize], others: &[usize]) -> BTreeSet<String> {
        let mut missing = BTreeSet::new();
        let parts: Vec<(usize, Stay)> =
            joined.iter().filter_map(|index| Some((*index, self.stated_here(*index)?))).collect();
        let taken = parts.iter().find_map(|(_, part)| part.number.clone());
        let own = Stay { number: own.number.clone().or(taken), ..own };
        let place = |index: usize| format!("/receipts/{index}/inpatientNumber");
        for other in others {
            let Some(stay) = self.stated_here(*other).filter(|_| self.receipts()[*other].treatments.is_none()) else {
                continue;
            };
            let mut sides = vec![(format!("/treatments/{t}/inpatientNumber"), &own)];
            sides.extend(parts.iter().map(|(index, part)| (place(*index), part)));
            for (side, known) in sides {
                if known.is_part_with(&stay) == Truth::Unknown {
                    missing.extend(known.number.is_none().then_some(side));
                    missing.extend(stay.number.is_none().then(|| place(*other)));
                }
            }
        }
        missing
    }

    /// The treatments of the receipts that may be of the operation.
    fn treatments_of(&self, treatment: &Treatment, own: Option<Stay>, others: &[usize]) -> BTreeSet<String> {
        let (start, end) = treatment.period.as_ref().map_or((None, None), |period| (period.start, period.end));
        let mut missing = BTreeSet::new();
        for index in others {
            let receipt = &self.receipts()[*index];
            let hospitals = receipt.issuer.as_ref().zip(treatment.hospital.as_ref());
            let elsewhere = hospitals.is_some_and(|(one, other)| {
                let code = |a: &Option<String>, b: &Option<String>| Some(a.as_ref()? == b.as_ref()?);
                let texts = |hospital: &tongbiao::record::organisation::Hospital| {
                    (hospital.uscc.as_ref().map(ToString::to_string), hospital.code.as_ref().map(ToString::to_string))
                };
                let (one, other) = (texts(one), texts(other));
                code(&one.0, &other.0).or_else(|| code(&one.1, &other.1)) == Some(false)
            });
            let before = start.zip(receipt.discharged_on()).is_some_and(|(start, last)| last < start);
            let after = end.zip(receipt.visited_on()).is_some_and(|(end, first)| end < first);
            let stated = self.stated_here(*index);
            let another = own
                .as_ref()
                .zip(stated.as_ref())
                .is_some_and(|(own, stay)| own.number.is_some() && stay.number.is_some() && own.number != stay.number);
            let is_joined = stated.is_some() && own.as_ref().is_some_and(|own| self.is_of_stay(own, self.stay(*index)));
            if receipt.treatments.is_none() && !elsewhere && !before && !after && !another && !is_joined {
                missing.insert(format!("/receipts/{index}/treatments"));
            }
        }
        missing
    }
}
