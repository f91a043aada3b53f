//! `tongbiao check`: reads documents one by one, checks them, prints and counts the findings.

use crate::{
    arguments::{CheckArguments, CheckFormat, Manner},
    columns::visible,
    exit::{Status, Stop, complain},
    fixing::{self, Copy, Fixer},
    folder::{Folder, Found, Layout, Skipped},
    input::{self, STANDARD_INPUT, Whole},
    judging::{is_stranger, status},
    language::{Language, Said},
    lines::Lines,
    output::{self, STRONG},
    progress::Progress,
    tally::Tally,
    text_output::Page,
};
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};
use tongbiao::{
    check::{Checked, Fixed, Limits, ReportOptions, fix},
    report::FindingsReport,
};
use tongbiao_json::{
    check::{Checking, report},
    input::Source,
    reply,
};

/// Checks all named paths.
pub(crate) fn run(arguments: &CheckArguments, manner: &Manner) -> Result<Status, Stop> {
    if arguments.paths.iter().filter(|path| is_standard_input(path)).count() > 1 {
        return Err(Stop::Usage(Said::new(
            "标准输入（-）只能读取一次；请只指定一个 -",
            "the standard input (-) can be read only once; name it once",
        )));
    }
    let mut run = Run::new(arguments, manner)?;
    match run.all().and_then(|()| run.finish()) {
        // The reader of the output has closed it. The findings so far still determine the status.
        Ok(()) | Err(Stop::Pipe) => Ok(run.status),
        Err(stop) => Ok(stop.tell(run.language).max(run.status)),
    }
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How reports are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    /// One report, indented.
    Report,
    /// One report on each line.
    ReportLines,
}

/// A run over all named paths.
struct Run<'a> {
    arguments: &'a CheckArguments,
    language: Language,
    form: Form,
    options: ReportOptions,
    out: Box<dyn Write>,
    progress: Progress,
    documents: Checking,
    fixer: Option<Fixer>,
    tally: Tally,
    status: Status,
}

/// The treatment of a text.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// It is not a document, and was skipped.
    Stranger,
    /// It was checked; with the fixed text, if a value was fixed.
    Checked(Option<String>),
}

/// Whether a file without a kind is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stranger {
    PassedOver,
    Checked,
}

impl<'a> Run<'a> {
    fn new(arguments: &'a CheckArguments, manner: &Manner) -> Result<Self, Stop> {
        let language = manner.language();
        let form = match (arguments.format, arguments.paths.as_slice()) {
            (CheckFormat::Text, _) => Form::Text,
            (CheckFormat::Json, [only]) if is_one_document(only, arguments) => Form::Report,
            (CheckFormat::Json | CheckFormat::Ndjson, _) => Form::ReportLines,
        };
        Ok(Self {
            arguments,
            language,
            form,
            options: ReportOptions {
                show_values: arguments.show_values,
                findings_max: usize::try_from(arguments.max_findings).unwrap_or(usize::MAX),
                limits: Limits::default(),
            },
            out: if form == Form::Text { output::for_people(manner.color) } else { output::for_programs() },
            progress: Progress::new(!arguments.quiet, language),
            documents: Checking::default(),
            fixer: Fixer::new(arguments)?,
            tally: Tally::default(),
            status: Status::Accepted,
        })
    }

