//! Diagnoses, operations and a hospital that are in some sets and not in others.

use super::{
    super::axis::Axis,
    valued::{Valued, Work, may_be},
};
use crate::{
    code::{DiagnosisMatch, DivisionFact, OperationState},
    programme::{DiseaseSet, HospitalSet, ListedHospital, NamedSet, OperationSet, SetMembers, interval::Intervals},
    value::{DiseaseCode, HospitalCode, OperationCode},
};

/// The maximum number of codes examined of one set.
const CODES_MAX: usize = 40;

/// Codes that are tried where a code must be in none of the sets.
const OTHER_DISEASES: [&str; 4] = ["Z00.0", "R69", "A01.0", "S52.5"];
const OTHER_OPERATIONS: [&str; 3] = ["99.99", "01.01", "86.22"];

/// A condition on sets: whether one of the codes must be in the set or none of them may be.
struct Demand<S> {
    set: S,
    yes: bool,
    /// Whether the code must be that of the principal diagnosis.
    principal: bool,
    /// Whether the diagnosis must be confirmed.
    confirmed: bool,
}

/// A diagnosis that is tried.
#[derive(Clone, Copy)]
struct Tried<'c> {
    code: &'c DiseaseCode,
    confirmed: bool,
}

/// Whether diagnoses are found that satisfy all conditions: one principal diagnosis, and any number of others.
pub(super) fn diagnoses(facts: &[Valued<'_, '_>], sets: &[NamedSet], work: &Work) -> bool {
    let demands = facts.iter().map(|(axis, values)| match axis {
        Axis::Disease(id, diagnoses, confirmed) => Some(Demand {
            set: named(sets, id, |members| match members {
                SetMembers::Disease(set) => Some(set),
                _ => None,
            })?,
            yes: may_be(values, true),
            principal: *diagnoses == DiagnosisMatch::Principal,
            confirmed: *confirmed,
        }),
        _ => None,
    });
    let Some(demands) = demands.collect::<Option<Vec<Demand<&DiseaseSet>>>>() else { return false };
    let prefixes = demands.iter().flat_map(|demand| demand.set.prefixes.iter().take(CODES_MAX));
    // The first category of a range is in the range.
    let codes = prefixes.map(|prefix| prefix.range().map_or(prefix.as_str(), |(first, _)| first));
    let codes = codes.chain(OTHER_DISEASES);
    let codes: Vec<DiseaseCode> = codes.filter_map(|code| DiseaseCode::parse(code).ok()).collect();
    let tried: Vec<Tried<'_>> =
        codes.iter().flat_map(|code| [true, false].map(|confirmed| Tried { code, confirmed })).collect();
    // For each diagnosis, whether it satisfies each condition as one of the others, and as the principal one.
    let as_one = |tried: &Tried<'_>, principal: bool| -> Option<Vec<bool>> {
        let each = demands.iter().map(|demand| {
            let is_relevant = (principal || !demand.principal) && (tried.confirmed || !demand.confirmed);
            if !work.spend(demand.set.prefixes.len()) {
                return None;
            }
            match (is_relevant, demand.yes) {
                (false, yes) => Some(!yes),
                (true, yes) => {
                    has_disease(demand.set, tried.code).filter(|inside| yes || !inside).map(|inside| inside || !yes)
                }
            }
        });
        each.collect()
    };
    let others: Vec<Vec<bool>> = tried.iter().filter_map(|tried| as_one(tried, false)).collect();
    tried.iter().filter_map(|tried| as_one(tried, true)).any(|principal| {
        principal
            .iter()
            .enumerate()
            .all(|(place, satisfied)| *satisfied || others.iter().any(|other| other.get(place) == Some(&true)))
    })
}

/// Whether the set contains the code. `None` if the code is too general to decide.
fn has_disease(set: &DiseaseSet, code: &DiseaseCode) -> Option<bool> {
    let inside = any(set.prefixes.iter().map(|prefix| prefix.covers(code)))?;
    let excepted = any(set.except.iter().flat_map(|except| except.iter()).map(|prefix| prefix.covers(code)))?;
    Some(inside && !excepted)
}

