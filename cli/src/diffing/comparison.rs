//! The data of `diff`: two programmes, their changes, and the effects on applications.

use crate::{
    arguments::DiffArguments,
    documents,
    exit::{Status, Stop, complain},
    language::{Language, Said},
    ledger::ledger,
    sealing::seals,
};
use tongbiao::{
    amendment::{Amendment, Effect, Totals},
    evaluate::Evaluation,
    programme::Programme,
    record::application::Application,
};
use tongbiao_json::{
    Failure,
    changes::{self, DiffReply},
    diff::Pair,
    effects::{CasesReply, cases, effect},
};

/// The complete comparison.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Programme,
    pub(super) new: &'a Programme,
    pub(super) amendment: &'a Amendment,
    /// The effects on applications, if requested and computable.
    pub(super) cases: Option<&'a Cases>,
}

impl Comparison<'_> {
    /// The changes as a reply of the facade.
    pub(super) fn reply(&self) -> Result<DiffReply, Failure> {
        changes::reply(self.old, self.new, self.amendment, self.cases.map(Cases::reply).transpose()?)
    }
}

/// The effects on applications.
pub(super) struct Cases {
    pub(super) is_as_if_in_force: bool,
    pub(super) effects: Vec<CaseEffect>,
    pub(super) totals: Totals,
}

/// The effect on one application, with the name of its file.
pub(super) struct CaseEffect {
    pub(super) file: String,
    pub(super) application: Application,
    pub(super) effect: Effect,
}

impl Cases {
    /// Adjudicates each application under both programmes. One that cannot be decided is reported and does not stop the
    /// others.
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
                "--on 所指定的路径中无申请文件；请核对路径",
                "no application found in the paths of --on; check the paths",
            )));
        }
        if applications.len() > 1 && !arguments.circumstances.earlier.is_empty() {
            return Err(Stop::Usage(Said::new(
                "--earlier 为同一患儿的以往核定，仅可与一份申请同用",
                "--earlier concerns one child; use it with one application only",
            )));
        }
        let [old, new] = programmes;
        let seals = seals(arguments.circumstances.digest_key.as_deref())?;
        let pair = Pair::new(old, new, arguments.as_if_in_force);
        let (mut evaluation, mut totals, mut effects) = (Evaluation::default(), Totals::default(), Vec::new());
        for (file, application) in applications {
            let ledger = match ledger(&arguments.circumstances, &application, &seals) {
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

    fn reply(&self) -> Result<CasesReply, Failure> {
        let of = |case: &CaseEffect| effect(&case.file, &case.application.id, &case.effect);
        cases(self.is_as_if_in_force, &self.totals, self.effects.iter().map(of).collect::<Result<_, _>>()?)
    }
}
