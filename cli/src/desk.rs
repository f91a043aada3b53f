//! Many applications in `adjudicate` and `match`: each is computed alone, on all processors, and the outcomes are printed in the order of
//! the input. Nothing that is kept grows with the number of applications.

mod csv;
mod form;
mod judged;
mod judging;
mod lines;
mod note;
mod page;
mod table;
mod totals;

use self::{
    csv::Csv,
    form::{Form, Kept},
    judging::{Entry, Judge},
    lines::Lines,
    page::Page,
    table::{Table, named},
    totals::Totals,
};
use crate::{
    arguments::{CheckArguments, Manner, QuestionArguments},
    documents,
    exit::{Status, Stop, complain},
    fixing, in_force,
    intake::{self, Inputs, Taken, Use},
    language::{Language, Said, counted},
    ledger::{complain_unsound, given_earlier},
    output::{self, Sink},
    packed::Packing,
    reading::{is_one_document, is_output},
};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};
use tongbiao::{check::ReportOptions, document::DocumentKind, evaluate::Detail, programme::Programme};
use tongbiao_json::{input::Source, many::Prepared};

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// For people.
    Table,
    /// A line for each application and programme, with the outcome.
    Outcomes,
    /// A line for each application, with the results for all programmes.
    Matches,
    /// For spreadsheets.
    Csv,
    /// For browsers and for print.
    Page,
}

/// A run over many applications.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The applications, the programmes and the circumstances.
    pub(crate) question: &'a QuestionArguments,
    /// The form of the output.
    pub(crate) shape: Shape,
    /// The level of detail of outcomes as documents.
    pub(crate) detail: Detail,
    /// Whether values of the applications are shown.
    pub(crate) show_values: bool,
    /// The output file.
    pub(crate) out: Option<&'a Path>,
}

/// Whether the arguments name several applications. A single file is one application; a folder may contain several.
pub(crate) fn names_several(question: &QuestionArguments) -> bool {
    let reading = CheckArguments::reading(Vec::new(), question.ndjson, None);
    let path = &question.application;
    question.names_programmes() || !is_one_document(path, &reading) || Packing::of(path).is_some()
}

/// The refusal of an option that is for one application.
pub(crate) fn for_one(option: &str) -> Said {
    Said::new(
        format!("{option} 只用于一份申请；请指定一个 .json 文件，并将项目列于其后"),
        format!("{option} is for one application; name one .json file, and the programmes after it"),
    )
}

/// The refusal of `--show-values` for one application in a form that has no values to show.
pub(crate) fn no_values() -> Said {
    Said::new(
        "--show-values 只用于表格（多份申请，或 csv、html 格式）和 --plan",
        "--show-values is for tables (several applications, or the formats csv and html) and for --plan",
    )
}

/// Computes all applications under all programmes.
pub(crate) fn run(asked: &Asked<'_>, manner: &Manner) -> Result<Status, Stop> {
    let (question, language) = (asked.question, manner.language());
    let mut status = Status::Accepted;
    let inputs = inputs(asked)?;
    let circumstances = &question.circumstances;
    let earlier = given_earlier(circumstances)?;
    let programmes = documents::programmes(question.programmes(), &mut status, language);
    if programmes.is_empty() && status < Status::Unreadable {
        return Err(Stop::Usage(documents::no_programme()));
    }
    let (paths, programmes): (Vec<PathBuf>, Vec<Programme>) = programmes.into_iter().unzip();
    // Threads that wait for an input are not joined, so that the programmes must live as long as the process.
    let programmes: &'static [Programme] = programmes.leak();
    let (prepared, unsound) = Prepared::of(programmes);
    for (place, error) in &unsound {
        if let Some(path) = paths.get(*place) {
            status = status.max(complain_unsound(path, error, language));
        }
    }
    let is_sound = |place: &usize| unsound.iter().all(|(other, _)| other != place);
    let paths = paths
        .into_iter()
        .enumerate()
        .filter(|(place, _)| is_sound(place))
        .map(|(_, path)| path)
        .collect::<Vec<PathBuf>>();
    let all = prepared.programmes();
    let totals = Totals::new(all.iter().map(|programme| named(programme)));
    let form: Arc<dyn Form> = match asked.shape {
        Shape::Table => Arc::new(Table::new(all, question.assumed_day(), asked.show_values, language)),
        Shape::Outcomes => Arc::new(Lines::Outcomes),
        Shape::Matches => Arc::new(Lines::Matches),
        Shape::Csv => Arc::new(Csv { show_values: asked.show_values }),
        Shape::Page => Arc::new(Page { language, assumed: question.assumed_day(), show_values: asked.show_values }),
    };
    let out = match asked.out {
        Some(path) => Sink::file(path).map_err(|error| Stop::File(fixing::unwritten(path, &error)))?,
        None if asked.shape == Shape::Table => Sink::Standard(output::for_people(manner.color)),
        None => Sink::Standard(output::for_programs()),
    };
    let judge = Arc::new(Judge {
        prepared,
        as_of: circumstances.as_of,
        quota_left: circumstances.quota_left,
        fund_balance: circumstances.fund_balance,
        earlier,
        detail: if asked.shape == Shape::Outcomes { asked.detail } else { Detail::Amounts },
        options: ReportOptions { show_values: asked.show_values, ..ReportOptions::default() },
        form: Arc::clone(&form),
    });
    let complained = vec![false; paths.len()];
    let mut desk = Desk {
        judge: Arc::clone(&judge),
        form,
        out,
        totals,
        kept: Kept::default(),
        status,
        paths,
        complained,
        language,
    };
    write!(desk.out, "{}", desk.form.begin())?;
    let make = move |source: &Source<'_>, checked| judge.made(source, checked);
    let taken = intake::all(&inputs, language, make, &mut desk);
    match taken.and_then(|taken| desk.finish(&taken, asked).map(|()| taken)) {
        Ok(taken) => Ok(desk.status.max(taken.status)),
        // The reader of the output has closed it. The outcomes so far still determine the status.
        Err(Stop::Pipe) => Ok(desk.status),
        Err(stop) => Err(stop),
    }
}

/// The inputs of a run.
fn inputs(asked: &Asked<'_>) -> Result<Inputs, Stop> {
    let question = asked.question;
    let inputs = Inputs {
        paths: question.applications(),
        ndjson: question.ndjson,
        jobs: question.jobs,
        quiet: question.quiet,
        out: asked.out.map(Path::to_owned),
        kind: Some(DocumentKind::Application),
    };
    // Before the beginning of the output.
    inputs.require_sound()?;
    let mut reading = CheckArguments::reading(Vec::new(), false, None);
    reading.out = inputs.out.clone();
    if inputs.paths.iter().any(|path| is_output(path, &reading)) {
        return Err(Stop::Usage(Said::new(
            "--out 不得为申请文件；请另选文件",
            "--out must not be an application; choose another file",
        )));
    }
    Ok(inputs)
}

/// The part of a run that receives the entries in the order of the input.
struct Desk {
    judge: Arc<Judge>,
    form: Arc<dyn Form>,
    out: Sink,
    totals: Totals,
    kept: Kept,
    status: Status,
    /// The files of the prepared programmes.
    paths: Vec<PathBuf>,
    /// The programmes that were reported as duplicates.
    complained: Vec<bool>,
    language: Language,
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
    fn finish(&mut self, taken: &Taken, asked: &Asked<'_>) -> Result<(), Stop> {
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
