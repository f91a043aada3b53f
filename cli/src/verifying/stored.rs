//! The outcomes in files, found by the application that each of them names. Only their places in the files and the identifiers of the
//! applications are kept, so that there may be any number of outcomes.

use crate::{
    documents::{self, invalid, name, outcome_bytes_max, too_large},
    exit::{Status, complain},
    input,
    language::{Language, Said},
    lines::Lines,
    sealing::unopened,
};
use serde_json::value::RawValue;
use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use tongbiao::{adjudication::Adjudication, document::DocumentKind, evaluate::JointOutcome, plan::ReliefPlan};
use tongbiao_json::Seals;

/// The outcomes in files.
pub(super) struct Stored {
    contents: Vec<(String, Content)>,
    /// In the order of the files.
    places: Vec<Place>,
    /// The outcomes of each application.
    of: HashMap<String, Vec<usize>>,
    /// The joint relief plan, if the outcomes are joint.
    plan: Option<ReliefPlan>,
}

/// The content of a file with outcomes.
enum Content {
    File(Mutex<File>),
    /// The standard input, which can be read only once.
    Bytes(Vec<u8>),
}

/// The place of an outcome.
struct Place {
    content: usize,
    start: u64,
    size: usize,
    /// Its line, if the file has one outcome per line.
    line: Option<usize>,
}

/// An outcome that is read.
pub(super) enum Outcome<'a> {
    Single(Box<Adjudication>),
    Joint(Box<JointOutcome>, &'a ReliefPlan),
}

/// The name of an outcome: its file, and its line if the file has several.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) file: &'a str,
    pub(super) line: Option<usize>,
}

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// The kind of a text.
enum Peeked {
    /// An outcome on the application with this identifier.
    Of(String),
    /// An input without an outcome.
    Nothing,
    /// A text that is not a JSON object on one line, or is not an outcome.
    Other,
}

impl Stored {
    /// Finds the outcomes in some files. A file that cannot be read is reported and does not stop the others.
    pub(super) fn of(paths: &[PathBuf], plan: Option<ReliefPlan>, language: Language) -> (Self, Status) {
        let mut all = Self { contents: Vec::new(), places: Vec::new(), of: HashMap::new(), plan };
        let mut status = Status::Accepted;
        for path in paths {
            if let Err(said) = all.add(path) {
                complain(&said, language);
                status = Status::Unreadable;
            }
        }
        (all, status)
    }

    fn kind(&self) -> DocumentKind {
        if self.plan.is_some() { DocumentKind::JointAdjudication } else { DocumentKind::Adjudication }
    }

    fn add(&mut self, path: &Path) -> Result<(), Said> {
        let unread = |error: io::Error| input::unread(path, &error);
        if path.as_os_str() == "-" {
            let bytes = documents::bytes_up_to(path, usize::MAX / 2)?;
            let found = self.found(Cursor::new(bytes.as_slice()), path);
            self.contents.push((name(path), Content::Bytes(bytes)));
            return found;
        }
        let file = File::open(path).map_err(unread)?;
        let found = self.found(BufReader::new(&file), path);
        self.contents.push((name(path), Content::File(Mutex::new(file))));
        found
    }

    /// Finds the outcomes in the content that is added next.
    fn found(&mut self, reader: impl BufRead + Seek, path: &Path) -> Result<(), Said> {
        let unread = |error: io::Error| input::unread(path, &error);
        let (shown, bytes_max, content) = (name(path), outcome_bytes_max(), self.contents.len());
        let mut lines = Lines::new(reader, bytes_max);
        let (mut start, mut any, first) = (0, false, self.places.len());
        while let Some(line) = lines.next().map_err(unread)? {
            let (number, here) = (line.number, start);
            start += line.size + line.ending.len() as u64;
            let bytes = line.bytes.ok_or_else(|| too_large(&format!("{shown}:{number}"), bytes_max))?;
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match self.peeked(bytes) {
                Peeked::Of(application) => {
                    self.put(application, Place { content, start: here, size: bytes.len(), line: Some(number) });
                }
                Peeked::Nothing => {}
                // A document on several lines is one outcome, and so is a joint adjudication with its members on the next lines.
                Peeked::Other if !any => return self.whole(lines.into_inner(), path),
                Peeked::Other => return Err(invalid(&format!("{shown}:{number}"), self.kind())),
            }
            any = true;
        }
        if let Some([alone]) = self.places.get_mut(first..) {
            alone.line = None;
        }
        if self.places.len() > first { Ok(()) } else { Err(invalid(&shown, self.kind())) }
    }

