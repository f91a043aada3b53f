//! The key of an alliance in the commands about outcomes, and `tongbiao seal`.

use crate::{
    arguments::SealArguments,
    documents::{self, kind, outcome_bytes_max},
    exit::{Status, Stop},
    fixing::unwritten,
    indexing,
    language::Said,
    output, replacing,
};
use std::{io::Write, path::Path};
use tongbiao::{
    adjudication::Adjudication,
    document::{Document, DocumentKind},
    joint::JointAdjudication,
};
use tongbiao_json::{Failure, Seals};

/// The key in a file, if one is named. Outcomes are opened and sealed with it.
pub(crate) fn seals(path: Option<&Path>) -> Result<Seals, Stop> {
    Ok(path.map(indexing::key).transpose()?.map_or_else(Seals::default, |key| key.seal().clone().into()))
}

/// The message for an outcome in a file that cannot be opened.
pub(crate) fn unopened(name: &str, failure: &Failure) -> Said {
    let Said { zh, en } = Said::of(&failure.message);
    Said::new(format!("{name}：{zh}"), format!("{name}: {en}"))
}

/// The outcomes in a file, opened if they are sealed.
pub(crate) fn outcomes(path: &Path, seals: &Seals) -> Result<Vec<Adjudication>, Said> {
    opened(documents::outcomes(path)?, path, seals)
}

/// Outcomes of a file, opened if they are sealed.
pub(crate) fn opened(outcomes: Vec<Adjudication>, path: &Path, seals: &Seals) -> Result<Vec<Adjudication>, Said> {
    let opened = outcomes.into_iter().map(|outcome| seals.open(outcome));
    opened.collect::<Result<_, _>>().map_err(|failure| unopened(&documents::name(path), &failure))
}

/// Seals an outcome, or opens it.
pub(crate) fn run(arguments: &SealArguments) -> Result<Status, Stop> {
    let seals = seals(Some(&arguments.digest_key))?;
    let bytes = documents::bytes_up_to(&arguments.file, outcome_bytes_max()).map_err(Stop::File)?;
    let name = documents::name(&arguments.file);
    let refused = |failure: Failure| Stop::File(unopened(&name, &failure));
    let text = if kind(&bytes).as_deref() == Some(DocumentKind::JointAdjudication.as_str()) {
        let joint = seals.open(documents::parsed::<JointAdjudication>(&bytes, &name).map_err(Stop::File)?);
        let joint = joint.map_err(refused)?;
        Document::new(if arguments.open { joint } else { seals.seal(joint).map_err(refused)? }).to_json()?
    } else {
        let outcome = seals.open(documents::parsed::<Adjudication>(&bytes, &name).map_err(Stop::File)?);
        let outcome = outcome.map_err(refused)?;
        Document::new(if arguments.open { outcome } else { seals.seal(outcome).map_err(refused)? }).to_json()?
    };
    match &arguments.out {
        Some(path) => replacing::replace(path, text.as_bytes()).map_err(|error| Stop::File(unwritten(path, &error)))?,
        None => {
            let mut out = output::for_programs();
            out.write_all(text.as_bytes())?;
            out.flush()?;
        }
    }
    Ok(Status::Accepted)
}
