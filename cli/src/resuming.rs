//! Continues a run that ended before its end.
//!
//! During a run, its output is written to a hidden file next to the output file. A few times a second, a second hidden file receives the
//! progress: the last document whose result is in the output, the length and the digest of the output up to it, and all counts of
//! the run. It is replaced as a whole, so that it is never half written. A run that continues cuts the output back to this length, and reads
//! the input from the next document. Options and inputs must be the same.

mod progress_file;

use self::progress_file::Progress;
use crate::{
    documents,
    exit::{Stop, complain},
    fixing::unwritten,
    language::{Language, Said},
    output::Sink,
    position::Position,
    recorded::{Recorded, hex},
    replacing::{PARTIAL, PROGRESS, Replacement, behind_links},
};
use fs4::FileExt;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The shortest and the longest time between two records of the progress.
const EVERY: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));

/// The time between two records in durations of a record. A slow disk must not slow down the run.
const RECORDS: u32 = 20;

/// The size of the buffer with which an output is read.
const BUFFER: usize = 64 * 1024;

/// What must be the same in the run that continues.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    /// Options, with digests of their values.
    options: BTreeMap<String, String>,
}

impl Terms {
    /// Adds an option with its value.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        let mut digest = Sha256::new();
        digest.update(value);
        self.options.insert(name.to_owned(), hex(digest));
    }

    /// The names of the options that differ.
    fn differing(&self, others: &BTreeMap<String, String>) -> Vec<String> {
        let names = self.options.keys().chain(others.keys().filter(|name| !self.options.contains_key(*name)));
        names.filter(|name| self.options.get(*name) != others.get(*name)).cloned().collect()
    }
}

/// The place from which a run continues, and the state of the run there.
pub(crate) type Start = (Position, Value);

/// The output of a run that can be continued.
pub(crate) struct Continued {
    pub(crate) sink: Sink,
    pub(crate) journal: Journal,
    /// None if the run begins with the first document.
    pub(crate) start: Option<Start>,
}

/// Records the progress of a run.
pub(crate) struct Journal {
    /// The file of the progress.
    path: PathBuf,
    terms: Terms,
    last: Instant,
    every: Duration,
    /// Whether a progress was recorded, also by the run that is continued.
    any: bool,
}

impl Journal {
    /// Whether the progress is to be recorded.
    pub(crate) fn is_due(&self) -> bool {
        self.last.elapsed() >= self.every
    }

    /// Records the progress after a document.
    pub(crate) fn note(&mut self, position: &Position, state: Value, sink: &mut Sink) -> Result<(), Stop> {
        let begin = Instant::now();
        if let Some((length, digest)) = sink.keep()? {
            let options = self.terms.options.clone();
            let progress = Progress { options, position: position.clone(), length, digest, state };
            progress.write(&self.path).map_err(|error| Stop::File(unwritten(&self.path, &error)))?;
            self.any = true;
        }
        self.every = (begin.elapsed() * RECORDS).clamp(EVERY.0, EVERY.1);
        self.last = Instant::now();
        Ok(())
    }

    /// Removes the progress of a run that is complete.
    pub(crate) fn remove(&self) {
        // Without it, or with the progress of a complete output, the next run has the same result.
        let _ = fs::remove_file(&self.path);
    }

    /// Whether the run can be continued after its last record.
    pub(crate) fn can_continue(&self) -> bool {
        self.any
    }

    /// The refusal of a progress that does not fit the inputs, or that has another form.
    pub(crate) fn refuse(&mut self) -> Stop {
        self.any = false;
        Stop::File(changed_inputs())
    }
}

