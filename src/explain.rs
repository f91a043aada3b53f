//! A programme or an outcome in plain Chinese and English.
//!
//! An explanation states the codes and amounts of a document in words. It computes no award, only sums of listed amounts and the part of
//! an amount that a ratio requires. It copies only titles, names and
//! quotes of notices. An outcome can be explained without its programme; with the programme the explanation quotes the clauses. The
//! outcome states diagnoses and operations by their codes; with the application the explanation states their names.

mod account;
mod admitted_total;
mod benefit;
mod charges;
mod clause;
mod computed;
mod diagnosis;
mod documents;
mod error;
mod found;
mod in_force;
mod item;
mod joint;
mod letter;
mod missing;
mod numeral;
mod param;
mod part;
mod phrase;
mod place;
mod predicate;
mod programme;
mod receipt;
mod reconciliation;
mod scope;
mod shortfall;
mod table;
mod title;
mod why;
mod words;
mod worker;

#[doc(hidden)]
pub use account::masked;
pub use account::{Account, Line};
pub use documents::Documents;
pub use phrase::{decision, next_step, paper_state, reason, receipt_date, step};
pub use words::Words;

pub(crate) use part::{called, code_of, in_order, listed_item, numbered, part, path, quoted};

use crate::{
    adjudication::{
        Adjudication, ItemOutcome, MissingFact, PaperJudgement, RequirementJudgement, ServiceOutcome, TraceStep,
    },
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    value::{Fingerprint, Fnv, LocalId},
};
use words::say;

/// The reader of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The family: what is paid and to whom, what to do next, what is missing, and why no more is paid.
    Family,
    /// The case worker: every requirement, and a table of all receipts and lines by payer.
    Worker,
    /// The case worker who examines a computation: in addition every step, with its clause.
    WorkerWithSteps,
}

/// Describes a programme: benefits, payees, conditions.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{check::read, explain::explain_programme, programme::Programme};
///
/// let programme = read::<Programme>(include_bytes!("../cases/programmes/little-angel-leukaemia.json"))?.body;
/// let account = explain_programme(&programme);
/// assert!(account.zh().contains("未满十九周岁（生日次日起算）"));
/// assert!(account.en().contains("under 19 years old"));
/// # Ok::<(), tongbiao::check::Unreadable>(())
/// ```
pub fn explain_programme(programme: &Programme) -> Account {
    programme::account(programme)
}

/// Explains an outcome.
///
/// The programme is used only if it is the document from which the outcome was computed. If it is another document, identifiers are
/// printed instead of titles; test with [`is_programme_of`].
///
/// A letter to the family needs an outcome of detail [`Reasons`](crate::evaluate::Detail::Reasons) or more.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{
///     adjudication::Adjudication,
///     check::read,
///     explain::{Audience, explain_adjudication},
/// };
///
/// let outcome = include_bytes!("../cases/a-heart-surgery/adjudication.angel-sunshine-heart.json");
/// let outcome = read::<Adjudication>(outcome)?.body;
/// let letter = explain_adjudication(&outcome, None, Audience::Family);
/// assert!(letter.zh().contains("10000.00 元") && letter.en().contains("10000.00 yuan"));
/// # Ok::<(), tongbiao::check::Unreadable>(())
/// ```
pub fn explain_adjudication(outcome: &Adjudication, programme: Option<&Programme>, audience: Audience) -> Account {
    explain_adjudication_with(outcome, Documents { programme, application: None }, audience)
}

/// Explains an outcome, with the names in its documents.
///
/// With the application, a reader of a refusal reads the names of the diagnoses and operations as the hospital wrote them, and the
/// table of payers names those that only the settlement of a receipt names. A document
/// is used only if it is the one from which the outcome was computed; test with [`is_programme_of`] and [`is_application_of`].
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{
///     check::read,
///     eligibility::Circumstances,
///     evaluate::{Detail, adjudicate},
///     explain::{Audience, Documents, explain_adjudication_with},
///     programme::Programme,
///     record::application::Application,
///     value::Date,
/// };
///
/// let application = read::<Application>(include_bytes!("../cases/a-heart-surgery/application.json"))?.body;
/// let programme = read::<Programme>(include_bytes!("../cases/programmes/little-angel-leukaemia.json"))?.body;
/// let on = Circumstances::on(Date::new(2024, 5, 28)?);
/// let outcome = adjudicate(&programme, &application, &on, Detail::Full)?;
/// let documents = Documents { programme: Some(&programme), application: Some(&application) };
/// let letter = explain_adjudication_with(&outcome, documents, Audience::Family);
/// assert!(letter.zh().contains("室间隔缺损"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain_adjudication_with(outcome: &Adjudication, documents: Documents<'_>, audience: Audience) -> Account {
    let documents = Documents {
        programme: documents.programme.filter(|programme| is_programme_of(programme, outcome)),
        application: documents.application.filter(|application| is_application_of(application, outcome)),
    };
    match audience {
        Audience::Family => letter::account(outcome, documents),
        Audience::Worker => worker::account(outcome, documents, false),
        Audience::WorkerWithSteps => worker::account(outcome, documents, true),
    }
}

