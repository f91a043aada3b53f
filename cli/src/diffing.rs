//! `tongbiao diff`: compares two revisions of a programme clause by clause, and their awards on applications.

mod account;
mod comparison;
mod effects;
mod printer;

use crate::{
    arguments::{DiffArguments, DiffFormat, Manner},
    documents,
    exit::{Status, Stop},
    ledger::complain_unsound,
    output,
};
use comparison::{Cases, Comparison};
use std::io::Write;
use tongbiao::{amendment::Amendment, evaluate::Plan, programme::Programme};
use tongbiao_json::reply;

/// Compares two programmes and prints the changes.
pub(crate) fn run(arguments: &DiffArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let old = documents::document::<Programme>(&arguments.old).map_err(Stop::File)?;
    let new = documents::document::<Programme>(&arguments.new).map_err(Stop::File)?;
    let mut status = Status::Accepted;
    let amendment = Amendment::of(&old, &new, arguments.circumstances.as_of);
    if amendment.is_substantial() {
        status = Status::Found;
    }
    let mut are_sound = true;
    for (path, programme) in [(&arguments.old, &old), (&arguments.new, &new)] {
        if let Err(error) = Plan::of(programme) {
            status = status.max(complain_unsound(path, &error, language));
            are_sound = false;
        }
    }
    let cases = if arguments.on.is_empty() || !are_sound {
        None
    } else {
        Some(Cases::compute(arguments, [&old, &new], &amendment, &mut status, language)?)
    };
    let difference = Comparison { old: &old, new: &new, amendment: &amendment, cases: cases.as_ref() };
    match arguments.format {
        DiffFormat::Text => {
            let mut out = output::for_people(manner.color);
            account::print(&mut *out, &difference, arguments, language)?;
            out.flush()?;
        }
        DiffFormat::Json => {
            let mut out = output::for_programs();
            out.write_all(reply::indented(&difference.reply()?)?.as_bytes())?;
            out.flush()?;
        }
    }
    Ok(status)
}
