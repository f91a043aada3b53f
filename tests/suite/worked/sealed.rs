//! Earlier adjudications whose digests are sealed. Nothing can be compared with them, so nothing is decided on them.

use super::{
    doubt::asked,
    sketch::{application, evaluate, fixed, programme},
};
use serde_json::{Value, json};
use tongbiao::{
    adjudication::Adjudication,
    check::{Limits, Located, check},
    code::{AdjudicationDecision, ReasonCode, Truth},
    document::Document,
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    value::{Date, KeyIdentifier},
    verify::{OtherInput, Verification, verify},
};

fn key() -> Option<KeyIdentifier> {
    KeyIdentifier::parse("9b58cea83460c0f5").ok()
}

fn codes(outcome: &Adjudication) -> (Vec<ReasonCode>, Vec<&str>) {
    let reasons = outcome.reasons.iter().flat_map(|all| all.iter()).map(|reason| reason.code);
    let missing = outcome.missing.iter().flat_map(|all| all.iter()).map(|missing| missing.fact.as_str());
    (reasons.collect(), missing.collect())
}

fn child() -> Value {
    json!({"name": "童例", "birthDate": "2020-02-02"})
}

#[test]
fn a_sealed_adjudication_is_not_decided_on() {
    let rules = programme(json!({"evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "limits": [{"id": "life", "scope": "lifetime", "amount": fixed("1500.00")}],
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1000.00")}}]}));
    let case = |id: &str| application(id, json!({"child": child()}));
    let first = evaluate(&rules, &case("first"), Some(Vec::new())).past;
    let open = evaluate(&rules, &case("later"), Some(vec![first.clone()]));
    assert_eq!(open.past.1.amount.map(|amount| amount.to_string()).as_deref(), Some("500.00"));

    let mut sealed = first.clone();
    (sealed.0.sealed, sealed.1.digest_key) = (true, key());
    // The member that states the key was removed, and the digests are still sealed.
    let mut without_key = first.clone();
    without_key.0.sealed = true;
    without_key.1.computed_from.application_digest = format!("aes128:{}", "0".repeat(32)).parse().unwrap();
    for earlier in [vec![sealed.clone()], vec![first.clone(), sealed.clone()], vec![without_key]] {
        let later = evaluate(&rules, &case("later"), Some(earlier));
        let outcome = &later.past.1;
        assert_eq!(later.answer.decision, AdjudicationDecision::Undetermined);
        assert_eq!(outcome.eligible, Truth::Unknown);
        let expected = (vec![ReasonCode::FactMissing, ReasonCode::EarlierSealed], vec!["earlier-adjudications"]);
        assert_eq!(codes(outcome), expected);
        assert!(outcome.requirements.is_none() && outcome.trace.is_none() && outcome.digest_key.is_none());
    }
}

/// The condition on earlier aid is unknown, whatever digests the sealed adjudication states.
#[test]
fn a_sealed_adjudication_may_be_of_this_child() {
    let test = json!({"test": "earlier-aid", "counted": ["received"], "atMost": 0});
    let rules = programme(json!({"evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1000.00")}}]}));
    let mut first = evaluate(&rules, &application("first", json!({"child": child()})), Some(Vec::new())).past.1;
    assert_eq!(asked(&test, &json!([]), Some(&[first.clone()])), (Truth::No, vec![]));
    first.digest_key = key();
    let unknown = (Truth::Unknown, vec!["earlier-adjudications".to_owned()]);
    assert_eq!(asked(&test, &json!([]), Some(&[first])), unknown);
}

#[test]
fn a_sealed_outcome_is_not_verified() {
    let rules = programme(json!({"evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1000.00")}}]}));
    let (before, case) =
        (application("first", json!({"child": child()})), application("later", json!({"child": child()})));
    let mut on = Circumstances::on(Date::parse("2025-12-01").unwrap());
    let mut first = adjudicate(&rules, &before, &on, Detail::Full).unwrap();
    let earlier = [first.clone()];
    on.earlier = Some(&earlier);
    let outcome = adjudicate(&rules, &case, &on, Detail::Full).unwrap();
    assert_eq!(verify(&outcome, &case, &rules, &earlier).unwrap(), Verification::Same);
    first.digest_key = key();

    // The earlier outcome is not recognised by its digest.
    let Verification::OtherInputs(wrong) = verify(&outcome, &case, &rules, &[first.clone()]).unwrap() else { panic!() };
    assert!(matches!(wrong[..], [OtherInput::Earlier(_), OtherInput::EarlierSealed]), "{wrong:?}");
    let sealed = Verification::OtherInputs(vec![OtherInput::Sealed]);
    assert_eq!(verify(&first, &before, &rules, &[]).unwrap(), sealed);

    // An undetermined outcome on a sealed one is verified with it.
    let earlier = [first];
    on.earlier = Some(&earlier);
    let undetermined = adjudicate(&rules, &case, &on, Detail::Full).unwrap();
    assert_eq!(verify(&undetermined, &case, &rules, &earlier).unwrap(), Verification::Same);
}

/// All digests about the child and the receipts are sealed, or none is. Digests of programmes never are.
#[test]
fn digests_are_sealed_together() {
    let rules = programme(json!({"evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1000.00")}}]}));
    let plain = evaluate(&rules, &application("first", json!({"child": child()})), Some(Vec::new())).past.1;
    let hidden = |text: &str| text.replace("fnv1a128:", "aes128:");
    let mut all = plain.clone();
    all.digest_key = key();
    let mut document: Value = serde_json::from_str(&hidden(&Document::new(all).to_json().unwrap())).unwrap();
    document["computedFrom"]["programmeDigest"] = plain.computed_from.programme_digest.as_str().into();
    let found = |document: &Value| -> Vec<String> {
        let checked = check(document.to_string().as_bytes(), None, &Limits::default());
        let all = checked.findings.iter();
        let own = all.filter(|Located { finding, .. }| finding.rule.code == "adjudication.seal-mismatch");
        own.map(|Located { finding, .. }| finding.pointer.clone()).collect()
    };
    assert_eq!(found(&document), [""; 0]);
    let mut open = document.clone();
    open["units"][0]["key"] = plain.units.as_ref().unwrap()[0].key.as_str().into();
    assert_eq!(found(&open), ["/units/0/key"]);
    document.as_object_mut().unwrap().remove("digestKey");
    assert_eq!(found(&document), ["/computedFrom/applicationDigest"]);
}
