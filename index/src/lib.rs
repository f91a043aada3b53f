//! An index of cases: a file in which several charities find receipts that were used twice, and children with several
//! applications, without their identities.
//!
//! The file holds digests (HMAC-SHA-256, cut to eight bytes) under a key that the charities share, the name of the charity and the day of entry.
//! `docs/index-of-cases.md` states what it reveals, and to whom.
//!
//! # Example
//! ```
//! use tongbiao::check::{Limits, check};
//! use tongbiao_index::{Entry, Ground, Index, Key};
//!
//! let text = r#"{"kind": "receipt", "standard": "1.0", "receiptKind": "legacy",
//!     "number": {"form": "legacy", "number": "00012345678"}, "totalAmount": "3200.00"}"#;
//! let receipt = check(text.as_bytes(), None, &Limits::default()).document.ok_or("not a document")?;
//!
//! let path = std::env::temp_dir().join(format!("example-{}.index", std::process::id()));
//! let key = Key::generate()?;
//! let index = Index::create(&path, &key)?;
//! let mut batch = index.batch()?;
//! batch.add(&Entry::of(&receipt, &key, "FUND-A", "2026-03-02".parse()?).ok_or("another kind")?)?;
//! batch.commit()?;
//!
//! let found = index.reader(&key)?.find(&receipt, Some("FUND-B"))?;
//! assert_eq!(found.matches[0].ground, Ground::SameReceipt);
//! assert_eq!(found.matches[0].charity, "FUND-A");
//! # std::fs::remove_file(path)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod entry;
mod filter;
mod format;
mod key;
mod lookup;
mod problem;
mod replace;
mod rewrite;
mod store;
mod version;

pub use batch::{Added, Batch};
pub use entry::{Entry, EntryKind};
pub use key::{Digest, DocumentId, Key};
pub use lookup::{COMPARED_MAX, Found, Ground, MATCHES_MAX, Match, Reader, Subject};
pub use problem::Problem;
pub use redb::StorageBackend;
pub use rewrite::{Merged, Rewritten, Selection};
pub use store::{Charity, Counts, Index};
pub use version::FORMAT;
