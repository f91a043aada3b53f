//! Insurance and payers.

use crate::wire::code_list;

code_list! {
    /// 医保类型 · Kind of insurance.
    pub enum InsuranceKind from "医疗保障 insutype; the kinds printed on receipts" {
        /// 城乡居民基本医疗保险 · Basic medical insurance for residents.
        ///
        /// 国家代码 National code: 390
        Resident = "resident",
        /// 职工基本医疗保险 · Basic medical insurance for employees.
        ///
        /// 国家代码 National code: 310
        Employee = "employee",
        /// 新型农村合作医疗 · New rural cooperative medical scheme.
        ///
        /// 国家代码 380；已并入城乡居民基本医疗保险。
        /// National code 380. Merged into the basic medical insurance for residents.
        NewRuralCooperative = "new-rural-cooperative",
        /// 城镇居民基本医疗保险 · Basic medical insurance for urban residents.
        ///
        /// 国家代码 391；已并入城乡居民基本医疗保险。
        /// National code 391. Merged into the basic medical insurance for residents.
        UrbanResident = "urban-resident",
        /// 离休人员医疗保障 · Medical scheme for retired cadres.
        ///
        /// 国家代码 National code: 340
        RetiredCadre = "retired-cadre",
        /// 生育保险 · Maternity insurance.
        ///
        /// 国家代码 National code: 510
        Maternity = "maternity",
        /// 商业健康保险 · Commercial health insurance.
        Commercial = "commercial",
        /// 互助基金 · Mutual fund.
        MutualFund = "mutual-fund",
        /// 其他医疗保险 · Other medical insurance.
        ///
        /// 国家代码 National code: 399
        Other = "other",
        /// 自费（无医疗保险） · No insurance.
        SelfPay = "self-pay",
    }
}

code_list! {
    /// 支付方类别 · Payer class.
    pub enum PayerClass from "医疗保障 fund_pay_type; the payers that receipts name" {
        /// 基本医疗保险统筹基金 · Pooled fund of the basic medical insurance.
        ///
        /// 国家代码 National code: 310100, 390100
        BasicInsurance = "basic-insurance",
        /// 大病保险 · Critical illness insurance.
        ///
        /// 国家代码 National code: 390200
        CriticalIllnessInsurance = "critical-illness-insurance",
        /// 医疗救助 · Medical assistance.
        ///
        /// 国家代码 National code: 610100
        MedicalAssistance = "medical-assistance",
        /// 大额医疗费用补助 · Large-claim supplement for employees.
        ///
        /// 国家代码 National code: 330100
        LargeAmountSupplement = "large-amount-supplement",
        /// 公务员医疗补助 · Civil servants' medical subsidy.
        ///
        /// 国家代码 National code: 320100
        CivilServantSupplement = "civil-servant-supplement",
        /// 企业补充医疗保险 · Enterprise supplementary medical insurance.
        ///
        /// 国家代码 National code: 370100
        EnterpriseSupplement = "enterprise-supplement",
        /// 商业健康保险 · Commercial health insurance.
        CommercialInsurance = "commercial-insurance",
        /// 互助基金 · Mutual fund.
        MutualFund = "mutual-fund",
        /// 政府其他资金 · Other government funds.
        Government = "government",
        /// 慈善组织 · Charity.
        Charity = "charity",
        /// 个人求助所得 · Personal appeal (crowdfunding).
        Crowdfunding = "crowdfunding",
        /// 用人单位 · Employer.
        Employer = "employer",
        /// 医院 · Hospital.
        Hospital = "hospital",
        /// 政策性减免 · Fee reduction by policy.
        PolicyRelief = "policy-relief",
        /// 道路交通事故社会救助基金 · Road traffic accident relief fund.
        RoadAccidentFund = "road-accident-fund",
        /// 第三方责任人 · Liable third party.
        ThirdParty = "third-party",
        /// 其他 · Other.
        Other = "other",
    }
}

code_list! {
    /// 结算方式 · Settlement mode.
    pub enum SettlementMode from "医疗保障 practice: 一站式 at the hospital, 手工（零星）报销 later" {
        /// 院端直接结算 · Direct settlement at the hospital.
        AtHospital = "at-hospital",
        /// 手工（零星）报销 · Manual reimbursement afterwards.
        Manual = "manual",
    }
}
