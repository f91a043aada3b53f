//! Consents to share the family's data, and the disclosures made under them.
//!
//! # Example
//! ```
//! use tongbiao::{
//!     code::{ConsentPurpose, DataKind},
//!     date,
//!     record::{
//!         consent::{Consent, NewConsent},
//!         organisation::Organisation,
//!     },
//! };
//!
//! let mut consent = Consent::new(NewConsent {
//!     given_by: "mother".parse()?, // the identifier of a guardian of the application
//!     receiver: Organisation::new("示例基金会（虚构）".parse()?),
//!     purposes: [ConsentPurpose::Eligibility].into(),
//!     kinds: [DataKind::Identity, DataKind::Health].into(),
//!     given_on: date!("2024-04-22"),
//! });
//! consent.valid_until = Some(date!("2025-04-21"));
//! # Ok::<(), tongbiao::value::Invalid>(())
//! ```

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
    /// 每个接收方分别取得，载明处理目的和信息种类。
    /// Obtained separately for each receiver. States the purposes and the kinds of data.
    pub struct Consent from NewConsent {
        required {
            /// 同意人 · Person who consents.
            ///
            /// 监护人的文内标识；年满十四周岁的患儿本人同意的，填 child。
            /// The guardian's identifier within the document, or child if a child aged fourteen or over consents in
            /// person.
            pseudonymous given_by: LocalId,
            /// 接收方 · Receiver.
            public receiver: Organisation,
            /// 处理目的 · Purposes.
            public purposes: List<ConsentPurpose, 1, 20>,
            /// 信息种类 · Kinds of data.
            public kinds: List<DataKind, 1, 20>,
            /// 同意日期 · Date of consent.
            public given_on: Date,
        }
        optional {
            /// 同意方式 · Method of consent.
            public method: ConsentMethod,
            /// 同意书版本 · Version of the consent form.
            public text_version: Text<1, 60>,
            /// 有效期至 · Last day of validity.
            public valid_until: Date,
            /// 撤回日期 · Date of withdrawal.
            ///
            /// 自撤回之日起，同意失效。
            /// The consent is no longer in force from this date.
            public withdrawn_on: Date,
        }
    }
}

record! {
    /// 信息提供记录 · Disclosure.
    ///
    /// 一次向其他机构提供患儿信息的记录。
    /// A record of one occasion on which the child's data was shared with another organisation.
    pub struct Disclosure {
        required {
            /// 接收方 · Receiver.
            public receiver: Organisation,
            /// 信息种类 · Kinds of data.
            public kinds: List<DataKind, 1, 20>,
            /// 提供日期 · Date of disclosure.
            public disclosed_on: Date,
        }
        optional {
            /// 处理目的 · Purpose.
            public purpose: ConsentPurpose,
        }
    }
}

