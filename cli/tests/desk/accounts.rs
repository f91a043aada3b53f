//! Accounts of many applications: with every step, or of all funders under a joint relief plan.

use super::{
    CASE_A, CASE_B, HEART, PROGRAMMES, flat, run,
    support::{Tested, file, read, tool},
};
use serde_json::{Value, json};

const PLAN: &str = "cases/plans/eleven-programmes.json";
const OPTIONS: [&str; 6] = ["--programmes", PROGRAMMES, "--plan", PLAN, "--as-of", "2025-12-01"];

/// Two applications, a text that is none, and an application with errors.
fn inputs(name: &str) -> crate::support::Result<Vec<String>> {
    let wrong = flat(CASE_A)?.replace(r#""totalAmount": "47000.00""#, r#""totalAmount": "47001.00""#);
    let lines = [flat(CASE_A)?, flat(CASE_B)?, "{}".to_owned(), wrong].join("\n");
    Ok(vec![file(&format!("{name}.ndjson"), &lines)?, CASE_B.to_owned()])
}

#[test]
fn each_line_has_the_joint_outcome_of_one_application() -> Tested {
    let schema: Value = serde_json::from_str(&read("facade/schemas/input.schema.json")?)?;
    let validator = jsonschema::validator_for(&schema)?;
    for of in ["adjudicate", "match"] {
        let (code, out, err) = run(&[&[of, "--format", "ndjson"][..], &OPTIONS].concat(), &inputs("joint-lines")?)?;
        assert_eq!(code, Some(3), "{err}");
        let lines: Vec<Value> = out.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        assert_eq!(lines.len(), 5, "{out}");
        for line in &lines {
            assert!(validator.is_valid(line), "{line}");
        }
        for (place, case) in [(0, CASE_A), (1, CASE_B), (4, CASE_B)] {
            let one = [of, case, PROGRAMMES, "--plan", PLAN, "--as-of", "2025-12-01", "--format", "json"];
            let one: Value = serde_json::from_str(&tool(&one)?.1)?;
            let (joint, members) = (&lines[place]["joint"], &lines[place]["members"]);
            assert_eq!((joint, members), (&one["joint"], &one["members"]), "{of} {case}");
            assert!(members.as_array().is_some_and(|all| !all.is_empty()), "{of} {case}: {members}");
        }
        assert!(lines[2]["error"].is_object() && lines[2].get("joint").is_none(), "{}", lines[2]);
        assert!(lines[3]["joint"].is_object(), "an application with errors has an outcome: {}", lines[3]);
        assert!(err.contains("4 applications, 1 with errors, 1 input without outcomes: "), "{err}");
    }
    assert!(!validator.is_valid(&json!({"input": {}, "joint": {}})));
    Ok(())
}

#[test]
fn each_account_is_that_of_one_application() -> Tested {
    for (more, several) in
        [(&["--plan", PLAN][..], OPTIONS.to_vec()), (&["--trace"], vec!["--trace", "--programmes", HEART])]
    {
        let programmes = if more.len() == 2 { PROGRAMMES } else { HEART };
        let day = ["--as-of", "2025-12-01", "--lang", "en"];
        let several: Vec<&str> = several.into_iter().filter(|word| !day.contains(word)).collect();
        let (code, out, err) = run(&[&["adjudicate"][..], &several, &day].concat(), &inputs("joint-accounts")?)?;
        assert_eq!(code, Some(3), "{err}");
        for case in [CASE_A, CASE_B] {
            let (_, one, _) = tool(&[&["adjudicate", case, programmes][..], more, &day].concat())?;
            assert!(one.lines().count() > 10 && out.contains(&one), "{more:?} {case}: {out}");
        }
        let headings: Vec<_> = out.lines().filter(|line| line.contains("joint-accounts.ndjson:")).collect();
        assert_eq!(headings.len(), 4, "{out}");
        assert!(out.contains("the application has errors; the outcomes are not reliable"), "{out}");
        assert!(out.contains("  no outcome: "), "{out}");
        assert!(out.lines().last().is_some_and(|line| line.starts_with("4 applications, 1 with errors, ")), "{out}");
    }
    Ok(())
}

/// The lines are joint outcomes for `verify`. An input without an outcome is passed over.
#[test]
fn lines_are_verified() -> Tested {
    let night = crate::support::path("joint-night.ndjson")?;
    let inputs = inputs("joint-verified")?;
    let options = ["--format", "ndjson", "--no-earlier", "--out", &night];
    run(&[&["adjudicate"][..], &OPTIONS, &options].concat(), &inputs[..])?;
    let verify = |night: &str| {
        let applications =
            ["--application", CASE_A, "--application", CASE_B, "--programme", PROGRAMMES, "--plan", PLAN];
        tool(&[&["verify", night][..], &applications].concat())
    };
    // The application with errors is not that of the case.
    let (code, out, err) = verify(&night)?;
    assert_eq!((code, out.matches(": verified (").count(), err.as_str()), (Some(1), 3, ""), "{out}");
    assert!(out.contains("joint-night.ndjson:4: not verified: the inputs are not those of the outcome"), "{out}");
    let text = std::fs::read_to_string(&night)?;
    let lines: Vec<&str> = text.lines().collect();
    let changed = lines[0].replacen("\"awarded\":\"", "\"awarded\":\"1", 1);
    assert_ne!(changed, lines[0]);
    for (text, code, count, said) in [
        ([lines[0], "", lines[1]].join("\n"), 0, 2, ""),
        ([lines[2]].join("\n"), 3, 0, "not a valid document of kind `joint-adjudication`"),
        ([lines[0], "{\"kind\":"].join("\n"), 3, 1, "joint-part.ndjson:2: not a valid document"),
        ([&changed, lines[1]].join("\n"), 1, 1, ""),
        (String::new(), 3, 0, "not a valid document of kind `joint-adjudication`"),
    ] {
        let (found, out, err) = verify(&file("joint-part.ndjson", &text)?)?;
        assert!(
            found == Some(code) && out.matches(": verified (").count() == count && err.contains(said),
            "{out}{err}"
        );
    }
    Ok(())
}

#[test]
fn a_plan_that_cannot_be_applied_is_stated_for_each_application() -> Tested {
    // The programmes of its members are not given.
    let options = ["adjudicate", "--programmes", HEART, "--plan", PLAN, "--format", "ndjson"];
    let (code, out, err) = run(&options, &[CASE_A.to_owned(), CASE_B.to_owned()])?;
    assert_eq!((code, out.lines().count()), (Some(1), 2), "{err}");
    assert!(out.lines().all(|line| line.contains("the plan cannot be applied")), "{out}");
    for plan in [HEART, "none.json"] {
        let (code, out, err) = run(&["adjudicate", "--programmes", HEART, "--plan", plan], &[CASE_A.to_owned()])?;
        assert!(code == Some(3) && out.is_empty() && err.contains(plan), "{err}");
    }
    Ok(())
}
