//! The losses from one set to another, the affected types and kinds, and example documents.

use crate::{
    accept::{Accepted, Judge},
    change::{Change, Example, Judgement, said},
    example::{Examples, Step},
    inclusion::{Inclusion, Loss, What},
    set::{Place, SchemaSet},
    stable::Stable,
    why::Why,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// After this number of losses, no whole documents are generated as examples.
const DOCUMENTS_MAX: usize = 1000;
/// A document that is nested deeper is refused by readers.
const STEPS_MAX: usize = 100;

/// A comparison in one direction.
pub(crate) struct Direction<'a> {
    pub(crate) found: Vec<Finding<'a>>,
    /// The pairs of types with the same name in both sets.
    pub(crate) names: BTreeMap<usize, String>,
    inclusion: Inclusion<'a>,
}

/// A loss with the affected kinds of documents.
pub(crate) struct Finding<'a> {
    pub(crate) loss: Loss<'a>,
    kinds: Vec<String>,
    example: Option<Example>,
}

impl<'a> Direction<'a> {
    pub(crate) fn new(sub: &'a SchemaSet, sup: &'a SchemaSet, stable: &'a Stable) -> Self {
        let mut inclusion = Inclusion::new(sub, sup, stable);
        let (mut names, mut documents) = (BTreeMap::new(), BTreeMap::new());
        // Documents of one kind are compared, whatever the names of their types.
        let of_documents: BTreeSet<&String> = sub.documents.values().chain(sup.documents.values()).collect();
        for name in sub.types.keys().filter(|name| !of_documents.contains(name)) {
            if let Some((from, to)) = sub.place(name).zip(sup.place(name)) {
                names.insert(inclusion.pair(from, to), name.clone());
            }
        }
        for (kind, name) in &sub.documents {
            let other = sup.documents.get(kind).and_then(|name| sup.place(name));
            if let Some((from, to)) = sub.place(name).zip(other) {
                let pair = inclusion.pair(from, to);
                names.insert(pair, name.clone());
                documents.insert(kind.clone(), pair);
            }
        }
        inclusion.run();
        let found = Self::found(&inclusion, &documents);
        Self { found, names, inclusion }
    }

    fn found(inclusion: &Inclusion<'a>, documents: &BTreeMap<String, usize>) -> Vec<Finding<'a>> {
        let mut used: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (user, pair) in inclusion.ways.keys() {
            used.entry(*user).or_default().push(*pair);
        }
        let reaches: Vec<Reach<'_>> = documents.iter().map(|(kind, root)| Reach::new(kind, *root, &used)).collect();
        let losses = inclusion.losses.iter().enumerate();
        let mut found: Vec<Finding<'a>> =
            losses.map(|(index, loss)| Finding::of(inclusion, &reaches, loss, index < DOCUMENTS_MAX)).collect();
        let Inclusion { sub, sup, .. } = *inclusion;
        let gone = sub.documents.iter().filter(|(kind, _)| !sup.documents.contains_key(*kind));
        found.extend(gone.filter_map(|(kind, name)| Some(Finding::kind(sub, sup, kind, sub.place(name)?))));
        found
    }

    /// All pairs of types, each with the most severe judgement of itself and of the types that it uses.
    pub(crate) fn judged(&self, own: impl Iterator<Item = (usize, Judgement)>) -> BTreeMap<usize, Judgement> {
        let mut users: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (user, pair) in self.inclusion.ways.keys() {
            users.entry(*pair).or_default().push(*user);
        }
        let mut judged: BTreeMap<usize, Judgement> = BTreeMap::new();
        let mut open: Vec<(usize, Judgement)> = own.collect();
        while let Some((pair, judgement)) = open.pop() {
            let known = judged.entry(pair).or_insert(Judgement::Compatible);
            if *known < judgement {
                *known = judgement;
                open.extend(users.get(&pair).into_iter().flatten().map(|user| (*user, judgement)));
            }
        }
        judged
    }
}

/// The pairs of types that a kind of document uses, each with its predecessor on the shortest way.
struct Reach<'b> {
    kind: &'b str,
    root: usize,
    before: BTreeMap<usize, usize>,
}

impl<'b> Reach<'b> {
    fn new(kind: &'b str, root: usize, used: &BTreeMap<usize, Vec<usize>>) -> Self {
        let mut before = BTreeMap::from([(root, root)]);
        let mut open = VecDeque::from([root]);
        while let Some(user) = open.pop_front() {
            for pair in used.get(&user).into_iter().flatten() {
                before.entry(*pair).or_insert_with(|| {
                    open.push_back(*pair);
                    user
                });
            }
        }
        Self { kind, root, before }
    }

    /// The way from the document to a pair.
    fn steps<'a>(&self, inclusion: &Inclusion<'a>, pair: usize) -> Option<Vec<Step<'a>>> {
        let mut ways = Vec::new();
        let mut pair = pair;
        while pair != self.root {
            let user = *self.before.get(&pair).filter(|_| ways.len() <= STEPS_MAX)?;
            ways.push(inclusion.ways.get(&(user, pair))?);
            pair = user;
        }
        Some(ways.into_iter().rev().flatten().cloned().collect())
    }
}

