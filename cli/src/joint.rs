//! A joint relief plan in `adjudicate` and `match`: what all its programmes together pay, and what remains for the family.

mod page;

use self::page::Page;
use crate::{
    account_output,
    arguments::QuestionArguments,
    documents,
    exit::{Status, Stop, complain},
    language::{Language, Said},
    ledger::ledger,
    sealing::seals,
};
use std::{io::Write, path::Path};
use tongbiao::{
    document::Document,
    evaluate::{JointOutcome, UnsoundPlan},
    explain::explain_joint,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
};
use tongbiao_json::{
    Seals,
    adjudicate::DetailLevel,
    joint::{joint_outcome, reply as joint_reply},
    reply,
};

/// The outcome of a plan, with its documents.
pub(crate) struct Joint {
    plan: ReliefPlan,
    programmes: Vec<Programme>,
    application: Application,
    /// `None` if the plan cannot be applied. The reasons were reported.
    outcome: Option<JointOutcome>,
    /// The key of the alliance, for outcomes that are written.
    seals: Seals,
}

/// Reads the files and adjudicates under the plan. Returns the highest status.
pub(crate) fn joint(
    arguments: &QuestionArguments,
    plan: &Path,
    detail: DetailLevel,
    language: Language,
) -> Result<(Joint, Status), Stop> {
    let (application, mut status) = documents::application(&arguments.application, language).map_err(Stop::File)?;
    let seals = seals(arguments.circumstances.digest_key.as_deref())?;
    let ledger = ledger(&arguments.circumstances, &application, &seals)?;
    let of_plan = documents::document::<ReliefPlan>(plan).map_err(Stop::File)?;
    let programmes = documents::programmes(arguments.programmes(), &mut status, language);
    if programmes.is_empty() && status < Status::Unreadable {
        return Err(Stop::Usage(documents::no_programme()));
    }
    let all: Vec<&Programme> = programmes.iter().map(|(_, programme)| programme).collect();
    let outcome = joint_outcome(&of_plan, &all, &application, &ledger, detail);
    let outcome = outcome.map_err(|error| complain_plan(plan, &error, language)).ok();
    if outcome.is_none() {
        status = status.max(Status::Found);
    }
    let programmes = programmes.into_iter().map(|(_, programme)| programme).collect();
    Ok((Joint { plan: of_plan, programmes, application, outcome, seals }, status))
}

/// Reports why a plan cannot be applied: each error in one line.
fn complain_plan(path: &Path, error: &UnsoundPlan, language: Language) {
    let name = documents::name(path);
    for finding in &error.findings {
        let ((zh, en), at) = (finding.message(), &finding.pointer);
        complain(&Said::new(format!("{name}{at}：{zh}"), format!("{name}{at}: {en}")), language);
    }
    for id in &error.programmes {
        let zh = format!("{name}：项目 {id} 有错误；请运行 `tongbiao lint`");
        complain(&Said::new(zh, format!("{name}: the programme {id} has errors; run `tongbiao lint`")), language);
    }
}

/// The refusal of a table with a plan.
pub(crate) fn no_table() -> Said {
    Said::new("--plan 不支持 csv 格式；请用 json 或 html", "--plan has no format csv; use json or html")
}

impl Joint {
    /// Prints the account of all members and the family.
    pub(crate) fn print_account(&self, out: &mut dyn Write, language: Language) -> Result<(), Stop> {
        if let Some(outcome) = &self.outcome {
            let programmes: Vec<&Programme> = self.programmes.iter().collect();
            account_output::print(out, &explain_joint(&outcome.joint, Some(&self.plan), &programmes), language)?;
        }
        Ok(())
    }

    /// Writes the account as a page for browsers. Only with `show_values` does it name the child, the receipts and the lines.
    pub(crate) fn print_page(&self, out: &mut dyn Write, show_values: bool, language: Language) -> Result<(), Stop> {
        if let Some(outcome) = &self.outcome {
            let application = show_values.then_some(&self.application);
            let (outcome, plan, programmes) = (&outcome.joint, &self.plan, &self.programmes);
            Page { outcome, plan, programmes, application, language }.write(out)?;
        }
        Ok(())
    }

    /// Writes the reply of the call `adjudicate-jointly`.
    pub(crate) fn print_json(&self, out: &mut dyn Write) -> Result<(), Stop> {
        if let Some(outcome) = &self.outcome {
            out.write_all(reply::indented(&joint_reply(self.seals.seal_joint(outcome.clone())?)?)?.as_bytes())?;
        }
        Ok(())
    }

    /// Writes the joint adjudication and the adjudications of the members, one per line.
    pub(crate) fn print_lines(&self, out: &mut dyn Write) -> Result<(), Stop> {
        if let Some(outcome) = &self.outcome {
            let outcome = self.seals.seal_joint(outcome.clone())?;
            writeln!(out, "{}", reply::line(&Document::new(outcome.joint))?)?;
            for member in outcome.members {
                writeln!(out, "{}", reply::line(&Document::new(member))?)?;
            }
        }
        Ok(())
    }
}
