//! Facts that must not be assumed: whose aid it is, which operation was performed, whether an insurer has settled,
//! which receipts are the same, which child a decision was for. Each case states the missing facts, and the award once
//! they are known.

use crate::worked::sketch::{application, evaluate, fixed, plain_bill, programme, rate};
use serde_json::{Value, json};
use tongbiao::{
    adjudication::Adjudication,
    amendment::Amendment,
    check::{Limits, Located, check},
    code::{AdjudicationDecision, ReasonCode},
    document::Document,
    eligibility::{Circumstances, Truth, eligibility},
    programme::Programme,
    record::application::Application,
    value::Date,
};

/// Both evaluators award this amount, or report these missing facts.
#[track_caller]
pub fn expect(programme: &Programme, members: Value, expected: Result<&str, &[&str]>) {
    let outcome = evaluate(programme, &application("case", members.clone()), None).answer;
    let amount = outcome.amount.map(|fen| format!("{}.{:02}", fen / 100, fen % 100));
    let missing: Vec<&str> = outcome.missing.iter().map(String::as_str).collect();
    match expected {
        Ok(expected) => assert_eq!((amount.as_deref(), &missing[..]), (Some(expected), &[][..]), "{members}"),
        Err(expected) => assert_eq!((amount, &missing[..]), (None, expected), "{members}"),
    }
}

/// Half of the family's share of each receipt.
pub fn half(coordination: Value) -> Programme {
    programme(json!({"coordination": coordination, "items": [{"id": "half",
        "basis": {"measure": "family-borne", "per": "receipt"}, "benefit": {"type": "rate", "rate": rate("0.50")}}]}))
}

fn plain() -> Programme {
    half(json!({"otherAid": "ignore", "ceiling": "not-applicable"}))
}

fn bill() -> Value {
    let mut bill = plain_bill("0000000001", "2025-03-01", "1000.00");
    bill["id"] = "bill".into();
    bill
}

pub fn with(mut json: Value, members: Value) -> Value {
    json.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    json
}

