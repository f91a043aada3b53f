//! A programme in plain words: benefits, payees, conditions.

use super::{
    Account, Words, item,
    numeral::yuan,
    param::day,
    phrase,
    predicate::{conditions, requirement},
    scope::{self, period},
    title::name,
    words::{all_of, closed, each_of, listed, one_of, say},
};
use crate::{
    adjudication::PaperJudgement,
    code::{PaperPoint, PaperState},
    programme::{AssessmentSubject, PaperRequirement, Programme, ProgrammeSource, Statistic},
};

/// The description of a programme.
pub(super) fn account(programme: &Programme) -> Account {
    let mut account = Account::default();
    account.heading(title(programme));
    head(programme).into_iter().for_each(|line| account.line(1, line));
    let requirements = programme.requirements.iter().flat_map(|all| all.iter());
    account.section(
        say!("申请条件（须全部满足）", "eligibility (all requirements must be met)"),
        requirements.map(|one| (1, requirement(one, programme))),
    );
    let papers = programme.papers.iter().flat_map(|all| all.iter());
    account.section(say!("申请材料", "supporting documents"), papers.map(|one| (1, paper(one, programme))));
    let receipts = programme.receipts.iter().flat_map(|rule| scope::receipts(rule, programme));
    account.section(say!("计入的票据", "receipts admitted"), receipts.map(|line| (1, line)));
    let lines = programme.lines.iter().flat_map(|rule| scope::lines(rule, programme));
    account.section(say!("计入的明细", "lines admitted"), lines.map(|line| (1, line)));
    account.section(say!("给付内容", "benefits"), programme.items.iter().flat_map(|one| item::lines(one, programme)));
    let limits = programme.limits.iter().flat_map(|all| all.iter()).map(|one| item::limit(one, programme));
    let bounds = limits
        .chain(programme.minimum_award.as_ref().map(item::minimum))
        .chain(programme.rounding.as_ref().map(item::rounding));
    account.section(say!("限额与舍入", "limits and rounding"), bounds.map(|line| (1, line)));
    let coordination = item::coordination(&programme.coordination, programme);
    account.section(
        say!("与其他救助的协调", "coordination with other payers"),
        coordination.into_iter().map(|line| (1, line)),
    );
    let statistics = programme.statistics.iter().flat_map(|all| all.iter()).map(|one| (1, statistic(one)));
    account.section(say!("参考值", "reference values"), statistics);
    let subjects = programme.assessments.iter().flat_map(|all| all.iter()).map(|one| (1, assessment(one)));
    account.section(say!("评估事项", "assessments by people"), subjects);
    let sources = programme.sources.iter().flat_map(|all| all.iter()).map(|one| (1, source(one)));
    account.section(say!("来源", "sources"), sources);
    account
}

/// A subject of assessments, with the kind of its result.
fn assessment(subject: &AssessmentSubject) -> Words {
    let answer = subject.answer.label().into();
    let grades = subject.grades.as_deref().unwrap_or_default().iter();
    let grades = listed(grades.map(|grade| name(&grade.id, Some(&grade.title), grade.title_en.as_ref())));
    let title = name(&subject.key, Some(&subject.title), subject.title_en.as_ref());
    if grades.is_empty() {
        return say!("{title}：{answer}", "{title}: {answer}", title = title, answer = answer);
    }
    say!(
        "{title}：{answer}（{grades}）",
        "{title}: {answer} ({grades})",
        title = title,
        answer = answer,
        grades = grades
    )
}

/// The title of a programme.
pub(super) fn title(programme: &Programme) -> Words {
    let title_en = programme.title_en.as_ref().unwrap_or(&programme.title);
    Words { zh: programme.title.to_string(), en: title_en.to_string() }
}

fn head(programme: &Programme) -> Vec<Words> {
    let funder = programme
        .funder
        .as_ref()
        .map(|funder| say!("资助机构：{name}", "funder: {name}", name = Words::same(&funder.name)));
    let id = Words::same(format_args!("{}@{}", programme.id, programme.revision));
    let lines = [
        Some(say!("项目标识和版本：{id}", "identifier and revision: {id}", id = id)),
        Some(programme.standing.label().into()),
        funder,
        Some(say!("支付方类别：{x}", "payer class: {x}", x = programme.payer.label().into())),
        Some(say!(
            "有效期：{period}（以{day}为准）",
            "in force: {period} (by the {day})",
            period = period(&programme.effective),
            day = day(programme.applies_by),
        )),
        Some(say!("给付依据：{x}", "awards are based on: {x}", x = programme.evidence.label().into())),
    ];
    lines.into_iter().flatten().collect()
}

/// The name of a required document: its title, or else its kinds.
pub(super) fn paper_title(paper: &PaperRequirement) -> Words {
    match &paper.title {
        Some(title) => name(&paper.id, Some(title), paper.title_en.as_ref()),
        None => one_of(paper.any_of.iter().map(|kind| kind.label().into())),
    }
}

