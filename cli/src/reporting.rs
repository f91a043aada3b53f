//! The results of a check: counts them, prints them, and determines the exit code.

use crate::{
    arguments::{CheckArguments, CheckFormat, Manner},
    columns::visible,
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
    policy::Policy,
    progress::{Doing, Progress},
    selection::Selection,
    tally::Tally,
    treatment::Treated,
};
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
        let for_people = matches!(arguments.format, CheckFormat::Text | CheckFormat::OneLine);
        let out = match &arguments.out {
            Some(path) => Sink::file(path).map_err(|error| Stop::File(fixing::unwritten(path, &error)))?,
            None if for_people => Sink::Standard(terminal::for_people(manner.color)),
            None => Sink::Standard(terminal::for_programs()),
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
            output: outputs::output(arguments, is_one, language),
            out,
            progress: Progress::new(!arguments.quiet, Doing::Checking, language),
            tally: Tally { is_each_alone: arguments.each_alone, ..Tally::default() },
            status: Status::Accepted,
        })
    }

    /// Prints the beginning.
    pub(crate) fn begin(&mut self) -> Result<(), Stop> {
        self.output.begin(&mut self.out)
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
        let ending = Ending { tally: &self.tally, language: self.language, quiet: self.arguments.quiet };
        self.output.end(&ending, &mut self.out)?;
        // The baseline of an interrupted run would lack findings.
        if let Some(baseline) = self.policy.baseline.as_ref().filter(|_| !self.tally.is_interrupted) {
            baseline.write()?;
        }
        match (self.out.complete(), &self.arguments.out) {
            (Err(error), Some(path)) => return Err(Stop::File(fixing::unwritten(path, &error))),
            (completed, _) => completed?,
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
