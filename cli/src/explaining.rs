//! `tongbiao explain`: a programme or an outcome in plain words.

use crate::{
    account_output,
    arguments::{AccountFormat, ExplainArguments, Manner},
    documents,
    exit::{Status, Stop, complain},
    folder::Layout,
    language::{Language, Said},
    output,
};
use std::{io::Write, path::Path};
use tongbiao::{
    adjudication::Adjudication,
    explain::{Account, explain_adjudication, explain_programme, is_programme_of},
    programme::Programme,
};
use tongbiao_json::reply;

/// What is to be told.
enum Told {
    Programme(Box<Programme>),
    Outcomes(Vec<Adjudication>),
}

/// Tells what a file says.
pub(crate) fn run(arguments: &ExplainArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let told = told(&arguments.file).map_err(Stop::File)?;
    let programme = arguments.programme.as_deref().map(documents::document::<Programme>).transpose();
    let programme = programme.map_err(Stop::File)?;
    let mut printer = Printer::new(arguments.format, manner, matches!(&told, Told::Outcomes(all) if all.len() > 1));
    let mut status = Status::Accepted;
    match told {
        Told::Programme(_) if programme.is_some() => {
            return Err(Stop::Usage(Said::new(
                "--programme 只用于核定结果；文件本身已是项目",
                "--programme is for outcomes; the file is a programme itself",
            )));
        }
        Told::Programme(programme) => printer.print(&explain_programme(&programme))?,
        Told::Outcomes(outcomes) => {
            for outcome in &outcomes {
                let of_it = programme.as_ref().filter(|programme| is_programme_of(programme, outcome));
                if programme.is_some() && of_it.is_none() {
                    status = status.max(complain_other(outcome, language));
                }
                let account = explain_adjudication(outcome, of_it, arguments.reader.into());
                printer.print(&account)?;
            }
        }
    }
    printer.out.flush()?;
    Ok(status)
}

/// Prints accounts one after the other.
struct Printer {
    out: Box<dyn Write>,
    format: AccountFormat,
    language: Language,
    /// Whether there are several: then each is one line of JSON.
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
            AccountFormat::Json if self.are_several => writeln!(self.out, "{}", reply::line(&reply())?)?,
            AccountFormat::Json => self.out.write_all(reply::indented(&reply())?.as_bytes())?,
        }
        self.is_first = false;
        Ok(())
    }
}

fn told(path: &Path) -> Result<Told, Said> {
    if path.as_os_str() != "-" && Layout::of(path) == Some(Layout::Lines) {
        return documents::outcomes(path).map(Told::Outcomes);
    }
    let name = documents::name(path);
    let bytes = documents::bytes_up_to(path, documents::outcome_bytes_max())?;
    match documents::kind(&bytes).as_deref() {
        Some("programme") => documents::parsed(&bytes, &name).map(|of| Told::Programme(Box::new(of))),
        Some("adjudication") | None => documents::parsed_outcomes(&bytes, path).map(Told::Outcomes),
        Some(_) => Err(Said::new(
            format!("{name}：只能说明 programme 和 adjudication 两种文件"),
            format!("{name}: only documents of kind `programme` and `adjudication` can be explained"),
        )),
    }
}

fn complain_other(outcome: &Adjudication, language: Language) -> Status {
    let of = format!("{}@{}", outcome.programme, outcome.revision);
    let said = Said::new(
        format!("--programme 不是核定时所用的项目文件（{of}）；以下说明不引用条款"),
        format!(
            "--programme is not the document by which was decided ({of}); what follows is told without its clauses"
        ),
    );
    complain(&said, language);
    Status::Found
}
