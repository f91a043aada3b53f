//! The file of an index. Each transaction is in the file as a whole or not at all, whenever the program ends.

use crate::{
    Batch, Key, Problem,
    entry::Item,
    format::{
        CHARITIES, DELETED, DOCUMENTS, FORMAT_NAME, Header, ITEMS, KEY_NAME, META, NUMBERS, ROWS, guarded, item_key,
        row_key,
    },
    key::Digest,
    replace::Replacing,
    version::FORMAT,
};
use redb::{Builder, Database, ReadTransaction, ReadableTable, ReadableTableMetadata, StorageBackend};
use std::{fs, io, path::Path};
use tongbiao::value::Date;

/// The memory for parts of the file, in bytes.
const CACHE: usize = 64 * 1024 * 1024;

/// An index.
#[derive(Debug)]
pub struct Index {
    pub(crate) database: Database,
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
        Ok(Batch::begun(transaction))
    }

    /// The number of entries.
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn counts(&self) -> Result<Counts, Problem> {
        guarded(|| self.counted())
    }

    /// Whether the index has neither a document nor a deletion.
    ///
    /// # Errors
    /// Any [`Problem`] of the file.
    pub fn is_empty(&self) -> Result<bool, Problem> {
        guarded(|| {
            let read = self.database.begin_read()?;
            Ok(read.open_table(DOCUMENTS)?.is_empty()? && read.open_table(DELETED)?.is_empty()?)
        })
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

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE).create_with_file_format_v3(true);
    builder
}
