//! `tongbiao lint`.

use crate::support::{Result, Tested, document, file, folder, path, read, tool, tool_with};
use std::{fs, path::PathBuf};

const LITTLE_ANGEL: &str = "cases/programmes/little-angel-leukaemia.json";
const HEART: &str = "cases/programmes/angel-sunshine-heart.json";

#[test]
fn a_programme_is_accounted_for() -> Tested {
    let (code, out, err) = tool(&["lint", HEART, "--as-of", "2026-06-01"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for told in [
        "warning[programme.cliff] at 30000.00 yuan, a difference of one fen changes the award from 20000.00 to 30000.00 yuan",
        "Angel Sunshine fund, congenital heart disease (cn.redcross.angel-sunshine@2)\n",
        "  Eligible birth dates (age computed on 2026-06-01):\n    age (Date of first entry): 2011-06-01 to 2026-06-01\n",
        "    5000.00: 0.00 -> 5000.00  /items/0/benefit/brackets\n",
        "  The formula is not well-behaved:\n    fixed amounts by band of the basis  /items/0/benefit/brackets\n",
        "    diagnoses (Diagnoses) supplier: The hospital; privacy class: health\n",
        "    wages: Pay slips of both parents, twelve months (in some cases)\n",
    ] {
        assert!(out.contains(told), "{told:?} in {out}");
    }
    // The notice adds a year of age: a child exceeds the limit on the day after the nineteenth birthday.
    let (_, out, _) = tool(&["lint", LITTLE_ANGEL, "--as-of", "2026-06-01", "--lang", "both"])?;
    assert!(out.contains("    age（首次录入日期）：2007-06-01 至 2026-06-01\n    age (Date of first entry): 2007-06-01 to 2026-06-01\n"), "{out}");
    assert!(out.contains("公式平稳") && out.contains("The formula is well-behaved"), "{out}");
    let (_, zh, _) = tool(&["lint", LITTLE_ANGEL, "--lang", "zh"])?;
    assert!(zh.contains("年龄计算日期 2023-08-18") && !zh.contains("birth dates"), "{zh}");
    Ok(())
}

/// Two revisions of the programme in a folder, with the given periods in force.
fn two_revisions(name: &str, first: [&str; 3], second: [&str; 3]) -> Result<PathBuf> {
    let folder = folder(name)?;
    for (file, [revision, start, end]) in [("1.json", first), ("2.json", second)] {
        let mut programme = document(LITTLE_ANGEL)?;
        let members = programme.as_object_mut().ok_or("object")?;
        members.remove("supersedes");
        members.insert("revision".to_owned(), serde_json::from_str(revision)?);
        members.insert("effective".to_owned(), serde_json::json!({"start": start, "end": end}));
        members.insert("title".to_owned(), revision.into());
        fs::write(folder.join(file), serde_json::to_string(&programme)?)?;
    }
    Ok(folder)
}

#[test]
fn revisions_go_together() -> Tested {
    let year = |revision, year| match year {
        2024 => [revision, "2024-01-01", "2024-12-31"],
        _ => [revision, "2025-01-01", "2025-12-31"],
    };
    let late = ["4", "2025-01-02", "2025-12-31"];
    for (name, first, second, told) in [
        ("seamless", year("3", 2024), year("4", 2025), None),
        ("overlap", year("3", 2025), year("4", 2025), Some("error[programme.revisions-overlap]")),
        ("gap", year("3", 2024), late, Some("warning[programme.revisions-gap]")),
        ("twice", year("3", 2024), year("3", 2025), Some("error[programme.revision-duplicate]")),
    ] {
        let folder = two_revisions(name, first, second)?;
        let folder = folder.to_str().ok_or("path")?;
        for command in ["lint", "check"] {
            let (code, out, _) = tool(&[command, folder])?;
            assert_eq!(out.contains("programme.revision"), told.is_some(), "{name} {command}: {out}");
            assert!(told.is_none_or(|told| out.contains(told)), "{name} {command}: {out}");
            let wrong = told.is_some_and(|told| told.starts_with("error"));
            assert_eq!(code, Some(i32::from(wrong)), "{name} {command}: {out}");
        }
    }
    Ok(())
}

#[test]
fn the_revision_in_force_is_applied() -> Tested {
    let application = "cases/b-leukaemia-transplant/application.json";
    let answers = |name: &str, first: [&str; 3], second: [&str; 3]| -> Result<(Option<i32>, Vec<serde_json::Value>)> {
        let folder = two_revisions(name, first, second)?;
        let (code, out, _) = tool(&["match", application, folder.to_str().ok_or("path")?, "--format", "json"])?;
        Ok((code, serde_json::from_str(&out)?))
    };
    let [old, new] = [["3", "2020-01-01", "2021-12-31"], ["4", "2022-01-01", "2099-12-31"]];
    for (name, first, second, revision, decision) in [
        ("one", old, new, 4, "awarded"),
        ("other", ["5", "2020-01-01", "2021-12-31"], new, 4, "awarded"),
        ("both", ["3", "2022-01-01", "2099-12-31"], new, 4, "awarded"),
        ("none", old, ["4", "2021-01-01", "2021-12-31"], 4, "refused"),
    ] {
        let (code, all) = answers(&format!("in-force-{name}"), first, second)?;
        let [one] = all.as_slice() else { return Err(format!("{name}: {all:?}").into()) };
        assert_eq!((code, one["revision"].as_i64()), (Some(0), Some(revision)), "{name}: {one}");
        assert_eq!(one["decision"] == "refused", decision == "refused", "{name}: {one}");
    }
    // If two documents have the same revision number, neither is applied.
    let (code, all) = answers("in-force-twice", ["4", "2022-01-01", "2099-12-30"], new)?;
    assert_eq!((code, all.len()), (Some(1), 0));
    Ok(())
}

#[test]
fn unused_facts_are_listed() -> Tested {
    let application = "cases/a-heart-surgery/application.json";
    let (code, out, _) = tool(&["lint", LITTLE_ANGEL, "--application", application])?;
    assert_eq!(code, Some(0), "{out}");
    let (_, told) = out.split_once("that none of these programmes uses").ok_or("no list")?;
    assert!(
        told.contains("/household/") && !told.contains("/child/birthDate") && !told.contains("/diagnoses/*/codings"),
        "{told}"
    );
    let (_, out, _) = tool(&["lint", "cases/programmes", "--application", application, "--format", "json"])?;
    let last: serde_json::Value = serde_json::from_str(out.lines().last().ok_or("line")?)?;
    let paths: Vec<&str> =
        last["surplus"].as_array().ok_or("list")?.iter().filter_map(|one| one["path"].as_str()).collect();
    assert!(!paths.iter().any(|path| path.starts_with("/receipts") || path.starts_with("/aid")), "{paths:?}");
    Ok(())
}

#[test]
fn what_is_asked_for_beside_conditions_is_listed() -> Tested {
    for (file, codes) in [
        ("heart-negotiated-price", &["receipts", "operations", "aid"][..]),
        ("smile-train-cleft", &["operations", "aid"]),
        ("thalassaemia", &["aid"]),
    ] {
        let (_, out, _) = tool(&["lint", &format!("cases/programmes/{file}.json")])?;
        for code in codes {
            assert!(out.contains(&format!("\n    {code} (")), "{file} asks for {code}: {out}");
        }
    }
    Ok(())
}

#[test]
fn a_formula_that_jumps_is_not_called_well_behaved() -> Tested {
    let over =
        serde_json::json!({"test": "money", "fact": "family-borne", "over": {"type": "fixed", "amount": "5000.00"}});
    let ratio = serde_json::json!({"test": "ratio", "of": "family-borne", "to": "household-income", "atLeast": "0.4"});
    let limit =
        serde_json::json!({"id": "l", "scope": "application", "amount": {"type": "fixed", "amount": "1000.00"}});
    let below =
        serde_json::json!({"test": "money", "fact": "family-borne", "below": {"type": "fixed", "amount": "5000.00"}});
    let mut limited = limit;
    limited["when"] = serde_json::json!([below]);
    for (name, pointer, value, told) in [
        ("plain", "/note", serde_json::json!("x"), "  The formula is well-behaved"),
        (
            "money",
            "/requirements",
            serde_json::json!([{"id": "r", "anyOf": [over]}]),
            "    5000.00: 0.00 -> 2500.01  /requirements/0/anyOf/0\n",
        ),
        (
            "ratio",
            "/requirements",
            serde_json::json!([{"id": "r", "anyOf": [ratio]}]),
            "on other aid  /requirements/0/anyOf/0\n",
        ),
        ("when", "/items/0/when", serde_json::json!([over]), "    5000.00: 0.00 -> 2500.01  /items/0/when/0\n"),
        ("limit", "/limits", serde_json::json!([limited]), "    5000.00: 1000.00 -> 2500.00  /limits/0/when/0\n"),
        (
            "rounding",
            "/items/0/rounding",
            serde_json::json!({"unit": "100.00", "mode": "up"}),
            "above one yuan  /items/0/rounding\n",
        ),
    ] {
        let mut programme = serde_json::json!({
            "kind": "programme", "standard": "1.0", "id": "test", "revision": 1, "title": "甲", "standing": "illustrative",
            "payer": "charity", "effective": {"start": "2020-01-01"}, "appliesBy": "entered-on", "evidence": "receipts",
            "items": [{"id": "i", "basis": {"measure": "family-borne", "per": "application"},
                "benefit": {"type": "rate", "rate": {"type": "fixed", "rate": "0.5"}}}],
            "coordination": {"otherAid": "ignore", "ceiling": "family-borne"},
        });
        let (parent, member) = pointer.rsplit_once('/').ok_or("pointer")?;
        programme.pointer_mut(parent).ok_or("parent")?[member] = value;
        let path = file(&format!("steep-{name}.json"), &serde_json::to_string(&programme)?)?;
        let (_, out, _) = tool(&["lint", &path])?;
        assert!(out.contains(told), "{name}: {out}");
        assert_eq!(out.contains("The formula is well-behaved"), name == "plain", "{name}: {out}");
    }
    Ok(())
}

#[test]
fn a_folder_holds_programmes_and_other_things() -> Tested {
    let (code, out, err) = tool(&["lint", "cases/programmes", "--format", "json"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let objects: Vec<serde_json::Value> = out.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    assert_eq!(objects.len(), 14);
    for object in &objects {
        assert_eq!(object["report"]["kind"], "findings");
        let analysis = &object["analysis"];
        assert_eq!(analysis["wellBehaved"], analysis["steepness"].as_array().is_some_and(Vec::is_empty));
        assert!(analysis["facts"].as_array().is_some_and(|facts| !facts.is_empty()), "{object}");
    }
    let (_, one, _) = tool(&["lint", HEART, "--format", "json", "--as-of", "2026-06-01"])?;
    let one: serde_json::Value = serde_json::from_str(&one)?;
    assert_eq!(one["analysis"]["ages"][0]["births"][0]["first"], "2011-06-01");
    assert_eq!(one["analysis"]["cliffs"][4]["after"], "30000.00");
    Ok(())
}

#[test]
fn exit_codes_are_those_of_a_check() -> Tested {
    let heart = read(HEART)?;
    let overlap = file("overlap.json", &heart.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1))?;
    let (cut, none) = (file("cut.json", "{")?, path("none.json")?);
    let empty = folder("empty")?.to_string_lossy().into_owned();
    for (arguments, expected) in [
        (vec!["lint", HEART], 0),
        (vec!["lint", HEART, "--fail-on", "warning"], 1),
        (vec!["lint", &overlap], 1),
        (vec!["lint", "cases/a-heart-surgery/application.json"], 1),
        (vec!["lint", &empty], 2),
        (vec!["lint", HEART, "--as-of", "2026-02-30"], 2),
        (vec!["lint", &none, HEART], 3),
        (vec!["lint", &cut, HEART], 3),
    ] {
        let (code, out, err) = tool(&arguments)?;
        assert_eq!(code, Some(expected), "{arguments:?}: {out}{err}");
    }
    // A programme with errors is not analysed. A file that cannot be read does not stop the others.
    let (_, out, _) = tool(&["lint", &overlap])?;
    assert!(out.contains("programme.brackets-overlap") && !out.contains("Required facts"), "{out}");
    let (_, out, _) = tool(&["lint", &none, HEART])?;
    assert!(out.contains("Required facts"), "{out}");
    Ok(())
}

#[test]
fn a_programme_may_come_through_a_pipe() -> Tested {
    let (code, out, err) = tool_with(&["lint", "-"], read(HEART)?)?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("<stdin>:") && out.contains("warning[programme.cliff]"), "{out}");
    let (code, out, _) = tool_with(&["lint", "-"], read(HEART)?.replacen("\"items\"", "\"item\"", 1))?;
    assert!(code == Some(1) && out.contains("error[structure.unknown-member]"), "{out}");
    Ok(())
}
