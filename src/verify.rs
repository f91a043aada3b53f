//! Verification of an outcome: it is computed again from its documents and compared.

mod difference;
mod joint;

pub use difference::Difference;
pub use joint::verify_joint;

use crate::{
    adjudication::{Adjudication, EARLIER_MAX},
    code::ReasonCode,
    eligibility::{Circumstances, Unsound},
    evaluate::{Case, Detail, Evaluation, Plan},
    programme::Programme,
    record::application::Application,
    value::Fingerprint,
    wire::List,
};
use difference::first_difference;
use std::fmt;

/// The result of a verification.
#[derive(Debug, Clone, PartialEq)]
pub enum Verification {
    /// The outcome equals the computed one.
    Same,
    /// The outcome differs from the computed one.
    Different(Box<Difference>),
    /// The given documents are not those on which the outcome is based. Nothing was compared.
    OtherInputs(Vec<OtherInput>),
}

/// A given document that is not the one on which an outcome is based.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OtherInput {
    /// The digest of the application differs from the one that the outcome states.
    Application {
        /// The digest that the outcome states.
        stated: Fingerprint,
        /// The digest of the given document.
        given: Fingerprint,
    },
    /// The digest of the programme differs from the one that the outcome states.
    Programme {
        /// The digest that the outcome states.
        stated: Fingerprint,
        /// The digest of the given document.
        given: Fingerprint,
    },
    /// The earlier outcome with this digest was not given.
    Earlier(Fingerprint),
    /// The outcome is based on more earlier outcomes than it can state. They were not given.
    TooManyEarlier,
    /// An earlier outcome is of another child.
    EarlierOfAnotherChild,
    /// The digests of the outcome are sealed. The key of the alliance is required.
    Sealed,
    /// The digests of a given earlier outcome are sealed, so that it is not recognised. The key of the alliance is required.
    EarlierSealed,
    /// The outcome was decided under a joint relief plan. It is verified together with the plan.
    Plan,
}

/// One line without private values.
impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => f.write_str("the outcome equals the recomputed outcome"),
            Self::Different(difference) => {
                write!(f, "the outcome differs from the recomputed outcome: {difference}")
            }
            Self::OtherInputs(inputs) => {
                f.write_str("the documents are not those from which the outcome was computed")?;
                for (place, input) in inputs.iter().enumerate() {
                    write!(f, "{} {input}", if place == 0 { ":" } else { ";" })?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for OtherInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Application { stated, given } => {
                write!(f, "the outcome states an application with the digest {stated}, the given one has {given}")
            }
            Self::Programme { stated, given } => {
                write!(f, "the outcome states a programme with the digest {stated}, the given one has {given}")
            }
            Self::Earlier(digest) => write!(f, "the earlier outcome with the digest {digest} was not given"),
            Self::TooManyEarlier => write!(f, "the more than {EARLIER_MAX} earlier outcomes were not given"),
            Self::Plan => f.write_str("the outcome was decided under a joint relief plan, which was not given"),
            Self::Sealed => {
                f.write_str("the digests of the outcome are sealed; verify it with the key of the alliance")
            }
            Self::EarlierSealed => {
                f.write_str("the digests of an earlier outcome are sealed; verify with the key of the alliance")
            }
            Self::EarlierOfAnotherChild => f.write_str("an earlier outcome is of another child"),
        }
    }
}

/// Computes an outcome again from its documents, and compares. The day and the circumstances are those that the outcome
/// states.
///
/// # Arguments
/// - `outcome`: the outcome to verify.
/// - `application`, `programme`: the documents on which it is based.
/// - `earlier`: the earlier outcomes whose digests it states. Others are not used.
///
/// # Errors
/// The programme breaks a rule of severity error, so nothing can be computed.
///
/// # Example
/// ```
/// use std::fs;
/// use tongbiao::{
///     adjudication::Adjudication,
///     check::read,
///     money,
///     programme::Programme,
///     record::application::Application,
///     verify::{Difference, Verification, verify},
/// };
///
/// let outcome = fs::read("cases/a-heart-surgery/adjudication.angel-sunshine-heart.json")?;
/// let mut outcome = read::<Adjudication>(&outcome)?.body;
/// let application = read::<Application>(&fs::read("cases/a-heart-surgery/application.json")?)?.body;
/// let programme = read::<Programme>(&fs::read("cases/programmes/angel-sunshine-heart.json")?)?.body;
/// assert_eq!(verify(&outcome, &application, &programme, &[])?, Verification::Same);
///
/// outcome.amount = Some(money!("20000.00"));
/// let found = verify(&outcome, &application, &programme, &[])?;
/// assert_eq!(found.to_string(), "the outcome differs from the recomputed outcome: /amount differs");
/// let Verification::Different(difference) = found else { unreachable!() };
/// assert!(matches!(&*difference, Difference::Member { pointer, .. } if pointer == "/amount"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(
    outcome: &Adjudication,
    application: &Application,
    programme: &Programme,
    earlier: &[Adjudication],
) -> Result<Verification, Unsound> {
    let plan = Plan::of(programme)?;
    Ok(compared(outcome, &plan, &Case::of(application), earlier))
}

