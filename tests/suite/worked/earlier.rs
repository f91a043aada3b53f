//! The same aid twice: listed in the application, and decided by a programme. Each row is computed by hand.

use crate::worked::{
    doubt::{asked, with},
    sketch::{application, evaluate, fixed, programme},
};
use serde_json::{Value, json};
use tongbiao::{adjudication::Adjudication, code::AdjudicationDecision, eligibility::Truth};

fn decided(programme: &str, application: &str, members: Value) -> Adjudication {
    let outcome = json!({"application": application, "programme": programme, "revision": 1, "asOf": "2025-10-01",
        "eligible": "yes", "decision": "awarded", "amount": "5.00", "computedFrom": {"evaluator": "hand",
        "evaluatorVersion": "1", "programmeDigest": "fnv1a128:00000000000000000000000000000001",
        "applicationDigest": "fnv1a128:00000000000000000000000000000002"}});
    serde_json::from_value(with(outcome, members)).unwrap()
}

const OTHER: &str = "cn.example.other";
const OWN: &str = "cn.example.sketch";

fn given(payer: &str, programme: Option<&str>) -> Value {
    let mut aid = json!({"payer": payer, "status": "received", "amount": "5.00", "receivedOn": "2025-10-03"});
    programme.into_iter().for_each(|programme| aid["programmeId"] = programme.into());
    aid
}

fn at_most(count: usize, members: &Value) -> Value {
    with(json!({"test": "earlier-aid", "counted": ["received"], "atMost": count}), members.clone())
}

#[test]
fn aid_that_another_programme_decided_is_counted_once() {
    let other = |application: &str| decided(OTHER, application, json!({}));
    let stranger = decided(OTHER, "a", json!({"child": ["fnv1a128:00000000000000000000000000000009"]}));
    let refused = decided(OTHER, "a", json!({"decision": "refused", "amount": "0.00"}));
    let long_ago = decided(OTHER, "a", json!({"asOf": "2024-01-01"}));
    let named = || given("crowdfunding", Some(OTHER));
    let unnamed = || given("crowdfunding", None);
    let programme_id = || Err("/aid/*/programmeId");
    let earlier = || Err("earlier-adjudications");
    let (any, of_class) = (json!({}), json!({"payers": ["crowdfunding"]}));
    // The listed aid, the decided aid, and the answers to: at most none, one, two.
    for (members, aid, ledger, expected) in [
        (&any, vec![named()], vec![other("a")], [Ok(false), Ok(true), Ok(true)]),
        (&any, vec![named(), named()], vec![other("a"), other("b")], [Ok(false), Ok(false), Ok(true)]),
        (&any, vec![named(), named()], vec![other("a")], [Ok(false), Ok(true), Ok(true)]),
        // The decision is another one, or on this application, or on another child.
        (&any, vec![named()], vec![refused], [Ok(false), Ok(true), Ok(true)]),
        (&any, vec![named()], vec![other("now")], [Ok(false), Ok(true), Ok(true)]),
        (&any, vec![named()], vec![stranger], [Ok(false), earlier(), Ok(true)]),
        // An entry without a programme may be the same aid. The class of the programme is unknown.
        (&any, vec![unnamed()], vec![other("a")], [Ok(false), programme_id(), Ok(true)]),
        (&of_class, vec![unnamed()], vec![other("a")], [programme_id(), programme_id(), Ok(true)]),
        (&any, vec![given("charity", None)], vec![decided(OWN, "a", json!({}))], [Ok(false), programme_id(), Ok(true)]),
        // It is not the same aid if the class of the programme is known to be another one.
        (&any, vec![named(), given("government", None)], vec![other("a")], [Ok(false), Ok(false), Ok(true)]),
        // The class is known from the entries that name the programme.
        (&of_class, vec![named()], vec![other("a")], [Ok(false), Ok(true), Ok(true)]),
        (&json!({"payers": ["charity"]}), vec![named()], vec![other("a")], [Ok(true), Ok(true), Ok(true)]),
        (
            &of_class,
            vec![named(), given("government", Some(OTHER))],
            vec![other("a")],
            [programme_id(), Ok(true), Ok(true)],
        ),
        // Tests for one programme.
        (&json!({"programme": OTHER}), vec![named(), unnamed()], vec![other("a")], [Ok(false), Ok(true), Ok(true)]),
        (
            &json!({"programme": "cn.example.third"}),
            vec![named(), unnamed()],
            vec![other("a")],
            [programme_id(), Ok(true), Ok(true)],
        ),
        // A decision of long ago is not recent, and neither is an entry that may be the same aid.
        (&json!({"months": 6}), vec![named()], vec![long_ago.clone()], [Ok(true), Ok(true), Ok(true)]),
        (&json!({"months": 6}), vec![unnamed()], vec![long_ago], [programme_id(), Ok(true), Ok(true)]),
    ] {
        for (count, expected) in expected.into_iter().enumerate() {
            let found = asked(&at_most(count, members), &json!(aid), Some(&ledger));
            let expected = match expected {
                Ok(holds) => (Truth::of(Some(holds)), vec![]),
                Err(missing) => (Truth::Unknown, vec![missing.to_owned()]),
            };
            assert_eq!(found, expected, "at most {count}, {members} {aid:?}");
        }
    }
}

