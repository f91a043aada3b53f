//! Outcomes in an index: a receipt in clear is found among the receipts that an outcome pays.

use crate::made::{add, application, day, document, path, receipt};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};
use tongbiao::{
    check::{AnyDocument, read},
    code::DuplicateEvidence,
    document::Document,
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    programme::Programme,
};
use tongbiao_index::{EntryKind, Ground, Index, Key, Match, Selection, Subject};
use tongbiao_testkit::{files::folder, random::Random, size::size};

/// A file of the case of a heart surgery.
fn case(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder("cases/a-heart-surgery").join(name)).unwrap()).unwrap()
}

/// The outcome of the case.
fn outcome() -> Value {
    case("adjudication.angel-sunshine-heart.json")
}

/// The application of this case, or another one with the same receipt and child.
fn applied(id: &str) -> Value {
    let mut json = case("application.json");
    json["id"] = id.into();
    json
}

fn matches(index: &Index, key: &Key, json: &Value, own: Option<&str>) -> Vec<Match> {
    index.reader(key).unwrap().find(&document(json), own).unwrap().matches
}

/// The grounds of the matches of the receipts.
fn of_receipts(matches: &[Match]) -> Vec<Ground> {
    matches.iter().filter(|one| matches!(one.subject, Subject::Receipt(_))).map(|one| one.ground).collect()
}

#[test]
fn a_receipt_that_another_charity_paid_is_found() {
    let key = Key::generate().unwrap().next().unwrap();
    let index = Index::create(&path("outcome"), &key).unwrap();
    add(&index, &key, "甲", &[&document(&outcome())]);
    let found = matches(&index, &key, &applied("b-7"), Some("乙"));
    let all: Vec<_> = found.iter().map(|one| (one.subject, one.ground, one.document, one.other)).collect();
    assert_eq!(
        all,
        [
            (Subject::Child, Ground::SameNameAndBirthDate, EntryKind::Outcome, Subject::Child),
            (Subject::Receipt(0), Ground::SameReceipt, EntryKind::Outcome, Subject::Receipt(0)),
        ]
    );
    // Twins are not the same receipt: another number, with nothing or with something in common.
    let twin = |members: Value| {
        let mut json = applied("b-7");
        let receipt = json["receipts"][0].as_object_mut().unwrap();
        for member in
            ["number", "businessNumber", "inpatientNumber", "settlement", "stay", "inspections", "distinctFrom"]
        {
            receipt.remove(member);
        }
        receipt
            .insert("number".into(), json!({"form": "fiscal-electronic", "code": "41060225", "number": "0000000002"}));
        receipt.extend(members.as_object().unwrap().clone());
        of_receipts(&matches(&index, &key, &json, None))
    };
    assert_eq!(twin(json!({})), []);
    let may_be = |evidence| [Ground::MayBeOne(evidence)];
    assert_eq!(twin(json!({"businessNumber": "YW-A-20240518-01"})), may_be(DuplicateEvidence::BusinessNumber));
    assert_eq!(twin(json!({"businessNumber": "YW-A-20240518-01", "totalAmount": "46000.00"})), []);
    let numbers = json!({"form": "fiscal-electronic", "code": "41060225", "number": "0000000001"});
    assert_eq!(twin(json!({"businessNumber": "YW-A-20240518-01", "distinctFrom": [numbers]})), []);
    // The same number on a receipt of another series.
    let other = json!({"form": "fiscal-electronic", "code": "41060226", "number": "0000000001"});
    assert_eq!(
        twin(json!({"number": other, "stay": {"start": "2024-05-06"}})),
        may_be(DuplicateEvidence::ReceiptNumber)
    );
    // The outcome states that the electronic receipt was not exchanged until 2024-05-28.
    let paper = |issued: &str| {
        json!({"receiptKind": "inpatient-printed", "stay": {"start": "2024-05-06"}, "issuedOn": issued,
            "number": {"form": "fiscal-paper", "code": "41060224", "number": "0000000009"}})
    };
    assert_eq!(twin(paper("2024-05-27")), []);
    assert_eq!(twin(paper("2024-05-29")), may_be(DuplicateEvidence::ElectronicAndPaper));
}

