//! Numbers, texts and lists.

use super::{At, Inclusion, What};
use crate::{
    accept::{Accepted, Judge},
    automaton::{Automaton, Found, find},
    example::{Examples, Step, near, number, numbers, text_of},
    set::Place,
    view::{Branch, List, Range, Shape, Text},
    why::Why,
};
use serde_json::{Number, Value};
use std::collections::BTreeSet;

type Numbers<'b, 'a> = (&'b Place<'a>, &'b Range<'a>);
type Texts<'b, 'a> = (&'b Place<'a>, &'b Text<'a>);
type Lists<'b, 'a> = (&'b Place<'a>, &'b List<'a>);

impl<'a> Inclusion<'a> {
    pub(super) fn numbers(&mut self, at: &At<'a>, (sub, all): Numbers<'_, 'a>, (sup, covers): Numbers<'_, 'a>) {
        let bounds = [all.min, all.max, covers.min, covers.max].map(|bound| bound.and_then(Number::as_f64));
        let examples = || near(bounds).into_iter().filter_map(number);
        if covers.whole && !all.whole {
            let fractions = examples().filter(|number| !number.is_i64());
            self.lose(at, sub, sup, "type", What::Fractions, fractions);
        }
        let float = |bound: Option<&Number>| bound.and_then(Number::as_f64);
        if let Some(bound) = float(covers.min).filter(|bound| float(all.min).is_none_or(|own| own < *bound)) {
            let below = examples().filter(|number| number.as_f64().is_some_and(|number| number < bound));
            self.lose_numbers(at, (sub, all), (sup, covers), "minimum", below);
        }
        if let Some(bound) = float(covers.max).filter(|bound| float(all.max).is_none_or(|own| own > *bound)) {
            let above = examples().filter(|number| number.as_f64().is_some_and(|number| number > bound));
            self.lose_numbers(at, (sub, all), (sup, covers), "maximum", above);
        }
    }

    /// A bound between two whole numbers excludes neither of them.
    fn lose_numbers(
        &mut self,
        at: &At<'a>,
        (sub, all): Numbers<'_, 'a>,
        (sup, covers): Numbers<'_, 'a>,
        keyword: &str,
        examples: impl Iterator<Item = Value>,
    ) {
        let rounded = |bound: Option<&Number>, round: fn(f64) -> f64| bound.and_then(Number::as_f64).map(round);
        let same = match keyword {
            "minimum" => rounded(all.min, f64::ceil).zip(rounded(covers.min, f64::ceil)),
            _ => rounded(all.max, f64::floor).zip(rounded(covers.max, f64::floor)),
        };
        if !(all.whole && same.is_some_and(|(own, other)| own == other)) {
            self.lose(at, sub, sup, keyword, What::Beyond, examples);
        }
    }

    pub(super) fn texts(&mut self, at: &At<'a>, (sub, all): Texts<'_, 'a>, (sup, covers): Texts<'_, 'a>) {
        if covers.format.is_some() && covers.format != all.format {
            self.undecided(at, sub, sup, "format", Why::Format);
        }
        let own = all.pattern.map(Automaton::new);
        let within: Option<Vec<&Automaton>> = own.iter().map(Option::as_ref).collect();
        if let Some(pattern) = covers.pattern.filter(|pattern| all.pattern != Some(pattern)) {
            let other = Automaton::new(pattern);
            let found = within.as_ref().zip(other.as_ref());
            match found.map_or(Found::TooHard, |(within, other)| find(within, &[other], all.min, all.max)) {
                Found::Nothing => {}
                Found::Text(text) => self.lose(at, sub, sup, "pattern", What::Beyond, [text.into()]),
                Found::TooHard => self.lose_stated(at, sub, sup, "pattern", Why::Pattern),
            }
        }
        let shorter = covers.min.checked_sub(1).filter(|_| covers.min > all.min).map(|max| (all.min, Some(max)));
        let longer = covers.max.filter(|max| all.max.is_none_or(|own| own > *max));
        let longer = longer.map(|max| (max.saturating_add(1).max(all.min), all.max));
        for (keyword, lengths) in [("minLength", shorter), ("maxLength", longer)] {
            let Some((min, max)) = lengths else { continue };
            match within.as_ref().map_or(Found::TooHard, |within| find(within, &[], min, max)) {
                Found::Nothing => {}
                Found::Text(text) => self.lose(at, sub, sup, keyword, What::Beyond, [text.into()]),
                Found::TooHard => self.lose_stated(at, sub, sup, keyword, Why::Pattern),
            }
        }
    }

    /// For an unsupported pattern, its own examples may still demonstrate a loss.
    fn lose_stated(&mut self, at: &At<'a>, sub: &Place<'a>, sup: &Place<'a>, keyword: &str, why: Why) {
        let stated = sub.get("examples").and_then(Value::as_array).cloned().unwrap_or_default();
        let shows = |example: &Value| {
            Judge::new(self.sub).accepts(sub, example) == Accepted::Yes
                && Judge::new(self.sup).accepts(sup, example) == Accepted::No
        };
        match stated.into_iter().find(shows) {
            Some(example) => self.lose(at, sub, sup, keyword, What::Beyond, [example]),
            None => self.undecided(at, sub, sup, keyword, why),
        }
    }

    pub(super) fn lists(&mut self, at: &At<'a>, (sub, all): Lists<'_, 'a>, (sup, covers): Lists<'_, 'a>) {
        let few = (covers.min > all.min).then_some(("minItems", all.min));
        let many = covers.max.filter(|max| all.max.is_none_or(|own| own > *max));
        let many = many.map(|max| ("maxItems", max.saturating_add(1).max(all.min)));
        for (keyword, length) in [few, many].into_iter().flatten() {
            let example = Examples::new(self.sub).list_of(all, length);
            self.lose(at, sub, sup, keyword, What::Beyond, example);
        }
        if all.max != Some(0) {
            self.compare(&at.below(Step::Item(all.clone())), &all.items, &covers.items);
        }
    }

    /// All values were accepted, and only some values are accepted now.
    pub(super) fn all_but_some(
        &mut self,
        at: &At<'a>,
        sub: &Place<'a>,
        sup: &Place<'a>,
        branch: &Branch<'a>,
        left: &[&Branch<'a>],
    ) {
        let constants = left.iter().filter_map(|branch| match branch.shape {
            Shape::Constant(value) => Some(value),
            _ => None,
        });
        let texts: BTreeSet<String> = constants.filter_map(|value| value.as_str().map(str::to_owned)).collect();
        let mut examples: Vec<Value> = match &branch.shape {
            Shape::Text(text) => text_of(text, &texts).map(Value::from).into_iter().collect(),
            Shape::Number(range) => numbers(range),
            Shape::Flag => vec![true.into(), false.into()],
            _ => Vec::new(),
        };
        examples.extend(Examples::new(self.sub).of_branch(branch));
        let taken = |example: &Value| Judge::new(self.sup).accepts(sup, example) == Accepted::Yes;
        if matches!(branch.shape, Shape::Flag) && examples.iter().all(taken) {
            return;
        }
        let keyword = ["const", "enum", "oneOf", "anyOf"].into_iter().find(|keyword| sup.get(keyword).is_some());
        self.lose(at, sub, sup, keyword.unwrap_or("enum"), What::AllButSome, examples);
    }
}
