//! The policy file and the baseline.

use super::{
    DOUBTFUL, VALID, WRONG,
    support::{Ran, Result, Tested, command_in, folder, ran},
};
use serde_json::Value;
use std::{fs, path::Path};
use tongbiao::{catalogue, finding::Severity};

fn tool_in(folder: &Path, arguments: &[&str]) -> Result<Ran> {
    ran(command_in(folder, arguments), b"")
}

/// A folder with documents and a policy.
fn with(name: &str, policy: &str) -> Result<std::path::PathBuf> {
    let folder = folder(name)?;
    fs::create_dir_all(folder.join("in/old"))?;
    for (name, text) in [
        ("in/doubtful.json", DOUBTFUL.to_owned()),
        ("in/old/doubtful.json", DOUBTFUL.replace("45670", "45674")),
        ("in/valid.json", VALID.to_owned()),
        ("in/wrong.json", WRONG.to_owned()),
    ] {
        fs::write(folder.join(name), text)?;
    }
    fs::write(folder.join("tongbiao.toml"), policy)?;
    Ok(folder)
}

const UNREADABLE: &str = "receipt.capitals-unreadable";

#[test]
fn a_suppression_hides_what_it_names() -> Tested {
    let all = "4 documents: 3 accepted, 1 rejected; 1 error, 2 warnings";
    let one = "4 documents: 3 accepted, 1 rejected; 1 error, 1 warning; 1 finding suppressed";
    let none = "4 documents: 3 accepted, 1 rejected; 1 error; 2 findings suppressed";
    for (number, (lines, expected)) in [
        ("", none),
        ("path = 'in/old/*'", one),
        ("path = 'in/*'", one),
        ("path = 'in/**'", none),
        ("path = 'old/**'", all),
        ("pointer = '/totalInCapitals'", none),
        ("pointer = '/receipts/*/totalInCapitals'", all),
        ("pointer = '/*'\npath = 'in/doubtful.json'", one),
        ("expires = 2026-06-30", none),
        ("expires = '2026-06-29'", all),
    ]
    .into_iter()
    .enumerate()
    {
        let policy =
            format!("[[suppressions]]\ncode = '{UNREADABLE}'\nreason = '纸质票据模糊'\nby = 'Intake'\n{lines}\n");
        let folder = with(&format!("suppression-{number}"), &policy)?;
        let (code, out, err) = tool_in(&folder, &["check", "in", "--as-of", "2026-06-30"])?;
        assert_eq!((code, out.lines().last()), (Some(1), Some(expected)), "{lines}: {out}{err}");
        assert_eq!(err.contains("expired on 2026-06-29, and its findings are reported again"), lines.contains("06-29"));
        // The policy is found from a folder below it, and another folder has none.
        let below = tool_in(&folder.join("in/old"), &["check", "..", "--as-of", "2026-06-30"])?;
        assert_eq!(below.1.lines().last(), Some(expected), "{lines}");
        assert!(tool_in(&folder, &["check", "in", "--no-policy"])?.1.ends_with(&format!("{all}\n")));
        let named = folder.join("tongbiao.toml").display().to_string();
        let elsewhere = tool_in(
            &folder.join(".."),
            &["check", &folder.join("in").display().to_string(), "--policy", &named, "--as-of", "2026-06-30"],
        )?;
        assert_eq!(elsewhere.1.lines().last(), Some(expected), "{lines}");
    }
    Ok(())
}

#[test]
fn what_is_hidden_is_in_reports_with_its_reason() -> Tested {
    let policy = format!(
        "[[suppressions]]\ncode = '{UNREADABLE}'\nreason = '纸质票据模糊'\nby = 'Intake'\nexpires = 2099-12-31\n[severities]\n'{UNREADABLE}' = 'error'"
    );
    let folder = with("suppressed-reports", &policy)?;
    let (_, out, err) = tool_in(&folder, &["check", "in/doubtful.json", "--format", "json"])?;
    assert!(err.contains("1 finding suppressed"), "{err}");
    let report: Value = serde_json::from_str(&out)?;
    assert_eq!((report["verdict"].as_str(), report["counts"]["error"].as_u64()), (Some("accepted"), Some(0)));
    let suppressed = &report["findings"][0]["suppressed"];
    assert_eq!(
        (&suppressed["by"], &suppressed["reason"], &suppressed["until"]),
        (&"Intake".into(), &"纸质票据模糊".into(), &"2099-12-31".into())
    );
    let again = ran(super::support::command(&["check", "-", "--kind", "findings"]), out.as_bytes())?;
    assert_eq!(again.0, Some(0), "{again:?}");
    let log = super::sarif::valid(&tool_in(&folder, &["check", "in/doubtful.json", "--format", "sarif"])?.1)?;
    assert_eq!(log["runs"][0]["results"][0]["suppressions"][0]["justification"], "纸质票据模糊");
    for format in ["text", "one-line", "csv", "github", "gitlab", "junit", "markdown"] {
        let (code, out, _) = tool_in(&folder, &["check", "in/doubtful.json", "--format", format])?;
        assert!(code == Some(0) && !out.contains(UNREADABLE), "{format}: {out}");
    }
    Ok(())
}

