//! Guardians of the child: people and institutions.

use crate::{
    code::{GuardianInstitutionKind, Relation, Sex},
    finding::{At, Check, rules},
    period::check_period,
    record::{
        identity::{Child, Disability, IdentityDocument, check_name, check_person},
        organisation::{Address, check_uscc},
        place,
    },
    value::{Date, LocalId, NameMatch, PersonName, PhoneNumber, Text, Uscc},
    wire::{List, MemberName, Privacy, record, union},
};

record! {
    /// 自然人监护人 · Guardian who is a person.
    pub struct GuardianPerson {
        required {
            /// 文内标识 · Identifier within the document.
            ///
            /// 同意和收款方以此标识引用监护人。
            /// Consents and the payee refer to the guardian by this identifier.
            pseudonymous id: LocalId,
            /// 姓名 · Name.
            personal name: PersonName,
            /// 与患儿的关系 · Relation to the child.
            personal relation: Relation,
        }
        optional {
            /// 性别 · Sex.
            personal sex: Sex,
            /// 出生日期 · Birth date.
            personal birth_date: Date,
            /// 身份证件 · Identity documents.
            personal identity: List<IdentityDocument, 0, 10>,
            /// 联系电话 · Telephone number.
            personal phone: PhoneNumber,
            /// 住址 · Address.
            personal address: Address,
            /// 工作单位 · Employer.
            personal employer: Text<1, 200>,
            /// 职业 · Occupation.
            personal occupation: Text<1, 60>,
            /// 残疾情况 · Disabilities.
            health disabilities: List<Disability, 0, 7>,
        }
    }
}

record! {
    /// 机构监护人 · Guardian that is an institution.
    pub struct GuardianInstitution {
        required {
            /// 文内标识 · Identifier within the document.
            ///
            /// 同意和收款方以此标识引用监护人。
            /// Consents and the payee refer to the guardian by this identifier.
            pseudonymous id: LocalId,
            /// 机构名称 · Name of the institution.
            personal name: Text<1, 200>,
        }
        optional {
            /// 机构类别 · Kind of institution.
            personal institution_kind: GuardianInstitutionKind,
            /// 统一社会信用代码 · Unified social credit code.
            personal uscc: Uscc,
            /// 经办人 · Contact person.
            personal contact_name: PersonName,
            /// 联系电话 · Telephone number.
            personal phone: PhoneNumber,
        }
    }
}

union! {
    /// 监护人 · Guardian.
    pub enum Guardian by "kind" {
        /// 自然人监护人 · Guardian who is a person.
        Person(GuardianPerson) = "person",
        /// 机构监护人 · Guardian that is an institution.
        Institution(GuardianInstitution) = "institution",
    }
}

rules! { Guardian;
    /// 未满十四周岁的患儿没有监护人 · Child under fourteen without a guardian.
    MISSING = "guardian.missing" Error Rule {
        zh: "患儿未满十四周岁，未填写监护人", en: "the child is under fourteen, but no guardian is entered",
        hint_zh: "请填写监护人；由机构监护的，填写该机构", hint_en: "enter the guardian, or the institution that is the guardian",
        source: "《个人信息保护法》 article 31; 《民法典》 articles 27, 32",
    }
    /// 监护人未成年 · Guardian who is a minor.
    MINOR = "guardian.minor" Error Rule {
        zh: "监护人在首次录入日期（未填写的，提交日期）未满十八周岁", en: "the guardian is under eighteen on the date of first entry, or of submission if that is omitted",
        hint_zh: "请核对监护人的出生日期", hint_en: "check the guardian's birth date",
        source: "《民法典》 articles 17, 27",
    }
    /// 监护人不比患儿年长 · Guardian not older than the child.
    NOT_OLDER = "guardian.not-older-than-child" Error Reference {
        zh: "监护人的出生日期不早于患儿", en: "the guardian was not born before the child",
        hint_zh: "请核对两人的出生日期", hint_en: "check both birth dates",
        source: "plain fact",
    }
    /// 两位监护人的证件号码相同 · Identity number of two guardians.
    SAME_NUMBER = "guardian.same-number" Error Duplicate {
        zh: "与另一位监护人的证件号码相同", en: "another guardian has the same identity number",
        hint_zh: "请核对两人的证件号码；同一人请只填一次", hint_en: "check both identity numbers; enter each person once",
        source: "plain fact",
    }
    /// 监护人的性别与关系不符 · Sex of a guardian that does not fit the relation.
    RELATION_SEX = "guardian.relation-sex" Warning Reference {
        zh: "与患儿的关系为{relationZh}，与所填性别或证件号码中的性别不符", en: "the relation to the child is {relation}, which contradicts the stated sex or the sex in the identity number",
        hint_zh: "请核对关系、性别和证件号码", hint_en: "check the relation, the sex and the identity number",
        source: "GB/T 4761—2008; GB 11643",
    }
    /// 机构监护人没有统一社会信用代码 · Institution without a unified social credit code.
    INSTITUTION_CODE_MISSING = "guardian.institution-code-missing" Error Evidence {
        zh: "机构监护人没有统一社会信用代码", en: "the institution that is the guardian has no unified social credit code",
        hint_zh: "请填写机构登记证书上的十八位代码", hint_en: "enter the 18-character code from its registration certificate",
        source: "《民法典》 article 32; GB 32100—2015",
    }
}

impl Guardian {
    /// The identifier by which consents and the payee refer to the guardian.
    pub fn id(&self) -> &LocalId {
        match self {
            Self::Person(person) => &person.id,
            Self::Institution(institution) => &institution.id,
        }
    }

