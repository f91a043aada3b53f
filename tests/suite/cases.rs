//! The case files, and what is stated beside each.

mod adjudication;
mod amendment;
mod coverage;
mod damaged;
mod eligibility;
mod good;
mod hint;
mod sound_part;
