//! Reads the documents of other commands as `check` reads them: on all processors, in the order of the input.

use crate::{
    arguments::CheckArguments,
    checking::{guarded, no_thread, processors, sum_up},
    columns::visible,
    exit::{Status, Stop, complain},
    folder::Skipped,
    interrupt::Interrupt,
    judging::is_stranger,
    language::{Language, Said},
    pipeline::{self, Received},
    policy::Policy,
    position::Position,
    progress::{Doing, Progress},
    reading::{Begun, Reader, Step, Stranger, Text, is_standard_input},
};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tongbiao::{
    check::{Checked, Limits},
    document::DocumentKind,
};
use tongbiao_json::{check::checked, input::Source};

/// The inputs of a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inputs {
    /// The named paths.
    pub(crate) paths: Vec<PathBuf>,
    /// Whether the standard input and the named files have one document per line.
    pub(crate) ndjson: bool,
    /// The number of threads, if it was chosen.
    pub(crate) jobs: Option<u16>,
    /// Whether no progress is shown.
    pub(crate) quiet: bool,
    /// The file that the run writes. It is not an input.
    pub(crate) out: Option<PathBuf>,
    /// The only kind of document that is used, if there is one.
    pub(crate) kind: Option<DocumentKind>,
    /// The last document of the run that is continued, and the counts up to it.
    pub(crate) start: Option<(Position, Taken)>,
}

impl Inputs {
    /// Refuses paths that cannot be read.
    pub(crate) fn require_sound(&self) -> Result<(), Stop> {
        if self.paths.iter().filter(|path| is_standard_input(path)).count() > 1 {
            return Err(Stop::Usage(Said::new(
                "标准输入（-）只能读取一次；请只指定一个 -",
                "the standard input (-) can be read only once; name it once",
            )));
        }
        Ok(())
    }
}

/// What was made of a document or a text. What the output states of one that is not used may be omitted.
pub(crate) enum Made<T> {
    /// A document that is used.
    Used(T),
    /// A document of a kind that is not used. It is stated if its file is named, or has documents that are used; otherwise it is counted
    /// as skipped.
    OtherKind(Option<T>),
    /// A text that is not a valid document. If nothing is stated, it is reported on the standard error.
    Invalid(Option<T>),
}

/// The part of a run that uses the documents.
pub(crate) trait Use<T> {
    /// Receives what was made of a document, with its source without the text.
    fn document(&mut self, source: &Source<'_>, made: T) -> Result<(), Stop>;

    /// Receives what is stated of an input that is not used.
    fn refused(&mut self, _made: T) -> Result<(), Stop> {
        Ok(())
    }

    /// Receives a path, or a document, that could not be read. The reason is also on the standard error.
    fn unread(&mut self, _source: &Source<'_>, _reason: &Said) -> Result<(), Stop> {
        Ok(())
    }

    /// Whether the progress is to be recorded.
    fn is_record_due(&self) -> bool {
        false
    }

    /// Records the progress after a document, with the counts so far.
    fn record(&mut self, _position: &Position, _taken: &Taken) -> Result<(), Stop> {
        Ok(())
    }

    /// The refusal of a run that cannot be continued with these inputs.
    fn changed(&mut self) -> Stop {
        Stop::Internal
    }

    /// The message for paths without a document that is used.
    fn nothing(&self) -> Said;

    /// Is called while no document is ready.
    fn pause(&mut self) -> Result<(), Stop>;

    /// Is called after the last document, also of an interrupted run.
    fn end(&mut self) -> Result<(), Stop>;
}

/// The counts of the documents that were read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    pub(crate) status: Status,
    /// Documents that were used.
    pub(crate) documents: usize,
    /// Documents of other kinds, and files that are not documents.
    pub(crate) skipped: usize,
    pub(crate) is_interrupted: bool,
}

/// A text, and what was made of it: `None` after an internal error.
struct Worked<T> {
    is_stranger: bool,
    made: Option<Made<T>>,
}

