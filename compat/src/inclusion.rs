//! Whether one set of schemas accepts all values that another set accepts: the losses and their places.
//!
//! Types are compared in pairs, each pair once, also if the pair occurs again inside itself. A loss inside a pair is a loss
//! at each occurrence of the pair. It is reported once, with the ways that lead to it.

mod leaf;
mod object;

use crate::{
    accept::{Accepted, Judge},
    example::{Examples, Step},
    set::{Place, SchemaSet, bare},
    stable::Stable,
    value::normal,
    view::{Branch, Doubt, Shape, View, is_apart, view},
    why::Why,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// The maximum number of compared pairs of types.
const PAIRS_MAX: usize = 100_000;

/// A difference: one set accepts a value, the other refuses it.
#[derive(Debug, Clone)]
pub(crate) struct Loss<'a> {
    pub(crate) pair: usize,
    /// The way from the place of the pair to the place of the loss.
    pub(crate) path: Vec<Step<'a>>,
    pub(crate) sub: Place<'a>,
    pub(crate) sup: Place<'a>,
    pub(crate) keyword: String,
    pub(crate) what: What,
    /// A value that is accepted at one place and refused at the other.
    pub(crate) example: Option<Value>,
}

/// The kind of loss.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    /// Values of a closed list.
    Values(Vec<Value>),
    /// All values except some.
    AllButSome,
    /// A JSON type.
    Type(&'static str),
    /// An alternative of a union, by its tag.
    Alternative(Option<String>),
    /// Numbers with a fraction.
    Fractions,
    /// Values outside a bound, or texts that do not match a pattern.
    Beyond,
    /// Objects without a member.
    Required(String),
    /// A member.
    Property(String),
    /// Members with other names.
    Others,
    /// Names of members.
    Names,
    /// A kind of document.
    Kind(String),
    /// It cannot be decided.
    Undecided(Why),
}

/// All losses from one set to another.
pub(crate) struct Inclusion<'a> {
    pub(crate) sub: &'a SchemaSet,
    pub(crate) sup: &'a SchemaSet,
    pub(crate) losses: Vec<Loss<'a>>,
    /// The ways from one pair to another.
    pub(crate) ways: BTreeMap<(usize, usize), Vec<Step<'a>>>,
    pairs: Vec<(Place<'a>, Place<'a>)>,
    known: BTreeMap<[(&'a str, String); 2], usize>,
    stable: &'a Stable,
}

/// The position of a comparison: the pair, and the way inside it.
#[derive(Debug, Clone)]
struct At<'a> {
    pair: usize,
    path: Vec<Step<'a>>,
}

impl<'a> At<'a> {
    fn below(&self, step: Step<'a>) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Self { pair: self.pair, path }
    }
}

impl<'a> Inclusion<'a> {
    pub(crate) fn new(sub: &'a SchemaSet, sup: &'a SchemaSet, stable: &'a Stable) -> Self {
        Self { sub, sup, losses: Vec::new(), ways: BTreeMap::new(), pairs: Vec::new(), known: BTreeMap::new(), stable }
    }

