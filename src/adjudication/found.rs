//! The values in an application that do not meet a requirement.

use crate::{
    code::{CodeFact, DateFact, DivisionFact, FlagFact, MoneyFact, NumberFact, TimeUnit},
    value::{Date, DiseaseCode, DivisionCode, ExactAmount, LocalId, Money, OperationCode, Period, SignedMoney},
    wire::{Integer, List, record, union},
};

record! {
    /// 年龄 · Age.
    pub struct FoundAge {
        required {
            /// 年龄 · Age in completed units.
            personal age: Integer<0, 80000>,
            /// 单位 · Unit.
            public unit: TimeUnit,
            /// 计算日期 · Day on which the age is computed.
            personal on: Date,
        }
        optional {}
    }
}

record! {
    /// 金额 · Amount.
    ///
    /// 界限取决于事实的，填写在本次申请中的金额。
    /// A bound that depends on facts is stated as its amount in this application.
    pub struct FoundAmount {
        required {
            /// 事实 · Fact.
            public amount_of: MoneyFact,
            /// 金额 · Amount.
            financial amount: SignedMoney,
        }
        optional {
            /// 下限 · Lower bound that the requirement sets.
            financial lower: ExactAmount,
            /// 上限 · Upper bound that the requirement sets.
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
    /// 不在有效期内的证明或参保 · Certificate or insurance that is not in force.
    pub struct FoundValidity {
        required {
            /// 代码 · Code.
            personal code: LocalId,
            /// 有效期 · Period of validity.
            personal validity: Period,
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
            /// 代码 · Codes in the application; empty if it is known that none applies.
            personal codes: List<LocalId, 0, 100>,
        }
        optional {
            /// 不在有效期内的 · Certificates or insurances that are not in force on the date of the decision.
            personal not_in_force: List<FoundValidity, 0, 100>,
        }
    }
}

record! {
    /// 行政区划 · Division.
    pub struct FoundDivision {
        required {
            /// 事实 · Fact.
            public division_of: DivisionFact,
            /// 行政区划代码 · Division code.
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
            /// 是否 · Whether the fact is true.
            personal is: bool,
        }
        optional {}
    }
}

record! {
    /// 诊断 · Diagnoses.
    pub struct FoundDiseases {
        required {
            /// 疾病代码 · Codes of the diagnoses; empty if no diagnosis has a code.
            health codes: List<DiseaseCode, 0, 100>,
        }
        optional {}
    }
}

record! {
    /// 手术 · Operation.
    pub struct FoundOperation {
        required {}
        optional {
            /// 手术代码 · Operation code.
            health code: OperationCode,
            /// 手术日期 · Date of the operation.
            health performed_on: Date,
        }
    }
}

record! {
    /// 手术操作 · Operations.
    pub struct FoundOperations {
        required {
            /// 手术 · Operations that were not cancelled; empty if there is none.
            health operations: List<FoundOperation, 0, 100>,
        }
        optional {}
    }
}

record! {
    /// 评估结论 · Result of an assessment.
    ///
    /// 评分、金额、等级、日期填写其一。
    /// One of a number, an amount, a grade and a date.
    pub struct FoundAssessment {
        required {
            /// 评估事项 · Subject of the assessment.
            public key: LocalId,
        }
        optional {
            /// 评分 · Number.
            financial number: Integer<0, 1000000>,
            /// 金额 · Amount.
            financial amount: Money,
            /// 等级 · Grade.
            financial grade: LocalId,
            /// 日期 · Date.
            financial date: Date,
        }
    }
}

union! {
    /// 申请中的值 · Value found in the application.
    ///
    /// 未符合的要求所用的事实及其在申请中的值。只供核定结果的读者阅读，不出现在校验报告和日志中。
    /// The fact that a requirement uses and that does not meet it, with its value in the application. For readers of the outcome
    /// only: reports and logs of a check do not show it.
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
        /// 手术操作 · Operations.
        Operations(FoundOperations) = "operations",
        /// 评估结论 · Result of an assessment.
        Assessment(FoundAssessment) = "assessment",
    }
}
