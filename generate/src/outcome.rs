//! Outcomes: a generated application adjudicated under an invented programme, or under an invented joint relief plan.

use crate::{draft::Draft, json::Json, programme::template};
use std::sync::LazyLock;
use tongbiao::{
    adjudication::Adjudication,
    check::read,
    document::Document,
    eligibility::Circumstances,
    evaluate::{Detail, JointCircumstances, adjudicate, adjudicate_jointly},
    joint::JointAdjudication,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
};

/// The programmes and the plan of all outcomes.
struct Rules {
    first: Programme,
    second: Programme,
    plan: ReliefPlan,
}

static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| {
    let text = |name: &str| template(name).map(Json::line);
    let programme = |name: &str| Some(read::<Programme>(text(name)?.as_bytes()).ok()?.body);
    let plan = read::<ReliefPlan>(text("fund-plan")?.as_bytes()).ok()?.body;
    Some(Rules { first: programme("first-fund")?, second: programme("second-fund")?, plan })
});

/// The outcome of an application under the first programme.
pub(crate) fn adjudication(application: &Json) -> Option<Json> {
    let (application, rules) = (read::<Application>(application.line().as_bytes()).ok()?.body, RULES.as_ref()?);
    let circumstances = Circumstances::on(application.submitted_on?);
    let outcome: Adjudication = adjudicate(&rules.first, &application, &circumstances, Detail::Reasons).ok()?;
    serde_json::from_str(&Document::new(outcome).to_json().ok()?).ok()
}

/// The outcome of an application under the plan.
pub(crate) fn joint_adjudication(application: &Json) -> Option<Json> {
    let (application, rules) = (read::<Application>(application.line().as_bytes()).ok()?.body, RULES.as_ref()?);
    let circumstances = JointCircumstances::on(application.submitted_on?);
    let programmes = [&rules.first, &rules.second];
    let outcome = adjudicate_jointly(&rules.plan, &programmes, &application, &circumstances, Detail::Reasons).ok()?;
    let outcome: JointAdjudication = outcome.joint;
    serde_json::from_str(&Document::new(outcome).to_json().ok()?).ok()
}

/// The place of the adjustment of the family on the first receipt.
pub(crate) fn adjustment(draft: &Draft) -> Option<String> {
    let last = draft.count("/receipts/0/adjustments").checked_sub(1)?;
    Some(format!("/receipts/0/adjustments/{last}/amount"))
}
