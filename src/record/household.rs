//! The household and its economic situation.

use crate::{
    code::{PovertyCategory, PropertyKind, Relation},
    finding::{At, Check, rules},
    period::check_period,
    record::{identity::IdentityDocument, place},
    value::{Date, LocalId, Money, Note, Period, PersonName, RecordNumber, Text},
    wire::{Integer, List, MemberName, Privacy, record},
};

record! {
    /// 家庭成员 · Household member.
    pub struct HouseholdMember {
        required {
            /// 与患儿的关系 · Relation to the child.
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
            /// 年收入 · Annual income.
            financial annual_income: Money,
            /// 健康状况 · State of health.
            health health: Text<1, 200>,
        }
    }
}

record! {
    /// 困难证明 · Hardship certificate.
    pub struct HardshipCertificate {
        required {
            /// 困难类别 · Hardship category.
            financial category: PovertyCategory,
        }
        optional {
            /// 文内标识 · Identifier within the document.
            pseudonymous id: LocalId,
            /// 持证人 · Certificate holder.
            personal holder: PersonName,
            /// 证书编号 · Certificate number.
            financial number: RecordNumber,
            /// 发证机关 · Issuing authority.
            ///
            /// 照录证书上的机关名称，如“示例县民政局”；只填名称，不填代码。
            /// The name of the authority as printed on the certificate, such as 示例县民政局: a text, not an organisation with a code.
            financial issuer: Text<1, 200>,
            /// 发证日期 · Date of issue.
            financial issued_on: Date,
            /// 有效期 · Period of validity.
            ///
            /// 起始日期或截止日期未填写的，无法确定是否有效，核定可能待定。长期有效的，截止日期填写 2099-12-31。
            /// If the first or the last day is omitted, it is unknown whether the certificate is in force, and an adjudication
            /// can be undetermined. If the certificate does not expire, enter 2099-12-31 as the last day.
            financial validity: Period,
            /// 每月保障金 · Monthly allowance.
            financial monthly_allowance: Money,
        }
    }
}

record! {
    /// 家庭收入 · Household income.
    ///
    /// 全体家庭成员一个年度的收入合计，人民币元。
    /// The income of all household members in one year, in yuan.
    pub struct HouseholdIncome {
        required {}
        optional {
            /// 统计期间 · Period covered.
            financial period: Period,
            /// 工资性收入 · Wage income.
            financial wages: Money,
            /// 经营净收入 · Net business income.
            financial business: Money,
            /// 财产净收入 · Net property income.
            financial property: Money,
            /// 转移净收入 · Net transfer income.
            financial transfers: Money,
            /// 收入合计 · Total income.
            financial total: Money,
            /// 人均收入 · Income per head.
            financial per_head: Money,
        }
    }
}

