//! Who somebody is: identity documents, and the child that a case is about.

use crate::{
    code::{DisabilityGrade, DisabilityKind, EthnicGroup, RegistrationKind, Sex},
    finding::{At, Check, rules},
    period::check_period,
    record::organisation::Address,
    value::{
        BirthCertificateNumber, CountryCode, Date, DivisionStanding, ForeignPermanentResidenceNumber,
        FormerResidentNumber, HkMacaoTaiwanResidenceNumber, HkMacaoTravelPermitNumber, PassportNumber, Period,
        PersonName, PhoneNumber, RecordNumber, ResidentNumber, TaiwanTravelPermitNumber, Text,
    },
    wire::{Integer, List, Privacy, record, union},
};

/// Declares the identity documents that differ only in the form of their number.
macro_rules! numbered {
    ($( $(#[doc = $doc:literal])+ $name:ident($number:ty); )+) => { $(
        record! {
            $(#[doc = $doc])+
            pub struct $name {
                required {
                    /// 证件号码 · Number.
                    personal number: $number,
                }
                optional {
                    /// 有效期 · Validity.
                    personal validity: Period,
                }
            }
        }
    )+ };
}

numbered! {
    /// 居民身份证 · Resident identity card.
    ResidentIdentity(ResidentNumber);
    /// 十五位旧身份号码 · Resident identity number of fifteen digits.
    FormerResidentIdentity(FormerResidentNumber);
    /// 出生医学证明 · Medical certificate of birth.
    BirthCertificate(BirthCertificateNumber);
    /// 港澳台居民居住证 · Residence permit for a resident of Hong Kong, Macao or Taiwan.
    HkMacaoTaiwanResidencePermit(HkMacaoTaiwanResidenceNumber);
    /// 港澳居民来往内地通行证 · Mainland travel permit for a resident of Hong Kong or Macao.
    HkMacaoTravelPermit(HkMacaoTravelPermitNumber);
    /// 台湾居民来往大陆通行证 · Mainland travel permit for a resident of Taiwan.
    TaiwanTravelPermit(TaiwanTravelPermitNumber);
    /// 外国人永久居留身份证 · Permanent residence card of a foreigner.
    ForeignPermanentResidence(ForeignPermanentResidenceNumber);
}

record! {
    /// 护照 · Passport.
    pub struct Passport {
        required {
            /// 护照号码 · Number.
            personal number: PassportNumber,
        }
        optional {
            /// 签发国 · Country that issued it.
            personal country: CountryCode,
            /// 有效期 · Validity.
            personal validity: Period,
        }
    }
}

record! {
    /// 其他证件 · Another identity document.
    pub struct OtherIdentity {
        required {
            /// 证件名称 · Name of the document.
            personal name: Text<1, 60>,
            /// 证件号码 · Number.
            personal number: RecordNumber,
        }
        optional {
            /// 有效期 · Validity.
            personal validity: Period,
        }
    }
}

union! {
    /// 身份证件 · Identity document.
    pub enum IdentityDocument by "kind" {
        /// 居民身份证 · Resident identity card.
        ResidentIdentity(ResidentIdentity) = "resident-identity",
        /// 十五位旧身份号码 · Resident identity number of fifteen digits.
        FormerResidentIdentity(FormerResidentIdentity) = "former-resident-identity",
        /// 出生医学证明 · Medical certificate of birth.
        BirthCertificate(BirthCertificate) = "birth-certificate",
        /// 港澳台居民居住证 · Residence permit for a resident of Hong Kong, Macao or Taiwan.
        HkMacaoTaiwanResidence(HkMacaoTaiwanResidencePermit) = "hk-macao-taiwan-residence",
        /// 港澳居民来往内地通行证 · Mainland travel permit for a resident of Hong Kong or Macao.
        HkMacaoTravel(HkMacaoTravelPermit) = "hk-macao-travel",
        /// 台湾居民来往大陆通行证 · Mainland travel permit for a resident of Taiwan.
        TaiwanTravel(TaiwanTravelPermit) = "taiwan-travel",
        /// 外国人永久居留身份证 · Permanent residence card of a foreigner.
        ForeignPermanentResidence(ForeignPermanentResidence) = "foreign-permanent-residence",
        /// 护照 · Passport.
        Passport(Passport) = "passport",
        /// 其他证件 · Another identity document.
        Other(OtherIdentity) = "other",
    }
}

record! {
    /// 户籍 · Household registration.
    pub struct HouseholdRegistration {
        required {}
        optional {
            /// 户口类别 · Kind.
            personal kind: RegistrationKind,
            /// 户籍地址 · Registered address.
            personal address: Address,
            /// 户号 · Number of the household.
            personal number: RecordNumber,
        }
    }
}

record! {
    /// 残疾情况 · Disability.
    pub struct Disability {
        required {
            /// 残疾类别 · Kind.
            health kind: DisabilityKind,
        }
        optional {
            /// 残疾等级 · Grade.
            health grade: DisabilityGrade,
            /// 残疾人证号 · Number of the certificate.
            personal certificate_number: RecordNumber,
            /// 证件有效期 · Validity of the certificate.
            personal validity: Period,
        }
    }
}

record! {
    /// 患儿 · The child.
    pub struct Child {
        required {
            /// 姓名 · Name.
            ///
            /// 按证件书写；尚未取名的新生儿按病历书写，如 某某之子。
            /// As the identity paper has it; for a newborn without a name, as the hospital's record has it.
            personal name: PersonName,
        }
        optional {
            /// 曾用名 · Former names.
            ///
            /// 如新生儿取名以前病历上的名字。
            /// Such as the name in the hospital's record before a newborn was named.
            personal former_names: List<PersonName, 0, 10>,
            /// 性别 · Sex.
            personal sex: Sex,
            /// 出生日期 · Birth date.
            personal birth_date: Date,
            /// 身份证件 · Identity documents.
            ///
            /// 可以不止一件：新生儿先有出生医学证明，后有身份号码，两件都保留才能对上同一个孩子。
            /// More than one where there are more: a newborn has a birth certificate first and a number later, and both are
            /// kept so that the case is found again.
            personal identity: List<IdentityDocument, 0, 10>,
            /// 国籍 · Nationality.
            personal nationality: CountryCode,
            /// 民族 · Ethnic group.
            personal ethnic_group: EthnicGroup,
            /// 户籍 · Household registration.
            personal registration: HouseholdRegistration,
            /// 现住址 · Present address.
            personal residence: Address,
            /// 联系电话 · Telephone.
            personal phone: PhoneNumber,
            /// 就读学校 · School.
            personal school: Text<1, 100>,
            /// 残疾情况 · Disabilities.
            health disabilities: List<Disability, 0, 7>,
            /// 出生体重（克） · Birth weight in grams.
            health birth_weight_grams: Integer<200, 9000>,
            /// 体重（克） · Present body weight in grams.
            health body_weight_grams: Integer<200, 300000>,
        }
    }
}

rules! { Identity;
    /// 身份号码校验码不符 · Check digit of an identity number.
    CHECK_DIGIT = "identity.check-digit" Error Value {
        zh: "证件号码的校验码不符", en: "the check digit of the identity number is wrong",
        hint_zh: "请按证件逐位核对号码", hint_en: "compare the number with the paper, digit by digit",
        source: "GB 11643—1999",
    }
    /// 身份号码中的出生日期不存在 · Birth date inside an identity number that is not on the calendar.
    NUMBER_DATE = "identity.birth-date-impossible" Error Value {
        zh: "证件号码中的出生日期不是真实日期", en: "the birth date inside the identity number is not a day of the calendar",
        hint_zh: "请核对号码第七到十四位", hint_en: "check the seventh to fourteenth digits",
        source: "GB 11643—1999",
    }
    /// 出生日期与身份号码不一致 · Birth date that differs from the identity number.
    BIRTH_DATE = "identity.birth-date-mismatch" Error Reference {
        zh: "出生日期与证件号码不一致", en: "the birth date differs from the one inside the identity number",
        hint_zh: "请核对出生日期和证件号码，以证件为准", hint_en: "check both; the identity paper decides",
        source: "GB 11643—1999",
    }
    /// 性别与身份号码不一致 · Sex that differs from the identity number.
    SEX = "identity.sex-mismatch" Error Reference {
        zh: "性别与证件号码第十七位不一致", en: "the sex differs from the seventeenth digit of the identity number",
        hint_zh: "请核对性别和证件号码，以证件为准", hint_en: "check both; the identity paper decides",
        source: "GB 11643—1999",
    }
    /// 身份号码的地址码不存在 · Area of an identity number that is on no list.
    AREA_UNKNOWN = "identity.area-unknown" Warning Code {
        zh: "证件号码的地址码不在任何年份的名单中", en: "the area code of the identity number is on the list of no year",
        hint_zh: "请核对号码前六位；确有此号的，附证件复印件", hint_en: "check the first six digits; if the number is real, add a copy of the paper",
        source: "GB/T 2260; 民政部 2024 年行政区划代码",
    }
    /// 身份号码的地址码在出生前已撤销 · Area of an identity number abolished before the birth.
    AREA_ABOLISHED = "identity.area-abolished" Warning Code {
        zh: "证件号码的地址码在出生前（{year} 年）已撤销", en: "the area code of the identity number was abolished in {year}, before the birth",
        hint_zh: "请核对号码前六位；确有此号的，附证件复印件", hint_en: "check the first six digits; if the number is real, add a copy of the paper",
        source: "GB/T 2260; 民政部 2024 年行政区划代码",
    }
    /// 患儿没有身份证件 · Child without an identity document.
    NO_DOCUMENT = "identity.document-missing" Warning Evidence {
        zh: "没有填写患儿的身份证件", en: "no identity document of the child is given",
        hint_zh: "请填身份证、居住证、护照或出生医学证明", hint_en: "give an identity card, a permit, a passport or a birth certificate",
        source: "programme notices: 户口簿, 身份证, 出生医学证明",
    }
}

impl IdentityDocument {
    /// The document's number.
    pub fn number(&self) -> &str {
        match self {
            Self::ResidentIdentity(document) => document.number.as_str(),
            Self::FormerResidentIdentity(document) => document.number.as_str(),
            Self::BirthCertificate(document) => document.number.as_str(),
            Self::HkMacaoTaiwanResidence(document) => document.number.as_str(),
            Self::HkMacaoTravel(document) => document.number.as_str(),
            Self::TaiwanTravel(document) => document.number.as_str(),
            Self::ForeignPermanentResidence(document) => document.number.as_str(),
            Self::Passport(document) => document.number.as_str(),
            Self::Other(document) => document.number.as_str(),
        }
    }

    /// The birth date that the number holds; nothing where it holds none, or one that is not on the calendar.
    pub fn birth_date(&self) -> Option<Date> {
        match self {
            Self::ResidentIdentity(document) => document.number.birth_date(),
            Self::HkMacaoTaiwanResidence(document) => document.number.birth_date(),
            _ => None,
        }
    }

    /// The sex that the number holds.
    pub fn sex(&self) -> Option<Sex> {
        match self {
            Self::ResidentIdentity(document) => document.number.sex(),
            Self::HkMacaoTaiwanResidence(document) => document.number.sex(),
            _ => None,
        }
    }

    /// The span of days in which the document is valid.
    pub fn validity(&self) -> Option<&Period> {
        match self {
            Self::ResidentIdentity(document) => document.validity.as_ref(),
            Self::FormerResidentIdentity(document) => document.validity.as_ref(),
            Self::BirthCertificate(document) => document.validity.as_ref(),
            Self::HkMacaoTaiwanResidence(document) => document.validity.as_ref(),
            Self::HkMacaoTravel(document) => document.validity.as_ref(),
            Self::TaiwanTravel(document) => document.validity.as_ref(),
            Self::ForeignPermanentResidence(document) => document.validity.as_ref(),
            Self::Passport(document) => document.validity.as_ref(),
            Self::Other(document) => document.validity.as_ref(),
        }
    }

    fn check_digit_holds(&self) -> Option<bool> {
        match self {
            Self::ResidentIdentity(document) => Some(document.number.check_digit_holds()),
            Self::HkMacaoTaiwanResidence(document) => Some(document.number.check_digit_holds()),
            _ => None,
        }
    }
}

impl Check for IdentityDocument {
    fn check(&self, at: &mut At) {
        check_period(ResidentIdentity::MEMBERS.validity, self.validity(), at);
        at.within(Passport::MEMBERS.number, |at| {
            let holds = self.check_digit_holds();
            at.judge(&CHECK_DIGIT, holds, |f| {
                f.actual(Privacy::Personal, self.number());
            });
            let born = self.birth_date();
            at.judge(&NUMBER_DATE, holds.map(|_| born.is_some()), |f| {
                f.actual(Privacy::Personal, self.number());
            });
            if let Self::ResidentIdentity(document) = self {
                check_area(&document.number, at);
            }
        });
    }
}

fn check_area(number: &ResidentNumber, at: &mut At) {
    let standing = number.birth_date().and_then(|born| Some(number.division()?.standing(born)));
    at.judge(&AREA_UNKNOWN, standing.map(|s| s != DivisionStanding::Unknown), |f| {
        f.actual(Privacy::Personal, number);
    });
    let abolished = match standing {
        Some(DivisionStanding::Abolished(year)) => Some(year),
        _ => None,
    };
    at.judge(&AREA_ABOLISHED, standing.map(|_| abolished.is_none()), |f| {
        f.param("year", abolished.unwrap_or_default()).actual(Privacy::Personal, number);
    });
}

impl Child {
    /// Whether that is the child's name, or a former one.
    pub fn is_called(&self, name: &PersonName) -> bool {
        self.name == *name || self.former_names.as_ref().is_some_and(|names| names.contains(name))
    }
}

/// Judges what somebody's documents say against what is stated of them. The place is the person.
pub(crate) fn check_person(identity: &[IdentityDocument], sex: Option<Sex>, birth_date: Option<Date>, at: &mut At) {
    at.items(Child::MEMBERS.identity, Some(identity));
    for (index, document) in identity.iter().enumerate() {
        let number = format!("{}/{index}/{}", Child::MEMBERS.identity, Passport::MEMBERS.number);
        let same_date = document.birth_date().zip(birth_date).map(|(inside, stated)| inside == stated);
        let place = at.pointer();
        at.judge_member(&BIRTH_DATE, Child::MEMBERS.birth_date, same_date, |f| {
            f.related("identity", format!("{place}/{number}"));
            f.expected(Privacy::Personal, document.birth_date().map_or_else(String::new, |d| d.to_string()));
            f.actual(Privacy::Personal, birth_date.map_or_else(String::new, |d| d.to_string()));
        });
        let stated = sex.filter(|s| matches!(s, Sex::Male | Sex::Female));
        let same_sex = document.sex().zip(stated).map(|(inside, stated)| inside == stated);
        at.judge_member(&SEX, Child::MEMBERS.sex, same_sex, |f| {
            f.related("identity", format!("{place}/{number}"));
            f.expected(Privacy::Personal, document.sex().map_or("", Sex::as_str));
            f.actual(Privacy::Personal, stated.map_or("", Sex::as_str));
        });
    }
}

impl Check for Child {
    fn check(&self, at: &mut At) {
        at.member(Self::MEMBERS.residence, self.residence.as_ref());
        let registration = self.registration.as_ref();
        at.within(Self::MEMBERS.registration, |at| {
            at.member(HouseholdRegistration::MEMBERS.address, registration.and_then(|r| r.address.as_ref()))
        });
        at.each(Self::MEMBERS.disabilities, self.disabilities.as_deref().unwrap_or_default(), |at, disability| {
            check_period(Disability::MEMBERS.validity, disability.validity.as_ref(), at);
        });
        check_person(self.identity.as_deref().unwrap_or_default(), self.sex, self.birth_date, at);
        let documents = self.identity.as_ref().map(|documents| !documents.is_empty());
        at.judge(&NO_DOCUMENT, Some(documents.unwrap_or(false)), |_| {});
    }
}
