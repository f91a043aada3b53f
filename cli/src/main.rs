//! `tongbiao`: the command-line tool of the 童标 data standard. It checks documents, adjudicates applications, explains and
//! verifies outcomes, explains the codes of findings, and writes and compares the schemas.

mod account_output;
mod adjudicating;
mod arguments;
mod asking;
mod checking;
mod codes;
mod columns;
mod compat;
mod completions;
mod continuing;
mod desk;
mod diffing;
mod documents;
mod excerpt;
mod exit;
mod explaining;
mod facts;
mod fixing;
mod folder;
mod generating;
mod illness;
mod in_force;
mod indexing;
mod input;
mod intake;
mod interrupt;
mod joint;
mod judging;
mod language;
mod ledger;
mod lines;
mod linting;
mod masking;
mod matching;
mod meter;
mod output;
mod outputs;
mod packed;
mod page;
mod pattern;
mod pipeline;
mod policy;
mod portable;
mod position;
mod progress;
mod question;
mod reading;
mod recorded;
mod refused;
mod replacing;
mod reporting;
mod resuming;
mod schemas;
mod sealing;
mod selection;
mod skeleton;
mod span;
mod starting;
mod statistics;
mod tally;
mod text_output;
mod treatment;
mod verifying;

use arguments::{Arguments, Command};
use clap::Parser;
use exit::Status;
use std::process::ExitCode;

fn main() -> ExitCode {
    exit::install_panic_hook();
    std::panic::catch_unwind(run).unwrap_or(Status::Internal).into()
}

fn run() -> Status {
    let Arguments { manner, command } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refused::print(error),
    };
    let ended = match command {
        Command::Check(arguments) => checking::run(&arguments, &manner),
        Command::Match(arguments) => matching::run(&arguments, &manner),
        Command::Adjudicate(arguments) => adjudicating::run(&arguments, &manner),
        Command::Explain(arguments) => explaining::run(&arguments, &manner),
        Command::Verify(arguments) => verifying::run(&arguments, &manner),
        Command::Seal(arguments) => sealing::run(&arguments),
        Command::Lint(arguments) => linting::run(&arguments, &manner),
        Command::Diff(arguments) => diffing::run(&arguments, &manner),
        Command::Index(arguments) => indexing::run(&arguments.command, &manner),
        Command::Codes(arguments) => codes::run(&arguments, &manner),
        Command::New(arguments) => starting::run(&arguments, &manner),
        Command::Generate(arguments) => generating::run(&arguments, &manner),
        Command::Facts(arguments) => facts::run(&arguments, &manner),
        Command::Schema(arguments) => schemas::run(&arguments, &manner),
        Command::Compat(arguments) => compat::run(&arguments, &manner),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    ended.unwrap_or_else(|stop| stop.tell(manner.language()))
}
