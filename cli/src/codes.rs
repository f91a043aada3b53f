//! `tongbiao codes`: the catalogue of the codes of findings.

use crate::{
    arguments::{CodesArguments, CodesFormat, Manner},
    columns::{columns, padded, visible},
    exit::{Status, Stop},
    language::{Language, Said},
    output::{self, STRONG, severity_style},
};
use std::io::{self, Write};
use tongbiao::{
    catalogue,
    finding::{Rule, Severity},
    report::{CategoryCode, SeverityCode},
    schema::{code_list, code_lists, nearest_code_lists},
};
use tongbiao_json::CodesRequest;

/// Prints all codes, or one code with its explanation.
pub(crate) fn run(arguments: &CodesArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    if let Some(name) = &arguments.list {
        return list(name, arguments.format, manner);
    }
    let rule = match &arguments.code {
        Some(code) => Some(catalogue::rule(code).ok_or_else(|| unknown(code))?),
        None => None,
    };
    match (arguments.format, rule) {
        (CodesFormat::Text, None) => {
            let mut out = output::for_people(manner.color);
            table(&mut *out, language)?;
            out.flush()?;
        }
        (CodesFormat::Text, Some(rule)) => {
            let mut out = output::for_people(manner.color);
            explain(&mut *out, rule, language)?;
            out.flush()?;
        }
        (CodesFormat::Json, rule) => {
            let mut out = output::for_programs();
            out.write_all(json(rule)?.as_bytes())?;
            out.flush()?;
        }
    }
    Ok(Status::Accepted)
}

/// Prints a code list, or the names of all code lists.
fn list(name: &str, format: CodesFormat, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let chosen = match name {
        "" => None,
        name => Some(code_list(name).ok_or_else(|| unknown_list(name))?),
    };
    if format == CodesFormat::Json {
        let mut request = CodesRequest::new();
        request.list = Some(name.into());
        let published = tongbiao_json::codes(&request).map_err(|_| Stop::Internal)?;
        let mut out = output::for_programs();
        out.write_all(published.0.as_bytes())?;
        return out.flush().map(|()| Status::Accepted).map_err(Stop::from);
    }
    let mut out = output::for_people(manner.color);
    let lines: Vec<_> = match chosen {
        None => code_lists().into_iter().map(|list| (list.name(), list.label())).collect(),
        Some(list) => {
            let source = list.source().map_or_else(String::new, |source| format!(" ({source})"));
            writeln!(out, "{STRONG}{} {}{STRONG:#}{source}", list.name(), language.label(list.label()))?;
            list.codes().collect()
        }
    };
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, label) in lines {
        writeln!(out, "{name:width$}  {}", language.label(label))?;
    }
    out.flush()?;
    Ok(Status::Accepted)
}

fn unknown_list(name: &str) -> Stop {
    let near: Vec<_> = nearest_code_lists(name).iter().map(|near| format!("`{near}`")).collect();
    let (zh, en) = match near.as_slice() {
        [] => Default::default(),
        near => (format!("是否应为 {}？", near.join("、")), format!("did you mean {}? ", near.join(" or "))),
    };
    let name = visible(name);
    Stop::Usage(Said::new(
        format!("代码表 `{name}` 不存在；{zh}请用 `tongbiao codes --list` 列出全部代码表"),
        format!("unknown code list `{name}`; {en}list all code lists with `tongbiao codes --list`"),
    ))
}

fn unknown(code: &str) -> Stop {
    let near: Vec<_> = catalogue::nearest(code).iter().map(|near| format!("`{near}`")).collect();
    let code = visible(code);
    Stop::Usage(if near.is_empty() {
        Said::new(
            format!("代码 `{code}` 不存在；请用 `tongbiao codes` 列出全部代码"),
            format!("unknown code `{code}`; list all codes with `tongbiao codes`"),
        )
    } else {
        Said::new(
            format!("代码 `{code}` 不存在；是否应为 {}？", near.join("、")),
            format!("unknown code `{code}`; did you mean {}?", near.join(" or ")),
        )
    })
}

fn severity_name(severity: Severity, language: Language) -> String {
    let code = SeverityCode::from(severity);
    language.choose(code.label().zh, code.as_str()).collect::<Vec<_>>().join(" ")
}

