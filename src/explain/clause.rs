//! The clause of a programme at a pointer of an outcome.

use super::{
    Words, benefit, item,
    param::amount,
    predicate::{conditions, requirement},
    programme::source_title,
    scope,
    words::{all_of, say},
};
use crate::{
    programme::{Benefit, Limit, LineRule, Programme, ProgrammeItem},
    value::{LocalId, Pointer},
};

/// A clause in words, with its source.
#[derive(Debug, Default)]
pub(super) struct Clause {
    /// The clause.
    pub(super) words: Option<Words>,
    /// The notice that contains it.
    pub(super) source: Option<Words>,
}

/// The clause at a place. Empty if the programme has no such place.
pub(super) fn clause(programme: &Programme, at: &Pointer) -> Clause {
    let steps: Vec<&str> = at.as_str().split('/').skip(1).collect();
    let (words, named) = match steps.as_slice() {
        ["requirements", place] => nth(programme.requirements.as_deref(), place)
            .map_or((None, None), |one| (Some(requirement(one, programme)), one.source.as_ref())),
        ["items", place, below @ ..] => nth(Some(&*programme.items), place)
            .map_or((None, None), |one| (of_item(one, below, programme), source_of_item(one, below))),
        ["limits", place] => {
            nth(programme.limits.as_deref(), place).map_or((None, None), |one| of_limit(one, programme))
        }
        ["rounding"] => (programme.rounding.as_ref().map(item::rounding), None),
        ["minimumAward"] => (programme.minimum_award.as_ref().map(item::minimum), None),
        ["receipts"] => (programme.receipts.as_ref().map(|rule| all_of(scope::receipts(rule, programme))), None),
        ["lines"] => (programme.lines.as_ref().map(|rule| all_of(scope::lines(rule, programme))), None),
        ["lines", below @ ..] => (programme.lines.as_ref().and_then(|rule| of_lines(rule, below)), None),
        ["coordination", member] => (of_coordination(programme, member), None),
        ["appliesBy"] => (Some(in_force(programme)), None),
        _ => (None, None),
    };
    let words = words.filter(|words| !words.is_empty());
    Clause { words, source: named.and_then(|id| source_named(programme, id)) }
}

/// The limit at a place, of the programme or of an item.
pub(super) fn limit<'a>(programme: &'a Programme, at: &Pointer) -> Option<&'a Limit> {
    let steps: Vec<&str> = at.as_str().split('/').skip(1).collect();
    match steps.as_slice() {
        ["limits", place] => nth(programme.limits.as_deref(), place),
        ["items", item, "limits", place] => nth(nth(Some(&*programme.items), item)?.limits.as_deref(), place),
        _ => None,
    }
}

/// Whether a place is an item as a whole.
pub(super) fn is_item(at: &Pointer) -> bool {
    at.as_str().strip_prefix("/items/").is_some_and(|place| !place.contains('/'))
}

fn nth<'a, T>(items: Option<&'a [T]>, place: &str) -> Option<&'a T> {
    items?.get(place.parse::<usize>().ok()?)
}

fn of_limit<'a>(limit: &'a Limit, programme: &Programme) -> (Option<Words>, Option<&'a LocalId>) {
    (Some(item::limit(limit, programme)), limit.source.as_ref())
}

