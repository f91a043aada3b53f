//! Benefit items of a programme, their limits, rounding, and coordination with other payers.

use super::{
    amount::AmountParam,
    benefit::Benefit,
    predicate::Predicate,
    scope::{LineRule, PeriodRule, ReceiptRule},
    when::{Alternatives, When},
};
use crate::{
    code::{
        AwardCeiling, AwardUnit, BelowMinimum, CountedAid, LimitScope, Measure, OtherAid, PayeeClass, PayerClass,
        RoundingMode, RoundingUnit, ThresholdBound,
    },
    fact::Scope,
    value::{LocalId, Money, Rate, Text},
    wire::{Integer, List, record},
};

record! {
    /// 给付门槛 · Threshold of the basis.
    ///
    /// 计算单元的基数，扣除 `lessPayers`、`lessItems` 等之后、扣除起付线之前，须达到的金额。未达到的不给付；起付线只扣除部分金额，门槛则不同。
    /// The amount that the basis of a unit must reach, after `lessPayers`, `lessItems` and similar deductions and before the
    /// deductible. A unit below it is awarded nothing. A deductible removes a part of the basis only.
    pub struct Threshold {
        required {
            /// 比较方式 · Comparison.
            public bound: ThresholdBound,
            /// 金额 · Amount.
            public amount: AmountParam,
        }
        optional {}
    }
}

record! {
    /// 计算基数 · Basis.
    pub struct Basis {
        required {
            /// 计算所取金额 · Amount of the receipts used.
            public measure: Measure,
            /// 计算单元 · Unit of computation.
            public per: AwardUnit,
        }
        optional {
            /// 累计期间 · Accumulation period.
            ///
            /// 计算单元为期间的，须填写；其他的，不填。
            /// Required if the unit is a period, otherwise omitted.
            public period: PeriodRule,
            /// 扣除的支付方 · Payers whose payments are deducted.
            ///
            /// 票据以外、申请中列出的金额。
            /// Amounts listed in the application, in addition to those on the receipts.
            public less_payers: List<PayerClass, 0, 20>,
            /// 扣除的前项给付 · Earlier benefit items whose awards are deducted.
            public less_items: List<LocalId, 0, 20>,
            /// 给付门槛 · Threshold.
            ///
            /// 各计算单元均未达到的，给付项不给付；其他给付项也均如此、不适用或无计入票据的，结果为拒绝。
            /// An item whose units all stay below it awards nothing. The outcome is then `refused` if every other item also stays below its
            /// threshold, does not apply, or has a basis and admits no receipt.
            public threshold: Threshold,
        }
    }
}

