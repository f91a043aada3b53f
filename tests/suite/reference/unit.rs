//! Units, and the inputs of their computation (docs/evaluation.md, section 5, unit).

use super::{
    Case,
    joined::Asked,
    judge::{Subject, day_of},
    ledger::Key,
    line_days, period,
};
use tongbiao::{
    code::{AwardCeiling, AwardUnit, LimitScope, TreatmentKind, TreatmentStatus},
    eligibility::Truth,
    programme::{Benefit, Limit, PeriodRule, ProgrammeItem},
    record::{
        organisation::Hospital,
        treatment::{Operation, Treatment},
    },
    value::{OperationPrefix, organisation_name_form},
};

/// A unit of an item.
#[derive(Debug, Clone)]
pub struct Unit {
    pub item: usize,
    pub key: Key,
    /// Its receipts in canonical order.
    pub receipts: Vec<usize>,
    /// Its treatment and operation.
    pub operation: Option<(usize, usize)>,
    /// The service that would be given.
    pub service: bool,
}

/// The key of a hospital: its uscc, or else its code, or else its name.
pub fn hospital_id(hospital: &Hospital) -> String {
    let code = || hospital.code.as_ref().map(|code| format!("code {}", code.as_str()));
    let uscc = hospital.uscc.as_ref().map(|uscc| format!("uscc {}", uscc.as_str()));
    uscc.or_else(code).unwrap_or_else(|| format!("name {}", organisation_name_form(hospital.name.as_str())))
}

