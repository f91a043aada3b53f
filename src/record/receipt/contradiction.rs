//! Contradictions of a receipt: its days and the day of the decision, its days and the birth, its payers and its total.

use super::{NEWBORN_DAYS, Receipt};
use crate::value::Date;

impl Receipt {
    /// Whether its day of visit, of discharge or of issue is after a day. An omitted day is not.
    pub(crate) fn is_dated_after(&self, day: Date) -> bool {
        let days = [self.visited_on(), self.discharged_on(), self.issued_on];
        days.into_iter().flatten().any(|own| own > day)
    }

    /// The members that contradict the birth or one another, if the receipt is for a child born on that day: the day of a
    /// visit before the birth, and a total that its payers do not add up to. In the days before the birth, a receipt may be
    /// for the newborn's mother. An omitted member contradicts nothing.
    pub(crate) fn contradictions(&self, born: Option<Date>) -> Contradictions {
        let before = born.zip(self.visited_on()).is_some_and(|(born, day)| day.days_until(born) > NEWBORN_DAYS);
        Contradictions { before_birth: before, payers_total: self.payers_add_up() == Some(false) }
    }
}

/// The contradictions of a receipt that only a person can resolve.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Contradictions {
    /// Whether its day of visit is before the birth.
    pub(crate) before_birth: bool,
    /// Whether its payers do not add up to its total.
    pub(crate) payers_total: bool,
}

impl Contradictions {
    /// Adds those of another receipt.
    pub(crate) fn add(&mut self, other: Self) {
        self.before_birth |= other.before_birth;
        self.payers_total |= other.payers_total;
    }

    /// The members of the receipt in question.
    pub(crate) fn members(self) -> impl Iterator<Item = &'static str> {
        let members = [(self.before_birth, "visitDate"), (self.payers_total, "totalAmount")];
        members.into_iter().filter(|(is_so, _)| *is_so).map(|(_, member)| member)
    }
}
