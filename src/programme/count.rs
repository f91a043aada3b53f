//! Methods of counting for a benefit per unit.

use crate::{
    code::{DateFact, NumberFact, TimeUnit},
    value::Text,
    wire::{record, union},
};

record! {
    /// 计数事实 · Number from a fact.
    ///
    /// 住院天数（stay-days）为计算单元内各次住院天数之和，同一次住院只计一次，没有住院的票据计零。
    /// For stay-days, the days of all hospital stays of the unit are summed. Each stay counts once. A receipt without a
    /// stay counts as zero.
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
    /// 计入的明细的数量之和，扣除退费的数量；计入的明细由明细范围规定。须填写计算基数。
    /// The sum of the quantities of the admitted lines, less refunded quantities. The line rule determines the admitted
    /// lines. Requires a basis.
    pub struct CountedQuantity {
        required {}
        optional {
            /// 计量单位 · Unit of the lines.
            ///
            /// 填写的，只计以此为单位的明细；不填的，计所有单位。
            /// Only lines in this unit are counted. If omitted, lines in any unit are counted.
            public line_unit: Text<1, 20>,
        }
    }
}

record! {
    /// 时长 · Time between two dates.
    ///
    /// 止日早于起日的，为零。
    /// Zero if the second date is earlier than the first.
    pub struct CountedTime {
        required {
            /// 起 · Start date.
            public from: DateFact,
            /// 止 · End date.
            public to: DateFact,
            /// 时间单位 · Unit of time.
            ///
            /// 月和年只计足月、足年。
            /// Only full months and full years are counted.
            public unit: TimeUnit,
        }
        optional {
            /// 首尾两日均计 · Whether both the first and the last day are counted.
            ///
            /// 不填的，起日不计。
            /// If omitted, the first day is not counted.
            public both_ends: bool,
        }
    }
}

union! {
    /// 计数方式 · Method of counting.
    pub enum UnitCount by "type" {
        /// 事实 · Number from a fact.
        Fact(CountedFact) = "fact",
        /// 明细数量 · Quantities of lines.
        LineQuantity(CountedQuantity) = "line-quantity",
        /// 时长 · Time between two dates.
        Time(CountedTime) = "time",
    }
}

impl UnitCount {
    /// Whether the number comes from receipts. The numbers of several applications are then summed.
    pub(crate) const fn is_of_receipts(&self) -> bool {
        matches!(self, Self::LineQuantity(_)) || self.is_of_stays()
    }

    /// Whether it counts the days of hospital stays.
    pub(crate) const fn is_of_stays(&self) -> bool {
        matches!(self, Self::Fact(counted) if matches!(counted.fact, NumberFact::StayDays))
    }
}
