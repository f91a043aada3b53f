//! Rules about a plan alone.

use super::{MatchStage, PlanMember, PlanStage, PriorityStage, ReliefPlan};
use crate::{
    code::ProgrammeStanding,
    extension::check_extensions,
    finding::{At, Check, rules},
    period::check_period,
    value::LocalId,
};
use rust_decimal::Decimal;
use std::collections::HashSet;

rules! { ReliefPlan;
    /// 被取代的版本不早于本版本 · Replaced revision that is not earlier.
    REVISION_ORDER = "plan.revision-order" Error Value {
        zh: "被取代的版本不早于本版本", en: "the replaced revision is not earlier than this revision",
        hint_zh: "请核对版本号", hint_en: "check the revision numbers",
        source: "revisions are numbered in ascending order",
    }
    /// 依据公告的方案没有来源 · Plan based on a notice without a source.
    NOTICE_MISSING = "plan.notice-missing" Error Evidence {
        zh: "注明依据公告，但未列出来源", en: "the plan is based on a published notice, but lists no source",
        hint_zh: "请在来源中列出公告，或注明为示例", hint_en: "list the notice among the sources, or mark the plan as illustrative",
        source: "tongbiao 童标: an amount of a real plan needs its notice",
    }
    /// 阶段标识重复 · Identifier of a stage used twice.
    STAGE_DUPLICATE = "plan.stage-duplicate" Error Duplicate {
        zh: "阶段标识 {id} 已用于另一阶段", en: "another stage has the identifier {id}",
        hint_zh: "请为每个阶段使用不同的标识", hint_en: "give each stage its own identifier",
        source: "tongbiao 童标: identifiers are unique",
    }
    /// 同一项目为两个成员 · Programme that is a member twice.
    MEMBER_TWICE = "plan.member-twice" Error Duplicate {
        zh: "项目 {id} 已是阶段 {stage} 的成员", en: "the programme {id} is already a member of the stage {stage}",
        hint_zh: "每个项目只能在方案中出现一次", hint_en: "list each programme once in the plan",
        source: "tongbiao 童标: a fund pays once",
    }
    /// 份额缺失或多余 · Missing or superfluous share.
    SHARE_MISMATCH = "plan.share-mismatch" Error Structure {
        zh: "按份额分担的阶段，成员须填写份额；其他阶段不得填写", en: "a share is required in a stage with shares, and not allowed otherwise",
        hint_zh: "请补充或删除份额", hint_en: "add or remove the share",
        source: "tongbiao 童标: policies of a stage",
    }
    /// 份额之和超过百分之百 · Shares above one.
    SHARES_ABOVE_ONE = "plan.shares-above-one" Error Arithmetic {
        zh: "份额之和为 {sum}，超过 1", en: "the sum of the shares is {sum}, which exceeds 1",
        hint_zh: "请核对各成员的份额", hint_en: "check the shares of the members",
        source: "shares of one amount",
    }
    /// 所配的阶段不存在 · Matched stage that does not exist.
    STAGE_UNKNOWN = "plan.stage-unknown" Error Reference {
        zh: "方案没有标识为 {id} 的阶段", en: "the plan has no stage {id}",
        hint_zh: "请填写所配阶段的标识", hint_en: "enter the identifier of the matched stage",
        source: "tongbiao 童标: references",
    }
    /// 所配的阶段不在前面 · Matched stage that is not earlier.
    MATCH_NOT_EARLIER = "plan.match-not-earlier" Error Reference {
        zh: "所配的阶段 {id} 不在本阶段之前", en: "the matched stage {id} is not before this stage",
        hint_zh: "请把配捐放在所配的阶段之后", hint_en: "place the match after the matched stage",
        source: "tongbiao 童标: a plan is computed once, in order; only decided awards can be matched",
    }
    /// 阶段可能始终没有余额 · Stage that may never receive an amount.
    STAGE_UNREACHABLE = "plan.stage-unreachable" Warning Value {
        zh: "前面的阶段 {id} 补足余额且没有金额上限，本阶段可能始终没有余额", en: "the earlier stage {id} fills the gap without a maximum amount: nothing may remain for this stage",
        hint_zh: "请调整次序，或为补足余额的成员填写金额上限", hint_en: "change the order, or enter a maximum amount for the members that fill the gap",
        source: "tongbiao 童标: policies of a stage",
    }
}

