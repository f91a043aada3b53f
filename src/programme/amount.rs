//! Amounts and rates that depend on facts.

use crate::{
    code::{BirthdayConvention, Bounds, CodeFact, DateFact, MoneyFact, NumberFact, TimeUnit},
    value::{LocalId, Money, Multiple, Rate},
    wire::{Integer, List, record, union},
};
use rust_decimal::Decimal;

/// Declares an amount or a rate that is fixed, or depends on codes, an age, a number or an amount.
macro_rules! param {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident of $value:ty [$wire:ident: $value_zh_en:literal] {
            $fixed:ident, $code_row:ident, $by_code:ident, $age_row:ident, $by_age:ident from $new_by_age:ident, $number_row:ident,
            $by_number:ident, $money_row:ident, $by_money:ident
        }
        $( $(#[doc = $extra_doc:literal])+ $extra:ident($extra_record:ty) = $extra_code:literal, )*
    ) => {
        record! {
            /// 固定值 · A fixed value.
            pub struct $fixed {
                required {
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {}
            }
        }
        record! {
            /// 按代码取值的一行 · Row of a table by codes.
            pub struct $code_row {
                required {
                    /// 代码 · Codes of the first fact.
                    public codes: List<LocalId, 1, 100>,
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {
                    /// 第二事实的代码 · Codes of the second fact.
                    public and_codes: List<LocalId, 1, 100>,
                }
            }
        }
        record! {
            /// 按代码取值 · Table by one or two facts that are codes.
            ///
            /// 取第一个符合的行；有多个代码的事实，任一代码符合即可。
            /// The first row that fits counts; of a fact that has several codes, any may fit.
            pub struct $by_code {
                required {
                    /// 事实 · Facts.
                    public by: List<CodeFact, 1, 2>,
                    /// 各行 · Rows.
                    public rows: List<$code_row, 1, 256>,
                }
                optional {
                    /// 其余情形 · In all other cases.
                    public otherwise: $value,
                }
            }
        }
        record! {
            /// 按年龄取值的一行 · Row of a table by age.
            pub struct $age_row {
                required {
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {
                    /// 年龄至少 · Age at least.
                    public at_least: Integer<0, 50000>,
                    /// 年龄至多 · Age at most.
                    public at_most: Integer<0, 50000>,
                }
            }
        }
        record! {
            /// 按年龄取值 · Table by age.
            pub struct $by_age from $new_by_age {
                required {
                    /// 计算日期 · Day on which the age is counted.
                    public at: DateFact,
                    /// 周岁起算 · When a year or month is full.
                    public birthday: BirthdayConvention,
                    /// 单位 · Unit.
                    public unit: TimeUnit,
                    /// 各行 · Rows, of which the first that fits counts.
                    public rows: List<$age_row, 1, 256>,
                }
                optional {}
            }
        }
        record! {
            /// 按数值取值的一行 · Row of a table by a number.
            pub struct $number_row {
                required {
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {
                    /// 至少 · At least.
                    public at_least: Integer<0, 1000000>,
                    /// 至多 · At most.
                    public at_most: Integer<0, 1000000>,
                }
            }
        }
        record! {
            /// 按数值取值 · Table by a number.
            pub struct $by_number {
                required {
                    /// 事实 · Fact.
                    public fact: NumberFact,
                    /// 各行 · Rows, of which the first that fits counts.
                    public rows: List<$number_row, 1, 256>,
                }
                optional {}
            }
        }
        record! {
            /// 按金额取值的一行 · Row of a table by an amount.
            pub struct $money_row {
                required {
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {
                    /// 下限 · Lower end.
                    public lower: Money,
                    /// 上限 · Upper end.
                    public upper: Money,
                }
            }
        }
        record! {
            /// 按金额取值 · Table by an amount.
            pub struct $by_money {
                required {
                    /// 事实 · Fact.
                    public fact: MoneyFact,
                    /// 边界 · Which end belongs to a row.
                    public bounds: Bounds,
                    /// 各行 · Rows, upwards and without gaps.
                    public rows: List<$money_row, 1, 256>,
                }
                optional {}
            }
        }
        union! {
            $(#[doc = $doc])+
            pub enum $name by "type" {
                /// 固定 · Fixed.
                Fixed($fixed) = "fixed",
                /// 按代码 · By codes.
                ByCode($by_code) = "by-code",
                /// 按年龄 · By age.
                ByAge($by_age) = "by-age",
                /// 按数值 · By a number.
                ByNumber($by_number) = "by-number",
                /// 按金额 · By an amount.
                ByMoney($by_money) = "by-money",
                $( $(#[doc = $extra_doc])+ $extra($extra_record) = $extra_code, )*
            }
        }
    };
}

record! {
    /// 统计值的倍数 · Multiple of a statistic.
    pub struct StatisticMultiple {
        required {
            /// 统计值 · Statistic.
            public statistic: LocalId,
            /// 倍数 · Times.
            public times: Multiple,
            /// 取值日期 · Day whose value is taken.
            public at: DateFact,
        }
        optional {}
    }
}

param! {
    /// 金额取值 · Amount, fixed or dependent on facts.
    pub enum AmountParam of Money [amount: " 金额 · Amount."] {
        FixedAmount, CodeAmount, AmountByCode, AgeAmount, AmountByAge from NewAmountByAge, NumberAmount, AmountByNumber, MoneyAmount,
        AmountByMoney
    }
    /// 统计值的倍数 · Multiple of a statistic.
    Statistic(StatisticMultiple) = "statistic",
}

param! {
    /// 比例取值 · Rate, fixed or dependent on facts.
    pub enum RateParam of Rate [rate: " 比例 · Rate."] {
        FixedRate, CodeRate, RateByCode, AgeRate, RateByAge from NewRateByAge, NumberRate, RateByNumber, MoneyRate, RateByMoney
    }
}

impl AmountParam {
    /// The amount, if it depends on nothing.
    pub fn fixed(&self) -> Option<Money> {
        match self {
            Self::Fixed(fixed) => Some(fixed.amount),
            _ => None,
        }
    }

    /// The largest amount that it can be; nothing where that depends on a statistic.
    pub fn greatest(&self) -> Option<Money> {
        match self {
            Self::Fixed(fixed) => Some(fixed.amount),
            Self::ByCode(table) => table.rows.iter().map(|row| row.amount).chain(table.otherwise).max(),
            Self::ByAge(table) => table.rows.iter().map(|row| row.amount).max(),
            Self::ByNumber(table) => table.rows.iter().map(|row| row.amount).max(),
            Self::ByMoney(table) => table.rows.iter().map(|row| row.amount).max(),
            Self::Statistic(_) => None,
        }
    }
}

impl RateParam {
    /// The largest rate that it can be.
    pub fn greatest(&self) -> Option<Rate> {
        match self {
            Self::Fixed(fixed) => Some(fixed.rate),
            Self::ByCode(table) => table.rows.iter().map(|row| row.rate).chain(table.otherwise).max(),
            Self::ByAge(table) => table.rows.iter().map(|row| row.rate).max(),
            Self::ByNumber(table) => table.rows.iter().map(|row| row.rate).max(),
            Self::ByMoney(table) => table.rows.iter().map(|row| row.rate).max(),
        }
    }

    /// What a fixed rate makes of an amount, without the fraction of a fen.
    pub(super) fn share(&self, amount: Money) -> Option<Money> {
        let RateParam::Fixed(fixed) = self else { return None };
        let fen = Decimal::from(amount.fen()).checked_mul(Rate::get(fixed.rate))?.trunc();
        Money::from_fen(i64::try_from(fen).ok()?).ok()
    }
}
