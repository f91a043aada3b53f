//! A programme in plain words: what it pays, to whom, under which conditions.

use super::{
    Account, Words, item,
    numeral::yuan,
    param::day,
    predicate::{conditions, requirement},
    scope::{self, period},
    title::{name, titled},
    words::{all_of, listed, one_of, say},
};
use crate::programme::{PaperRequirement, Programme, ProgrammeSource, Statistic};

/// The account of a programme.
pub(super) fn account(programme: &Programme) -> Account {
    let mut account = Account::default();
    account.heading(named(programme));
    head(programme).into_iter().for_each(|line| account.line(1, line));
    let requirements = programme.requirements.iter().flat_map(|all| all.iter());
    account.section(
        say!("谁可以申请（各项都须满足）", "who may ask (all of these must hold)"),
        requirements.map(|one| (1, requirement(one, programme))),
    );
    let papers = programme.papers.iter().flat_map(|all| all.iter());
    account.section(say!("需要的材料", "papers that are needed"), papers.map(|one| (1, paper(one, programme))));
    let receipts = programme.receipts.iter().flat_map(|rule| scope::receipts(rule, programme));
    account.section(say!("哪些票据计入", "which receipts count"), receipts.map(|line| (1, line)));
    let lines = programme.lines.iter().flat_map(|rule| scope::lines(rule, programme));
    account.section(say!("哪些明细计入", "which lines count"), lines.map(|line| (1, line)));
    account
        .section(say!("给付什么", "what it pays"), programme.items.iter().flat_map(|one| item::lines(one, programme)));
    let limits = programme.limits.iter().flat_map(|all| all.iter()).map(|one| item::limit(one, programme));
    let bounds = limits
        .chain(programme.minimum_award.as_ref().map(item::minimum))
        .chain(programme.rounding.as_ref().map(item::rounding));
    account.section(say!("限额和舍入", "limits and rounding"), bounds.map(|line| (1, line)));
    let coordination = item::coordination(&programme.coordination);
    account.section(say!("与其他资助", "other payers"), coordination.into_iter().map(|line| (1, line)));
    let statistics = programme.statistics.iter().flat_map(|all| all.iter()).map(|one| (1, statistic(one)));
    account.section(say!("参考值", "reference values"), statistics);
    let sources = programme.sources.iter().flat_map(|all| all.iter()).map(|one| (1, source(one)));
    account.section(say!("来源", "sources"), sources);
    account
}

/// The name of a programme with its identifier and revision.
pub(super) fn named(programme: &Programme) -> Words {
    let title_en = programme.title_en.as_ref().unwrap_or(&programme.title);
    let title = Words { zh: programme.title.to_string(), en: title_en.to_string() };
    let id = Words::same(format_args!("{}@{}", programme.id, programme.revision));
    say!("{title}（{id}）", "{title} ({id})", title = title, id = id)
}

fn head(programme: &Programme) -> Vec<Words> {
    let funder = programme
        .funder
        .as_ref()
        .map(|funder| say!("资助机构：{name}", "funder: {name}", name = Words::same(&funder.name)));
    let lines = [
        Some(programme.standing.label().into()),
        funder,
        Some(say!("支付方类别：{x}", "class of payer: {x}", x = programme.payer.label().into())),
        Some(say!(
            "有效期：{period}，按{day}选择版本",
            "in force: {period}; the {day} decides which revision applies",
            period = period(&programme.effective),
            day = day(programme.applies_by),
        )),
        Some(say!("给付依据：{x}", "an award rests on: {x}", x = programme.evidence.label().into())),
    ];
    lines.into_iter().flatten().collect()
}

/// The name of a paper: as the programme calls it, or else the kinds of paper that it may be.
pub(super) fn paper_title(paper: &PaperRequirement) -> Words {
    match &paper.title {
        Some(title) => name(&paper.id, Some(title), paper.title_en.as_ref()),
        None => one_of(paper.any_of.iter().map(|kind| kind.label().into())),
    }
}

/// A paper and what it must be like.
pub(super) fn paper(paper: &PaperRequirement, programme: &Programme) -> Words {
    let kinds = one_of(paper.any_of.iter().map(|kind| kind.label().into()));
    let parts = [
        paper.stamps.as_deref().map(|stamps| {
            say!("须盖{stamps}", "with {stamps}", stamps = one_of(stamps.iter().map(|stamp| stamp.label().into())))
        }),
        paper
            .issued_within_days
            .map(|days| say!("开具后 {n} 天内有效", "good for {n} days after its issue", n = Words::same(days.get()))),
        paper.forms.as_deref().map(|forms| {
            say!("须为{forms}", "as {forms}", forms = one_of(forms.iter().map(|form| form.label().into())))
        }),
        paper.each_guardian.filter(|each| *each).map(|_| say!("每位监护人一份", "one for each guardian")),
        paper.count.map(|count| say!("{n} 份", "{n} of them", n = Words::same(count.get()))),
        paper
            .when
            .as_deref()
            .filter(|when| !when.is_empty())
            .map(|when| say!("仅当：{when}", "only if: {when}", when = conditions(when, programme))),
    ];
    let parts = all_of(parts.into_iter().flatten());
    let words = match &paper.title {
        // A title that only repeats the kind tells nothing more.
        Some(title) if title.as_str() != kinds.zh => titled(paper_title(paper), kinds),
        _ => kinds,
    };
    if parts.is_empty() {
        words
    } else {
        say!("{words}（{parts}）", "{words} ({parts})", words = words, parts = parts)
    }
}

/// A statistic with its values.
pub(super) fn statistic(statistic: &Statistic) -> Words {
    let values = statistic
        .values
        .iter()
        .map(|value| say!("{period} {x}", "{period}: {x}", period = period(&value.period), x = yuan(value.amount)));
    let title = name(&statistic.id, Some(&statistic.title), statistic.title_en.as_ref());
    say!("{title}：{values}", "{title}: {values}", title = title, values = all_of(values))
}

/// Where a clause is taken from, by the name of the notice.
pub(super) fn source_title(source: &ProgrammeSource) -> Words {
    Words::same(format_args!("《{}》", source.title))
}

/// A source with its words.
pub(super) fn source(source: &ProgrammeSource) -> Words {
    let ProgrammeSource { publisher, published_on, url, quote, .. } = source;
    let parts = [
        publisher.as_ref().map(Words::same),
        published_on.map(Words::same),
        url.as_ref().map(Words::same),
        quote.as_ref().map(|quote| Words::same(format_args!("“{quote}”"))),
    ];
    listed(std::iter::once(source_title(source)).chain(parts.into_iter().flatten()))
}
