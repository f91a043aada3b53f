//! `tongbiao index add`: adds documents to an index.

use super::{
    documents::{inputs, made, nothing},
    inputs::{day, key, tell},
    problem::at,
};
use crate::{
    arguments::AddArguments,
    columns::visible,
    exit::{Status, Stop, complain},
    intake::{self, Made, Taken, Use},
    language::{Language, Said},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use tongbiao::{
    check::{AnyDocument, Checked},
    value::KeyIdentifier,
};
use tongbiao_index::{Added, Batch, Entry, Index, Key};
use tongbiao_json::{input::Source, many::InputReply};

/// The number of documents after which they may be committed.
const DOCUMENTS_MIN: usize = 500;
/// The number of documents after which they are committed.
const DOCUMENTS_MAX: usize = 50_000;
/// The shortest and the longest time between two commits.
const TIME: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// The time between two commits in durations of a commit. The commits of a large index are slow.
const COMMITS: u32 = 4;

/// Adds all documents.
pub(super) fn run(arguments: &AddArguments, language: Language) -> Result<Status, Stop> {
    let (key, on) = (key(&arguments.key.key)?, day(arguments.on)?);
    let path = &arguments.index;
    let index = Index::open_or_create(path, &key).map_err(at(path))?;
    let charity = arguments.charity.clone();
    let entry = move |document: &AnyDocument| match sealed_with_another(document, &key) {
        Some(stated) => Some(Err(stated)),
        None => Entry::of(document, &key, &charity, on).map(Ok),
    };
    let make = move |source: &Source<'_>, checked: Checked| match source.bytes.and_then(outcomes_with_input) {
        Some(outcomes) if checked.document.is_none() => {
            let entries: Vec<_> = outcomes.iter().filter_map(&entry).collect();
            // An input without an outcome has nothing to add.
            if entries.is_empty() { Made::OtherKind(None) } else { Made::Used(entries) }
        }
        _ => made(checked, |document| Some(vec![entry(&document)?])),
    };
    let every = arguments.commit_every.and_then(|every| usize::try_from(every).ok());
    let status = Status::Accepted;
    let mut adding =
        Adding { path, index: &index, batch: None, counts: [0; 3], receipts: 0, every, wait: TIME.0, language, status };
    let taken = intake::all(&inputs(&arguments.documents), language, make, &mut adding)?;
    if !arguments.documents.quiet {
        tell(&adding.said(taken), language)?;
    }
    Ok(taken.status.max(adding.status))
}

/// The key that sealed an outcome, if it is another one.
fn sealed_with_another(document: &AnyDocument, key: &Key) -> Option<KeyIdentifier> {
    let AnyDocument::Adjudication(document) = document else { return None };
    document.body.digest_key.clone().filter(|_| !key.seal().opens(&document.body))
}

/// Documents that are added in parts.
struct Adding<'a> {
    path: &'a Path,
    index: &'a Index,
    /// The documents that are not committed, their number, and the time of the first one.
    batch: Option<(Batch, usize, Instant)>,
    /// New, changed and unchanged documents.
    counts: [usize; 3],
    receipts: usize,
    /// The number of documents after which they are committed, if it was chosen.
    every: Option<usize>,
    /// The time until the next commit.
    wait: Duration,
    language: Language,
    /// The highest status of outcomes that cannot be opened.
    status: Status,
}

impl Adding<'_> {
    fn said(&self, taken: Taken) -> Said {
        let ([new, changed, same], receipts, skipped) = (self.counts, self.receipts, taken.skipped);
        let mut said = Said::new(
            format!("新增 {new} 份文件，更新 {changed} 份，未变 {same} 份，票据共 {receipts} 张"),
            format!("documents added: {new}; changed: {changed}; unchanged: {same}; receipts in them: {receipts}"),
        );
        if skipped > 0 {
            said.zh.push_str(&format!("；跳过 {skipped} 份其他文件"));
            said.en.push_str(&format!("; other files skipped: {skipped}"));
        }
        if taken.is_interrupted {
            said.zh.push_str("；已中断，上列内容已录入");
            said.en.push_str("; interrupted, these documents are in the index");
        }
        said
    }

    /// Adds a document, unless another key sealed it.
    fn entry(&mut self, source: &Source<'_>, made: Result<Entry, KeyIdentifier>) -> Result<(), Stop> {
        let entry = match made {
            Ok(entry) => entry,
            Err(stated) => {
                let name = visible(&source.full_name());
                complain(
                    &Said::new(
                        format!("{name}：核定结果以另一密钥加密（标识 {stated}），未录入；请先用该密钥解密"),
                        format!(
                            "{name}: not added: another key sealed the outcome (identifier {stated}); open it with that key first"
                        ),
                    ),
                    self.language,
                );
                self.status = Status::Unreadable;
                return Ok(());
            }
        };
        let (mut batch, count, since) = match self.batch.take() {
            Some(open) => open,
            None => (self.index.batch().map_err(at(self.path))?, 0, Instant::now()),
        };
        let added = batch.add(&entry).map_err(at(self.path))?;
        let [new, changed, same] = &mut self.counts;
        *match added {
            Added::New => new,
            Added::Changed => changed,
            Added::Same => same,
        } += 1;
        self.receipts += entry.receipts();
        self.batch = Some((batch, count + 1, since));
        let is_due = match self.every {
            Some(every) => count + 1 >= every,
            None => count + 1 >= DOCUMENTS_MAX || count + 1 >= DOCUMENTS_MIN && since.elapsed() >= self.wait,
        };
        if is_due { self.commit() } else { Ok(()) }
    }

    fn commit(&mut self) -> Result<(), Stop> {
        let start = Instant::now();
        self.batch.take().map_or(Ok(()), |(batch, ..)| batch.commit()).map_err(at(self.path))?;
        self.wait = (start.elapsed() * COMMITS).clamp(TIME.0, TIME.1);
        Ok(())
    }
}

/// The outcomes of one of several applications, as `adjudicate` writes them on a line with their input.
fn outcomes_with_input(bytes: &[u8]) -> Option<Vec<AnyDocument>> {
    let reply: InputReply = serde_json::from_slice(bytes).ok()?;
    let members = reply.members.into_iter().flatten();
    Some(reply.adjudication.into_iter().chain(members).map(|outcome| (*outcome.0).into()).collect())
}

impl Use<Vec<Result<Entry, KeyIdentifier>>> for Adding<'_> {
    fn document(&mut self, source: &Source<'_>, made: Vec<Result<Entry, KeyIdentifier>>) -> Result<(), Stop> {
        made.into_iter().try_for_each(|entry| self.entry(source, entry))
    }

    fn nothing(&self) -> Said {
        nothing("申请、票据或核定结果", "application, receipt or outcome")
    }

    fn pause(&mut self) -> Result<(), Stop> {
        let is_due = self.batch.as_ref().is_some_and(|(.., since)| since.elapsed() >= self.wait);
        if is_due { self.commit() } else { Ok(()) }
    }

    fn end(&mut self) -> Result<(), Stop> {
        self.commit()
    }
}
