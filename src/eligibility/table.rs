//! Amounts and rates that depend on facts.

use super::{
    age::age,
    judging::{holds_one, within},
    reading::{Reading, missing},
    truth::{Missing, Truth},
};
use crate::{
    code::{DateFact, FactSupplier},
    programme::{AmountParam, RateParam, StatisticMultiple},
    value::{LocalId, Money, Rate},
};
use rust_decimal::Decimal;

/// The value in the row of a table that holds; nothing where none does. A row that may be the one leaves the value open.
macro_rules! row {
    ($reading:ident, $param:ident: $of:ident, $value:ident, { $($own:tt)* }) => {
        match $param {
            $of::Fixed(fixed) => Some(fixed.$value),
            $of::ByCode(table) => {
                let facts = table.by.iter().map(|fact| $reading.codes(*fact)).collect::<Result<Vec<_>, _>>()?;
                let fits =
                    |wanted: &[LocalId], place| facts.get(place).map_or(Truth::No, |codes| holds_one(codes, wanted));
                let mut found = table.otherwise;
                for row in table.rows.iter() {
                    let second = row.and_codes.as_ref().map_or(Truth::Yes, |codes| fits(codes, 1));
                    match fits(&row.codes, 0).and(second) {
                        Truth::Yes => {
                            found = Some(row.$value);
                            break;
                        }
                        Truth::Unknown => {
                            let open = table.by.first().map(|fact| missing(fact.fact()));
                            return open.map_or(Ok(Decimal::ZERO), Err);
                        }
                        Truth::No => {}
                    }
                }
                found
            }
            $of::ByAge(table) => {
                let born = $reading.date(DateFact::BirthDate)?;
                let age = age(born, $reading.date(table.at)?, table.unit, table.birthday);
                let age = age.ok_or_else(|| missing(DateFact::BirthDate.fact()))?;
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
    /// What an amount that depends on facts comes to, in yuan.
    pub(crate) fn threshold(&self, amount: &AmountParam) -> Result<Decimal, Missing> {
        let row = row!(self, amount: AmountParam, amount, {
            AmountParam::Statistic(multiple) => return self.statistic(multiple),
        });
        // INVARIANT: a sound programme's tables answer every case.
        Ok(row.map_or(Decimal::ZERO, Money::to_decimal))
    }

    /// What a rate that depends on facts comes to.
    pub(crate) fn rate(&self, rate: &RateParam) -> Result<Decimal, Missing> {
        Ok(row!(self, rate: RateParam, rate, {}).map_or(Decimal::ZERO, Rate::get))
    }

    fn statistic(&self, multiple: &StatisticMultiple) -> Result<Decimal, Missing> {
        let day = self.date(multiple.at)?;
        let statistics = self.programme.statistics.iter().flat_map(|all| all.iter());
        let mut named = statistics.filter(|statistic| statistic.id == multiple.statistic);
        let values = named.next().map(|statistic| statistic.values.iter()).into_iter().flatten();
        // Without an end a value holds until further notice, as a revision does: only a bound that is there excludes a day.
        let mut in_force = values.filter(|value| value.period.contains(day) != Some(false));
        let value = in_force.next().ok_or_else(|| Missing {
            code: multiple.statistic.to_string(),
            pointer: None,
            supplier: FactSupplier::Programme,
        })?;
        Ok(value.amount.to_decimal() * multiple.times.get())
    }
}
