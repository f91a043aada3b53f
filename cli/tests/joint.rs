//! `adjudicate --plan` and `match --plan`: one account of all funders and the family.

use crate::support::{Tested, read, root, tool};
use serde_json::{Value, json};
use std::fs;

const CASE: &str = "cases/h-premium-fund-and-appeal/application.json";
const PLAN: &str = "cases/plans/leukaemia-insurer-fund-and-appeal.json";

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    with("adjudicate", more)
}

/// The case under the plan, for a command.
fn with<'a>(command: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let case =
        [command, CASE, "cases/programmes", "--plan", PLAN, "--as-of", "2025-12-01", "--fund-balance", "100000.00"];
    [&case, more].concat()
}

#[test]
fn one_account_of_all_funders_and_the_family() -> Tested {
    let (code, zh, err) = tool(&arguments(&["--lang", "zh"]))?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let (_, en, _) = tool(&arguments(&["--lang", "en"]))?;
    for (text, parts) in [
        (&zh, ["家庭仍须负担", "大病保险", "按方案给付", "超出余额的预付"]),
        (
            &en,
            [
                "Remaining for the family",
                "critical illness insurance",
                "Under the plan",
                "Advances above the remainder",
            ],
        ),
    ] {
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    }
    // `match` states the same account.
    let (code, matched, _) = tool(&with("match", &["--lang", "en"]))?;
    assert_eq!(code, Some(0));
    assert!(matched.contains("Remaining for the family"), "{matched}");
    Ok(())
}

#[test]
fn json_is_the_reply_of_the_call() -> Tested {
    let mut programmes = Vec::new();
    for entry in fs::read_dir(root().join("cases/programmes"))? {
        let text = fs::read_to_string(entry?.path())?;
        if serde_json::from_str::<Value>(&text).is_ok_and(|json| json["kind"] == "programme") {
            programmes.push(text);
        }
    }
    let request = json!({"application": read(CASE)?, "plan": read(PLAN)?, "programmes": programmes,
        "circumstances": {"asOf": "2025-12-01", "fundBalance": "100000.00"}, "options": {"lenient": true}});
    let reply = tongbiao_json::call("adjudicate-jointly", request.to_string().as_bytes())?;
    let (_, out, _) = tool(&arguments(&["--format", "json"]))?;
    assert_eq!(out, reply);
    let json: Value = serde_json::from_str(&out)?;
    assert_eq!(json["joint"]["kind"], "joint-adjudication");
    // Conservation, in the numbers that were printed.
    let fen = |value: &Value| value.as_str().unwrap_or("0.00").replace('.', "").parse::<i64>().unwrap();
    let totals = &json["joint"]["totals"];
    assert!(fen(&totals["borne"]) > 0);
    assert_eq!(fen(&totals["borne"]), fen(&totals["prior"]) + fen(&totals["awarded"]) + fen(&totals["left"]));
    // One document per line: the joint one, then each member's.
    let (_, lines, _) = tool(&arguments(&["--format", "ndjson"]))?;
    let kinds: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["kind"].clone()).collect();
    assert_eq!(kinds, ["joint-adjudication", "adjudication", "adjudication", "adjudication", "adjudication"]);
    Ok(())
}

#[test]
fn a_joint_outcome_is_verified() -> Tested {
    let path = std::env::temp_dir().join(format!("tongbiao-joint-{}.ndjson", std::process::id()));
    let file = path.to_str().unwrap();
    let verify = || {
        tool(&[
            "verify",
            file,
            "--application",
            CASE,
            "--programme",
            "cases/programmes",
            "--plan",
            PLAN,
            "--lang",
            "en",
        ])
    };
    for detail in ["none", "reasons", "full"] {
        tool(&arguments(&["--format", "ndjson", "--detail", detail, "--out", file]))?;
        let (code, out, err) = verify()?;
        assert_eq!(code, Some(0), "{out}{err}");
        assert!(
            out.contains("verified (cn.example.joint.appeal@1: awarded, remaining for the family 0.00 yuan)"),
            "{out}"
        );
    }
    // A changed amount, and another plan.
    let text = fs::read_to_string(&path)?;
    fs::write(&path, text.replacen("\"left\":\"0.00\"", "\"left\":\"1.00\"", 1))?;
    let (code, out, _) = verify()?;
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("/joint/"), "{out}");
    fs::write(&path, text)?;
    let other = "cases/plans/leukaemia-shares-and-match.json";
    let (code, out, _) = tool(&[
        "verify",
        file,
        "--application",
        CASE,
        "--programme",
        "cases/programmes",
        "--plan",
        other,
        "--lang",
        "en",
    ])?;
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("joint relief plan"), "{out}");
    fs::remove_file(&path)?;
    Ok(())
}

#[test]
fn a_joint_outcome_is_explained() -> Tested {
    let (code, out, _) =
        tool(&["explain", "cases/plans/leukaemia-insurer-fund-and-appeal.case-h.json", "--lang", "en"])?;
    assert_eq!(code, Some(0));
    assert!(out.contains("Remaining for the family") && out.contains("member 1 pays"), "{out}");
    Ok(())
}

