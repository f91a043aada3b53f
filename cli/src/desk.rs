//! Many applications in `adjudicate` and `match`: each is computed alone, on all processors, and the outcomes are printed in the order of
//! the input. Nothing that is kept grows with the number of applications.

mod accounts;
mod asked;
mod continuing;
mod csv;
mod form;
mod judged;
mod judging;
mod lines;
mod note;
mod page;
mod receiving;
mod table;
mod totals;

pub(crate) use self::asked::{Asked, Shape};
use self::{
    accounts::Accounts,
    csv::Csv,
    form::{Form, Kept},
    judging::Judge,
    lines::{Content, Lines},
    page::Page,
    receiving::Desk,
    table::{Table, named},
    totals::Totals,
};
use crate::{
    arguments::{CheckArguments, Manner, QuestionArguments},
    documents,
    exit::{Status, Stop},
    fixing,
    intake::{self, Inputs},
    language::Said,
    ledger::{complain_unsound, given_earlier},
    output::{self, Sink},
    packed::Packing,
    reading::{is_one_document, is_output},
    resuming::Continued,
    sealing::seals,
};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};
use tongbiao::{check::ReportOptions, document::DocumentKind, plan::ReliefPlan, programme::Programme};
use tongbiao_json::{input::Source, many::Prepared};

/// The refusal of an option in tables.
pub(crate) fn no_table(option: &str) -> Said {
    Said::new(
        format!("{option} 用于多份申请时，不支持 csv 和 html 格式；请用 text 或 ndjson"),
        format!("{option} for several applications has no formats csv and html; use text or ndjson"),
    )
}

/// Whether the arguments name several applications. A single file is one application; a folder may contain several.
pub(crate) fn names_several(question: &QuestionArguments) -> bool {
    let reading = CheckArguments::reading(Vec::new(), question.ndjson, None);
    let path = &question.application;
    question.names_programmes() || !is_one_document(path, &reading) || Packing::of(path).is_some()
}

/// The refusal of an option that is for several applications.
pub(crate) fn for_several(option: &str) -> Said {
    Said::new(
        format!("{option} 用于多份申请；请指定文件夹、归档文件或每行一份的文件，或用 --programmes 指定项目"),
        format!(
            "{option} is for several applications: a folder, an archive, a file with one per line; or name the programmes with --programmes"
        ),
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
    let mut inputs = inputs(asked)?;
    let circumstances = &question.circumstances;
    let seals = seals(circumstances.digest_key.as_deref())?;
    let earlier = given_earlier(circumstances, &seals)?;
    let programmes = documents::programmes(question.programmes(), &mut status, language);
    if programmes.is_empty() && status < Status::Unreadable {
        return Err(Stop::Usage(documents::no_programme()));
    }
    let (paths, programmes): (Vec<PathBuf>, Vec<Programme>) = programmes.into_iter().unzip();
    // Threads that wait for an input are not joined, so that the programmes must live as long as the process.
    let programmes: &'static [Programme] = programmes.leak();
    let plan = asked.plan.map(documents::document::<ReliefPlan>).transpose().map_err(Stop::File)?;
    let plan: Option<(&'static ReliefPlan, _)> = plan.map(|plan| (&*Box::leak(Box::new(plan)), programmes));
    // A plan chooses its programmes itself.
    let (prepared, unsound) = Prepared::of(programmes.iter().filter(|_| plan.is_none()));
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
    let of_plan = plan.map(|(plan, _)| format!("{}@{}", plan.id, plan.revision));
    let totals = Totals::new(all.iter().map(|programme| named(programme)).chain(of_plan));
    let table = Table::new(all, question.assumed_day(), asked.show_values, language);
    let form: Arc<dyn Form> = match asked.shape {
        Shape::Table => Arc::new(table),
        Shape::Accounts => Arc::new(Accounts { table, audience: asked.audience, plan, language }),
        Shape::Outcomes => Arc::new(Lines { of: Content::Outcomes, seals: seals.clone() }),
        Shape::Matches => Arc::new(Lines { of: Content::Matches, seals: seals.clone() }),
        Shape::Csv => Arc::new(Csv { show_values: asked.show_values }),
        Shape::Page => Arc::new(Page { language, assumed: question.assumed_day(), show_values: asked.show_values }),
    };
    let continued = continuing::opened(asked, &inputs, (programmes, earlier.as_deref(), &seals), &*form, language)?;
    let (continued, journal, start) =
        continued.map_or((None, None, None), |Continued { sink, journal, start }| (Some(sink), Some(journal), start));
    let out = match (continued, asked.out) {
        (Some(sink), _) => sink,
        (None, Some(path)) => Sink::file(path).map_err(|error| Stop::File(fixing::unwritten(path, &error)))?,
        (None, None) if matches!(asked.shape, Shape::Table | Shape::Accounts) => {
            Sink::Standard(output::for_people(manner.color))
        }
        (None, None) => Sink::Standard(output::for_programs()),
    };
    let judge = Arc::new(Judge {
        prepared,
        plan,
        as_of: circumstances.as_of,
        quota_left: circumstances.quota_left,
        fund_balance: circumstances.fund_balance,
        earlier,
        detail: asked.needed_detail(),
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
        journal,
        language,
    };
    match start {
        Some(start) => inputs.start = Some(desk.resume(start)?),
        None => write!(desk.out, "{}", desk.form.begin())?,
    }
    let make = move |source: &Source<'_>, checked| judge.made(source, checked);
    let taken = intake::all(&inputs, language, make, &mut desk);
    match taken.and_then(|taken| desk.finish(&taken, asked).map(|()| taken)) {
        Ok(taken) => Ok(desk.status.max(taken.status)),
        // The reader of the output has closed it. The outcomes so far still determine the status.
        Err(Stop::Pipe) => Ok(desk.status),
        Err(stop) => {
            let status = stop.tell(language);
            desk.tell_how_to_continue();
            Ok(status)
        }
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
        start: None,
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
