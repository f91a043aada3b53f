//! Codes of programmes: evidence, units, measures, limits, coordination.

use crate::wire::code_list;

code_list! {
    /// 项目依据 · Authority of the programme document.
    pub enum ProgrammeStanding from "tongbiao 童标: an amount of a real programme needs its notice" {
        /// 依据公告 · Based on a published notice.
        ///
        /// 公告须列入来源。
        /// The notice must be listed among the sources.
        FollowsNotice = "follows-notice",
        /// 示例 · Illustrative example.
        ///
        /// 金额和条件均为示例，不代表任何实际项目。
        /// The amounts and conditions are examples and do not represent a real programme.
        Illustrative = "illustrative",
    }
}

code_list! {
    /// 给付依据 · Evidence required for an award.
    pub enum Evidence from "programme notices: fixed grants on the diagnosis, advances on an estimate, refunds on receipts" {
        /// 诊断 · Diagnosis.
        Diagnosis = "diagnosis",
        /// 费用预估 · Cost estimate.
        Estimate = "estimate",
        /// 票据 · Receipts.
        Receipts = "receipts",
    }
}

code_list! {
    /// 周岁起算 · Day on which an age is reached.
    pub enum BirthdayConvention from "小天使基金 notices: 周岁生日的第二天起算; and the everyday way of counting" {
        /// 生日当日 · On the birthday.
        OnBirthday = "on-birthday",
        /// 生日次日 · On the day after the birthday.
        DayAfterBirthday = "day-after-birthday",
    }
}

code_list! {
    /// 年龄和时长单位 · Unit of age or duration.
    pub enum TimeUnit from "programme notices: ages in years, and in months for operations on infants; allowances by the day, the month and the year" {
        /// 周年 · Full years.
        Years = "years",
        /// 足月 · Full months.
        Months = "months",
        /// 天 · Days.
        Days = "days",
    }
}

code_list! {
    /// 诊断匹配范围 · Diagnoses examined.
    pub enum DiagnosisMatch from "programme notices: the disease for which aid is requested" {
        /// 任一诊断 · Any diagnosis.
        Any = "any",
        /// 主要诊断 · Principal diagnosis.
        Principal = "principal",
    }
}

code_list! {
    /// 手术状态 · Status of an operation.
    pub enum OperationState from "天使阳光基金 notices: 已完成手术不予申请" {
        /// 计划中 · Planned.
        Planned = "planned",
        /// 已完成 · Performed.
        Done = "done",
        /// 计划中或已完成 · Planned or performed.
        Either = "either",
    }
}

code_list! {
    /// 分段边界 · Inclusive end of a band.
    pub enum Bounds from "天使阳光基金 notices: （不含）…（含）; other printings of the same table leave it open" {
        /// 超过下限，不超过上限 · Above the lower end, up to and including the upper end.
        OverUpTo = "over-up-to",
        /// 不低于下限，低于上限 · From and including the lower end, below the upper end.
        FromBelow = "from-below",
    }
}

code_list! {
    /// 价格的计量 · Unit of a price.
    pub enum PriceUnit from "programme notices: 床位费每日不超过…元；按目录价格计入" {
        /// 每计量单位 · Per unit of the line's quantity.
        Quantity = "quantity",
        /// 每住院日 · Per day of the hospital stay of the receipt.
        StayDay = "stay-day",
    }
}

code_list! {
    /// 达到门槛的方式 · Comparison with a threshold.
    pub enum ThresholdBound from "programme notices: 超过一万元的；满一万元的" {
        /// 超过 · Above the amount.
        Over = "over",
        /// 达到或超过 · The amount or above.
        AtLeast = "at-least",
    }
}