/// Receipts that an outcome does not pay are not in the index, nor are those of a decision that is not final.
#[test]
fn only_paid_receipts_are_found() {
    let key = Key::generate().unwrap();
    let found = |change: &dyn Fn(&mut Value)| {
        let index = Index::create_in(redb::backends::InMemoryBackend::new(), &key).unwrap();
        let mut json = outcome();
        change(&mut json);
        add(&index, &key, "甲", &[&document(&json)]);
        let found = matches(&index, &key, &applied("b-7"), None);
        (found.len() - of_receipts(&found).len(), of_receipts(&found))
    };
    let paid = vec![Ground::SameReceipt];
    assert_eq!(found(&|_| ()), (1, paid.clone()));
    let set_nothing = |json: &mut Value| {
        json["receipts"][0]["award"] = "0.00".into();
        json["receipts"][0].as_object_mut().unwrap().remove("shares");
    };
    // The award of the unit is not divided among receipts: it is for the receipts of the unit.
    assert_eq!(found(&|json| set_nothing(json)), (1, paid));
    assert_eq!(
        found(&|json| {
            set_nothing(json);
            json["units"][0]["award"] = "0.00".into();
        }),
        (1, vec![])
    );
    // A void receipt is in no unit.
    assert_eq!(
        found(&|json| {
            set_nothing(json);
            json["receipts"][0]["admitted"] = "no".into();
            json["units"][0]["receipts"] = json!([]);
        }),
        (1, vec![])
    );
    for decision in ["refused", "nothing-payable", "awaiting-papers", "undetermined"] {
        assert_eq!(found(&|json| json["decision"] = decision.into()), (0, vec![]), "{decision}");
    }
}

#[test]
fn an_outcome_belongs_to_its_application() {
    let old = Key::generate().unwrap();
    let (key, path) = (old.next().unwrap(), path("outcome-of"));
    let index = Index::create(&path, &old).unwrap();
    let (outcome, own) = (outcome(), applied("case-a-heart-surgery"));
    add(&index, &old, "甲", &[&document(&outcome)]);
    index.rotate(&path, &old, &key).unwrap();
    let mut index = Index::open(&path, &key).unwrap();
    index.verify().unwrap();
    // The own outcome of an application is no match. Those of others, and of another application, are.
    let certain = |index: &Index, json: &Value, own: &str| of_receipts(&matches(index, &key, json, Some(own))).len();
    assert_eq!(
        (certain(&index, &own, "甲"), certain(&index, &own, "乙"), certain(&index, &applied("a-2"), "甲")),
        (0, 1, 1)
    );
    // A later decision of the day replaces it; one of another day, and one under another programme, do not.
    let mut refused = outcome.clone();
    refused["decision"] = "refused".into();
    let with = |member: &str, value: &str| {
        let mut json = refused.clone();
        json[member] = value.into();
        document(&json)
    };
    add(&index, &key, "甲", &[&with("asOf", "2024-06-01"), &with("programme", "cn.example.other"), &with("id", "d-1")]);
    assert_eq!((certain(&index, &own, "乙"), index.counts().unwrap().documents), (1, 4));
    add(&index, &key, "甲", &[&document(&refused)]);
    assert_eq!((certain(&index, &own, "乙"), index.counts().unwrap().documents), (0, 4));
    add(&index, &key, "甲", &[&document(&outcome)]);
    // The child of an outcome is not listed next to that of its application.
    let children = |index: &Index| {
        let found = matches(index, &key, &applied("b-7"), None);
        let children = found.iter().filter(|one| one.subject == Subject::Child);
        children.map(|one| (one.ground, one.document)).collect::<Vec<_>>()
    };
    assert_eq!(children(&index), [(Ground::SameNameAndBirthDate, EntryKind::Outcome)]);
    add(&index, &key, "甲", &[&document(&own)]);
    assert_eq!(children(&index), [(Ground::SameIdentityNumber, EntryKind::Application)]);
    let of_both = matches(&index, &key, &applied("b-7"), None);
    assert_eq!(of_receipts(&of_both), [Ground::SameReceipt; 2]);
    // The deletion of the application deletes its outcomes.
    let selection = |charity: &str| Selection {
        charity: Some(charity.into()),
        application: Some("case-a-heart-surgery".into()),
        ..Selection::default()
    };
    let done = index.forget(&path, &key, &selection("甲"), day("2026-04-01")).unwrap();
    assert_eq!((done.left_out, done.kept, done.is_unknown), (5, 0, false));
    assert_eq!(certain(&Index::open(&path, &key).unwrap(), &own, "乙"), 0);
}

