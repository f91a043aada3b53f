//! Verification of the outcome of a joint relief plan.

use super::{
    OtherInput, Verification,
    difference::{Difference, first_member},
    is_other, ledger_of,
};
use crate::{
    adjudication::Adjudication,
    evaluate::{Detail, JointCircumstances, JointOutcome, UnsoundPlan, adjudicate_jointly},
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
    value::{Fingerprint, Fnv},
};
use serde_json::{Value, json};

/// Computes the outcome of a plan again from its documents, and compares the joint adjudication and the adjudication of each member. The
/// day and the circumstances are those that they state.
///
/// # Arguments
/// - `outcome`: the joint adjudication, and the adjudications of its members in its order.
/// - `plan`, `programmes`, `application`: the documents on which it is based.
/// - `earlier`: the earlier outcomes whose digests the members state. Others are not used.
///
/// # Errors
/// The plan or a programme breaks a rule of severity error, so nothing can be computed.
pub fn verify_joint(
    outcome: &JointOutcome,
    plan: &ReliefPlan,
    programmes: &[&Programme],
    application: &Application,
    earlier: &[Adjudication],
) -> Result<Verification, UnsoundPlan> {
    if outcome.joint.digest_key.is_some() || outcome.members.iter().any(Adjudication::is_sealed) {
        return Ok(Verification::OtherInputs(vec![OtherInput::Sealed]));
    }
    let from = &outcome.joint.computed_from;
    let mut wrong = Vec::new();
    let given = Fnv::of_record(application);
    if outcome.joint.application != application.id || is_other(&from.application_digest, &given) {
        wrong.push(OtherInput::Application { stated: from.application_digest.clone(), given });
    }
    let is_plan = outcome.joint.plan == plan.id && outcome.joint.revision == plan.revision;
    if !is_plan || is_other(&from.plan_digest, &Fnv::of_record(plan)) {
        wrong.push(OtherInput::Plan);
    }
    let mut on = JointCircumstances::on(outcome.joint.as_of);
    for member in &outcome.members {
        let stated = &member.computed_from;
        let quota = stated.quota_left.and_then(|quota| u32::try_from(quota.get()).ok());
        on.quotas.extend(quota.map(|quota| (member.programme.clone(), quota)));
        on.funds.extend(stated.fund_balance.map(|fund| (member.programme.clone(), fund)));
    }
    let digests: Vec<Fingerprint> = earlier.iter().map(Fnv::of_record).collect();
    let ledger = outcome.members.first().and_then(|member| ledger_of(member, earlier, &digests, &mut wrong));
    if !wrong.is_empty() {
        return Ok(Verification::OtherInputs(wrong));
    }
    on.earlier = ledger.as_deref();
    // Each member's adjudication is the one that the account states.
    let pairs = outcome.joint.members.iter().zip(&outcome.members).enumerate();
    for (place, (account, member)) in pairs {
        if is_other(&account.adjudication, &Fnv::of_record(member)) {
            let pointer = format!("/joint/members/{place}/adjudication");
            return Ok(Verification::Different(Box::new(Difference::Member { pointer, stated: None, computed: None })));
        }
    }
    let stated = compared(outcome);
    let mut found = None;
    // An outcome does not state its level of detail. It may be any of the three.
    for detail in [Detail::Full, Detail::Reasons, Detail::Amounts] {
        let computed = adjudicate_jointly(plan, programmes, application, &on, detail)?;
        match first_member(Some(&stated), Some(&compared(&computed)), String::new()) {
            None => return Ok(Verification::Same),
            Some(difference) => found = found.or(Some(difference)),
        }
    }
    Ok(found.map_or(Verification::Same, |difference| Verification::Different(Box::new(difference))))
}

/// What is compared: everything but the program, the identifiers of decisions, the extensions of others, and the digests of
/// adjudications, which are compared themselves.
fn compared(outcome: &JointOutcome) -> Value {
    let mut joint = json!(outcome.joint);
    strip(&mut joint);
    for member in joint.get_mut("members").and_then(Value::as_array_mut).into_iter().flatten() {
        member.as_object_mut().and_then(|member| member.remove("adjudication"));
    }
    let members = outcome.members.iter().map(|member| {
        let mut member = json!(member);
        strip(&mut member);
        member
    });
    json!({"joint": joint, "members": members.collect::<Vec<_>>()})
}

fn strip(outcome: &mut Value) {
    let Some(members) = outcome.as_object_mut() else { return };
    members.remove("id");
    members.remove("extensions");
    if let Some(from) = members.get_mut("computedFrom").and_then(Value::as_object_mut) {
        from.remove("evaluator");
        from.remove("evaluatorVersion");
    }
}
