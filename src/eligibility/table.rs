//! Amounts and rates that depend on facts.

use super::{
    judging::{holds_one, within},
    reading::{Reading, missing},
    truth::{Known, Missing, Truth, both},
};
use crate::{
    code::{BirthdayConvention, CodeFact, DateFact, FactSupplier, TimeUnit},
    programme::{AmountParam, RateParam, StatisticMultiple, age_at},
    value::{LocalId, Money, Rate},
};
use rust_decimal::Decimal;

/// The value of the first row that holds. `None` if no row holds. If a row before it may hold, the value is unknown.
macro_rules! row {
    ($reading:ident, $param:ident: $of:ident, $value:ident, { $($own:tt)* }) => {
        match $param {
            $of::Fixed(fixed) => Some(fixed.$value),
            $of::ByCode(table) => {
                let rows = table.rows.iter().map(|row| (&*row.codes, row.and_codes.as_deref()));
                match $reading.row_by_codes(&table.by, rows)? {
                    Some(place) => table.rows.get(place).map(|row| row.$value),
                    None => table.otherwise,
                }
            }
            $of::ByAge(table) => {
                let age = $reading.age_on(table.at, table.unit, table.birthday)?;
                table.rows.iter().find(|row| within(age, row.at_least, row.at_most)).map(|row| row.$value)
            }
            $of::ByNumber(table) => {
                let number = $reading.number(table.fact)?;
                table.rows.iter().find(|row| within(number, row.at_least, row.at_most)).map(|row| row.$value)
            }
            $of::ByMoney(table) => {
                let fen = $reading.money(table.fact)?.fen();
                let mut rows = table.rows.iter();
                rows.find(|row| table.bounds.hold(fen, row.lower, row.upper)).map(|row| row.$value)
            }
            $($own)*
        }
    };
}

impl Reading<'_> {
    /// The value of an amount that depends on facts, in yuan.
    pub(crate) fn threshold(&self, amount: &AmountParam) -> Known<Decimal> {
        let row = row!(self, amount: AmountParam, amount, {
            AmountParam::Statistic(multiple) => return self.statistic(multiple),
            AmountParam::Assessed(one) => {
                return Ok(self.assessed(&one.key, |assessment| assessment.amount)?.to_decimal());
            }
        });
        // INVARIANT: the tables of a programme without errors answer every case.
        Ok(row.map_or(Decimal::ZERO, Money::to_decimal))
    }

    /// The value of a rate that depends on facts.
    pub(crate) fn rate(&self, rate: &RateParam) -> Known<Decimal> {
        Ok(row!(self, rate: RateParam, rate, {}).map_or(Decimal::ZERO, Rate::get))
    }

    /// The age on a day.
    pub(super) fn age_on(&self, at: DateFact, unit: TimeUnit, birthday: BirthdayConvention) -> Known<i64> {
        let (born, day) = both(self.date(DateFact::BirthDate), self.date(at))?;
        age_at(at, born, day, unit, birthday).ok_or_else(|| vec![missing(DateFact::BirthDate.fact())])
    }

    /// The first row of a table by codes that holds; `None` if none does.
    ///
    /// If an earlier row may hold, the missing facts are those that can decide one of these rows, and no others.
    fn row_by_codes<'t>(
        &self,
        by: &[CodeFact],
        rows: impl Iterator<Item = (&'t [LocalId], Option<&'t [LocalId]>)>,
    ) -> Known<Option<usize>> {
        let facts: Vec<_> = by.iter().map(|fact| (fact, self.codes(*fact))).collect();
        let mut open: Vec<Missing> = Vec::new();
        let mut found = None;
        for (place, (first, second)) in rows.enumerate() {
            let columns = facts.iter().zip([Some(first), second]);
            let judged: Vec<(&CodeFact, &[LocalId], Truth)> = columns
                .filter_map(|((fact, codes), wanted)| {
                    let fits = |wanted| codes.as_ref().map_or(Truth::Unknown, |codes| holds_one(codes, wanted));
                    Some((*fact, wanted?, fits(wanted?)))
                })
                .collect();
            match judged.iter().map(|(.., truth)| *truth).fold(Truth::Yes, Truth::and) {
                Truth::Yes => {
                    found = Some(place);
                    break;
                }
                Truth::Unknown => {
                    let unknown = judged.iter().filter(|(.., truth)| *truth == Truth::Unknown);
                    open.extend(unknown.flat_map(|(fact, wanted, _)| match self.codes(**fact) {
                        Err(missing) => missing,
                        Ok(_) => self.undecided(**fact, wanted),
                    }));
                }
                Truth::No => {}
            }
        }
        open.sort();
        open.dedup();
        if open.is_empty() { Ok(found) } else { Err(open) }
    }

    /// A multiple of a statistic on its day. If the statistic has no value for that day, it is reported as missing for
    /// that day.
    fn statistic(&self, multiple: &StatisticMultiple) -> Known<Decimal> {
        let day = self.date(multiple.at)?;
        let values = self.programme.statistic(&multiple.statistic).into_iter().flat_map(|one| one.values.iter());
        // A value without an end is in force until further notice, like a revision.
        let mut in_force = values.filter(|value| value.period.is_open_on(day));
        let value = in_force.next().ok_or_else(|| {
            let missing = Missing::new(multiple.statistic.to_string(), None, FactSupplier::Programme);
            vec![Missing { on: Some(day), ..missing }]
        })?;
        Ok(value.amount.to_decimal() * multiple.times.get())
    }
}
