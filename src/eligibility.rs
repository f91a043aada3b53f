//! Whether a child is eligible for a programme's aid, and which facts are missing to decide it.
//!
//! The answer has three values: yes, no, unknown. A fact that is missing from an application is unknown. It is neither
//! a no nor a zero. A decided answer stays the same when facts are added. An undecided answer lists the facts that can
//! still decide it, and no others. There is no clock: the day of the decision is an argument.

mod circumstances;
mod earlier;
mod found;
mod judging;
mod paper;
mod reading;
mod table;
mod truth;

pub use circumstances::Circumstances;
pub use paper::PaperOutcome;
pub use truth::Missing;

#[doc(no_inline)]
pub use crate::code::{PaperState, Truth};

use crate::{
    finding::{At, Check},
    programme::Programme,
    record::application::Application,
    value::{Date, LocalId},
};
pub(crate) use found::found;
pub(crate) use judging::{has_state, is_unnamed, set_covers};
pub(crate) use reading::{Reading, Subject};
pub(crate) use truth::Answer;

/// Whether one requirement is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementOutcome {
    /// The requirement.
    pub id: LocalId,
    /// Its place in the programme, as a JSON Pointer.
    pub pointer: String,
    /// Whether it is met.
    pub truth: Truth,
    /// The facts that are missing to decide it. Empty unless it is unknown.
    pub missing: Vec<Missing>,
}

/// Whether a child is eligible for a programme's aid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    /// Whether the revision is in force on the day that decides which revision applies.
    pub in_force: Truth,
    /// Whether all requirements are met and the revision is in force.
    pub status: Truth,
    /// The result for each requirement, in the order of the programme.
    pub requirements: Vec<RequirementOutcome>,
    /// The facts that are missing to decide the status. Empty unless it is unknown.
    pub missing: Vec<Missing>,
    /// Each document that the programme requires, in the order of the programme.
    pub papers: Vec<PaperOutcome>,
}

/// A programme cannot be applied: its document has errors, or it requires a feature that is not supported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the programme document has errors: {codes}")]
pub struct Unsound {
    codes: String,
}

/// Judges whether a child is eligible for a programme's aid.
///
/// The application is not checked here. Check it first with [`Document::check`](crate::document::Document::check); do not decide on
/// one with a finding of severity error.
///
/// # Errors
/// The programme has a finding of severity error, such as overlapping bands, a reference to a missing set, or a
/// feature that is not supported. A contradictory rule gives no answer.
///
/// # Example
/// ```
/// use std::fs;
/// use tongbiao::{
///     check::read,
///     eligibility::{Circumstances, Truth, eligibility},
///     finding::Severity,
///     programme::Programme,
///     record::application::Application,
///     value::Date,
/// };
///
/// let programme = read::<Programme>(&fs::read("cases/programmes/little-angel-leukaemia.json")?)?.body;
/// let application = r#"{"kind": "application", "standard": "1.0", "id": "case-1", "enteredOn": "2026-06-01",
///     "child": {"name": "童安", "birthDate": "2007-06-01", "nationality": "CN"}}"#;
/// let document = read::<Application>(application.as_bytes())?;
/// assert!(document.check().worst() < Some(Severity::Error));
/// let application = document.body;
///
/// let on = Circumstances::on(Date::parse("2026-06-10")?);
/// let answer = eligibility(&programme, &application, &on)?;
/// // On the nineteenth birthday the child is not over age yet; the diagnosis is not known.
/// assert_eq!(answer.requirements[0].truth, Truth::Yes);
/// assert_eq!(answer.status, Truth::Unknown);
/// assert_eq!(answer.missing[0].pointer.as_deref(), Some("/diagnoses"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn eligibility(
    programme: &Programme,
    application: &Application,
    circumstances: &Circumstances<'_>,
) -> Result<Eligibility, Unsound> {
    require_sound(programme)?;
    Ok(judged(&Reading::new(application, programme, circumstances)))
}

/// Judges eligibility under a programme without errors.
pub(crate) fn judged(reading: &Reading<'_>) -> Eligibility {
    let programme = reading.programme;
    let in_force = match reading.date(programme.applies_by) {
        Ok(day) => Answer::decided(in_force(programme, day)),
        Err(missing) => Answer::known(Err(missing)),
    };
    let requirements = programme.requirements.iter().flat_map(|all| all.iter()).enumerate();
    let requirements: Vec<RequirementOutcome> = requirements
        .map(|(index, requirement)| {
            let answer = Answer::any(requirement.any_of.iter().map(|predicate| reading.judge(predicate)));
            let Answer { truth, missing } = answer;
            RequirementOutcome { id: requirement.id.clone(), pointer: format!("/requirements/{index}"), truth, missing }
        })
        .collect();
    let met = requirements.iter().map(|outcome| Answer { truth: outcome.truth, missing: outcome.missing.clone() });
    let all = Answer::all(std::iter::once(in_force.clone()).chain(met));
    Eligibility {
        in_force: in_force.truth,
        status: all.truth,
        missing: all.missing,
        papers: paper::outcomes(reading),
        requirements,
    }
}

/// Refuses a programme whose document has errors.
pub(crate) fn require_sound(programme: &Programme) -> Result<(), Unsound> {
    let errors = At::errors(|at| programme.check(at));
    let mut codes: Vec<&str> = errors.iter().map(|finding| finding.rule.code).collect();
    codes.dedup();
    if codes.is_empty() { Ok(()) } else { Err(Unsound { codes: codes.join(", ") }) }
}

/// Whether a revision is in force on a day. A revision without an end is in force until further notice.
fn in_force(programme: &Programme, day: Date) -> Truth {
    Truth::of(Some(programme.effective.is_open_on(day)))
}
