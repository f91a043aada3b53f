//! Whatever stands in a document, the tool prints none of it unless asked: every text of every case is replaced by a marker.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

const MARKER: &str = "Zq7Vw机密";

/// The documents of the cases.
fn documents() -> Vec<Value> {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../cases");
    let folders = fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let json = files.filter(|path| path.extension().is_some_and(|e| e == "json"));
    let values = json.map(|path| serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap());
    values.filter(|value| value.get("kind").is_some()).collect()
}

/// Marks every text; `keep` says which part of them stays as it is.
fn mark(value: &mut Value, depth: usize, every: usize, count: &mut usize) {
    match value {
        Value::String(text) if depth > 1 => {
            *count += 1;
            if count.is_multiple_of(every) {
                *text = format!("{MARKER}{count}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mark(item, depth + 1, every, count)),
        Value::Object(members) => members.values_mut().for_each(|member| mark(member, depth + 1, every, count)),
        _ => {}
    }
}

fn printed(text: &str, arguments: &[&str]) -> String {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_tongbiao"))
        .args(["check", "-", "--lang", "both", "--max-findings", "100000"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    tool.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = tool.wait_with_output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn no_text_of_a_document_is_printed() {
    let documents = documents();
    assert!(documents.len() >= 12);
    for document in documents {
        for every in [1, 2, 7] {
            let mut marked = document.clone();
            let mut count = 0;
            mark(&mut marked, 0, every, &mut count);
            assert!(count > 5);
            for text in [marked.to_string(), serde_json::to_string_pretty(&marked).unwrap()] {
                for format in ["text", "json"] {
                    let printed = printed(&text, &["--format", format]);
                    assert!(!printed.contains("Zq7Vw") && !printed.contains("机密"), "{printed}");
                    assert!(!printed.is_empty());
                }
            }
        }
    }
}

#[test]
fn it_is_printed_where_asked_for() {
    let text = format!(r#"{{"kind":"receipt","standard":"1.0","cash":"{MARKER}"}}"#);
    assert!(printed(&text, &["--show-values"]).contains(MARKER));
    assert!(!printed(&text, &[]).contains("Zq7Vw"));
}
