//! The choice of findings: `--select`, `--ignore`, `--statistics`, `--out`, and the grouping of repeated findings.

use super::{
    DOUBTFUL, VALID, WRONG, documents,
    support::{self, Tested, folder},
    tool, tool_with,
};
use serde_json::Value;
use std::fs;

#[test]
fn codes_are_selected_and_ignored() -> Tested {
    // A finding of a protected code determines the exit code, listed or not. A warning does so only if it is listed.
    let both = format!("{}\n{}\n", WRONG.replace('\n', ""), DOUBTFUL.replace('\n', ""));
    for (options, listed, code, hidden) in [
        (&[][..], &["receipt.capitals-mismatch", "receipt.capitals-unreadable"][..], 1, ""),
        (&["--select", "receipt"], &["receipt.capitals-mismatch", "receipt.capitals-unreadable"], 1, ""),
        (&["--select", "receipt.capitals-unreadable"], &["receipt.capitals-unreadable"], 1, "1 finding not selected"),
        (&["--ignore", "receipt.capitals-mismatch,aid"], &["receipt.capitals-unreadable"], 1, "1 finding not selected"),
        (&["--ignore", "receipt"], &[], 1, "2 findings not selected"),
        (&["--ignore", "receipt", "--fail-on", "never"], &[], 0, "2 findings not selected"),
    ] {
        let arguments = [&["check", "-", "--ndjson", "--format", "one-line"][..], options].concat();
        let (found, out, err) = tool_with(&arguments, &both)?;
        assert_eq!((found, out.lines().count()), (Some(code), listed.len()), "{options:?}: {out}{err}");
        assert!(listed.iter().all(|code| out.contains(code)) && err.contains(hidden), "{options:?}: {out}{err}");
        assert_eq!(err.is_empty(), hidden.is_empty(), "{err}");
        // The report counts every finding, and states the verdict on the document.
        let arguments = [&["check", "-", "--ndjson", "--format", "ndjson"][..], options].concat();
        let (_, out, _) = tool_with(&arguments, &both)?;
        let reports = out.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
        let verdicts: Vec<_> = reports.iter().map(|report| report["verdict"].as_str()).collect();
        assert_eq!(verdicts, [Some("rejected"), Some("accepted-with-warnings")], "{options:?}");
        assert_eq!((&reports[0]["counts"]["error"], &reports[1]["counts"]["warning"]), (&1.into(), &1.into()));
        let listed_in = reports.iter().filter_map(|report| report["findings"].as_array()).map(Vec::len).sum::<usize>();
        assert_eq!(listed_in, listed.len());
    }
    let doubtful = ["check", "-", "--fail-on", "warning", "--ignore", "receipt.capitals-unreadable"];
    assert_eq!(tool_with(&doubtful, DOUBTFUL)?.0, Some(0));
    let unread = tool_with(&["check", "-", "--ignore", "json"], "{")?;
    assert!(unread.0 == Some(3) && unread.1.contains("1 finding not selected"), "{unread:?}");
    let misspelt = tool_with(&["check", "-", "--select", "receipt.payers-totl"], VALID)?;
    assert!(misspelt.0 == Some(2) && misspelt.2.contains("did you mean `receipt.payers-total`?"), "{misspelt:?}");
    Ok(())
}

#[test]
fn a_selection_shows_no_private_value() -> Tested {
    // A member of an application shows that the text is not a programme, also if its finding is not selected.
    let text = r#"{"kind":"programme","standard":"1.0","child":{"name":"Zq7Vw"},"titel":"Zq7Vw","id":"Zq7Vw"}"#;
    for format in ["text", "json", "sarif", "csv"] {
        let ran = tool_with(&["check", "-", "--format", format, "--ignore", "structure.unknown-member"], text)?;
        assert!(!ran.1.contains("Zq7Vw") && !ran.2.contains("Zq7Vw"), "{format}: {ran:?}");
    }
    Ok(())
}

#[test]
fn statistics_count_by_code_and_by_file() -> Tested {
    let folder = documents("statistics")?.display().to_string();
    let (code, out, _) = tool(&["check", &folder, "--statistics"])?;
    assert_eq!(code, Some(3));
    let first = out.lines().find(|line| line.contains("structure.missing")).ok_or("no line")?;
    assert!(first.trim_start().starts_with("29  error    structure.missing"), "{out}");
    assert!(out.contains("Files with the most findings\n") && out.contains("many.json: 29 errors\n"), "{out}");
    assert!(out.lines().last().is_some_and(|line| line.starts_with("8 documents: ")), "{out}");
    let (_, json, _) = tool(&["check", &folder, "--statistics", "--format", "json"])?;
    let json: Value = serde_json::from_str(&json)?;
    let listed: u64 =
        json["codes"].as_array().ok_or("codes")?.iter().filter_map(|code| code["findings"].as_u64()).sum();
    let counted = ["fatal", "error", "warning", "info"].iter().filter_map(|name| json["findings"][name].as_u64());
    assert_eq!((listed, json["filesWithFindings"].as_u64()), (counted.sum(), Some(5)));
    assert_eq!(json["worstFiles"][0]["fatal"], 1, "the file that cannot be read is the first: {json}");
    assert_eq!(tool(&["check", &folder, "--statistics", "--format", "csv"])?.0, Some(2));
    Ok(())
}

