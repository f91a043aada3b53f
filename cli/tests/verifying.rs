//! `tongbiao verify`: tampered outcomes are found, and the first difference is shown.

use crate::support::{Result, Tested, document, file, read, tool};
use serde_json::{Value, json};
use std::fs;

const CASE_A: &str = "cases/a-heart-surgery/application.json";
const OUTCOME_A: &str = "cases/a-heart-surgery/adjudication.angel-sunshine-heart.json";
const HEART: &str = "cases/programmes/angel-sunshine-heart.json";

/// The outcome of case A with another value at a place.
fn tampered(name: &str, pointer: &str, value: Value) -> Result<String> {
    let mut outcome = document(OUTCOME_A)?;
    *outcome.pointer_mut(pointer).ok_or("place")? = value;
    file(name, &outcome.to_string())
}

#[test]
fn tampered_outcomes_are_found() -> Tested {
    for (name, pointer, value, told) in [
        (
            "amount",
            "/amount",
            json!("10001.00"),
            vec!["first difference: /amount", "stated: 10001.00", "computed: 10000.00"],
        ),
        (
            "step",
            "/trace/7/amountOut",
            json!("15000.00"),
            vec![
                "first step that differs: no. 8",
                "11516.00 → 15000.00 yuan",
                "11516.00 → 10000.00 yuan",
                "/items/0/benefit/brackets/1",
            ],
        ),
        ("line", "/receipts/0/lines/3/award", json!("830.00"), vec!["/receipts/0/lines/3/award", "829.79"]),
        ("payee", "/payments/0/to", json!("hospital"), vec!["first difference: /payments/0/to", "computed: guardian"]),
        ("requirement", "/requirements/2/judgement", json!("no"), vec!["/requirements/2/judgement", "computed: yes"]),
    ] {
        let path = tampered(&format!("{name}.json"), pointer, value)?;
        let (code, out, err) = tool(&["verify", &path, "--application", CASE_A, "--programme", HEART])?;
        assert_eq!((code, err.as_str()), (Some(1), ""), "{name}: {out}");
        for part in told {
            assert!(out.contains(part), "{name}, {part}: {out}");
        }
    }
    Ok(())
}

#[test]
fn what_was_computed_is_verified() -> Tested {
    let verify = ["--application", CASE_A, "--programme", "cases/programmes"];
    let (code, out, err) = tool(&[&["verify", OUTCOME_A][..], &verify].concat())?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("verified (cn.redcross.angel-sunshine@2: awarded, 10000.00 yuan)"), "{out}");
    for detail in ["none", "reasons", "full"] {
        let arguments = ["adjudicate", CASE_A, "cases/programmes", "--detail", detail, "--format", "ndjson"];
        let circumstances = ["--fund-balance", "5000.00", "--quota-left", "3", "--as-of", "2024-06-01"];
        let (_, lines, _) = tool(&[&arguments[..], &circumstances].concat())?;
        let path = file(&format!("{detail}.ndjson"), &lines)?;
        let (code, out, _) = tool(&[&["verify", &path][..], &verify].concat())?;
        assert_eq!((code, out.matches(": verified").count()), (Some(0), 14), "{detail}: {out}");
    }
    // The program that computed the outcome and the extensions of others are not compared.
    let mut other = document(OUTCOME_A)?;
    other["computedFrom"]["evaluator"] = json!("another");
    let path = file("other-program.json", &other.to_string())?;
    assert_eq!(tool(&[&["verify", &path][..], &verify].concat())?.0, Some(0));
    Ok(())
}

#[test]
fn the_earlier_outcomes_are_those_that_it_states() -> Tested {
    let adjudicate = ["adjudicate", CASE_A, HEART, "--format", "ndjson"];
    let first = file("first.json", &tool(&[&adjudicate[..], &["--no-earlier"]].concat())?.1)?;
    let second = file("second.json", &tool(&[&adjudicate[..], &["--earlier", &first]].concat())?.1)?;
    let verify = ["--application", CASE_A, "--programme", HEART];
    let (code, out, _) = tool(&[&["verify", &first, &second][..], &verify, &["--earlier", &first]].concat())?;
    assert_eq!((code, out.matches(": verified").count()), (Some(0), 2), "{out}");
    let (code, out, _) = tool(&[&["verify", &second][..], &verify].concat())?;
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("not given: earlier outcome fnv1a128:"), "{out}");
    // Another outcome in place of the one that was used.
    let (code, out, _) = tool(&[&["verify", &second][..], &verify, &["--earlier", &second]].concat())?;
    assert!(code == Some(1) && out.contains("not given: earlier outcome"), "{out}");
    Ok(())
}