/// An answer that was decided without the unnamed programmes stays the same, whatever their names are.
#[test]
fn a_programme_that_is_told_never_changes_the_answer() {
    let payers = [json!({}), json!({"payers": ["crowdfunding"]}), json!({"payers": ["crowdfunding", "government"]})];
    let ledgers: Vec<Vec<Adjudication>> = vec![
        vec![decided(OTHER, "a", json!({}))],
        vec![decided(OTHER, "a", json!({})), decided(OTHER, "b", json!({"asOf": "2024-01-01"}))],
        vec![decided(OTHER, "a", json!({})), decided("cn.example.third", "a", json!({})), decided(OWN, "a", json!({}))],
        vec![decided(OWN, "a", json!({}))],
    ];
    let aids = [
        vec!["crowdfunding"],
        vec!["crowdfunding", "crowdfunding"],
        vec!["crowdfunding", "government"],
        vec!["charity", "crowdfunding"],
    ];
    let ids = [OTHER, "cn.example.third", OWN, "cn.example.nobody", "cn.example.no-one"];
    let (mut kept, mut opened) = (0, 0);
    for (members, ledger, classes, count) in payers.iter().flat_map(|members| {
        let ledgers = ledgers.iter().flat_map(|ledger| aids.iter().map(move |aid| (ledger, aid)));
        ledgers.flat_map(move |(ledger, aid)| (0..4).map(move |count| (members, ledger, aid, count)))
    }) {
        let test = at_most(count, members);
        // Two grants, each with its number. Equal entries would be one.
        let aid = |ids: &[Option<&str>]| -> Value {
            let entries = classes.iter().zip(ids).enumerate();
            entries.map(|(n, (payer, id))| with(given(payer, *id), json!({"number": format!("JZ-{n}")}))).collect()
        };
        let (before, _) = asked(&test, &aid(&vec![None; classes.len()]), Some(ledger));
        let mut after = Vec::new();
        for choice in 0..ids.len().pow(u32::try_from(classes.len()).unwrap()) {
            let named: Vec<Option<&str>> = (0..classes.len())
                .map(|n| Some(ids[choice / ids.len().pow(u32::try_from(n).unwrap()) % ids.len()]))
                .collect();
            // A programme has one class, and this programme has its own.
            let class = |id: &str| {
                classes
                    .iter()
                    .zip(&named)
                    .filter(|(_, named)| **named == Some(id))
                    .map(|(class, _)| *class)
                    .collect::<Vec<_>>()
            };
            let is_sound = ids.iter().all(|id| class(id).windows(2).all(|two| two[0] == two[1]));
            if is_sound && class(OWN).iter().all(|class| *class == "charity") {
                after.push(asked(&test, &aid(&named), Some(ledger)).0);
            }
        }
        if before == Truth::Unknown {
            opened += 1;
        } else {
            assert!(
                after.iter().all(|truth| *truth == before || *truth == Truth::Unknown),
                "{test} {classes:?} {after:?}"
            );
            kept += 1;
        }
    }
    assert!(kept > 60 && opened > 30, "{kept} {opened}");
}

/// The complete evaluation also states who must decide.
#[test]
fn the_award_follows() {
    let rules = |count: usize| {
        programme(
            json!({"evidence": "diagnosis", "requirements": [{"id": "before", "anyOf": [at_most(count, &json!({}))]}],
            "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1000.00")}}]}),
        )
    };
    let other = programme(json!({"id": OTHER, "evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("300.00")}}]}));
    let first = evaluate(&other, &application("first", json!({})), Some(Vec::new())).past;
    for (count, aid, expected) in [
        (0, given("crowdfunding", Some(OTHER)), (AdjudicationDecision::Refused, Some("0.00"))),
        (1, given("crowdfunding", Some(OTHER)), (AdjudicationDecision::Awarded, Some("1000.00"))),
        (1, given("crowdfunding", None), (AdjudicationDecision::Undetermined, None)),
        (2, given("crowdfunding", None), (AdjudicationDecision::Awarded, Some("1000.00"))),
    ] {
        let case = application("second", json!({"aid": [aid]}));
        let outcome = evaluate(&rules(count), &case, Some(vec![first.clone()])).past.1;
        let found = outcome.amount.map(|amount| amount.to_string());
        assert_eq!((outcome.decision, found.as_deref()), expected, "at most {count}");
    }
}
