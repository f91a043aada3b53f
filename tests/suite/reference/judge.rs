//! Conditions (docs/evaluation.md, section 12): three values, strong Kleene logic.

use super::{Case, exact::Exact, table::Known};
use chrono::{Days, Months, NaiveDate};
use std::collections::BTreeSet;
use tongbiao::{
    code::{BirthdayConvention, DateFact, ReceiptDate, TimeUnit},
    eligibility::Truth,
    programme::{AgeTest, Alternatives, AmountParam, CodeTest, DaysBetweenTest, MoneyTest, Predicate, RatioTest},
    record::receipt::Receipt,
    value::Date,
};

/// Yes, no or unknown, and what is missing to decide.
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

    pub fn unknown_at(missing: BTreeSet<String>) -> Self {
        Self { truth: Truth::Unknown, missing }
    }

    /// The answer for a known value, or the missing facts.
    pub fn known(holds: Known<bool>) -> Self {
        holds.map_or_else(|missing| Self { truth: Truth::Unknown, missing }, Self::of)
    }

    pub fn negated_if(mut self, negated: Option<bool>) -> Self {
        if negated == Some(true) {
            self.truth = match self.truth {
                Truth::Yes => Truth::No,
                Truth::No => Truth::Yes,
                other => other,
            };
        }
        self
    }

    /// Strong Kleene logic: a no decides.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        let answers: Vec<Self> = answers.into_iter().collect();
        if answers.iter().any(|answer| answer.truth == Truth::No) {
            return Self::of(false);
        }
        let missing: BTreeSet<String> = answers.iter().flat_map(|answer| answer.missing.clone()).collect();
        let unknown = answers.iter().any(|answer| answer.truth == Truth::Unknown);
        if unknown { Self { truth: Truth::Unknown, missing } } else { Self::of(true) }
    }

    /// Strong Kleene logic: a yes decides.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        let opposite = answers.into_iter().map(|answer| answer.negated_if(Some(true)));
        Self::all(opposite).negated_if(Some(true))
    }
}

/// The subject of facts of receipts and operations.
#[derive(Debug, Clone)]
pub enum Subject {
    /// The whole application.
    Application,
    /// Receipts, by their indices in the application.
    Receipts(Vec<usize>),
    /// An operation of that treatment.
    Treatment(usize),
}

