//! The family and its means.

use crate::{
    code::{PovertyCategory, PropertyKind, Relation},
    finding::{At, Check, rules},
    period::check_period,
    record::{identity::IdentityDocument, place},
    value::{Date, LocalId, Money, Note, Period, PersonName, RecordNumber, Text},
    wire::{Integer, List, MemberName, Privacy, record},
};

record! {
    /// 家庭成员 · Member of the household.
    pub struct HouseholdMember {
        required {
            /// 与患儿的关系 · What the member is to the child.
            personal relation: Relation,
        }
        optional {
            /// 姓名 · Name.
            personal name: PersonName,
            /// 出生日期 · Birth date.
            personal birth_date: Date,
            /// 身份证件 · Identity documents.
            personal identity: List<IdentityDocument, 0, 10>,
            /// 职业 · Occupation.
            personal occupation: Text<1, 60>,
            /// 工作单位或学校 · Employer or school.
            personal employer: Text<1, 200>,
            /// 年收入 · Yearly income.
            financial annual_income: Money,
            /// 健康状况 · State of health.
            health health: Text<1, 200>,
        }
    }
}

record! {
    /// 困难证明 · Certificate of hardship.
    pub struct HardshipCertificate {
        required {
            /// 困难类别 · Category.
            financial category: PovertyCategory,
        }
        optional {
            /// 文内标识 · Identifier inside one document.
            pseudonymous id: LocalId,
            /// 持证人 · Holder.
            personal holder: PersonName,
            /// 证书编号 · Number.
            financial number: RecordNumber,
            /// 发证机关 · Authority that issued it.
            financial issuer: Text<1, 200>,
            /// 发证日期 · Day of issue.
            financial issued_on: Date,
            /// 有效期 · Validity.
            financial validity: Period,
            /// 每月保障金 · Monthly allowance.
            financial monthly_allowance: Money,
        }
    }
}

record! {
    /// 家庭收入 · Income of the household.
    ///
    /// 一个年度内全体家庭成员的收入合计，人民币元。
    /// The income of all members in one year, in yuan.
    pub struct HouseholdIncome {
        required {}
        optional {
            /// 统计期间 · Period.
            financial period: Period,
            /// 工资性收入 · Wages.
            financial wages: Money,
            /// 经营净收入 · Net income from business.
            financial business: Money,
            /// 财产净收入 · Net income from property.
            financial property: Money,
            /// 转移净收入 · Net transfers.
            financial transfers: Money,
            /// 收入合计 · Total.
            financial total: Money,
            /// 人均收入 · Income per head.
            financial per_head: Money,
        }
    }
}

record! {
    /// 家庭财产 · Property of the household.
    pub struct Property {
        required {
            /// 财产类别 · Kind.
            financial kind: PropertyKind,
        }
        optional {
            /// 价值 · Value.
            financial value: Money,
            /// 说明 · Description.
            financial description: Text<1, 200>,
        }
    }
}

record! {
    /// 家庭情况 · Household and economic status.
    pub struct Household {
        required {}
        optional {
            /// 家庭人口 · Number of members.
            ///
            /// 共同生活的家庭成员人数，含患儿。
            /// How many live together, the child among them.
            personal member_count: Integer<1, 50>,
            /// 家庭成员 · Members.
            ///
            /// 患儿本人以外的成员。
            /// All but the child.
            personal members: List<HouseholdMember, 0, 49>,
            /// 困难证明 · Certificates of hardship.
            financial certificates: List<HardshipCertificate, 0, 20>,
            /// 家庭收入 · Income.
            financial income: HouseholdIncome,
            /// 家庭财产 · Property.
            financial property: List<Property, 0, 50>,
            /// 负债 · Debts.
            financial debts: Money,
            /// 已支出医疗费 · Spent on treatment so far.
            financial medical_spending: Money,
            /// 家庭情况说明 · Account in words.
            personal note: Note<4000>,
        }
    }
}

