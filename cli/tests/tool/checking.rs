//! `tongbiao check` on documents, folders and lines: exit codes and summaries.

use super::{
    DOUBTFUL, VALID, WRONG,
    support::{Tested, command, folder, read},
    tool, tool_with,
};
use std::{fs, io::Write, process::Stdio};

fn deep(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

/// A name, the text, the options, the exit code, and a part of the expected output.
type Case<'a> = (&'a str, &'a [u8], &'a [&'a str], i32, &'a str);

#[test]
fn every_kind_of_document_has_its_exit_code() -> Tested {
    let folder = folder("codes")?;
    let unknown = VALID.replace("receipt\",\"standard", "recipt\",\"standard");
    let newer = VALID.replace("1.0", "9.0");
    let twice = VALID.replace("\"totalAmount\"", "\"totalAmount\":\"1.00\",\"totalAmount\"");
    let marked = format!("\u{feff}{VALID}");
    let cases: &[Case<'_>] = &[
        ("valid", VALID.as_bytes(), &[], 0, "1 accepted"),
        ("valid as asked", VALID.as_bytes(), &["--kind", "receipt"], 0, "1 accepted"),
        ("another kind", VALID.as_bytes(), &["--kind", "diagnosis"], 1, "[document.kind-other]"),
        ("warning", DOUBTFUL.as_bytes(), &[], 0, "warning[receipt.capitals-unreadable]"),
        ("warning fails", DOUBTFUL.as_bytes(), &["--fail-on", "warning"], 1, "1 accepted"),
        ("error", WRONG.as_bytes(), &[], 1, "error[receipt.capitals-mismatch]"),
        ("error never fails", WRONG.as_bytes(), &["--fail-on", "never"], 0, "1 rejected"),
        ("empty", b"", &[], 3, "[json.empty]"),
        ("space", b" \n ", &[], 3, "[json.empty]"),
        ("not JSON", b"<xml/>", &["--fail-on", "never"], 3, "[json.syntax]"),
        ("not UTF-8", b"{\"kind\":\"\xff\xfe\"}", &[], 3, "[json.not-utf8]"),
        ("mark", marked.as_bytes(), &[], 3, "[json.byte-order-mark]"),
        ("member twice", twice.as_bytes(), &[], 1, "[structure.duplicate-member]"),
        ("number out of range", b"{\"kind\":\"receipt\",\"x\":1e999}", &[], 3, "[json.syntax]"),
        ("unknown kind", unknown.as_bytes(), &[], 3, "did you mean `receipt`?"),
        ("unknown standard", newer.as_bytes(), &[], 3, "[document.standard-unknown]"),
        ("no kind", b"{}", &[], 3, "[document.kind-missing]"),
        ("a list", b"[]", &[], 3, "[document.not-an-object]"),
    ];
    for (name, bytes, options, code, expected) in cases {
        let path = folder.join("case.json");
        fs::write(&path, bytes)?;
        let path = path.display().to_string();
        let run = tool(&[&["check", &path][..], options].concat())?;
        assert_eq!(run.code, Some(*code), "{name}: {run:?}");
        assert!(run.out.contains(expected), "{name}: {run:?}");
        assert!(run.err.is_empty(), "{name}: {run:?}");
    }
    Ok(())
}

#[test]
fn hostile_documents_are_refused() -> Tested {
    let folder = folder("hostile")?;
    let long = format!("{{\"kind\":\"receipt\",\"note\":\"{}\"}}", "x".repeat(50_000_000));
    for (name, text, code) in [
        ("deep lists", deep(10_000), "[json.too-deep]"),
        ("deep objects", "{\"a\":".repeat(10_000), "[json.too-deep]"),
        ("long string", long.clone(), "[json.too-large]"),
        ("many values", format!("[{}0]", "0,".repeat(1_100_000)), "[json.too-large]"),
    ] {
        let run = tool_with(&["check", "-"], &text)?;
        assert_eq!(run.code, Some(3), "{name}: {:.400}", run.out);
        assert!(run.out.contains(code) && run.out.len() < 2000, "{name}: {:.400}", run.out);
    }
    // Of the file only the size is read. The same size is then tested as one line of several.
    let large = folder.join("large.json");
    fs::File::create(&large)?.set_len(17 * 1024 * 1024)?;
    fs::write(folder.join("lines.ndjson"), format!("{long}\n{}\n", VALID.replace('\n', "")))?;
    let path = folder.display().to_string();
    let run = tool(&["check", &path])?;
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.out.contains("large.json: fatal[json.too-large]"), "{run:?}");
    assert!(run.out.contains("lines.ndjson:1: fatal[json.too-large]"), "{run:?}");
    assert!(run.out.contains("3 documents: 1 accepted, 2 not determined"), "{run:?}");
    Ok(())
}