impl Check for ReliefPlan {
    fn check(&self, at: &mut At) {
        let replaced = self.supersedes.map(|supersedes| supersedes.get() < self.revision.get());
        at.judge_member(&REVISION_ORDER, Self::MEMBERS.supersedes, replaced, |_| {});
        let follows = self.standing == ProgrammeStanding::FollowsNotice;
        let named = self.sources.as_ref().is_some_and(|sources| !sources.is_empty());
        at.judge_member(&NOTICE_MISSING, Self::MEMBERS.standing, follows.then_some(named), |_| {});
        check_period(Self::MEMBERS.effective, Some(&self.effective), at);
        let (mut ids, mut seen, mut filled) = (HashSet::new(), Vec::new(), None);
        at.within(Self::MEMBERS.stages, |at| {
            for (place, stage) in self.stages.iter().enumerate() {
                at.item(place, |at| {
                    at.judge_member(&STAGE_DUPLICATE, PriorityStage::MEMBERS.id, Some(ids.insert(stage.id())), |f| {
                        f.param("id", stage.id());
                    });
                    at.judge(&STAGE_UNREACHABLE, (place > 0).then_some(filled.is_none()), |f| {
                        f.param("id", filled.map_or("", LocalId::as_str));
                    });
                    check_stage(self, (place, stage), at);
                    check_members_of(stage, &mut seen, at);
                });
                if filled.is_none() && matches!(stage, PlanStage::GapFill(of) if of.members.iter().any(is_unbounded)) {
                    filled = Some(stage.id());
                }
            }
        });
        check_extensions(Self::MEMBERS.extensions, self.extensions.as_ref(), at);
    }
}

fn is_unbounded(member: &PlanMember) -> bool {
    member.at_most.is_none()
}

/// The rules of one policy.
fn check_stage(plan: &ReliefPlan, (place, stage): (usize, &PlanStage), at: &mut At) {
    match stage {
        PlanStage::Shares(of) => {
            let shares: Vec<Decimal> =
                of.members.iter().filter_map(|member| member.share.map(|rate| rate.get())).collect();
            let sum: Decimal = shares.iter().sum();
            let all = (shares.len() == of.members.len()).then_some(sum <= Decimal::ONE);
            at.judge_member(&SHARES_ABOVE_ONE, PriorityStage::MEMBERS.members, all, |f| {
                f.param("sum", sum.normalize());
            });
        }
        PlanStage::Match(of) => {
            let matched = plan.stages.iter().position(|other| *other.id() == of.of);
            at.judge_member(&STAGE_UNKNOWN, MatchStage::MEMBERS.of, Some(matched.is_some()), |f| {
                f.param("id", &of.of);
            });
            let is_earlier = matched.map(|matched| matched < place);
            at.judge_member(&MATCH_NOT_EARLIER, MatchStage::MEMBERS.of, is_earlier, |f| {
                f.param("id", &of.of);
            });
        }
        _ => {}
    }
}

/// The rules of each member of a stage. `seen` lists the programmes so far with their stages.
fn check_members_of<'p>(stage: &'p PlanStage, seen: &mut Vec<(&'p LocalId, &'p LocalId)>, at: &mut At) {
    let has_shares = matches!(stage, PlanStage::Shares(_));
    at.each(PriorityStage::MEMBERS.members, stage.members(), |at, member| {
        let before = seen.iter().find(|(programme, _)| **programme == member.programme).map(|(_, stage)| *stage);
        at.judge_member(&MEMBER_TWICE, PlanMember::MEMBERS.programme, Some(before.is_none()), |f| {
            f.param("id", &member.programme).param("stage", before.map_or("", LocalId::as_str));
        });
        at.judge(&SHARE_MISMATCH, Some(member.share.is_some() == has_shares), |_| {});
        seen.push((&member.programme, stage.id()));
    });
}