impl<'a> Finding<'a> {
    /// The kinds that a loss affects, with an example document.
    fn of(inclusion: &Inclusion<'a>, reaches: &[Reach<'_>], loss: &Loss<'a>, with_document: bool) -> Self {
        let reached: Vec<&Reach<'_>> = reaches.iter().filter(|reach| reach.before.contains_key(&loss.pair)).collect();
        let kinds: Vec<String> = reached.iter().map(|reach| reach.kind.to_owned()).collect();
        let mut loss = loss.clone();
        let mut example = None;
        if with_document && loss.example.is_some() && !reached.is_empty() {
            let ways = reached.iter().filter_map(|reach| Some((reach.steps(inclusion, loss.pair)?, *reach)));
            let mut ways: Vec<_> = ways.collect();
            ways.sort_by_key(|(steps, _)| steps.len());
            example = ways.into_iter().take(10).find_map(|(steps, reach)| {
                let value = document(inclusion, &loss, steps, reach.root)?;
                Some(Example { kind: Some(reach.kind.to_owned()), value })
            });
            if example.is_none() {
                // Either no document can contain the value, or only a very large document can.
                loss.what = What::Undecided(Why::NoExample);
            }
        }
        let example = example.or_else(|| Some(Example { kind: None, value: loss.example.clone()? }));
        Self { loss, kinds, example }
    }

    /// A whole kind of document is lost, unless another kind can accept the same documents.
    fn kind(sub: &'a SchemaSet, sup: &'a SchemaSet, kind: &str, place: Place<'a>) -> Self {
        let value = Examples::new(sub).of(&place);
        let value = value.filter(|value| Judge::new(sub).accepts(&place, value) == Accepted::Yes);
        let is_refused = |value: &Value| {
            let mut others = sup.documents.values().filter_map(|name| sup.place(name));
            others.all(|other| Judge::new(sup).accepts(&other, value) == Accepted::No)
        };
        let value = value.filter(is_refused);
        let what = if value.is_some() { What::Kind(kind.to_owned()) } else { What::Undecided(Why::NoExample) };
        let example = value.map(|value| Example { kind: Some(kind.to_owned()), value });
        let (pair, path, keyword) = (usize::MAX, Vec::new(), if example.is_some() { "" } else { "kind" }.to_owned());
        let loss = Loss { pair, path, sub: place.clone(), sup: place, keyword, what, example: None };
        Self { loss, kinds: vec![kind.to_owned()], example }
    }

    /// The place of an undecided comparison in the compared set.
    pub(crate) fn undecided(&self) -> Option<(&'a str, String, String)> {
        self.place_of(&self.loss.sub)
    }

    /// The place of an undecided comparison in the other set.
    pub(crate) fn undecided_there(&self) -> Option<(&'a str, String, String)> {
        self.place_of(&self.loss.sup)
    }

    fn place_of(&self, place: &Place<'a>) -> Option<(&'a str, String, String)> {
        let is = matches!(self.loss.what, What::Undecided(_));
        is.then(|| (place.name, place.pointer.clone(), self.loss.keyword.clone()))
    }

    /// The loss as a change. In the direction from new to old it is a gain.
    pub(crate) fn change(&self, is_loss: bool) -> Change {
        let Loss { sub, sup, keyword, what, .. } = &self.loss;
        let (zh, en) = said(what, keyword, is_loss);
        let judgement = match (what, is_loss) {
            (_, false) => Judgement::Extending,
            (What::Undecided(_), true) => Judgement::Unknown,
            (_, true) => Judgement::Breaking,
        };
        let is_undecided = matches!(what, What::Undecided(_));
        let short = |place: &Place<'_>| {
            let value = place.get(keyword);
            // The author of a label must see the complete values.
            if is_undecided {
                return value.cloned();
            }
            let value = value.filter(|value| !value.is_object() && value.to_string().len() < 500);
            value.filter(|value| value.as_array().is_none_or(|items| items.iter().all(Value::is_string))).cloned()
        };
        let whole = matches!(what, What::Kind(_));
        let (old, new) = if is_loss { (sub, sup) } else { (sup, sub) };
        Change {
            judgement,
            type_name: sub.name.to_owned(),
            pointer: sub.pointer.clone(),
            keyword: keyword.clone(),
            zh,
            en,
            old: short(old).filter(|_| !whole),
            new: short(new).filter(|_| !whole),
            values: if let What::Values(values) = what { values.clone() } else { Vec::new() },
            example: self.example.clone(),
            kinds: self.kinds.clone(),
            settled: None,
        }
    }
}

/// A document that contains the lost value, if it is certainly refused.
fn document<'a>(inclusion: &Inclusion<'a>, loss: &Loss<'a>, way: Vec<Step<'a>>, root: usize) -> Option<Value> {
    let Inclusion { sub, sup, .. } = *inclusion;
    let steps = [way, loss.path.clone()].concat();
    let document = Examples::new(sub).around(&steps, loss.example.clone()?)?;
    let (from, to) = inclusion.places(root)?;
    let shows = Judge::new(sub).accepts(from, &document) == Accepted::Yes
        && Judge::new(sup).accepts(to, &document) == Accepted::No;
    shows.then_some(document)
}
