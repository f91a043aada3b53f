//! Assessments made by people.

use crate::{
    finding::{At, Check, rules},
    record::organisation::Organisation,
    value::{Date, LocalId, Money, Note, PersonName, Text},
    wire::{Integer, record},
};

record! {
    /// 评估意见 · Assessment by a person.
    ///
    /// 规则之外由人作出的判断，如综合评定、家访结论；须记录结论、评估人和日期。结论为是非、评分、金额、等级、日期之一，须且只能填写一项。
    /// A judgement made by a person in addition to the rules, such as a home visit. Record the result, the assessor and
    /// the date. The result is one of yes or no, a score, an amount, a grade or a date. Exactly one of them is required.
    pub struct Assessment {
        required {
            /// 评估事项 · Subject of the assessment.
            ///
            /// 由项目约定的名称，如 home-visit。
            /// A name defined by the programme, such as home-visit.
            public key: LocalId,
        }
        optional {
            /// 结论 · Result: yes or no.
            financial result: bool,
            /// 评分 · Result: a score or another whole number.
            financial number: Integer<0, 1000000>,
            /// 评定金额 · Result: an amount.
            financial amount: Money,
            /// 评定等级 · Result: a grade.
            ///
            /// 取自项目列出的等级。
            /// One of the grades that the programme lists.
            financial grade: LocalId,
            /// 评定日期结论 · Result: a date.
            ///
            /// 评估得出的日期，不是评估日期。
            /// The date that the assessment establishes, not the date of the assessment.
            financial date: Date,
            /// 评估事项名称 · Title of the assessment.
            public title: Text<1, 200>,
            /// 评估人 · Assessor.
            personal assessor: PersonName,
            /// 评估机构 · Organisation of the assessor.
            public organisation: Organisation,
            /// 评估日期 · Date of the assessment.
            financial assessed_on: Date,
            /// 意见 · Reasons.
            personal note: Note<4000>,
        }
    }
}

rules! { Assessment;
    /// 评估结论缺失或多于一项 · Assessment without a result or with several.
    ONE_RESULT = "assessment.one-result" Error Structure {
        zh: "评估结论须且只能填写一项", en: "the assessment does not have exactly one result",
        hint_zh: "请填写是非、评分、金额、等级、日期中的一项", hint_en: "enter one of: yes or no, a number, an amount, a grade, a date",
        source: "tongbiao 童标: an assessment has one result",
    }
}

impl Check for Assessment {
    fn check(&self, at: &mut At) {
        let stated = [
            self.result.is_some(),
            self.number.is_some(),
            self.amount.is_some(),
            self.grade.is_some(),
            self.date.is_some(),
        ];
        at.judge(&ONE_RESULT, Some(stated.into_iter().filter(|stated| *stated).count() == 1), |_| {});
        at.member(Self::MEMBERS.organisation, self.organisation.as_ref());
    }
}
