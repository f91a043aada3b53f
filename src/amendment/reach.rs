//! The effect of a revision on eligibility: wider or narrower, and the eligible birth dates.

use super::{Bearing, Change, Direction, direction::Sign};
use crate::{
    analysis::Analysis,
    programme::Programme,
    value::{Date, LocalId, Period},
};
use serde_json::Value;

/// The effect of all changes on eligibility, apart from the periods in which the two are in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The same children are eligible.
    Unchanged,
    /// Every child that was eligible still is.
    Wider,
    /// Every child that is eligible was so before.
    Narrower,
    /// The effect cannot be determined without cases.
    Open,
}

impl Reach {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Wider => "wider",
            Self::Narrower => "narrower",
            Self::Open => "open",
        }
    }
}

/// The birth dates that meet an age condition, before and after.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BirthChange {
    /// The requirement.
    pub requirement: LocalId,
    /// The eligible birth dates before; `None` if the condition did not exist.
    pub before: Option<Vec<Period>>,
    /// The eligible birth dates after; `None` if the condition was removed.
    pub after: Option<Vec<Period>>,
}

/// The birth dates that change, with ages computed on a day.
pub(super) fn births(
    old: &Programme,
    new: &Programme,
    day: Date,
    moved_to: impl Fn(&str) -> Option<String>,
) -> Vec<BirthChange> {
    let [before, mut after] = [old, new].map(|programme| Analysis::of(programme, Some(day)).ages);
    let mut changes = Vec::new();
    for window in before {
        let there = moved_to(&window.pointer);
        let place = there.and_then(|there| after.iter().position(|other| other.pointer == there));
        let now = place.map(|place| after.remove(place).births);
        if now.as_ref() != Some(&window.births) {
            changes.push(BirthChange { requirement: window.requirement, before: Some(window.births), after: now });
        }
    }
    changes.extend(after.into_iter().map(|window| BirthChange {
        requirement: window.requirement,
        before: None,
        after: Some(window.births),
    }));
    changes
}

/// The effect of all changes on eligibility. The periods in force are not considered: those of two revisions are almost never the
/// same.
pub(super) fn reach(changes: &[Change], [old, new]: [&Value; 2]) -> Reach {
    let directions = changes.iter().filter_map(|change| concerns(change, old, new));
    directions.fold(Reach::Unchanged, |reach, direction| match (reach, direction) {
        (Reach::Unchanged | Reach::Wider, Some(Direction::Wider)) => Reach::Wider,
        (Reach::Unchanged | Reach::Narrower, Some(Direction::Narrower)) => Reach::Narrower,
        _ => Reach::Open,
    })
}

/// The direction of a change, if it concerns eligibility.
fn concerns(change: &Change, old: &Value, new: &Value) -> Option<Option<Direction>> {
    if change.bearing == Bearing::Wording {
        return None;
    }
    let place = |side: &Option<super::Side>| side.as_ref().map(|side| side.pointer.clone());
    let (before, after) = (place(&change.before), place(&change.after));
    let pointer = after.as_ref().or(before.as_ref())?;
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    match steps.as_slice() {
        ["requirements", ..] => Some(change.direction),
        ["appliesBy" | "id" | "payer" | "features", ..] => Some(None),
        [list @ ("sets" | "statistics"), place, ..] => {
            let holder = if after.is_some() { new } else { old };
            let id = holder.get(list)?.get(place.parse::<usize>().ok()?)?.get("id")?.as_str()?;
            let uses: Vec<Sign> = [old, new].into_iter().flat_map(|programme| uses(programme, id)).collect();
            let first = *uses.first()?;
            let sign = if uses.iter().all(|one| *one == first) { first } else { Sign::Open };
            Some(change.direction.and_then(|direction| sign.of(direction)))
        }
        _ => None,
    }
}

/// How the requirements of a programme use a set or a statistic.
fn uses(programme: &Value, id: &str) -> Vec<Sign> {
    let requirements = programme.get("requirements").and_then(Value::as_array).into_iter().flatten();
    let conditions = requirements.filter_map(|requirement| requirement.get("anyOf")?.as_array()).flatten();
    let sign = |condition: &Value| {
        if condition.get("set").and_then(Value::as_str) == Some(id) {
            let is_negated = condition.get("negated").and_then(Value::as_bool) == Some(true);
            return Some(if is_negated { Sign::Negated } else { Sign::Plain });
        }
        let bounds = ["over", "atLeast", "below", "atMost"].iter().filter_map(|name| condition.get(*name));
        let mut statistics = bounds.filter_map(|bound| bound.get("statistic")?.as_str());
        statistics.any(|statistic| statistic == id).then_some(Sign::Open)
    };
    conditions.filter_map(sign).collect()
}
