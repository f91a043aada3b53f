//! A damaged application is still judged in every undamaged part.

use serde_json::{Value, json};
use std::{collections::BTreeSet, fs};
use tongbiao::{
    check::{Limits, Located, check},
    document::DocumentKind,
    record::application::Application,
    wire::{Shape, Wire},
};
use tongbiao_testkit::{files::folder, twin::twins};

fn found(json: &Value) -> BTreeSet<(String, String)> {
    let checked = check(json.to_string().as_bytes(), None, &Limits::default());
    checked
        .findings
        .into_iter()
        .map(|Located { finding, .. }| (finding.rule.code.to_owned(), finding.pointer))
        .collect()
}

/// The same with a member that the standard does not define.
fn damaged(json: &Value) -> Value {
    let mut damaged = json.clone();
    damaged["unheardOf"] = json!(1);
    damaged
}

/// Rules about several parts, or about the application itself, require an undamaged document.
const NEED_THE_WHOLE: &[&str] = &[
    "aid.counted-twice",
    "aid.exceeds-burden",
    "aid.repeated",
    "application.before-birth",
    "application.date-order",
    "application.id-duplicate",
    "application.not-a-child",
    "application.reference-unknown",
    "consent.after-disclosure",
    "consent.kind-not-covered",
    "consent.missing",
    "consent.not-by-guardian",
    "consent.purpose-not-covered",
    "consent.withdrawn",
    "diagnosis.age-impossible",
    "diagnosis.before-birth",
    "diagnosis.other-patient",
    "diagnosis.patient-name-unclear",
    "diagnosis.patient-name-variant",
    "diagnosis.sex-impossible",
    "guardian.minor",
    "guardian.missing",
    "guardian.not-older-than-child",
    "guardian.relation-sex",
    "guardian.same-number",
    "household.certificate-not-in-force",
    "insurance.kind-mismatch",
    "insurance.not-in-force",
    "material.expired",
    "material.same-file",
    "material.settlement-not-entered",
    "payee.not-guardian",
    "payee.other-guardian",
    "receipt.before-birth",
    "receipt.duplicate",
    "receipt.fee-list-missing",
    "receipt.other-patient",
    "receipt.part-beside-original",
    "receipt.parts-exceed-original",
    "receipt.patient-name-unclear",
    "receipt.patient-name-variant",
    "receipt.patient-sex-mismatch",
    "receipt.possible-duplicate",
    "receipt.reversal-amount",
    "receipt.reversal-before-original",
    "receipt.reversed-counted",
    "receipt.stays-overlap",
    "treatment.before-birth",
    "treatment.planned-but-performed",
];

/// One valid value of each member that the application has, taken from the cases or generated here.
fn whole() -> Value {
    let text = fs::read_to_string(folder("cases/a-heart-surgery/application.json")).unwrap();
    let mut whole: Value = serde_json::from_str(&text).unwrap();
    let organisation = json!({"name": "示例救助中心（虚构）"});
    for (name, value) in [
        ("receivedBy", organisation.clone()),
        ("programmes", json!([{"name": "示例项目（虚构）"}])),
        ("assessments", json!([{"key": "home-visit", "result": true, "organisation": organisation}])),
        ("disclosures", json!([{"receiver": organisation, "disclosedOn": "2026-06-01", "kinds": ["identity"]}])),
        ("extensions", json!({"org.example.ward": "a"})),
        ("note", json!("备注")),
    ] {
        let slot = &mut whole[name];
        if slot.is_null() {
            *slot = value;
        }
    }
    whole["insurance"][0]["insurer"] = json!("示例保险公司（虚构）");
    whole
}

/// Every member that can contain a text: its findings are also reported if another part is damaged.
#[test]
fn every_part_of_a_damaged_application_is_judged() {
    let whole = whole();
    let Shape::Record(record) = Application::SHAPE else { panic!("an application is a record") };
    let mut judged = BTreeSet::new();
    for member in record.members.iter().filter(|member| whole.get(member.name).is_some()) {
        for place in texts(member.shape, &whole[member.name], &format!("/{}", member.name)) {
            let mut hidden = whole.clone();
            let text = hidden.pointer(&place).unwrap().as_str().unwrap().to_owned();
            hidden.pointer_mut(&place).map(|slot| *slot = format!("{text}\u{200b}").into()).unwrap();
            let new = |json: &Value| found(json).into_iter().any(|(_, pointer)| pointer == place);
            if new(&hidden) && !new(&whole) {
                assert!(new(&damaged(&hidden)), "{place} is not judged in a damaged document");
                judged.insert(member.name);
            }
        }
    }
    let containers = record.members.iter().filter(|member| member.shape.is_container()).map(|member| member.name);
    let left: Vec<&str> = containers.filter(|name| !judged.contains(name) && *name != "extensions").collect();
    assert_eq!(left, [""; 0], "no text of these was judged");
}

/// The places of the free texts inside a value.
fn texts(shape: &Shape, value: &Value, at: &str) -> Vec<String> {
    match (shape, value) {
        (Shape::Record(record), Value::Object(object)) => {
            let members = record.members.iter().filter_map(|m| Some((m, object.get(m.name)?)));
            members.flat_map(|(m, value)| texts(m.shape, value, &format!("{at}/{}", m.name))).collect()
        }
        (Shape::Union(union), Value::Object(object)) => {
            let variant = union.variants.iter().find(|variant| object[union.tag] == variant.code).unwrap();
            texts(&Shape::Record(variant.record), value, at)
        }
        (Shape::List { item, .. }, Value::Array(items)) => {
            items.iter().enumerate().flat_map(|(i, value)| texts(item, value, &format!("{at}/{i}"))).collect()
        }
        (Shape::Word(_), Value::String(text)) if !text.is_ascii() => vec![at.to_owned()],
        _ => Vec::new(),
    }
}

/// A wrong code of an organisation is reported wherever an application names one.
#[test]
fn a_wrong_code_of_an_organisation_is_found_beside_other_damage() {
    let wrong = json!("51100000500000000X");
    for place in ["/receivedBy", "/assessments/0/organisation", "/disclosures/0/receiver", "/receipts/0/issuer"] {
        let mut json = whole();
        json.pointer_mut(place).unwrap()["uscc"] = wrong.clone();
        let expected = ("organisation.uscc-check-digit".to_owned(), format!("{place}/uscc"));
        assert!(found(&json).contains(&expected), "{place}");
        assert!(found(&damaged(&json)).contains(&expected), "{place} beside other damage");
        assert!(!found(&damaged(&whole())).contains(&expected), "{place}");
    }
}

/// For every damaged document, all findings about a single part are reported, and none that the whole document does not
/// have.
#[test]
fn damage_elsewhere_hides_no_finding_of_one_part() {
    let (mut kept, mut lost) = (BTreeSet::new(), BTreeSet::new());
    for twin in twins() {
        let checked = check(&twin.bytes, None, &Limits::default());
        if checked.kind != Some(DocumentKind::Application) || !checked.completed {
            continue;
        }
        let json: Value = serde_json::from_slice(&twin.bytes).unwrap();
        let (sound, beside) = (found(&json), found(&damaged(&json)));
        for finding in &beside {
            assert!(finding.1 == "/unheardOf" || sound.contains(finding), "{}: {finding:?} is new", twin.name);
        }
        lost.extend(sound.difference(&beside).map(|(code, _)| code.clone()));
        kept.extend(sound.intersection(&beside).map(|(code, _)| code.clone()));
    }
    assert_eq!(Vec::from_iter(&lost), NEED_THE_WHOLE);
    assert!(kept.len() > 30, "{kept:?}");
}
