//! Helpers for the tests of several crates.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::should_implement_trait
)]

pub mod files;
pub mod mutant;
pub mod patch;
pub mod random;
pub mod size;
pub mod twin;
pub mod words;
