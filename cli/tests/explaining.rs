//! `tongbiao explain`. The accounts of a case are kept in the folder `accounts`.

use crate::support::{Tested, file, read, root, tool, tool_with};
use std::{fs, path::PathBuf};

const OUTCOME_A: &str = "cases/a-heart-surgery/adjudication.angel-sunshine-heart.json";
const HEART: &str = "cases/programmes/angel-sunshine-heart.json";

/// Compares a text with the kept file; with UPDATE the file is written.
fn kept(name: &str, found: &str) -> Tested {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/accounts").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().ok_or("folder")?)?;
        fs::write(&path, found)?;
    }
    let stated = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(stated, found, "{name} differs: run `UPDATE=1 cargo test` and read what changed");
    Ok(())
}

#[test]
fn accounts_of_case_a_are_as_kept() -> Tested {
    for reader in ["family", "worker"] {
        for lang in ["zh", "en"] {
            let options = ["--programme", HEART, "--for", reader, "--lang", lang];
            let (code, out, err) = tool(&[&["explain", OUTCOME_A][..], &options].concat())?;
            assert_eq!((code, err.as_str()), (Some(0), ""));
            kept(&format!("case-a.{reader}.{lang}.txt"), &out)?;
        }
    }
    for lang in ["zh", "en"] {
        let (code, out, _) = tool(&["explain", HEART, "--lang", lang])?;
        assert_eq!(code, Some(0));
        kept(&format!("angel-sunshine-heart.{lang}.txt"), &out)?;
    }
    Ok(())
}

/// A diagnosis has its name only on request. A case worker also reads its codes.
#[test]
fn with_values_a_diagnosis_has_its_name() -> Tested {
    let (application, programme) =
        ("cases/a-heart-surgery/application.json", "cases/programmes/little-angel-leukaemia.json");
    let (_, outcome, _) =
        tool(&["adjudicate", application, programme, "--no-earlier", "--as-of", "2024-05-28", "--format", "json"])?;
    let documents = ["--programme", programme, "--application", application, "--lang", "zh"];
    let explained = |options: &[&str]| tool_with(&[&["explain", "-"], &documents[..], options].concat(), &outcome);
    let (code, out, _) = explained(&[])?;
    assert!(code == Some(0) && out.contains("申请中：诊断编码 Q21.000"), "{out}");
    assert!(!out.contains("室间隔缺损"), "{out}");
    let (_, out, _) = explained(&["--show-values"])?;
    assert!(out.contains("申请中：诊断为“先天性心脏病 室间隔缺损（膜周部）”和"), "{out}");
    assert!(!out.contains("Q21.000"), "{out}");
    let (_, out, _) = explained(&["--show-values", "--for", "worker"])?;
    assert!(out.contains("“先天性心脏病 室间隔缺损（膜周部）”（Q21.000、Q21.0）"), "{out}");
    let (code, _, _) = tool(&["explain", OUTCOME_A, "--show-values"])?;
    assert_eq!(code, Some(2), "there is no application");
    Ok(())
}

#[test]
fn every_programme_is_explained_in_both_languages() -> Tested {
    let mut count = 0;
    for entry in fs::read_dir(root().join("cases/programmes"))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        if !text.contains("\"kind\": \"programme\"") {
            continue;
        }
        let path = path.to_string_lossy();
        let (code, zh, err) = tool(&["explain", &path, "--lang", "zh"])?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{path}");
        let (_, en, _) = tool(&["explain", &path, "--lang", "en"])?;
        let (_, both, _) = tool(&["explain", &path, "--lang", "both"])?;
        assert_eq!(both, format!("{zh}\n{en}"), "{path}");
        assert_eq!(zh.lines().count(), en.lines().count(), "{path}");
        for line in zh.lines().filter(|line| !line.is_empty()) {
            assert!(!line.is_ascii(), "{path}: {line}");
            assert!(!line.contains("  ：") && !line.contains("{"), "{path}: {line}");
        }
        for line in en.lines().filter(|line| !line.trim().is_empty()) {
            assert!(
                line.is_ascii() || line.contains(|c: char| c.is_ascii_lowercase()) || line.contains('《'),
                "{path}: {line}"
            );
            assert!(!line.trim().contains("  "), "{path}: {line}");
        }
        count += 1;
    }
    assert_eq!(count, 14);
    Ok(())
}

