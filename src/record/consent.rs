//! Who may see the family's data: consents, and to whom data was given.

use crate::{
    code::{ConsentMethod, ConsentPurpose, DataKind},
    finding::{At, Check, rules},
    record::{guardian::Guardian, organisation::Organisation, place},
    value::{Date, LocalId, Text},
    wire::{List, record},
};

record! {
    /// 单独同意 · Consent.
    ///
    /// 每个接收方、每种目的分别取得；载明信息种类。
    /// One for each receiver; it names the purposes and the kinds of data.
    pub struct Consent from NewConsent {
        required {
            /// 同意人 · Guardian who gave it.
            ///
            /// 监护人的文内标识；年满十四周岁的患儿本人同意时填 child。
            /// The identifier of a guardian, or child where a child of fourteen or more gave it.
            pseudonymous given_by: LocalId,
            /// 接收方 · Receiver.
            public receiver: Organisation,
            /// 处理目的 · Purposes.
            public purposes: List<ConsentPurpose, 1, 20>,
            /// 信息种类 · Kinds of data.
            public kinds: List<DataKind, 1, 20>,
            /// 同意日期 · Day given.
            public given_on: Date,
        }
        optional {
            /// 同意方式 · Way.
            public method: ConsentMethod,
            /// 同意书版本 · Version of the text.
            public text_version: Text<1, 60>,
            /// 失效日期 · Last day in force.
            public valid_until: Date,
            /// 撤回日期 · Day withdrawn.
            public withdrawn_on: Date,
        }
    }
}

record! {
    /// 信息提供记录 · Disclosure.
    ///
    /// 向其他机构提供患儿信息的一次记录。
    /// One time that data of the child was given to another organisation.
    pub struct Disclosure {
        required {
            /// 接收方 · Receiver.
            public receiver: Organisation,
            /// 信息种类 · Kinds of data.
            public kinds: List<DataKind, 1, 20>,
            /// 提供日期 · Day.
            public disclosed_on: Date,
        }
        optional {
            /// 处理目的 · Purpose.
            public purpose: ConsentPurpose,
        }
    }
}

rules! { Consent;
    /// 同意人不是监护人 · Consent given by somebody who is no guardian.
    NOT_BY_GUARDIAN = "consent.not-by-guardian" Error Rule {
        zh: "同意人不在监护人之中", en: "the consent was given by somebody who is not among the guardians",
        hint_zh: "未满十四周岁的，由监护人同意；同意人填监护人的文内标识", hint_en: "for a child under fourteen a guardian consents; give the guardian's identifier",
        source: "《个人信息保护法》 article 31",
    }
    /// 提供信息没有同意 · Disclosure without consent.
    MISSING = "consent.missing" Error Rule {
        zh: "向该接收方提供信息没有取得同意", en: "data was given to a receiver for whom there is no consent",
        hint_zh: "请先取得针对该接收方的单独同意", hint_en: "obtain a consent for this receiver first",
        source: "《个人信息保护法》 articles 23, 29",
    }
    /// 提供的信息种类超出同意 · Disclosure of kinds that the consent does not cover.
    KIND_NOT_COVERED = "consent.kind-not-covered" Error Rule {
        zh: "提供的信息种类「{kind}」不在同意范围内", en: "the kind of data `{kind}` is not covered by the consent",
        hint_zh: "请只提供同意过的种类，或补充同意", hint_en: "give only what was consented to, or ask for more",
        source: "《个人信息保护法》 article 23",
    }
    /// 提供信息的目的超出同意 · Disclosure for a purpose that the consent does not cover.
    PURPOSE_NOT_COVERED = "consent.purpose-not-covered" Error Rule {
        zh: "提供信息的目的「{purpose}」不在同意范围内", en: "the purpose `{purpose}` is not covered by the consent",
        hint_zh: "请补充针对该目的的同意", hint_en: "ask for consent to this purpose",
        source: "《个人信息保护法》 article 23",
    }
    /// 同意晚于提供信息 · Consent later than the disclosure.
    AFTER_DISCLOSURE = "consent.after-disclosure" Error Rule {
        zh: "同意日期晚于提供信息的日期", en: "the consent was given after the data",
        hint_zh: "先同意，后提供；请核对两个日期", hint_en: "consent comes first; check both dates",
        source: "《个人信息保护法》 articles 23, 29",
    }
    /// 提供信息时同意已撤回或失效 · Consent withdrawn or no longer in force.
    WITHDRAWN = "consent.withdrawn" Error Rule {
        zh: "提供信息时同意已经撤回或失效", en: "the consent was withdrawn or had ended when the data was given",
        hint_zh: "请停止提供，并通知接收方", hint_en: "stop giving data and tell the receiver",
        source: "《个人信息保护法》 articles 15, 47",
    }
    /// 同意书的日期自相矛盾 · Dates of a consent that contradict each other.
    DATE_ORDER = "consent.date-order" Error Value {
        zh: "同意的撤回或失效日期早于同意日期", en: "the consent was withdrawn or ended before it was given",
        hint_zh: "请核对日期", hint_en: "check the dates",
        source: "plain fact",
    }
}

