//! How an award is computed.

use super::{
    amount::{AmountParam, RateParam},
    count::UnitCount,
    predicate::Predicate,
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
            /// 档次标识 · Identifier of the tier.
            public id: LocalId,
            /// 适用条件 · Conditions, all of which must hold.
            public when: List<Predicate, 1, 20>,
            /// 金额 · Amount.
            public amount: AmountParam,
        }
        optional {
            /// 档次名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}

record! {
    /// 按情形定额 · Amount by event.
    pub struct TierBenefit {
        required {
            /// 档次选择 · Which tier counts.
            public select: TierSelect,
            /// 是否补差 · Whether a later, higher tier pays the difference to an earlier award.
            public top_up: bool,
            /// 档次 · Tiers.
            public tiers: List<Tier, 1, 100>,
        }
        optional {}
    }
}

record! {
    /// 金额分档 · Bracket of amounts.
    pub struct AmountBracket {
        required {
            /// 给付金额 · Amount awarded.
            public amount: AmountParam,
        }
        optional {
            /// 下限 · Lower end; from nothing where absent.
            public lower: Money,
            /// 上限 · Upper end; without end where absent.
            public upper: Money,
        }
    }
}

record! {
    /// 按金额分档定额 · Amount by bracket.
    pub struct BracketBenefit {
        required {
            /// 边界 · Which end belongs to a bracket.
            public bounds: Bounds,
            /// 分档 · Brackets, upwards and without gaps.
            public brackets: List<AmountBracket, 1, 256>,
        }
        optional {}
    }
}

record! {
    /// 按比例 · Rate.
    pub struct RateBenefit {
        required {
            /// 比例 · Rate.
            public rate: RateParam,
        }
        optional {}
    }
}

record! {
    /// 比例分段 · Band of rates.
    pub struct RateBand {
        required {
            /// 比例 · Rate.
            public rate: RateParam,
        }
        optional {
            /// 上限 · Upper end; without end in the last band.
            public upper: Money,
        }
    }
}

record! {
    /// 分段按比例 · Rates by bands.
    pub struct BandBenefit {
        required {
            /// 分段方法 · Method.
            public method: BandMethod,
            /// 边界 · Which end belongs to a band.
            public bounds: Bounds,
            /// 分段 · Bands, upwards.
            public bands: List<RateBand, 1, 256>,
        }
        optional {
            /// 加成比例 · Rate added in every band.
            public add_rate: RateParam,
        }
    }
}

record! {
    /// 手术价目 · Price of an operation.
    pub struct OperationPrice from NewOperationPrice {
        required {
            /// 价目标识 · Identifier of the price.
            public id: LocalId,
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 手术代码前缀 · Beginnings of operation codes.
            public operations: List<OperationPrefix, 1, 200>,
            /// 价格 · Price.
            public price: AmountParam,
        }
        optional {
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
        }
    }
}

record! {
    /// 协议资助 · Agreed share of another payer.
    ///
    /// 价格的比例或每次手术的金额。
    /// A share of the price, or an amount for each operation.
    pub struct CoFunding {
        required {
            /// 支付方类别 · Class of payer.
            public payer: PayerClass,
        }
        optional {
            /// 价格的比例 · Share of the price.
            public share: Rate,
            /// 每次手术金额 · Amount for each operation.
            public amount: Money,
        }
    }
}

record! {
    /// 按手术价目 · Price by operation.
    pub struct PriceBenefit {
        required {
            /// 价目 · Prices.
            public prices: List<OperationPrice, 1, 500>,
            /// 超价承担 · Who bears what the bill is above the price.
            public excess: ExcessBearer,
        }
        optional {
            /// 协议资助 · Co-funding.
            public co_funding: List<CoFunding, 0, 10>,
        }
    }
}

record! {
    /// 按数量 · Amount per unit.
    pub struct UnitBenefit {
        required {
            /// 数量 · What is counted.
            public count: UnitCount,
            /// 每单位金额 · Amount for each.
            public amount: AmountParam,
        }
        optional {
            /// 数量上限 · At most so many.
            public count_max: Integer<1, 100000>,
        }
    }
}

record! {
    /// 按余额比例 · Share of what remains.
    ///
    /// 家庭负担减去所有计入的其他救助后的比例。
    /// Of what the family bears less all other aid that counts.
    pub struct GapBenefit {
        required {
            /// 比例 · Rate.
            public rate: RateParam,
        }
        optional {}
    }
}

record! {
    /// 配套 · Match of another payer's amount.
    ///
    /// 只配套已到账的金额。
    /// Only money that has been received is matched.
    pub struct MatchBenefit {
        required {
            /// 支付方类别 · Class of payer.
            public payer: PayerClass,
            /// 倍数 · Times.
            public times: Multiple,
        }
        optional {}
    }
}

record! {
    /// 服务 · Service.
    pub struct Service {
        required {
            /// 服务标识 · Identifier of the service.
            ///
            /// 此后的核定按它识别已提供的：新版本中同一服务须沿用原标识。
            /// By it later decisions know what has been given: in a new revision the same service keeps it.
            public id: LocalId,
            /// 名称 · Name.
            public title: Text<1, 200>,
        }
        optional {
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 手术代码前缀 · Beginnings of operation codes.
            ///
            /// 不写的，每次申请提供一次。
            /// Without them it is given once for an application.
            public operations: List<OperationPrefix, 1, 200>,
            /// 与提供方结算金额 · Settled with whoever provides it.
            public settled: AmountParam,
            /// 家庭自付 · Charged to the family.
            public family_charge: Money,
        }
    }
}

record! {
    /// 实物或服务 · In kind.
    pub struct InKindBenefit {
        required {
            /// 服务 · Services.
            public services: List<Service, 1, 200>,
        }
        optional {
            /// 提供医院 · Set of hospitals that provide it.
            public hospitals: LocalId,
            /// 协议资助 · Co-funding.
            public co_funding: List<CoFunding, 0, 10>,
        }
    }
}

union! {
    /// 给付方式 · Benefit.
    pub enum Benefit by "type" {
        /// 定额 · Fixed.
        Fixed(FixedBenefit) = "fixed",
        /// 按情形定额 · By event.
        Tiers(TierBenefit) = "tiers",
        /// 按金额分档定额 · By bracket of the amount.
        Brackets(BracketBenefit) = "brackets",
        /// 按比例 · By rate.
        Rate(RateBenefit) = "rate",
        /// 分段按比例 · By rates of bands.
        Bands(BandBenefit) = "bands",
        /// 按手术价目 · By price of the operation.
        Prices(PriceBenefit) = "prices",
        /// 按数量 · By unit.
        Units(UnitBenefit) = "units",
        /// 按余额比例 · By what remains.
        Gap(GapBenefit) = "gap",
        /// 配套 · By match.
        Match(MatchBenefit) = "match",
        /// 实物或服务 · In kind.
        InKind(InKindBenefit) = "in-kind",
    }
}
