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
mod coverage;
mod damaged;
mod doubt;
mod earlier;
mod eligibility;
mod evaluation;
mod exact;
mod facts;
mod family_share;
mod flavours;
mod fund;
mod hint;
mod hostile;
mod order;
mod privacy;
mod published;
mod random_case;
mod random_condition;
mod random_facts;
mod random_gap;
mod random_programme;
mod random_receipt;
mod random_rule;
mod reference;
mod remainder;
mod replay;
mod shortfall;
mod sound_part;
mod standing;
mod twice;
mod units;
mod worked;
