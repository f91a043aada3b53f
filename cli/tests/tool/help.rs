//! Codes, schemas and help.

use super::{
    support::{Tested, folder},
    tool,
};
use std::fs;
use tongbiao_testkit::words;

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
    for name in ["receipt.schema.json", "labels.json", "codes.json", "names.json", "index.json"] {
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
    &["seal", "--help"],
    &["facts", "--help"],
    &["generate", "--help"],
    &["new", "--help"],
    &["new", "programme", "--help"],
    &["new", "application", "--help"],
    &["new", "receipt", "--help"],
    &["schema", "--help"],
    &["compat", "--help"],
    &["match", "--help"],
    &["adjudicate", "--help"],
    &["explain", "--help"],
    &["verify", "--help"],
    &["diff", "--help"],
    &["lint", "--help"],
    &["index", "--help"],
    &["index", "key", "--help"],
    &["index", "add", "--help"],
    &["index", "check", "--help"],
    &["index", "show", "--help"],
    &["index", "forget", "--help"],
    &["index", "merge", "--help"],
    &["index", "export", "--help"],
    &["index", "rotate", "--help"],
    &["completions", "--help"],
];

/// The commands in the help of a command, and all commands below them.
fn commands_below(above: &[String], all: &mut Vec<Vec<String>>) -> Tested {
    let run = tool(&above.iter().map(String::as_str).chain(["--help"]).collect::<Vec<_>>())?;
    let listed = run.out.split("\nCommands:\n").nth(1).unwrap_or_default();
    for line in listed.lines().take_while(|line| line.starts_with("  ")) {
        // The lines of a description begin further to the right.
        if let Some(name) = line.strip_prefix("  ").filter(|name| !name.starts_with(' ')) {
            let name = name.split(' ').next().unwrap_or_default().to_owned();
            if name != "help" {
                let below = [above, &[name]].concat();
                commands_below(&below, all)?;
                all.push(below);
            }
        }
    }
    Ok(())
}

#[test]
fn every_command_is_in_the_list() -> Tested {
    let mut all = vec![Vec::new()];
    commands_below(&[], &mut all)?;
    let mut all: Vec<String> =
        all.iter().map(|words| [&words[..], &["--help".to_owned()]].concat().join(" ")).collect();
    let mut listed: Vec<String> = HELP.iter().map(|words| words.join(" ")).collect();
    all.sort();
    listed.sort();
    assert_eq!(all, listed);
    Ok(())
}

#[test]
fn help_is_narrow_and_has_no_refused_phrase() -> Tested {
    let refused = words::refused(&words::page());
    for arguments in HELP {
        let short: Vec<&str> = arguments.iter().map(|word| if *word == "--help" { "-h" } else { word }).collect();
        for arguments in [arguments, &short[..]] {
            let run = tool(arguments)?;
            let found = words::found(&run.out, &refused);
            assert!(run.code == Some(0) && found.is_empty(), "{arguments:?}: {found:?}: {}", run.out);
            for line in run.out.lines() {
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
