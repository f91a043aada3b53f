//! The values of one fact that satisfy a condition.
//!
//! Every fact is an axis, and every value is a whole number on it: a day, an amount in fen, the position of a code in
//! its list, a yes. Facts are treated as independent of each other, so the analysis considers more cases than can
//! occur. A case found impossible is therefore impossible. A case is claimed possible only if a
//! [witness](super::witness) is found.

use super::block::{Atom, Literal};
use crate::{
    code::{
        BirthdayConvention, CodeFact, CountedAid, DateFact, DiagnosisMatch, DivisionFact, FlagFact, MoneyFact,
        NumberFact, OperationState, PayerClass, TimeUnit,
    },
    programme::{
        AgeTest, AmountParam, AssessedGradeTest, AssessmentSubject, CodeTest, EarlierAidTest, MoneyTest, Predicate,
        interval::Intervals,
    },
    value::{Date, DivisionCode, LocalId, Money},
    wire::Integer,
};
use chrono::Datelike;
use std::collections::BTreeMap;

/// A fact, or another input of a condition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis<'a> {
    Age(DateFact, BirthdayConvention, TimeUnit),
    Disease(&'a str, DiagnosisMatch, bool),
    Operation(&'a str, OperationState, Option<DateFact>),
    Hospital(&'a str),
    Region(DivisionFact),
    Code(CodeFact),
    /// Whether a fact with several possible codes has this code.
    Member(CodeFact, &'a str),
    Flag(FlagFact),
    Money(MoneyFact),
    Number(NumberFact),
    Date(DateFact),
    Days(DateFact, DateFact),
    /// Whether a ratio lies between bounds: treated as a free yes or no.
    Ratio(MoneyFact, MoneyFact, String),
    EarlierAid(Option<&'a str>, Vec<PayerClass>, Option<i64>, Vec<CountedAid>),
    Assessed(&'a str),
    AssessedNumber(&'a str),
    AssessedAmount(&'a str),
    AssessedGrade(&'a str),
    AssessedDate(&'a str),
    /// A condition that depends on further facts: treated as a free yes or no. The amount is stated if it has one bound,
    /// so that each answer is possible.
    Opaque(usize, Option<MoneyFact>),
}

/// The axes of a programme's conditions, numbered.
#[derive(Debug, Default)]
pub(super) struct Axes<'a> {
    numbers: BTreeMap<Axis<'a>, usize>,
    axes: Vec<Axis<'a>>,
    subjects: &'a [AssessmentSubject],
}

const YES: (i64, i64) = (1, 1);
const WHETHER: (i64, i64) = (0, 1);
const FROM_ZERO: (i64, i64) = (0, i64::MAX);

impl<'a> Axes<'a> {
    /// The axes of a programme that lists these subjects of assessments.
    pub(super) fn new(subjects: Option<&'a [AssessmentSubject]>) -> Self {
        Self { subjects: subjects.unwrap_or_default(), ..Self::default() }
    }

    /// The values of the facts that satisfy a condition.
    pub(super) fn literal(&mut self, predicate: &'a Predicate) -> Literal {
        let (literal, negated) = match predicate {
            Predicate::Age(test) => (self.age(test), test.negated),
            Predicate::Disease(test) => {
                let axis = Axis::Disease(test.set.as_str(), test.diagnoses, test.confirmed == Some(true));
                (self.whether(axis), test.negated)
            }
            Predicate::Operation(test) => {
                (self.whether(Axis::Operation(test.set.as_str(), test.state, test.before)), test.negated)
            }
            Predicate::Hospital(test) => (self.whether(Axis::Hospital(test.set.as_str())), test.negated),
            Predicate::Region(test) => (self.region(test.fact, &test.within), test.negated),
            Predicate::Code(test) => (self.code_test(test), test.negated),
            Predicate::Flag(test) => return self.whether(Axis::Flag(test.fact)).negated_if(!test.is),
            Predicate::Money(test) => (self.money(test, predicate), test.negated),
            Predicate::Number(test) => {
                (self.number_between(test.fact, number(test.at_least), number(test.at_most)), test.negated)
            }
            Predicate::Date(test) => (self.date(test.fact, test.from, test.until), test.negated),
            Predicate::DaysBetween(test) => {
                let whole = (i64::MIN, i64::MAX);
                let values = between(number(test.at_least), number(test.at_most), whole);
                (self.one(Axis::Days(test.from, test.to), values, whole), test.negated)
            }
            Predicate::Ratio(test) => {
                let bounds = format!("{:?} {:?}", test.at_least, test.at_most);
                (self.whether(Axis::Ratio(test.of, test.to, bounds)), test.negated)
            }
            Predicate::EarlierAid(test) => (self.earlier_aid(test), test.negated),
            Predicate::Assessed(test) => {
                return self.whether(Axis::Assessed(test.key.as_str())).negated_if(test.is == Some(false));
            }
            Predicate::AssessedNumber(test) => {
                let values = between(number(test.at_least), number(test.at_most), FROM_ZERO);
                (self.one(Axis::AssessedNumber(test.key.as_str()), values, FROM_ZERO), test.negated)
            }
            Predicate::AssessedAmount(test) => {
                let lower = test.over.map(|over| over.fen() + 1).max(test.at_least.map(Money::fen));
                let uppers = [test.below.map(|below| below.fen() - 1), test.at_most.map(Money::fen)];
                let values = between(lower, uppers.into_iter().flatten().min(), FROM_ZERO);
                (self.one(Axis::AssessedAmount(test.key.as_str()), values, FROM_ZERO), test.negated)
            }
            Predicate::AssessedGrade(test) => (self.grade(test), test.negated),
            Predicate::AssessedDate(test) => {
                (self.day_between(Axis::AssessedDate(test.key.as_str()), test.from, test.until), test.negated)
            }
        };
        literal.negated_if(negated == Some(true))
    }

    /// A date between two days. Each of the two may be absent.
    pub(super) fn date(&mut self, fact: DateFact, from: Option<Date>, until: Option<Date>) -> Literal {
        self.day_between(Axis::Date(fact), from, until)
    }

    fn day_between(&mut self, axis: Axis<'a>, from: Option<Date>, until: Option<Date>) -> Literal {
        let day = |date: Date| i64::from(date.to_chrono().num_days_from_ce());
        let whole = [Date::new(1900, 1, 1).ok(), Date::new(2099, 12, 31).ok()].map(|date| date.map_or(0, day));
        let whole = (whole[0], whole[1]);
        self.one(axis, between(from.map(day), until.map(day), whole), whole)
    }

    /// An assessment with one of the grades, each at its place in the list of the programme.
    fn grade(&mut self, test: &'a AssessedGradeTest) -> Literal {
        let subject = self.subjects.iter().find(|subject| subject.key == test.key);
        let grades = subject.and_then(|subject| subject.grades.as_deref()).unwrap_or_default();
        let place = |wanted: &LocalId| grades.iter().position(|grade| grade.id == *wanted);
        let places = test.any_of.iter().filter_map(|wanted| i64::try_from(place(wanted)?).ok());
        let whole = (0, i64::try_from(grades.len()).unwrap_or(i64::MAX) - 1);
        self.one(Axis::AssessedGrade(test.key.as_str()), Intervals::of(places.map(|place| (place, place))), whole)
    }

    /// A fact with one of the codes.
    pub(super) fn codes(&mut self, fact: CodeFact, codes: &'a [LocalId]) -> Literal {
        if fact.is_multiple() {
            let members = codes.iter().map(|code| Axis::Member(fact, code.as_str()));
            return Literal::Any(members.map(|axis| self.atom(axis, Intervals::of([YES]), WHETHER)).collect());
        }
        let last = fact.list().map_or(26 * 26, |list| list.codes.len());
        let places = codes.iter().filter_map(|code| place(fact, code.as_str())).map(|place| (place, place));
        let whole = (0, i64::try_from(last).unwrap_or(i64::MAX) - 1);
        self.one(Axis::Code(fact), Intervals::of(places), whole)
    }

    /// An age between two bounds. Years are counted in months, so that both are one fact.
    pub(super) fn age_between(
        &mut self,
        (at, birthday, unit): (DateFact, BirthdayConvention, TimeUnit),
        at_least: Option<i64>,
        at_most: Option<i64>,
    ) -> Literal {
        let (unit, at_least, at_most) = match unit {
            TimeUnit::Years => {
                let first = at_least.map(|years| years.saturating_mul(12));
                let last = at_most.map(|years| years.saturating_mul(12).saturating_add(11));
                (TimeUnit::Months, first, last)
            }
            unit => (unit, at_least, at_most),
        };
        self.one(Axis::Age(at, birthday, unit), between(at_least, at_most, FROM_ZERO), FROM_ZERO)
    }

    /// A number between two bounds.
    pub(super) fn number_between(&mut self, fact: NumberFact, at_least: Option<i64>, at_most: Option<i64>) -> Literal {
        let whole = (fact.least(), i64::MAX);
        self.one(Axis::Number(fact), between(at_least, at_most, whole), whole)
    }

    /// An amount between two inclusive bounds in fen.
    pub(super) fn fen_between(&mut self, fact: MoneyFact, at_least: Option<i64>, at_most: Option<i64>) -> Literal {
        let whole = if may_be_negative(fact) { (i64::MIN, i64::MAX) } else { FROM_ZERO };
        self.one(Axis::Money(fact), between(at_least, at_most, whole), whole)
    }

    /// A place in one of the divisions.
    pub(super) fn region(&mut self, fact: DivisionFact, within: &[DivisionCode]) -> Literal {
        let whole = (100_000, 999_999);
        self.one(Axis::Region(fact), Intervals::of(within.iter().map(|place| span(*place))), whole)
    }

    /// The fact with this number.
    pub(super) fn get(&self, number: usize) -> Option<&Axis<'a>> {
        self.axes.get(number)
    }

    fn age(&mut self, test: &AgeTest) -> Literal {
        self.age_between((test.at, test.birthday, test.unit), number(test.at_least), number(test.at_most))
    }

    fn code_test(&mut self, test: &'a CodeTest) -> Literal {
        self.codes(test.fact, &test.any_of)
    }

    fn money(&mut self, test: &'a MoneyTest, predicate: &'a Predicate) -> Literal {
        let fixed = |bound: &Option<AmountParam>| match bound {
            None => Some(None),
            Some(bound) => bound.fixed().map(|amount| Some(Money::fen(amount))),
        };
        let bounds = (fixed(&test.over), fixed(&test.at_least), fixed(&test.below), fixed(&test.at_most));
        let (Some(over), Some(at_least), Some(below), Some(at_most)) = bounds else {
            let bounds = [&test.over, &test.at_least, &test.below, &test.at_most];
            let fact = (bounds.into_iter().flatten().count() == 1).then_some(test.fact);
            // Its address distinguishes it from every other condition of the document.
            return self.whether(Axis::Opaque(std::ptr::from_ref(predicate).addr(), fact));
        };
        let lower = over.map(|fen| fen + 1).max(at_least);
        let upper = [below.map(|fen| fen - 1), at_most].into_iter().flatten().min();
        self.fen_between(test.fact, lower, upper)
    }

    fn earlier_aid(&mut self, test: &'a EarlierAidTest) -> Literal {
        let mut payers = test.payers.as_ref().map_or_else(Vec::new, |payers| payers.to_vec());
        let mut counted = test.counted.to_vec();
        payers.sort_unstable();
        counted.sort_unstable();
        let axis = Axis::EarlierAid(test.programme.as_ref().map(LocalId::as_str), payers, number(test.months), counted);
        self.one(axis, Intervals::between(0, test.at_most.get()), FROM_ZERO)
    }

    fn whether(&mut self, axis: Axis<'a>) -> Literal {
        self.one(axis, Intervals::of([YES]), WHETHER)
    }

    fn one(&mut self, axis: Axis<'a>, values: Intervals, whole: (i64, i64)) -> Literal {
        Literal::Any(vec![self.atom(axis, values, whole)])
    }

    fn atom(&mut self, axis: Axis<'a>, values: Intervals, whole: (i64, i64)) -> Atom {
        let next = self.axes.len();
        let number = *self.numbers.entry(axis.clone()).or_insert(next);
        if number == next {
            self.axes.push(axis);
        }
        let values = values.meet(&Intervals::between(whole.0, whole.1));
        Atom { axis: number, others: values.others(whole), values }
    }
}

/// Whether reversals can make the amount negative.
fn may_be_negative(fact: MoneyFact) -> bool {
    matches!(
        fact,
        MoneyFact::Billed
            | MoneyFact::FamilyBorne
            | MoneyFact::FamilyBorneTwelveMonths
            | MoneyFact::SelfPaid
            | MoneyFact::SelfPaidTwelveMonths
    )
}

fn between(lower: Option<i64>, upper: Option<i64>, (first, last): (i64, i64)) -> Intervals {
    Intervals::between(lower.unwrap_or(first), upper.unwrap_or(last))
}

fn number<const MIN: i64, const MAX: i64>(bound: Option<Integer<MIN, MAX>>) -> Option<i64> {
    bound.map(Integer::get)
}

/// The position of a code in the fact's list. For countries, which have no list, a number made of the two letters.
fn place(fact: CodeFact, code: &str) -> Option<i64> {
    match fact.list() {
        Some(list) => i64::try_from(list.codes.iter().position(|known| known.code == code)?).ok(),
        None => match code.as_bytes() {
            [a @ b'A'..=b'Z', b @ b'A'..=b'Z'] => Some(i64::from(a - b'A') * 26 + i64::from(b - b'A')),
            _ => None,
        },
    }
}

/// All codes in a division: those with the same first digits.
fn span(place: DivisionCode) -> (i64, i64) {
    let code: i64 = place.to_string().parse().unwrap_or(0);
    let size = [10_000, 100].into_iter().find(|size| code % size == 0).unwrap_or(1);
    (code, code + size - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_hold_what_is_below_them() {
        let span = |code: &str| span(DivisionCode::parse(code).unwrap());
        assert_eq!(span("430000"), (430_000, 439_999));
        assert_eq!(span("430100"), (430_100, 430_199));
        assert_eq!(span("430102"), (430_102, 430_102));
    }

    #[test]
    fn codes_have_their_place() {
        assert_eq!(place(CodeFact::Nationality, "AB"), Some(1));
        assert_eq!(place(CodeFact::Nationality, "china"), None);
        assert!(place(CodeFact::Sex, "female") != place(CodeFact::Sex, "male"));
        assert_eq!(place(CodeFact::Sex, "x"), None);
    }
}
