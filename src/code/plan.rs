//! Codes of joint relief plans: interaction of the members of a stage, awards that are not for lines.

use crate::wire::code_list;

code_list! {
    /// 与其他资助方的关系 · Interaction with the awards of others.
    pub enum PlanInteraction from "coordination of benefits: standard, maintenance of benefits, carve-out" {
        /// 以余额为限 · Capped at the remainder.
        ///
        /// 按全部费用计算，给付不超过家庭负担的余额。
        /// The award is computed on all charges and paid up to the family's remaining share.
        Capped = "capped",
        /// 抵减计算基数 · Reduces the basis.
        ///
        /// 前面各方的给付先从计算基数中扣除，再按项目规则计算。
        /// The awards of those before are deducted from the basis, and the rules of the programme are applied to the rest.
        ReducesBasis = "reduces-basis",
        /// 不重复给付 · Non-duplication.
        ///
        /// 本项目单独应给付的金额，扣除前面各方对相同费用的给付。
        /// The award of the programme alone, less the awards of those before for the same charges.
        NonDuplicate = "non-duplicate",
    }
}

code_list! {
    /// 不针对费用的给付 · Treatment of awards that are not for charges.
    pub enum WholeAwards from "programme notices: grants on the diagnosis, advances before any receipt, allowances for travel" {
        /// 计入余额 · Within the remaining total.
        ///
        /// 不超过家庭负担的余额，并抵减该余额。
        /// At most the family's remaining total, which it reduces.
        Within = "within",
        /// 预付 · Advance.
        ///
        /// 可在有票据之前给付；抵减家庭负担的余额，超出部分在核销时列明。
        /// Paid before any receipt if necessary. It reduces the family's remaining total. The part above it is stated for the
        /// reconciliation.
        Advance = "advance",
        /// 另计 · Apart.
        ///
        /// 不是医疗费用的给付，如交通补助。不受家庭负担限制，也不抵减其余额。
        /// Not for medical charges, for example a travel allowance. The family's share does not limit it, and it does not reduce the
        /// remaining total.
        Apart = "apart",
    }
}

code_list! {
    /// 方案的承诺 · Promise of a joint relief plan.
    pub enum PlanPromise from "tongbiao 童标: promises that a plan keeps for every application" {
        /// 金额平衡 · Balanced amounts.
        ///
        /// 家庭负担等于此前救助、给付与余额之和，逐条明细成立；同一分钱不给付两次。
        /// The family's share equals the aid already given, the awards and the remainder, of each line. No fen is paid twice.
        Conservation = "conservation",
        /// 不超过单独应给付的金额 · At most the award alone.
        ///
        /// 任何成员按方案给付的金额不超过其单独应给付的金额。
        /// No member is awarded more under the plan than alone.
        AtMostAlone = "at-most-alone",
        /// 分担与成员次序无关 · Division independent of the order.
        ///
        /// 按比例或按份额分担的阶段，调换成员次序，各成员的给付不变。
        /// In a stage that divides, another order of the members changes no award.
        DivisionWithoutOrder = "division-without-order",
        /// 合计与次序无关 · Total independent of the order.
        ///
        /// 调换阶段和成员的次序，给付的合计不变，只改变各方的份额。
        /// Another order of the stages and members changes who pays, not the total.
        TotalWithoutOrder = "total-without-order",
        /// 再次核定不重复给付 · No award for a repeated decision.
        ///
        /// 按同样的信息再次核定，不再给付。
        /// A second decision on the same information awards nothing more.
        DecidingAgain = "deciding-again",
    }
}
