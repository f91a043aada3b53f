//! Documents that are added to an index in one transaction.

use crate::{
    Entry, Problem,
    entry::Item,
    format::{
        CHARITIES, DELETED, DOCUMENTS, Header, ITEMS, NUMBERS, ROWS, deletion, guarded, item_key, parsed_deletion,
        row_key,
    },
    key::DocumentId,
};
use redb::{ReadableTable, WriteTransaction};
use tongbiao::value::Date;

/// The number of digests that are collected before they are put into a transaction.
const ROWS_MAX: usize = 1_000_000;

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
    pub(crate) fn begun(transaction: WriteTransaction) -> Self {
        Self { transaction, rows: Vec::new() }
    }

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
        let Entry { id, application, kind, day, .. } = *entry;
        let header = Header { id, application, kind, charity, revision, day, items };
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
