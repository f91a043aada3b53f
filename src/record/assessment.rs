//! Assessments made by people.

use crate::{
    finding::{At, Check},
    record::organisation::Organisation,
    value::{Date, LocalId, Note, PersonName, Text},
    wire::record,
};

record! {
    /// 评估意见 · Assessment by a person.
    ///
    /// 规则之外由人作出的判断，如综合评定、家访结论；须记录结论、评估人和日期。
    /// A judgement made by a person in addition to the rules, such as a home visit. Record the result, the assessor and
    /// the date.
    pub struct Assessment {
        required {
            /// 评估事项 · Subject of the assessment.
            ///
            /// 由项目约定的名称，如 home-visit。
            /// A name defined by the programme, such as home-visit.
            public key: LocalId,
            /// 结论 · Result: yes or no.
            financial result: bool,
        }
        optional {
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

impl Check for Assessment {
    fn check(&self, at: &mut At) {
        at.member(Self::MEMBERS.organisation, self.organisation.as_ref());
    }
}