#[test]
fn a_plan_that_cannot_be_applied_is_reported() -> Tested {
    let heart = "cases/programmes/angel-sunshine-heart.json";
    let (code, out, err) = tool(&["adjudicate", CASE, heart, "--plan", PLAN, "--as-of", "2025-12-01", "--lang", "en"])?;
    assert_eq!((code, out.trim()), (Some(1), ""), "{err}");
    assert!(err.contains("cn.example.critical-illness") && err.contains("/stages/0/members/0/programme"), "{err}");
    let (code, _, err) = tool(&["adjudicate", CASE, heart, "--plan", heart])?;
    assert_eq!(code, Some(3));
    assert!(err.contains("plan"), "{err}");
    Ok(())
}

#[test]
fn the_page_is_one_file_and_adds_up() -> Tested {
    let page = |more: &[&str]| -> Result<String, Box<dyn std::error::Error>> {
        let (code, page, err) = tool(&arguments(&[&["--format", "html"], more].concat()))?;
        assert_eq!((code, err.as_str()), (Some(0), ""));
        Ok(page)
    };
    let (plain, shown) = (page(&["--lang", "both"])?, page(&["--lang", "both", "--show-values"])?);
    for page in [&plain, &shown] {
        // Well formed, in both languages, with the names of the programmes, and without anything from elsewhere.
        let tree = roxmltree::Document::parse_with_options(
            page,
            roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() },
        )?;
        for part in ["家庭仍须负担", "Remaining for the family", "少儿住院互助基金", "default-src 'none'"]
        {
            assert!(page.contains(part), "{part}");
        }
        for part in ["<script", "http:", "https:", "url(", "@import"] {
            assert!(!page.contains(part), "{part}");
        }
        // Each row of the second table: the family's share is what each pays and what remains.
        let table = tree.descendants().filter(|node| node.has_tag_name("table")).nth(1).unwrap();
        let mut rows = 0;
        for row in table.descendants().filter(|node| node.has_tag_name("tr")) {
            let cells = row.children().filter(|node| node.attribute("class") == Some("number"));
            let fen = |node: roxmltree::Node<'_, '_>| {
                node.text().and_then(|text| text.replace([',', '.'], "").parse::<i64>().ok())
            };
            if let Some(amounts) = cells.map(fen).collect::<Option<Vec<i64>>>().filter(|amounts| !amounts.is_empty()) {
                assert_eq!(amounts[0], amounts[1..].iter().sum::<i64>(), "{amounts:?}");
                rows += 1;
            }
        }
        assert!(rows > 15, "{rows}");
    }
    // Only with the option does it name the child, the application, the receipts and the lines.
    let case = read(CASE)?;
    let case: Value = serde_json::from_str(&case)?;
    let own = [
        &case["id"],
        &case["child"]["name"],
        &case["receipts"][0]["number"]["number"],
        &case["receipts"][0]["lines"][0]["name"],
    ];
    for value in own.map(|value| value.as_str().unwrap()) {
        assert!(!plain.contains(value) && shown.contains(value), "{value}");
    }
    // Without a plan, the page is the table of the programmes.
    let (code, out, _) = tool(&["adjudicate", CASE, "cases/programmes", "--format", "html", "--lang", "en"])?;
    assert!(code == Some(0) && out.contains("Totals of the programmes") && !out.contains("Who pays"), "{out}");
    Ok(())
}

#[test]
fn a_plan_is_analysed_with_its_programmes() -> Tested {
    let path = "cases/plans/leukaemia-shares-and-match.json";
    let (code, text, err) = tool(&["lint", "cases/programmes", "--plan", path, "--lang", "en"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for part in [
        "Balanced amounts: kept",
        "Total independent of the order: not kept\n    /stages/1/policy\n    /stages/2/policy\n",
    ] {
        assert!(text.contains(part), "{text}");
    }
    // The reply of the call has the same bytes.
    let mut programmes = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(root().join("cases/programmes"))?.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(path)?;
        if serde_json::from_str::<Value>(&text).is_ok_and(|json| json["kind"] == "programme") {
            programmes.push(text);
        }
    }
    let (_, out, _) = tool(&["lint", "cases/programmes", "--plan", path, "--format", "json"])?;
    let request = json!({"plan": read(path)?, "programmes": programmes, "name": path});
    assert_eq!(out, tongbiao_json::call("lint-plan", request.to_string().as_bytes())?);
    // A member whose programme is not given is an error, and nothing is promised.
    let (code, text, _) = tool(&["lint", "cases/programmes/smile-train-cleft.json", "--plan", path, "--lang", "en"])?;
    assert_eq!(code, Some(1));
    assert!(text.contains("plan.programme-unknown") && !text.contains("Promises"), "{text}");
    Ok(())
}