/// A required document, its form, and when it is required.
pub(super) fn paper(paper: &PaperRequirement, programme: &Programme) -> Words {
    // A title that equals the kind adds no information.
    let kinds = one_of(paper.any_of.iter().map(|kind| kind.label().into()));
    let kinds = paper.title.as_ref().filter(|title| title.as_str() != kinds.zh).map(|_| kinds);
    let kinds = kinds.map(|kinds| say!("材料种类：{kinds}", "kind: {kinds}", kinds = kinds));
    let when = Some(paper.conditions()).filter(|when| !when.is_empty());
    let when = when
        .map(|when| say!("仅在以下情形需要：{when}", "only required if: {when}", when = conditions(when, programme)));
    with_form(paper, Some(all_of(kinds.into_iter().chain(when))))
}

/// A required document and its form.
pub(super) fn required_paper(paper: &PaperRequirement) -> Words {
    with_form(paper, None)
}

fn with_form(paper: &PaperRequirement, more: Option<Words>) -> Words {
    let parts = [
        paper.stamps.as_deref().map(|stamps| {
            let stamps = one_of(stamps.iter().map(|stamp| stamp.label().into()));
            say!("须盖{stamps}", "stamped with the {stamps}", stamps = stamps)
        }),
        paper
            .issued_within_days
            .map(|days| say!("开具后 {n} 天内有效", "valid for {n} days after issue", n = Words::same(days.get()))),
        paper.forms.as_deref().map(|forms| {
            say!("须为{forms}", "submitted as {forms}", forms = one_of(forms.iter().map(|form| form.label().into())))
        }),
        paper.each_guardian.filter(|each| *each).map(|_| say!("每位监护人一份", "one for each guardian")),
        paper.count.map(|count| match count.get() {
            1 => say!("1 份", "1 document"),
            n => say!("{n} 份", "{n} documents", n = Words::same(n)),
        }),
        more,
    ];
    let parts = all_of(parts.into_iter().flatten());
    let title = paper_title(paper);
    if parts.is_empty() {
        return title;
    }
    say!("{title}（{parts}）", "{title} ({parts})", title = title, parts = parts)
}

/// The state of a required document. One that is unfit or unclear names the points.
pub(super) fn paper_state(judged: &PaperJudgement) -> Words {
    let points = judged.points.as_deref().unwrap_or_default();
    match (judged.state, judged.submitted) {
        (PaperState::Unfit, _) if !points.is_empty() => {
            let points = each_of(points.iter().map(|point| unfit(*point)));
            say!("已提交，但{points}", "submitted, but {points}", points = points)
        }
        (PaperState::Unclear, _) if !points.is_empty() => {
            let points = each_of(points.iter().map(|point| Words::from(point.label())));
            say!("已提交，但未注明{points}", "submitted, but not stated: {points}", points = points)
        }
        (PaperState::Missing, Some(count)) => {
            say!("已提交 {n} 份，份数不足", "only {n} submitted; more are required", n = Words::same(count.get()))
        }
        (PaperState::Missing, None) => say!("未提交", "not submitted"),
        (state, _) => phrase::paper_state(state).into(),
    }
}

/// A point in which a submitted document is not as required.
fn unfit(point: PaperPoint) -> Words {
    match point {
        PaperPoint::Stamp => say!("未盖所需印章", "without a required stamp"),
        PaperPoint::Form => say!("提交形式不符合要求", "not in a required form"),
        PaperPoint::IssuedOn => say!("开具日期过早", "issued too long ago"),
        PaperPoint::Validity => say!("不在有效期内", "not valid on the day of submission"),
    }
}

/// A statistic with its values.
pub(super) fn statistic(statistic: &Statistic) -> Words {
    let values = statistic.values.iter().map(|value| {
        say!("{period}为 {x}", "{period}: {x}", period = closed(period(&value.period)), x = yuan(value.amount))
    });
    let title = name(&statistic.id, Some(&statistic.title), statistic.title_en.as_ref());
    say!("{title}：{values}", "{title}: {values}", title = title, values = all_of(values))
}

/// The source of a clause: the title of the notice.
pub(super) fn source_title(source: &ProgrammeSource) -> Words {
    Words::same(format_args!("《{}》", source.title))
}

/// A source with its publisher, date, address and quote.
pub(super) fn source(source: &ProgrammeSource) -> Words {
    let ProgrammeSource { publisher, published_on, url, quote, .. } = source;
    let parts = [
        publisher.as_ref().map(Words::same),
        published_on.map(Words::same),
        url.as_ref().map(Words::same),
        quote.as_ref().map(|quote| Words::same(format_args!("“{quote}”"))),
    ];
    joined_source(std::iter::once(source_title(source)).chain(parts.into_iter().flatten()))
}

/// The parts of a source as clauses.
fn joined_source(parts: impl Iterator<Item = Words>) -> Words {
    parts
        .reduce(|before, part| say!("{before}，{part}", "{before}, {part}", before = before, part = part))
        .unwrap_or_default()
}