rules! { Household;
    /// 家庭人口与成员名单不符 · Number of members that differs from the list.
    MEMBER_COUNT = "household.member-count" Warning Arithmetic {
        zh: "家庭人口与所列成员（加患儿）人数不符", en: "the number of members differs from those listed and the child",
        hint_zh: "请补全成员或改正人数", hint_en: "complete the list or correct the number",
        source: "programme notices: 家庭成员 lists",
    }
    /// 困难证明在申请日无效 · Certificate not in force at the application date.
    CERTIFICATE_NOT_IN_FORCE = "household.certificate-not-in-force" Warning Evidence {
        zh: "困难证明在申请日不在有效期内", en: "the certificate is not in force at the application date",
        hint_zh: "请提交有效期内的证明", hint_en: "hand in a certificate that is in force",
        source: "低收入人口认定办法: certificates are checked every year",
    }
    /// 收入各项与合计不符 · Items of income that do not add up.
    INCOME_TOTAL = "household.income-total" Error Arithmetic {
        zh: "四项收入之和与收入合计不符", en: "the four items of income do not add up to the total",
        hint_zh: "请核对各项收入", hint_en: "check the items of income",
        source: "民发〔2021〕57号: items of 家庭收入",
    }
    /// 人均收入与合计不符 · Income per head that differs from the total.
    INCOME_PER_HEAD = "household.income-per-head" Warning Arithmetic {
        zh: "人均收入与收入合计除以家庭人口之商相差一元以上", en: "the income per head differs by more than one yuan from the total divided by the members",
        hint_zh: "请核对人均收入和家庭人口", hint_en: "check the income per head and the number of members",
        source: "arithmetic; one yuan allowed for rounding",
    }
    /// 使用历史困难类别 · Category of hardship that is going out of use.
    CATEGORY_DEPRECATED = "household.category-deprecated" Warning Deprecated {
        zh: "该困难类别为历史类别，请改用 {successor}", en: "this category belongs to the past; use {successor}",
        hint_zh: "请按现行类别填写", hint_en: "use the category in force",
        source: "国办发〔2023〕39号",
    }
}

impl Household {
    /// How many members it has: as stated, or else as listed together with the child.
    pub fn count(&self) -> Option<i64> {
        let listed = || i64::try_from(self.members.as_ref()?.len().checked_add(1)?).ok();
        self.member_count.map(Integer::get).or_else(listed)
    }

    /// Judges what depends on the day of the application.
    pub(crate) fn check_at(&self, day: Option<Date>, at: &mut At) {
        at.each(Self::MEMBERS.certificates, self.certificates.as_deref().unwrap_or_default(), |at, certificate| {
            let validity = certificate.validity.as_ref();
            let in_force = day.zip(validity).and_then(|(day, validity)| validity.contains(day));
            at.judge_member(&CERTIFICATE_NOT_IN_FORCE, HardshipCertificate::MEMBERS.validity, in_force, |f| {
                f.related("application-date", MemberName::pointer([place::SUBMITTED_ON]));
            });
        });
    }
}

impl Check for Household {
    fn check(&self, at: &mut At) {
        let listed = self.members.as_ref().and_then(|m| i64::try_from(m.len()).ok()?.checked_add(1));
        let stated = self.member_count.map(Integer::get);
        at.judge_member(&MEMBER_COUNT, Self::MEMBERS.member_count, stated.zip(listed).map(|(s, l)| s == l), |f| {
            f.expected(Privacy::Personal, listed.unwrap_or_default());
            f.actual(Privacy::Personal, stated.unwrap_or_default());
        });
        at.each(Self::MEMBERS.members, self.members.as_deref().unwrap_or_default(), |at, member| {
            crate::record::identity::check_person(
                member.identity.as_deref().unwrap_or_default(),
                None,
                member.birth_date,
                at,
            );
        });
        at.each(Self::MEMBERS.certificates, self.certificates.as_deref().unwrap_or_default(), |at, certificate| {
            check_period(HardshipCertificate::MEMBERS.validity, certificate.validity.as_ref(), at);
            let successor = certificate.category.successor();
            at.judge_member(
                &CATEGORY_DEPRECATED,
                HardshipCertificate::MEMBERS.category,
                Some(successor.is_none()),
                |f| {
                    f.param("successor", successor.map_or("", PovertyCategory::as_str));
                },
            );
        });
        if let Some(income) = &self.income {
            at.within(Self::MEMBERS.income, |at| check_income(income, self.count(), at));
        }
    }
}

fn check_income(income: &HouseholdIncome, members: Option<i64>, at: &mut At) {
    check_period(HouseholdIncome::MEMBERS.period, income.period.as_ref(), at);
    let items = [income.wages, income.business, income.property, income.transfers];
    let sum = items.into_iter().collect::<Option<Vec<_>>>().and_then(Money::checked_sum);
    at.judge_member(
        &INCOME_TOTAL,
        HouseholdIncome::MEMBERS.total,
        sum.zip(income.total).map(|(sum, total)| sum == total),
        |f| {
            f.expected(Privacy::Financial, sum.unwrap_or_default());
            f.actual(Privacy::Financial, income.total.unwrap_or_default());
        },
    );
    let holds = || {
        let expected = income.total?.fen().checked_div(members?)?;
        Some((income.per_head?.fen() - expected).abs() <= 100)
    };
    at.judge_member(&INCOME_PER_HEAD, HouseholdIncome::MEMBERS.per_head, holds(), |f| {
        f.actual(Privacy::Financial, income.per_head.unwrap_or_default());
    });
}
