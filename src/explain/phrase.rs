//! What the codes of an outcome mean in plain words. Every code has its own: one without does not compile.

use crate::{
    code::{AdjudicationDecision, PaperState, ReasonCode, ReceiptDate, StepKind},
    wire::Label,
};

/// Declares the words for each code of a list.
macro_rules! phrases {
    ($(#[doc = $doc:literal])+ pub fn $name:ident($list:ident) { $( $variant:ident: $zh:literal, $en:literal; )+ }) => {
        $(#[doc = $doc])+
        pub const fn $name(code: $list) -> Label {
            match code { $( $list::$variant => Label { zh: $zh, en: $en }, )+ }
        }
    };
}

phrases! {
    /// Why something is not awarded, as one would say it to the family.
    pub fn reason(ReasonCode) {
        RuleNotInForce: "这一版规定在所看的日期没有生效或已经失效", "this revision of the rules is not in force on the day that counts";
        Unbalanced: "程序算出的各部分之和不符，请报告程序的维护者", "the parts that the program came to do not add up; tell those who maintain it";
        AmountOutOfRange: "有金额大得无法计算", "an amount is too large to be computed with";
        RequirementNotMet: "有一项申请条件不符合", "a condition of the programme is not met";
        FactMissing: "还缺少计算所需的信息", "information that the computation needs is missing";
        ItemNotApplicable: "这一给付项不适用于本次情况", "this part of the programme is not for this case";
        ReceiptDuplicate: "同一张票据交了两次，只计一次", "the same receipt was handed in twice; it counts once";
        ReceiptVoided: "票据已作废、已冲红，或是冲红票", "the receipt is void, was reversed, or reverses another";
        ReceiptForm: "票据的提交形式（原件、复印件等）不符合规定", "the receipt was not handed in in the form that the programme accepts";
        ReceiptKind: "本项目不收这一种票据", "the programme does not take this kind of receipt";
        ReceiptVisitKind: "本项目不含这一种就诊", "the programme does not cover this kind of visit";
        ReceiptNotChild: "票据上的姓名不是患儿本人", "the name on the receipt is not the child's";
        ReceiptDisease: "票据不是为治疗本项目的疾病", "the receipt is not for a disease of the programme";
        ReceiptHospital: "医院不在本项目的名单内", "the hospital is not on the programme's list";
        ReceiptWindow: "票据日期不在规定的范围内", "the day of the receipt lies outside the time that counts";
        ReceiptLate: "票据提交晚于规定的期限", "the receipt was handed in after the deadline";
        ReceiptRequirement: "票据不符合项目的其他要求", "the receipt does not meet a further condition of the programme";
        ReceiptPartsExceedOriginal: "分割单合计超过原票据", "the parts together exceed the original receipt";
        ReceiptTotalMismatch: "票面金额相互矛盾", "the amounts on the receipt contradict each other";
        ReceiptUsedElsewhere: "这张票据已计入本项目的另一次申请；或者其原票据、分割单已计入，余下多少无从分辨", "the receipt counted in another application to the programme, or its original or a part of it did, and what is left of it cannot be told";
        LineCategory: "这一类费用不在本项目之内", "the programme does not cover this category of fees";
        LineCatalogue: "不在本项目所含的医保目录等级内", "it is not of the class of the insurers' catalogue that the programme covers";
        LineChargeItem: "这种药品、耗材或项目不在本项目之内", "the programme does not cover this drug, device or service";
        LineRefunded: "医院已退费", "the hospital refunded it";
        LineSplitUnknown: "票据没有写明每条明细由个人负担多少", "the receipt does not state what the person bears of each line";
        PaidByPayer: "结算时已由他方支付", "somebody else paid it when the bill was settled";
        NotMeasured: "不属于本项目计算的部分", "it is not of the part that the programme counts";
        LessPayer: "按规定先减去他方已付的金额", "the programme first takes off what another payer gave";
        LessItem: "已由本项目的另一给付项支付", "another part of the programme pays it";
        Deductible: "起付线以内由家庭负担", "the deductible stays with the family";
        CoPayment: "项目按比例或档次只给付一部分", "the programme pays only a part, by its rate or bracket";
        SetAmount: "项目按定额给付，与费用多少无关", "the programme pays a set amount, whatever was billed";
        NoTier: "没有符合的档次", "no tier of the programme applies";
        TierConflict: "同时符合多个档次，而项目只允许一个", "several tiers apply where the programme allows only one";
        BelowBrackets: "金额低于最低一档", "the amount lies below the lowest bracket";
        OperationNotListed: "没有手术在项目的清单内", "no operation is on the programme's list";
        NothingCounted: "没有可以计入的费用", "there are no expenses that count";
        ComesToNothing: "按这一项的算法，结果为零", "by its own rule this part comes to nothing";
        AbovePrice: "超过项目的协议价", "it is above the agreed price";
        CoFunded: "按协议由他方资助", "another payer has agreed to pay it";
        Rounding: "舍入的零头", "what rounding cuts off";
        AwardedBefore: "此前已经给付", "it was awarded before";
        LimitLine: "超过每条明细的限额", "it is above the limit of a line";
        LimitReceipt: "超过每张票据的限额", "it is above the limit of a receipt";
        LimitHospitalisation: "超过每次住院的限额", "it is above the limit of a hospital stay";
        LimitOperation: "超过每次手术的限额", "it is above the limit of an operation";
        LimitApplication: "超过每次申请的限额", "it is above the limit of an application";
        LimitPeriod: "超过期间（如每年）的限额", "it is above the limit of a period, such as a year";
        LimitLifetime: "超过累计的限额", "it is above the limit of all awards together";
        LimitFund: "资金余额不足", "the fund does not hold enough";
        LimitCount: "次数已经用完", "the number of awards is used up";
        LimitUnits: "超过最多计入的数量", "it is above the number that counts at most";
        BelowMinimum: "低于项目的最低给付额", "it is below the smallest award of the programme";
        RaisedToMinimum: "已提高到项目的最低给付额", "it was raised to the smallest award of the programme";
        OtherAid: "其他救助已经覆盖", "other aid covers it";
        AboveBurden: "给付以家庭仍负担的金额为限", "no more is paid than the family still bears";
        Exclusive: "已有其他救助的，本项目不再给付", "the programme does not pay where there is other aid";
        Pending: "另一支付方尚未结算，须等结算之后", "another payer has not settled yet and comes first";
        ReceiptPossibleDuplicate: "有票据可能是同一张：票据号由医院自编，没有写明医院，或同一号码的医院写法不同，日期和金额又相同", "two receipts may be the same one: a number of a hospital's own, without the hospital, or with the hospital told in two ways, does not identify them, and day and amount are equal";
        EarlierOfAnotherChild: "所给的此前核定中有另一患儿的，须先更正", "an earlier decision that was given is on another child; that must be put right first";
        EarlierTooMany: "所给的此前核定过多，核定结果无法一一写明，不能核对", "more earlier decisions were given than an outcome can state, so nobody could verify it";
    }
}

phrases! {
    /// What was decided.
    pub fn decision(AdjudicationDecision) {
        Awarded: "给付", "it is awarded";
        AwaitingPapers: "可以给付，但须先补齐材料", "it is awarded once the papers that are missing are there";
        NothingPayable: "符合条件，但这次没有可给付的金额", "the child may have the programme's aid, but this time there is nothing to pay";
        Refused: "不予给付", "it is refused";
        Undetermined: "现在还不能确定", "it cannot be decided yet";
    }
}

phrases! {
    /// What to do next.
    pub fn next_step(AdjudicationDecision) {
        Awarded: "对金额有疑问的，请向项目提出，并说明申请编号和核定日期", "if an amount seems wrong, ask the programme, and state the application and the day of the decision";
        AwaitingPapers: "请补交上面列出的材料；补齐之后项目才会付款", "hand in the papers listed above; the programme pays when they are there";
        NothingPayable: "还有没交的票据，或有信息需要更正的，请补交或更正后请项目重新核定", "if receipts are still to be handed in, or something must be corrected, do so and ask for a new decision";
        Refused: "申请中有信息写错的，请更正后请项目重新核定；也可以向社会工作者询问其他项目", "if something in the application is wrong, correct it and ask for a new decision; a social worker may know other programmes";
        Undetermined: "请上面写明的各方补齐信息，然后请项目重新核定", "have those who are named above supply what is missing, and ask for a new decision";
    }
}

phrases! {
    /// What has become of a paper.
    pub fn paper_state(PaperState) {
        Present: "已提交", "handed in";
        Missing: "没有提交，或份数不够", "not handed in, or not often enough";
        Unfit: "已提交，但印章、开具日期或有效期不合要求", "handed in, but its stamp, day of issue or validity is not as it must be";
        Unclear: "已提交，但没有写明印章或开具日期", "handed in, but its stamps or its day of issue are not stated";
        NotNeeded: "不需要", "not needed";
        MayBeNeeded: "可能需要，取决于还缺少的信息", "may be needed; that depends on information that is missing";
    }
}

phrases! {
    /// What a step of a computation does.
    pub fn step(StepKind) {
        Requirement: "判断申请要求", "a requirement is judged";
        Condition: "判断给付项的适用条件", "the conditions of the item are judged";
        Receipt: "判断票据是否计入", "it is judged whether the receipt counts";
        Basis: "加总基数", "the basis is added up";
        Less: "从基数或价格中减去", "an amount is taken off";
        Deductible: "减去起付线", "the deductible is taken off";
        Count: "计数", "units are counted";
        Benefit: "计算给付", "the benefit is computed";
        Band: "计算一段", "the part of one band is computed";
        Rounding: "舍入", "the amount is rounded";
        Before: "减去此前给付", "what was awarded before is taken off";
        Limit: "适用限额", "a limit is applied";
        Ceiling: "以家庭仍负担的为上限", "what the family still bears is applied";
        Minimum: "适用最低给付", "the smallest award is applied";
        Award: "本单元给付", "what is awarded for the unit";
    }
}

phrases! {
    /// Which date of a receipt is looked at.
    pub fn receipt_date(ReceiptDate) {
        VisitedOn: "就诊（入院）日期", "day of the visit or admission";
        DischargedOn: "出院日期（门诊为就诊日期）", "day of discharge (of the visit, without a stay)";
        IssuedOn: "开票日期", "day of issue";
        SettledOn: "结算日期（没有的为开票日期）", "day of the insurer's settlement (of issue, without one)";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code has words of its own in both languages, as a fragment that fits into a sentence.
    #[test]
    fn every_code_has_words() {
        let reasons = ReasonCode::ALL.iter().map(|code| (code.as_str(), reason(*code)));
        let decisions = AdjudicationDecision::ALL
            .iter()
            .flat_map(|code| [(code.as_str(), decision(*code)), (code.as_str(), next_step(*code))]);
        let papers = PaperState::ALL.iter().map(|code| (code.as_str(), paper_state(*code)));
        let steps = StepKind::ALL.iter().map(|code| (code.as_str(), step(*code)));
        let dates = ReceiptDate::ALL.iter().map(|code| (code.as_str(), receipt_date(*code)));
        let mut seen = std::collections::BTreeSet::new();
        for (code, Label { zh, en }) in reasons.chain(decisions).chain(papers).chain(steps).chain(dates) {
            assert!(!zh.is_ascii() && !zh.ends_with('。'), "{code}: {zh}");
            assert!(en.is_ascii() && !en.is_empty() && !en.ends_with('.'), "{code}: {en}");
            assert!(en.starts_with(|c: char| c.is_ascii_lowercase()), "{code}: {en}");
            assert!(seen.insert((zh, en)), "{code} shares its words");
        }
    }
}
