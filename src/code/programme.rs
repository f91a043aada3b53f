//! What programmes are made of.

use crate::wire::code_list;

code_list! {
    /// 项目依据 · What a programme document rests on.
    pub enum ProgrammeStanding from "tongbiao 童标: an amount of a real programme needs its notice" {
        /// 依据公告 · It follows a notice.
        ///
        /// 来源一栏列出公告。The notice stands among its sources.
        FollowsNotice = "follows-notice",
        /// 示例 · Illustrative.
        ///
        /// 金额和条件为示例，不代表任何实际项目。Amounts and conditions are examples and stand for no real programme.
        Illustrative = "illustrative",
    }
}

code_list! {
    /// 给付依据 · What an award rests on.
    pub enum Evidence from "programme notices: fixed grants on the diagnosis, advances on an estimate, refunds on receipts" {
        /// 诊断 · The diagnosis.
        Diagnosis = "diagnosis",
        /// 费用预估 · An estimate of the cost.
        Estimate = "estimate",
        /// 票据 · Receipts.
        Receipts = "receipts",
    }
}

code_list! {
    /// 周岁起算 · When a year of age is full.
    pub enum BirthdayConvention from "小天使基金 notices: 周岁生日的第二天起算; and the everyday way of counting" {
        /// 生日当日 · On the birthday.
        OnBirthday = "on-birthday",
        /// 生日次日 · On the day after the birthday.
        DayAfterBirthday = "day-after-birthday",
    }
}

code_list! {
    /// 年龄和时长单位 · Unit of ages and of lengths of time.
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
    /// 诊断匹配范围 · Which diagnoses are looked at.
    pub enum DiagnosisMatch from "programme notices: the disease for which aid is asked" {
        /// 任一诊断 · Any of them.
        Any = "any",
        /// 主要诊断 · The principal one.
        Principal = "principal",
    }
}

code_list! {
    /// 手术情形 · State of an operation.
    pub enum OperationState from "天使阳光基金 notices: 已完成手术不予申请" {
        /// 计划中 · Planned.
        Planned = "planned",
        /// 已完成 · Done.
        Done = "done",
        /// 计划中或已完成 · Either.
        Either = "either",
    }
}

code_list! {
    /// 分档边界 · Which end belongs to a bracket.
    pub enum Bounds from "天使阳光基金 notices: （不含）…（含）; other printings of the same table leave it open" {
        /// 大于下限、不超过上限 · Above the lower end, up to and with the upper one.
        OverUpTo = "over-up-to",
        /// 不低于下限、小于上限 · From the lower end on, below the upper one.
        FromBelow = "from-below",
    }
}

code_list! {
    /// 计量口径 · Which part of a bill is counted.
    pub enum Measure from "财综〔2019〕29号 and the programme notices: 总金额, 目录内, 自付, 自费, 个人负担, 现金" {
        /// 总费用 · All that was billed.
        Billed = "billed",
        /// 目录内费用 · What lies inside the catalogue.
        InCatalogue = "in-catalogue",
        /// 个人自付 · Borne by the person inside the catalogue.
        SelfPaid = "self-paid",
        /// 个人自费 · Borne by the person outside the catalogue.
        SelfFinanced = "self-financed",
        /// 家庭负担 · Borne by the family.
        ///
        /// 个人账户支付加个人现金支付，减去保险事后报销。
        /// Personal account and cash, less what an insurer paid back afterwards.
        FamilyBorne = "family-borne",
        /// 个人现金支付 · Paid in cash.
        ///
        /// 不含个人账户支付，减去保险事后报销。
        /// Without the personal account, less what an insurer paid back afterwards.
        Cash = "cash",
    }
}

code_list! {
    /// 计算单元 · What a benefit is computed for.
    pub enum AwardUnit from "programme notices: per receipt, per stay, per operation, per application, per year" {
        /// 每张票据 · Each receipt.
        Receipt = "receipt",
        /// 每次住院 · Each hospital stay.
        Hospitalisation = "hospitalisation",
        /// 每次申请 · The application.
        Application = "application",
        /// 每个期间累计 · Each period, all receipts together.
        Period = "period",
    }
}

code_list! {
    /// 明细归属 · How insurers' payments are spread over lines.
    pub enum Attribution from "医疗收费票据: insurers' payments stand on the receipt, not on its lines" {
        /// 按明细 · As each line says.
        ///
        /// 明细没有个人负担金额的，不能确定。Undetermined where lines do not say what the person bears.
        Line = "line",
        /// 按比例 · In proportion to the lines.
        ProRata = "pro-rata",
    }
}