#[test]
fn other_documents_are_reported() -> Tested {
    let application = read(CASE_A)?;
    let changed = file("changed.json", &application.replacen("\"47000.00\"", "\"47000.01\"", 1))?;
    let heart = read(HEART)?;
    let programme = file("programme.json", &heart.replacen("\"未满十五周岁\"", "\"十五周岁以下\"", 1))?;
    let overlap = file("overlap.json", &heart.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1))?;
    let other = "cases/b-leukaemia-transplant/application.json";
    for (arguments, expected, told) in [
        (["--application", &changed, "--programme", HEART], 1, "the application is another document"),
        (["--application", CASE_A, "--programme", &programme], 1, "the programme is another document"),
        (["--application", other, "--programme", HEART], 1, "not given: application case-a-heart-surgery"),
        (
            ["--application", CASE_A, "--programme", "cases/programmes/ward-school.json"],
            1,
            "not given: programme cn.redcross",
        ),
        (["--application", CASE_A, "--programme", &overlap], 1, "programme.brackets-overlap"),
        (["--application", "none.json", "--programme", HEART], 3, "none.json"),
        (["--application", CASE_A, "--programme", "cases/a-heart-surgery"], 2, "no programme"),
    ] {
        let (code, out, err) = tool(&[&["verify", OUTCOME_A][..], &arguments].concat())?;
        assert_eq!(code, Some(expected), "{arguments:?}: {out}{err}");
        assert!(format!("{out}{err}").contains(told), "{arguments:?}: {out}{err}");
    }
    // A file that cannot be read does not stop the others.
    let (code, out, _) = tool(&["verify", "none.json", OUTCOME_A, "--application", CASE_A, "--programme", HEART])?;
    assert!(code == Some(3) && out.contains("verified"), "{out}");
    Ok(())
}

#[test]
fn a_decision_on_another_child_is_reported() -> Tested {
    let mut other = document(CASE_A)?;
    (other["id"], other["child"]["name"]) = ("case-other".into(), "童他".into());
    let other = file("other-child.json", &other.to_string())?;
    let adjudicate = |case: &str, more: &[&str]| tool(&[&["adjudicate", case, HEART][..], more].concat());
    let earlier = file("other-outcome.json", &adjudicate(&other, &["--no-earlier", "--format", "ndjson"])?.1)?;
    // The account states it in both languages.
    for (language, told) in [("en", "earlier adjudication belongs to another child"), ("zh", "其他患儿")] {
        let (_, out, _) = adjudicate(CASE_A, &["--earlier", &earlier, "--lang", language])?;
        assert!(out.contains(told), "{out}");
    }
    let outcome = adjudicate(CASE_A, &["--earlier", &earlier, "--format", "ndjson"])?.1;
    let mut outcome: Value = serde_json::from_str(&outcome)?;
    assert_eq!((&outcome["decision"], outcome.get("amount")), (&"undetermined".into(), None));
    assert_eq!(outcome["reasons"][1]["code"], "earlier-of-another-child");
    let verify = ["--application", CASE_A, "--programme", HEART, "--earlier", &earlier];
    let path = file("undetermined.json", &outcome.to_string())?;
    assert_eq!(tool(&[&["verify", &path][..], &verify].concat())?.0, Some(0));
    // An outcome with an award in spite of it is not based on its inputs.
    (outcome["decision"], outcome["amount"]) = ("awarded".into(), "10000.00".into());
    let path = file("awarded.json", &outcome.to_string())?;
    let (code, out, _) = tool(&[&["verify", &path][..], &verify].concat())?;
    assert!(code == Some(1) && out.contains("Earlier adjudication of another child"), "{out}");
    Ok(())
}