code_list! {
    /// 计算所取金额 · Amount of the receipts used.
    pub enum Measure from "财综〔2019〕29号 and the programme notices: 总金额, 目录内, 自付, 自费, 个人负担, 现金" {
        /// 总费用 · Total charges.
        Billed = "billed",
        /// 目录内费用 · In-catalogue charges.
        InCatalogue = "in-catalogue",
        /// 个人自付 · Co-payment.
        SelfPaid = "self-paid",
        /// 个人自费 · Out-of-catalogue cost.
        SelfFinanced = "self-financed",
        /// 家庭负担 · Out-of-pocket amount.
        ///
        /// 个人账户支付、账户共济支付、个人现金支付与欠费之和，扣除保险事后报销。
        /// Personal account, relative's account, cash and outstanding amount, less reimbursement by an insurer afterwards.
        FamilyBorne = "family-borne",
        /// 个人现金支付 · Cash payment.
        ///
        /// 不含账户支付和欠费，扣除保险事后报销。
        /// Excludes accounts and the outstanding amount; less reimbursement by an insurer afterwards.
        Cash = "cash",
    }
}

code_list! {
    /// 计算单元 · Unit of computation.
    pub enum AwardUnit from "programme notices: per receipt, per stay, per operation, per application, per year" {
        /// 每张票据 · Each receipt.
        Receipt = "receipt",
        /// 每次住院 · Each hospital stay.
        Hospitalisation = "hospitalisation",
        /// 每次申请 · Each application.
        Application = "application",
        /// 每个期间累计 · Each period, cumulative.
        Period = "period",
    }
}

code_list! {
    /// 明细归属方法 · Attribution of insurance payments to lines.
    pub enum Attribution from "医疗收费票据: insurance payments are printed for the receipt, not for its lines" {
        /// 按明细 · By line.
        ///
        /// 各条明细的金额可由票据确定的，按明细计算；无法确定的，结果为待定。
        /// The amount of each line follows from the receipt, for example because every line states the family's share. Undetermined if it
        /// does not follow.
        Line = "line",
        /// 按比例 · In proportion to the line amounts.
        ProRata = "pro-rata",
    }
}

code_list! {
    /// 票据日期 · Date of a receipt.
    pub enum ReceiptDate from "医疗收费票据 and 医保结算单" {
        /// 就诊日期 · Date of visit or admission.
        VisitedOn = "visited-on",
        /// 出院日期 · Date of discharge, or of the visit if there is no stay.
        DischargedOn = "discharged-on",
        /// 开票日期 · Date of issue.
        IssuedOn = "issued-on",
        /// 结算日期 · Date of insurance settlement, or of issue if there is none.
        SettledOn = "settled-on",
    }
}

code_list! {
    /// 分段方法 · Application of the rates of bands.
    pub enum BandMethod from "大病保险 practice: 分段 and 全额" {
        /// 分段计算 · Each rate for the part inside its band.
        Marginal = "marginal",
        /// 全额计算 · One rate for the whole amount.
        Whole = "whole",
    }
}

code_list! {
    /// 档次选择 · Tier selection.
    pub enum TierSelect from "programme notices: fixed amounts by event" {
        /// 取第一个符合的 · First tier that applies.
        First = "first",
        /// 只能有一个符合 · Only one tier may apply.
        Unique = "unique",
    }
}

code_list! {
    /// 超价承担方 · Party that pays the excess over the price.
    pub enum ExcessBearer from "定点医院协议价 practice" {
        /// 医院 · The hospital.
        Hospital = "hospital",
        /// 家庭 · The family.
        Family = "family",
    }
}

code_list! {
    /// 限额范围 · Scope of a limit.
    pub enum LimitScope from "programme notices: per line, receipt, stay, operation, application, year, life; fund" {
        /// 每条明细 · Per line.
        ///
        /// 须有票据明细。
        /// Requires the lines of the receipt.
        Line = "line",
        /// 每张票据 · Per receipt.
        Receipt = "receipt",
        /// 每次住院 · Per hospital stay.
        Hospitalisation = "hospitalisation",
        /// 每次手术 · Per operation.
        Operation = "operation",
        /// 每次申请 · Per application.
        Application = "application",
        /// 每个期间 · Per period.
        Period = "period",
        /// 终身 · Per lifetime of the child.
        Lifetime = "lifetime",
        /// 资金余额 · Fund balance.
        ///
        /// 一个项目的资金余额只有一个，受此限额的各给付项共用。
        /// A programme has one balance. All benefit items under such limits draw on it.
        FundBalance = "fund-balance",
    }
}

