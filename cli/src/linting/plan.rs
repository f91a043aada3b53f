//! `tongbiao lint --plan`: a joint relief plan with the programmes of its members.

use crate::{
    arguments::{LintArguments, LintFormat, Manner},
    checking::guarded,
    columns::visible,
    documents,
    exit::{Status, Stop},
    input::{STANDARD_INPUT, Whole},
    judging,
    language::{Language, Said},
    output::{self, STRONG},
    text_output::Page,
};
use std::{
    io::{self, Write},
    path::Path,
};
use tongbiao::{
    check::{Limits, ReportOptions},
    plan::KeptPromise,
    programme::Programme,
};
use tongbiao_json::{check::report, input::Source, lint_plan::linted_plan, reply};

/// Checks and analyses a plan. The programmes are read, not analysed.
pub(super) fn run(arguments: &LintArguments, plan: &Path, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let mut status = Status::Accepted;
    let programmes = documents::programmes(&arguments.programmes, &mut status, language);
    let programmes: Vec<&Programme> = programmes.iter().map(|(_, programme)| programme).collect();
    let limits = Limits::default();
    let name = if plan.as_os_str() == "-" { STANDARD_INPUT.to_owned() } else { plan.display().to_string() };
    let whole =
        documents::whole(plan, limits.bytes_max).map_err(|error| Stop::File(documents::unread(plan, &error)))?;
    let (bytes, size) = match &whole {
        Whole::Bytes(bytes) => (Some(bytes.as_slice()), Some(bytes.len() as u64)),
        Whole::TooLarge(size) => (None, *size),
    };
    let source = Source { name: &name, line: None, size, bytes };
    let Some(linted) = guarded(|| linted_plan(&source, &programmes, &limits)) else {
        let name = visible(&name);
        let zh = format!("{name}：因程序内部错误未能校验");
        return Err(Stop::File(Said::new(zh, format!("{name}: not checked because of an internal error"))));
    };
    let options = ReportOptions::default();
    let mut out = match arguments.format {
        LintFormat::Text => output::for_people(manner.color),
        LintFormat::Json => output::for_programs(),
    };
    match arguments.format {
        LintFormat::Text => {
            let document = report(&linted.checked, &source, &options);
            Page::new(&source, &document.body, linted.checked.is_public(), language).print_all(&mut *out)?;
            print(&mut *out, &linted.promises, language)?;
        }
        LintFormat::Json => out.write_all(reply::indented(&linted.reply(&source, &options)?)?.as_bytes())?,
    }
    out.flush()?;
    Ok(status.max(judging::status(&linted.checked, arguments.fail_on)))
}

/// Prints the promises: those that the plan keeps, and the others with the places that break them.
fn print(out: &mut dyn Write, promises: &[KeptPromise], language: Language) -> io::Result<()> {
    if promises.is_empty() {
        return Ok(());
    }
    for text in language.choose("对每份申请成立的承诺", "Promises for every application") {
        writeln!(out, "{STRONG}{text}{STRONG:#}")?;
    }
    for one in promises {
        let label = one.promise.label();
        let (zh, en) = if one.is_kept() { ("成立", "kept") } else { ("不成立", "not kept") };
        for text in language.choose(format!("{}：{zh}", label.zh), format!("{}: {en}", label.en.trim_end_matches('.')))
        {
            writeln!(out, "  {text}")?;
        }
        for at in &one.broken_at {
            writeln!(out, "    {}", visible(at))?;
        }
    }
    Ok(())
}
