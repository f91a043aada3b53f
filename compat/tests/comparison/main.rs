//! The tests of the comparison of schemas in one binary, and the comparison of the standard's own schemas.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod edits;
mod random;
mod released;
