//! Eligibility: every case under every programme, as the case files state, and general properties.

use super::programmes;
use serde_json::{Map, Value, json};
use tongbiao::{
    check::read,
    eligibility::{Circumstances, Eligibility, Truth, eligibility},
    programme::Programme,
    record::application::Application,
    value::Date,
};
use tongbiao_testkit::{
    files::{case_files, case_folders, folder, kept},
    random::Random,
    size::size,
};

fn applications() -> Vec<(String, Value)> {
    let files = case_files().into_iter().filter(|case| case.json["kind"] == "application");
    files.map(|case| (case.name, case.json)).collect()
}

fn application(json: &Value) -> Application {
    read::<Application>(json.to_string().as_bytes()).unwrap().body
}

fn stated(outcome: &Eligibility) -> Value {
    let requirements: Map<String, Value> =
        outcome.requirements.iter().map(|r| (r.id.to_string(), r.truth.as_str().into())).collect();
    let papers: Map<String, Value> =
        outcome.papers.iter().map(|p| (p.id.to_string(), p.state.as_str().into())).collect();
    let missing: Vec<&str> = outcome.missing.iter().map(|m| m.pointer.as_deref().unwrap_or(m.code.as_str())).collect();
    json!({"status": outcome.status.as_str(), "inForce": outcome.in_force.as_str(), "requirements": requirements,
        "missing": missing, "papers": papers})
}

/// `eligibility.json` of a case: for each application and programme the answer on the day of submission.
#[test]
fn cases_have_the_answers_that_they_state() {
    let programmes = programmes();
    for case in case_folders() {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let mut answers = Map::new();
        for (file, json) in applications().into_iter().filter(|(file, _)| file.starts_with(&format!("{name}/"))) {
            let application = application(&json);
            let day = application.papers_day().unwrap();
            let rows = programmes.iter().map(|(name, programme)| {
                let outcome = eligibility(programme, &application, &Circumstances::on(day)).unwrap();
                (name.clone(), stated(&outcome))
            });
            let file = file.rsplit('/').next().unwrap().to_owned();
            answers.insert(file, json!({"asOf": day.to_string(), "programmes": rows.collect::<Map<_, _>>()}));
        }
        if !answers.is_empty() {
            let text = format!("{}\n", serde_json::to_string_pretty(&Value::from(answers)).unwrap());
            kept(&case.join("eligibility.json"), &text);
        }
    }
}

/// Whether a member may be removed without changing a decided answer: its absence means "unknown", and no other value
/// replaces it.
fn is_knowledge(pointer: &str, name: &str) -> bool {
    // These have another meaning. Without the programme's own first entry date, that of the application is used. A
    // receipt without a state is admitted. An insurer may have reimbursed later without a record on the receipt. A
    // former total may replace its items. A child without former names has none.
    let stands_in = [
        "programmes",
        "status",
        "settlement",
        "reversedBy",
        "reverses",
        "receivedOn",
        "visitDate",
        "stay",
        "formerNames",
    ];
    let in_list = pointer.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_ok());
    !stands_in.contains(&name) && (!in_list || !matches!(name, "kind" | "key" | "result" | "name" | "number"))
}

