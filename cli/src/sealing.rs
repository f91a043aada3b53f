//! The key of an alliance in the commands about outcomes, and `tongbiao seal`.

use crate::{
    arguments::SealArguments,
    documents::{self, invalid, kind, outcome_bytes_max, too_large},
    exit::{Status, Stop},
    fixing::unwritten,
    folder::Layout,
    indexing, input,
    language::Said,
    lines::Lines,
    output::{self, Sink},
};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::Path,
};
use tongbiao::{
    adjudication::Adjudication,
    document::{Body, Document, DocumentKind},
    joint::JointAdjudication,
    wire::List,
};
use tongbiao_json::{Failure, Seals, many::InputReply, reply, seals::Outcome};

/// The key in a file, if one is named. Outcomes are opened and sealed with it.
pub(crate) fn seals(path: Option<&Path>) -> Result<Seals, Stop> {
    Ok(path.map(indexing::key).transpose()?.map_or_else(Seals::default, |key| key.seal().clone().into()))
}

/// The message for an outcome in a file that cannot be opened.
pub(crate) fn unopened(name: &str, failure: &Failure) -> Said {
    let Said { zh, en } = Said::of(&failure.message);
    Said::new(format!("{name}：{zh}"), format!("{name}: {en}"))
}

/// The outcomes in a file, opened if they are sealed.
pub(crate) fn outcomes(path: &Path, seals: &Seals) -> Result<Vec<Adjudication>, Said> {
    opened(documents::outcomes(path)?, path, seals)
}

/// Outcomes of a file, opened if they are sealed.
pub(crate) fn opened(outcomes: Vec<Adjudication>, path: &Path, seals: &Seals) -> Result<Vec<Adjudication>, Said> {
    let opened = outcomes.into_iter().map(|outcome| seals.open(outcome));
    opened.collect::<Result<_, _>>().map_err(|failure| unopened(&documents::name(path), &failure))
}

/// Seals outcomes, or opens them.
pub(crate) fn run(arguments: &SealArguments) -> Result<Status, Stop> {
    let work = Work { seals: seals(Some(&arguments.digest_key))?, is_opened: arguments.open };
    let path = &arguments.file;
    let is_lines = path.as_os_str() != "-" && Layout::of(path) == Some(Layout::Lines);
    // The standard input can be read only once.
    let bytes = (!is_lines).then(|| documents::bytes_up_to(path, outcome_bytes_max())).transpose();
    let bytes = bytes.map_err(Stop::File)?;
    let mut out = match &arguments.out {
        Some(path) => Sink::file(path).map_err(|error| Stop::File(unwritten(path, &error)))?,
        None => Sink::Standard(output::for_programs()),
    };
    match bytes {
        Some(bytes) if kind(&bytes).is_some() => {
            out.write_all(work.document(&bytes, &documents::name(path), Json::Indented)?.as_bytes())?;
        }
        Some(bytes) => work.lines(bytes.as_slice(), path, &mut out)?,
        None => {
            let file = File::open(path).map_err(|error| Stop::File(input::unread(path, &error)))?;
            work.lines(BufReader::new(file), path, &mut out)?;
        }
    }
    match (out.complete(), &arguments.out) {
        (Err(error), Some(path)) => Err(Stop::File(unwritten(path, &error))),
        (completed, _) => Ok(completed.map(|()| Status::Accepted)?),
    }
}

/// The form of a document in the output.
#[derive(Clone, Copy)]
enum Json {
    Indented,
    Line,
}

impl Json {
    fn text<T: Body>(self, document: &Document<T>) -> Result<String, Stop> {
        match self {
            Self::Indented => Ok(document.to_json()?),
            Self::Line => Ok(reply::line(document)? + "\n"),
        }
    }
}

/// What is done with each outcome.
struct Work {
    seals: Seals,
    /// Whether it is opened only, and not sealed.
    is_opened: bool,
}

impl Work {
    fn outcome<T: Outcome>(&self, outcome: T) -> Result<T, Failure> {
        let opened = self.seals.open(outcome)?;
        if self.is_opened { Ok(opened) } else { self.seals.seal(opened) }
    }

    /// The text of an outcome or a joint adjudication.
    fn document(&self, bytes: &[u8], name: &str, json: Json) -> Result<String, Stop> {
        let refused = |failure: Failure| Stop::File(unopened(name, &failure));
        if kind(bytes).as_deref() == Some(DocumentKind::JointAdjudication.as_str()) {
            let joint = documents::parsed::<JointAdjudication>(bytes, name).map_err(Stop::File)?;
            return json.text(&Document::new(self.outcome(joint).map_err(refused)?));
        }
        let outcome = documents::parsed::<Adjudication>(bytes, name).map_err(Stop::File)?;
        json.text(&Document::new(self.outcome(outcome).map_err(refused)?))
    }

    /// Writes each line: a document, or the outcome of one of several applications with its input. An input without an outcome remains
    /// as it is, without the digest of its file.
    fn lines(&self, reader: impl BufRead, path: &Path, out: &mut Sink) -> Result<(), Stop> {
        let unread = |error: io::Error| Stop::File(input::unread(path, &error));
        let (shown, bytes_max) = (documents::name(path), outcome_bytes_max());
        let mut lines = Lines::new(reader, bytes_max);
        let mut any = false;
        while let Some(line) = lines.next().map_err(unread)? {
            let name = format!("{shown}:{}", line.number);
            let bytes = line.bytes.ok_or_else(|| Stop::File(too_large(&name, bytes_max)))?;
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            any = true;
            let text = match serde_json::from_slice::<InputReply>(bytes) {
                Ok(reply) => self.reply(reply).map_err(|failure| Stop::File(unopened(&name, &failure)))?,
                Err(_) => None,
            };
            match text {
                Some(reply) => writeln!(out, "{}", reply::line(&reply)?)?,
                None => out.write_all(self.document(bytes, &name, Json::Line)?.as_bytes())?,
            }
        }
        if any { Ok(()) } else { Err(Stop::File(invalid(&shown, DocumentKind::Adjudication))) }
    }

    /// The outcome of one of several applications. `None` if it has neither an outcome nor an error.
    fn reply(&self, mut reply: InputReply) -> Result<Option<InputReply>, Failure> {
        if let Some(outcome) = reply.adjudication.take() {
            reply.adjudication = Some(Document::new(self.outcome(outcome.0.body)?).into());
        }
        if let Some(joint) = reply.joint.take() {
            reply.joint = Some(Document::new(self.outcome(joint.0.body)?).into());
        }
        if let Some(members) = reply.members.take() {
            let members = members.into_iter().map(|member| Ok(Document::new(self.outcome(member.0.body)?).into()));
            let members = members.collect::<Result<Vec<_>, Failure>>()?;
            reply.members = List::new(members).ok();
        }
        // The digest of the application's file has no key: a person who knows the rest of the file could try values.
        if !self.is_opened {
            reply.input.digest = None;
        }
        Ok((reply.adjudication.is_some() || reply.joint.is_some() || reply.error.is_some()).then_some(reply))
    }
}
