//! The promises that a plan keeps for every application, and the places of the plan that break the others.

use super::{PlanMember, PlanStage, ReliefPlan, members::revisions_of};
use crate::{
    code::{AwardCeiling, PlanInteraction, PlanPromise, WholeAwards},
    programme::Programme,
};

/// A promise of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeptPromise {
    /// The promise.
    pub promise: PlanPromise,
    /// The places of the plan that break it. Empty if it is kept for every application.
    pub broken_at: Vec<String>,
}

impl KeptPromise {
    /// Whether the plan keeps the promise for every application.
    pub const fn is_kept(&self) -> bool {
        self.broken_at.is_empty()
    }
}

/// The promises of a plan, each with the places that break it. The programmes are those of its members; those of members that are not
/// given are taken as harmless.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{check::read, code::PlanPromise, plan::{ReliefPlan, promises}};
///
/// let plan = read::<ReliefPlan>(include_bytes!("../../cases/plans/leukaemia-shares-and-match.json"))?.body;
/// let broken: Vec<PlanPromise> =
///     promises(&plan, &[]).into_iter().filter(|one| !one.is_kept()).map(|one| one.promise).collect();
/// // The shares are redistributed in the order of the members, and what is matched depends on what was paid before.
/// assert_eq!(broken, [PlanPromise::DivisionWithoutOrder, PlanPromise::TotalWithoutOrder]);
/// # Ok::<(), tongbiao::check::Unreadable>(())
/// ```
pub fn promises(plan: &ReliefPlan, programmes: &[&Programme]) -> Vec<KeptPromise> {
    PlanPromise::ALL
        .iter()
        .map(|promise| KeptPromise { promise: *promise, broken_at: broken_at(*promise, plan, programmes) })
        .collect()
}

fn broken_at(promise: PlanPromise, plan: &ReliefPlan, programmes: &[&Programme]) -> Vec<String> {
    let stages = plan.stages.iter().enumerate();
    match promise {
        PlanPromise::AtMostAlone => stages
            .filter(|(_, stage)| interaction(stage) == Some(PlanInteraction::ReducesBasis))
            .map(|(number, _)| format!("/stages/{number}/interaction"))
            .collect(),
        PlanPromise::DivisionWithoutOrder => stages
            .filter(|(_, stage)| matches!(stage, PlanStage::Shares(of) if of.redistribute == Some(true)))
            .map(|(number, _)| format!("/stages/{number}/redistribute"))
            .collect(),
        PlanPromise::TotalWithoutOrder => {
            let of_stages =
                stages.filter_map(|(number, stage)| Some(format!("/stages/{number}/{}", ordered_by(stage)?)));
            let of_members = plan.members().filter_map(|(stage, place, member)| {
                let at = ordered_by_programme(member, programmes)?;
                Some(format!("/stages/{stage}/members/{place}/{at}"))
            });
            of_stages.chain(of_members).collect()
        }
        _ => Vec::new(),
    }
}

fn interaction(stage: &PlanStage) -> Option<PlanInteraction> {
    match stage {
        PlanStage::Priority(of) => of.interaction,
        _ => None,
    }
}

/// The member of a stage that makes its awards depend on those before it, or leaves something unpaid that others could pay.
fn ordered_by(stage: &PlanStage) -> Option<&'static str> {
    match stage {
        PlanStage::Priority(of) => {
            of.interaction.filter(|interaction| *interaction != PlanInteraction::Capped).map(|_| "interaction")
        }
        PlanStage::Shares(_) | PlanStage::Match(_) => Some("policy"),
        _ => None,
    }
}

/// The member of the plan whose programme makes the order matter: a smallest award, or awards for no line that lower the remainder.
fn ordered_by_programme(member: &PlanMember, programmes: &[&Programme]) -> Option<&'static str> {
    let own = || revisions_of(member, programmes);
    if own().any(|programme| programme.minimum_award.is_some()) {
        return Some("programme");
    }
    let lowers = |programme: &Programme| {
        let default = match programme.coordination.ceiling {
            AwardCeiling::AtReconciliation => WholeAwards::Advance,
            _ => WholeAwards::Apart,
        };
        let may_be_whole = programme.coordination.ceiling != AwardCeiling::FamilyBorne
            || programme.items.iter().any(|item| item.basis.is_none());
        may_be_whole && member.whole_awards.unwrap_or(default) != WholeAwards::Apart
    };
    own().any(lowers).then_some("wholeAwards")
}
