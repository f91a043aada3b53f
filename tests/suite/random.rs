//! Random programmes, applications and receipts, and properties that hold for all of them.

pub mod alike;
pub mod case;
pub mod condition;
pub mod evaluation;
pub mod fact_case;
mod facts;
pub mod gap;
pub mod joint;
mod lint;
pub mod notation;
pub mod notices;
mod part;
pub mod programme;
pub mod receipt;
pub mod rule;
pub mod steps;