#[test]
fn an_output_file_is_written_whole() -> Tested {
    let folder = documents("out")?;
    let (shown, out) = (folder.display().to_string(), folder.join("check.json"));
    let file = out.display().to_string();
    for format in ["text", "json", "sarif", "csv", "github", "markdown"] {
        let printed = tool(&["check", &shown, "--format", format])?.1;
        let arguments = ["check", &shown, "--format", format, "--out", &file, "--color", "always"];
        let (code, summary, err) = tool(&arguments)?;
        assert_eq!((code, err.as_str(), fs::read_to_string(&out)?), (Some(3), "", printed), "{format}");
        assert!(summary.starts_with("8 documents: "), "{summary}");
        // The file of the first run is not an input of the second.
        let (_, again, _) = tool(&arguments)?;
        assert!(again.starts_with(summary.trim_end()) && again.contains("1 other entry skipped"), "{again}");
        assert_eq!(tool(&[&arguments[..], &["--quiet"]].concat())?.1, "");
        fs::remove_file(&out)?;
    }
    fs::write(&out, "before")?;
    assert_eq!(tool(&["check", &file, "--out", &file])?.0, Some(2));
    let nowhere = folder.join("none/check.json").display().to_string();
    let (code, _, err) = tool(&["check", &shown, "--out", &nowhere])?;
    assert!(code == Some(3) && err.contains("cannot be written"), "{err}");
    assert_eq!(tool(&["check", &shown, "--out", &file, "--select", "nothing"])?.0, Some(2));
    assert_eq!(fs::read_to_string(&out)?, "before");
    assert!(
        fs::read_dir(&folder)?
            .filter_map(Result::ok)
            .all(|entry| !entry.file_name().to_string_lossy().ends_with(".tmp"))
    );
    Ok(())
}

#[test]
fn repeated_findings_do_not_hide_the_others() -> Tested {
    let folder = folder("repeated")?;
    // The same receipt 300 times, and among the last ones an error.
    let mut lines: Vec<String> = vec![VALID.replace('\n', ""); 300];
    lines.insert(290, WRONG.replace('\n', ""));
    fs::write(folder.join("a.ndjson"), lines.join("\n"))?;
    let shown = folder.display().to_string();
    let (_, grouped, _) = tool(&["check", &shown])?;
    assert!(grouped.lines().count() < 80, "{grouped}");
    let twice = "[receipt.duplicate-across-files] ";
    // Three documents in full, each with a hint, and twenty lines.
    assert_eq!(grouped.matches(&format!("warning{twice}")).count(), 23, "{grouped}");
    assert!(
        grouped.contains(&format!("{twice}276 more findings in 276 documents; list all with --ungrouped")),
        "{grouped}"
    );
    assert!(grouped.contains("a.ndjson:291:") && grouped.contains("error[receipt.capitals-mismatch]"), "{grouped}");
    assert!(grouped.contains("299 warnings"), "{grouped}");
    let (_, all, _) = tool(&["check", &shown, "--ungrouped", "--select", "receipt.duplicate-across-files"])?;
    assert_eq!(all.matches(&format!("warning{twice}")).count(), 299);
    // A line states the number of places of its finding.
    let lines = [r#"{"name":"x","amount":"1"}"#; 7].join(",");
    let malformed = VALID.replace('\n', "").replace("\"totalAmount\"", &format!("\"lines\":[{lines}],\"totalAmount\""));
    fs::write(folder.join("a.ndjson"), vec![malformed; 4].join("\n"))?;
    let (_, out, _) = tool(&["check", &shown, "--lang", "both"])?;
    assert_eq!(out.matches("（共 7 处） · (7 places)\n").count(), 1, "{out}");
    // Errors have a line each.
    fs::write(folder.join("a.ndjson"), vec![WRONG.replace('\n', ""); 60].join("\n"))?;
    let (_, errors, _) = tool(&["check", &shown])?;
    assert_eq!(errors.matches("error[receipt.capitals-mismatch]").count(), 60, "{errors}");
    Ok(())
}

#[test]
fn reports_list_the_rules_on_request() -> Tested {
    let short = tool_with(&["check", "-", "--format", "json"], VALID)?.1;
    assert!(short.len() < 1500 && !short.contains("\"rules\""), "{short}");
    let long = tool_with(&["check", "-", "--format", "json", "--list-rules"], VALID)?.1;
    let report: Value = serde_json::from_str(&long)?;
    let rules =
        ["evaluated", "notApplicable", "notEvaluated"].map(|name| report["rules"][name].as_array().map(Vec::len));
    assert_eq!(rules.into_iter().flatten().sum::<usize>(), tongbiao::catalogue::rules().count());
    let checked = support::ran(support::command(&["check", "-", "--kind", "findings"]), long.as_bytes())?;
    assert_eq!(checked.0, Some(0), "{checked:?}");
    Ok(())
}
