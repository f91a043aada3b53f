//! Awards that the application lists, in the places of limits (docs/evaluation.md, section 8, clause 8.16).

use super::{Case, judge::day_of, line_days, period, placed::Group};
use tongbiao::{
    programme::{Limit, PeriodRule},
    value::Date,
};

impl Case<'_> {
    /// The awards in a group that the application lists. An entry that names receipts is allocated to them in
    /// proportion to their shares.
    pub fn told_in(&self, limit: &Limit, group: &Group) -> Vec<i128> {
        let told = self.told().into_iter().filter_map(|told| Some((told.amount?, told)));
        let inside = told.map(|(amount, told)| match group {
            Group::Altogether | Group::Application => amount,
            Group::Period(span) if told.receipts.is_none() => {
                let rule = limit.period.as_ref().unwrap();
                let own = told.day.and_then(|day| period::holding(rule, day, self.given.as_of));
                if own == Some(*span) { amount } else { 0 }
            }
            Group::Operation(_) | Group::Now => 0,
            _ => self.told_on_receipts(limit, group, (amount, told.day), &told.receipts.unwrap_or_default()),
        });
        inside.collect()
    }

    fn told_on_receipts(
        &self,
        limit: &Limit,
        group: &Group,
        (amount, told): (i128, Option<Date>),
        receipts: &[usize],
    ) -> i128 {
        let mut paid: Vec<Vec<i128>> = (0..self.receipts().len()).map(|index| vec![0; self.cells(index)]).collect();
        self.put(&mut paid, receipts, amount);
        // If all shares are zero, nothing is allocated: the entry is treated like one without receipts.
        let rest = amount - paid.iter().flatten().sum::<i128>();
        let mut sum = match group {
            Group::Period(span) => {
                let rule = limit.period.as_ref().unwrap();
                let own = told.and_then(|day| period::holding(rule, day, self.given.as_of));
                if own == Some(*span) { rest } else { 0 }
            }
            _ => 0,
        };
        for (index, cells) in paid.iter().enumerate() {
            let receipt = &self.receipts()[index];
            let whole: i128 = cells.iter().sum();
            let own = |other: &Group| if group == other { whole } else { 0 };
            sum += match group {
                Group::Line(_, line) if *group == Group::Line(receipt.keys(), *line) => {
                    cells.get(*line).copied().unwrap_or(0)
                }
                Group::Receipt(_) => own(&Group::Receipt(receipt.keys())),
                Group::Stay(_) => own(&Group::Stay(self.stay(index))),
                Group::Period(span) if limit.period.as_ref().is_some_and(line_days::by_line) => {
                    let rule = limit.period.as_ref().unwrap();
                    let inside = |day| period::holding(rule, day, self.given.as_of);
                    let own = |cell: usize| self.own_day(index, cell, rule).ok().flatten();
                    let of_receipt = day_of(receipt, period::by(rule)).or(told).and_then(inside);
                    let of_line = |cell: usize| own(cell).map_or(of_receipt, inside);
                    let held = cells.iter().enumerate().filter(|(cell, _)| of_line(*cell) == Some(*span));
                    held.map(|(_, part)| part).sum()
                }
                Group::Period(_) => {
                    let rule = limit.period.as_ref().unwrap();
                    let inside = |day| period::holding(rule, day, self.given.as_of);
                    // By the day of the receipt, if it is known. In the one period before the decision also by its own
                    // day.
                    let day = day_of(receipt, period::by(rule));
                    let by_decision = day.is_none() || matches!(rule, PeriodRule::RollingMonths(_));
                    let span = day.and_then(inside).or_else(|| told.filter(|_| by_decision).and_then(inside));
                    span.map_or(0, |span| own(&Group::Period(span)))
                }
                _ => 0,
            };
        }
        sum
    }
}