/// Aid of the class of the programme's own payer that names no programme, and aid that names the programme and another
/// class of payer.
#[test]
fn aid_that_names_no_programme_may_be_its_own() {
    let aid = |members: Value| with(json!({"payer": "charity", "status": "received", "amount": "300.00"}), members);
    let missing: Result<&str, &[&str]> = Err(&["/aid/0/programmeId"]);
    let contradicted: Result<&str, &[&str]> = Err(&["/aid/0/payer"]);
    let crowd = || json!({"payer": "crowdfunding"});
    let grant = |coordination: Value, limits: Value| {
        let mut members = json!({"evidence": "diagnosis", "coordination": coordination,
            "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1000.00")}}]});
        if limits != json!([]) {
            members["limits"] = limits;
        }
        programme(members)
    };
    let apart = || json!({"otherAid": "ignore", "ceiling": "not-applicable"});
    let limit = |scope: &str| json!([{"id": "most", "scope": scope, "amount": fixed("1000.00")}]);
    let lifetime = grant(apart(), limit("lifetime"));
    let other = || json!({"programmeId": "cn.example.other"});
    let own = || json!({"programmeId": "cn.example.sketch"});
    // The ledger consists of listed aid.
    for (aid, expected) in [
        (aid(json!({})), missing),
        (aid(other()), Ok("1000.00")),
        (aid(own()), Ok("700.00")),
        (aid(json!({"payer": "crowdfunding"})), Ok("1000.00")),
        // It names the programme, and a payer that is not the programme's. One of the two is wrong.
        (aid(with(own(), crowd())), contradicted),
        (aid(with(other(), crowd())), Ok("1000.00")),
        (aid(json!({"status": "refused"})), Ok("1000.00")),
        (json!({"payer": "charity", "status": "received", "inKind": "轮椅"}), Ok("1000.00")),
    ] {
        expect(&lifetime, json!({"aid": [aid]}), expected);
    }
    expect(&grant(apart(), limit("application")), json!({"aid": [aid(json!({}))]}), missing);
    expect(&grant(apart(), limit("application")), json!({}), Err(&["/aid"]));
    // If nothing depends on it, it is not reported as missing.
    expect(&grant(apart(), json!([])), json!({"aid": [aid(json!({}))]}), Ok("1000.00"));
    // Other aid.
    let exclusive = grant(json!({"otherAid": "exclusive", "ceiling": "not-applicable"}), json!([]));
    for (all, expected) in [
        (json!([aid(json!({}))]), missing),
        (json!([aid(own())]), Ok("1000.00")),
        (json!([aid(with(own(), crowd()))]), contradicted),
        (json!([aid(with(own(), crowd())), aid(other())]), Ok("0.00")),
        (json!([aid(crowd())]), Ok("0.00")),
        (json!([aid(other())]), Ok("0.00")),
        (json!([aid(json!({})), aid(other())]), Ok("0.00")),
    ] {
        expect(&exclusive, json!({"aid": all}), expected);
    }
    let reduced = half(json!({"otherAid": "reduces-basis", "ceiling": "family-borne"}));
    for (aid, expected) in [
        (aid(json!({})), missing),
        (aid(own()), Ok("500.00")),
        (aid(with(own(), crowd())), contradicted),
        (aid(crowd()), Ok("350.00")),
        (aid(other()), Ok("350.00")),
        (aid(json!({"receipts": ["bill"]})), missing),
    ] {
        expect(&reduced, json!({"aid": [aid], "receipts": [bill()]}), expected);
    }
    // An entry that names a receipt reduces the family's remaining share only if it is the programme's own.
    let ignored = programme(json!({"items": [{"id": "all", "basis": {"measure": "family-borne", "per": "application"},
        "benefit": {"type": "rate", "rate": rate("1")}}]}));
    let named = |more: Value| with(aid(json!({"receipts": ["bill"]})), more);
    for (aid, expected) in [
        (named(json!({})), missing),
        (named(own()), Ok("700.00")),
        (named(with(own(), crowd())), contradicted),
        (named(other()), Ok("1000.00")),
    ] {
        expect(&ignored, json!({"aid": [aid], "receipts": [bill()]}), expected);
    }
    // A payer of higher priority: its request is pending, unless it is a request to this programme.
    let after = half(json!({"otherAid": "ignore", "ceiling": "not-applicable", "after": ["charity"]}));
    for (more, expected) in [
        (json!({}), missing),
        (own(), Ok("500.00")),
        (other(), Err(&["/aid/0/status"][..])),
        (json!({"status": "received"}), Ok("500.00")),
    ] {
        let asked = with(aid(json!({"status": "requested"})), more);
        expect(&after, json!({"aid": [asked], "receipts": [bill()]}), expected);
    }
}

#[test]
fn a_surgery_that_names_no_operation_may_be_any() {
    let apart = || json!({"otherAid": "ignore", "ceiling": "not-applicable"});
    let priced = programme(json!({"evidence": "diagnosis", "coordination": apart(), "items": [{"id": "price",
        "benefit": {"type": "prices", "excess": "family",
            "prices": [{"id": "lip", "title": "唇裂修复术", "operations": ["27.54"], "price": fixed("2000.00")}]}}]}));
    let served = programme(json!({"evidence": "diagnosis", "coordination": apart(),
        "sets": [{"id": "partners", "members": {"of": "hospital", "hospitals": [{"name": "示例市医院（虚构）", "code": "H51000000002"}]}}],
        "items": [{"id": "surgery", "benefit": {"type": "in-kind", "hospitals": "partners",
            "services": [{"id": "lip", "title": "唇裂修复术", "operations": ["27.54"]}]}}]}));
    let missing: Result<&str, &[&str]> = Err(&["/treatments/0/operations"]);
    let partner = json!({"name": "示例市医院（虚构）", "code": "H51000000002"});
    let elsewhere = json!({"name": "示例县医院（虚构）", "code": "H52000000003"});
    for (kind, status, hospital, by_price, by_service) in [
        ("surgery", "completed", &partner, missing, missing),
        ("transplant", "in-progress", &partner, missing, missing),
        // A planned operation has no price yet, but a service may be given for it.
        ("surgery", "planned", &partner, Ok("0.00"), missing),
        ("surgery", "cancelled", &partner, Ok("0.00"), Ok("0.00")),
        ("chemotherapy", "completed", &partner, Ok("0.00"), Ok("0.00")),
        ("surgery", "completed", &elsewhere, missing, Ok("0.00")),
    ] {
        let treatment = json!({"kind": kind, "status": status, "hospital": hospital});
        let case = |treatment: Value| json!({"receipts": [bill()], "treatments": [treatment]});
        expect(&priced, case(treatment.clone()), by_price);
        expect(&served, case(treatment.clone()), by_service);
        // An empty list means that none exists.
        let none = with(treatment, json!({"operations": []}));
        expect(&priced, case(none.clone()), Ok("0.00"));
        expect(&served, case(none), Ok("0.00"));
    }
}

