//! Programmes, applications and receipts at random, and what must hold of every one of them.

pub mod case;
pub mod condition;
pub mod evaluation;
pub mod fact_case;
mod facts;
pub mod gap;
pub mod programme;
pub mod receipt;
pub mod rule;
