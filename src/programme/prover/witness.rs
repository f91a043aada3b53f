//! Whether a case with given values of facts exists.
//!
//! Boxes treat facts as independent of each other. Some are related: two sets of diseases, the age on two days, an
//! income and the income per head. A case is claimed possible only if a witness is found: concrete dates, diagnoses or
//! amounts that have all of the values. Without a witness, nothing is claimed.

mod amount;
mod code;
mod day;
mod valued;

use self::valued::{Valued, Work, may_be};
use super::axis::Axis;
use crate::{
    code::{CodeFact, DateFact, DivisionFact, FlagFact, InsuranceKind, MoneyFact, NumberFact},
    programme::{NamedSet, interval::Intervals},
};
use std::collections::BTreeMap;

/// A group of related facts: some of their values cannot occur together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kin {
    Days,
    Means,
    Aid,
    Insurance,
    Disability,
    ParentDisability,
    Treatment,
    Diagnosis,
    Hospital,
    Receipt,
    Own,
    Untold,
}

/// The search for witnesses in one document.
#[derive(Debug)]
pub(super) struct Witness<'a> {
    sets: &'a [NamedSet],
    work: Work,
}

impl<'a> Witness<'a> {
    pub(super) const fn new(sets: &'a [NamedSet]) -> Self {
        Self { sets, work: Work::new() }
    }

    /// Whether a case with these values is found. Each group of related facts is examined separately.
    pub(super) fn is_found(&self, facts: &[Valued<'_, '_>]) -> bool {
        let mut groups: BTreeMap<Kin, Vec<Valued<'_, '_>>> = BTreeMap::new();
        for fact in facts {
            groups.entry(kin(fact.0)).or_default().push(*fact);
        }
        groups.iter().all(|(kin, facts)| match (kin, facts.as_slice()) {
            (Kin::Untold, _) => false,
            (Kin::Own, _) | (_, [_]) => true,
            (Kin::Days, facts) => day::is_found(facts, &self.work),
            (Kin::Means, facts) => amount::is_found(facts),
            (Kin::Aid, facts) => is_without_aid(facts),
            (Kin::Insurance, facts) => is_insured(facts),
            (Kin::Disability, facts) => is_disabled(facts, [CodeFact::DisabilityKind, CodeFact::DisabilityGrade]),
            (Kin::ParentDisability, facts) => {
                is_disabled(facts, [CodeFact::ParentDisabilityKind, CodeFact::ParentDisabilityGrade])
            }
            (Kin::Treatment, facts) => code::operations(facts, self.sets, &self.work),
            (Kin::Diagnosis, facts) => code::diagnoses(facts, self.sets, &self.work),
            (Kin::Hospital, facts) => code::hospital(facts, self.sets, &self.work),
            (Kin::Receipt, _) => false,
        }) && is_member(facts)
            && is_insured_since(facts)
    }
}

fn kin(axis: &Axis<'_>) -> Kin {
    match axis {
        Axis::Age(..) | Axis::Date(_) | Axis::Days(..) => Kin::Days,
        Axis::Money(fact) | Axis::Opaque(_, Some(fact)) => kin_of_money(*fact),
        Axis::Ratio(of, to, _) if [of, to].into_iter().all(|fact| kin_of_money(*fact) == Kin::Means) => Kin::Means,
        Axis::Number(fact) => match fact {
            NumberFact::HouseholdMembers => Kin::Means,
            NumberFact::MembershipYears
            | NumberFact::MembershipMonths
            | NumberFact::InsuredMonths
            | NumberFact::ResidenceYears
            | NumberFact::RegistrationYears => Kin::Days,
            NumberFact::TreatmentSessions => Kin::Treatment,
            NumberFact::StayDays => Kin::Receipt,
            NumberFact::BirthWeightGrams | NumberFact::BodyWeightGrams | NumberFact::QuotaLeft => Kin::Own,
        },
        Axis::Disease(..) => Kin::Diagnosis,
        Axis::Operation(..) | Axis::Flag(FlagFact::InTreatment) => Kin::Treatment,
        Axis::Hospital(_) | Axis::Region(DivisionFact::Hospital) => Kin::Hospital,
        Axis::Region(DivisionFact::Insurance) | Axis::Flag(FlagFact::Insured) => Kin::Insurance,
        Axis::Region(_) | Axis::Flag(FlagFact::InstitutionalGuardian) => Kin::Own,
        Axis::Assessed(_)
        | Axis::AssessedNumber(_)
        | Axis::AssessedAmount(_)
        | Axis::AssessedGrade(_)
        | Axis::AssessedDate(_) => Kin::Own,
        Axis::Flag(FlagFact::Disabled) => Kin::Disability,
        Axis::Code(fact) | Axis::Member(fact, _) => kin_of_codes(*fact),
        Axis::EarlierAid(..) => Kin::Aid,
        Axis::Ratio(..) | Axis::Opaque(_, None) => Kin::Untold,
    }
}

const fn kin_of_money(fact: MoneyFact) -> Kin {
    match fact {
        MoneyFact::EstimatedCost => Kin::Treatment,
        MoneyFact::AidReceived => Kin::Aid,
        _ => Kin::Means,
    }
}