    fn all(&mut self) -> Result<(), Stop> {
        let arguments = self.arguments;
        for path in &arguments.paths {
            if is_standard_input(path) {
                self.standard_input()?;
            } else if fs::metadata(path).is_ok_and(|found| found.is_dir()) {
                self.folder(path)?;
            } else {
                self.file(path, path, layout_of(path, arguments), Stranger::Checked)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Stop> {
        self.progress.clear();
        if self.form == Form::Text && !self.arguments.quiet {
            for line in self.tally.summary(self.language) {
                writeln!(self.out, "{STRONG}{line}{STRONG:#}")?;
            }
        }
        self.out.flush()?;
        if self.form != Form::Text && self.fixer.is_some() && !self.arguments.quiet {
            // The standard output holds reports only.
            complain(&self.tally.fixes(), self.language);
        }
        Ok(())
    }

    fn folder(&mut self, path: &Path) -> Result<(), Stop> {
        let before = self.tally;
        for found in Folder::new(path.to_owned()) {
            match found {
                Found::File(file, layout) => self.file(&file, path, layout, Stranger::PassedOver)?,
                Found::Skipped(entry, reason) => {
                    self.tally.other += 1;
                    self.skipped(&entry.display().to_string(), reason);
                }
                Found::Unread(folder, error) => self.unread(&folder, &error)?,
            }
        }
        if self.tally.documents == before.documents && self.tally.unreadable == before.unreadable {
            let name = visible(&path.display().to_string());
            self.complain(&Said::new(
                format!("{name}：文件夹中无可校验的文件（.json、.ndjson 或 .jsonl，且有 kind）；请核对路径"),
                format!(
                    "{name}: the folder contains no document (.json, .ndjson or .jsonl, with a `kind`); check the path"
                ),
            ))?;
            self.tally.unreadable += 1;
        }
        Ok(())
    }

    /// Names a skipped entry, if requested.
    fn skipped(&mut self, name: &str, reason: Skipped) {
        if self.arguments.list_skipped {
            self.progress.clear();
            let (name, Said { zh, en }) = (visible(name), reason.said());
            complain(&Said::new(format!("{name}：已跳过（{zh}）"), format!("{name}: skipped ({en})")), self.language);
        }
    }

    /// Checks a file that is named, or is in a named folder.
    fn file(&mut self, path: &Path, named: &Path, layout: Layout, stranger: Stranger) -> Result<(), Stop> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return self.unread(path, &error),
        };
        // Findings of a fixed document are those of the written file.
        let target = match self.fixer.as_mut().map(|fixer| fixer.target(path, named)).transpose() {
            Ok(target) => target,
            Err(said) => {
                self.tally.unreadable += 1;
                return self.complain(&said);
            }
        };
        let name = target.as_deref().unwrap_or(path).display().to_string();
        match layout {
            Layout::One => match input::read_file(file, self.options.limits.bytes_max) {
                Ok(whole) => {
                    let seen = self.whole(&name, &whole, stranger)?;
                    self.write(target.as_deref(), &whole, &seen)
                }
                Err(error) => self.unread(path, &error),
            },
            Layout::Lines => self.lines(&name, path, BufReader::new(file), stranger, target.as_deref()),
        }
    }

    /// Writes the fixed document, or its copy.
    fn write(&mut self, target: Option<&Path>, whole: &Whole, seen: &Seen) -> Result<(), Stop> {
        let in_place = self.fixer.as_ref().is_some_and(Fixer::is_in_place);
        let bytes = match (seen, whole) {
            (Seen::Checked(Some(text)), _) => text.as_bytes(),
            (Seen::Checked(None), Whole::Bytes(bytes)) if !in_place => bytes,
            _ => return Ok(()),
        };
        match target.map(|target| fixing::write(target, bytes)) {
            Some(Err(said)) => self.complain(&said),
            _ => Ok(()),
        }
    }

    fn standard_input(&mut self) -> Result<(), Stop> {
        let path = Path::new(STANDARD_INPUT);
        let stdin = io::stdin().lock();
        if self.arguments.ndjson {
            return self.lines(STANDARD_INPUT, path, stdin, Stranger::Checked, None);
        }
        match input::read_whole(stdin, 0, self.options.limits.bytes_max) {
            Ok(whole) => self.whole(STANDARD_INPUT, &whole, Stranger::Checked).map(drop),
            Err(error) => self.unread(path, &error),
        }
    }

    fn whole(&mut self, name: &str, whole: &Whole, stranger: Stranger) -> Result<Seen, Stop> {
        let (bytes, size) = match whole {
            Whole::Bytes(bytes) => (Some(bytes.as_slice()), Some(bytes.len() as u64)),
            Whole::TooLarge(size) => (None, *size),
        };
        self.document(&Source { name, line: None, size, bytes }, stranger)
    }

    fn lines(
        &mut self,
        name: &str,
        path: &Path,
        reader: impl BufRead,
        mut stranger: Stranger,
        target: Option<&Path>,
    ) -> Result<(), Stop> {
        let mut lines = Lines::new(reader, self.options.limits.bytes_max);
        let mut copy = target.map(|target| Copy::new(target.to_owned()));
        let mut any = false;
        loop {
            let line = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => return self.unread(path, &error),
            };
            let mut fixed = None;
            if line.bytes.is_none_or(|bytes| !bytes.trim_ascii().is_empty()) {
                any = true;
                let source = Source { name, line: Some(line.number), size: Some(line.size), bytes: line.bytes };
                match self.document(&source, stranger)? {
                    // If the first line is not a document, the file is skipped.
                    Seen::Stranger => return Ok(()),
                    Seen::Checked(text) => fixed = text,
                }
                stranger = Stranger::Checked;
            }
            if let Some(copy) = &mut copy {
                copy.line(&line, fixed.as_deref());
            }
        }
        if !any {
            self.document(&Source { name, line: None, size: Some(0), bytes: Some(b"") }, stranger)?;
        }
        let in_place = self.fixer.as_ref().is_some_and(Fixer::is_in_place);
        match copy.map(|copy| copy.complete(in_place)) {
            Some(Err(said)) => self.complain(&said),
            _ => Ok(()),
        }
    }

