//! `tongbiao check`: reads documents one by one, checks them, prints and counts the findings.

use crate::{
    arguments::{CheckArguments, CheckFormat, Manner},
    columns::visible,
    exit::{Status, Stop, complain},
    folder::{Folder, Layout},
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
    check::{Checked, Limits, ReportOptions},
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
    let mut run = Run::new(arguments, manner);
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
    tally: Tally,
    status: Status,
}

/// Whether a file without a kind is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stranger {
    PassedOver,
    Checked,
}

impl<'a> Run<'a> {
    fn new(arguments: &'a CheckArguments, manner: &Manner) -> Self {
        let language = manner.language();
        let form = match (arguments.format, arguments.paths.as_slice()) {
            (CheckFormat::Text, _) => Form::Text,
            (CheckFormat::Json, [only]) if is_one_document(only, arguments) => Form::Report,
            (CheckFormat::Json | CheckFormat::Ndjson, _) => Form::ReportLines,
        };
        Self {
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
            tally: Tally::default(),
            status: Status::Accepted,
        }
    }

    fn all(&mut self) -> Result<(), Stop> {
        let arguments = self.arguments;
        for path in &arguments.paths {
            if is_standard_input(path) {
                self.standard_input()?;
            } else if fs::metadata(path).is_ok_and(|found| found.is_dir()) {
                self.folder(path)?;
            } else {
                self.file(path, layout_of(path, arguments), Stranger::Checked)?;
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
        Ok(())
    }

    fn folder(&mut self, path: &Path) -> Result<(), Stop> {
        let before = self.tally;
        for found in Folder::new(path.to_owned()) {
            match found {
                Ok((file, layout)) => self.file(&file, layout, Stranger::PassedOver)?,
                Err((folder, error)) => self.unread(&folder, &error)?,
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

    fn file(&mut self, path: &Path, layout: Layout, stranger: Stranger) -> Result<(), Stop> {
        let name = path.display().to_string();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return self.unread(path, &error),
        };
        match layout {
            Layout::One => match input::read_file(file, self.options.limits.bytes_max) {
                Ok(whole) => self.whole(&name, &whole, stranger),
                Err(error) => self.unread(path, &error),
            },
            Layout::Lines => self.lines(&name, path, BufReader::new(file), stranger),
        }
    }

    fn standard_input(&mut self) -> Result<(), Stop> {
        let path = Path::new(STANDARD_INPUT);
        let stdin = io::stdin().lock();
        if self.arguments.ndjson {
            return self.lines(STANDARD_INPUT, path, stdin, Stranger::Checked);
        }
        match input::read_whole(stdin, 0, self.options.limits.bytes_max) {
            Ok(whole) => self.whole(STANDARD_INPUT, &whole, Stranger::Checked),
            Err(error) => self.unread(path, &error),
        }
    }

    fn whole(&mut self, name: &str, whole: &Whole, stranger: Stranger) -> Result<(), Stop> {
        let (bytes, size) = match whole {
            Whole::Bytes(bytes) => (Some(bytes.as_slice()), Some(bytes.len() as u64)),
            Whole::TooLarge(size) => (None, *size),
        };
        self.document(&Source { name, line: None, size, bytes }, stranger).map(drop)
    }

    fn lines(&mut self, name: &str, path: &Path, reader: impl BufRead, mut stranger: Stranger) -> Result<(), Stop> {
        let mut lines = Lines::new(reader, self.options.limits.bytes_max);
        let mut any = false;
        loop {
            let line = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => return self.unread(path, &error),
            };
            if line.bytes.is_some_and(|bytes| bytes.trim_ascii().is_empty()) {
                continue;
            }
            any = true;
            let source = Source { name, line: Some(line.number), size: Some(line.size), bytes: line.bytes };
            if !self.document(&source, stranger)? {
                // If the first line is not a document, the file is skipped.
                return Ok(());
            }
            stranger = Stranger::Checked;
        }
        if !any {
            self.document(&Source { name, line: None, size: Some(0), bytes: Some(b"") }, stranger)?;
        }
        Ok(())
    }

    /// Checks one document. Returns false if the text is not a document.
    fn document(&mut self, source: &Source<'_>, stranger: Stranger) -> Result<bool, Stop> {
        let (documents, limits) = (&mut self.documents, &self.options.limits);
        let Some(checked) = guarded(|| documents.check(source, self.arguments.kind, limits)) else {
            return self.failed(source).map(|()| true);
        };
        if stranger == Stranger::PassedOver && is_stranger(&checked) {
            self.tally.skipped += 1;
            return Ok(false);
        }
        self.tally.count(&checked);
        self.status = self.status.max(status(&checked, self.arguments.fail_on));
        self.print(source, &checked)?;
        if self.progress.is_due() {
            self.out.flush()?;
            self.progress.draw(self.tally.documents);
        }
        Ok(true)
    }

    fn print(&mut self, source: &Source<'_>, checked: &Checked) -> Result<(), Stop> {
        if self.form == Form::Text && checked.findings.is_empty() {
            return Ok(());
        }
        let document = report(checked, source, &self.options);
        self.progress.clear();
        match self.form {
            Form::Text => {
                page(source, &document.body, &self.options, self.language).print(&mut *self.out)?;
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
    options: &ReportOptions,
    language: Language,
) -> Page<'a> {
    Page {
        name: source.name,
        line: source.line,
        text: valid_text(source.bytes.unwrap_or_default()),
        report,
        show_values: options.show_values,
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
