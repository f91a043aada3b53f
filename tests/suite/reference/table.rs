//! Amounts and rates that depend on facts (docs/evaluation.md, section 7, entitlement). The first row that holds
//! decides. If an earlier row may hold, the amount is missing. Every row is a condition.

use super::{
    Case,
    exact::{Exact, ZERO},
    judge::{Answer, Subject},
};
use std::collections::BTreeSet;
use tongbiao::{
    code::{BirthdayConvention, Bounds, CodeFact, DateFact},
    eligibility::Truth,
    programme::{
        AgeTest, AmountParam, CodeTest, DateTest, FixedAmount, MoneyTest, NumberTest, Predicate, RateParam,
        StatisticMultiple,
    },
    value::{Date, LocalId, Money},
    wire::{Integer, List},
};

/// A value, or all its missing facts.
pub type Known<T> = Result<T, BTreeSet<String>>;

type Codes = List<LocalId, 1, 100>;
type Age = Option<Integer<0, 50000>>;
type Number = Option<Integer<0, 1_000_000>>;

/// The value of the first row that holds.
fn first(rows: impl IntoIterator<Item = (Answer, Exact)>, otherwise: Option<Exact>) -> Known<Exact> {
    for (answer, value) in rows {
        match answer.truth {
            Truth::Yes => return Ok(value),
            Truth::No => {}
            _ => return Err(answer.missing),
        }
    }
    Ok(otherwise.unwrap_or(ZERO))
}

impl Case<'_> {
    /// An amount in fen.
    pub fn amount(&self, param: &AmountParam, subject: &Subject) -> Known<Exact> {
        let fen = |amount: Money| Exact::fen(amount.to_decimal());
        match param {
            AmountParam::Fixed(fixed) => Ok(fen(fixed.amount)),
            AmountParam::ByCode(table) => {
                let rows = table.rows.iter().map(|row| {
                    (self.code_row(&table.by, &row.codes, row.and_codes.as_ref(), subject), fen(row.amount))
                });
                first(rows, table.otherwise.map(fen))
            }
            AmountParam::ByAge(table) => {
                let rows = table.rows.iter();
                let row = |low, high| self.age_row(table.at, table.birthday, table.unit, (low, high), subject);
                first(rows.map(|r| (row(r.at_least, r.at_most), fen(r.amount))), None)
            }
            AmountParam::ByNumber(table) => {
                let row = |low, high| self.number_row(table.fact, (low, high), subject);
                first(table.rows.iter().map(|r| (row(r.at_least, r.at_most), fen(r.amount))), None)
            }
            AmountParam::ByMoney(table) => {
                let row = |lower, upper| self.money_row(table.fact, table.bounds, (lower, upper), subject);
                first(table.rows.iter().map(|r| (row(r.lower, r.upper), fen(r.amount))), None)
            }
            AmountParam::Statistic(multiple) => self.statistic(multiple, subject),
            AmountParam::Assessed(one) => self.assessed_amount(&one.key),
            _ => panic!("an amount of a kind that is not in the specification"),
        }
    }

    /// A rate.
    pub fn rate(&self, param: &RateParam, subject: &Subject) -> Known<Exact> {
        let rate = |rate: tongbiao::value::Rate| Exact::decimal(rate.get());
        match param {
            RateParam::Fixed(fixed) => Ok(rate(fixed.rate)),
            RateParam::ByCode(table) => {
                let rows = table
                    .rows
                    .iter()
                    .map(|row| (self.code_row(&table.by, &row.codes, row.and_codes.as_ref(), subject), rate(row.rate)));
                first(rows, table.otherwise.map(rate))
            }
            RateParam::ByAge(table) => {
                let row = |low, high| self.age_row(table.at, table.birthday, table.unit, (low, high), subject);
                first(table.rows.iter().map(|r| (row(r.at_least, r.at_most), rate(r.rate))), None)
            }
            RateParam::ByNumber(table) => {
                let row = |low, high| self.number_row(table.fact, (low, high), subject);
                first(table.rows.iter().map(|r| (row(r.at_least, r.at_most), rate(r.rate))), None)
            }
            RateParam::ByMoney(table) => {
                let row = |lower, upper| self.money_row(table.fact, table.bounds, (lower, upper), subject);
                first(table.rows.iter().map(|r| (row(r.lower, r.upper), rate(r.rate))), None)
            }
            _ => panic!("a rate of a kind that is not in the specification"),
        }
    }

    fn code_row(&self, by: &[CodeFact], codes: &Codes, and_codes: Option<&Codes>, subject: &Subject) -> Answer {
        let mut answers = vec![self.judge(&Predicate::Code(CodeTest::new(by[0], codes.clone())), subject)];
        if let (Some(fact), Some(codes)) = (by.get(1), and_codes) {
            answers.push(self.judge(&Predicate::Code(CodeTest::new(*fact, codes.clone())), subject));
        }
        Answer::all(answers)
    }

    fn age_row(
        &self,
        at: DateFact,
        birthday: BirthdayConvention,
        unit: tongbiao::code::TimeUnit,
        (low, high): (Age, Age),
        subject: &Subject,
    ) -> Answer {
        let mut test = AgeTest::new(at, birthday, unit);
        (test.at_least, test.at_most) = (low.or(Integer::new(0).ok()), high);
        self.judge(&Predicate::Age(test), subject)
    }

    fn number_row(&self, fact: tongbiao::code::NumberFact, (low, high): (Number, Number), subject: &Subject) -> Answer {
        let mut test = NumberTest::new(fact);
        (test.at_least, test.at_most) = (low.or(Integer::new(0).ok()), high);
        self.judge(&Predicate::Number(test), subject)
    }

    fn money_row(
        &self,
        fact: tongbiao::code::MoneyFact,
        bounds: Bounds,
        (lower, upper): (Option<Money>, Option<Money>),
        subject: &Subject,
    ) -> Answer {
        let fixed = |amount: Option<Money>| amount.map(|amount| AmountParam::Fixed(FixedAmount::new(amount)));
        let mut test = MoneyTest::new(fact);
        match bounds {
            Bounds::OverUpTo => (test.over, test.at_most) = (fixed(lower), fixed(upper)),
            _ => (test.at_least, test.below) = (fixed(lower), fixed(upper)),
        }
        if lower.is_none() && upper.is_none() {
            test.at_most = fixed(Money::parse("999999999999.99").ok());
        }
        self.judge(&Predicate::Money(test), subject)
    }

    fn statistic(&self, multiple: &StatisticMultiple, subject: &Subject) -> Known<Exact> {
        let statistics = self.programme.statistics.as_deref().unwrap_or_default();
        let statistic = statistics.iter().find(|statistic| statistic.id == multiple.statistic).unwrap();
        let times = Exact::decimal(multiple.times.get());
        for value in &statistic.values {
            let mut test = DateTest::new(multiple.at);
            test.from = value.period.start.or(Date::parse("1900-01-01").ok());
            test.until = value.period.end.or(Date::parse("2099-12-31").ok());
            let answer = self.judge(&Predicate::Date(test), subject);
            match answer.truth {
                Truth::Yes => return Ok(Exact::fen(value.amount.to_decimal()) * times),
                Truth::No => {}
                _ => return Err(answer.missing),
            }
        }
        Err(BTreeSet::from([multiple.statistic.to_string()]))
    }
}
