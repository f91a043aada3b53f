//! What a benefit by the unit counts.

use crate::{
    code::{DateFact, NumberFact, TimeUnit},
    value::Text,
    wire::{record, union},
};

record! {
    /// 计数事实 · Number that is stated.
    ///
    /// 住院天数（stay-days）按计算单元内各次住院相加，同一次住院只计一次，没有住院的票据计零。
    /// Days of the stay (stay-days) are added up over the stays of a unit, each once; a receipt without a stay counts as none.
    pub struct CountedFact {
        required {
            /// 事实 · Fact.
            public fact: NumberFact,
        }
        optional {}
    }
}

record! {
    /// 明细数量 · Quantities of lines.
    ///
    /// 计入的明细的数量之和，退费的减去；计哪些明细由明细范围规定。须有计算基数。
    /// The sum of the quantities of the lines that count, less those of refunds; the rule of lines says which lines count. It
    /// needs a basis.
    pub struct CountedQuantity {
        required {}
        optional {
            /// 计量单位 · Unit of the lines.
            ///
            /// 写明的，只计以此为单位的明细。
            /// Where it is given, only lines in that unit count.
            public line_unit: Text<1, 20>,
        }
    }
}

record! {
    /// 时长 · Time between two days.
    ///
    /// 止日早于起日的，为零。
    /// Nothing where the second day comes before the first.
    pub struct CountedTime {
        required {
            /// 起 · From.
            public from: DateFact,
            /// 止 · To.
            public to: DateFact,
            /// 时间单位 · Unit; of months and years full ones count.
            public unit: TimeUnit,
        }
        optional {
            /// 首尾两日都计 · Whether both days count.
            ///
            /// 未写明的，起日不计。
            /// The first day does not count where this is absent.
            public both_ends: bool,
        }
    }
}

union! {
    /// 计数方式 · What is counted.
    pub enum UnitCount by "type" {
        /// 事实 · A number that is stated.
        Fact(CountedFact) = "fact",
        /// 明细数量 · Quantities of lines.
        LineQuantity(CountedQuantity) = "line-quantity",
        /// 时长 · Time between two days.
        Time(CountedTime) = "time",
    }
}

impl UnitCount {
    /// Whether it comes from receipts, so that the numbers of several applications are added up.
    pub(crate) const fn is_of_receipts(&self) -> bool {
        matches!(self, Self::LineQuantity(_)) || self.is_of_stays()
    }

    /// Whether it is the days of stays.
    pub(crate) const fn is_of_stays(&self) -> bool {
        matches!(self, Self::Fact(counted) if matches!(counted.fact, NumberFact::StayDays))
    }
}
