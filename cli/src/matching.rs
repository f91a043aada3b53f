//! `tongbiao match`: for one application, the eligibility, the amount and the missing information under each programme.

use crate::{
    arguments::{Manner, MatchArguments, MatchFormat},
    columns::visible,
    desk::{self, Asked, Shape},
    exit::{Status, Stop},
    fixing::unwritten,
    joint::{joint, no_table},
    language::{Language, Said, counted},
    output::{self, STRONG, Sink},
    question::Question,
};
use std::{io::Write, path::Path};
use tongbiao::{
    adjudication::{Adjudication, MissingFact},
    code::{AdjudicationDecision, PaperState, ReasonCode, Truth},
    evaluate::Detail,
    explain::{self, Audience, Words},
    programme::Programme,
};
use tongbiao_json::{
    adjudicate::DetailLevel,
    matching::{MatchAnswer, answer},
    reply::indented,
};

/// A programme and its answer.
type Answer<'a> = (&'a Programme, Adjudication);

/// Prints the answer for each programme, in the order of the files.
pub(crate) fn run(arguments: &MatchArguments, manner: &Manner) -> Result<Status, Stop> {
    let (language, question) = (manner.language(), &arguments.question);
    let is_several = desk::names_several(question);
    if arguments.resume && !is_several {
        return Err(Stop::Usage(desk::for_several("--resume")));
    }
    if let Some(plan) = arguments.plan.as_ref().filter(|_| !is_several) {
        return under_plan(arguments, manner, plan);
    }
    let shape = match arguments.format {
        MatchFormat::Csv => Some(Shape::Csv),
        MatchFormat::Html => Some(Shape::Page),
        MatchFormat::Ndjson => Some(Shape::Matches),
        MatchFormat::Text if arguments.plan.is_some() => is_several.then_some(Shape::Accounts),
        MatchFormat::Text => is_several.then_some(Shape::Table),
        MatchFormat::Json => is_several.then_some(Shape::Matches),
    };
    if let Some(shape) = shape {
        if arguments.plan.is_some() && matches!(shape, Shape::Csv | Shape::Page) {
            return Err(Stop::Usage(desk::no_table("--plan")));
        }
        let (plan, audience) = (arguments.plan.as_deref(), Audience::Worker);
        let (detail, show_values, out) = (Detail::Amounts, arguments.show_values, arguments.out.as_deref());
        return desk::run(
            &Asked { question, shape, plan, audience, detail, show_values, out, is_resumed: arguments.resume },
            manner,
        );
    }
    if arguments.show_values {
        return Err(Stop::Usage(desk::no_values()));
    }
    let (question, mut status) = Question::read(question, language)?;
    let answers = question.outcomes(Detail::Amounts, &mut status, language);
    let print = |out: &mut dyn Write| -> Result<(), Stop> {
        if arguments.format == MatchFormat::Text {
            answers.iter().try_for_each(|answer| account(out, answer, language))?;
            // It concerns all programmes, so that it is not under one of them.
            if let Some(assumed) = arguments.question.assumed_day() {
                for text in language.choose(assumed.zh, assumed.en) {
                    writeln!(out, "{text}")?;
                }
            }
            return summary(out, &answers, language);
        }
        let all = answers.iter().map(|(programme, outcome)| answer(programme, outcome));
        let all = all.collect::<Result<Vec<MatchAnswer>, _>>()?;
        Ok(out.write_all(indented(&all)?.as_bytes())?)
    };
    written(arguments, manner, print)?;
    Ok(status)
}

/// Writes the output to its destination.
fn written(
    arguments: &MatchArguments,
    manner: &Manner,
    print: impl FnOnce(&mut dyn Write) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut out = match &arguments.out {
        Some(path) => Sink::file(path).map_err(|error| Stop::File(unwritten(path, &error)))?,
        None if arguments.format == MatchFormat::Text => Sink::Standard(output::for_people(manner.color)),
        None => Sink::Standard(output::for_programs()),
    };
    print(&mut out)?;
    match (out.complete(), &arguments.out) {
        (Err(error), Some(path)) => Err(Stop::File(unwritten(path, &error))),
        (completed, _) => Ok(completed?),
    }
}