/// A number that has no meaning without its hospital.
fn vague(members: Value) -> Value {
    let mut receipt =
        with(bill(), json!({"receiptKind": "legacy", "number": {"form": "legacy", "number": "L0000001"}}));
    receipt.as_object_mut().unwrap().remove("id");
    with(receipt, members)
}

#[test]
fn receipts_leave_open_what_they_are_to_one_another() {
    let at = |place: &'static str| -> Result<&'static str, Vec<&'static str>> { Err(vec![place]) };
    let other = |members: Value| with(plain_bill("0000000002", "2025-03-01", "1000.00"), members);
    let red = |members: Value| with(plain_bill("0000000009", "2025-04-01", "-1000.00"), members);
    let number = |n: &str| plain_bill(n, "2025-03-01", "1.00")["number"].clone();
    let part = |n: &str, more: Value| {
        let split = json!({"receiptKind": "split-sheet", "original": number("0000000007"), "originalTotal": "2000.00"});
        with(with(plain_bill(n, "2025-03-01", "1000.00"), split), more)
    };
    let issuer = json!({"issuer": {"name": "示例市医院（虚构）"}});
    for (receipts, expected) in [
        // One number on two receipts, and one of them is void: neither paid nor refused, in either order.
        (json!([bill(), with(bill(), json!({"status": "voided"}))]), at("/receipts/0/status")),
        (json!([with(bill(), json!({"status": "voided"})), bill()]), at("/receipts/1/status")),
        (json!([bill(), with(bill(), json!({"status": "valid"}))]), Ok("500.00")),
        (json!([with(bill(), json!({"status": "voided"})), with(bill(), json!({"patientName": "王安"}))]), Ok("0.00")),
        (
            json!([with(bill(), json!({"status": "reversed"})), bill(), red(json!({"reverses": bill()["number"]}))]),
            Ok("0.00"),
        ),
        // A refund of a receipt that is not in the application.
        (json!([bill(), red(json!({"reverses": number("0000000008")}))]), at("/receipts/1/reverses")),
        (json!([bill(), red(json!({}))]), at("/receipts/1/reverses")),
        (json!([bill(), red(json!({"reverses": bill()["number"]}))]), Ok("0.00")),
        (json!([bill(), red(json!({"reverses": number("0000000008"), "status": "voided"}))]), Ok("500.00")),
        (json!([bill(), red(json!({"reverses": number("0000000008"), "patientName": "王安"}))]), Ok("500.00")),
        // Split sheets whose sum equals the original, or exceeds it, and one that is submitted with the original.
        (json!([part("0000000003", json!({})), part("0000000004", json!({}))]), Ok("1000.00")),
        (json!([part("0000000003", json!({})), part("0000000004", json!({"originalTotal": "1999.99"}))]), Ok("0.00")),
        (
            json!([part("0000000003", json!({})), part("0000000004", json!({})), part("0000000005", json!({}))]),
            Ok("0.00"),
        ),
        (
            json!([
                part("0000000003", json!({})),
                part("0000000004", json!({})),
                part("0000000005", json!({"status": "voided"}))
            ]),
            Ok("1000.00"),
        ),
        (json!([part("0000000003", json!({"originalTotal": "999.99"})), other(json!({}))]), Ok("500.00")),
        (json!([part("0000000003", json!({"original": bill()["number"]})), bill()]), Ok("500.00")),
        (
            json!([
                part("0000000003", json!({"original": bill()["number"]})),
                with(bill(), json!({"status": "voided"}))
            ]),
            Ok("0.00"),
        ),
        // A split sheet of a split sheet is the same cost again. A sheet with the number of its original is not that
        // original.
        (
            json!([part("0000000003", json!({})), part("0000000004", json!({"original": number("0000000003")}))]),
            Ok("500.00"),
        ),
        (
            json!([part("0000000004", json!({"original": number("0000000003")})), part("0000000003", json!({}))]),
            Ok("500.00"),
        ),
        (json!([part("0000000007", json!({})), part("0000000004", json!({}))]), Ok("1000.00")),
        // The same number, day and amount, and one of the two is without its hospital.
        (json!([vague(issuer.clone()), vague(json!({}))]), at("/receipts/1/issuer")),
        (json!([vague(json!({})), vague(issuer.clone())]), at("/receipts/0/issuer")),
        (json!([vague(issuer.clone()), vague(json!({"visitDate": "2025-03-02"}))]), Ok("1000.00")),
        (json!([vague(issuer.clone()), vague(json!({"totalAmount": "1000.01", "cash": "1000.01"}))]), Ok("1000.01")),
        (json!([vague(issuer.clone()), vague(json!({"status": "voided"}))]), Ok("500.00")),
        (json!([vague(issuer.clone()), vague(json!({"patientName": "王安"}))]), Ok("500.00")),
        // Another number is another receipt.
        (json!([bill(), vague(json!({}))]), Ok("1000.00")),
        (json!([vague(json!({})), vague(json!({"number": {"form": "legacy", "number": "L0000002"}}))]), Ok("1000.00")),
        (json!([bill(), vague(issuer.clone())]), Ok("1000.00")),
        (json!([bill(), vague(json!({"number": {"form": "legacy", "number": "L1", "code": "4100"}}))]), Ok("1000.00")),
        (json!([vague(json!({})), vague(json!({}))]), Ok("500.00")),
    ] {
        let expected = expected.as_ref().map(|amount| *amount).map_err(Vec::as_slice);
        expect(&plain(), json!({"receipts": receipts.clone()}), expected);
        // The same holds for the sums in conditions.
        let application = application("case", json!({"receipts": receipts}));
        let mut rules = serde_json::to_value(plain()).unwrap();
        let most = json!({"test": "money", "fact": "billed", "atMost": fixed("999999.00")});
        rules["requirements"] = json!([{"id": "sum", "anyOf": [most]}]);
        let rules: Programme = serde_json::from_value(rules).unwrap();
        let answer = eligibility(&rules, &application, &Circumstances::on(Date::parse("2025-12-01").unwrap())).unwrap();
        let missing: Vec<&str> = answer.missing.iter().filter_map(|missing| missing.pointer.as_deref()).collect();
        assert_eq!(missing, expected.err().unwrap_or_default());
    }
}