/// A programme that pays half of each receipt.
const HALF: &str = r#"{"kind": "programme", "standard": "1.0", "id": "cn.example.half", "revision": 1, "title": "示例（虚构）",
    "standing": "illustrative", "payer": "charity", "effective": {"start": "2024-01-01"}, "appliesBy": "decided-on", "evidence": "receipts",
    "items": [{"id": "i", "basis": {"measure": "billed", "per": "receipt"}, "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}}],
    "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}}"#;

/// A receipt is found in an outcome as in the application of the outcome. An outcome does not state:
/// - the name of the patient,
/// - whether the receipt was exchanged for paper, and, if its day of visit is that of issue, whether a visit was stated,
/// - whether a receipt of `distinctFrom` has the same number.
#[test]
fn an_outcome_shows_what_its_application_shows() {
    let key = Key::generate().unwrap();
    let programme = read::<Programme>(HALF.as_bytes()).unwrap().body;
    let (mut counts, mut unpaid): (BTreeMap<Option<bool>, usize>, usize) = (BTreeMap::new(), 0);
    for seed in 1..=size(12, 300) {
        let mut random = Random(u64::try_from(seed).unwrap() * 1_000_003);
        let [of_applications, of_outcomes] =
            [0, 1].map(|_| Index::create_in(redb::backends::InMemoryBackend::new(), &key).unwrap());
        let mut unstated = [(false, false); 8];
        for (number, (visit, others)) in unstated.iter_mut().enumerate() {
            let mut other = receipt(&mut random, true);
            if other.get("patientName").is_some() {
                other["patientName"] = "童安".into();
            }
            let in_clear = document(&application("a-1", &[other], json!({})));
            let AnyDocument::Application(applied) = &in_clear else { panic!("an application") };
            let on = Circumstances::on(day("2026-03-02"));
            let decided = adjudicate(&programme, &applied.body, &on, Detail::Reasons).unwrap();
            let is_paid = decided.receipts.iter().flat_map(|all| all.iter()).any(|one| one.award.fen() > 0);
            for one in decided.receipts.iter().flat_map(|all| all.iter()) {
                let dates = one.dates.as_ref();
                *visit = dates.is_some_and(|dates| dates.visited_on.is_some() && dates.visited_on == dates.issued_on);
                *others = one.traces.as_ref().is_some_and(|traces| traces.distinct_from.is_some());
            }
            // Each is of another charity, so that a match shows the document.
            add(&of_outcomes, &key, &number.to_string(), &[&Document::new(decided).into()]);
            if is_paid {
                add(&of_applications, &key, &number.to_string(), &[&in_clear]);
            } else {
                unpaid += 1;
            }
        }
        for _ in 0..12 {
            let own = receipt(&mut random, true);
            let sought = application("b-1", std::slice::from_ref(&own), json!({}));
            let [mut of_application, mut of_outcome] = [&of_applications, &of_outcomes].map(|index| {
                let found = matches(index, &key, &sought, None).into_iter();
                let of_receipts = found.filter(|one| matches!(one.subject, Subject::Receipt(_)));
                of_receipts.map(|one| (one.charity, one.ground)).collect::<BTreeMap<String, Ground>>()
            });
            let is_named_otherwise = own.get("patientName").is_some_and(|name| name != "童安");
            for (number, (visit, others)) in unstated.into_iter().enumerate() {
                let [of_application, of_outcome] =
                    [&mut of_application, &mut of_outcome].map(|found| found.remove(&number.to_string()));
                let is_certain = |ground: Option<Ground>| ground.map(Ground::is_certain);
                let is_exchange = |ground: Option<Ground>| {
                    use DuplicateEvidence::{ElectronicAndPaper, ExchangedForPaper};
                    matches!(ground, Some(Ground::MayBeOne(ElectronicAndPaper | ExchangedForPaper)))
                };
                assert_eq!(
                    is_certain(of_outcome) == Some(true),
                    is_certain(of_application) == Some(true),
                    "seed {seed}"
                );
                assert!(
                    of_outcome == of_application
                        || of_application.is_none() && is_named_otherwise
                        || is_exchange(of_application) && (of_outcome.is_none() || is_exchange(of_outcome))
                        || of_application.is_none() && is_exchange(of_outcome) && visit
                        || of_application.is_none()
                            && of_outcome == Some(Ground::MayBeOne(DuplicateEvidence::HospitalUnclear))
                            && others,
                    "seed {seed}: {of_outcome:?} {of_application:?}"
                );
                *counts.entry(is_certain(of_outcome)).or_default() += 1;
            }
        }
    }
    assert!(counts.len() == 3 && counts.values().all(|count| *count > 10) && unpaid > 5, "{counts:?} {unpaid}");
}
