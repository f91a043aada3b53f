//! Identity documents, and the child of the application.

use crate::{
    code::{DisabilityGrade, DisabilityKind, EthnicGroup, RegistrationKind, SchoolKind, Sex},
    finding::{At, Check, rules},
    period::check_period,
    record::organisation::Address,
    value::{
        BirthCertificateNumber, CountryCode, Date, DivisionCode, DivisionStatus, ForeignPermanentResidenceNumber,
        FormerResidentNumber, HkMacaoTaiwanResidenceNumber, HkMacaoTravelPermitNumber, NameDoubt, NameMatch,
        PassportNumber, Period, PersonName, PhoneNumber, RecordNumber, ResidentNumber, TaiwanTravelPermitNumber, Text,
    },
    wire::{Integer, List, MemberName, Privacy, record, union},
};

/// Declares identity documents that differ only in the form of their number.
macro_rules! numbered {
    ($( $(#[doc = $doc:literal])+ $name:ident($number:ty); )+) => { $(
        record! {
            $(#[doc = $doc])+
            pub struct $name {
                required {
                    /// 证件号码 · Document number.
                    personal number: $number,
                }
                optional {
                    /// 有效期 · Period of validity.
                    personal validity: Period,
                }
            }
        }
    )+ };
}

numbered! {
    /// 居民身份证 · Resident identity card.
    ResidentIdentity(ResidentNumber);
    /// 十五位旧身份号码 · Former resident identity number of 15 digits.
    FormerResidentIdentity(FormerResidentNumber);
    /// 出生医学证明 · Medical birth certificate.
    BirthCertificate(BirthCertificateNumber);
    /// 港澳台居民居住证 · Residence permit for Hong Kong, Macao and Taiwan residents.
    HkMacaoTaiwanResidencePermit(HkMacaoTaiwanResidenceNumber);
    /// 港澳居民来往内地通行证 · Mainland travel permit for Hong Kong and Macao residents.
    HkMacaoTravelPermit(HkMacaoTravelPermitNumber);
    /// 台湾居民来往大陆通行证 · Mainland travel permit for Taiwan residents.
    TaiwanTravelPermit(TaiwanTravelPermitNumber);
    /// 外国人永久居留身份证 · Permanent residence card for foreigners.
    ForeignPermanentResidence(ForeignPermanentResidenceNumber);
}

record! {
    /// 护照 · Passport.
    pub struct Passport {
        required {
            /// 护照号码 · Passport number.
            personal number: PassportNumber,
        }
        optional {
            /// 签发国 · Issuing country.
            personal country: CountryCode,
            /// 有效期 · Period of validity.
            personal validity: Period,
        }
    }
}

record! {
    /// 其他证件 · Other identity document.
    pub struct OtherIdentity {
        required {
            /// 证件名称 · Document name.
            personal name: Text<1, 60>,
            /// 证件号码 · Document number.
            personal number: RecordNumber,
        }
        optional {
            /// 有效期 · Period of validity.
            personal validity: Period,
        }
    }
}

union! {
    /// 身份证件 · Identity document.
    pub enum IdentityDocument by "kind" {
        /// 居民身份证 · Resident identity card.
        ResidentIdentity(ResidentIdentity) = "resident-identity",
        /// 十五位旧身份号码 · Former resident identity number of 15 digits.
        FormerResidentIdentity(FormerResidentIdentity) = "former-resident-identity",
        /// 出生医学证明 · Medical birth certificate.
        BirthCertificate(BirthCertificate) = "birth-certificate",
        /// 港澳台居民居住证 · Residence permit for Hong Kong, Macao and Taiwan residents.
        HkMacaoTaiwanResidence(HkMacaoTaiwanResidencePermit) = "hk-macao-taiwan-residence",
        /// 港澳居民来往内地通行证 · Mainland travel permit for Hong Kong and Macao residents.
        HkMacaoTravel(HkMacaoTravelPermit) = "hk-macao-travel",
        /// 台湾居民来往大陆通行证 · Mainland travel permit for Taiwan residents.
        TaiwanTravel(TaiwanTravelPermit) = "taiwan-travel",
        /// 外国人永久居留身份证 · Permanent residence card for foreigners.
        ForeignPermanentResidence(ForeignPermanentResidence) = "foreign-permanent-residence",
        /// 护照 · Passport.
        Passport(Passport) = "passport",
        /// 其他证件 · Other identity document.
        Other(OtherIdentity) = "other",
    }
}

record! {
    /// 户籍 · Registered residence (hukou).
    pub struct HouseholdRegistration {
        required {}
        optional {
            /// 户口类别 · Kind of household registration.
            personal kind: RegistrationKind,
            /// 户籍地址 · Registered address.
            personal address: Address,
            /// 户号 · Household registration number.
            personal number: RecordNumber,
            /// 落户日期 · Day of registration at this address.
            personal since: Date,
        }
    }
}

record! {
    /// 残疾情况 · Disability.
    pub struct Disability {
        required {
            /// 残疾类别 · Kind of disability.
            health kind: DisabilityKind,
        }
        optional {
            /// 残疾等级 · Grade of disability.
            health grade: DisabilityGrade,
            /// 残疾人证号 · Disability certificate number.
            personal certificate_number: RecordNumber,
            /// 证件有效期 · Period of validity of the certificate.
            ///
            /// 证件有效期间，方计为有残疾。起始日期或截止日期未填写的，无法确定是否有效。长期有效的，截止日期填写 2099-12-31。
            /// The disability counts only while the certificate is in force. If the first or the last day is omitted, it is
            /// unknown whether it is. If the certificate does not expire, enter 2099-12-31 as the last day.
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
            /// 按证件填写；尚未取名的新生儿按病历填写，如 某某之子。
            /// As on the identity document. For a newborn without a name, as in the medical record.
            personal name: PersonName,
        }
        optional {
            /// 曾用名 · Former names.
            ///
            /// 如新生儿取名前病历上的名字。
            /// For example the name in the medical record before a newborn was named.
            personal former_names: List<PersonName, 0, 10>,
            /// 性别 · Sex.
            personal sex: Sex,
            /// 出生日期 · Birth date.
            personal birth_date: Date,
            /// 身份证件 · Identity documents.
            ///
            /// 可填多件。新生儿先有出生医学证明，后有身份号码，两件都须保留，以便识别为同一患儿。
            /// Enter every document. A newborn first has a birth certificate and later an identity number. Keep both,
            /// so that they are recognised as one child.
            personal identity: List<IdentityDocument, 0, 10>,
            /// 国籍 · Nationality.
            personal nationality: CountryCode,
            /// 民族 · Ethnic group.
            personal ethnic_group: EthnicGroup,
            /// 户籍 · Registered residence (hukou).
            personal registration: HouseholdRegistration,
            /// 现住址 · Place of residence.
            personal residence: Address,
            /// 现住地居住起始日期 · First day at the place of residence.
            ///
            /// 连续居住于现住市、县的起始日期。
            /// The first day from which the child has lived in this city or county without a break.
            personal resident_since: Date,
            /// 联系电话 · Telephone number.
            personal phone: PhoneNumber,
            /// 就读学校 · School.
            personal school: Text<1, 100>,
            /// 学校类别 · Kind of school.
            ///
            /// 未入学的，填写未入学。
            /// If the child does not attend school, state this.
            personal school_kind: SchoolKind,
            /// 残疾情况 · Disabilities.
            health disabilities: List<Disability, 0, 7>,
            /// 出生体重（克） · Birth weight in grams.
            health birth_weight_grams: Integer<200, 9000>,
            /// 体重（克） · Body weight in grams.
            health body_weight_grams: Integer<200, 300000>,
        }
    }
}

rules! { Identity;
    /// 证件号码校验码不符 · Wrong check digit of an identity number.
    CHECK_DIGIT = "identity.check-digit" Error Value {
        zh: "证件号码的校验码不符", en: "the check digit of the identity number is wrong",
        hint_zh: "请按证件逐位核对号码", hint_en: "compare the number with the document, digit by digit",
        source: "GB 11643—1999",
    }
    /// 证件号码中的出生日期不存在 · Impossible birth date in an identity number.
    NUMBER_DATE = "identity.birth-date-impossible" Error Value {
        zh: "证件号码中的出生日期不是真实日期", en: "the birth date in the identity number is not a calendar date",
        hint_zh: "请核对号码第七到十四位", hint_en: "check the seventh to fourteenth digits",
        source: "GB 11643—1999",
    }
    /// 出生日期与证件号码不一致 · Birth date that differs from the identity number.
    BIRTH_DATE = "identity.birth-date-mismatch" Error Reference {
        zh: "出生日期与证件号码不一致", en: "the birth date differs from the one in the identity number",
        hint_zh: "请核对出生日期和证件号码，以证件为准", hint_en: "check both and correct them according to the document",
        source: "GB 11643—1999",
    }
    /// 性别与证件号码不一致 · Sex that differs from the identity number.
    SEX = "identity.sex-mismatch" Error Reference {
        zh: "性别与证件号码第十七位不一致", en: "the sex does not match the seventeenth digit of the identity number",
        hint_zh: "请核对性别和证件号码，以证件为准", hint_en: "check both and correct them according to the document",
        source: "GB 11643—1999",
    }
    /// 出生时已不编制十五位号码 · Number of 15 digits of a person born later.
    ///
    /// 自 1999 年 10 月 1 日起只编制十八位号码。
    /// Since 1 October 1999 only numbers of 18 digits are issued.
    FORMER_ERA = "identity.former-number-era" Warning Reference {
        zh: "十五位旧号码的持有人出生于 1999 年 10 月 1 日或以后", en: "the holder of a number of 15 digits was born on 1 October 1999 or later",
        hint_zh: "请核对号码是否为他人的；患儿请填写十八位号码或出生医学证明", hint_en: "check whether the number is another person's; enter the number of 18 digits or the birth certificate of the child",
        source: "国发〔1999〕15号",
    }
    /// 证件号码的地址码晚于名单 · Area code in an identity number newer than the list.
    ///
    /// 出生日期晚于名单的日期，地址码可能是新设的区划，尚不能判断。
    /// The birth is later than the list. The code may be that of a new division and cannot be judged yet.
    AREA_NOT_LISTED_YET = "identity.area-not-listed-yet" Info Code {
        zh: "证件号码的地址码不在截至 2026 年 9 月 11 日的名单中，可能为其后新设", en: "the area code of the identity number is not on the list of 11 September 2026; it may be newer",
        hint_zh: "请核对号码前六位；属实的，无须更正", hint_en: "check the first six digits; no correction is needed if the number is correct",
        source: "国家地名信息库 2026-09-11",
    }
    /// 证件号码的地址码不存在 · Unknown area code in an identity number.
    AREA_UNKNOWN = "identity.area-unknown" Warning Code {
        zh: "证件号码的地址码不在任何年份的名单中", en: "the area code of the identity number is not on the list of any year",
        hint_zh: "请核对号码前六位；号码属实的，附证件复印件", hint_en: "check the first six digits; if the number is correct, attach a copy of the document",
        source: "GB/T 2260; 民政部 2024 年行政区划代码; 国家地名信息库 2026-09-11",
    }
    /// 证件号码的地址码在出生前已撤销 · Area code in an identity number abolished before the birth.
    AREA_ABOLISHED = "identity.area-abolished" Warning Code {
        zh: "证件号码的地址码在出生前（{year} 年）已撤销", en: "the area code of the identity number was abolished in {year}, before the birth",
        hint_zh: "请核对号码前六位；号码属实的，附证件复印件", hint_en: "check the first six digits; if the number is correct, attach a copy of the document",
        source: "GB/T 2260; 民政部 2024 年行政区划代码; 国家地名信息库 2026-09-11",
    }
    /// 姓名不清 · Unclear name.
    ///
    /// 被遮盖、以符号代替或带附注的姓名，无法与材料上的姓名比对。
    /// A masked name, or one with signs in place of characters or with additional text, cannot be compared with the names on documents.
    NAME_UNCLEAR = "identity.name-unclear" Warning Value {
        zh: "姓名被遮盖、有无法显示的字、带附注或不是姓名", en: "the name is masked, contains unprintable characters or additional text, or is not a name",
        hint_zh: "请按身份证件填写完整姓名", hint_en: "enter the full name as on the identity document",
        source: "tongbiao 童标: comparison of names, docs/names.md",
    }
    /// 患儿没有身份证件 · Child without an identity document.
    NO_DOCUMENT = "identity.document-missing" Warning Evidence {
        zh: "未填写患儿的身份证件", en: "no identity document of the child is entered",
        hint_zh: "请填写身份证、居住证、护照或出生医学证明", hint_en: "enter an identity card, a residence permit, a passport or a birth certificate",
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

    /// The kind and the number, without differences of letter case and blanks. Two documents with one text are one.
    pub(crate) fn identifying_text(&self) -> String {
        let number: String =
            self.number().chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        format!("{} {number}", self.code())
    }

    /// The birth date in the number. `None` if the number contains none, or one that is not a calendar date.
    pub fn birth_date(&self) -> Option<Date> {
        match self {
            Self::ResidentIdentity(document) => document.number.birth_date(),
            Self::FormerResidentIdentity(document) => document.number.birth_date(),
            Self::HkMacaoTaiwanResidence(document) => document.number.birth_date(),
            Self::ForeignPermanentResidence(document) => document.number.birth_date(),
            _ => None,
        }
    }

    /// The sex in the number.
    pub fn sex(&self) -> Option<Sex> {
        match self {
            Self::ResidentIdentity(document) => document.number.sex(),
            Self::FormerResidentIdentity(document) => document.number.sex(),
            Self::HkMacaoTaiwanResidence(document) => document.number.sex(),
            Self::ForeignPermanentResidence(document) => document.number.sex(),
            _ => None,
        }
    }

    /// The period of validity of the document.
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
            Self::ForeignPermanentResidence(document) => document.number.check_digit_holds(),
            _ => None,
        }
    }

    /// Whether the birth date in the number can be a calendar date. `None` if the number contains none.
    fn has_possible_date(&self) -> Option<bool> {
        match self {
            Self::FormerResidentIdentity(document) => Some(document.number.birth_date_is_possible()),
            _ => self.check_digit_holds().map(|_| self.birth_date().is_some()),
        }
    }

    /// Whether a child can have such a number. Numbers of 15 digits were last issued in 1999.
    pub(crate) const fn is_of_a_child(&self) -> bool {
        !matches!(self, Self::FormerResidentIdentity(_))
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
            at.judge(&NUMBER_DATE, self.has_possible_date(), |f| {
                f.actual(Privacy::Personal, self.number());
            });
            match self {
                Self::ResidentIdentity(document) => check_area(self, document.number.division(), at),
                Self::FormerResidentIdentity(document) => check_area(self, document.number.division(), at),
                _ => {}
            }
        });
    }
}

