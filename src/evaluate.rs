//! What a programme pays on an application, and why.
//!
//! A programme is prepared once ([`Plan`]), an application once ([`Case`]). Then the programme is evaluated on the
//! application. The evaluation is pure: it uses no clock, no floating-point number and no order of hash tables, and the
//! same input gives the same bytes. A missing fact is unknown: the result then lists what is missing instead of an
//! amount. `docs/evaluation.md` specifies how an amount is computed.

mod admitted;
mod aid;
mod allocation;
mod award;
mod bit;
mod borne;
mod calendar;
mod column;
mod detail;
mod entitlement;
mod exact;
mod input;
mod joint;
mod ledger;
mod line_day;
mod measured;
mod missing;
mod node;
mod notes;
mod outcome;
mod place;
mod placed;
mod plan;
mod quantity;
mod reduction;
mod step;
mod unit;
mod used;
mod value;

pub use detail::Detail;
pub use joint::{JointCircumstances, JointOutcome, UnsoundPlan, adjudicate_jointly};
pub use measured::Case;
pub use plan::Plan;

use crate::{
    adjudication::Adjudication,
    eligibility::{Circumstances, Eligibility, Reading, Truth, Unsound, judged},
    programme::Programme,
    record::application::Application,
    value::Money,
};
use award::awarded;
use input::Input;
use ledger::Ledger;
use notes::Notes;

/// Adjudicates one application under one programme.
///
/// The outcome states the errors that [`Document::check`](crate::document::Document::check) reports of the application. Do not decide on
/// one with errors: correct them first.
///
/// The day of the decision may be before the days that the application states, such as its day of entry: no rule compares them.
/// Two kinds of facts depend on it: receipts dated after it are not admitted, and insurance, certificates and operations must be in force
/// or performed on it. All other facts apply, whatever their day.
///
/// # Errors
/// The programme has a finding of severity error: overlapping bands, a reference to a missing set, a feature that is
/// not supported.
///
/// # Example
/// ```
/// use std::fs;
/// use tongbiao::{
///     check::read,
///     code::AdjudicationDecision,
///     eligibility::Circumstances,
///     evaluate::{Detail, adjudicate},
///     finding::Severity,
///     programme::Programme,
///     record::application::Application,
///     value::Date,
/// };
///
/// let programme = read::<Programme>(&fs::read("cases/programmes/little-angel-leukaemia.json")?)?.body;
/// let application = r#"{"kind": "application", "standard": "1.0", "id": "case-1", "enteredOn": "2026-06-01",
///     "child": {"name": "童安", "birthDate": "2016-03-15", "nationality": "CN"},
///     "guardians": [{"kind": "person", "id": "mother", "name": "童安之母", "relation": "52"}], "aid": [], "treatments": [],
///     "diagnoses": [{"name": "急性淋巴细胞白血病", "certainty": "confirmed",
///         "codings": [{"scheme": "icd-10-nhsa", "code": "C91.000", "version": "2.0"}]}]}"#;
/// let document = read::<Application>(application.as_bytes())?;
/// assert!(document.check().worst() < Some(Severity::Error));
/// let application = document.body;
///
/// let on = Circumstances::on(Date::parse("2026-06-10")?);
/// let outcome = adjudicate(&programme, &application, &on, Detail::Full)?;
/// // Thirty thousand without a transplant; supporting documents are still missing.
/// assert_eq!(outcome.amount.map(|amount| amount.to_string()).as_deref(), Some("30000.00"));
/// assert_eq!(outcome.decision, AdjudicationDecision::AwaitingPapers);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn adjudicate(
    programme: &Programme,
    application: &Application,
    circumstances: &Circumstances<'_>,
    detail: Detail,
) -> Result<Adjudication, Unsound> {
    let plan = Plan::of(programme)?;
    let case = Case::of(application);
    Ok(Evaluation::default().adjudicate(&plan, &case, circumstances, detail))
}