fn compared(outcome: &Adjudication, plan: &Plan<'_>, case: &Case<'_>, given: &[Adjudication]) -> Verification {
    if outcome.is_sealed() {
        return Verification::OtherInputs(vec![OtherInput::Sealed]);
    }
    // An outcome states the digests of its inputs. The digests of the given inputs are read from outcomes computed from
    // them.
    let probe = |earlier| {
        let mut circumstances = Circumstances::on(outcome.as_of);
        circumstances.earlier = Some(earlier);
        Evaluation::default().adjudicate(plan, case, &circumstances, Detail::Amounts)
    };
    let found = probe(&[]);
    let stated = &outcome.computed_from;
    let mut wrong = Vec::new();
    let of = &found.computed_from;
    if found.application != outcome.application || is_other(&stated.application_digest, &of.application_digest) {
        let (stated, given) = (stated.application_digest.clone(), of.application_digest.clone());
        wrong.push(OtherInput::Application { stated, given });
    }
    let is_revision = found.programme == outcome.programme && found.revision == outcome.revision;
    if !is_revision || is_other(&stated.programme_digest, &of.programme_digest) {
        let (stated, given) = (stated.programme_digest.clone(), of.programme_digest.clone());
        wrong.push(OtherInput::Programme { stated, given });
    }
    let chunks = given.chunks(EARLIER_MAX).filter_map(|some| probe(some).computed_from.earlier);
    let digests: Vec<Fingerprint> = chunks.flat_map(List::into_vec).collect();
    let earlier = ledger_of(outcome, given, &digests, &mut wrong);
    if outcome.plan.is_some() {
        wrong.push(OtherInput::Plan);
    }
    if !wrong.is_empty() {
        return Verification::OtherInputs(wrong);
    }
    let mut circumstances = Circumstances::on(outcome.as_of);
    circumstances.quota_left = stated.quota_left.and_then(|quota| u32::try_from(quota.get()).ok());
    circumstances.fund_balance = stated.fund_balance;
    circumstances.earlier = earlier.as_deref();
    // An outcome does not state its level of detail. It may be any of the three.
    let candidates = [Detail::Full, Detail::Reasons, Detail::Amounts]
        .map(|detail| Evaluation::default().adjudicate(plan, case, &circumstances, detail));
    if candidates.iter().any(|made| first_difference(outcome, made).is_none()) {
        return Verification::Same;
    }
    let [full, reasons, none] = candidates;
    // A computation that used decisions on another child is not compared.
    if has_reason(&full, ReasonCode::EarlierOfAnotherChild) {
        return Verification::OtherInputs(vec![OtherInput::EarlierOfAnotherChild]);
    }
    let made = match (outcome.trace.is_some(), outcome.units.is_some() || outcome.receipts.is_some()) {
        (true, _) => full,
        (false, true) => reasons,
        (false, false) => none,
    };
    let difference = first_difference(outcome, &made);
    difference.map_or(Verification::Same, |difference| Verification::Different(Box::new(difference)))
}

/// The earlier outcomes that an outcome states, in the order of the outcome.
fn ledger_of(
    outcome: &Adjudication,
    given: &[Adjudication],
    digests: &[Fingerprint],
    wrong: &mut Vec<OtherInput>,
) -> Option<Vec<Adjudication>> {
    if has_reason(outcome, ReasonCode::EarlierTooMany) {
        // In this case the outcome states only that there were too many earlier outcomes, whichever they were.
        if given.len() <= EARLIER_MAX {
            wrong.push(OtherInput::TooManyEarlier);
        }
        return Some(given.to_vec());
    }
    let stated = outcome.computed_from.earlier.as_deref()?;
    let mut ledger = Vec::new();
    for digest in stated {
        let place = digests.iter().position(|given| given == digest);
        match place.and_then(|place| given.get(place)) {
            Some(earlier) => ledger.push(earlier.clone()),
            None => wrong.push(OtherInput::Earlier(digest.clone())),
        }
    }
    let is_missing = wrong.iter().any(|wrong| matches!(wrong, OtherInput::Earlier(_)));
    if is_missing && given.iter().any(Adjudication::is_sealed) {
        wrong.push(OtherInput::EarlierSealed);
    }
    Some(ledger)
}

fn has_reason(outcome: &Adjudication, code: ReasonCode) -> bool {
    outcome.reasons.iter().flat_map(|all| all.iter()).any(|reason| reason.code == code)
}

/// Whether two digests are of different documents. Digests of different kinds cannot be compared. The amounts still
/// are.
fn is_other(stated: &Fingerprint, found: &Fingerprint) -> bool {
    let kind = |digest: &Fingerprint| digest.as_str().split(':').next().map(str::to_owned);
    kind(stated) == kind(found) && stated != found
}