fn check_area(document: &IdentityDocument, division: Option<DivisionCode>, at: &mut At) {
    let number = document.number();
    let standing = document.birth_date().zip(division).map(|(born, division)| division.status(born));
    at.judge(&AREA_UNKNOWN, standing.map(|s| s != DivisionStatus::Unknown), |f| {
        f.actual(Privacy::Personal, number);
    });
    at.judge(&AREA_NOT_LISTED_YET, standing.map(|s| s != DivisionStatus::NotListedYet), |f| {
        f.actual(Privacy::Personal, number);
    });
    let abolished = match standing {
        Some(DivisionStatus::Abolished(year)) => Some(year),
        _ => None,
    };
    at.judge(&AREA_ABOLISHED, standing.map(|_| abolished.is_none()), |f| {
        f.param("year", abolished.unwrap_or_default()).actual(Privacy::Personal, number);
    });
}

impl Child {
    /// Compares a name with the current and the former names of the child.
    ///
    /// A former name that is masked, unprintable or the description of a newborn shows only that a text of its form is the
    /// child's: it makes no other name uncertain.
    pub fn is_called(&self, name: &PersonName) -> NameMatch {
        let former = self.former_names.iter().flat_map(|names| names.iter()).map(|former| {
            let found = former.compare(name);
            if found.is_same() || former.doubt().is_none() { found } else { NameMatch::Other }
        });
        former.fold(self.name.compare(name), NameMatch::or)
    }
}

