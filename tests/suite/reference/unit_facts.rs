//! Facts of receipts, stays and operations (docs/evaluation.md, section 12). A fact of a unit with several receipts is
//! known if all its receipts state the same.

use super::{
    Case,
    document::{day, list, text},
    facts::{merged, place_of},
    judge::{Subject, day_of},
    table::Known,
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    code::{CodeFact, DateFact, DivisionFact, NumberFact, ReceiptDate},
    fact::{Fact, Scope},
    value::Date,
};

impl Case<'_> {
    fn receipt(&self, index: usize) -> &Value {
        &list(&self.document, "receipts").unwrap()[index]
    }

    /// The place of a missing fact of a unit: at its first receipt, or at its treatment.
    fn unit_place(&self, fact: Fact, subject: &Subject) -> String {
        if fact.scope == Scope::Application {
            return place_of(fact);
        }
        let numbered = |path: &str, place: usize| path.replacen('*', &place.to_string(), 1);
        match subject {
            Subject::Receipts(receipts) if !receipts.is_empty() => numbered(&place_of(fact), receipts[0]),
            Subject::Treatment(place) => {
                let mut paths = fact.paths.iter();
                let own = paths.find(|path| path.starts_with("/treatments/"));
                own.map_or_else(|| place_of(fact), |path| numbered(path, *place))
            }
            _ => place_of(fact),
        }
    }

    /// The value that all receipts of a subject state, or its treatment.
    fn agreed<T: PartialEq>(
        &self,
        fact: Fact,
        subject: &Subject,
        of_receipt: impl Fn(usize) -> Option<T>,
        of_treatment: impl Fn(&Value) -> Option<T>,
    ) -> Known<T> {
        let values: Vec<Option<T>> = match subject {
            Subject::Application => Vec::new(),
            Subject::Receipts(receipts) => receipts.iter().map(|index| of_receipt(*index)).collect(),
            Subject::Treatment(place) => vec![of_treatment(&self.treatments().unwrap()[*place])],
        };
        let same = values.windows(2).all(|pair| pair[0] == pair[1]);
        // The receipts that do not state it are missing. If all state it and they differ, all of them are.
        let unstated = values.iter().any(Option::is_none);
        let receipts = if let Subject::Receipts(receipts) = subject { receipts.as_slice() } else { &[] };
        let asked = receipts.iter().zip(&values).filter(|(_, value)| value.is_none() == unstated);
        let mut places: BTreeSet<String> =
            asked.map(|(one, _)| self.unit_place(fact, &Subject::Receipts(vec![*one]))).collect();
        if places.is_empty() {
            places.insert(self.unit_place(fact, subject));
        }
        values.into_iter().next().flatten().filter(|_| same).ok_or(places)
    }

    /// A code of a unit.
    pub fn unit_code(&self, fact: CodeFact, subject: &Subject) -> Known<String> {
        let stated = |value: &Value, path: &str| text(value, path).map(ToOwned::to_owned);
        let of_hospital = |member: &str| {
            let (of_receipt, of_treatment) = (format!("issuer/{member}"), format!("hospital/{member}"));
            self.agreed(
                fact.fact(),
                subject,
                |one| stated(self.receipt(one), &of_receipt),
                |one| stated(one, &of_treatment),
            )
        };
        match fact {
            CodeFact::HospitalLevel => of_hospital("level"),
            CodeFact::HospitalGrade => of_hospital("grade"),
            CodeFact::HospitalOwnership => of_hospital("ownership"),
            CodeFact::VisitKind => {
                self.agreed(fact.fact(), subject, |one| stated(self.receipt(one), "visitKind"), |_| None)
            }
            CodeFact::ReceiptInsuranceKind => {
                let kind = |one| text(self.receipt(one), "insuranceKind").map(|kind| merged(kind).to_owned());
                self.agreed(fact.fact(), subject, kind, |_| None)
            }
            other => panic!("{other} is of the application"),
        }
    }

    pub fn unit_division(&self, subject: &Subject) -> Known<String> {
        let stated = |value: &Value, path: &str| text(value, path).map(ToOwned::to_owned);
        let fact = DivisionFact::Hospital.fact();
        self.agreed(
            fact,
            subject,
            |one| stated(self.receipt(one), "issuer/division"),
            |one| stated(one, "hospital/division"),
        )
    }

    pub fn place_of_division(&self, fact: DivisionFact, subject: &Subject) -> String {
        self.unit_place(fact.fact(), subject)
    }

    fn stay_days(&self, subject: &Subject) -> Known<i64> {
        let days = |one| {
            let receipt = self.receipt(one);
            let span = || Some(day(receipt, "stay/start")?.days_until(day(receipt, "stay/end")?).max(1));
            let printed = receipt.get("stayDays").and_then(Value::as_f64);
            printed.map(|days| days.ceil() as i64).or_else(span)
        };
        if let Subject::Receipts(all) = subject
            && self.are_one_stay(all)
            && let Some(days) = self.days_of_parts(all, &[])
        {
            return Ok(days);
        }
        self.agreed(NumberFact::StayDays.fact(), subject, days, |_| None)
    }

    /// A date of the registry.
    pub fn date(&self, fact: DateFact, subject: &Subject) -> Known<Date> {
        let by = match fact {
            DateFact::ReceiptVisitedOn => ReceiptDate::VisitedOn,
            DateFact::ReceiptDischargedOn => ReceiptDate::DischargedOn,
            DateFact::ReceiptIssuedOn => ReceiptDate::IssuedOn,
            DateFact::ReceiptSettledOn => ReceiptDate::SettledOn,
            other => return self.application_day(other),
        };
        self.agreed(fact.fact(), subject, |one| day_of(&self.receipts()[one], by), |_| None)
    }

    /// A number of the registry.
    pub fn number(&self, fact: NumberFact, subject: &Subject) -> Known<i64> {
        if fact == NumberFact::StayDays { self.stay_days(subject) } else { self.whole_number(fact) }
    }

    /// A code of the registry, with whether it holds.
    pub fn all_codes(&self, fact: CodeFact, subject: &Subject) -> Known<super::facts::Codes> {
        if fact.fact().scope == Scope::Application {
            return self.codes(fact);
        }
        if fact == CodeFact::PovertyCategoryAtVisit {
            return self.categories_at_visit(subject);
        }
        self.unit_code(fact, subject).map(|code| vec![(code, tongbiao::eligibility::Truth::Yes)])
    }

    /// The place of a code whose answer is unknown.
    pub fn undecided(&self, fact: CodeFact, wanted: &str, subject: &Subject) -> BTreeSet<String> {
        let is = |member: &'static str| move |one: &Value| text(one, member).map(merged) == Some(wanted);
        match fact {
            CodeFact::TreatmentDone => BTreeSet::from(["/treatments/*/operations/*/performedOn".to_owned()]),
            CodeFact::InsuranceKind => self.maybe_in_force("insurance", "period", is("kind")),
            CodeFact::PovertyCategory => self.maybe_in_force("household/certificates", "validity", is("category")),
            CodeFact::PovertyCategoryAtVisit => self.open_at_visit(wanted, subject),
            CodeFact::DisabilityKind => self.maybe_in_force("child/disabilities", "validity", is("kind")),
            CodeFact::DisabilityGrade => self.maybe_in_force("child/disabilities", "validity", is("grade")),
            CodeFact::ParentDisabilityKind => self.parents_maybe_in_force(is("kind")),
            CodeFact::ParentDisabilityGrade => self.parents_maybe_in_force(is("grade")),
            _ => BTreeSet::from([self.unit_place(fact.fact(), subject)]),
        }
    }
}
