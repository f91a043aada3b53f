//! Facts that a programme may use. The list is closed: a rule about anything else requires an assessment by a person.

use crate::wire::code_list;

code_list! {
    /// 代码型事实 · Fact with a code.
    pub enum CodeFact from "tongbiao 童标: registry of facts" {
        /// 性别 · Sex of the child.
        Sex = "sex",
        /// 国籍 · Nationality of the child.
        Nationality = "nationality",
        /// 户口类别 · Kind of household registration.
        RegistrationKind = "registration-kind",
        /// 医保类型 · Kind of insurance in force.
        InsuranceKind = "insurance-kind",
        /// 困难类别 · Hardship category in force.
        PovertyCategory = "poverty-category",
        /// 就诊时的困难类别 · Hardship category in force on the day of visit.
        ///
        /// 逐张票据按就诊日期判断证明是否有效；就诊日期未填写的，用住院起始日期，再无的用开票日期。手术按该次治疗的起始日期判断。
        /// Judged for each receipt on its day of visit: without that day on the first day of the stay, without both on the
        /// day of issue. For an operation, on the first day of its treatment.
        PovertyCategoryAtVisit = "poverty-category-at-visit",
        /// 残疾类别（证件有效） · Kind of disability (certificate in force).
        DisabilityKind = "disability-kind",
        /// 残疾等级（证件有效） · Grade of disability (certificate in force).
        DisabilityGrade = "disability-grade",
        /// 父母残疾类别（证件有效） · Kind of disability of a parent (certificate in force).
        ParentDisabilityKind = "parent-disability-kind",
        /// 父母残疾等级（证件有效） · Grade of disability of a parent (certificate in force).
        ParentDisabilityGrade = "parent-disability-grade",
        /// 学校类别 · Kind of school.
        SchoolKind = "school-kind",
        /// 已完成的治疗种类 · Kind of treatment completed.
        TreatmentDone = "treatment-done",
        /// 计划或进行中的治疗种类 · Kind of treatment planned or in progress.
        TreatmentAhead = "treatment-ahead",
        /// 医院级别 · Hospital level.
        HospitalLevel = "hospital-level",
        /// 医院等次 · Hospital grade.
        HospitalGrade = "hospital-grade",
        /// 医院性质 · Hospital ownership.
        HospitalOwnership = "hospital-ownership",
        /// 就诊类别 · Kind of visit.
        VisitKind = "visit-kind",
        /// 票据医保类型 · Kind of insurance on the receipt.
        ReceiptInsuranceKind = "receipt-insurance-kind",
    }
}

code_list! {
    /// 是非型事实 · Yes-or-no fact.
    pub enum FlagFact from "tongbiao 童标: registry of facts" {
        /// 已参加基本医疗保险 · Covered by basic medical insurance.
        Insured = "insured",
        /// 有残疾（证件有效） · Has a disability (certificate in force).
        Disabled = "disabled",
        /// 正在治疗 · In treatment.
        InTreatment = "in-treatment",
        /// 由机构监护 · Under the guardianship of an institution.
        InstitutionalGuardian = "institutional-guardian",
    }
}

code_list! {
    /// 金额型事实 · Fact with an amount.
    pub enum MoneyFact from "tongbiao 童标: registry of facts" {
        /// 家庭年收入 · Annual household income.
        HouseholdIncome = "household-income",
        /// 家庭人均年收入 · Annual household income per head.
        IncomePerHead = "income-per-head",
        /// 家庭财产 · Household property.
        HouseholdProperty = "household-property",
        /// 家庭负债 · Household debts.
        HouseholdDebts = "household-debts",
        /// 已支出医疗费 · Medical spending to date.
        MedicalSpending = "medical-spending",
        /// 预计费用 · Estimated cost of planned and current treatments.
        EstimatedCost = "estimated-cost",
        /// 票据总金额 · Total of all valid receipts.
        Billed = "billed",
        /// 家庭负担 · Out-of-pocket amount on all valid receipts.
        FamilyBorne = "family-borne",
        /// 近十二个月家庭负担 · Out-of-pocket amount in the last twelve months.
        FamilyBorneTwelveMonths = "family-borne-12-months",
        /// 政策范围内个人自付 · Co-payment inside the insurance catalogue on all valid receipts.
        SelfPaid = "self-paid",
        /// 近十二个月政策范围内个人自付 · Co-payment inside the insurance catalogue in the last twelve months.
        SelfPaidTwelveMonths = "self-paid-12-months",
        /// 已到账或已承诺的其他救助 · Other aid received or committed.
        AidReceived = "aid-received",
    }
}

