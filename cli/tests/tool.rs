//! The built program on files: exit codes and output.

mod archives;
mod checking;
mod facts;
mod fixing;
mod help;
#[cfg(unix)]
mod interrupting;
mod jobs;
mod output;
mod resuming;
mod starting;

use crate::support::{self, command};
use std::process::Command;

const VALID: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345678"},"totalAmount":"3200.00"}"#;
/// The amount in capitals differs from the amount in figures.
const WRONG: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345679"},"totalAmount":"3200.00","totalInCapitals":"叁仟贰佰壹拾元整"}"#;
/// The amount in capitals is not an amount.
const DOUBTFUL: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345670"},"totalAmount":"3200.00","totalInCapitals":"三千二百元整"}"#;

/// The result of a run of the tool.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn ran(command: Command, input: &[u8]) -> support::Result<Ran> {
    let (code, out, err) = support::ran(command, input)?;
    Ok(Ran { code, out, err })
}

fn tool(arguments: &[&str]) -> support::Result<Ran> {
    ran(command(arguments), b"")
}

fn tool_with(arguments: &[&str], input: impl AsRef<[u8]>) -> support::Result<Ran> {
    ran(command(arguments), input.as_ref())
}
