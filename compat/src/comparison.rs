//! Two sets of schemas compared in both directions.

use crate::{
    change::{Change, Judgement},
    direction::{Direction, Finding},
    label::ChangeLabel,
    set::SchemaSet,
    stable::Stable,
    version::{Increase, Version},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The result of a comparison of two sets of schemas.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Comparison {
    /// The version of the old set, if it is known.
    pub old: Option<Version>,
    /// The version of the new set, if it is known.
    pub new: Option<Version>,
    /// All changes, the most severe first.
    pub changes: Vec<Change>,
    /// All types of both sets, each with the most severe change in it or in the types that it uses.
    pub types: BTreeMap<String, Judgement>,
    /// All kinds of documents of either set, in the same form.
    pub kinds: BTreeMap<String, Judgement>,
    /// Types of the old set only. This alone does not affect documents.
    pub only_old: Vec<String>,
    /// Types of the new set only.
    pub only_new: Vec<String>,
    /// Whether documents were compared as if they stated the same version of the standard.
    pub is_restated: bool,
    /// Labels that concern no undecided change.
    pub unused_labels: Vec<ChangeLabel>,
}

/// Compares two sets, with labels for changes that cannot be decided.
pub fn compare(old: &SchemaSet, new: &SchemaSet, labels: &[ChangeLabel]) -> Comparison {
    let mut restated = new.clone();
    let is_restated = restated.restated(old);
    let stable = Stable::new(old, &restated);
    let lost = Direction::new(old, &restated, &stable);
    let gained = Direction::new(&restated, old, &stable);

    let mut changes: Vec<Located> = Vec::new();
    let undecided: BTreeSet<_> = lost.found.iter().filter_map(Finding::undecided).collect();
    let more =
        gained.found.iter().filter(|found| found.undecided_there().is_none_or(|place| !undecided.contains(&place)));
    changes.extend(lost.found.iter().map(|found| Located {
        pair: found.loss.pair,
        is_loss: true,
        change: found.change(true),
    }));
    changes.extend(more.map(|found| Located { pair: found.loss.pair, is_loss: false, change: found.change(false) }));

    let mut used = BTreeSet::new();
    for Located { change, .. } in &mut changes {
        let fitting: Vec<_> = labels.iter().enumerate().filter(|(_, label)| label.fits(change)).collect();
        used.extend(fitting.iter().map(|(index, _)| *index));
        if let Some((_, label)) = fitting.first() {
            change.judgement = label.judgement;
            change.settled = Some(label.reason.clone());
        }
    }
    let shared = old.types.keys().filter(|name| new.types.contains_key(*name));
    let mut types: BTreeMap<String, Judgement> = shared.map(|name| (name.clone(), Judgement::Compatible)).collect();
    let both = old.documents.keys().chain(new.documents.keys());
    let mut kinds: BTreeMap<String, Judgement> = both.map(|kind| (kind.clone(), Judgement::Compatible)).collect();
    let raise = |judgement: Judgement, known: &mut Judgement| *known = judgement.max(*known);
    for (direction, is_loss) in [(&lost, true), (&gained, false)] {
        let own = changes.iter().filter(|located| located.is_loss == is_loss);
        for (pair, judgement) in direction.judged(own.map(|located| (located.pair, located.change.judgement))) {
            if let Some(known) = direction.names.get(&pair).and_then(|name| types.get_mut(name)) {
                raise(judgement, known);
            }
        }
    }
    for change in changes.iter().map(|located| &located.change) {
        for kind in &change.kinds {
            if let Some(known) = kinds.get_mut(kind) {
                raise(change.judgement, known);
            }
        }
    }
    let mut changes: Vec<Change> = changes.into_iter().map(|located| located.change).collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.judgement));
    let unused = labels.iter().enumerate().filter(|(index, _)| !used.contains(index));
    Comparison {
        old: old.version,
        new: new.version,
        changes,
        types,
        kinds,
        only_old: old.types.keys().filter(|name| !new.types.contains_key(*name)).cloned().collect(),
        only_new: new.types.keys().filter(|name| !old.types.contains_key(*name)).cloned().collect(),
        is_restated,
        unused_labels: unused.map(|(_, label)| label.clone()).collect(),
    }
}

impl Comparison {
    /// The judgement of the most severe change.
    pub fn judgement(&self) -> Judgement {
        self.changes.iter().map(|change| change.judgement).max().unwrap_or(Judgement::Compatible)
    }

    /// The minimum increase of the version.
    pub fn needed(&self) -> Increase {
        match self.judgement() {
            Judgement::Compatible => Increase::Patch,
            Judgement::Extending => Increase::Minor,
            Judgement::Unknown | Judgement::Breaking => Increase::Major,
        }
    }

    /// The increase of the version, if both versions are known.
    pub fn increase(&self) -> Option<Increase> {
        Some(Increase::between(self.old?, self.new?))
    }

    /// Whether the versions allow the changes; none without versions.
    pub fn is_allowed(&self) -> Option<bool> {
        Some(self.increase()? >= self.needed())
    }

    /// As a JSON object.
    pub fn to_json(&self) -> Value {
        let judged = |judgements: &BTreeMap<String, Judgement>| -> Value {
            judgements.iter().map(|(name, judgement)| (name.clone(), Value::from(judgement.as_str()))).collect()
        };
        json!({
            "old": self.old.map(|version| version.to_string()),
            "new": self.new.map(|version| version.to_string()),
            "judgement": self.judgement().as_str(),
            "needed": self.needed().as_str(),
            "increase": self.increase().map(Increase::as_str),
            "allowed": self.is_allowed(),
            "restated": self.is_restated,
            "changes": self.changes.iter().map(Change::to_json).collect::<Vec<_>>(),
            "kinds": judged(&self.kinds),
            "types": judged(&self.types),
            "onlyOld": self.only_old,
            "onlyNew": self.only_new,
            "unusedLabels": self.unused_labels.iter()
                .map(|label| json!({"type": label.type_name, "pointer": label.pointer})).collect::<Vec<_>>(),
        })
    }
}

/// A change with the pair of types in which it was found.
struct Located {
    pair: usize,
    is_loss: bool,
    change: Change,
}
