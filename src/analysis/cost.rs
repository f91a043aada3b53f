//! The size of the computation for one application.

use crate::programme::{AmountParam, Benefit, Part, Programme, RateParam, SetMembers, parts};

/// The number of parts that an evaluation examines at most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cost {
    /// Number of conditions.
    pub conditions: usize,
    /// Number of rows of tables, bands, tiers, prices and services.
    pub rows: usize,
    /// Number of limits.
    pub limits: usize,
    /// Number of codes in all sets together.
    pub codes: usize,
    /// Number of codes in the largest set.
    pub codes_max: usize,
}

impl Cost {
    /// The size of a programme.
    pub(super) fn of(programme: &Programme) -> Self {
        let mut cost = Self::default();
        for (_, part) in parts(programme) {
            match part {
                Part::Condition(_) => cost.conditions += 1,
                Part::Amount(amount) => cost.rows += amount_rows(amount),
                Part::Rate(rate) => cost.rows += rate_rows(rate),
                Part::Basis | Part::Count(_) => {}
            }
        }
        for item in programme.items.iter() {
            cost.limits += item.limits.as_ref().map_or(0, |limits| limits.len());
            cost.rows += match &item.benefit {
                Benefit::Tiers(tiers) => tiers.tiers.len(),
                Benefit::Brackets(brackets) => brackets.brackets.len(),
                Benefit::Bands(bands) => bands.bands.len(),
                Benefit::Prices(prices) => prices.prices.len(),
                Benefit::InKind(service) => service.services.len(),
                Benefit::Fixed(_) | Benefit::Rate(_) | Benefit::Units(_) | Benefit::Gap(_) | Benefit::Match(_) => 0,
            };
        }
        cost.limits += programme.limits.as_ref().map_or(0, |limits| limits.len());
        for set in programme.sets.iter().flat_map(|sets| sets.iter()) {
            let codes = codes(&set.members);
            cost.codes += codes;
            cost.codes_max = cost.codes_max.max(codes);
        }
        cost
    }
}

fn codes(members: &SetMembers) -> usize {
    match members {
        SetMembers::Disease(diseases) => {
            diseases.prefixes.len()
                + diseases.except.as_ref().map_or(0, |except| except.len())
                + diseases.except_names.as_ref().map_or(0, |names| names.len())
        }
        SetMembers::Operation(operations) => operations.prefixes.len(),
        SetMembers::Hospital(hospitals) => hospitals.hospitals.len(),
        SetMembers::ChargeItem(items) => items.codes.len(),
    }
}

fn amount_rows(amount: &AmountParam) -> usize {
    match amount {
        AmountParam::Fixed(_) | AmountParam::Statistic(_) | AmountParam::Assessed(_) => 0,
        AmountParam::ByCode(table) => table.rows.len(),
        AmountParam::ByAge(table) => table.rows.len(),
        AmountParam::ByNumber(table) => table.rows.len(),
        AmountParam::ByMoney(table) => table.rows.len(),
    }
}

fn rate_rows(rate: &RateParam) -> usize {
    match rate {
        RateParam::Fixed(_) => 0,
        RateParam::ByCode(table) => table.rows.len(),
        RateParam::ByAge(table) => table.rows.len(),
        RateParam::ByNumber(table) => table.rows.len(),
        RateParam::ByMoney(table) => table.rows.len(),
    }
}
