//! Conditions and facts (docs/evaluation.md, section 2): those of the application are asked of the library, one at a time;
//! those of receipts and operations are read here.

use super::{Case, Given};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use tongbiao::{
    code::{CodeFact, DateFact, DivisionFact, NumberFact, ReceiptDate},
    eligibility::{Truth, eligibility},
    fact::Scope,
    programme::{
        CodeTest, DateTest, DaysBetweenTest, HospitalTest, Predicate, Programme, RegionTest, Requirement, SetMembers,
    },
    record::{application::Application, organisation::Hospital, receipt::Receipt},
    value::{Date, LocalId},
    wire::{Integer, List},
};

/// Yes, no or unknown, and what must be known to tell.
#[derive(Debug, Clone)]
pub struct Answer {
    pub truth: Truth,
    pub missing: BTreeSet<String>,
}

impl Answer {
    pub fn of(holds: bool) -> Self {
        Self { truth: if holds { Truth::Yes } else { Truth::No }, missing: BTreeSet::new() }
    }

    pub fn unknown(pointer: impl Into<String>) -> Self {
        Self { truth: Truth::Unknown, missing: BTreeSet::from([pointer.into()]) }
    }

    pub fn negated_if(mut self, negated: Option<bool>) -> Self {
        if negated == Some(true) {
            self.truth = self.truth.negated();
        }
        self
    }

    /// Strong Kleene: a no decides.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        let answers: Vec<Self> = answers.into_iter().collect();
        if answers.iter().any(|answer| answer.truth == Truth::No) {
            return Self::of(false);
        }
        let missing: BTreeSet<String> = answers.iter().flat_map(|answer| answer.missing.clone()).collect();
        let unknown = answers.iter().any(|answer| answer.truth == Truth::Unknown);
        if unknown { Self { truth: Truth::Unknown, missing } } else { Self::of(true) }
    }

    /// Strong Kleene: a yes decides.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        let opposite = answers.into_iter().map(|answer| answer.negated_if(Some(true)));
        Self::all(opposite).negated_if(Some(true))
    }
}

/// What facts of receipts and operations are of.
#[derive(Debug, Clone)]
pub enum Subject {
    /// Nothing narrower than the application.
    Application,
    /// Receipts, by their places in the application.
    Receipts(Vec<usize>),
    /// An operation of that treatment.
    Treatment(usize),
}

