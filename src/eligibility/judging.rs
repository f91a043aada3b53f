//! Judges the conditions of a programme.

use super::{
    reading::{Codes, Reading, Subject},
    truth::{Answer, Known, Missing, Truth, both},
};
use crate::{
    code::{DiagnosisCertainty, DiagnosisMatch, DiagnosisRank, FactSupplier, OperationState, TreatmentStatus},
    programme::{
        AgeTest, AmountParam, AssessedAmountTest, CodeTest, DiseaseSet, DiseaseTest, MoneyTest, OperationTest,
        Predicate, RegionTest, When,
    },
    record::{
        assessment::Assessment,
        diagnosis::{Diagnosis, DiseaseCoding},
        treatment::{Operation, Treatment},
    },
    value::{Date, DivisionCode, LocalId},
    wire::Integer,
};
use rust_decimal::Decimal;

impl Reading<'_> {
    /// Whether a condition holds.
    pub(crate) fn judge(&self, predicate: &Predicate) -> Answer {
        let negated = |negated: Option<bool>| negated.unwrap_or(false);
        match predicate {
            Predicate::Age(test) => self.age(test).negated_if(negated(test.negated)),
            Predicate::Disease(test) => self.disease(test).negated_if(negated(test.negated)),
            Predicate::Operation(test) => self.operation(test).negated_if(negated(test.negated)),
            Predicate::Region(test) => Answer::known(self.region(test)).negated_if(negated(test.negated)),
            Predicate::Code(test) => Answer::known(self.code(test)).negated_if(negated(test.negated)),
            Predicate::Flag(test) => Answer::known(self.flag(test.fact).map(|flag| flag == test.is)),
            Predicate::Money(test) => self.amount(test).negated_if(negated(test.negated)),
            Predicate::Number(test) => {
                let holds = self.number(test.fact).map(|n| within(n, test.at_least, test.at_most));
                Answer::known(holds).negated_if(negated(test.negated))
            }
            Predicate::Date(test) => {
                let from = |day: Date| test.from.is_none_or(|from| from <= day);
                let until = |day: Date| test.until.is_none_or(|until| day <= until);
                let holds = self.date(test.fact).map(|day| from(day) && until(day));
                Answer::known(holds).negated_if(negated(test.negated))
            }
            Predicate::DaysBetween(test) => {
                let days = both(self.date(test.from), self.date(test.to)).map(|(from, to)| from.days_until(to));
                let holds = days.map(|days| within(days, test.at_least, test.at_most));
                Answer::known(holds).negated_if(negated(test.negated))
            }
            Predicate::Ratio(test) => {
                let holds = both(self.money(test.of), self.money(test.to)).map(|(of, to)| {
                    let (of, to) = (of.to_decimal(), to.to_decimal());
                    test.at_least.is_none_or(|least| of >= to * least.get())
                        && test.at_most.is_none_or(|most| of <= to * most.get())
                });
                Answer::known(holds).negated_if(negated(test.negated))
            }
            Predicate::EarlierAid(test) => self.earlier_aid(test).negated_if(negated(test.negated)),
            Predicate::Assessed(test) => Answer::known(
                self.assessed(&test.key, |one| one.result).map(|result| result == test.is.unwrap_or(true)),
            ),
            Predicate::AssessedNumber(test) => {
                let number = self.assessed(&test.key, |one| one.number);
                let holds = number.map(|number| within(number.get(), test.at_least, test.at_most));
                Answer::known(holds).negated_if(negated(test.negated))
            }
            Predicate::AssessedAmount(test) => self.assessed_amount(test).negated_if(negated(test.negated)),
            Predicate::AssessedGrade(test) => {
                Answer::known(self.graded(&test.key).map(|grade| test.any_of.contains(&grade)))
                    .negated_if(negated(test.negated))
            }
            Predicate::AssessedDate(test) => {
                let holds = self
                    .assessed(&test.key, |one| one.date)
                    .map(|day| test.from.is_none_or(|from| from <= day) && test.until.is_none_or(|until| day <= until));
                Answer::known(holds).negated_if(negated(test.negated))
            }
            Predicate::Hospital(test) => self.hospital(&test.set).negated_if(negated(test.negated)),
        }
    }

    /// Whether the conditions of a part hold: all of some, and one of each group of alternatives.
    pub(crate) fn judge_when(&self, when: When<'_>) -> Answer {
        let one = |clause: &[Predicate]| Answer::any(clause.iter().map(|predicate| self.judge(predicate)));
        Answer::all(when.clauses().map(one))
    }

    fn age(&self, test: &AgeTest) -> Answer {
        let age = self.age_on(test.at, test.unit, test.birthday);
        Answer::known(age.map(|age| within(age, test.at_least, test.at_most)))
    }

    fn code(&self, test: &CodeTest) -> Known<bool> {
        match holds_one(&self.codes(test.fact)?, &test.any_of) {
            Truth::Yes => Ok(true),
            Truth::No => Ok(false),
            Truth::Unknown => Err(self.undecided(test.fact, &test.any_of)),
        }
    }

    fn region(&self, test: &RegionTest) -> Known<bool> {
        let division = self.division(test.fact)?;
        let places: Vec<Option<bool>> = test.within.iter().map(|place| lies_within(division, *place)).collect();
        if places.contains(&Some(true)) {
            Ok(true)
        } else if places.contains(&None) {
            Err(vec![self.wants(test.fact.fact())])
        } else {
            Ok(false)
        }
    }

    /// Each bound is a condition of its own. A bound that does not hold decides, even if the other one is unknown.
    fn amount(&self, test: &MoneyTest) -> Answer {
        type Holds = fn(&Decimal, &Decimal) -> bool;
        let bounds: [(&Option<AmountParam>, Holds); 4] = [
            (&test.over, Decimal::gt),
            (&test.at_least, Decimal::ge),
            (&test.below, Decimal::lt),
            (&test.at_most, Decimal::le),
        ];
        let stated = bounds.into_iter().filter_map(|(bound, holds)| Some((bound.as_ref()?, holds)));
        Answer::all(stated.map(|(bound, holds)| match (self.money(test.fact), self.threshold(bound)) {
            (Ok(amount), Ok(bound)) => Answer::decided(Truth::of(Some(holds(&amount.to_decimal(), &bound)))),
            (amount, bound) => Answer::known(Err(amount.err().into_iter().chain(bound.err()).flatten().collect())),
        }))
    }

    /// Whether the hospital in question is in the set with this name on the day in question. The subject is one
    /// receipt, or one treatment.
    pub(crate) fn hospital(&self, set: &LocalId) -> Answer {
        let (hospital, day) = match self.subject {
            Subject::Receipts([(_, receipt), ..]) => (receipt.issuer.as_ref(), receipt.visited_on()),
            Subject::Treatment(_, treatment) => {
                (treatment.hospital.as_ref(), treatment.period.as_ref().and_then(|period| period.start))
            }
            _ => (None, None),
        };
        let wants = |member: &str| {
            let pointer = match (self.subject, member) {
                (Subject::Treatment(place, _), "day") => format!("/treatments/{place}/period/start"),
                (Subject::Treatment(place, _), member) => format!("/treatments/{place}/hospital{member}"),
                (Subject::Receipts([(place, _), ..]), "day") => format!("/receipts/{place}/visitDate"),
                (Subject::Receipts([(place, _), ..]), member) => format!("/receipts/{place}/issuer{member}"),
                _ => "/receipts/*/issuer".to_owned(),
            };
            Answer::wants(Missing::new("hospital", Some(pointer), FactSupplier::Hospital))
        };
        let (Some(set), Some(hospital)) = (self.programme.hospitals(set), hospital) else { return wants("") };
        Answer::any(set.hospitals.iter().map(|listed| {
            let code = listed.code.as_ref().map(|code| hospital.code.as_ref().map(|own| own == code));
            let uscc = listed.uscc.as_ref().map(|uscc| hospital.uscc.as_ref().map(|own| own == uscc));
            let compared = [(code, "/code"), (uscc, "/uscc")];
            let says = |is_same: bool| compared.iter().any(|(answer, _)| *answer == Some(Some(is_same)));
            // One equal code is enough. Otherwise a different one decides, whatever the hospital does not state.
            let same = if says(true) || says(false) {
                Answer::decided(Truth::of(Some(says(true))))
            } else {
                Answer::any(compared.iter().filter(|(answer, _)| answer.is_some()).map(|(_, member)| wants(member)))
            };
            let agreed = match (&listed.period, day) {
                (None, _) => Answer::decided(Truth::Yes),
                (Some(period), Some(day)) => Answer::decided(Truth::of(Some(period.is_open_on(day)))),
                (Some(_), None) => wants("day"),
            };
            Answer::all([same, agreed])
        }))
    }

    fn disease(&self, test: &DiseaseTest) -> Answer {
        let wants = |path: &str| Missing::new("diagnoses", Some(path.to_owned()), FactSupplier::Hospital);
        let Some(diagnoses) = &self.application.diagnoses else { return Answer::wants(wants("/diagnoses")) };
        let Some(set) = self.programme.diseases(&test.set) else { return Answer::decided(Truth::No) };
        let principal = test.diagnoses == DiagnosisMatch::Principal;
        let is_principal = |diagnosis: &Diagnosis| diagnosis.rank == Some(DiagnosisRank::Principal);
        let has_principal = diagnoses.iter().any(is_principal);
        Answer::any(diagnoses.iter().map(|diagnosis| {
            let asked = match diagnosis.rank {
                _ if !principal || is_principal(diagnosis) => Answer::decided(Truth::Yes),
                // If one diagnosis is the principal one, the others are not. A single diagnosis is the principal one.
                None if !has_principal && diagnoses.len() == 1 => Answer::decided(Truth::Yes),
                None if !has_principal => Answer::wants(wants("/diagnoses/*/rank")),
                _ => Answer::decided(Truth::No),
            };
            let covered = match set_covers(set, diagnosis) {
                Truth::Unknown => Answer::wants(wants("/diagnoses/*/codings")),
                decided => Answer::decided(decided),
            };
            let confirmed = match (test.confirmed, diagnosis.certainty) {
                (Some(true), None) => Answer::wants(wants("/diagnoses/*/certainty")),
                (Some(true), Some(certainty)) => {
                    Answer::decided(Truth::of(Some(certainty == DiagnosisCertainty::Confirmed)))
                }
                _ => Answer::decided(Truth::Yes),
            };
            Answer::all([asked, covered, confirmed])
        }))
    }

    fn operation(&self, test: &OperationTest) -> Answer {
        let wants = |path: &str| Missing::new("operations", Some(path.to_owned()), FactSupplier::Hospital);
        let Some(treatments) = self.treatments() else { return Answer::wants(wants("/treatments")) };
        let Some(set) = self.programme.operations(&test.set) else { return Answer::decided(Truth::No) };
        let operations = treatments.iter().flat_map(|treatment| {
            treatment.operations.iter().flat_map(|all| all.iter()).map(move |operation| (treatment, operation))
        });
        let listed = operations.map(|(treatment, operation)| {
            let in_state = match test.state {
                OperationState::Planned => self.performed(treatment, operation).negated(),
                OperationState::Done => self.performed(treatment, operation),
                OperationState::Either => Truth::Yes,
            };
            let held = Truth::of(Some(treatment.status != TreatmentStatus::Cancelled));
            let state = match held.and(in_state) {
                Truth::Unknown => Answer::wants(wants("/treatments/*/operations/*/performedOn")),
                decided => Answer::decided(decided),
            };
            let before = match (test.before, operation.performed_on) {
                (None, _) => Answer::decided(Truth::Yes),
                (Some(_), None) => Answer::wants(wants("/treatments/*/operations/*/performedOn")),
                (Some(fact), Some(performed)) => Answer::known(self.date(fact).map(|day| performed < day)),
            };
            let below = operation.code.as_ref().map_or(Truth::Unknown, |code| {
                set.prefixes.iter().map(|prefix| Truth::of(prefix.covers(code))).fold(Truth::No, Truth::or)
            });
            let below = match below {
                Truth::Unknown => Answer::wants(wants("/treatments/*/operations/*/code")),
                decided => Answer::decided(decided),
            };
            Answer::all([state, before, below])
        });
        // A surgery without listed operations may be any operation.
        let open = treatments.iter().enumerate().filter(|(_, treatment)| is_unnamed(treatment, test.state));
        let open = open.map(|(place, _)| Answer::wants(wants(&format!("/treatments/{place}/operations"))));
        Answer::any(listed.chain(open))
    }

    /// The value that the assessments of a key state. The assessments of the last day decide. If all assessments agree,
    /// their days are not needed.
    pub(crate) fn assessed<T: PartialEq>(&self, key: &LocalId, of: impl Fn(&Assessment) -> Option<T>) -> Known<T> {
        let assessments = self.application.assessments.iter().flat_map(|all| all.iter());
        let of_key: Vec<&Assessment> = assessments.filter(|assessment| assessment.key == *key).collect();
        let dated = of_key.iter().all(|assessment| assessment.assessed_on.is_some());
        let last = of_key.iter().map(|assessment| assessment.assessed_on).max().flatten();
        let agreed = |among: &[&Assessment]| {
            let (first, others) = among.split_first()?;
            let value = of(first)?;
            others.iter().all(|other| of(other).as_ref() == Some(&value)).then_some(value)
        };
        let value = agreed(&of_key).or_else(|| {
            let of_last = of_key.iter().copied().filter(|assessment| dated && assessment.assessed_on == last);
            agreed(&of_last.collect::<Vec<_>>())
        });
        // Two different assessments on the same day require a later one.
        value.ok_or_else(|| {
            let are_open = !dated && of_key.iter().any(|one| of(one).is_some());
            let place = if are_open { "/assessments/*/assessedOn" } else { "/assessments" };
            vec![Missing::new(key.to_string(), Some(place.to_owned()), FactSupplier::Programme)]
        })
    }

    /// The grade that the assessments of a key state, if the programme lists it.
    fn graded(&self, key: &LocalId) -> Known<LocalId> {
        let grades = self.programme.assessment(key).and_then(|subject| subject.grades.as_deref()).unwrap_or_default();
        self.assessed(key, |one| one.grade.clone().filter(|stated| grades.iter().any(|grade| grade.id == *stated)))
    }

    fn assessed_amount(&self, test: &AssessedAmountTest) -> Answer {
        Answer::known(self.assessed(&test.key, |one| one.amount).map(|amount| {
            test.over.is_none_or(|over| amount > over)
                && test.at_least.is_none_or(|least| amount >= least)
                && test.below.is_none_or(|below| amount < below)
                && test.at_most.is_none_or(|most| amount <= most)
        }))
    }
}

