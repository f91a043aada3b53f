//! Lines that are placed in periods by their own day (docs/evaluation.md, section 5, lines by their own day).

use super::{
    Case,
    judge::day_of,
    period::{self, Span},
    table::Known,
    unit::Unit,
};
use std::collections::BTreeSet;
use tongbiao::{
    eligibility::Truth,
    programme::{PeriodRule, ProgrammeItem},
    value::Date,
};

/// Whether a rule places each line by its own day.
pub fn by_line(rule: &PeriodRule) -> bool {
    match rule {
        PeriodRule::CalendarMonth(rule) => rule.line_days == Some(true),
        PeriodRule::CalendarQuarter(rule) => rule.line_days == Some(true),
        PeriodRule::CalendarYear(rule) => rule.line_days == Some(true),
        PeriodRule::ShiftedYear(rule) => rule.line_days == Some(true),
        _ => false,
    }
}

/// The rule of the basis of an item, if it places each line by its own day.
pub fn rule_of(item: &ProgrammeItem) -> Option<&PeriodRule> {
    item.basis.as_ref().and_then(|basis| basis.period.as_ref()).filter(|rule| by_line(rule))
}

impl Case<'_> {
    /// Whether a receipt states days of two periods.
    fn spans_periods(&self, receipt: usize, rule: &PeriodRule) -> bool {
        let of = &self.receipts()[receipt];
        let stay = of.stay.as_ref();
        let mut days = vec![of.visit_date, stay.and_then(|stay| stay.start), stay.and_then(|stay| stay.end)];
        days.extend(of.lines.as_deref().unwrap_or_default().iter().map(|line| line.charged_on));
        let days = days.into_iter().flatten();
        let spans: Vec<Option<Span>> = days.map(|day| period::holding(rule, day, self.given.as_of)).collect();
        spans.iter().any(|span| *span != spans[0])
    }

    /// The day of a line itself, of a refund that of the line from which it is deducted. `None` if the receipt decides.
    pub fn own_day(&self, receipt: usize, cell: usize, rule: &PeriodRule) -> Known<Option<Date>> {
        let of = &self.receipts()[receipt];
        let Some(lines) = self.lines(receipt) else {
            let nothing = of.total_amount.fen() <= 0 || !self.spans_periods(receipt, rule);
            return if nothing { Ok(None) } else { Err(self.gap(receipt, "lines")) };
        };
        let line = lines.iter().find(|line| line.refunds.contains(&cell)).unwrap_or(&lines[cell]);
        let stated = of.lines.as_ref().unwrap()[line.index].charged_on;
        if stated.is_some() || line.net <= 0 || !self.spans_periods(receipt, rule) {
            return Ok(stated);
        }
        Err(self.gap(receipt, &format!("lines/{}/chargedOn", line.index)))
    }

    /// The period of a line.
    pub fn span_of_line(&self, receipt: usize, cell: usize, rule: &PeriodRule) -> Known<Option<Span>> {
        let by = period::by(rule);
        let day = match self.own_day(receipt, cell, rule)? {
            Some(day) => day,
            None => {
                day_of(&self.receipts()[receipt], by).ok_or_else(|| BTreeSet::from([self.day_place(receipt, by)]))?
            }
        };
        Ok(period::holding(rule, day, self.given.as_of))
    }

    /// Whether a line of a receipt of a unit is in the unit.
    pub fn is_in_unit(&self, item: &ProgrammeItem, unit: &Unit, receipt: usize, cell: usize) -> bool {
        rule_of(item).is_none_or(|rule| self.span_of_line(receipt, cell, rule).ok().flatten() == unit.key.span())
    }

    /// The periods in which a receipt has a line that the item may admit, or else that of its day.
    pub fn spans_of_receipt(&self, item: &ProgrammeItem, receipt: usize, rule: &PeriodRule) -> BTreeSet<Span> {
        let mut spans = BTreeSet::new();
        let stated = self.receipts()[receipt].lines.as_deref().unwrap_or_default();
        match self.lines(receipt) {
            None if self.receipts()[receipt].total_amount.fen() > 0 => {
                spans.extend(self.known(self.span_of_line(receipt, 0, rule)).flatten());
            }
            None => {}
            Some(lines) => {
                for line in lines.iter().filter(|line| line.net > 0) {
                    let refused = self.line_rule(item).is_some_and(|rule| {
                        self.admits(rule, receipt, &stated[line.index], line.index).truth == Truth::No
                    });
                    if !refused {
                        spans.extend(self.known(self.span_of_line(receipt, line.index, rule)).flatten());
                    }
                }
            }
        }
        if spans.is_empty() {
            let day = day_of(&self.receipts()[receipt], period::by(rule)).expect("an admitted receipt has the day");
            spans.extend(period::holding(rule, day, self.given.as_of));
        }
        spans
    }
}