/// Whether operations are found that satisfy all conditions. An estimated cost is free.
pub(super) fn operations(facts: &[Valued<'_, '_>], sets: &[NamedSet], work: &Work) -> bool {
    let mut demands: Vec<(&OperationSet, OperationState, bool)> = Vec::new();
    for (axis, values) in facts {
        match axis {
            Axis::Operation(id, state, None) => {
                let set = named(sets, id, |members| match members {
                    SetMembers::Operation(set) => Some(set),
                    _ => None,
                });
                let Some(set) = set else { return false };
                demands.push((set, *state, may_be(values, true)));
            }
            Axis::Money(_) => {}
            _ => return false,
        }
    }
    let prefixes = demands.iter().flat_map(|(set, ..)| set.prefixes.iter().take(CODES_MAX));
    let codes = prefixes.map(|prefix| prefix.as_str()).chain(OTHER_OPERATIONS);
    let codes: Vec<OperationCode> = codes.filter_map(|code| OperationCode::parse(code).ok()).collect();
    let satisfied = |code: &OperationCode, done: bool| -> Option<Vec<bool>> {
        let each = demands.iter().map(|(set, state, yes)| {
            let is_relevant = match state {
                OperationState::Planned => !done,
                OperationState::Done => done,
                OperationState::Either => true,
            };
            if !is_relevant {
                return Some(!yes);
            }
            if !work.spend(set.prefixes.len()) {
                return None;
            }
            let inside = any(set.prefixes.iter().map(|prefix| prefix.covers(code)))?;
            (*yes || !inside).then_some(inside || !yes)
        });
        each.collect()
    };
    let tried: Vec<Vec<bool>> =
        codes.iter().flat_map(|code| [true, false].map(|done| satisfied(code, done))).flatten().collect();
    !tried.is_empty() && (0..demands.len()).all(|place| tried.iter().any(|one| one.get(place) == Some(&true)))
}

/// Whether a hospital is found that is in some lists and not in others, in a region.
pub(super) fn hospital(facts: &[Valued<'_, '_>], sets: &[NamedSet], work: &Work) -> bool {
    let mut demands: Vec<(&HospitalSet, bool)> = Vec::new();
    let mut regions: Option<&Intervals> = None;
    for (axis, values) in facts {
        match axis {
            Axis::Hospital(id) => {
                let set = named(sets, id, |members| match members {
                    SetMembers::Hospital(set) => Some(set),
                    _ => None,
                });
                let Some(set) = set else { return false };
                demands.push((set, may_be(values, true)));
            }
            Axis::Region(DivisionFact::Hospital) => regions = Some(values),
            _ => return false,
        }
    }
    if demands.iter().all(|(_, yes)| !yes) {
        return true;
    }
    let mut listed = demands.iter().filter(|(_, yes)| *yes).flat_map(|(set, _)| set.hospitals.iter().take(CODES_MAX));
    listed.any(|hospital| {
        let division = hospital.code.as_ref().and_then(HospitalCode::division);
        let division = division.and_then(|division| division.to_string().parse().ok());
        let is_there = regions.is_none_or(|regions| division.is_none_or(|division| regions.contains(division)));
        is_there
            && demands.iter().all(|(set, yes)| {
                work.spend(set.hospitals.len()) && set.hospitals.iter().any(|other| is_same(hospital, other)) == *yes
            })
            // An agreement for a period depends on the day.
            && demands.iter().flat_map(|(set, _)| set.hospitals.iter()).all(|other| !is_same(hospital, other) || other.period.is_none())
    })
}

fn is_same(one: &ListedHospital, other: &ListedHospital) -> bool {
    let code = one.code.is_some() && one.code == other.code;
    code || one.uscc.is_some() && one.uscc == other.uscc
}

/// Whether one of the answers is yes. `None` if none is, and one is unknown.
fn any(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_open = false;
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            None => is_open = true,
            Some(false) => {}
        }
    }
    (!is_open).then_some(false)
}

fn named<'s, S>(sets: &'s [NamedSet], id: &str, of: impl Fn(&'s SetMembers) -> Option<&'s S>) -> Option<&'s S> {
    sets.iter().find(|set| set.id.as_str() == id).and_then(|set| of(&set.members))
}
