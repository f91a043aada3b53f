//! What an adjudication says.

use crate::wire::code_list;

code_list! {
    /// 判断 · Judgement.
    pub enum Truth from "tongbiao 童标: what is absent is unknown, neither yes nor no" {
        /// 是 · Yes.
        Yes = "yes",
        /// 否 · No.
        No = "no",
        /// 未知 · Unknown.
        ///
        /// 取决于缺失的事实。
        /// That depends on what is missing.
        Unknown = "unknown",
    }
}

code_list! {
    /// 材料情况 · What has become of a paper.
    pub enum PaperState from "tongbiao 童标: papers of a programme" {
        /// 已提交 · Handed in as it must be.
        Present = "present",
        /// 缺少 · Not handed in, or not often enough.
        Missing = "missing",
        /// 不合要求 · Handed in with the wrong stamp, too old, or no longer in force.
        Unfit = "unfit",
        /// 不清楚 · Handed in; its stamps or its day of issue are not stated.
        Unclear = "unclear",
        /// 不需要 · The case is not one that needs it.
        NotNeeded = "not-needed",
        /// 可能需要 · Whether the case needs it is not known yet.
        MayBeNeeded = "may-be-needed",
    }
}

code_list! {
    /// 核定结论 · Decision.
    pub enum AdjudicationDecision from "tongbiao 童标" {
        /// 给付 · Awarded.
        Awarded = "awarded",
        /// 待补材料 · Awarded once the papers are there.
        ///
        /// 金额已经算出，所需材料尚未齐全。
        /// The amount is computed; papers that the programme needs are missing.
        AwaitingPapers = "awaiting-papers",
        /// 无可给付 · Nothing to pay.
        ///
        /// 符合条件，但金额为零。
        /// The child may have the programme's aid, and it comes to nothing.
        NothingPayable = "nothing-payable",
        /// 不予给付 · Refused.
        Refused = "refused",
        /// 不能确定 · Undetermined.
        ///
        /// 缺少列出的事实。
        /// The facts that are listed are missing.
        Undetermined = "undetermined",
    }
}

code_list! {
    /// 承担方 · Who bears an amount.
    pub enum Bearer from "X12 835: every reduction has a code and somebody who bears it" {
        /// 家庭 · The family.
        Family = "family",
        /// 保险人或政府 · An insurer or the government.
        Insurer = "insurer",
        /// 医院 · The hospital.
        Hospital = "hospital",
        /// 其他资助方 · Another funder.
        OtherFunder = "other-funder",
        /// 本项目此前的给付 · This programme, by an earlier award.
        Programme = "programme",
    }
}

