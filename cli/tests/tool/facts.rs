//! `tongbiao facts`.

use super::{support::Tested, tool};
use serde_json::Value;

#[test]
fn facts_are_found_in_both_languages() -> Tested {
    let all = tool(&["facts"])?;
    assert!(all.code == Some(0) && all.out.contains("\n  poverty-category"), "{all:?}");
    for (arguments, parts) in [
        (
            &["低保", "--lang", "zh"][..],
            &["困难类别", "/household/certificates/*/category", "政府部门", "最低生活保障对象"][..],
        ),
        (&["low", "income"], &["poverty-category", "supplied by", "minimum-living-allowance"]),
        (&["家庭年收入低于5万元"], &["household-income", "Amount, yuan a year", "atMost", r#""test":"money""#]),
        (&["定点医院"], &["hospital", "/receipts/*/issuer", r#""set":"hospitals""#]),
        (&["名额"], &["quota-left", "supplied by the programme with each adjudication"]),
        (&["hospital-level"], &["requirements of receipts"]),
    ] {
        let run = tool(&[&["facts"][..], arguments].concat())?;
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
        for part in parts {
            assert!(run.out.contains(part), "{arguments:?}, {part}: {}", run.out);
        }
    }
    Ok(())
}

#[test]
fn the_nearest_facts_are_stated() -> Tested {
    for (arguments, message) in [
        (&["facts", "povrty"][..], "no fact matches `povrty`; most similar: `poverty-category`"),
        (&["facts", "qqqqqqqq"], "no fact matches `qqqqqqqq`; for a fact that is not listed"),
        (&["facts", "povrty", "--lang", "zh"], "最相近的为 `poverty-category`"),
    ] {
        let run = tool(arguments)?;
        assert!(run.code == Some(1) && run.out.is_empty() && run.err.contains(message), "{run:?}");
    }
    let json: Value = serde_json::from_str(&tool(&["facts", "povrty", "--format", "json"])?.out)?;
    assert_eq!((json["facts"].as_array().map(Vec::len), &json["nearest"][0]), (Some(0), &"poverty-category".into()));
    Ok(())
}
