//! The part of a run over many applications that receives the entries in the order of the input.

use super::{
    asked::Asked,
    form::{Form, Kept},
    judging::{Entry, Judge},
    totals::Totals,
};
use crate::{
    exit::{Status, Stop, complain},
    fixing, in_force,
    intake::{Taken, Use},
    language::{Language, Said, counted},
    output::Sink,
    position::{Position, number, numbers},
    resuming::{Journal, Start, how_to_continue},
};
use serde_json::{Value, json};
use std::{
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};
use tongbiao_json::input::Source;

/// The part of a run that receives the entries in the order of the input.
pub(super) struct Desk {
    pub(super) judge: Arc<Judge>,
    pub(super) form: Arc<dyn Form>,
    pub(super) out: Sink,
    pub(super) totals: Totals,
    pub(super) kept: Kept,
    pub(super) status: Status,
    /// The files of the prepared programmes.
    pub(super) paths: Vec<PathBuf>,
    /// The programmes that were reported as duplicates.
    pub(super) complained: Vec<bool>,
    /// The record of the progress, if the run can be continued.
    pub(super) journal: Option<Journal>,
    pub(super) language: Language,
}

impl Desk {
    fn entry(&mut self, entry: Entry) -> Result<(), Stop> {
        let Entry { text, outcomes, duplicate, is_erroneous, is_failed } = entry;
        let rows = outcomes.len().saturating_add(1);
        for (programme, counted) in outcomes {
            self.totals.add(programme, counted);
        }
        self.totals.erroneous += usize::from(is_erroneous);
        self.totals.failed += usize::from(is_failed);
        if is_erroneous || is_failed {
            self.status = self.status.max(Status::Found);
        }
        for place in duplicate {
            self.complain_duplicate(place);
        }
        let text = text?;
        match self.form.kept_max() {
            None => Ok(self.out.write_all(text.as_bytes())?),
            Some(most) if self.kept.left == 0 && self.kept.rows.saturating_add(rows) <= most => {
                self.kept.rows += rows;
                self.kept.entries.push(text);
                Ok(())
            }
            Some(_) => {
                self.kept.left += rows;
                Ok(())
            }
        }
    }

    /// Reports a programme with two different documents of one revision, once.
    fn complain_duplicate(&mut self, place: usize) {
        self.status = self.status.max(Status::Found);
        let is_new = self.complained.get_mut(place).is_some_and(|is_told| !std::mem::replace(is_told, true));
        if let (Some(path), Some(programme), true) =
            (self.paths.get(place), self.judge.prepared.programmes().get(place), is_new)
        {
            complain(&in_force::twice(path, programme), self.language);
        }
    }

    /// Prints the end of the output, and the total line outside it.
    pub(super) fn finish(&mut self, taken: &Taken, asked: &Asked<'_>) -> Result<(), Stop> {
        self.totals.skipped = taken.skipped;
        self.totals.is_interrupted = taken.is_interrupted;
        self.form.end(&self.totals, &self.kept, &mut self.out)?;
        match (self.out.complete(), asked.out) {
            (Err(error), Some(path)) => return Err(Stop::File(fixing::unwritten(path, &error))),
            (completed, _) => completed?,
        }
        if taken.is_interrupted {
            let applications = self.totals.applications;
            let said = Said::new(
                format!("已中断；仅输出此前 {applications} 份申请的结果"),
                format!("interrupted; only the outcomes of {} are printed", counted(applications, "application")),
            );
            complain(&said, self.language);
            self.tell_how_to_continue();
        } else if let Some(journal) = &self.journal {
            journal.remove();
        }
        if asked.question.quiet {
            return Ok(());
        }
        let said = self.totals.said(true);
        if asked.out.is_some() {
            let mut out = io::stdout().lock();
            for line in self.language.choose(said.zh, said.en) {
                writeln!(out, "{line}")?;
            }
            return Ok(out.flush()?);
        }
        if !self.form.has_totals() {
            complain(&said, self.language);
        }
        Ok(())
    }
}

impl Use<Entry> for Desk {
    fn document(&mut self, _: &Source<'_>, entry: Entry) -> Result<(), Stop> {
        self.totals.applications += 1;
        self.entry(entry)
    }

    fn refused(&mut self, entry: Entry) -> Result<(), Stop> {
        self.entry(entry)
    }

    fn unread(&mut self, source: &Source<'_>, reason: &Said) -> Result<(), Stop> {
        let entry = self.judge.unread(source, reason);
        self.entry(entry)
    }

    fn is_record_due(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::is_due)
    }

    fn record(&mut self, position: &Position, taken: &Taken) -> Result<(), Stop> {
        let state = self.state(taken);
        self.journal.as_mut().map_or(Ok(()), |journal| journal.note(position, state, &mut self.out))
    }

    fn changed(&mut self) -> Stop {
        self.journal.as_mut().map_or(Stop::Internal, Journal::refuse)
    }

    fn nothing(&self) -> Said {
        Said::new("未找到申请；请核对路径", "no application was found; check the paths")
    }

    fn pause(&mut self) -> Result<(), Stop> {
        Ok(self.out.flush()?)
    }

    fn end(&mut self) -> Result<(), Stop> {
        Ok(())
    }
}

impl Desk {
    /// The state of the run, for a run that continues.
    pub(super) fn state(&self, taken: &Taken) -> Value {
        let duplicates: Vec<usize> = self.complained.iter().map(|is_told| usize::from(*is_told)).collect();
        let counts = [self.status as usize, taken.status as usize, taken.documents, taken.skipped];
        json!({"counts": counts, "duplicates": duplicates, "totals": self.totals.to_json()})
    }

    /// Continues an earlier run. Returns its last document and the counts up to it.
    pub(super) fn resume(&mut self, (position, state): Start) -> Result<(Position, Taken), Stop> {
        let taken =
            self.restored(&state).ok_or_else(|| self.journal.as_mut().map_or(Stop::Internal, Journal::refuse))?;
        Ok((position, taken))
    }

    fn restored(&mut self, state: &Value) -> Option<Taken> {
        let [own, taken, documents, skipped] = numbers(state.get("counts")?)?;
        self.status = self.status.max(Status::of(own)?);
        self.totals.set(state.get("totals")?)?;
        let duplicates = state.get("duplicates")?.as_array()?;
        if duplicates.len() != self.complained.len() {
            return None;
        }
        for (is_told, json) in self.complained.iter_mut().zip(duplicates) {
            *is_told = number(json)? == 1;
        }
        Some(Taken { status: Status::of(taken)?, documents, skipped, is_interrupted: false })
    }

    /// States how to continue a run that has ended before its end, if it can be continued.
    pub(super) fn tell_how_to_continue(&self) {
        if self.journal.as_ref().is_some_and(Journal::can_continue) {
            complain(&how_to_continue(), self.language);
        }
    }
}
