//! Assessments that a programme requires of people: the subject and the possible answers.

use crate::{
    code::AssessmentAnswer,
    value::{LocalId, Text},
    wire::{List, record},
};

record! {
    /// 评估等级 · Grade of an assessment.
    pub struct AssessmentGrade {
        required {
            /// 等级标识 · Grade identifier.
            ///
            /// 评估意见的等级与此标识比较。
            /// The grade of an assessment is compared with it.
            public id: LocalId,
            /// 等级名称 · Grade name.
            public title: Text<1, 200>,
        }
        optional {
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
        }
    }
}

record! {
    /// 评估事项 · Subject of assessments.
    ///
    /// 由人评估的事项及其结论的种类。结论为是非的，可不列出。
    /// A subject that people assess, and the kind of its result. A subject with a result of yes or no need not be
    /// listed.
    pub struct AssessmentSubject {
        required {
            /// 评估事项 · Subject.
            public key: LocalId,
            /// 评估事项名称 · Name of the subject.
            public title: Text<1, 200>,
            /// 结论种类 · Kind of result.
            public answer: AssessmentAnswer,
        }
        optional {
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
            /// 等级 · Grades.
            ///
            /// 结论为等级的，须填写；其他的，不填。
            /// Required if the result is a grade, otherwise omitted.
            public grades: List<AssessmentGrade, 2, 50>,
            /// 来源 · Source.
            public source: LocalId,
        }
    }
}
