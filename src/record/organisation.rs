//! Organisations, hospitals, addresses and bank accounts.

use crate::{
    code::{HospitalGrade, HospitalLevel, HospitalOwnership},
    finding::{At, Check, rules},
    value::{BankAccountNumber, DivisionCode, HospitalCode, PersonName, PhoneNumber, Text, Uscc},
    wire::{MemberName, Privacy, record},
};

record! {
    /// 机构 · Organisation.
    ///
    /// 慈善组织、政府部门、保险人等。
    /// A charity, an authority, an insurer and the like.
    pub struct Organisation {
        required {
            /// 机构名称 · Name of the organisation.
            public name: Text<1, 200>,
        }
        optional {
            /// 统一社会信用代码 · Unified social credit code.
            public uscc: Uscc,
            /// 联系人 · Contact person.
            personal contact_name: PersonName,
            /// 联系电话 · Contact telephone.
            personal phone: PhoneNumber,
        }
    }
}

record! {
    /// 医疗机构 · Hospital.
    pub struct Hospital {
        required {
            /// 医疗机构名称 · Name of the hospital.
            public name: Text<1, 200>,
        }
        optional {
            /// 统一社会信用代码 · Unified social credit code.
            public uscc: Uscc,
            /// 定点医疗机构代码 · Code given by the insurer.
            public code: HospitalCode,
            /// 所在行政区划 · Division where it stands.
            public division: DivisionCode,
            /// 医院级别 · Level.
            public level: HospitalLevel,
            /// 医院等次 · Grade within the level.
            public grade: HospitalGrade,
            /// 医院性质 · Ownership.
            public ownership: HospitalOwnership,
            /// 医疗机构类型 · Type of institution as printed.
            ///
            /// 票面所印类型，如 综合医院、儿童医院；不是级别。
            /// The type as the receipt prints it, such as a general or a children's hospital; not the level.
            public institution_type: Text<1, 60>,
        }
    }
}

record! {
    /// 地址 · Address.
    pub struct Address {
        required {}
        optional {
            /// 行政区划 · Division.
            ///
            /// 到县级的六位代码。
            /// The code of six digits, down to the county.
            personal division: DivisionCode,
            /// 详细地址 · Street and house.
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
    /// 统一社会信用代码校验码不符 · Check digit of a unified social credit code.
    USCC_CHECK_DIGIT = "organisation.uscc-check-digit" Error Value {
        zh: "统一社会信用代码的校验码不符", en: "the check digit of the unified social credit code is wrong",
        hint_zh: "请按登记证书核对十八位代码", hint_en: "compare the eighteen characters with the certificate of registration",
        source: "GB 32100—2015",
    }
    /// 统一社会信用代码内的主体标识码校验码不符 · Check digit of the organisation code inside a unified social credit code.
    ///
    /// 少数老机构的主体标识码没有校验码，因此只是警告。
    USCC_ORGANISATION_CODE = "organisation.uscc-inner-check-digit" Warning Value {
        zh: "统一社会信用代码第九到十七位的校验码不符", en: "the check digit of the ninth to seventeenth characters is wrong",
        hint_zh: "请按登记证书核对代码", hint_en: "compare the code with the certificate of registration",
        source: "GB 32100—2015; GB 11714—1997",
    }
    /// 行政区划不存在 · Division that is on no list.
    DIVISION_UNKNOWN = "organisation.division-unknown" Warning Code {
        zh: "行政区划代码不在任何年份的名单中", en: "the division code is on the list of no year",
        hint_zh: "请核对六位行政区划代码", hint_en: "check the six digits of the division",
        source: "GB/T 2260; 民政部 2024 年行政区划代码",
    }
}

/// Judges the check digits of an organisation's code that is there.
pub(crate) fn check_uscc(uscc: Option<&Uscc>, at: &mut At) {
    check_uscc_at(Organisation::MEMBERS.uscc, uscc, at);
}

/// Judges the check digits of the code in that member.
pub(crate) fn check_uscc_at(name: MemberName, uscc: Option<&Uscc>, at: &mut At) {
    at.within(name, |at| {
        at.judge(&USCC_CHECK_DIGIT, uscc.map(Uscc::check_digit_holds), |f| {
            f.actual(Privacy::Public, uscc.map_or("", Uscc::as_str));
        });
        // Where the outer digit is already wrong the inner one says nothing new.
        let inner = uscc.filter(|u| u.check_digit_holds()).map(Uscc::organisation_code_holds);
        at.judge(&USCC_ORGANISATION_CODE, inner, |f| {
            f.actual(Privacy::Public, uscc.map_or("", Uscc::as_str));
        });
    });
}

impl Organisation {
    /// Whether two mentions of an organisation mean the same one: by code where both have one, else by name.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.uscc, &other.uscc) {
            (Some(a), Some(b)) => a == b,
            _ => self.name == other.name,
        }
    }
}

impl Hospital {
    /// By what the hospital of a stay or of an operation is known: its `uscc`, or else its `code`, or else its `name`.
    pub(crate) fn identity(&self) -> &str {
        let uscc = self.uscc.as_ref().map(Uscc::as_str);
        uscc.or_else(|| self.code.as_ref().map(HospitalCode::as_str)).unwrap_or(self.name.as_str())
    }

    /// By what the issuer of a number is known that hospitals give, each for itself: its `uscc`, or else its `name`.
    pub(crate) fn issuer_identity(&self) -> &str {
        self.uscc.as_ref().map_or(self.name.as_str(), Uscc::as_str)
    }

    /// Whether two mentions of a hospital mean the same one, by a code that both have; nothing where there is none: a name
    /// is written in several ways.
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
    }
}
