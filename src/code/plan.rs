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
