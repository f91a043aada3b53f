//! Codes of adjudications: decisions, reasons, steps of the computation.

use crate::wire::code_list;

code_list! {
    /// 判断 · Truth value.
    pub enum Truth from "tongbiao 童标: an omitted value is unknown, neither yes nor no" {
        /// 是 · Yes.
        Yes = "yes",
        /// 否 · No.
        No = "no",
        /// 未知 · Unknown.
        ///
        /// 取决于缺失的信息。
        /// Depends on missing information.
        Unknown = "unknown",
    }
}

code_list! {
    /// 材料状态 · Status of a supporting document.
    pub enum PaperState from "tongbiao 童标: supporting documents of a programme" {
        /// 已提交且符合要求 · Submitted as required.
        Present = "present",
        /// 缺少 · Missing, or fewer documents than required.
        Missing = "missing",
        /// 不合要求 · Submitted; stamp, form, date of issue or validity not as required.
        Unfit = "unfit",
        /// 无法判断 · Submitted; stamps, form or date of issue not stated.
        Unclear = "unclear",
        /// 不需要 · Not required in this case.
        NotNeeded = "not-needed",
        /// 可能需要 · Undetermined: information is missing.
        MayBeNeeded = "may-be-needed",
    }
}

code_list! {
    /// 材料的核对项 · Point that is examined on a supporting document.
    pub enum PaperPoint from "tongbiao 童标: supporting documents of a programme" {
        /// 印章 · Stamp.
        Stamp = "stamp",
        /// 提交形式 · Form of submission.
        Form = "form",
        /// 开具日期 · Date of issue.
        IssuedOn = "issued-on",
        /// 有效期 · Period of validity.
        Validity = "validity",
    }
}

code_list! {
    /// 核定结论 · Decision.
    pub enum AdjudicationDecision from "tongbiao 童标" {
        /// 给付 · Awarded.
        Awarded = "awarded",
        /// 待补材料 · Awarded pending supporting documents.
        ///
        /// 金额已核定，项目要求的材料尚未齐全。
        /// The amount is computed. Supporting documents that the programme requires are missing.
        AwaitingPapers = "awaiting-papers",
        /// 无可给付金额 · No amount payable.
        ///
        /// 符合申请条件，但给付金额为零。
        /// The child is eligible, and the award is zero.
        NothingPayable = "nothing-payable",
        /// 拒绝 · Refused.
        Refused = "refused",
        /// 待定 · Undetermined.
        ///
        /// 缺少结果中列出的信息。
        /// The information listed in the outcome is missing.
        Undetermined = "undetermined",
    }
}

code_list! {
    /// 承担方 · Party that pays an amount.
    pub enum Bearer from "X12 835: every adjustment has a code and a responsible party" {
        /// 家庭 · The family.
        Family = "family",
        /// 保险人或政府 · An insurer or the government.
        Insurer = "insurer",
        /// 医院 · The hospital.
        Hospital = "hospital",
        /// 其他资助方 · Another funder.
        OtherFunder = "other-funder",
        /// 本项目的以往给付 · This programme, by an earlier award.
        Programme = "programme",
    }
}

