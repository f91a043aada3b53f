//! Eligibility (docs/evaluation.md, section 2).

use super::{
    Case, Given,
    judge::{Answer, Subject, inside},
    papers::Judged,
};
use tongbiao::{
    programme::{Programme, Requirement},
    record::application::Application,
    value::LocalId,
};

/// Whether a child is eligible for a programme.
#[derive(Debug, Clone)]
pub struct Eligible {
    pub in_force: Answer,
    /// Each requirement.
    pub requirements: Vec<(LocalId, Answer)>,
    /// Whether the revision is in force and every requirement is met.
    pub status: Answer,
    pub papers: Vec<Judged>,
}

/// Judges whether a child is eligible for a programme.
pub fn eligible(programme: &Programme, application: &Application, given: &Given) -> Eligible {
    Case::of(programme, application, given).eligible()
}

impl Case<'_> {
    pub fn eligible(&self) -> Eligible {
        let subject = Subject::Application;
        let day = self.date(self.programme.applies_by, &subject);
        let in_force = Answer::known(day.map(|day| inside(&self.programme.effective, day)));
        let judge = |one: &Requirement| {
            let answer = Answer::any(one.any_of.iter().map(|any| self.judge(any, &subject)));
            (one.id.clone(), answer)
        };
        let requirements: Vec<_> =
            self.programme.requirements.as_deref().unwrap_or_default().iter().map(judge).collect();
        let all = requirements.iter().map(|(_, answer)| answer.clone());
        let status = Answer::all(all.chain([in_force.clone()]));
        Eligible { in_force, requirements, status, papers: self.papers() }
    }
}
