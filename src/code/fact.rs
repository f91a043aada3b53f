//! Facts that a programme may ask for. The list is closed: a rule that needs something else needs an assessment.

use crate::wire::code_list;

code_list! {
    /// 代码型事实 · Fact that is a code.
    pub enum CodeFact from "tongbiao 童标: registry of facts" {
        /// 性别 · Sex of the child.
        Sex = "sex",
        /// 国籍 · Nationality of the child.
        Nationality = "nationality",
        /// 户口类别 · Kind of household registration.
        RegistrationKind = "registration-kind",
        /// 医保类型 · Kinds of insurance in force.
        InsuranceKind = "insurance-kind",
        /// 困难类别 · Categories of hardship in force.
        PovertyCategory = "poverty-category",
        /// 残疾类别 · Kinds of disability.
        DisabilityKind = "disability-kind",
        /// 残疾等级 · Grades of disability.
        DisabilityGrade = "disability-grade",
        /// 已完成的治疗种类 · Kinds of treatment that are done.
        TreatmentDone = "treatment-done",
        /// 计划或进行中的治疗种类 · Kinds of treatment that are planned or in progress.
        TreatmentAhead = "treatment-ahead",
        /// 医院级别 · Hospital level.
        HospitalLevel = "hospital-level",
        /// 医院等次 · Hospital grade.
        HospitalGrade = "hospital-grade",
        /// 医院性质 · Ownership of the hospital.
        HospitalOwnership = "hospital-ownership",
        /// 就诊类别 · Kind of visit.
        VisitKind = "visit-kind",
        /// 票据医保类型 · Kind of insurance of the receipt.
        ReceiptInsuranceKind = "receipt-insurance-kind",
    }
}

code_list! {
    /// 是非型事实 · Fact that is yes or no.
    pub enum FlagFact from "tongbiao 童标: registry of facts" {
        /// 已参加基本医保 · Has a basic insurance in force.
        Insured = "insured",
        /// 有残疾 · Has a disability.
        Disabled = "disabled",
        /// 正在治疗 · Is being treated.
        InTreatment = "in-treatment",
        /// 由机构监护 · Is in the care of an institution.
        InstitutionalGuardian = "institutional-guardian",
    }
}

code_list! {
    /// 金额型事实 · Fact that is an amount.
    pub enum MoneyFact from "tongbiao 童标: registry of facts" {
        /// 家庭年收入 · Yearly income of the household.
        HouseholdIncome = "household-income",
        /// 家庭人均年收入 · Yearly income per head.
        IncomePerHead = "income-per-head",
        /// 家庭财产 · Property of the household.
        HouseholdProperty = "household-property",
        /// 家庭负债 · Debts of the household.
        HouseholdDebts = "household-debts",
        /// 已支出医疗费 · Spent on treatment so far.
        MedicalSpending = "medical-spending",
        /// 预计费用 · Estimated cost of the treatments ahead.
        EstimatedCost = "estimated-cost",
        /// 票据总金额 · Billed on all receipts that count.
        Billed = "billed",
        /// 家庭负担 · Borne by the family on all receipts that count.
        FamilyBorne = "family-borne",
        /// 近十二个月家庭负担 · Borne by the family in the last twelve months.
        FamilyBorneTwelveMonths = "family-borne-12-months",
        /// 已得救助 · Aid received or committed.
        AidReceived = "aid-received",
    }
}

code_list! {
    /// 数量型事实 · Fact that is a number.
    pub enum NumberFact from "tongbiao 童标: registry of facts" {
        /// 家庭人口 · Members of the household.
        HouseholdMembers = "household-members",
        /// 出生体重（克） · Birth weight in grams.
        BirthWeightGrams = "birth-weight-grams",
        /// 体重（克） · Body weight in grams.
        BodyWeightGrams = "body-weight-grams",
        /// 治疗次数或天数 · Sessions or days of treatment.
        TreatmentSessions = "treatment-sessions",
        /// 连续参加互助基金年数 · Full years of membership of a mutual fund.
        MembershipYears = "membership-years",
        /// 住院天数 · Days of the stay.
        StayDays = "stay-days",
        /// 本项目剩余名额 · Places that the programme has left.
        QuotaLeft = "quota-left",
    }
}

code_list! {
    /// 日期型事实 · Fact that is a date.
    pub enum DateFact from "tongbiao 童标: registry of facts" {
        /// 出生日期 · Birth date.
        BirthDate = "birth-date",
        /// 首次录入日期 · Day of the first entry.
        ///
        /// 本项目系统的首次录入日期；没有的，用申请的首次录入日期。
        /// The first entry into the programme's own system; without one, that of the application.
        EnteredOn = "entered-on",
        /// 提交日期 · Day submitted.
        SubmittedOn = "submitted-on",
        /// 确诊日期 · Day of the first diagnosis.
        DiagnosedOn = "diagnosed-on",
        /// 入院日期 · First day of the first stay for treatment.
        AdmittedOn = "admitted-on",
        /// 首次手术日期 · Day of the first operation done.
        OperatedOn = "operated-on",
        /// 参加互助基金日期 · Day on which membership of a mutual fund began.
        MembershipFrom = "membership-from",
        /// 核定日期 · Day of the decision.
        DecidedOn = "decided-on",
        /// 票据就诊日期 · Day of the visit on the receipt.
        ReceiptVisitedOn = "receipt-visited-on",
        /// 票据出院日期 · Day of discharge on the receipt.
        ReceiptDischargedOn = "receipt-discharged-on",
        /// 票据开票日期 · Day of issue of the receipt.
        ReceiptIssuedOn = "receipt-issued-on",
        /// 票据结算日期 · Day of the insurer's settlement.
        ReceiptSettledOn = "receipt-settled-on",
    }
}

code_list! {
    /// 地区型事实 · Fact that is an administrative division.
    pub enum DivisionFact from "tongbiao 童标: registry of facts" {
        /// 户籍地 · Registered address.
        Registration = "registration",
        /// 现住地 · Present address.
        Residence = "residence",
        /// 参保地 · Place of the basic insurance.
        Insurance = "insurance",
        /// 医院所在地 · Place of the hospital.
        Hospital = "hospital",
    }
}

code_list! {
    /// 事实提供者 · Who supplies a fact.
    pub enum FactSupplier from "tongbiao 童标: registry of facts" {
        /// 家庭 · The family.
        Family = "family",
        /// 医院 · The hospital.
        Hospital = "hospital",
        /// 医保经办机构 · The insurer.
        Insurer = "insurer",
        /// 政府部门 · An authority.
        Authority = "authority",
        /// 受理机构 · Who received the application.
        Intake = "intake",
        /// 项目 · The programme.
        Programme = "programme",
    }
}