/// Opens an output file that can be continued. None if that is impossible and not required.
pub(crate) fn open(out: &Path, terms: Terms, is_resumed: bool, language: Language) -> Result<Option<Continued>, Stop> {
    let failed = |error: io::Error| Stop::File(unwritten(out, &error));
    let target = behind_links(out).map_err(failed)?;
    let found = match fs::metadata(&target) {
        Ok(found) if !found.is_file() => return if is_resumed { Err(Stop::Usage(no_file())) } else { Ok(None) },
        Ok(found) if found.permissions().readonly() => return Err(failed(io::ErrorKind::PermissionDenied.into())),
        Ok(found) => Some(found),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let (partial, path) = beside(&target);
    let progress = if is_resumed { Progress::read(&path).map_err(|said| Stop::File(at(out, &said)))? } else { None };
    let differing = progress.as_ref().map(|progress| terms.differing(&progress.options)).unwrap_or_default();
    if !differing.is_empty() {
        return Err(Stop::Usage(other_terms(&differing)));
    }
    let Some(mut file) = locked(&partial).map_err(failed)? else {
        return if is_resumed { Err(Stop::File(at(out, &in_use()))) } else { Ok(None) };
    };
    let mut journal = Journal { path, terms, last: Instant::now(), every: EVERY.0, any: false };
    let Some(progress) = progress else {
        if is_resumed {
            complain(&at(out, &nothing_to_continue()), language);
        }
        journal.remove();
        file.set_len(0).map_err(failed)?;
        if let Some(found) = found {
            // Before the first byte: the content is never readable by others than before.
            file.set_permissions(found.permissions()).map_err(failed)?;
        }
        let recorded = Recorded::after(file, 0, Sha256::new());
        let sink = Sink::continued(Replacement::of(target, partial, recorded));
        return Ok(Some(Continued { sink, journal, start: None }));
    };
    let Progress { position, length, digest, state, .. } = progress;
    let is_same = |found: &Sha256| hex(found.clone()) == digest;
    let recorded = match prefix(&mut file, length).map_err(failed)?.filter(is_same) {
        Some(recorded) => recorded,
        // After an interrupt, the output so far is in the file itself, with its end.
        None => match copied(&target, &mut file, length, is_same).map_err(failed)? {
            Some(recorded) => recorded,
            None => {
                if file.metadata().is_ok_and(|found| found.len() == 0) {
                    let _ = fs::remove_file(&partial);
                }
                return Err(Stop::File(at(out, &changed_output())));
            }
        },
    };
    file.set_len(length).and_then(|()| file.seek(SeekFrom::Start(length))).map_err(failed)?;
    let mut sink = Sink::continued(Replacement::of(target, partial, Recorded::after(file, length, recorded)));
    // The output so far remains, also if this run ends before its first record.
    sink.keep().map_err(failed)?;
    journal.any = true;
    Ok(Some(Continued { sink, journal, start: Some((position, state)) }))
}

/// The files next to an output: the output so far, and the progress.
fn beside(target: &Path) -> (PathBuf, PathBuf) {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let file = |ending: &str| target.with_file_name(format!(".{name}{ending}"));
    (file(PARTIAL), file(PROGRESS))
}

/// Opens the file of the output so far, which one run at a time may use. None if another run uses it, or the system has no locks.
fn locked(partial: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(partial)?;
    // A run that has just ended may have moved the file.
    Ok((FileExt::try_lock(&file).is_ok() && partial.exists()).then_some(file))
}

/// The digest of the beginning of a file; none if the file is shorter.
fn prefix(file: &mut File, length: u64) -> io::Result<Option<Sha256>> {
    if file.metadata()?.len() < length {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(0))?;
    read(file, length, |_| Ok(()))
}

/// Copies the beginning of the output file; none if it is not as wanted.
fn copied(
    target: &Path,
    file: &mut File,
    length: u64,
    is_wanted: impl Fn(&Sha256) -> bool,
) -> io::Result<Option<Sha256>> {
    let mut source = match File::open(target) {
        Ok(source) => source,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if prefix(&mut source, length)?.filter(&is_wanted).is_none() {
        return Ok(None);
    }
    file.set_permissions(source.metadata()?.permissions())?;
    file.set_len(0)?;
    for file in [&mut source, &mut *file] {
        file.seek(SeekFrom::Start(0))?;
    }
    Ok(read(&mut source, length, |bytes| file.write_all(bytes))?.filter(is_wanted))
}

/// Reads the beginning of a file, and passes it on.
fn read(file: &mut File, length: u64, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<Option<Sha256>> {
    let (mut digest, mut left, mut buffer) = (Sha256::new(), length, vec![0; BUFFER]);
    let mut file = file.take(length);
    while left > 0 {
        let count = file.read(&mut buffer)?;
        let bytes = buffer.get(..count).unwrap_or_default();
        if bytes.is_empty() {
            return Ok(None);
        }
        digest.update(bytes);
        each(bytes)?;
        left = left.saturating_sub(count as u64);
    }
    Ok(Some(digest))
}

fn at(out: &Path, Said { zh, en }: &Said) -> Said {
    let name = documents::name(out);
    Said::new(format!("{name}：{zh}"), format!("{name}: {en}"))
}

/// The refusal of an input that cannot be read twice.
pub(crate) fn not_twice() -> Said {
    Said::new(
        "--resume 要求输入均为文件或文件夹：标准输入和管道不能重新读取；请先存为文件",
        "--resume is for files and folders: the standard input and pipes cannot be read again; store them in a file first",
    )
}

/// How to continue a run.
pub(crate) fn how_to_continue() -> Said {
    Said::new("加 --resume 重新运行同一命令，即可继续", "to continue, run the same command with --resume")
}

fn changed_inputs() -> Said {
    Said::new(
        "输入与中断的运行不同，不能继续；请不加 --resume 重新运行",
        "the inputs are not those of the interrupted run, which cannot be continued; run the command without --resume to begin again",
    )
}

fn other_terms(differing: &[String]) -> Said {
    let names = differing.join(", ");
    Said::new(
        format!("与中断的运行不同，不能继续：{names}；请使用相同的选项和输入，或不加 --resume 重新运行"),
        format!(
            "not as in the interrupted run, which cannot be continued: {names}; use the same options and inputs, or run the command without \
             --resume to begin again"
        ),
    )
}

fn no_file() -> Said {
    Said::new("--resume 要求 --out 为普通文件", "--resume requires a regular file for --out")
}

fn in_use() -> Said {
    Said::new(
        "另一运行正在写此文件，或文件系统不支持锁定；请待其结束，或不加 --resume 重新运行",
        "another run writes this file, or the file system has no locks; wait for its end, or run the command without --resume",
    )
}

fn nothing_to_continue() -> Said {
    Said::new("没有可继续的运行；从第一份文件开始", "there is no run to continue; begins with the first document")
}

fn changed_output() -> Said {
    Said::new(
        "中断的运行的输出已被删除或改动，不能继续；请不加 --resume 重新运行",
        "the output of the interrupted run was deleted or changed; run the command without --resume to begin again",
    )
}