code_list! {
    /// 票据日期 · Date of a receipt.
    pub enum ReceiptDate from "医疗收费票据 and 医保结算单" {
        /// 就诊日期 · Day of the visit or admission.
        VisitedOn = "visited-on",
        /// 出院日期 · Day of discharge; of the visit where there is no stay.
        DischargedOn = "discharged-on",
        /// 开票日期 · Day of issue.
        IssuedOn = "issued-on",
        /// 结算日期 · Day of the insurer's settlement; of issue where there is none.
        SettledOn = "settled-on",
    }
}

code_list! {
    /// 分段方法 · How rates of bands apply.
    pub enum BandMethod from "大病保险 practice: 分段 and 全额" {
        /// 分段计算 · Each band's rate for the part inside it.
        Marginal = "marginal",
        /// 全额计算 · One band's rate for the whole.
        Whole = "whole",
    }
}

code_list! {
    /// 分档选择 · Which tier counts.
    pub enum TierSelect from "programme notices: fixed amounts by event" {
        /// 第一个符合的 · The first that applies.
        First = "first",
        /// 只能有一个符合 · The only one that applies.
        Unique = "unique",
    }
}

code_list! {
    /// 超价承担 · Who bears what is above a price.
    pub enum ExcessBearer from "定点医院协议价 practice" {
        /// 医院 · The hospital.
        Hospital = "hospital",
        /// 家庭 · The family.
        Family = "family",
    }
}

code_list! {
    /// 限额范围 · What a limit is for.
    pub enum LimitScope from "programme notices: per line, receipt, stay, operation, application, year, life; fund" {
        /// 每条明细 · Each line.
        Line = "line",
        /// 每张票据 · Each receipt.
        Receipt = "receipt",
        /// 每次住院 · Each hospital stay.
        Hospitalisation = "hospitalisation",
        /// 每次手术 · Each operation.
        Operation = "operation",
        /// 每次申请 · The application.
        Application = "application",
        /// 每个期间 · A period.
        Period = "period",
        /// 终身 · The child's whole life.
        Lifetime = "lifetime",
        /// 资金余额 · What is left of the fund.
        FundBalance = "fund-balance",
    }
}

code_list! {
    /// 舍入方式 · How amounts are rounded.
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
    /// 舍入单位 · To what amounts are rounded.
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
    /// 低于起付金额时 · What happens below the smallest award.
    pub enum BelowMinimum from "programme notices" {
        /// 不予给付 · Nothing is paid.
        PayNothing = "pay-nothing",
        /// 按最低金额给付 · The smallest award is paid, as far as the limits allow.
        PayMinimum = "pay-minimum",
    }
}

code_list! {
    /// 与其他救助的关系 · What other aid does to an award.
    pub enum OtherAid from "补充救助原则 and the programme notices" {
        /// 不影响 · Nothing.
        Ignore = "ignore",
        /// 减少上限 · It lowers what may still be paid, not what the benefit is computed on.
        ReducesCap = "reduces-cap",
        /// 减少基数 · It is taken off before the benefit is computed.
        ReducesBasis = "reduces-basis",
        /// 排斥 · It excludes an award.
        Exclusive = "exclusive",
    }
}

code_list! {
    /// 其他救助计入状态 · Which states of other aid count.
    pub enum CountedAid from "programme notices: paid, and promised" {
        /// 已到账 · Received.
        Received = "received",
        /// 已批准 · Committed.
        Committed = "committed",
    }
}

code_list! {
    /// 给付上限 · Up to what an award goes.
    pub enum AwardCeiling from "补充救助原则: aid never exceeds what the family bears" {
        /// 家庭负担余额 · What the family still bears, line by line.
        FamilyBorne = "family-borne",
        /// 结算时核对 · Compared with receipts later.
        ///
        /// 先行给付的定额救助。For a fixed grant that is paid before there are receipts.
        AtReconciliation = "at-reconciliation",
        /// 不适用 · None.
        ///
        /// 实物和服务。For services and goods.
        NotApplicable = "not-applicable",
    }
}

code_list! {
    /// 收款方 · To whom an award goes.
    pub enum PayeeClass from "医疗救助 practice: 直接拨付到人, 拨付到组织; 救助通知书: to the hospital" {
        /// 医院 · The hospital.
        Hospital = "hospital",
        /// 监护人 · The guardian.
        Guardian = "guardian",
        /// 儿童福利机构 · The welfare institution.
        Institution = "institution",
        /// 康复机构 · A rehabilitation institution.
        RehabilitationCentre = "rehabilitation-centre",
        /// 保险人 · The insurer, for a premium.
        Insurer = "insurer",
        /// 供应方 · A supplier of goods or services.
        Supplier = "supplier",
    }
}
