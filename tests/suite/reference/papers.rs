//! Required documents (docs/evaluation.md, section 12), and the state of each.

use super::{
    Case,
    document::{day, in_force, list, text},
    judge::{Answer, Subject},
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    code::{PaperPoint, PaperState},
    eligibility::Truth,
    programme::PaperRequirement,
    value::{Date, LocalId},
};

fn strings<'v>(value: &'v Value, member: &str) -> Option<Vec<&'v str>> {
    list(value, member).map(|all| all.iter().map(|one| one.as_str().unwrap()).collect())
}

/// A required document as it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub id: LocalId,
    pub state: PaperState,
    pub points: BTreeSet<PaperPoint>,
    pub submitted: Option<usize>,
    /// What is missing to know whether it is required.
    pub missing: BTreeSet<String>,
}

impl Case<'_> {
    /// The state of each required document, the points that are not as required, and the number of submitted documents.
    pub fn papers(&self) -> Vec<Judged> {
        let papers = self.programme.papers.as_deref().unwrap_or_default().iter();
        papers.map(|paper| self.judged(paper)).collect()
    }

    fn judged(&self, paper: &PaperRequirement) -> Judged {
        let kinds: Vec<&str> = paper.any_of.iter().map(|kind| kind.as_str()).collect();
        let all = list(&self.document, "materials").unwrap_or_default().iter();
        let of_kind: Vec<&Value> = all.filter(|one| kinds.contains(&text(one, "kind").unwrap())).collect();
        let needed = self.judge_all(paper.when.as_deref(), paper.when_any_of.as_deref(), &Subject::Application);
        let state = self.state(paper, needed.truth);
        let mut points = BTreeSet::new();
        for (point, truth) in of_kind.iter().flat_map(|material| self.examined(paper, material)) {
            let is_so =
                matches!((state, truth), (PaperState::Unfit, Truth::No) | (PaperState::Unclear, Truth::Unknown));
            if is_so {
                points.insert(point);
            }
        }
        let few = state == PaperState::Missing && !of_kind.is_empty();
        let missing = if state == PaperState::MayBeNeeded { needed.missing } else { BTreeSet::new() };
        Judged { id: paper.id.clone(), state, points, submitted: few.then_some(of_kind.len()), missing }
    }

    fn state(&self, paper: &PaperRequirement, needed: Truth) -> PaperState {
        let kinds: Vec<&str> = paper.any_of.iter().map(|kind| kind.as_str()).collect();
        let all = list(&self.document, "materials").unwrap_or_default().iter();
        let of_kind: Vec<(&Value, Truth)> = all
            .filter(|material| kinds.contains(&text(material, "kind").unwrap()))
            .map(|material| (material, self.fits(paper, material)))
            .collect();
        let suffice = |among: &[Truth]| {
            let kept = of_kind.iter().filter(|(_, fits)| among.contains(fits)).map(|(material, _)| *material);
            self.suffice(paper, &kept.collect::<Vec<_>>())
        };
        let good = suffice(&[Truth::Yes]);
        let possible = suffice(&[Truth::Yes, Truth::Unknown]);
        let any = suffice(&[Truth::Yes, Truth::Unknown, Truth::No]);
        match (needed, good) {
            (Truth::No, _) => PaperState::NotNeeded,
            (_, Truth::Yes) => PaperState::Present,
            (Truth::Unknown, _) => PaperState::MayBeNeeded,
            _ if possible != Truth::No => PaperState::Unclear,
            _ if any != Truth::No => PaperState::Unfit,
            _ => PaperState::Missing,
        }
    }

    /// Whether the number of documents is sufficient, and every guardian has one.
    fn suffice(&self, paper: &PaperRequirement, papers: &[&Value]) -> Truth {
        let wanted = paper.count.map_or(1, |count| count.get());
        if i64::try_from(papers.len()).unwrap() < wanted {
            return Truth::No;
        }
        if paper.each_guardian != Some(true) {
            return Truth::Yes;
        }
        let Some(guardians) = list(&self.document, "guardians") else { return Truth::Unknown };
        let ids: BTreeSet<&str> = guardians.iter().map(|guardian| text(guardian, "id").unwrap()).collect();
        let proven: BTreeSet<&str> =
            papers.iter().flat_map(|paper| strings(paper, "proves").unwrap_or_default()).collect();
        let for_one = papers.iter().filter(|paper| strings(paper, "proves").unwrap_or_default().is_empty()).count();
        let lacking = ids.difference(&proven).count();
        Truth::of(Some(lacking <= for_one))
    }

    fn papers_day(&self) -> Date {
        let entered = || day(&self.document, "enteredOn");
        day(&self.document, "submittedOn").or_else(entered).unwrap_or(self.given.as_of)
    }

    /// Whether a document meets the requirement.
    fn fits(&self, paper: &PaperRequirement, material: &Value) -> Truth {
        let asked = self.examined(paper, material).into_iter();
        Answer::all(asked.map(|(_, truth)| Answer { truth, missing: BTreeSet::new() })).truth
    }

    /// The points that are asked of a document.
    fn examined(&self, paper: &PaperRequirement, material: &Value) -> Vec<(PaperPoint, Truth)> {
        let on = self.papers_day();
        let stamped = paper.stamps.as_ref().map(|wanted| {
            let has = |stamps: Vec<&str>| stamps.iter().any(|stamp| wanted.iter().any(|one| one.as_str() == *stamp));
            Truth::of(strings(material, "stamps").map(has))
        });
        let formed = paper
            .forms
            .as_ref()
            .map(|forms| Truth::of(text(material, "form").map(|form| forms.iter().any(|one| one.as_str() == form))));
        let recent = paper.issued_within_days.map(|days| {
            Truth::of(
                day(material, "issuedOn").map(|issued| (on.to_chrono() - issued.to_chrono()).num_days() <= days.get()),
            )
        });
        // A document without an end stays valid.
        let valid = Truth::of(Some(in_force(material, "validity", on) != Truth::No));
        let points = [PaperPoint::Stamp, PaperPoint::Form, PaperPoint::IssuedOn, PaperPoint::Validity];
        points
            .into_iter()
            .zip([stamped, formed, recent, Some(valid)])
            .filter_map(|(point, one)| Some((point, one?)))
            .collect()
    }
}
