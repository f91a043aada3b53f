//! `tongbiao new`: example documents from options, defaults and answers.

use super::{
    support::{Result, Tested, file, folder, path, root},
    tool, tool_with,
};
use serde_json::Value;
use std::fs;

/// Writes a document and checks it: no finding at all.
fn made(arguments: &[&str]) -> Result<Value> {
    let run = tool(&[&["new"][..], arguments].concat())?;
    assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
    clean(&run.out)
}

fn clean(text: &str) -> Result<Value> {
    let checked = tool_with(&["check", "-", "--fail-on", "info", "--quiet"], text)?;
    assert_eq!((checked.code, checked.out.as_str()), (Some(0), ""), "{text}");
    Ok(serde_json::from_str(text)?)
}

#[test]
fn documents_are_written_from_options() -> Tested {
    let programme = made(&[
        "programme",
        "--item",
        "tiers",
        "--disease",
        "C91",
        "--disease",
        "C92",
        "--age-below",
        "15",
        "--hardship",
        "--paper",
        "diagnosis",
        "--paper",
        "hardship-certificate",
        "--once",
        "--id",
        "org.example.leukaemia",
        "--title",
        "白血病救助（示例）",
    ])?;
    assert_eq!(programme["id"], "org.example.leukaemia");
    assert_eq!(programme["requirements"][0]["anyOf"][0]["atMost"], 14);
    assert_eq!(programme["items"][0]["benefit"]["tiers"][0]["amount"]["amount"], "50000.00");
    assert_eq!(programme["limits"][0]["count"], 1);
    assert_eq!(programme["$schema"], "https://w3id.org/tongbiao/1.0/programme.schema.json");
    let members: Vec<&String> = programme.as_object().ok_or("object")?.keys().collect();
    assert!(members.len() > 12);
    let bands = made(&[
        "programme",
        "--item",
        "bands",
        "--band",
        "5000.00:0.3",
        "--band",
        "0.6",
        "--per",
        "hospitalisation",
        "--measure",
        "self-paid",
    ])?;
    assert_eq!(bands["items"][0]["benefit"]["bands"][1], serde_json::json!({"rate": {"type": "fixed", "rate": "0.6"}}));
    assert_eq!(bands["items"][0]["basis"], serde_json::json!({"measure": "self-paid", "per": "hospitalisation"}));
    let receipt = made(&["receipt", "--kind", "split-sheet", "--lines", "--schema", "schemas/receipt.schema.json"])?;
    assert_eq!(
        (&receipt["$schema"], &receipt["receiptKind"]),
        (&"schemas/receipt.schema.json".into(), &"split-sheet".into())
    );
    let application =
        made(&["application", "--receipt", "inpatient-printed", "--receipt", "legacy", "--paper", "bank-card"])?;
    assert_eq!(application["receipts"].as_array().map(Vec::len), Some(2));
    for kind in ["programme", "application", "receipt"] {
        assert_eq!(made(&[kind])?["kind"], kind, "defaults");
    }
    Ok(())
}

#[test]
fn the_members_are_explained() -> Tested {
    for (language, parts) in [
        (
            "en",
            [
                "/effective/start  First day",
                "/standing  Authority of the document [follows-notice, illustrative]",
                "next: change each part",
            ],
        ),
        ("zh", ["/id  项目标识", "/items/0/benefit/type  给付方式", "下一步：按公告修改各项"]),
    ] {
        let run = tool(&["new", "programme", "--lang", language])?;
        for part in parts {
            assert!(run.err.contains(part), "{part}: {}", run.err);
        }
    }
    assert_eq!(tool(&["new", "programme", "--quiet"])?.err, "");
    // A finding that the options cause is reported.
    let run = tool(&["new", "programme", "--amount", "900.00", "--cap", "100.00"])?;
    assert!(run.code == Some(0) && run.err.contains("programme.never-in-full /items/0/benefit"), "{}", run.err);
    Ok(())
}

#[test]
fn a_file_is_not_replaced_unless_required() -> Tested {
    let name = folder("new")?.join("programme.json").display().to_string();
    let arguments = ["new", "programme", "--out", &name];
    assert_eq!(tool(&arguments)?.code, Some(0));
    fs::write(&name, "work of a person")?;
    let run = tool(&arguments)?;
    assert!(run.code == Some(3) && run.err.contains("the file exists"), "{run:?}");
    assert_eq!(fs::read_to_string(&name)?, "work of a person");
    assert_eq!(tool(&[&arguments[..], &["--force"]].concat())?.code, Some(0));
    clean(&fs::read_to_string(&name)?)?;
    // The application for a programme lists the supporting documents of the programme.
    let papers = tool(&["new", "application", "--programme", &name, "--quiet"])?;
    let application = clean(&papers.out)?;
    assert_eq!(application["programmes"][0]["programme"], "org.example.programme");
    assert_eq!(application["materials"].as_array().map(Vec::len), Some(4));
    for (file, message) in [("none.json", "cannot be read"), ("Cargo.toml", "not a programme")] {
        let run = tool(&["new", "application", "--programme", file])?;
        assert!(run.code == Some(3) && run.err.contains(message), "{run:?}");
    }
    let nowhere = path("nowhere/deep/programme.json")?;
    assert_eq!(tool(&["new", "programme", "--out", &nowhere])?.code, Some(3));
    Ok(())
}

