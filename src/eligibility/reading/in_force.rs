//! Insurance, hardship certificates and disability certificates that are in force on the day of the decision.

use super::{Codes, Reading, earliest, missing};
use crate::{
    code::{DivisionFact, InsuranceKind},
    eligibility::truth::{Known, Missing, Truth},
    fact::Fact,
    record::{
        guardian::{Guardian, GuardianPerson},
        household::HardshipCertificate,
        identity::Disability,
        insurance::Coverage,
    },
    value::{Date, DivisionCode, Period},
};

/// A guardian who is a parent.
fn parent(guardian: &Guardian) -> Option<&GuardianPerson> {
    match guardian {
        Guardian::Person(person) if person.relation.is_parent() => Some(person),
        _ => None,
    }
}

impl<'a> Reading<'a> {
    /// Whether an insurance or a certificate is in force. Unknown if a bound of the period is missing that decides.
    fn is_in_force(&self, period: Option<&Period>) -> Truth {
        Self::is_in_force_on(period, self.circumstances.as_of)
    }

    /// The same on another day.
    pub(super) fn is_in_force_on(period: Option<&Period>, day: Date) -> Truth {
        Truth::of(period.and_then(|period| period.contains(day)))
    }

    /// The first day of the membership in a mutual fund, including renewals without a gap, for a fact that it determines.
    pub(super) fn membership_from(&self, fact: Fact) -> Known<Date> {
        self.covered_since(fact, |coverage| coverage.kind == InsuranceKind::MutualFund)
    }

    /// The first day of the basic medical insurance, of any kind, without a gap, for a fact that it determines.
    pub(super) fn insured_from(&self, fact: Fact) -> Known<Date> {
        self.covered_since(fact, |coverage| coverage.kind.is_basic())
    }

    /// The first day of coverages without a gap. A coverage continues the previous one if it begins no later than the
    /// day after the previous one ends.
    fn covered_since(&self, fact: Fact, is_asked: impl Fn(&Coverage) -> bool) -> Known<Date> {
        let open = self.open_coverages(&is_asked);
        if !open.is_empty() {
            return Err(open.into_iter().map(|place| Missing { pointer: Some(place), ..missing(fact) }).collect());
        }
        let coverages = self.coverages().unwrap_or_default();
        let asked = || coverages.iter().filter(|(coverage, _)| is_asked(coverage));
        let held = asked().filter(|(_, truth)| *truth == Truth::Yes);
        let mut from = earliest(held.map(|(coverage, _)| coverage.period.as_ref()?.start));
        while let Some(day) = from {
            let reaches = |period: &&Period| period.end.and_then(Date::next).is_some_and(|next| day <= next);
            let before = |period: &&Period| period.start.is_none_or(|start| start < day);
            let periods = asked().filter_map(|(coverage, _)| coverage.period.as_ref());
            let former: Vec<_> = periods.filter(reaches).filter(before).collect();
            if former.is_empty() {
                return Ok(day);
            }
            from = earliest(former.iter().map(|period| period.start));
        }
        Err(vec![missing(fact)])
    }

    /// Each disability, with whether its certificate is in force.
    pub(super) fn disabilities(&self) -> Option<Vec<(&'a Disability, Truth)>> {
        let all = self.application.child.disabilities.as_ref()?;
        Some(all.iter().map(|one| (one, self.is_in_force(one.validity.as_ref()))).collect())
    }

    /// Each disability of the parents among the guardians, with whether its certificate is in force. `None` if the
    /// guardians, or the disabilities of one parent, are not stated.
    pub(super) fn disabilities_of_parents(&self) -> Option<Vec<(&'a Disability, Truth)>> {
        let parents = self.application.guardians.as_ref()?.iter().filter_map(parent);
        let lists = parents.map(|parent| parent.disabilities.as_deref()).collect::<Option<Vec<_>>>()?;
        Some(lists.into_iter().flatten().map(|one| (one, self.is_in_force(one.validity.as_ref()))).collect())
    }

    /// Each coverage, with whether it is in force.
    pub(super) fn coverages(&self) -> Option<Vec<(&'a Coverage, Truth)>> {
        let all = self.application.insurance.as_ref()?;
        Some(all.iter().map(|coverage| (coverage, self.is_in_force(coverage.period.as_ref()))).collect())
    }

    /// Whether a coverage of that kind is in force or may be.
    pub(crate) fn may_be_insured_by(&self, kind: InsuranceKind) -> Option<bool> {
        Some(self.coverages()?.iter().any(|(coverage, truth)| coverage.kind.current() == kind && *truth != Truth::No))
    }

    pub(super) fn poverty_categories(&self) -> Option<Codes> {
        let certificates = self.application.household.as_ref()?.certificates.as_ref()?;
        Some(certificates.iter().map(|c| (c.category.to_string(), self.is_in_force(c.validity.as_ref()))).collect())
    }

