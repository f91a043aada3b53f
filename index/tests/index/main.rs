//! The index on invented documents and in files.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod agreement;
mod aid;
mod changes;
mod failing;
mod made;
mod outcome;
