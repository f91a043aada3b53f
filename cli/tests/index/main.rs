//! `tongbiao index` on files.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod ending;
mod naming;
mod page;
mod refusing;
#[path = "../support/mod.rs"]
mod support;
mod using;
