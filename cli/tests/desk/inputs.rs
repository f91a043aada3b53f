//! Inputs of several forms, and inputs that cannot be used.

use super::{
    CASE_A, CASE_B, HEART, PROGRAMMES, cases, flat, mixed, run, small,
    support::{Result, Tested, command, command_in, file, folder, path, ran, read, root, tool},
};
use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value, json};
use std::{
    fs,
    io::{Cursor, Write},
};
use zip::{ZipWriter, write::SimpleFileOptions};

#[test]
fn archives_and_compressed_files_are_read_like_files() -> Tested {
    let folder = folder("packed")?;
    let names = cases()?;
    let lines = names.iter().map(|name| flat(name)).collect::<Result<Vec<_>>>()?.join("\n");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut tar = tar::Builder::new(Vec::new());
    for (number, name) in names.iter().enumerate() {
        let (name, text) = (format!("d/{number}.json"), read(name)?);
        fs::create_dir_all(folder.join("plain/d"))?;
        fs::write(folder.join("plain").join(&name), &text)?;
        zip.start_file(&*name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, &name, text.as_bytes())?;
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(lines.as_bytes())?;
    let tar = tar.into_inner()?;
    fs::write(folder.join("a.zip"), zip.finish()?.into_inner())?;
    fs::write(folder.join("a.tar.zst"), compress_to_vec(tar.as_slice(), CompressionLevel::Fastest))?;
    fs::write(folder.join("a.tar"), tar)?;
    fs::write(folder.join("a.ndjson"), &lines)?;
    fs::write(folder.join("a.ndjson.gz"), gzip.finish()?)?;
    let programmes = root().join(PROGRAMMES).display().to_string();
    let outcomes = |input: &str| -> Result<(Vec<String>, Vec<Value>)> {
        let arguments = ["adjudicate", input, &programmes, "--format", "ndjson", "--detail", "none", "--quiet"];
        let (code, out, err) = ran(command_in(&folder, &arguments), b"")?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{input}");
        let lines = out.lines().map(serde_json::from_str::<Value>).collect::<Result<Vec<_>, _>>()?;
        let name = |line: &Value| line["input"]["name"].as_str().unwrap_or_default().to_owned();
        Ok((lines.iter().map(name).collect(), lines.into_iter().map(|line| line["adjudication"].clone()).collect()))
    };
    let (names, expected) = outcomes("plain")?;
    assert!(names[0] == "plain/d/0.json" && expected.len() == 9 * 14, "{names:?}");
    for (input, first) in [
        ("plain/**/*.json", "plain/d/0.json"),
        ("a.zip", "a.zip!/d/0.json"),
        ("a.tar", "a.tar!/d/0.json"),
        ("a.tar.zst", "a.tar.zst!/d/0.json"),
        ("a.ndjson", "a.ndjson"),
        ("a.ndjson.gz", "a.ndjson.gz"),
    ] {
        let (names, found) = outcomes(input)?;
        assert!(found == expected, "{input}");
        assert_eq!(names[0], first, "{input}");
    }
    Ok(())
}

#[test]
fn an_input_that_is_no_application_is_an_entry_of_its_own() -> Tested {
    let inputs = mixed("broken")?;
    let (code, out, err) = run(&["adjudicate", "--programmes", HEART, "--format", "ndjson"], &inputs)?;
    assert_eq!(code, Some(3), "{err}");
    let lines = out.lines().map(serde_json::from_str::<Value>).collect::<Result<Vec<_>, _>>()?;
    let entry = |line: &Value| {
        let code = line["error"]["code"].as_str().map(str::to_owned);
        let findings = line["error"]["report"]["findings"].as_array().cloned().unwrap_or_default();
        let decision = line["adjudication"]["decision"].as_str().map(str::to_owned);
        (line["input"]["line"].as_u64(), decision, code, findings.first().map(|one| one["code"].clone()))
    };
    let found: Vec<_> = lines.iter().take(9).map(entry).collect();
    let text = |text: &str| Some(text.to_owned());
    let expected = [
        (Some(1), text("awarded"), None, None),
        (Some(3), text("refused"), None, None),
        (Some(4), None, text("document-invalid"), Some(json!("json.syntax"))),
        (Some(5), text("undetermined"), None, None),
        (Some(6), None, text("day-missing"), None),
        (Some(7), None, text("document-invalid"), Some(json!("document.kind-other"))),
        (Some(8), text("undetermined"), None, None),
        (None, None, text("input-unread"), None),
        (None, text("refused"), None, None),
    ];
    assert_eq!(found, expected);
    // The outcome of an application with errors states them. A report has the name and the line of its input.
    assert!(lines[3]["adjudication"]["findings"].as_array().is_some_and(|all| !all.is_empty()), "{}", lines[3]);
    assert_eq!(lines[2]["error"]["report"]["input"]["line"], json!(4));
    // A named programme is an entry. In a folder, it is skipped.
    assert_eq!(lines[9]["error"]["code"], "document-invalid");
    assert!(lines[10..].iter().all(|line| line["error"].is_null()) && lines.len() == 12, "{}", lines.len());
    assert!(err.contains("with errors, 5 inputs without outcomes: ") && err.contains("other files skipped"), "{err}");
    // The report is that of `check`, without values.
    let broken = file("only.ndjson", "{\"kind\":\n{\"kind\":\"application\",\"standard\":\"1.0\",\"x\":\"机密\"}")?;
    let (_, checked, _) = tool(&["check", &broken, "--kind", "application", "--format", "ndjson"])?;
    let (code, out, _) = tool(&["match", &broken, HEART, "--format", "ndjson"])?;
    assert!(code == Some(3) && !out.contains("机密"), "{out}");
    for (line, report) in out.lines().zip(checked.lines()) {
        assert!(line.ends_with(&format!("\"report\":{report}}}}}")), "{line}\n{report}");
    }
    assert_eq!((out.lines().count(), checked.lines().count()), (2, 2));
    Ok(())
}

#[test]
fn the_exit_code_says_what_happened() -> Tested {
    let heart = read(HEART)?;
    let overlap = file("overlap.json", &heart.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1))?;
    let twin = file("twin.json", &heart.replacen("Angel", "Angels", 1))?;
    let good = file("good.ndjson", &format!("{}\n{}\n", flat(CASE_A)?, flat(CASE_A)?))?;
    let wrong = flat(CASE_A)?.replace(r#""totalAmount": "47000.00""#, r#""totalAmount": "47001.00""#);
    let wrong = file("wrong.ndjson", &wrong)?;
    let mut undated = small("undated");
    undated.as_object_mut().ok_or("object")?.remove("submittedOn");
    let undated = file("undated.ndjson", &undated.to_string())?;
    let broken = file("cut-off.ndjson", "{")?;
    let empty = folder("empty")?.display().to_string();
    let none = path("absent.ndjson")?;
    for (arguments, expected, said, prints) in [
        (vec![&*good, HEART], 0, "2 applications: 2 awarded; awards: 20000.00 yuan", true),
        (
            vec![&good, HEART, "--as-of", "1999-01-01"],
            0,
            "2 applications: 2 no amount payable; awards: 0.00 yuan",
            true,
        ),
        (vec![&wrong, HEART], 1, "1 application, 1 with errors: 1 ", true),
        (vec![&undated, HEART], 1, "1 application, 1 input without outcomes", true),
        (vec![&undated, HEART, "--as-of", "2025-06-01"], 0, "1 application: 1 ", true),
        (vec![&good, &overlap], 1, "programme.brackets-overlap", true),
        (vec![&good, HEART, &overlap], 1, "programme.brackets-overlap", true),
        (vec![&good, HEART, &twin], 1, "two different files state cn.redcross.angel-sunshine@2", true),
        (vec![&good, HEART, "none.json"], 3, "none.json", true),
        (vec![&broken, HEART], 3, "0 applications, 1 input without outcomes", true),
        (vec![&none, HEART], 3, "absent.ndjson: file not found", true),
        (vec![&empty, HEART], 3, "no application was found", true),
        (vec![&good, "cases/a-heart-surgery"], 2, "no programme", false),
        (vec![&good, HEART, "--earlier", HEART], 3, "kind `adjudication`", false),
        (vec![&good, HEART, "--plan", HEART], 2, "--plan for several applications has no formats csv and html", false),
        (vec![&good, "-", "-", "--programmes", HEART], 2, "only once", false),
        (vec![&good, HEART, "--out", &good], 2, "--out must not be an application", false),
        (vec![&good, HEART, "--out", "no/such/folder/x.csv"], 3, "cannot be written", false),
        (vec![&good], 2, "PROGRAMME", false),
    ] {
        for of in ["adjudicate", "match"] {
            let (code, out, err) = tool(&[&[of, "--format", "csv"][..], &arguments].concat())?;
            assert_eq!(code, Some(expected), "{of} {arguments:?}: {err}");
            assert!(err.contains(said), "{of} {arguments:?}: {err}");
            assert_eq!(!out.is_empty(), prints, "{of} {arguments:?}: {out}");
            // A programme is reported once, not once for each application.
            let reports = err.lines().filter(|line| line.contains("overlap.json") || line.contains("twin.json"));
            assert!(reports.count() <= 1, "{err}");
        }
    }
    // A shell replaces a pattern by several names. The first one alone is not meant as the application.
    let (code, _, err) = tool(&["match", CASE_A, CASE_B, HEART])?;
    assert!(code == Some(3) && err.contains("name the programmes with --programmes"), "{err}");
    let (_, _, err) = tool(&["match", CASE_A, "none.json", HEART])?;
    assert!(!err.contains("--programmes"), "{err}");
    // Options that are not for all forms of the output.
    for (arguments, said) in [
        (vec!["adjudicate", &*good, HEART, "--trace", "--format", "csv"], "--trace is for the format text"),
        (vec!["adjudicate", &*good, HEART, "--trace", "--format", "ndjson"], "--trace is for the format text"),
        (vec!["adjudicate", CASE_A, HEART, "--show-values"], "--show-values is for tables"),
        (vec!["match", CASE_A, HEART, "--show-values"], "--show-values is for tables"),
        (vec!["match", CASE_B, PROGRAMMES, "--plan", HEART, "--format", "csv"], "--plan has no format csv"),
    ] {
        let (code, out, err) = tool(&arguments)?;
        assert!(code == Some(2) && out.is_empty() && err.contains(said), "{arguments:?}: {err}");
    }
    Ok(())
}

/// Each application is computed alone: neither an earlier application of the run nor its award is used.
#[test]
fn applications_are_computed_alone() -> Tested {
    let twice = file("twice.ndjson", &format!("{}\n{}\n", flat(CASE_A)?, flat(CASE_A)?))?;
    for options in [&["--no-earlier"][..], &["--fund-balance", "10000.00"], &["--quota-left", "1"]] {
        let arguments = [&["adjudicate", &twice, HEART, "--format", "ndjson"][..], options].concat();
        let (_, out, _) = tool(&arguments)?;
        let lines: Vec<&str> = out.lines().map(|line| crate::desk::result(line, "adjudication")).collect();
        let (_, one, _) = tool(&[&["adjudicate", CASE_A, HEART, "--format", "ndjson"][..], options].concat())?;
        assert_eq!(lines, [one.trim_end(), one.trim_end()], "{options:?}");
    }
    // The earlier outcomes that the option names are those of every application.
    let (_, first, _) = tool(&["adjudicate", CASE_A, HEART, "--format", "ndjson", "--no-earlier"])?;
    let first = file("first.ndjson", &first)?;
    let (_, one, _) = tool(&["adjudicate", CASE_A, HEART, "--format", "ndjson", "--earlier", &first])?;
    let (_, out, _) = tool(&["adjudicate", &twice, HEART, "--format", "ndjson", "--earlier", &first])?;
    assert!(one.contains("nothing-payable"), "{one}");
    assert_eq!(
        out.lines().map(|line| crate::desk::result(line, "adjudication")).collect::<Vec<_>>(),
        [one.trim_end(); 2]
    );
    Ok(())
}

/// Of several revisions, the one that applies to an application is used, as for one application.
#[test]
fn revisions_are_chosen_for_each_application() -> Tested {
    let revisions =
        ["examples/revisions/little-angel-leukaemia.2.json", "cases/programmes/little-angel-leukaemia.json"];
    let mut text = String::new();
    let days = ["2019-05-01", "2026-06-01", "2022-01-01"];
    let mut expected = Vec::new();
    for (number, day) in days.iter().enumerate() {
        let mut application = serde_json::from_str::<Value>(&read(CASE_B)?)?;
        application["submittedOn"] = json!(day);
        application["enteredOn"] = json!(day);
        let own = file(&format!("revision-{number}.json"), &application.to_string())?;
        let (_, out, _) = tool(&[&["adjudicate", &own, "--format", "ndjson"][..], &revisions].concat())?;
        expected.extend(out.lines().map(str::to_owned));
        text.push_str(&format!("{application}\n"));
    }
    let arguments = [&["adjudicate", "-", "--ndjson", "--format", "ndjson"][..], &revisions].concat();
    let (_, out, _) = ran(command(&arguments), text.as_bytes())?;
    assert_eq!(out.lines().map(|line| crate::desk::result(line, "adjudication")).collect::<Vec<_>>(), expected);
    let mut used: Vec<&str> = expected.iter().filter_map(|line| line.split("\"revision\":").nth(1)?.get(..1)).collect();
    used.sort_unstable();
    used.dedup();
    assert_eq!((expected.len(), used.len()), (3, 2), "both revisions are used: {used:?}");
    Ok(())
}
