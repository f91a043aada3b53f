//! The JSON output of the tool equals the replies of the facade, byte for byte, for all commands and cases.

use crate::support::{Result, Tested, file, path, read, root, tool};
use serde_json::{Value, json};
use std::fs;
use tongbiao_json::{CheckRequest, Request, call, check::CheckOptions, reply::Reply};
use tongbiao_testkit::size::size;

const PROGRAMMES: &str = "cases/programmes";
const CASE_A: &str = "cases/a-heart-surgery/application.json";
const CASE_B: &str = "cases/b-leukaemia-transplant/application.json";
const HEART: &str = "cases/programmes/angel-sunshine-heart.json";
const OUTCOME_A: &str = "cases/a-heart-surgery/adjudication.angel-sunshine-heart.json";
const OLD: &str = "examples/revisions/little-angel-leukaemia.2.json";
const NEW: &str = "cases/programmes/little-angel-leukaemia.json";

/// The JSON files below a folder, in the order of their names.
fn files(folder: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join(folder))? {
        let entry = entry?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            names.extend(files(&name)?);
        } else if name.ends_with(".json") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The applications of the cases.
fn applications() -> Result<Vec<String>> {
    Ok(files("cases")?.into_iter().filter(|name| name.ends_with("/application.json")).collect())
}

/// The texts of the programmes of the cases, in the order in which the tool reads them.
fn programmes() -> Result<Vec<(String, String)>> {
    let mut programmes = Vec::new();
    for name in files(PROGRAMMES)? {
        let text = read(&name)?;
        let kind: Value = serde_json::from_str(&text)?;
        if kind.get("kind").is_some_and(|kind| kind == "programme") {
            programmes.push((name, text));
        }
    }
    Ok(programmes)
}

/// One of four files or pairs, or all with `SUITE=whole`.
fn is_selected(number: usize) -> bool {
    size(number.is_multiple_of(4), true)
}

fn texts(programmes: &[(String, String)]) -> Vec<&str> {
    programmes.iter().map(|(_, text)| text.as_str()).collect()
}

fn replied(name: &str, request: &Value) -> Result<String> {
    Ok(call(name, request.to_string().as_bytes())?)
}

/// The items of a list of replies, each on a line.
fn lines(reply: &str) -> String {
    let inner = reply.trim_start_matches("[\n").trim_end_matches("]\n");
    inner.lines().map(|line| format!("{}\n", line.strip_suffix(',').unwrap_or(line))).collect()
}

/// The output of the tool.
fn printed(arguments: &[&str]) -> Result<String> {
    Ok(tool(arguments)?.1)
}

#[test]
fn check() -> Tested {
    let names = files("cases")?;
    assert!(names.len() > 250, "{}", names.len());
    for name in names.iter().enumerate().filter(|(number, _)| is_selected(*number)).map(|(_, name)| name) {
        let request = json!({"document": read(name)?, "name": name});
        assert_eq!(printed(&["check", name, "--format", "json"])?, replied("check", &request)?, "{name}");
    }
    // Damaged documents, with options.
    for (number, name) in files("cases/damaged")?.iter().enumerate() {
        let damaged: Value = serde_json::from_str(&read(name)?)?;
        let Some(text) = damaged["text"].as_str() else { continue };
        let name = file(&format!("damaged-{number}.json"), text)?;
        let options = json!({"kind": "receipt", "showValues": true, "findingsMax": 3});
        let request = json!({"document": text, "name": name, "options": options});
        let arguments =
            ["check", &name, "--format", "json", "--kind", "receipt", "--show-values", "--max-findings", "3"];
        assert_eq!(printed(&arguments)?, replied("check", &request)?, "{name}");
    }
    Ok(())
}

#[test]
fn texts_that_are_no_json() -> Tested {
    let large = " ".repeat(16 * 1024 * 1024 + 1);
    for (name, bytes) in [
        ("utf8.json", &b"{\"kind\":\"\xff\xfe\"}"[..]),
        ("mark.json", b"\xef\xbb\xbf{}"),
        ("empty.json", b""),
        ("syntax.json", b"<xml/>"),
        ("large.json", large.as_bytes()),
    ] {
        let path = path(name)?;
        fs::write(&path, bytes)?;
        let mut request = CheckRequest::new(bytes.into());
        request.name = Some(path.as_str().into());
        request.options = Some(CheckOptions::new());
        assert_eq!(printed(&["check", &path, "--format", "json"])?, request.answer()?.to_json()?, "{name}");
    }
    Ok(())
}

