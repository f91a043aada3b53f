//! Many applications in `adjudicate` and `match`.

mod accounts;
mod inputs;
#[cfg(unix)]
mod interrupting;
mod resuming;
mod tables;
mod values;

use crate::support::{self, Ran, Result, Tested, command, file, path, ran, read, root, tool};
use serde_json::{Value, json};
use std::fs;

const PROGRAMMES: &str = "cases/programmes";
const HEART: &str = "cases/programmes/angel-sunshine-heart.json";
const CASE_A: &str = "cases/a-heart-surgery/application.json";
const CASE_B: &str = "cases/b-leukaemia-transplant/application.json";

/// The paths of the applications of the cases, in order.
fn cases() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for folder in fs::read_dir(root().join("cases"))? {
        let name = format!("cases/{}/application.json", folder?.file_name().to_string_lossy());
        if root().join(&name).is_file() {
            names.push(name);
        }
    }
    names.sort();
    assert!(names.len() >= 9, "{names:?}");
    Ok(names)
}

/// A document on one line. Only the layout is changed: no text of a document contains the end of a line.
fn flat(name: &str) -> Result<String> {
    let text = read(name)?;
    assert!(text.lines().count() > 1, "{name}");
    Ok(text.lines().map(str::trim).collect())
}

/// An application with little content.
fn small(id: &str) -> Value {
    json!({"kind": "application", "standard": "1.0", "id": id, "submittedOn": "2025-06-01", "child": {"name": "例"}})
}

/// Inputs of all kinds: applications, with errors, without a day, of another kind, not JSON, blank lines, files that do not exist.
fn mixed(name: &str) -> Result<Vec<String>> {
    let (a, b) = (flat(CASE_A)?, flat(CASE_B)?);
    let wrong = a.replace(r#""totalAmount": "47000.00""#, r#""totalAmount": "47001.00""#);
    assert_ne!(wrong, a);
    let mut undated = small("undated");
    undated.as_object_mut().ok_or("object")?.remove("submittedOn");
    let heart = flat(HEART)?;
    let lines =
        [&a, "", &b, "{\"kind\":", &wrong, &undated.to_string(), &heart, &small("small").to_string()].join("\n");
    let lines = file(&format!("{name}.ndjson"), &lines)?;
    Ok(vec![
        lines,
        path("missing.json")?,
        CASE_B.to_owned(),
        HEART.to_owned(),
        "cases/e-newborn-without-number".to_owned(),
    ])
}

fn run(arguments: &[&str], inputs: &[String]) -> Result<Ran> {
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    tool(&[arguments, &inputs].concat())
}

/// The part of a line after its input.
fn result<'a>(line: &'a str, member: &str) -> &'a str {
    let start = format!("\"{member}\":");
    let (input, rest) = line.split_once(&format!(",{start}")).unwrap_or_else(|| panic!("{member}: {line}"));
    assert!(input.starts_with("{\"input\":{\"name\":"), "{input}");
    rest.strip_suffix('}').unwrap()
}

#[test]
fn each_line_has_the_bytes_of_one_application() -> Tested {
    let names = cases()?;
    let text = names.iter().map(|name| flat(name)).collect::<Result<Vec<_>>>()?.join("\n");
    let together = file("together.ndjson", &text)?;
    for detail in ["none", "reasons", "full"] {
        let options = ["--format", "ndjson", "--detail", detail];
        // One application after the other. Its layout does not matter.
        let mut expected = Vec::new();
        for name in &names {
            let (code, out, err) = tool(&[&["adjudicate", name, PROGRAMMES][..], &options].concat())?;
            assert_eq!((code, err.as_str()), (Some(0), ""));
            expected.extend(out.lines().map(str::to_owned));
        }
        assert_eq!(expected.len(), names.len() * 14);
        let several = [&["adjudicate", "--quiet", "--programmes", PROGRAMMES][..], &options].concat();
        let (code, by_name, err) = run(&several, &names)?;
        assert_eq!((code, err.as_str()), (Some(0), ""));
        let (code, by_line, err) = run(&["adjudicate", &together, PROGRAMMES, "--quiet"], &options.map(str::to_owned))?;
        assert_eq!((code, err.as_str()), (Some(0), ""));
        for out in [&by_name, &by_line] {
            assert_eq!(out.lines().map(|line| result(line, "adjudication")).collect::<Vec<_>>(), expected, "{detail}");
        }
        for (number, (line, other)) in by_line.lines().zip(by_name.lines()).enumerate() {
            let (line, other): (Value, Value) = (serde_json::from_str(line)?, serde_json::from_str(other)?);
            assert_eq!((&line["input"]["name"], &line["input"]["line"]), (&json!(together), &json!(number / 14 + 1)));
            assert_eq!((&other["input"]["name"], other["input"].get("line")), (&json!(names[number / 14]), None));
            assert!(line["input"]["digest"].as_str().is_some_and(|digest| digest.starts_with("sha256:")), "{line}");
        }
    }
    Ok(())
}