record! {
    /// 限额 · Limit.
    ///
    /// 金额、次数、数量、期间数至少填写一项，资金余额限额除外。填写适用条件的，条件全部满足时才适用。
    /// At least one of amount, number of awards, number of units and number of periods, except for the fund balance. If
    /// it has conditions, it applies when all of them hold.
    pub struct Limit {
        required {
            /// 限额标识 · Limit identifier.
            public id: LocalId,
            /// 限额范围 · Scope.
            public scope: LimitScope,
        }
        optional {
            /// 金额 · Maximum amount.
            public amount: AmountParam,
            /// 次数 · Maximum number of awards.
            public count: Integer<0, 1000>,
            /// 数量 · Maximum number of units.
            ///
            /// 按数量给付的各给付项合计可计入的数量上限；只用于每次申请、期间、终身的限额。
            /// The maximum for all benefit items per unit together. Only for the scopes application, period and
            /// lifetime.
            public units: Integer<1, 100000>,
            /// 期间数 · Maximum number of periods with an award.
            ///
            /// 只在这么多个自然月、季度或年度内给付；已有给付的期间可继续给付，其他期间不再给付。只用于期间限额，不用于最近若干月。
            /// Awards are made in this number of months, quarters or years at most. A period in which something was awarded stays open; other
            /// periods are then closed. Only for the scope period, and not for rolling months.
            public periods: Integer<1, 1000>,
            /// 期间 · Accumulation period.
            ///
            /// 限额范围为期间的，须填写；其他的，不填。
            /// Required if the scope is a period, otherwise omitted.
            public period: PeriodRule,
            /// 手术按手术日期归入期间 · Whether an operation is placed by its own day.
            ///
            /// 以手术（含器具装配）为计算单元的，按手术日期（`performedOn`）归入期间，不按票据的日期；未填写手术日期的计划手术，按票据的日期，
            /// 无票据的按核定日期。只用于期间限额。
            /// A unit that is an operation, such as the fitting of a device, and a service for one belong to the period of `performedOn`, and
            /// not of the date of the receipts. A planned operation without a day belongs to that of its receipts, or else of the decision.
            /// Only for the scope period.
            public operation_days: bool,
            /// 适用的给付项 · Benefit items to which the limit applies.
            ///
            /// 适用于所有给付项的，不填。
            /// Omitted if it applies to all.
            public items: List<LocalId, 1, 20>,
            /// 适用条件 · Conditions.
            ///
            /// 各项条件均成立的，适用本项。不填的，始终适用。
            /// The item applies if all of these conditions hold. If omitted, it always applies.
            public when: List<Predicate, 0, 20>,
            /// 可选条件 · Alternative conditions.
            ///
            /// 每组中至少一项条件成立的，适用本项。
            /// The item applies only if at least one condition of each group holds.
            public when_any_of: List<Alternatives, 0, 20>,
            /// 共用标识 · Group identifier.
            ///
            /// 与其他项目共用此限额的，填写各项目相同的标识。
            /// Programmes that share the limit use the same identifier.
            public group: LocalId,
            /// 限额名称 · Limit name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}

record! {
    /// 最低给付 · Minimum award.
    pub struct MinimumAward {
        required {
            /// 金额 · Amount.
            public amount: Money,
            /// 低于时的处理 · Treatment of amounts below it.
            public below: BelowMinimum,
        }
        optional {}
    }
}

record! {
    /// 舍入 · Rounding.
    ///
    /// 每个计算单元舍入一次。
    /// Amounts are rounded once per unit of computation.
    pub struct Rounding {
        required {
            /// 舍入单位 · Rounding unit.
            public unit: RoundingUnit,
            /// 舍入方式 · Rounding mode.
            public mode: RoundingMode,
        }
        optional {}
    }
}

record! {
    /// 协调 · Coordination with other payers.
    pub struct Coordination {
        required {
            /// 其他救助的影响 · Effect of other aid on an award.
            public other_aid: OtherAid,
            /// 给付不得超过的金额 · Amount that an award must not exceed.
            ///
            /// 指家庭负担，不是金额限额；金额限额（封顶线）在 limits 中填写。
            /// The family's share, now or later. A cap in yuan is entered under `limits`.
            public ceiling: AwardCeiling,
        }
        optional {
            /// 应先结算的支付方 · Payers that must settle first.
            ///
            /// 核定前，这些支付方须已结算，或申请已声明无此支付；否则结果为待定。
            /// Before the award is computed, each of them must have settled, or the application must state that it pays nothing.
            /// Otherwise the outcome is undetermined.
            public after: List<PayerClass, 0, 20>,
            /// 计入的救助状态 · Statuses of other aid considered.
            ///
            /// 处于所列状态的其他救助计入。不填的，只计入已到账的救助。
            /// Other aid with one of these statuses is counted. If omitted, only received aid is counted.
            public counted: List<CountedAid, 1, 2>,
        }
    }
}

record! {
    /// 收款份额 · Share of a payee.
    ///
    /// 各收款方按顺序收款。既无份额也无金额上限的收款方，取得其余全部。全部收款方收款后仍有余额的，归最后一个收款方。
    /// Payees are paid in this order. A payee with neither a share nor a maximum amount receives the whole remainder. If an
    /// amount remains after all payees, the last payee receives it.
    pub struct PayeeShare {
        required {
            /// 收款方 · Payee.
            public to: PayeeClass,
        }
        optional {
            /// 份额 · Share of the award.
            public share: Rate,
            /// 金额上限 · Maximum amount.
            public at_most: Money,
        }
    }
}

record! {
    /// 给付项 · Benefit item.
    ///
    /// 项目有一个或多个给付项，按顺序计算，给付为各项之和。
    /// A programme has one or more benefit items. They are computed in order, and the awards are summed.
    pub struct ProgrammeItem {
        required {
            /// 给付项标识 · Identifier of the benefit item.
            ///
            /// 以后的核定按此识别以往给付；新版本中的同一给付项须沿用原标识，改用其他标识的，将重新给付。
            /// Later adjudications use it to identify earlier awards. A new revision must keep it for the same item. An
            /// item with another identifier is a different item and is paid again.
            public id: LocalId,
            /// 给付方式 · Benefit.
            public benefit: Benefit,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
            /// 适用条件 · Conditions.
            ///
            /// 各项条件均成立的，适用本项。不填的，始终适用。
            /// The item applies if all of these conditions hold. If omitted, it always applies.
            public when: List<Predicate, 0, 20>,
            /// 可选条件 · Alternative conditions.
            ///
            /// 每组中至少一项条件成立的，适用本项。
            /// The item applies only if at least one condition of each group holds.
            public when_any_of: List<Alternatives, 0, 20>,
            /// 票据范围 · Admitted receipts.
            ///
            /// 票据须同时符合项目的票据范围和本项的票据范围。
            /// A receipt must meet the programme's rule for receipts and this rule.
            public receipts: ReceiptRule,
            /// 明细范围 · Admitted lines.
            ///
            /// 本项按此计入明细，不适用项目的明细范围。不填的，适用项目的明细范围。
            /// Used in place of the programme's rule for lines. If omitted, the programme's rule applies.
            public lines: LineRule,
            /// 计算基数 · Basis.
            public basis: Basis,
            /// 起付线 · Deductible.
            ///
            /// 从每个计算单元的基数中扣除一次。
            /// Deducted once from the basis of each unit of computation.
            public deductible: AmountParam,
            /// 用尽后才给付的限额 · Limits that must be used up.
            ///
            /// 排列在前的给付项的限额，或只适用于排列在前的给付项的项目限额；须有金额，范围为每次申请、期间或终身。各限额均用尽的，本项才给付；
            /// 按期间的，只给付限额用尽的期间。不适用的限额视为未用尽。
            /// Limits of preceding benefit items, or of the programme for preceding items only, with an amount and the scope application,
            /// period or lifetime. The item awards only if each of them is used up; with periods, only in those in which it is. A limit
            /// that does not apply is not used up.
            public after_limits: List<LocalId, 1, 20>,
            /// 限额 · Limits of the benefit item.
            public limits: List<Limit, 0, 20>,
            /// 舍入 · Rounding.
            ///
            /// 本项按此舍入。不填的，按项目的舍入方式。
            /// Used in place of the programme's rounding. If omitted, the programme's rounding applies.
            public rounding: Rounding,
            /// 收款方 · Payees, in order.
            ///
            /// 不填的，付给监护人。
            /// If omitted, the guardian.
            public payees: List<PayeeShare, 1, 10>,
        }
    }
}

impl RoundingUnit {
    /// The unit in fen.
    pub const fn fen(self) -> i64 {
        match self {
            Self::Fen => 1,
            Self::Jiao => 10,
            Self::Yuan => 100,
            Self::TenYuan => 1_000,
            Self::HundredYuan => 10_000,
        }
    }
}

impl ProgrammeItem {
    /// The scope in which its amounts are computed: the receipt or operation, or the whole application.
    pub(super) fn scope(&self) -> Scope {
        let per = self.basis.as_ref().map(|basis| basis.per);
        let of_operations = matches!(self.benefit, Benefit::Prices(_) | Benefit::InKind(_));
        match per {
            Some(AwardUnit::Receipt | AwardUnit::Hospitalisation) => Scope::Unit,
            None if of_operations => Scope::Unit,
            _ => Scope::Application,
        }
    }
}

impl ProgrammeItem {
    /// Whether it awards something for operations: a price, or a service.
    pub(super) fn is_for_operations(&self) -> bool {
        match &self.benefit {
            Benefit::Prices(_) => true,
            Benefit::InKind(rule) => rule.services.iter().any(|service| service.operations.is_some()),
            _ => false,
        }
    }

    /// The conditions under which it applies.
    pub(crate) fn conditions(&self) -> When<'_> {
        When::of(self.when.as_deref(), self.when_any_of.as_deref())
    }
}

impl Limit {
    /// The conditions under which it applies.
    pub(crate) fn conditions(&self) -> When<'_> {
        When::of(self.when.as_deref(), self.when_any_of.as_deref())
    }
}
