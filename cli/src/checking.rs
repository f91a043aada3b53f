//! `tongbiao check`: reads documents one by one and checks them.

use crate::{
    arguments::{CheckArguments, Manner},
    columns::visible,
    exit::{Status, Stop},
    fixing::{self, Copy, Fixer},
    folder::{Folder, Found, Layout, Skipped},
    input::{self, STANDARD_INPUT, Whole},
    judging::is_stranger,
    language::Said,
    lines::Lines,
    policy::Policy,
    replacing,
    reporting::Reporter,
};
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};
use tongbiao::check::{Fixed, fix};
use tongbiao_json::{check::Checking, input::Source};

/// Checks all named paths.
pub(crate) fn run(arguments: &CheckArguments, manner: &Manner) -> Result<Status, Stop> {
    let mut policy = Policy::of(arguments, manner.language())?;
    let mut arguments = arguments.clone();
    if arguments.paths.is_empty() {
        arguments.paths = std::mem::take(&mut policy.paths);
    }
    checked(&arguments, &policy, manner)
}

fn checked(arguments: &CheckArguments, policy: &Policy, manner: &Manner) -> Result<Status, Stop> {
    if arguments.paths.is_empty() {
        return Err(Stop::Usage(Said::new(
            "请指定文件或文件夹，或在 tongbiao.toml 中填写 `paths`；参见 --help",
            "name files or folders, or set `paths` in tongbiao.toml; see --help",
        )));
    }
    if arguments.paths.iter().filter(|path| is_standard_input(path)).count() > 1 {
        return Err(Stop::Usage(Said::new(
            "标准输入（-）只能读取一次；请只指定一个 -",
            "the standard input (-) can be read only once; name it once",
        )));
    }
    if arguments.paths.iter().any(|path| is_output(path, arguments)) {
        return Err(Stop::Usage(Said::new(
            "--out 不得为被校验的文件；请另选文件",
            "--out must not be a checked file; choose another file",
        )));
    }
    let is_one = matches!(arguments.paths.as_slice(), [only] if is_one_document(only, arguments));
    let mut run = Run {
        arguments,
        policy,
        documents: Checking::default(),
        fixer: Fixer::new(arguments)?,
        reporter: Reporter::new(arguments, policy, manner, is_one)?,
    };
    let ended = run.reporter.begin().and_then(|()| run.all()).and_then(|()| run.reporter.finish());
    let Reporter { status, language, .. } = run.reporter;
    match ended {
        // The reader of the output has closed it. The findings so far still determine the status.
        Ok(()) | Err(Stop::Pipe) => Ok(status),
        Err(stop) => Ok(stop.tell(language).max(status)),
    }
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether a path is the file of `--out`, from an earlier run. It is not an input.
fn is_output(path: &Path, arguments: &CheckArguments) -> bool {
    let out = arguments.out.as_ref().filter(|out| out.is_file()).and_then(|out| fs::canonicalize(out).ok());
    out.is_some_and(|out| fs::canonicalize(path).is_ok_and(|path| path == out))
}

/// A run over all named paths.
struct Run<'a> {
    arguments: &'a CheckArguments,
    policy: &'a Policy,
    documents: Checking,
    fixer: Option<Fixer>,
    reporter: Reporter<'a>,
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

impl Run<'_> {
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

    fn folder(&mut self, path: &Path) -> Result<(), Stop> {
        let before = self.reporter.tally;
        for found in Folder::new(path.to_owned()) {
            match found {
                Found::File(file, _) if is_output(&file, self.arguments) => {
                    self.reporter.tally.other += 1;
                    self.reporter.skipped(&file.display().to_string(), Skipped::Output);
                }
                Found::File(file, _) if self.policy.excludes(&file) => {
                    self.reporter.tally.excluded += 1;
                    self.reporter.skipped(&file.display().to_string(), Skipped::Excluded);
                }
                Found::File(file, layout) => self.file(&file, path, layout, Stranger::PassedOver)?,
                Found::Skipped(entry, _) if replacing::is_temporary(&entry) => {}
                Found::Skipped(entry, reason) => {
                    self.reporter.tally.other += 1;
                    self.reporter.skipped(&entry.display().to_string(), reason);
                }
                Found::Unread(folder, error) => self.reporter.unread(&folder, &error)?,
            }
        }
        if self.reporter.tally.documents == before.documents && self.reporter.tally.unreadable == before.unreadable {
            let name = visible(&path.display().to_string());
            let said = Said::new(
                format!("{name}：文件夹中无可校验的文件（.json、.ndjson 或 .jsonl，且有 kind）；请核对路径"),
                format!(
                    "{name}: the folder contains no document (.json, .ndjson or .jsonl, with a `kind`); check the path"
                ),
            );
            self.reporter.lost(&path.display().to_string(), &said)?;
        }
        Ok(())
    }

    /// Checks a file that is named, or is in a named folder.
    fn file(&mut self, path: &Path, named: &Path, layout: Layout, stranger: Stranger) -> Result<(), Stop> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return self.reporter.unread(path, &error),
        };
        // Findings of a fixed document are those of the written file.
        let target = match self.fixer.as_mut().map(|fixer| fixer.target(path, named)).transpose() {
            Ok(target) => target,
            Err(said) => {
                return self.reporter.lost(&path.display().to_string(), &said);
            }
        };
        let name = target.as_deref().unwrap_or(path).display().to_string();
        match layout {
            Layout::One => match input::read_file(file, self.reporter.options.limits.bytes_max) {
                Ok(whole) => {
                    let seen = self.whole(&name, &whole, stranger)?;
                    self.write(target.as_deref(), &whole, &seen)
                }
                Err(error) => self.reporter.unread(path, &error),
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
            Some(Err(said)) => self.reporter.complain(&said),
            _ => Ok(()),
        }
    }

    fn standard_input(&mut self) -> Result<(), Stop> {
        let path = Path::new(STANDARD_INPUT);
        let stdin = io::stdin().lock();
        if self.arguments.ndjson {
            return self.lines(STANDARD_INPUT, path, stdin, Stranger::Checked, None);
        }
        match input::read_whole(stdin, 0, self.reporter.options.limits.bytes_max) {
            Ok(whole) => self.whole(STANDARD_INPUT, &whole, Stranger::Checked).map(drop),
            Err(error) => self.reporter.unread(path, &error),
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
        let mut lines = Lines::new(reader, self.reporter.options.limits.bytes_max);
        let mut copy = target.map(|target| Copy::new(target.to_owned()));
        let mut any = false;
        loop {
            let line = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => return self.reporter.unread(path, &error),
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
            Some(Err(said)) => self.reporter.complain(&said),
            _ => Ok(()),
        }
    }

    /// Checks one document, after its values are fixed if that is requested.
    fn document(&mut self, source: &Source<'_>, stranger: Stranger) -> Result<Seen, Stop> {
        let (documents, limits, kind) = (&mut self.documents, &self.reporter.options.limits, self.arguments.kind);
        let wanted = source.bytes.filter(|_| self.fixer.is_some());
        let checked = guarded(|| {
            let fixed = wanted.and_then(|bytes| fix(bytes, kind, limits)).filter(|fixed| !fixed.fixes.is_empty());
            let source = fixed_source(source, fixed.as_ref());
            (documents.check(&source, kind, limits), fixed)
        });
        let Some((checked, fixed)) = checked else {
            return self.reporter.failed(source).map(|()| Seen::Checked(None));
        };
        let fixed_source = fixed_source(source, fixed.as_ref());
        if stranger == Stranger::PassedOver && is_stranger(&checked, source.bytes.unwrap_or_default()) {
            self.reporter.tally.skipped += 1;
            self.reporter.skipped(source.name, Skipped::NoDocument);
            return Ok(Seen::Stranger);
        }
        self.reporter.document(&fixed_source, &checked, fixed.as_ref())?;
        Ok(Seen::Checked(fixed.map(|fixed| fixed.text)))
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

/// Runs the check of one document. The panic hook reports a panic; the other documents are still checked.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_one_document_only() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| std::panic::resume_unwind(Box::new("of one document"))), None::<i32>);
    }
}