impl Plan<'_> {
    /// Judges whether a child is eligible for the programme's aid, as [`eligibility`](crate::eligibility::eligibility) does, without
    /// checking the programme again.
    pub fn eligibility(&self, application: &Application, circumstances: &Circumstances<'_>) -> Eligibility {
        judged(&Reading::new(application, self.programme, circumstances))
    }
}

/// Evaluates many applications and reuses its memory.
///
/// # Example
/// ```
/// use std::fs;
/// use tongbiao::{
///     check::read,
///     date,
///     eligibility::Circumstances,
///     evaluate::{Case, Detail, Evaluation, Plan},
///     money,
///     programme::Programme,
///     record::application::Application,
/// };
///
/// let programme = read::<Programme>(&fs::read("cases/programmes/angel-sunshine-heart.json")?)?.body;
/// let application = read::<Application>(&fs::read("cases/a-heart-surgery/application.json")?)?.body;
///
/// let plan = Plan::of(&programme)?; // the programme is checked and prepared once
/// let case = Case::of(&application); // the application is prepared once for any number of programmes
/// assert_eq!(case.receipt_count(), 1);
///
/// let mut evaluation = Evaluation::default();
/// let on = Circumstances::on(date!("2024-12-20"));
/// assert_eq!(evaluation.amount(&plan, &case, &on, Detail::Amounts), Some(money!("10000.00")));
/// let outcome = evaluation.adjudicate(&plan, &case, &on, Detail::Reasons);
/// assert!(outcome.units.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Evaluation {
    notes: Notes,
}

impl Evaluation {
    /// Adjudicates an application under a programme, both prepared.
    pub fn adjudicate<'a>(
        &mut self,
        plan: &Plan<'a>,
        case: &Case<'a>,
        circumstances: &Circumstances<'a>,
        detail: Detail,
    ) -> Adjudication {
        if let Some(reason) = outcome::unreadable(circumstances.earlier) {
            return outcome::without_reading(plan, case, circumstances, reason);
        }
        let reading = Reading::new(case.application, plan.programme, circumstances);
        let judged = judged(&reading);
        let ledger = Ledger::of(plan, case, circumstances);
        let input = Input { plan, case, reading, ledger: &ledger, under: None };
        // A document states for every item why it awards no more, with or without the steps.
        self.notes.begin(true, true);
        let notes = &mut self.notes;
        if judged.status != Truth::Yes {
            return outcome::without_award(&input, &judged, notes, detail);
        }
        let mut awarded = awarded(&input, notes);
        let document = outcome::document(&input, &judged, &awarded, notes, detail);
        if let Some(document) = document.ok().filter(Adjudication::balances) {
            return document;
        }
        // A wrong amount is worse than no amount.
        awarded.lacks.is_unbalanced = true;
        outcome::undetermined(&input, &judged, &awarded.lacks, notes, detail)
    }

    /// Only the amount: `None` if it is undetermined, or if the child is not eligible.
    ///
    /// Use this for the amounts of many applications, such as for a budget, when no documents are needed. The steps
    /// that the detail requires are recorded and discarded.
    pub fn amount<'a>(
        &mut self,
        plan: &Plan<'a>,
        case: &Case<'a>,
        circumstances: &Circumstances<'a>,
        detail: Detail,
    ) -> Option<Money> {
        let reading = Reading::new(case.application, plan.programme, circumstances);
        if outcome::unreadable(circumstances.earlier).is_some() || judged(&reading).status != Truth::Yes {
            return None;
        }
        let ledger = Ledger::of(plan, case, circumstances);
        let input = Input { plan, case, reading, ledger: &ledger, under: None };
        self.notes.begin(detail == Detail::Full, detail != Detail::Amounts);
        let awarded = awarded(&input, &mut self.notes);
        if awarded.is_undetermined() { None } else { Money::from_fen(awarded.total()).ok() }
    }
}