    /// The places where a bound of the period of a coverage is missing, so that it may or may not be in force.
    pub(super) fn open_coverages(&self, is_asked: impl Fn(&Coverage) -> bool) -> Vec<String> {
        let all = self.application.insurance.iter().flat_map(|all| all.iter()).enumerate();
        let asked = all.filter(|(_, coverage)| is_asked(coverage));
        self.open("/insurance", "period", asked.map(|(place, coverage)| (place, coverage.period.as_ref())))
    }

    /// The same for a hardship certificate.
    pub(super) fn open_certificates(&self, is_asked: impl Fn(&HardshipCertificate) -> bool) -> Vec<String> {
        self.open_certificates_on(self.circumstances.as_of, is_asked)
    }

    /// The same for a hardship certificate on another day.
    pub(super) fn open_certificates_on(
        &self,
        day: Date,
        is_asked: impl Fn(&HardshipCertificate) -> bool,
    ) -> Vec<String> {
        let all = self.application.household.iter().filter_map(|household| household.certificates.as_ref());
        let asked = all.flat_map(|all| all.iter()).enumerate().filter(|(_, certificate)| is_asked(certificate));
        let periods = asked.map(|(place, certificate)| (place, certificate.validity.as_ref()));
        Self::open_on(day, "/household/certificates", "validity", periods)
    }

    /// The same for the certificate of a disability.
    pub(super) fn open_disabilities(&self, is_asked: impl Fn(&Disability) -> bool) -> Vec<String> {
        let all = self.application.child.disabilities.iter().flat_map(|all| all.iter()).enumerate();
        let asked = all.filter(|(_, disability)| is_asked(disability));
        self.open("/child/disabilities", "validity", asked.map(|(place, one)| (place, one.validity.as_ref())))
    }

    /// The same for the certificate of a disability of a parent.
    pub(super) fn open_disabilities_of_parents(&self, is_asked: impl Fn(&Disability) -> bool) -> Vec<String> {
        let guardians = self.application.guardians.iter().flat_map(|all| all.iter()).enumerate();
        let parents = guardians.filter_map(|(place, guardian)| Some((place, parent(guardian)?)));
        let open = parents.flat_map(|(guardian, parent)| {
            let all = parent.disabilities.iter().flat_map(|all| all.iter()).enumerate();
            let asked = all.filter(|(_, disability)| is_asked(disability));
            let list = format!("/guardians/{guardian}/disabilities");
            self.open(&list, "validity", asked.map(|(place, one)| (place, one.validity.as_ref())))
        });
        open.collect()
    }

    /// Of the entries that may be in force, the places of the missing bounds; of the whole period if it is missing.
    fn open<'p>(
        &self,
        list: &str,
        member: &str,
        periods: impl Iterator<Item = (usize, Option<&'p Period>)>,
    ) -> Vec<String> {
        Self::open_on(self.circumstances.as_of, list, member, periods)
    }

    fn open_on<'p>(
        day: Date,
        list: &str,
        member: &str,
        periods: impl Iterator<Item = (usize, Option<&'p Period>)>,
    ) -> Vec<String> {
        let open = periods.filter(|(_, period)| Self::is_in_force_on(*period, day) == Truth::Unknown);
        open.flat_map(|(place, period)| {
            let place = format!("{list}/{place}/{member}");
            let Some(period) = period else { return vec![place] };
            let bounds = [("start", period.start), ("end", period.end)];
            let missing = bounds.iter().filter(|(_, day)| day.is_none());
            missing.map(|(bound, _)| format!("{place}/{bound}")).collect()
        })
        .collect()
    }

    /// The division of the one basic insurance that is in force.
    pub(super) fn insurance_division(&self) -> Known<DivisionCode> {
        let wants = |place: String| Missing { pointer: Some(place), ..missing(DivisionFact::Insurance.fact()) };
        let all = self.coverages().ok_or_else(|| vec![missing(DivisionFact::Insurance.fact())])?;
        let held = all.iter().enumerate().filter(|(_, (one, truth))| one.kind.is_basic() && *truth != Truth::No);
        let held: Vec<_> = held.collect();
        match held.as_slice() {
            [] => Err(vec![wants("/insurance".to_owned())]),
            [(place, (only, Truth::Yes))] => {
                only.division.ok_or_else(|| vec![wants(format!("/insurance/{place}/division"))])
            }
            _ => {
                let open = self.open_coverages(|coverage| coverage.kind.is_basic());
                // If several are certainly in force, one of the periods is wrong.
                let places = if open.is_empty() { vec!["/insurance/*/period".to_owned()] } else { open };
                Err(places.into_iter().map(wants).collect())
            }
        }
    }
}
