//! The runs over many applications that can be continued.

use super::{
    asked::{Asked, Shape},
    form::Form,
};
use crate::{
    arguments::CheckArguments,
    documents,
    exit::Stop,
    intake::Inputs,
    language::{Language, Said},
    meter::Meter,
    policy::Policy,
    reading::Reader,
    resuming::{self, Continued, Terms, not_twice},
};
use std::sync::Arc;
use tongbiao::{adjudication::Adjudication, check::Limits, plan::ReliefPlan, programme::Programme};
use tongbiao_json::Seals;

/// The programmes, the earlier outcomes, and the key of the alliance.
type Given<'a> = (&'a [Programme], Option<&'a [Adjudication]>, &'a Seals);

/// Opens the output of a run that can be continued; none if the run is not one of these. A run that must continue is then refused.
pub(super) fn opened(
    asked: &Asked<'_>,
    inputs: &Inputs,
    given: Given<'_>,
    form: &dyn Form,
    language: Language,
) -> Result<Option<Continued>, Stop> {
    let Some(out) = asked.out else { return Ok(None) };
    let terms = if form.can_continue() {
        terms(asked, inputs, given, language)?.ok_or_else(not_twice)
    } else {
        Err(as_a_whole())
    };
    match terms {
        Ok(terms) => resuming::open(out, terms, asked.is_resumed, language),
        Err(said) if asked.is_resumed => Err(Stop::Usage(said)),
        Err(_) => Ok(None),
    }
}

fn as_a_whole() -> Said {
    Said::new(
        "--resume 不用于 html 格式：网页在最后整体写出；请用 text、csv 或 ndjson",
        "--resume is not for the format html: the page is written as a whole, and cannot be appended to; use text, csv or ndjson",
    )
}

/// What must be the same in the run that continues; none if the inputs cannot be read twice.
fn terms(
    asked: &Asked<'_>,
    inputs: &Inputs,
    (programmes, earlier, seals): Given<'_>,
    language: Language,
) -> Result<Option<Terms>, Stop> {
    let mut arguments = CheckArguments::reading(inputs.paths.clone(), inputs.ndjson, None);
    arguments.out.clone_from(&inputs.out);
    let (exclusion, bytes_max) = (Policy::default().exclusion(), Limits::default().bytes_max);
    let reader = Reader { arguments, exclusion, bytes_max, meter: Arc::new(Meter::default()), start: None };
    let Some(files) = reader.listed() else { return Ok(None) };
    let circumstances = &asked.question.circumstances;
    let plan = asked.plan.map(documents::document::<ReliefPlan>).transpose().map_err(Stop::File)?;
    let language =
        if matches!(asked.shape, Shape::Table | Shape::Accounts) { format!("{language:?}") } else { String::new() };
    let mut terms = Terms::default();
    for (name, value) in [
        ("files", files),
        ("paths", format!("{:?}", inputs.paths)),
        ("programmes", serde_json::to_string(programmes)?),
        ("--plan", serde_json::to_string(&plan)?),
        ("--trace", format!("{:?}", asked.audience)),
        ("--earlier", serde_json::to_string(&earlier)?),
        ("--digest-key", format!("{:?}", seals.key().map(|key| key.identifier().to_string()))),
        ("--as-of", format!("{:?}", circumstances.as_of.map(|day| day.to_string()))),
        ("--quota-left", format!("{:?}", circumstances.quota_left)),
        ("--fund-balance", format!("{:?}", circumstances.fund_balance.map(|amount| amount.fen()))),
        ("--ndjson", inputs.ndjson.to_string()),
        ("--format", format!("{:?}", asked.shape)),
        ("--detail", format!("{:?}", asked.detail)),
        ("--show-values", asked.show_values.to_string()),
        ("--lang", language),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
    ] {
        terms.add(name, &value);
    }
    Ok(Some(terms))
}
