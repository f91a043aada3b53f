//! Reads documents for an index as `check` reads them: on all processors, in the order of the input.

use crate::{
    arguments::{CheckArguments, DocumentArguments},
    checking::{guarded, no_thread, processors, sum_up},
    columns::visible,
    exit::{Status, Stop, complain},
    folder::Skipped,
    interrupt::Interrupt,
    judging::is_stranger,
    language::{Language, Said},
    pipeline::{self, Received},
    policy::Policy,
    progress::Progress,
    reading::{Begun, Reader, Step, Stranger, Text, is_standard_input},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tongbiao::check::{AnyDocument, Checked, Limits};
use tongbiao_json::{check::checked, input::Source};

/// The part of a run that uses the documents.
pub(super) trait Use<T> {
    /// Receives what was made of a document, with the name of its file and its line.
    fn document(&mut self, name: &str, line: Option<usize>, made: T) -> Result<(), Stop>;

    /// Is called while no document is ready.
    fn pause(&mut self) -> Result<(), Stop>;

    /// Is called after the last document, also of an interrupted run.
    fn end(&mut self) -> Result<(), Stop>;
}

/// The counts of the documents that were read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    pub(super) status: Status,
    /// Documents that were used.
    pub(super) documents: usize,
    /// Documents of other kinds, and files that are not documents.
    pub(super) skipped: usize,
    pub(super) is_interrupted: bool,
}

/// What was made of a text.
enum Worked<T> {
    /// A document.
    Made(T),
    /// A document of a kind that is not used.
    OtherKind,
    /// A text that does not look like a document.
    Stranger,
    /// A text that is not a valid document.
    Invalid,
    /// An internal error.
    Failed,
}

/// Reads all documents. `kinds` names the kinds that are used, for a message. `make` works on each document alone, on several threads; `using` receives the results in the order of the
/// input.
pub(super) fn all<T: Send + 'static>(
    arguments: &DocumentArguments,
    language: Language,
    kinds: &Said,
    make: impl Fn(AnyDocument) -> Option<T> + Send + Sync + 'static,
    using: &mut dyn Use<T>,
) -> Result<Taken, Stop> {
    if arguments.paths.iter().filter(|path| is_standard_input(path)).count() > 1 {
        return Err(Stop::Usage(Said::new(
            "标准输入（-）只能读取一次；请只指定一个 -",
            "the standard input (-) can be read only once; name it once",
        )));
    }
    let interrupt = Interrupt::watch();
    let progress = Progress::new(!arguments.quiet, language);
    let (policy, limits) = (Policy::default(), Limits::default());
    let paths = CheckArguments::reading(arguments.paths.clone(), arguments.ndjson, arguments.jobs);
    let reader = Arc::new(Reader {
        arguments: paths,
        exclusion: policy.exclusion(),
        bytes_max: limits.bytes_max,
        meter: progress.meter(),
    });
    if progress.is_wanted() {
        sum_up(&reader);
    }
    let jobs = arguments.jobs.map_or_else(processors, usize::from);
    let work = move |step: Step| {
        let made = match &step {
            Step::Text(text) if !text.is_blank => guarded(|| worked(text, &limits, &make)).unwrap_or(Worked::Failed),
            _ => Worked::OtherKind,
        };
        (step, made)
    };
    let mut taker = pipeline::start(jobs, move |giver| reader.all(giver), work).map_err(no_thread)?;
    let taken = Taken { status: Status::Accepted, documents: 0, skipped: 0, is_interrupted: false };
    let mut run = Run { language, progress, taken, open: None, using };
    loop {
        match taker.next() {
            _ if interrupt.is_set() => {
                run.taken.is_interrupted = true;
                run.taken.status = Status::Interrupted;
                break;
            }
            Received::Batch(batch) => {
                for (step, made) in batch.results {
                    if interrupt.is_set() {
                        break;
                    }
                    run.step(step, made)?;
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
        run.complain(&Said::new(
            format!("未找到{}；请核对路径", kinds.zh),
            format!("no {} was found; check the paths", kinds.en),
        ));
    }
    Ok(run.taken)
}

fn worked<T>(text: &Text, limits: &Limits, make: &dyn Fn(AnyDocument) -> Option<T>) -> Worked<T> {
    let bytes = text.bytes.as_deref();
    let source = Source { name: "", line: text.line, size: text.size, bytes };
    let checked: Checked = checked(&source, None, limits);
    if is_stranger(&checked, bytes.unwrap_or_default()) {
        return Worked::Stranger;
    }
    match checked.document {
        Some(document) => make(document).map_or(Worked::OtherKind, Worked::Made),
        None => Worked::Invalid,
    }
}

/// A run over all documents.
struct Run<'a, T> {
    language: Language,
    progress: Progress,
    taken: Taken,
    /// The file that is read.
    open: Option<Open>,
    using: &'a mut dyn Use<T>,
}

struct Open {
    name: String,
    stranger: Stranger,
    is_left: Arc<AtomicBool>,
}

impl<T> Run<'_, T> {
    fn step(&mut self, step: Step, made: Worked<T>) -> Result<(), Stop> {
        match step {
            Step::FileBegins(Begun { path, stranger, is_left, .. }) => {
                let name = if is_standard_input(&path) {
                    crate::input::STANDARD_INPUT.to_owned()
                } else {
                    path.display().to_string()
                };
                self.open = Some(Open { name, stranger, is_left });
            }
            Step::Text(text) if !text.is_blank => self.text(&text, made)?,
            Step::Lost(_, said) | Step::FileFails(_, said) => self.complain(&said),
            Step::Skipped(_, Skipped::NoDocument) => self.taken.skipped += 1,
            Step::FileEnds => self.open = None,
            Step::Text(_) | Step::Skipped(..) | Step::GroupBegins | Step::GroupEnds(..) => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &Text, made: Worked<T>) -> Result<(), Stop> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let source = Source { name: &open.name, line: text.line, size: None, bytes: None };
        match made {
            Worked::Stranger if open.stranger == Stranger::PassedOver => {
                open.is_left.store(true, Ordering::Relaxed);
                self.open = None;
                self.taken.skipped += 1;
            }
            Worked::Made(made) => {
                open.stranger = Stranger::Checked;
                self.progress.clear();
                self.using.document(&open.name, text.line, made)?;
                self.taken.documents += 1;
            }
            Worked::OtherKind => {
                open.stranger = Stranger::Checked;
                self.taken.skipped += 1;
            }
            Worked::Stranger | Worked::Invalid => {
                let name = visible(&source.full_name());
                self.complain(&Said::new(
                    format!("{name}：不是有效的文件；请运行 `tongbiao check`"),
                    format!("{name}: not a valid document; run `tongbiao check` on the file"),
                ));
            }
            Worked::Failed => {
                let name = visible(&source.full_name());
                self.complain(&Said::new(
                    format!("{name}：因程序内部错误未能读取"),
                    format!("{name}: not read because of an internal error"),
                ));
                self.taken.status = Status::Internal;
            }
        }
        Ok(())
    }

    fn complain(&mut self, said: &Said) {
        self.progress.clear();
        self.taken.status = self.taken.status.max(Status::Unreadable);
        complain(said, self.language);
    }
}
