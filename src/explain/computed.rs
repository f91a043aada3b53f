//! How the award of each item arises: its rule, and the basis or the number of each award.

use super::{
    Words,
    benefit::{headline, rows},
    item::{deductible, less_items, less_payers, minimum, rounding, title},
    missing,
    numeral::yuan,
    receipt::{numbered, place},
    scope::months,
    title::titled,
    words::{all_of, listed, say},
};
use crate::{
    adjudication::{Adjudication, UnitOutcome},
    code::{OtherAid, RoundingUnit},
    programme::{Benefit, Programme, ProgrammeItem},
    value::Money,
};

/// The number of rows of a rule, and of awards, that are stated.
const ROWS_MAX: usize = 8;

/// For each item with an award that depends on a basis or a number: its rule, then the basis or the number of each award. A fixed amount, also
/// by tier, and a multiple of what others paid have no computation.
pub(super) fn lines(outcome: &Adjudication, programme: Option<&Programme>) -> Vec<(usize, Words)> {
    let Some(programme) = programme.filter(|_| outcome.amount.is_some()) else { return Vec::new() };
    let all = outcome.units.as_deref().unwrap_or_default();
    let mut lines = Vec::new();
    for item in programme.items.iter().filter(|item| is_computed(&item.benefit)) {
        let units: Vec<&UnitOutcome> = all.iter().filter(|unit| unit.item == item.id).collect();
        let mut awarded: Vec<&UnitOutcome> = units.iter().copied().filter(|unit| unit.award > Money::ZERO).collect();
        if awarded.is_empty() {
            continue;
        }
        awarded.sort_by_key(|unit| unit.receipts.as_ref().and_then(|receipts| place(receipts.first()?)));
        lines.push((1, titled(title(item), headline(&item.benefit, programme))));
        lines.extend(first(rule(item, programme)));
        let is_less = is_less(item, programme);
        lines.extend(first(awarded.iter().map(|unit| award(unit, item, (is_less, units.len() > 1))).collect()));
    }
    if !lines.is_empty() {
        lines.extend(programme.minimum_award.as_ref().map(|of| (1, minimum(of))));
    }
    lines
}

const fn is_computed(benefit: &Benefit) -> bool {
    match benefit {
        Benefit::Rate(_)
        | Benefit::Bands(_)
        | Benefit::Brackets(_)
        | Benefit::Gap(_)
        | Benefit::Units(_)
        | Benefit::Prices(_) => true,
        Benefit::Fixed(_) | Benefit::Tiers(_) | Benefit::Match(_) | Benefit::InKind(_) => false,
    }
}

/// Whether something may be deducted from the basis of an item.
fn is_less(item: &ProgrammeItem, programme: &Programme) -> bool {
    let basis = item.basis.as_ref();
    item.deductible.is_some()
        || matches!(item.benefit, Benefit::Gap(_))
        || programme.coordination.other_aid == OtherAid::ReducesBasis
        || basis.is_some_and(|basis| basis.less_payers.is_some() || basis.less_items.is_some())
}

/// What is deducted from the basis, the bands, and how the amount is rounded.
fn rule(item: &ProgrammeItem, programme: &Programme) -> Vec<Words> {
    let basis = item.basis.as_ref();
    let less = [
        basis.and_then(less_payers),
        basis.and_then(|basis| less_items(basis, programme)),
        deductible(item, programme),
    ];
    let bands = match &item.benefit {
        Benefit::Bands(_) | Benefit::Brackets(_) => rows(&item.benefit, programme),
        _ => Vec::new(),
    };
    // That amounts have whole fen goes without saying.
    let rounded = item.rounding.as_ref().or(programme.rounding.as_ref()).filter(|of| of.unit != RoundingUnit::Fen);
    let rounded = rounded.map(rounding);
    less.into_iter().flatten().chain(bands).chain(rounded).collect()
}

/// The first lines of a list, and how many more there are.
fn first(mut lines: Vec<Words>) -> impl Iterator<Item = (usize, Words)> {
    let left = lines.len().saturating_sub(ROWS_MAX);
    if left > 0 {
        lines.truncate(ROWS_MAX);
        lines.push(say!("另有 {left} 项", "and {left} more", left = Words::same(left)));
    }
    lines.into_iter().map(|line| (2, line))
}

/// What was awarded now, with its basis or its number. It states its period or operation, and one of several its receipts.
fn award(unit: &UnitOutcome, item: &ProgrammeItem, (is_less, is_one_of_several): (bool, bool)) -> Words {
    let receipts = || listed(unit.receipts.iter().flat_map(|all| all.iter()).map(numbered));
    let of = match (&unit.period, &unit.operation) {
        (Some(days), _) => Some(months(days)),
        (None, Some(at)) => missing::member(at.as_str()),
        (None, None) if is_one_of_several => Some(receipts()).filter(|receipts| !receipts.is_empty()),
        (None, None) => None,
    };
    let of_what = match &item.benefit {
        Benefit::Units(_) => {
            unit.count_awarded.map(|count| say!("本次计入数量 {n}", "counted now: {n}", n = Words::same(count)))
        }
        _ if is_less => {
            unit.basis.map(|basis| say!("扣除前的计算基数 {x}", "basis before deductions {x}", x = yuan(basis)))
        }
        _ => unit.basis.map(|basis| say!("计算基数 {x}", "basis {x}", x = yuan(basis))),
    };
    say!(
        "{of}：{parts}",
        "{of}: {parts}",
        of = of.unwrap_or_else(|| say!("本次核定", "this decision")),
        parts = all_of(of_what.into_iter().chain([say!("本次给付 {x}", "awarded now {x}", x = yuan(unit.award))])),
    )
}