code_list! {
    /// 数量型事实 · Fact with a number.
    pub enum NumberFact from "tongbiao 童标: registry of facts" {
        /// 家庭人口 · Number of household members.
        HouseholdMembers = "household-members",
        /// 出生体重（克） · Birth weight in grams.
        BirthWeightGrams = "birth-weight-grams",
        /// 体重（克） · Body weight in grams.
        BodyWeightGrams = "body-weight-grams",
        /// 已进行的治疗次数或天数 · Number of treatment sessions or days held.
        TreatmentSessions = "treatment-sessions",
        /// 连续参加互助基金年数 · Full years of mutual fund membership without a break.
        MembershipYears = "membership-years",
        /// 连续参加互助基金月数 · Full months of mutual fund membership without a break.
        MembershipMonths = "membership-months",
        /// 连续参加基本医疗保险月数 · Full months of basic medical insurance without a break.
        InsuredMonths = "insured-months",
        /// 居住年数 · Full years at the place of residence.
        ResidenceYears = "residence-years",
        /// 落户年数 · Full years of the household registration.
        RegistrationYears = "registration-years",
        /// 住院天数 · Days of hospital stay.
        StayDays = "stay-days",
        /// 本项目剩余名额 · Remaining places in the programme.
        QuotaLeft = "quota-left",
    }
}

impl NumberFact {
    /// The least number that a document can state.
    pub(crate) const fn least(self) -> i64 {
        match self {
            // The child is a member of the household.
            Self::HouseholdMembers => 1,
            Self::BirthWeightGrams | Self::BodyWeightGrams => 200,
            Self::TreatmentSessions
            | Self::MembershipYears
            | Self::MembershipMonths
            | Self::InsuredMonths
            | Self::ResidenceYears
            | Self::RegistrationYears
            | Self::StayDays
            | Self::QuotaLeft => 0,
        }
    }
}

code_list! {
    /// 日期型事实 · Fact with a date.
    pub enum DateFact from "tongbiao 童标: registry of facts" {
        /// 出生日期 · Date of birth.
        BirthDate = "birth-date",
        /// 首次录入日期 · Date of first entry.
        ///
        /// 首次录入本项目系统的日期；未填写的，用申请的首次录入日期。
        /// Date of first entry into the programme's system. If omitted, the first entry of the application is used.
        EnteredOn = "entered-on",
        /// 提交日期 · Date of submission.
        SubmittedOn = "submitted-on",
        /// 申请当年 1 月 1 日 · First day of the year of submission.
        ///
        /// 提交日期所在年份的 1 月 1 日。当年 1 月 1 日之后出生的，该日年龄为 0。
        /// 1 January of the year of the date of submission. A child born later in that year has the age 0 on it.
        ApplicationYearStart = "application-year-start",
        /// 首次诊断日期 · Date of the first diagnosis.
        DiagnosedOn = "diagnosed-on",
        /// 首次入院或开始治疗日期 · Date of the first admission or first day of treatment.
        AdmittedOn = "admitted-on",
        /// 首次手术日期 · Date of the first operation performed.
        OperatedOn = "operated-on",
        /// 连续参加互助基金起始日期 · Start of mutual fund membership without a break.
        MembershipFrom = "membership-from",
        /// 连续参加基本医疗保险起始日期 · Start of basic medical insurance without a break.
        InsuredFrom = "insured-from",
        /// 居住起始日期 · First day at the place of residence.
        ResidentSince = "resident-since",
        /// 落户日期 · Day of the household registration.
        RegisteredSince = "registered-since",
        /// 核定日期 · Date of adjudication.
        DecidedOn = "decided-on",
        /// 票据就诊日期 · Date of visit on the receipt.
        ReceiptVisitedOn = "receipt-visited-on",
        /// 票据出院日期 · Date of discharge on the receipt.
        ReceiptDischargedOn = "receipt-discharged-on",
        /// 票据开票日期 · Date of issue of the receipt.
        ReceiptIssuedOn = "receipt-issued-on",
        /// 票据结算日期 · Date of insurance settlement of the receipt.
        ReceiptSettledOn = "receipt-settled-on",
    }
}

code_list! {
    /// 地区型事实 · Fact with an administrative division.
    pub enum DivisionFact from "tongbiao 童标: registry of facts" {
        /// 户籍地 · Registered residence (hukou).
        Registration = "registration",
        /// 居住地 · Place of residence.
        Residence = "residence",
        /// 参保地 · Place of insurance.
        Insurance = "insurance",
        /// 医院所在地 · Location of the hospital.
        Hospital = "hospital",
    }
}

code_list! {
    /// 事实提供方 · Supplier of a fact.
    pub enum FactSupplier from "tongbiao 童标: registry of facts" {
        /// 家庭 · The family.
        Family = "family",
        /// 医院 · The hospital.
        Hospital = "hospital",
        /// 医保经办机构 · The insurer.
        Insurer = "insurer",
        /// 政府部门 · A government authority.
        Authority = "authority",
        /// 受理机构 · The receiving organisation.
        Intake = "intake",
        /// 项目 · The programme.
        Programme = "programme",
    }
}