#[test]
fn each_line_has_the_matches_of_one_application() -> Tested {
    let names = cases()?;
    let (code, out, _) = run(&["match", "--programmes", PROGRAMMES, "--format", "ndjson"], &names)?;
    assert_eq!((code, out.lines().count()), (Some(0), names.len()));
    for (name, line) in names.iter().zip(out.lines()) {
        let (_, one, _) = tool(&["match", name, PROGRAMMES, "--format", "json"])?;
        let flat: String = one.lines().map(str::trim_start).collect();
        // Between a name and its value, the indented form has a blank.
        let one: Value = serde_json::from_str(&flat)?;
        let own: Value = serde_json::from_str(result(line, "matches"))?;
        assert_eq!(own, one, "{name}");
        assert!(one.as_array().is_some_and(|all| all.len() == 14), "{one}");
        // The same line for this application alone.
        let (code, alone, _) = tool(&["match", name, PROGRAMMES, "--format", "ndjson"])?;
        assert_eq!((code, alone.trim_end()), (Some(0), line));
    }
    // The reply of the call, on one line.
    let programmes = [read(HEART)?];
    let request = json!({"application": read(CASE_A)?, "programmes": programmes});
    let reply: Value = serde_json::from_str(&tongbiao_json::call("match", request.to_string().as_bytes())?)?;
    let (_, out, _) = tool(&["match", CASE_A, "--programmes", HEART, "--format", "json"])?;
    assert_eq!(serde_json::from_str::<Value>(result(out.trim_end(), "matches"))?, reply);
    Ok(())
}

#[test]
fn lines_are_valid_under_their_schema() -> Tested {
    let schema: Value = serde_json::from_str(&read("facade/schemas/input.schema.json")?)?;
    let validator = jsonschema::validator_for(&schema)?;
    let inputs = mixed("schema")?;
    for (of, count) in [("adjudicate", 7 * 14 + 5), ("match", 7 + 5)] {
        let (_, out, _) = run(&[of, "--programmes", PROGRAMMES, "--format", "ndjson"], &inputs)?;
        assert_eq!(out.lines().count(), count, "{of}");
        for line in out.lines() {
            let line: Value = serde_json::from_str(line)?;
            let errors: Vec<_> = validator.iter_errors(&line).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:?}: {line}");
        }
    }
    assert!(!validator.is_valid(&json!({"input": {}, "outcome": {}})) && !validator.is_valid(&json!({})));
    Ok(())
}

