//! Rules for subjects of assessments, and for references to them.

use super::reference::{Names, check_unique};
use crate::{
    code::AssessmentAnswer,
    finding::{At, rules},
    programme::{AssessedGradeTest, AssessedTest, AssessmentSubject, Programme},
    value::LocalId,
};

rules! { ProgrammeAssessment;
    /// 评估结论种类不符 · Assessment with another kind of result.
    ANSWER_KIND = "programme.assessment-answer" Error Reference {
        zh: "此处须用结论为{expectedZh}的评估事项，{key} 的结论为{actualZh}", en: "an assessment with the result {expected} is required, but the result of {key} is {actual}",
        hint_zh: "请引用结论种类相符的评估事项", hint_en: "refer to an assessment whose result is of the required kind",
        source: "predicates are typed",
    }
    /// 等级缺失或多余 · Missing or superfluous grades.
    GRADES_MISMATCH = "programme.grades-mismatch" Error Structure {
        zh: "结论为等级的须列出等级，其他的不得列出", en: "grades are required if the result is a grade, and not allowed otherwise",
        hint_zh: "请补充或删除等级", hint_en: "add or remove the grades",
        source: "a grade is one of a closed list",
    }
}

/// Judges the subjects of assessments.
pub(super) fn check_assessments(programme: &Programme, names: &Names<'_>, at: &mut At) {
    let subjects = programme.assessments.as_deref();
    check_unique(Programme::MEMBERS.assessments, subjects, |subject| &subject.key, at);
    at.each(Programme::MEMBERS.assessments, subjects.unwrap_or_default(), |at, subject| {
        names.source(subject.source.as_ref(), at);
        let matched = (subject.answer == AssessmentAnswer::Grade) == subject.grades.is_some();
        at.judge_member(&GRADES_MISMATCH, AssessmentSubject::MEMBERS.grades, Some(matched), |_| {});
        check_unique(AssessmentSubject::MEMBERS.grades, subject.grades.as_deref(), |grade| &grade.id, at);
    });
}

impl<'a> Names<'a> {
    /// Judges a reference to a subject of assessments with a result of that kind.
    pub(super) fn assessed(
        &self,
        key: &LocalId,
        expected: AssessmentAnswer,
        at: &mut At,
    ) -> Option<&'a AssessmentSubject> {
        let subject = self.assessment(key);
        // A subject with a result of yes or no need not be listed.
        let known = subject.is_some() || expected == AssessmentAnswer::YesNo;
        self.known(AssessedTest::MEMBERS.key, key, known, ("评估事项", "assessment"), at);
        let matched = subject.map(|subject| subject.answer == expected);
        at.judge_member(&ANSWER_KIND, AssessedTest::MEMBERS.key, matched, |f| {
            let actual = subject.map_or(expected, |subject| subject.answer).label();
            f.param("key", key).param("expectedZh", expected.label().zh).param("expected", expected.label().en);
            f.param("actualZh", actual.zh).param("actual", actual.en);
        });
        subject
    }

    /// Judges the grades that a condition names.
    pub(super) fn grades(&self, test: &AssessedGradeTest, at: &mut At) {
        let subject = self.assessed(&test.key, AssessmentAnswer::Grade, at);
        let Some(grades) = subject.and_then(|subject| subject.grades.as_deref()) else { return };
        at.each(AssessedGradeTest::MEMBERS.any_of, &test.any_of, |at, wanted| {
            super::reference::judge_known(
                wanted,
                grades.iter().any(|grade| grade.id == *wanted),
                ("等级", "grade"),
                at,
            );
        });
    }
}
