//! What an application says where a requirement asks for something else.

use crate::{
    code::{CodeFact, DateFact, DivisionFact, FlagFact, MoneyFact, NumberFact, TimeUnit},
    value::{Date, DiseaseCode, DivisionCode, ExactAmount, LocalId, SignedMoney},
    wire::{Integer, List, record, union},
};

record! {
    /// 年龄 · Age.
    pub struct FoundAge {
        required {
            /// 年龄 · Age in full units.
            personal age: Integer<0, 80000>,
            /// 单位 · Unit.
            public unit: TimeUnit,
            /// 计算日期 · Day on which it is counted.
            personal on: Date,
        }
        optional {}
    }
}

record! {
    /// 金额 · Amount.
    ///
    /// 界限随事实而定的，写明在本例中为多少。
    /// Bounds that depend on facts are stated as what they come to in this case.
    pub struct FoundAmount {
        required {
            /// 事实 · Fact.
            public amount_of: MoneyFact,
            /// 金额 · Amount.
            financial amount: SignedMoney,
        }
        optional {
            /// 下限 · Lower bound.
            financial lower: ExactAmount,
            /// 上限 · Upper bound.
            financial upper: ExactAmount,
        }
    }
}

record! {
    /// 数值 · Number.
    pub struct FoundNumber {
        required {
            /// 事实 · Fact.
            public number_of: NumberFact,
            /// 数值 · Number.
            personal number: Integer<0, 4294967295>,
        }
        optional {}
    }
}

record! {
    /// 日期 · Date.
    pub struct FoundDate {
        required {
            /// 事实 · Fact.
            public date_of: DateFact,
            /// 日期 · Day.
            personal day: Date,
        }
        optional {}
    }
}

record! {
    /// 代码 · Codes.
    pub struct FoundCodes {
        required {
            /// 事实 · Fact.
            public codes_of: CodeFact,
            /// 代码 · Codes that hold; empty where it is known that none does.
            personal codes: List<LocalId, 0, 100>,
        }
        optional {}
    }
}

record! {
    /// 行政区划 · Division.
    pub struct FoundDivision {
        required {
            /// 事实 · Fact.
            public division_of: DivisionFact,
            /// 行政区划代码 · Division.
            personal division: DivisionCode,
        }
        optional {}
    }
}

record! {
    /// 是非 · Yes or no.
    pub struct FoundFlag {
        required {
            /// 事实 · Fact.
            public flag_of: FlagFact,
            /// 是否 · Whether it is so.
            personal is: bool,
        }
        optional {}
    }
}

record! {
    /// 诊断 · Diagnoses.
    pub struct FoundDiseases {
        required {
            /// 疾病代码 · Codes of the diagnoses; empty where there is none.
            health codes: List<DiseaseCode, 0, 100>,
        }
        optional {}
    }
}

union! {
    /// 申请中的值 · Value found in the application.
    ///
    /// 不符合的要求所问的事实，以及申请中的值。只供核定结果的读者阅读，校验报告和日志中不出现。
    /// What a requirement that is not met asks for, as the application has it. It is for those who read the outcome; no
    /// report and no log of a check shows it.
    pub enum FoundFact by "found" {
        /// 年龄 · Age.
        Age(FoundAge) = "age",
        /// 金额 · Amount.
        Amount(FoundAmount) = "amount",
        /// 数值 · Number.
        Number(FoundNumber) = "number",
        /// 日期 · Date.
        Date(FoundDate) = "date",
        /// 代码 · Codes.
        Codes(FoundCodes) = "codes",
        /// 行政区划 · Division.
        Division(FoundDivision) = "division",
        /// 是非 · Yes or no.
        Flag(FoundFlag) = "flag",
        /// 诊断 · Diagnoses.
        Diseases(FoundDiseases) = "diseases",
    }
}
