//! The case files, and what is stated beside each.

mod adjudication;
mod amendment;
mod damaged;
mod eligibility;
mod good;
