//! The built program on files: exit codes and output.

mod support;

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};
use support::{Tested, command, folder};
use tongbiao_testkit::words;

const VALID: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345678"},"totalAmount":"3200.00"}"#;
/// The amount in capitals differs from the amount in figures.
const WRONG: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345679"},"totalAmount":"3200.00","totalInCapitals":"叁仟贰佰壹拾元整"}"#;
/// The amount in capitals is not an amount.
const DOUBTFUL: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345670"},"totalAmount":"3200.00","totalInCapitals":"三千二百元整"}"#;

/// The result of a run of the tool.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn ran(command: Command, input: &[u8]) -> support::Result<Ran> {
    let (code, out, err) = support::ran(command, input)?;
    Ok(Ran { code, out, err })
}

fn tool(arguments: &[&str]) -> support::Result<Ran> {
    ran(command(arguments), b"")
}

fn tool_with(arguments: &[&str], input: impl AsRef<[u8]>) -> support::Result<Ran> {
    ran(command(arguments), input.as_ref())
}

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
        ("error never fails", WRONG.as_bytes(), &["--fail-on", "error"], 0, "1 rejected"),
        ("empty", b"", &[], 3, "[json.empty]"),
        ("space", b" \n ", &[], 3, "[json.empty]"),
        ("not JSON", b"<xml/>", &["--fail-on", "error"], 3, "[json.syntax]"),
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
    let valid = support::read("cases/programmes/remainder-after-insurers.json")?;
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

/// A receipt with three values that are not in the spelling of the standard, and one that is wrong.
const MISSPELT: &str = "{\"kind\":\"Receipt\",  \"standard\":\"1.0\",\"receiptKind\":\"legacy\",
    \"number\":{\"form\":\"legacy\",\"number\":\"00012345679 \"},\t\"totalAmount\":3200,
    \"payerName\":\"\\u7ae5\",\"issuedOn\":\"05/06/2024\"}\n";

fn respelt() -> String {
    MISSPELT.replace("Receipt\"", "receipt\"").replace("5679 ", "5679").replace(":3200,", ":\"3200.00\",")
}

#[test]
fn certain_values_are_fixed_in_a_copy() -> Tested {
    let folder = folder("fix")?;
    let (from, to) = (folder.join("from"), folder.join("to"));
    fs::create_dir_all(from.join("b"))?;
    let lines = |text: &str| format!("{}\r\n\n{}", text.trim().replace('\n', ""), VALID.replace('\n', ""));
    for (name, text) in [
        ("a.json", VALID.to_owned()),
        ("b/c.json", MISSPELT.to_owned()),
        ("d.ndjson", lines(MISSPELT)),
        ("e.json", "{}".into()),
    ] {
        fs::write(from.join(name), text)?;
    }
    let (from_name, to_name) = (from.display().to_string(), to.display().to_string());
    let before = tool(&["check", &from_name])?;
    assert!(before.out.contains("did you mean `receipt`?"), "{before:?}");
    let run = tool(&["check", &from_name, "--fix", "-o", &to_name])?;
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("4 documents: 2 accepted, 2 rejected; 2 errors"), "{run:?}");
    assert!(run.out.contains("6 values fixed, 2 documents with fixes; 1 file without `kind` skipped"), "{run:?}");
    assert!(run.out.contains("to/b/c.json:1:9: fixed[document.kind-unknown] /kind -> receipt\n"), "{run:?}");
    // Values of private members are fixed, but not shown.
    assert!(run.out.contains("to/d.ndjson:1:131: fixed[structure.type] /totalAmount\n"), "{run:?}");
    assert!(!run.out.contains("3200") && !run.out.contains("12345679"), "{run:?}");
    for (name, text) in [("a.json", VALID.to_owned()), ("b/c.json", respelt()), ("d.ndjson", lines(&respelt()))] {
        assert_eq!(fs::read_to_string(to.join(name))?, text, "{name}");
    }
    assert!(!to.join("e.json").exists());
    assert_eq!(fs::read_to_string(from.join("b/c.json"))?, MISSPELT);
    // A fixed copy is not changed again, and no temporary file remains.
    let again = tool(&["check", &to_name, "--fix", "-o", &folder.join("again").display().to_string()])?;
    assert!(again.code == Some(1) && !again.out.contains("fixed") && again.out.contains("2 errors"), "{again:?}");
    assert_eq!(fs::read_to_string(folder.join("again/b/c.json"))?, respelt());
    assert_eq!(fs::read_dir(&to)?.count(), 3);
    let shown = tool(&["check", &from_name, "--fix", "-o", &to_name, "--show-values"])?;
    assert!(shown.out.contains("] /totalAmount -> 3200.00\n"), "{shown:?}");
    let json = tool(&["check", &from_name, "--fix", "-o", &to_name, "--format", "ndjson"])?;
    assert!(json.out.lines().count() == 4 && json.err.contains("6 values fixed, 2 documents with fixes"), "{json:?}");
    Ok(())
}

