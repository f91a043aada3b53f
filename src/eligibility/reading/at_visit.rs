//! Hardship certificates that are in force on the days of visit of a unit.

use super::{Codes, Reading, Subject, missing};
use crate::{
    code::CodeFact,
    eligibility::truth::{Known, Missing, Truth},
    record::household::HardshipCertificate,
    value::{Date, LocalId},
};

/// The day of visit of a receipt, or the first day of a treatment, with its place.
struct Visit {
    place: String,
    day: Option<Date>,
}

impl<'a> Reading<'a> {
    fn visits(&self) -> Vec<Visit> {
        match self.subject {
            Subject::Application => Vec::new(),
            Subject::Receipts(all) => all
                .iter()
                .map(|(index, receipt)| Visit {
                    place: format!("/receipts/{index}/visitDate"),
                    day: receipt.visited_on(),
                })
                .collect(),
            Subject::Treatment(index, treatment) => vec![Visit {
                place: format!("/treatments/{index}/period/start"),
                day: treatment.period.as_ref().and_then(|period| period.start),
            }],
        }
    }

    fn certificates(&self) -> Option<&'a [HardshipCertificate]> {
        self.application.household.as_ref()?.certificates.as_deref()
    }

    /// Whether a certificate of the category is in force on the day of a visit. Without the day, it may be.
    fn holds_at(&self, visit: &Visit, category: &str) -> Truth {
        let own = self.certificates().unwrap_or_default().iter().filter(|one| one.category.as_str() == category);
        own.map(|one| visit.day.map_or(Truth::Unknown, |day| Self::is_in_force_on(one.validity.as_ref(), day)))
            .fold(Truth::No, Truth::or)
    }

    /// Each category of a certificate, with whether it is in force on the days of all visits of the unit, or on none.
    pub(super) fn poverty_categories_at_visit(&self) -> Known<Codes> {
        let wants = || vec![missing(CodeFact::PovertyCategoryAtVisit.fact())];
        let visits = self.visits();
        let certificates = self.certificates().filter(|_| !visits.is_empty()).ok_or_else(wants)?;
        let mut codes = Codes::new();
        for category in certificates.iter().map(|one| one.category.as_str()) {
            if !codes.iter().any(|(known, _)| known == category) {
                let truths: Vec<Truth> = visits.iter().map(|visit| self.holds_at(visit, category)).collect();
                let is_same = truths.windows(2).all(|pair| pair.first() == pair.last());
                let truth = truths.first().copied().filter(|_| is_same).unwrap_or(Truth::Unknown);
                codes.push((category.to_owned(), truth));
            }
        }
        Ok(codes)
    }

    /// The places that are missing for categories that may hold: the days of visit, or the bounds of certificates that may be
    /// in force on one. If each visit decides and they differ: the days of all.
    pub(super) fn open_at_visits(&self, wanted: &[LocalId]) -> Vec<Missing> {
        let visits = self.visits();
        let mut places = Vec::new();
        for category in wanted.iter().map(LocalId::as_str) {
            let truths: Vec<Truth> = visits.iter().map(|visit| self.holds_at(visit, category)).collect();
            let open = |visit: &Visit| match visit.day {
                None => vec![visit.place.clone()],
                Some(day) => self.open_certificates_on(day, |one| one.category.as_str() == category),
            };
            if truths.contains(&Truth::Unknown) {
                let unknown = visits.iter().zip(&truths).filter(|(_, truth)| **truth == Truth::Unknown);
                places.extend(unknown.flat_map(|(visit, _)| open(visit)));
            } else if truths.contains(&Truth::Yes) && truths.contains(&Truth::No) {
                places.extend(visits.iter().map(|visit| visit.place.clone()));
            }
        }
        places.sort();
        places.dedup();
        let wants = missing(CodeFact::PovertyCategoryAtVisit.fact());
        places.into_iter().map(|place| Missing { pointer: Some(place), ..wants.clone() }).collect()
    }
}
