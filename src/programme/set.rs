//! Named sets of codes, and statistics, used by the rules.

use crate::{
    value::{
        DiseasePrefix, DivisionCode, HospitalCode, LocalId, Money, OperationPrefix, Period, RecordNumber, Text, Uscc,
    },
    wire::{List, record, union},
};

record! {
    /// 疾病清单 · Set of diseases.
    ///
    /// 只用于 ICD-10 各版本的代码。
    /// Only for codes of the editions of ICD-10.
    pub struct DiseaseSet {
        required {
            /// 代码前缀 · Code prefixes.
            public prefixes: List<DiseasePrefix, 1, 20000>,
        }
        optional {
            /// 除外的代码前缀 · Excluded code prefixes.
            public except: List<DiseasePrefix, 0, 20000>,
            /// 除外的诊断用语 · Excluded words in the diagnosis name.
            ///
            /// 诊断名称含此用语的，不属于清单，如“白血病前期”。
            /// A diagnosis is excluded if its name contains one of them, for example "pre-leukaemia".
            public except_names: List<Text<1, 100>, 0, 200>,
        }
    }
}

record! {
    /// 手术清单 · Set of operations.
    pub struct OperationSet {
        required {
            /// 代码前缀 · Code prefixes.
            public prefixes: List<OperationPrefix, 1, 20000>,
        }
        optional {}
    }
}

record! {
    /// 列出的医院 · Listed hospital.
    ///
    /// 定点医药机构代码和统一社会信用代码至少填写一项。
    /// At least one of the code of the designated medical institution or pharmacy and the unified social credit code is required.
    pub struct ListedHospital {
        required {
            /// 医疗机构名称 · Hospital name.
            public name: Text<1, 200>,
        }
        optional {
            /// 统一社会信用代码 · Unified social credit code.
            public uscc: Uscc,
            /// 定点医药机构代码 · Code of the designated medical institution or pharmacy.
            public code: HospitalCode,
            /// 协议期间 · Period of the agreement.
            public period: Period,
        }
    }
}

record! {
    /// 医院名单 · Set of hospitals.
    pub struct HospitalSet {
        required {
            /// 医院 · Hospitals.
            public hospitals: List<ListedHospital, 1, 20000>,
        }
        optional {}
    }
}

record! {
    /// 药品耗材项目清单 · Set of charge items: drugs, devices, services.
    pub struct ChargeItemSet {
        required {
            /// 项目代码 · Item codes.
            ///
            /// 与票据明细的项目代码逐字符比较。
            /// Compared character by character with the item codes of receipt lines.
            public codes: List<RecordNumber, 1, 20000>,
        }
        optional {}
    }
}

union! {
    /// 清单内容 · Contents of a set.
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
            /// 清单标识 · Set identifier.
            public id: LocalId,
            /// 内容 · Contents.
            public members: SetMembers,
        }
        optional {
            /// 清单名称 · Name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}

record! {
    /// 统计值的一期 · Value of a statistic for one period.
    pub struct StatisticValue {
        required {
            /// 适用期间 · Period of the value.
            ///
            /// 没有止期的，在另有规定之前一直适用。
            /// Without an end date, the value applies until further notice.
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
    /// A reference value for conditions and limits, such as the minimum living allowance standard or the disposable
    /// income per head.
    pub struct Statistic {
        required {
            /// 统计值标识 · Statistic identifier.
            public id: LocalId,
            /// 名称 · Name.
            public title: Text<1, 200>,
            /// 各期数值 · Values by period.
            public values: List<StatisticValue, 1, 200>,
        }
        optional {
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 所属地区 · Administrative division.
            public division: DivisionCode,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}