#[test]
fn inputs_are_replaced_only_if_requested() -> Tested {
    let folder = folder("in-place")?;
    let (file, other) = (folder.join("a.json"), folder.join("b.ndjson"));
    fs::write(&file, MISSPELT)?;
    fs::write(&other, VALID.replace('\n', ""))?;
    let (name, below) = (file.display().to_string(), folder.join("to").display().to_string());
    let all = folder.display().to_string();
    for (arguments, code) in [
        (&["check", &name, "--fix"][..], 2),
        (&["check", &name, "--in-place"], 2),
        (&["check", &name, "-o", &below], 2),
        (&["check", &name, "--fix", "--in-place", "-o", &below], 2),
        (&["check", "-", "--fix", "-o", &below], 2),
        (&["check", &all, "--fix", "-o", &below], 2),
        (&["check", &all, "--fix", "-o", &all], 2),
        // The copy would be the file itself.
        (&["check", &name, "--fix", "-o", &all], 3),
    ] {
        let run = tool(arguments)?;
        assert!(run.code == Some(code) && !run.err.is_empty(), "{arguments:?}: {run:?}");
        assert_eq!(fs::read_to_string(&file)?, MISSPELT, "{arguments:?}");
    }
    let modified = fs::metadata(&other)?.modified()?;
    let run = tool(&["check", &all, "--fix", "--in-place"])?;
    assert!(run.code == Some(1) && run.out.contains("3 values fixed, 1 document with fixes"), "{run:?}");
    assert_eq!((fs::read_to_string(&file)?, fs::metadata(&other)?.modified()?), (respelt(), modified));
    Ok(())
}