impl Case<'_> {
    /// Whether a condition holds, with the facts of a subject.
    pub fn judge(&self, predicate: &Predicate, subject: &Subject) -> Answer {
        match predicate {
            Predicate::Hospital(test) => self.judge_hospital(test, subject),
            Predicate::EarlierAid(test) => self.judge_earlier(test).negated_if(test.negated),
            Predicate::Code(test) if test.fact.fact().scope == Scope::Unit => self.judge_code(test, subject),
            Predicate::Region(test) if test.fact.fact().scope == Scope::Unit => self.judge_region(test, subject),
            Predicate::Number(test) if test.fact == NumberFact::StayDays => {
                let holds = self.stay_days(subject).map(|days| {
                    test.at_least.is_none_or(|least| least.get() <= days)
                        && test.at_most.is_none_or(|most| days <= most.get())
                });
                known(holds).negated_if(test.negated)
            }
            Predicate::Date(test) if test.fact.fact().scope == Scope::Unit => {
                let holds = self
                    .unit_date(test.fact, subject)
                    .map(|day| test.from.is_none_or(|from| from <= day) && test.until.is_none_or(|until| day <= until));
                known(holds).negated_if(test.negated)
            }
            Predicate::DaysBetween(test) => self.judge_days(test, subject),
            Predicate::Age(test) if test.at.fact().scope == Scope::Unit => match self.unit_date(test.at, subject) {
                // The age on that day is the age on the day of a decision made then.
                Ok(day) => {
                    let mut then = test.clone();
                    then.at = DateFact::DecidedOn;
                    ask(
                        &self.bare,
                        self.application,
                        &Given { as_of: day, ..self.given.clone() },
                        &Predicate::Age(then),
                    )
                }
                Err(pointer) => Answer::unknown(pointer),
            },
            other => ask(&self.bare, self.application, &self.given, other),
        }
    }

    /// Whether all of some conditions hold.
    pub fn judge_all(&self, when: Option<&[Predicate]>, subject: &Subject) -> Answer {
        Answer::all(when.unwrap_or_default().iter().map(|predicate| self.judge(predicate, subject)))
    }

    /// Whether a diagnosis of a list is in a set.
    pub fn judge_diseases(&self, application: &Application, set: &LocalId) -> Answer {
        let test = tongbiao::programme::DiseaseTest::new(set.clone(), tongbiao::code::DiagnosisMatch::Any);
        ask(&self.bare, application, &self.given, &Predicate::Disease(test))
    }

    fn judge_hospital(&self, test: &HospitalTest, subject: &Subject) -> Answer {
        let answers = self
            .hospitals(subject)
            .into_iter()
            .map(|(hospital, day, place)| self.listed(&test.set, hospital, day, &place));
        let answers: Vec<Answer> = answers.collect();
        let same = answers.windows(2).all(|pair| pair[0].truth == pair[1].truth);
        let answer = match answers.first() {
            Some(first) if same => first.clone(),
            _ => Answer::unknown("/receipts/*/issuer"),
        };
        answer.negated_if(test.negated)
    }

    /// Whether a hospital is on a list: equal code or equal uscc, and the day inside the period of the agreement.
    pub fn listed(&self, set: &LocalId, hospital: Option<&Hospital>, day: Option<Date>, place: &str) -> Answer {
        let sets = self.programme.sets.as_deref().unwrap_or_default();
        let listed = sets.iter().find(|named| named.id == *set).map(|named| &named.members);
        let Some(SetMembers::Hospital(listed)) = listed else { panic!("the programme is sound") };
        let Some(hospital) = hospital else { return Answer::unknown(place) };
        Answer::any(listed.hospitals.iter().map(|one| {
            let code = one.code.as_ref().map(|code| match &hospital.code {
                Some(own) => Answer::of(own == code),
                None => Answer::unknown(format!("{place}/code")),
            });
            let uscc = one.uscc.as_ref().map(|uscc| match &hospital.uscc {
                Some(own) => Answer::of(own == uscc),
                None => Answer::unknown(format!("{place}/uscc")),
            });
            let in_time = match (&one.period, day) {
                (None, _) => Answer::of(true),
                (Some(period), Some(day)) => Answer::of(inside(period, day)),
                (Some(_), None) if place.starts_with("/treatments") => {
                    Answer::unknown(place.replace("/hospital", "/period/start"))
                }
                (Some(_), None) => Answer::unknown("/receipts/*/visitDate"),
            };
            Answer::all([Answer::any([code, uscc].into_iter().flatten()), in_time])
        }))
    }

    fn judge_code(&self, test: &CodeTest, subject: &Subject) -> Answer {
        let holds = self.unit_code(test.fact, subject).map(|code| test.any_of.iter().any(|any| any.as_str() == code));
        known(holds).negated_if(test.negated)
    }

    fn judge_region(&self, test: &RegionTest, subject: &Subject) -> Answer {
        let path = DivisionFact::Hospital.fact().paths[0];
        let division = self.agreed(subject, path, |hospital, _| hospital?.division.map(|d| d.to_string()));
        match division {
            Err(pointer) => Answer::unknown(pointer),
            // The place of the hospital is judged as a place of residence is.
            Ok(division) => {
                let mut there = self.application.clone();
                let mut address: tongbiao::record::organisation::Address = serde_json::from_str("{}").unwrap();
                address.division = division.parse().ok();
                there.child.residence = Some(address);
                let mut test = test.clone();
                test.fact = DivisionFact::Residence;
                ask(&self.bare, &there, &self.given, &Predicate::Region(test))
            }
        }
    }

    fn judge_days(&self, test: &DaysBetweenTest, subject: &Subject) -> Answer {
        let of_unit = |fact: DateFact| fact.fact().scope == Scope::Unit;
        let within = |days: i64| {
            test.at_least.is_none_or(|least| least.get() <= days) && test.at_most.is_none_or(|most| days <= most.get())
        };
        let shifted = |day: Date, by: i64| {
            day.to_chrono().checked_add_signed(chrono::TimeDelta::days(by)).and_then(Date::from_chrono)
        };
        let (from, to) = (of_unit(test.from), of_unit(test.to));
        if !from && !to {
            return ask(&self.bare, self.application, &self.given, &Predicate::DaysBetween(test.clone()));
        }
        if from && to {
            let both =
                self.unit_date(test.from, subject).and_then(|a| Ok(a.days_until(self.unit_date(test.to, subject)?)));
            return known(both.map(within)).negated_if(test.negated);
        }
        // One of the days is known here: the other one must lie between two days.
        let day = match self.unit_date(if from { test.from } else { test.to }, subject) {
            Ok(day) => day,
            Err(pointer) => return Answer::unknown(pointer),
        };
        let mut date = DateTest::new(if from { test.to } else { test.from });
        let (least, most) = (test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get()));
        let bounds = if from { (least, most) } else { (most.map(|n| -n), least.map(|n| -n)) };
        date.from = Some(bounds.0.and_then(|by| shifted(day, by)).unwrap_or(Date::parse("1900-01-01").unwrap()));
        date.until = Some(bounds.1.and_then(|by| shifted(day, by)).unwrap_or(Date::parse("2099-12-31").unwrap()));
        ask(&self.bare, self.application, &self.given, &Predicate::Date(date)).negated_if(test.negated)
    }

    /// The hospitals of a subject, with the day and the place.
    fn hospitals(&self, subject: &Subject) -> Vec<(Option<&Hospital>, Option<Date>, String)> {
        match subject {
            Subject::Application => Vec::new(),
            Subject::Receipts(receipts) => {
                let one = |index: &usize| {
                    let receipt = &self.receipts()[*index];
                    (receipt.issuer.as_ref(), receipt.visited_on(), format!("/receipts/{index}/issuer"))
                };
                receipts.iter().map(one).collect()
            }
            Subject::Treatment(index) => {
                let treatment = &self.application.treatments.as_deref().unwrap_or_default()[*index];
                let start = treatment.period.as_ref().and_then(|period| period.start);
                vec![(treatment.hospital.as_ref(), start, format!("/treatments/{index}/hospital"))]
            }
        }
    }

    /// A fact on which all receipts of a subject agree.
    fn agreed(
        &self,
        subject: &Subject,
        path: &str,
        read: impl Fn(Option<&Hospital>, Option<&Receipt>) -> Option<String>,
    ) -> Result<String, String> {
        let values: Vec<Option<String>> = match subject {
            Subject::Application => Vec::new(),
            Subject::Receipts(receipts) => {
                let all = receipts.iter().map(|index| &self.receipts()[*index]);
                all.map(|receipt| read(receipt.issuer.as_ref(), Some(receipt))).collect()
            }
            Subject::Treatment(_) => {
                self.hospitals(subject).into_iter().map(|(hospital, _, _)| read(hospital, None)).collect()
            }
        };
        match values.first() {
            Some(Some(first)) if values.iter().all(|value| value.as_ref() == Some(first)) => Ok(first.clone()),
            _ => Err(match subject {
                Subject::Treatment(_) => path.replace("/receipts/*/issuer", "/treatments/*/hospital"),
                _ => path.to_owned(),
            }),
        }
    }

    fn unit_code(&self, fact: CodeFact, subject: &Subject) -> Result<String, String> {
        self.agreed(subject, fact.fact().paths[0], |hospital, receipt| match fact {
            CodeFact::HospitalLevel => hospital?.level.map(|code| code.to_string()),
            CodeFact::HospitalGrade => hospital?.grade.map(|code| code.to_string()),
            CodeFact::HospitalOwnership => hospital?.ownership.map(|code| code.to_string()),
            CodeFact::VisitKind => receipt?.visit_kind.map(|code| code.to_string()),
            CodeFact::ReceiptInsuranceKind => receipt?.insurance_kind.map(|code| code.to_string()),
            other => panic!("{other} is of the application"),
        })
    }

    fn stay_days(&self, subject: &Subject) -> Result<i64, String> {
        let days = self.agreed(subject, NumberFact::StayDays.fact().paths[0], |_, receipt| {
            let receipt = receipt?;
            let span = || receipt.stay.as_ref().and_then(|stay| Some(stay.start?.days_until(stay.end?).max(1)));
            receipt.stay_days.map(|days| days.get()).or_else(span).map(|days| days.to_string())
        });
        days.map(|days| days.parse().unwrap())
    }

    fn unit_date(&self, fact: DateFact, subject: &Subject) -> Result<Date, String> {
        let by = match fact {
            DateFact::ReceiptVisitedOn => ReceiptDate::VisitedOn,
            DateFact::ReceiptDischargedOn => ReceiptDate::DischargedOn,
            DateFact::ReceiptIssuedOn => ReceiptDate::IssuedOn,
            DateFact::ReceiptSettledOn => ReceiptDate::SettledOn,
            other => panic!("{other} is of the application"),
        };
        let day =
            self.agreed(subject, fact.fact().paths[0], |_, receipt| day_of(receipt?, by).map(|day| day.to_string()));
        day.map(|day| Date::parse(&day).unwrap())
    }

    /// A date of the registry.
    pub fn date(&self, fact: DateFact, subject: &Subject) -> Result<Date, BTreeSet<String>> {
        if fact.fact().scope == Scope::Unit {
            return self.unit_date(fact, subject).map_err(|pointer| BTreeSet::from([pointer]));
        }
        if fact == DateFact::DecidedOn {
            return Ok(self.given.as_of);
        }
        // Found by asking: is it after that day?
        let until = |day: NaiveDate| {
            let mut test = DateTest::new(fact);
            test.until = Date::from_chrono(day);
            self.judge(&Predicate::Date(test), subject)
        };
        let (mut low, mut high) =
            (NaiveDate::from_ymd_opt(1900, 1, 1).unwrap(), NaiveDate::from_ymd_opt(2099, 12, 31).unwrap());
        let last = until(high);
        if last.truth == Truth::Unknown {
            return Err(last.missing);
        }
        while low < high {
            let middle = low + chrono::TimeDelta::days((high - low).num_days() / 2);
            if until(middle).truth == Truth::Yes { high = middle } else { low = middle.succ_opt().unwrap() }
        }
        Ok(Date::from_chrono(low).unwrap())
    }

    /// A number of the registry.
    pub fn number(&self, fact: NumberFact, subject: &Subject) -> Result<i64, BTreeSet<String>> {
        if fact == NumberFact::StayDays {
            return self.stay_days(subject).map_err(|pointer| BTreeSet::from([pointer]));
        }
        // Found by asking: is it at least so many?
        let at_least = |least: i64| {
            let mut test = tongbiao::programme::NumberTest::new(fact);
            test.at_least = Integer::new(least);
            self.judge(&Predicate::Number(test), subject)
        };
        let (mut low, mut high) = (0, 1_000_001);
        let first = at_least(0);
        if first.truth == Truth::Unknown {
            return Err(first.missing);
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if at_least(middle).truth == Truth::Yes { low = middle } else { high = middle }
        }
        Ok(low)
    }
}

