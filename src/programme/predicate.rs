//! Conditions of a programme. Conditions do not nest. A requirement is met if one of its conditions holds.

use super::amount::AmountParam;
use crate::{
    code::{
        BirthdayConvention, CodeFact, CountedAid, DateFact, DiagnosisMatch, DivisionFact, FlagFact, MoneyFact,
        NumberFact, OperationState, PayerClass, TimeUnit,
    },
    value::{Date, DivisionCode, LocalId, Money, Multiple, Text},
    wire::{Integer, List, record, union},
};

record! {
    /// 年龄条件 · Condition on age.
    ///
    /// 按足岁、足月或天数计算，上下限均包含在内：上限 18 即未满 19 周岁。
    /// In full years, full months or days. Both bounds are inclusive: an upper bound of 18 years includes every child
    /// under 19.
    pub struct AgeTest {
        required {
            /// 计算日期 · Date on which the age is determined.
            public at: DateFact,
            /// 周岁起算 · Day on which an age is reached.
            public birthday: BirthdayConvention,
            /// 单位 · Unit.
            public unit: TimeUnit,
        }
        optional {
            /// 下限 · Lower bound, inclusive.
            public at_least: Integer<0, 50000>,
            /// 上限 · Upper bound, inclusive.
            ///
            /// 已满的年数、月数或天数：未满 15 周岁的，填 14。
            /// Completed years, months or days: 14 for a child under 15 years old.
            public at_most: Integer<0, 50000>,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 疾病条件 · Condition on diagnoses.
    pub struct DiseaseTest {
        required {
            /// 疾病清单 · Set of diseases.
            public set: LocalId,
            /// 匹配范围 · Diagnoses examined.
            public diagnoses: DiagnosisMatch,
        }
        optional {
            /// 是否须确诊 · Whether the diagnosis must be confirmed.
            public confirmed: bool,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 手术条件 · Condition on operations.
    pub struct OperationTest {
        required {
            /// 手术清单 · Set of operations.
            public set: LocalId,
            /// 手术状态 · Status of the operation.
            public state: OperationState,
        }
        optional {
            /// 截止日期（不含） · End date, exclusive.
            ///
            /// 仅计入在此日之前进行的手术。不填的，手术日期不限。
            /// Only operations performed before this date are counted. If omitted, operations of any date are counted.
            public before: DateFact,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 医院条件 · Condition on the hospital.
    ///
    /// 为出具票据的医院；无票据的，为治疗的医院。
    /// The hospital that issued the receipt. Without receipts, the hospital of the treatment.
    pub struct HospitalTest {
        required {
            /// 医院名单 · Set of hospitals.
            public set: LocalId,
        }
        optional {
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 地区条件 · Condition on a place.
    pub struct RegionTest {
        required {
            /// 地区事实 · Place.
            public fact: DivisionFact,
            /// 地区 · Administrative divisions.
            ///
            /// 省、市代码包括其下各县。
            /// The code of a province or city includes all divisions below it.
            public within: List<DivisionCode, 1, 500>,
        }
        optional {
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 代码条件 · Condition on a code.
    pub struct CodeTest {
        required {
            /// 事实 · Fact.
            public fact: CodeFact,
            /// 代码 · Accepted codes.
            ///
            /// 事实为其中任一代码的，条件成立。代码取自该事实的代码表。
            /// The condition holds if the fact is one of these codes. The codes are from the code list of the fact.
            public any_of: List<LocalId, 1, 100>,
        }
        optional {
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 是非条件 · Condition on a yes-or-no fact.
    pub struct FlagTest {
        required {
            /// 事实 · Fact.
            public fact: FlagFact,
            /// 应为 · Required value.
            public is: bool,
        }
        optional {}
    }
}

record! {
    /// 金额条件 · Condition on an amount.
    pub struct MoneyTest {
        required {
            /// 事实 · Fact.
            public fact: MoneyFact,
        }
        optional {
            /// 大于 · Exclusive lower bound.
            public over: AmountParam,
            /// 不低于 · Inclusive lower bound.
            public at_least: AmountParam,
            /// 低于 · Exclusive upper bound.
            public below: AmountParam,
            /// 不超过 · Inclusive upper bound.
            public at_most: AmountParam,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 数值条件 · Condition on a number.
    pub struct NumberTest {
        required {
            /// 事实 · Fact.
            public fact: NumberFact,
        }
        optional {
            /// 下限 · Lower bound, inclusive.
            public at_least: Integer<0, 1000000>,
            /// 上限 · Upper bound, inclusive.
            public at_most: Integer<0, 1000000>,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 日期条件 · Condition on a date.
    ///
    /// 起止两日均包含在内。
    /// Both dates are inclusive.
    pub struct DateTest {
        required {
            /// 事实 · Fact.
            public fact: DateFact,
        }
        optional {
            /// 不早于 · Earliest date.
            public from: Date,
            /// 不晚于 · Latest date.
            public until: Date,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 天数条件 · Condition on the days between two dates.
    pub struct DaysBetweenTest {
        required {
            /// 起 · Start date.
            public from: DateFact,
            /// 止 · End date.
            public to: DateFact,
        }
        optional {
            /// 下限 · Lower bound, inclusive.
            ///
            /// 止日早于起日的，天数为负。
            /// The number of days is negative if the end date is earlier than the start date.
            public at_least: Integer<-50000, 50000>,
            /// 上限 · Upper bound, inclusive.
            public at_most: Integer<-50000, 50000>,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 比值条件 · Condition on the ratio of two amounts.
    ///
    /// 分子不低于分母乘以下限，且不超过分母乘以上限。
    /// The numerator is at least the denominator times the lower bound, and at most the denominator times the upper bound.
    pub struct RatioTest {
        required {
            /// 分子 · Numerator.
            public of: MoneyFact,
            /// 分母 · Denominator.
            public to: MoneyFact,
        }
        optional {
            /// 下限 · Lower bound, inclusive.
            public at_least: Multiple,
            /// 上限 · Upper bound, inclusive.
            public at_most: Multiple,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 以往救助条件 · Condition on earlier aid.
    ///
    /// 计入申请所列的救助和以往核定的给付。其他项目同时核定的给付不计入。
    /// The aid listed in the application and earlier awards are counted. Awards that other programmes compute at the same time
    /// are not.
    pub struct EarlierAidTest {
        required {
            /// 次数上限 · Maximum number of times.
            public at_most: Integer<0, 1000>,
            /// 计入的救助状态 · Statuses of aid considered.
            public counted: List<CountedAid, 1, 2>,
        }
        optional {
            /// 项目标识 · Programme identifier.
            ///
            /// 不填的，适用于所有项目。
            /// If omitted, aid of every programme.
            public programme: LocalId,
            /// 支付方类别 · Payer classes.
            ///
            /// 不填的，适用于所有类别。
            /// If omitted, aid of every payer class.
            public payers: List<PayerClass, 1, 20>,
            /// 最近月数 · Number of months before the adjudication.
            ///
            /// 不填的，不限时间。
            /// If omitted, aid at any time.
            public months: Integer<1, 600>,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 评估条件 · Condition on an assessment by a person.
    pub struct AssessedTest {
        required {
            /// 评估事项 · Subject of the assessment.
            public key: LocalId,
        }
        optional {
            /// 评估事项名称 · Name of the subject.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 应为 · Required result.
            ///
            /// 不填的，为是。
            /// If omitted, yes.
            public is: bool,
        }
    }
}

record! {
    /// 评分条件 · Condition on the number of an assessment.
    ///
    /// 评估事项须列入项目的评估事项。
    /// The subject must be listed among the assessments of the programme.
    pub struct AssessedNumberTest {
        required {
            /// 评估事项 · Subject of the assessment.
            public key: LocalId,
        }
        optional {
            /// 下限 · Lower bound, inclusive.
            public at_least: Integer<0, 1000000>,
            /// 上限 · Upper bound, inclusive.
            public at_most: Integer<0, 1000000>,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 评定金额条件 · Condition on the amount of an assessment.
    ///
    /// 评估事项须列入项目的评估事项。
    /// The subject must be listed among the assessments of the programme.
    pub struct AssessedAmountTest {
        required {
            /// 评估事项 · Subject of the assessment.
            public key: LocalId,
        }
        optional {
            /// 超过 · More than.
            public over: Money,
            /// 不低于 · At least.
            public at_least: Money,
            /// 低于 · Less than.
            public below: Money,
            /// 不超过 · At most.
            public at_most: Money,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 评定等级条件 · Condition on the grade of an assessment.
    ///
    /// 评估事项须列入项目的评估事项。
    /// The subject must be listed among the assessments of the programme.
    pub struct AssessedGradeTest {
        required {
            /// 评估事项 · Subject of the assessment.
            public key: LocalId,
            /// 等级 · Accepted grades.
            ///
            /// 评定为其中任一等级的，条件成立。
            /// The condition holds if the assessed grade is one of these.
            public any_of: List<LocalId, 1, 50>,
        }
        optional {
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

record! {
    /// 评定日期条件 · Condition on the date that an assessment establishes.
    ///
    /// 评估事项须列入项目的评估事项。起止两日均包含在内。
    /// The subject must be listed among the assessments of the programme. Both dates are inclusive.
    pub struct AssessedDateTest {
        required {
            /// 评估事项 · Subject of the assessment.
            public key: LocalId,
        }
        optional {
            /// 不早于 · Earliest date.
            public from: Date,
            /// 不晚于 · Latest date.
            public until: Date,
            /// 取反 · Whether the condition is negated.
            public negated: bool,
        }
    }
}

union! {
    /// 条件 · Condition.
    ///
    /// 条件所用的事实缺失时，结果为未知，而不是否。
    /// If the fact is missing, the result is unknown, not no.
    pub enum Predicate by "test" {
        /// 年龄 · Age.
        Age(AgeTest) = "age",
        /// 疾病 · Disease.
        Disease(DiseaseTest) = "disease",
        /// 手术 · Operation.
        Operation(OperationTest) = "operation",
        /// 医院 · Hospital.
        Hospital(HospitalTest) = "hospital",
        /// 地区 · Region.
        Region(RegionTest) = "region",
        /// 代码 · Code.
        Code(CodeTest) = "code",
        /// 是非 · Yes or no.
        Flag(FlagTest) = "flag",
        /// 金额 · Amount.
        Money(MoneyTest) = "money",
        /// 数值 · Number.
        Number(NumberTest) = "number",
        /// 日期 · Date.
        Date(DateTest) = "date",
        /// 两日期间的天数 · Days between two dates.
        DaysBetween(DaysBetweenTest) = "days-between",
        /// 比值 · Ratio.
        Ratio(RatioTest) = "ratio",
        /// 以往救助 · Earlier aid.
        EarlierAid(EarlierAidTest) = "earlier-aid",
        /// 评估 · Assessment.
        Assessed(AssessedTest) = "assessed",
        /// 评分 · Number of an assessment.
        AssessedNumber(AssessedNumberTest) = "assessed-number",
        /// 评定金额 · Amount of an assessment.
        AssessedAmount(AssessedAmountTest) = "assessed-amount",
        /// 评定等级 · Grade of an assessment.
        AssessedGrade(AssessedGradeTest) = "assessed-grade",
        /// 评定日期 · Date of an assessment.
        AssessedDate(AssessedDateTest) = "assessed-date",
    }
}

record! {
    /// 要求 · Requirement.
    ///
    /// 各项要求均须满足；一项要求的各条件满足其一即可。
    /// Every requirement must be met. A requirement is met if one of its conditions holds.
    pub struct Requirement {
        required {
            /// 要求标识 · Requirement identifier.
            public id: LocalId,
            /// 条件 · Conditions.
            ///
            /// 满足其一即可。
            /// One of them is sufficient.
            public any_of: List<Predicate, 1, 20>,
        }
        optional {
            /// 要求名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}