/// Whether one of the wanted codes holds.
pub(crate) fn holds_one(codes: &Codes, wanted: &[LocalId]) -> Truth {
    let wanted = codes.iter().filter(|(code, _)| wanted.iter().any(|wanted| wanted.as_str() == code));
    wanted.map(|(_, truth)| *truth).fold(Truth::No, Truth::or)
}

pub(crate) fn within<const A: i64, const B: i64, const C: i64, const D: i64>(
    number: i64,
    at_least: Option<Integer<A, B>>,
    at_most: Option<Integer<C, D>>,
) -> bool {
    at_least.is_none_or(|least| least.get() <= number) && at_most.is_none_or(|most| number <= most.get())
}

/// Whether a division lies in another one. `None` if the code is too coarse.
fn lies_within(division: DivisionCode, place: DivisionCode) -> Option<bool> {
    let (division, place) = (division.to_string(), place.to_string());
    let (own, wanted) = (significant(&division), significant(&place));
    if own.starts_with(wanted) {
        Some(true)
    } else if wanted.starts_with(own) {
        None
    } else {
        Some(false)
    }
}

/// The digits of a code before the trailing pairs of zeros. The zeros mean all divisions below.
fn significant(code: &str) -> &str {
    let code = code.strip_suffix("00").unwrap_or(code);
    code.strip_suffix("00").unwrap_or(code)
}