#[test]
fn folders_are_walked() -> Tested {
    let folder = folder("walk")?;
    for below in ["b", ".hidden", "empty.json"] {
        fs::create_dir(folder.join(below))?;
    }
    for (name, text) in [
        ("c.json", WRONG),
        ("b/a.JSON", DOUBTFUL),
        ("a.ndjson", &VALID.replace('\n', "")),
        ("findings.json", "[\"receipt.payers-total\"]"),
        ("expected.json", "{\"/totalAmount\": []}"),
        ("log.jsonl", "{\"level\":\"info\"}\n{\"level\":\"info\"}\n"),
        ("notes.txt", "not JSON"),
        (".hidden/x.json", "not JSON"),
        (".x.json", "not JSON"),
    ] {
        fs::write(folder.join(name), text)?;
    }
    let path = folder.display().to_string();
    let run = tool(&["check", &path])?;
    assert_eq!(run.code, Some(1), "{run:?}");
    let summary = "3 documents: 2 accepted, 1 rejected; 1 error, 1 warning; 3 files without `kind` skipped, 3 other entries skipped\n";
    assert!(run.out.ends_with(summary), "{run:?}");
    assert!(run.out.find("a.JSON:") < run.out.find("c.json:"), "not in order: {run:?}");
    // The same file is checked if it is named. The option for a kind does not change which files are skipped.
    assert_eq!(tool(&["check", &folder.join("findings.json").display().to_string()])?.code, Some(3));
    assert!(tool(&["check", &path, "--kind", "receipt"])?.out.ends_with(summary));
    assert!(!tool(&["check", &path, "--quiet"])?.out.contains("documents"));
    let listed = tool(&["check", &path, "--list-skipped"])?;
    assert!(listed.out.ends_with(summary) && listed.err.lines().count() == 6, "{listed:?}");
    for reason in [
        "findings.json: skipped (no `kind`: not a document of the standard)",
        "notes.txt: skipped (not named .json, .ndjson or .jsonl)",
        ".hidden: skipped (hidden)",
    ] {
        assert!(listed.err.contains(reason), "{reason}: {listed:?}");
    }
    let empty = tool(&["check", &folder.join("empty.json").display().to_string()])?;
    assert_eq!(empty.code, Some(3), "{empty:?}");
    assert!(empty.err.contains("empty.json: the folder contains no document"), "{empty:?}");
    Ok(())
}

/// What looks like a document is never skipped.
#[test]
fn documents_with_a_wrong_kind_are_not_skipped() -> Tested {
    let folder = folder("wrong-kind")?;
    for (name, text, expected) in [
        ("standard.json", VALID.replace("\"kind\":\"receipt\",", ""), "[document.kind-missing]"),
        ("member.json", VALID.replace("\"kind\"", "\"knid\"").replace("\"standard\":\"1.0\",", ""), "rename to `kind`"),
        ("value.json", VALID.replace("\"receipt\"", "\"invoice\""), "[document.kind-unknown]"),
        ("list.json", format!("[{VALID}]"), "[document.not-an-object]"),
        ("lines.ndjson", VALID.replace('\n', "").replace("\"kind\":\"receipt\",", ""), "[document.kind-missing]"),
    ] {
        fs::write(folder.join(name), text)?;
        let run = tool(&["check", &folder.display().to_string()])?;
        assert!(run.code == Some(3) && run.out.contains(expected), "{name}: {run:?}");
        assert!(run.out.contains("1 not determined") && !run.out.contains("skipped"), "{name}: {run:?}");
        fs::remove_file(folder.join(name))?;
    }
    // A programme that cannot be read is reported, not left out of the answer.
    let programmes = folder.join("programmes");
    fs::create_dir(&programmes)?;
    let valid = read("cases/programmes/remainder-after-insurers.json")?;
    fs::write(programmes.join("a.json"), &valid)?;
    for (text, expected) in [
        (
            valid.replace("\"kind\": \"programme\"", "\"kind\": \"program\""),
            "b.json: not readable, or of an unknown kind",
        ),
        (valid.chars().take(100).collect(), "b.json: not readable, or of an unknown kind"),
        ("{}".to_owned(), ""),
    ] {
        fs::write(programmes.join("b.json"), text)?;
        let run = tool(&["lint", &programmes.display().to_string()])?;
        assert!(run.err.contains(expected) && (run.code == Some(3)) != expected.is_empty(), "{expected}: {run:?}");
    }
    Ok(())
}