/// The call `fix` returns the bytes that `check --fix` writes, and lists what it prints.
#[test]
fn fix() -> Tested {
    let mut count = 0;
    for (number, (from, to)) in [
        ("\"total\": \"", "\"total\": \" "),
        ("\"totalAmount\": \"45000.00\"", "\"totalAmount\": 45000"),
        ("\"inpatient-electronic\"", "\"Inpatient_Electronic\""),
        ("\"male\"", "\"男\""),
        ("H41", "h41"),
        ("\n", "\r\n"),
    ]
    .into_iter()
    .enumerate()
    {
        for (place, case) in files("cases")?.iter().filter(|name| !name.contains("damaged")).enumerate() {
            let text = read(case)?;
            if !text.contains(from) {
                continue;
            }
            let text = text.replace(from, to);
            let name = file(&format!("fix-{number}-{place}.json"), &text)?;
            let copies = path(&format!("fixed-{number}"))?;
            let shown = printed(&["check", &name, "--fix", "--copies", &copies, "--show-values"])?;
            let written = fs::read_to_string(format!("{copies}/fix-{number}-{place}.json"))?;
            let request = json!({"document": text, "options": {"showValues": true}});
            let reply: Value = serde_json::from_str(&replied("fix", &request)?)?;
            assert_eq!(reply["text"], written, "{case}");
            for fixed in reply["fixes"].as_array().ok_or("a list")? {
                let of = |member: &str| fixed[member].as_str().unwrap_or_default().to_owned();
                let place = format!("{copies}/fix-{number}-{place}.json:{}:{}:", fixed["line"], fixed["column"]);
                let line = format!("{place} fixed[{}] {} -> {}\n", of("code"), of("pointer"), of("value"));
                assert!(shown.contains(&line), "{line}{shown}");
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count}");
    Ok(())
}

#[test]
fn check_all() -> Tested {
    let mut names = files("cases")?;
    names.extend([CASE_A.to_owned(), OLD.to_owned()]);
    let documents =
        names.iter().map(|name| Ok(json!({"document": read(name)?, "name": name}))).collect::<Result<Vec<_>>>()?;
    let arguments: Vec<&str> =
        ["check", "--format", "ndjson"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let printed = printed(&arguments)?;
    assert_eq!(printed, lines(&replied("check-all", &json!({"documents": documents}))?));
    // Findings about a receipt in several documents are included.
    assert!(printed.contains("receipt.duplicate-across-files"));
    Ok(())
}

#[test]
fn adjudicate() -> Tested {
    let programmes = programmes()?;
    assert!(programmes.len() > 10);
    for (number, application) in applications()?.into_iter().enumerate() {
        let text = read(&application)?;
        for (place, (name, programme)) in programmes.iter().enumerate() {
            if !is_selected(number + place) {
                continue;
            }
            let request = json!({"application": text, "programme": programme});
            let arguments = ["adjudicate", &application, name, "--format", "json"];
            assert_eq!(printed(&arguments)?, replied("adjudicate", &request)?, "{application} {name}");
        }
        for detail in ["none", "reasons", "full"] {
            let circumstances = json!({"asOf": "2024-06-01", "quotaLeft": 3, "fundBalance": "5000.00", "earlier": []});
            let request = json!({"application": text, "programmes": texts(&programmes), "circumstances": circumstances,
                "options": {"detail": detail}});
            let arguments = ["adjudicate", &application, PROGRAMMES, "--format", "json", "--detail", detail];
            let given = ["--as-of", "2024-06-01", "--quota-left", "3", "--fund-balance", "5000.00", "--no-earlier"];
            let reply = lines(&replied("adjudicate-all", &request)?);
            assert_eq!(printed(&[&arguments[..], &given].concat())?, reply, "{application}");
        }
    }
    Ok(())
}

#[test]
fn earlier_outcomes() -> Tested {
    let application = read(CASE_A)?;
    let heart = read(HEART)?;
    let first = printed(&["adjudicate", CASE_A, HEART, "--no-earlier", "--format", "ndjson"])?;
    let earlier = file("earlier.ndjson", &first)?;
    let arguments = ["adjudicate", CASE_A, HEART, "--earlier", &earlier, "--format", "json"];
    let request = json!({"application": application, "programme": heart, "circumstances": {"earlier": [first]}});
    let second = replied("adjudicate", &request)?;
    assert_eq!(printed(&arguments)?, second);
    let outcome = file("second.json", &second)?;
    let arguments = ["verify", &outcome, "--application", CASE_A, "--programme", HEART, "--earlier", &earlier];
    let request = json!({"outcome": second, "applications": [application], "programmes": [heart], "earlier": [first]});
    let reply = replied("verify", &request)?;
    assert_eq!(printed(&[&arguments[..], &["--format", "json"]].concat())?, reply);
    assert!(reply.contains("\"result\": \"same\""), "{reply}");
    // Circumstances that the outcome must state.
    let given = ["--as-of", "2024-06-01", "--quota-left", "3", "--no-earlier", "--format", "json"];
    let arguments = ["verify", &outcome, "--application", CASE_A, "--programme", HEART];
    let circumstances = json!({"asOf": "2024-06-01", "quotaLeft": 3, "earlier": []});
    let request = json!({"outcome": second, "applications": [application], "programmes": [heart], "circumstances": circumstances});
    let reply = replied("verify", &request)?;
    assert_eq!(printed(&[&arguments[..], &given].concat())?, reply);
    assert!(reply.contains("\"result\": \"other-inputs\""), "{reply}");
    Ok(())
}

#[test]
fn one_revision_applies() -> Tested {
    let (old, new, application) = (read(OLD)?, read(NEW)?, read(CASE_B)?);
    let mut earlier: Value = serde_json::from_str(&application)?;
    earlier["enteredOn"] = json!("2022-06-01");
    for (application, applies) in [(application, 3), (earlier.to_string(), 2)] {
        let path = file(&format!("revision-{applies}.json"), &application)?;
        // The earlier day contradicts the receipts. An answer is given only with the option for it.
        let request = json!({"application": application, "programmes": [old, new], "options": {"lenient": true}});
        let reply = replied("match", &request)?;
        assert_eq!(printed(&["match", &path, OLD, NEW, "--format", "json"])?, reply, "{applies}");
        let answers: Vec<Value> = serde_json::from_str(&reply)?;
        assert_eq!(answers.iter().map(|answer| &answer["revision"]).collect::<Vec<_>>(), [&json!(applies)]);
    }
    Ok(())
}

#[test]
fn matches() -> Tested {
    let programmes = programmes()?;
    for application in applications()? {
        let request = json!({"application": read(&application)?, "programmes": texts(&programmes)});
        let arguments = ["match", &application, PROGRAMMES, "--format", "json"];
        assert_eq!(printed(&arguments)?, replied("match", &request)?, "{application}");
    }
    Ok(())
}

#[test]
fn explain_and_verify() -> Tested {
    let programmes = programmes()?;
    for (name, programme) in &programmes {
        let reply = replied("explain", &json!({"document": programme}))?;
        assert_eq!(printed(&["explain", name, "--format", "json"])?, reply, "{name}");
    }
    for (number, application) in applications()?.iter().enumerate() {
        let text = read(application)?;
        for (place, (name, programme)) in programmes.iter().enumerate() {
            if !is_selected(number + place) {
                continue;
            }
            let outcome = replied("adjudicate", &json!({"application": text, "programme": programme}))?;
            let path = file(&format!("outcome-{number}.json"), &outcome)?;
            for reader in ["family", "worker"] {
                let arguments = ["explain", &path, "--programme", name, "--for", reader, "--format", "json"];
                let request = json!({"document": outcome, "programme": programme, "options": {"reader": reader}});
                assert_eq!(printed(&arguments)?, replied("explain", &request)?, "{application} {name}");
                // With the application of the outcome.
                let given = ["--application", application, "--show-values"];
                let mut request = request;
                request["application"] = text.clone().into();
                let arguments: Vec<&str> = arguments.into_iter().chain(given).collect();
                assert_eq!(printed(&arguments)?, replied("explain", &request)?, "{application} {name}");
            }
        }
        let outcome = read(OUTCOME_A)?;
        for changed in [outcome.clone(), outcome.replace("\"10000.00\"", "\"10001.00\"")] {
            let path = file(&format!("verified-{number}.json"), &changed)?;
            let arguments =
                ["verify", &path, "--application", application, "--programme", PROGRAMMES, "--format", "json"];
            let request = json!({"outcome": changed, "applications": [text], "programmes": texts(&programmes)});
            assert_eq!(printed(&arguments)?, replied("verify", &request)?, "{application}");
        }
    }
    Ok(())
}

#[test]
fn lint_and_surplus() -> Tested {
    let mut programmes = programmes()?;
    let overlap = programmes.iter().find(|(name, _)| name == HEART).map(|(_, text)| text.clone()).ok_or("heart")?;
    let overlap = overlap.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1);
    programmes.push((file("overlap.json", &overlap)?, overlap));
    programmes.push((OLD.to_owned(), read(OLD)?));
    for (name, programme) in &programmes {
        let request = json!({"programme": programme, "name": name, "options": {"asOf": "2026-06-01"}});
        let arguments = ["lint", name, "--format", "json", "--as-of", "2026-06-01"];
        assert_eq!(printed(&arguments)?, replied("lint", &request)?, "{name}");
    }
    let named: Vec<Value> =
        programmes.iter().map(|(name, programme)| json!({"programme": programme, "name": name})).collect();
    let names = programmes.iter().map(|(name, _)| name.as_str());
    let arguments: Vec<&str> = ["lint", "--format", "json"].into_iter().chain(names).collect();
    let reply = lines(&replied("lint-all", &json!({"programmes": named}))?);
    assert_eq!(printed(&arguments)?, reply);

    let sound = self::programmes()?;
    let request = json!({"application": read(CASE_A)?, "programmes": texts(&sound)});
    let surplus = replied("surplus", &request)?;
    let last = printed(&["lint", PROGRAMMES, "--application", CASE_A, "--format", "json"])?;
    let last: Value = serde_json::from_str(last.lines().last().ok_or("line")?)?;
    assert_eq!(last, serde_json::from_str::<Value>(&surplus)?);
    Ok(())
}

#[test]
fn diff() -> Tested {
    let request = json!({"old": read(OLD)?, "new": read(NEW)?});
    assert_eq!(printed(&["diff", OLD, NEW, "--format", "json"])?, replied("diff", &request)?);
    let names = applications()?;
    let given = names.iter().map(|name| Ok(json!({"document": read(name)?, "name": name})));
    let given = given.collect::<Result<Vec<Value>>>()?;
    let request = json!({"old": read(OLD)?, "new": read(NEW)?, "applications": given,
        "circumstances": {"asOf": "2024-06-01", "earlier": []}, "options": {"asIfInForce": true}});
    let options = ["--as-of", "2024-06-01", "--no-earlier", "--as-if-in-force", "--format", "json", "--on"];
    let on: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(printed(&[&["diff", OLD, NEW][..], &options, &on].concat())?, replied("diff", &request)?);
    Ok(())
}

#[test]
fn facts() -> Tested {
    assert_eq!(printed(&["facts", "--format", "json"])?, replied("facts", &json!({}))?);
    for query in ["低保", "income", "povrty"] {
        let request = json!({"query": query});
        assert_eq!(printed(&["facts", query, "--format", "json"])?, replied("facts", &request)?, "{query}");
    }
    Ok(())
}

#[test]
fn codes_and_schemas() -> Tested {
    assert_eq!(printed(&["codes", "--format", "json"])?, replied("codes", &json!({}))?);
    let code = "receipt.payers-total";
    assert_eq!(printed(&["codes", code, "--format", "json"])?, replied("codes", &json!({"code": code}))?);
    let kinds =
        ["application", "diagnosis", "receipt", "programme", "plan", "adjudication", "joint-adjudication", "findings"];
    for kind in kinds.into_iter().enumerate().filter(|(number, _)| is_selected(*number)).map(|(_, kind)| kind) {
        for flavour in ["2020-12", "no-id", "draft-07"] {
            let request = json!({"kind": kind, "flavour": flavour});
            assert_eq!(printed(&["schema", kind, "--flavour", flavour])?, replied("schema", &request)?, "{kind}");
        }
        let request = json!({"kind": kind, "withId": false, "base": "https://charity.example/s"});
        let arguments = ["schema", kind, "--without-id", "--base", "https://charity.example/s"];
        assert_eq!(printed(&arguments)?, replied("schema", &request)?, "{kind}");
    }
    for flavour in ["bundle", "openapi"] {
        assert_eq!(printed(&["schema", "--flavour", flavour])?, replied("schema", &json!({"flavour": flavour}))?);
    }
    let folder = crate::support::folder("published")?;
    printed(&["schema", "--out", &folder.display().to_string()])?;
    let reply: Value = serde_json::from_str(&replied("schema", &json!({}))?)?;
    let published = reply["files"].as_array().ok_or("files")?;
    assert!(published.len() > 20);
    for one in published {
        let name = one["name"].as_str().ok_or("name")?;
        assert_eq!(fs::read_to_string(folder.join(name))?, one["text"].as_str().ok_or("text")?, "{name}");
    }
    Ok(())
}
