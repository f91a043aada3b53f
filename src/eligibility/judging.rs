//! Judges the conditions of a programme.

use super::{
    age::age,
    reading::{Codes, Reading, Subject, missing, undecided},
    truth::{Answer, Missing, Truth},
};
use crate::{
    adjudication::Adjudication,
    aid::Aid,
    assessment::Assessment,
    code::{
        AdjudicationDecision, AidStatus, CountedAid, DiagnosisCertainty, DiagnosisMatch, DiagnosisRank, DiseaseScheme,
        FactSupplier, OperationState, TreatmentStatus,
    },
    diagnosis::{Diagnosis, DiseaseCoding},
    programme::{
        AgeTest, AmountParam, AssessedTest, CodeTest, DiseaseSet, DiseaseTest, EarlierAidTest, MoneyTest,
        OperationTest, Predicate, RegionTest, SetMembers,
    },
    treatment::{Operation, Treatment},
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
            Predicate::Region(test) => Answer::of(self.region(test)).negated_if(negated(test.negated)),
            Predicate::Code(test) => Answer::of(self.code(test)).negated_if(negated(test.negated)),
            Predicate::Flag(test) => Answer::of(self.flag(test.fact).map(|flag| flag == test.is)),
            Predicate::Money(test) => Answer::of(self.amount(test)).negated_if(negated(test.negated)),
            Predicate::Number(test) => {
                let holds = self.number(test.fact).map(|n| within(n, test.at_least, test.at_most));
                Answer::of(holds).negated_if(negated(test.negated))
            }
            Predicate::Date(test) => {
                let from = |day: Date| test.from.is_none_or(|from| from <= day);
                let until = |day: Date| test.until.is_none_or(|until| day <= until);
                let holds = self.date(test.fact).map(|day| from(day) && until(day));
                Answer::of(holds).negated_if(negated(test.negated))
            }
            Predicate::DaysBetween(test) => {
                let days = self.date(test.from).and_then(|from| Ok(from.days_until(self.date(test.to)?)));
                let holds = days.map(|days| within(days, test.at_least, test.at_most));
                Answer::of(holds).negated_if(negated(test.negated))
            }
            Predicate::Ratio(test) => {
                let both = self.money(test.of).and_then(|of| Ok((of.to_decimal(), self.money(test.to)?.to_decimal())));
                let holds = both.map(|(of, to)| {
                    test.at_least.is_none_or(|least| of >= to * least.get())
                        && test.at_most.is_none_or(|most| of <= to * most.get())
                });
                Answer::of(holds).negated_if(negated(test.negated))
            }
            Predicate::EarlierAid(test) => self.earlier_aid(test).negated_if(negated(test.negated)),
            Predicate::Assessed(test) => self.assessed(test),
            Predicate::Hospital(test) => self.hospital(&test.set).negated_if(negated(test.negated)),
        }
    }

    fn age(&self, test: &AgeTest) -> Answer {
        let born = self.date(crate::code::DateFact::BirthDate);
        let both = born.and_then(|born| Ok((born, self.date(test.at)?)));
        let age = both.and_then(|(born, day)| {
            age(born, day, test.unit, test.birthday).ok_or_else(|| missing(crate::code::DateFact::BirthDate.fact()))
        });
        Answer::of(age.map(|age| within(age, test.at_least, test.at_most)))
    }

    fn code(&self, test: &CodeTest) -> Result<bool, Missing> {
        match holds_one(&self.codes(test.fact)?, &test.any_of) {
            Truth::Yes => Ok(true),
            Truth::No => Ok(false),
            Truth::Unknown => Err(undecided(test.fact)),
        }
    }

    fn region(&self, test: &RegionTest) -> Result<bool, Missing> {
        let division = self.division(test.fact)?;
        let places: Vec<Option<bool>> = test.within.iter().map(|place| lies_within(division, *place)).collect();
        if places.contains(&Some(true)) {
            Ok(true)
        } else if places.contains(&None) {
            Err(missing(test.fact.fact()))
        } else {
            Ok(false)
        }
    }

    fn amount(&self, test: &MoneyTest) -> Result<bool, Missing> {
        let amount = self.money(test.fact)?.to_decimal();
        let compare = |bound: &Option<AmountParam>, holds: fn(Decimal, Decimal) -> bool| match bound {
            Some(bound) => self.threshold(bound).map(|bound| holds(amount, bound)),
            None => Ok(true),
        };
        Ok(compare(&test.over, |a, b| a > b)?
            && compare(&test.at_least, |a, b| a >= b)?
            && compare(&test.below, |a, b| a < b)?
            && compare(&test.at_most, |a, b| a <= b)?)
    }

    /// Whether the hospital in question is in the set of that name, on the day in question.
    pub(crate) fn hospital(&self, set: &LocalId) -> Answer {
        let (hospital, day, place) = match self.subject {
            Subject::Receipts([(place, receipt), ..]) => {
                (receipt.issuer.as_ref(), receipt.visited_on(), place.to_string())
            }
            Subject::Hospital(hospital) => (hospital, None, "*".to_owned()),
            _ => (None, None, "*".to_owned()),
        };
        let wants = |member: &str| {
            let pointer = Some(format!("/receipts/{place}/{member}"));
            Answer::wants(Missing { code: "hospital".to_owned(), pointer, supplier: FactSupplier::Hospital })
        };
        let sets = self.programme.sets.iter().flat_map(|sets| sets.iter());
        let set = sets.filter(|named| named.id == *set).find_map(|named| match &named.members {
            SetMembers::Hospital(hospitals) => Some(hospitals),
            _ => None,
        });
        let (Some(set), Some(hospital)) = (set, hospital) else { return wants("issuer") };
        Answer::any(set.hospitals.iter().map(|listed| {
            let codes = listed.code.as_ref().zip(hospital.code.as_ref()).map(|(a, b)| a == b);
            let usccs = listed.uscc.as_ref().zip(hospital.uscc.as_ref()).map(|(a, b)| a == b);
            // One code in common is enough; where none can be compared, the hospital may be the one.
            let same = match (codes, usccs) {
                (Some(true), _) | (_, Some(true)) => Answer::decided(Truth::Yes),
                // A code that the list has and the receipt has not may still be the same.
                _ if listed.code.is_some() && hospital.code.is_none() => wants("issuer/code"),
                _ if listed.uscc.is_some() && hospital.uscc.is_none() => wants("issuer/uscc"),
                _ => Answer::decided(Truth::No),
            };
            let agreed = match (&listed.period, day) {
                (None, _) => Answer::decided(Truth::Yes),
                (Some(period), Some(day)) => {
                    let begun = period.start.is_none_or(|start| start <= day);
                    Answer::decided(Truth::of(Some(begun && period.end.is_none_or(|end| day <= end))))
                }
                (Some(_), None) => wants("visitDate"),
            };
            Answer::all([same, agreed])
        }))
    }

    fn disease(&self, test: &DiseaseTest) -> Answer {
        let wants = |path: &str| Missing {
            code: "diagnoses".to_owned(),
            pointer: Some(path.to_owned()),
            supplier: FactSupplier::Hospital,
        };
        let Some(diagnoses) = &self.application.diagnoses else { return Answer::wants(wants("/diagnoses")) };
        let sets = self.programme.sets.iter().flat_map(|sets| sets.iter());
        let set = sets.filter(|set| set.id == test.set).find_map(|set| match &set.members {
            SetMembers::Disease(diseases) => Some(diseases),
            _ => None,
        });
        let Some(set) = set else { return Answer::decided(Truth::No) };
        let principal = test.diagnoses == DiagnosisMatch::Principal && diagnoses.len() > 1;
        Answer::any(diagnoses.iter().map(|diagnosis| {
            let asked = match diagnosis.rank {
                None if principal => Answer::wants(wants("/diagnoses/*/rank")),
                Some(DiagnosisRank::Other) if principal => Answer::decided(Truth::No),
                _ => Answer::decided(Truth::Yes),
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
        let wants = |path: &str| Missing {
            code: "operations".to_owned(),
            pointer: Some(path.to_owned()),
            supplier: FactSupplier::Hospital,
        };
        let Some(treatments) = self.treatments() else { return Answer::wants(wants("/treatments")) };
        let sets = self.programme.sets.iter().flat_map(|sets| sets.iter());
        let set = sets.filter(|set| set.id == test.set).find_map(|set| match &set.members {
            SetMembers::Operation(operations) => Some(operations),
            _ => None,
        });
        let Some(set) = set else { return Answer::decided(Truth::No) };
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
                (Some(fact), Some(performed)) => Answer::of(self.date(fact).map(|day| performed < day)),
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
        // A surgery that does not say what was operated may be any.
        let open = treatments.iter().enumerate().filter(|(_, treatment)| {
            let in_state = match (test.state, treatment.status) {
                (_, TreatmentStatus::Cancelled) => false,
                (OperationState::Done, status) => status != TreatmentStatus::Planned,
                (OperationState::Planned, status) => status != TreatmentStatus::Completed,
                (OperationState::Either, _) => true,
            };
            in_state && treatment.kind.is_operation() && treatment.operations.is_none()
        });
        let open = open.map(|(place, _)| Answer::wants(wants(&format!("/treatments/{place}/operations"))));
        Answer::any(listed.chain(open))
    }

    /// Counts the aid that is certainly of the kind asked for, and the aid that may be.
    fn earlier_aid(&self, test: &EarlierAidTest) -> Answer {
        let wants = |path: &str| {
            Answer::wants(Missing {
                code: "aid".to_owned(),
                pointer: Some(path.to_owned()),
                supplier: FactSupplier::Family,
            })
        };
        let Some(aid) = &self.application.aid else { return wants("/aid") };
        let since = test.months.and_then(|months| self.months_back(u32::try_from(months.get()).ok()?));
        let ledger = self.circumstances.earlier;
        // Where the earlier adjudications are known, they say what this programme has given.
        let own = |aid: &&Aid| ledger.is_some() && aid.programme_id.as_ref() == Some(&self.programme.id);
        let counts = aid.iter().filter(|aid| !own(aid)).map(|aid| counts_as(aid, test, since));
        let adjudicated = ledger.unwrap_or_default().iter().map(|earlier| self.adjudicated_as(earlier, test, since));
        let (mut certain, mut possible) = (0_i64, 0_i64);
        for counted in counts.chain(adjudicated) {
            match counted {
                Truth::Yes => certain += 1,
                Truth::Unknown => possible += 1,
                Truth::No => {}
            }
        }
        if certain > test.at_most.get() {
            Answer::decided(Truth::No)
        } else if certain + possible <= test.at_most.get() {
            Answer::decided(Truth::Yes)
        } else {
            wants("/aid/*/programmeId")
        }
    }

    /// Whether an earlier adjudication is an award of the kind asked for. This application's own are not earlier aid.
    fn adjudicated_as(&self, earlier: &Adjudication, test: &EarlierAidTest, since: Option<Date>) -> Truth {
        let awarded = earlier.decision == AdjudicationDecision::Awarded && earlier.application != self.application.id;
        let programme = test.programme.as_ref().is_none_or(|wanted| *wanted == earlier.programme);
        let own = earlier.programme == self.programme.id;
        let payer = match &test.payers {
            None => Truth::Yes,
            // An adjudication does not say of which class its programme is.
            Some(payers) => Truth::of(own.then(|| payers.contains(&self.programme.payer))),
        };
        let recent = since.is_none_or(|since| earlier.as_of > since);
        Truth::of(Some(awarded && programme && recent)).and(payer)
    }

    fn assessed(&self, test: &AssessedTest) -> Answer {
        let assessments = self.application.assessments.iter().flat_map(|all| all.iter());
        let of_key: Vec<&Assessment> = assessments.filter(|assessment| assessment.key == test.key).collect();
        // The last one decides. Which that is need not be known where all say the same.
        let dated = of_key.iter().all(|assessment| assessment.assessed_on.is_some());
        let last = of_key.iter().max_by_key(|assessment| assessment.assessed_on);
        let agreed = last.is_some_and(|last| of_key.iter().all(|assessment| assessment.result == last.result));
        match last {
            Some(last) if dated || agreed => Answer::decided(Truth::of(Some(last.result == test.is.unwrap_or(true)))),
            _ => Answer::wants(Missing {
                code: test.key.to_string(),
                pointer: Some(if of_key.is_empty() { "/assessments" } else { "/assessments/*/assessedOn" }.to_owned()),
                supplier: FactSupplier::Programme,
            }),
        }
    }
}

/// Whether one of the codes wanted holds.
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

/// Whether a division lies in another; nothing where it is too coarse to tell.
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

/// The digits of a code before the pairs of zeros that stand for all below.
fn significant(code: &str) -> &str {
    let code = code.strip_suffix("00").unwrap_or(code);
    code.strip_suffix("00").unwrap_or(code)
}

/// Whether the set holds the diagnosis. Only codes of ICD-10 can tell.
pub(crate) fn set_covers(set: &DiseaseSet, diagnosis: &Diagnosis) -> Truth {
    let excluded = set.except_names.iter().flat_map(|names| names.iter());
    if excluded.into_iter().any(|words| diagnosis.name.as_str().contains(words.as_str())) {
        return Truth::No;
    }
    let codings = diagnosis.codings.iter().flat_map(|codings| codings.iter());
    let icd10: Vec<&DiseaseCoding> = codings.filter(|coding| coding.scheme != DiseaseScheme::Icd11).collect();
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

fn counts_as(aid: &Aid, test: &EarlierAidTest, since: Option<Date>) -> Truth {
    let status = match aid.status {
        AidStatus::Received => test.counted.contains(&CountedAid::Received),
        AidStatus::Committed => test.counted.contains(&CountedAid::Committed),
        _ => false,
    };
    let payer = test.payers.as_ref().is_none_or(|payers| payers.contains(&aid.payer));
    let programme = match &test.programme {
        None => Truth::Yes,
        Some(wanted) => Truth::of(aid.programme_id.as_ref().map(|id| id == wanted)),
    };
    let recent = match since {
        None => Truth::Yes,
        Some(since) => Truth::of(aid.received_on.or(aid.decided_on).map(|day| day > since)),
    };
    Truth::of(Some(status && payer)).and(programme).and(recent)
}
