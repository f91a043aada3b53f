//! Aid requested or received from other sources.

use crate::{
    code::{AidStatus, CountedAid, PayerClass},
    finding::{At, Check, rules},
    record::organisation::Organisation,
    value::{Date, LocalId, Money, Note, RecordNumber, Text},
    wire::{List, record},
};

record! {
    /// 其他救助 · Other aid.
    ///
    /// 已申请或已得到的救助，含其他慈善项目、商业保险、网络个人求助和实物。没有申请过其他救助的，填空列表。
    /// Aid requested or received: from other charities, from commercial insurance, from personal appeals, or in kind.
    /// Use an empty list if no other aid was requested.
    pub struct Aid {
        required {
            /// 支付方类别 · Payer class.
            financial payer: PayerClass,
            /// 救助状态 · Status.
            financial status: AidStatus,
        }
        optional {
            /// 文内标识 · Identifier within the document.
            pseudonymous id: LocalId,
            /// 救助机构 · Organisation that gives the aid.
            financial organisation: Organisation,
            /// 项目名称 · Programme name.
            financial programme: Text<1, 200>,
            /// 项目标识 · Programme identifier.
            ///
            /// 项目文件中的标识，用于识别同一项目此前的救助。不填的，支付方类别与项目相同的救助可能是该项目的给付，核定可能因此待定。
            /// The identifier in the programme document. It identifies earlier aid of the same programme. If it is
            /// omitted, aid from a payer of the programme's class may be the programme's own, and the adjudication can be
            /// undetermined for that reason.
            financial programme_id: LocalId,
            /// 受理编号 · Case number at the organisation.
            personal number: RecordNumber,
            /// 金额 · Amount.
            financial amount: Money,
            /// 申请日期 · Date requested.
            financial requested_on: Date,
            /// 决定日期 · Date decided.
            financial decided_on: Date,
            /// 到账日期 · Date received.
            financial received_on: Date,
            /// 所针对的票据 · Receipts that the aid covers.
            pseudonymous receipts: List<LocalId, 0, 500>,
            /// 实物或服务 · Goods or services given in kind.
            financial in_kind: Text<1, 200>,
            /// 说明 · Remarks.
            personal note: Note<2000>,
        }
    }
}

rules! { Aid;
    /// 已承诺或已到账的救助没有金额 · Granted aid without an amount.
    AMOUNT_MISSING = "aid.amount-missing" Warning Evidence {
        zh: "已承诺或已到账的救助既没有金额，也没有实物说明", en: "the aid is committed or received, but has neither an amount nor a description of goods or services",
        hint_zh: "请填写金额或实物内容", hint_en: "enter the amount, or describe the goods or services",
        source: "programme notices: aid already received",
    }
    /// 救助日期次序不符 · Dates of aid out of order.
    DATE_ORDER = "aid.date-order" Error Value {
        zh: "申请日期、决定日期、到账日期的先后次序不符", en: "the dates requested, decided and received are out of order",
        hint_zh: "请核对三个日期", hint_en: "check the three dates",
        source: "plain fact",
    }
    /// 到账救助超过家庭负担 · Received aid above the family's share.
    ///
    /// 比较列明票据（receipts）的救助与这些票据的家庭负担。个人求助所得（crowdfunding）、重复的条目和票据上已列的支付不计入。
    /// Aid that names receipts (`receipts`) is compared with the family's share of these. Personal appeals (`crowdfunding`), repetitions
    /// of an entry and payments that the receipt shows are not included.
    EXCEEDS_BURDEN = "aid.exceeds-burden" Error Arithmetic {
        zh: "针对这些票据已到账的救助合计（实为）超过家庭负担（至多为）", en: "the aid received for these receipts (actual) exceeds the family's share (expected at most)",
        hint_zh: "请核对救助金额和票据；超出部分应退回或用于后续治疗", hint_en: "check the aid and the receipts; return the excess or keep it for further treatment",
        source: "补充救助原则: aid never exceeds what remains",
    }
    /// 同一救助列出两次 · Aid listed twice.
    ///
    /// 支付方类别、金额和状态相同，已填写的其他内容没有不同，且受理编号相同或所填内容相同的，是同一笔。
    /// Two entries are one grant if payer class, amount and status are equal, no other stated member differs, and they
    /// state the same case number or the same members. A commitment and its receipt are also one.
    REPEATED = "aid.repeated" Warning Duplicate {
        zh: "同一笔救助列出两次", en: "the same grant is listed twice",
        hint_zh: "同一笔救助请只填一次；是两笔的，请填写各自的受理编号或日期", hint_en: "list each grant once; if these are two grants, enter the case number or the date of each",
        source: "plain fact",
    }
    /// 票据上已列的支付又列为其他救助 · Payment on the receipt listed again as aid.
    COUNTED_TWICE = "aid.counted-twice" Warning Duplicate {
        zh: "票据上已列有该支付方的金额，又列为其他救助", en: "the receipt already shows a payment by this payer, which is listed again as aid",
        hint_zh: "同一笔款项请只填一次；票据上已列的，不再列为其他救助", hint_en: "enter each payment once; do not list as aid what the receipt already shows",
        source: "财综〔2019〕29号: 其他支付 on the printed receipt",
    }
}

impl Aid {
    /// Whether the aid has been granted: committed or received.
    pub(crate) const fn is_granted(&self) -> bool {
        matches!(self.status, AidStatus::Committed | AidStatus::Received)
    }

    /// Whether the status of the aid is one of those that the programme counts.
    pub(crate) fn is_in(&self, counted: &[CountedAid]) -> bool {
        match self.status {
            AidStatus::Received => counted.contains(&CountedAid::Received),
            AidStatus::Committed => counted.contains(&CountedAid::Committed),
            _ => false,
        }
    }

    /// Whether the aid is the programme's own: it names the programme and its payer is of the programme's class. `None`
    /// if only one of the two holds and the other is absent or contradicts it.
    pub(crate) fn is_of(&self, programme: &LocalId, payer: PayerClass) -> Option<bool> {
        match (self.programme_id.as_ref().map(|id| id == programme), self.payer == payer) {
            (Some(true), true) => Some(true),
            (Some(true), false) | (None, true) => None,
            (Some(false), _) | (None, false) => Some(false),
        }
    }

    /// The member that is missing or contradictory when it is unknown whether the aid is the programme's own.
    pub(crate) const fn doubtful_member(&self) -> &'static str {
        if self.programme_id.is_some() { "payer" } else { "programmeId" }
    }

    /// Whether the aid certainly brings no money: it is in kind and has no amount.
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
