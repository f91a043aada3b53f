//! The account of each application: of each programme with every step, or of all funders under a joint relief plan.

use super::{
    form::{Form, Kept},
    judged::Judged,
    table::Table,
    totals::Totals,
};
use crate::{account_output, exit::Stop, language::Language};
use std::io::Write;
use tongbiao::{
    explain::{Audience, explain_adjudication, explain_joint},
    plan::ReliefPlan,
    programme::Programme,
};

/// The format `text` with accounts in place of rows.
#[derive(Debug, Clone)]
pub(super) struct Accounts {
    /// Prints the headings and the totals.
    pub(super) table: Table,
    pub(super) audience: Audience,
    /// The joint relief plan, if there is one, with the given programmes.
    pub(super) plan: Option<(&'static ReliefPlan, &'static [Programme])>,
    pub(super) language: Language,
}

impl Form for Accounts {
    fn entry(&self, judged: &Judged<'_>) -> Result<String, Stop> {
        let mut lines = self.table.heading(judged);
        self.table.errors(judged, &mut lines);
        let mut accounts = Vec::new();
        for (programme, outcome) in judged.outcomes.iter().flatten() {
            accounts.push(explain_adjudication(outcome, Some(programme), self.audience));
        }
        if let (Some(outcome), Some((plan, programmes))) = (&judged.joint, self.plan) {
            accounts.push(explain_joint(&outcome.joint, Some(plan), &programmes.iter().collect::<Vec<_>>()));
        }
        for account in accounts {
            let mut text = Vec::new();
            account_output::print(&mut text, &account, self.language)?;
            lines.push('\n');
            lines.push_str(&String::from_utf8_lossy(&text));
        }
        lines.push('\n');
        Ok(lines)
    }

    fn has_totals(&self) -> bool {
        true
    }

    fn end(&self, totals: &Totals, kept: &Kept, out: &mut dyn Write) -> Result<(), Stop> {
        self.table.end(totals, kept, out)
    }
}
