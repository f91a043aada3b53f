//! Rules about a plan and the programmes of its members: they exist, agree with the plan, and do not wait for each other.

use super::{PlanMember, PlanStage, ReliefPlan};
use crate::{
    code::{LimitScope, PayerClass, PlanInteraction},
    finding::{Finding, rules},
    programme::{Programme, cliffs},
    value::Period,
};

rules! { PlanMembers;
    /// 没有成员项目的文件 · Programme that is not given.
    PROGRAMME_UNKNOWN = "plan.programme-unknown" Error Reference {
        zh: "没有项目 {id}，或没有其第 {revision} 版", en: "the programme {id}, or its revision {revision}, is not among the given programmes",
        hint_zh: "请核对项目标识和版本，并提供该项目文件", hint_en: "check the identifier and the revision, and add the file of the programme",
        source: "tongbiao 童标: references",
    }
    /// 支付方类别与项目不符 · Payer class that differs from the programme.
    PAYER_MISMATCH = "plan.payer-mismatch" Error Value {
        zh: "项目 {id} 的支付方类别为 {class}", en: "the payer class of the programme {id} is {class}",
        hint_zh: "请按项目文件填写支付方类别", hint_en: "enter the payer class that the programme states",
        source: "tongbiao 童标: a plan repeats the payer class so that it can be read alone",
    }
    /// 项目版本在方案期间内无效 · Revision that is not in force under the plan.
    NEVER_IN_FORCE = "plan.revision-not-in-force" Error Value {
        zh: "项目 {id} 的第 {revision} 版在方案的有效期间内没有一日有效", en: "revision {revision} of the programme {id} is not in force on any day of the plan",
        hint_zh: "请核对两者的有效期间，或填写其他版本", hint_en: "check both periods, or enter another revision",
        source: "a programme pays under a revision in force",
    }
    /// 成员互相等待 · Members that wait for each other.
    CYCLE = "plan.members-wait-in-circle" Error Rule {
        zh: "项目 {id} 与项目 {other} 均要求对方先结算", en: "the programmes {id} and {other} each require the other to settle first",
        hint_zh: "请与资助方商定先后，并修改其中一个项目的“应先结算的支付方”", hint_en: "agree on an order with the funders, and change `after` in one of the programmes",
        source: "programme notices: every funder pays last",
    }
    /// 等待后面的成员 · Member that waits for a later one.
    WAITS_FOR_LATER = "plan.waits-for-later" Error Rule {
        zh: "项目 {id} 要求 {class} 先结算，但方案中同类的项目 {other} 不在其前面的阶段", en: "the programme {id} requires {class} to settle first, but the programme {other} of that class is not in an earlier stage",
        hint_zh: "请调整阶段的次序", hint_en: "change the order of the stages",
        source: "tongbiao 童标: a plan is computed once, in order",
    }
    /// 抵减基数的项目有跳档 · Cliff in a stage that reduces the basis.
    CLIFF_REDUCED = "plan.cliff-reduced" Warning Arithmetic {
        zh: "项目 {id} 有跳档：前面各方多给付一分，该项目的给付可能减少数千元", en: "the programme {id} has a cliff: one fen more from those before can lower its award by thousands of yuan",
        hint_zh: "请改为以余额为限，或请该项目取消跳档", hint_en: "use the interaction `capped`, or ask the funder to remove the cliff",
        source: "tongbiao 童标: more aid never leaves a family with less",
    }
    /// 同一资金用于两个成员 · Fund of two members.
    FUND_TWICE = "plan.fund-twice" Warning Duplicate {
        zh: "项目 {id} 与项目 {other} 同属一个资助机构，且均以资金余额为限：同一资金可能被计入两次", en: "the programmes {id} and {other} are of one funder, and the fund balance limits both: one fund may be counted twice",
        hint_zh: "请为两个项目分别给出各自可用的资金余额", hint_en: "state for each of the programmes the part of the balance that it may use",
        source: "plain fact",
    }
}

/// A finding of a plan.
pub type PlanFinding = Finding;

/// A member with its place in the plan, and the programmes that may be its own.
struct Placed<'p> {
    stage: usize,
    pointer: String,
    member: &'p PlanMember,
    revisions: Vec<&'p Programme>,
}