#[test]
fn more_earlier_outcomes_than_can_be_stated_are_reported() -> Tested {
    // Only another program makes such an outcome: the tool does not accept this number of earlier outcomes.
    let mut outcome = document(OUTCOME_A)?;
    let few = ["kind", "standard", "application", "programme", "revision", "asOf", "computedFrom", "child"];
    outcome.as_object_mut().ok_or("outcome")?.retain(|member, _| few.contains(&member.as_str()));
    (outcome["eligible"], outcome["decision"]) = ("unknown".into(), "undetermined".into());
    outcome["reasons"] = json!([{"code": "earlier-too-many"}]);
    let path = file("too-many.json", &outcome.to_string())?;
    let verify = ["verify", &path, "--application", CASE_A, "--programme", HEART];
    let lines = |count: usize| file(&format!("{count}.ndjson"), &format!("{outcome}\n").repeat(count));
    let (code, out, _) = tool(&[&verify[..], &["--earlier", &lines(1000)?]].concat())?;
    assert!(code == Some(1) && out.contains("not given: the more than 1000 earlier outcomes"), "{out}");
    let (code, out, _) = tool(&[&verify[..], &["--earlier", &lines(1001)?]].concat())?;
    assert!(code == Some(0) && out.contains("verified"), "{out}");
    let (code, _, err) = tool(&["adjudicate", CASE_A, HEART, "--earlier", &lines(1001)?])?;
    assert!(code == Some(2) && err.contains("more than 1000 earlier outcomes"), "{err}");
    Ok(())
}

#[test]
fn an_outcome_may_be_longer_than_an_application() -> Tested {
    let padded = |mebibytes: usize| read(OUTCOME_A).map(|text| text + &" ".repeat(mebibytes * 1024 * 1024));
    let long = file("long.json", &padded(17)?)?;
    let inputs = ["--application", CASE_A, "--programme", HEART];
    let (code, out, err) = tool(&[&["verify", &long][..], &inputs].concat())?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert_eq!(tool(&["explain", &long, "--programme", HEART])?.0, Some(0));
    assert_eq!(tool(&["adjudicate", CASE_A, HEART, "--earlier", &long])?.0, Some(0));
    // The message for a file that is too large states the maximum and a remedy.
    let (code, _, err) = tool(&["adjudicate", &long, HEART, "--lang", "both"])?;
    assert!(code == Some(3) && err.contains("larger than 16 MiB; use one file per child"), "{err}");
    assert!(err.contains("不得超过 16 MiB"), "{err}");
    Ok(())
}

/// A programme whose decision depends on every circumstance, and an application.
fn dependent() -> Result<(String, String)> {
    let programme = json!({"kind": "programme", "standard": "1.0", "id": "org.example.circumstances", "revision": 1,
        "title": "示例（虚构）", "standing": "illustrative", "payer": "charity", "effective": {"start": "2024-01-01"},
        "appliesBy": "decided-on", "evidence": "diagnosis", "coordination": {"otherAid": "ignore", "ceiling": "not-applicable"},
        "requirements": [{"id": "places", "anyOf": [{"test": "number", "fact": "quota-left", "atLeast": 1}]}],
        "items": [{"id": "grant", "benefit": {"type": "fixed", "amount": {"type": "fixed", "amount": "600.00"}}}],
        "limits": [{"id": "fund", "scope": "fund-balance"},
            {"id": "lifetime", "scope": "lifetime", "amount": {"type": "fixed", "amount": "1000.00"}}]});
    let application = json!({"kind": "application", "standard": "1.0", "id": "case-1", "child": {"name": "童例", "birthDate": "2019-05-20"},
        "submittedOn": "2025-11-01"});
    Ok((
        file("circumstances.programme.json", &programme.to_string())?,
        file("circumstances.application.json", &application.to_string())?,
    ))
}