fn table(out: &mut dyn Write, language: Language) -> io::Result<()> {
    let code_width = catalogue::rules().map(|rule| rule.code.len()).max().unwrap_or(0);
    let names = |rule: &Rule| columns(&severity_name(rule.severity, language));
    let severity_width = catalogue::rules().map(names).max().unwrap_or(0);
    for rule in catalogue::rules() {
        let style = severity_style(rule.severity);
        let severity = padded(&severity_name(rule.severity, language), severity_width);
        let label = language.label(rule.label);
        writeln!(out, "{:code_width$}  {style}{severity}{style:#}  {label}", rule.code)?;
    }
    Ok(())
}

fn explain(out: &mut dyn Write, rule: &Rule, language: Language) -> io::Result<()> {
    let style = severity_style(rule.severity);
    let severity = severity_name(rule.severity, language);
    writeln!(out, "{style}{severity}[{}]{style:#} {STRONG}{}{STRONG:#}", rule.code, language.label(rule.label))?;
    writeln!(out)?;
    // The first line of the documentation is the label.
    let more = rule.docs.iter().skip(1).map(|line| line.trim()).filter(|line| !line.is_empty());
    let mut more =
        more.filter(|line| if is_chinese(line) { language.has_chinese() } else { language.has_english() }).peekable();
    if more.peek().is_some() {
        for line in more {
            writeln!(out, "  {line}")?;
        }
        writeln!(out)?;
    }
    let category = CategoryCode::from(rule.category);
    let protection = if catalogue::is_protected(rule) {
        ("不得降级或豁免", "cannot be lowered or suppressed")
    } else if rule.severity == Severity::Fatal {
        ("无法继续，不得降级或豁免", "fatal; cannot be lowered or suppressed")
    } else {
        ("可以调整级别或豁免", "can be lowered or suppressed")
    };
    let facts = [
        (("政策", "policy"), protection),
        (("类别", "category"), (category.label().zh, category.as_str())),
        (("说明", "message"), (rule.message.zh, rule.message.en)),
        (("提示", "hint"), (rule.hint.zh, rule.hint.en)),
        (("来源", "source"), (rule.source, rule.source)),
        (("起始版本", "since"), (rule.since, rule.since)),
    ];
    for ((name_zh, name_en), (zh, en)) in facts {
        let name = padded(language.choose(name_zh, name_en).next().unwrap_or_default(), 10);
        let mut texts: Vec<&str> = language.choose(zh, en).collect();
        texts.dedup();
        for (index, text) in texts.into_iter().enumerate() {
            let name = if index == 0 { name.as_str() } else { "          " };
            writeln!(out, "  {STRONG}{name}{STRONG:#}{text}")?;
        }
    }
    Ok(())
}

/// Whether a line of a documentation is in Chinese. An English line may contain a few Chinese terms.
fn is_chinese(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_ascii_alphabetic()).count();
    let characters = line.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    characters * 4 > letters
}

/// The published catalogue, or one entry of it.
fn json(rule: Option<&Rule>) -> Result<String, Stop> {
    let mut request = CodesRequest::new();
    request.code = rule.map(|rule| rule.code.into());
    tongbiao_json::codes(&request).map(|published| published.0).map_err(|_| Stop::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_documentation_is_printed_in_the_chosen_language() {
        for rule in catalogue::rules() {
            let printed = |language| {
                let mut out = Vec::new();
                explain(&mut out, rule, language).unwrap();
                String::from_utf8(out).unwrap()
            };
            let (zh, en) = (printed(Language::Zh), printed(Language::En));
            let lines = || rule.docs.iter().skip(1).map(|line| line.trim()).filter(|line| !line.is_empty());
            assert!(lines().all(|line| zh.contains(line) != en.contains(line)), "{}: {zh}{en}", rule.code);
            let both = printed(Language::Both);
            assert!(lines().all(|line| both.contains(line)), "{}", rule.code);
            // A documentation has lines in both languages or none.
            let chinese = lines().filter(|line| is_chinese(line)).count();
            assert!(lines().count() == 0 || (0 < chinese && chinese < lines().count()), "{}", rule.code);
        }
    }

    #[test]
    fn a_misspelt_code_is_guessed() {
        for (code, expected) in [
            ("receipt.payers-totl", "unknown code `receipt.payers-totl`; did you mean `receipt.payers-total`?"),
            ("zzzzzzzz", "unknown code `zzzzzzzz`; list all codes with `tongbiao codes`"),
        ] {
            let said = if let Stop::Usage(said) = unknown(code) { said.en } else { String::new() };
            assert_eq!(said, expected);
        }
    }
}
