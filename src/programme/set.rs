//! Named sets of codes, and reference values, that rules refer to.

use crate::{
    value::{
        DiseasePrefix, DivisionCode, HospitalCode, LocalId, Money, OperationPrefix, Period, RecordNumber, Text, Uscc,
    },
    wire::{List, record, union},
};

record! {
    /// 疾病清单 · Diseases.
    ///
    /// 只用于 ICD-10 各版本的代码。
    /// For codes of the editions of ICD-10 only.
    pub struct DiseaseSet {
        required {
            /// 代码前缀 · Beginnings of codes.
            public prefixes: List<DiseasePrefix, 1, 20000>,
        }
        optional {
            /// 除外的代码前缀 · Beginnings of codes that do not belong to it.
            public except: List<DiseasePrefix, 0, 20000>,
            /// 除外的诊断用语 · Words in the name of a diagnosis that exclude it.
            ///
            /// 如 白血病前期：诊断名称中有此用语的不算。
            /// Such as "pre-leukaemia": a diagnosis whose name holds the words does not belong to it.
            public except_names: List<Text<1, 100>, 0, 200>,
        }
    }
}

record! {
    /// 手术清单 · Operations.
    pub struct OperationSet {
        required {
            /// 代码前缀 · Beginnings of codes.
            public prefixes: List<OperationPrefix, 1, 20000>,
        }
        optional {}
    }
}

record! {
    /// 列出的医院 · Hospital on a list.
    ///
    /// 定点医疗机构代码或统一社会信用代码至少写一个。
    /// By its insurer's code or its unified social credit code.
    pub struct ListedHospital {
        required {
            /// 医疗机构名称 · Name of the hospital.
            public name: Text<1, 200>,
        }
        optional {
            /// 统一社会信用代码 · Unified social credit code.
            public uscc: Uscc,
            /// 定点医疗机构代码 · Code given by the insurer.
            public code: HospitalCode,
            /// 协议期间 · Period of the agreement.
            public period: Period,
        }
    }
}

record! {
    /// 医院名单 · Hospitals.
    pub struct HospitalSet {
        required {
            /// 医院 · Hospitals.
            public hospitals: List<ListedHospital, 1, 20000>,
        }
        optional {}
    }
}

record! {
    /// 药品耗材项目清单 · Drugs, devices and services.
    pub struct ChargeItemSet {
        required {
            /// 项目代码 · Codes.
            ///
            /// 与票据明细的项目代码逐字比较。
            /// Compared with the item codes of receipt lines, character by character.
            public codes: List<RecordNumber, 1, 20000>,
        }
        optional {}
    }
}

union! {
    /// 清单内容 · What a set holds.
    pub enum SetMembers by "of" {
        /// 疾病 · Diseases.
        Disease(DiseaseSet) = "disease",
        /// 手术 · Operations.
        Operation(OperationSet) = "operation",
        /// 医院 · Hospitals.
        Hospital(HospitalSet) = "hospital",
        /// 药品耗材项目 · Charge items.
        ChargeItem(ChargeItemSet) = "charge-item",
    }
}

record! {
    /// 清单 · Named set.
    pub struct NamedSet {
        required {
            /// 清单标识 · Identifier of the set.
            public id: LocalId,
            /// 内容 · What it holds.
            public members: SetMembers,
        }
        optional {
            /// 清单名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}

record! {
    /// 统计值的一期 · Value of a statistic for a time.
    pub struct StatisticValue {
        required {
            /// 适用期间 · Period for which it holds.
            ///
            /// 没有止期的，沿用到另有规定。
            /// Without an end it holds until further notice.
            public period: Period,
            /// 数值 · Value.
            public amount: Money,
        }
        optional {}
    }
}

record! {
    /// 统计值 · Statistic.
    ///
    /// 条件和限额所用的参考值，如低保标准、人均可支配收入。
    /// A reference value for conditions and limits, such as the minimum living allowance or the income per head.
    pub struct Statistic {
        required {
            /// 统计值标识 · Identifier of the statistic.
            public id: LocalId,
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 各期数值 · Values.
            public values: List<StatisticValue, 1, 200>,
        }
        optional {
            /// 英文名称 · Name in English.
            public title_en: Text<1, 200>,
            /// 所属地区 · Division that it is of.
            public division: DivisionCode,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}
