//! The outcome of a programme on an application: kind `adjudication`.
//!
//! The document states the payments and payees, the treatment of every fen of every receipt, the missing facts of an undetermined
//! outcome, and each step of the computation with its place in the programme. The adjudications of one programme form a ledger:
//! later ones take earlier ones into account. An adjudication is never edited; a new one replaces it.

mod balance;
mod check;
mod child;
pub mod digested;
mod finding;
mod found;
mod receipt;
pub mod sealed;
mod step;
mod unit;

pub(crate) use check::RULES;
pub(crate) use child::marks;
pub use finding::ApplicationError;
pub use found::{
    FoundAge, FoundAmount, FoundAssessment, FoundCodes, FoundDate, FoundDiseases, FoundDivision, FoundFact, FoundFlag,
    FoundNumber, FoundOperation, FoundOperations, FoundValidity,
};
pub use receipt::{
    Adjustment, LineOutcome, NewReceiptOutcome, ReceiptDates, ReceiptOutcome, ReceiptShare, ReceiptStay, ReceiptTraces,
};
pub use step::TraceStep;
pub use unit::{CoFundedAmount, LimitBalance, NewLimitBalance, Payment, ServiceOutcome, UnitOutcome, UnitThreshold};

use crate::{
    code::{AdjudicationDecision, DuplicateEvidence, FactSupplier, PaperPoint, PaperState, ReasonCode, Truth},
    value::{Date, Extensions, Fingerprint, KeyIdentifier, LocalId, Money, NameDoubt, Pointer, Text},
    wire::{Integer, List, record},
};

/// The number of earlier adjudications that an adjudication can list. With more, the outcome is undetermined, because no one could
/// verify it.
pub const EARLIER_MAX: usize = 1_000;

record! {
    /// 要求的判断 · Judgement of a requirement.
    pub struct RequirementJudgement {
        required {
            /// 要求标识 · Identifier of the requirement.
            public requirement: LocalId,
            /// 判断 · Judgement.
            personal judgement: Truth,
        }
        optional {
            /// 申请中的值 · Values in the application.
            ///
            /// 仅在判断为“否”时填写。
            /// Omitted unless the judgement is `no`.
            personal found: List<FoundFact, 0, 40>,
        }
    }
}

record! {
    /// 材料的判断 · Judgement of a required document.
    pub struct PaperJudgement {
        required {
            /// 材料要求标识 · Identifier of the document requirement.
            public paper: LocalId,
            /// 材料情况 · Status of the document.
            personal state: PaperState,
        }
        optional {
            /// 不合要求或未注明的核对项 · Points that are not as required, or not stated.
            ///
            /// 材料情况为 unfit 的，为至少一份材料不合要求的各项；为 unclear 的，为至少一份材料未注明的各项。
            /// With `unfit` the points that at least one document does not meet, with `unclear` the points that at least one document
            /// does not state. Omitted otherwise.
            personal points: List<PaperPoint, 0, 4>,
            /// 已提交份数 · Number of submitted documents.
            ///
            /// 仅在份数不足时填写。
            /// Omitted unless fewer documents than required were submitted.
            personal submitted: Integer<1, 1000>,
        }
    }
}

record! {
    /// 可能为同一张的票据 · Receipt that may be the same one.
    pub struct AlikeReceipt {
        required {
            /// 依据 · Evidence that the two receipts are one.
            financial evidence: DuplicateEvidence,
        }
        optional {
            /// 位置 · Place of the other receipt in the application.
            ///
            /// 另一张在另一申请中的，不填。
            /// Omitted if the other receipt is in another application.
            pseudonymous receipt: Pointer,
            /// 申请标识 · Identifier of the application that has the other receipt.
            ///
            /// 另一张在本申请中的，不填。
            /// Omitted if the other receipt is in this application.
            pseudonymous application: LocalId,
        }
    }
}

record! {
    /// 缺失的事实 · Missing fact.
    pub struct MissingFact {
        required {
            /// 事实 · Fact, assessment or statistic.
            public fact: LocalId,
            /// 提供者 · Supplier of the fact.
            public supplier: FactSupplier,
        }
        optional {
            /// 位置 · Place in the application where the fact is missing.
            public pointer: Pointer,
            /// 缺失的日期 · Day for which the value is missing.
            ///
            /// 仅用于数值随时间变化的事实。
            /// Omitted unless the fact has a value for each time.
            personal on: Date,
            /// 姓名不能确定的原因 · Reason why the name is uncertain.
            ///
            /// 仅用于材料上的姓名可能不是患儿姓名的情形。
            /// Omitted unless a stated name may or may not be the child's.
            personal name_doubt: NameDoubt,
            /// 可能为同一张的票据 · Receipt that may be the same one.
            ///
            /// 仅用于两张票据可能为同一张的情形。
            /// Omitted unless two receipts may be one.
            financial alike: AlikeReceipt,
        }
    }
}