/// Prints what all programmes of a joint relief plan together pay, and what remains.
fn under_plan(arguments: &MatchArguments, manner: &Manner, plan: &Path) -> Result<Status, Stop> {
    let language = manner.language();
    if arguments.format == MatchFormat::Csv {
        return Err(Stop::Usage(no_table()));
    }
    let (joint, status) = joint(&arguments.question, plan, DetailLevel::None, language)?;
    let print = |out: &mut dyn Write| -> Result<(), Stop> {
        match arguments.format {
            MatchFormat::Text => {
                joint.print_account(out, language)?;
                if let Some(assumed) = arguments.question.assumed_day() {
                    line(out, language, &assumed.zh, &assumed.en)?;
                }
                Ok(())
            }
            MatchFormat::Json => joint.print_json(out),
            MatchFormat::Ndjson => joint.print_lines(out),
            MatchFormat::Csv | MatchFormat::Html => joint.print_page(out, arguments.show_values, language),
        }
    };
    written(arguments, manner, print)?;
    Ok(status)
}

/// Prints the answer for one programme.
fn account(out: &mut dyn Write, (programme, outcome): &Answer<'_>, language: Language) -> Result<(), Stop> {
    let title_en = programme.title_en.as_ref().unwrap_or(&programme.title);
    let title = language.choose(programme.title.as_str(), title_en.as_str()).collect::<Vec<_>>().join(" · ");
    let (id, revision) = (&programme.id, programme.revision);
    writeln!(out, "{STRONG}{}{STRONG:#} ({id}@{revision})", visible(&title))?;
    let (zh, en) = match outcome.eligible {
        Truth::Yes => ("符合条件", "eligible"),
        Truth::No => ("不符合条件", "not eligible"),
        _ => ("待定", "undetermined"),
    };
    line(out, language, zh, en)?;
    if outcome.eligible == Truth::Yes {
        let Said { zh, en } = amount(programme, outcome);
        line(out, language, &zh, &en)?;
        for item in outcome.items.iter().flat_map(|all| all.iter()) {
            for Words { zh, en } in explain::explain_item(item, Some(programme)) {
                line(out, language, &format!("  {zh}"), &format!("  {en}"))?;
            }
        }
    }
    let reasons = outcome.reasons.as_deref().unwrap_or_default();
    if reasons.iter().any(|reason| reason.code == ReasonCode::RuleNotInForce) {
        line(out, language, "  此版本不在有效期内", "  this revision is not in force")?;
    }
    let requirements = outcome.requirements.iter().flat_map(|all| all.iter());
    for judged in requirements.filter(|judged| judged.judgement == Truth::No) {
        let Words { zh, en } = explain::explain_requirement(judged, Some(programme));
        line(out, language, &format!("  不符：{zh}"), &format!("  not met: {en}"))?;
    }
    for missing in outcome.missing.iter().flat_map(|all| all.iter()) {
        let Words { zh, en } = wanted(missing, programme);
        line(out, language, &format!("  缺少：{zh}"), &format!("  missing: {en}"))?;
    }
    // Documents are required only for an amount or a service.
    if outcome.eligible != Truth::No && outcome.decision != AdjudicationDecision::NothingPayable {
        papers(out, (programme, outcome), language)?;
    }
    Ok(())
}

