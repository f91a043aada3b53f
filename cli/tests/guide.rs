//! The three notices of `docs/programmes/notices.md`, written and adjudicated with the tool as a newcomer does it. `UPDATE=1` writes
//! the programmes into `examples/notices`.

use crate::support::{Result, Tested, command, file, folder, ran, read, root, tool};
use serde_json::{Value, json};
use std::{fs, path::Path};

const PAGE: &str = "docs/programmes/notices.md";

/// The fenced blocks of a page: kind, text, and the last line before it.
fn blocks(page: &str) -> Vec<(String, String, String)> {
    let (mut all, mut open, mut before) = (Vec::new(), None::<(String, String, String)>, String::new());
    for line in page.lines() {
        match (&mut open, line.trim_start()) {
            (Some(_), "```") => all.extend(open.take()),
            (Some((_, text, _)), _) => *text += &format!("{line}\n"),
            (None, trimmed) => match trimmed.strip_prefix("```") {
                Some(kind) => open = Some((kind.to_owned(), String::new(), before.clone())),
                None if !trimmed.is_empty() => before = trimmed.to_owned(),
                None => {}
            },
        }
    }
    all
}

/// The words of a command line. Double quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let parts = line.trim().split('"').enumerate();
    parts
        .flat_map(|(place, part)| {
            if place % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() }
        })
        .collect()
}

/// Members in place of those of a document.
fn with(document: &Value, members: &Value) -> Value {
    let mut all = document.clone();
    if let (Some(all), Some(members)) = (all.as_object_mut(), members.as_object()) {
        all.extend(members.clone());
    }
    all
}

/// Whether a value has the stated members, and every item of a stated list.
fn has(found: &Value, stated: &Value) -> bool {
    match (found, stated) {
        (Value::Object(found), Value::Object(stated)) => {
            stated.iter().all(|(name, stated)| has(found.get(name).unwrap_or(&Value::Null), stated))
        }
        (Value::Array(found), Value::Array(stated)) => {
            found.len() == stated.len() && found.iter().zip(stated).all(|(found, stated)| has(found, stated))
        }
        _ => found == stated,
    }
}

/// Runs a command of a page in a folder, without terminal.
fn run(line: &str, place: &Path) -> Tested {
    let words = words(line);
    assert_eq!(words[0], "tongbiao", "{line}");
    let arguments: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let mut command = command(&arguments);
    command.current_dir(place);
    let (code, out, err) = ran(command, b"")?;
    assert_eq!(code, Some(0), "{line}: {out}{err}");
    Ok(())
}

/// The findings that `lint` reports, one line each.
fn findings(path: &str) -> Result<String> {
    let report: Value = serde_json::from_str(&tool(&["lint", path, "--format", "json"])?.1)?;
    let all = report["report"]["findings"].as_array().ok_or("findings")?;
    let lines = all.iter().map(|one| {
        let text = |pointer: &str| one.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        format!("{}[{}] {}\n", text("/severity"), text("/code"), text("/message/en"))
    });
    let lines: String = lines.collect();
    Ok(if lines.is_empty() { "no findings\n".to_owned() } else { lines })
}

#[test]
fn notices_become_programmes() -> Tested {
    let guide = read("docs/programmes/README.md")?;
    let base = blocks(&guide).into_iter().find(|(kind, _, _)| kind == "json base").ok_or("base")?;
    let base: Value = serde_json::from_str(&base.1)?;
    let place = folder("notices")?;
    let (mut name, mut programme, mut cases) = (String::new(), Value::Null, 0);
    let mut made = Vec::new();
    for (kind, text, before) in blocks(&read(PAGE)?) {
        match kind.as_str() {
            "sh" => {
                run(&text, &place)?;
                name = words(&text).last().cloned().unwrap_or_default();
                programme = serde_json::from_str(&fs::read_to_string(place.join(&name))?)?;
                // The skeleton is clean before anything is changed.
                assert_eq!(findings(&place.join(&name).display().to_string())?, "no findings\n", "{name}");
            }
            "json change" => programme = with(&programme, &serde_json::from_str(&text)?),
            "text lint" => {
                let path = file(&name, &programme.to_string())?;
                assert_eq!(findings(&path)?, text, "{name}");
                made.push((name.clone(), programme.clone()));
            }
            "json case" => {
                let case: Value = serde_json::from_str(&text)?;
                let application = with(&base["application"], case.get("application").unwrap_or(&json!({})));
                let application = file("application.json", &application.to_string())?;
                let given = with(&base["given"], case.get("given").unwrap_or(&json!({})));
                let path = file(&name, &programme.to_string())?;
                let mut arguments =
                    vec!["adjudicate".to_owned(), application, path, "--format".to_owned(), "json".to_owned()];
                for (member, option) in
                    [("asOf", "--as-of"), ("fundBalance", "--fund-balance"), ("quotaLeft", "--quota-left")]
                {
                    if let Some(value) = given[member].as_str() {
                        arguments.extend([option.to_owned(), value.to_owned()]);
                    }
                }
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                let (code, out, err) = tool(&arguments)?;
                assert_eq!((code, err.as_str()), (Some(0), ""), "{name}: {before}");
                let outcome: Value = serde_json::from_str(&out)?;
                assert!(has(&outcome, &case["outcome"]), "{name}: {before}: {outcome:#}");
                let stated = before.rsplit_once(' ').map_or("", |(_, last)| last);
                let is_stated = [&outcome["amount"], &outcome["decision"]].into_iter().any(|value| value == stated);
                assert!(is_stated, "{name}: the line before the case states another result: {before}");
                cases += 1;
            }
            other => panic!("{PAGE}: `{other}` is not executed"),
        }
    }
    assert_eq!((made.len(), cases), (3, 9));
    for (name, programme) in made {
        // The members are in the order of the standard.
        let document: tongbiao::document::Document<tongbiao::programme::Programme> = serde_json::from_value(programme)?;
        let (path, text) = (root().join("examples/notices").join(&name), document.to_json()?);
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(root().join("examples/notices"))?;
            fs::write(&path, &text)?;
        }
        assert_eq!(fs::read_to_string(&path)?, text, "{name}: run `UPDATE=1 cargo test` and read what changed");
    }
    Ok(())
}

/// The commands of the other pages write documents too.
#[test]
fn commands_of_the_guide_succeed() -> Tested {
    let place = folder("guide")?;
    let mut ran = 0;
    for page in ["docs/programmes/README.md", "docs/applications/README.md"] {
        for (kind, text, _) in blocks(&read(page)?) {
            if kind == "sh" {
                run(&text, &place)?;
                ran += 1;
            }
        }
    }
    assert!(ran >= 1);
    Ok(())
}

/// Each option in the table of the guide, with its value, makes a programme without findings.
#[test]
fn options_of_the_guide_are_accepted() -> Tested {
    let guide = read("docs/programmes/README.md")?;
    let rows = guide.lines().filter(|line| line.starts_with('|'));
    let options: Vec<Vec<String>> = rows
        .map(|row| row.split('`').filter(|text| text.starts_with("--")).flat_map(words).collect::<Vec<_>>())
        .filter(|row| !row.is_empty())
        .collect();
    assert!(options.len() > 20, "{options:?}");
    for row in &options {
        let arguments: Vec<&str> =
            ["new", "programme", "--quiet"].into_iter().chain(row.iter().map(String::as_str)).collect();
        let (code, out, err) = tool(&arguments)?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{row:?}");
        let path = file("option.json", &out)?;
        assert_eq!(findings(&path)?, "no findings\n", "{row:?}: {out}");
    }
    Ok(())
}
