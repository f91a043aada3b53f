//! Documents that a programme requires, compared with the submitted materials.

use super::{
    reading::Reading,
    truth::{Answer, Missing, Truth},
};
use crate::{
    code::{PaperPoint, PaperState},
    programme::PaperRequirement,
    record::{guardian::Guardian, material::Material},
    value::LocalId,
};

/// A document that a programme may require, and its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperOutcome {
    /// The requirement.
    pub id: LocalId,
    /// Its place in the programme, as a JSON Pointer.
    pub pointer: String,
    /// Its state.
    pub state: PaperState,
    /// The points that are not as required (`Unfit`) or not stated (`Unclear`).
    pub points: Vec<PaperPoint>,
    /// The number of documents that were submitted, if there are some and the state is `Missing`.
    pub submitted: Option<usize>,
    /// The facts that are missing to know whether it is required, if the state is `MayBeNeeded`.
    pub missing: Vec<Missing>,
}

pub(super) fn outcomes(reading: &Reading<'_>) -> Vec<PaperOutcome> {
    let papers = reading.programme.papers.iter().flat_map(|papers| papers.iter()).enumerate();
    papers
        .map(|(index, paper)| {
            let materials = reading.application.materials.iter().flat_map(|materials| materials.iter());
            let submitted: Vec<Submitted<'_>> = materials
                .filter(|material| paper.any_of.contains(&material.kind))
                .map(|material| Submitted { material, points: examined(paper, material, reading) })
                .collect();
            let needed = reading.judge_when(paper.conditions());
            let state = state(paper, &needed, &submitted, reading);
            PaperOutcome {
                id: paper.id.clone(),
                pointer: format!("/papers/{index}"),
                state,
                points: points(state, &submitted),
                submitted: Some(submitted.len()).filter(|count| state == PaperState::Missing && *count > 0),
                missing: if state == PaperState::MayBeNeeded { needed.missing } else { Vec::new() },
            }
        })
        .collect()
}

/// A submitted document of a required kind, with each examined point.
struct Submitted<'a> {
    material: &'a Material,
    points: [(PaperPoint, Truth); 4],
}

impl Submitted<'_> {
    /// Whether the document meets the requirement.
    fn fits(&self) -> Truth {
        self.points.iter().fold(Truth::Yes, |all, (_, one)| all.and(*one))
    }
}

/// The points that some document does not meet, or does not state.
fn points(state: PaperState, submitted: &[Submitted<'_>]) -> Vec<PaperPoint> {
    let asked = match state {
        PaperState::Unfit => Truth::No,
        PaperState::Unclear => Truth::Unknown,
        _ => return Vec::new(),
    };
    let is_met = |point: &PaperPoint| submitted.iter().any(|one| one.points.contains(&(*point, asked)));
    PaperPoint::ALL.iter().copied().filter(is_met).collect()
}

fn state(paper: &PaperRequirement, needed: &Answer, submitted: &[Submitted<'_>], reading: &Reading<'_>) -> PaperState {
    if needed.truth == Truth::No {
        return PaperState::NotNeeded;
    }
    let enough = |counts: fn(Truth) -> bool| {
        let kept = submitted.iter().filter(|one| counts(one.fits())).map(|one| one.material);
        suffice(paper, kept.collect(), reading)
    };
    let good = enough(|fits| fits == Truth::Yes);
    if good == Truth::Yes {
        PaperState::Present
    } else if needed.truth == Truth::Unknown {
        PaperState::MayBeNeeded
    } else if good == Truth::Unknown || enough(|fits| fits != Truth::No) != Truth::No {
        PaperState::Unclear
    } else if enough(|_| true) != Truth::No {
        PaperState::Unfit
    } else {
        PaperState::Missing
    }
}

/// Whether the number of documents is sufficient.
fn suffice(paper: &PaperRequirement, papers: Vec<&Material>, reading: &Reading<'_>) -> Truth {
    let wanted = paper.count.map_or(1, |count| usize::try_from(count.get()).unwrap_or(usize::MAX));
    let many = Truth::of(Some(papers.len() >= wanted));
    if paper.each_guardian != Some(true) {
        return many;
    }
    let guardians = reading.application.guardians.as_deref();
    many.and(guardians.map_or(Truth::Unknown, |guardians| Truth::of(Some(each_has_one(guardians, &papers)))))
}

/// Whether every guardian has a document. A document that names no guardian counts for one more guardian.
fn each_has_one(guardians: &[Guardian], papers: &[&Material]) -> bool {
    let names = |material: &Material, id: &LocalId| material.proves.iter().any(|proves| proves.contains(id));
    let named = guardians.iter().filter(|guardian| papers.iter().any(|material| names(material, guardian.id())));
    let open = papers.iter().filter(|material| material.proves.as_ref().is_none_or(|proves| proves.is_empty()));
    named.count() + open.count() >= guardians.len()
}

/// Whether a document meets each point of the requirement.
fn examined(paper: &PaperRequirement, material: &Material, reading: &Reading<'_>) -> [(PaperPoint, Truth); 4] {
    let day = reading.application.papers_day().unwrap_or(reading.circumstances.as_of);
    let stamped = match (&paper.stamps, &material.stamps) {
        (None, _) => Truth::Yes,
        (Some(_), None) => Truth::Unknown,
        (Some(wanted), Some(stamps)) => Truth::of(Some(stamps.iter().any(|stamp| wanted.contains(stamp)))),
    };
    let formed = match &paper.forms {
        None => Truth::Yes,
        Some(forms) => Truth::of(material.form.map(|form| forms.contains(&form))),
    };
    let recent = match paper.issued_within_days {
        None => Truth::Yes,
        Some(days) => Truth::of(material.issued_on.map(|issued| issued.days_until(day) <= days.get())),
    };
    let in_force = material.validity.as_ref().and_then(|validity| validity.contains(day)) != Some(false);
    [
        (PaperPoint::Stamp, stamped),
        (PaperPoint::Form, formed),
        (PaperPoint::IssuedOn, recent),
        (PaperPoint::Validity, Truth::of(Some(in_force))),
    ]
}
