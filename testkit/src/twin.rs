//! The damaged documents: each file of `cases/damaged` names a good document, damages it, and states the findings.

use crate::{files::folder, patch::patch};
use serde_json::Value;
use std::fs;

/// A damaged document and the findings that it must have.
pub struct Twin {
    pub name: String,
    pub bytes: Vec<u8>,
    pub findings: Value,
}

/// All damaged documents, in the order of the names.
pub fn twins() -> Vec<Twin> {
    let mut paths: Vec<_> = fs::read_dir(folder("cases/damaged")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let twin: Value =
                serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
            Twin { bytes: damaged(&name, &twin), findings: twin["findings"].clone(), name }
        })
        .collect()
}

/// The bytes of a damaged document: a whole text, or a good document with a patch or a replacement in its text.
fn damaged(name: &str, twin: &Value) -> Vec<u8> {
    let strings = ["zh", "en"].map(|language| twin["why"][language].as_str().unwrap_or_default().len());
    assert!(strings.iter().all(|length| *length > 0), "{name} says why in both languages");
    if let Some(text) = twin["text"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(hex) = twin["hex"].as_str() {
        return (0..hex.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(hex.get(i..i + 2).unwrap(), 16).unwrap())
            .collect();
    }
    let text = fs::read_to_string(folder("cases").join(twin["of"].as_str().unwrap())).unwrap();
    if let Some(replacements) = twin["replace"].as_array() {
        let text = replacements.iter().fold(text, |text, pair| {
            let (from, to) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
            assert!(text.contains(from), "{name}: the document does not hold {from:?}");
            text.replacen(from, to, 1)
        });
        return text.into_bytes();
    }
    let mut document: Value = serde_json::from_str(&text).unwrap();
    for step in twin["patch"].as_array().unwrap() {
        patch(name, &mut document, step);
    }
    serde_json::to_string_pretty(&document).unwrap().into_bytes()
}