#[test]
fn what_cannot_be_read_does_not_stop_the_others() -> Tested {
    let folder = folder("missing")?;
    let (valid, missing) = (folder.join("valid.json"), folder.join("missing.json"));
    fs::write(&valid, WRONG)?;
    let (valid, missing) = (valid.display().to_string(), missing.display().to_string());
    let run = tool(&["check", &missing, &valid])?;
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.err.contains("missing.json: file not found; check the path"), "{run:?}");
    assert!(run.out.contains("1 rejected") && run.out.contains("1 path could not be read"), "{run:?}");
    let chinese = tool(&["check", &missing, "--lang", "zh"])?;
    assert!(chinese.err.contains("文件不存在"), "{chinese:?}");
    Ok(())
}

#[test]
fn lines_are_documents() -> Tested {
    let (valid, wrong) = (VALID.replace('\n', ""), WRONG.replace('\n', ""));
    let text = format!("{valid}\r\n\n{{\"kind\":\n{wrong}");
    let run = tool_with(&["check", "-", "--ndjson"], &text)?;
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.out.contains("<stdin>:3:9: fatal[json.syntax]"), "{run:?}");
    assert!(run.out.contains("<stdin>:4:") && run.out.contains("3 documents: 1 accepted, 1 rejected"), "{run:?}");
    let one = tool_with(&["check", "-"], &text)?;
    assert_eq!(one.code, Some(3), "{one:?}");
    assert!(one.out.contains("[json.syntax]") && one.out.contains("1 document:"), "{one:?}");
    assert_eq!(tool_with(&["check", "-", "--ndjson"], "\n")?.code, Some(3));
    assert_eq!(tool_with(&["check", "-"], VALID)?.code, Some(0));
    assert_eq!(tool_with(&["check", "-", "-"], VALID)?.code, Some(2));
    Ok(())
}

#[test]
fn the_same_receipt_in_two_files_is_found() -> Tested {
    let folder = folder("twice")?;
    for name in ["a.json", "b.json"] {
        fs::write(folder.join(name), VALID)?;
    }
    let run = tool(&["check", &folder.display().to_string(), "--fail-on", "warning"])?;
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("b.json:2:14: warning[receipt.duplicate-across-files]"), "{run:?}");
    assert!(run.out.contains("a.json\n"), "{run:?}");
    let alone = tool(&["check", &folder.display().to_string(), "--fail-on", "warning", "--each-alone"])?;
    let summary = "2 documents: 2 accepted; receipts and revisions not compared across documents\n";
    assert!(alone.code == Some(0) && alone.out == summary, "{alone:?}");
    Ok(())
}

