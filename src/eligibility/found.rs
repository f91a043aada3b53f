//! The values of an application that a requirement tests.

use super::reading::Reading;
use crate::{
    adjudication::{
        FoundAge, FoundAmount, FoundAssessment, FoundCodes, FoundDate, FoundDiseases, FoundDivision, FoundFact,
        FoundFlag, FoundNumber, FoundOperation, FoundOperations, FoundValidity,
    },
    code::{CodeFact, DateFact, MoneyFact, TreatmentStatus},
    eligibility::Truth,
    programme::{AgeTest, AmountParam, MoneyTest, Predicate, Requirement},
    value::{DiseaseCode, ExactAmount, LocalId, Period},
    wire::{Integer, List},
};
use rust_decimal::Decimal;

/// Millionths of a fen in a yuan. Exact amounts are written in millionths of a fen.
const MICRO_FEN: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

/// The known values that the conditions of a requirement test. Each occurs once, in the order of the conditions.
pub(crate) fn found(reading: &Reading<'_>, requirement: &Requirement) -> Vec<FoundFact> {
    let mut all: Vec<FoundFact> = Vec::new();
    for found in requirement.any_of.iter().flat_map(|predicate| of_predicate(reading, predicate)) {
        if !all.contains(&found) {
            all.push(found);
        }
    }
    all
}

fn of_predicate(reading: &Reading<'_>, predicate: &Predicate) -> Vec<FoundFact> {
    let one = |found: Option<FoundFact>| found.into_iter().collect();
    match predicate {
        Predicate::Age(test) => one(age(reading, test)),
        Predicate::Disease(_) => one(diseases(reading)),
        Predicate::Region(test) => {
            one(reading.division(test.fact).ok().map(|division| FoundDivision::new(test.fact, division).into()))
        }
        Predicate::Code(test) => one(codes(reading, test.fact)),
        Predicate::Flag(test) => one(reading.flag(test.fact).ok().map(|is| FoundFlag::new(test.fact, is).into())),
        Predicate::Money(test) => one(money(reading, test)),
        Predicate::Number(test) => {
            let number = reading.number(test.fact).ok().and_then(|value| Integer::new(value).ok());
            one(number.map(|number| FoundNumber::new(test.fact, number).into()))
        }
        Predicate::Date(test) => one(date(reading, test.fact)),
        Predicate::DaysBetween(test) => [test.from, test.to].into_iter().filter_map(|of| date(reading, of)).collect(),
        Predicate::Ratio(test) => [test.of, test.to].into_iter().filter_map(|of| amount(reading, of)).collect(),
        // The sentence of these conditions already contains everything.
        Predicate::AssessedNumber(test) => one(reading.assessed(&test.key, |one| one.number).ok().map(|number| {
            let mut found = FoundAssessment::new(test.key.clone());
            found.number = Some(number);
            found.into()
        })),
        Predicate::AssessedAmount(test) => one(reading.assessed(&test.key, |one| one.amount).ok().map(|amount| {
            let mut found = FoundAssessment::new(test.key.clone());
            found.amount = Some(amount);
            found.into()
        })),
        Predicate::AssessedGrade(test) => one(reading.assessed(&test.key, |one| one.grade.clone()).ok().map(|grade| {
            let mut found = FoundAssessment::new(test.key.clone());
            found.grade = Some(grade);
            found.into()
        })),
        Predicate::AssessedDate(test) => one(reading.assessed(&test.key, |one| one.date).ok().map(|date| {
            let mut found = FoundAssessment::new(test.key.clone());
            found.date = Some(date);
            found.into()
        })),
        Predicate::Operation(test) => {
            let before = test.before.and_then(|fact| date(reading, fact));
            operations(reading).into_iter().chain(before).collect()
        }
        Predicate::Hospital(_) | Predicate::EarlierAid(_) | Predicate::Assessed(_) => Vec::new(),
    }
}

fn age(reading: &Reading<'_>, test: &AgeTest) -> Option<FoundFact> {
    let age = Integer::new(reading.age_on(test.at, test.unit, test.birthday).ok()?).ok()?;
    Some(FoundAge::new(age, test.unit, reading.date(test.at).ok()?).into())
}

