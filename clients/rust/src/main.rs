//! The common part of the clients of the matrix: the documents that they judge, the comparison of their verdicts, and
//! the table.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod corpus;
mod coverage;
mod directed;
mod matrix;
mod meta;
mod place;
mod row;
mod schema;
mod validators;

use std::{env, path::Path, process::ExitCode};

const USAGE: &str = "usage: tongbiao-clients corpus|validators|meta|matrix OUT";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["corpus", out] => corpus::write(&Path::new(out).join("corpus")),
        ["meta", out] => meta::run(Path::new(out)),
        ["matrix", out] => {
            if !matrix::run(Path::new(out)) {
                return ExitCode::FAILURE;
            }
        }
        ["validators", out] => validators::run(Path::new(out)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