/// The first day on which only numbers of 18 digits were issued.
///
/// Source: 国务院关于实行公民身份号码制度的决定, 国发〔1999〕15号: from 1 October 1999.
const FORMER_NUMBERS_ENDED: (i32, u32, u32) = (1999, 10, 1);

fn is_before(day: Date, (year, month, date): (i32, u32, u32)) -> bool {
    Date::new(year, month, date).is_ok_and(|other| day < other)
}

/// Checks a person's identity documents against the stated sex and birth date. The current place must be the person.
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
        let born =
            birth_date.or_else(|| identity.iter().filter(|d| d.is_of_a_child()).find_map(IdentityDocument::birth_date));
        let former = matches!(document, IdentityDocument::FormerResidentIdentity(_));
        let issued = born.filter(|_| former).map(|born| is_before(born, FORMER_NUMBERS_ENDED));
        at.within(Child::MEMBERS.identity, |at| {
            at.item(index, |at| at.judge_member(&FORMER_ERA, Passport::MEMBERS.number, issued, |_| {}));
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

/// Checks that a name can be compared with the names on other documents.
pub(crate) fn check_name(name: MemberName, text: &PersonName, at: &mut At) {
    let doubt = text.doubt();
    let unclear =
        matches!(doubt, Some(NameDoubt::Masked | NameDoubt::Unprintable | NameDoubt::Addition | NameDoubt::NoName));
    at.judge_member(&NAME_UNCLEAR, name, Some(!unclear), |f| {
        if let Some(doubt) = doubt {
            f.hint = doubt.remedy();
        }
    });
}

impl Check for Child {
    fn check(&self, at: &mut At) {
        check_name(Self::MEMBERS.name, &self.name, at);
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
