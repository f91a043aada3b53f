//! `tongbiao adjudicate`: the awards of programmes on an application, as documents or as an account.

use crate::{
    account_output,
    arguments::{AdjudicateArguments, Manner, OutcomeFormat},
    desk::{self, Asked, Shape},
    documents,
    exit::{Status, Stop},
    joint::{joint, no_table},
    language::{Language, Said},
    output,
    question::Question,
    replacing,
};
use std::{io::Write, path::Path};
use tongbiao::{adjudication::Adjudication, document::Document, explain::explain_adjudication, programme::Programme};
use tongbiao_json::{Seals, reply};

/// Adjudicates under every programme, in the order of their files.
pub(crate) fn run(arguments: &AdjudicateArguments, manner: &Manner) -> Result<Status, Stop> {
    let (language, question) = (manner.language(), &arguments.question);
    let is_several = desk::names_several(question);
    if arguments.resume && !is_several {
        return Err(Stop::Usage(desk::for_several("--resume")));
    }
    if let Some(plan) = arguments.plan.as_ref().filter(|_| !is_several) {
        return under_plan(arguments, manner, plan);
    }
    let shape = match arguments.format {
        OutcomeFormat::Csv => Some(Shape::Csv),
        OutcomeFormat::Html => Some(Shape::Page),
        OutcomeFormat::Text if arguments.trace || arguments.plan.is_some() => is_several.then_some(Shape::Accounts),
        OutcomeFormat::Text => is_several.then_some(Shape::Table),
        OutcomeFormat::Json | OutcomeFormat::Ndjson => is_several.then_some(Shape::Outcomes),
    };
    if let Some(shape) = shape {
        if arguments.trace && shape != Shape::Accounts {
            return Err(Stop::Usage(Said::new(
                "--trace 只用于 text 格式；ndjson 格式的核定结果在 --detail full 下列出每一步",
                "--trace is for the format text; the outcomes of the format ndjson list each step with --detail full",
            )));
        }
        if arguments.plan.is_some() && matches!(shape, Shape::Csv | Shape::Page) {
            return Err(Stop::Usage(desk::no_table("--plan")));
        }
        let (plan, audience) = (arguments.plan.as_deref(), arguments.audience());
        let (detail, show_values, out) = (arguments.detail.into(), arguments.show_values, arguments.out.as_deref());
        return desk::run(
            &Asked { question, shape, plan, audience, detail, show_values, out, is_resumed: arguments.resume },
            manner,
        );
    }
    if arguments.show_values {
        return Err(Stop::Usage(desk::no_values()));
    }
    let (question, mut status) = Question::read(question, language)?;
    let outcomes = question.outcomes(arguments.detail.into(), &mut status, language);
    // The form of the output depends on the number of named programmes, not on the number of programmes with errors.
    let one = matches!(arguments.question.programmes(), [only] if !only.is_dir());
    write(arguments, manner, one, (&outcomes, question.seals()))?;
    Ok(status)
}

/// Adjudicates under a joint relief plan.
fn under_plan(arguments: &AdjudicateArguments, manner: &Manner, plan: &Path) -> Result<Status, Stop> {
    let language = manner.language();
    if arguments.format == OutcomeFormat::Csv {
        return Err(Stop::Usage(no_table()));
    }
    let (joint, status) = joint(&arguments.question, plan, arguments.detail.into(), language)?;
    let print = |out: &mut dyn Write| -> Result<(), Stop> {
        match arguments.format {
            OutcomeFormat::Text => {
                joint.print_account(out, language)?;
                assumed_day(out, arguments, language)
            }
            OutcomeFormat::Json => joint.print_json(out),
            OutcomeFormat::Ndjson => joint.print_lines(out),
            OutcomeFormat::Csv | OutcomeFormat::Html => joint.print_page(out, arguments.show_values, language),
        }
    };
    let Some(path) = &arguments.out else {
        let mut out = match arguments.format {
            OutcomeFormat::Text => output::for_people(manner.color),
            _ => output::for_programs(),
        };
        print(&mut *out)?;
        out.flush()?;
        return Ok(status);
    };
    let mut text = Vec::new();
    print(&mut anstream::StripStream::new(&mut text))?;
    replacing::replace(path, &text).map_err(|error| Stop::File(unwritten(path, &error)))?;
    Ok(status)
}

/// Outcomes with their programmes, and the key with which they are sealed.
type Outcomes<'a> = (&'a [(&'a Programme, Adjudication)], &'a Seals);

fn write(arguments: &AdjudicateArguments, manner: &Manner, one: bool, outcomes: Outcomes<'_>) -> Result<(), Stop> {
    let language = manner.language();
    let Some(path) = &arguments.out else {
        let mut out = match arguments.format {
            OutcomeFormat::Text => output::for_people(manner.color),
            _ => output::for_programs(),
        };
        print(&mut *out, arguments, one, outcomes, language)?;
        return Ok(out.flush()?);
    };
    let mut text = Vec::new();
    print(&mut anstream::StripStream::new(&mut text), arguments, one, outcomes, language)?;
    replacing::replace(path, &text).map_err(|error| Stop::File(unwritten(path, &error)))
}

fn print(
    out: &mut dyn Write,
    arguments: &AdjudicateArguments,
    one: bool,
    (outcomes, seals): Outcomes<'_>,
    language: Language,
) -> Result<(), Stop> {
    for (place, (programme, outcome)) in outcomes.iter().enumerate() {
        match arguments.format {
            OutcomeFormat::Text => {
                if place > 0 {
                    writeln!(out)?;
                }
                let account = explain_adjudication(outcome, Some(programme), arguments.audience());
                account_output::print(out, &account, language)?;
            }
            OutcomeFormat::Json if one => {
                out.write_all(Document::new(seals.seal(outcome.clone())?).to_json()?.as_bytes())?;
            }
            _ => {
                writeln!(out, "{}", reply::line(&Document::new(seals.seal(outcome.clone())?))?)?;
            }
        }
    }
    assumed_day(out, arguments, language)
}

/// The note that the day of the decision is assumed.
fn assumed_day(out: &mut dyn Write, arguments: &AdjudicateArguments, language: Language) -> Result<(), Stop> {
    if let Some(assumed) = arguments.question.assumed_day().filter(|_| arguments.format == OutcomeFormat::Text) {
        writeln!(out)?;
        for text in language.choose(assumed.zh, assumed.en) {
            writeln!(out, "{text}")?;
        }
    }
    Ok(())
}

fn unwritten(path: &Path, error: &std::io::Error) -> Said {
    let name = documents::name(path);
    let kind = error.kind();
    Said::new(
        format!("{name}：无法写入（{kind}）；请核对路径和权限"),
        format!("{name}: cannot be written ({kind}); check the path and its permissions"),
    )
}