/// Explains the outcome of a joint relief plan: each member, each line by payer, and what remains for the family. With the plan, its
/// stages are called by their titles; with the programmes, the members are.
///
/// # Example
/// ```standalone_crate
/// use tongbiao::{check::read, explain::explain_joint, joint::JointAdjudication};
///
/// let outcome = include_bytes!("../cases/plans/leukaemia-insurer-fund-and-appeal.case-h.json");
/// let outcome = read::<JointAdjudication>(outcome)?.body;
/// let account = explain_joint(&outcome, None, &[]);
/// assert!(account.en().contains("Remaining for the family") && account.zh().contains("家庭仍须负担"));
/// # Ok::<(), tongbiao::check::Unreadable>(())
/// ```
pub fn explain_joint(outcome: &JointAdjudication, plan: Option<&ReliefPlan>, programmes: &[&Programme]) -> Account {
    joint::account(outcome, plan, programmes)
}

/// Whether a programme is the document from which an outcome was computed. Digests of different kinds are not compared.
pub fn is_programme_of(programme: &Programme, outcome: &Adjudication) -> bool {
    let same_text = may_be(&outcome.computed_from.programme_digest, programme);
    programme.id == outcome.programme && programme.revision == outcome.revision && same_text
}

/// Whether an application is the document from which an outcome was computed. Digests of different kinds are not compared.
pub fn is_application_of(application: &Application, outcome: &Adjudication) -> bool {
    application.id == outcome.application && may_be(&outcome.computed_from.application_digest, application)
}

/// Whether a digest is that of a record, or of another kind.
fn may_be(stated: &Fingerprint, record: &impl serde::Serialize) -> bool {
    let (stated, own) = (stated.as_str(), Fnv::of_record(record));
    let kind = |digest: &str| digest.split(':').next().map(str::to_owned);
    stated == own.as_str() || kind(stated) != kind(own.as_str())
}

/// Explains a step of a computation in one line, with its amounts and its place in the programme.
pub fn explain_step(step: &TraceStep) -> Words {
    let Words { zh, en } = worker::step_line(step);
    Words { zh: masked(zh), en: masked(en) }
}

/// Names a missing fact, and who supplies it.
pub fn explain_missing(missing: &MissingFact, programme: Option<&Programme>) -> Words {
    missing::asked(missing, programme)
}

/// Names a required document, with its identifier and its status.
pub fn explain_paper(judged: &PaperJudgement, programme: Option<&Programme>) -> Words {
    let paper = programme.and_then(|programme| programme.paper(&judged.paper));
    let name = paper.map(programme::paper_title);
    let state = programme::paper_state(judged);
    say!("{paper}：{state}", "{paper}: {state}", paper = identified(name, &judged.paper), state = state)
}

/// Names a requirement, with its identifier and, if it is not met, the values in the application.
pub fn explain_requirement(judged: &RequirementJudgement, programme: Option<&Programme>) -> Words {
    let stated = programme.and_then(|programme| Some((programme.requirement(&judged.requirement)?, programme)));
    let name = stated.map(|(one, programme)| match &one.title {
        Some(_) => predicate::requirement_title(one),
        None => predicate::alternatives(one, programme, predicate::Codes::Shown),
    });
    let name = identified(name, &judged.requirement);
    let documents = Documents { programme, application: None };
    let found = found::unmet(judged, documents, predicate::Codes::Shown);
    if found.is_empty() {
        return name;
    }
    say!("{name}；申请中：{found}", "{name}; in the application: {found}", name = name, found = found)
}

/// Explains why an item awards nothing, or less than its own rule yields: one sentence for each reason. An item that does not apply has
/// none.
pub fn explain_item(item: &ItemOutcome, programme: Option<&Programme>) -> Vec<Words> {
    let context = shortfall::Context { programme, ..shortfall::Context::default() };
    if shortfall::is_inapplicable(item) {
        return Vec::new();
    }
    let decisive = item.cuts.iter().flat_map(|all| all.iter()).rfind(|cut| item.reason == Some(cut.code));
    let nothing = match decisive {
        Some(cut) => Some(shortfall::less(item, cut, context)),
        None => shortfall::nothing(item, true, context),
    };
    let cuts = item.cuts.iter().flat_map(|all| all.iter());
    let cuts = cuts.filter(|cut| shortfall::lowers(cut.code) && item.reason != Some(cut.code));
    nothing.into_iter().chain(cuts.map(|cut| shortfall::less(item, cut, context))).collect()
}

/// The name of a service.
pub fn explain_service(service: &ServiceOutcome, programme: Option<&Programme>) -> Words {
    let title = programme.and_then(|programme| letter::service_title(programme, &service.service));
    title.unwrap_or_else(|| Words::quoted(&service.service))
}

/// A name with its identifier, or the identifier alone.
fn identified(name: Option<Words>, id: &LocalId) -> Words {
    match name {
        // A rule without an English title already has its identifier as its English name.
        Some(name) if name.en.starts_with('“') => Words { zh: format!("{} [{id}]", name.zh), en: name.en },
        Some(name) => say!("{name} [{id}]", "{name} [{id}]", name = name, id = Words::same(id)),
        None => Words::quoted(id),
    }
}
