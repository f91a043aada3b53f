//! The results of a check: counts them, prints them, and determines the exit code.

use crate::{
    arguments::{CheckArguments, CheckFormat, Manner},
    columns::visible,
    continuing,
    exit::{Status, Stop, complain},
    fixing,
    folder::Skipped,
    language::{Language, Said},
    meter::Meter,
    output::{self as terminal, Sink},
    outputs::{
        self,
        examined::Examined,
        output::{Ending, Output},
    },
    policy::{Baseline, Policy},
    position::{Position, number, numbers},
    progress::{Doing, Progress},
    resuming::{Continued, Journal, Start, how_to_continue},
    selection::Selection,
    tally::Tally,
    treatment::Treated,
};
use serde_json::{Value, json};
use std::{
    io::{self, Write},
    sync::Arc,
};
use tongbiao::check::{Checked, Fixed, ReportOptions};
use tongbiao_json::input::Source;

/// Receives the results of a run in the order of the input.
pub(crate) struct Reporter<'a> {
    arguments: &'a CheckArguments,
    pub(crate) language: Language,
    pub(crate) options: ReportOptions,
    selection: Selection,
    policy: &'a Policy,
    output: Box<dyn Output>,
    out: Sink,
    /// The record of the progress, if the run can be continued.
    journal: Option<Journal>,
    /// The place from which the run continues.
    start: Option<Start>,
    /// Whether the output file existed before the run.
    pub(crate) has_output: bool,
    progress: Progress,
    pub(crate) tally: Tally,
    pub(crate) status: Status,
}

impl<'a> Reporter<'a> {
    /// The reporter of a run. `is_one`: a single document is checked.
    pub(crate) fn new(
        arguments: &'a CheckArguments,
        policy: &'a Policy,
        manner: &Manner,
        is_one: bool,
    ) -> Result<Self, Stop> {
        let language = manner.language();
        if arguments.statistics && !matches!(arguments.format, CheckFormat::Text | CheckFormat::Json) {
            return Err(Stop::Usage(Said::new(
                "--statistics 只用于 text 和 json 格式；其他格式的报告请另行生成",
                "--statistics is for the formats text and json; write reports in other formats in a run of their own",
            )));
        }
        let output = outputs::output(arguments, is_one, language);
        let for_people = matches!(arguments.format, CheckFormat::Text | CheckFormat::OneLine);
        let has_output = arguments.out.as_ref().is_some_and(|out| out.is_file());
        let continued = continuing::opened(arguments, policy, &*output, language)?;
        let (continued, journal, start) = continued
            .map_or((None, None, None), |Continued { sink, journal, start }| (Some(sink), Some(journal), start));
        let out = match (continued, &arguments.out) {
            (Some(sink), _) => sink,
            (None, Some(path)) => Sink::file(path).map_err(|error| Stop::File(fixing::unwritten(path, &error)))?,
            (None, None) if for_people => Sink::Standard(terminal::for_people(manner.color)),
            (None, None) => Sink::Standard(terminal::for_programs()),
        };
        Ok(Self {
            arguments,
            language,
            selection: Selection::new(&arguments.select, &arguments.ignore)?,
            policy,
            options: ReportOptions {
                show_values: arguments.show_values,
                list_rules: arguments.list_rules,
                findings_max: arguments
                    .max_findings
                    .map(|most| usize::try_from(most).unwrap_or(usize::MAX))
                    .or(policy.findings_max)
                    .unwrap_or(ReportOptions::default().findings_max),
                limits: policy.limits,
            },
            output,
            out,
            journal,
            start,
            has_output,
            progress: Progress::new(!arguments.quiet, Doing::Checking, language),
            tally: Tally { is_each_alone: arguments.each_alone, ..Tally::default() },
            status: Status::Accepted,
        })
    }

    /// Prints the beginning.
    pub(crate) fn begin(&mut self) -> Result<(), Stop> {
        if self.start.is_some() { Ok(()) } else { self.output.begin(&mut self.out) }
    }