record! {
    /// 家庭财产 · Household property.
    pub struct Property {
        required {
            /// 财产类别 · Kind of property.
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
    /// 家庭情况 · Household.
    pub struct Household {
        required {}
        optional {
            /// 家庭人口 · Household size.
            ///
            /// 共同生活的家庭成员人数，含患儿。
            /// The number of household members who live together, including the child.
            personal member_count: Integer<1, 50>,
            /// 家庭成员 · Household members.
            ///
            /// 患儿本人以外的成员。
            /// All members except the child.
            personal members: List<HouseholdMember, 0, 49>,
            /// 困难证明 · Hardship certificates.
            financial certificates: List<HardshipCertificate, 0, 20>,
            /// 家庭收入 · Household income.
            financial income: HouseholdIncome,
            /// 家庭财产 · Household property.
            financial property: List<Property, 0, 50>,
            /// 负债 · Debts.
            financial debts: Money,
            /// 已支出医疗费 · Medical spending to date.
            financial medical_spending: Money,
            /// 家庭情况说明 · Remarks on the household.
            personal note: Note<4000>,
        }
    }
}

rules! { Household;
    /// 家庭人口与成员名单不符 · Household size that differs from the list of members.
    MEMBER_COUNT = "household.member-count" Warning Arithmetic {
        zh: "家庭人口（实为）与所列成员加患儿的人数（应为）不符", en: "the household size (actual) does not equal the number of listed members plus the child (expected)",
        hint_zh: "请补全成员或改正人数", hint_en: "complete the list of members or correct the household size",
        source: "programme notices: 家庭成员 lists",
    }
    /// 困难证明在提交日期无效 · Hardship certificate not valid on the date of submission.
    ///
    /// 未填写提交日期的，以首次录入日期为准。
    /// If the date of submission is omitted, the date of first entry is used.
    CERTIFICATE_NOT_IN_FORCE = "household.certificate-not-in-force" Warning Evidence {
        zh: "困难证明在提交日期（未填写的，首次录入日期）尚未生效或已过期", en: "the hardship certificate is not yet valid or has expired on the date of submission, or of first entry if that is omitted",
        hint_zh: "请提交有效期内的证明", hint_en: "submit a certificate that is valid on this date",
        source: "低收入人口认定办法: certificates are checked every year",
    }
    /// 各项收入与合计不符 · Income items that do not equal the total.
    INCOME_TOTAL = "household.income-total" Error Arithmetic {
        zh: "四项收入之和（应为）不等于收入合计（实为）", en: "the sum of the four income items (expected) does not equal the total income (actual)",
        hint_zh: "请核对各项收入", hint_en: "check the income items",
        source: "民发〔2021〕57号: items of 家庭收入",
    }
    /// 人均收入与合计不符 · Income per head that does not match the total.
    INCOME_PER_HEAD = "household.income-per-head" Warning Arithmetic {
        zh: "人均收入与收入合计除以家庭人口所得相差超过一元", en: "the income per head differs by more than one yuan from the total income divided by the household size",
        hint_zh: "请核对人均收入和家庭人口", hint_en: "check the income per head and the household size",
        source: "arithmetic; one yuan allowed for rounding",
    }
    /// 历史困难类别 · Historical hardship category.
    CATEGORY_DEPRECATED = "household.category-deprecated" Info Deprecated {
        zh: "“建档立卡贫困人口”为历史类别，与“防止返贫监测对象”不是同一类别", en: "“registered poor household” is a historical category and not the same as “household monitored against a return to poverty”",
        hint_zh: "请核对：家庭现为防止返贫监测对象的，改填 return-to-poverty-monitored；其他脱贫户保留此项", hint_en: "check the household: if it is monitored against a return to poverty now, enter return-to-poverty-monitored; another household lifted out of poverty keeps this category",
        source: "国办发〔2023〕39号",
    }
}

impl Household {
    /// The number of members: as stated, or else as listed plus the child.
    pub fn count(&self) -> Option<i64> {
        let listed = || i64::try_from(self.members.as_ref()?.len().checked_add(1)?).ok();
        self.member_count.map(Integer::get).or_else(listed)
    }

    /// Checks what depends on the date of submission, or else of first entry.
    pub(crate) fn check_at(&self, day: Option<Date>, at: &mut At) {
        at.each(Self::MEMBERS.certificates, self.certificates.as_deref().unwrap_or_default(), |at, certificate| {
            let validity = certificate.validity.as_ref();
            let in_force = day.zip(validity).and_then(|(day, validity)| validity.contains(day));
            at.judge_member(&CERTIFICATE_NOT_IN_FORCE, HardshipCertificate::MEMBERS.validity, in_force, |f| {
                f.actual(Privacy::Financial, validity.map_or_else(String::new, Period::span));
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
            let is_current = certificate.category != PovertyCategory::RegisteredPoor;
            at.judge_member(&CATEGORY_DEPRECATED, HardshipCertificate::MEMBERS.category, Some(is_current), |_| {});
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
