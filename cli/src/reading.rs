//! Reads the named paths of a check in their order, on a thread of its own.

mod archives;
mod giver;
mod listing;
mod naming;
mod step;
mod total;

pub(crate) use self::{
    giver::Giver,
    step::{Begun, Group, Step, Stranger, Text},
};

use crate::{
    arguments::CheckArguments,
    columns::visible,
    folder::{Folder, Found, Layout, Skipped},
    input::{self, STANDARD_INPUT, Whole},
    language::Said,
    lines::Lines,
    meter::{Meter, Metered},
    packed::{self, Content, Packing, Stream},
    pattern::Pattern,
    pipeline::{self, Closed},
    policy::Exclusion,
    position::Position,
    replacing,
};
use std::{
    fs::{self, File, Metadata},
    io::{self, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// The size of the buffer of a file with one document per line.
const BUFFER: usize = 64 * 1024;

/// The message for a file that cannot be read.
type Unread = fn(&Path, &io::Error) -> Said;

/// Reads the named paths.
#[derive(Debug)]
pub(crate) struct Reader {
    /// The arguments of the run.
    pub(crate) arguments: CheckArguments,
    /// The files of folders that the policy leaves out.
    pub(crate) exclusion: Exclusion,
    /// The maximum size of a document.
    pub(crate) bytes_max: usize,
    /// The bytes that are read.
    pub(crate) meter: Arc<Meter>,
    /// The document after which the run begins.
    pub(crate) start: Option<Position>,
}

impl Reader {
    /// Reads all named paths.
    pub(crate) fn all<U>(&self, steps: &mut pipeline::Giver<Step, U>) -> Result<(), Closed> {
        let mut giver = Giver::new(steps, self.start.as_ref());
        self.paths(&mut giver)?;
        if giver.is_passing() { steps.give(Step::Changed, 0) } else { Ok(()) }
    }

    fn paths<U>(&self, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
        for path in &self.arguments.paths {
            if is_standard_input(path) {
                self.standard_input(giver)?;
            } else if let Some(pattern) = Pattern::of(path) {
                self.pattern(path, pattern, giver)?;
            } else {
                self.named(path, Stranger::Checked, giver)?;
            }
        }
        Ok(())
    }

    /// Reads all paths that match a pattern. As in a folder, files that are not documents are skipped.
    fn pattern<U>(&self, path: &Path, pattern: Pattern, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
        let (mut any, mut is_open) = (false, false);
        for found in pattern {
            any = true;
            match found {
                Ok(found) if is_output(&found, &self.arguments) => {
                    give(giver, Step::Skipped(found.display().to_string(), Skipped::Output))?;
                }
                Ok(found) => {
                    if !std::mem::replace(&mut is_open, true) {
                        give(giver, Step::GroupBegins)?;
                    }
                    self.named(&found, Stranger::PassedOver, giver)?;
                }
                Err((folder, error)) => {
                    let said = input::unread(&folder, &error);
                    give(giver, Step::Lost(folder, said))?;
                }
            }
        }
        if !any {
            give(giver, Step::Lost(path.to_owned(), unmatched(path)))?;
        }
        if is_open { give(giver, Step::GroupEnds(path.to_owned(), Group::Pattern)) } else { Ok(()) }
    }

    /// Reads a file, archive or folder that is named or matches a pattern.
    fn named<U>(&self, path: &Path, stranger: Stranger, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
        if fs::metadata(path).is_ok_and(|found| found.is_dir()) {
            return self.folder(path, giver);
        }
        let before = self.meter.read();
        match Packing::of(path) {
            Some(packing) if packing.is_archive() => {
                give(giver, Step::GroupBegins)?;
                self.packed(path, path, packing, Stranger::PassedOver, giver)?;
                give(giver, Step::GroupEnds(path.to_owned(), Group::Archive))?;
            }
            Some(packing) => self.packed(path, path, packing, stranger, giver)?,
            None => self.file(path, path, layout_of(path, &self.arguments), stranger, giver)?,
        }
        self.has_read(path, before);
        Ok(())
    }

    /// States that a file was read: some files are read in part, and some parts of archives twice. The size of a pipe is unknown.
    fn has_read(&self, path: &Path, before: u64) {
        if let Ok(found) = fs::metadata(path).as_ref().map(Metadata::len) {
            self.meter.set(before.saturating_add(found));
        }
    }

    fn folder<U>(&self, path: &Path, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
        give(giver, Step::GroupBegins)?;
        for found in Folder::new(path.to_owned()) {
            match found {
                Found::File(file, layout) => match self.reason_to_skip(&file) {
                    Some(reason) => give(giver, Step::Skipped(file.display().to_string(), reason))?,
                    None => {
                        let before = self.meter.read();
                        self.file(&file, path, layout, Stranger::PassedOver, giver)?;
                        self.has_read(&file, before);
                    }
                },
                Found::Skipped(entry, _) if replacing::is_temporary(&entry) => {}
                Found::Skipped(entry, _) if is_output(&entry, &self.arguments) => {
                    give(giver, Step::Skipped(entry.display().to_string(), Skipped::Output))?;
                }
                Found::Skipped(entry, reason) => {
                    let packing = Packing::of(&entry).filter(|packing| packing.has_documents());
                    match packing.filter(|_| reason == Skipped::Extension) {
                        Some(packing) => match self.reason_to_skip(&entry) {
                            Some(reason) => give(giver, Step::Skipped(entry.display().to_string(), reason))?,
                            None => {
                                let before = self.meter.read();
                                self.packed(&entry, path, packing, Stranger::PassedOver, giver)?;
                                self.has_read(&entry, before);
                            }
                        },
                        None => give(giver, Step::Skipped(entry.display().to_string(), reason))?,
                    }
                }
                Found::Unread(folder, error) => {
                    let said = input::unread(&folder, &error);
                    give(giver, Step::Lost(folder, said))?;
                }
            }
        }
        give(giver, Step::GroupEnds(path.to_owned(), Group::Folder))
    }

    /// Why a file of a folder is not read, if it is not.
    fn reason_to_skip(&self, file: &Path) -> Option<Skipped> {
        if is_output(file, &self.arguments) {
            return Some(Skipped::Output);
        }
        self.exclusion.covers(&file.display().to_string()).then_some(Skipped::Excluded)
    }

    /// Reads a file that is named, or is in a named folder.
    fn file<U>(
        &self,
        path: &Path,
        named: &Path,
        layout: Layout,
        stranger: Stranger,
        giver: &mut Giver<'_, U>,
    ) -> Result<(), Closed> {
        if self.arguments.in_place {
            // The same file may have been fixed under another name. Its new content is read.
            giver.settle()?;
        }
        let file = match self.open(path, giver)? {
            Ok(file) => file,
            Err(error) => return give(giver, Step::Lost(path.to_owned(), input::unread(path, &error))),
        };
        let is_left = begin(path, named, layout, stranger, giver)?;
        if giver.passes_file() {
            return Ok(());
        }
        match layout {
            Layout::One => whole(path, input::read_file(file, self.bytes_max), input::unread, giver),
            Layout::Lines => self.lines(path, self.metered(file), &is_left, input::unread, giver),
        }
    }

    /// Opens a file.
    fn open<U>(&self, path: &Path, giver: &mut Giver<'_, U>) -> Result<io::Result<File>, Closed> {
        if !fs::metadata(path).is_ok_and(|found| found.is_file()) {
            // A pipe may have no content yet. What precedes it is checked now.
            giver.flush()?;
        }
        Ok(File::open(path))
    }

    fn metered<R>(&self, reader: R) -> Metered<R> {
        Metered::new(reader, Arc::clone(&self.meter))
    }

    fn standard_input<U>(&self, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
        giver.flush()?;
        let path = Path::new(STANDARD_INPUT);
        let layout = if self.arguments.ndjson { Layout::Lines } else { Layout::One };
        let is_left = begin(path, path, layout, Stranger::Checked, giver)?;
        let stdin = match packed::stream(self.metered(io::stdin().lock())) {
            Ok(Stream::Plain(stdin)) => stdin,
            Ok(Stream::Packed(_)) if self.arguments.fix => {
                return give(giver, Step::FileFails(path.to_owned(), packed::uncorrected(path)));
            }
            Ok(Stream::Packed(stdin)) => stdin,
            Ok(Stream::Zip) => return give(giver, Step::FileFails(path.to_owned(), packed::zip_in_stream(path))),
            Err(error) => return give(giver, Step::FileFails(path.to_owned(), input::unread(path, &error))),
        };
        match layout {
            Layout::Lines => self.lines(path, stdin, &is_left, packed::unread, giver),
            Layout::One => whole(path, input::read_whole(stdin, 0, self.bytes_max), packed::unread, giver),
        }
    }

    fn lines<U>(
        &self,
        path: &Path,
        reader: impl Read,
        is_left: &AtomicBool,
        unread: Unread,
        giver: &mut Giver<'_, U>,
    ) -> Result<(), Closed> {
        let mut lines = Lines::new(BufReader::with_capacity(BUFFER, reader), self.bytes_max);
        let (mut any, shared) = (false, Arc::<Path>::from(path));
        while !is_left.load(Ordering::Relaxed) {
            if !lines.is_buffered() {
                // The next line may arrive much later. The lines before it are checked now.
                giver.flush()?;
            }
            let line = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => return give(giver, Step::FileFails(path.to_owned(), unread(path, &error))),
            };
            let is_blank = line.bytes.is_some_and(|bytes| bytes.trim_ascii().is_empty());
            any |= !is_blank;
            // A line without a document is part of the corrected copy.
            if !is_blank || self.arguments.fix {
                let (line_number, size, ending) = (Some(line.number), Some(line.size), line.ending);
                let bytes = line.bytes.map(<[u8]>::to_vec);
                let path = Arc::clone(&shared);
                give_text(Text { path, line: line_number, size, bytes, ending, is_blank }, giver)?;
            }
        }
        if !any {
            let bytes = Some(Vec::new());
            give_text(Text { path: shared, line: None, size: Some(0), bytes, ending: b"", is_blank: false }, giver)?;
        }
        give(giver, Step::FileEnds)
    }
}

fn begin<U>(
    path: &Path,
    named: &Path,
    layout: Layout,
    stranger: Stranger,
    giver: &mut Giver<'_, U>,
) -> Result<Arc<AtomicBool>, Closed> {
    let is_left = Arc::new(AtomicBool::new(false));
    let (path, named) = (path.to_owned(), named.to_owned());
    give(giver, Step::FileBegins(Begun { path, named, layout, stranger, is_left: Arc::clone(&is_left) }))?;
    Ok(is_left)
}

/// Gives a file of one document.
fn whole<U>(path: &Path, read: io::Result<Whole>, unread: Unread, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
    let (size, bytes) = match read {
        Ok(Whole::Bytes(bytes)) => (Some(bytes.len() as u64), Some(bytes)),
        Ok(Whole::TooLarge(size)) => (size, None),
        Err(error) => return give(giver, Step::FileFails(path.to_owned(), unread(path, &error))),
    };
    give_text(Text { path: path.into(), line: None, size, bytes, ending: b"", is_blank: false }, giver)?;
    give(giver, Step::FileEnds)
}

fn give_text<U>(text: Text, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
    let bytes = text.bytes.as_ref().map_or(0, Vec::capacity);
    giver.give(Step::Text(text), bytes)
}

fn give<U>(giver: &mut Giver<'_, U>, step: Step) -> Result<(), Closed> {
    giver.give(step, 0)
}

/// The message for a pattern without a match.
fn unmatched(path: &Path) -> Said {
    let name = visible(&path.display().to_string());
    Said::new(
        format!("{name}：无与此匹配的文件；请核对路径"),
        format!("{name}: no file matches the pattern; check the path"),
    )
}

/// Whether a path is the standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether a path is the file of `--out`, from an earlier run. It is not an input.
pub(crate) fn is_output(path: &Path, arguments: &CheckArguments) -> bool {
    let out = arguments.out.as_ref().filter(|out| out.is_file()).and_then(|out| fs::canonicalize(out).ok());
    out.is_some_and(|out| fs::canonicalize(path).is_ok_and(|path| path == out))
}

fn layout_of(path: &Path, arguments: &CheckArguments) -> Layout {
    if arguments.ndjson { Layout::Lines } else { Layout::of(path).unwrap_or(Layout::One) }
}

/// Whether a path is one document. Its report is then indented, not on one line.
pub(crate) fn is_one_document(path: &Path, arguments: &CheckArguments) -> bool {
    if is_standard_input(path) {
        return !arguments.ndjson;
    }
    if fs::metadata(path).is_ok_and(|found| found.is_dir()) || Pattern::of(path).is_some() {
        return false;
    }
    match Packing::of(path).map(|packing| packing.content) {
        Some(Content::Documents(layout)) => !arguments.ndjson && layout != Some(Layout::Lines),
        Some(Content::Tar | Content::Zip) => false,
        None => layout_of(path, arguments) == Layout::One,
    }
}
