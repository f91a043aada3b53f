//! Limits for periods: the number of periods with an award, and operations placed by their own day (docs/evaluation.md, section 8,
//! clauses 8.22 and 8.23).

use super::{Case, award::Done, judge::day_of, period, period::Span, placed::Group, table::Known, unit::Unit};
use std::collections::BTreeSet;
use tongbiao::{code::TreatmentStatus, programme::Limit, value::LocalId};

impl Group {
    /// The period, if it is one.
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Period(span) => Some(*span),
            _ => None,
        }
    }
}

impl Case<'_> {
    /// The periods of a limit in which its items were awarded something, before or now.
    pub fn periods_awarded(&self, limit: &Limit, items: &[LocalId], done: &[Done]) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for past in self.past() {
            for unit in past.units.iter().filter(|unit| items.contains(&unit.item)) {
                for cell in unit.cells.iter().filter(|cell| cell.award > 0 || unit.given) {
                    spans.extend(self.past_span(limit, past, unit, cell));
                }
            }
        }
        for other in done.iter().filter(|other| items.contains(&self.programme.items[other.unit.item].id)) {
            for cell in other.cells.iter().filter(|cell| cell.award > 0 || other.given) {
                if let Some(Group::Period(span)) = self.group(limit, &other.unit, cell) {
                    spans.push(span);
                }
            }
        }
        let told = self.possible_spans(limit).into_iter();
        spans.extend(told.filter(|span| self.told_in(limit, &Group::Period(*span)).iter().any(|part| *part > 0)));
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// The periods of all days that the application states of receipts, lines and aid.
    fn possible_spans(&self, limit: &Limit) -> Vec<Span> {
        let rule = limit.period.as_ref().unwrap();
        let mut days: Vec<_> = self.told().into_iter().filter_map(|told| told.day).collect();
        for receipt in self.receipts() {
            days.extend(day_of(receipt, period::by(rule)));
            days.extend(receipt.lines.iter().flatten().filter_map(|line| line.charged_on));
        }
        days.into_iter().filter_map(|day| period::holding(rule, day, self.given.as_of)).collect()
    }

    /// The period of the unit of an operation by its own day. `None` if its receipts or the decision decide.
    pub fn span_of_operation(&self, limit: &Limit, unit: &Unit) -> Known<Option<Span>> {
        let Some((t, o)) = unit.operation.filter(|_| limit.operation_days == Some(true)) else { return Ok(None) };
        let treatment = &self.application.treatments.as_deref().unwrap()[t];
        let operation = &treatment.operations.as_deref().unwrap()[o];
        match operation.performed_on {
            Some(day) => Ok(period::holding(limit.period.as_ref().unwrap(), day, self.given.as_of)),
            None if treatment.status == TreatmentStatus::Completed => {
                Err(BTreeSet::from([format!("/treatments/{t}/operations/{o}/performedOn")]))
            }
            None => Ok(None),
        }
    }
}
