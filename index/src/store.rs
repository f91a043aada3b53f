//! The file of an index. Each transaction is in the file as a whole or not at all, whenever the program ends.

use crate::{
    Entry, EntryKind, Key, Problem,
    entry::Item,
    format::FORMAT,
    key::{Digest, DocumentId},
    rewrite::Replacing,
};
use redb::{
    Builder, Database, ReadTransaction, ReadableTable, ReadableTableMetadata, StorageBackend, TableDefinition,
    WriteTransaction,
};
use std::{
    fs, io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};
use tongbiao::value::Date;

/// The memory for parts of the file, in bytes.
const CACHE: usize = 64 * 1024 * 1024;

/// The number of digests that are collected before they are put into a transaction.
const ROWS_MAX: usize = 1_000_000;

pub(crate) const META: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");
/// The charities by their numbers.
pub(crate) const CHARITIES: TableDefinition<'_, u32, &str> = TableDefinition::new("charities");
/// The documents by their numbers.
pub(crate) const DOCUMENTS: TableDefinition<'_, u32, &[u8]> = TableDefinition::new("documents");
/// The numbers of the documents by their identifiers.
pub(crate) const NUMBERS: TableDefinition<'_, &[u8; 16], u32> = TableDefinition::new("numbers");
/// The items by the number of the document and of the item.
pub(crate) const ITEMS: TableDefinition<'_, &[u8; 6], &[u8]> = TableDefinition::new("items");
/// The digests under which items are found, each with the number of the document and of the item.
pub(crate) const ROWS: TableDefinition<'_, &[u8; 14], ()> = TableDefinition::new("rows");
/// The documents that were deleted: the identifier with the revision and the day.
pub(crate) const DELETED: TableDefinition<'_, &[u8; 16], &[u8]> = TableDefinition::new("deleted");

const FORMAT_NAME: &str = "format";
const KEY_NAME: &str = "key";

/// An index.
#[derive(Debug)]
pub struct Index {
    pub(crate) database: Database,
}

/// The header of a document in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) id: DocumentId,
    pub(crate) kind: EntryKind,
    pub(crate) charity: u32,
    /// Grows with each change of the document. Of two copies, the later one is kept.
    pub(crate) revision: u32,
    pub(crate) day: Date,
    pub(crate) items: u16,
}

/// The number of entries of an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The number of documents.
    pub documents: u64,
    /// The number of receipts, children and grants of aid.
    pub items: u64,
    /// The number of digests under which they are found.
    pub digests: u64,
    /// The number of documents that were deleted.
    pub deleted: u64,
    /// The number of documents of each charity, with the first and the last day of entry.
    pub charities: Vec<Charity>,
}

/// The documents of a charity in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Charity {
    /// The name of the charity.
    pub name: String,
    /// The number of its documents.
    pub documents: u64,
    /// The first and the last day of entry.
    pub days: Option<(Date, Date)>,
}

