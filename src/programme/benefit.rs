//! Benefits: the computation of an award.

use super::{
    amount::{AmountParam, RateParam},
    count::UnitCount,
    predicate::Predicate,
    when::{Alternatives, When},
};
use crate::{
    code::{BandMethod, Bounds, ExcessBearer, PayerClass, TierSelect},
    value::{LocalId, Money, Multiple, OperationPrefix, Rate, Text},
    wire::{Integer, List, record, union},
};

record! {
    /// 定额 · Fixed amount.
    pub struct FixedBenefit {
        required {
            /// 金额 · Amount.
            public amount: AmountParam,
        }
        optional {}
    }
}

record! {
    /// 档次 · Tier.
    pub struct Tier {
        required {
            /// 档次标识 · Tier identifier.
            public id: LocalId,
            /// 适用条件 · Conditions.
            ///
            /// 须全部满足。
            /// All must hold.
            public when: List<Predicate, 0, 20>,
            /// 金额 · Amount.
            public amount: AmountParam,
        }
        optional {
            /// 可选条件 · Alternative conditions.
            ///
            /// 每组条件满足其一。
            /// Of each group, one condition must hold.
            public when_any_of: List<Alternatives, 0, 20>,
            /// 档次名称 · Tier name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}

record! {
    /// 按情形定额 · Fixed amount by tier.
    pub struct TierBenefit {
        required {
            /// 档次选择 · Tier selection.
            public select: TierSelect,
            /// 是否补差 · Whether a later tier tops up an earlier award.
            ///
            /// 以后符合更高档次的，补足与以往给付的差额。限给付一次的项目，填 false。
            /// If a higher tier applies later, the difference to the earlier award is paid. False if the programme makes one award only.
            public top_up: bool,
            /// 档次 · Tiers.
            public tiers: List<Tier, 1, 100>,
        }
        optional {}
    }
}

record! {
    /// 金额分段 · Amount of one band.
    pub struct AmountBracket {
        required {
            /// 给付金额 · Amount awarded.
            public amount: AmountParam,
        }
        optional {
            /// 下限 · Lower end.
            ///
            /// 不填的，从零起。
            /// If omitted, the band begins at zero.
            public lower: Money,
            /// 上限 · Upper end.
            ///
            /// 不填的，无上限。
            /// If omitted, the band has no upper end.
            public upper: Money,
        }
    }
}

record! {
    /// 按金额分段定额 · Fixed amount by band of the basis.
    pub struct BracketBenefit {
        required {
            /// 分段边界 · Inclusive end of a band.
            public bounds: Bounds,
            /// 分段 · Bands, in ascending order without gaps.
            public brackets: List<AmountBracket, 1, 256>,
        }
        optional {}
    }
}

record! {
    /// 按比例 · Rate of the basis.
    pub struct RateBenefit {
        required {
            /// 比例 · Rate.
            public rate: RateParam,
        }
        optional {}
    }
}

record! {
    /// 比例分段 · Rate of one band.
    pub struct RateBand {
        required {
            /// 比例 · Rate.
            public rate: RateParam,
        }
        optional {
            /// 上限 · Upper end.
            ///
            /// 最后一段不填。
            /// Omitted in the last band only.
            public upper: Money,
        }
    }
}

record! {
    /// 分段按比例 · Rates by band of the basis.
    pub struct BandBenefit {
        required {
            /// 分段方法 · Application of the rates.
            public method: BandMethod,
            /// 分段边界 · Inclusive end of a band.
            public bounds: Bounds,
            /// 分段 · Bands, in ascending order.
            public bands: List<RateBand, 1, 256>,
        }
        optional {
            /// 加成比例 · Rate added to every band.
            public add_rate: RateParam,
        }
    }
}

record! {
    /// 手术价目 · Price of an operation.
    pub struct OperationPrice from NewOperationPrice {
        required {
            /// 价目标识 · Price identifier.
            public id: LocalId,
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 手术代码前缀 · Prefixes of operation codes.
            public operations: List<OperationPrefix, 1, 200>,
            /// 价格 · Price.
            public price: AmountParam,
        }
        optional {
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
        }
    }
}

record! {
    /// 协议资助 · Agreed share of another payer.
    ///
    /// 填写价格的比例或每次手术的金额，须且只能填写一项。
    /// A share of the price or an amount per operation. Exactly one of them is required.
    pub struct CoFunding {
        required {
            /// 支付方类别 · Payer class.
            public payer: PayerClass,
        }
        optional {
            /// 价格的比例 · Share of the price.
            public share: Rate,
            /// 每次手术金额 · Amount per operation.
            public amount: Money,
        }
    }
}

record! {
    /// 按手术价目 · Price per operation.
    pub struct PriceBenefit {
        required {
            /// 价目 · Prices.
            public prices: List<OperationPrice, 1, 500>,
            /// 超价承担方 · Party that pays the excess over the price.
            public excess: ExcessBearer,
        }
        optional {
            /// 协议资助 · Agreed shares of other payers.
            public co_funding: List<CoFunding, 0, 10>,
        }
    }
}

record! {
    /// 按数量 · Amount per unit.
    pub struct UnitBenefit {
        required {
            /// 计数方式 · Method of counting.
            public count: UnitCount,
            /// 每单位金额 · Amount per unit.
            public amount: AmountParam,
        }
        optional {
            /// 数量上限 · Maximum number of units.
            public count_max: Integer<1, 100000>,
        }
    }
}

record! {
    /// 按余额比例 · Rate of the remaining out-of-pocket amount.
    ///
    /// 余额为家庭负担扣除所有计入的其他救助。
    /// The remaining amount is the family's share less all other aid that is taken into account.
    pub struct GapBenefit {
        required {
            /// 比例 · Rate.
            public rate: RateParam,
        }
        optional {}
    }
}

record! {
    /// 配套 · Matching of another payer's amount.
    ///
    /// 只配套已到账的金额。
    /// Only received funds are matched.
    pub struct MatchBenefit {
        required {
            /// 支付方类别 · Payer class.
            public payer: PayerClass,
            /// 倍数 · Multiple.
            public times: Multiple,
        }
        optional {}
    }
}

record! {
    /// 服务 · Service.
    pub struct Service {
        required {
            /// 服务标识 · Service identifier.
            ///
            /// 以后的核定按此识别已提供的服务；新版本中的同一服务须沿用原标识。
            /// Later adjudications use it to identify services already provided. A new revision must keep it for the
            /// same service.
            public id: LocalId,
            /// 名称 · Name.
            public title: Text<1, 200>,
        }
        optional {
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 手术代码前缀 · Prefixes of operation codes.
            ///
            /// 不填的，每次申请提供一次。
            /// If omitted, the service is provided once per application.
            public operations: List<OperationPrefix, 1, 200>,
            /// 与提供方结算金额 · Amount settled with the provider.
            public settled: AmountParam,
            /// 家庭自付 · Charge to the family.
            public family_charge: Money,
        }
    }
}

record! {
    /// 实物或服务 · Goods or services in kind.
    pub struct InKindBenefit {
        required {
            /// 服务 · Services.
            public services: List<Service, 1, 200>,
        }
        optional {
            /// 提供医院 · Set of hospitals that provide the service.
            public hospitals: LocalId,
            /// 协议资助 · Agreed shares of other payers.
            public co_funding: List<CoFunding, 0, 10>,
        }
    }
}

union! {
    /// 给付方式 · Benefit.
    pub enum Benefit by "type" {
        /// 定额 · Fixed amount.
        Fixed(FixedBenefit) = "fixed",
        /// 按情形定额 · Fixed amount by tier.
        Tiers(TierBenefit) = "tiers",
        /// 按金额分段定额 · Fixed amount by band of the basis.
        Brackets(BracketBenefit) = "brackets",
        /// 按比例 · Rate of the basis.
        Rate(RateBenefit) = "rate",
        /// 分段按比例 · Rates by band of the basis.
        Bands(BandBenefit) = "bands",
        /// 按手术价目 · Price per operation.
        Prices(PriceBenefit) = "prices",
        /// 按数量 · Amount per unit.
        Units(UnitBenefit) = "units",
        /// 按余额比例 · Rate of the remaining out-of-pocket amount.
        Gap(GapBenefit) = "gap",
        /// 配套 · Matching of another payer's amount.
        Match(MatchBenefit) = "match",
        /// 实物或服务 · Goods or services in kind.
        InKind(InKindBenefit) = "in-kind",
    }
}

impl Tier {
    /// The conditions under which it applies.
    pub(crate) fn conditions(&self) -> When<'_> {
        When::of(Some(&self.when), self.when_any_of.as_deref())
    }
}
