//! Titles in both languages: letters and accounts name the parts of a programme by them.

use crate::{
    finding::{At, rules},
    programme::{
        AssessedTest, AssessmentSubject, Benefit, InKindBenefit, Limit, NamedSet, PaperRequirement, Predicate,
        Programme, ProgrammeItem, Requirement, Service, Statistic,
    },
    value::Text,
    wire::MemberName,
};

rules! { ProgrammeTitle;
    /// 中文名称没有英文名称 · Chinese title without an English title.
    ///
    /// 英文信函和说明以标识称呼该部分。
    /// Letters and accounts in English name the part by its identifier.
    ENGLISH_MISSING = "programme.title-english-missing" Info Structure {
        zh: "有中文名称，没有英文名称：英文信函只能以标识称呼", en: "the part has a Chinese title but no English one: letters in English can only name it by its identifier",
        hint_zh: "请填写英文名称", hint_en: "enter the English title",
        source: "tongbiao 童标: letters name each part in both languages",
    }
    /// 多个给付项之一没有名称 · One of several benefit items without a title.
    MISSING = "programme.title-missing" Info Structure {
        zh: "项目有多个给付项，此项没有名称：信函只能以标识称呼", en: "the programme has several benefit items and this one has no title: letters can only name it by its identifier",
        hint_zh: "请填写中文和英文名称", hint_en: "enter a Chinese and an English title",
        source: "tongbiao 童标: letters name each part in both languages",
    }
}

/// Judges the titles of all parts that letters and accounts name.
pub(super) fn check_titles(programme: &Programme, at: &mut At) {
    english(Programme::MEMBERS.title_en, Some(&programme.title), programme.title_en.as_ref(), at);
    at.each(Programme::MEMBERS.sets, programme.sets.as_deref().unwrap_or_default(), |at, set| {
        english(NamedSet::MEMBERS.title_en, set.title.as_ref(), set.title_en.as_ref(), at);
    });
    at.each(Programme::MEMBERS.statistics, programme.statistics.as_deref().unwrap_or_default(), |at, statistic| {
        english(Statistic::MEMBERS.title_en, Some(&statistic.title), statistic.title_en.as_ref(), at);
    });
    at.each(Programme::MEMBERS.assessments, programme.assessments.as_deref().unwrap_or_default(), |at, subject| {
        english(AssessmentSubject::MEMBERS.title_en, Some(&subject.title), subject.title_en.as_ref(), at);
        at.each(AssessmentSubject::MEMBERS.grades, subject.grades.as_deref().unwrap_or_default(), |at, grade| {
            english(AssessmentSubject::MEMBERS.title_en, Some(&grade.title), grade.title_en.as_ref(), at);
        });
    });
    at.each(Programme::MEMBERS.requirements, programme.requirements.as_deref().unwrap_or_default(), |at, one| {
        english(Requirement::MEMBERS.title_en, one.title.as_ref(), one.title_en.as_ref(), at);
        at.each(Requirement::MEMBERS.any_of, &one.any_of, |at, predicate| {
            if let Predicate::Assessed(test) = predicate {
                english(AssessedTest::MEMBERS.title_en, test.title.as_ref(), test.title_en.as_ref(), at);
            }
        });
    });
    at.each(Programme::MEMBERS.papers, programme.papers.as_deref().unwrap_or_default(), |at, paper| {
        english(PaperRequirement::MEMBERS.title_en, paper.title.as_ref(), paper.title_en.as_ref(), at);
    });
    let several = programme.items.len() > 1;
    at.each(Programme::MEMBERS.items, &programme.items, |at, item| {
        at.judge_member(&MISSING, ProgrammeItem::MEMBERS.title, several.then_some(item.title.is_some()), |_| {});
        english(ProgrammeItem::MEMBERS.title_en, item.title.as_ref(), item.title_en.as_ref(), at);
        limits(item.limits.as_deref(), at);
        if let Benefit::InKind(of) = &item.benefit {
            at.within(ProgrammeItem::MEMBERS.benefit, |at| {
                at.each(InKindBenefit::MEMBERS.services, &of.services, |at, one| {
                    english(Service::MEMBERS.title_en, Some(&one.title), one.title_en.as_ref(), at);
                });
            });
        }
    });
    limits(programme.limits.as_deref(), at);
}

fn limits(all: Option<&[Limit]>, at: &mut At) {
    at.each(Programme::MEMBERS.limits, all.unwrap_or_default(), |at, limit| {
        english(Limit::MEMBERS.title_en, limit.title.as_ref(), limit.title_en.as_ref(), at);
    });
}

/// A title of ASCII characters needs no English one.
fn english(name: MemberName, title: Option<&Text<1, 200>>, title_en: Option<&Text<1, 200>>, at: &mut At) {
    let asked = title.filter(|title| !title.as_str().is_ascii());
    at.judge_member(&ENGLISH_MISSING, name, asked.map(|_| title_en.is_some()), |_| {});
}