rules! { Consent;
    /// 同意人不是监护人 · Consent by a person who is not a guardian.
    NOT_BY_GUARDIAN = "consent.not-by-guardian" Error Rule {
        zh: "同意人不在监护人之中", en: "the person who consented is not one of the guardians",
        hint_zh: "患儿未满十四周岁的，请取得监护人同意；同意人填监护人的文内标识", hint_en: "obtain the consent of a guardian for a child under fourteen; enter the guardian's identifier",
        source: "《个人信息保护法》 article 31",
    }
    /// 未经同意提供信息 · Disclosure without consent.
    MISSING = "consent.missing" Error Rule {
        zh: "向该接收方提供信息未取得同意", en: "data was shared with a receiver for whom there is no consent",
        hint_zh: "请先取得针对该接收方的单独同意", hint_en: "first obtain a consent for this receiver",
        source: "《个人信息保护法》 articles 23, 29",
    }
    /// 提供的信息种类超出同意 · Shared data kinds not covered by the consent.
    KIND_NOT_COVERED = "consent.kind-not-covered" Error Rule {
        zh: "提供的信息种类“{kindLabelZh}”不在同意范围内", en: "the kind of data “{kindLabel}” is not covered by the consent",
        hint_zh: "请只提供已获同意的信息种类，或补充取得同意", hint_en: "share only the kinds of data covered by the consent, or obtain a further consent",
        source: "《个人信息保护法》 article 23",
    }
    /// 提供信息的目的超出同意 · Purpose of disclosure not covered by the consent.
    PURPOSE_NOT_COVERED = "consent.purpose-not-covered" Error Rule {
        zh: "提供信息的目的“{purposeLabelZh}”不在同意范围内", en: "the purpose “{purposeLabel}” is not covered by the consent",
        hint_zh: "请补充取得针对该目的的同意", hint_en: "obtain a consent for this purpose",
        source: "《个人信息保护法》 article 23",
    }
    /// 同意晚于提供信息 · Consent after the disclosure.
    AFTER_DISCLOSURE = "consent.after-disclosure" Error Rule {
        zh: "同意日期晚于提供信息的日期", en: "the consent was given after the data was shared",
        hint_zh: "请核对两个日期；须先取得同意，再提供信息", hint_en: "check both dates; obtain the consent before sharing data",
        source: "《个人信息保护法》 articles 23, 29",
    }
    /// 提供信息时同意已撤回或失效 · Disclosure under a withdrawn or expired consent.
    WITHDRAWN = "consent.withdrawn" Error Rule {
        zh: "提供信息时同意已撤回或失效", en: "the consent had been withdrawn or had expired when the data was shared",
        hint_zh: "请停止提供，并通知接收方", hint_en: "stop sharing data and notify the receiver",
        source: "《个人信息保护法》 articles 15, 47",
    }
    /// 同意的日期前后矛盾 · Contradictory dates of a consent.
    DATE_ORDER = "consent.date-order" Error Value {
        zh: "撤回日期或有效期截止日早于同意日期", en: "the consent was withdrawn or expired before it was given",
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

/// Checks who gave each consent. The current place must be the application.
pub(crate) fn check_givers(consents: &[Consent], guardians: &[Guardian], child_born: Option<Date>, at: &mut At) {
    at.each(place::CONSENTS, consents, |at, consent| {
        let age = child_born.and_then(|born| born.years_until(consent.given_on));
        let by_child = consent.given_by.as_str() == "child" && age.is_none_or(|age| age >= 14);
        let by_guardian = guardians.iter().any(|guardian| *guardian.id() == consent.given_by);
        at.judge_member(&NOT_BY_GUARDIAN, Consent::MEMBERS.given_by, Some(by_child || by_guardian), |_| {});
    });
}

/// Checks every disclosure against the consents. The current place must be the application.
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

/// One consent must cover both the purpose and the kind of data. A consent to publish photographs and a consent to pay
/// on receipts do not together permit publishing receipts.
fn check_scope(disclosure: &Disclosure, in_force: &[&Consent], at: &mut At) {
    let serves = |c: &&&Consent| disclosure.purpose.is_none_or(|purpose| c.purposes.contains(&purpose));
    let of_purpose: Vec<_> = in_force.iter().filter(serves).collect();
    at.judge_member(
        &PURPOSE_NOT_COVERED,
        Disclosure::MEMBERS.purpose,
        disclosure.purpose.map(|_| !of_purpose.is_empty()),
        |f| {
            if let Some(purpose) = disclosure.purpose {
                let label = purpose.label();
                f.param("purpose", purpose).param("purposeLabel", label.en).param("purposeLabelZh", label.zh);
            }
        },
    );
    if of_purpose.is_empty() {
        return;
    }
    at.each(Disclosure::MEMBERS.kinds, &disclosure.kinds, |at, kind| {
        let covered = of_purpose.iter().any(|c| c.kinds.contains(kind));
        at.judge(&KIND_NOT_COVERED, Some(covered), |f| {
            let label = kind.label();
            f.param("kind", kind).param("kindLabel", label.en).param("kindLabelZh", label.zh);
        });
    });
}
