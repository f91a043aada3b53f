//! The table for spreadsheets, read by another CSV reader.

use super::{VALID, documents, reported, support::Tested, tool, tool_with};
use csv::ReaderBuilder;

#[test]
fn a_table_has_one_row_for_each_place() -> Tested {
    let folder = documents("csv")?.display().to_string();
    let (_, out, _) = tool(&["check", &folder, "--format", "csv"])?;
    assert!(out.starts_with("\u{feff}\"file\",\"line\","), "{out}");
    assert_eq!(out.matches("\r\n").count(), out.matches('\n').count());
    // The reader removes the mark at the beginning, and refuses rows of another length than the first.
    let mut reader = ReaderBuilder::new().from_reader(out.as_bytes());
    let header = reader.headers()?.clone();
    let at = |name: &str| header.iter().position(|column| column == name).ok_or(format!("{name}: {header:?}"));
    let columns = ["file", "line", "column", "severity", "code", "pointer"];
    let columns = columns.into_iter().map(at).collect::<Result<Vec<_>, _>>()?;
    let places = reported(&[&folder])?;
    let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(rows.len(), places.len());
    for (row, (name, line, column, severity, code, pointer)) in rows.iter().zip(&places) {
        let [column, line] = [column, line].map(u64::to_string);
        let expected = [name, &line, &column, severity, code, pointer];
        let found: Vec<&str> = columns.iter().map(|at| &row[*at]).collect();
        assert_eq!(found, expected);
        for name in ["category", "messageZh", "messageEn", "hintZh", "hintEn", "fingerprint"] {
            assert!(!row[at(name)?].is_empty(), "{name}: {row:?}");
        }
    }
    Ok(())
}

/// Findings with one message are merged in the report; each row has the value of its own place.
#[test]
fn each_row_has_its_own_value() -> Tested {
    let amounts = ["1", "2", "3", "4", "5", "1,234"];
    let lines = amounts.map(|amount| format!(r#"{{"name":"x","amount":"{amount}"}}"#)).join(",");
    let text = VALID.replace("\"totalAmount\"", &format!("\"lines\":[{lines}],\"totalAmount\""));
    let (_, out, _) = tool_with(&["check", "-", "--format", "csv", "--show-values"], &text)?;
    let mut reader = ReaderBuilder::new().from_reader(out.as_bytes());
    let actual = reader.headers()?.iter().position(|column| column == "actual").ok_or("actual")?;
    let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(rows.iter().map(|row| &row[actual]).collect::<Vec<_>>(), amounts);
    // The report states them too, each with its own correction.
    let (_, json, _) = tool_with(&["check", "-", "--format", "json", "--show-values"], &text)?;
    let report: serde_json::Value = serde_json::from_str(&json)?;
    let finding = &report["findings"][0];
    let more = finding["more"].as_array().ok_or("more")?;
    assert_eq!(more.iter().map(|place| &place["actual"]["value"]).collect::<Vec<_>>(), amounts[1..]);
    let new = |place: &serde_json::Value| place.pointer("/fix/patch/0/value").cloned().unwrap_or_default();
    assert_eq!((new(finding), new(&more[0]), new(&more[4])), ("1.00".into(), "2.00".into(), ().into()));
    assert_eq!((&more[0]["fixable"], &more[4]["fixable"]), (&true.into(), &().into()));
    // Withheld values are not in the report; that a correction exists is.
    let (_, hidden, _) = tool_with(&["check", "-", "--format", "json"], &text)?;
    let report: serde_json::Value = serde_json::from_str(&hidden)?;
    let finding = &report["findings"][0];
    assert!(finding.get("fix").is_none() && finding["fixable"] == true && !hidden.contains("1,234"), "{hidden}");
    Ok(())
}

#[test]
fn no_cell_is_a_formula() -> Tested {
    let folder = documents("formula")?;
    let (_, out, _) = super::support::ran(
        super::support::command_in(&folder, &["check", "=1+1, 100%:a.json", "--format", "csv"]),
        b"",
    )?;
    assert!(out.contains("\"'=1+1, 100%:a.json\",2,"), "{out}");
    let shown = VALID.replace("3200.00", "=HYPERLINK(1)");
    let (_, out, _) = tool_with(&["check", "-", "--format", "csv", "--show-values"], &shown)?;
    let mut reader = ReaderBuilder::new().from_reader(out.as_bytes());
    let row = reader.records().next().ok_or("row")??;
    let actual = reader.headers()?.iter().position(|column| column == "actual").ok_or("actual")?;
    assert_eq!(&row[actual], "'=HYPERLINK(1)");
    // Without the option, the value is hidden.
    assert!(!tool_with(&["check", "-", "--format", "csv"], &shown)?.1.contains("HYPERLINK"));
    Ok(())
}
