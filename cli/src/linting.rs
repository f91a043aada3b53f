//! `tongbiao lint`: checks and analyses programmes.

mod account;
mod plan;
mod surplus;

use crate::{
    arguments::{LintArguments, LintFormat, Manner},
    checking::guarded,
    columns::visible,
    documents,
    exit::{Status, Stop, complain},
    input::{STANDARD_INPUT, Whole},
    judging,
    language::{Language, Said},
    output,
    text_output::Page,
};
use std::{io::Write, path::Path};
use tongbiao::{
    analysis::RequiredFact,
    check::{AnyDocument, Limits, ReportOptions},
    record::application::Application,
};
use tongbiao_json::{
    check::report,
    input::Source,
    lint::{Linted, Linting},
    reply,
};

/// Checks and analyses each programme.
pub(crate) fn run(arguments: &LintArguments, manner: &Manner) -> Result<Status, Stop> {
    if let Some(plan) = &arguments.plan {
        return plan::run(arguments, plan, manner);
    }
    let language = manner.language();
    let mut status = Status::Accepted;
    let files = documents::programme_files(&arguments.programmes, &mut status, language);
    if files.is_empty() && status == Status::Accepted {
        return Err(Stop::Usage(documents::no_programme()));
    }
    let one = matches!(arguments.programmes.as_slice(), [only] if !only.is_dir());
    let mut linting = Linting::default();
    linting.as_of = arguments.as_of;
    let mut lint = Lint {
        arguments,
        language,
        one,
        linting,
        asked: Vec::new(),
        out: match arguments.format {
            LintFormat::Text => output::for_people(manner.color),
            LintFormat::Json => output::for_programs(),
        },
    };
    for file in files {
        status = status.max(lint.file(&file)?);
    }
    if let Some(path) = &arguments.application {
        let application = documents::document::<Application>(path).map_err(Stop::File)?;
        surplus::print(&mut *lint.out, &application, &lint.asked, arguments.format, language)?;
    }
    lint.out.flush()?;
    Ok(status)
}

struct Lint<'a> {
    arguments: &'a LintArguments,
    language: Language,
    /// Whether a single file is named. Its reply is then indented, not on one line.
    one: bool,
    linting: Linting,
    /// The facts that the programmes so far require.
    asked: Vec<RequiredFact>,
    out: Box<dyn Write>,
}

impl Lint<'_> {
    fn file(&mut self, path: &Path) -> Result<Status, Stop> {
        let limits = Limits::default();
        let is_file = path.as_os_str() != "-";
        let name = if is_file { path.display().to_string() } else { STANDARD_INPUT.to_owned() };
        let whole = match documents::whole(path, limits.bytes_max) {
            Ok(whole) => whole,
            Err(error) => {
                complain(&documents::unread(path, &error), self.language);
                return Ok(Status::Unreadable);
            }
        };
        let (bytes, size) = match &whole {
            Whole::Bytes(bytes) => (Some(bytes.as_slice()), Some(bytes.len() as u64)),
            Whole::TooLarge(size) => (None, *size),
        };
        let source = Source { name: &name, line: None, size, bytes };
        let linting = &mut self.linting;
        let Some(linted) = guarded(|| linting.programme(&source, &limits)) else {
            let name = visible(&name);
            let (zh, en) = (
                format!("{name}：因程序内部错误未能校验"),
                format!("{name}: not checked because of an internal error"),
            );
            complain(&Said::new(zh, en), self.language);
            return Ok(Status::Internal);
        };
        self.print(&source, &linted)?;
        self.asked.extend(linted.analysis.into_iter().flat_map(|analysis| analysis.facts));
        Ok(judging::status(&linted.checked, self.arguments.fail_on))
    }

    fn print(&mut self, source: &Source<'_>, linted: &Linted) -> Result<(), Stop> {
        let options = ReportOptions::default();
        match self.arguments.format {
            LintFormat::Text => {
                let document = report(&linted.checked, source, &options);
                let show_values = linted.checked.is_public();
                Page::new(source, &document.body, show_values, self.language).print_all(&mut *self.out)?;
                // The analysis requires a document without errors, whatever the state of other files.
                if let (Some(AnyDocument::Programme(programme)), Some(analysis)) =
                    (&linted.checked.document, &linted.analysis)
                {
                    account::print(&mut *self.out, &programme.body, analysis, self.language)?;
                }
            }
            LintFormat::Json => {
                let whole = linted.reply(source, &options)?;
                let text = if self.one { reply::indented(&whole)? } else { reply::line(&whole)? + "\n" };
                self.out.write_all(text.as_bytes())?;
            }
        }
        self.out.flush()?;
        Ok(())
    }
}
