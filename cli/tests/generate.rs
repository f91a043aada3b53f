//! `tongbiao generate`: the documents and the labels that the tool writes.

use crate::support::{Tested, command, file, folder, path, tool};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// A finding: the number of the document, the code and the place.
type Place = (u64, String, String);

#[test]
fn the_same_seed_gives_the_same_documents() -> Tested {
    let twenty = tool(&["generate", "-q", "--seed", "7", "--count", "20"])?;
    assert_eq!((twenty.0, twenty.1.lines().count(), twenty.2.as_str()), (Some(0), 20, ""));
    assert_eq!(tool(&["generate", "-q", "--seed", "7", "--count", "20"])?.1, twenty.1);
    let five = tool(&["generate", "-q", "--seed", "7", "--count", "5"])?.1;
    assert!(twenty.1.starts_with(&five) && five.lines().count() == 5);
    assert_ne!(tool(&["generate", "--seed", "8", "--count", "5"])?.1, five);
    assert_eq!(tool(&["generate", "--count", "0"])?, (Some(0), String::new(), String::new()));
    Ok(())
}

/// Also not across documents: the numbers of receipts of a run are different.
#[test]
fn documents_of_a_run_have_no_findings() -> Tested {
    for kind in ["application", "receipt", "diagnosis", "programme", "plan", "adjudication", "joint-adjudication"] {
        let out = path(&format!("{kind}.ndjson"))?;
        // Outcomes take longer: each is computed from a case.
        let count = if kind.contains("adjudication") { "20" } else { "150" };
        let run = tool(&["generate", "-q", "--kind", kind, "--count", count, "--out", &out])?;
        assert_eq!(run, (Some(0), String::new(), String::new()));
        let checked = tool(&["check", &out, "--fail-on", "info"])?;
        assert!(
            checked.0 == Some(0) && checked.1.contains(&format!("{count} documents: {count} accepted")),
            "{kind}: {checked:?}"
        );
    }
    Ok(())
}

#[test]
fn the_labels_are_the_findings_of_check() -> Tested {
    let (out, labels) = (path("defects.ndjson")?, path("labels.ndjson")?);
    let defects = ["--defects", "all:0.5", "--defects", "receipt.payers-total:0.1"];
    let run =
        tool(&[&["generate", "-q", "--count", "300", "--out", &out, "--labels", &labels], &defects[..]].concat())?;
    assert_eq!(run.0, Some(0), "{run:?}");
    let mut planted = BTreeSet::<Place>::new();
    let mut codes = BTreeMap::<String, u64>::new();
    for line in fs::read_to_string(&labels)?.lines() {
        assert!(line.starts_with("{\"document\":"), "{line}");
        let label: Value = serde_json::from_str(line)?;
        let text = |name: &str| label[name].as_str().unwrap_or_default().to_owned();
        *codes.entry(text("code")).or_default() += 1;
        planted.insert((label["document"].as_u64().unwrap_or_default(), text("code"), text("pointer")));
    }
    assert!(codes.len() > 70 && codes["receipt.payers-total"] > 15, "{codes:?}");
    let mut found = BTreeSet::<Place>::new();
    for line in tool(&["check", &out, "--format", "jsonl"])?.1.lines() {
        let report: Value = serde_json::from_str(line)?;
        let Some(number) = report["input"]["line"].as_u64() else { continue };
        for finding in report["findings"].as_array().into_iter().flatten() {
            let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
            found.insert((number, text("code"), text("pointer")));
        }
    }
    assert_eq!(planted, found);
    Ok(())
}

#[test]
fn a_folder_gets_one_file_for_each_document() -> Tested {
    let below = folder("documents")?.join("a/b");
    let out = below.display().to_string();
    let labels = path("folder.ndjson")?;
    let run =
        tool(&["generate", "-q", "--count", "30", "--defects", "json.empty:0.5", "--labels", &labels, "--out", &out])?;
    assert_eq!(run, (Some(0), String::new(), String::new()));
    let mut names =
        fs::read_dir(&below)?.map(|entry| Ok(entry?.file_name())).collect::<Result<Vec<_>, std::io::Error>>()?;
    names.sort();
    assert_eq!((names.len(), names.first().and_then(|name| name.to_str())), (30, Some("application-00000001.json")));
    let empty = |name: &&std::ffi::OsString| fs::metadata(below.join(name)).is_ok_and(|found| found.len() == 0);
    let planted = fs::read_to_string(&labels)?;
    assert_eq!(planted.lines().count(), names.iter().filter(empty).count());
    assert!((5..25).contains(&planted.lines().count()), "{planted}");
    let text = fs::read_to_string(below.join("application-00000002.json"))?;
    assert!(text.is_empty() || text.starts_with("{\n  \"kind\": \"application\",\n"), "{text:.100}");
    Ok(())
}

#[test]
fn wrong_arguments_are_refused() -> Tested {
    let same = path("same.ndjson")?;
    for (arguments, expected) in [
        (&["--defects", "receipt.payers-totl:0.1"][..], "did you mean `receipt.payers-total`?"),
        (&["--defects", "receipt.payers-total:1.01"], "the rate must be from 0 to 1"),
        (&["--defects", "receipt.payers-total:-0.1"], "the rate must be from 0 to 1"),
        (&["--defects", "receipt.payers-total"], "must be CODE:RATE"),
        (&["--defects", "json.empty:0.1"], "state a folder by --out"),
        (&["--defects", "receipt.duplicate-across-files:0.1"], "needs two documents"),
        (&["--defects", "consent.missing:0.1", "--kind", "receipt"], "use --kind application"),
        (&["--defects", "all:0.6", "--defects", "json.syntax:0.5"], "must not exceed 1 in total"),
        (&["--labels", &same, "--out", &same], "must be different files"),
        (&["--kind", "findings"], "invalid value"),
        (&["--seed", "-1"], "unexpected argument"),
    ] {
        let (code, out, err) = tool(&[&["generate", "--count", "1"], arguments].concat())?;
        assert!(code == Some(2) && out.is_empty() && err.contains(expected), "{arguments:?}: {err}");
    }
    let chinese = tool(&["generate", "--defects", "receipt.payers-totl:0.1", "--lang", "zh"])?.2;
    assert!(chinese.contains("是否应为 `receipt.payers-total`？") && !chinese.contains("did you mean"), "{chinese}");
    let blocked = file("file", "")?;
    let (code, _, err) = tool(&["generate", "--count", "1", "--out", &format!("{blocked}/a.ndjson")])?;
    assert!(code == Some(3) && err.contains("cannot be written"), "{err}");
    Ok(())
}

/// A reader that leaves ends a run of any length, without an error.
#[test]
fn a_reader_may_leave() -> Tested {
    let mut child = command(&["generate", "-q", "--count", "18446744073709551615"]).spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    Ok(())
}
