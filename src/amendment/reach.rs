//! Who may have the aid: whether fewer or more, and born when.

use super::{Bearing, Change, Direction, direction::Sign};
use crate::{
    analysis::Analysis,
    programme::Programme,
    value::{Date, LocalId, Period},
};
use serde_json::Value;

/// What all changes together mean for who may have the aid, leaving aside the times in which the two are in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The same children as before.
    Unchanged,
    /// Every child that could have it still can.
    Wider,
    /// Every child that can have it could before.
    Narrower,
    /// That cannot be said without cases.
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

/// The birth dates that satisfy a condition on the age, as they were and as they are.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BirthChange {
    /// The requirement.
    pub requirement: LocalId,
    /// The first and the last eligible birth date as they were; `None` if there was no such condition.
    pub before: Option<Vec<Period>>,
    /// As they are; `None` if there is no such condition any more.
    pub after: Option<Vec<Period>>,
}

/// The birth dates that change, if ages are counted on that day.
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

/// What all changes together mean for who may have the aid. The times in force are left aside: those of two revisions hardly
/// ever are the same.
pub(super) fn reach(changes: &[Change], [old, new]: [&Value; 2]) -> Reach {
    let directions = changes.iter().filter_map(|change| concerns(change, old, new));
    directions.fold(Reach::Unchanged, |reach, direction| match (reach, direction) {
        (Reach::Unchanged | Reach::Wider, Some(Direction::Wider)) => Reach::Wider,
        (Reach::Unchanged | Reach::Narrower, Some(Direction::Narrower)) => Reach::Narrower,
        _ => Reach::Open,
    })
}

/// The direction of a change, if it concerns who may have the aid.
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
