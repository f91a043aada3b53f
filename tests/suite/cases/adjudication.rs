//! What every case is awarded under every programme, as stated beside it; and what holds of every outcome.

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
    record::application::Application,
    value::Money,
};
use tongbiao_testkit::files::{case_files, case_folders, folder, kept};

/// Every application of the cases under every programme, adjudicated on the day of its submission. The fund of an appeal holds
/// a hundred thousand yuan, the ward school has five places.
fn outcomes(mut each: impl FnMut(&str, &str, &Application, &Adjudication)) {
    let programmes = programmes();
    for case in case_files().into_iter().filter(|case| case.json["kind"] == "application") {
        let application = read::<Application>(case.text.as_bytes()).unwrap().body;
        let mut circumstances = Circumstances::on(application.papers_day().unwrap());
        circumstances.fund_balance = Money::parse("100000.00").ok();
        circumstances.quota_left = Some(5);
        for (name, programme) in &programmes {
            let outcome = adjudicate(programme, &application, &circumstances, Detail::Full).unwrap();
            each(&case.name, name, &application, &outcome);
        }
    }
}

/// What a case states of an outcome.
fn stated(outcome: &Adjudication) -> Value {
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
        let places: Vec<Value> = missing.iter().map(|m| m.get("pointer").unwrap_or(&m["fact"]).clone()).collect();
        stated["missing"] = places.into();
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
        let row =
            rows.entry(file.to_owned()).or_insert_with(|| json!({"asOf": outcome.as_of.to_string(), "programmes": {}}));
        row["programmes"][programme] = stated(outcome);
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

/// Every programme pays, or gives something in kind, in some case.
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

/// One outcome of each of some cases stands there as a whole document.
#[test]
fn whole_outcomes_are_kept() {
    let whole = [
        ("a-heart-surgery/application.json", "angel-sunshine-heart"),
        ("b-leukaemia-transplant/application.json", "little-angel-leukaemia"),
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

/// A program that reads only the trace and the programme comes to the same award, and finds every amount that was changed.
#[test]
fn traces_replay() {
    let programmes = programmes();
    let (mut steps, mut tampered) = (0, 0);
    outcomes(|case, name, _, outcome| {
        let (outcome, programme) = (json!(outcome), json!(programmes[name]));
        // Where nothing was awarded in the end there is nothing to come to.
        if outcome.get("amount").is_none() {
            return;
        }
        steps += replay(&outcome, &programme).unwrap_or_else(|why| panic!("{case} under {name}: {why}"));
        for place in 0..outcome["trace"].as_array().map_or(0, Vec::len) {
            // Where nothing is left to award there is nothing that a changed amount would change.
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

/// Every outcome is a document without findings, and the same computation gives the same bytes.
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

/// Variants of the cases, each worked by hand in the case's README or from the notice.
#[test]
fn variants_are_awarded_what_was_worked_out_by_hand() {
    let programmes = programmes();
    let heart = "a-heart-surgery/application.json";
    let blood = "b-leukaemia-transplant/application.json";
    let factor = "c-haemophilia-monthly/application.json";
    let city = "h-premium-fund-and-appeal/application.json";
    let replace = |place: &str, value: Value| json!({"op": "replace", "path": place, "value": value});
    let entered = replace("/enteredOn", "2024-05-12".into());
    let going_on = replace("/treatments/0/status", "in-progress".into());
    let appendix = json!({"op": "add", "path": "/treatments/0", "value": {"kind": "surgery", "status": "completed",
        "period": {"start": "2023-01-01", "end": "2023-01-05"}, "operations": [{"name": "阑尾切除术",
        "scheme": "icd-9-cm-3-nhsa", "code": "47.0900", "performedOn": "2023-01-02"}]}});
    // A stay of the child of case H whose whole cost is borne by the family, inside the catalogue.
    let borne_stay = |place: usize, amount: &str| {
        let at = |member: &str| format!("/receipts/{place}/{member}");
        let line = json!([{"name": "药", "amount": amount, "category": "western-medicine", "catalogueClass": "a"}]);
        vec![
            replace(&at("totalAmount"), amount.into()),
            replace(&at("cash"), amount.into()),
            replace(&at("selfPaid"), amount.into()),
            replace(&at("selfFinanced"), "0.00".into()),
            replace(&at("pooledFund"), "0.00".into()),
            replace(&at("lines"), line),
        ]
    };
    // What the family bears is the cash; the pooled fund makes up for it.
    let borne = |cash: &str, fund: &str| {
        json!([{"op": "replace", "path": "/receipts/0/cash", "value": cash},
            {"op": "replace", "path": "/receipts/0/pooledFund", "value": fund}])
    };
    for (case, programme, patch, expected) in [
        (heart, "angel-sunshine-heart", borne("5000.00", "31216.00"), Some("0.00")),
        (heart, "angel-sunshine-heart", borne("5000.01", "31215.99"), Some("5000.00")),
        (heart, "angel-sunshine-heart", borne("10000.00", "26216.00"), Some("5000.00")),
        (heart, "angel-sunshine-heart", borne("10000.01", "26215.99"), Some("10000.00")),
        (heart, "angel-sunshine-heart", borne("30000.01", "6215.99"), Some("30000.00")),
        (heart, "angel-sunshine-heart", json!([{"op": "remove", "path": "/aid"}]), None),
        // The operation of 05-09 was before the entry, whether the stay goes on or not; another operation does not matter.
        (heart, "angel-sunshine-heart", json!([entered]), Some("0.00")),
        (heart, "angel-sunshine-heart", json!([entered, going_on]), Some("0.00")),
        (heart, "angel-sunshine-heart", json!([appendix]), Some("10000.00")),
        (heart, "angel-sunshine-heart", json!([{"op": "remove", "path": "/treatments/0/operations"}]), None),
        (
            heart,
            "angel-sunshine-heart",
            json!([entered, going_on, {"op": "remove", "path": "/treatments/0/operations/0/performedOn"}]),
            None,
        ),
        (blood, "little-angel-leukaemia", json!([]), Some("20000.00")),
        (blood, "little-angel-leukaemia", json!([{"op": "remove", "path": "/aid/0"}]), Some("50000.00")),
        (
            blood,
            "little-angel-leukaemia",
            json!([{"op": "remove", "path": "/treatments/2"}, {"op": "replace", "path": "/aid", "value": []}]),
            Some("30000.00"),
        ),
        (blood, "little-angel-leukaemia", json!([replace("/aid/0/amount", "50000.00".into())]), Some("0.00")),
        // Transplanted, though the stay goes on; without the day nobody knows.
        (
            blood,
            "little-angel-leukaemia",
            json!([replace("/treatments/2/status", "in-progress".into())]),
            Some("20000.00"),
        ),
        (
            blood,
            "little-angel-leukaemia",
            json!([replace("/treatments/2/status", "in-progress".into()),
                {"op": "remove", "path": "/treatments/2/operations/0/performedOn"}]),
            None,
        ),
        // The general stay alone reaches its own limit; with the other one both reach the shared one.
        (city, "shanghai-mutual-fund", borne_stay(0, "300000.00").into(), Some("120395.20")),
        (
            city,
            "shanghai-mutual-fund",
            [borne_stay(0, "300000.00"), borne_stay(1, "400000.00")].concat().into(),
            Some("200000.00"),
        ),
        (city, "shanghai-mutual-fund", borne_stay(1, "500000.00").into(), Some("200000.00")),
        (city, "shanghai-mutual-fund", json!([replace("/receipts/0/diagnoses", json!([]))]), None),
        (blood, "little-angel-leukaemia", json!([{"op": "remove", "path": "/treatments"}]), None),
        (
            blood,
            "little-angel-leukaemia",
            json!([{"op": "replace", "path": "/diagnoses/0/name", "value": "白血病前期"}]),
            Some("0.00"),
        ),
        (factor, "haemophilia-quarterly", json!([{"op": "remove", "path": "/receipts/2"}]), Some("2288.20")),
        (
            factor,
            "haemophilia-quarterly",
            json!([{"op": "replace", "path": "/receipts/1/status", "value": "voided"}]),
            Some("2702.60"),
        ),
    ] {
        let mut json = case_files().into_iter().find(|file| file.name == case).unwrap().json;
        for step in patch.as_array().unwrap() {
            tongbiao_testkit::patch::patch(case, &mut json, step);
        }
        let application = read::<Application>(json.to_string().as_bytes()).unwrap().body;
        let on = Circumstances::on(application.papers_day().unwrap());
        let outcome = adjudicate(&programmes[programme], &application, &on, Detail::Full).unwrap();
        let amount = outcome.amount.map(|amount| amount.to_string());
        assert_eq!(amount.as_deref(), expected, "{case} under {programme} with {patch}: {:?}", outcome.missing);
    }
}

/// The tables in the READMEs of the cases say what the outcomes say.
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
