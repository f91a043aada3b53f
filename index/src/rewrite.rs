//! Changes that write an index anew: deletion, rotation, a part for another charity. The file is replaced when the new one is complete,
//! so that no deleted digest remains in it.

use crate::{
    Batch, Entry, Index, Key, Problem,
    entry::{Item, application_id},
    format::{CHARITIES, DELETED, DOCUMENTS, Header, ITEMS, guarded, item_key, parsed_deletion},
    key::{DocumentId, Step},
    replace::Replacing,
};
use redb::ReadableTable;
use std::{collections::BTreeMap, fs, path::Path};
use tongbiao::value::Date;

/// The number of items after which a part of the new file is committed.
const ITEMS_MAX: usize = 200_000;

/// The documents to which a deletion or an export applies. A document must meet every stated condition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The charity of the document.
    pub charity: Option<String>,
    /// The identifier of the application. Its outcomes are selected too.
    pub application: Option<String>,
    /// The document was entered before this day.
    pub before: Option<Date>,
    /// The document was entered on this day or later.
    pub since: Option<Date>,
}

/// The documents of an index that were kept and left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rewritten {
    /// The documents of the new file.
    pub kept: u64,
    /// The documents that are not in the new file.
    pub left_out: u64,
    /// Whether the index does not have what the selection names: no document of the charity, or not the application, which was not
    /// deleted before either. The name may be misspelt.
    pub is_unknown: bool,
}

/// The effect of a merge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Merged {
    /// New documents.
    pub new: u64,
    /// Documents that the other index had in a later form.
    pub changed: u64,
    /// Documents that the index had in this form or a later one.
    pub same: u64,
    /// Documents that were deleted because the other index had deleted them.
    pub deleted: u64,
}

/// The selection for one index.
struct Chosen<'a> {
    selection: &'a Selection,
    id: Option<DocumentId>,
}

impl Selection {
    /// The selection for an index with a key. An application is identified together with its charity.
    fn with<'a>(&'a self, key: &Key) -> Chosen<'a> {
        let id = self.charity.as_ref().zip(self.application.as_ref());
        Chosen { selection: self, id: id.map(|(charity, application)| application_id(application, charity, key)) }
    }
}

impl Chosen<'_> {
    fn includes(&self, header: &Header, charity: &str) -> bool {
        let Selection { charity: of, application, before, since } = self.selection;
        of.as_ref().is_none_or(|name| name == charity)
            && (application.is_none() || self.id == Some(header.application))
            && before.is_none_or(|day| header.day < day)
            && since.is_none_or(|day| header.day >= day)
    }
}

impl Index {
    /// Deletes documents. The file is written anew without their digests; what remains of each is its identifier, so that the deletion
    /// reaches other copies of the index when they are merged.
    ///
    /// # Errors
    /// Any [`Problem`] of the file. The index is then unchanged.
    pub fn forget(self, path: &Path, key: &Key, selection: &Selection, day: Date) -> Result<Rewritten, Problem> {
        let replacing = Replacing::of(path)?;
        let chosen = selection.with(key);
        let is_unknown = guarded(|| self.lacks(&chosen))?;
        let new = Self::create(&replacing.new, key)?;
        let mut done = self.copy(&new, None, &|header, charity| {
            if chosen.includes(header, charity) { Fate::Deleted(day) } else { Fate::Kept }
        })?;
        done.is_unknown = is_unknown;
        drop(new);
        replacing.replace(path)?;
        Ok(done)
    }

    /// Changes the key. The digests of the new key are made from those of the old one, without the documents.
    ///
    /// # Errors
    /// [`Problem::WrongKey`] if the old key is not that of the index, [`Problem::KeyDoesNotFollow`] if the new key does not follow it; any
    /// [`Problem`] of the file. The index is then unchanged.
    pub fn rotate(self, path: &Path, old: &Key, new: &Key) -> Result<Rewritten, Problem> {
        if self.key_id()? != old.id() {
            return Err(Problem::WrongKey);
        }
        let step = new.step_from(old).ok_or(Problem::KeyDoesNotFollow)?;
        let replacing = Replacing::of(path)?;
        let index = Self::create(&replacing.new, new)?;
        let done = self.copy(&index, Some(&step), &|_, _| Fate::Kept)?;
        drop(index);
        replacing.replace(path)?;
        Ok(done)
    }

