//! The parts of a programme that use facts, each with its place.

use super::{
    AmountParam, Benefit, Limit, Predicate, Programme, ProgrammeItem, RateParam, ReceiptRule, Requirement, UnitCount,
    When,
};

/// A part of a programme that uses facts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'a> {
    Condition(&'a Predicate),
    Amount(&'a AmountParam),
    Rate(&'a RateParam),
    Basis,
    Count(&'a UnitCount),
}

/// Every part of a programme that uses facts, with its place as a JSON Pointer, in the order of the document.
pub(crate) fn parts(programme: &Programme) -> Vec<(String, Part<'_>)> {
    let mut parts = Parts(Vec::new());
    parts.requirements("", programme.requirements.as_deref());
    for (index, paper) in programme.papers.iter().flat_map(|papers| papers.iter()).enumerate() {
        parts.when(&format!("/papers/{index}"), paper.conditions());
    }
    parts.receipts("", programme.receipts.as_ref());
    for (index, item) in programme.items.iter().enumerate() {
        parts.item(&format!("/items/{index}"), item);
    }
    parts.limits("", programme.limits.as_deref());
    parts.0
}

struct Parts<'a>(Vec<(String, Part<'a>)>);

impl<'a> Parts<'a> {
    fn condition(&mut self, at: String, predicate: &'a Predicate) {
        let bounds = match predicate {
            Predicate::Money(test) => {
                [("over", &test.over), ("atLeast", &test.at_least), ("below", &test.below), ("atMost", &test.at_most)]
            }
            _ => return self.0.push((at, Part::Condition(predicate))),
        };
        self.0.push((at.clone(), Part::Condition(predicate)));
        for (name, bound) in bounds {
            self.amount(&format!("{at}/{name}"), bound.as_ref());
        }
    }

    fn when(&mut self, at: &str, when: When<'a>) {
        for (index, predicate) in when.all.iter().enumerate() {
            self.condition(format!("{at}/when/{index}"), predicate);
        }
        for (index, group) in when.any_of.iter().enumerate() {
            for (place, predicate) in group.any_of.iter().enumerate() {
                self.condition(format!("{at}/whenAnyOf/{index}/anyOf/{place}"), predicate);
            }
        }
    }

    fn requirements(&mut self, at: &str, requirements: Option<&'a [Requirement]>) {
        for (index, requirement) in requirements.unwrap_or_default().iter().enumerate() {
            for (place, predicate) in requirement.any_of.iter().enumerate() {
                self.condition(format!("{at}/requirements/{index}/anyOf/{place}"), predicate);
            }
        }
    }

    fn receipts(&mut self, at: &str, receipts: Option<&'a ReceiptRule>) {
        self.requirements(&format!("{at}/receipts"), receipts.and_then(|receipts| receipts.requirements.as_deref()));
    }

    fn amount(&mut self, at: &str, amount: Option<&'a AmountParam>) {
        self.0.extend(amount.map(|amount| (at.to_owned(), Part::Amount(amount))));
    }

    fn rate(&mut self, at: &str, rate: Option<&'a RateParam>) {
        self.0.extend(rate.map(|rate| (at.to_owned(), Part::Rate(rate))));
    }

    fn item(&mut self, at: &str, item: &'a ProgrammeItem) {
        self.when(at, item.conditions());
        self.receipts(at, item.receipts.as_ref());
        self.0.extend(item.basis.as_ref().map(|_| (format!("{at}/basis"), Part::Basis)));
        let threshold = item.basis.as_ref().and_then(|basis| basis.threshold.as_ref());
        self.amount(&format!("{at}/basis/threshold/amount"), threshold.map(|threshold| &threshold.amount));
        self.amount(&format!("{at}/deductible"), item.deductible.as_ref());
        self.benefit(&format!("{at}/benefit"), &item.benefit);
        self.limits(at, item.limits.as_deref());
    }

    fn benefit(&mut self, at: &str, benefit: &'a Benefit) {
        match benefit {
            Benefit::Fixed(fixed) => self.amount(&format!("{at}/amount"), Some(&fixed.amount)),
            Benefit::Tiers(tiers) => {
                for (index, tier) in tiers.tiers.iter().enumerate() {
                    self.when(&format!("{at}/tiers/{index}"), tier.conditions());
                    self.amount(&format!("{at}/tiers/{index}/amount"), Some(&tier.amount));
                }
            }
            Benefit::Brackets(brackets) => {
                for (index, bracket) in brackets.brackets.iter().enumerate() {
                    self.amount(&format!("{at}/brackets/{index}/amount"), Some(&bracket.amount));
                }
            }
            Benefit::Rate(rate) => self.rate(&format!("{at}/rate"), Some(&rate.rate)),
            Benefit::Bands(bands) => {
                for (index, band) in bands.bands.iter().enumerate() {
                    self.rate(&format!("{at}/bands/{index}/rate"), Some(&band.rate));
                }
                self.rate(&format!("{at}/addRate"), bands.add_rate.as_ref());
            }
            Benefit::Prices(prices) => {
                for (index, price) in prices.prices.iter().enumerate() {
                    self.amount(&format!("{at}/prices/{index}/price"), Some(&price.price));
                }
            }
            Benefit::Units(units) => {
                self.0.push((format!("{at}/count"), Part::Count(&units.count)));
                self.amount(&format!("{at}/amount"), Some(&units.amount));
            }
            Benefit::Gap(gap) => self.rate(&format!("{at}/rate"), Some(&gap.rate)),
            Benefit::Match(_) => {}
            Benefit::InKind(service) => {
                for (index, service) in service.services.iter().enumerate() {
                    self.amount(&format!("{at}/services/{index}/settled"), service.settled.as_ref());
                }
            }
        }
    }

    fn limits(&mut self, at: &str, limits: Option<&'a [Limit]>) {
        for (index, limit) in limits.unwrap_or_default().iter().enumerate() {
            self.amount(&format!("{at}/limits/{index}/amount"), limit.amount.as_ref());
            self.when(&format!("{at}/limits/{index}"), limit.conditions());
        }
    }
}
