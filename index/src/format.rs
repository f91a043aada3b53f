//! The format of the file of an index: its tables, and the bytes of their keys and values.

use crate::{
    EntryKind, Problem,
    key::{Digest, DocumentId},
};
use redb::TableDefinition;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tongbiao::value::Date;

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

pub(crate) const FORMAT_NAME: &str = "format";
pub(crate) const KEY_NAME: &str = "key";

/// The header of a document in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) id: DocumentId,
    /// The application of an outcome; the document itself otherwise.
    pub(crate) application: DocumentId,
    pub(crate) kind: EntryKind,
    pub(crate) charity: u32,
    /// Grows with each change of the document. Of two copies, the later one is kept.
    pub(crate) revision: u32,
    pub(crate) day: Date,
    pub(crate) items: u16,
}

/// Uses the store, which panics on some damaged files. A damaged file is an error like any other.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Problem::Damaged))
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
        let mut bytes = [self.id, self.application].concat();
        bytes.push(self.kind as u8);
        bytes.extend(self.charity.to_be_bytes());
        bytes.extend(self.revision.to_be_bytes());
        bytes.extend(self.items.to_be_bytes());
        bytes.extend(self.day.to_string().bytes());
        bytes
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (application, rest) = rest.split_first_chunk::<16>()?;
        let (kind, rest) = rest.split_first()?;
        let (charity, rest) = rest.split_first_chunk::<4>()?;
        let (revision, rest) = rest.split_first_chunk::<4>()?;
        let (items, day) = rest.split_first_chunk::<2>()?;
        Some(Self {
            id: *id,
            application: *application,
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
