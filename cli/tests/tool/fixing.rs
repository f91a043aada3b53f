//! `tongbiao check --fix`: certain corrections.

use super::{
    VALID,
    support::{Tested, folder},
    tool,
};
use std::fs;

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
    let run = tool(&["check", &from_name, "--fix", "--copies", &to_name])?;
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
    let again = tool(&["check", &to_name, "--fix", "--copies", &folder.join("again").display().to_string()])?;
    assert!(again.code == Some(1) && !again.out.contains("fixed") && again.out.contains("2 errors"), "{again:?}");
    assert_eq!(fs::read_to_string(folder.join("again/b/c.json"))?, respelt());
    assert_eq!(fs::read_dir(&to)?.count(), 3);
    let shown = tool(&["check", &from_name, "--fix", "--copies", &to_name, "--show-values"])?;
    assert!(shown.out.contains("] /totalAmount -> 3200.00\n"), "{shown:?}");
    let json = tool(&["check", &from_name, "--fix", "--copies", &to_name, "--format", "ndjson"])?;
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
        (&["check", &name, "--copies", &below], 2),
        (&["check", &name, "--fix", "--in-place", "--copies", &below], 2),
        (&["check", "-", "--fix", "--copies", &below], 2),
        (&["check", &all, "--fix", "--copies", &below], 2),
        (&["check", &all, "--fix", "--copies", &all], 2),
        // The copy would be the file itself.
        (&["check", &name, "--fix", "--copies", &all], 3),
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