/// The award of this programme alone.
fn amount(programme: &Programme, outcome: &Adjudication) -> Said {
    let Some(amount) = outcome.amount else {
        let mut reasons = outcome.reasons.iter().flat_map(|all| all.iter());
        return if reasons.any(|reason| reason.code == ReasonCode::AmountOutOfRange) {
            let reason = explain::reason(ReasonCode::AmountOutOfRange);
            Said::new(format!("  无金额：{}", reason.zh), format!("  no amount: {}", reason.en))
        } else {
            Said::new("  金额待定", "  amount undetermined")
        };
    };
    let services = outcome.services.iter().flat_map(|all| all.iter());
    let services: Vec<Words> = services.map(|one| explain::explain_service(one, Some(programme))).collect();
    let given = if services.is_empty() {
        Said::new(format!("  金额：{amount} 元"), format!("  amount: {amount} yuan"))
    } else {
        let zh = services.iter().map(|one| one.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = services.iter().map(|one| one.en.as_str()).collect::<Vec<_>>().join(", ");
        Said::new(format!("  提供：{zh}；金额：{amount} 元"), format!("  services: {en}; amount: {amount} yuan"))
    };
    match outcome.decision {
        AdjudicationDecision::AwaitingPapers => Said::new(
            format!("{}，补齐材料后给付", given.zh),
            format!("{}, payable after receipt of the supporting documents", given.en),
        ),
        _ => given,
    }
}

/// A missing fact: its name, its supplier, its code and its place.
fn wanted(missing: &MissingFact, programme: &Programme) -> Words {
    let place = missing.pointer.as_ref().map_or_else(String::new, |pointer| format!(" {pointer}"));
    let Words { zh, en } = explain::explain_missing(missing, Some(programme));
    let fact = &missing.fact;
    Words { zh: format!("{zh} [{fact}{place}]"), en: format!("{en} [{fact}{place}]") }
}

fn papers(
    out: &mut dyn Write,
    (programme, outcome): (&Programme, &Adjudication),
    language: Language,
) -> Result<(), Stop> {
    for paper in outcome.papers.iter().flat_map(|all| all.iter()) {
        if !matches!(paper.state, PaperState::Present | PaperState::NotNeeded) {
            let Words { zh, en } = explain::explain_paper(paper, Some(programme));
            line(out, language, &format!("  材料：{zh}"), &format!("  supporting document: {en}"))?;
        }
    }
    Ok(())
}

/// The number of programmes per answer. An eligible programme has an amount above zero, goods or services, nothing payable, or an
/// undetermined amount. Amounts are not added up: each is computed without the awards of the others.
fn summary(out: &mut dyn Write, answers: &[Answer<'_>], language: Language) -> Result<(), Stop> {
    let count = |truth: Truth| answers.iter().filter(|(_, outcome)| outcome.eligible == truth).count();
    let [yes, no, unknown] = [Truth::Yes, Truth::No, Truth::Unknown].map(count);
    let eligible = || answers.iter().map(|(_, outcome)| outcome).filter(|outcome| outcome.eligible == Truth::Yes);
    let pays = eligible().filter(|outcome| outcome.amount.is_some_and(|amount| amount.fen() > 0)).count();
    let serves = eligible().filter(|outcome| outcome.services.as_ref().is_some_and(|all| !all.is_empty())).count();
    let open = eligible().filter(|outcome| outcome.amount.is_none()).count();
    let parts = [
        (true, pays, "个金额大于零", "with an amount above zero"),
        (serves > 0, serves, "个提供实物或服务", "with goods or services"),
        (open > 0, open, "个金额待定", "with an undetermined amount"),
    ];
    let parts = || parts.iter().filter(|(is_shown, ..)| *is_shown);
    let zh_parts = parts().map(|(_, n, zh, _)| format!("{n} {zh}")).collect::<Vec<_>>().join("，");
    let en_parts = parts().map(|(_, n, _, en)| format!("{n} {en}")).collect::<Vec<_>>().join(", ");
    let all = answers.len();
    let zh = format!(
        "{all} 个项目：{yes} 个符合条件（其中 {zh_parts}），{no} 个不符合条件，{unknown} 个是否符合条件待定。\
         各项目的金额分别计算，不得相加"
    );
    let en = format!(
        "{}: {yes} eligible ({en_parts}), {no} not eligible, {unknown} with eligibility undetermined. Each amount is \
         computed for that programme alone; the amounts must not be added up",
        counted(all, "programme")
    );
    for text in language.choose(zh, en) {
        writeln!(out, "{STRONG}{text}{STRONG:#}")?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, language: Language, zh: &str, en: &str) -> Result<(), Stop> {
    for text in language.choose(zh, en) {
        writeln!(out, "  {}", visible(text.trim_end()))?;
    }
    Ok(())
}
