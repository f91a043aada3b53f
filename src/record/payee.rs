//! The payee of the award.

use crate::{
    code::Relation,
    finding::{At, Check, rules},
    record::{
        guardian::Guardian,
        identity::{Child, IdentityDocument, check_person},
        organisation::{BankAccount, Hospital, Organisation},
        place,
    },
    value::{LocalId, PersonName, RecordNumber, organisation_name_form},
    wire::{List, MemberName, record, union},
};

record! {
    /// 个人收款 · Payment to a person.
    pub struct PersonPayee {
        required {
            /// 收款人姓名 · Payee name.
            personal name: PersonName,
        }
        optional {
            /// 对应的监护人 · Guardian who is the payee.
            pseudonymous guardian: LocalId,
            /// 与患儿的关系 · Relation to the child.
            personal relation: Relation,
            /// 身份证件 · Identity documents.
            personal identity: List<IdentityDocument, 0, 10>,
            /// 银行账户 · Bank account.
            financial account: BankAccount,
        }
    }
}

record! {
    /// 医院收款 · Payment to the hospital.
    pub struct HospitalPayee {
        required {
            /// 医疗机构 · Hospital.
            health hospital: Hospital,
        }
        optional {
            /// 住院号 · Inpatient number to be credited.
            personal inpatient_number: RecordNumber,
            /// 银行账户 · Bank account.
            financial account: BankAccount,
        }
    }
}

record! {
    /// 机构收款 · Payment to another organisation.
    pub struct OrganisationPayee {
        required {
            /// 机构 · Organisation.
            personal organisation: Organisation,
        }
        optional {
            /// 银行账户 · Bank account.
            financial account: BankAccount,
        }
    }
}

union! {
    /// 收款方 · Payee.
    pub enum Payee by "kind" {
        /// 个人收款 · A person.
        Person(PersonPayee) = "person",
        /// 医院收款 · A hospital.
        Hospital(HospitalPayee) = "hospital",
        /// 机构收款 · Another organisation.
        Organisation(OrganisationPayee) = "organisation",
    }
}

rules! { Payee;
    /// 银行卡号校验位不符 · Wrong check digit of a bank card number.
    ///
    /// 少数早期银行卡没有校验位，因此只作警告。
    /// Only a warning, because a few old bank cards have no check digit.
    CARD_CHECK_DIGIT = "payee.card-check-digit" Warning Value {
        zh: "银行卡号的校验位不符", en: "the check digit of the bank card number is wrong",
        hint_zh: "请按银行卡逐位核对；早期卡可能没有校验位", hint_en: "compare the number with the card, digit by digit; some old cards have no check digit",
        source: "ISO/IEC 7812, Luhn",
    }
    /// 个人账号的位数不是银行卡号 · Personal account number without the length of a bank card number.
    NOT_A_CARD = "payee.card-length" Warning Value {
        zh: "个人收款账号不是十三到十九位的银行卡号", en: "the account number of the person does not have the 13 to 19 digits of a bank card number",
        hint_zh: "请核对账号；存折账号请在申请说明中注明", hint_en: "check the number; if it is a passbook account, say so in the remarks on the application",
        source: "ISO/IEC 7812",
    }
    /// 户名与收款方不一致 · Account holder who is not the payee.
    HOLDER = "payee.holder-mismatch" Error Reference {
        zh: "银行账户户名与收款方名称不一致", en: "the account holder is not the payee",
        hint_zh: "请使用收款方本人的账户", hint_en: "use an account in the payee's own name",
        source: "practice of paying: 户名 equals the payee",
    }
    /// 收款人不是所指的监护人 · Payee who is not the guardian referred to.
    OTHER_GUARDIAN = "payee.other-guardian" Error Reference {
        zh: "收款人姓名与所指监护人不同", en: "the payee's name differs from the name of the guardian referred to",
        hint_zh: "请核对收款人和监护人标识", hint_en: "check the payee and the guardian's identifier",
        source: "practice of paying: the payee is who was named",
    }
    /// 收款人既不是监护人也不是患儿 · Payee who is neither a guardian nor the child.
    NOT_GUARDIAN = "payee.not-guardian" Warning Rule {
        zh: "个人收款人既不是监护人，也不是患儿本人", en: "the payee is a person who is neither a guardian nor the child",
        hint_zh: "请改为监护人收款，或附委托书", hint_en: "name a guardian as the payee, or attach a power of attorney",
        source: "programme notices: 监护人 receives the grant",
    }
}

/// Whether two texts are one name, in whatever notation.
fn is_one_name(one: &str, other: &str) -> bool {
    let names = PersonName::parse(one).ok().zip(PersonName::parse(other).ok());
    organisation_name_form(one) == organisation_name_form(other)
        || names.is_some_and(|(one, other)| one.compare(&other).is_same())
}

/// Whether the payee is the guardian to whom it refers. `None` if it refers to no known guardian.
fn guardian_is_payee(person: &PersonPayee, guardians: &[Guardian]) -> Option<bool> {
    let id = person.guardian.as_ref()?;
    let guardian = guardians.iter().find(|guardian| guardian.id() == id)?;
    Some(is_one_name(guardian.name(), person.name.as_str()))
}

fn check_account(account: Option<&BankAccount>, name: &str, person: bool, at: &mut At) {
    let Some(account) = account else { return };
    at.within(PersonPayee::MEMBERS.account, |at| {
        let card = account.number.is_card();
        at.judge_member(&NOT_A_CARD, BankAccount::MEMBERS.number, person.then_some(card), |_| {});
        let digit = (person && card).then(|| account.number.check_digit_holds());
        at.judge_member(&CARD_CHECK_DIGIT, BankAccount::MEMBERS.number, digit, |_| {});
        at.judge_member(&HOLDER, BankAccount::MEMBERS.holder, Some(is_one_name(account.holder.as_str(), name)), |_| {});
    });
}

impl Check for Payee {
    fn check(&self, at: &mut At) {
        match self {
            Self::Person(payee) => {
                check_person(payee.identity.as_deref().unwrap_or_default(), None, None, at);
                check_account(payee.account.as_ref(), payee.name.as_str(), true, at);
            }
            Self::Hospital(payee) => {
                at.within(HospitalPayee::MEMBERS.hospital, |at| payee.hospital.check(at));
                check_account(payee.account.as_ref(), payee.hospital.name.as_str(), false, at);
            }
            Self::Organisation(payee) => {
                at.within(OrganisationPayee::MEMBERS.organisation, |at| payee.organisation.check(at));
                check_account(payee.account.as_ref(), payee.organisation.name.as_str(), false, at);
            }
        }
    }
}

/// Checks the payee against the family. The current place must be the payee.
pub(crate) fn check_family(payee: &Payee, child: &Child, guardians: &[Guardian], at: &mut At) {
    let Payee::Person(person) = payee else { return };
    let name = person.name.as_str();
    let known =
        guardians.iter().any(|guardian| is_one_name(guardian.name(), name)) || is_one_name(child.name.as_str(), name);
    at.judge_member(&NOT_GUARDIAN, PersonPayee::MEMBERS.name, Some(known), |_| {});
    at.judge_member(&OTHER_GUARDIAN, PersonPayee::MEMBERS.guardian, guardian_is_payee(person, guardians), |f| {
        f.related("guardians", MemberName::pointer([place::GUARDIANS]));
    });
}