/// The lines are outcomes for the other commands. An input without an outcome is passed over.
#[test]
fn lines_are_read_as_outcomes() -> Tested {
    let broken = file("no-application.ndjson", "{")?;
    let night = path("night.ndjson")?;
    let inputs = [CASE_A.to_owned(), broken.clone(), CASE_B.to_owned()];
    let (code, _, err) =
        run(&["adjudicate", "--programmes", HEART, "--no-earlier", "--format", "ndjson", "--out", &night], &inputs)?;
    assert_eq!(code, Some(3), "{err}");
    let verify = ["verify", &night, "--application", CASE_A, "--application", CASE_B, "--programme", HEART];
    let (code, out, err) = tool(&verify)?;
    assert_eq!((code, out.matches(": verified (").count(), err.as_str()), (Some(0), 2, ""), "{out}");
    let (code, out, _) = tool(&["explain", &night, "--programme", HEART, "--lang", "en"])?;
    assert!(code == Some(0) && out.contains("10000.00 yuan"), "{out}");
    // A changed amount is found, as in an outcome without its input.
    let changed = fs::read_to_string(&night)?.replace("\"amount\":\"10000.00\"", "\"amount\":\"10001.00\"");
    let changed = file("night-changed.ndjson", &changed)?;
    let (code, _, _) = tool(&[&["verify", &changed][..], &verify[2..]].concat())?;
    assert_eq!(code, Some(1));
    // As earlier outcomes of one child, they are those of one application.
    let first = fs::read_to_string(&night)?.lines().next().ok_or("line")?.to_owned();
    let (first, bare) =
        (file("night-first.ndjson", &first)?, file("night-bare.ndjson", result(&first, "adjudication"))?);
    let with = |earlier: &str| tool(&["adjudicate", CASE_A, HEART, "--format", "ndjson", "--earlier", earlier]);
    assert!(with(&first)? == with(&bare)? && with(&bare)?.1.contains("nothing-payable"), "{:?}", with(&first)?);
    // Results of `match` and inputs without an outcome are no outcomes.
    for format in ["match", "adjudicate"] {
        let inputs = if format == "match" { CASE_A.to_owned() } else { broken.clone() };
        let (_, out, _) = run(&[format, "--programmes", HEART, "--format", "ndjson"], &[inputs])?;
        let (code, _, err) = tool(&["explain", &file("night-none.ndjson", &out)?])?;
        assert!(code == Some(3) && err.contains("not a valid document of kind `adjudication`"), "{format}: {err}");
    }
    Ok(())
}

#[test]
fn one_file_after_which_programmes_are_named_is_one_application() -> Tested {
    for (arguments, is_several) in [
        (vec![CASE_A, HEART], false),
        (vec![CASE_A, "--programmes", HEART], true),
        (vec!["cases/a-heart-surgery/app*.json", HEART], true),
        (vec!["cases/a-heart-surgery", HEART], true),
    ] {
        let (code, out, err) = tool(&[&["adjudicate", "--format", "ndjson", "--quiet"][..], &arguments].concat())?;
        assert_eq!((code, out.lines().count(), err.as_str()), (Some(0), 1, ""), "{arguments:?}");
        assert_eq!(out.starts_with("{\"input\":"), is_several, "{arguments:?}: {out}");
    }
    Ok(())
}

#[test]
fn the_output_does_not_depend_on_the_number_of_jobs() -> Tested {
    let inputs = mixed("jobs")?;
    for (of, format) in [
        ("adjudicate", "text"),
        ("adjudicate", "ndjson"),
        ("adjudicate", "csv"),
        ("adjudicate", "html"),
        ("match", "text"),
        ("match", "ndjson"),
    ] {
        let with = |jobs: &str| {
            run(&[of, "--format", format, "--lang", "both", "--jobs", jobs, "--programmes", PROGRAMMES], &inputs)
        };
        let one = with("1")?;
        assert_eq!(one.0, Some(3), "{of} {format}: {one:?}");
        assert!(one.1.len() > 5000 && one.2.contains("missing.json: file not found"), "{of} {format}: {}", one.2);
        for jobs in ["2", "7"] {
            assert!(with(jobs)? == one, "{of} {format} with {jobs} jobs");
        }
    }
    Ok(())
}

#[test]
fn the_order_is_that_of_the_input() -> Tested {
    // Large applications between small ones take longer.
    let (large, mut text) = (flat(CASE_A)?, String::new());
    for number in 0..300 {
        let id = format!("no-{number:03}");
        let line = match number % 50 {
            0 => large.replace("\"case-a-heart-surgery\"", &format!("\"{id}\"")),
            _ => small(&id).to_string(),
        };
        text.push_str(&format!("{line}\n"));
    }
    for jobs in ["1", "5"] {
        let arguments =
            ["adjudicate", "-", HEART, "--ndjson", "--format", "ndjson", "--detail", "none", "--jobs", jobs];
        let (code, out, err) = ran(command(&arguments), text.as_bytes())?;
        assert_eq!(code, Some(0), "{err}");
        for (number, line) in out.lines().enumerate() {
            let line: Value = serde_json::from_str(line)?;
            assert_eq!(line["adjudication"]["application"], json!(format!("no-{number:03}")));
            assert_eq!((&line["input"]["name"], &line["input"]["line"]), (&json!("<stdin>"), &json!(number + 1)));
        }
        assert_eq!(out.lines().count(), 300);
        assert!(err.contains("300 applications: 6 awarded, 294 undetermined; awards: 60000.00 yuan"), "{err}");
    }
    Ok(())
}