/// Whether the set contains the diagnosis. Only codes of diseases in ICD-10 are compared.
pub(crate) fn set_covers(set: &DiseaseSet, diagnosis: &Diagnosis) -> Truth {
    let excluded = set.except_names.iter().flat_map(|names| names.iter());
    if excluded.into_iter().any(|words| diagnosis.name.as_str().contains(words.as_str())) {
        return Truth::No;
    }
    let codings = diagnosis.codings.iter().flat_map(|codings| codings.iter());
    let icd10: Vec<&DiseaseCoding> = codings.filter(|coding| coding.is_icd10_disease()).collect();
    if icd10.is_empty() {
        return Truth::Unknown;
    }
    let below = |coding: &DiseaseCoding, prefixes: &mut dyn Iterator<Item = &crate::value::DiseasePrefix>| {
        prefixes.map(|prefix| Truth::of(prefix.covers(&coding.code))).fold(Truth::No, Truth::or)
    };
    let covered = icd10.iter().map(|coding| {
        let inside = below(coding, &mut set.prefixes.iter());
        let excepted = below(coding, &mut set.except.iter().flat_map(|except| except.iter()));
        inside.and(excepted.negated())
    });
    covered.fold(Truth::No, Truth::or)
}

pub(crate) fn has_state(treatment: &Treatment, operation: &Operation, state: OperationState) -> Truth {
    let done = match treatment.status {
        TreatmentStatus::Cancelled => return Truth::No,
        TreatmentStatus::Completed => Truth::Yes,
        TreatmentStatus::Planned => Truth::No,
        TreatmentStatus::InProgress => Truth::of(operation.performed_on.map(|_| true)),
    };
    match state {
        OperationState::Planned => done.negated(),
        OperationState::Done => done,
        OperationState::Either => Truth::Yes,
    }
}

/// Whether a treatment may be any operation in that state: it is a surgery and does not list its operations.
pub(crate) fn is_unnamed(treatment: &Treatment, state: OperationState) -> bool {
    let in_state = match (state, treatment.status) {
        (_, TreatmentStatus::Cancelled) => false,
        (OperationState::Done, status) => status != TreatmentStatus::Planned,
        (OperationState::Planned, status) => status != TreatmentStatus::Completed,
        (OperationState::Either, _) => true,
    };
    in_state && treatment.kind.is_operation() && treatment.operations.is_none()
}
