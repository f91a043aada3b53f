//! Supporting documents, their stamps, and coding schemes.

use crate::wire::code_list;

code_list! {
    /// 印章种类 · Kind of stamp.
    pub enum StampKind from "programme notices: which stamps a diagnosis or a copy needs" {
        /// 医院公章 · Official stamp of the hospital.
        Hospital = "hospital",
        /// 医务处章 · Stamp of the medical affairs office.
        MedicalAffairs = "medical-affairs",
        /// 诊断证明专用章 · Stamp for diagnosis certificates.
        Diagnosis = "diagnosis",
        /// 病案复印专用章 · Stamp for copies of medical records.
        RecordCopy = "record-copy",
        /// 财务专用章 · Stamp of the finance office.
        Finance = "finance",
        /// 收费专用章 · Stamp of the cashier.
        Fee = "fee",
        /// 科室或病区章 · Stamp of a department or ward.
        Department = "department",
        /// 医保经办机构章 · Stamp of the insurer.
        Insurer = "insurer",
        /// 政府部门章 · Stamp of a government authority.
        Authority = "authority",
        /// 村（居）委会章 · Stamp of a village or residents' committee.
        Committee = "committee",
        /// 单位公章 · Official stamp of another organisation.
        Organisation = "organisation",
        /// 电子签章 · Electronic stamp.
        Electronic = "electronic",
    }
}

code_list! {
    /// 材料种类 · Kind of supporting document.
    pub enum MaterialKind from "supporting documents required by programme notices" {
        /// 申请表 · Application form.
        ApplicationForm = "application-form",
        /// 移植资助申请表 · Application form for a transplant.
        TransplantForm = "transplant-form",
        /// 户口簿 · Household register.
        HouseholdRegister = "household-register",
        /// 身份证件 · Identity document.
        IdentityCard = "identity-card",
        /// 出生医学证明 · Medical birth certificate.
        BirthCertificate = "birth-certificate",
        /// 监护关系证明 · Proof of guardianship.
        GuardianshipProof = "guardianship-proof",
        /// 离婚或抚养权文书 · Divorce or custody document.
        CustodyRuling = "custody-ruling",
        /// 诊断证明 · Diagnosis certificate.
        Diagnosis = "diagnosis",
        /// 住院病案首页 · Front page of the inpatient record.
        RecordFrontPage = "record-front-page",
        /// 出院小结 · Discharge summary.
        DischargeSummary = "discharge-summary",
        /// 检查检验报告 · Test report.
        TestReport = "test-report",
        /// 配型报告 · Donor matching report.
        MatchingReport = "matching-report",
        /// 住院通知书 · Notice of admission.
        AdmissionNotice = "admission-notice",
        /// 治疗方案 · Treatment plan.
        TreatmentPlan = "treatment-plan",
        /// 收费票据 · Receipt.
        Receipt = "receipt",
        /// 费用清单 · Fee list.
        FeeList = "fee-list",
        /// 医保结算单 · Insurance settlement sheet.
        SettlementSheet = "settlement-sheet",
        /// 费用分割单 · Split sheet.
        SplitSheet = "split-sheet",
        /// 困难证明 · Hardship certificate.
        HardshipCertificate = "hardship-certificate",
        /// 收入证明 · Proof of income.
        IncomeProof = "income-proof",
        /// 家庭情况说明 · Statement of the family's circumstances.
        FamilyStatement = "family-statement",
        /// 参保证明 · Proof of insurance.
        InsuranceProof = "insurance-proof",
        /// 银行卡 · Bank card.
        BankCard = "bank-card",
        /// 授权同意书 · Consent form.
        Consent = "consent",
        /// 照片 · Photograph.
        Photograph = "photograph",
        /// 其他 · Other.
        Other = "other",
    }
}

code_list! {
    /// 疾病编码体系 · Disease coding scheme.
    pub enum DiseaseScheme from "GB/T 14396—2016; 国家临床版; 医保版; WHO ICD" {
        /// 医保版疾病诊断分类与代码 · ICD-10, medical insurance edition.
        Icd10Nhsa = "icd-10-nhsa",
        /// 疾病分类代码国家临床版 · ICD-10, national clinical edition.
        Icd10Clinical = "icd-10-clinical",
        /// GB/T 14396 疾病分类与代码 · GB/T 14396.
        GbT14396 = "gb-t-14396",
        /// 世界卫生组织 ICD-10 · ICD-10 of the WHO.
        Icd10Who = "icd-10-who",
        /// 国际疾病分类第十一版 · ICD-11.
        Icd11 = "icd-11",
    }
}

code_list! {
    /// 手术编码体系 · Operation coding scheme.
    pub enum OperationScheme from "医保版 and 国家临床版 of ICD-9-CM-3" {
        /// 医保版手术操作分类与代码 · ICD-9-CM-3, medical insurance edition.
        Icd9Cm3Nhsa = "icd-9-cm-3-nhsa",
        /// 手术操作分类代码国家临床版 · ICD-9-CM-3, national clinical edition.
        Icd9Cm3Clinical = "icd-9-cm-3-clinical",
        /// 国际手术操作分类 ICD-9-CM-3 · ICD-9-CM-3.
        Icd9Cm3 = "icd-9-cm-3",
    }
}