impl Index {
    /// Opens the index in a file, or creates it.
    ///
    /// # Errors
    /// Any [`Problem`] of the file; [`Problem::WrongKey`] if the index has another key.
    pub fn open_or_create(path: &Path, key: &Key) -> Result<Self, Problem> {
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // The file appears under its name when it is whole, whenever the program ends.
                let replacing = Replacing::of(path)?;
                drop(Self::create(&replacing.new, key)?);
                replacing.replace(path)?;
                Self::open(path, key)
            }
            _ => Self::open(path, key),
        }
    }

    /// Creates an index in a new file that only its owner can read.
    ///
    /// # Errors
    /// [`Problem::File`] if the file exists or cannot be written.
    pub fn create(path: &Path, key: &Key) -> Result<Self, Problem> {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let made = builder().create_file(file).map_err(Problem::from).and_then(|database| Self::begun(database, key));
        if made.is_err() {
            // A file without an index is of no use.
            let _ = fs::remove_file(path);
        }
        made
    }

    /// Creates an index in a storage of the caller, such as memory.
    ///
    /// # Errors
    /// Any [`Problem`] of the storage.
    pub fn create_in(storage: impl StorageBackend, key: &Key) -> Result<Self, Problem> {
        Self::begun(builder().create_with_backend(storage)?, key)
    }

    /// Begins an index in an empty database.
    fn begun(database: Database, key: &Key) -> Result<Self, Problem> {
        let index = Self { database };
        let transaction = index.database.begin_write()?;
        {
            let mut meta = transaction.open_table(META)?;
            meta.insert(FORMAT_NAME, FORMAT.to_be_bytes().as_slice())?;
            meta.insert(KEY_NAME, key.id().as_slice())?;
            transaction.open_table(CHARITIES)?;
            transaction.open_table(DOCUMENTS)?;
            transaction.open_table(NUMBERS)?;
            transaction.open_table(ITEMS)?;
            transaction.open_table(ROWS)?;
            transaction.open_table(DELETED)?;
        }
        transaction.commit()?;
        Ok(index)
    }

    /// Opens the index in a file.
    ///
    /// # Errors
    /// Any [`Problem`] of the file; [`Problem::WrongKey`] if the index has another key.
    pub fn open(path: &Path, key: &Key) -> Result<Self, Problem> {
        let index = Self::open_without_key(path)?;
        if index.key_id()? == key.id() { Ok(index) } else { Err(Problem::WrongKey) }
    }

    /// Opens the index in a file without its key: its entries can be counted, not compared.
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn open_without_key(path: &Path) -> Result<Self, Problem> {
        // An empty file or a folder would be opened as a new database.
        let found = fs::metadata(path)?;
        if !found.is_file() || found.len() == 0 {
            return Err(Problem::Damaged);
        }
        let file = fs::OpenOptions::new().read(true).write(true).open(path)?;
        drop(file);
        let index = guarded(|| Ok(Self { database: builder().open(path)? }))?;
        match index.meta(FORMAT_NAME)?.and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes) {
            Some(FORMAT) => Ok(index),
            Some(other) => Err(Problem::Version(other)),
            None => Err(Problem::Damaged),
        }
    }

    fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        guarded(|| {
            let table = self.database.begin_read()?.open_table(META)?;
            Ok(table.get(name)?.map(|value| value.value().to_vec()))
        })
    }

    /// The identifier of the key.
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn key_id(&self) -> Result<Digest, Problem> {
        self.meta(KEY_NAME)?.and_then(|bytes| bytes.try_into().ok()).ok_or(Problem::Damaged)
    }

    /// Begins to add documents. They are in the file after [`Batch::commit`].
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn batch(&self) -> Result<Batch, Problem> {
        let mut transaction = self.database.begin_write()?;
        // After a sudden end, the index opens at once.
        transaction.set_quick_repair(true);
        Ok(Batch { transaction, rows: Vec::new() })
    }

    /// The number of entries.
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn counts(&self) -> Result<Counts, Problem> {
        guarded(|| self.counted())
    }

    fn counted(&self) -> Result<Counts, Problem> {
        let read = self.database.begin_read()?;
        let mut charities: Vec<(u32, Charity)> = Vec::new();
        for row in read.open_table(CHARITIES)?.iter()? {
            let (number, name) = row?;
            charities.push((number.value(), Charity { name: name.value().to_owned(), documents: 0, days: None }));
        }
        for row in read.open_table(DOCUMENTS)?.iter()? {
            let header = Header::parse(row?.1.value()).ok_or(Problem::Damaged)?;
            if let Some((_, charity)) = charities.iter_mut().find(|(number, _)| *number == header.charity) {
                charity.documents += 1;
                let (first, last) = charity.days.unwrap_or((header.day, header.day));
                charity.days = Some((first.min(header.day), last.max(header.day)));
            }
        }
        let mut charities: Vec<Charity> = charities.into_iter().map(|(_, charity)| charity).collect();
        charities.retain(|charity| charity.documents > 0);
        charities.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Counts {
            documents: read.open_table(DOCUMENTS)?.len()?,
            items: read.open_table(ITEMS)?.len()?,
            digests: read.open_table(ROWS)?.len()?,
            deleted: read.open_table(DELETED)?.len()?,
            charities,
        })
    }

    /// Reads the whole index and compares its checksums and its parts: each item has its digests, and each digest its item.
    ///
    /// # Errors
    /// [`Problem::Damaged`] if the parts do not agree.
    pub fn verify(&mut self) -> Result<(), Problem> {
        guarded(|| if self.database.check_integrity()? { self.agrees() } else { Err(Problem::Damaged) })
    }

    fn agrees(&self) -> Result<(), Problem> {
        let read = self.database.begin_read()?;
        let (items, rows) = (read.open_table(ITEMS)?, read.open_table(ROWS)?);
        let (mut stated, mut documents) = (0, 0);
        for row in read.open_table(DOCUMENTS)?.iter()? {
            let (number, header) = row?;
            let header = Header::parse(header.value()).ok_or(Problem::Damaged)?;
            documents += u64::from(header.items);
            for item in 0..header.items {
                let at = item_key(number.value(), item);
                let kept = items.get(&at)?.and_then(|bytes| Item::parse(bytes.value())).ok_or(Problem::Damaged)?;
                let mut digests: Vec<Digest> = kept.rows.iter().map(|(_, digest)| *digest).collect();
                digests.sort_unstable();
                digests.dedup();
                for digest in digests {
                    rows.get(&row_key(digest, at))?.ok_or(Problem::Damaged)?;
                    stated += 1;
                }
            }
        }
        if (items.len()?, rows.len()?) == (documents, stated) { Ok(()) } else { Err(Problem::Damaged) }
    }

    pub(crate) fn read(&self) -> Result<ReadTransaction, Problem> {
        Ok(self.database.begin_read()?)
    }
}