    /// Writes the selected documents to a new index with the same key. Deletions are written too. Nothing is written if the index has
    /// no document of the selected charity, or not the selected application ([`Rewritten::is_unknown`]).
    ///
    /// # Errors
    /// [`Problem::File`] if the target exists; any [`Problem`] of the files.
    pub fn export(&self, target: &Path, key: &Key, selection: &Selection) -> Result<Rewritten, Problem> {
        let chosen = selection.with(key);
        if guarded(|| self.lacks(&chosen))? {
            return Ok(Rewritten { is_unknown: true, ..Rewritten::default() });
        }
        let new = Self::create(target, key)?;
        let done = self.copy(&new, None, &|header, charity| {
            if chosen.includes(header, charity) { Fate::Kept } else { Fate::LeftOut }
        });
        if done.is_err() {
            drop(new);
            // A part of an index is of no use.
            let _ = fs::remove_file(target);
        }
        done
    }

    /// Adds the documents of another index with the same key. Of two forms of a document the later one is kept, and a deletion is
    /// repeated. A second merge of the same index changes nothing.
    ///
    /// # Errors
    /// [`Problem::WrongKey`] if the indexes have two keys; any [`Problem`] of the files.
    pub fn merge(&self, other: &Self) -> Result<Merged, Problem> {
        if self.key_id()? != other.key_id()? {
            return Err(Problem::WrongKey);
        }
        guarded(|| self.merged(other))
    }

    fn merged(&self, other: &Self) -> Result<Merged, Problem> {
        let mut merged = Merged::default();
        let read = other.read()?;
        let mut batch = self.batch()?;
        for row in read.open_table(DELETED)?.iter()? {
            let (id, deletion) = row?;
            let (revision, day) = parsed_deletion(deletion.value()).ok_or(Problem::Damaged)?;
            let (known, deleted) = (batch.number(id.value())?, batch.deleted(id.value())?);
            let is_later = known.as_ref().is_none_or(|(_, header)| header.revision <= revision);
            if is_later && deleted.is_none_or(|own| own < revision) {
                merged.deleted += u64::from(known.is_some());
                batch.delete(id.value(), revision, day)?;
            }
        }
        let mut writing = Writing { index: self, batch: Some(batch), items: 0 };
        other.each(&mut |header, entry| {
            let batch = writing.batch()?;
            let (known, deleted) = (batch.number(&header.id)?, batch.deleted(&header.id)?);
            let own = known.as_ref().map(|(_, own)| own.revision).max(deleted);
            if own.is_none_or(|own| own < header.revision) {
                merged.new += u64::from(known.is_none());
                merged.changed += u64::from(known.is_some());
                writing.put(&entry()?, header.revision)
            } else {
                merged.same += 1;
                Ok(())
            }
        })?;
        writing.end()?;
        Ok(merged)
    }

    /// Copies documents to a new index.
    fn copy(
        &self,
        new: &Self,
        step: Option<&Step>,
        fate: &dyn Fn(&Header, &str) -> Fate,
    ) -> Result<Rewritten, Problem> {
        guarded(|| self.copied(new, step, fate))
    }

    fn copied(
        &self,
        new: &Self,
        step: Option<&Step>,
        fate: &dyn Fn(&Header, &str) -> Fate,
    ) -> Result<Rewritten, Problem> {
        let mut done = Rewritten::default();
        let mut writing = Writing { index: new, batch: None, items: 0 };
        let document = |id: DocumentId| step.map_or(id, |step| step.document(id));
        let read = self.read()?;
        for row in read.open_table(DELETED)?.iter()? {
            let (id, deletion) = row?;
            let (revision, day) = parsed_deletion(deletion.value()).ok_or(Problem::Damaged)?;
            writing.delete(&document(*id.value()), revision, day)?;
        }
        self.each(&mut |header, entry| {
            let entry = entry()?;
            match fate(header, &entry.charity) {
                Fate::Kept => {
                    done.kept += 1;
                    writing.put(&stepped(entry, step), header.revision)
                }
                Fate::LeftOut => {
                    done.left_out += 1;
                    Ok(())
                }
                Fate::Deleted(day) => {
                    done.left_out += 1;
                    writing.delete(&header.id, header.revision, day)
                }
            }
        })?;
        writing.end()?;
        Ok(done)
    }