code_list! {
    /// 舍入方式 · Rounding mode.
    pub enum RoundingMode from "programme notices: 四舍五入, 舍去角分, 进位" {
        /// 四舍五入 · Half up.
        HalfUp = "half-up",
        /// 舍去 · Down.
        Down = "down",
        /// 进位 · Up.
        Up = "up",
    }
}

code_list! {
    /// 舍入单位 · Rounding unit.
    pub enum RoundingUnit from "programme notices: fen, yuan, hundreds of yuan" {
        /// 分 · One fen.
        Fen = "0.01",
        /// 角 · Ten fen.
        Jiao = "0.10",
        /// 元 · One yuan.
        Yuan = "1.00",
        /// 十元 · Ten yuan.
        TenYuan = "10.00",
        /// 百元 · A hundred yuan.
        HundredYuan = "100.00",
    }
}

code_list! {
    /// 低于最低给付时 · Treatment of amounts below the minimum award.
    pub enum BelowMinimum from "programme notices" {
        /// 不予给付 · No award.
        PayNothing = "pay-nothing",
        /// 按最低给付额给付 · Minimum award, subject to the limits.
        PayMinimum = "pay-minimum",
    }
}

code_list! {
    /// 其他救助的影响 · Effect of other aid on an award.
    pub enum OtherAid from "补充救助原则 and the programme notices" {
        /// 不影响 · Ignored.
        Ignore = "ignore",
        /// 抵减限额 · Deducted from the cap, not from the basis.
        ReducesCap = "reduces-cap",
        /// 抵减计算基数 · Deducted from the basis.
        ReducesBasis = "reduces-basis",
        /// 已有其他救助的不给付 · No award if other aid exists.
        Exclusive = "exclusive",
    }
}

code_list! {
    /// 计入的救助状态 · Status of aid considered.
    pub enum CountedAid from "programme notices: paid, and committed" {
        /// 已到账 · Received.
        Received = "received",
        /// 已承诺 · Committed.
        Committed = "committed",
    }
}

code_list! {
    /// 给付不得超过的金额 · Amount that an award must not exceed.
    pub enum AwardCeiling from "补充救助原则: aid never exceeds the family's share" {
        /// 家庭负担余额 · Remaining out-of-pocket amount, line by line.
        FamilyBorne = "family-borne",
        /// 结算后核对 · Checked against receipts later.
        ///
        /// 用于先行给付的定额救助。
        /// For fixed amounts that are paid before the receipts are issued.
        AtReconciliation = "at-reconciliation",
        /// 不适用 · None.
        ///
        /// 用于实物和服务。
        /// For goods and services.
        NotApplicable = "not-applicable",
    }
}

code_list! {
    /// 收款方类别 · Kind of payee.
    pub enum PayeeClass from "医疗救助 practice: 直接拨付到人, 拨付到组织; 救助通知书: to the hospital" {
        /// 医院 · The hospital.
        Hospital = "hospital",
        /// 监护人 · The guardian.
        Guardian = "guardian",
        /// 儿童福利机构 · The children's welfare institution.
        Institution = "institution",
        /// 康复机构 · A rehabilitation institution.
        RehabilitationCentre = "rehabilitation-centre",
        /// 保险人 · The insurer.
        Insurer = "insurer",
        /// 供应方 · A supplier of goods or services.
        Supplier = "supplier",
    }
}

code_list! {
    /// 评估结论种类 · Kind of result of an assessment.
    pub enum AssessmentAnswer from "programme notices: 综合评定, 家访评分, 困难等级, 评审委员会确定的金额" {
        /// 是非 · Yes or no.
        YesNo = "yes-no",
        /// 评分 · Score or another whole number.
        Number = "number",
        /// 金额 · Amount.
        Amount = "amount",
        /// 等级 · Grade of a list.
        Grade = "grade",
        /// 日期 · Date.
        Date = "date",
    }
}
