//! `tongbiao verify`: recomputes outcomes from the documents that they name, and reports differences.

use crate::{
    arguments::{AccountFormat, Manner, VerifyArguments},
    columns::visible,
    documents,
    exit::{Status, Stop, complain},
    language::{Language, Said},
    ledger::{complain_unsound, earlier},
    output::{self, PLACE},
    sealing::{outcomes, seals, unopened},
};
use std::{io::Write, path::PathBuf};
use tongbiao::{
    adjudication::Adjudication, evaluate::Plan, explain::masked, plan::ReliefPlan, programme::Programme,
    record::application::Application,
};
use tongbiao_json::{
    reply,
    verify::{Inputs, Required, Verification, VerifyReply},
};

/// Verifies all named outcomes.
pub(crate) fn run(arguments: &VerifyArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let mut status = Status::Accepted;
    let applications = arguments.application.iter().map(|path| documents::document::<Application>(path));
    let applications = applications.collect::<Result<Vec<_>, _>>().map_err(Stop::File)?;
    let programmes = documents::programmes(&arguments.programme, &mut status, language);
    if programmes.is_empty() && status < Status::Unreadable {
        return Err(Stop::Usage(documents::no_programme()));
    }
    let (paths, programmes): (Vec<PathBuf>, Vec<Programme>) = programmes.into_iter().unzip();
    let given = &arguments.required;
    let required = Required {
        as_of: given.as_of,
        quota_left: given.quota_left,
        fund_balance: given.fund_balance,
        no_earlier: given.no_earlier,
    };
    let seals = seals(arguments.digest_key.as_deref())?;
    let inputs = Inputs { applications, programmes, earlier: earlier(&given.earlier, &seals)?, required };
    let mut out = match arguments.format {
        AccountFormat::Text => output::for_people(manner.color),
        AccountFormat::Json => output::for_programs(),
    };
    if let Some(plan) = &arguments.plan {
        let plan = documents::document::<ReliefPlan>(plan).map_err(Stop::File)?;
        for path in &arguments.outcomes {
            documents::each_joint_outcome(path, |line, outcome| {
                let name = documents::name(path);
                let name = line.map_or_else(|| name.clone(), |line| format!("{name}:{line}"));
                let outcome = seals.open_joint(outcome);
                let outcome = outcome.map_err(|failure| Stop::File(unopened(&name, &failure)))?;
                let reply = inputs.verify_joint(&outcome, &plan)?;
                status = status.max(self::status(&reply));
                match arguments.format {
                    AccountFormat::Text => tell(&mut *out, &name, &reply, language),
                    AccountFormat::Json if line.is_some() || arguments.outcomes.len() > 1 => {
                        Ok(writeln!(out, "{}", reply::line(&reply)?)?)
                    }
                    AccountFormat::Json => Ok(out.write_all(reply::indented(&reply)?.as_bytes())?),
                }
            })?;
        }
        out.flush()?;
        return Ok(status);
    }
    let are_several = arguments.outcomes.len() > 1;
    for path in &arguments.outcomes {
        let outcomes = match outcomes(path, &seals) {
            Ok(outcomes) => outcomes,
            Err(said) => {
                complain(&said, language);
                status = status.max(Status::Unreadable);
                continue;
            }
        };
        let many = outcomes.len() > 1;
        for (place, outcome) in outcomes.iter().enumerate() {
            let name = documents::name(path);
            let name = if many { format!("{name}:{}", place + 1) } else { name };
            let reply = inputs.verify(outcome)?;
            if reply.result == Verification::ProgrammeErrors {
                complain_of_programme(&inputs, &paths, outcome, language);
            }
            status = status.max(self::status(&reply));
            match arguments.format {
                AccountFormat::Text => tell(&mut *out, &name, &reply, language)?,
                AccountFormat::Json if many || are_several => writeln!(out, "{}", reply::line(&reply)?)?,
                AccountFormat::Json => out.write_all(reply::indented(&reply)?.as_bytes())?,
            }
        }
    }
    out.flush()?;
    Ok(status)
}

/// Prints the result for one outcome.
fn tell(out: &mut dyn Write, name: &str, reply: &VerifyReply, language: Language) -> Result<(), Stop> {
    let message = Said::of(&reply.message).line(language);
    writeln!(out, "{PLACE}{name}:{PLACE:#} {}", visible(&masked(message)))?;
    for note in reply.notes.iter().map(Said::of) {
        for text in language.choose(note.zh, note.en) {
            writeln!(out, "  {}", visible(&masked(text)))?;
        }
    }
    Ok(())
}

/// Reports that the programme of an outcome has errors.
fn complain_of_programme(inputs: &Inputs, paths: &[PathBuf], outcome: &Adjudication, language: Language) {
    let place = inputs.programme_of(outcome);
    let programme = place.and_then(|place| Some((paths.get(place)?, inputs.programmes.get(place)?)));
    if let Some((path, Err(error))) = programme.map(|(path, programme)| (path, Plan::of(programme))) {
        complain_unsound(path, &error, language);
    }
}

fn status(reply: &VerifyReply) -> Status {
    if reply.result == Verification::Same { Status::Accepted } else { Status::Found }
}