/// The checks report what the evaluator excludes.
#[test]
fn a_part_beside_its_original_is_found_where_that_is_a_part_too() {
    let sheet = |n: &str, original: &str| {
        let number = plain_bill(original, "2025-03-01", "1.00")["number"].clone();
        with(plain_bill(n, "2025-03-01", "1000.00"), json!({"receiptKind": "split-sheet", "original": number}))
    };
    for (receipts, expected) in [
        ([sheet("0000000003", "0000000007"), sheet("0000000004", "0000000003")], vec!["/receipts/1/original"]),
        ([sheet("0000000004", "0000000003"), sheet("0000000003", "0000000007")], vec!["/receipts/0/original"]),
        ([sheet("0000000007", "0000000007"), sheet("0000000004", "0000000007")], vec![]),
    ] {
        let document = Document::new(application("case", json!({"receipts": receipts})));
        let checked = check(document.to_json().unwrap().as_bytes(), None, &Limits::default());
        let found = checked
            .findings
            .iter()
            .filter(|Located { finding, .. }| finding.rule.code == "receipt.part-beside-original");
        assert_eq!(found.map(|Located { finding, .. }| finding.pointer.as_str()).collect::<Vec<_>>(), expected);
    }
}

fn reasons(outcome: &Adjudication) -> Vec<ReasonCode> {
    outcome.reasons.iter().flat_map(|all| all.iter()).map(|reason| reason.code).collect()
}

