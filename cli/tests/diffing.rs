//! `tongbiao diff`: on files, on applications, in both languages, and with inputs that cannot be compared.

use crate::support::{Result, Tested, document, file, tool};
use serde_json::{Value, json};

const OLD: &str = "examples/revisions/little-angel-leukaemia.2.json";
const NEW: &str = "cases/programmes/little-angel-leukaemia.json";
const HEART: &str = "cases/programmes/angel-sunshine-heart.json";
const CASE_A: &str = "cases/a-heart-surgery/application.json";
const CASE_B: &str = "cases/b-leukaemia-transplant/application.json";

/// A document with another value at a place.
fn changed(name: &str, path: &str, pointer: &str, value: Value) -> Result<String> {
    let mut json = document(path)?;
    *json.pointer_mut(pointer).ok_or("place")? = value;
    file(name, &json.to_string())
}

#[test]
fn revisions_are_compared_in_both_languages() -> Tested {
    let (code, out, err) = tool(&["diff", OLD, NEW])?;
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    for part in [
        "(cn.redcross.little-angel@2 → cn.redcross.little-angel@3)\n",
        "Changes that can affect an outcome (5):\n",
        "  changed eligibility requirements “age” › conditions age › upper bound: 17 → 18 (wider)\n    /requirements/0/anyOf/0/atMost\n",
        "  changed limits “lifetime” › maximum amount: 40000.00 yuan → 50000.00 yuan (higher)\n",
        "Eligibility widens: each child who was eligible remains eligible\n",
        "  age: 2005-08-18 to 2023-08-18 → 2004-08-18 to 2023-08-18\n",
        "Wording only (20):\n",
        "/sources/0\n",
        "--on with files or folders of applications\n",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(
        !out.contains("both revisions are in force") && !out.contains("neither revision is in force"),
        "they meet: {out}"
    );
    let (_, out, _) = tool(&["diff", OLD, NEW, "--lang", "zh"])?;
    for part in [
        "可能影响结果的变更（5）：",
        "  修改 要求 “age” › 条件 年龄 › 上限：17 → 18（放宽）",
        "申请条件放宽",
        "仅文字变更（20）：",
        "--on",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    // In the opposite direction, every change is reversed.
    let (_, out, _) = tool(&["diff", NEW, OLD])?;
    for part in ["upper bound: 18 → 17 (narrower)", "Eligibility narrows", "does not increase"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    Ok(())
}

#[test]
fn what_changes_no_outcome_ends_well() -> Tested {
    let (code, out, _) = tool(&["diff", NEW, NEW])?;
    assert!(code == Some(0) && out.contains("No changes"), "{out}");
    let wording = changed("wording.json", HEART, "/requirements/0/title", json!("十五周岁以下"))?;
    let (code, out, _) = tool(&["diff", HEART, &wording])?;
    assert!(code == Some(0) && out.contains("Wording only (1):") && !out.contains("can affect an outcome"), "{out}");
    let mut json = document(HEART)?;
    json.pointer_mut("/requirements").and_then(Value::as_array_mut).ok_or("list")?.reverse();
    let order = file("order.json", &json.to_string())?;
    assert_eq!(tool(&["diff", HEART, &order, "--on", CASE_A])?.0, Some(0));
    Ok(())
}

#[test]
fn applications_are_computed_under_both() -> Tested {
    let (code, out, err) = tool(&["diff", OLD, NEW, "--on", "cases", "--as-if-in-force"])?;
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    for part in [
        "Effect on applications (11, regardless of the time in force):\n",
        "application.json (case-b-leukaemia-transplant): more +10000.00: awarded, 10000.00 yuan → awarded, 20000.00 yuan\n",
        "    item grant: 10000.00 → 20000.00\n",
        "      before: benefit: 40000.00 yuan",
        "Total: more: 1; the same: 10\n",
        "where both amounts are determined: 40000.00 → 50000.00 yuan, difference +10000.00\n",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    // On the relevant day only one revision is in force. The output says so, and how to compare them.
    let (_, out, _) = tool(&["diff", OLD, NEW, "--on", CASE_B])?;
    assert!(out.contains("only one revision is in force") && out.contains("--as-if-in-force"), "{out}");
    assert!(out.contains("newly eligible: 1"), "{out}");
    // Many applications in one file, and a bracket moved by a fen. The out-of-pocket amount of the family in case A is
    // 11,516.00.
    let lines = [CASE_A, CASE_B].map(|path| document(path).map(|json| json.to_string()));
    let lines = lines.into_iter().collect::<Result<Vec<_>, _>>()?.join("\n\n");
    let lines = file("applications.ndjson", &lines)?;
    let mut json = document(HEART)?;
    for place in ["0/upper", "1/lower"] {
        *json.pointer_mut(&format!("/items/0/benefit/brackets/{place}")).ok_or("place")? = json!("11516.00");
    }
    let moved = file("moved.json", &json.to_string())?;
    let (_, out, err) = tool(&["diff", HEART, &moved, "--on", &lines, "--as-of", "2024-06-01"])?;
    assert!(out.contains("applications.ndjson:1 (case-a-heart-surgery): less -5000.00"), "{out}{err}");
    assert!(out.contains("/items/0/benefit/brackets/0") && out.contains("applications.ndjson:3"), "{out}");
    Ok(())
}

#[test]
fn programs_get_an_object() -> Tested {
    let arguments = ["diff", OLD, NEW, "--on", "cases", "--as-if-in-force", "--format", "json"];
    let (code, out, err) = tool(&arguments)?;
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert_eq!(tool(&arguments)?.1, out, "the same bytes every time");
    let json: Value = serde_json::from_str(&out)?;
    assert_eq!((&json["new"]["revision"], &json["sameProgramme"]), (&json!(3), &json!(true)));
    assert_eq!((&json["eligibility"], json.get("gap"), json.get("overlap")), (&json!("wider"), None, None));
    let age = json["changes"].as_array().and_then(|all| all.iter().find(|change| change["new"]["value"] == 18));
    let age = age.ok_or("the age")?;
    assert_eq!(
        (&age["kind"], &age["bearing"], &age["direction"]),
        (&json!("changed"), &json!("outcome"), &json!("wider"))
    );
    assert_eq!(age["old"], json!({"pointer": "/requirements/0/anyOf/0/atMost", "value": 17, "zh": "17", "en": "17"}));
    assert_eq!(json["births"]["changes"][0]["after"][0]["first"], "2004-08-18");
    let totals = &json["cases"]["totals"];
    assert_eq!((&totals["cases"], &totals["more"], &totals["same"]), (&json!(11), &json!(1), &json!(10)));
    assert_eq!(totals["difference"], "10000.00");
    let applications = json["cases"]["applications"].as_array().ok_or("list")?;
    let more = applications.iter().find(|one| one["shift"] == "more").ok_or("more")?;
    assert_eq!((&more["before"]["amount"], &more["after"]["amount"]), (&json!("10000.00"), &json!("20000.00")));
    assert_eq!(more["items"], json!([{"item": "grant", "before": "10000.00", "after": "20000.00"}]));
    assert_eq!(more["step"]["after"]["at"], "/items/0/benefit/tiers/0");
    Ok(())
}

#[test]
fn other_programmes_and_times_are_reported() -> Tested {
    let (code, out, _) = tool(&["diff", HEART, NEW])?;
    assert!(code == Some(1) && out.contains("two programmes, not two revisions of one programme"), "{out}");
    let gap = changed("gap.json", NEW, "/effective/start", json!("2023-08-20"))?;
    let (_, out, _) = tool(&["diff", OLD, &gap])?;
    assert!(out.contains("neither revision is in force: 2023-08-18 to 2023-08-19"), "{out}");
    let overlap = changed("overlap.json", NEW, "/effective/start", json!("2023-08-01"))?;
    let (_, out, _) = tool(&["diff", OLD, &overlap, "--lang", "zh"])?;
    assert!(out.contains("两个版本同时有效：2023-08-01 至 2023-08-17"), "{out}");
    Ok(())
}

#[test]
fn what_cannot_be_compared_is_reported() -> Tested {
    let undated = {
        let mut json = document(CASE_A)?;
        json.as_object_mut().ok_or("object")?.remove("submittedOn");
        json.as_object_mut().ok_or("object")?.remove("enteredOn");
        json.as_object_mut().ok_or("object")?.remove("programmes");
        file("undated.json", &json.to_string())?
    };
    let broken = file("broken.json", "{\"kind\": \"application\"")?;
    let overlap = changed("brackets.json", HEART, "/items/0/benefit/brackets/1/lower", json!("9999.99"))?;
    let errors = changed("errors.json", CASE_A, "/receipts/0/cash", json!("1.00"))?;
    for (arguments, expected, told) in [
        (vec!["diff", "none.json", NEW], 3, "file not found"),
        (vec!["diff", OLD, CASE_A], 3, "kind `programme`"),
        (vec!["diff", OLD], 2, "<NEW>"),
        (vec!["diff", OLD, NEW, "--as-if-in-force"], 2, "--on"),
        (vec!["diff", OLD, NEW, "--on", "cases/programmes"], 2, "no application"),
        (vec!["diff", OLD, NEW, "--on", CASE_A, CASE_B, "--earlier", CASE_A], 2, "--earlier concerns one child"),
        (vec!["diff", OLD, NEW, "--on", &undated], 2, "--as-of"),
        (vec!["diff", OLD, NEW, "--on", &broken, CASE_B], 3, "broken.json"),
        (vec!["diff", OLD, NEW, "--on", "none.json"], 3, "none.json"),
        (vec!["diff", HEART, HEART, "--on", &errors], 1, "errors in the application"),
        (vec!["diff", HEART, &overlap, "--on", CASE_A], 1, "the effect on applications is not computed"),
    ] {
        let (code, out, err) = tool(&arguments)?;
        assert_eq!(code, Some(expected), "{arguments:?}: {out}{err}");
        assert!(format!("{out}{err}").contains(told), "{arguments:?}: {out}{err}");
    }
    // A file that cannot be read does not stop the others. A programme with errors is compared nevertheless.
    let (_, out, _) = tool(&["diff", OLD, NEW, "--on", &broken, CASE_B])?;
    assert!(out.contains("(case-b-leukaemia-transplant)"), "{out}");
    let (_, out, err) = tool(&["diff", HEART, &overlap])?;
    assert!(out.contains("9999.99 yuan (lower)") && err.contains("programme.brackets-overlap"), "{out}{err}");
    Ok(())
}

#[test]
fn items_that_are_called_otherwise_are_reported() -> Tested {
    let renamed = changed("renamed.json", NEW, "/items/0/id", json!("support"))?;
    let (code, out, _) = tool(&["diff", NEW, &renamed])?;
    assert!(
        code == Some(1) && out.contains("Earlier awards of grant are not deducted from awards of support"),
        "{out}"
    );
    let (_, out, _) = tool(&["diff", NEW, &renamed, "--lang", "zh"])?;
    assert!(out.contains("grant 已给付的金额，不从新增的 support 中抵减"), "{out}");
    let (_, out, _) = tool(&["diff", NEW, &renamed, "--format", "json"])?;
    assert_eq!(serde_json::from_str::<Value>(&out)?["itemsRenewed"], json!({"gone": ["grant"], "new": ["support"]}));
    let (_, out, _) = tool(&["diff", OLD, NEW])?;
    assert!(!out.contains("Note: earlier awards"), "{out}");
    Ok(())
}
