//! Diagnoses, treatment, aid and consent.

use crate::wire::code_list;

code_list! {
    /// 诊断次序 · Rank of a diagnosis.
    pub enum DiagnosisRank from "医疗保障基金结算清单: 主要诊断 and 其他诊断" {
        /// 主要诊断 · Principal diagnosis.
        Principal = "principal",
        /// 其他诊断 · Other diagnosis.
        Other = "other",
    }
}

code_list! {
    /// 诊断确定程度 · Certainty of a diagnosis.
    pub enum DiagnosisCertainty from "practice of diagnosis certificates: 确诊 and 疑似" {
        /// 确诊 · Confirmed.
        Confirmed = "confirmed",
        /// 疑似 · Suspected.
        Suspected = "suspected",
    }
}

code_list! {
    /// 治疗种类 · Kind of treatment.
    pub enum TreatmentKind from "treatments in programme notices" {
        /// 手术 · Surgery.
        Surgery = "surgery",
        /// 造血干细胞移植 · Haematopoietic stem cell transplant.
        Transplant = "transplant",
        /// 器官移植 · Organ transplant.
        OrganTransplant = "organ-transplant",
        /// 化疗 · Chemotherapy.
        Chemotherapy = "chemotherapy",
        /// 放疗 · Radiotherapy.
        Radiotherapy = "radiotherapy",
        /// 免疫与细胞治疗 · Immunotherapy or cell therapy.
        Immunotherapy = "immunotherapy",
        /// 药物治疗 · Medication.
        Medication = "medication",
        /// 输血 · Transfusion.
        Transfusion = "transfusion",
        /// 透析 · Dialysis.
        Dialysis = "dialysis",
        /// 康复 · Rehabilitation.
        Rehabilitation = "rehabilitation",
        /// 辅助器具或植入物 · Assistive device or implant.
        Device = "device",
        /// 重症监护 · Intensive care.
        IntensiveCare = "intensive-care",
        /// 安宁疗护 · Palliative care.
        Hospice = "hospice",
        /// 检查诊断 · Diagnostic tests.
        Diagnostics = "diagnostics",
        /// 随访 · Follow-up.
        FollowUp = "follow-up",
        /// 其他 · Other.
        Other = "other",
    }
}

impl TreatmentKind {
    /// Whether it is an operation. An operation is completed on the day it is performed, even if the stay continues.
    pub const fn is_operation(self) -> bool {
        matches!(self, Self::Surgery | Self::Transplant | Self::OrganTransplant)
    }
}

code_list! {
    /// 治疗状态 · Status of a treatment.
    pub enum TreatmentStatus from "FHIR EventStatus in the words of the notices" {
        /// 计划中 · Planned.
        Planned = "planned",
        /// 进行中 · In progress.
        InProgress = "in-progress",
        /// 已完成 · Completed.
        Completed = "completed",
        /// 已取消 · Cancelled.
        Cancelled = "cancelled",
    }
}

code_list! {
    /// 救助状态 · Status of aid.
    pub enum AidStatus from "practice of the programmes: requested, committed, paid" {
        /// 已申请 · Requested.
        Requested = "requested",
        /// 已承诺 · Committed.
        Committed = "committed",
        /// 已到账 · Received.
        Received = "received",
        /// 已拒绝 · Refused.
        Refused = "refused",
        /// 已退回 · Returned.
        Returned = "returned",
    }
}

code_list! {
    /// 处理目的 · Purpose of data processing.
    pub enum ConsentPurpose from "《个人信息保护法》 articles 23, 29, 31" {
        /// 审核资格 · Assessment of eligibility.
        Eligibility = "eligibility",
        /// 拨付款项 · Payment.
        Payment = "payment",
        /// 与其他资助方协调 · Coordination with other funders.
        Coordination = "coordination",
        /// 核验材料 · Verification of supporting documents.
        Verification = "verification",
        /// 公示 · Public notice.
        Publication = "publication",
        /// 向主管部门报告 · Reporting to authorities.
        Reporting = "reporting",
        /// 去标识化研究 · Research on de-identified data.
        Research = "research",
        /// 随访 · Follow-up.
        FollowUp = "follow-up",
    }
}