/// A programme is published: its values are shown. An application that states the wrong kind is not.
#[test]
fn values_of_programmes_are_shown() -> Tested {
    let valid = support::read("cases/programmes/remainder-after-insurers.json")?;
    let wrong = valid.replace("\"kind\": \"programme\",", "\"kind\": \"programme\", \"titel\": \"x\",");
    let run = tool_with(&["check", "-"], &wrong)?;
    assert!(run.out.contains("\"titel\": \"x\"") && !run.out.contains("•••"), "{run:?}");
    let application = support::read("cases/a-heart-surgery/application.json")?;
    for wrong in [application.replacen("\"application\"", "\"programme\"", 1), wrong.replace("titel", "姓名")] {
        let run = tool_with(&["check", "-"], &wrong)?;
        assert!(run.code == Some(1) && run.out.contains("•••"), "{run:?}");
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
    Ok(())
}

#[test]
fn a_receipt_under_another_number_in_two_files_is_found() -> Tested {
    let folder = folder("again")?;
    let receipt = include_str!("../../cases/a-heart-surgery/receipt.json");
    fs::write(folder.join("a.json"), receipt)?;
    fs::write(folder.join("b.json"), receipt.replace("0000000001", "0000000999"))?;
    fs::write(folder.join("c.json"), receipt.replace("0000000001", "0000000999").replace("47000.00", "46999.99"))?;
    let run = tool(&["check", &folder.display().to_string(), "--fail-on", "error"])?;
    let found = |name: &str| {
        let line = |line: &&str| line.contains(name) && line.contains("receipt.possible-duplicate-across-files");
        run.out.lines().filter(line).count()
    };
    assert_eq!((found("a.json:"), found("b.json:"), found("c.json:")), (0, 1, 0), "{run:?}");
    assert!(run.out.contains("settlement-number"), "{run:?}");
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

#[test]
fn codes_are_explained() -> Tested {
    let all = tool(&["codes"])?;
    assert_eq!(all.code, Some(0));
    assert!(all.out.lines().count() > 100 && all.out.contains("receipt.payers-total"), "{}", all.out);
    let one = tool(&["codes", "receipt.payers-total", "--lang", "both"])?;
    for part in ["错误 error[receipt.payers-total]", "类别", "说明", "提示", "来源", "起始版本", "1.0"] {
        assert!(one.out.contains(part), "{part}: {}", one.out);
    }
    let unknown = tool(&["codes", "receipt.payers-totl"])?;
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("did you mean `receipt.payers-total`?"), "{unknown:?}");
    let lists = tool(&["codes", "--list"])?;
    assert!(lists.code == Some(0) && lists.out.contains("VisitKind"), "{lists:?}");
    for name in ["VisitKind", "visitkind", "就诊类别", "Kind of visit"] {
        let list = tool(&["codes", "--list", name, "--lang", "both"])?;
        assert!(list.code == Some(0) && list.out.contains("普通门诊 · Outpatient visit"), "{list:?}");
    }
    let misspelt = tool(&["codes", "--list", "VisitKnd"])?;
    assert!(misspelt.code == Some(2) && misspelt.err.contains("did you mean `VisitKind`? list all"), "{misspelt:?}");
    let list: serde_json::Value = serde_json::from_str(&tool(&["codes", "--list", "Sex", "--format", "json"])?.out)?;
    assert_eq!(list.pointer("/codes/0/zh").and_then(serde_json::Value::as_str), Some("男"));
    let entry: serde_json::Value = serde_json::from_str(&tool(&["codes", "json.empty", "--format", "json"])?.out)?;
    assert_eq!(entry.get("severity").and_then(serde_json::Value::as_str), Some("fatal"));
    let catalogue: serde_json::Value = serde_json::from_str(&tool(&["codes", "--format", "json"])?.out)?;
    assert_eq!(
        catalogue.get("codes").and_then(serde_json::Value::as_array).map(Vec::len),
        Some(all.out.lines().count())
    );
    Ok(())
}

#[test]
fn schemas_are_written() -> Tested {
    let folder = folder("schemas")?;
    let below = folder.join("a/b");
    let run = tool(&["schema", "--out", &below.display().to_string(), "--base", "https://charity.example/s"])?;
    assert_eq!(run.code, Some(0), "{run:?}");
    let list = tool(&["schema"])?.out;
    for name in ["receipt.schema.json", "labels.json", "codes.json", "index.json"] {
        let text = fs::read_to_string(below.join(name))?;
        let _: serde_json::Value = serde_json::from_str(&text)?;
        assert!(run.out.contains(name), "{run:?}");
        assert!(list.contains(name) || !name.contains("schema"), "{list}");
    }
    let printed = tool(&["schema", "receipt", "--base", "https://charity.example/s"])?.out;
    assert_eq!(fs::read_to_string(below.join("receipt.schema.json"))?, printed);
    assert!(printed.contains("\"$id\": \"https://charity.example/s/receipt.schema.json\""), "{printed:.300}");
    assert!(!tool(&["schema", "receipt", "--without-id"])?.out.contains("$id"));
    assert_eq!(tool(&["schema", "--base", "nowhere"])?.code, Some(2));
    for (flavour, file) in [("draft-07", "draft-07/receipt.schema.json"), ("openapi", "openapi.json")] {
        let run = tool(&["schema", "--flavour", flavour, "--out", &folder.join("one").display().to_string()])?;
        assert!(run.code == Some(0) && folder.join("one").join(file).exists(), "{run:?}");
        assert!(!folder.join("one/receipt.schema.json").exists(), "{flavour} only");
    }
    assert!(tool(&["schema", "receipt", "--flavour", "draft-07"])?.out.contains("draft-07/receipt.schema.json"));
    assert!(tool(&["schema", "--flavour", "bundle"])?.out.contains("TongbiaoDocument"));
    assert!(tool(&["schema", "--flavour", "no-id"])?.out.contains("no-id/receipt.schema.json"));
    assert_eq!(tool(&["schema", "receipt", "--flavour", "openapi"])?.code, Some(2));
    fs::write(folder.join("file"), "")?;
    let blocked = tool(&["schema", "--out", &folder.join("file").display().to_string()])?;
    assert_eq!(blocked.code, Some(3), "{blocked:?}");
    assert!(blocked.err.contains("choose another folder"), "{blocked:?}");
    Ok(())
}

/// The tool and its commands, each with the option for help.
const HELP: &[&[&str]] = &[
    &["--help"],
    &["check", "--help"],
    &["codes", "--help"],
    &["schema", "--help"],
    &["compat", "--help"],
    &["match", "--help"],
    &["adjudicate", "--help"],
    &["explain", "--help"],
    &["verify", "--help"],
    &["diff", "--help"],
    &["lint", "--help"],
    &["completions", "--help"],
];

#[test]
fn help_is_narrow_and_has_no_refused_phrase() -> Tested {
    let refused = words::refused(&words::page());
    for arguments in HELP {
        let short: Vec<&str> = arguments.iter().map(|word| if *word == "--help" { "-h" } else { word }).collect();
        for arguments in [arguments, &short[..]] {
            let run = tool(arguments)?;
            let found = words::found(&run.out, &refused);
            assert!(run.code == Some(0) && found.is_empty(), "{arguments:?}: {found:?}: {}", run.out);
            // The usage and the labels of values are not wrapped.
            let is_free = |line: &&str| !line.starts_with("Usage:") && !line.trim_start().starts_with("- ");
            for line in run.out.lines().filter(is_free) {
                let columns: usize = line.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum();
                assert!(columns <= 80, "{arguments:?}: {columns} columns: {line}");
            }
        }
    }
    Ok(())
}

#[test]
fn help_and_usage() -> Tested {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = tool(&["completions", shell])?;
        assert!(run.code == Some(0) && run.out.contains("max-findings"), "{shell}");
    }
    for arguments in HELP {
        let run = tool(arguments)?;
        assert_eq!(run.code, Some(0), "{arguments:?}");
        assert!(run.out.contains("Examples:") && run.out.contains("中文"), "{arguments:?}: {}", run.out);
    }
    assert!(tool(&["--version"])?.out.starts_with("tongbiao "));
    for arguments in
        [&["check"][..], &["chek"], &["check", "-", "--fail-on", "x"], &["check", "-", "--kind", "x"], &["schema", "x"]]
    {
        let run = tool(arguments)?;
        assert!(run.code == Some(2) && run.out.is_empty() && run.err.contains("--help"), "{arguments:?}: {run:?}");
    }
    assert_eq!(tool(&[])?.code, Some(2));
    Ok(())
}
