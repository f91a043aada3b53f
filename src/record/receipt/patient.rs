//! The patient of a receipt, compared with the child of the application.

use super::Receipt;
use crate::{
    code::Sex,
    finding::{At, rules},
    record::{
        guardian::Guardian,
        identity::Child,
        patient_name::{NameRules, judge},
        place,
    },
    value::{Date, NameDoubt, NameMatch},
    wire::MemberName,
};

rules! { ReceiptPatient;
    /// 票据早于出生 · Receipt dated before the birth.
    BEFORE_BIRTH = "receipt.before-birth" Error Reference {
        zh: "票据日期早于患儿出生日期", en: "the receipt is dated before the child's birth date",
        hint_zh: "请核对票据是否属于该患儿", hint_en: "check that the receipt belongs to the child",
        source: "plain fact",
    }
    /// 票据上的姓名不是患儿 · Receipt in another name.
    OTHER_PATIENT = "receipt.other-patient" Warning Reference {
        zh: "票据上的姓名与患儿姓名不同", en: "the name on the receipt differs from the child's name",
        hint_zh: "请核对票据是否属于该患儿；曾用名请填入“曾用名”一栏", hint_en: "check that the receipt belongs to the child; enter a former name under the former names",
        source: "programme notices: receipts of the child only",
    }
    /// 票据姓名写法不同 · Name on the receipt in another notation.
    ///
    /// 仅间隔号、空格、全角半角、大小写或编码不同，视为同一姓名。
    /// Only dots, spaces, width, letter case or encoding differ. The name counts as the same.
    NAME_VARIANT = "receipt.patient-name-variant" Info Value {
        zh: "票据上的姓名与患儿姓名仅写法不同，视为同一姓名", en: "the name on the receipt is the child's name in another notation",
        hint_zh: "无须更正；录入有误的，请按证件填写", hint_en: "no correction is needed; correct an entry error according to the identity document",
        source: "tongbiao 童标: comparison of names, docs/names.md",
    }
    /// 票据姓名不能确定 · Name on the receipt that may or may not be the child's.
    NAME_UNCLEAR = "receipt.patient-name-unclear" Warning Reference {
        zh: "不能确定票据上的姓名是否为患儿姓名（{doubtLabelZh}）", en: "it is uncertain whether the name on the receipt is the child's name ({doubtLabel})",
        hint_zh: "请核对票据是否属于该患儿；确认为患儿的，请将该姓名填入曾用名，并附证明", hint_en: "check that the receipt belongs to the child; if it does, enter this name under the former names and attach proof",
        source: "tongbiao 童标: comparison of names, docs/names.md",
    }
    /// 票据性别与患儿不符 · Sex on the receipt that differs from the child's.
    OTHER_SEX = "receipt.patient-sex-mismatch" Warning Reference {
        zh: "票据上的性别与患儿性别不同", en: "the sex on the receipt differs from the child's sex",
        hint_zh: "请核对票据是否属于该患儿", hint_en: "check that the receipt belongs to the child",
        source: "财综〔2019〕29号: 性别 on the printed receipt",
    }
}

/// The days before and after the birth in which a receipt may be in the name of a parent: the neonatal period.
pub(super) const NEWBORN_DAYS: i64 = 28;

impl Receipt {
    /// Compares the name on the receipt with the names of the child. `None` if the receipt states no name.
    ///
    /// The receipt of a newborn may have the name of a parent: another name is then in doubt if it is, or may be, the name of a
    /// guardian. If the guardians are unknown, it may be.
    pub(crate) fn is_of(
        &self,
        child: &Child,
        born: impl FnOnce() -> Option<Date>,
        guardians: Option<&[Guardian]>,
    ) -> Option<NameMatch> {
        let name = self.patient_name.as_ref()?;
        let found = child.is_called(name);
        let of_guardian = || guardians.is_none_or(|all| all.iter().any(|guardian| guardian.may_be_called(name)));
        Some(if found == NameMatch::Other && self.may_be_of_newborn(born()) && of_guardian() {
            NameMatch::Unknown(NameDoubt::Newborn)
        } else {
            found
        })
    }

    /// The guardian whose name, or whose child, the patient's name may be.
    fn parent_among(&self, guardians: &[Guardian]) -> Option<usize> {
        let name = self.patient_name.as_ref()?;
        let parent = name.newborn_of();
        guardians.iter().position(|guardian| guardian.may_be_called(parent.as_ref().unwrap_or(name)))
    }

    /// Whether the day of visit is at most 28 days before or after the birth. If one of the two is unknown, it may be.
    fn may_be_of_newborn(&self, born: Option<Date>) -> bool {
        born.zip(self.visited_on()).is_none_or(|(born, day)| born.days_until(day).abs() <= NEWBORN_DAYS)
    }

    /// Checks the receipt against the child.
    pub(crate) fn check_child(&self, child: &Child, born: Option<Date>, guardians: Option<&[Guardian]>, at: &mut At) {
        let sex = child.sex;
        let found = self.is_of(child, || born, guardians);
        at.within(Self::MEMBERS.patient_name, |at| {
            let rules = NameRules { other: &OTHER_PATIENT, variant: &NAME_VARIANT, unclear: &NAME_UNCLEAR };
            judge(found, &rules, at, |f| {
                if let Some(index) = guardians.and_then(|all| self.parent_among(all)) {
                    f.related("guardian", format!("{}/{index}", MemberName::pointer([place::GUARDIANS])));
                }
            });
        });
        let known = |sex: Option<Sex>| sex.filter(|s| matches!(s, Sex::Male | Sex::Female));
        let same_sex = known(self.patient_sex).zip(known(sex)).map(|(a, b)| a == b);
        at.judge_member(&OTHER_SEX, Self::MEMBERS.patient_sex, same_sex, |_| {});
        let after_birth = born.zip(self.visited_on()).map(|(born, day)| born <= day);
        at.judge(&BEFORE_BIRTH, after_birth, |f| {
            f.related("birth-date", MemberName::pointer([place::CHILD, Child::MEMBERS.birth_date]));
        });
    }
}
