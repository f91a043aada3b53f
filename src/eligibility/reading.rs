//! Reads the facts of the registry from an application.

mod at_visit;
mod in_force;
mod sum;

use super::{
    Circumstances,
    truth::{Known, Missing, Truth},
};
use crate::{
    code::{
        BirthdayConvention, CodeFact, DateFact, DivisionFact, FlagFact, InsuranceKind, Measure, MoneyFact, NumberFact,
        Sex, TimeUnit, TreatmentStatus,
    },
    fact::{Fact, Scope},
    programme::{Programme, age, year_start},
    record::{
        application::Application,
        guardian::Guardian,
        identity::Disability,
        insurance::Coverage,
        organisation::Hospital,
        receipt::Receipt,
        stay::days_of_one_stay,
        treatment::{Operation, Treatment},
    },
    value::{Date, DivisionCode, LocalId, Money, SignedMoney},
    wire::Integer,
};
use chrono::Months;

/// An application as a programme reads it on a day.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) application: &'a Application,
    pub(crate) programme: &'a Programme,
    pub(crate) circumstances: &'a Circumstances<'a>,
    pub(crate) subject: Subject<'a>,
}

/// The subject of the facts of a unit.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// The whole application.
    Application,
    /// Receipts, each with its index in the application. A fact on which the receipts differ is unknown.
    Receipts(&'a [(usize, &'a Receipt)]),
    /// The treatment of an operation, with its index in the application. It gives the hospital and the days.
    Treatment(usize, &'a Treatment),
}