/// Checks a plan against the programmes of its members.
///
/// A member with a revision is compared with that revision, a member without one with every given revision.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{check::read, plan::{ReliefPlan, check_members}};
///
/// let plan = read::<ReliefPlan>(include_bytes!("../../cases/plans/heart-hospital-and-charities.json"))?.body;
/// let found = check_members(&plan, &[]);
/// assert!(found.iter().all(|finding| finding.rule.code == "plan.programme-unknown"));
/// assert_eq!(found.len(), plan.members().count());
/// # Ok::<(), tongbiao::check::Unreadable>(())
/// ```
pub fn check_members(plan: &ReliefPlan, programmes: &[&Programme]) -> Vec<PlanFinding> {
    let placed: Vec<Placed<'_>> = plan
        .members()
        .map(|(stage, place, member)| Placed {
            stage,
            pointer: format!("/stages/{stage}/members/{place}"),
            member,
            revisions: revisions_of(member, programmes).collect(),
        })
        .collect();
    let mut found = Vec::new();
    for (place, one) in placed.iter().enumerate() {
        if one.revisions.is_empty() {
            let mut finding = Finding::new(&PROGRAMME_UNKNOWN, format!("{}/programme", one.pointer));
            let revision = one.member.revision.map_or_else(|| "—".to_owned(), |revision| revision.get().to_string());
            finding.param("id", &one.member.programme).param("revision", revision);
            found.push(finding);
            continue;
        }
        found.extend(against_programme(plan, one));
        let before = placed.get(..place).unwrap_or_default();
        found.extend(before.iter().filter_map(|other| one.waits_with(other)));
        found.extend(placed.iter().filter_map(|other| one.waits_for(other)));
        found.extend(before.iter().filter_map(|other| one.shares_fund(other)));
    }
    found
}

/// The programmes that a member may name.
pub(crate) fn revisions_of<'p>(
    member: &'p PlanMember,
    programmes: &'p [&'p Programme],
) -> impl Iterator<Item = &'p Programme> {
    let is_own = move |programme: &&Programme| {
        programme.id == member.programme && member.revision.is_none_or(|revision| revision == programme.revision)
    };
    programmes.iter().copied().filter(is_own)
}

/// The findings about a member and its own programme.
fn against_programme(plan: &ReliefPlan, one: &Placed<'_>) -> Vec<PlanFinding> {
    let mut found = Vec::new();
    let id = &one.member.programme;
    if let Some(other) = one.revisions.iter().find(|programme| programme.payer != one.member.payer) {
        let mut finding = Finding::new(&PAYER_MISMATCH, format!("{}/payer", one.pointer));
        finding.param("id", id).param("class", other.payer);
        found.push(finding);
    }
    if let (Some(revision), [programme]) = (one.member.revision, one.revisions.as_slice())
        && !overlap(&plan.effective, &programme.effective)
    {
        let mut finding = Finding::new(&NEVER_IN_FORCE, format!("{}/revision", one.pointer));
        finding.param("id", id).param("revision", revision.get());
        found.push(finding);
    }
    let reduces = matches!(plan.stages.get(one.stage), Some(PlanStage::Priority(of)) if of.interaction == Some(PlanInteraction::ReducesBasis));
    if reduces && one.revisions.iter().any(|programme| !cliffs(programme).is_empty()) {
        let mut finding = Finding::new(&CLIFF_REDUCED, format!("{}/programme", one.pointer));
        finding.param("id", id);
        found.push(finding);
    }
    found
}

/// Whether two periods have a day in common.
fn overlap(one: &Period, other: &Period) -> bool {
    let ends_before = |one: &Period, other: &Period| one.end.zip(other.start).is_some_and(|(end, start)| end < start);
    !ends_before(one, other) && !ends_before(other, one)
}

impl Placed<'_> {
    /// Whether its programme requires payers of a class to settle first.
    fn is_after(&self, class: PayerClass) -> bool {
        let after = self.revisions.iter().filter_map(|programme| programme.coordination.after.as_deref());
        after.flatten().any(|payer| *payer == class)
    }

    fn waits_with(&self, other: &Self) -> Option<PlanFinding> {
        let each = self.is_after(other.member.payer) && other.is_after(self.member.payer);
        let mut finding = each.then(|| Finding::new(&CYCLE, format!("{}/programme", self.pointer)))?;
        finding.param("id", &self.member.programme).param("other", &other.member.programme);
        Some(finding)
    }

    fn waits_for(&self, other: &Self) -> Option<PlanFinding> {
        let is_later = other.stage >= self.stage && other.pointer != self.pointer;
        let waits = is_later && self.is_after(other.member.payer) && !other.is_after(self.member.payer);
        let mut finding = waits.then(|| Finding::new(&WAITS_FOR_LATER, format!("{}/programme", self.pointer)))?;
        finding.param("id", &self.member.programme).param("class", other.member.payer);
        finding.param("other", &other.member.programme);
        Some(finding)
    }

    fn shares_fund(&self, other: &Self) -> Option<PlanFinding> {
        let draws = |placed: &Self| {
            let funded = placed.revisions.iter().find(|programme| has_fund_limit(programme))?;
            funded.funder.clone()
        };
        let (own, others) = (draws(self)?, draws(other)?);
        let mut finding =
            own.is_same(&others).then(|| Finding::new(&FUND_TWICE, format!("{}/programme", self.pointer)))?;
        finding.param("id", &self.member.programme).param("other", &other.member.programme);
        Some(finding)
    }
}

fn has_fund_limit(programme: &Programme) -> bool {
    let own = programme.limits.iter().flat_map(|limits| limits.iter());
    let of_items = programme.items.iter().flat_map(|item| item.limits.iter().flat_map(|limits| limits.iter()));
    own.chain(of_items).any(|limit| limit.scope == LimitScope::FundBalance)
}