code_list! {
    /// 原因代码 · Reason code.
    pub enum ReasonCode from "tongbiao 童标" {
        /// 版本不在有效期内 · Revision not in force.
        RuleNotInForce = "rule-not-in-force",
        /// 金额超出可计算范围 · Amount out of range.
        AmountOutOfRange = "amount-out-of-range",
        /// 程序内部错误：各部分之和不符 · Internal error: the computed parts do not add up.
        ///
        /// 不给付；请向程序的维护者报告。
        /// Nothing is awarded. Please report the error to the maintainers of the program.
        Unbalanced = "unbalanced",
        /// 要求未满足 · Requirement not met.
        RequirementNotMet = "requirement-not-met",
        /// 缺少事实 · Fact missing.
        FactMissing = "fact-missing",
        /// 给付项不适用 · Benefit item not applicable.
        ItemNotApplicable = "item-not-applicable",
        /// 票据重复提交 · Receipt submitted twice.
        ReceiptDuplicate = "receipt-duplicate",
        /// 票据已作废或已冲红 · Receipt voided or reversed.
        ReceiptVoided = "receipt-voided",
        /// 票据提交形式不符 · Submission form of the receipt not accepted.
        ReceiptForm = "receipt-form",
        /// 票据种类不符 · Kind of receipt not accepted.
        ReceiptKind = "receipt-kind",
        /// 就诊类别不符 · Kind of visit not covered.
        ReceiptVisitKind = "receipt-visit-kind",
        /// 非患儿本人的票据 · Receipt not in the child's name.
        ReceiptNotChild = "receipt-not-child",
        /// 非项目所列疾病的票据 · Receipt for a disease that is not covered.
        ReceiptDisease = "receipt-disease",
        /// 医院不在名单内 · Hospital not on the list.
        ReceiptHospital = "receipt-hospital",
        /// 票据日期不在规定期间内 · Receipt date outside the period.
        ReceiptWindow = "receipt-window",
        /// 逾期提交 · Receipt submitted after the deadline.
        ReceiptLate = "receipt-late",
        /// 不符合票据要求 · Requirement for receipts not met.
        ReceiptRequirement = "receipt-requirement",
        /// 分割单合计超过原票据 · Split sheets exceed the original receipt.
        ///
        /// 包括已计入其他申请的分割单。
        /// Includes split sheets admitted in other applications.
        ReceiptPartsExceedOriginal = "receipt-parts-exceed-original",
        /// 票面金额相互矛盾 · Contradictory amounts on the receipt.
        ReceiptTotalMismatch = "receipt-total-mismatch",
        /// 已计入另一申请 · Receipt admitted in another application.
        ///
        /// 原票据或其分割单已计入另一申请的，同样适用。
        /// Also applies if the original receipt or one of its split sheets was admitted there.
        ReceiptUsedElsewhere = "receipt-used-elsewhere",
        /// 票据日期晚于核定日期 · Receipt dated after the decision.
        ///
        /// 就诊、出院或开票日期晚于核定日期的，不在该次核定中计入。
        /// The day of visit, discharge or issue is after the day of the decision. The receipt is admitted in a later decision.
        ReceiptAfterDecision = "receipt-after-decision",
        /// 收费项目类别不计入 · Fee category excluded.
        LineCategory = "line-category",
        /// 目录等级不计入 · Catalogue class excluded.
        LineCatalogue = "line-catalogue",
        /// 药品耗材项目不计入 · Charge item excluded.
        LineChargeItem = "line-charge-item",
        /// 明细已退费 · Line refunded.
        LineRefunded = "line-refunded",
        /// 明细未注明家庭负担 · Family's share of the line not stated.
        LineSplitUnknown = "line-split-unknown",
        /// 其他支付方已在票据上支付 · Paid by another payer on the receipt.
        PaidByPayer = "paid-by-payer",
        /// 不计入计算基数 · Not included in the basis.
        NotMeasured = "not-measured",
        /// 扣除支付方的支付（申请所列） · Payment listed in the application deducted from the basis.
        LessPayer = "less-payer",
        /// 扣除前项给付 · Award of an earlier benefit item deducted from the basis.
        LessItem = "less-item",
        /// 未达到给付门槛 · Threshold not reached.
        ///
        /// 本项目计入的金额未达到公告要求的金额。
        /// The amount that the programme admits does not reach the amount that it requires.
        ThresholdNotReached = "threshold-not-reached",
        /// 起付线 · Deductible.
        Deductible = "deductible",
        /// 比例或分段以外的部分 · Part not covered by the rate or band.
        CoPayment = "co-payment",
        /// 定额以外的部分 · Part beyond the set amount.
        ///
        /// 给付为定额，或按数量计算，与费用金额无关。
        /// The award is a fixed amount or an amount per unit, regardless of the charges.
        SetAmount = "set-amount",
        /// 无符合的档次 · No tier applies.
        NoTier = "no-tier",
        /// 多个档次同时符合 · More than one tier applies.
        TierConflict = "tier-conflict",
        /// 低于最低分段 · Below the lowest band.
        BelowBrackets = "below-brackets",
        /// 手术不在价目内 · Operation not on the price list.
        OperationNotListed = "operation-not-listed",
        /// 超过协议价 · Above the agreed price.
        AbovePrice = "above-price",
        /// 超过计入价格 · Above the highest price that counts.
        ///
        /// 明细超过项目的计入价格，或超过医保支付上限单价的部分。
        /// The part of a line above a price of the programme, or above the price limit of the insurance.
        AboveLinePrice = "above-line-price",
        /// 协议资助 · Agreed share of another payer.
        CoFunded = "co-funded",
        /// 无可计入的费用 · No admitted charges.
        NothingCounted = "nothing-counted",
        /// 按给付项规则为零 · Zero by the rule of the benefit item.
        ComesToNothing = "comes-to-nothing",
        /// 舍入 · Rounding.
        Rounding = "rounding",
        /// 以往已给付 · Already awarded.
        AwardedBefore = "awarded-before",
        /// 每条明细限额 · Limit per line.
        LimitLine = "limit-line",
        /// 每张票据限额 · Limit per receipt.
        LimitReceipt = "limit-receipt",
        /// 每次住院限额 · Limit per hospital stay.
        LimitHospitalisation = "limit-hospitalisation",
        /// 每次手术限额 · Limit per operation.
        LimitOperation = "limit-operation",
        /// 每次申请限额 · Limit per application.
        LimitApplication = "limit-application",
        /// 期间限额 · Limit per period.
        LimitPeriod = "limit-period",
        /// 终身限额 · Lifetime limit.
        LimitLifetime = "limit-lifetime",
        /// 资金余额 · Fund balance.
        LimitFund = "limit-fund",
        /// 次数限额 · Limit on the number of awards.
        LimitCount = "limit-count",
        /// 期间数限额 · Limit on the number of periods.
        LimitPeriods = "limit-periods",
        /// 数量限额 · Limit on the number of units.
        LimitUnits = "limit-units",
        /// 前项限额尚未用尽 · Earlier limit not used up.
        ///
        /// 本项在前项的限额用尽后才给付。
        /// The benefit item awards only after the limit of an earlier item is used up.
        LimitNotReached = "limit-not-reached",
        /// 低于最低给付 · Below the minimum award.
        BelowMinimum = "below-minimum",
        /// 提高到最低给付 · Raised to the minimum award.
        RaisedToMinimum = "raised-to-minimum",
        /// 因其他救助抵减 · Offset by other aid.
        OtherAid = "other-aid",
        /// 超过家庭负担余额 · Above the remaining out-of-pocket amount.
        AboveBurden = "above-burden",
        /// 已有其他救助 · Excluded by other aid.
        Exclusive = "exclusive",
        /// 联合救助方案的分配 · Division by the joint relief plan.
        ///
        /// 本项目单独应给付、但按方案由其他成员给付，或超出约定份额、上限的部分。
        /// The part that the programme alone would award, and that other members award under the plan, or that exceeds an agreed share
        /// or maximum.
        JointPlan = "joint-plan",
        /// 方案其他成员的给付 · Award of another member of the plan.
        JointAward = "joint-award",
        /// 方案其他成员待定 · Another member of the plan undetermined.
        ///
        /// 给付取决于方案中待定的成员，或尚缺的此前救助信息。
        /// The award depends on a member that is undetermined, or on missing information about aid already given.
        MemberUndetermined = "member-undetermined",
        /// 方案规模过大 · Plan too large to be divided.
        ///
        /// 各成员的计算单元与明细的组合过多。
        /// The units of all members together can be paid on too many lines.
        PlanTooLarge = "plan-too-large",
        /// 其他支付方尚未结算 · Settlement by another payer pending.
        Pending = "pending",
        /// 票据可能重复 · Possible duplicate receipt.
        ///
        /// 票据号不足以识别票据，或同一号码的医院写法不同；另有同日、同金额的票据。
        /// The number does not identify the receipt, or the hospital is written differently for the same number.
        /// Another receipt has the same date and amount.
        ReceiptPossibleDuplicate = "receipt-possible-duplicate",
        /// 票据姓名不能确定 · Name on the receipt uncertain.
        ///
        /// 票据上的姓名可能是患儿姓名，也可能不是，须由人判断。
        /// The name may or may not be the child's. A person must decide.
        ReceiptNameUnclear = "receipt-name-unclear",
        /// 票据早于出生 · Receipt dated before the birth.
        ///
        /// 就诊日期早于患儿出生超过 28 天，须由人核对。
        /// The day of visit is more than 28 days before the birth. A person must check it.
        ReceiptBeforeBirth = "receipt-before-birth",
        /// 票据各方支付与总金额不符 · Payments on the receipt that do not equal its total.
        ///
        /// 各方支付的金额之和不等于总金额，家庭负担不能确定。
        /// The payments do not add up to the total, so the family's share is unknown.
        ReceiptPayersTotal = "receipt-payers-total",
        /// 以往核定属于另一患儿 · Earlier adjudication of another child.
        EarlierOfAnotherChild = "earlier-of-another-child",
        /// 以往核定过多 · Too many earlier adjudications.
        EarlierTooMany = "earlier-too-many",
        /// 以往核定的摘要已加密 · Earlier adjudication with sealed digests.
        ///
        /// 须用机构间的密钥，才能与申请比较。
        /// It can be compared with the application only with the key of the alliance.
        EarlierSealed = "earlier-sealed",
    }
}