/// Uses the store, which panics on some damaged files. A damaged file is an error like any other.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Problem::Damaged))
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE).create_with_file_format_v3(true);
    builder
}

/// The key of an item in the file.
pub(crate) fn item_key(document: u32, item: u16) -> [u8; 6] {
    let ([a, b, c, d], [e, f]) = (document.to_be_bytes(), item.to_be_bytes());
    [a, b, c, d, e, f]
}

/// The key of a digest of an item in the file.
pub(crate) fn row_key(digest: Digest, item: [u8; 6]) -> [u8; 14] {
    let mut key = [0; 14];
    key.iter_mut().zip(digest.iter().chain(&item)).for_each(|(to, from)| *to = *from);
    key
}

impl Header {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.id.to_vec();
        bytes.push(self.kind as u8);
        bytes.extend(self.charity.to_be_bytes());
        bytes.extend(self.revision.to_be_bytes());
        bytes.extend(self.items.to_be_bytes());
        bytes.extend(self.day.to_string().bytes());
        bytes
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (kind, rest) = rest.split_first()?;
        let (charity, rest) = rest.split_first_chunk::<4>()?;
        let (revision, rest) = rest.split_first_chunk::<4>()?;
        let (items, day) = rest.split_first_chunk::<2>()?;
        Some(Self {
            id: *id,
            kind: EntryKind::of(*kind)?,
            charity: u32::from_be_bytes(*charity),
            revision: u32::from_be_bytes(*revision),
            day: parsed_day(day)?,
            items: u16::from_be_bytes(*items),
        })
    }
}

fn parsed_day(bytes: &[u8]) -> Option<Date> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

/// A deleted document: its revision, and the day of the deletion.
pub(crate) fn deletion(revision: u32, day: Date) -> Vec<u8> {
    let mut bytes = revision.to_be_bytes().to_vec();
    bytes.extend(day.to_string().bytes());
    bytes
}

/// The revision and the day of a deletion.
pub(crate) fn parsed_deletion(bytes: &[u8]) -> Option<(u32, Date)> {
    let (revision, day) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*revision), parsed_day(day)?))
}

/// Documents that are added to an index together.
pub struct Batch {
    transaction: WriteTransaction,
    /// The digests that are not yet in the transaction. In order they are added faster, for those of a page follow each other.
    rows: Vec<[u8; 14]>,
}

impl std::fmt::Debug for Batch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Batch(…)")
    }
}

/// The effect of adding a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The index did not have the document.
    New,
    /// The index had the document with other content, which was replaced.
    Changed,
    /// The index had the document as it is.
    Same,
}

impl Batch {
    /// Adds an entry. A document that the charity added before is replaced.
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn add(&mut self, entry: &Entry) -> Result<Added, Problem> {
        guarded(|| self.added(entry))
    }

    fn added(&mut self, entry: &Entry) -> Result<Added, Problem> {
        let found = self.number(&entry.id)?;
        let deleted = self.deleted(&entry.id)?;
        if let Some((number, header)) = &found
            && self.items(*number, header)? == entry.items
        {
            return Ok(Added::Same);
        }
        let last = found.as_ref().map(|(_, header)| header.revision).max(deleted).unwrap_or(0);
        self.put(entry, last.saturating_add(1))?;
        Ok(if found.is_some() { Added::Changed } else { Added::New })
    }