    /// The single outcome of a file.
    fn whole(&mut self, mut reader: impl Read + Seek, path: &Path) -> Result<(), Said> {
        let unread = |error: io::Error| input::unread(path, &error);
        let (shown, bytes_max) = (name(path), outcome_bytes_max());
        reader.rewind().map_err(unread)?;
        let mut bytes = Vec::new();
        reader.take(bytes_max as u64 + 1).read_to_end(&mut bytes).map_err(unread)?;
        if bytes.len() > bytes_max {
            return Err(too_large(&shown, bytes_max));
        }
        let application = match self.parsed(&bytes, &shown)? {
            Outcome::Single(outcome) => outcome.application.to_string(),
            Outcome::Joint(outcome, _) => outcome.joint.application.to_string(),
        };
        self.put(application, Place { content: self.contents.len(), start: 0, size: bytes.len(), line: None });
        Ok(())
    }

    fn put(&mut self, application: String, place: Place) {
        self.of.entry(application).or_default().push(self.places.len());
        self.places.push(place);
    }

    /// The kind of a line, found without reading the whole outcome.
    fn peeked(&self, bytes: &[u8]) -> Peeked {
        let Some(members) = members(bytes) else { return Peeked::Other };
        let outcome = members.get(if self.plan.is_some() { "joint" } else { "adjudication" });
        let application = match outcome {
            Some(outcome) => self::members(outcome.get().as_bytes()).as_ref().and_then(application),
            None if members.contains_key("error") => return Peeked::Nothing,
            // The members of a joint adjudication without an input are on the next lines.
            None if self.plan.is_some() => None,
            None => application(&members),
        };
        application.map_or(Peeked::Other, Peeked::Of)
    }

    /// The number of outcomes.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The outcomes of an application, in the order of the files.
    pub(super) fn of_application(&self, application: &str) -> &[usize] {
        self.of.get(application).map_or(&[], Vec::as_slice)
    }

    /// The name of an outcome.
    pub(super) fn named(&self, place: usize) -> Named<'_> {
        let place = self.places.get(place);
        let file = place.and_then(|place| self.contents.get(place.content)).map_or("", |(name, _)| name);
        Named { file, line: place.and_then(|place| place.line) }
    }

    /// Reads an outcome, and opens it if it is sealed.
    pub(super) fn read(&self, place: usize, seals: &Seals) -> Result<Outcome<'_>, Said> {
        let name = self.named(place).to_string();
        let bytes = self.bytes(place).map_err(|error| input::unread(Path::new(&name), &error))?;
        let opened = match self.parsed(&bytes, &name)? {
            Outcome::Single(outcome) => seals.open(*outcome).map(|outcome| Outcome::Single(Box::new(outcome))),
            Outcome::Joint(outcome, plan) => {
                seals.open_joint(*outcome).map(|outcome| Outcome::Joint(Box::new(outcome), plan))
            }
        };
        opened.map_err(|failure| unopened(&name, &failure))
    }

    fn bytes(&self, place: usize) -> io::Result<Vec<u8>> {
        let place = self.places.get(place).ok_or(io::ErrorKind::NotFound)?;
        let (_, content) = self.contents.get(place.content).ok_or(io::ErrorKind::NotFound)?;
        match content {
            Content::Bytes(bytes) => {
                let start = usize::try_from(place.start).map_err(|_| io::ErrorKind::InvalidData)?;
                let part = bytes.get(start..).and_then(|rest| rest.get(..place.size));
                Ok(part.ok_or(io::ErrorKind::UnexpectedEof)?.to_vec())
            }
            Content::File(file) => {
                let mut bytes = vec![0; place.size];
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(place.start))?;
                file.read_exact(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    fn parsed(&self, bytes: &[u8], name: &str) -> Result<Outcome<'_>, Said> {
        if let Some(plan) = &self.plan {
            return documents::joint_outcome(bytes, name).map(|outcome| Outcome::Joint(Box::new(outcome), plan));
        }
        let outcome = documents::on_line(bytes, name)?.ok_or_else(|| invalid(name, self.kind()))?;
        Ok(Outcome::Single(Box::new(outcome)))
    }
}

/// The members of a JSON object, as they are written.
fn members(bytes: &[u8]) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_slice(bytes).ok()
}

/// The application that an outcome names.
fn application(members: &BTreeMap<String, &RawValue>) -> Option<String> {
    serde_json::from_str(members.get("application")?.get()).ok()
}
