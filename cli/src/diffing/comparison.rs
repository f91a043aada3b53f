//! Two programmes, what has changed between them, and what that changes on applications.

use crate::{
    arguments::DiffArguments,
    documents,
    exit::{Status, Stop, complain},
    language::{Language, Said},
    ledger::Ledger,
};
use tongbiao::{
    amendment::{Amendment, Effect, Totals},
    evaluate::{Case, Detail, Evaluation, Plan},
    programme::Programme,
    record::application::Application,
    value::Period,
};

/// Everything there is to tell.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Programme,
    pub(super) new: &'a Programme,
    pub(super) amendment: &'a Amendment,
    /// What changes on applications, where that was asked for and can be computed.
    pub(super) cases: Option<&'a Cases>,
}

/// What changes on applications.
pub(super) struct Cases {
    pub(super) is_as_if_in_force: bool,
    pub(super) effects: Vec<CaseEffect>,
    pub(super) totals: Totals,
}

/// What changes on one application, and where that stands.
pub(super) struct CaseEffect {
    pub(super) file: String,
    pub(super) application: Application,
    pub(super) effect: Effect,
}

impl Cases {
    /// Adjudicates every application under both programmes. One that cannot be decided is told, and does not stop the others.
    pub(super) fn compute(
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
        let programmes = programmes.map(|programme| in_force(programme, arguments.as_if_in_force));
        let [old, new] = &programmes;
        let (Ok(old), Ok(new)) = (Plan::of(old), Plan::of(new)) else { return Err(Stop::Internal) };
        let (mut evaluation, mut totals, mut effects) = (Evaluation::default(), Totals::default(), Vec::new());
        for (file, application) in applications {
            let ledger = match Ledger::new(&arguments.circumstances, &application) {
                Ok(ledger) => ledger,
                Err(Stop::Usage(said)) => {
                    let (zh, en) = (format!("{file}：{}", said.zh), format!("{file}: {}", said.en));
                    complain(&Said::new(zh, en), language);
                    *status = (*status).max(Status::Usage);
                    continue;
                }
                Err(stop) => return Err(stop),
            };
            let (case, circumstances) = (Case::of(&application), ledger.circumstances());
            let mut outcome = |plan| evaluation.adjudicate(plan, &case, &circumstances, Detail::Full);
            let (before, after) = (outcome(&old), outcome(&new));
            let effect = Effect::of(amendment, before, after);
            totals.add(&effect);
            drop(ledger);
            effects.push(CaseEffect { file, application, effect });
        }
        Ok(Self { is_as_if_in_force: arguments.as_if_in_force, effects, totals })
    }
}

/// A programme that is in force at any time, if that is asked for.
fn in_force(programme: &Programme, is_as_if: bool) -> Programme {
    let mut programme = programme.clone();
    if is_as_if {
        programme.effective = Period::new();
    }
    programme
}