record! {
    /// 原因 · Reason.
    pub struct Reason {
        required {
            /// 原因代码 · Reason code.
            personal code: ReasonCode,
        }
        optional {
            /// 项目中的位置 · Place of the rule in the programme.
            public at: Pointer,
        }
    }
}

record! {
    /// 给付项结果 · Outcome of a benefit item.
    pub struct ItemOutcome {
        required {
            /// 给付项标识 · Identifier of the benefit item.
            public item: LocalId,
            /// 本次给付 · Amount awarded by this adjudication.
            financial award: Money,
        }
        optional {
            /// 未给付原因 · Reason why nothing is awarded.
            ///
            /// 给付金额为零且未提供服务的，须填写。
            /// Required when the award is zero and no service is awarded.
            personal reason: ReasonCode,
            /// 未给付的部分 · Amounts not awarded, in the order of the computation.
            ///
            /// 自费用、计算基数或价格至给付，每一步扣除的金额、原因和承担方。不以票据为依据的给付项同样填写。
            /// From the bill, the basis or the price to the award: each deducted amount, its reason and its payer. Also stated for
            /// items that are not based on receipts.
            financial cuts: List<Adjustment, 0, 400>,
        }
    }
}

record! {
    /// 核定依据 · Inputs of the adjudication.
    pub struct ComputedFrom from NewComputedFrom {
        required {
            /// 核定程序 · Name of the evaluator program.
            public evaluator: Text<1, 60>,
            /// 程序版本 · Version of the evaluator program.
            public evaluator_version: Text<1, 40>,
            /// 项目文件摘要 · Digest of the programme document.
            public programme_digest: Fingerprint,
            /// 申请文件摘要 · Digest of the application document.
            pseudonymous application_digest: Fingerprint,
        }
        optional {
            /// 以往核定结果的摘要 · Digests of the earlier adjudications, in the order in which they were made.
            ///
            /// 空列表表示确知没有以往核定结果。未提供的，不填，以往给付以申请中所列救助为准。
            /// An empty list states that no earlier adjudication exists. Omitted if they were not given; then the aid listed in the
            /// application is used.
            pseudonymous earlier: List<Fingerprint, 0, EARLIER_MAX>,
            /// 剩余名额 · Remaining places of the programme.
            public quota_left: Integer<0, 4294967295>,
            /// 资金余额 · Fund balance.
            public fund_balance: Money,
        }
    }
}

record! {
    /// 所属联合救助方案 · Joint relief plan of an adjudication.
    pub struct PlanOfAward {
        required {
            /// 方案标识 · Identifier of the plan.
            public plan: LocalId,
            /// 方案版本 · Revision of the plan.
            public revision: Integer<1, 100000>,
            /// 阶段标识 · Identifier of the stage.
            public stage: LocalId,
        }
        optional {
            /// 方案文件摘要 · Digest of the plan document.
            public plan_digest: Fingerprint,
        }
    }
}