fn of_item(of: &ProgrammeItem, below: &[&str], programme: &Programme) -> Option<Words> {
    match below {
        [] => of.title.is_some().then(|| item::title(of)),
        ["when" | "whenAnyOf"] => Some(conditions(of.conditions(), programme)),
        ["basis"] => of.basis.as_ref().map(|basis| item::basis(basis, programme)),
        ["basis", "lessPayers"] => of.basis.as_ref().and_then(item::less_payers),
        ["basis", "lessItems"] => of.basis.as_ref().and_then(|basis| item::less_items(basis, programme)),
        ["basis", "threshold"] => {
            let threshold = of.basis.as_ref().and_then(|basis| basis.threshold.as_ref());
            threshold.map(|one| item::threshold(one, programme))
        }
        ["afterLimits"] => item::after_limits(of, programme),
        ["deductible"] => {
            let deductible = of.deductible.as_ref().map(|param| amount(param, programme));
            deductible.map(|x| say!("起付线：{x}", "deductible: {x}", x = x))
        }
        ["benefit", row @ ..] => of_benefit(&of.benefit, row, programme),
        ["rounding"] => of.rounding.as_ref().map(item::rounding),
        ["limits", place] => nth(of.limits.as_deref(), place).map(|one| item::limit(one, programme)),
        ["receipts"] => of.receipts.as_ref().map(|rule| all_of(scope::receipts(rule, programme))),
        ["lines"] => of.lines.as_ref().map(|rule| all_of(scope::lines(rule, programme))),
        ["lines", below @ ..] => of.lines.as_ref().and_then(|rule| of_lines(rule, below)),
        _ => None,
    }
}

fn of_lines(of: &LineRule, below: &[&str]) -> Option<Words> {
    match below {
        ["priceList", place] => nth(of.price_list.as_deref(), place).map(scope::price),
        ["withinPriceLimits"] => Some(scope::price_limits()),
        _ => None,
    }
}

fn of_benefit(of: &Benefit, row: &[&str], programme: &Programme) -> Option<Words> {
    match (of, row) {
        (Benefit::Tiers(of), ["tiers", place]) => nth(Some(&*of.tiers), place).map(|one| benefit::tier(one, programme)),
        (Benefit::Brackets(of), ["brackets", place]) => {
            nth(Some(&*of.brackets), place).map(|one| benefit::bracket(one, of.bounds, programme))
        }
        (Benefit::Bands(of), ["bands", place]) => benefit::band(of, place.parse().ok()?),
        (Benefit::Prices(of), ["prices", place]) => {
            nth(Some(&*of.prices), place).map(|one| benefit::price(one, programme))
        }
        (Benefit::Prices(of), ["coFunding"]) => benefit::co_funding(of.co_funding.as_deref()),
        (Benefit::Units(of), ["count"]) => {
            let counted = std::iter::once(benefit::counted(&of.count));
            Some(all_of(counted.chain(benefit::count_cap(of))))
        }
        (Benefit::InKind(of), ["services", place]) => {
            nth(Some(&*of.services), place).map(|one| benefit::service(one, programme))
        }
        (Benefit::InKind(of), ["coFunding"]) => benefit::co_funding(of.co_funding.as_deref()),
        (of, []) => Some(benefit::headline(of, programme)),
        _ => None,
    }
}

/// The source of the innermost part of an item that has one.
fn source_of_item<'a>(of: &'a ProgrammeItem, below: &[&str]) -> Option<&'a LocalId> {
    let inner = match (&of.benefit, below) {
        (_, ["limits", place]) => nth(of.limits.as_deref(), place).and_then(|limit| limit.source.as_ref()),
        (Benefit::Tiers(tiers), ["benefit", "tiers", place]) => {
            nth(Some(&*tiers.tiers), place).and_then(|tier| tier.source.as_ref())
        }
        _ => None,
    };
    inner.or(of.source.as_ref())
}

fn of_coordination(programme: &Programme, member: &str) -> Option<Words> {
    let rule = &programme.coordination;
    match member {
        "otherAid" => Some(item::other_aid(programme)),
        "ceiling" => item::ceiling(rule.ceiling),
        "after" => item::after(rule),
        _ => None,
    }
}

fn in_force(programme: &Programme) -> Words {
    say!(
        "本版本有效期：{period}，以{day}为准",
        "this revision applies {period}, by the {day}",
        period = scope::period(&programme.effective),
        day = super::param::day(programme.applies_by),
    )
}

fn source_named(programme: &Programme, id: &LocalId) -> Option<Words> {
    programme.source(id).map(source_title)
}
