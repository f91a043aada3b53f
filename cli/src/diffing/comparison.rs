//! What `diff` compares: two programmes, and what changes on applications.

use crate::{
    arguments::DiffArguments,
    documents,
    exit::{Status, Stop, complain},
    language::{Language, Said},
    ledger::ledger,
};
use tongbiao::{
    amendment::{Amendment, Effect, Totals},
    evaluate::Evaluation,
    programme::Programme,
    record::application::Application,
};
use tongbiao_json::{
    changes::{self, DiffReply},
    diff::Pair,
    effects::{CasesReply, cases, effect},
};

/// Everything there is to tell.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Programme,
    pub(super) new: &'a Programme,
    pub(super) amendment: &'a Amendment,
    /// What changes on applications, where that was asked for and can be computed.
    pub(super) cases: Option<&'a Cases>,
}

impl Comparison<'_> {
    /// The changes as the facade replies them.
    pub(super) fn reply(&self) -> DiffReply {
        changes::reply(self.old, self.new, self.amendment, self.cases.map(Cases::reply))
    }
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
