//! The award of every case under every programme, as its file states, and properties of every outcome.

use super::programmes;
use crate::reference::replay::replay;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use tongbiao::{
    adjudication::Adjudication,
    check::{Limits, Located, check, read},
    code::{AdjudicationDecision, DocumentKind},
    document::Document,
    eligibility::Circumstances,
    evaluate::{Detail, adjudicate},
    programme::Programme,
    record::application::Application,
    value::Money,
};
use tongbiao_testkit::files::{CaseFile, case_files, case_folders, folder, kept};

/// Every application of the cases under every programme, adjudicated in the circumstances that `outcomes.json` states.
pub(super) fn outcomes(mut each: impl FnMut(&str, &str, &Application, &Adjudication)) {
    let programmes = programmes();
    for case in case_files().into_iter().filter(|case| case.json["kind"] == "application") {
        let application = read::<Application>(case.text.as_bytes()).unwrap().body;
        let circumstances = circumstances(&stated(&case.name)["circumstances"]);
        for (name, programme) in &programmes {
            let outcome = adjudicate(programme, &application, &circumstances, Detail::Full).unwrap();
            each(&case.name, name, &application, &outcome);
        }
    }
}

/// The expectations of `outcomes.json` for an application.
fn stated(case: &str) -> Value {
    let (folder_name, file) = case.split_once('/').unwrap();
    let path = folder("cases").join(folder_name).join("outcomes.json");
    let outcomes: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    outcomes[file].clone()
}

/// Circumstances in the form of the cases. An omitted circumstance is unknown.
fn circumstances<'a>(written: &Value) -> Circumstances<'a> {
    let written = written.as_object().expect("circumstances are stated");
    let known = ["asOf", "fundBalance", "quotaLeft"];
    assert!(written.keys().all(|name| known.contains(&name.as_str())), "{written:?}");
    let mut circumstances = Circumstances::on(serde_json::from_value(written["asOf"].clone()).unwrap());
    circumstances.fund_balance = written.get("fundBalance").map(|text| serde_json::from_value(text.clone()).unwrap());
    circumstances.quota_left = written.get("quotaLeft").map(|number| serde_json::from_value(number.clone()).unwrap());
    circumstances
}

/// The expectations of a case for an outcome.
fn told(outcome: &Adjudication) -> Value {
    let document = serde_json::to_value(outcome).unwrap();
    let mut stated = json!({"decision": document["decision"]});
    let codes = |list: &Value| -> Vec<Value> {
        list.as_array().into_iter().flatten().map(|reason| reason["code"].clone()).collect()
    };
    if outcome.amount.is_some() {
        stated["amount"] = document["amount"].clone();
    }
    if !codes(&document["reasons"]).is_empty() {
        stated["reasons"] = codes(&document["reasons"]).into();
    }
    if let Some(missing) = document["missing"].as_array().filter(|missing| !missing.is_empty()) {
        let place = |missing: &Value| {
            let mut place = missing.clone();
            place.as_object_mut().unwrap().retain(|name, _| ["fact", "pointer", "on"].contains(&name.as_str()));
            place
        };
        stated["missing"] = missing.iter().map(place).collect();
    }
    for list in ["items", "payments", "services"] {
        if let Some(rows) = document[list].as_array().filter(|rows| !rows.is_empty()) {
            let rows: Vec<Value> = rows
                .iter()
                .cloned()
                .map(|mut row| {
                    row.as_object_mut().unwrap().remove("key");
                    row
                })
                .collect();
            stated[list] = rows.into();
        }
    }
    let receipts = document["receipts"].as_array().into_iter().flatten();
    let rows: Map<String, Value> = receipts
        .filter(|receipt| receipt["admitted"] == "yes" || receipt.get("reasons").is_some())
        .map(|receipt| {
            let name = receipt.get("id").unwrap_or(&receipt["receipt"]).as_str().unwrap().to_owned();
            let value = match receipt.get("reasons") {
                Some(reasons) => reasons.clone(),
                None => receipt["award"].clone(),
            };
            (name, value)
        })
        .collect();
    if !rows.is_empty() {
        stated["receipts"] = rows.into();
    }
    stated
}

