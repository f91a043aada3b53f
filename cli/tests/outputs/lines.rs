//! The formats of lines: `one-line`, and `ndjson` by its other name.

use super::{VALID, WRONG, documents, reported, support::Tested, tool, tool_with};

#[test]
fn each_finding_is_on_one_line() -> Tested {
    let folder = documents("one-line")?.display().to_string();
    let (code, out, _) = tool(&["check", &folder, "--format", "one-line"])?;
    assert_eq!(code, Some(3), "{out}");
    let places = reported(&[&folder])?;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), places.len(), "{out}");
    for (line, (name, at, column, severity, code, _)) in lines.iter().zip(&places) {
        let expected = format!("{name}:{at}:{column}: {severity}[{code}] ");
        assert!(line.starts_with(&expected) && line.len() > expected.len(), "{line}\n{expected}");
    }
    Ok(())
}

#[test]
fn lines_are_in_the_chosen_language() -> Tested {
    for (language, expected) in [
        ("en", "<stdin>:2:97: error[receipt.capitals-mismatch] the total amount"),
        ("zh", "<stdin>:2:97: error[receipt.capitals-mismatch] 总金额大写"),
        ("both", " · "),
    ] {
        let (_, out, _) = tool_with(&["check", "-", "--format", "one-line", "--lang", language], WRONG)?;
        assert!(out.contains(expected) && out.lines().count() == 1, "{out}");
    }
    assert_eq!(tool_with(&["check", "-", "--format", "one-line"], VALID)?, (Some(0), String::new(), String::new()));
    for (choice, coloured) in [("always", true), ("auto", false)] {
        let (_, out, _) = tool_with(&["check", "-", "--format", "one-line", "--color", choice], WRONG)?;
        assert_eq!(out.contains('\u{1b}'), coloured);
    }
    Ok(())
}

#[test]
fn jsonl_is_ndjson() -> Tested {
    let folder = documents("jsonl")?.display().to_string();
    let ran = |format| tool(&["check", &folder, "--format", format]);
    assert_eq!(ran("jsonl")?, ran("ndjson")?);
    Ok(())
}
