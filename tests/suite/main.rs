//! All tests across modules, in one binary.

#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod cases;
mod hostile;
mod order;
mod privacy;
mod published;
mod random;
mod reference;
mod worked;