#[test]
fn ages_are_said_exactly() -> Tested {
    let (_, zh, _) = tool(&["explain", "cases/programmes/little-angel-leukaemia.json", "--lang", "zh"])?;
    assert!(zh.contains("未满十九周岁（生日次日起算）"), "{zh}");
    let (_, zh, _) = tool(&["explain", "cases/programmes/haemophilia-quarterly.json", "--lang", "zh"])?;
    assert!(zh.contains("未满十九周岁（生日当日起算）"), "{zh}");
    Ok(())
}

#[test]
fn outcomes_may_be_lines_and_may_be_piped() -> Tested {
    let arguments = ["adjudicate", "cases/a-heart-surgery/application.json", "cases/programmes", "--format", "ndjson"];
    let (_, lines, _) = tool(&arguments)?;
    let (code, out, err) = tool_with(&["explain", "-"], &lines)?;
    assert_eq!((code, err.matches("no programme given").count()), (Some(0), 1), "{err}");
    assert_eq!(out.matches("Application: case-a-heart-surgery").count(), 14, "{out}");
    // Without the programme, the explanation of an outcome uses identifiers.
    assert!(out.contains("“grant”") || out.contains("cn.redcross.angel-sunshine@2"), "{out}");
    // Each outcome finds its programme in a folder.
    let (code, out, err) = tool_with(&["explain", "-", "--programme", "cases/programmes"], &lines)?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(!out.contains("“grant”") && !out.contains("cn.redcross.angel-sunshine@2"), "{out}");
    let (code, _, err) = tool(&["explain", OUTCOME_A, "--programme", "cases/a-heart-surgery"])?;
    assert_eq!((code, err.contains("no programme found")), (Some(2), true), "{err}");
    Ok(())
}

#[test]
fn steps_that_an_outcome_does_not_state_are_named() -> Tested {
    for (detail, expected) in [("full", 0), ("reasons", 1)] {
        let application = "cases/a-heart-surgery/application.json";
        let (_, outcome, _) = tool(&["adjudicate", application, HEART, "--format", "json", "--detail", detail])?;
        let (code, _, err) = tool_with(&["explain", "-", "--programme", HEART, "--trace"], &outcome)?;
        assert_eq!((code, err.matches("states no steps").count()), (Some(0), expected), "{detail}: {err}");
    }
    Ok(())
}

#[test]
fn documents_that_cannot_be_explained_are_reported() -> Tested {
    let other = "cases/programmes/ward-school.json";
    for (arguments, expected, told, prints) in [
        (vec![OUTCOME_A, "--programme", other], 1, "is not the programme of the outcome", true),
        (vec!["cases/a-heart-surgery/application.json"], 3, "`programme`, `adjudication` and", false),
        (vec![HEART, "--programme", HEART], 2, "applies to outcomes of one programme only", false),
        (vec!["none.json"], 3, "none.json", false),
        (vec![OUTCOME_A, "--for", "anybody"], 2, "family", false),
        (vec!["cases/damaged/json.cut-off.json"], 3, "cut-off", false),
    ] {
        let (code, out, err) = tool(&[&["explain"][..], &arguments].concat())?;
        assert_eq!(code, Some(expected), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
        assert_eq!(!out.is_empty(), prints, "{arguments:?}: {out}");
    }
    Ok(())
}

/// An outcome that was altered after the decision: its parts do not add up, or a recomputation shows it.
#[test]
fn an_altered_outcome_is_reported() -> Tested {
    let case = "cases/a-heart-surgery/application.json";
    let text = read(OUTCOME_A)?;
    let recomputed = ["--programme", HEART, "--application", case];
    let (code, out, err) = tool(&[&["explain", OUTCOME_A][..], &recomputed].concat())?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    // The amount alone.
    let amount = text.replacen("\"amount\": \"10000.00\"", "\"amount\": \"12000.00\"", 1);
    let unbalanced = file("unbalanced.json", &amount)?;
    let (code, out, err) = tool(&["explain", &unbalanced, "--lang", "both"])?;
    assert_eq!(code, Some(1), "{err}");
    assert!(out.contains("12000.00") && err.contains("自身不平衡") && err.contains("contradicts itself"), "{err}");
    // What adds up all the same shows only in a recomputation.
    let earlier = text.replacen("\"decision\": \"awarded\"", "\"decision\": \"awaiting-papers\"", 1);
    assert_ne!(earlier, text);
    let consistent = file("consistent.json", &earlier)?;
    let (_, _, err) = tool(&[&["explain", &consistent][..], &recomputed].concat())?;
    assert!(err.contains("the recomputation gives another result") && err.contains("/decision"), "{err}");
    Ok(())
}
