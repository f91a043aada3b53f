//! An index of cases: a file in which several charities find receipts that were used twice, and children with several
//! applications, without their identities.
//!
//! The file holds digests (HMAC-SHA-256, cut to eight bytes) under a key that the charities share, the name of the charity and the day of entry.
//! `docs/index-of-cases.md` states what it reveals, and to whom.

mod entry;
mod key;
mod lookup;
mod problem;
mod rewrite;
mod store;

pub use entry::Entry;
pub use key::{Digest, DocumentId, Key};
pub use lookup::{COMPARED_MAX, Found, Ground, MATCHES_MAX, Match, Reader, Subject};
pub use problem::Problem;
pub use redb::StorageBackend;
pub use rewrite::{Merged, Rewritten, Selection};
pub use store::{Added, Batch, Charity, Counts, FORMAT, Index};
