//! The output of a check: values, reports, languages, colours.

use super::{
    DOUBTFUL, VALID, WRONG, ran,
    support::{Tested, command, folder, read},
    tool, tool_with,
};
use std::fs;

/// A programme is published: its values are shown. An application that states the wrong kind is not.
#[test]
fn values_of_programmes_are_shown() -> Tested {
    let valid = read("cases/programmes/remainder-after-insurers.json")?;
    let wrong = valid.replace("\"kind\": \"programme\",", "\"kind\": \"programme\", \"titel\": \"x\",");
    let run = tool_with(&["check", "-"], &wrong)?;
    assert!(run.out.contains("\"titel\": \"x\"") && !run.out.contains("•••"), "{run:?}");
    let application = read("cases/a-heart-surgery/application.json")?;
    for wrong in [application.replacen("\"application\"", "\"programme\"", 1), wrong.replace("titel", "姓名")] {
        let run = tool_with(&["check", "-"], &wrong)?;
        assert!(run.code == Some(1) && run.out.contains("•••"), "{run:?}");
    }
    Ok(())
}

#[test]
fn reports_are_documents_of_the_standard() -> Tested {
    let folder = folder("reports")?;
    for (name, text) in
        [("a.json", WRONG), ("b.json", VALID), ("c.json", "{"), ("d.json", DOUBTFUL), ("e.json", "\u{feff}")]
    {
        fs::write(folder.join(name), text)?;
    }
    let path = folder.display().to_string();
    let one = tool(&["check", &folder.join("a.json").display().to_string(), "--format", "json"])?;
    assert_eq!(one.code, Some(1));
    let report: serde_json::Value = serde_json::from_str(&one.out)?;
    let at = |pointer| report.pointer(pointer).and_then(serde_json::Value::as_str).unwrap_or_default();
    assert_eq!(at("/findings/0/code"), "receipt.capitals-mismatch");
    assert!(at("/input/name").ends_with("a.json") && at("/input/digest").starts_with("sha256:"), "{}", one.out);
    assert_eq!(
        [at("/input/detectedKind"), at("/input/detectedStandard"), at("/verdict")],
        ["receipt", "1.0", "rejected"]
    );
    assert_eq!(report.pointer("/input/sizeBytes").and_then(serde_json::Value::as_u64), Some(WRONG.len() as u64));
    assert_eq!(tool_with(&["check", "-", "--kind", "findings", "--fail-on", "info"], &one.out)?.code, Some(0));

    for format in ["json", "ndjson"] {
        let many = tool(&["check", &path, "--format", format, "--show-values"])?;
        assert_eq!((many.code, many.out.lines().count()), (Some(3), 5), "{}", many.out);
        let checked = tool_with(&["check", "-", "--ndjson", "--kind", "findings", "--fail-on", "info"], &many.out)?;
        assert_eq!(checked.code, Some(0), "{}", checked.out);
        assert!(checked.out.contains("5 documents: 5 accepted"), "{}", checked.out);
    }
    let single = tool_with(&["check", "-", "--format", "ndjson"], VALID)?;
    assert_eq!(single.out.lines().count(), 1);
    Ok(())
}

/// Texts in which a value is wrong, is next to an error, or breaks the syntax.
#[test]
fn values_are_never_printed_unless_asked_for() -> Tested {
    const MARKER: &str = "李明Zhang410000202103150311";
    let texts = [
        VALID.replace("3200.00", MARKER),
        VALID.replace("legacy\",\n", &format!("{MARKER}\",\n")),
        VALID.replace("\"totalAmount\":", &format!("\"{MARKER}\":1,\"totalAmount\":")),
        VALID.replace("\"totalAmount\":", &format!("\"{MARKER}\":1,\"{MARKER}\":2,\"totalAmount\":")),
        VALID.replace("\"totalAmount\":", &format!("\"extensions\":{{\"{MARKER}\":\"{MARKER}\"}},\"totalAmount\":")),
        VALID.replace("\"totalAmount\":", &format!("\"payerName\":\"{MARKER}\", \"wrong\": 1, \"totalAmount\":")),
        WRONG.replace("\"totalAmount\":", &format!("\"payerName\":\"{MARKER}\", \"totalAmount\":")),
        format!("{{\"kind\":\"{MARKER}\"}}"),
        format!("{{\"kind\":\"receipt\",\"standard\":\"{MARKER}\"}}"),
        format!("{{\"kind\":\"receipt\" \"name\":\"{MARKER}\"}}"),
        format!("姓名: {MARKER}"),
        format!("{{\"name\":\"{MARKER}"),
        format!("{{\"name\":\"\n{MARKER}\"}}"),
        format!("{{\"name\":\"{MARKER}\\x\"}}"),
        format!("\u{feff}\"{MARKER}\""),
        format!("[\"{MARKER}\"]"),
    ];
    for text in &texts {
        for options in [&["--lang", "both"][..], &["--format", "json"], &["--ndjson"], &["--kind", "diagnosis"]] {
            let run = tool_with(&[&["check", "-"][..], options].concat(), text)?;
            for part in ["李明", "Zhang", "410000"] {
                assert!(!run.out.contains(part) && !run.err.contains(part), "{text} {options:?}: {run:?}");
            }
        }
    }
    let shown = texts.iter().take(7).map(|text| tool_with(&["check", "-", "--show-values"], text));
    for (run, text) in shown.zip(&texts) {
        assert!(run?.out.contains(MARKER), "{text}");
    }
    Ok(())
}

#[test]
fn the_language_is_chosen() -> Tested {
    for (locale, options, expected) in [
        ("zh_CN.UTF-8", &[][..], "1 份文件：1 份接受\n"),
        ("C", &[], "1 document: 1 accepted\n"),
        ("zh_CN.UTF-8", &["--lang", "en"], "1 document: 1 accepted\n"),
        ("C", &["--lang", "both"], "1 份文件：1 份接受\n1 document: 1 accepted\n"),
    ] {
        let mut command = command(&[&["check", "-"][..], options].concat());
        command.env("LC_ALL", locale);
        assert_eq!(ran(command, VALID.as_bytes())?.out, expected, "{locale} {options:?}");
    }
    Ok(())
}

#[test]
fn colours_are_for_terminals() -> Tested {
    for (options, coloured) in [(&[][..], false), (&["--color", "always"], true), (&["--color", "never"], false)] {
        let run = tool_with(&[&["check", "-"][..], options].concat(), WRONG)?;
        assert_eq!(run.out.contains('\u{1b}'), coloured, "{options:?}");
    }
    let report = tool_with(&["check", "-", "--format", "json", "--color", "always"], WRONG)?;
    assert!(!report.out.contains('\u{1b}'));
    Ok(())
}
