//! `tongbiao explain`: explains a programme or an outcome.

use crate::{
    account_output,
    arguments::{AccountFormat, ExplainArguments, Manner},
    documents,
    exit::{Status, Stop, complain},
    folder::Layout,
    language::{Language, Said},
    ledger::earlier,
    output,
    sealing::{opened, outcomes, seals},
};
use std::{
    io::Write,
    path::{Path, PathBuf},
};
use tongbiao::{
    adjudication::Adjudication,
    document::Document,
    explain::{
        Account, Documents, explain_adjudication_with, explain_joint, explain_programme, is_programme_of, masked,
    },
    finding::Severity,
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
};
use tongbiao_json::{
    Seals, reply,
    verify::{Inputs, Required, Verification},
};

/// The documents to explain.
enum Subject {
    Programme(Box<Programme>),
    Joint(Box<JointAdjudication>),
    Outcomes(Vec<Adjudication>),
}

/// Explains the documents in a file.
pub(crate) fn run(arguments: &ExplainArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let seals = seals(arguments.digest_key.as_deref())?;
    let subject = subject(&arguments.file, &seals).map_err(Stop::File)?;
    let mut status = Status::Accepted;
    let named: Vec<PathBuf> = arguments.programme.iter().cloned().collect();
    let programmes: Vec<Programme> =
        documents::programmes(&named, &mut status, language).into_iter().map(|(_, programme)| programme).collect();
    if programmes.is_empty() && !named.is_empty() {
        return if status < Status::Unreadable { Err(Stop::Usage(documents::no_programme())) } else { Ok(status) };
    }
    let mut printer =
        Printer::new(arguments.format, manner, matches!(&subject, Subject::Outcomes(all) if all.len() > 1));
    match subject {
        Subject::Programme(_) | Subject::Joint(_) if !programmes.is_empty() => {
            return Err(Stop::Usage(Said::new(
                "--programme 仅用于单个项目的核定结果",
                "--programme applies to outcomes of one programme only",
            )));
        }
        Subject::Programme(programme) => printer.print(&explain_programme(&programme))?,
        Subject::Joint(joint) => {
            let plan = arguments.plan.as_deref().map(documents::document::<ReliefPlan>).transpose();
            printer.print(&explain_joint(&joint, plan.map_err(Stop::File)?.as_ref(), &[]))?;
        }
        Subject::Outcomes(outcomes) => {
            let recomputed = inputs(arguments, &programmes, &seals)?;
            if programmes.is_empty() && arguments.format == AccountFormat::Text {
                complain(&unnamed(), language);
            }
            if arguments.trace && outcomes.iter().any(|outcome| outcome.trace.is_none()) {
                complain(&without_steps(), language);
            }
            for outcome in &outcomes {
                status = status.max(complain_altered(outcome, recomputed.as_ref(), language)?);
                let of_it = programmes.iter().find(|programme| is_programme_of(programme, outcome));
                if !programmes.is_empty() && of_it.is_none() {
                    status = status.max(complain_other(outcome, language));
                }
                let application = recomputed.as_ref().and_then(|inputs| inputs.applications.first());
                let application = application.filter(|_| arguments.show_values);
                let documents = Documents { programme: of_it, application };
                let account = explain_adjudication_with(outcome, documents, arguments.audience());
                printer.print(&account)?;
            }
        }
    }
    printer.out.flush()?;
    Ok(status)
}

/// Prints accounts one by one.
struct Printer {
    out: Box<dyn Write>,
    format: AccountFormat,
    language: Language,
    /// Whether several accounts are printed: each is then one line of JSON.
    are_several: bool,
    is_first: bool,
}

impl Printer {
    fn new(format: AccountFormat, manner: &Manner, are_several: bool) -> Self {
        let out = match format {
            AccountFormat::Text => output::for_people(manner.color),
            AccountFormat::Json => output::for_programs(),
        };
        Self { out, format, language: manner.language(), are_several, is_first: true }
    }

    fn print(&mut self, account: &Account) -> Result<(), Stop> {
        let reply = || tongbiao_json::explain::account(account, None);
        match self.format {
            AccountFormat::Text => {
                if !self.is_first {
                    writeln!(self.out)?;
                }
                account_output::print(&mut *self.out, account, self.language)?;
            }
            AccountFormat::Json if self.are_several => writeln!(self.out, "{}", reply::line(&reply()?)?)?,
            AccountFormat::Json => self.out.write_all(reply::indented(&reply()?)?.as_bytes())?,
        }
        self.is_first = false;
        Ok(())
    }
}