    /// Whether the index does not have what a selection names: a document of the charity, or the application under all conditions. An
    /// application that was deleted before is not unknown.
    fn lacks(&self, chosen: &Chosen<'_>) -> Result<bool, Problem> {
        let Some(charity) = &chosen.selection.charity else { return Ok(false) };
        let read = self.read()?;
        if let Some(id) = &chosen.id
            && read.open_table(DELETED)?.get(id)?.is_some()
        {
            return Ok(false);
        }
        let mut number = None;
        for row in read.open_table(CHARITIES)?.iter()? {
            let (known, name) = row?;
            number = number.or((name.value() == charity).then(|| known.value()));
        }
        for row in read.open_table(DOCUMENTS)?.iter()? {
            let header = Header::parse(row?.1.value()).ok_or(Problem::Damaged)?;
            if Some(header.charity) == number && (chosen.id.is_none() || chosen.includes(&header, charity)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Visits each document with its entry, in the order of their numbers.
    fn each(&self, visit: &mut Visit<'_>) -> Result<(), Problem> {
        let read = self.read()?;
        let mut charities = BTreeMap::new();
        for row in read.open_table(CHARITIES)?.iter()? {
            let (number, name) = row?;
            charities.insert(number.value(), name.value().to_owned());
        }
        let items = read.open_table(ITEMS)?;
        for row in read.open_table(DOCUMENTS)?.iter()? {
            let (number, header) = row?;
            let (number, header) = (number.value(), Header::parse(header.value()).ok_or(Problem::Damaged)?);
            let entry = || {
                let item = |place| {
                    let bytes = items.get(&item_key(number, place))?;
                    bytes.and_then(|bytes| Item::parse(bytes.value())).ok_or(Problem::Damaged)
                };
                let charity = charities.get(&header.charity).cloned().ok_or(Problem::Damaged)?;
                let items: Result<Vec<Item>, Problem> = (0..header.items).map(item).collect();
                Ok(Entry {
                    id: header.id,
                    application: header.application,
                    kind: header.kind,
                    charity,
                    day: header.day,
                    items: items?,
                })
            };
            visit(&header, &entry)?;
        }
        Ok(())
    }
}

/// Receives each document with its header. The entry is read on request.
type Visit<'a> = dyn FnMut(&Header, &dyn Fn() -> Result<Entry, Problem>) -> Result<(), Problem> + 'a;

/// The treatment of a document.
enum Fate {
    Kept,
    LeftOut,
    Deleted(Date),
}

/// The entry under a later key.
fn stepped(entry: Entry, step: Option<&Step>) -> Entry {
    let Some(step) = step else { return entry };
    let Entry { id, application, kind, charity, day, mut items } = entry;
    for item in &mut items {
        for (row, digest) in &mut item.rows {
            *digest = step.digest(row.domain(), *digest);
        }
        for (code, digest) in &mut item.aspects {
            *digest = step.aspect(item.salt, *code, *digest);
        }
        item.salt = step.salt(item.salt);
    }
    let (id, application) = (step.document(id), step.document(application));
    Entry { id, application, kind, charity, day, items }
}

/// An index that is written in parts of limited size.
struct Writing<'a> {
    index: &'a Index,
    batch: Option<Batch>,
    items: usize,
}

impl Writing<'_> {
    fn batch(&mut self) -> Result<&mut Batch, Problem> {
        if self.items >= ITEMS_MAX {
            self.end()?;
        }
        if self.batch.is_none() {
            self.batch = Some(self.index.batch()?);
        }
        self.batch.as_mut().ok_or(Problem::Damaged)
    }

    fn put(&mut self, entry: &Entry, revision: u32) -> Result<(), Problem> {
        self.batch()?.put(entry, revision)?;
        self.items += entry.items.len() + 1;
        Ok(())
    }

    fn delete(&mut self, id: &DocumentId, revision: u32, day: Date) -> Result<(), Problem> {
        self.batch()?.delete(id, revision, day)?;
        self.items += 1;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Problem> {
        self.items = 0;
        self.batch.take().map_or(Ok(()), Batch::commit)
    }
}