impl Consent {
    fn ended_by(&self, day: Date) -> bool {
        self.withdrawn_on.is_some_and(|end| end <= day) || self.valid_until.is_some_and(|end| end < day)
    }
}

impl Check for Consent {
    fn check(&self, at: &mut At) {
        let ends = [self.withdrawn_on, self.valid_until];
        let ordered =
            ends.iter().any(Option::is_some).then(|| ends.into_iter().flatten().all(|end| self.given_on <= end));
        at.judge(&DATE_ORDER, ordered, |_| {});
        at.within(Self::MEMBERS.receiver, |at| self.receiver.check(at));
    }
}

impl Check for Disclosure {
    fn check(&self, at: &mut At) {
        at.within(Self::MEMBERS.receiver, |at| self.receiver.check(at));
    }
}

/// Judges who consented. The place is the application.
pub(crate) fn check_givers(consents: &[Consent], guardians: &[Guardian], child_born: Option<Date>, at: &mut At) {
    at.each(place::CONSENTS, consents, |at, consent| {
        let age = child_born.and_then(|born| born.years_until(consent.given_on));
        let by_child = consent.given_by.as_str() == "child" && age.is_none_or(|age| age >= 14);
        let by_guardian = guardians.iter().any(|guardian| *guardian.id() == consent.given_by);
        at.judge_member(&NOT_BY_GUARDIAN, Consent::MEMBERS.given_by, Some(by_child || by_guardian), |_| {});
    });
}

/// Judges every disclosure against the consents. The place is the application.
pub(crate) fn check_disclosures(disclosures: &[Disclosure], consents: &[Consent], at: &mut At) {
    at.each(place::DISCLOSURES, disclosures, |at, disclosure| {
        disclosure.check(at);
        let day = disclosure.disclosed_on;
        let of_receiver: Vec<_> = consents.iter().filter(|c| c.receiver.is_same(&disclosure.receiver)).collect();
        at.judge(&MISSING, Some(!of_receiver.is_empty()), |_| {});
        if of_receiver.is_empty() {
            return;
        }
        let given: Vec<_> = of_receiver.into_iter().filter(|c| c.given_on <= day).collect();
        at.judge_member(&AFTER_DISCLOSURE, Disclosure::MEMBERS.disclosed_on, Some(!given.is_empty()), |_| {});
        if given.is_empty() {
            return;
        }
        let in_force: Vec<_> = given.into_iter().filter(|c| !c.ended_by(day)).collect();
        at.judge_member(&WITHDRAWN, Disclosure::MEMBERS.disclosed_on, Some(!in_force.is_empty()), |_| {});
        if in_force.is_empty() {
            return;
        }
        check_scope(disclosure, &in_force, at);
    });
}

/// One consent must cover the purpose and the kind together: consent to publish photographs and consent to pay on receipts
/// do not add up to publishing receipts.
fn check_scope(disclosure: &Disclosure, in_force: &[&Consent], at: &mut At) {
    let serves = |c: &&&Consent| disclosure.purpose.is_none_or(|purpose| c.purposes.contains(&purpose));
    let of_purpose: Vec<_> = in_force.iter().filter(serves).collect();
    at.judge_member(
        &PURPOSE_NOT_COVERED,
        Disclosure::MEMBERS.purpose,
        disclosure.purpose.map(|_| !of_purpose.is_empty()),
        |f| {
            f.param("purpose", disclosure.purpose.map_or("", ConsentPurpose::as_str));
        },
    );
    if of_purpose.is_empty() {
        return;
    }
    at.each(Disclosure::MEMBERS.kinds, &disclosure.kinds, |at, kind| {
        let covered = of_purpose.iter().any(|c| c.kinds.contains(kind));
        at.judge(&KIND_NOT_COVERED, Some(covered), |f| {
            f.param("kind", kind);
        });
    });
}