/// Reads all documents. `make` works on each document alone, on several threads; `using` receives the results in the order of the
/// input.
pub(crate) fn all<T: Send + 'static>(
    inputs: &Inputs,
    language: Language,
    make: impl Fn(&Source<'_>, Checked) -> Made<T> + Send + Sync + 'static,
    using: &mut dyn Use<T>,
) -> Result<Taken, Stop> {
    inputs.require_sound()?;
    let interrupt = Interrupt::watch();
    let progress = Progress::new(!inputs.quiet, Doing::Checking, language);
    let (policy, limits, kind) = (Policy::default(), Limits::default(), inputs.kind);
    let mut arguments = CheckArguments::reading(inputs.paths.clone(), inputs.ndjson, inputs.jobs);
    arguments.out = inputs.out.clone();
    let (exclusion, bytes_max, meter) = (policy.exclusion(), limits.bytes_max, progress.meter());
    let (start, before) = inputs.start.clone().unzip();
    let reader = Arc::new(Reader { arguments, exclusion, bytes_max, meter, start: start.clone() });
    if progress.is_wanted() {
        sum_up(&reader);
    }
    let jobs = inputs.jobs.map_or_else(processors, usize::from);
    let work = move |step: Step| {
        let worked = match &step {
            Step::Text(text) if !text.is_blank => guarded(|| worked(text, kind, &limits, &make)),
            _ => None,
        };
        (step, worked.unwrap_or(Worked { is_stranger: false, made: None }))
    };
    let mut taker = pipeline::start(jobs, move |giver| reader.all(giver), work).map_err(no_thread)?;
    let taken = before.unwrap_or(Taken { status: Status::Accepted, documents: 0, skipped: 0, is_interrupted: false });
    let files = start.as_ref().map_or(0, |position| position.file.saturating_sub(1));
    let is_quiet = inputs.quiet;
    let mut run = Run { language, is_quiet, progress, taken, open: None, files, resumed: start, using };
    loop {
        match taker.next() {
            _ if interrupt.is_set() => {
                run.taken.is_interrupted = true;
                run.taken.status = Status::Interrupted;
                break;
            }
            Received::Batch(batch) => {
                for (step, worked) in batch.results {
                    if interrupt.is_set() {
                        break;
                    }
                    run.step(step, worked)?;
                }
            }
            Received::Nothing => run.using.pause()?,
            Received::End => break,
            Received::Broken => return Err(Stop::Internal),
        }
        if run.progress.is_due() {
            run.progress.draw(run.taken.documents);
        }
    }
    run.progress.clear();
    run.using.end()?;
    let Taken { status, documents, is_interrupted, .. } = run.taken;
    if documents == 0 && status == Status::Accepted && !is_interrupted {
        let nothing = run.using.nothing();
        run.complain(&nothing);
    }
    Ok(run.taken)
}

fn worked<T>(
    text: &Text,
    kind: Option<DocumentKind>,
    limits: &Limits,
    make: &dyn Fn(&Source<'_>, Checked) -> Made<T>,
) -> Worked<T> {
    let bytes = text.bytes.as_deref();
    let name = text.path.display().to_string();
    let source = Source { name: &name, line: text.line, size: text.size, bytes };
    let checked = checked(&source, kind, limits);
    let is_stranger = is_stranger(&checked, bytes.unwrap_or_default());
    let made = make(&source, checked);
    Worked { is_stranger: is_stranger && !matches!(made, Made::Used(_)), made: Some(made) }
}

/// A run over all documents.
struct Run<'a, T> {
    language: Language,
    is_quiet: bool,
    progress: Progress,
    taken: Taken,
    /// The file that is read.
    open: Option<Open>,
    /// The number of files that have begun.
    files: usize,
    /// The last document of the run that is continued, until its file begins.
    resumed: Option<Position>,
    using: &'a mut dyn Use<T>,
}

struct Open {
    name: String,
    /// Whether a text that does not look like a document is skipped, with the rest of the file.
    stranger: Stranger,
    /// Whether the file is named, or has documents that are used.
    is_named: bool,
    is_left: Arc<AtomicBool>,
}

