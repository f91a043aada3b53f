//! Organisations, hospitals, addresses and bank accounts.

use crate::{
    code::{HospitalGrade, HospitalLevel, HospitalOwnership},
    finding::{At, Check, rules},
    value::{
        BankAccountNumber, DivisionCode, HospitalCode, PersonName, PhoneNumber, Text, Uscc, organisation_name_form,
    },
    wire::{MemberName, Privacy, record},
};
use std::borrow::Cow;

record! {
    /// 机构 · Organisation.
    ///
    /// 慈善组织、政府部门、保险人等。
    /// For example a charity, a government authority or an insurer.
    pub struct Organisation {
        required {
            /// 机构名称 · Organisation name.
            public name: Text<1, 200>,
        }
        optional {
            /// 统一社会信用代码 · Unified social credit code.
            public uscc: Uscc,
            /// 联系人 · Contact person.
            personal contact_name: PersonName,
            /// 联系电话 · Contact telephone number.
            personal phone: PhoneNumber,
        }
    }
}

record! {
    /// 医疗机构 · Hospital.
    ///
    /// 也可以是定点零售药店。
    /// A designated pharmacy is stated in the same way.
    pub struct Hospital {
        required {
            /// 医疗机构名称 · Hospital name.
            public name: Text<1, 200>,
        }
        optional {
            /// 统一社会信用代码 · Unified social credit code.
            public uscc: Uscc,
            /// 定点医药机构代码 · Code of the designated medical institution or pharmacy.
            public code: HospitalCode,
            /// 所在行政区划 · Administrative division of the hospital.
            public division: DivisionCode,
            /// 医院级别 · Hospital level.
            public level: HospitalLevel,
            /// 医院等次 · Grade within the level.
            public grade: HospitalGrade,
            /// 医院性质 · Ownership.
            public ownership: HospitalOwnership,
            /// 医疗机构类型 · Type of medical institution.
            ///
            /// 票面所印的类型，如 综合医院、儿童医院；不是级别。
            /// The type printed on the receipt, such as a general or children's hospital. Not the level.
            public institution_type: Text<1, 60>,
        }
    }
}

record! {
    /// 地址 · Address.
    pub struct Address {
        required {}
        optional {
            /// 行政区划 · Administrative division.
            ///
            /// 到县级的六位代码。
            /// The six-digit code down to county level.
            personal division: DivisionCode,
            /// 详细地址 · Street address.
            personal detail: Text<1, 200>,
        }
    }
}

record! {
    /// 银行账户 · Bank account.
    pub struct BankAccount {
        required {
            /// 账号 · Account number.
            financial number: BankAccountNumber,
            /// 户名 · Account holder.
            personal holder: Text<1, 200>,
        }
        optional {
            /// 开户银行 · Bank.
            financial bank_name: Text<1, 100>,
            /// 开户支行 · Branch.
            financial bank_branch: Text<1, 100>,
        }
    }
}

rules! { Organisation;
    /// 统一社会信用代码校验码不符 · Wrong check digit of a unified social credit code.
    USCC_CHECK_DIGIT = "organisation.uscc-check-digit" Error Value {
        zh: "统一社会信用代码的校验码不符", en: "the check digit of the unified social credit code is wrong",
        hint_zh: "请按登记证书核对十八位代码", hint_en: "compare the 18 characters with the registration certificate",
        source: "GB 32100—2015",
    }
    /// 统一社会信用代码内的主体标识码校验码不符 · Wrong check digit of the organisation code in a unified social credit code.
    ///
    /// 少数老机构的主体标识码没有校验码，因此只作警告。
    /// Only a warning, because the codes of a few old organisations have no check digit.
    USCC_ORGANISATION_CODE = "organisation.uscc-inner-check-digit" Warning Value {
        zh: "统一社会信用代码第九到十七位的校验码不符", en: "the check digit of the ninth to seventeenth characters is wrong",
        hint_zh: "请按登记证书核对代码", hint_en: "compare the code with the registration certificate",
        source: "GB 32100—2015; GB 11714—1997",
    }
    /// 机构代码填写了居民身份号码 · Resident identity number in place of an organisation's code.
    ///
    /// 身份号码属于个人信息，机构代码公开显示。
    /// The identity number is personal data, and the code of an organisation is shown openly.
    PERSONAL_NUMBER = "privacy.identity-number-as-organisation-code" Error Privacy {
        zh: "统一社会信用代码一栏填写了居民身份号码", en: "a resident identity number is entered as a unified social credit code",
        hint_zh: "请删除身份号码，填写机构登记证书上的代码；个人不填写此项", hint_en: "delete the identity number and enter the code from the registration certificate; omit the member for a person",
        source: "《个人信息保护法》 article 6; GB 32100—2015; GB 11643—1999",
    }
    /// 行政区划代码不存在 · Unknown administrative division.
    ///
    /// 定点医疗机构代码中的六位行政区划代码同样校验。
    /// Also checked: the six digits of the division in the code of a designated medical institution.
    DIVISION_UNKNOWN = "organisation.division-unknown" Warning Code {
        zh: "行政区划代码不在截至 2026 年 9 月 11 日的名单中", en: "the division code is on no list up to 11 September 2026",
        hint_zh: "请核对六位行政区划代码；其后新设的，无须更正", hint_en: "check the six digits; no correction is needed if the division is newer",
        source: "GB/T 2260; 民政部 2024 年行政区划代码; 国家地名信息库 2026-09-11",
    }
}

