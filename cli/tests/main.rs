//! The tool as it is run: arguments in, output, exit codes and files out. One program, so that it is linked once and all tests share the cores.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod adjudicating;
mod compat;
mod desk;
mod diffing;
mod explaining;
mod facade;
mod generate;
mod guide;
mod index;
mod joint;
mod lint;
mod matching;
mod outputs;
mod pipelines;
mod privacy;
mod readme;
mod sealing;
mod support;
mod tool;
mod verifying;
mod verifying_many;