code_list! {
    /// 计算步骤 · Step of the computation.
    pub enum StepKind from "tongbiao 童标: order of operations" {
        /// 要求是否满足 · Requirement met.
        Requirement = "requirement",
        /// 给付项条件是否满足 · Conditions of the benefit item met.
        Condition = "condition",
        /// 票据是否计入 · Receipt admitted.
        Receipt = "receipt",
        /// 按价格计入 · Prices of lines applied.
        LinePrice = "line-price",
        /// 计算基数 · Basis summed.
        Basis = "basis",
        /// 扣除金额 · Amount deducted from the basis or price.
        Less = "less",
        /// 与给付门槛比较 · Basis compared with the threshold.
        Threshold = "threshold",
        /// 扣除起付线 · Deductible applied.
        Deductible = "deductible",
        /// 计数 · Units counted, or limit on units applied.
        Count = "count",
        /// 计算给付 · Benefit computed.
        Benefit = "benefit",
        /// 计算分段 · Part of one band computed.
        Band = "band",
        /// 舍入 · Amount rounded.
        Rounding = "rounding",
        /// 扣除以往给付 · Earlier awards deducted.
        Before = "before",
        /// 前项限额是否用尽 · Earlier limit used up.
        AfterLimit = "after-limit",
        /// 适用限额 · Limit applied.
        Limit = "limit",
        /// 适用家庭负担余额 · Remaining out-of-pocket amount applied.
        Ceiling = "ceiling",
        /// 适用最低给付 · Minimum award applied.
        Minimum = "minimum",
        /// 单元给付 · Award of the unit.
        Award = "award",
    }
}
