//! What a programme awards on an application, with everything that led to it: kind `adjudication`.
//!
//! The document says what is paid, to whom, and what became of every fen of every receipt; what is missing where nothing can
//! be said yet; and each step of the computation, with its place in the programme. Several adjudications of one programme
//! are a ledger: later ones take earlier ones into account. An adjudication is never edited; a new one follows it.

mod balance;
mod check;
mod child;
mod found;
mod receipt;
mod step;
mod unit;

pub(crate) use check::RULES;
pub(crate) use child::marks;
pub use found::{
    FoundAge, FoundAmount, FoundCodes, FoundDate, FoundDiseases, FoundDivision, FoundFact, FoundFlag, FoundNumber,
};
pub use receipt::{Adjustment, LineOutcome, NewReceiptOutcome, ReceiptDates, ReceiptOutcome, ReceiptShare};
pub use step::TraceStep;
pub use unit::{CoFundedAmount, LimitBalance, NewLimitBalance, Payment, ServiceOutcome, UnitOutcome};

use crate::{
    code::{AdjudicationDecision, FactSupplier, PaperState, ReasonCode, Truth},
    value::{Date, Extensions, Fingerprint, LocalId, Money, Pointer, Text},
    wire::{Integer, List, record},
};

/// How many earlier adjudications an adjudication can state. Of more it says nothing but that: what nobody could compute
/// again is not an award.
pub const EARLIER_MAX: usize = 1_000;

record! {
    /// 要求的判断 · How a requirement was judged.
    pub struct RequirementJudgement {
        required {
            /// 要求标识 · Identifier of the requirement.
            public requirement: LocalId,
            /// 判断 · Judgement.
            personal judgement: Truth,
        }
        optional {
            /// 申请中的值 · What the application has instead, where it is not met.
            personal found: List<FoundFact, 0, 40>,
        }
    }
}

record! {
    /// 材料的判断 · How a paper was judged.
    pub struct PaperJudgement {
        required {
            /// 材料要求标识 · Identifier of the requirement.
            public paper: LocalId,
            /// 材料情况 · What has become of it.
            personal state: PaperState,
        }
        optional {}
    }
}

record! {
    /// 缺失的事实 · Fact that is missing.
    pub struct MissingFact {
        required {
            /// 事实 · Fact, assessment or statistic.
            public fact: LocalId,
            /// 由谁提供 · Who supplies it.
            public supplier: FactSupplier,
        }
        optional {
            /// 位置 · Where it would stand in the application.
            public pointer: Pointer,
            /// 缺失的日期 · Day for which it is missing, where it has a value for each time.
            personal on: Date,
        }
    }
}

record! {
    /// 原因 · Reason.
    pub struct Reason {
        required {
            /// 原因代码 · Code.
            personal code: ReasonCode,
        }
        optional {
            /// 项目中的位置 · Where the rule stands in the programme.
            public at: Pointer,
        }
    }
}

record! {
    /// 给付项结果 · Outcome of an item.
    pub struct ItemOutcome {
        required {
            /// 给付项标识 · Identifier of the item.
            public item: LocalId,
            /// 本次给付 · Awarded now.
            financial award: Money,
        }
        optional {
            /// 没有给付的原因 · Why nothing is awarded; there wherever the award is nothing and no service is given.
            personal reason: ReasonCode,
            /// 未给付的部分 · What is not awarded, in the order of the steps.
            ///
            /// 从费用、基数或价格到给付，每一步减去的金额、原因和承担方；不以票据为据的给付项同样写明。
            /// From the bill, the basis or the price to the award: what each step took off, why, and who bears it; also of items
            /// that rest on no receipts.
            financial cuts: List<Adjustment, 0, 400>,
        }
    }
}

