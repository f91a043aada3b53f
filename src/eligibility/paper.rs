//! Papers that a programme needs, compared with those that were handed in.

use super::{
    reading::Reading,
    truth::{Answer, Truth},
};
pub use crate::code::PaperState;
use crate::{material::Material, programme::PaperRequirement, value::LocalId};

/// A paper that a programme may need, and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperOutcome {
    /// The requirement.
    pub id: LocalId,
    /// Where it stands in the programme, as a JSON Pointer.
    pub pointer: String,
    /// What has become of it.
    pub state: PaperState,
}

pub(super) fn outcomes(reading: &Reading<'_>) -> Vec<PaperOutcome> {
    let papers = reading.programme.papers.iter().flat_map(|papers| papers.iter()).enumerate();
    papers
        .map(|(index, paper)| PaperOutcome {
            id: paper.id.clone(),
            pointer: format!("/papers/{index}"),
            state: state(paper, reading),
        })
        .collect()
}

fn state(paper: &PaperRequirement, reading: &Reading<'_>) -> PaperState {
    let when = paper.when.iter().flat_map(|when| when.iter());
    let needed = Answer::all(when.map(|predicate| reading.judge(predicate))).truth;
    if needed == Truth::No {
        return PaperState::NotNeeded;
    }
    let materials = reading.application.materials.iter().flat_map(|materials| materials.iter());
    let handed_in: Vec<Truth> = materials
        .filter(|material| paper.any_of.contains(&material.kind))
        .map(|material| fits(paper, material, reading))
        .collect();
    let wanted = paper.count.map_or(1, |count| usize::try_from(count.get()).unwrap_or(usize::MAX));
    let good = handed_in.iter().filter(|fits| **fits == Truth::Yes).count();
    let possible = handed_in.iter().filter(|fits| **fits != Truth::No).count();
    if good >= wanted {
        PaperState::Present
    } else if needed == Truth::Unknown {
        PaperState::MayBeNeeded
    } else if possible >= wanted {
        PaperState::Unclear
    } else if handed_in.len() >= wanted {
        PaperState::Unfit
    } else {
        PaperState::Missing
    }
}

/// Whether a paper is as it must be.
fn fits(paper: &PaperRequirement, material: &Material, reading: &Reading<'_>) -> Truth {
    let day = reading.application.papers_day().unwrap_or(reading.circumstances.as_of);
    let stamped = match (&paper.stamps, &material.stamps) {
        (None, _) => Truth::Yes,
        (Some(_), None) => Truth::Unknown,
        (Some(wanted), Some(stamps)) => Truth::of(Some(stamps.iter().any(|stamp| wanted.contains(stamp)))),
    };
    let recent = match paper.issued_within_days {
        None => Truth::Yes,
        Some(days) => Truth::of(material.issued_on.map(|issued| issued.days_until(day) <= days.get())),
    };
    let in_force = material.validity.as_ref().and_then(|validity| validity.contains(day)) != Some(false);
    stamped.and(recent).and(Truth::of(Some(in_force)))
}
