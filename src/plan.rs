//! A joint relief plan as a document: which programmes pay for one child, in which order, and how they share.
//!
//! A plan has ordered stages. A stage has a policy and members; a member is a programme. Between stages the family's remaining share
//! becomes smaller, inside a stage the policy divides it. The plan decides the order, not the programmes: two programmes that both
//! pay last are reported before anyone applies.

mod check;
mod members;
mod promise;

pub use members::{PlanFinding, check_members};
pub use promise::{KeptPromise, promises};

/// The rules of the files below.
pub(crate) mod rules {
    pub(crate) use super::{check::RULES as PLAN, members::RULES as MEMBERS};
}

use crate::{
    code::{CountedAid, PayerClass, PlanInteraction, ProgrammeStanding, WholeAwards},
    programme::ProgrammeSource,
    value::{Extensions, LocalId, Money, Multiple, Note, Period, Rate, Text},
    wire::{Integer, List, record, union},
};

record! {
    /// 成员项目 · Member of a plan.
    pub struct PlanMember {
        required {
            /// 项目标识 · Programme identifier.
            public programme: LocalId,
            /// 支付方类别 · Payer class.
            ///
            /// 与项目文件一致。
            /// The same as in the programme.
            public payer: PayerClass,
        }
        optional {
            /// 项目版本 · Revision of the programme.
            ///
            /// 不填的，为有效的版本。
            /// If omitted, the revision in force.
            public revision: Integer<1, 100000>,
            /// 金额上限 · Maximum award under the plan.
            ///
            /// 每份申请的上限；项目本身的限额照常适用。
            /// For each application. The limits of the programme itself apply as well.
            public at_most: Money,
            /// 份额 · Agreed share of the remaining amount.
            ///
            /// 仅用于按份额分担的阶段。
            /// Required in a stage with shares, otherwise omitted.
            public share: Rate,
            /// 不针对费用的给付 · Treatment of awards that are not for charges.
            ///
            /// 如定额资助、补助。不填的，由项目的 `coordination.ceiling` 决定：结算后核对的为预付，其他的另计。
            /// For example fixed grants and allowances. If omitted, `coordination.ceiling` of the programme decides: an advance if
            /// awards are compared with the receipts later, otherwise apart.
            public whole_awards: WholeAwards,
        }
    }
}

record! {
    /// 依次给付 · Priority.
    pub struct PriorityStage {
        required {
            /// 阶段标识 · Identifier of the stage.
            public id: LocalId,
            /// 成员项目 · Members, in the order in which they pay.
            public members: List<PlanMember, 1, 20>,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 与其他资助方的关系 · Interaction with the awards of those before.
            ///
            /// 不填的，以余额为限。
            /// If omitted, capped at the remainder.
            public interaction: PlanInteraction,
        }
    }
}

record! {
    /// 按比例分担 · Pro rata.
    pub struct ProRataStage {
        required {
            /// 阶段标识 · Identifier of the stage.
            public id: LocalId,
            /// 成员项目 · Members.
            public members: List<PlanMember, 1, 8>,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
        }
    }
}

record! {
    /// 按份额分担 · Shares.
    pub struct SharesStage {
        required {
            /// 阶段标识 · Identifier of the stage.
            public id: LocalId,
            /// 成员项目 · Members, each with its share.
            public members: List<PlanMember, 1, 8>,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 余额由其他成员承担 · Whether the other members pay what a member cannot.
            ///
            /// 按成员次序；不填的，否。
            /// In the order of the members. If omitted, no.
            public redistribute: bool,
        }
    }
}

record! {
    /// 补足余额 · Gap fill.
    pub struct GapFillStage {
        required {
            /// 阶段标识 · Identifier of the stage.
            public id: LocalId,
            /// 成员项目 · Members, in the order in which they pay.
            public members: List<PlanMember, 1, 20>,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
        }
    }
}

record! {
    /// 配捐 · Match.
    pub struct MatchStage from NewMatchStage {
        required {
            /// 阶段标识 · Identifier of the stage.
            public id: LocalId,
            /// 成员项目 · Members, in the order in which they pay.
            public members: List<PlanMember, 1, 20>,
            /// 所配的阶段 · Earlier stage whose awards are matched.
            public of: LocalId,
            /// 倍数 · Multiple of these awards.
            ///
            /// 各成员合计的上限。
            /// The maximum for all members together.
            public times: Multiple,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
        }
    }
}