impl<'a> Subject<'a> {
    fn hospital<T: PartialEq>(self, fact: impl Fn(&'a Hospital) -> Option<T>) -> Option<T> {
        match self {
            Self::Treatment(_, treatment) => treatment.hospital.as_ref().and_then(fact),
            _ => self.receipt(|receipt| receipt.issuer.as_ref().and_then(&fact)),
        }
    }

    /// The days of the stay of the receipts, if they are of one stay.
    fn days_of_stay(self) -> Option<i64> {
        let Self::Receipts(all) = self else { return None };
        let receipts: Vec<&Receipt> = all.iter().map(|(_, receipt)| *receipt).collect();
        days_of_one_stay(&receipts).or_else(|| self.receipt(Receipt::days_of_stay))
    }

    fn receipt<T: PartialEq>(self, fact: impl Fn(&'a Receipt) -> Option<T>) -> Option<T> {
        let Self::Receipts([(_, first), others @ ..]) = self else { return None };
        let value = fact(first)?;
        others.iter().all(|(_, other)| fact(other).as_ref() == Some(&value)).then_some(value)
    }
}

/// The codes of a fact, each with whether it holds.
pub(crate) type Codes = Vec<(String, Truth)>;

/// Reports a fact as missing.
pub(crate) fn missing(fact: Fact) -> Missing {
    Missing::new(fact.code, fact.paths.first().map(|path| (*path).to_owned()), fact.supplier)
}

impl<'a> Reading<'a> {
    /// The application as a whole.
    pub(crate) const fn new(
        application: &'a Application,
        programme: &'a Programme,
        circumstances: &'a Circumstances<'a>,
    ) -> Self {
        Self { application, programme, circumstances, subject: Subject::Application }
    }

    /// The same application with a part of it as the subject.
    pub(crate) const fn of(self, subject: Subject<'a>) -> Self {
        Self { subject, ..self }
    }

    /// Reports a fact as missing, at the receipt or treatment in question if there is one.
    pub(crate) fn wants(&self, fact: Fact) -> Missing {
        let mut wanted = missing(fact);
        match self.subject {
            _ if fact.scope == Scope::Application => {}
            Subject::Receipts(receipts) => {
                let place = receipts.first().map_or_else(|| "*".to_owned(), |(place, _)| place.to_string());
                wanted.pointer = wanted.pointer.map(|path| path.replacen('*', &place, 1));
            }
            Subject::Treatment(place, _) => {
                let of_treatment = fact.paths.iter().find(|path| path.starts_with("/treatments/"));
                wanted.pointer = of_treatment.map(|path| path.replacen('*', &place.to_string(), 1)).or(wanted.pointer);
            }
            Subject::Application => {}
        }
        wanted
    }

    /// The missing information about codes that may hold: the day of an operation, or the start of an insurance or of a
    /// certificate.
    pub(crate) fn undecided(&self, fact: CodeFact, wanted: &[LocalId]) -> Vec<Missing> {
        let wants = self.wants(fact.fact());
        let is_wanted = |code: &dyn ToString| wanted.iter().any(|wanted| wanted.as_str() == code.to_string());
        let places = match fact {
            CodeFact::TreatmentDone => vec!["/treatments/*/operations/*/performedOn".to_owned()],
            CodeFact::InsuranceKind => self.open_coverages(|coverage| is_wanted(&coverage.kind.current())),
            CodeFact::PovertyCategory => self.open_certificates(|one| is_wanted(&one.category)),
            CodeFact::PovertyCategoryAtVisit => return self.open_at_visits(wanted),
            CodeFact::DisabilityKind => self.open_disabilities(|disability| is_wanted(&disability.kind)),
            CodeFact::DisabilityGrade => {
                self.open_disabilities(|disability| disability.grade.is_some_and(|grade| is_wanted(&grade)))
            }
            CodeFact::ParentDisabilityKind => {
                self.open_disabilities_of_parents(|disability| is_wanted(&disability.kind))
            }
            CodeFact::ParentDisabilityGrade => {
                self.open_disabilities_of_parents(|disability| disability.grade.is_some_and(|grade| is_wanted(&grade)))
            }
            _ => return vec![wants],
        };
        places.into_iter().map(|place| Missing { pointer: Some(place), ..wants.clone() }).collect()
    }

    /// Reads a fact, or returns the places where it is missing. Of several receipts, these are the receipts that do not
    /// state it, or all receipts if they differ.
    fn asked<T>(&self, fact: Fact, read: impl Fn(&Self) -> Result<T, Missing>) -> Known<T> {
        read(self).map_err(|missing| match self.subject {
            Subject::Receipts(receipts @ [_, _, ..]) if fact.scope != Scope::Application => {
                let each = || receipts.iter().map(|one| self.of(Subject::Receipts(std::slice::from_ref(one))));
                let lacking: Vec<Missing> = each().filter_map(|one| read(&one).err()).collect();
                if lacking.is_empty() { each().map(|one| one.wants(fact)).collect() } else { lacking }
            }
            _ => vec![missing],
        })
    }

    /// All codes that the fact has or may have.
    pub(crate) fn codes(&self, fact: CodeFact) -> Known<Codes> {
        if fact == CodeFact::PovertyCategoryAtVisit {
            return self.poverty_categories_at_visit();
        }
        self.asked(fact.fact(), |reading| reading.own_codes(fact))
    }

    fn own_codes(&self, fact: CodeFact) -> Result<Codes, Missing> {
        let child = &self.application.child;
        let one = |code: &dyn ToString| vec![(code.to_string(), Truth::Yes)];
        let codes = match fact {
            CodeFact::Sex => self.sex().map(|sex| one(&sex)),
            CodeFact::Nationality => child.nationality.as_ref().map(|country| one(country)),
            CodeFact::RegistrationKind => child.registration.as_ref().and_then(|r| r.kind).map(|kind| one(&kind)),
            CodeFact::InsuranceKind => self
                .coverages()
                .map(|all| all.iter().map(|(c, truth)| (c.kind.current().to_string(), *truth)).collect()),
            CodeFact::PovertyCategory => self.poverty_categories(),
            // Of several receipts, more than one place may be missing: see `codes`.
            CodeFact::PovertyCategoryAtVisit => None,
            CodeFact::DisabilityKind => {
                self.disabilities().map(|all| all.iter().map(|(d, truth)| (d.kind.to_string(), *truth)).collect())
            }
            CodeFact::DisabilityGrade => self.disabilities().and_then(|all| grades(&all)),
            CodeFact::ParentDisabilityKind => self
                .disabilities_of_parents()
                .map(|all| all.iter().map(|(d, truth)| (d.kind.to_string(), *truth)).collect()),
            CodeFact::ParentDisabilityGrade => self.disabilities_of_parents().and_then(|all| grades(&all)),
            CodeFact::SchoolKind => child.school_kind.map(|kind| one(&kind)),
            CodeFact::TreatmentDone => self.treatment_kinds(|treatment| self.done(treatment)),
            CodeFact::TreatmentAhead => self.treatment_kinds(|treatment| {
                let ahead = matches!(treatment.status, TreatmentStatus::Planned | TreatmentStatus::InProgress);
                Truth::of(Some(ahead))
            }),
            CodeFact::HospitalLevel => self.subject.hospital(|h| h.level).map(|level| one(&level)),
            CodeFact::HospitalGrade => self.subject.hospital(|h| h.grade).map(|grade| one(&grade)),
            CodeFact::HospitalOwnership => self.subject.hospital(|h| h.ownership).map(|o| one(&o)),
            CodeFact::VisitKind => self.subject.receipt(|r| r.visit_kind).map(|kind| one(&kind)),
            CodeFact::ReceiptInsuranceKind => {
                self.subject.receipt(|r| r.insurance_kind.map(InsuranceKind::current)).map(|kind| one(&kind))
            }
        };
        codes.ok_or_else(|| self.wants(fact.fact()))
    }

    pub(crate) fn flag(&self, fact: FlagFact) -> Known<bool> {
        let wants = || self.wants(fact.fact());
        // The list is present. The missing fact is whether an entry is in force.
        let open = |places: Vec<String>| places.into_iter().map(|place| Missing { pointer: Some(place), ..wants() });
        match fact {
            FlagFact::Insured => {
                let all = self.coverages().ok_or_else(|| vec![wants()])?;
                let basic = all.iter().filter(|(coverage, _)| coverage.kind.is_basic()).map(|(_, truth)| *truth);
                let is_open = |coverage: &Coverage| coverage.kind.is_basic();
                decided(basic.fold(Truth::No, Truth::or)).ok_or_else(|| open(self.open_coverages(is_open)).collect())
            }
            FlagFact::Disabled => {
                let all = self.disabilities().ok_or_else(|| vec![wants()])?;
                let held = all.iter().map(|(_, truth)| *truth).fold(Truth::No, Truth::or);
                decided(held).ok_or_else(|| open(self.open_disabilities(|_| true)).collect())
            }
            FlagFact::InTreatment => {
                let all = self.treatments().ok_or_else(|| vec![wants()])?;
                Ok(all.iter().any(|treatment| treatment.status == TreatmentStatus::InProgress))
            }
            FlagFact::InstitutionalGuardian => {
                let guardians = self.application.guardians.as_ref().ok_or_else(|| vec![wants()])?;
                Ok(guardians.iter().any(|guardian| matches!(guardian, Guardian::Institution(_))))
            }
        }
    }

    pub(crate) fn money(&self, fact: MoneyFact) -> Known<SignedMoney> {
        let household = self.application.household.as_ref();
        let income = household.and_then(|h| h.income.as_ref());
        let unsigned = |amount: Option<Money>| amount.map(SignedMoney::from);
        let amount = match fact {
            MoneyFact::HouseholdIncome => unsigned(self.income()),
            MoneyFact::IncomePerHead => {
                unsigned(income.and_then(|income| income.per_head).or_else(|| self.income_per_head()))
            }
            MoneyFact::HouseholdProperty => household.and_then(|h| {
                let values = h.property.as_ref()?.iter().map(|property| property.value).collect::<Option<Vec<_>>>()?;
                Money::checked_sum(values).map(SignedMoney::from)
            }),
            MoneyFact::HouseholdDebts => unsigned(household.and_then(|h| h.debts)),
            MoneyFact::MedicalSpending => unsigned(household.and_then(|h| h.medical_spending)),
            MoneyFact::EstimatedCost => unsigned(self.estimated_cost()),
            MoneyFact::Billed => return self.receipts(fact, None, Measure::Billed),
            MoneyFact::FamilyBorne => return self.receipts(fact, None, Measure::FamilyBorne),
            MoneyFact::FamilyBorneTwelveMonths => {
                return self.receipts(fact, self.months_back(12), Measure::FamilyBorne);
            }
            MoneyFact::SelfPaid => return self.receipts(fact, None, Measure::SelfPaid),
            MoneyFact::SelfPaidTwelveMonths => return self.receipts(fact, self.months_back(12), Measure::SelfPaid),
            MoneyFact::AidReceived => return self.aid_received().map(SignedMoney::from),
        };
        amount.ok_or_else(|| vec![self.wants(fact.fact())])
    }

    pub(crate) fn number(&self, fact: NumberFact) -> Known<i64> {
        let day = self.circumstances.as_of;
        let months = |from| age(from, day, TimeUnit::Months, BirthdayConvention::OnBirthday);
        let whole = match fact {
            NumberFact::MembershipYears => self.membership_from(fact.fact())?.years_until(day).map(i64::from),
            NumberFact::MembershipMonths => months(self.membership_from(fact.fact())?),
            NumberFact::InsuredMonths => months(self.insured_from(fact.fact())?),
            _ => return self.asked(fact.fact(), |reading| reading.own_number(fact)),
        };
        whole.ok_or_else(|| vec![missing(fact.fact())])
    }

    fn own_number(&self, fact: NumberFact) -> Result<i64, Missing> {
        let child = &self.application.child;
        let number = match fact {
            NumberFact::HouseholdMembers => self.application.household.as_ref().and_then(|h| h.count()),
            NumberFact::BirthWeightGrams => child.birth_weight_grams.map(Integer::get),
            NumberFact::BodyWeightGrams => child.body_weight_grams.map(Integer::get),
            NumberFact::TreatmentSessions => self
                .treatments()
                .and_then(|all| all.iter().filter(|t| has_begun(t)).map(|t| t.sessions.map(Integer::get)).sum()),
            // See `number`.
            NumberFact::MembershipYears | NumberFact::MembershipMonths | NumberFact::InsuredMonths => None,
            NumberFact::ResidenceYears => self.full(DateFact::ResidentSince, TimeUnit::Years),
            NumberFact::RegistrationYears => self.full(DateFact::RegisteredSince, TimeUnit::Years),
            NumberFact::StayDays => self.subject.days_of_stay(),
            NumberFact::QuotaLeft => self.circumstances.quota_left.map(i64::from),
        };
        number.ok_or_else(|| self.wants(fact.fact()))
    }

    /// The full months or years from a day to the decision. `None` if the day is missing or later.
    fn full(&self, from: DateFact, unit: TimeUnit) -> Option<i64> {
        age(self.date(from).ok()?, self.circumstances.as_of, unit, BirthdayConvention::OnBirthday)
    }

    pub(crate) fn date(&self, fact: DateFact) -> Known<Date> {
        match fact {
            DateFact::MembershipFrom => self.membership_from(fact.fact()),
            DateFact::InsuredFrom => self.insured_from(fact.fact()),
            _ => self.asked(fact.fact(), |reading| reading.own_date(fact)),
        }
    }

    fn own_date(&self, fact: DateFact) -> Result<Date, Missing> {
        let application = self.application;
        let treatments = self.treatments().unwrap_or_default();
        let date = match fact {
            DateFact::BirthDate => application.child_born(),
            DateFact::EnteredOn => self.entered_on(),
            DateFact::SubmittedOn => application.submitted_on,
            DateFact::ApplicationYearStart => application.submitted_on.and_then(year_start),
            DateFact::DiagnosedOn => {
                earliest(application.diagnoses.iter().flat_map(|all| all.iter()).map(|d| d.diagnosed_on))
            }
            DateFact::AdmittedOn => {
                // Planned treatments come after those that have begun, so their days do not matter here.
                let any_begun = treatments.iter().any(has_begun);
                let held = treatments.iter().filter(|t| t.status != TreatmentStatus::Cancelled);
                earliest(held.filter(|t| has_begun(t) || !any_begun).map(|t| t.period.as_ref()?.start))
            }
            DateFact::OperatedOn => {
                let all =
                    treatments.iter().flat_map(|t| t.operations.iter().flat_map(|all| all.iter()).map(move |o| (t, o)));
                let done = all.filter(|(treatment, operation)| self.performed(treatment, operation) != Truth::No);
                // A surgery without listed operations may contain the first operation.
                let unnamed =
                    treatments.iter().any(|t| has_begun(t) && t.kind.is_operation() && t.operations.is_none());
                if unnamed { None } else { earliest(done.map(|(_, operation)| operation.performed_on)) }
            }
            // See `date`.
            DateFact::MembershipFrom | DateFact::InsuredFrom => None,
            DateFact::ResidentSince => application.child.resident_since,
            DateFact::RegisteredSince => application.child.registration.as_ref().and_then(|own| own.since),
            DateFact::DecidedOn => Some(self.circumstances.as_of),
            DateFact::ReceiptVisitedOn => self.subject.receipt(Receipt::visited_on),
            DateFact::ReceiptDischargedOn => self.subject.receipt(Receipt::discharged_on),
            DateFact::ReceiptIssuedOn => self.subject.receipt(|r| r.issued_on),
            DateFact::ReceiptSettledOn => self.subject.receipt(Receipt::settled_on),
        };
        date.ok_or_else(|| self.wants(fact.fact()))
    }

    pub(crate) fn division(&self, fact: DivisionFact) -> Known<DivisionCode> {
        if fact == DivisionFact::Insurance {
            return self.insurance_division();
        }
        self.asked(fact.fact(), |reading| reading.own_division(fact))
    }

    fn own_division(&self, fact: DivisionFact) -> Result<DivisionCode, Missing> {
        let child = &self.application.child;
        let division = match fact {
            DivisionFact::Registration => {
                child.registration.as_ref().and_then(|r| r.address.as_ref()).and_then(|address| address.division)
            }
            DivisionFact::Residence => child.residence.as_ref().and_then(|address| address.division),
            // Of several coverages, more than one place may be missing: see `division`.
            DivisionFact::Insurance => None,
            DivisionFact::Hospital => self.subject.hospital(|h| h.division),
        };
        division.ok_or_else(|| self.wants(fact.fact()))
    }

    pub(crate) fn treatments(&self) -> Option<&'a [Treatment]> {
        self.application.treatments.as_deref()
    }

    /// The day that lies this number of months before the day of the decision.
    pub(crate) fn months_back(&self, months: u32) -> Option<Date> {
        self.circumstances
            .as_of
            .to_chrono()
            .checked_sub_months(Months::new(months))
            .and_then(|value| Date::from_chrono(value).ok())
    }

    fn sex(&self) -> Option<Sex> {
        let child = &self.application.child;
        let numbers = || child.identity.iter().flat_map(|all| all.iter()).filter(|document| document.is_of_a_child());
        let inside = || numbers().find_map(crate::record::identity::IdentityDocument::sex);
        child.sex.filter(|sex| matches!(sex, Sex::Male | Sex::Female)).or_else(inside)
    }

    fn treatment_kinds(&self, counts: impl Fn(&Treatment) -> Truth) -> Option<Codes> {
        Some(self.treatments()?.iter().map(|t| (t.kind.to_string(), counts(t))).collect())
    }

    /// Whether a treatment is done: it is completed, or its operation was performed and the stay continues.
    fn done(&self, treatment: &Treatment) -> Truth {
        let completed = Truth::of(Some(treatment.status == TreatmentStatus::Completed));
        if treatment.status != TreatmentStatus::InProgress || !treatment.kind.is_operation() {
            return completed;
        }
        let Some(operations) = &treatment.operations else { return Truth::Unknown };
        operations.iter().map(|operation| self.performed(treatment, operation)).fold(completed, Truth::or)
    }

    /// Whether an operation was performed by the day of the decision.
    pub(crate) fn performed(&self, treatment: &Treatment, operation: &Operation) -> Truth {
        match treatment.status {
            TreatmentStatus::Completed => Truth::Yes,
            TreatmentStatus::Planned | TreatmentStatus::Cancelled => Truth::No,
            TreatmentStatus::InProgress => Truth::of(operation.performed_on.map(|day| day <= self.circumstances.as_of)),
        }
    }

    fn income(&self) -> Option<Money> {
        let income = self.application.household.as_ref()?.income.as_ref()?;
        let items = [income.wages, income.business, income.property, income.transfers];
        income.total.or_else(|| Money::checked_sum(items.into_iter().collect::<Option<Vec<_>>>()?))
    }

    /// The income divided by the number of household members, rounded down to a fen.
    fn income_per_head(&self) -> Option<Money> {
        let members = self.application.household.as_ref()?.count()?;
        Money::from_fen(self.income()?.fen().checked_div(members)?).ok()
    }

    fn estimated_cost(&self) -> Option<Money> {
        let ahead = |t: &&Treatment| matches!(t.status, TreatmentStatus::Planned | TreatmentStatus::InProgress);
        let costs = self.treatments()?.iter().filter(ahead).map(|t| t.estimated_cost);
        Money::checked_sum(costs.collect::<Option<Vec<_>>>()?)
    }

    /// The first entry date into the programme's own system. If it is omitted, that of the application.
    fn entered_on(&self) -> Option<Date> {
        let own = self.application.programmes.iter().flat_map(|all| all.iter());
        let mut own = own.filter(|request| request.programme.as_ref() == Some(&self.programme.id));
        own.find_map(|request| request.entered_on).or(self.application.entered_on)
    }
}

/// The grades of the disabilities that are or may be in force. `None` if one of them has no grade.
fn grades(all: &[(&Disability, Truth)]) -> Option<Codes> {
    let held = all.iter().filter(|(_, truth)| *truth != Truth::No);
    held.map(|(disability, truth)| Some((disability.grade?.to_string(), *truth))).collect()
}

/// Whether a treatment has begun.
fn has_begun(treatment: &Treatment) -> bool {
    matches!(treatment.status, TreatmentStatus::Completed | TreatmentStatus::InProgress)
}

/// The earliest of some days. `None` if one of them is missing, because it might be earlier.
fn earliest(days: impl Iterator<Item = Option<Date>>) -> Option<Date> {
    days.collect::<Option<Vec<_>>>()?.into_iter().min()
}

/// A decided answer. `None` if it is unknown.
fn decided(truth: Truth) -> Option<bool> {
    (truth != Truth::Unknown).then_some(truth == Truth::Yes)
}
