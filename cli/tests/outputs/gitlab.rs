//! GitLab's code quality report, by the members that its documentation requires.

use super::{documents, reported, support::Tested, tool};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn each_place_is_a_violation() -> Tested {
    let folder = documents("gitlab")?.display().to_string();
    let missing = format!("{folder}/missing.json");
    let (_, out, _) = tool(&["check", &folder, &missing, "--format", "gitlab"])?;
    let violations: Value = serde_json::from_str(&out)?;
    // From the documentation of GitLab: description, check_name, fingerprint, severity, location.path, location.lines.begin.
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "minLength": 1, "not": {"pattern": "^\\./"}},
                        "lines": {"type": "object", "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}}},
                    },
                },
            },
        },
    });
    let validator = jsonschema::validator_for(&schema)?;
    assert!(validator.is_valid(&violations), "{out}");
    let violations = violations.as_array().ok_or("a list")?;
    let places = reported(&[&folder])?;
    assert_eq!(violations.len(), places.len() + 1);
    for (violation, (name, line, _, severity, code, _)) in violations.iter().zip(&places) {
        let expected = match severity.as_str() {
            "fatal" => "blocker",
            "error" => "critical",
            "warning" => "minor",
            _ => "info",
        };
        let stated = [&violation["check_name"], &violation["severity"], &violation["location"]["path"]];
        assert_eq!(stated, [code, expected, name]);
        assert_eq!(violation["location"]["lines"]["begin"], *line);
    }
    let last = violations.last().ok_or("no violation")?;
    assert_eq!((&last["check_name"], &last["severity"]), (&json!("unreadable"), &json!("blocker")));
    let fingerprints: BTreeSet<_> =
        violations.iter().filter_map(|violation| violation["fingerprint"].as_str()).collect();
    assert_eq!(fingerprints.len(), violations.len());
    let empty = super::tool_with(&["check", "-", "--format", "gitlab"], super::VALID)?.1;
    assert_eq!(serde_json::from_str::<Value>(&empty)?, json!([]));
    Ok(())
}
