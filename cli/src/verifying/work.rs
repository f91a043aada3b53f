//! The verification of one outcome.

use super::stored::{Outcome, Stored};
use crate::language::Said;
use tongbiao::{record::application::Application, value::LocalId};
use tongbiao_json::{
    Seals,
    verify::{Inputs, Verification, VerifyReply},
};

/// What the verification of an outcome uses.
pub(super) struct Work {
    pub(super) inputs: Inputs,
    pub(super) stored: Stored,
    pub(super) seals: Seals,
}

/// The result for an outcome.
pub(super) struct Found {
    /// The index of the outcome.
    pub(super) outcome: usize,
    /// The result, or the reason why the outcome cannot be read.
    pub(super) reply: Result<VerifyReply, Said>,
    /// The index of its programme, if the programme has errors.
    pub(super) unsound: Option<usize>,
}

impl Work {
    /// The results for all outcomes on an application.
    pub(super) fn on(&self, application: &Application) -> Vec<Found> {
        let outcomes = self.stored.of_application(application.id.as_str());
        outcomes.iter().map(|outcome| self.found(*outcome, |_| Some(application))).collect()
    }

    /// The result for an outcome, on the application with the identifier that it states.
    pub(super) fn found<'a>(
        &self,
        outcome: usize,
        application: impl FnOnce(&LocalId) -> Option<&'a Application>,
    ) -> Found {
        let mut unsound = None;
        let reply = self.stored.read(outcome, &self.seals).and_then(|read| {
            let reply = match &read {
                Outcome::Joint(outcome, plan) => {
                    self.inputs.verify_joint_on(application(&outcome.joint.application), outcome, plan)
                }
                Outcome::Single(outcome) => {
                    let reply = self.inputs.verify_on(application(&outcome.application), outcome);
                    let has_errors = reply.as_ref().is_ok_and(|reply| reply.result == Verification::ProgrammeErrors);
                    unsound = self.inputs.programme_of(outcome).filter(|_| has_errors);
                    reply
                }
            };
            reply.map_err(|failure| Said::of(&failure.message))
        });
        Found { outcome, reply, unsound }
    }
}