record! {
    /// 计算依据 · What was computed from.
    pub struct ComputedFrom from NewComputedFrom {
        required {
            /// 计算程序 · Program.
            public evaluator: Text<1, 60>,
            /// 程序版本 · Version of the program.
            public evaluator_version: Text<1, 40>,
            /// 项目文件摘要 · Digest of the programme.
            public programme_digest: Fingerprint,
            /// 申请文件摘要 · Digest of the application.
            pseudonymous application_digest: Fingerprint,
        }
        optional {
            /// 此前核定的摘要 · Digests of the earlier adjudications, in the order in which they were made.
            ///
            /// 空列表表示确知没有；不写表示未提供，此前给付以申请中所列为准。
            /// An empty list says that there are none; absent, they were not given, and the aid that the application lists counts.
            pseudonymous earlier: List<Fingerprint, 0, EARLIER_MAX>,
            /// 剩余名额 · Places that the programme has left.
            public quota_left: Integer<0, 4294967295>,
            /// 资金余额 · What is left of the fund.
            public fund_balance: Money,
        }
    }
}

record! {
    /// 核定结果 · Adjudication.
    ///
    /// 一个项目对一份申请的核定：给付多少、给谁、每一分钱的去向和原因、还缺什么。
    /// What one programme awards on one application: how much, to whom, what became of every fen and why, what is missing.
    pub struct Adjudication from NewAdjudication {
        required {
            /// 申请编号 · Identifier of the application.
            pseudonymous application: LocalId,
            /// 项目标识 · Identifier of the programme.
            public programme: LocalId,
            /// 项目版本 · Revision of the programme.
            public revision: Integer<1, 100000>,
            /// 核定日期 · Day of the decision.
            public as_of: Date,
            /// 是否符合条件 · Whether the child may have the programme's aid.
            personal eligible: Truth,
            /// 核定结论 · Decision.
            personal decision: AdjudicationDecision,
            /// 计算依据 · What was computed from.
            pseudonymous computed_from: ComputedFrom,
        }
        optional {
            /// 核定编号 · Identifier of the decision.
            pseudonymous id: LocalId,
            /// 患儿摘要 · Digests by which later decisions know that they are on the same child.
            ///
            /// 出生日期与患儿现用名、曾用名各成一个摘要；有一个相同即同一患儿。出生日期未知的不写。
            /// One of the birth date with each name that the child bears or bore; one in common is enough. Absent where the birth
            /// date is not known.
            pseudonymous child: List<Fingerprint, 1, 11>,
            /// 本次给付金额 · Amount awarded now.
            ///
            /// 不能确定时不写。
            /// Absent where it is undetermined.
            financial amount: Money,
            /// 已多付金额 · What was paid too much before.
            ///
            /// 按现在的票据，此前给付超过应给付的部分。
            /// By which earlier awards are above what the receipts of today come to.
            financial overpaid: Money,
            /// 原因 · Reasons.
            personal reasons: List<Reason, 0, 200>,
            /// 各项要求 · Requirements.
            personal requirements: List<RequirementJudgement, 0, 50>,
            /// 所需材料 · Papers.
            personal papers: List<PaperJudgement, 0, 50>,
            /// 缺失的事实 · What is missing.
            personal missing: List<MissingFact, 0, 2000>,
            /// 各给付项 · Items.
            financial items: List<ItemOutcome, 0, 20>,
            /// 计算单元 · Units for which something was computed.
            financial units: List<UnitOutcome, 0, 12000>,
            /// 票据 · Receipts, in the order of the application.
            financial receipts: List<ReceiptOutcome, 0, 500>,
            /// 实物和服务 · What is given in kind.
            health services: List<ServiceOutcome, 0, 20000>,
            /// 付款 · Payments.
            financial payments: List<Payment, 0, 200>,
            /// 限额余额 · What is left of the limits.
            financial balances: List<LimitBalance, 0, 20000>,
            /// 计算过程 · Steps of the computation.
            ///
            /// 全部步骤；超过二十万步的一步也不写。
            /// All of them; where there are more than two hundred thousand, none.
            financial trace: List<TraceStep, 0, 200000>,
            /// 扩展 · Extensions.
            personal extensions: Extensions,
        }
    }
}
