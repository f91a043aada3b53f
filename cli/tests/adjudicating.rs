//! `tongbiao adjudicate`.

use crate::support::{Tested, file, read, tool};
use serde_json::Value;
use std::fs;

const CASE_A: &str = "cases/a-heart-surgery/application.json";
const HEART: &str = "cases/programmes/angel-sunshine-heart.json";

#[test]
fn one_programme_gives_one_document() -> Tested {
    let circumstances = ["--quota-left", "5", "--fund-balance", "100000.00", "--format", "json"];
    let (code, out, err) = tool(&[&["adjudicate", CASE_A, HEART][..], &circumstances].concat())?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let stated = read("cases/a-heart-surgery/adjudication.angel-sunshine-heart.json")?;
    assert_eq!(out, stated, "the outcome of the case, byte for byte");
    Ok(())
}

#[test]
fn several_give_a_line_each() -> Tested {
    for format in ["json", "ndjson", "jsonl"] {
        let (code, out, err) = tool(&["adjudicate", CASE_A, "cases/programmes", "--format", format])?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{format}");
        let outcomes = out.lines().map(serde_json::from_str::<Value>).collect::<Result<Vec<_>, _>>()?;
        assert_eq!(outcomes.len(), 14, "{format}");
        assert!(outcomes.iter().all(|outcome| outcome["kind"] == "adjudication"), "{format}");
    }
    Ok(())
}

#[test]
fn the_detail_is_as_asked() -> Tested {
    for (detail, receipts, trace) in [("none", false, false), ("reasons", true, false), ("full", true, true)] {
        let (_, out, _) = tool(&["adjudicate", CASE_A, HEART, "--format", "ndjson", "--detail", detail])?;
        let outcome: Value = serde_json::from_str(&out)?;
        assert_eq!(outcome["amount"], "10000.00", "{detail}");
        assert_eq!((outcome.get("receipts").is_some(), outcome.get("trace").is_some()), (receipts, trace), "{detail}");
    }
    Ok(())
}

#[test]
fn the_ledger_counts() -> Tested {
    let (_, first, _) = tool(&["adjudicate", CASE_A, HEART, "--format", "ndjson", "--no-earlier"])?;
    let first_outcome: Value = serde_json::from_str(&first)?;
    assert_eq!(first_outcome["computedFrom"]["earlier"], serde_json::json!([]));
    // The earlier outcomes as lines, as one document, and with the option twice. All of them are used.
    let lines = file("first.ndjson", &format!("{first}\n"))?;
    let whole = file("first.json", &serde_json::to_string_pretty(&first_outcome)?)?;
    for (earlier, count) in [(vec![&lines], 1), (vec![&whole], 1), (vec![&lines, &whole], 2)] {
        let options = earlier.iter().flat_map(|path| ["--earlier", path.as_str()]).collect::<Vec<_>>();
        let (code, out, err) = tool(&[&["adjudicate", CASE_A, HEART, "--format", "ndjson"][..], &options].concat())?;
        assert_eq!(code, Some(0), "{err}");
        let outcome: Value = serde_json::from_str(&out)?;
        assert_eq!(outcome["computedFrom"]["earlier"].as_array().map(Vec::len), Some(count));
        assert_eq!((&outcome["amount"], &outcome["decision"]), (&"0.00".into(), &"nothing-payable".into()));
    }
    Ok(())
}

#[test]
fn an_account_reads_like_this() -> Tested {
    let (code, out, _) = tool(&["adjudicate", CASE_A, HEART, "--lang", "zh"])?;
    assert_eq!(code, Some(0));
    for told in [
        "核定结论：给付 10000.00 元",
        "符合：未满十五周岁",
        "本次申请的计算基数 11516.00 元",
        "第 1 张票据 | 47000.00 |",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
    // The steps are listed on request.
    let step = "合计计算基数：11516.00 元 /items/0/basis";
    assert!(!out.contains(step), "{out}");
    let (_, traced, _) = tool(&["adjudicate", CASE_A, HEART, "--lang", "zh", "--trace"])?;
    assert!(traced.contains(step) && traced.contains("第 1 张票据 | 47000.00 |"), "{traced}");
    let path = file("account.txt", "")?;
    let (code, printed, _) = tool(&["adjudicate", CASE_A, HEART, "--lang", "zh", "--color", "always", "--out", &path])?;
    assert_eq!((code, printed.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(path)?, out, "the same in a file, without colours");
    Ok(())
}

#[test]
fn what_cannot_be_used_is_reported() -> Tested {
    let heart = read(HEART)?;
    let overlap = file("overlap.json", &heart.replacen(r#""lower": "10000.00""#, r#""lower": "9999.99""#, 1))?;
    let application = read(CASE_A)?;
    let wrong =
        file("wrong.json", &application.replacen(r#""totalAmount": "47000.00""#, r#""totalAmount": "47001.00""#, 1))?;
    for (arguments, expected, told, prints) in [
        (vec![CASE_A, &overlap], 1, "programme.brackets-overlap", false),
        (vec![CASE_A, &overlap, "cases/programmes/ward-school.json"], 1, "brackets-overlap", true),
        (vec![&wrong, HEART], 1, "run `tongbiao check`", true),
        (vec!["none.json", HEART], 3, "none.json", false),
        (vec![CASE_A, "none.json"], 3, "none.json", false),
        (vec![CASE_A, "cases/a-heart-surgery"], 2, "no programme", false),
        (vec![CASE_A, HEART, "--earlier", HEART], 3, "kind `adjudication`", false),
        (vec![CASE_A, HEART, "--earlier", HEART, "--no-earlier"], 2, "--no-earlier", false),
        (vec![CASE_A, HEART, "--fund-balance", "5"], 2, "two decimals", false),
        (vec![CASE_A, HEART, "--as-of", "2024-02-30"], 2, "YYYY-MM-DD", false),
        (vec![CASE_A, HEART, "--out", "no/such/folder/x.json"], 3, "cannot be written", false),
    ] {
        let (code, out, err) = tool(&[&["adjudicate", "--format", "ndjson"][..], &arguments].concat())?;
        assert_eq!(code, Some(expected), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
        assert_eq!(!out.is_empty(), prints, "{arguments:?}: {out}");
    }
    Ok(())
}
