//! `tongbiao check`: reads documents, checks them on all processors, and reports the results in the order of the input.

use crate::{
    arguments::{CheckArguments, Manner},
    columns::visible,
    exit::{Status, Stop},
    fixing::{self, Copy, Fixer},
    folder::{Layout, Skipped},
    interrupt::Interrupt,
    judging::is_stranger,
    language::Said,
    lines::Line,
    pipeline::{self, Received},
    policy::Policy,
    position::Position,
    reading::{Begun, Group, Reader, Step, Stranger, Text, is_one_document, is_output, is_standard_input},
    reporting::Reporter,
    tally::Tally,
};
use std::{
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};
use tongbiao::{
    check::{Checked, Fixed, Limits, fix},
    document::DocumentKind,
    record::register::{Prepared, Preparer},
};
use tongbiao_json::{
    check::{Checking, checked, prepared},
    input::Source,
};

/// Checks all named paths.
pub(crate) fn run(arguments: &CheckArguments, manner: &Manner) -> Result<Status, Stop> {
    let mut policy = Policy::of(arguments, manner.language())?;
    let mut arguments = arguments.clone();
    if arguments.paths.is_empty() {
        arguments.paths = std::mem::take(&mut policy.paths);
    }
    all_checked(&arguments, &policy, manner)
}

fn all_checked(arguments: &CheckArguments, policy: &Policy, manner: &Manner) -> Result<Status, Stop> {
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
        documents: (!arguments.each_alone).then(Checking::default),
        // Before the folder of the copies is made.
        reporter: Reporter::new(arguments, policy, manner, is_one)?,
        fixer: Fixer::new(arguments)?,
        before: Vec::new(),
        open: None,
        files: 0,
        resumed: None,
    };
    let ended = run.reporter.begin().and_then(|()| run.all(arguments, policy)).and_then(|()| run.reporter.finish());
    let Reporter { status, language, .. } = run.reporter;
    match ended {
        // The reader of the output has closed it. The findings so far still determine the status.
        Ok(()) | Err(Stop::Pipe) => Ok(status),
        Err(stop) => {
            let status = stop.tell(language).max(status);
            run.reporter.tell_how_to_continue();
            Ok(status)
        }
    }
}

/// The result of the check of a document alone.
struct Judged {
    checked: Checked,
    /// The receipts, for the comparison with other documents.
    prepared: Prepared,
    fixed: Option<Fixed>,
    is_stranger: bool,
}

/// A step of the input, with the result of the check if it is a document. The result is none if the check failed.
struct Worked {
    step: Step,
    judged: Option<Judged>,
}

/// The work on a document alone. Nothing outside the document is used, so that documents can be checked in any order.
struct Work {
    kind: Option<DocumentKind>,
    limits: Limits,
    is_fixed: bool,
    /// None if each document is checked alone.
    preparer: Option<Preparer>,
}

/// Checks a document, after its values are fixed if that is requested, and prepares its receipts for the comparison.
fn worked(step: Step, work: &Work) -> Worked {
    let Work { kind, limits, is_fixed, preparer } = work;
    let judged = match &step {
        Step::Text(text) if !text.is_blank => guarded(|| {
            let bytes = text.bytes.as_deref();
            let wanted = bytes.filter(|_| *is_fixed);
            let fixed = wanted.and_then(|bytes| fix(bytes, *kind, limits)).filter(|fixed| !fixed.fixes.is_empty());
            let source = source("", text, fixed.as_ref());
            let checked = checked(&source, *kind, limits);
            let prepared = preparer.as_ref().map(|preparer| prepared(preparer, &checked)).unwrap_or_default();
            let is_stranger = is_stranger(&checked, bytes.unwrap_or_default());
            Judged { checked, prepared, fixed, is_stranger }
        }),
        _ => None,
    };
    Worked { step, judged }
}

/// The source of a text, with its fixed text.
fn source<'a>(name: &'a str, text: &'a Text, fixed: Option<&'a Fixed>) -> Source<'a> {
    let Text { line, size, bytes, .. } = text;
    match fixed.map(|fixed| fixed.text.as_bytes()) {
        Some(bytes) => Source { name, line: *line, size: Some(bytes.len() as u64), bytes: Some(bytes) },
        None => Source { name, line: *line, size: *size, bytes: bytes.as_deref() },
    }
}

/// A run over all named paths. It receives the steps in the order of the input.
struct Run<'a> {
    /// The earlier documents; none if each document is checked alone.
    documents: Option<Checking>,
    fixer: Option<Fixer>,
    reporter: Reporter<'a>,
    /// The counts before each folder, archive or pattern that has not ended.
    before: Vec<Tally>,
    open: Option<Open>,
    /// The number of files that have begun.
    files: usize,
    /// The last document of the run that is continued, until its file begins.
    resumed: Option<Position>,
}

/// The file that is read.
struct Open {
    /// The name in the output: that of the written file, if there is one.
    name: String,
    layout: Layout,
    stranger: Stranger,
    target: Option<PathBuf>,
    copy: Option<Copy>,
    is_left: Arc<AtomicBool>,
}