/// The day of a receipt (section 3).
pub fn day_of(receipt: &Receipt, by: ReceiptDate) -> Option<Date> {
    match by {
        ReceiptDate::VisitedOn => receipt.visited_on(),
        ReceiptDate::DischargedOn => match &receipt.stay {
            Some(stay) => stay.end,
            None => receipt.visit_date,
        },
        ReceiptDate::IssuedOn => receipt.issued_on,
        ReceiptDate::SettledOn => {
            receipt.settlement.as_ref().and_then(|settlement| settlement.settled_on).or(receipt.issued_on)
        }
        other => panic!("{other}"),
    }
}

/// Whether a day lies in a period of which an absent end is open.
pub fn inside(period: &tongbiao::value::Period, day: Date) -> bool {
    period.start.is_none_or(|start| start <= day) && period.end.is_none_or(|end| day <= end)
}

/// The programme with no rule but one condition, which the library judges.
pub fn bare(programme: &Programme) -> Programme {
    const PLAIN: &str =
        r#"{"id": "plain", "benefit": {"type": "fixed", "amount": {"type": "fixed", "amount": "0.00"}}}"#;
    let mut bare = programme.clone();
    (bare.receipts, bare.lines, bare.limits, bare.papers, bare.minimum_award) = (None, None, None, None, None);
    bare.items = List::new(vec![serde_json::from_str(PLAIN).unwrap()]).unwrap();
    bare
}

fn ask(bare: &Programme, application: &Application, given: &Given, predicate: &Predicate) -> Answer {
    let mut asking = bare.clone();
    let any_of = List::new(vec![predicate.clone()]).unwrap();
    let requirement = Requirement::new(LocalId::parse("asked").unwrap(), any_of);
    asking.requirements = List::new(vec![requirement]);
    let outcome = eligibility(&asking, application, &given.circumstances()).unwrap();
    let pointers = outcome.requirements[0].missing.iter();
    let missing = pointers.map(|missing| missing.pointer.clone().unwrap_or_else(|| missing.code.clone())).collect();
    Answer { truth: outcome.requirements[0].truth, missing }
}

fn known(holds: Result<bool, String>) -> Answer {
    holds.map_or_else(Answer::unknown, Answer::of)
}
