//! Checks on several threads: the output is that of one thread, byte for byte.

use super::{
    DOUBTFUL, VALID, WRONG,
    support::{Ran, Result, Tested, command, folder, path, ran},
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tongbiao_testkit::size::size;

const FORMATS: &[&str] =
    &["text", "one-line", "json", "ndjson", "csv", "markdown", "html", "github", "gitlab", "junit", "sarif"];

/// A receipt on one line with a number of its own.
fn receipt(text: &str, number: usize) -> String {
    let text = text.replace('\n', "");
    let (before, after) = text.split_once("000123456").unwrap_or_default();
    let rest: String = after.chars().skip(2).collect();
    format!("{before}{number:011}{rest}")
}

/// Files and lines of all kinds: valid, wrong, repeated, empty, large, not JSON, not UTF-8, without a kind, not readable.
pub(super) fn documents(name: &str) -> Result<PathBuf> {
    let folder = folder(name)?;
    let mut lines = String::new();
    for number in 0..600 {
        let line = match number % 12 {
            0 => receipt(WRONG, number),
            1 => receipt(DOUBTFUL, number),
            2 => String::new(),
            3 => "{\"kind\":".to_owned(),
            4 => receipt(VALID, number / 2),
            5 => "{}".to_owned(),
            6 => receipt(VALID, number).replace("\"3200.00\"", "3200"),
            // This document takes longer than the others.
            7 if number % 60 == 7 => format!("{{\"kind\":\"receipt\",\"x\":[{}0]}}", "0,".repeat(20_000)),
            _ => receipt(VALID, number),
        };
        lines.push_str(&line);
        lines.push_str(if number % 5 == 0 { "\r\n" } else { "\n" });
    }
    fs::create_dir_all(folder.join("b/below"))?;
    fs::write(folder.join("a.ndjson"), &lines)?;
    fs::write(folder.join("b/again.jsonl"), lines.lines().take(100).collect::<Vec<_>>().join("\n"))?;
    fs::write(folder.join("b/log.jsonl"), "{\"level\":\"info\"}\n".repeat(3000))?;
    for number in 0..150 {
        let text = match number % 6 {
            0 => WRONG.to_owned(),
            1 => receipt(VALID, number),
            2 => String::new(),
            3 => receipt(DOUBTFUL, number),
            4 => "[1, 2]".to_owned(),
            _ => receipt(VALID, number).replace("\"3200.00\"", "3200"),
        };
        fs::write(folder.join(format!("b/below/{number:03}.json")), text)?;
    }
    fs::File::create(folder.join("c.json"))?.set_len(17 * 1024 * 1024)?;
    fs::write(folder.join("d.json"), b"{\"kind\":\"\xff\"}")?;
    fs::write(folder.join("e.json"), "{\"name\": \"no document\"}")?;
    fs::write(folder.join("f.txt"), "")?;
    Ok(folder)
}

/// The exit code and both outputs for a number of jobs.
fn outputs(jobs: &str, arguments: &[&str]) -> Result<Ran> {
    ran(command(&[&["check", "--jobs", jobs, "--list-skipped"][..], arguments].concat()), b"")
}

#[test]
fn the_output_does_not_depend_on_the_number_of_jobs() -> Tested {
    let folder = documents("jobs")?;
    let (path, missing) = (folder.display().to_string(), folder.join("missing.json").display().to_string());
    let file = folder.join("a.ndjson").display().to_string();
    let compared = |arguments: &[&str]| -> Result<Ran> {
        let one = outputs("1", arguments)?;
        for jobs in size(&["3"][..], &["2", "3", "7"]) {
            let several = outputs(jobs, arguments)?;
            assert!(several == one, "{arguments:?} with {jobs} jobs: {:.2000?}\n{:.2000?}", several, one);
        }
        Ok(one)
    };
    for format in size(&["text", "csv", "sarif"][..], FORMATS) {
        let (code, out, err) = compared(&[&file, &missing, &path, "--format", format])?;
        assert!(code == Some(3) && out.len() > 1000 && err.contains("missing.json: file not found"), "{format}: {err}");
    }
    // A line above the maximum size lies between others.
    let large = format!("{{\"kind\":\"receipt\",\"note\":\"{}\"}}", "x".repeat(17 * 1024 * 1024));
    let text = format!("{}\n{large}\n{}", receipt(VALID, 1), receipt(WRONG, 2));
    fs::write(folder.join("b/large.ndjson"), text)?;
    let (_, out, err) = compared(&[&path, "--statistics"])?;
    assert!(out.contains("receipt.duplicate-across-files") && out.contains("json.too-large"), "{out}");
    assert!(err.contains("log.jsonl: skipped (no `kind`"), "{err}");
    Ok(())
}

/// The files below a folder with their contents.
fn contents(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for found in fs::read_dir(next)? {
            let found = found?.path();
            if found.is_dir() {
                folders.push(found);
            } else {
                all.push((found.strip_prefix(folder)?.to_owned(), fs::read(&found)?));
            }
        }
    }
    all.sort();
    Ok(all)
}

#[test]
fn corrected_files_do_not_depend_on_the_number_of_jobs() -> Tested {
    let mut expected = None;
    for jobs in size(&["1", "3"][..], &["1", "2", "3", "7"]) {
        let folder = documents("fixed")?;
        let copies = path("fixed-copies")?;
        if Path::new(&copies).exists() {
            fs::remove_dir_all(&copies)?;
        }
        let path = folder.display().to_string();
        let copied = outputs(jobs, &[&path, "--fix", "--copies", &copies])?;
        let copies = contents(Path::new(&copies))?;
        // The second file is the first one, under another name. It is read after it was corrected.
        let file = folder.join("b/below/005.json").display().to_string();
        let replaced = outputs(jobs, &[&file, &file, &path, "--fix", "--in-place"])?;
        assert!(replaced.1.matches("005.json:").count() == 1 && replaced.1.contains(" fixed["), "{replaced:?}");
        let all = (copied, copies, replaced, contents(&folder)?);
        assert!(all.1.len() > 100 && all.1 != all.3, "{} copies", all.1.len());
        let first = expected.get_or_insert_with(|| all.clone());
        assert!(*first == all, "{jobs} jobs: {:.2000?}", all.0);
    }
    Ok(())
}

#[test]
fn the_number_of_jobs_is_bounded() -> Tested {
    for (jobs, code) in [("0", 2), ("1", 0), ("1024", 0), ("1025", 2), ("-1", 2), ("x", 2)] {
        let run = ran(command(&["check", "-", &format!("--jobs={jobs}")]), VALID.as_bytes())?;
        assert_eq!(run.0, Some(code), "{jobs}: {run:?}");
    }
    Ok(())
}