record! {
    /// 核定结果 · Adjudication.
    ///
    /// 一个项目对一份申请的核定：给付金额、收款方、票据每一分钱的处理和原因、尚缺信息。
    /// The outcome of one programme on one application: the amounts awarded, the payees, the treatment of every fen with its reason,
    /// and the missing information.
    pub struct Adjudication from NewAdjudication {
        required {
            /// 申请编号 · Identifier of the application.
            pseudonymous application: LocalId,
            /// 项目标识 · Identifier of the programme.
            public programme: LocalId,
            /// 项目版本 · Revision of the programme.
            public revision: Integer<1, 100000>,
            /// 核定日期 · Date of the decision.
            ///
            /// 核定时未指定的，为申请的提交日期；提交日期未填写的，为首次录入日期。
            /// If none is specified for the adjudication, the date of submission of the application, or else of first entry.
            public as_of: Date,
            /// 是否符合申请条件 · Whether the child is eligible.
            ///
            /// 项目版本有效且各项要求均符合。
            /// The revision is in force and all requirements are met.
            personal eligible: Truth,
            /// 核定结论 · Decision.
            personal decision: AdjudicationDecision,
            /// 核定依据 · Inputs of the adjudication.
            pseudonymous computed_from: ComputedFrom,
        }
        optional {
            /// 核定编号 · Identifier of the decision.
            pseudonymous id: LocalId,
            /// 所属联合救助方案 · Joint relief plan under which it was decided.
            ///
            /// 未按联合救助方案核定的，不填。
            /// Omitted if it was decided alone.
            pseudonymous plan: PlanOfAward,
            /// 摘要密钥标识 · Identifier of the key that seals the digests.
            ///
            /// 填写的，除项目和方案外的摘要（患儿、票据、住院、医院、计算单元、申请、以往核定）均以该密钥加密，写作 aes128:…；没有密钥不能用摘要
            /// 验证猜测。其余内容仍为原文，核定结果仍是个人信息。以后的核定和核对须用密钥。不填的，摘要不含密钥，可由穷举还原。
            /// If present, all digests except those of the programme and the plan are encrypted with this key, written aes128:…. Without the key
            /// no guess can be tested on a digest. All other members remain in clear, and the outcome remains personal data. Later decisions
            /// and verification need the key. If omitted, the digests have no key and can be reversed by trying all values.
            public digest_key: KeyIdentifier,
            /// 患儿摘要 · Digests that identify the child across adjudications.
            ///
            /// 出生日期与每个现用名、曾用名组合，各成一个摘要；任一摘要相同即为同一患儿。出生日期未知的，不填。
            /// One digest per current or former name, combined with the birth date. Any match identifies the child. Omitted if the
            /// birth date is unknown.
            pseudonymous child: List<Fingerprint, 1, 11>,
            /// 本次给付金额 · Amount awarded by this adjudication.
            ///
            /// 待定的，不填。
            /// Omitted if it is undetermined.
            financial amount: Money,
            /// 已多付金额 · Overpaid amount.
            ///
            /// 以往给付超过按现有票据应得金额的部分。
            /// Amount by which earlier awards exceed the entitlement under the current receipts.
            financial overpaid: Money,
            /// 判断适用版本的日期 · Day that decides which revision applies.
            ///
            /// 仅在项目版本于该日无效时填写。
            /// Omitted unless the revision is not in force on that day.
            personal applies_on: Date,
            /// 申请中的错误 · Errors in the application.
            ///
            /// 校验发现的严重程度为错误的检查结果，按代码和位置排列，至多列出前 2000 项。更正之前，核定结果不可靠。没有错误的，不填。
            /// The findings of severity error that a check of the application reports, by code and place; the first 2000. The outcome is
            /// not reliable until they are corrected. Omitted if there are none.
            personal findings: List<ApplicationError, 0, 2000>,
            /// 原因 · Reasons.
            personal reasons: List<Reason, 0, 200>,
            /// 各项要求 · Judgements of the requirements.
            personal requirements: List<RequirementJudgement, 0, 50>,
            /// 申请材料 · Judgements of the required documents.
            personal papers: List<PaperJudgement, 0, 50>,
            /// 缺失的事实 · Missing facts.
            ///
            /// 结论为待定的，列出确定结论所缺的事实；结论为待补材料的，列出确定材料是否需要所缺的事实。
            /// With `undetermined`, the facts that are missing for a decision. With `awaiting-papers`, the facts that are missing to know
            /// whether a document is required.
            personal missing: List<MissingFact, 0, 2000>,
            /// 各给付项 · Outcomes of the benefit items.
            financial items: List<ItemOutcome, 0, 20>,
            /// 计算单元 · Units of the computation.
            financial units: List<UnitOutcome, 0, 12000>,
            /// 票据 · Outcomes of the receipts, in the order of the application.
            financial receipts: List<ReceiptOutcome, 0, 500>,
            /// 实物和服务 · Goods and services awarded.
            health services: List<ServiceOutcome, 0, 20000>,
            /// 付款 · Payments.
            financial payments: List<Payment, 0, 200>,
            /// 限额余额 · Balances of the limits.
            financial balances: List<LimitBalance, 0, 20000>,
            /// 计算过程 · Steps of the computation.
            ///
            /// 列出全部步骤；超过二十万步的，不填。
            /// All steps. Omitted if the computation has more than 200000 steps.
            financial trace: List<TraceStep, 0, 200000>,
            /// 扩展 · Extensions.
            personal extensions: Extensions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log names what is missing; values about the child stay hidden.
    #[test]
    fn missing_facts_are_readable() {
        let mut missing = MissingFact::new(LocalId::parse("household-income").unwrap(), FactSupplier::Family);
        missing.pointer = Pointer::parse("/household/income/total").ok();
        missing.on = Date::new(2024, 5, 28).ok();
        assert_eq!(
            format!("{missing:?}"),
            "MissingFact { fact: \"household-income\", supplier: Family, pointer: \"/household/income/total\", on: [personal], .. }"
        );
    }
}
