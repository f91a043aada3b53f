//! `tongbiao lint`: checks programmes, and gives an account of each.

mod account;
mod json;
mod surplus;

use crate::{
    arguments::{LintArguments, LintFormat, Manner},
    checking::{guarded, page},
    columns::visible,
    documents,
    exit::{Status, Stop, complain},
    input::{self, STANDARD_INPUT, Source, Whole},
    judging,
    language::{Language, Said},
    output,
    reporting::{describe_input, report},
};
use std::{io::Write, path::Path};
use tongbiao::{
    analysis::{Analysis, AskedFact},
    check::{AnyDocument, Checked, Limits, ReportOptions, check},
    document::DocumentKind,
    finding::Severity,
    programme::{Programme, Revisions},
    record::application::Application,
};

/// Checks every programme and tells what it is like.
pub(crate) fn run(arguments: &LintArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let mut status = Status::Accepted;
    let files = documents::programme_files(&arguments.programmes, &mut status, language);
    if files.is_empty() && status == Status::Accepted {
        return Err(Stop::Usage(documents::no_programme()));
    }
    let one = matches!(arguments.programmes.as_slice(), [only] if !only.is_dir());
    let mut lint = Lint {
        arguments,
        language,
        one,
        revisions: Revisions::default(),
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
    /// Whether a single file was named: then its account need not share a line.
    one: bool,
    revisions: Revisions,
    /// What all programmes so far ask for.
    asked: Vec<AskedFact>,
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
                complain(&input::unread(path, &error), self.language);
                return Ok(Status::Unreadable);
            }
        };
        let (bytes, size) = match &whole {
            Whole::Bytes(bytes) => (Some(bytes.as_slice()), Some(bytes.len() as u64)),
            Whole::TooLarge(size) => (None, *size),
        };
        let source = Source { name: &name, line: None, size, bytes };
        let work = || match bytes {
            Some(bytes) => {
                let checked = check(bytes, Some(DocumentKind::Programme), &limits);
                let analysis = sound(&checked).map(|programme| Analysis::of(programme, self.arguments.as_of));
                (checked, analysis)
            }
            None => (input::too_large(&limits), None),
        };
        let Some((mut checked, analysis)) = guarded(work) else {
            let name = visible(&name);
            let (zh, en) = (
                format!("{name}：因程序内部错误未能校验"),
                format!("{name}: not checked, for an error of this program"),
            );
            complain(&Said::new(zh, en), self.language);
            return Ok(Status::Internal);
        };
        if let (Some(AnyDocument::Programme(programme)), Some(bytes)) = (&checked.document, bytes) {
            let found = self.revisions.add(&name, &programme.body);
            checked.add(bytes, found, &limits);
        }
        self.print(&source, &checked, analysis.as_ref())?;
        self.asked.extend(analysis.into_iter().flat_map(|analysis| analysis.facts));
        Ok(judging::status(&checked, self.arguments.fail_on))
    }

    fn print(&mut self, source: &Source<'_>, checked: &Checked, analysis: Option<&Analysis>) -> Result<(), Stop> {
        let options = ReportOptions::default();
        let mut document = report(checked, &options);
        match self.arguments.format {
            LintFormat::Text => {
                page(source, &document.body, &options, self.language).print(&mut *self.out)?;
                // The account is there where the document itself has no errors, whatever other files say.
                if let (Some(AnyDocument::Programme(programme)), Some(analysis)) = (&checked.document, analysis) {
                    account::print(&mut *self.out, &programme.body, analysis, self.language)?;
                }
            }
            LintFormat::Json => {
                describe_input(&mut document.body, checked, source, &options.limits);
                let whole = json::object(serde_json::to_value(&document)?, analysis);
                let text =
                    if self.one { serde_json::to_string_pretty(&whole)? } else { serde_json::to_string(&whole)? };
                writeln!(self.out, "{text}")?;
            }
        }
        self.out.flush()?;
        Ok(())
    }
}

/// The programme that was read, if it has no errors.
fn sound(checked: &Checked) -> Option<&Programme> {
    match &checked.document {
        Some(AnyDocument::Programme(programme)) if checked.worst() < Some(Severity::Error) => Some(&programme.body),
        _ => None,
    }
}
