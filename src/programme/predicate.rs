//! Conditions of a programme. They do not nest: a requirement holds if one of its alternatives does.

use super::amount::AmountParam;
use crate::{
    code::{
        BirthdayConvention, CodeFact, CountedAid, DateFact, DiagnosisMatch, DivisionFact, FlagFact, MoneyFact,
        NumberFact, OperationState, PayerClass, TimeUnit,
    },
    value::{Date, DivisionCode, LocalId, Multiple, Text},
    wire::{Integer, List, record, union},
};

record! {
    /// 年龄条件 · Condition on the age.
    ///
    /// 按足岁、足月或天数计算；上下限都计入：上限 18 即未满 19 周岁。
    /// In full years, full months or days; both bounds belong to it: at most 18 years is until the nineteenth is full.
    pub struct AgeTest {
        required {
            /// 计算日期 · Day on which the age is counted.
            public at: DateFact,
            /// 周岁起算 · When a year or month is full.
            public birthday: BirthdayConvention,
            /// 单位 · Unit.
            public unit: TimeUnit,
        }
        optional {
            /// 至少 · At least.
            public at_least: Integer<0, 50000>,
            /// 至多 · At most.
            public at_most: Integer<0, 50000>,
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 疾病条件 · Condition on the diagnoses.
    pub struct DiseaseTest {
        required {
            /// 疾病清单 · Set of diseases.
            public set: LocalId,
            /// 匹配范围 · Which diagnoses are looked at.
            public diagnoses: DiagnosisMatch,
        }
        optional {
            /// 是否须确诊 · Whether it must be confirmed.
            public confirmed: bool,
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 手术条件 · Condition on the operations.
    pub struct OperationTest {
        required {
            /// 手术清单 · Set of operations.
            public set: LocalId,
            /// 手术情形 · State.
            public state: OperationState,
        }
        optional {
            /// 限于此日之前 · Day before which it was performed; only operations before it are asked for.
            public before: DateFact,
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 医院条件 · Condition on the hospital.
    ///
    /// 票据的医院；没有票据的，治疗的医院。
    /// The hospital of the receipt; without receipts, that of the treatment.
    pub struct HospitalTest {
        required {
            /// 医院名单 · Set of hospitals.
            public set: LocalId,
        }
        optional {
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 地区条件 · Condition on a place.
    pub struct RegionTest {
        required {
            /// 地区事实 · Which place.
            public fact: DivisionFact,
            /// 地区 · Divisions.
            ///
            /// 省、市代码包括其下各县。
            /// The code of a province or city holds all below it.
            public within: List<DivisionCode, 1, 500>,
        }
        optional {
            /// 取反 · Whether the opposite is required.
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
            /// 代码 · Codes, one of which it must be.
            ///
            /// 代码出自该事实的代码表。
            /// They are of the fact's own list.
            public any_of: List<LocalId, 1, 100>,
        }
        optional {
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 是非条件 · Condition on a yes or no.
    pub struct FlagTest {
        required {
            /// 事实 · Fact.
            public fact: FlagFact,
            /// 应为 · What it must be.
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
            /// 大于 · More than.
            public over: AmountParam,
            /// 不低于 · At least.
            public at_least: AmountParam,
            /// 小于 · Less than.
            public below: AmountParam,
            /// 不超过 · At most.
            public at_most: AmountParam,
            /// 取反 · Whether the opposite is required.
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
            /// 至少 · At least.
            public at_least: Integer<0, 1000000>,
            /// 至多 · At most.
            public at_most: Integer<0, 1000000>,
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 日期条件 · Condition on a date.
    ///
    /// 起止两天都计入。
    /// Both days belong to it.
    pub struct DateTest {
        required {
            /// 事实 · Fact.
            public fact: DateFact,
        }
        optional {
            /// 不早于 · Not before.
            public from: Date,
            /// 不晚于 · Not after.
            public until: Date,
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 天数条件 · Condition on the days between two dates.
    pub struct DaysBetweenTest {
        required {
            /// 起 · From.
            public from: DateFact,
            /// 止 · To.
            public to: DateFact,
        }
        optional {
            /// 至少 · At least.
            ///
            /// 后一日期早于前一日期为负。
            /// Negative where the second date comes first.
            public at_least: Integer<-50000, 50000>,
            /// 至多 · At most.
            public at_most: Integer<-50000, 50000>,
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 比值条件 · Condition on the ratio of two amounts.
    ///
    /// 比较 分子 与 分母×倍数，不作除法。
    /// The first is compared with a multiple of the second; nothing is divided.
    pub struct RatioTest {
        required {
            /// 分子 · Of what.
            public of: MoneyFact,
            /// 分母 · To what.
            public to: MoneyFact,
        }
        optional {
            /// 至少 · At least.
            public at_least: Multiple,
            /// 至多 · At most.
            public at_most: Multiple,
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 此前救助条件 · Condition on earlier aid.
    ///
    /// 只看申请中已写明的和此前核定的救助，不看同时计算的其他项目。
    /// Looks at aid that the application states and at earlier adjudications, never at awards computed beside this one.
    pub struct EarlierAidTest {
        required {
            /// 次数至多 · At most so many times.
            public at_most: Integer<0, 1000>,
            /// 计入状态 · Which states count.
            public counted: List<CountedAid, 1, 2>,
        }
        optional {
            /// 项目标识 · Programme.
            ///
            /// 不写的，所有项目都算。
            /// Without it, aid of any programme counts.
            public programme: LocalId,
            /// 支付方类别 · Classes of payer.
            ///
            /// 不写的，所有类别都算。
            /// Without it, aid of any class counts.
            public payers: List<PayerClass, 1, 20>,
            /// 最近几个月内 · Within so many months.
            ///
            /// 不写的，不限时间。
            /// Without it, whenever.
            public months: Integer<1, 600>,
            /// 取反 · Whether the opposite is required.
            public negated: bool,
        }
    }
}

record! {
    /// 评估条件 · Condition on an assessment by a person.
    pub struct AssessedTest {
        required {
            /// 评估事项 · What was assessed.
            public key: LocalId,
        }
        optional {
            /// 评估事项名称 · Name of what is assessed.
            public title: Text<1, 200>,
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 应为 · What the result must be; yes if absent.
            public is: bool,
        }
    }
}

union! {
    /// 条件 · Condition.
    ///
    /// 所问的事实缺失时结果为未知，而不是否。
    /// Where the fact is missing the result is unknown, not no.
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
        /// 此前救助 · Earlier aid.
        EarlierAid(EarlierAidTest) = "earlier-aid",
        /// 评估 · Assessment.
        Assessed(AssessedTest) = "assessed",
    }
}

record! {
    /// 要求 · Requirement.
    ///
    /// 各项要求都须满足；一项要求的各个条件满足其一即可。
    /// Every requirement must hold; one of its conditions is enough for it.
    pub struct Requirement {
        required {
            /// 要求标识 · Identifier of the requirement.
            public id: LocalId,
            /// 条件 · Conditions, one of which is enough.
            public any_of: List<Predicate, 1, 20>,
        }
        optional {
            /// 要求名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}