/// `outcomes.json` of a case.
#[test]
fn cases_are_awarded_what_they_state() {
    let mut all: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut count = 0;
    outcomes(|case, programme, _, outcome| {
        let (folder, file) = case.split_once('/').unwrap();
        let rows = all.entry(folder.to_owned()).or_default();
        let row = rows.entry(file.to_owned()).or_insert_with(|| {
            // The inputs are written by hand. Only the results are written by the test.
            let mut row = stated(case);
            row["programmes"] = json!({});
            row
        });
        row["programmes"][programme] = told(outcome);
        count += 1;
    });
    assert!(count >= 130, "{count} outcomes");
    for folder in case_folders() {
        let name = folder.file_name().unwrap().to_str().unwrap();
        if let Some(rows) = all.get(name) {
            let text = format!("{}\n", serde_json::to_string_pretty(&Value::from(rows.clone())).unwrap());
            kept(&folder.join("outcomes.json"), &text);
        }
    }
}

/// Every programme pays, or gives a service in kind, in some case.
#[test]
fn every_programme_is_awarded_in_some_case() {
    let mut awarded = std::collections::BTreeSet::new();
    outcomes(|_, programme, _, outcome| {
        if outcome.decision == AdjudicationDecision::Awarded {
            awarded.insert(programme.to_owned());
        }
    });
    let missing: Vec<String> = programmes().into_keys().filter(|name| !awarded.contains(name)).collect();
    assert!(missing.is_empty(), "no worked award under {missing:?}");
}

/// For some cases one outcome is kept as a whole document.
#[test]
fn whole_outcomes_are_kept() {
    let whole = [
        ("a-heart-surgery/application.json", "angel-sunshine-heart"),
        ("b-leukaemia-transplant/application.json", "little-angel-leukaemia"),
        ("i-bill-not-yet-paid/application.json", "remainder-after-insurers"),
    ];
    let mut kept_files = 0;
    outcomes(|case, programme, _, outcome| {
        if whole.contains(&(case, programme)) {
            let folder = folder("cases").join(case.split_once('/').unwrap().0);
            let text = Document::new(outcome.clone()).to_json().unwrap();
            kept(&folder.join(format!("adjudication.{programme}.json")), &text);
            kept_files += 1;
        }
    });
    assert_eq!(kept_files, whole.len());
}

/// A program that reads only the trace and the programme computes the same award, and detects every changed amount.
#[test]
fn traces_replay() {
    let programmes = programmes();
    let (mut steps, mut tampered) = (0, 0);
    outcomes(|case, name, _, outcome| {
        let (outcome, programme) = (json!(outcome), json!(programmes[name]));
        // Without an amount there is nothing to compute.
        if outcome.get("amount").is_none() {
            return;
        }
        steps += replay(&outcome, &programme).unwrap_or_else(|why| panic!("{case} under {name}: {why}"));
        for place in 0..outcome["trace"].as_array().map_or(0, Vec::len) {
            // If nothing can be awarded, a changed amount has no effect.
            let Some(text) = outcome["trace"][place]["amountOut"].as_str().filter(|text| *text != "0.00") else {
                continue;
            };
            let mut changed = outcome.clone();
            changed["trace"][place]["amountOut"] = format!("9{text}").into();
            assert!(replay(&changed, &programme).is_err(), "{case} under {name}: step {place} says 9{text}");
            tampered += 1;
        }
    });
    assert!(steps > 300 && tampered > 30, "{steps} steps, {tampered} changed");
}

