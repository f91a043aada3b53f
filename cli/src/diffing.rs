//! `tongbiao diff`: what a new revision of a programme changes, clause by clause, and on applications.

mod account;
mod effects;

use crate::{
    arguments::{DiffArguments, DiffFormat, Manner},
    documents,
    exit::{Status, Stop, complain},
    language::{Language, Said},
    ledger::{complain_unsound, ledger},
    output,
};
use std::io::Write;
use tongbiao::{
    amendment::{Amendment, Effect, Totals},
    application::Application,
    evaluate::{Evaluation, Plan},
    programme::Programme,
};
use tongbiao_json::{
    changes::{self, DiffReply},
    diff::Pair,
    effects::{CasesReply, cases, effect},
    reply,
};

/// Compares two programmes and prints what has changed.
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
            out.write_all(reply::indented(&difference.reply())?.as_bytes())?;
            out.flush()?;
        }
    }
    Ok(status)
}

/// Everything there is to tell.
struct Comparison<'a> {
    old: &'a Programme,
    new: &'a Programme,
    amendment: &'a Amendment,
    /// What changes on applications, where that was asked for and can be computed.
    cases: Option<&'a Cases>,
}

impl Comparison<'_> {
    fn reply(&self) -> DiffReply {
        changes::reply(self.old, self.new, self.amendment, self.cases.map(Cases::reply))
    }
}

/// What changes on applications.
struct Cases {
    is_as_if_in_force: bool,
    effects: Vec<CaseEffect>,
    totals: Totals,
}

/// What changes on one application, and where that stands.
struct CaseEffect {
    file: String,
    application: Application,
    effect: Effect,
}

impl Cases {
    /// Adjudicates every application under both programmes. One that cannot be decided is told, and does not stop the others.
    fn compute(
        arguments: &DiffArguments,
        programmes: [&Programme; 2],
        amendment: &Amendment,
        status: &mut Status,
        language: Language,
    ) -> Result<Self, Stop> {
        let applications = documents::applications(&arguments.on, status, language);
        if applications.is_empty() && *status < Status::Unreadable {
            return Err(Stop::Usage(Said::new(
                "--on 所给位置没有申请文件",
                "there is no application at the places given with --on",
            )));
        }
        if applications.len() > 1 && !arguments.circumstances.earlier.is_empty() {
            return Err(Stop::Usage(Said::new(
                "--earlier 是同一患儿此前的核定，只能与一份申请同用",
                "--earlier is for one child: give it with one application",
            )));
        }
        let [old, new] = programmes;
        let pair = Pair::new(old, new, arguments.as_if_in_force);
        let (mut evaluation, mut totals, mut effects) = (Evaluation::default(), Totals::default(), Vec::new());
        for (file, application) in applications {
            let ledger = match ledger(&arguments.circumstances, &application) {
                Ok(ledger) => ledger,
                Err(Stop::Usage(said)) => {
                    let (zh, en) = (format!("{file}：{}", said.zh), format!("{file}: {}", said.en));
                    complain(&Said::new(zh, en), language);
                    *status = (*status).max(Status::Usage);
                    continue;
                }
                Err(stop) => return Err(stop),
            };
            let effect = pair.effect(amendment, &application, &ledger.circumstances(), &mut evaluation);
            let effect = effect.map_err(|_| Stop::Internal)?;
            totals.add(&effect);
            effects.push(CaseEffect { file, application, effect });
        }
        Ok(Self { is_as_if_in_force: arguments.as_if_in_force, effects, totals })
    }

    fn reply(&self) -> CasesReply {
        let of = |case: &CaseEffect| effect(&case.file, &case.application.id, &case.effect);
        cases(self.is_as_if_in_force, &self.totals, self.effects.iter().map(of).collect())
    }
}