#[test]
fn a_possible_duplicate_is_called_so() {
    let named = vague(json!({"issuer": {"name": "示例市医院（虚构）"}}));
    let case = application("case", json!({"receipts": [named, vague(json!({}))]}));
    let (_, outcome) = evaluate(&plain(), &case, None).past;
    assert_eq!(reasons(&outcome), [ReasonCode::FactMissing, ReasonCode::ReceiptPossibleDuplicate]);
}

fn child(name: &str, born: Option<&str>, former: &[&str]) -> Value {
    let mut child = json!({"name": name});
    if let Some(born) = born {
        child["birthDate"] = born.into();
    }
    if !former.is_empty() {
        child["formerNames"] = json!(former);
    }
    child
}

#[test]
fn earlier_decisions_are_on_the_same_child() {
    let rules = programme(json!({"evidence": "diagnosis",
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "limits": [{"id": "life", "scope": "lifetime", "amount": fixed("1500.00")}],
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1000.00")}}]}));
    let case = |id: &str, child: Value| application(id, json!({"child": child}));
    let born = Some("2020-02-02");
    let first = evaluate(&rules, &case("first", child("童例", born, &[])), Some(Vec::new())).past;
    let bare = evaluate(&rules, &case("first", child("童例", None, &[])), Some(Vec::new())).past;
    assert!(bare.1.child.is_none() && first.1.child.as_ref().is_some_and(|marks| marks.len() == 1));
    for (earlier, child, expected) in [
        (&first, child("童例", born, &[]), Some("500.00")),
        (&first, child("童新", born, &["童例"]), Some("500.00")),
        (&first, child("童新", born, &[]), None),
        (&first, child("童例", Some("2020-02-03"), &[]), None),
        // If the child is not stated, nothing is concluded.
        (&first, child("童新", None, &[]), Some("500.00")),
        (&bare, child("童新", born, &[]), Some("500.00")),
    ] {
        let later = evaluate(&rules, &case("later", child.clone()), Some(vec![earlier.clone()]));
        let amount = later.past.1.amount.map(|amount| amount.to_string());
        assert_eq!(amount.as_deref(), expected, "{child}");
        if expected.is_none() {
            assert_eq!(later.answer.decision, AdjudicationDecision::Undetermined);
            assert_eq!(later.answer.missing.into_iter().collect::<Vec<_>>(), ["earlier-adjudications"]);
            assert_eq!(reasons(&later.past.1), [ReasonCode::FactMissing, ReasonCode::EarlierOfAnotherChild]);
        }
    }
}

/// `earlier-aid` tested on an application, with earlier decisions.
pub fn asked(test: &Value, aid: &Value, earlier: Option<&[Adjudication]>) -> (Truth, Vec<String>) {
    let rules = programme(json!({"evidence": "diagnosis", "requirements": [{"id": "before", "anyOf": [test]}],
        "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": fixed("1000.00")}}]}));
    let case: Application =
        application("now", json!({"aid": aid, "child": {"name": "童例", "birthDate": "2020-02-02"}}));
    let mut on = Circumstances::on(Date::parse("2025-12-01").unwrap());
    on.earlier = earlier;
    let answer = eligibility(&rules, &case, &on).unwrap();
    let place = |missing: &tongbiao::eligibility::Missing| missing.pointer.clone().unwrap_or(missing.code.clone());
    (answer.status, answer.missing.iter().map(place).collect())
}

