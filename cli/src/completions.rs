//! `tongbiao completions`: scripts with which a shell completes the command line.

use crate::{
    arguments::{Arguments, CompletionsArguments},
    exit::{Status, Stop},
    output,
};
use clap::CommandFactory;

/// Prints the script for a shell.
pub(crate) fn run(arguments: &CompletionsArguments) -> Result<Status, Stop> {
    // Write into memory first: the generator panics if it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "tongbiao", &mut script);
    let mut out = output::for_programs();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Status::Accepted)
}