code_list! {
    /// 个人信息种类 · Kind of personal data.
    pub enum DataKind from "《个人信息保护法》 article 28, GB/T 35273" {
        /// 身份信息 · Identity data.
        Identity = "identity",
        /// 联系方式 · Contact data.
        Contact = "contact",
        /// 家庭与经济状况 · Household and economic situation.
        Household = "household",
        /// 参保信息 · Insurance coverage.
        Insurance = "insurance",
        /// 健康信息 · Health data.
        Health = "health",
        /// 票据与费用 · Receipts and costs.
        Receipts = "receipts",
        /// 银行账户 · Bank account.
        BankAccount = "bank-account",
        /// 影像照片 · Photographs.
        Photographs = "photographs",
    }
}

code_list! {
    /// 同意方式 · Method of consent.
    pub enum ConsentMethod from "practice of the programmes" {
        /// 书面签字 · Written signature.
        Written = "written",
        /// 电子签名 · Electronic signature.
        Electronic = "electronic",
        /// 录音录像 · Audio or video recording.
        Recorded = "recorded",
    }
}

code_list! {
    /// 机构监护人类别 · Kind of institutional guardian.
    pub enum GuardianInstitutionKind from "《民法典》 article 32 and practice" {
        /// 儿童福利机构 · Children's welfare institution.
        WelfareHome = "welfare-home",
        /// 村民委员会 · Village committee.
        VillageCommittee = "village-committee",
        /// 居民委员会 · Residents' committee.
        NeighbourhoodCommittee = "neighbourhood-committee",
        /// 民政部门 · Civil affairs department.
        CivilAffairs = "civil-affairs",
        /// 其他机构 · Other institution.
        Other = "other",
    }
}

code_list! {
    /// 残疾类别 · Kind of disability.
    pub enum DisabilityKind from "GB/T 26341" {
        /// 视力残疾 · Visual disability.
        Visual = "visual",
        /// 听力残疾 · Hearing disability.
        Hearing = "hearing",
        /// 言语残疾 · Speech disability.
        Speech = "speech",
        /// 肢体残疾 · Physical disability.
        Physical = "physical",
        /// 智力残疾 · Intellectual disability.
        Intellectual = "intellectual",
        /// 精神残疾 · Mental disability.
        Mental = "mental",
        /// 多重残疾 · Multiple disabilities.
        Multiple = "multiple",
    }
}

code_list! {
    /// 残疾等级 · Grade of disability.
    pub enum DisabilityGrade from "GB/T 26341" {
        /// 一级 · Grade one.
        Grade1 = "grade-1",
        /// 二级 · Grade two.
        Grade2 = "grade-2",
        /// 三级 · Grade three.
        Grade3 = "grade-3",
        /// 四级 · Grade four.
        Grade4 = "grade-4",
    }
}

code_list! {
    /// 发票种类 · Kind of tax invoice.
    pub enum TaxInvoiceKind from "public implementations of the medical e-invoice interface: 发票票种" {
        /// 数电专用发票 · Fully digital special VAT invoice.
        DigitalSpecial = "digital-special",
        /// 数电普通发票 · Fully digital ordinary VAT invoice.
        DigitalOrdinary = "digital-ordinary",
        /// 增值税电子普通发票 · Electronic ordinary VAT invoice.
        ElectronicOrdinary = "electronic-ordinary",
        /// 增值税普通发票 · Paper ordinary VAT invoice.
        PaperOrdinary = "paper-ordinary",
        /// 增值税专用发票 · Paper special VAT invoice.
        PaperSpecial = "paper-special",
    }
}

code_list! {
    /// 学校类别 · Kind of school.
    pub enum SchoolKind from "教育部 各级各类学校: kinds of schools" {
        /// 未入学 · Does not attend school.
        None = "none",
        /// 幼儿园 · Kindergarten.
        Kindergarten = "kindergarten",
        /// 小学 · Primary school.
        Primary = "primary",
        /// 初中 · Junior secondary school.
        JuniorSecondary = "junior-secondary",
        /// 普通高中 · Senior secondary school.
        SeniorSecondary = "senior-secondary",
        /// 中等职业学校 · Secondary vocational school.
        Vocational = "vocational",
        /// 特殊教育学校 · Special education school.
        Special = "special",
        /// 高等学校 · Institution of higher education.
        Higher = "higher",
        /// 其他 · Other.
        Other = "other",
    }
}
