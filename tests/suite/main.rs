//! Everything that is tested across modules, in one binary.

#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod adjudication;
mod amendment;
mod cases;
mod catalogue;
mod damaged;
mod doubt;
mod earlier;
mod eligibility;
mod evaluation;
mod exact;
mod flavours;
mod fund;
mod hostile;
mod order;
mod privacy;
mod published;
mod random_case;
mod random_gap;
mod random_programme;
mod random_receipt;
mod random_rule;
mod reference;
mod remainder;
mod replay;
mod shortfall;
mod twice;
mod units;
mod worked;