    /// The last document of the run that is continued, with the counts before each group of files that had not ended. The counts of
    /// that run become those of this one.
    pub(crate) fn resume(&mut self) -> Result<Option<(Position, Vec<Tally>)>, Stop> {
        let Some((position, state)) = self.start.take() else { return Ok(None) };
        self.restored(&state).map(|before| Some((position, before))).ok_or_else(|| self.refuse())
    }

    fn restored(&mut self, state: &Value) -> Option<Vec<Tally>> {
        let tally = |json: &Value, of: Tally| {
            let mut tally = of;
            tally.set_numbers(numbers(json)?);
            Some(tally)
        };
        self.tally = tally(state.get("tally")?, self.tally)?;
        self.status = Status::of(number(state.get("status")?)?)?;
        self.output.resume(state.get("output")?)?;
        self.has_output = state.get("hadOutput")?.as_bool()?;
        state.get("groups")?.as_array()?.iter().map(|group| tally(group, self.tally)).collect()
    }

    /// The refusal of a run that cannot be continued with these inputs.
    pub(crate) fn refuse(&mut self) -> Stop {
        self.journal.as_mut().map_or(Stop::Internal, Journal::refuse)
    }

    /// Whether the progress is to be recorded.
    pub(crate) fn is_record_due(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::is_due)
    }

    /// Records the progress after a document, with the counts before each group of files that has not ended.
    pub(crate) fn record(&mut self, position: &Position, groups: &[Tally]) -> Result<(), Stop> {
        let (Some(journal), Some(kept)) = (&mut self.journal, self.output.kept()) else { return Ok(()) };
        let groups: Vec<_> = groups.iter().map(|tally| tally.numbers()).collect();
        let state = json!({"tally": self.tally.numbers(), "status": self.status as u8, "groups": groups, "output": kept, "hadOutput": self.has_output});
        journal.note(position, state, &mut self.out)
    }

    /// States how to continue a run that has ended before its end, if it can be continued.
    pub(crate) fn tell_how_to_continue(&self) {
        if self.journal.as_ref().is_some_and(Journal::can_continue) {
            complain(&how_to_continue(), self.language);
        }
    }

    /// Counts and prints one document.
    pub(crate) fn document(
        &mut self,
        source: &Source<'_>,
        checked: &Checked,
        fixed: Option<&Fixed>,
    ) -> Result<(), Stop> {
        let treated = Treated::new(source.name, checked, &self.selection, self.policy);
        self.tally.count(&treated);
        self.status = self.status.max(treated.status(self.arguments.fail_on));
        if let Some(fixed) = fixed {
            self.fixed(source, checked, fixed)?;
        }
        self.progress.clear();
        self.output.document(&Examined::new(source, &treated, &self.options), &mut self.out)?;
        let is_report = matches!(self.arguments.format, CheckFormat::Json | CheckFormat::Ndjson);
        if is_report || !checked.findings.is_empty() {
            // During a long run, the result of each document is visible as soon as it is known.
            self.out.flush()?;
        }
        self.show_progress()
    }

    /// Shows the progress, if that is due.
    pub(crate) fn show_progress(&mut self) -> Result<(), Stop> {
        if self.progress.is_due() {
            self.out.flush()?;
            self.progress.draw(self.tally.documents);
        }
        Ok(())
    }

    /// The bytes that the run reads, and whether their total is shown.
    pub(crate) fn meter(&self) -> (Arc<Meter>, bool) {
        (self.progress.meter(), self.progress.is_wanted())
    }

    /// Reports that the run was interrupted, in the file of that name. Its results so far are printed by `finish`.
    pub(crate) fn interrupted(&mut self, name: &str) -> Result<(), Stop> {
        self.tally.is_interrupted = true;
        let documents = self.tally.documents;
        let said = Said::new(
            format!("已中断；仅输出此前校验的 {documents} 份文件的结果"),
            format!("interrupted; the results are those of the {documents} documents that were checked before"),
        );
        self.output.unread(name, &said, &mut self.out)?;
        self.complain(&said)?;
        self.status = Status::Interrupted;
        self.tell_how_to_continue();
        Ok(())
    }

    fn fixed(&mut self, source: &Source<'_>, checked: &Checked, fixed: &Fixed) -> Result<(), Stop> {
        self.tally.fixed += fixed.fixes.len();
        self.tally.fixed_documents += 1;
        if self.is_text() && !self.arguments.quiet {
            self.progress.clear();
            let place = (source.name, source.line);
            let show_values = self.options.show_values || checked.is_public();
            fixing::print(&mut self.out, place, fixed, show_values, self.language)?;
        }
        Ok(())
    }

    /// Prints the end.
    pub(crate) fn finish(&mut self) -> Result<(), Stop> {
        self.progress.clear();
        // An interrupted run lacks findings.
        let baseline = self.policy.baseline.as_ref().filter(|_| !self.tally.is_interrupted);
        let absent = baseline.map(Baseline::absent).unwrap_or_default();
        let (language, quiet) = (self.language, self.arguments.quiet);
        self.output.end(&Ending { tally: &self.tally, language, quiet, absent: &absent }, &mut self.out)?;
        if let Some(baseline) = baseline {
            baseline.write()?;
        }
        match (self.out.complete(), &self.arguments.out) {
            (Err(error), Some(path)) => return Err(Stop::File(fixing::unwritten(path, &error))),
            (completed, _) => completed?,
        }
        if let Some(journal) = self.journal.as_ref().filter(|_| !self.tally.is_interrupted) {
            journal.remove();
        }
        if !self.arguments.quiet {
            self.summary()?;
        }
        Ok(())
    }

    /// The counts outside the output: the summary if the output is a file; otherwise, for programs, only what is not in the
    /// output.
    fn summary(&self) -> Result<(), Stop> {
        if self.arguments.out.is_some() {
            let mut out = io::stdout().lock();
            for line in self.tally.summary(self.language) {
                writeln!(out, "{line}")?;
            }
            return Ok(out.flush()?);
        }
        let fixes = self.arguments.fix.then(|| self.tally.fixes());
        // The standard output is for programs.
        for said in fixes.into_iter().chain(self.tally.hidden()).filter(|_| !self.is_text()) {
            complain(&said, self.language);
        }
        Ok(())
    }

    fn is_text(&self) -> bool {
        self.arguments.format == CheckFormat::Text
    }

    /// Names a skipped entry, if requested.
    pub(crate) fn skipped(&mut self, name: &str, reason: Skipped) {
        if self.arguments.list_skipped {
            self.progress.clear();
            let (name, Said { zh, en }) = (visible(name), reason.said());
            complain(&Said::new(format!("{name}：已跳过（{zh}）"), format!("{name}: skipped ({en})")), self.language);
        }
    }

    /// Reports an input that was not checked.
    pub(crate) fn lost(&mut self, name: &str, reason: &Said) -> Result<(), Stop> {
        self.tally.unreadable += 1;
        self.output.unread(name, reason, &mut self.out)?;
        self.complain(reason)
    }

    /// Prints a remark that changes no result.
    pub(crate) fn remark(&mut self, said: &Said) -> Result<(), Stop> {
        if !self.arguments.quiet {
            self.progress.clear();
            self.out.flush()?;
            complain(said, self.language);
        }
        Ok(())
    }

    /// Reports an error that is not in a document.
    pub(crate) fn complain(&mut self, said: &Said) -> Result<(), Stop> {
        self.status = self.status.max(Status::Unreadable);
        self.progress.clear();
        self.out.flush()?;
        complain(said, self.language);
        Ok(())
    }

    /// Reports a document whose check failed.
    pub(crate) fn failed(&mut self, source: &Source<'_>) -> Result<(), Stop> {
        let name = visible(&source.full_name());
        let said = Said::new(
            format!("{name}：因程序内部错误未能校验"),
            format!("{name}: not checked because of an internal error"),
        );
        self.lost(&source.full_name(), &said)?;
        self.status = Status::Internal;
        Ok(())
    }
}