impl Case<'_> {
    /// Whether an item uses receipts.
    pub fn asks_for_receipts(&self, item: &ProgrammeItem) -> bool {
        let on_all = matches!(item.benefit, Benefit::Fixed(_) | Benefit::Tiers(_) | Benefit::Match(_));
        item.basis.is_some() || matches!(item.benefit, Benefit::Prices(_)) || (on_all && self.has_ceiling(item))
    }

    /// Whether an item is capped at the family's share.
    pub fn has_ceiling(&self, item: &ProgrammeItem) -> bool {
        let of_item = match item.benefit {
            Benefit::Units(_) => item.basis.is_some(),
            Benefit::InKind(_) => false,
            _ => true,
        };
        of_item && self.programme.coordination.ceiling == AwardCeiling::FamilyBorne
    }

    /// The item, if it has tests of its own for receipts. An award for no particular receipt is on all.
    pub fn own_rule<'i>(&self, item: &'i ProgrammeItem) -> Option<&'i ProgrammeItem> {
        (item.basis.is_some() || matches!(item.benefit, Benefit::Prices(_))).then_some(item)
    }

    /// The receipts admitted to an item, in canonical order. Missing facts are recorded.
    pub fn admitted(&self, item: &ProgrammeItem) -> Vec<usize> {
        if !self.asks_for_receipts(item) {
            return Vec::new();
        }
        if self.application.receipts.is_none() {
            self.want("/receipts");
        }
        let by_item = self.own_rule(item);
        let mut admitted = Vec::new();
        for index in self.canonical_order() {
            let admission = self.admission(index, by_item);
            match admission.answer.truth {
                Truth::Yes => admitted.push(index),
                Truth::No => {}
                _ => self.missing.borrow_mut().extend(admission.answer.missing),
            }
        }
        admitted
    }

    pub fn units(&self, place: usize, item: &ProgrammeItem, admitted: &[usize]) -> Vec<Unit> {
        let of_operations = match &item.benefit {
            Benefit::Prices(_) => return self.operation_units(place, item, admitted),
            Benefit::InKind(_) => return self.service_units(place, item),
            _ => item.basis.as_ref().map(|basis| basis.per),
        };
        let unit = |key, receipts| Unit { item: place, key, receipts, operation: None, service: false };
        let whole = Key::Application(self.application.id.clone());
        let mut units: Vec<Unit> = Vec::new();
        if matches!(of_operations, None | Some(AwardUnit::Application)) {
            return vec![unit(whole, admitted.to_vec())];
        }
        if let Some(rule) = line_days::rule_of(item) {
            for index in admitted {
                for span in self.spans_of_receipt(item, *index, rule) {
                    match units.iter_mut().find(|unit| unit.key == Key::Period(span)) {
                        Some(unit) => unit.receipts.push(*index),
                        None => units.push(unit(Key::Period(span), vec![*index])),
                    }
                }
            }
            return units;
        }
        for index in admitted {
            let receipt = &self.receipts()[*index];
            let alone = Key::Receipt(receipt.keys());
            let key = match of_operations {
                Some(AwardUnit::Receipt) => alone,
                Some(AwardUnit::Hospitalisation) => {
                    let stay = self.stay(*index);
                    match units.iter_mut().find(|unit| self.stay(unit.receipts[0]) == stay) {
                        Some(unit) => unit.receipts.push(*index),
                        None => units.push(unit(self.stay_key(item, *index), vec![*index])),
                    }
                    continue;
                }
                _ => {
                    let rule = item.basis.as_ref().and_then(|basis| basis.period.as_ref()).unwrap();
                    let day = day_of(receipt, period::by(rule)).expect("an admitted receipt has the day");
                    let span = period::holding(rule, day, self.given.as_of).expect("it lies inside");
                    match rule {
                        PeriodRule::RollingMonths(_) => Key::Rolling(self.application.id.clone(), span),
                        _ => Key::Period(span),
                    }
                }
            };
            match units.iter_mut().find(|unit| unit.key == key) {
                Some(unit) => unit.receipts.push(*index),
                None => units.push(unit(key, vec![*index])),
            }
        }
        units
    }

    /// The key of the unit of a stay: that of the first own earlier adjudication, if it was a unit there.
    fn stay_key(&self, item: &ProgrammeItem, first: usize) -> Key {
        let own = self.given.ledger.iter().flatten();
        let own = own.filter(|past| past.programme == self.programme.id && past.decided);
        let units = own.flat_map(|past| past.units.iter().map(move |unit| (past, unit)));
        let stay = self.stay(first);
        let mut same = units.filter(|(past, unit)| unit.item == item.id && self.stay_of_past(past, unit) == Some(stay));
        let known = same.next().map(|(_, unit)| unit.key.clone());
        known.unwrap_or_else(|| Key::Stay(self.application.id.clone(), self.receipts()[first].keys()[0].clone()))
    }

    /// Every operation, with its treatment.
    pub fn operations(&self) -> Vec<(usize, usize, &Treatment, &Operation)> {
        let treatments = self.application.treatments.as_deref().unwrap_or_default().iter().enumerate();
        let all = treatments.flat_map(|(t, treatment)| {
            let operations = treatment.operations.as_deref().unwrap_or_default().iter().enumerate();
            operations.map(move |(o, operation)| (t, o, treatment, operation))
        });
        all.collect()
    }

    /// The surgeries and transplants that were not cancelled and do not state their operations. Each may be any
    /// operation.
    fn unnamed(&self) -> impl Iterator<Item = (usize, &Treatment)> {
        let all = self.application.treatments.as_deref().unwrap_or_default().iter().enumerate();
        all.filter(|(_, treatment)| {
            let kind = matches!(
                treatment.kind,
                TreatmentKind::Surgery | TreatmentKind::Transplant | TreatmentKind::OrganTransplant
            );
            kind && treatment.status != TreatmentStatus::Cancelled && treatment.operations.is_none()
        })
    }

    /// The longest prefix that matches an operation's code. Unknown if the code is missing or too coarse.
    pub fn longest<'p>(
        &self,
        operation: &Operation,
        prefixes: impl Iterator<Item = &'p OperationPrefix>,
    ) -> Option<Option<usize>> {
        let code = operation.code.as_ref()?;
        let mut longest: Option<(usize, usize)> = None;
        for (place, prefix) in prefixes.enumerate() {
            let length = prefix.as_str().len();
            if prefix.covers(code)? && longest.is_none_or(|(_, found)| length > found) {
                longest = Some((place, length));
            }
        }
        Some(longest.map(|(place, _)| place))
    }

    /// An operation is identified by its hospital, code and day, and by the number of equal operations before it.
    pub fn operation_key(&self, t: usize, o: usize, service: &str) -> Key {
        let told = |treatment: &Treatment, operation: &Operation| {
            let hospital = treatment.hospital.as_ref().map(hospital_id).unwrap_or_default();
            let day = operation.performed_on.or_else(|| treatment.period.as_ref()?.start);
            let code = operation.code.as_ref().map(|code| code.as_str().to_owned());
            format!("{hospital} {code:?} {day:?}")
        };
        let all = self.operations();
        let (_, _, treatment, operation) = all.iter().find(|(a, b, ..)| (*a, *b) == (t, o)).unwrap();
        let own = told(treatment, operation);
        let before = all.iter().take_while(|(a, b, ..)| (*a, *b) != (t, o));
        let like = before.filter(|(_, _, treatment, operation)| told(treatment, operation) == own).count();
        Key::Operation(format!("{own} {like} {service}"))
    }

    fn operation_units(&self, place: usize, item: &ProgrammeItem, admitted: &[usize]) -> Vec<Unit> {
        let Benefit::Prices(prices) = &item.benefit else { return Vec::new() };
        if self.application.treatments.is_none() {
            self.want("/treatments");
        }
        for (t, _) in self.unnamed().filter(|(_, treatment)| treatment.status != TreatmentStatus::Planned) {
            self.want(&format!("/treatments/{t}/operations"));
        }
        let mut units: Vec<Unit> = Vec::new();
        for (t, o, treatment, operation) in self.operations() {
            let open = matches!(treatment.status, TreatmentStatus::Cancelled | TreatmentStatus::Planned);
            let done = operation.performed_on.is_some() || treatment.status == TreatmentStatus::Completed;
            if open || !done {
                continue;
            }
            let prefixes = prices.prices.iter().flat_map(|price| price.operations.iter());
            match self.longest(operation, prefixes) {
                None => self.want("/treatments/*/operations/*/code"),
                Some(None) => {}
                Some(Some(_)) => {
                    let key = self.operation_key(t, o, "");
                    let asked = Asked {
                        all: self.has_ceiling(item) || self.is_placed_by_receipts(item),
                        periods: self.periods_that_place(item),
                        on_lines: item.basis.is_some(),
                    };
                    let (receipts, missing) = self.receipts_of(t, treatment, admitted, &asked);
                    missing.iter().for_each(|place| self.want(place));
                    units.push(Unit { item: place, key, receipts, operation: Some((t, o)), service: false });
                }
            }
        }
        units
    }

    /// The limits that are for an item or named by it, and that may apply.
    fn limits_that_place<'a>(&'a self, item: &'a ProgrammeItem) -> Vec<&'a Limit> {
        let named = item.after_limits.as_deref().unwrap_or_default();
        let of_items = self.programme.items.iter().flat_map(|item| item.limits.as_deref().unwrap_or_default());
        let all = of_items.chain(self.programme.limits.as_deref().unwrap_or_default());
        let named = all.filter(|limit| named.contains(&limit.id));
        let own = self.limits_for(item).into_iter().map(|(limit, _)| limit);
        own.chain(named).filter(|limit| self.may_limit(limit)).collect()
    }

    fn may_limit(&self, limit: &Limit) -> bool {
        self.judge_all(limit.when.as_deref(), limit.when_any_of.as_deref(), &Subject::Application).truth != Truth::No
    }

    /// Whether a limit is one of each receipt, line or stay.
    fn is_placed_by_receipts(&self, item: &ProgrammeItem) -> bool {
        self.limits_that_place(item)
            .into_iter()
            .any(|limit| matches!(limit.scope, LimitScope::Line | LimitScope::Receipt | LimitScope::Hospitalisation))
    }

    /// The periods of limits in which an operation is by the days of its receipts.
    fn periods_that_place(&self, item: &ProgrammeItem) -> Vec<PeriodRule> {
        let of_periods = |limit: &&Limit| limit.scope == LimitScope::Period && limit.operation_days != Some(true);
        let rules =
            self.limits_that_place(item).into_iter().filter(of_periods).filter_map(|limit| limit.period.clone());
        rules.filter(|rule| !matches!(rule, PeriodRule::RollingMonths(_))).collect()
    }

    fn service_units(&self, place: usize, item: &ProgrammeItem) -> Vec<Unit> {
        let Benefit::InKind(benefit) = &item.benefit else { return Vec::new() };
        let mut units: Vec<Unit> = Vec::new();
        for service in &benefit.services {
            let unit = |key, operation| Unit { item: place, key, receipts: Vec::new(), operation, service: true };
            let Some(prefixes) = &service.operations else {
                units.push(unit(Key::Operation(format!("{} {}", self.application.id, service.id)), None));
                continue;
            };
            if self.application.treatments.is_none() {
                self.want("/treatments");
            }
            for (t, treatment) in self.unnamed() {
                let day = treatment.period.as_ref().and_then(|period| period.start);
                let place = format!("/treatments/{t}/hospital");
                let listed =
                    benefit.hospitals.as_ref().map(|set| self.listed(set, treatment.hospital.as_ref(), day, &place));
                if listed.is_none_or(|listed| listed.truth != Truth::No) {
                    self.want(&format!("/treatments/{t}/operations"));
                }
            }
            for (t, o, treatment, operation) in self.operations() {
                if treatment.status == TreatmentStatus::Cancelled {
                    continue;
                }
                let listed = benefit.hospitals.as_ref().map(|set| {
                    let day = treatment.period.as_ref().and_then(|period| period.start);
                    self.listed(set, treatment.hospital.as_ref(), day, &format!("/treatments/{t}/hospital"))
                });
                let below = self.longest(operation, prefixes.iter());
                let elsewhere = listed.as_ref().is_some_and(|listed| listed.truth == Truth::No);
                if elsewhere || below == Some(None) {
                    continue;
                }
                if below.is_none() {
                    self.want("/treatments/*/operations/*/code");
                }
                self.missing.borrow_mut().extend(listed.into_iter().flat_map(|listed| listed.missing));
                units.push(unit(self.operation_key(t, o, service.id.as_str()), Some((t, o))));
            }
        }
        units
    }

    /// The subject whose facts the tables of a unit read.
    pub fn subject(&self, unit: &Unit) -> Subject {
        match unit.operation {
            Some((treatment, _)) => Subject::Treatment(treatment),
            None if unit.receipts.is_empty() => Subject::Application,
            None => Subject::Receipts(unit.receipts.clone()),
        }
    }
}