impl Run<'_> {
    fn all(&mut self, arguments: &CheckArguments, policy: &Policy) -> Result<(), Stop> {
        let limits = policy.limits;
        let preparer = self.documents.as_ref().map(Checking::preparer);
        let work = Work { kind: arguments.kind, limits, is_fixed: arguments.fix, preparer };
        let interrupt = Interrupt::watch();
        let (meter, is_total_shown) = self.reporter.meter();
        let start = self.resume()?;
        let arguments = arguments.clone();
        let reader = Reader { arguments, exclusion: policy.exclusion(), bytes_max: limits.bytes_max, meter, start };
        let reader = Arc::new(reader);
        if is_total_shown {
            sum_up(&reader);
        }
        let jobs = reader.arguments.jobs.map_or_else(processors, usize::from);
        let work = move |step| worked(step, &work);
        let mut taker = pipeline::start(jobs, move |giver| reader.all(giver), work).map_err(no_thread)?;
        loop {
            match taker.next() {
                _ if interrupt.is_set() => return self.interrupted(),
                Received::Batch(batch) => {
                    for worked in batch.results {
                        if interrupt.is_set() {
                            return self.interrupted();
                        }
                        self.step(worked)?;
                    }
                }
                Received::Nothing => self.reporter.show_progress()?,
                Received::End => return Ok(()),
                Received::Broken => return Err(Stop::Internal),
            }
        }
    }

    /// Continues an earlier run. Returns its last document.
    fn resume(&mut self) -> Result<Option<Position>, Stop> {
        let Some((position, before)) = self.reporter.resume()? else { return Ok(None) };
        (self.before, self.files) = (before, position.file.saturating_sub(1));
        self.resumed = Some(position.clone());
        Ok(Some(position))
    }

    /// Ends the run before its end. A copy that is not complete is removed.
    fn interrupted(&mut self) -> Result<(), Stop> {
        let name = self.open.take().map(|open| open.name).unwrap_or_default();
        self.reporter.interrupted(&name)
    }

    fn step(&mut self, worked: Worked) -> Result<(), Stop> {
        let Worked { step, judged } = worked;
        match step {
            Step::GroupBegins => self.before.push(self.reporter.tally),
            Step::GroupEnds(path, group) => self.group_ends(&path, group)?,
            Step::FileBegins(begun) => self.file_begins(begun)?,
            Step::Text(text) => {
                let is_used = self.open.is_some();
                self.text(&text, judged)?;
                if is_used && self.reporter.is_record_due() {
                    self.record(&text)?;
                }
            }
            Step::Noted(said) => self.reporter.remark(&said)?,
            Step::Changed => return Err(self.reporter.refuse()),
            Step::FileEnds => {
                let copy = self.open.take().and_then(|open| open.copy);
                if let Some(Err(said)) = copy.map(|copy| copy.complete(self.is_in_place())) {
                    self.reporter.complain(&said)?;
                }
            }
            Step::FileFails(path, said) => {
                if self.open.take().is_some() {
                    self.reporter.lost(&path.display().to_string(), &said)?;
                }
            }
            Step::Lost(path, said) => self.reporter.lost(&path.display().to_string(), &said)?,
            Step::Skipped(name, reason) => {
                match reason {
                    Skipped::Excluded => self.reporter.tally.excluded += 1,
                    // The summary of a run that continues is that of one run, which had no output of its own before.
                    Skipped::Output if !self.reporter.has_output => {}
                    _ => self.reporter.tally.other += 1,
                }
                self.reporter.skipped(&name, reason);
            }
        }
        Ok(())
    }

    /// Records the progress after a text.
    fn record(&mut self, text: &Text) -> Result<(), Stop> {
        let (name, open) = (text.path.display().to_string(), self.open.as_ref());
        let is_checked = open.is_some_and(|open| open.stranger == Stranger::Checked);
        let (file, line, is_left) = (self.files, text.line, open.is_none());
        let position = Position { file, name, line, is_checked, is_named: false, is_left };
        self.reporter.record(&position, &self.before)
    }

    fn group_ends(&mut self, path: &Path, group: Group) -> Result<(), Stop> {
        let Some(before) = self.before.pop() else { return Ok(()) };
        let tally = &self.reporter.tally;
        if tally.documents == before.documents && tally.unreadable == before.unreadable {
            let name = visible(&path.display().to_string());
            let (zh, en) = match group {
                Group::Folder => ("文件夹中无", "the folder contains no document"),
                Group::Archive => ("归档文件中无", "the archive contains no document"),
                Group::Pattern => ("匹配的文件中无", "no document matches the pattern"),
            };
            let said = Said::new(
                format!("{name}：{zh}可校验的文件（.json、.ndjson 或 .jsonl，且有 kind）；请核对路径"),
                format!("{name}: {en} (.json, .ndjson or .jsonl, with a `kind`); check the path"),
            );
            self.reporter.lost(&path.display().to_string(), &said)?;
        }
        Ok(())
    }

    fn file_begins(&mut self, begun: Begun) -> Result<(), Stop> {
        let Begun { path, named, layout, mut stranger, is_left } = begun;
        self.files += 1;
        if let Some(Position { is_checked, is_left: was_left, .. }) = self.resumed.take() {
            stranger = if is_checked { Stranger::Checked } else { stranger };
            if was_left {
                is_left.store(true, Ordering::Relaxed);
                return Ok(());
            }
        }
        // Findings of a fixed document are those of the written file.
        let target = match self.fixer.as_mut().map(|fixer| fixer.target(&path, &named)).transpose() {
            Ok(target) => target,
            Err(said) => {
                is_left.store(true, Ordering::Relaxed);
                return self.reporter.lost(&path.display().to_string(), &said);
            }
        };
        let name = target.as_ref().unwrap_or(&path).display().to_string();
        let copy = target.as_ref().filter(|_| layout == Layout::Lines).map(|target| Copy::new(target.clone()));
        self.open = Some(Open { name, layout, stranger, target, copy, is_left });
        Ok(())
    }

    fn is_in_place(&self) -> bool {
        self.fixer.as_ref().is_some_and(Fixer::is_in_place)
    }

    /// Receives a document, or a line without one. Nothing is open if the rest of the file is skipped.
    fn text(&mut self, text: &Text, judged: Option<Judged>) -> Result<(), Stop> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        let mut fixed = None;
        if !text.is_blank {
            match self.document(&open, text, judged)? {
                // If the first line is not a document, the file is skipped.
                Seen::Stranger => {
                    open.is_left.store(true, Ordering::Relaxed);
                    return Ok(());
                }
                Seen::Checked(text) => fixed = text,
            }
        }
        match (open.layout, text.line) {
            (Layout::One, _) => self.write(open.target.as_deref(), text, fixed.as_deref())?,
            (Layout::Lines, Some(number)) => {
                if !text.is_blank {
                    open.stranger = Stranger::Checked;
                }
                if let Some(copy) = &mut open.copy {
                    let Text { size, bytes, ending, .. } = text;
                    let line = Line { number, size: size.unwrap_or(0), bytes: bytes.as_deref(), ending };
                    copy.line(&line, fixed.as_deref());
                }
            }
            (Layout::Lines, None) => {}
        }
        self.open = Some(open);
        Ok(())
    }

    /// Writes the fixed document, or its copy.
    fn write(&mut self, target: Option<&Path>, text: &Text, fixed: Option<&str>) -> Result<(), Stop> {
        let own = text.bytes.as_deref().filter(|_| !self.is_in_place());
        let Some((target, bytes)) = target.zip(fixed.map(str::as_bytes).or(own)) else { return Ok(()) };
        match fixing::write(target, bytes) {
            Err(said) => self.reporter.complain(&said),
            Ok(()) => Ok(()),
        }
    }

    /// Compares a checked document with the earlier ones, and reports the result.
    fn document(&mut self, open: &Open, text: &Text, judged: Option<Judged>) -> Result<Seen, Stop> {
        let (documents, limits) = (&mut self.documents, &self.reporter.options.limits);
        let compared = judged.and_then(|Judged { mut checked, prepared, fixed, is_stranger }| {
            let source = source(&open.name, text, fixed.as_ref());
            if let Some(documents) = documents {
                guarded(|| documents.compare(&source, &mut checked, prepared, limits))?;
            }
            Some((checked, fixed, is_stranger))
        });
        let Some((checked, fixed, is_stranger)) = compared else {
            let source = source(&open.name, text, None);
            return self.reporter.failed(&source).map(|()| Seen::Checked(None));
        };
        if is_stranger && open.stranger == Stranger::PassedOver {
            self.reporter.tally.skipped += 1;
            self.reporter.skipped(&open.name, Skipped::NoDocument);
            return Ok(Seen::Stranger);
        }
        let source = source(&open.name, text, fixed.as_ref());
        self.reporter.document(&source, &checked, fixed.as_ref())?;
        Ok(Seen::Checked(fixed.map(|fixed| fixed.text)))
    }
}

/// The treatment of a text.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// It is not a document, and was skipped.
    Stranger,
    /// It was checked; with the fixed text, if a value was fixed.
    Checked(Option<String>),
}

/// Adds up the sizes of the files of a run that is longer than most, on a thread of its own.
pub(crate) fn sum_up(reader: &Arc<Reader>) {
    let reader = Arc::clone(reader);
    // Without this thread, the time left is not shown.
    let _ = thread::Builder::new().name("total".to_owned()).spawn(move || {
        thread::sleep(Duration::from_millis(500));
        if let Some(total) = reader.total() {
            reader.meter.set_total(total);
        }
    });
}

/// The number of processors that the process may use.
pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// The message for a system that starts no more threads.
pub(crate) fn no_thread(error: std::io::Error) -> Stop {
    let kind = error.kind();
    Stop::File(Said::new(
        format!("无法启动线程（{kind}）；请用 --jobs 指定较小的数量"),
        format!("no thread can be started ({kind}); choose a smaller number with --jobs"),
    ))
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
