//! The rows of amounts and rates that are looked up, as conditions.

use super::{axis::Axes, block::Literal};
use crate::{
    code::{Bounds, CodeFact},
    programme::{AmountParam, RateParam},
    value::{LocalId, Money},
    wire::Integer,
};

macro_rules! rows {
    ($(#[doc = $doc:literal])+ $name:ident of $param:ident $( + $extra:ident )*) => {
        $(#[doc = $doc])+
        pub(super) fn $name<'a>(param: &'a $param, axes: &mut Axes<'a>) -> Vec<Vec<Literal>> {
            match param {
                $param::Fixed(_) => Vec::new(),
                $param::ByCode(table) => {
                    let rows = table.rows.iter();
                    rows.map(|row| by_codes(&table.by, &row.codes, row.and_codes.as_deref(), axes)).collect()
                }
                $param::ByAge(table) => {
                    let kind = (table.at, table.birthday, table.unit);
                    let rows = table.rows.iter().map(|row| (number(row.at_least), number(row.at_most)));
                    rows.map(|(at_least, at_most)| vec![axes.age_between(kind, at_least, at_most)]).collect()
                }
                $param::ByNumber(table) => {
                    let rows = table.rows.iter().map(|row| (number(row.at_least), number(row.at_most)));
                    rows.map(|(lower, upper)| vec![axes.number_between(table.fact, lower, upper)]).collect()
                }
                $param::ByMoney(table) => {
                    let rows = table.rows.iter().map(|row| ends(table.bounds, row.lower, row.upper));
                    rows.map(|(lower, upper)| vec![axes.fen_between(table.fact, lower, upper)]).collect()
                }
                $( $param::$extra(_) => Vec::new(), )*
            }
        }
    };
}

rows! {
    /// The conditions of each row of an amount. Empty if the amount is fixed.
    amount_rows of AmountParam + Statistic + Assessed
}

rows! {
    /// The conditions of each row of a rate. Empty if the rate is fixed.
    rate_rows of RateParam
}

fn by_codes<'a>(
    by: &[CodeFact],
    codes: &'a [LocalId],
    and_codes: Option<&'a [LocalId]>,
    axes: &mut Axes<'a>,
) -> Vec<Literal> {
    let columns = [Some(codes), and_codes];
    by.iter().zip(columns).filter_map(|(fact, codes)| Some(axes.codes(*fact, codes?))).collect()
}

/// The first and the last amount in fen that belong to a row.
fn ends(bounds: Bounds, lower: Option<Money>, upper: Option<Money>) -> (Option<i64>, Option<i64>) {
    let (lower, upper) = (lower.map(Money::fen), upper.map(Money::fen));
    match bounds {
        Bounds::OverUpTo => (lower.map(|fen| fen + 1), upper),
        Bounds::FromBelow => (lower, upper.map(|fen| fen - 1)),
    }
}

fn number<const MIN: i64, const MAX: i64>(bound: Option<Integer<MIN, MAX>>) -> Option<i64> {
    bound.map(Integer::get)
}