#[test]
fn severities_are_changed() -> Tested {
    let folder = with("severities", &format!("[severities]\n'{UNREADABLE}' = 'error'\n"))?;
    let (code, out, _) = tool_in(&folder, &["check", "in/doubtful.json", "--format", "one-line"])?;
    assert!(code == Some(1) && out.contains(&format!("error[{UNREADABLE}]")), "{out}");
    fs::write(
        folder.join("tongbiao.toml"),
        format!("[severities]\n'{UNREADABLE}' = 'info'\n'receipt.payers-total' = 'error'\n"),
    )?;
    let (code, out, _) = tool_in(&folder, &["check", "in/doubtful.json", "--fail-on", "warning"])?;
    assert_eq!(
        (code, out.lines().last()),
        (Some(0), Some("1 document: 1 accepted; 1 info; 1 finding with a lower severity")),
        "{out}"
    );
    let report: Value = serde_json::from_str(&tool_in(&folder, &["check", "in/doubtful.json", "--format", "json"])?.1)?;
    assert_eq!(
        (&report["findings"][0]["severity"], &report["counts"]["info"], &report["verdict"]),
        (&"info".into(), &1.into(), &"accepted".into())
    );
    Ok(())
}

#[test]
fn a_baseline_hides_known_findings() -> Tested {
    let folder = with("baseline", "baseline = 'known/baseline.json'\n")?;
    fs::create_dir(folder.join("known"))?;
    assert_eq!(tool_in(&folder, &["check", "in"])?.0, Some(3), "the file does not exist");
    let (code, out, _) = tool_in(&folder, &["check", "in", "--write-baseline", "known/baseline.json"])?;
    // An error of arithmetic or identity cannot be in a baseline.
    assert_eq!(code, Some(1), "{out}");
    let written = fs::read_to_string(folder.join("known/baseline.json"))?;
    let baseline: Value = serde_json::from_str(&written)?;
    let entries = baseline["findings"].as_array().ok_or("findings")?;
    assert_eq!(entries.len(), 2, "{written}");
    assert!(entries.iter().all(|entry| entry["code"] == UNREADABLE), "{written}");
    fs::remove_file(folder.join("in/wrong.json"))?;
    let hidden = "3 documents: 3 accepted; 2 findings in the baseline";
    let check = |folder: &Path| tool_in(folder, &["check", "in", "--fail-on", "warning"]);
    let (code, out, _) = check(&folder)?;
    assert_eq!((code, out.trim_end()), (Some(0), hidden));
    // Moved lines change nothing. A further equal finding of the file, and a finding of another file, are new.
    fs::write(folder.join("in/doubtful.json"), format!("\n\n\n{DOUBTFUL}"))?;
    assert_eq!(check(&folder)?.1.trim_end(), hidden);
    fs::write(folder.join("in/new.json"), DOUBTFUL.replace("45670", "45675"))?;
    let (code, out, _) = check(&folder)?;
    assert!(code == Some(1) && out.contains("new.json:2:97: warning") && out.matches("warning[").count() == 1, "{out}");
    // The baseline of a run is the same, whatever the working directory.
    fs::remove_file(folder.join("in/new.json"))?;
    let (_, _, err) = tool_in(&folder.join("in"), &["check", ".", "--write-baseline", "../known/again.json"])?;
    assert_eq!(err, "");
    assert_eq!(fs::read_to_string(folder.join("known/again.json"))?, written);
    fs::write(folder.join("known/baseline.json"), written.replace("count", "cont"))?;
    let (code, _, err) = check(&folder)?;
    assert!(code == Some(2) && err.contains("did you mean `count`?"), "{err}");
    Ok(())
}

#[test]
fn paths_and_limits_are_read_from_the_policy() -> Tested {
    let folder = with(
        "paths",
        "paths = ['in']\nexclude = ['in/old/**', 'in/w*.json']\n[limits]\nfindings = 1\ndocument-bytes = 1_000\n",
    )?;
    let (code, out, _) = tool_in(&folder, &["check"])?;
    assert_eq!(
        (code, out.lines().last()),
        (Some(0), Some("2 documents: 2 accepted; 1 warning; 2 files excluded")),
        "{out}"
    );
    // A named file is checked.
    assert_eq!(tool_in(&folder, &["check", "in/wrong.json"])?.0, Some(1));
    fs::write(
        folder.join("in/large.json"),
        VALID.replace("00\"}", &format!("00\",\"payerName\":\"{}\"}}", "x".repeat(1000))),
    )?;
    assert!(tool_in(&folder, &["check"])?.1.contains("large.json: fatal[json.too-large]"));
    let from_below = tool_in(&folder.join("in/old"), &["check", "--format", "one-line"])?;
    assert!(from_below.0 == Some(3) && from_below.1.contains("/in/doubtful.json:2:97: warning"), "{from_below:?}");
    fs::write(folder.join("tongbiao.toml"), "")?;
    let (code, out, err) = tool_in(&folder, &["check"])?;
    assert!(code == Some(2) && out.is_empty() && err.contains("--help"), "{err}");
    Ok(())
}

