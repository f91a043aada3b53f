//! `tongbiao facts`: the facts and conditions that a programme may use.

use crate::{
    arguments::{FactsArguments, FactsFormat, Manner},
    columns::{padded, visible},
    exit::{Status, Stop, complain},
    language::{Language, Said},
    output::{self, STRONG},
};
use std::io::{self, Write};
use tongbiao::schema::code_list;
use tongbiao_json::{
    FactsRequest,
    facts::{FactKind, FactsReply, ListedFact},
    reply::{Reply, line},
};

/// The width of the names of the rows of a fact.
const WIDTH: usize = 12;

/// Prints all facts, or those that a query finds.
pub(crate) fn run(arguments: &FactsArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let query = arguments.query.join(" ");
    let mut request = FactsRequest::new();
    request.query = (!query.trim().is_empty()).then(|| query.as_str().into());
    let reply = tongbiao_json::facts(&request)?;
    match arguments.format {
        FactsFormat::Json => {
            let mut out = output::for_programs();
            out.write_all(reply.to_json()?.as_bytes())?;
            out.flush()?;
        }
        FactsFormat::Text => {
            let mut out = output::for_people(manner.color);
            if request.query.is_some() {
                details(&mut *out, &reply, language)?;
            } else {
                table(&mut *out, &reply, language)?;
            }
            out.flush()?;
        }
    }
    if !reply.facts.is_empty() {
        return Ok(Status::Accepted);
    }
    complain(&not_found(&query, &reply), language);
    Ok(Status::Found)
}

fn not_found(query: &str, reply: &FactsReply) -> Said {
    let query = visible(query);
    let near: Vec<String> = reply.nearest.iter().map(|code| format!("`{}`", code.as_str())).collect();
    let (zh, en) = match near.as_slice() {
        [] => Default::default(),
        near => (format!("最相近的为 {}；", near.join("、")), format!("most similar: {}; ", near.join(", "))),
    };
    Said::new(
        format!("没有事实与“{query}”相符；{zh}不在列表中的，请用评估条件 `tongbiao facts assessed`"),
        format!(
            "no fact matches `{query}`; {en}for a fact that is not listed, use an assessment: `tongbiao facts assessed`"
        ),
    )
}

/// One line for each fact, under the kinds.
fn table(out: &mut dyn Write, reply: &FactsReply, language: Language) -> io::Result<()> {
    let width = reply.facts.iter().map(|fact| fact.code.as_str().len()).max().unwrap_or(0);
    let mut kind = None;
    for fact in reply.facts.iter() {
        if kind != Some(fact.kind) {
            if kind.is_some() {
                writeln!(out)?;
            }
            writeln!(out, "{STRONG}{}{STRONG:#}", language.label(fact.kind.label()))?;
            kind = Some(fact.kind);
        }
        let label = Said::of(&fact.label).line(language);
        let unit = fact.unit.as_ref().map_or_else(String::new, |unit| format!(" ({})", Said::of(unit).line(language)));
        writeln!(out, "  {:width$}  {label}{unit}", fact.code.as_str())?;
    }
    Ok(())
}

/// Each fact with its places, its conditions and an example.
fn details(out: &mut dyn Write, reply: &FactsReply, language: Language) -> Result<(), Stop> {
    for (place, fact) in reply.facts.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let label = Said::of(&fact.label).line(language);
        writeln!(out, "{STRONG}{}{STRONG:#}  {label}", fact.code.as_str())?;
        detail(out, fact, language)?;
    }
    Ok(())
}

fn detail(out: &mut dyn Write, fact: &ListedFact, language: Language) -> Result<(), Stop> {
    let unit = fact.unit.as_ref().map(|unit| Said::of(unit).line(language));
    let kind = [Some(language.label(fact.kind.label())), unit].into_iter().flatten().collect::<Vec<_>>().join(", ");
    row(out, language, "种类", "kind", &[kind])?;
    let paths: Vec<String> = fact.paths.iter().map(|path| path.as_str().to_owned()).collect();
    let none = Said::new("核定时由项目提供", "supplied by the programme with each adjudication").line(language);
    row(out, language, "取自", "read from", if paths.is_empty() { std::slice::from_ref(&none) } else { &paths })?;
    row(out, language, "提供方", "supplied by", &[language.label(fact.supplier.label())])?;
    row(out, language, "信息分级", "privacy", &[language.label(fact.privacy.label())])?;
    if fact.of_unit && fact.kind != FactKind::Condition {
        let text = Said::new(
            "票据要求、按票据或手术取值的表",
            "requirements of receipts, tables of items per receipt or operation",
        );
        row(out, language, "用于", "used in", &[text.line(language)])?;
    }
    if let Some(list) = fact.list.as_ref().and_then(|name| code_list(name.as_str())) {
        let width = list.codes().map(|(code, _)| code.len()).max().unwrap_or(0);
        let codes = list.codes().map(|(code, label)| format!("{code:width$}  {}", language.label(label)));
        row(out, language, "代码", "codes", &codes.collect::<Vec<_>>())?;
    }
    for (place, one) in fact.uses.iter().enumerate() {
        let head = format!("{}  {}", one.test.as_str(), Said::of(&one.label).line(language));
        let width = one.members.iter().map(|member| member.name.as_str().len()).max().unwrap_or(0);
        let required = language.choose("必填", "required").collect::<Vec<_>>().join(" · ");
        let members = one.members.iter().map(|member| {
            let more = if member.required { format!(" ({required})") } else { String::new() };
            format!("  {:width$}  {}{more}", member.name.as_str(), Said::of(&member.label).line(language))
        });
        // The other conditions are printed by `facts` under their own names.
        let lines: Vec<String> = if place == 0 { [head].into_iter().chain(members).collect() } else { vec![head] };
        row(out, language, "条件", "condition", &lines)?;
    }
    if let Some(example) = &fact.example {
        row(out, language, "示例", "example", &[line(example)?])?;
    }
    Ok(())
}

/// The name of a row and its lines.
fn row(out: &mut dyn Write, language: Language, zh: &str, en: &str, lines: &[String]) -> io::Result<()> {
    let name = padded(language.choose(zh, en).next().unwrap_or_default(), WIDTH);
    for (place, line) in lines.iter().enumerate() {
        if place == 0 {
            writeln!(out, "  {STRONG}{name}{STRONG:#}{line}")?;
        } else {
            writeln!(out, "  {:WIDTH$}{line}", "")?;
        }
    }
    Ok(())
}