fn date(reading: &Reading<'_>, fact: DateFact) -> Option<FoundFact> {
    Some(FoundDate::new(fact, reading.date(fact).ok()?).into())
}

fn amount(reading: &Reading<'_>, fact: MoneyFact) -> Option<FoundFact> {
    Some(FoundAmount::new(fact, reading.money(fact).ok()?).into())
}

/// An amount, and the values of bounds that the programme does not state as an amount.
fn money(reading: &Reading<'_>, test: &MoneyTest) -> Option<FoundFact> {
    let mut found = FoundAmount::new(test.fact, reading.money(test.fact).ok()?);
    let comes_to = |bound: Option<&AmountParam>| {
        let bound = bound.filter(|bound| bound.fixed().is_none())?;
        let micro = reading.threshold(bound).ok()?.checked_mul(MICRO_FEN)?.trunc();
        ExactAmount::from_micro_fen(micro.try_into().ok()?)
    };
    found.lower = comes_to(test.over.as_ref().or(test.at_least.as_ref()));
    found.upper = comes_to(test.at_most.as_ref().or(test.below.as_ref()));
    Some(found.into())
}

fn codes(reading: &Reading<'_>, fact: CodeFact) -> Option<FoundFact> {
    let holding = reading.codes(fact).ok()?.into_iter().filter(|(_, truth)| *truth == Truth::Yes);
    let mut codes: Vec<LocalId> = Vec::new();
    for code in holding.filter_map(|(code, _)| LocalId::parse(&code).ok()) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.truncate(100);
    let mut found = FoundCodes::new(fact, List::new(codes).ok()?);
    let past: Vec<FoundValidity> = periods(reading, fact)
        .into_iter()
        .filter(|(_, period)| period.contains(reading.circumstances.as_of) == Some(false))
        .filter_map(|(code, period)| Some(FoundValidity::new(LocalId::parse(&code).ok()?, period)))
        .take(100)
        .collect();
    found.not_in_force = List::new(past).ok().filter(|past| !past.is_empty());
    Some(found.into())
}

/// The codes of certificates and insurances, with their periods.
fn periods(reading: &Reading<'_>, fact: CodeFact) -> Vec<(String, Period)> {
    let application = reading.application;
    match fact {
        CodeFact::PovertyCategory => {
            let all = application.household.iter().flat_map(|one| one.certificates.iter().flat_map(|all| all.iter()));
            all.filter_map(|one| Some((one.category.to_string(), one.validity.clone()?))).collect()
        }
        CodeFact::InsuranceKind => {
            let all = application.insurance.iter().flat_map(|all| all.iter());
            all.filter_map(|one| Some((one.kind.current().to_string(), one.period.clone()?))).collect()
        }
        CodeFact::DisabilityKind => {
            let all = application.child.disabilities.iter().flat_map(|all| all.iter());
            all.filter_map(|one| Some((one.kind.to_string(), one.validity.clone()?))).collect()
        }
        _ => Vec::new(),
    }
}

fn diseases(reading: &Reading<'_>) -> Option<FoundFact> {
    let diagnoses = reading.application.diagnoses.as_ref()?;
    let codings = diagnoses.iter().flat_map(|diagnosis| diagnosis.codings.iter().flat_map(|all| all.iter()));
    let mut codes: Vec<DiseaseCode> = Vec::new();
    for coding in codings {
        if !codes.contains(&coding.code) && codes.len() < 100 {
            codes.push(coding.code.clone());
        }
    }
    Some(FoundDiseases::new(List::new(codes).ok()?).into())
}

/// The operations that were not cancelled.
fn operations(reading: &Reading<'_>) -> Option<FoundFact> {
    let treatments = reading.application.treatments.as_ref()?;
    let held = treatments.iter().filter(|treatment| treatment.status != TreatmentStatus::Cancelled);
    let all = held.flat_map(|treatment| treatment.operations.iter().flat_map(|all| all.iter()));
    let all = all.take(100).map(|operation| {
        let mut found = FoundOperation::new();
        found.code.clone_from(&operation.code);
        found.performed_on = operation.performed_on;
        found
    });
    Some(FoundOperations::new(List::new(all.collect()).ok()?).into())
}