    /// Adds two types to the list of pairs, and returns their index.
    pub(crate) fn pair(&mut self, sub: Place<'a>, sup: Place<'a>) -> usize {
        match self.known.entry([sub.key(), sup.key()]) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                self.pairs.push((sub, sup));
                *new.insert(self.pairs.len() - 1)
            }
        }
    }

    /// The types of a pair.
    pub(crate) fn places(&self, pair: usize) -> Option<&(Place<'a>, Place<'a>)> {
        self.pairs.get(pair)
    }

    /// Compares all pairs, including those that are added during the comparison.
    pub(crate) fn run(&mut self) {
        let mut pair = 0;
        while let Some((sub, sup)) = self.pairs.get(pair).cloned() {
            let at = At { pair, path: Vec::new() };
            if pair < PAIRS_MAX {
                self.compare(&at, &sub, &sup);
            } else if pair == PAIRS_MAX {
                self.undecided(&at, &sub, &sup, "$ref", Why::Reference);
            }
            pair += 1;
        }
    }

    fn compare(&mut self, at: &At<'a>, sub: &Place<'a>, sup: &Place<'a>) {
        let (from, to) = match (self.sub.resolved(sub), self.sup.resolved(sup)) {
            (Ok(from), Ok(to)) => (from, to),
            (Err(why), _) | (_, Err(why)) => {
                if !self.stable.is_same(sub.schema, sup.schema) {
                    self.undecided(at, sub, sup, "$ref", why);
                }
                return;
            }
        };
        if has_left(sub, &from) || has_left(sup, &to) {
            return self.meet(at, from, to);
        }
        let anything = to.schema.as_bool() == Some(true) || bare(to.schema).as_object().is_some_and(|m| m.is_empty());
        if !anything {
            self.compare_views(at, &from, &to);
        }
    }

    /// Notes that another pair begins here.
    fn meet(&mut self, at: &At<'a>, sub: Place<'a>, sup: Place<'a>) {
        let pair = self.pair(sub, sup);
        self.ways.entry((at.pair, pair)).or_insert_with(|| at.path.clone());
    }

    fn compare_views(&mut self, at: &At<'a>, sub: &Place<'a>, sup: &Place<'a>) {
        let (all, covers) = (view(self.sub, sub), view(self.sup, sup));
        let doubts = self.doubts(&all, &covers);
        if !doubts.is_empty() {
            if self.stable.is_same(sub.schema, sup.schema) {
                return;
            }
            let is_partial = all.is_partial || covers.is_partial;
            for doubt in &doubts {
                self.doubted(at, sub, sup, doubt, is_partial);
            }
            // Keywords that only narrow do not hide other changes.
            if is_partial || doubts.iter().any(|doubt| doubt.why != Why::Keyword) {
                return;
            }
        }
        self.constants(at, sub, sup, &all, &covers);
        for branch in all.branches.iter().filter(|branch| !matches!(branch.shape, Shape::Constant(_))) {
            self.alternative(at, sub, sup, branch, all.branches.len(), &covers);
        }
    }

    /// The doubts that prevent a comparison of the views.
    fn doubts(&self, all: &View<'a>, covers: &View<'a>) -> Vec<Doubt<'a>> {
        let same = |a: &Doubt<'_>, b: &Doubt<'_>| {
            let [a_value, b_value] = [a, b].map(|doubt| doubt.place.get(doubt.keyword));
            let value = a_value.zip(b_value).is_some_and(|(a, b)| self.stable.is_same_value(a, b));
            a.keyword == b.keyword && value
        };
        // An unsupported keyword must be equal on both sides.
        let is_new =
            |doubt: &&Doubt<'_>| doubt.why != Why::Keyword || !all.doubts.iter().any(|other| same(doubt, other));
        let new: Vec<Doubt<'a>> = covers.doubts.iter().filter(is_new).cloned().collect();
        if !new.is_empty() {
            return new;
        }
        let partial = [covers, all].into_iter().find(|view| view.is_partial);
        partial.and_then(|view| view.doubts.first()).into_iter().cloned().collect()
    }

    /// Reports an unsupported keyword. If it can affect the keywords next to it, their changes are reported too.
    fn doubted(&mut self, at: &At<'a>, sub: &Place<'a>, sup: &Place<'a>, doubt: &Doubt<'a>, is_partial: bool) {
        let Doubt { place, keyword, why } = doubt;
        let below = if place.name == sub.name { place.pointer.strip_prefix(&sub.pointer) } else { None };
        let both = below.and_then(|below| {
            let there = |place: &Place<'a>| Some(place.child(below, place.schema.pointer(below)?));
            there(sub).zip(there(sup))
        });
        let (sub, sup) = both.unwrap_or_else(|| (sub.clone(), sup.clone()));
        let mut keywords = BTreeSet::from([*keyword]);
        if is_partial && *why == Why::Keyword {
            keywords.extend(differing(sub.schema, sup.schema));
        }
        for keyword in keywords {
            self.undecided(at, &sub, &sup, keyword, *why);
        }
    }

    fn constants(&mut self, at: &At<'a>, sub: &Place<'a>, sup: &Place<'a>, all: &View<'a>, covers: &View<'a>) {
        let constant = |branch: &Branch<'a>| match branch.shape {
            Shape::Constant(value) => Some(value),
            _ => None,
        };
        let taken: BTreeSet<String> = covers.branches.iter().filter_map(constant).map(normal).collect();
        let open = covers.branches.iter().any(|branch| constant(branch).is_none());
        let judge = Judge::new(self.sup);
        let mut lost = Vec::new();
        let mut unsure = false;
        for value in all.branches.iter().filter_map(constant).filter(|value| !taken.contains(&normal(value))) {
            let accepted = if open { judge.accepts(sup, value) } else { Accepted::No };
            match accepted {
                Accepted::Yes => {}
                Accepted::No => lost.push(value.clone()),
                Accepted::Unsure => unsure = true,
            }
        }
        let keyword = ["const", "enum", "oneOf", "anyOf"].into_iter().find(|keyword| sub.get(keyword).is_some());
        let keyword = keyword.unwrap_or("enum");
        if unsure {
            self.undecided(at, sub, sup, keyword, Why::Keyword);
        }
        if let Some(example) = lost.first().cloned() {
            self.lose(at, sub, sup, keyword, What::Values(lost), [example]);
        }
    }

    /// Compares one alternative with all alternatives that can cover it.
    fn alternative(
        &mut self,
        at: &At<'a>,
        sub: &Place<'a>,
        sup: &Place<'a>,
        branch: &Branch<'a>,
        alternatives: usize,
        covers: &View<'a>,
    ) {
        let of_type = |other: &&Branch<'a>| other.shape.json_type() == branch.shape.json_type();
        let open = |other: &&Branch<'a>| !matches!(other.shape, Shape::Constant(_));
        let alike: Vec<&Branch<'a>> = covers.branches.iter().filter(of_type).collect();
        let mut fitting: Vec<&Branch<'a>> = alike.iter().copied().filter(open).collect();
        // Two single objects are compared even if no value fits both: the differing place is then reported.
        if alternatives > 1 || covers.branches.len() > 1 {
            fitting.retain(|other| !is_apart(self.sub, branch, other));
        }
        if fitting.len() > 1 {
            fitting.retain(|other| self.stable.is_same(branch.place.schema, other.place.schema));
        }
        match (&fitting[..], &alike[..]) {
            ([only], _) => {
                if has_left(sub, &branch.place) || has_left(sup, &only.place) {
                    return self.meet(at, branch.place.clone(), only.place.clone());
                }
                self.shapes(at, branch, only);
            }
            ([], []) => {
                let json_type = branch.shape.json_type();
                let example = Examples::new(self.sub).of_branch(branch);
                self.lose(at, sub, sup, "type", What::Type(json_type), example);
            }
            ([], alike) if !alike.iter().any(open) => self.all_but_some(at, sub, sup, branch, alike),
            ([], _) if matches!(branch.shape, Shape::Object(_)) => {
                let example = Examples::new(self.sub).of_branch(branch);
                let keyword = if sub.get("anyOf").is_some() { "anyOf" } else { "oneOf" };
                self.lose(at, sub, sup, keyword, What::Alternative(tag(branch)), example);
            }
            _ => self.undecided(at, sub, sup, "oneOf", Why::Overlap),
        }
    }

    fn shapes(&mut self, at: &At<'a>, sub: &Branch<'a>, sup: &Branch<'a>) {
        let (from, to) = (&sub.place, &sup.place);
        match (&sub.shape, &sup.shape) {
            (Shape::Number(all), Shape::Number(covers)) => self.numbers(at, (from, all), (to, covers)),
            (Shape::Text(all), Shape::Text(covers)) => self.texts(at, (from, all), (to, covers)),
            (Shape::List(all), Shape::List(covers)) => self.lists(at, (from, all), (to, covers)),
            (Shape::Object(all), Shape::Object(covers)) => self.objects(at, (from, all), (to, covers)),
            _ => {}
        }
    }

    /// Reports a loss with the first example that demonstrates it. Without an example it is undecided.
    fn lose(
        &mut self,
        at: &At<'a>,
        sub: &Place<'a>,
        sup: &Place<'a>,
        keyword: &str,
        what: What,
        examples: impl IntoIterator<Item = Value>,
    ) {
        let shows = |example: &Value| {
            Judge::new(self.sub).accepts(sub, example) == Accepted::Yes
                && Judge::new(self.sup).accepts(sup, example) == Accepted::No
        };
        let example = examples.into_iter().find(shows);
        let what = if example.is_some() { what } else { What::Undecided(Why::NoExample) };
        let At { pair, path } = at.clone();
        let (sub, sup, keyword) = (sub.clone(), sup.clone(), keyword.to_owned());
        self.losses.push(Loss { pair, path, sub, sup, keyword, what, example });
    }

    fn undecided(&mut self, at: &At<'a>, sub: &Place<'a>, sup: &Place<'a>, keyword: &str, why: Why) {
        let At { pair, path } = at.clone();
        let (sub, sup, keyword) = (sub.clone(), sup.clone(), keyword.to_owned());
        self.losses.push(Loss { pair, path, sub, sup, keyword, what: What::Undecided(why), example: None });
    }
}

/// The keywords with different values in two schemas.
fn differing<'a>(sub: &'a Value, sup: &'a Value) -> impl Iterator<Item = &'a str> {
    let (from, to) = (bare(sub), bare(sup));
    let names = [sub, sup].into_iter().filter_map(Value::as_object).flat_map(|members| members.keys());
    names.map(String::as_str).filter(move |name| from.get(name) != to.get(name))
}

/// Whether a reference leads away from a place.
fn has_left(from: &Place<'_>, to: &Place<'_>) -> bool {
    from.name != to.name || !to.pointer.starts_with(&from.pointer)
}

/// The value of a required constant member, which identifies an alternative.
fn tag(branch: &Branch<'_>) -> Option<String> {
    let Shape::Object(object) = &branch.shape else { return None };
    object.required.iter().find_map(|name| {
        let value = object.properties.get(name)?.get("const")?.as_str()?;
        Some(format!("{name}: {value}"))
    })
}