/// Every outcome is a document without findings, and repeating the computation gives the same bytes.
#[test]
fn outcomes_are_sound_documents() {
    let mut awarded = 0;
    outcomes(|case, programme, _, outcome| {
        let text = Document::new(outcome.clone()).to_json().unwrap();
        let checked = check(text.as_bytes(), Some(DocumentKind::Adjudication), &Limits::default());
        let codes: Vec<_> =
            checked.findings.iter().map(|Located { finding: f, .. }| (f.rule.code, f.pointer.clone())).collect();
        assert!(codes.is_empty(), "{case} under {programme}: {codes:?}\n{text}");
        let again = read::<Adjudication>(text.as_bytes()).unwrap().body;
        assert!(again == *outcome, "{case} under {programme}");
        awarded += usize::from(outcome.amount.is_some_and(|amount| amount > Money::ZERO));
    });
    assert!(awarded >= 5, "{awarded} awards");
}

/// The variants in `outcomes.json`: changed applications, each computed by hand.
#[test]
fn variants_are_awarded_what_was_worked_out_by_hand() {
    let mut count = 0;
    variants(|case, row, _, outcome| {
        let amount = outcome.amount.map(|amount| amount.to_string());
        let decision = outcome.decision.to_string();
        let expected = (row["decision"].as_str().unwrap(), row["amount"].as_str());
        assert_eq!((decision.as_str(), amount.as_deref()), expected, "{case}: {row}: {:?}", outcome.missing);
        count += 1;
    });
    assert!(count > 20, "{count} variants");
}

/// Each variant in `outcomes.json` with its application and its outcome.
pub(super) fn variants(mut each: impl FnMut(&str, &Value, &Application, &Adjudication)) {
    let programmes = programmes();
    for case in case_files().into_iter().filter(|case| case.json["kind"] == "application") {
        let stated = stated(&case.name);
        for row in stated.get("variants").and_then(Value::as_array).into_iter().flatten() {
            let mut earlier: Vec<Adjudication> = Vec::new();
            for before in row.get("earlier").and_then(Value::as_array).into_iter().flatten() {
                let (_, outcome) = variant(&programmes, &case, before, Some(&earlier));
                earlier.push(outcome);
            }
            let (application, outcome) = variant(&programmes, &case, row, row.get("earlier").map(|_| &earlier[..]));
            each(&case.name, row, &application, &outcome);
        }
    }
}

/// The application and the outcome of a variant of a case.
fn variant(
    programmes: &BTreeMap<String, Programme>,
    case: &CaseFile,
    row: &Value,
    earlier: Option<&[Adjudication]>,
) -> (Application, Adjudication) {
    let mut json = case.json.clone();
    for step in row["patch"].as_array().unwrap() {
        tongbiao_testkit::patch::patch(&case.name, &mut json, step);
    }
    let application = read::<Application>(json.to_string().as_bytes()).unwrap().body;
    let mut on = circumstances(&row["circumstances"]);
    on.earlier = earlier;
    let outcome = adjudicate(&programmes[row["programme"].as_str().unwrap()], &application, &on, Detail::Full).unwrap();
    (application, outcome)
}

/// The tables in the READMEs of the cases agree with the outcomes.
#[test]
fn readmes_state_the_outcomes() {
    let mut rows = 0;
    for folder in case_folders() {
        let Ok(outcomes) = std::fs::read_to_string(folder.join("outcomes.json")) else { continue };
        let outcomes: Value = serde_json::from_str(&outcomes).unwrap();
        let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
        let Some((_, tables)) = readme.split_once("## 各项目的核定 Outcomes") else { continue };
        for (file, table) in tables.split("\n`").skip(1).map(|table| table.split_once('`').unwrap()) {
            let stated = outcomes[file]["programmes"].as_object().unwrap();
            for (programme, outcome) in stated {
                let amount = outcome["amount"].as_str().unwrap_or("—");
                let row = format!("| {programme} | {} | {amount} |", outcome["decision"].as_str().unwrap());
                assert!(table.contains(&row), "{}: {file}: {row}", folder.display());
                rows += 1;
            }
        }
    }
    assert_eq!(rows, 126, "nine applications of the cases A to F and H under fourteen programmes");
}
