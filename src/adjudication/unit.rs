//! The units of the computation, the payments, the services and the balances of limits.

use crate::{
    code::{LimitScope, PayeeClass, PayerClass},
    value::{Date, Fingerprint, LocalId, Money, Period, Pointer, Quantity, SignedMoney},
    wire::{Integer, List, record},
};

record! {
    /// 与给付门槛的比较 · Comparison with the threshold of the basis.
    pub struct UnitThreshold {
        required {
            /// 门槛金额 · Amount of the threshold.
            ///
            /// 四舍五入到分。
            /// Rounded half up to a fen.
            public amount: Money,
            /// 与之比较的金额 · Amount that is compared with it.
            ///
            /// 扣减之后、起付线之前的基数，按期间计算的包括其他申请的基数。
            /// The basis after deductions and before the deductible. If the unit is a period, it includes that of other applications.
            financial basis: Money,
            /// 是否达到 · Whether it is reached.
            financial reached: bool,
        }
        optional {}
    }
}

record! {
    /// 计算单元 · Unit of the computation.
    ///
    /// 给付按单元计算：每张票据、每次住院、每次手术、每次申请或每个期间。
    /// Awards are computed per unit: a receipt, a hospital stay, an operation, an application or a period.
    pub struct UnitOutcome {
        required {
            /// 给付项标识 · Identifier of the benefit item.
            public item: LocalId,
            /// 单元摘要 · Digest that identifies the unit in later adjudications.
            pseudonymous key: Fingerprint,
            /// 给付 · Amount awarded by this adjudication.
            financial award: Money,
        }
        optional {
            /// 期间 · Period of the unit.
            ///
            /// 仅用于按期间计算的单元。
            /// Omitted unless the unit is a period.
            financial period: Period,
            /// 票据 · Places of the receipts of the unit.
            pseudonymous receipts: List<Pointer, 0, 500>,
            /// 手术 · Place of the operation.
            pseudonymous operation: Pointer,
            /// 手术日期 · Day of the operation.
            ///
            /// 未填写手术日期的，不填。
            /// Omitted if the application does not state it.
            health performed_on: Date,
            /// 本次申请的计算基数 · Basis of this application, before deductions.
            financial basis: SignedMoney,
            /// 给付门槛 · Threshold of the basis.
            ///
            /// 给付项没有门槛的，不填。
            /// Omitted if the item has no threshold.
            financial threshold: UnitThreshold,
            /// 本次申请的数量 · Number counted for this application, before limits.
            health count: Quantity,
            /// 本次给付的数量 · Number awarded by this adjudication.
            health count_awarded: Quantity,
            /// 已多付金额 · Overpaid amount.
            ///
            /// 以往给付超过按现有票据应得金额的部分。
            /// Amount by which earlier awards exceed the entitlement under the current receipts.
            financial overpaid: Money,
        }
    }
}

record! {
    /// 协议资助金额 · Amount that another payer has agreed to pay.
    pub struct CoFundedAmount {
        required {
            /// 支付方类别 · Payer class.
            public payer: PayerClass,
            /// 金额 · Amount.
            financial amount: Money,
        }
        optional {}
    }
}

record! {
    /// 实物或服务结果 · Goods or service awarded.
    pub struct ServiceOutcome {
        required {
            /// 给付项标识 · Identifier of the benefit item.
            public item: LocalId,
            /// 服务标识 · Identifier of the service.
            public service: LocalId,
            /// 单元摘要 · Digest that identifies the service in later adjudications.
            pseudonymous key: Fingerprint,
        }
        optional {
            /// 手术 · Place of the operation.
            pseudonymous operation: Pointer,
            /// 手术日期 · Day of the operation.
            ///
            /// 未填写手术日期的，不填。
            /// Omitted if the application does not state it.
            health performed_on: Date,
            /// 与提供方结算金额 · Amount paid to the provider.
            financial settled: Money,
            /// 家庭须付金额 · Amount that the family pays.
            financial family_charge: Money,
            /// 协议资助 · Agreed amounts of other payers.
            financial co_funding: List<CoFundedAmount, 0, 10>,
        }
    }
}

record! {
    /// 付款 · Payment.
    pub struct Payment {
        required {
            /// 给付项标识 · Identifier of the benefit item.
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
    /// 限额余额 · Balance of a limit.
    pub struct LimitBalance from NewLimitBalance {
        required {
            /// 位置 · Place of the limit in the programme.
            public at: Pointer,
            /// 限额标识 · Identifier of the limit.
            public limit: LocalId,
            /// 限额范围 · Scope of the limit.
            public scope: LimitScope,
            /// 已用金额 · Used amount, including this award.
            financial used: Money,
        }
        optional {
            /// 期间 · Period of the limit.
            ///
            /// 仅用于按期间的限额。
            /// Omitted unless the limit is per period.
            financial period: Period,
            /// 限额金额 · Amount of the limit.
            financial amount: Money,
            /// 剩余金额 · Remaining amount.
            financial left: Money,
            /// 共用标识 · Name of the limit that several programmes share.
            public group: LocalId,
            /// 本次给付 · Amount of this award under the limit.
            ///
            /// 已用金额与本次给付之差为此前已用金额。
            /// The used amount less this amount was used before.
            financial awarded: Money,
            /// 限额数量 · Maximum number of units.
            public units: Integer<1, 100000>,
            /// 已用数量 · Number of units used, including this award.
            health units_used: Quantity,
            /// 限额次数 · Maximum number of awards.
            public count: Integer<0, 1000>,
            /// 已用次数 · Number of awards used, including this one.
            financial count_used: Integer<0, 1000000>,
            /// 限额期间数 · Maximum number of periods with an award.
            public periods: Integer<1, 1000>,
            /// 已用期间数 · Number of periods with an award, including this award.
            financial periods_used: Integer<0, 1000000>,
        }
    }
}