#[test]
fn answers_are_validated() -> Tested {
    // A wrong answer is asked again; an empty answer is the default.
    let answers = "白血病救助\n\nno blanks please\norg.example.asked\n2026-13-01\n2026-07-01\nC91 C92\n200\n15\nmaybe\ny\n410000\n2\n5\n30000.00\n-\ny\nn\n1\ny\n8 19\n";
    let run = tool_with(&["new", "programme", "--ask"], answers)?;
    assert_eq!(run.code, Some(0), "{run:?}");
    let programme = clean(&run.out)?;
    let at = |pointer: &str| programme.pointer(pointer).cloned().unwrap_or_default();
    assert_eq!(at("/title"), "白血病救助");
    assert_eq!(at("/titleEn"), "Example programme (invented)");
    assert_eq!((at("/id"), at("/effective/start")), ("org.example.asked".into(), "2026-07-01".into()));
    assert_eq!(at("/requirements/0/anyOf/0/atMost"), 14);
    assert_eq!(programme["papers"].as_array().map(Vec::len), Some(2));
    assert_eq!((at("/items/0/payees/0/to"), at("/limits/0/scope")), ("hospital".into(), "fund-balance".into()));
    for hint in ["letters, digits, dots", "YYYY-MM-DD", "a whole number from 1 to 100", "answer y or n"] {
        assert!(run.err.contains(hint), "{hint}: {}", run.err);
    }
    // In Chinese, the benefit items are listed by their Chinese names.
    let run = tool_with(&["new", "programme", "--ask", "--lang", "zh"], answers)?;
    assert!(run.err.contains("fixed  定额\n") && !run.err.contains("Fixed amount"), "{}", run.err);
    let run = tool_with(&["new", "programme", "--ask", "--lang", "both"], answers)?;
    assert!(run.err.contains("fixed  定额 · Fixed amount\n"), "{}", run.err);
    let run = tool_with(&["new", "receipt", "--ask", "--lang", "zh"], "3\n\n100\n100.00\n是\n否\n")?;
    let receipt = clean(&run.out)?;
    assert_eq!((&receipt["receiptKind"], &receipt["totalAmount"]), (&"outpatient-printed".into(), &"100.00".into()));
    assert!(receipt["lines"].is_array() && run.err.contains("金额须有两位小数"), "{}", run.err);
    let run = tool_with(&["new", "application", "--ask"], "case-7\n\n\n1 2\n-\n")?;
    let application = clean(&run.out)?;
    assert_eq!((&application["id"], application["receipts"].as_array().map(Vec::len)), (&"case-7".into(), Some(2)));
    let run = tool_with(&["new", "receipt", "--ask"], "1\n")?;
    assert!(
        run.code == Some(2) && run.out.is_empty() && run.err.contains("the input ended before the last answer"),
        "{run:?}"
    );
    Ok(())
}

#[test]
fn wrong_options_are_refused() -> Tested {
    for arguments in [
        &["new"][..],
        &["new", "plan"],
        &["new", "programme", "--item", "lottery"],
        &["new", "programme", "--disease", "头痛"],
        &["new", "programme", "--age-below", "0"],
        &["new", "programme", "--band", "5000:0.3"],
        &["new", "programme", "--per", "period"],
        &["new", "programme", "--amount", "30000"],
        &["new", "programme", "--paper", "photo"],
        &["new", "programme", "--title", ""],
        &["new", "receipt", "--kind", "cash"],
        &["new", "receipt", "--ask", "--no-ask"],
        &["new", "application", "--date", "2026-02-30"],
    ] {
        let run = tool(arguments)?;
        assert!(run.code == Some(2) && run.out.is_empty() && !run.err.is_empty(), "{arguments:?}: {run:?}");
    }
    Ok(())
}

/// The application for a programme is clean, and has the supporting documents that the programme requires.
#[test]
fn applications_for_every_programme_are_clean() -> Tested {
    let (mut seen, mut of_disease) = (0, 0);
    for folder in ["cases/programmes", "examples/notices"] {
        for entry in fs::read_dir(root().join(folder))? {
            let programme = entry?.path().display().to_string();
            if serde_json::from_str::<Value>(&fs::read_to_string(&programme).unwrap_or_default())
                .is_ok_and(|json| json["kind"] == "programme")
            {
                let run = tool(&["new", "application", "--programme", &programme, "--quiet"])?;
                clean(&run.out)?;
                let application = file("application-for.json", &run.out)?;
                let outcome = tool(&["adjudicate", &application, &programme, "--no-earlier", "--format", "json"])?;
                let outcome: Value = serde_json::from_str(&outcome.out)?;
                for paper in outcome["papers"].as_array().into_iter().flatten() {
                    let state = paper["state"].as_str().unwrap_or_default();
                    assert!(["present", "not-needed", "may-be-needed"].contains(&state), "{programme}: {paper}");
                }
                // Its diagnosis is one that the programme requires.
                let programme: Value = serde_json::from_str(&fs::read_to_string(&programme)?)?;
                for judged in outcome["requirements"].as_array().into_iter().flatten() {
                    let id = &judged["requirement"];
                    let all = programme["requirements"].as_array().into_iter().flatten();
                    let asks =
                        all.filter(|one| one["id"] == *id).any(|one| one.to_string().contains(r#""test":"disease""#));
                    if asks {
                        assert_eq!(judged["judgement"], "yes", "{programme}: {judged}");
                        of_disease += 1;
                    }
                }
                seen += 1;
            }
        }
    }
    assert!(of_disease >= 8, "{of_disease} requirements of a disease");
    assert!(seen >= 17, "{seen} programmes");
    Ok(())
}
