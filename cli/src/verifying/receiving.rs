//! Receives the results of outcomes, prints and counts them.

use super::{
    shown::Shown,
    work::{Found, Work},
};
use crate::{
    exit::{Status, Stop, complain},
    language::{Said, counted},
    ledger::complain_unsound,
};
use std::{collections::BTreeSet, io::Write, path::PathBuf, sync::Arc};
use tongbiao::evaluate::Plan;
use tongbiao_json::verify::Verification;

/// Receives the results.
pub(super) struct Receiving<'a> {
    pub(super) work: Arc<Work>,
    pub(super) shown: Shown,
    /// The files of the programmes.
    paths: &'a [PathBuf],
    states: Vec<State>,
    /// The programmes whose errors were reported.
    complained: BTreeSet<usize>,
    pub(super) counts: Counts,
    status: Status,
}

/// The state of an outcome.
enum State {
    /// No application with its identifier was read yet.
    Open,
    /// An application with its identifier was read, but the inputs are not those of the outcome.
    OtherInputs(Box<Found>),
    /// The result is printed.
    Done,
}

/// The counts of a run over many applications.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) applications: usize,
    pub(super) without_outcome: usize,
    verified: usize,
    different: usize,
    not_verified: usize,
}

impl Counts {
    /// The counts in words, with the number of files that were skipped.
    pub(super) fn said(&self, skipped: usize) -> Said {
        let Self { applications, without_outcome, verified, different, not_verified } = *self;
        let outcomes = verified + different + not_verified;
        let mut said = Said::new(
            format!("申请 {applications} 份，核定结果 {outcomes} 份：核对无误 {verified} 份"),
            format!("{}, {}: {verified} verified", counted(applications, "application"), counted(outcomes, "outcome")),
        );
        for (count, zh, en) in [(different, "不一致", "different"), (not_verified, "不能核对", "not verified")] {
            if count > 0 {
                said.zh.push_str(&format!("，{zh} {count} 份"));
                said.en.push_str(&format!(", {count} {en}"));
            }
        }
        if without_outcome > 0 {
            said.zh.push_str(&format!("；{without_outcome} 份申请没有核定结果"));
            said.en.push_str(&format!("; applications without an outcome: {without_outcome}"));
        }
        if skipped > 0 {
            said.zh.push_str(&format!("；跳过 {skipped} 份其他文件"));
            said.en.push_str(&format!("; other files skipped: {skipped}"));
        }
        said
    }
}

impl<'a> Receiving<'a> {
    /// Nothing is received yet. `paths` are the files of the programmes.
    pub(super) fn new(work: Work, paths: &'a [PathBuf], shown: Shown) -> Self {
        let states = (0..work.stored.len()).map(|_| State::Open).collect();
        let (complained, counts, status) = (BTreeSet::new(), Counts::default(), Status::Accepted);
        Self { work: Arc::new(work), shown, paths, states, complained, counts, status }
    }

    /// Verifies each outcome on the application that is given with it, in the order of the outcomes.
    pub(super) fn all_of_given_applications(mut self) -> Result<Status, Stop> {
        for outcome in 0..self.states.len() {
            let work = Arc::clone(&self.work);
            self.show(work.found(outcome, |id| work.inputs.application(id)))?;
        }
        self.finished()
    }

    /// Receives the result of an outcome on one application. Another application with the same identifier may be the one from which it was
    /// computed.
    pub(super) fn receive(&mut self, found: Found) -> Result<(), Stop> {
        let Some(state) = self.states.get_mut(found.outcome) else { return Err(Stop::Internal) };
        let is_other = found.reply.as_ref().is_ok_and(|reply| reply.result == Verification::OtherInputs);
        match state {
            State::Done => Ok(()),
            State::Open if is_other => {
                *state = State::OtherInputs(Box::new(found));
                Ok(())
            }
            State::OtherInputs(_) if is_other => Ok(()),
            State::Open | State::OtherInputs(_) => {
                *state = State::Done;
                self.show(found)
            }
        }
    }

    fn show(&mut self, found: Found) -> Result<(), Stop> {
        let language = self.shown.language;
        if let Some(place) = found.unsound.filter(|place| self.complained.insert(*place)) {
            let programme = self.paths.get(place).zip(self.work.inputs.programmes.get(place));
            if let Some((path, Err(error))) = programme.map(|(path, programme)| (path, Plan::of(programme))) {
                complain_unsound(path, &error, language);
            }
        }
        let count = match &found.reply {
            Ok(reply) if reply.result == Verification::Same => &mut self.counts.verified,
            Ok(reply) if reply.result == Verification::Different => &mut self.counts.different,
            _ => &mut self.counts.not_verified,
        };
        *count += 1;
        let status = match found.reply {
            Ok(reply) => self.shown.show(self.work.stored.named(found.outcome), reply)?,
            Err(said) => {
                complain(&said, language);
                Status::Unreadable
            }
        };
        self.status = self.status.max(status);
        Ok(())
    }

    /// Prints the remaining results: of outcomes whose application was not read, or whose inputs are not those of the outcome.
    pub(super) fn rest(&mut self) -> Result<(), Stop> {
        for outcome in 0..self.states.len() {
            let state = self.states.get_mut(outcome).map(|state| std::mem::replace(state, State::Done));
            match state {
                Some(State::Open) => self.show(self.work.found(outcome, |_| None))?,
                Some(State::OtherInputs(found)) => self.show(*found)?,
                Some(State::Done) | None => {}
            }
        }
        Ok(())
    }

    /// The highest status, after the output is written.
    pub(super) fn finished(mut self) -> Result<Status, Stop> {
        self.shown.out.flush()?;
        Ok(self.status)
    }
}