    /// Puts an entry in the place of any other one of the document.
    pub(crate) fn put(&mut self, entry: &Entry, revision: u32) -> Result<(), Problem> {
        let found = self.number(&entry.id)?;
        if let Some((number, header)) = &found {
            self.remove_items(*number, header)?;
        }
        self.transaction.open_table(DELETED)?.remove(&entry.id)?;
        let charity = self.charity(&entry.charity)?;
        let number = match found {
            Some((number, _)) => number,
            None => {
                self.transaction.open_table(DOCUMENTS)?.last()?.map_or(0, |(last, _)| last.value().saturating_add(1))
            }
        };
        let items = u16::try_from(entry.items.len()).unwrap_or(u16::MAX);
        let header = Header { id: entry.id, kind: entry.kind, charity, revision, day: entry.day, items };
        self.transaction.open_table(DOCUMENTS)?.insert(number, header.bytes().as_slice())?;
        self.transaction.open_table(NUMBERS)?.insert(&entry.id, number)?;
        let mut kept = self.transaction.open_table(ITEMS)?;
        for (place, item) in (0..items).zip(&entry.items) {
            let at = item_key(number, place);
            kept.insert(&at, item.bytes().as_slice())?;
            self.rows.extend(item.rows.iter().map(|(_, digest)| row_key(*digest, at)));
        }
        drop(kept);
        if self.rows.len() >= ROWS_MAX { self.put_rows() } else { Ok(()) }
    }

    /// Puts the collected digests into the transaction.
    fn put_rows(&mut self) -> Result<(), Problem> {
        let mut rows = self.transaction.open_table(ROWS)?;
        self.rows.sort_unstable();
        for row in self.rows.drain(..) {
            rows.insert(&row, ())?;
        }
        Ok(())
    }

    /// Removes a document, if the index has it, and keeps its deletion.
    pub(crate) fn delete(&mut self, id: &DocumentId, revision: u32, day: Date) -> Result<(), Problem> {
        if let Some((number, header)) = self.number(id)? {
            self.remove_items(number, &header)?;
            self.transaction.open_table(DOCUMENTS)?.remove(number)?;
            self.transaction.open_table(NUMBERS)?.remove(id)?;
        }
        self.transaction.open_table(DELETED)?.insert(id, deletion(revision, day).as_slice())?;
        Ok(())
    }

    fn remove_items(&mut self, number: u32, header: &Header) -> Result<(), Problem> {
        self.put_rows()?;
        let (mut kept, mut rows) = (self.transaction.open_table(ITEMS)?, self.transaction.open_table(ROWS)?);
        for place in 0..header.items {
            let at = item_key(number, place);
            let item = kept.remove(&at)?.and_then(|bytes| Item::parse(bytes.value())).ok_or(Problem::Damaged)?;
            for (_, digest) in item.rows {
                rows.remove(&row_key(digest, at))?;
            }
        }
        Ok(())
    }

    /// The number and the header of a document.
    pub(crate) fn number(&self, id: &DocumentId) -> Result<Option<(u32, Header)>, Problem> {
        let number = self.transaction.open_table(NUMBERS)?.get(id)?.map(|number| number.value());
        let Some(number) = number else { return Ok(None) };
        let documents = self.transaction.open_table(DOCUMENTS)?;
        let header = documents.get(number)?.and_then(|header| Header::parse(header.value()));
        Ok(Some((number, header.ok_or(Problem::Damaged)?)))
    }

    /// The revision of a deleted document.
    pub(crate) fn deleted(&self, id: &DocumentId) -> Result<Option<u32>, Problem> {
        let deleted = self.transaction.open_table(DELETED)?;
        let revision = deleted.get(id)?.map(|bytes| parsed_deletion(bytes.value()).ok_or(Problem::Damaged));
        Ok(revision.transpose()?.map(|(revision, _)| revision))
    }

    fn items(&self, number: u32, header: &Header) -> Result<Vec<Item>, Problem> {
        let kept = self.transaction.open_table(ITEMS)?;
        let item = |place| {
            kept.get(&item_key(number, place))?.and_then(|bytes| Item::parse(bytes.value())).ok_or(Problem::Damaged)
        };
        (0..header.items).map(item).collect()
    }

    /// The number of a charity, which is added if it is new.
    fn charity(&mut self, name: &str) -> Result<u32, Problem> {
        let mut charities = self.transaction.open_table(CHARITIES)?;
        let mut next = 0;
        for row in charities.iter()? {
            let (number, known) = row?;
            if known.value() == name {
                return Ok(number.value());
            }
            next = number.value().saturating_add(1);
        }
        charities.insert(next, name)?;
        Ok(next)
    }

    /// Puts all added documents into the file.
    ///
    /// # Errors
    /// Any [`Problem`] of the file. The file then has none of the documents.
    pub fn commit(mut self) -> Result<(), Problem> {
        guarded(|| {
            self.put_rows()?;
            Ok(self.transaction.commit()?)
        })
    }
}