/// The receipt of an application may also be a document of its own. Their content decides, not the names of their files.
#[test]
fn a_receipt_and_the_application_that_contains_it_are_no_duplicate() -> Tested {
    let folder = folder("own-document")?;
    let receipt = include_str!("../../../cases/a-heart-surgery/receipt.json");
    let application = include_str!("../../../cases/a-heart-surgery/application.json");
    let differing = receipt.replacen("47000.00", "47000.01", 1);
    let found = |files: &[(&str, &str)]| -> Result<Vec<String>, Box<dyn std::error::Error>> {
        for entry in fs::read_dir(&folder)? {
            fs::remove_file(entry?.path())?;
        }
        for (name, text) in files {
            fs::write(folder.join(name), text)?;
        }
        let (_, out, _) = {
            let run = tool(&["check", &folder.display().to_string(), "--format", "one-line", "--fail-on", "never"])?;
            (run.code, run.out, run.err)
        };
        let is_duplicate = |line: &&str| line.contains("duplicate-across-files");
        let name = |line: &str| line.rsplit('/').next()?.split(':').next().map(str::to_owned);
        Ok(out.lines().filter(is_duplicate).filter_map(name).collect())
    };
    for (files, expected) in [
        // In both orders, and with other spaces and another order of members.
        (vec![("a.json", application), ("b.json", receipt)], vec![]),
        (vec![("a.json", receipt), ("b.json", application)], vec![]),
        // A difference is reported.
        (vec![("a.json", application), ("b.json", &differing)], vec!["b.json"]),
        (vec![("a.json", &differing), ("b.json", application)], vec!["b.json"]),
        // Two applications, or two documents of the receipt, are two submissions.
        (vec![("a.json", receipt), ("b.json", application), ("c.json", application)], vec!["c.json"]),
        (vec![("a.json", application), ("b.json", receipt), ("c.json", receipt)], vec!["c.json"]),
    ] {
        assert_eq!(found(&files)?, expected, "{:?}", files.iter().map(|(name, _)| name).collect::<Vec<_>>());
    }
    Ok(())
}

#[test]
fn a_receipt_under_another_number_in_two_files_is_found() -> Tested {
    let folder = folder("again")?;
    let receipt = include_str!("../../../cases/a-heart-surgery/receipt.json");
    fs::write(folder.join("a.json"), receipt)?;
    fs::write(folder.join("b.json"), receipt.replace("0000000001", "0000000999"))?;
    fs::write(folder.join("c.json"), receipt.replace("0000000001", "0000000999").replace("47000.00", "46999.99"))?;
    let run = tool(&["check", &folder.display().to_string(), "--fail-on", "never"])?;
    let found = |name: &str| {
        let line = |line: &&str| line.contains(name) && line.contains("receipt.possible-duplicate-across-files");
        run.out.lines().filter(line).count()
    };
    assert_eq!((found("a.json:"), found("b.json:"), found("c.json:")), (0, 1, 0), "{run:?}");
    assert!(run.out.contains("Same settlement number"), "{run:?}");
    Ok(())
}

#[test]
fn a_reader_may_leave() -> Tested {
    for arguments in [&["check", "-", "--ndjson"][..], &["codes"], &["schema", "application"], &["completions", "zsh"]]
    {
        let mut child = command(arguments).stdin(Stdio::piped()).spawn()?;
        drop(child.stdout.take());
        if let Some(mut stdin) = child.stdin.take() {
            let _ = stdin.write_all(format!("{}\n", WRONG.replace('\n', "")).repeat(2000).as_bytes());
        }
        let output = child.wait_with_output()?;
        let code = output.status.code();
        assert!(code == Some(0) || code == Some(1) && arguments.contains(&"check"), "{arguments:?}: {code:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() -> Tested {
    let full = fs::File::options().write(true).open("/dev/full")?;
    let output = command(&["codes"]).stdout(full).output()?;
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr)?.contains("the output cannot be written"));
    Ok(())
}

#[test]
fn findings_are_bounded() -> Tested {
    let name = |n: u8| format!("{}{}", char::from(b'A' + n / 20), char::from(b'A' + n % 20));
    let members: Vec<_> = (0..=255).map(|n| format!("\"{}\":1", name(n))).collect();
    let text = format!("{{\"kind\":\"receipt\",\"standard\":\"1.0\",{}}}", members.join(","));
    for (options, listed) in [(&[][..], 200), (&["--max-findings", "3"], 3), (&["--max-findings", "0"], 0)] {
        let run = tool_with(&[&["check", "-"][..], options].concat(), &text)?;
        assert_eq!(run.out.matches(": error[").count(), listed, "{options:?}");
        // Three required members are missing too.
        assert!(run.out.contains(&format!("{} more findings not listed", 259 - listed)), "{options:?}: {}", run.out);
        assert!(run.out.contains("259 errors"), "{options:?}");
    }
    assert_eq!(tool_with(&["check", "-", "--max-findings", "100001"], VALID)?.code, Some(2));
    Ok(())
}
