//! `tongbiao match`: one application, every programme: who may have its aid, what it would pay, what is still missing to
//! know it.

use crate::{
    arguments::{Manner, MatchArguments, MatchFormat},
    columns::visible,
    documents,
    exit::{Status, Stop},
    in_force,
    language::{Language, Said},
    ledger::{Ledger, complain_unsound},
    output::{self, STRONG},
};
use serde_json::{Map, Value, json};
use std::io::Write;
use tongbiao::{
    adjudication::{Adjudication, MissingFact, Reason},
    code::{AdjudicationDecision, FactSupplier, PaperState, ReasonCode, Truth},
    evaluate::{Case, Detail, Evaluation, Plan},
    explain,
    programme::Programme,
    value::Pointer,
};

/// A programme and its answer.
type Answer<'a> = (&'a Programme, Adjudication);

/// Answers for every programme in the order of their files.
pub(crate) fn run(arguments: &MatchArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let (application, mut status) = documents::application(&arguments.application, language).map_err(Stop::File)?;
    let ledger = Ledger::new(&arguments.circumstances, &application)?;
    let circumstances = ledger.circumstances();
    let programmes = documents::programmes(&arguments.programmes, &mut status, language);
    if programmes.is_empty() && status < Status::Unreadable {
        return Err(Stop::Usage(documents::no_programme()));
    }
    let programmes = in_force::revisions(programmes, &application, &circumstances, &mut status, language);
    let case = Case::of(&application);
    let mut evaluation = Evaluation::default();
    let mut answers = Vec::new();
    for (path, programme) in &programmes {
        match Plan::of(programme) {
            Ok(plan) => {
                answers.push((programme, evaluation.adjudicate(&plan, &case, &circumstances, Detail::None)));
            }
            Err(error) => status = status.max(complain_unsound(path, &error, language)),
        }
    }
    match arguments.format {
        MatchFormat::Text => {
            let mut out = output::for_people(manner.color);
            answers.iter().try_for_each(|answer| account(&mut *out, answer, language))?;
            summary(&mut *out, &answers, language)?;
            out.flush()?;
        }
        MatchFormat::Json => {
            let mut out = output::for_programs();
            let all = answers.iter().map(json).collect::<Result<Vec<Value>, _>>()?;
            serde_json::to_writer_pretty(&mut *out, &all)?;
            writeln!(out)?;
            out.flush()?;
        }
    }
    Ok(status)
}

/// What there is to say of one programme.
fn account(out: &mut dyn Write, (programme, outcome): &Answer<'_>, language: Language) -> Result<(), Stop> {
    let title_en = programme.title_en.as_ref().unwrap_or(&programme.title);
    let title = language.choose(programme.title.as_str(), title_en.as_str()).collect::<Vec<_>>().join(" · ");
    let (id, revision) = (&programme.id, programme.revision);
    writeln!(out, "{STRONG}{}{STRONG:#} ({id}@{revision})", visible(&title))?;
    let (zh, en) = match outcome.eligible {
        Truth::Yes => ("符合条件", "eligible"),
        Truth::No => ("不符合条件", "not eligible"),
        _ => ("尚不能确定", "not known yet"),
    };
    line(out, language, zh, en)?;
    if outcome.eligible == Truth::Yes {
        let Said { zh, en } = amount(outcome);
        line(out, language, &zh, &en)?;
        for Said { zh, en } in nothing(programme, outcome) {
            line(out, language, &zh, &en)?;
        }
    }
    let reasons = outcome.reasons.as_deref().unwrap_or_default();
    if reasons.iter().any(|reason| reason.code == ReasonCode::RuleNotInForce) {
        line(out, language, "  此版本不在有效期内", "  this revision is not in force")?;
    }
    let requirements = programme.requirements.as_deref().unwrap_or_default();
    for (requirement, judged) in requirements.iter().zip(outcome.requirements.iter().flat_map(|all| all.iter())) {
        if judged.judgement == Truth::No {
            let title = requirement.title.as_ref().map_or("", |title| title.as_str());
            let id = &judged.requirement;
            line(out, language, &format!("  不符：{id} {title}"), &format!("  not met: {id} {title}"))?;
        }
    }
    for missing in outcome.missing.iter().flat_map(|all| all.iter()) {
        let (zh, en) = wanted(missing);
        line(out, language, &zh, &en)?;
    }
    if outcome.eligible != Truth::No {
        papers(out, outcome, language)?;
    }
    Ok(())
}

/// What the programme alone would pay.
fn amount(outcome: &Adjudication) -> Said {
    let Some(amount) = outcome.amount else {
        return Said::new("  金额尚不能确定", "  amount not known yet");
    };
    let services = outcome.services.iter().flat_map(|all| all.iter()).map(|service| service.service.as_str());
    let services: Vec<&str> = services.collect();
    let given = if services.is_empty() {
        Said::new(format!("  金额：{amount} 元"), format!("  amount: {amount} yuan"))
    } else {
        let services = services.join(", ");
        Said::new(
            format!("  提供：{services}；金额：{amount} 元"),
            format!("  given: {services}; amount: {amount} yuan"),
        )
    };
    match outcome.decision {
        AdjudicationDecision::AwaitingPapers => {
            Said::new(format!("{}，须先补齐材料", given.zh), format!("{}, once the papers are there", given.en))
        }
        _ => given,
    }
}

