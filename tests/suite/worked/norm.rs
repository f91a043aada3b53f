//! The examples of `docs/evaluation.md`: both evaluators compute the stated results.

use crate::{
    random::{
        evaluation::engine::{Answer, Engine, Library, Reference},
        joint::answer,
    },
    reference::{Given, Past, joint},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tongbiao::{
    adjudication::Adjudication,
    check::{Limits, check, read},
    eligibility::Circumstances,
    evaluate::{Detail, JointCircumstances, adjudicate, adjudicate_jointly},
    finding::Severity,
    plan::ReliefPlan,
    programme::Programme,
    record::application::Application,
};
use tongbiao_testkit::files::folder;

fn text() -> String {
    let path = folder("cases").with_file_name("docs").join("evaluation.md");
    std::fs::read_to_string(path).unwrap()
}

/// The blocks with that name, each with the number of its section.
pub(super) fn blocks(text: &str, name: &str) -> Vec<(String, Value)> {
    let (mut section, mut block, mut found) = (String::new(), None::<String>, Vec::new());
    for line in text.lines() {
        match (&mut block, line) {
            (None, line) if line == format!("```json {name}") => block = Some(String::new()),
            (Some(body), "```") => {
                let json = serde_json::from_str(body).unwrap_or_else(|why| panic!("section {section}: {why}\n{body}"));
                found.push((section.clone(), json));
                block = None;
            }
            (Some(body), line) => *body += &format!("{line}\n"),
            (None, line) => {
                if let Some((number, _)) = line.strip_prefix("## ").and_then(|title| title.split_once(". ")) {
                    section = number.to_owned();
                }
            }
        }
    }
    found
}

/// The base, with the members of an example in place of its own.
pub(super) fn with(base: &Value, members: Option<&Value>) -> Value {
    let mut all = base.clone();
    all.as_object_mut().unwrap().extend(members.and_then(Value::as_object).cloned().unwrap_or_default());
    all
}

fn application(json: &Value) -> Application {
    read::<Application>(json.to_string().as_bytes()).unwrap_or_else(|why| panic!("{why}: {json:#}")).body
}

/// Whether a value is as stated: for objects the stated members, for lists every item.
fn differs(found: &Value, stated: &Value, at: &str) -> Option<String> {
    match (found, stated) {
        (Value::Object(found), Value::Object(stated)) => stated.iter().find_map(|(name, stated)| {
            differs(found.get(name).unwrap_or(&Value::Null), stated, &format!("{at}/{name}"))
        }),
        (Value::Array(found), Value::Array(stated)) if found.len() == stated.len() => found
            .iter()
            .zip(stated)
            .enumerate()
            .find_map(|(place, (found, stated))| differs(found, stated, &format!("{at}/{place}"))),
        _ => (found != stated).then(|| format!("{at}: {found} where {stated} is stated")),
    }
}

/// The difference between an example and what both evaluators compute. The evaluators must agree.
pub(super) fn difference(base: &Value, example: &Value, place: &str) -> Option<String> {
    let members = |name: &str| with(&base[name], example.get(name));
    let known = ["programme", "application", "given", "earlier", "outcome"];
    assert!(example.as_object().unwrap().keys().all(|name| known.contains(&name.as_str())), "{example:#}");
    let rules = members("programme").to_string();
    let findings = check(rules.as_bytes(), None, &Limits::default()).findings;
    let errors: Vec<_> = findings.iter().filter(|located| located.finding.rule.severity >= Severity::Error).collect();
    if !errors.is_empty() {
        let codes: Vec<_> = errors.iter().map(|located| located.finding.rule.code).collect();
        return Some(format!("{place}: {codes:?}\n{rules}"));
    }
    let programme = read::<Programme>(rules.as_bytes()).unwrap().body;
    let given = members("given");
    let value = |name: &str| given.get(name).map(|value| serde_json::from_value(value.clone()).unwrap());
    let given = Given {
        as_of: serde_json::from_value(given["asOf"].clone()).unwrap(),
        quota_left: given.get("quotaLeft").map(|left| serde_json::from_value(left.clone()).unwrap()),
        fund_balance: value("fundBalance"),
        ledger: None,
    };
    let run = |case: &Application, given: &Given, earlier: Option<&(Vec<Past>, Vec<Adjudication>)>| {
        let (slow, past) = Reference.run(&programme, case, given, earlier.map(|(pasts, _)| &pasts[..]));
        let (answer, adjudication) =
            Library(Detail::Full).run(&programme, case, given, earlier.map(|(_, all)| &all[..]));
        (slow, answer, past, adjudication)
    };
    let mut earlier = example.get("earlier").map(|_| (Vec::new(), Vec::new()));
    for before in example.get("earlier").and_then(Value::as_array).into_iter().flatten() {
        // An entry states the members of the application, and the day of the decision if it is another one.
        let (mut before, mut given) = (before.clone(), given.clone());
        if let Some(day) = before.as_object_mut().unwrap().remove("asOf") {
            given.as_of = serde_json::from_value(day).unwrap();
        }
        let sealed = before.as_object_mut().unwrap().remove("digestKey");
        let case = application(&with(&base["application"], Some(&before)));
        let (_, _, mut past, mut adjudication) = run(&case, &given, earlier.as_ref());
        past.sealed = sealed.is_some();
        adjudication.digest_key = sealed.map(|key| serde_json::from_value(key).unwrap());
        let (pasts, adjudications) = earlier.as_mut().unwrap();
        pasts.push(past);
        adjudications.push(adjudication);
    }
    let (slow, answer, _, adjudication) = run(&application(&members("application")), &given, earlier.as_ref());
    let key = |answer: &Answer| (answer.decision, answer.amount, answer.missing.clone(), answer.items.clone());
    assert_eq!(key(&slow), key(&answer), "{place}: the reference, the library");
    if answer.amount.is_some_and(|_| slow.receipts.len() == answer.receipts.len()) {
        let detail = |answer: &Answer| {
            let receipts = answer.receipts.iter().map(|one| (one.award, one.reasons.first().copied()));
            (answer.units.clone(), receipts.collect::<Vec<_>>())
        };
        assert_eq!(detail(&slow), detail(&answer), "{place}: units and receipts");
    }
    let document = serde_json::to_value(&adjudication).unwrap();
    differs(&document, &example["outcome"], "").map(|difference| format!("{place}: {difference}\n{document}"))
}

#[test]
fn examples_are_computed() {
    let text = text();
    let [(_, base)] = &blocks(&text, "base")[..] else { panic!("one base") };
    let (mut sections, mut failed) = (BTreeSet::new(), Vec::new());
    for (section, example) in blocks(&text, "example") {
        failed.extend(difference(base, &example, &format!("section {section}")));
        sections.insert(section);
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
    let expected: BTreeSet<String> =
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"].map(str::to_owned).into();
    assert_eq!(sections, expected, "sections with an example");
}

/// FNV-1a as the text defines it.
fn digest(texts: &[Value]) -> String {
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    let bytes = texts.iter().flat_map(|text| text.as_str().unwrap().bytes().chain([0xff]));
    for byte in bytes {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
    }
    format!("fnv1a128:{hash:032x}")
}

#[test]
fn digests_are_computed() {
    let text = text();
    let rows: Vec<Value> =
        blocks(&text, "digests").into_iter().flat_map(|(_, rows)| rows.as_array().unwrap().clone()).collect();
    assert!(rows.len() > 5);
    for row in rows {
        assert_eq!(json!(digest(row["texts"].as_array().unwrap())), row["digest"], "{row}");
    }
}

/// The digest of a whole document equals that of its text without the members that every document has.
#[test]
fn digests_of_documents_are_of_their_text() {
    let text = text();
    let [(_, base)] = &blocks(&text, "base")[..] else { panic!("one base") };
    let (_, example) = &blocks(&text, "example")[0];
    let rules = with(&base["programme"], example.get("programme")).to_string();
    let programme = read::<Programme>(rules.as_bytes()).unwrap().body;
    let case = application(&with(&base["application"], example.get("application")));
    let as_of = serde_json::from_value(base["given"]["asOf"].clone()).unwrap();
    let outcome = adjudicate(&programme, &case, &Circumstances::on(as_of), Detail::Amounts).unwrap();
    let of = |text: String| {
        assert!(!text.contains("\"standard\""), "{text}");
        json!(digest(&[text.into()]))
    };
    let from = serde_json::to_value(&outcome.computed_from).unwrap();
    assert_eq!(from["programmeDigest"], of(serde_json::to_string(&programme).unwrap()));
    assert_eq!(from["applicationDigest"], of(serde_json::to_string(&case).unwrap()));
}

/// The examples of joint relief plans: each programme replaces members of the base, and so does the application.
#[test]
fn joint_examples_are_computed() {
    let text = text();
    let [(_, base)] = &blocks(&text, "base")[..] else { panic!("one base") };
    let mut failed = Vec::new();
    let examples = blocks(&text, "joint");
    for (number, (section, example)) in examples.iter().enumerate() {
        let known = ["plan", "programmes", "application", "given", "joint", "members"];
        assert!(example.as_object().unwrap().keys().all(|name| known.contains(&name.as_str())), "{example:#}");
        let frame = json!({"kind": "plan", "standard": "1.0", "id": "cn.example.joint", "revision": 1, "title": "示例（虚构）",
            "standing": "illustrative", "effective": {"start": "2024-01-01"}});
        let plan = with(&frame, Some(&example["plan"])).to_string();
        let plan = read::<ReliefPlan>(plan.as_bytes()).unwrap_or_else(|why| panic!("{why}: {plan}")).body;
        let programmes = example["programmes"].as_array().unwrap().iter().map(|members| {
            let rules = with(&base["programme"], Some(members)).to_string();
            read::<Programme>(rules.as_bytes()).unwrap_or_else(|why| panic!("{why}: {rules}")).body
        });
        let programmes: Vec<Programme> = programmes.collect();
        let application = application(&with(&base["application"], example.get("application")));
        let as_of = serde_json::from_value(with(&base["given"], example.get("given"))["asOf"].clone()).unwrap();
        let all: Vec<&Programme> = programmes.iter().collect();
        let on = JointCircumstances::on(as_of);
        let outcome = adjudicate_jointly(&plan, &all, &application, &on, Detail::Full).unwrap();
        let (joint, members) = (json!(&outcome.joint), json!(&outcome.members));
        for (found, stated) in [(joint, example.get("joint")), (members, example.get("members"))] {
            if let Some(difference) = stated.and_then(|stated| differs(&found, stated, "")) {
                failed.push(format!("section {section}, example {number}: {difference}\n{found:#}"));
            }
        }
        let given = Given { as_of, quota_left: None, fund_balance: None, ledger: None };
        let slow = joint::evaluate(&plan, &programmes, &application, &vec![given; programmes.len()]);
        assert_eq!(answer(&outcome).totals, slow.totals, "section {section}, example {number}");
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
    assert_eq!(examples.len(), 10);
}