#[test]
fn mistakes_are_reported_with_their_places() -> Tested {
    let folder = with("mistakes", "")?;
    for (policy, expected) in [
        ("severites = {}", "tongbiao.toml:1:1: unknown key `severites`; did you mean `severities`?"),
        (
            "zzz = 1",
            "tongbiao.toml:1:1: unknown key `zzz`; known keys: paths, exclude, baseline, limits, severities, suppressions",
        ),
        ("a = ", "tongbiao.toml:1:5: not valid TOML (string values must be quoted, expected literal string)"),
        (
            "[severities]\n'receipt.payers-totl' = 'info'",
            "2:1: unknown code `receipt.payers-totl`; did you mean `receipt.payers-total`?",
        ),
        ("[severities]\n'text.stray-blank' = 'fatal'", "2:22: must be `error`, `warning` or `info`"),
        (
            "[severities]\n'receipt.payers-total' = 'info'",
            "2:26: the severity of `receipt.payers-total` cannot be lowered",
        ),
        (
            "[severities]\n'json.empty' = 'error'",
            "cannot be lowered: it is fatal, or an error of arithmetic or identity",
        ),
        (
            "[[suppressions]]\ncode = 'identity.check-digit'\nreason = 'x'",
            "2:8: `identity.check-digit` cannot be suppressed",
        ),
        ("[[suppressions]]\ncode = 'text.stray-blank'", "1:1: the suppression has no `reason`"),
        ("[[suppressions]]\ncode = 'text.stray-blank'\nreason = ' '", "3:10: must have 1 to 2000 characters"),
        ("[[suppressions]]\nreason = 'x'", "1:1: the suppression has no `code`"),
        (
            "[[suppressions]]\ncode = 'text.stray-blank'\nreason = 'x'\nexpire = 2026-01-01",
            "unknown key `expire`; did you mean `expires`?",
        ),
        (
            "[[suppressions]]\ncode = 'text.stray-blank'\nreason = 'x'\nexpires = '2026-02-30'",
            "4:11: must be a date, such as 2027-01-31",
        ),
        ("[[suppressions]]\ncode = 'text.stray-blank'\nreason = 'x'\npath = '{a'", "4:8: the pattern is malformed"),
        ("suppressions = 1", "write [[suppressions]]"),
        ("paths = 'a'", "1:9: must be a list of strings"),
        ("exclude = [1]", "1:12: must be a string"),
        ("[limits]\ndepth = 65", "2:9: must be a whole number from 1 to 64 inclusive"),
        ("limits = 1", "1:10: must be a table"),
    ] {
        fs::write(folder.join("tongbiao.toml"), policy)?;
        let (code, out, err) = tool_in(&folder, &["check", "in"])?;
        assert!(code == Some(2) && out.is_empty() && err.contains(expected), "{policy}: {err}");
        assert!(tool_in(&folder, &["check", "in", "--lang", "zh"])?.2.contains("tongbiao.toml:"), "{policy}");
    }
    // All of them at once.
    fs::write(folder.join("tongbiao.toml"), "a = 1\nb = 2\n[limits]\nc = 3\n")?;
    assert_eq!(tool_in(&folder, &["check", "in"])?.2.lines().count(), 3);
    let (code, _, err) = tool_in(&folder, &["check", "in", "--policy", "none.toml"])?;
    assert!(code == Some(3) && err.contains("none.toml: file not found"), "{err}");
    assert_eq!(tool_in(&folder, &["check", "in", "--policy", "tongbiao.toml", "--no-policy"])?.0, Some(2));
    Ok(())
}

/// No policy can hide or lower the findings of a protected or a fatal rule, and each other rule can be suppressed.
#[test]
fn protected_codes_are_those_of_the_library() -> Tested {
    let folder = with("protected", "")?;
    let mut protected = 0;
    for rule in catalogue::rules() {
        let policy = format!("[[suppressions]]\ncode = '{}'\nreason = 'x'\n", rule.code);
        fs::write(folder.join("tongbiao.toml"), policy)?;
        let is_firm = catalogue::is_protected(rule) || rule.severity == Severity::Fatal;
        let code = tool_in(&folder, &["check", "in/valid.json"])?.0;
        assert_eq!(code, Some(if is_firm { 2 } else { 0 }), "{}", rule.code);
        protected += usize::from(is_firm);
    }
    assert!(protected > 30, "{protected}");
    Ok(())
}