    /// Whether a name may be the name of the guardian, if the guardian is a person.
    pub(crate) fn may_be_called(&self, name: &PersonName) -> bool {
        matches!(self, Self::Person(person) if person.name.compare(name) != NameMatch::Other)
    }

    /// The guardian's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => person.name.as_str(),
            Self::Institution(institution) => institution.name.as_str(),
        }
    }
}

impl GuardianPerson {
    /// The stated sex, or else the one in an identity number. `None` if they contradict each other.
    fn known_sex(&self) -> Option<Sex> {
        let stated = self.sex.filter(|sex| matches!(sex, Sex::Male | Sex::Female));
        let mut all = stated.into_iter().chain(self.documents().iter().filter_map(IdentityDocument::sex));
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    fn documents(&self) -> &[IdentityDocument] {
        self.identity.as_deref().unwrap_or_default()
    }

    /// The stated birth date, or else the one in an identity number.
    pub fn born(&self) -> Option<Date> {
        self.birth_date.or_else(|| self.identity.as_ref()?.iter().find_map(IdentityDocument::birth_date))
    }
}

impl Check for Guardian {
    fn check(&self, at: &mut At) {
        match self {
            Self::Person(person) => {
                check_name(GuardianPerson::MEMBERS.name, &person.name, at);
                check_person(person.identity.as_deref().unwrap_or_default(), person.sex, person.birth_date, at);
                at.member(GuardianPerson::MEMBERS.address, person.address.as_ref());
                let disabilities = person.disabilities.as_deref().unwrap_or_default();
                at.each(GuardianPerson::MEMBERS.disabilities, disabilities, |at, disability| {
                    check_period(Disability::MEMBERS.validity, disability.validity.as_ref(), at);
                });
            }
            Self::Institution(institution) => {
                at.judge(&INSTITUTION_CODE_MISSING, Some(institution.uscc.is_some()), |_| {});
                check_uscc(institution.uscc.as_ref(), at);
            }
        }
    }
}

/// Checks the guardians against the child and the date of first entry, or else of submission.
pub(crate) fn check_guardians(guardians: &[Guardian], child_born: Option<Date>, day: Option<Date>, at: &mut At) {
    let under_fourteen = child_born.zip(day).and_then(|(born, day)| born.years_until(day)).map(|age| age < 14);
    let needed = under_fourteen.filter(|under| *under).map(|_| !guardians.is_empty());
    at.judge(&MISSING, needed, |f| {
        f.related("birth-date", MemberName::pointer([place::CHILD, Child::MEMBERS.birth_date]));
    });
    at.each(place::GUARDIANS, guardians, |at, guardian| {
        let Guardian::Person(person) = guardian else { return };
        let born = person.born();
        let place = if person.birth_date.is_some() {
            GuardianPerson::MEMBERS.birth_date
        } else {
            GuardianPerson::MEMBERS.identity
        };
        let adult = born.zip(day).map(|(born, day)| born.years_until(day).is_some_and(|age| age >= 18));
        at.judge_member(&MINOR, place, adult, |f| {
            f.actual(Privacy::Personal, born.map_or_else(String::new, |d| d.to_string()));
        });
        let elder = !matches!(person.relation.as_str().as_bytes().first(), Some(b'7' | b'9'));
        let older = born.zip(child_born).filter(|_| elder).map(|(guardian, child)| guardian < child);
        at.judge_member(&NOT_OLDER, place, older, |f| {
            f.related("child", MemberName::pointer([place::CHILD, Child::MEMBERS.birth_date]));
        });
        let named = sex_of(person.relation);
        let fits = named.zip(person.known_sex()).map(|(named, known)| named == known);
        at.judge_member(&RELATION_SEX, GuardianPerson::MEMBERS.relation, fits, |f| {
            let label = person.relation.label();
            f.param("relation", label.en).param("relationZh", label.zh);
        });
    });
    check_numbers(guardians, at);
}

/// An identity number is that of one guardian.
fn check_numbers(guardians: &[Guardian], at: &mut At) {
    let numbers = |guardian: &Guardian| -> Vec<String> {
        let Guardian::Person(person) = guardian else { return Vec::new() };
        person.documents().iter().map(IdentityDocument::identifying_text).collect()
    };
    let mut known: Vec<(usize, String)> = Vec::new();
    at.within(place::GUARDIANS, |at| {
        for (index, guardian) in guardians.iter().enumerate() {
            let own = numbers(guardian);
            let other = known.iter().find(|(_, number)| own.contains(number)).map(|(other, _)| *other);
            let is_apart = (!own.is_empty()).then_some(other.is_none());
            at.item(index, |at| {
                at.judge_member(&SAME_NUMBER, GuardianPerson::MEMBERS.identity, is_apart, |f| {
                    f.related("other", format!("/{}/{}", place::GUARDIANS, other.unwrap_or_default()));
                });
            });
            known.extend(own.into_iter().map(|number| (index, number)));
        }
    });
}

/// The sex that a relation implies, of the relations of elders.
fn sex_of(relation: Relation) -> Option<Sex> {
    const MEN: &[&str] =
        &["51", "53", "55", "57", "61", "63", "66", "71", "73", "76", "78", "81", "83", "85", "87", "89"];
    const WOMEN: &[&str] =
        &["52", "54", "56", "58", "62", "64", "67", "72", "74", "75", "77", "82", "84", "86", "88", "90"];
    let is_of = |codes: &[&str]| codes.contains(&relation.as_str());
    if is_of(MEN) { Some(Sex::Male) } else { is_of(WOMEN).then_some(Sex::Female) }
}
