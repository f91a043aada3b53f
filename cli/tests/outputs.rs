//! The outputs of `tongbiao check` for other programs: each is read by a program of its own kind, and compared with the reports.

mod choosing;
mod csv;
mod github;
mod gitlab;
mod html;
mod junit;
mod lines;
mod markdown;
mod page;
mod policy;
mod sarif;

use crate::support::{self, Result, folder, tool, tool_with};
use serde_json::Value;
use std::{fs, path::PathBuf};

/// A receipt whose amount in capitals differs from the amount in figures.
const WRONG: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345679"},"totalAmount":"3200.00","totalInCapitals":"叁仟贰佰壹拾元整"}"#;
/// A receipt with a warning.
const DOUBTFUL: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345670"},"totalAmount":"3200.00","totalInCapitals":"三千二百元整"}"#;
/// A receipt without findings.
const VALID: &str = r#"{"kind":"receipt","standard":"1.0","receiptKind":"legacy",
    "number":{"form":"legacy","number":"00012345678"},"totalAmount":"3200.00"}"#;

/// Documents of every result: accepted, with warnings, rejected, unreadable, several in one file, one with many findings; in files
/// whose names contain the marks of the formats.
fn documents(name: &str) -> Result<PathBuf> {
    let folder = folder(name)?;
    let flat = |text: &str| text.replace('\n', "");
    let many = format!("{{\"kind\":\"application\",\"standard\":\"1.0\",\"receipts\":[\n{}]}}", ["{}"; 9].join(",\n"));
    for (name, text) in [
        ("=1+1, 100%:a.json", WRONG.to_owned()),
        ("a b'\"<&>].json", DOUBTFUL.to_owned()),
        ("lines.ndjson", format!("{}\n{}\n{}\n", flat(VALID), flat(WRONG).replace("45679", "45671"), "{")),
        ("many.json", many),
        ("valid.json", VALID.replace("45678", "45672")),
        ("患儿|`_*.json", WRONG.replace("45679", "45673").replace("totalInCapitals", "totalInCapitls")),
    ] {
        fs::write(folder.join(name), text)?;
    }
    Ok(folder)
}

/// A finding at one place, as a report states it: the file, the line in the file, the column, the severity, the code, the pointer.
type Place = (String, u64, u64, String, String, String);

/// All places of findings in the reports of some paths.
fn reported(arguments: &[&str]) -> Result<Vec<Place>> {
    let out = tool(&[&["check", "--format", "ndjson"], arguments].concat())?.1;
    let mut places = Vec::new();
    for line in out.lines() {
        let report: Value = serde_json::from_str(line)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let name = text(&report["input"]["name"]);
        let first = report["input"]["line"].as_u64().unwrap_or(1);
        for finding in report["findings"].as_array().ok_or("findings")? {
            for place in std::iter::once(finding).chain(finding["more"].as_array().into_iter().flatten()) {
                let line = place["position"]["line"].as_u64().unwrap_or(1) - 1 + first;
                let column = place["position"]["column"].as_u64().unwrap_or(0);
                let (severity, code) = (text(&finding["severity"]), text(&finding["code"]));
                places.push((name.clone(), line, column, severity, code, text(&place["pointer"])));
            }
        }
    }
    assert!(places.len() > 20, "{}", places.len());
    Ok(places)
}
