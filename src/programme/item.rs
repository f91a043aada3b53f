//! The items through which a programme pays, and what bounds them.

use super::{
    amount::AmountParam,
    benefit::Benefit,
    predicate::Predicate,
    scope::{LineRule, PeriodRule, ReceiptRule},
};
use crate::{
    code::{
        AwardCeiling, AwardUnit, BelowMinimum, CountedAid, LimitScope, Measure, OtherAid, PayeeClass, PayerClass,
        RoundingMode, RoundingUnit,
    },
    fact::Scope,
    value::{LocalId, Money, Rate, Text},
    wire::{Integer, List, record},
};

record! {
    /// 计算基数 · Basis.
    pub struct Basis {
        required {
            /// 计量口径 · What is measured.
            public measure: Measure,
            /// 计算单元 · For what it is added up.
            public per: AwardUnit,
        }
        optional {
            /// 累计期间 · Period, where it is added up for one.
            public period: PeriodRule,
            /// 减去的支付方 · Payers whose amounts are taken off.
            ///
            /// 票面以外、申请中列出的金额。
            /// Amounts that stand in the application, beside the receipts.
            public less_payers: List<PayerClass, 0, 20>,
            /// 减去的前项给付 · Earlier items whose awards are taken off.
            public less_items: List<LocalId, 0, 20>,
        }
    }
}

record! {
    /// 限额 · Limit.
    ///
    /// 金额、次数、数量至少写一个；写了适用条件的，条件都满足时才适用。
    /// An amount, a number of awards, a number of units, or several of them; where it has conditions, it applies when all of them hold.
    pub struct Limit {
        required {
            /// 限额标识 · Identifier of the limit.
            public id: LocalId,
            /// 限额范围 · For what.
            public scope: LimitScope,
        }
        optional {
            /// 金额 · Amount.
            public amount: AmountParam,
            /// 次数 · Number of awards.
            public count: Integer<0, 1000>,
            /// 数量 · Number of units.
            ///
            /// 按数量给付的给付项合计至多计这么多；只用于每次申请、期间、终身的限额。
            /// Items with a benefit by the unit count up to so many together; only for the scopes application, period and lifetime.
            public units: Integer<1, 100000>,
            /// 期间 · Period, where it is for one.
            public period: PeriodRule,
            /// 适用的给付项 · Items that it is for; all where absent.
            public items: List<LocalId, 1, 20>,
            /// 适用条件 · Conditions, all of which must hold.
            public when: List<Predicate, 0, 20>,
            /// 共用标识 · Name under which several programmes share it.
            public group: LocalId,
            /// 限额名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}

record! {
    /// 最低给付 · Smallest award.
    pub struct MinimumAward {
        required {
            /// 金额 · Amount.
            public amount: Money,
            /// 低于时 · What happens below it.
            public below: BelowMinimum,
        }
        optional {}
    }
}

record! {
    /// 舍入 · Rounding.
    ///
    /// 每个计算单元舍入一次。
    /// Once for each unit of computation.
    pub struct Rounding {
        required {
            /// 舍入单位 · To what.
            public unit: RoundingUnit,
            /// 舍入方式 · How.
            public mode: RoundingMode,
        }
        optional {}
    }
}

record! {
    /// 协调 · Coordination with other payers.
    pub struct Coordination {
        required {
            /// 其他救助的影响 · What other aid does.
            public other_aid: OtherAid,
            /// 给付上限 · Up to what an award goes.
            public ceiling: AwardCeiling,
        }
        optional {
            /// 应先结算的支付方 · Payers that come first.
            ///
            /// 须已结算或已声明没有，否则不能确定。
            /// They must have settled or be declared not to exist; otherwise the award is undetermined.
            public after: List<PayerClass, 0, 20>,
            /// 计入的救助状态 · Which states of other aid count; received where absent.
            public counted: List<CountedAid, 1, 2>,
        }
    }
}

record! {
    /// 收款份额 · Share of a payee.
    ///
    /// 按顺序分配；没有写份额和上限的，取其余全部。
    /// In order; one without a share and without a highest amount takes all that is left.
    pub struct PayeeShare {
        required {
            /// 收款方 · Payee.
            public to: PayeeClass,
        }
        optional {
            /// 份额 · Share of the award.
            public share: Rate,
            /// 至多 · At most.
            public at_most: Money,
        }
    }
}

record! {
    /// 给付项 · Item.
    ///
    /// 项目通过一个或多个给付项给付，按顺序计算后相加。
    /// A programme pays through one or more items, computed in order and added up.
    pub struct ProgrammeItem {
        required {
            /// 给付项标识 · Identifier of the item.
            ///
            /// 此后的核定按它识别已给付的：新版本中同一给付项须沿用原标识，改名等于重新给付。
            /// By it later decisions know what has been awarded: in a new revision the same item keeps it. One that is called otherwise
            /// is another item, and pays again.
            public id: LocalId,
            /// 给付方式 · Benefit.
            public benefit: Benefit,
        }
        optional {
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
            /// 适用条件 · Conditions, all of which must hold.
            public when: List<Predicate, 0, 20>,
            /// 票据范围 · Which receipts count, beside what the programme says.
            public receipts: ReceiptRule,
            /// 明细范围 · Which lines count, in place of what the programme says.
            public lines: LineRule,
            /// 计算基数 · Basis.
            public basis: Basis,
            /// 起付线 · Deductible, once for each unit of the basis.
            public deductible: AmountParam,
            /// 限额 · Limits of the item.
            public limits: List<Limit, 0, 20>,
            /// 舍入 · Rounding, in place of what the programme says.
            public rounding: Rounding,
            /// 收款方 · Payees, in order.
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
    /// What is known where its amounts are computed: the receipt or operation, or the application as a whole.
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