fn subject(path: &Path, seals: &Seals) -> Result<Subject, Said> {
    if path.as_os_str() != "-" && Layout::of(path) == Some(Layout::Lines) {
        return outcomes(path, seals).map(Subject::Outcomes);
    }
    let name = documents::name(path);
    let bytes = documents::bytes_up_to(path, documents::outcome_bytes_max())?;
    match documents::kind(&bytes).as_deref() {
        Some("programme") => documents::parsed(&bytes, &name).map(|of| Subject::Programme(Box::new(of))),
        Some("joint-adjudication") => documents::parsed(&bytes, &name).map(|of| Subject::Joint(Box::new(of))),
        Some("adjudication") | None => {
            opened(documents::parsed_outcomes(&bytes, path)?, path, seals).map(Subject::Outcomes)
        }
        Some(_) => Err(Said::new(
            format!("{name}：仅可说明 programme、adjudication 和 joint-adjudication 文件"),
            format!(
                "{name}: only documents of kind `programme`, `adjudication` and `joint-adjudication` can be explained"
            ),
        )),
    }
}

/// The documents from which outcomes are recomputed, if the application is given.
fn inputs(arguments: &ExplainArguments, programmes: &[Programme], seals: &Seals) -> Result<Option<Inputs>, Stop> {
    let Some(path) = arguments.application.as_deref() else { return Ok(None) };
    let application = documents::document::<Application>(path).map_err(Stop::File)?;
    let earlier = earlier(&arguments.earlier, seals)?;
    let required = Required::default();
    Ok(Some(Inputs { applications: vec![application], programmes: programmes.to_vec(), earlier, required }))
}

/// Warns if an outcome contradicts itself, or differs from the recomputed one.
fn complain_altered(outcome: &Adjudication, inputs: Option<&Inputs>, language: Language) -> Result<Status, Stop> {
    let mut status = Status::Accepted;
    let checked = Document::new(outcome.clone()).check();
    let errors = checked.findings.iter().filter(|one| one.finding.rule.severity >= Severity::Error);
    if let Some(first) = errors.map(|one| one.finding.rule.code).next() {
        let said = Said::new(
            format!("核定结果自身不平衡（{first}），可能在核定后被改动；请用 tongbiao check 和 tongbiao verify 核对"),
            format!(
                "the outcome contradicts itself ({first}) and may have been altered after the decision; use `tongbiao check` and `tongbiao verify`"
            ),
        );
        complain(&said, language);
        status = Status::Found;
    }
    let Some(reply) = inputs.map(|inputs| inputs.verify(outcome)).transpose()? else { return Ok(status) };
    if reply.result == Verification::Same {
        return Ok(status);
    }
    let message = Said::of(&reply.message);
    let place = reply.pointer.as_ref().map_or("", |pointer| pointer.as_str());
    let said = match reply.result {
        Verification::Different => Said::new(
            format!("重新计算的结果不同（{place}），核定结果可能在核定后被改动；请用 tongbiao verify 核对"),
            format!(
                "the recomputation gives another result ({place}), so the outcome may have been altered after the decision; use `tongbiao verify`"
            ),
        ),
        _ => Said::new(
            format!("无法重新计算该核定结果：{}", message.zh),
            format!("the outcome cannot be recomputed: {}", message.en),
        ),
    };
    complain(&Said::new(masked(said.zh), masked(said.en)), language);
    Ok(status.max(Status::Found))
}

/// The note on an explanation without the programme.
fn unnamed() -> Said {
    Said::new(
        "未用 --programme 指定项目：以下说明以标识代替名称，不引用条款",
        "no programme given: the explanation has identifiers in place of names, and cites no clauses; use --programme",
    )
}

/// The note on steps that an outcome does not state.
fn without_steps() -> Said {
    Said::new(
        "核定结果不含计算步骤：--trace 须用 `tongbiao adjudicate --detail full` 的结果",
        "the outcome states no steps of the computation: --trace requires an outcome of `tongbiao adjudicate --detail full`",
    )
}

fn complain_other(outcome: &Adjudication, language: Language) -> Status {
    let of = format!("{}@{}", outcome.programme, outcome.revision);
    let said = Said::new(
        format!("--programme 不是核定所依据的项目文件（{of}）；以下说明不引用条款"),
        format!("--programme is not the programme of the outcome ({of}); the explanation does not cite its clauses"),
    );
    complain(&said, language);
    Status::Found
}
