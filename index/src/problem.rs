//! Why an index or a key cannot be used.

use std::io;

/// Why an index or a key cannot be used. No text of a document is part of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The file cannot be read or written.
    #[error("the file cannot be read or written: {0}")]
    File(#[from] io::Error),
    /// The disk is full, or a limit of the file size is reached. What was committed before is kept.
    #[error("no space for more entries")]
    Full,
    /// The file is not an index, or is damaged.
    #[error("not an index, or damaged")]
    Damaged,
    /// The file is an index of another version of its format.
    #[error("an index of format {0}; this program reads format {ours}", ours = crate::version::FORMAT)]
    Version(u32),
    /// The entries of the index were made with another key.
    #[error("the entries were made with another key")]
    WrongKey,
    /// Another process uses the index.
    #[error("another process uses the index")]
    InUse,
    /// The text is not a key.
    #[error("not a key of an index")]
    NoKey,
    /// Other users of the system can read the file of the key.
    #[error("other users of the system can read the file of the key")]
    KeyIsPublic,
    /// The new key is not one that was made after the key of the index.
    #[error("the new key does not follow the key of the index")]
    KeyDoesNotFollow,
    /// The system supplies no random numbers.
    #[error("the system supplies no random numbers")]
    NoRandom,
}

impl Problem {
    fn of_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Self::Damaged,
            _ => Self::File(error),
        }
    }
}

impl From<redb::StorageError> for Problem {
    fn from(error: redb::StorageError) -> Self {
        match error {
            redb::StorageError::Io(error) => Self::of_io(error),
            redb::StorageError::ValueTooLarge(_) => Self::Full,
            redb::StorageError::PreviousIo => Self::Full,
            _ => Self::Damaged,
        }
    }
}

impl From<redb::DatabaseError> for Problem {
    fn from(error: redb::DatabaseError) -> Self {
        match error {
            redb::DatabaseError::DatabaseAlreadyOpen => Self::InUse,
            redb::DatabaseError::Storage(error) => error.into(),
            _ => Self::Damaged,
        }
    }
}

impl From<redb::TransactionError> for Problem {
    fn from(error: redb::TransactionError) -> Self {
        match error {
            redb::TransactionError::Storage(error) => error.into(),
            _ => Self::InUse,
        }
    }
}

impl From<redb::TableError> for Problem {
    fn from(error: redb::TableError) -> Self {
        match error {
            redb::TableError::Storage(error) => error.into(),
            _ => Self::Damaged,
        }
    }
}

impl From<redb::CommitError> for Problem {
    fn from(error: redb::CommitError) -> Self {
        match error {
            redb::CommitError::Storage(error) => error.into(),
            _ => Self::Damaged,
        }
    }
}