code_list! {
    /// 原因代码 · Reason.
    pub enum ReasonCode from "tongbiao 童标" {
        /// 版本不在有效期 · The revision is not in force.
        RuleNotInForce = "rule-not-in-force",
        /// 金额超出范围 · An amount is out of range.
        AmountOutOfRange = "amount-out-of-range",
        /// 各部分之和不符 · The parts do not add up.
        ///
        /// 程序有误，没有给付；请向程序的维护者报告。
        /// The program is in error and awards nothing; tell those who maintain it.
        Unbalanced = "unbalanced",
        /// 不符合要求 · A requirement is not met.
        RequirementNotMet = "requirement-not-met",
        /// 缺少事实 · A fact is missing.
        FactMissing = "fact-missing",
        /// 给付项不适用 · The item is not for this case.
        ItemNotApplicable = "item-not-applicable",
        /// 票据重复 · The receipt was handed in twice.
        ReceiptDuplicate = "receipt-duplicate",
        /// 票据已作废或冲红 · The receipt is voided or reversed.
        ReceiptVoided = "receipt-voided",
        /// 提交形式不符 · Form in which the receipt was handed in.
        ReceiptForm = "receipt-form",
        /// 票据种类不符 · Kind of receipt.
        ReceiptKind = "receipt-kind",
        /// 就诊类别不符 · Kind of visit.
        ReceiptVisitKind = "receipt-visit-kind",
        /// 不是患儿的票据 · The receipt is not the child's.
        ReceiptNotChild = "receipt-not-child",
        /// 不是该疾病的票据 · The receipt is for another disease.
        ReceiptDisease = "receipt-disease",
        /// 医院不在名单内 · The hospital is not on the list.
        ReceiptHospital = "receipt-hospital",
        /// 不在日期范围内 · The receipt lies outside the window.
        ReceiptWindow = "receipt-window",
        /// 逾期提交 · The receipt was handed in too late.
        ReceiptLate = "receipt-late",
        /// 不符合票据要求 · A requirement of receipts is not met.
        ReceiptRequirement = "receipt-requirement",
        /// 各部分超过原票据 · The parts together exceed the original.
        ///
        /// 含另一申请已计入的分割单。
        /// With those that counted in other applications.
        ReceiptPartsExceedOriginal = "receipt-parts-exceed-original",
        /// 票面金额矛盾 · The amounts of the face contradict each other.
        ReceiptTotalMismatch = "receipt-total-mismatch",
        /// 已计入另一申请 · The receipt counted in another application.
        ///
        /// 其原票据或分割单已计入的，也是。
        /// So it did if its original did, or a part of it.
        ReceiptUsedElsewhere = "receipt-used-elsewhere",
        /// 收费项目类别不计入 · The fee category does not count.
        LineCategory = "line-category",
        /// 目录等级不计入 · The class of the catalogue does not count.
        LineCatalogue = "line-catalogue",
        /// 药品耗材项目不计入 · The charge item does not count.
        LineChargeItem = "line-charge-item",
        /// 已退费 · The line was refunded.
        LineRefunded = "line-refunded",
        /// 明细负担不明 · What the person bears of each line is not stated.
        LineSplitUnknown = "line-split-unknown",
        /// 其他支付方已付 · Paid by somebody else on the receipt.
        PaidByPayer = "paid-by-payer",
        /// 不在计量口径内 · Not of the part that is measured.
        NotMeasured = "not-measured",
        /// 支付方已付（申请所列） · Paid by a payer whom the programme takes off.
        LessPayer = "less-payer",
        /// 前项给付 · Paid by an earlier item.
        LessItem = "less-item",
        /// 起付线 · Deductible.
        Deductible = "deductible",
        /// 家庭自付比例 · The family's own share.
        CoPayment = "co-payment",
        /// 定额以外 · Beyond a set amount.
        ///
        /// 金额是定的，或按数量计算，与费用多少无关。
        /// The amount is fixed, or goes by a number, whatever was billed.
        SetAmount = "set-amount",
        /// 没有符合的档次 · No tier applies.
        NoTier = "no-tier",
        /// 符合多个档次 · Several tiers apply where only one may.
        TierConflict = "tier-conflict",
        /// 低于最低一档 · Below the lowest bracket.
        BelowBrackets = "below-brackets",
        /// 手术不在价目内 · The operation is not on the list.
        OperationNotListed = "operation-not-listed",
        /// 超过协议价 · Above the agreed price.
        AbovePrice = "above-price",
        /// 协议资助 · Agreed share of another payer.
        CoFunded = "co-funded",
        /// 没有可计入的费用 · Nothing that counts was billed.
        NothingCounted = "nothing-counted",
        /// 按本项规则为零 · It comes to nothing by its own rule.
        ComesToNothing = "comes-to-nothing",
        /// 舍入 · Rounding.
        Rounding = "rounding",
        /// 此前已给付 · Awarded before.
        AwardedBefore = "awarded-before",
        /// 每条明细限额 · Limit of a line.
        LimitLine = "limit-line",
        /// 每张票据限额 · Limit of a receipt.
        LimitReceipt = "limit-receipt",
        /// 每次住院限额 · Limit of a stay.
        LimitHospitalisation = "limit-hospitalisation",
        /// 每次手术限额 · Limit of an operation.
        LimitOperation = "limit-operation",
        /// 每次申请限额 · Limit of an application.
        LimitApplication = "limit-application",
        /// 期间限额 · Limit of a period.
        LimitPeriod = "limit-period",
        /// 终身限额 · Limit of a lifetime.
        LimitLifetime = "limit-lifetime",
        /// 资金余额 · What is left of the fund.
        LimitFund = "limit-fund",
        /// 次数限额 · Limit of the number of awards.
        LimitCount = "limit-count",
        /// 数量限额 · Limit of the number that a benefit counts.
        LimitUnits = "limit-units",
        /// 低于最低给付 · Below the smallest award.
        BelowMinimum = "below-minimum",
        /// 提高到最低给付 · Raised to the smallest award.
        RaisedToMinimum = "raised-to-minimum",
        /// 其他救助已覆盖 · Other aid covers it.
        OtherAid = "other-aid",
        /// 超过家庭负担 · Above what the family still bears.
        AboveBurden = "above-burden",
        /// 与其他救助排斥 · Other aid excludes it.
        Exclusive = "exclusive",
        /// 其他支付方尚未结算 · Another payer has not settled yet.
        Pending = "pending",
        /// 可能重复 · The receipt may be another one's copy.
        ///
        /// 票据号不足以识别票据，或同一号码的医院写法不同，另有同日、同金额的票据。
        /// Its number does not identify it, or the hospital is told in another way, and there is another one of the same day and amount.
        ReceiptPossibleDuplicate = "receipt-possible-duplicate",
        /// 此前核定属于另一患儿 · An earlier adjudication is on another child.
        EarlierOfAnotherChild = "earlier-of-another-child",
        /// 此前核定过多 · More earlier adjudications than an outcome can state.
        EarlierTooMany = "earlier-too-many",
    }
}

code_list! {
    /// 计算步骤 · Step of a computation.
    pub enum StepKind from "tongbiao 童标: order of operations" {
        /// 要求 · A requirement is judged.
        Requirement = "requirement",
        /// 给付项条件 · The conditions of an item are judged.
        Condition = "condition",
        /// 票据 · A receipt is admitted or not.
        Receipt = "receipt",
        /// 基数 · The basis is added up.
        Basis = "basis",
        /// 减去 · An amount is taken off the basis.
        Less = "less",
        /// 起付线 · The deductible is taken off.
        Deductible = "deductible",
        /// 计数 · Units are counted, or a limit in units is applied.
        Count = "count",
        /// 给付 · The benefit is computed.
        Benefit = "benefit",
        /// 分段 · The part of one band is computed.
        Band = "band",
        /// 舍入 · The amount is rounded.
        Rounding = "rounding",
        /// 此前给付 · What was awarded before is taken off.
        Before = "before",
        /// 限额 · A limit is applied.
        Limit = "limit",
        /// 上限 · What the family still bears is applied.
        Ceiling = "ceiling",
        /// 最低给付 · The smallest award is applied.
        Minimum = "minimum",
        /// 核定 · What is awarded for the unit.
        Award = "award",
    }
}
