//! `tongbiao verify`: recomputes outcomes from the documents that they name, and reports differences.

mod many;
mod receiving;
mod shown;
mod stored;
mod work;

use self::{receiving::Receiving, shown::Shown, stored::Stored, work::Work};
use crate::{
    arguments::{CheckArguments, Manner, VerifyArguments},
    documents,
    exit::{Status, Stop},
    ledger::earlier,
    packed::Packing,
    reading::is_one_document,
    sealing::seals,
};
use std::path::{Path, PathBuf};
use tongbiao::{plan::ReliefPlan, programme::Programme, record::application::Application};
use tongbiao_json::verify::{Inputs, Required};

/// Verifies all named outcomes.
pub(crate) fn run(arguments: &VerifyArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let mut status = Status::Accepted;
    let are_many = arguments.application.iter().any(|path| holds_several(path));
    // Of many applications, each is read when its turn comes.
    let applications = arguments.application.iter().filter(|_| !are_many);
    let applications = applications.map(|path| documents::document::<Application>(path));
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
    let plan = arguments.plan.as_deref().map(documents::document::<ReliefPlan>).transpose().map_err(Stop::File)?;
    let (stored, found) = Stored::of(&arguments.outcomes, plan, language);
    let are_several = are_many || stored.len() > 1 || arguments.outcomes.len() > 1;
    let work = Work { inputs, stored, seals };
    let receiving = Receiving::new(work, &paths, Shown::new(arguments.format, are_several, manner));
    let result =
        if are_many { many::all(arguments, receiving, language)? } else { receiving.all_of_given_applications()? };
    Ok(status.max(found).max(result))
}

/// Whether a path may have several applications. A single file is one application.
fn holds_several(path: &Path) -> bool {
    !is_one_document(path, &CheckArguments::reading(Vec::new(), false, None)) || Packing::of(path).is_some()
}