union! {
    /// 阶段 · Stage of a plan.
    pub enum PlanStage by "policy" {
        /// 依次给付 · Priority: one member after another.
        Priority(PriorityStage) = "priority",
        /// 按比例分担 · Pro rata: in proportion to what each would pay alone.
        ProRata(ProRataStage) = "pro-rata",
        /// 按份额分担 · Shares: agreed shares of the remaining amount.
        Shares(SharesStage) = "shares",
        /// 补足余额 · Gap fill: what remains, at most what each would pay alone.
        GapFill(GapFillStage) = "gap-fill",
        /// 配捐 · Match: a multiple of the awards of an earlier stage.
        Match(MatchStage) = "match",
    }
}

record! {
    /// 此前救助的计入 · Aid already given.
    pub struct PriorAid {
        required {
            /// 计入的救助状态 · Statuses of aid considered.
            public counted: List<CountedAid, 1, 2>,
        }
        optional {
            /// 承诺的有效天数 · Days for which a commitment counts.
            ///
            /// 自决定日期起算；不填的，不限。
            /// From the date of its decision. Omitted if there is no limit.
            public committed_days: Integer<1, 3660>,
        }
    }
}

record! {
    /// 联合救助方案 · Joint relief plan.
    ///
    /// 多个项目共同资助同一患儿：先后次序、分担方法、合计限额。每条明细以及合计的给付均不超过家庭负担。
    /// Several programmes pay for one child: their order, how they share, and the total cap. The awards never exceed the family's share
    /// of any line, nor of all lines together.
    pub struct ReliefPlan from NewReliefPlan {
        required {
            /// 方案标识 · Plan identifier.
            ///
            /// 各版本相同。
            /// The same in every revision.
            public id: LocalId,
            /// 版本 · Revision number.
            public revision: Integer<1, 100000>,
            /// 方案名称 · Plan name.
            public title: Text<1, 200>,
            /// 方案依据 · Authority of the document.
            public standing: ProgrammeStanding,
            /// 有效期间 · Period in force.
            ///
            /// 核定日期须在此期间内。
            /// The day of the decision must be in this period.
            public effective: Period,
            /// 阶段 · Stages, in order.
            public stages: List<PlanStage, 1, 20>,
        }
        optional {
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 被取代的版本 · Replaced revision.
            public supersedes: Integer<1, 100000>,
            /// 来源 · Sources.
            public sources: List<ProgrammeSource, 0, 50>,
            /// 此前救助的计入 · Aid already given.
            ///
            /// 不填的，只计入已到账的救助。
            /// If omitted, only received aid.
            public prior_aid: PriorAid,
            /// 合计上限 · Maximum of all members together.
            ///
            /// 每份申请的上限；不填的，以家庭负担为限。
            /// For each application. If omitted, the family's share is the only limit.
            public at_most: Money,
            /// 说明 · Remarks.
            public note: Note<4000>,
            /// 扩展 · Extensions.
            public extensions: Extensions,
        }
    }
}

impl PlanStage {
    /// The identifier of the stage.
    pub const fn id(&self) -> &LocalId {
        match self {
            Self::Priority(stage) => &stage.id,
            Self::ProRata(stage) => &stage.id,
            Self::Shares(stage) => &stage.id,
            Self::GapFill(stage) => &stage.id,
            Self::Match(stage) => &stage.id,
        }
    }

    /// The members of the stage.
    pub fn members(&self) -> &[PlanMember] {
        match self {
            Self::Priority(stage) => &stage.members,
            Self::ProRata(stage) => &stage.members,
            Self::Shares(stage) => &stage.members,
            Self::GapFill(stage) => &stage.members,
            Self::Match(stage) => &stage.members,
        }
    }
}

impl ReliefPlan {
    /// All members with the index of their stage and their index in it, in the order of the plan.
    pub fn members(&self) -> impl Iterator<Item = (usize, usize, &PlanMember)> {
        let stages = self.stages.iter().enumerate();
        stages
            .flat_map(|(stage, of)| of.members().iter().enumerate().map(move |(place, member)| (stage, place, member)))
    }
}
