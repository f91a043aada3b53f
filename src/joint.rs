//! The outcome of a joint relief plan on an application: kind `joint-adjudication`.
//!
//! It is one account for all funders and the family: for each line, the family's share, the aid already given, the award of each
//! member, and what remains. Each member has an adjudication of its own in addition.

mod check;

pub(crate) use check::RULES;

use crate::{
    adjudication::{MissingFact, Reason},
    code::{AdjudicationDecision, PayerClass},
    value::{Date, Extensions, Fingerprint, KeyIdentifier, LocalId, Money, Pointer, Text},
    wire::{Integer, List, record},
};

record! {
    /// 成员的给付 · Award of a member.
    pub struct JointAmount {
        required {
            /// 成员序号 · Index of the member, from 0.
            public member: Integer<0, 399>,
            /// 给付 · Amount, including earlier awards for this application.
            financial award: Money,
        }
        optional {}
    }
}

record! {
    /// 明细的分担 · Account of a line.
    pub struct JointLine {
        required {
            /// 位置 · Place of the line in the application.
            pseudonymous line: Pointer,
            /// 家庭负担 · Family's share before any aid.
            financial borne: Money,
            /// 余额 · Remainder after all awards.
            ///
            /// 未扣除不针对具体票据的救助和给付。
            /// Without the aid and the awards that are for no receipt.
            financial left: Money,
        }
        optional {
            /// 此前救助 · Aid already given.
            financial prior: Money,
            /// 各成员的给付 · Awards of the members.
            financial awards: List<JointAmount, 0, 400>,
        }
    }
}

record! {
    /// 票据的分担 · Account of a receipt.
    pub struct JointReceipt {
        required {
            /// 位置 · Place of the receipt in the application.
            pseudonymous receipt: Pointer,
            /// 家庭负担 · Family's share before any aid.
            financial borne: Money,
            /// 余额 · Remainder after all awards.
            ///
            /// 未扣除不针对具体票据的救助和给付。
            /// Without the aid and the awards that are for no receipt.
            financial left: Money,
        }
        optional {
            /// 文内标识 · Identifier inside the application.
            pseudonymous id: LocalId,
            /// 此前救助 · Aid already given.
            financial prior: Money,
            /// 各成员的给付 · Awards of the members.
            financial awards: List<JointAmount, 0, 400>,
            /// 明细 · Lines.
            ///
            /// 没有可用明细的，不填。
            /// Omitted if the receipt has no usable lines.
            financial lines: List<JointLine, 0, 10000>,
        }
    }
}

record! {
    /// 成员结果 · Outcome of a member.
    pub struct JointMember from NewJointMember {
        required {
            /// 阶段标识 · Identifier of the stage.
            public stage: LocalId,
            /// 项目标识 · Programme identifier.
            public programme: LocalId,
            /// 项目版本 · Revision of the programme.
            public revision: Integer<1, 100000>,
            /// 支付方类别 · Payer class.
            public payer: PayerClass,
            /// 核定结论 · Decision.
            personal decision: AdjudicationDecision,
            /// 核定结果的摘要 · Digest of the member's adjudication.
            pseudonymous adjudication: Fingerprint,
        }
        optional {
            /// 单独应给付的金额 · Amount that the member would award alone.
            financial alone: Money,
            /// 给付 · Award under the plan, including earlier awards for this application.
            ///
            /// 待定的，不填。
            /// Omitted if it is undetermined.
            financial award: Money,
            /// 本次给付 · Amount due by this decision.
            financial due: Money,
            /// 已多付金额 · Overpaid amount.
            ///
            /// 以往给付超过按现有信息应得金额的部分。
            /// Amount by which earlier awards exceed the award under the plan.
            financial overpaid: Money,
        }
    }
}

record! {
    /// 合计 · Totals.
    ///
    /// 家庭负担等于此前救助、各成员给付与余额之和。
    /// The family's share equals the sum of the aid already given, the awards and the remainder.
    pub struct JointTotals from NewJointTotals {
        required {
            /// 家庭负担 · Family's share before any aid.
            financial borne: Money,
            /// 此前救助 · Aid already given.
            financial prior: Money,
            /// 各成员的给付 · Awards of the members.
            financial awarded: Money,
            /// 余额 · Remainder that the family pays.
            financial left: Money,
        }
        optional {
            /// 另计的给付 · Awards that are not for medical charges.
            financial apart: Money,
            /// 超出余额的预付 · Advances above the remainder.
            ///
            /// 核销时列明，应退回或用于后续治疗。
            /// Stated for the reconciliation: to be returned or used for further treatment.
            financial excess: Money,
        }
    }
}

record! {
    /// 联合核定依据 · Inputs of the joint adjudication.
    pub struct JointInputs from NewJointInputs {
        required {
            /// 核定程序 · Name of the evaluator program.
            public evaluator: Text<1, 60>,
            /// 程序版本 · Version of the evaluator program.
            public evaluator_version: Text<1, 40>,
            /// 方案文件摘要 · Digest of the plan document.
            public plan_digest: Fingerprint,
            /// 申请文件摘要 · Digest of the application document.
            pseudonymous application_digest: Fingerprint,
        }
        optional {}
    }
}

record! {
    /// 联合核定结果 · Joint adjudication.
    ///
    /// 一份联合救助方案对一份申请的核定：每条明细由各方各给付的金额，以及家庭仍须负担的余额。
    /// The outcome of a joint relief plan on an application: the award of each member for each line, and what remains for the family.
    pub struct JointAdjudication from NewJointAdjudication {
        required {
            /// 申请编号 · Identifier of the application.
            pseudonymous application: LocalId,
            /// 方案标识 · Identifier of the plan.
            public plan: LocalId,
            /// 方案版本 · Revision of the plan.
            public revision: Integer<1, 100000>,
            /// 核定日期 · Date of the decision.
            public as_of: Date,
            /// 核定结论 · Decision.
            personal decision: AdjudicationDecision,
            /// 核定依据 · Inputs of the joint adjudication.
            pseudonymous computed_from: JointInputs,
            /// 成员 · Outcomes of the members, in the order of the plan.
            ///
            /// 方案在核定日期无效的，为空。
            /// Empty if the plan is not in force on the day of the decision.
            financial members: List<JointMember, 0, 400>,
        }
        optional {
            /// 核定编号 · Identifier of the decision.
            pseudonymous id: LocalId,
            /// 摘要密钥标识 · Identifier of the key that seals the digests.
            ///
            /// 填写的，申请和各成员核定结果的摘要均以该密钥加密，写作 aes128:…；没有密钥不能用摘要验证猜测。其余内容仍为原文，联合核定结果仍是
            /// 个人信息。核对须用密钥。不填的，摘要不含密钥，可由穷举还原。
            /// If present, the digests of the application and of the members' adjudications are encrypted with this key, written aes128:….
            /// Without the key no guess can be tested on a digest. All other members remain in clear, and the outcome remains personal data.
            /// Verification needs the key. If omitted, the digests have no key and can be reversed by trying all values.
            public digest_key: KeyIdentifier,
            /// 原因 · Reasons.
            personal reasons: List<Reason, 0, 200>,
            /// 缺失的事实 · Missing facts.
            personal missing: List<MissingFact, 0, 2000>,
            /// 票据 · Accounts of the receipts, in the order of the application.
            financial receipts: List<JointReceipt, 0, 500>,
            /// 合计 · Totals.
            ///
            /// 待定或拒绝的，不填。
            /// Omitted if the outcome is undetermined or refused.
            financial totals: JointTotals,
            /// 扩展 · Extensions.
            personal extensions: Extensions,
        }
    }
}