#[test]
fn several_decisions_of_one_application_are_one_aid() {
    let decided = |programme: &str, application: &str, as_of: &str, child: Option<&str>| -> Adjudication {
        let mut outcome = json!({"application": application, "programme": programme, "revision": 1, "asOf": as_of,
            "eligible": "yes", "decision": "awarded", "amount": "5.00", "computedFrom": {"evaluator": "hand",
            "evaluatorVersion": "1", "programmeDigest": "fnv1a128:00000000000000000000000000000001",
            "applicationDigest": "fnv1a128:00000000000000000000000000000002"}});
        if let Some(child) = child {
            outcome["child"] = json!([child]);
        }
        serde_json::from_value(outcome).unwrap()
    };
    let sketch = |application: &str, as_of: &str| decided("cn.example.sketch", application, as_of, None);
    let at_most = |count: usize, members: Value| {
        with(json!({"test": "earlier-aid", "counted": ["received"], "atMost": count}), members)
    };
    let none = json!([]);
    let months = json!({"months": 6});
    let stranger = Some("fnv1a128:00000000000000000000000000000009");
    for (test, aid, earlier, truth, missing) in [
        // Decided once, and decided again.
        (at_most(1, json!({})), &none, vec![sketch("a", "2025-01-01"), sketch("a", "2025-10-01")], Truth::Yes, vec![]),
        (at_most(1, json!({})), &none, vec![sketch("a", "2025-01-01"), sketch("b", "2025-10-01")], Truth::No, vec![]),
        (
            at_most(1, json!({})),
            &none,
            vec![sketch("a", "2025-01-01"), decided("cn.example.other", "a", "2025-10-01", None)],
            Truth::No,
            vec![],
        ),
        (
            at_most(0, months.clone()),
            &none,
            vec![sketch("a", "2025-10-01"), sketch("a", "2025-01-01")],
            Truth::No,
            vec![],
        ),
        (at_most(0, months), &none, vec![sketch("a", "2025-01-01")], Truth::Yes, vec![]),
        (at_most(0, json!({})), &none, vec![sketch("now", "2025-01-01")], Truth::Yes, vec![]),
        // Of another child.
        (
            at_most(0, json!({})),
            &none,
            vec![decided("cn.example.sketch", "a", "2025-01-01", stranger)],
            Truth::Unknown,
            vec!["earlier-adjudications"],
        ),
        // An entry that may be this programme's own is already in the earlier adjudications, or is not.
        (
            at_most(0, json!({})),
            &json!([{"payer": "charity", "status": "received", "amount": "5.00"}]),
            vec![],
            Truth::Unknown,
            vec!["/aid/*/programmeId"],
        ),
        (
            at_most(0, json!({})),
            &json!([{"payer": "crowdfunding", "status": "received", "amount": "5.00"}]),
            vec![],
            Truth::No,
            vec![],
        ),
        (
            at_most(0, json!({"programme": "cn.example.sketch"})),
            &json!([{"payer": "charity", "status": "received", "amount": "5.00"}]),
            vec![],
            Truth::Yes,
            vec![],
        ),
    ] {
        let found = asked(&test, aid, Some(&earlier));
        assert_eq!(found, (truth, missing.iter().map(ToString::to_string).collect()), "{test} {aid}");
    }
}

/// An item that was renamed in a later revision is paid again. A comparison of the revisions reports it.
#[test]
fn an_item_that_is_renamed_pays_again() {
    let rules = |ids: &[&str]| {
        let items: Vec<Value> = ids
            .iter()
            .map(|id| json!({"id": id, "basis": {"measure": "billed", "per": "period", "period": {"type": "calendar-year", "by": "visited-on"}},
                "benefit": {"type": "rate", "rate": rate("0.50")}}))
            .collect();
        programme(json!({"coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}, "items": items}))
    };
    let case = application("case", json!({"receipts": [bill()]}));
    let first = evaluate(&rules(&["half"]), &case, Some(Vec::new()));
    for (ids, amount) in [(["half"], "0.00"), (["part"], "500.00")] {
        let again = evaluate(&rules(&ids), &case, Some(vec![first.past.clone()]));
        assert_eq!(again.past.1.amount.map(|amount| amount.to_string()).as_deref(), Some(amount));
    }
    let ids = |ids: &[tongbiao::value::LocalId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    for (old, new, expected) in [
        (&["half"][..], &["part"][..], Some((vec!["half"], vec!["part"]))),
        (&["half", "other"], &["half", "part"], Some((vec!["other"], vec!["part"]))),
        (&["half"], &["half", "part"], None),
        (&["half", "part"], &["part"], None),
        (&["half", "part"], &["part", "half"], None),
    ] {
        let renewal = Amendment::of(&rules(old), &rules(new), None).renewal;
        let found = renewal.map(|renewal| (ids(&renewal.gone), ids(&renewal.new)));
        let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(found, expected.map(|(gone, new)| (owned(gone), owned(new))), "{old:?} {new:?}");
    }
}