    /// Checks one document, after its values are fixed if that is requested.
    fn document(&mut self, source: &Source<'_>, stranger: Stranger) -> Result<Seen, Stop> {
        let (documents, limits, kind) = (&mut self.documents, &self.options.limits, self.arguments.kind);
        let wanted = source.bytes.filter(|_| self.fixer.is_some());
        let checked = guarded(|| {
            let fixed = wanted.and_then(|bytes| fix(bytes, kind, limits)).filter(|fixed| !fixed.fixes.is_empty());
            let source = fixed_source(source, fixed.as_ref());
            (documents.check(&source, kind, limits), fixed)
        });
        let Some((checked, fixed)) = checked else {
            return self.failed(source).map(|()| Seen::Checked(None));
        };
        let fixed_source = fixed_source(source, fixed.as_ref());
        if stranger == Stranger::PassedOver && is_stranger(&checked, source.bytes.unwrap_or_default()) {
            self.tally.skipped += 1;
            self.skipped(source.name, Skipped::NoDocument);
            return Ok(Seen::Stranger);
        }
        self.tally.count(&checked);
        self.status = self.status.max(status(&checked, self.arguments.fail_on));
        if let Some(fixed) = &fixed {
            self.tally.fixed += fixed.fixes.len();
            self.tally.fixed_documents += 1;
            if self.form == Form::Text && !self.arguments.quiet {
                self.progress.clear();
                let place = (source.name, source.line);
                let show_values = self.options.show_values || checked.is_public();
                fixing::print(&mut *self.out, place, fixed, show_values, self.language)?;
            }
        }
        self.print(&fixed_source, &checked)?;
        if self.progress.is_due() {
            self.out.flush()?;
            self.progress.draw(self.tally.documents);
        }
        Ok(Seen::Checked(fixed.map(|fixed| fixed.text)))
    }

    fn print(&mut self, source: &Source<'_>, checked: &Checked) -> Result<(), Stop> {
        if self.form == Form::Text && checked.findings.is_empty() {
            return Ok(());
        }
        let document = report(checked, source, &self.options);
        self.progress.clear();
        match self.form {
            Form::Text => {
                let show_values = self.options.show_values || checked.is_public();
                page(source, &document.body, show_values, self.language).print(&mut *self.out)?;
            }
            Form::Report => self.out.write_all(document.to_json()?.as_bytes())?,
            Form::ReportLines => writeln!(self.out, "{}", reply::line(&document)?)?,
        }
        // During a long run, the result of each document is visible as soon as it is known.
        self.out.flush()?;
        Ok(())
    }

    fn unread(&mut self, path: &Path, error: &io::Error) -> Result<(), Stop> {
        self.tally.unreadable += 1;
        self.complain(&input::unread(path, error))
    }

    fn complain(&mut self, said: &Said) -> Result<(), Stop> {
        self.status = self.status.max(Status::Unreadable);
        self.progress.clear();
        self.out.flush()?;
        complain(said, self.language);
        Ok(())
    }

    fn failed(&mut self, source: &Source<'_>) -> Result<(), Stop> {
        let name = visible(&source.full_name());
        self.tally.unreadable += 1;
        self.complain(&Said::new(
            format!("{name}：因程序内部错误未能校验"),
            format!("{name}: not checked because of an internal error"),
        ))?;
        self.status = Status::Internal;
        Ok(())
    }
}

/// The source with its fixed text.
fn fixed_source<'a>(source: &Source<'a>, fixed: Option<&'a Fixed>) -> Source<'a> {
    match fixed.map(|fixed| fixed.text.as_bytes()) {
        Some(bytes) => Source { bytes: Some(bytes), size: Some(bytes.len() as u64), ..*source },
        None => *source,
    }
}

fn layout_of(path: &Path, arguments: &CheckArguments) -> Layout {
    if arguments.ndjson { Layout::Lines } else { Layout::of(path).unwrap_or(Layout::One) }
}

/// Whether a path is one document. Its report is then indented, not on one line.
fn is_one_document(path: &Path, arguments: &CheckArguments) -> bool {
    if is_standard_input(path) {
        return !arguments.ndjson;
    }
    layout_of(path, arguments) == Layout::One && !fs::metadata(path).is_ok_and(|found| found.is_dir())
}

/// The report of a document in the format for people.
pub(crate) fn page<'a>(
    source: &'a Source<'_>,
    report: &'a FindingsReport,
    show_values: bool,
    language: Language,
) -> Page<'a> {
    Page {
        name: source.name,
        line: source.line,
        text: valid_text(source.bytes.unwrap_or_default()),
        report,
        show_values,
        language,
    }
}

/// Runs the check of one document. The panic hook reports a panic; the other documents are still checked.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The text of a document as far as it is UTF-8, for excerpts.
fn valid_text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_else(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        std::str::from_utf8(valid).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_one_document_only() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| std::panic::resume_unwind(Box::new("of one document"))), None::<i32>);
    }

    #[test]
    fn text_before_what_is_not_utf8() {
        assert_eq!(valid_text("童a".as_bytes()), "童a");
        assert_eq!(valid_text(b"ab\xffcd"), "ab");
    }
}