/// Each option of `adjudicate` about circumstances: the outcome states it, is verified without and with it, and another value is
/// reported.
#[test]
fn circumstances_are_stated_and_compared() -> Tested {
    let (programme, application) = dependent()?;
    let adjudicate = |more: &[&str]| -> Result<Value> {
        let arguments = ["adjudicate", &application, &programme, "--format", "ndjson"];
        Ok(serde_json::from_str(&tool(&[&arguments[..], more].concat())?.1)?)
    };
    let verify = |outcome: &Value, more: &[&str]| -> Result<(Option<i32>, String)> {
        let path = file("circumstances.outcome.json", &outcome.to_string())?;
        let arguments = ["verify", &path, "--application", &application, "--programme", &programme];
        let (code, out, err) = tool(&[&arguments[..], more].concat())?;
        assert_eq!(err, "");
        Ok((code, out))
    };
    let first = adjudicate(&["--quota-left", "3", "--fund-balance", "5000.00", "--no-earlier"])?;
    assert_eq!((&first["decision"], &first["amount"]), (&"awarded".into(), &"600.00".into()));
    assert_eq!(verify(&first, &[])?.0, Some(0));
    // The earlier outcome is of another application of the child.
    let before = file("circumstances.before.json", &fs::read_to_string(&application)?.replace("case-1", "case-0"))?;
    let given = ["--quota-left", "3", "--fund-balance", "5000.00", "--no-earlier", "--format", "ndjson"];
    let first = tool(&[&["adjudicate", &before, &programme][..], &given].concat())?.1;
    let first = file("circumstances.first.json", &first)?;
    let all: &[&[&str]] = &[
        &["--as-of", "2025-12-01"],
        &["--quota-left", "3"],
        &["--fund-balance", "500.00"],
        &["--no-earlier"],
        &["--earlier", &first],
    ];
    // Every combination of the options. The last two exclude each other.
    for chosen in 0..1_usize << all.len() {
        let given: Vec<&str> = all
            .iter()
            .enumerate()
            .filter(|(place, _)| chosen >> place & 1 == 1)
            .flat_map(|(_, words)| words.iter().copied())
            .collect();
        if given.contains(&"--no-earlier") && given.contains(&"--earlier") {
            continue;
        }
        let outcome = adjudicate(&given)?;
        assert_eq!(verify(&outcome, &given)?.0, Some(0), "{given:?}: {}", verify(&outcome, &given)?.1);
        // Without the options the outcome alone decides, except the earlier outcomes, which it states by digest only.
        let (code, out) = verify(&outcome, &[])?;
        if given.contains(&"--earlier") {
            assert!(code == Some(1) && out.contains("not given: earlier outcome fnv1a128:"), "{given:?}: {out}");
        } else {
            assert!(code == Some(0) && out.contains(": verified"), "{given:?}: {out}");
        }
    }
    let outcome =
        adjudicate(&["--as-of", "2025-12-01", "--quota-left", "3", "--fund-balance", "500.00", "--no-earlier"])?;
    assert_eq!(outcome["amount"], "500.00");
    let other = adjudicate(&["--as-of", "2025-12-01"])?;
    let after = adjudicate(&["--quota-left", "3", "--fund-balance", "500.00", "--earlier", &first])?;
    assert_eq!(after["amount"], "400.00");
    for (outcome, given, message) in [
        (
            &outcome,
            &["--as-of", "2025-12-02"][..],
            "the day of the decision differs: the outcome states 2025-12-01, given: 2025-12-02",
        ),
        (&outcome, &["--quota-left", "4"], "the number of remaining places differs: the outcome states 3, given: 4"),
        (&outcome, &["--fund-balance", "501.00"], "the fund balance differs: the outcome states 500.00, given: 501.00"),
        (&other, &["--quota-left", "3"], "the outcome does not state the number of remaining places; given: 3"),
        (&other, &["--fund-balance", "500.00"], "the outcome does not state the fund balance; given: 500.00"),
        (
            &other,
            &["--no-earlier"],
            "the outcome does not state earlier outcomes, and used the aid that the application lists",
        ),
        (&after, &["--no-earlier"], "the outcome is based on earlier outcomes (1); given: no earlier outcome"),
        (&outcome, &["--quota-left", "4", "--lang", "zh"], "剩余名额不符：核定结果所载为 3，所给为 4"),
    ] {
        let (code, out) = verify(outcome, given)?;
        assert!(
            code == Some(1)
                && out.contains(message)
                && out.contains(if given.contains(&"zh") { "不能核对" } else { "not verified" }),
            "{given:?}: {out}"
        );
    }
    // A circumstance that has been removed from an outcome changes the computation.
    for member in ["quotaLeft", "fundBalance", "earlier"] {
        let mut changed = outcome.clone();
        changed["computedFrom"].as_object_mut().ok_or("object")?.remove(member);
        let (code, out) = verify(&changed, &[])?;
        assert!(code == Some(1) && out.contains("different"), "{member}: {out}");
    }
    Ok(())
}
