//! The plain words for the codes of an outcome. A code without words does not compile.

use crate::{
    code::{AdjudicationDecision, DuplicateEvidence, PaperState, ReasonCode, ReceiptDate, StepKind, Truth},
    wire::Label,
};

/// Declares the words for each code of a list.
macro_rules! phrases {
    ($(#[doc = $doc:literal])+ $vis:vis fn $name:ident($list:ident) { $( $($variant:ident)|+: $zh:literal, $en:literal; )+ }) => {
        $(#[doc = $doc])+
        $vis const fn $name(code: $list) -> Label {
            match code { $( $( $list::$variant )|+ => Label { zh: $zh, en: $en }, )+ }
        }
    };
}

phrases! {
    /// The name of a reason why an amount is not awarded, in both languages, in words for the family.
    pub fn reason(ReasonCode) {
        RuleNotInForce: "核定所用的项目版本在判断适用版本的日期尚未生效或已经失效", "the revision of the programme was not in force on the day that determines the applicable revision";
        Unbalanced: "程序内部错误：各部分金额之和不符，请报告", "internal error: the computed parts do not add up; please report it";
        AmountOutOfRange: "金额超出可计算范围", "an amount is outside the computable range";
        RequirementNotMet: "不符合申请条件", "a requirement of the programme is not met";
        FactMissing: "缺少核定所需的信息", "information required for the adjudication is missing";
        ItemNotApplicable: "该给付项不适用于本次申请", "the item does not apply to this application";
        ReceiptDuplicate: "同一张票据重复提交，只计入一次", "the same receipt was submitted twice; it is admitted once";
        ReceiptVoided: "票据已作废、已冲红，或本身是冲红票据", "the receipt is void, reversed, or itself a reversal";
        ReceiptForm: "票据的提交形式（原件、复印件等）不符合规定", "the receipt was not submitted in an accepted form, such as the original or a copy";
        ReceiptKind: "本项目不接受该种类的票据", "the programme does not accept this kind of receipt";
        ReceiptVisitKind: "本项目不接受该就诊类别", "the programme does not cover this kind of visit";
        ReceiptNotChild: "票据上的姓名与患儿姓名不同", "the name on the receipt is not the child's name";
        ReceiptDisease: "票据所治疾病不在本项目范围内", "the receipt is for a disease that the programme does not cover";
        ReceiptHospital: "医院不在本项目的名单内", "the hospital is not on the programme's list";
        ReceiptWindow: "票据日期不在规定的期间内", "the date of the receipt is outside the period that the programme covers";
        ReceiptLate: "票据提交时已超过规定的期限", "the receipt was submitted after the deadline";
        ReceiptRequirement: "票据不符合本项目的其他要求", "the receipt does not meet another requirement of the programme";
        ReceiptPartsExceedOriginal: "分割单合计超过原票据金额", "the split sheets together exceed the original receipt";
        ReceiptTotalMismatch: "票面金额相互矛盾", "the amounts on the receipt contradict each other";
        ReceiptUsedElsewhere: "该票据（或其原票据、分割单）已在本项目的另一次申请中计入", "the receipt, its original or a split sheet of it was already admitted in another application to the programme";
        ReceiptAfterDecision: "票据日期晚于核定日期，可在以后的核定中计入", "the receipt is dated after the day of the decision; a later decision can admit it";
        LineCategory: "本次适用的各给付项均不计入该收费类别", "no benefit item that applies to this application covers this fee category";
        LineCatalogue: "本次适用的各给付项均不计入该医保目录等级", "no benefit item that applies to this application covers this catalogue class";
        LineChargeItem: "本次适用的各给付项均不计入该药品、耗材或诊疗项目", "no benefit item that applies to this application covers this drug, device or service";
        LineRefunded: "医院已退费", "refunded by the hospital";
        LineSplitUnknown: "票据未注明各条明细由家庭负担的金额", "the receipt does not state the family's share of each line";
        PaidByPayer: "结算时已由其他支付方支付", "paid at settlement by another payer";
        NotMeasured: "该部分费用不计入本项目的计算基数", "this part of the cost is not included in the programme's basis";
        LessPayer: "按本项目规定，先扣除其他支付方支付的金额", "payments by another payer, which the programme deducts first";
        LessItem: "已由本项目的其他给付项支付", "paid by another item of the programme";
        ThresholdNotReached: "计入的金额未达到给付门槛", "the admitted amount does not reach the programme's threshold";
        Deductible: "起付线以内的金额由家庭承担", "the family pays the amount up to the deductible";
        CoPayment: "超出本项目给付比例或定额的部分", "the part above the programme's rate or fixed amount";
        SetAmount: "本项目按定额给付，与费用金额无关", "the programme pays a fixed amount that does not depend on the cost";
        NoTier: "不符合任何一个档次的条件", "the conditions of no tier are met";
        TierConflict: "同时符合多个档次的条件，而本项目只按一个档次给付", "the conditions of several tiers are met, and the programme pays only one";
        BelowBrackets: "金额低于最低一段", "the amount is below the lowest band";
        OperationNotListed: "手术不在本项目的清单内", "no operation is on the programme's list";
        NothingCounted: "没有可以计入的费用", "no charges are admitted";
        ComesToNothing: "按该给付项的规则计算，金额为零", "under the rules of this item, the amount is zero";
        AbovePrice: "超过本项目的协议价", "above the agreed price";
        AboveLinePrice: "超过计入价格的部分", "the part above the highest price that counts";
        CoFunded: "按协议由其他资助方承担", "paid by another funder by agreement";
        Rounding: "舍入时舍去的部分", "removed by rounding";
        AwardedBefore: "以往已经给付", "already awarded";
        LimitLine: "超过每条明细的限额", "above the limit per line";
        LimitReceipt: "超过每张票据的限额", "above the limit per receipt";
        LimitHospitalisation: "超过每次住院的限额", "above the limit per hospital stay";
        LimitOperation: "超过每次手术的限额", "above the limit per operation";
        LimitApplication: "超过每次申请的限额", "above the limit per application";
        LimitPeriod: "超过规定期间（每月、每年等）的限额", "above the limit per period, such as a month or a year";
        LimitLifetime: "超过终身累计的限额", "above the limit over the child's lifetime";
        LimitFund: "资金余额不足", "the fund balance is insufficient";
        LimitCount: "给付次数已达上限", "the limit of the number of awards is reached";
        LimitPeriods: "已在规定数量的期间（年度、月等）内给付，其他期间不再给付", "awards were made in the allowed number of periods, such as years, and no other period is paid";
        LimitUnits: "超过可计入的数量上限", "above the maximum number that is counted";
        LimitNotReached: "前项限额尚未用尽", "the limit of an earlier item is not used up";
        BelowMinimum: "低于本项目的最低给付金额", "below the programme's minimum award";
        RaisedToMinimum: "已提高到本项目的最低给付金额", "raised to the programme's minimum award";
        OtherAid: "因其他救助抵减", "offset by other aid";
        AboveBurden: "给付不超过家庭负担的余额", "the award is capped at the remaining out-of-pocket amount";
        Exclusive: "已有其他救助，本项目不再给付", "the programme does not pay if other aid was granted";
        JointPlan: "按联合救助方案由其他资助方给付，或超出约定的份额或上限", "allocated by the joint relief plan to other funders, or above an agreed share or maximum";
        JointAward: "由联合救助方案的其他资助方给付", "paid by other funders of the joint relief plan";
        MemberUndetermined: "给付取决于联合救助方案中待定的其他资助方", "the award depends on another funder of the joint relief plan that is undetermined";
        PlanTooLarge: "联合救助方案的计算单元和明细过多，无法分配", "the joint relief plan has too many units and lines to be divided";
        Pending: "须先结算的支付方尚未结算", "a payer that must settle first has not settled yet";
        ReceiptPossibleDuplicate: "两张票据号码不同、金额相同，可能是同一张，须先核实", "two receipts have different numbers and the same amount and may be one; this must be clarified first";
        ReceiptNameUnclear: "不能确定票据上的姓名是否为患儿姓名", "it is uncertain whether the name on a receipt is the child's name";
        ReceiptBeforeBirth: "票据日期早于患儿出生，须核对票据日期和出生日期", "a receipt is dated before the child's birth; check its dates and the birth date";
        ReceiptPayersTotal: "票据各方支付的金额之和不等于总金额，家庭负担不能确定", "the payments on a receipt do not add up to its total, so the family's share is unknown";
        EarlierOfAnotherChild: "提供的以往核定结果中有其他患儿的，须先更正", "an earlier adjudication belongs to another child; it must be corrected first";
        EarlierTooMany: "提供的以往核定结果数量超过核定结果可列出的上限，无法核对", "more earlier adjudications were given than an outcome can list; the outcome could not be verified";
        EarlierSealed: "以往核定结果的摘要已加密，资助方须用机构间的密钥重新核定", "an earlier adjudication has sealed digests; the funder must adjudicate again with the key of the alliance";
    }
}

phrases! {
    /// The name of a decision, in both languages.
    pub fn decision(AdjudicationDecision) {
        Awarded: "给付", "awarded";
        AwaitingPapers: "材料补齐后给付", "to be awarded once the missing documents are submitted";
        NothingPayable: "符合申请条件，但本次没有可给付的金额", "the requirements are met, but no amount is payable this time";
        Refused: "拒绝", "refused";
        Undetermined: "待定", "undetermined";
    }
}

phrases! {
    /// The next step for the family after a decision, in both languages.
    pub fn next_step(AdjudicationDecision) {
        Awarded: "付款时间请向本项目询问；对金额有疑问的，请联系本项目，并说明申请编号和核定日期", "ask the programme when it will pay; if an amount seems wrong, contact the programme and give the application number and the date of the decision";
        AwaitingPapers: "请补交下列材料；材料齐全后本项目付款", "submit the documents listed below; the programme pays once they are complete";
        NothingPayable: "有未提交的票据或需更正的信息的，请补交或更正，并申请重新核定", "if you have further receipts, or information to correct, submit them and request a new decision";
        Refused: "申请信息有误的，请更正并申请重新核定；也可向社会工作者咨询其他项目", "if information in the application is wrong, correct it and request a new decision; you can also ask a social worker about other programmes";
        Undetermined: "请由各项注明的提供方补齐下列信息，然后申请重新核定", "ask the party named with each item below to supply the information, then request a new decision";
    }
}

phrases! {
    /// The name of the status of a supporting document, in both languages.
    pub fn paper_state(PaperState) {
        Present: "已提交", "submitted";
        Missing: "未提交，或份数不足", "not submitted, or fewer documents than required";
        Unfit: "已提交，但印章、提交形式、开具日期或有效期不符合要求", "submitted, but the stamp, the form, the date of issue or the validity does not meet the requirements";
        Unclear: "已提交，但未注明印章、提交形式或开具日期", "submitted, but the stamp, the form or the date of issue is not stated";
        NotNeeded: "不需要", "not required";
        MayBeNeeded: "补充缺少的信息后才能确定是否需要", "whether it is required depends on the missing information";
    }
}

phrases! {
    /// Whether a requirement is met.
    pub(super) fn met(Truth) {
        Yes: "符合", "met";
        No: "不符合", "not met";
        Unknown: "待定", "undetermined";
    }
}

phrases! {
    /// The name of a kind of step of a computation, in both languages.
    pub fn step(StepKind) {
        Requirement: "判断申请要求", "requirement";
        Condition: "判断给付项的适用条件", "conditions of the item";
        Receipt: "判断票据是否计入", "receipt";
        Basis: "合计计算基数", "basis";
        Less: "扣除", "deduction";
        LinePrice: "按价格计入", "prices of lines";
        Threshold: "与给付门槛比较", "threshold";
        Deductible: "扣除起付线", "deductible";
        Count: "计数", "count";
        Benefit: "计算给付", "benefit";
        Band: "计算分段", "band";
        Rounding: "舍入", "rounding";
        Before: "扣除以往给付", "earlier awards";
        AfterLimit: "前项限额是否用尽", "earlier limit used up";
        Limit: "适用限额", "limit";
        Ceiling: "以家庭负担的余额为上限", "remaining out-of-pocket amount as the cap";
        Minimum: "适用最低给付", "minimum award";
        Award: "本单元给付", "award of the unit";
    }
}

phrases! {
    /// The name of a kind of date of a receipt, in both languages.
    pub fn receipt_date(ReceiptDate) {
        VisitedOn: "就诊或入院日期", "date of the visit or admission";
        DischargedOn: "出院或门诊就诊日期", "date of discharge or outpatient visit";
        IssuedOn: "开票日期", "date of issue";
        SettledOn: "结算日期（未结算的为开票日期）", "date of settlement, or of issue if not settled";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code has its own words in both languages, as a fragment for a sentence.
    #[test]
    fn every_code_has_words() {
        let reasons = ReasonCode::ALL.iter().map(|code| (code.as_str(), reason(*code)));
        let decisions = AdjudicationDecision::ALL
            .iter()
            .flat_map(|code| [(code.as_str(), decision(*code)), (code.as_str(), next_step(*code))]);
        let papers = PaperState::ALL.iter().map(|code| (code.as_str(), paper_state(*code)));
        let steps = StepKind::ALL.iter().map(|code| (code.as_str(), step(*code)));
        let dates = ReceiptDate::ALL.iter().map(|code| (code.as_str(), receipt_date(*code)));
        let met = Truth::ALL.iter().map(|code| (code.as_str(), met(*code)));
        let mut seen = std::collections::BTreeSet::new();
        // An undetermined decision and an undetermined condition have the same name.
        let met = met.filter(|(code, _)| *code != Truth::Unknown.as_str());
        for (code, Label { zh, en }) in reasons.chain(decisions).chain(papers).chain(steps).chain(dates).chain(met) {
            assert!(!zh.is_ascii() && !zh.ends_with('。'), "{code}: {zh}");
            assert!(en.is_ascii() && !en.is_empty() && !en.ends_with('.'), "{code}: {en}");
            assert!(en.starts_with(|c: char| c.is_ascii_lowercase()), "{code}: {en}");
            assert!(seen.insert((zh, en)), "{code} shares its words");
        }
    }
}

phrases! {
    /// Why two receipts may be one, in both languages, in words for the family.
    pub(super) fn evidence(DuplicateEvidence) {
        SettlementNumber: "医保结算编号和金额相同", "the insurer's settlement number and the amount are the same";
        BusinessNumber: "业务流水号和金额相同", "the transaction serial number and the amount are the same";
        InpatientNumber: "住院号、住院时间和金额相同", "the inpatient number, the stay and the amount are the same";
        ReceiptNumber: "票据号码和金额相同，仅票据代码或种类不同", "the receipt number and the amount are the same, and only the code or the kind differs";
        ExchangedForPaper: "电子票据已换开纸质票据，另有一张金额相同的纸质票据", "the electronic receipt was exchanged for a paper receipt, and a paper receipt of the same amount was submitted";
        ElectronicAndPaper: "一张为电子票据，一张为纸质票据，日期和金额相同", "one is electronic and one on paper, and the date and the amount are the same";
        HospitalUnclear: "日期和金额相同，票据号由医院自编，而医院未注明或写法不同，或只有一张注明票据代码", "the date and the amount are the same, and the hospital's own number is given without the hospital, or the hospital is written in two ways, or only one receipt states its code";
    }
}

phrases! {
    /// What settles whether two receipts are one, in both languages, in words for the family.
    pub(super) fn settled_by(DuplicateEvidence) {
        SettlementNumber | BusinessNumber | InpatientNumber: "请医院说明：是同一笔费用重新开票的，撤回已作废的一张；是两笔费用的，提供证明", "Ask the hospital: if one cost was billed again, withdraw the receipt that is no longer valid; if there are two costs, submit proof.";
        ReceiptNumber: "请核对两张票据的原件：是同一张的，撤回其中一张；不是同一张的，提供证明", "Compare the two originals: if they are one receipt, withdraw one; if they are two, submit proof.";
        ExchangedForPaper | ElectronicAndPaper: "请医院说明电子票据是否换开为该纸质票据：已换开的，只提交其中一张；未换开的，提供证明", "Ask the hospital whether the electronic receipt was exchanged for this paper receipt: if so, submit one of them only; if not, submit proof.";
        HospitalUnclear: "请写明两张票据的医院名称、统一社会信用代码和票据代码", "State the name and the unified social credit code of the hospital and the receipt code of both receipts.";
    }
}
