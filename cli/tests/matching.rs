//! `tongbiao match`.

use crate::support::{Tested, document, file, path, read, tool};

#[test]
fn every_programme_of_a_folder_has_an_answer() -> Tested {
    let application = "cases/b-leukaemia-transplant/application.json";
    let (code, out, err) = tool(&["match", application, "cases/programmes"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(out.matches('@').count(), 14, "{out}");
    assert!(
        out.contains(
            "Little Angel fund, grant for children with leukaemia (cn.redcross.little-angel@3)\n  eligible\n    amount: 20000.00 yuan\n"
        ),
        "{out}"
    );
    assert!(out.contains("    not met: Confirmed congenital heart disease [diagnosis]; in the application: "), "{out}");

    let (_, zh, _) = tool(&["match", application, "cases/programmes/little-angel-leukaemia.json", "--lang", "zh"])?;
    let told = "小天使基金（白血病儿童资助） (cn.redcross.little-angel@3)\n  符合条件\n    金额：20000.00 元\n    “定额资助”未给付 30000.00 元：以往已经给付\n";
    assert!(zh.starts_with(told), "{zh}");
    Ok(())
}

#[test]
fn the_assumed_day_is_a_line_for_all_programmes() -> Tested {
    let arguments = ["match", "cases/b-leukaemia-transplant/application.json", "cases/programmes", "--lang", "both"];
    let (_, out, _) = tool(&arguments)?;
    let lines: Vec<&str> = out.lines().rev().take(4).collect();
    assert!(lines.len() == 4 && lines.iter().all(|line| !line.starts_with(' ')), "{lines:?}");
    assert!(lines.get(2).is_some_and(|line| line.starts_with("day of the decision not specified")), "{lines:?}");
    Ok(())
}

#[test]
fn what_is_missing_is_named_with_who_supplies_it() -> Tested {
    let mut open = document("cases/e-newborn-without-number/application.json")?;
    open["treatments"][0].as_object_mut().ok_or("object")?.remove("sessions");
    let application = file("without-sessions.json", &open.to_string())?;
    let (code, out, _) = tool(&["match", &application, "cases/programmes/treatment-and-travel.json"])?;
    assert_eq!(code, Some(0));
    let told = "  eligible\n    amount undetermined\n    \
                missing: earlier adjudications of this child (to be supplied by the programme) [earlier-adjudications]\n";
    assert!(out.contains(told), "{out}");
    // The summary counts the undetermined amount of the eligible programme; in JSON it is the decision.
    let told = "1 programme: 1 eligible (0 with an amount above zero, 1 with an undetermined amount), 0 not eligible, \
                0 with eligibility undetermined. ";
    assert!(out.contains(told), "{out}");
    let (_, zh, _) = tool(&["match", &application, "cases/programmes/treatment-and-travel.json", "--lang", "zh"])?;
    let told = "1 个项目：1 个符合条件（其中 0 个金额大于零，1 个金额待定），0 个不符合条件，0 个是否符合条件待定。";
    assert!(zh.contains(told), "{zh}");
    let (_, json, _) =
        tool(&["match", &application, "cases/programmes/treatment-and-travel.json", "--format", "json"])?;
    let answers: serde_json::Value = serde_json::from_str(&json)?;
    let answer = &answers[0];
    assert!(answer["eligible"] == "yes" && answer["decision"] == "undetermined", "{json}");
    assert!(answer.get("amount").is_none(), "{json}");
    let application = "cases/c-haemophilia-monthly/application.json";
    let (_, out, _) = tool(&["match", application, "cases/programmes/ward-school.json"])?;
    assert!(
        out.contains(
            "  undetermined\n    missing: remaining places in the programme (to be supplied by the programme) [quota-left]\n"
        ),
        "{out}"
    );
    Ok(())
}

#[test]
fn the_day_of_the_decision_decides_what_is_in_force() -> Tested {
    let school = "cases/programmes/ward-school.json";
    let application = "cases/f-reversed-and-reissued/application.json";
    let (_, out, _) = tool(&["match", application, school, "--as-of", "2025-03-18", "--quota-left", "1"])?;
    assert!(out.contains("  eligible\n"), "{out}");
    let (_, out, _) = tool(&["match", application, school, "--as-of", "2025-03-18", "--quota-left", "0"])?;
    assert!(out.contains("not met: A place is free [places]; in the application: "), "{out}");
    let (code, _, err) = tool(&["match", application, school, "--as-of", "2025-02-30"])?;
    assert_eq!(code, Some(2), "{err}");
    let (code, _, err) = tool(&["match", application, school, "--as-of", "9999-12-31"])?;
    assert!(code == Some(2) && err.contains("1900-01-01") && err.contains("2099-12-31"), "{err}");
    Ok(())
}

#[test]
fn facts_and_papers_are_called_by_their_names() -> Tested {
    let application = "cases/e-newborn-without-number/application.json";
    let (_, zh, _) = tool(&["match", application, "cases/programmes", "--lang", "zh"])?;
    let missing: Vec<&str> = zh.lines().filter(|line| line.trim_start().starts_with("缺少：")).collect();
    assert!(!missing.is_empty(), "{zh}");
    for line in missing {
        assert!(line.contains("（由") && line.ends_with(']'), "{line}");
    }
    // Supporting documents that were not submitted are listed too.
    let mut bare = document("cases/b-leukaemia-transplant/application.json")?;
    bare.as_object_mut().ok_or("object")?.remove("materials");
    let path = file("without-papers.json", &bare.to_string())?;
    let (_, papers, _) = tool(&["match", &path, "cases/programmes", "--lang", "zh"])?;
    assert!(papers.contains("材料：申请表 [form]"), "{papers}");
    // A title is not followed by the same title in the other language.
    assert!(!zh.contains("未满十九周岁：未满十九周岁"), "{zh}");
    Ok(())
}

#[test]
fn programs_are_not_given_what_was_found() -> Tested {
    let application = "cases/b-leukaemia-transplant/application.json";
    let (_, text, _) = tool(&["match", application, "cases/programmes", "--lang", "en"])?;
    let (_, json, _) = tool(&["match", application, "cases/programmes", "--format", "json"])?;
    assert!(
        text.contains("in the application: ") && json.contains("\"judgement\"") && !json.contains("\"found\""),
        "{json}"
    );
    Ok(())
}

#[test]
fn what_cannot_be_used_is_reported() -> Tested {
    let good = "cases/a-heart-surgery/application.json";
    let heart = read("cases/programmes/angel-sunshine-heart.json")?;
    let overlapping = heart.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1);
    let unread = heart.replacen(r#""items""#, r#""item""#, 1);
    let undated = r#"{"kind":"application","standard":"1.0","id":"x","child":{"name":"例"}}"#;
    let overlapping = file("overlap.json", &overlapping)?;
    let unread = file("unread.json", &unread)?;
    let undated = file("undated.json", undated)?;
    let none = path("none.json")?;
    for (arguments, expected, told) in [
        ([good, &overlapping], 1, "programme.brackets-overlap"),
        ([good, &unread], 3, "not a valid document of kind `programme`"),
        ([good, &none], 3, "none.json"),
        ([&none, "cases/programmes"], 3, "none.json"),
        (["cases/programmes/ward-school.json", "cases/programmes"], 3, "kind `application`"),
        // For a valid document of the wrong kind, the message does not suggest `check`, which would find nothing.
        (["cases/programmes/ward-school.json", good], 3, "found kind `programme`; check the file and the order"),
        (["cases/programmes", "cases/programmes"], 3, "no application was found"),
        ([&undated, "cases/programmes"], 2, "--as-of"),
        ([good, "cases/a-heart-surgery"], 2, "no programme"),
    ] {
        let (code, _, err) = tool(&["match", arguments[0], arguments[1]])?;
        assert_eq!(code, Some(expected), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    // A document that cannot be used does not stop the others.
    let (code, out, _) = tool(&["match", good, &overlapping, "cases/programmes/ward-school.json"])?;
    assert_eq!(code, Some(1));
    assert!(out.contains("cn.example.ward-school@1"), "{out}");
    Ok(())
}

#[test]
fn amounts_are_not_added_up() -> Tested {
    let (_, out, _) = tool(&["match", "cases/a-heart-surgery/application.json", "cases/programmes"])?;
    let last = out.lines().last().unwrap_or_default();
    assert!(last.starts_with("14 programmes: ") && last.ends_with("the amounts must not be added up"), "{last}");
    assert!(!last.contains("yuan") && !last.contains(".00"), "{last}");
    Ok(())
}

#[test]
fn programs_read_a_list() -> Tested {
    let application = "cases/a-heart-surgery/application.json";
    let (code, out, err) = tool(&["match", application, "cases/programmes", "--format", "json"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let all: Vec<serde_json::Value> = serde_json::from_str(&out)?;
    assert_eq!(all.len(), 14);
    for answer in &all {
        let members: Vec<&str> = answer.as_object().ok_or("object")?.keys().map(String::as_str).collect();
        for member in [
            "programme",
            "revision",
            "title",
            "eligible",
            "decision",
            "requirements",
            "missing",
            "papers",
            "reasons",
            "services",
            "items",
        ] {
            assert!(members.contains(&member), "{member}: {answer}");
        }
        assert_eq!(members.contains(&"amount"), answer["decision"] != "undetermined", "{answer}");
    }
    let heart = all.iter().find(|one| one["programme"] == "cn.redcross.angel-sunshine").ok_or("heart")?;
    assert_eq!((&heart["amount"], &heart["eligible"]), (&"10000.00".into(), &"yes".into()));
    Ok(())
}

#[test]
fn what_was_awarded_before_counts() -> Tested {
    let earlier = path("earlier.ndjson")?;
    let (application, heart) = ("cases/a-heart-surgery/application.json", "cases/programmes/angel-sunshine-heart.json");
    tool(&["adjudicate", application, heart, "--no-earlier", "--format", "ndjson", "--out", &earlier])?;
    let (_, out, _) = tool(&["match", application, heart, "--no-earlier"])?;
    assert!(out.contains("amount: 10000.00 yuan"), "{out}");
    let (code, out, _) = tool(&["match", application, heart, "--earlier", &earlier])?;
    assert_eq!(code, Some(0));
    assert!(out.contains("amount: 0.00 yuan"), "{out}");
    Ok(())
}
