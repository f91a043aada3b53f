//! Amounts and rates, fixed or looked up by facts.

use crate::{
    code::{BirthdayConvention, Bounds, CodeFact, DateFact, MoneyFact, NumberFact, TimeUnit},
    value::{LocalId, Money, Multiple, Rate},
    wire::{Integer, List, record, union},
};

/// Declares a fixed amount or rate, and the tables that look it up by codes, age, number or amount.
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
            /// 固定值 · Fixed value.
            pub struct $fixed {
                required {
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {}
            }
        }
        record! {
            /// 按代码取值的一行 · Row of a table by code.
            pub struct $code_row {
                required {
                    /// 第一事实的代码 · Codes of the first fact.
                    public codes: List<LocalId, 1, 100>,
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {
                    /// 第二事实的代码 · Codes of the second fact.
                    ///
                    /// 不填的，适用于第二事实的所有代码。
                    /// If omitted, the row applies to every code of the second fact.
                    public and_codes: List<LocalId, 1, 100>,
                }
            }
        }
        record! {
            /// 按代码取值 · Table by one or two facts with codes.
            ///
            /// 适用第一个符合的行；事实有多个代码的，任一代码符合即可。
            /// The first matching row applies. If a fact has several codes, one matching code is sufficient.
            pub struct $by_code {
                required {
                    /// 事实 · Facts.
                    public by: List<CodeFact, 1, 2>,
                    /// 各行 · Rows.
                    public rows: List<$code_row, 1, 256>,
                }
                optional {
                    /// 其余情形 · Value in all other cases.
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
                    /// 年龄下限 · Lower bound of the age, inclusive.
                    public at_least: Integer<0, 50000>,
                    /// 年龄上限 · Upper bound of the age, inclusive.
                    ///
                    /// 已满的年数、月数或天数：未满 15 周岁的，填 14。
                    /// Completed years, months or days: 14 for a child under 15 years old.
                    public at_most: Integer<0, 50000>,
                }
            }
        }
        record! {
            /// 按年龄取值 · Table by age.
            pub struct $by_age from $new_by_age {
                required {
                    /// 计算日期 · Date on which the age is determined.
                    public at: DateFact,
                    /// 周岁起算 · Day on which an age is reached.
                    public birthday: BirthdayConvention,
                    /// 单位 · Unit.
                    public unit: TimeUnit,
                    /// 各行 · Rows.
                    ///
                    /// 适用第一个符合的行。
                    /// The first matching row applies.
                    public rows: List<$age_row, 1, 256>,
                }
                optional {}
            }
        }
        record! {
            /// 按数值取值的一行 · Row of a table by number.
            pub struct $number_row {
                required {
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {
                    /// 下限 · Lower bound, inclusive.
                    public at_least: Integer<0, 1000000>,
                    /// 上限 · Upper bound, inclusive.
                    public at_most: Integer<0, 1000000>,
                }
            }
        }
        record! {
            /// 按数值取值 · Table by number.
            pub struct $by_number {
                required {
                    /// 事实 · Fact.
                    public fact: NumberFact,
                    /// 各行 · Rows.
                    ///
                    /// 适用第一个符合的行。
                    /// The first matching row applies.
                    public rows: List<$number_row, 1, 256>,
                }
                optional {}
            }
        }
        record! {
            /// 按金额取值的一行 · Row of a table by amount.
            pub struct $money_row {
                required {
                    #[doc = $value_zh_en]
                    public $wire: $value,
                }
                optional {
                    /// 下限 · Lower end.
                    ///
                    /// 不填的，无下限。
                    /// If omitted, the row has no lower end.
                    public lower: Money,
                    /// 上限 · Upper end.
                    ///
                    /// 不填的，无上限。
                    /// If omitted, the row has no upper end.
                    public upper: Money,
                }
            }
        }
        record! {
            /// 按金额取值 · Table by amount.
            pub struct $by_money {
                required {
                    /// 事实 · Fact.
                    public fact: MoneyFact,
                    /// 分段边界 · Inclusive end of a row.
                    public bounds: Bounds,
                    /// 各行 · Rows, in ascending order without gaps.
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
                /// 按代码 · By code.
                ByCode($by_code) = "by-code",
                /// 按年龄 · By age.
                ByAge($by_age) = "by-age",
                /// 按数值 · By number.
                ByNumber($by_number) = "by-number",
                /// 按金额 · By amount.
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
            /// 倍数 · Multiple.
            public times: Multiple,
            /// 取值日期 · Date for which the value is taken.
            public at: DateFact,
        }
        optional {}
    }
}

record! {
    /// 评定的金额 · Amount of an assessment.
    ///
    /// 由人评定的金额，如评审委员会确定的金额。评估事项须列入项目的评估事项，结论为金额。
    /// An amount that people determine, such as a committee. The subject must be listed among the assessments of the
    /// programme, with an amount as its result.
    pub struct AssessedAmount {
        required {
            /// 评估事项 · Subject of the assessment.
            public key: LocalId,
        }
        optional {}
    }
}

param! {
    /// 金额取值 · Amount, fixed or looked up.
    pub enum AmountParam of Money [amount: " 金额 · Amount."] {
        FixedAmount, CodeAmount, AmountByCode, AgeAmount, AmountByAge from NewAmountByAge, NumberAmount, AmountByNumber, MoneyAmount,
        AmountByMoney
    }
    /// 统计值的倍数 · Multiple of a statistic.
    Statistic(StatisticMultiple) = "statistic",
    /// 评定的金额 · Amount of an assessment.
    Assessed(AssessedAmount) = "assessed",
}

param! {
    /// 比例取值 · Rate, fixed or looked up.
    pub enum RateParam of Rate [rate: " 比例 · Rate."] {
        FixedRate, CodeRate, RateByCode, AgeRate, RateByAge from NewRateByAge, NumberRate, RateByNumber, MoneyRate, RateByMoney
    }
}

impl AmountParam {
    /// Every possible amount. Empty if it depends on a statistic or an assessment.
    pub(super) fn values(&self) -> Vec<Money> {
        match self {
            Self::Fixed(fixed) => vec![fixed.amount],
            Self::ByCode(table) => table.rows.iter().map(|row| row.amount).chain(table.otherwise).collect(),
            Self::ByAge(table) => table.rows.iter().map(|row| row.amount).collect(),
            Self::ByNumber(table) => table.rows.iter().map(|row| row.amount).collect(),
            Self::ByMoney(table) => table.rows.iter().map(|row| row.amount).collect(),
            Self::Statistic(_) | Self::Assessed(_) => Vec::new(),
        }
    }

    /// The smallest possible amount. `None` if it depends on a statistic or an assessment.
    pub fn least(&self) -> Option<Money> {
        self.values().into_iter().min()
    }

    /// The amount if it is fixed.
    pub fn fixed(&self) -> Option<Money> {
        match self {
            Self::Fixed(fixed) => Some(fixed.amount),
            _ => None,
        }
    }

    /// The largest possible amount. `None` if it depends on a statistic or an assessment.
    pub fn greatest(&self) -> Option<Money> {
        self.values().into_iter().max()
    }
}

impl RateParam {
    /// The largest possible rate.
    pub fn greatest(&self) -> Option<Rate> {
        self.values().into_iter().max()
    }

    /// Every possible rate, in the order of the rows, then that of all other cases.
    pub(super) fn values(&self) -> Vec<Rate> {
        match self {
            Self::Fixed(fixed) => vec![fixed.rate],
            Self::ByCode(table) => table.rows.iter().map(|row| row.rate).chain(table.otherwise).collect(),
            Self::ByAge(table) => table.rows.iter().map(|row| row.rate).collect(),
            Self::ByNumber(table) => table.rows.iter().map(|row| row.rate).collect(),
            Self::ByMoney(table) => table.rows.iter().map(|row| row.rate).collect(),
        }
    }
}