/// Checks the check digits of an organisation's code, if there is one.
pub(crate) fn check_uscc(uscc: Option<&Uscc>, at: &mut At) {
    check_uscc_at(Organisation::MEMBERS.uscc, uscc, at);
}

/// Checks the check digits of the code in the given member.
pub(crate) fn check_uscc_at(name: MemberName, uscc: Option<&Uscc>, at: &mut At) {
    at.within(name, |at| {
        // The value is personal then: no finding shows it.
        let personal = uscc.map(Uscc::is_resident_number);
        at.judge(&PERSONAL_NUMBER, personal.map(|personal| !personal), |_| {});
        let uscc = uscc.filter(|_| personal == Some(false));
        at.judge(&USCC_CHECK_DIGIT, uscc.map(Uscc::check_digit_holds), |f| {
            f.actual(Privacy::Public, uscc.map_or("", Uscc::as_str));
        });
        // If the outer check digit is wrong, the inner one adds no information.
        let inner = uscc.filter(|u| u.check_digit_holds()).map(Uscc::organisation_code_holds);
        at.judge(&USCC_ORGANISATION_CODE, inner, |f| {
            f.actual(Privacy::Public, uscc.map_or("", Uscc::as_str));
        });
    });
}

impl Organisation {
    /// Whether both refer to the same organisation: by code if both have one, or else by name in its comparison form.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.uscc, &other.uscc) {
            (Some(a), Some(b)) => a == b,
            _ => organisation_name_form(self.name.as_str()) == organisation_name_form(other.name.as_str()),
        }
    }
}

impl Hospital {
    /// What identifies the hospital of a stay or of an operation: its `uscc`, or else its `code`, or else its `name` in
    /// its comparison form.
    pub(crate) fn identity(&self) -> Cow<'_, str> {
        let uscc = self.uscc.as_ref().map(Uscc::as_str);
        let code = uscc.or_else(|| self.code.as_ref().map(HospitalCode::as_str));
        code.map_or_else(|| organisation_name_form(self.name.as_str()), Cow::Borrowed)
    }

    /// What identifies the issuer of a number that is unique only within one hospital: its `uscc`, or else its `name`
    /// in its comparison form.
    pub(crate) fn issuer_identity(&self) -> Cow<'_, str> {
        let uscc = self.uscc.as_ref().map(Uscc::as_str);
        uscc.map_or_else(|| organisation_name_form(self.name.as_str()), Cow::Borrowed)
    }

    /// Whether both refer to the same hospital, by a code that both have. `None` if there is no such code, because the
    /// name of one hospital is written in several ways.
    pub(crate) fn is_same(&self, other: &Self) -> Option<bool> {
        let by_uscc = self.uscc.as_ref().zip(other.uscc.as_ref()).map(|(a, b)| a == b);
        by_uscc.or_else(|| Some(self.code.as_ref()? == other.code.as_ref()?))
    }
}

impl Check for Address {
    fn check(&self, at: &mut At) {
        let known = self.division.map(DivisionCode::is_known);
        at.judge_member(&DIVISION_UNKNOWN, Self::MEMBERS.division, known, |_| {});
    }
}

impl Check for Organisation {
    fn check(&self, at: &mut At) {
        check_uscc(self.uscc.as_ref(), at);
    }
}

impl Check for Hospital {
    fn check(&self, at: &mut At) {
        check_uscc(self.uscc.as_ref(), at);
        let known = self.division.map(DivisionCode::is_known);
        at.judge_member(&DIVISION_UNKNOWN, Self::MEMBERS.division, known, |f| {
            f.actual(Privacy::Public, self.division.map_or_else(String::new, |d| d.to_string()));
        });
        let of_code = self.code.as_ref().and_then(HospitalCode::division);
        at.judge_member(&DIVISION_UNKNOWN, Self::MEMBERS.code, of_code.map(DivisionCode::is_known), |f| {
            f.actual(Privacy::Public, of_code.map_or_else(String::new, |d| d.to_string()));
        });
    }
}