/// The level, the grade and the ownership of a hospital are free, also of a listed one. So is the insurance that a
/// receipt states, and the hardship category on its day, which may differ from that of the decision.
const fn kin_of_codes(fact: CodeFact) -> Kin {
    match fact {
        CodeFact::InsuranceKind => Kin::Insurance,
        CodeFact::DisabilityKind | CodeFact::DisabilityGrade => Kin::Disability,
        CodeFact::ParentDisabilityKind | CodeFact::ParentDisabilityGrade => Kin::ParentDisability,
        CodeFact::TreatmentDone | CodeFact::TreatmentAhead => Kin::Treatment,
        CodeFact::VisitKind => Kin::Receipt,
        CodeFact::Sex
        | CodeFact::Nationality
        | CodeFact::RegistrationKind
        | CodeFact::SchoolKind
        | CodeFact::PovertyCategory
        | CodeFact::PovertyCategoryAtVisit
        | CodeFact::HospitalLevel
        | CodeFact::HospitalGrade
        | CodeFact::HospitalOwnership
        | CodeFact::ReceiptInsuranceKind => Kin::Own,
    }
}

/// Whether all of the facts hold for a child without any aid.
fn is_without_aid(facts: &[Valued<'_, '_>]) -> bool {
    facts.iter().all(|(axis, values)| matches!(axis, Axis::EarlierAid(..) | Axis::Money(_)) && values.contains(0))
}

/// Whether coverages exist that make all of the facts hold.
fn is_insured(facts: &[Valued<'_, '_>]) -> bool {
    let excluded =
        |kind: InsuranceKind| facts.iter().any(|(axis, values)| is_kind(axis, kind.as_str()) && !may_be(values, true));
    let basic = [InsuranceKind::Resident, InsuranceKind::Employee, InsuranceKind::RetiredCadre];
    let required = |(axis, values): &Valued<'_, '_>| {
        matches!(axis, Axis::Member(_, kind) if basic.iter().any(|basic| basic.as_str() == *kind))
            && !may_be(values, false)
    };
    facts.iter().all(|(axis, values)| match axis {
        Axis::Flag(_) if may_be(values, true) => may_be(values, false) || !basic.iter().all(|kind| excluded(*kind)),
        Axis::Flag(_) => !facts.iter().any(required) && !facts.iter().any(|(axis, _)| matches!(axis, Axis::Region(_))),
        Axis::Region(_) => !InsuranceKind::ALL.iter().all(|kind| excluded(*kind)),
        _ => true,
    })
}

fn is_kind(axis: &Axis<'_>, kind: &str) -> bool {
    matches!(axis, Axis::Member(CodeFact::InsuranceKind, own) if *own == kind)
}

/// Whether the membership of a mutual fund, if it is used, is not excluded.
fn is_member(facts: &[Valued<'_, '_>]) -> bool {
    let is_used = uses(facts, DateFact::MembershipFrom, &[NumberFact::MembershipYears, NumberFact::MembershipMonths]);
    let fund = InsuranceKind::MutualFund.as_str();
    !(is_used && facts.iter().any(|(axis, values)| is_kind(axis, fund) && !may_be(values, true)))
}

/// Whether a day, or a number that is computed from it, is used.
fn uses(facts: &[Valued<'_, '_>], day: DateFact, numbers: &[NumberFact]) -> bool {
    facts.iter().any(|(axis, _)| match axis {
        Axis::Number(number) => numbers.contains(number),
        Axis::Date(fact) | Axis::Age(fact, ..) => *fact == day,
        Axis::Days(from, to) => [from, to].contains(&&day),
        _ => false,
    })
}

/// Whether the start of the basic insurance, if it is used, is possible: one is not excluded.
fn is_insured_since(facts: &[Valued<'_, '_>]) -> bool {
    let basic = [InsuranceKind::Resident, InsuranceKind::Employee, InsuranceKind::RetiredCadre];
    let excluded =
        |kind: InsuranceKind| facts.iter().any(|(axis, values)| is_kind(axis, kind.as_str()) && !may_be(values, true));
    let is_uninsured =
        facts.iter().any(|(axis, values)| matches!(axis, Axis::Flag(FlagFact::Insured)) && !may_be(values, true));
    !uses(facts, DateFact::InsuredFrom, &[NumberFact::InsuredMonths])
        || (!is_uninsured && !basic.into_iter().all(excluded))
}

/// Whether disabilities exist that make all of the facts hold.
fn is_disabled(facts: &[Valued<'_, '_>], own: [CodeFact; 2]) -> bool {
    let is_flag = |axis: &Axis<'_>| matches!(axis, Axis::Flag(_));
    let required = |yes: bool| facts.iter().any(|(axis, values)| is_flag(axis) == yes && !may_be(values, false));
    let refused = facts.iter().any(|(axis, values)| is_flag(axis) && !may_be(values, true));
    // A disability of a kind and a grade that no condition names may be added to those that are required.
    if refused { !required(false) } else { !required(true) || required(false) || is_open(facts, own) }
}

/// Whether a code of the fact with several codes is not excluded.
fn is_open(facts: &[Valued<'_, '_>], own: [CodeFact; 2]) -> bool {
    let excluded = |axis: &Axis<'_>, values: &Intervals, fact: CodeFact| {
        matches!(axis, Axis::Member(own, _) if *own == fact) && !may_be(values, true)
    };
    own.into_iter().all(|fact| {
        let codes = fact.list().map_or(0, |list| list.codes.len());
        facts.iter().filter(|(axis, values)| excluded(axis, values, fact)).count() < codes
    })
}