/// Why an item pays nothing.
fn nothing(programme: &Programme, outcome: &Adjudication) -> Vec<Said> {
    let items = outcome.items.iter().flat_map(|all| all.iter()).zip(&programme.items);
    let told = items.filter_map(|(judged, item)| {
        let reason = explain::reason(judged.reason?);
        let title = item.title.as_ref().map_or(item.id.as_str(), |title| title.as_str());
        Some(Said::new(format!("  {title} 没有给付：{}", reason.zh), format!("  {title}, nothing: {}", reason.en)))
    });
    told.collect()
}

fn wanted(missing: &MissingFact) -> (String, String) {
    let MissingFact { fact, pointer, supplier, .. } = missing;
    let place = pointer.as_ref().map_or_else(String::new, |pointer| format!(" {pointer}"));
    let label = FactSupplier::label(*supplier);
    (format!("  缺少：{fact}{place}（由{}提供）", label.zh), format!("  missing: {fact}{place} (from: {})", label.en))
}

fn papers(out: &mut dyn Write, outcome: &Adjudication, language: Language) -> Result<(), Stop> {
    for paper in outcome.papers.iter().flat_map(|all| all.iter()) {
        let (zh, en) = match paper.state {
            PaperState::Present | PaperState::NotNeeded => continue,
            PaperState::Missing => ("缺少", "missing"),
            PaperState::Unfit => ("不合要求", "does not meet what is asked"),
            PaperState::Unclear => ("没有写明印章或开具日期", "its stamps or its day of issue are not stated"),
            PaperState::MayBeNeeded => ("可能需要", "may be needed"),
            _ => ("情况不明", "not clear"),
        };
        let id = &paper.paper;
        line(out, language, &format!("  材料 {id}：{zh}"), &format!("  paper {id}: {en}"))?;
    }
    Ok(())
}

/// How many programmes answered what. Their amounts are not added up: none of them knows what the others would pay.
fn summary(out: &mut dyn Write, answers: &[Answer<'_>], language: Language) -> Result<(), Stop> {
    let count = |truth: Truth| answers.iter().filter(|(_, outcome)| outcome.eligible == truth).count();
    let [yes, no, unknown] = [Truth::Yes, Truth::No, Truth::Unknown].map(count);
    let pays = answers.iter().filter(|(_, outcome)| outcome.amount.is_some_and(|amount| amount.fen() > 0)).count();
    let all = answers.len();
    let zh = format!(
        "{all} 个项目：{yes} 个符合条件（{pays} 个有金额），{no} 个不符合，{unknown} 个尚不能确定。\
         每个金额是该项目单独的结果：各项目互不知情，不能相加"
    );
    let en = format!(
        "{all} {}: {yes} eligible ({pays} with an amount), {no} not eligible, {unknown} not known yet. Each amount is what \
         that programme alone would pay: programmes do not know of each other, so the amounts do not add up",
        if all == 1 { "programme" } else { "programmes" }
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

/// The answer of a programme as the help describes it.
fn json((programme, outcome): &Answer<'_>) -> Result<Value, serde_json::Error> {
    let mut object = Map::new();
    object.insert("programme".to_owned(), json!(programme.id));
    object.insert("revision".to_owned(), json!(programme.revision));
    object.insert("title".to_owned(), json!(programme.title));
    if let Some(title) = &programme.title_en {
        object.insert("titleEn".to_owned(), json!(title));
    }
    object.insert("eligible".to_owned(), json!(outcome.eligible));
    object.insert("decision".to_owned(), json!(outcome.decision));
    if let Some(amount) = outcome.amount {
        object.insert("amount".to_owned(), json!(amount));
    }
    let list = |value: serde_json::Result<Value>| value.map(|value| if value.is_null() { json!([]) } else { value });
    object.insert("requirements".to_owned(), list(serde_json::to_value(&outcome.requirements))?);
    object.insert("missing".to_owned(), list(serde_json::to_value(&outcome.missing))?);
    object.insert("papers".to_owned(), list(serde_json::to_value(&outcome.papers))?);
    object.insert("reasons".to_owned(), serde_json::to_value(reasons(outcome))?);
    let services = outcome.services.iter().flat_map(|all| all.iter()).map(|service| json!(service.service));
    object.insert("services".to_owned(), services.collect());
    Ok(Value::Object(object))
}

/// The reasons of the outcome, and of every item that pays nothing.
fn reasons(outcome: &Adjudication) -> Vec<Reason> {
    let items = outcome.items.iter().flat_map(|all| all.iter()).enumerate();
    let of_items = items.filter_map(|(place, item)| {
        let mut reason = Reason::new(item.reason?);
        reason.at = Pointer::parse(&format!("/items/{place}"));
        Some(reason)
    });
    outcome.reasons.iter().flat_map(|all| all.iter().cloned()).chain(of_items).collect()
}