impl Case<'_> {
    /// Whether a condition holds, with the facts of a subject.
    pub fn judge(&self, predicate: &Predicate, subject: &Subject) -> Answer {
        match predicate {
            Predicate::Age(test) => self.judge_age(test, subject).negated_if(test.negated),
            Predicate::Disease(test) => self.judge_disease(test).negated_if(test.negated),
            Predicate::Operation(test) => self.judge_operation(test, subject).negated_if(test.negated),
            Predicate::Hospital(test) => self.judge_hospital(&test.set, subject).negated_if(test.negated),
            Predicate::Region(test) => self.judge_region(test, subject).negated_if(test.negated),
            Predicate::Code(test) => self.judge_code(test, subject).negated_if(test.negated),
            Predicate::Flag(test) => Answer::known(self.flag(test.fact).map(|flag| flag == test.is)),
            Predicate::Money(test) => self.judge_money(test, subject).negated_if(test.negated),
            Predicate::Number(test) => {
                let number = self.number(test.fact, subject);
                let (least, most) = (test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get()));
                Answer::known(number.map(|number| lies(number, least, most))).negated_if(test.negated)
            }
            Predicate::Date(test) => {
                let day = self.date(test.fact, subject);
                Answer::known(day.map(|day| lies(day, test.from, test.until))).negated_if(test.negated)
            }
            Predicate::DaysBetween(test) => self.judge_days(test, subject).negated_if(test.negated),
            Predicate::Ratio(test) => self.judge_ratio(test).negated_if(test.negated),
            Predicate::EarlierAid(test) => self.judge_earlier(test).negated_if(test.negated),
            Predicate::Assessed(_)
            | Predicate::AssessedNumber(_)
            | Predicate::AssessedAmount(_)
            | Predicate::AssessedGrade(_)
            | Predicate::AssessedDate(_) => self.judge_assessed(predicate),
            other => panic!("{other:?} is not in the specification"),
        }
    }

    /// Whether all of some conditions hold, and one of each group of alternatives.
    pub fn judge_all(&self, when: Option<&[Predicate]>, groups: Option<&[Alternatives]>, subject: &Subject) -> Answer {
        let all = when.unwrap_or_default().iter().map(|predicate| self.judge(predicate, subject));
        let one_of = |group: &Alternatives| Answer::any(group.any_of.iter().map(|one| self.judge(one, subject)));
        Answer::all(all.chain(groups.unwrap_or_default().iter().map(one_of)))
    }

    fn judge_age(&self, test: &AgeTest, subject: &Subject) -> Answer {
        let born = self.date(DateFact::BirthDate, subject);
        let age = both(born, self.date(test.at, subject)).and_then(|(born, day)| {
            let year = |day: Date| day.to_string()[..4].to_owned();
            // 12.26: a child born later in the year of the application.
            if test.at == DateFact::ApplicationYearStart && day < born && year(day) == year(born) {
                return Ok(0);
            }
            let age = age(born.to_chrono(), day.to_chrono(), test.unit, test.birthday);
            age.ok_or_else(|| BTreeSet::from(["/child/birthDate".to_owned()]))
        });
        let (least, most) = (test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get()));
        Answer::known(age.map(|age| lies(age, least, most)))
    }

    fn judge_code(&self, test: &CodeTest, subject: &Subject) -> Answer {
        let codes = match self.all_codes(test.fact, subject) {
            Ok(codes) => codes,
            Err(missing) => return Answer { truth: Truth::Unknown, missing },
        };
        let wanted = codes.into_iter().filter(|(code, _)| test.any_of.iter().any(|any| any.as_str() == code));
        Answer::any(wanted.map(|(code, truth)| match truth {
            Truth::Unknown => Answer { truth: Truth::Unknown, missing: self.undecided(test.fact, &code, subject) },
            decided => Answer::of(decided == Truth::Yes),
        }))
    }

    /// Each bound is a condition of its own.
    fn judge_money(&self, test: &MoneyTest, subject: &Subject) -> Answer {
        type Holds = fn(&Exact, &Exact) -> bool;
        let bounds: [(&Option<AmountParam>, Holds); 4] = [
            (&test.over, |amount, bound| amount > bound),
            (&test.at_least, |amount, bound| amount >= bound),
            (&test.below, |amount, bound| amount < bound),
            (&test.at_most, |amount, bound| amount <= bound),
        ];
        let stated = bounds.into_iter().filter_map(|(bound, holds)| Some((bound.as_ref()?, holds)));
        Answer::all(stated.map(|(bound, holds)| {
            let sides = both(self.money(test.fact).map(Exact::whole), self.amount(bound, subject));
            Answer::known(sides.map(|(amount, bound)| holds(&amount, &bound)))
        }))
    }

    fn judge_days(&self, test: &DaysBetweenTest, subject: &Subject) -> Answer {
        let days = both(self.date(test.from, subject), self.date(test.to, subject));
        let (least, most) = (test.at_least.map(|n| n.get()), test.at_most.map(|n| n.get()));
        Answer::known(days.map(|(from, to)| lies((to.to_chrono() - from.to_chrono()).num_days(), least, most)))
    }

    fn judge_ratio(&self, test: &RatioTest) -> Answer {
        let sides = both(self.money(test.of), self.money(test.to));
        Answer::known(sides.map(|(of, to)| {
            let part = |times: tongbiao::value::Multiple| Exact::whole(to) * Exact::decimal(times.get());
            let of = Exact::whole(of);
            test.at_least.is_none_or(|least| of >= part(least)) && test.at_most.is_none_or(|most| of <= part(most))
        }))
    }
}

/// Whether a value lies between two bounds, both inclusive.
fn lies<T: PartialOrd>(value: T, least: Option<T>, most: Option<T>) -> bool {
    least.is_none_or(|least| least <= value) && most.is_none_or(|most| value <= most)
}

/// Both of two values, or all their missing facts.
fn both<A, B>(a: Known<A>, b: Known<B>) -> Known<(A, B)> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err([a.err(), b.err()].into_iter().flatten().flatten().collect()),
    }
}

/// The age on a day in completed days, months or years. `None` before the birth.
fn age(born: NaiveDate, day: NaiveDate, unit: TimeUnit, birthday: BirthdayConvention) -> Option<i64> {
    if day < born {
        return None;
    }
    // If a year is completed only on the day after the birthday, the age is that of the day before.
    let day = if birthday == BirthdayConvention::DayAfterBirthday { day - Days::new(1) } else { day };
    if unit == TimeUnit::Days {
        return Some((day - born).num_days().max(0));
    }
    let mut months = 0;
    while born + Months::new(months + 1) <= day {
        months += 1;
    }
    Some(i64::from(if unit == TimeUnit::Years { months / 12 } else { months }))
}

/// The day of a receipt (section 3).
pub fn day_of(receipt: &Receipt, by: ReceiptDate) -> Option<Date> {
    match by {
        ReceiptDate::VisitedOn => {
            let stay = receipt.stay.as_ref();
            receipt.visit_date.or_else(|| stay?.start).or(receipt.issued_on)
        }
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

/// Whether a day lies in a period. An omitted end is open.
pub fn inside(period: &tongbiao::value::Period, day: Date) -> bool {
    lies(day, period.start, period.end)
}
