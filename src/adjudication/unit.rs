//! The units for which an award is computed, and what follows from them.

use crate::{
    code::{LimitScope, PayeeClass, PayerClass},
    value::{Fingerprint, LocalId, Money, Period, Pointer, Quantity, SignedMoney},
    wire::{Integer, List, record},
};

record! {
    /// 计算单元 · Unit.
    pub struct UnitOutcome {
        required {
            /// 给付项标识 · Identifier of the item.
            public item: LocalId,
            /// 单元摘要 · Digest by which later adjudications know the unit.
            pseudonymous key: Fingerprint,
            /// 给付 · Awarded now.
            financial award: Money,
        }
        optional {
            /// 期间 · Period, where it is one.
            financial period: Period,
            /// 票据 · Receipts that belong to it.
            pseudonymous receipts: List<Pointer, 0, 500>,
            /// 手术 · Operation that it is for.
            pseudonymous operation: Pointer,
            /// 本申请的基数 · Basis of this application, before anything is taken off.
            financial basis: SignedMoney,
            /// 本申请的数量 · Number that this application counts, before anything bounds it.
            health count: Quantity,
            /// 本次给付的数量 · Number for which it is awarded now.
            health count_awarded: Quantity,
            /// 已多付金额 · What was paid too much before.
            financial overpaid: Money,
        }
    }
}

record! {
    /// 协议资助金额 · Agreed amount of another payer.
    pub struct CoFundedAmount {
        required {
            /// 支付方类别 · Class of payer.
            public payer: PayerClass,
            /// 金额 · Amount.
            financial amount: Money,
        }
        optional {}
    }
}

record! {
    /// 实物或服务结果 · What is given in kind.
    pub struct ServiceOutcome {
        required {
            /// 给付项标识 · Identifier of the item.
            public item: LocalId,
            /// 服务标识 · Identifier of the service.
            public service: LocalId,
            /// 单元摘要 · Digest by which later adjudications know it.
            pseudonymous key: Fingerprint,
        }
        optional {
            /// 手术 · Operation that it is for.
            pseudonymous operation: Pointer,
            /// 与提供方结算金额 · Settled with whoever provides it.
            financial settled: Money,
            /// 家庭自付 · Charged to the family.
            financial family_charge: Money,
            /// 协议资助 · Co-funding.
            financial co_funding: List<CoFundedAmount, 0, 10>,
        }
    }
}

record! {
    /// 付款 · Payment.
    pub struct Payment {
        required {
            /// 给付项标识 · Identifier of the item.
            public item: LocalId,
            /// 收款方 · Payee.
            public to: PayeeClass,
            /// 金额 · Amount.
            financial amount: Money,
        }
        optional {}
    }
}

record! {
    /// 限额余额 · What is left of a limit.
    pub struct LimitBalance from NewLimitBalance {
        required {
            /// 位置 · Where the limit stands in the programme.
            public at: Pointer,
            /// 限额标识 · Identifier of the limit.
            public limit: LocalId,
            /// 限额范围 · For what.
            public scope: LimitScope,
            /// 已用金额 · Used, this award included.
            financial used: Money,
        }
        optional {
            /// 期间 · Period, where it is for one.
            financial period: Period,
            /// 限额金额 · Amount of the limit.
            financial amount: Money,
            /// 剩余金额 · What is left.
            financial left: Money,
            /// 共用标识 · Name under which several programmes share it.
            public group: LocalId,
            /// 本次给付 · Awarded now, under this limit.
            financial awarded: Money,
            /// 限额数量 · Number of units of the limit.
            public units: Integer<1, 100000>,
            /// 已用数量 · Units used, this award included.
            health units_used: Quantity,
            /// 限额次数 · Number of the limit.
            public count: Integer<0, 1000>,
            /// 已用次数 · Awards that count, this one included.
            financial count_used: Integer<0, 1000000>,
        }
    }
}