impl<T> Run<'_, T> {
    fn step(&mut self, step: Step, worked: Worked<T>) -> Result<(), Stop> {
        match step {
            Step::FileBegins(Begun { path, stranger, is_left, .. }) => {
                self.files += 1;
                let is_named = stranger == Stranger::Checked;
                let mut open = Open { name: path.display().to_string(), stranger, is_named, is_left };
                if let Some(resumed) = self.resumed.take() {
                    open.is_named = resumed.is_named;
                    open.stranger = if resumed.is_checked { Stranger::Checked } else { stranger };
                    if resumed.is_left {
                        open.is_left.store(true, Ordering::Relaxed);
                        return Ok(());
                    }
                }
                self.open = Some(open);
            }
            Step::Text(text) if !text.is_blank => {
                let is_used = self.open.is_some();
                self.text(&text, worked)?;
                if is_used && self.using.is_record_due() {
                    self.record(&text)?;
                }
            }
            Step::Noted(said) if !self.is_quiet => {
                self.progress.clear();
                complain(&said, self.language);
            }
            Step::Changed => return Err(self.using.changed()),
            Step::Lost(path, said) => self.unread(&path.display().to_string(), None, &said)?,
            Step::FileFails(path, said) => {
                if self.open.take().is_some() {
                    self.unread(&path.display().to_string(), None, &said)?;
                }
            }
            Step::Skipped(_, Skipped::NoDocument) => self.taken.skipped += 1,
            Step::FileEnds => self.open = None,
            Step::Noted(_) | Step::Text(_) | Step::Skipped(..) | Step::GroupBegins | Step::GroupEnds(..) => {}
        }
        Ok(())
    }

    /// Records the progress after a text.
    fn record(&mut self, text: &Text) -> Result<(), Stop> {
        let (name, open) = (text.path.display().to_string(), self.open.as_ref());
        let is_checked = open.is_some_and(|open| open.stranger == Stranger::Checked);
        let is_named = open.is_some_and(|open| open.is_named);
        let (file, line, is_left) = (self.files, text.line, open.is_none());
        let position = Position { file, name, line, is_checked, is_named, is_left };
        self.using.record(&position, &self.taken)
    }

    /// Receives a text. Nothing is open if the rest of the file is skipped.
    fn text(&mut self, text: &Text, worked: Worked<T>) -> Result<(), Stop> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        let source = Source { name: &open.name, line: text.line, size: text.size, bytes: None };
        if worked.is_stranger && open.stranger == Stranger::PassedOver {
            open.is_left.store(true, Ordering::Relaxed);
            self.taken.skipped += 1;
            return Ok(());
        }
        match worked.made {
            Some(Made::Used(made)) => {
                self.progress.clear();
                self.using.document(&source, made)?;
                self.taken.documents += 1;
                (open.stranger, open.is_named) = (Stranger::Checked, true);
            }
            Some(Made::OtherKind(made)) => {
                open.stranger = Stranger::Checked;
                match made.filter(|_| open.is_named) {
                    Some(made) => self.refused(made)?,
                    None => self.taken.skipped += 1,
                }
            }
            Some(Made::Invalid(Some(made))) => self.refused(made)?,
            Some(Made::Invalid(None)) => {
                let name = visible(&source.full_name());
                self.complain(&Said::new(
                    format!("{name}：不是有效的文件；请运行 `tongbiao check`"),
                    format!("{name}: not a valid document; run `tongbiao check` on the file"),
                ));
            }
            None => {
                let name = visible(&source.full_name());
                let said = Said::new(
                    format!("{name}：因程序内部错误未能读取"),
                    format!("{name}: not read because of an internal error"),
                );
                self.unread(source.name, source.line, &said)?;
                self.taken.status = self.taken.status.max(Status::Internal);
            }
        }
        self.open = Some(open);
        Ok(())
    }

    fn refused(&mut self, made: T) -> Result<(), Stop> {
        self.progress.clear();
        self.taken.status = self.taken.status.max(Status::Unreadable);
        self.using.refused(made)
    }

    fn unread(&mut self, name: &str, line: Option<usize>, reason: &Said) -> Result<(), Stop> {
        self.using.unread(&Source { name, line, size: None, bytes: None }, reason)?;
        self.complain(reason);
        Ok(())
    }

    fn complain(&mut self, said: &Said) {
        self.progress.clear();
        self.taken.status = self.taken.status.max(Status::Unreadable);
        complain(said, self.language);
    }
}