/// All members that may be omitted, each as the pointer of its object and its name.
fn members(json: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match json {
        Value::Object(object) => {
            for (name, value) in object {
                if is_knowledge(pointer, name) {
                    found.push((pointer.to_owned(), name.clone()));
                }
                if name != "extensions" {
                    members(value, &format!("{pointer}/{name}"), found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                members(item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn more_knowledge_never_flips_an_answer() {
    let programmes = programmes();
    let mut random = Random(20_261_124);
    let (mut compared, mut opened) = (0_u32, 0_u32);
    let thinnings = size(20, 800);
    for (file, json) in applications() {
        let day = application(&json).papers_day().unwrap();
        let circumstances = Circumstances::on(day);
        let full: Vec<Eligibility> =
            programmes.values().map(|p| eligibility(p, &application(&json), &circumstances).unwrap()).collect();
        for _ in 0..thinnings {
            let mut thinned = json.clone();
            for _ in 0..=random.below(6) {
                let mut places = Vec::new();
                members(&thinned, "", &mut places);
                let (pointer, name) = places[random.below(places.len())].clone();
                thinned.pointer_mut(&pointer).unwrap().as_object_mut().unwrap().remove(&name);
            }
            // If the standard does not read it, a required member was removed. The text is then another document.
            let Ok(less) = read::<Application>(thinned.to_string().as_bytes()) else { continue };
            for (programme, full) in programmes.values().zip(&full) {
                let less = eligibility(programme, &less.body, &circumstances).unwrap();
                for (less, full) in less.requirements.iter().zip(&full.requirements) {
                    compared += 1;
                    opened += u32::from(less.truth != full.truth);
                    let holds = less.truth == Truth::Unknown || less.truth == full.truth;
                    assert!(
                        holds,
                        "{file}, {}, {}: {:?} became {:?}\n{thinned:#}",
                        programme.id, full.id, less.truth, full.truth
                    );
                    assert_eq!(less.truth == Truth::Unknown, !less.missing.is_empty(), "what is missing is named");
                }
            }
        }
    }
    assert!(compared > thinnings * 60 && opened > thinnings, "{compared} answers compared, {opened} opened");
}

/// A receipt for the sums: the patient, its number, the family's share, and further members.
fn receipt(patient: Option<&str>, number: u32, cash: &str, beside: Value) -> Value {
    let mut receipt = json!({"receiptKind": "outpatient-electronic", "totalAmount": cash, "visitDate": "2025-03-01",
        "number": {"form": "fiscal-electronic", "code": "41060225", "number": format!("{number:010}")},
        "personalAccount": "0.00", "cash": cash});
    receipt.as_object_mut().unwrap().extend(beside.as_object().unwrap().clone());
    if let Some(patient) = patient {
        receipt["patientName"] = patient.into();
    }
    receipt
}

/// The sum of receipts: only the child's receipts, only admitted ones, each once.
#[test]
fn sums_are_of_the_childs_receipts_that_count() {
    let own = || receipt(Some("例"), 1, "3000.00", json!({}));
    let reverses = json!({"reverses": own()["number"]});
    for (others, sum, missing) in [
        (json!([]), Some("3000.00"), None),
        (json!([receipt(Some("王安"), 2, "2000.00", json!({}))]), Some("3000.00"), None),
        (json!([receipt(Some("例"), 2, "2000.00", json!({}))]), Some("5000.00"), None),
        (json!([own()]), Some("3000.00"), None),
        (json!([receipt(Some("例"), 2, "2000.00", json!({"status": "voided"}))]), Some("3000.00"), None),
        // Reversed by another receipt that states it, and issued again.
        (
            json!([receipt(Some("例"), 2, "-3000.00", reverses), receipt(Some("例"), 3, "2500.00", json!({}))]),
            Some("2500.00"),
            None,
        ),
        (json!([receipt(None, 2, "2000.00", json!({}))]), None, Some("/receipts/1/patientName")),
        // A receipt that is excluded anyway requires no name.
        (json!([receipt(None, 1, "3000.00", json!({}))]), Some("3000.00"), None),
        (
            json!([receipt(Some("例"), 2, "2000.00", json!({"settlement": {"mode": "manual"}}))]),
            None,
            Some("/receipts/1/settlement/fundTotal"),
        ),
    ] {
        let mut all = vec![own()];
        all.extend(others.as_array().unwrap().clone());
        let application = application(&json!({"kind": "application", "standard": "1.0", "id": "sums",
            "child": {"name": "例"}, "guardians": [], "receipts": all}));
        for fact in ["family-borne", "family-borne-12-months"] {
            let bound = |name: &str, amount: &str| {
                let test = json!({"test": "money", "fact": fact, name: {"type": "fixed", "amount": amount}});
                json!({"id": name, "anyOf": [test]})
            };
            let known = sum.unwrap_or("0.00");
            let programme = json!({"kind": "programme", "standard": "1.0", "id": "cn.example.sums", "revision": 1,
                "title": "示例", "standing": "illustrative", "payer": "charity", "effective": {"start": "2024-01-01"},
                "appliesBy": "decided-on", "evidence": "receipts",
                "requirements": [bound("atLeast", known), bound("atMost", known)],
                "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": {"type": "fixed", "amount": "1.00"}}}],
                "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"}});
            let programme = read::<Programme>(programme.to_string().as_bytes()).unwrap().body;
            let on = Circumstances::on(Date::parse("2025-06-01").unwrap());
            let outcome = eligibility(&programme, &application, &on).unwrap();
            let pointers: Vec<Option<&str>> = outcome.missing.iter().map(|m| m.pointer.as_deref()).collect();
            assert_eq!(outcome.status, if sum.is_some() { Truth::Yes } else { Truth::Unknown }, "{fact}: {others:#}");
            assert_eq!(pointers, missing.map(Some).into_iter().collect::<Vec<_>>(), "{fact}: {others:#}");
        }
    }
}

/// Supporting documents of the leukaemia case with a change: the state of each that changes.
#[test]
fn papers_have_their_form_and_are_for_every_guardian() {
    let programme = &programmes()["little-angel-leukaemia"];
    let case = "b-leukaemia-transplant/application.json";
    let (_, good) = applications().into_iter().find(|(file, _)| file == case).unwrap();
    let remove = |place: &str| json!({"op": "remove", "path": place});
    let replace = |place: &str, value: Value| json!({"op": "replace", "path": place, "value": value});
    for (patch, paper, state) in [
        (json!([]), "guardian", "present"),
        (json!([remove("/materials/4")]), "guardian", "missing"),
        // One file with both cards, or two documents that do not name their holders.
        (
            json!([remove("/materials/4"), replace("/materials/3/proves", json!(["father", "mother"]))]),
            "guardian",
            "present",
        ),
        (json!([remove("/materials/4/proves"), remove("/materials/3/proves")]), "guardian", "present"),
        (json!([replace("/materials/4/proves", json!(["child"]))]), "guardian", "missing"),
        (json!([remove("/guardians")]), "guardian", "unclear"),
        (json!([]), "diagnosis", "present"),
        (
            json!([
                replace("/materials/6/form", "plain-copy".into()),
                replace("/materials/7/form", "plain-copy".into())
            ]),
            "diagnosis",
            "unfit",
        ),
        (json!([remove("/materials/6"), remove("/materials/6/form")]), "diagnosis", "unclear"),
        (json!([]), "matching", "present"),
        (json!([replace("/materials/9/kind", "test-report".into())]), "matching", "missing"),
        (
            json!([replace("/treatments/2/status", "planned".into()), remove("/materials/1")]),
            "transplant-form",
            "not-needed",
        ),
        // A person must decide whether the household register is sufficient.
        (json!([remove("/materials/5")]), "guardianship", "may-be-needed"),
    ] {
        let mut json = good.clone();
        for step in patch.as_array().unwrap() {
            tongbiao_testkit::patch::patch(case, &mut json, step);
        }
        let on = Circumstances::on(Date::parse("2024-12-20").unwrap());
        let outcome = eligibility(programme, &application(&json), &on).unwrap();
        let found = outcome.papers.iter().find(|one| one.id.as_str() == paper).unwrap();
        assert_eq!(found.state.as_str(), state, "{paper} with {patch}");
    }
}

#[test]
fn a_contradictory_programme_is_not_applied() {
    let text = std::fs::read_to_string(folder("cases/programmes/angel-sunshine-heart.json")).unwrap();
    let text = text.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1);
    let programme = read::<Programme>(text.as_bytes()).unwrap().body;
    let (_, json) = applications().remove(0);
    let error = eligibility(&programme, &application(&json), &Circumstances::on(Date::parse("2024-06-01").unwrap()));
    assert_eq!(error.unwrap_err().to_string(), "the programme document has errors: programme.brackets-overlap");
}

#[test]
fn almost_nothing_is_known_of_an_empty_application() {
    let empty = json!({"kind": "application", "standard": "1.0", "id": "empty", "child": {"name": "例"}});
    for (name, programme) in programmes() {
        let outcome =
            eligibility(&programme, &application(&empty), &Circumstances::on(Date::parse("2026-01-01").unwrap()));
        let outcome = outcome.unwrap();
        assert!(outcome.requirements.iter().all(|r| r.truth == Truth::Unknown), "{name}: {:?}", outcome.requirements);
        assert!(outcome.status != Truth::Yes && (outcome.status == Truth::No || !outcome.missing.is_empty()), "{name}");
    }
}

/// The missing facts are exactly those that can still decide.
#[test]
fn what_could_still_decide_is_named() {
    let tables = |by: Value, first: Value| json!({"type": "by-code", "by": by, "otherwise": "0.00", "rows": [first]});
    let income = |bounds: Value| {
        let mut test = json!({"test": "money", "fact": "household-income"});
        test.as_object_mut().unwrap().extend(bounds.as_object().unwrap().clone());
        test
    };
    let fixed = |amount: &str| json!({"type": "fixed", "amount": amount});
    let statistic = json!({"type": "statistic", "statistic": "allowance", "times": "1", "at": "submitted-on"});
    let two = tables(json!(["sex", "nationality"]), json!({"codes": ["female"], "andCodes": ["CN"], "amount": "1.00"}));
    let ratio = json!({"test": "ratio", "of": "medical-spending", "to": "household-income", "atLeast": "0.4"});
    let days = json!({"test": "days-between", "from": "birth-date", "to": "submitted-on", "atMost": 30});
    let age = json!({"test": "age", "at": "submitted-on", "birthday": "on-birthday", "unit": "years", "atMost": 18});
    let rich = json!({"household": {"income": {"total": "500.00"}}});
    let girl = json!({"child": {"name": "例", "sex": "female"}, "household": {"income": {"total": "500.00"}}});
    let boy = json!({"child": {"name": "例", "sex": "male"}, "household": {"income": {"total": "500.00"}}});
    let (spending, total) = ("/household/medicalSpending", "/household/income/total");
    for (predicate, members, truth, missing) in [
        (ratio, json!({}), Truth::Unknown, vec![total, spending]),
        (days, json!({}), Truth::Unknown, vec!["/child/birthDate", "/submittedOn"]),
        (age, json!({}), Truth::Unknown, vec!["/child/birthDate", "/submittedOn"]),
        // A bound that does not hold decides, whatever the result of the other bound.
        (income(json!({"atLeast": statistic, "atMost": fixed("100.00")})), rich.clone(), Truth::No, vec![]),
        (
            income(json!({"atLeast": statistic, "atMost": fixed("900.00")})),
            rich.clone(),
            Truth::Unknown,
            vec!["/submittedOn"],
        ),
        (income(json!({"atLeast": two})), rich, Truth::Unknown, vec!["/child/nationality", "/child/sex"]),
        (income(json!({"atLeast": two})), girl, Truth::Unknown, vec!["/child/nationality"]),
        (income(json!({"atLeast": two})), boy, Truth::Yes, vec![]),
    ] {
        let programme = json!({"kind": "programme", "standard": "1.0", "id": "cn.example.asked", "revision": 1,
            "title": "示例（虚构）", "standing": "illustrative", "payer": "charity", "effective": {"start": "2024-01-01"},
            "appliesBy": "decided-on", "evidence": "diagnosis",
            "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
            "items": [{"id": "i", "benefit": {"type": "fixed", "amount": fixed("1.00")}}],
            "statistics": [{"id": "allowance", "title": "低保",
                "values": [{"period": {"start": "2024-01-01", "end": "2024-12-31"}, "amount": "100.00"}]}],
            "requirements": [{"id": "asked", "anyOf": [predicate]}]});
        let rules = read::<Programme>(programme.to_string().as_bytes()).unwrap().body;
        let mut case = json!({"kind": "application", "standard": "1.0", "id": "app-1", "child": {"name": "例"}});
        case.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let day = Circumstances::on(Date::parse("2026-01-01").unwrap());
        let outcome = eligibility(&rules, &application(&case), &day).unwrap();
        let mut found: Vec<&str> = outcome.missing.iter().filter_map(|m| m.pointer.as_deref()).collect();
        found.sort_unstable();
        assert_eq!((outcome.status, found), (truth, missing), "{predicate}");
    }
}
