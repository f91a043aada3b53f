//! Aid that was asked for or received elsewhere.

use crate::{
    code::{AidStatus, CountedAid, PayerClass},
    finding::{At, Check, rules},
    record::organisation::Organisation,
    value::{Date, LocalId, Money, Note, RecordNumber, Text},
    wire::{List, record},
};

record! {
    /// 其他救助 · Aid from elsewhere.
    ///
    /// 已申请或已得到的救助，含其他慈善项目、商业保险、网络个人求助、实物。没有申请过的，列表填空。
    /// Asked for or received: other charities, commercial insurance, personal appeals, in kind. An empty list says that there
    /// is none.
    pub struct Aid {
        required {
            /// 支付方类别 · Class of payer.
            financial payer: PayerClass,
            /// 救助状态 · State.
            financial status: AidStatus,
        }
        optional {
            /// 文内标识 · Identifier inside one document.
            pseudonymous id: LocalId,
            /// 救助机构 · Organisation.
            financial organisation: Organisation,
            /// 项目名称 · Programme.
            financial programme: Text<1, 200>,
            /// 项目标识 · Identifier of the programme.
            ///
            /// 项目文件中的标识，以便认出同一项目此前的救助。不写的，支付方类别与项目相同时，可能就是该项目的给付。
            /// The one of the programme's document, by which earlier aid of the same programme is known. Without it, aid from a payer
            /// of the programme's class may be the programme's own.
            financial programme_id: LocalId,
            /// 受理编号 · Number of the case there.
            personal number: RecordNumber,
            /// 金额 · Amount.
            financial amount: Money,
            /// 申请日期 · Day asked.
            financial requested_on: Date,
            /// 决定日期 · Day decided.
            financial decided_on: Date,
            /// 到账日期 · Day received.
            financial received_on: Date,
            /// 所针对的票据 · Receipts that it is for.
            pseudonymous receipts: List<LocalId, 0, 500>,
            /// 实物或服务 · In kind.
            financial in_kind: Text<1, 200>,
            /// 说明 · Remarks.
            personal note: Note<2000>,
        }
    }
}

rules! { Aid;
    /// 已到账的救助没有金额 · Aid received without an amount.
    AMOUNT_MISSING = "aid.amount-missing" Warning Evidence {
        zh: "已批准或已到账的救助既没有金额，也没有说明实物", en: "aid that was committed or received has neither an amount nor a description in kind",
        hint_zh: "请填写金额或实物内容", hint_en: "give the amount or what was given",
        source: "programme notices: aid already received",
    }
    /// 救助日期次序不符 · Dates of aid out of order.
    DATE_ORDER = "aid.date-order" Error Value {
        zh: "申请、决定、到账日期的先后不符", en: "asked, decided and received are not in that order",
        hint_zh: "请核对三个日期", hint_en: "check the three dates",
        source: "plain fact",
    }
    /// 其他支付方合计超过家庭负担 · Aid above what the family bears.
    EXCEEDS_BURDEN = "aid.exceeds-burden" Error Arithmetic {
        zh: "针对这些票据已到账的救助超过家庭负担", en: "the aid received for these receipts is more than the family bears",
        hint_zh: "请核对救助金额和票据；超出部分应退回或用于后续治疗", hint_en: "check the aid and the receipts; what is too much is returned or kept for further treatment",
        source: "补充救助原则: aid never exceeds what remains",
    }
    /// 医保在票据上已支付，又列为其他救助 · Insurance paid on a receipt and named as aid again.
    COUNTED_TWICE = "aid.counted-twice" Warning Duplicate {
        zh: "票据上已列该支付方的金额，又作为其他救助列出", en: "the payer stands on the receipt already and is named as aid again",
        hint_zh: "同一笔钱只记一次：票面已列的不再列为其他救助", hint_en: "name money once: what the receipt shows is not named as aid again",
        source: "财综〔2019〕29号: 其他支付 on the face",
    }
}

impl Aid {
    /// Whether it has been granted: it is committed or received.
    pub(crate) const fn is_granted(&self) -> bool {
        matches!(self.status, AidStatus::Committed | AidStatus::Received)
    }

    /// Whether it is in one of the states in which aid counts.
    pub(crate) fn is_in(&self, counted: &[CountedAid]) -> bool {
        match self.status {
            AidStatus::Received => counted.contains(&CountedAid::Received),
            AidStatus::Committed => counted.contains(&CountedAid::Committed),
            _ => false,
        }
    }

    /// Whether it is a programme's own: it names the programme and comes from a payer of its class. Nothing where only one of
    /// the two is so and the other is absent or contradicts it.
    pub(crate) fn is_of(&self, programme: &LocalId, payer: PayerClass) -> Option<bool> {
        match (self.programme_id.as_ref().map(|id| id == programme), self.payer == payer) {
            (Some(true), true) => Some(true),
            (Some(true), false) | (None, true) => None,
            (Some(false), _) | (None, false) => Some(false),
        }
    }

    /// The member to ask for where it is not known whether it is the programme's own.
    pub(crate) const fn doubtful_member(&self) -> &'static str {
        if self.programme_id.is_some() { "payer" } else { "programmeId" }
    }

    /// Whether it is known to bring no money: it is in kind, and no amount is stated.
    pub(crate) const fn is_without_money(&self) -> bool {
        self.amount.is_none() && self.in_kind.is_some()
    }
}

impl Check for Aid {
    fn check(&self, at: &mut At) {
        let stated = self.amount.is_some() || self.in_kind.is_some();
        at.judge(&AMOUNT_MISSING, self.is_granted().then_some(stated), |_| {});
        let dates: Vec<Date> = [self.requested_on, self.decided_on, self.received_on].into_iter().flatten().collect();
        at.judge(&DATE_ORDER, (dates.len() > 1).then(|| dates.is_sorted()), |_| {});
        at.member(Self::MEMBERS.organisation, self.organisation.as_ref());
    }
}
