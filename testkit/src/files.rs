//! The files of the project: the cases, and generated files that are kept.

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder of the project, independent of the crate that calls.
pub fn folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find(|folder| folder.join("cases").is_dir());
    root.unwrap().join(name)
}

/// A document of a case.
pub struct CaseFile {
    /// The folder and the file name.
    pub name: String,
    pub text: String,
    pub json: Value,
}

/// All documents in the folders of the cases, in the order of their names.
pub fn case_files() -> Vec<CaseFile> {
    let mut files = Vec::new();
    for case in case_folders() {
        let mut names: Vec<_> = fs::read_dir(&case).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        for path in names.into_iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
            // These files contain the expected results for the documents.
            if ["findings.json", "eligibility.json", "outcomes.json"].iter().any(|name| path.ends_with(name)) {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let json = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let name = path.strip_prefix(folder("cases")).unwrap().to_str().unwrap().replace('\\', "/");
            files.push(CaseFile { name, text, json });
        }
    }
    assert!(files.len() >= 6, "the cases are there");
    files
}

/// The folders of the cases with good documents.
pub fn case_folders() -> Vec<PathBuf> {
    let mut cases: Vec<_> = fs::read_dir(folder("cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir() && !["damaged", "names"].iter().any(|name| path.ends_with(name)));
    cases.sort();
    cases
}

/// Compares a JSON text with the file that contains it, without regard to the order of members. `UPDATE=1` writes the
/// file.
pub fn kept(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        // Other tests read the same files at the same time. They must see the old file or the new one.
        let new = path.with_extension("new");
        fs::write(&new, text).unwrap();
        return fs::rename(&new, path).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    let json = |text: &str| serde_json::from_str::<Value>(text).ok();
    assert!(
        json(&kept) == json(text),
        "{} is not up to date: run `UPDATE=1 cargo test` and read what changed",
        path.display()
    );
}

/// Compares a text with the file that contains it, byte by byte. `UPDATE=1` writes the file.
pub fn kept_text(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let new = path.with_extension("new");
        fs::write(&new, text).unwrap();
        return fs::rename(&new, path).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    let differs = kept.lines().zip(text.lines()).position(|(old, new)| old != new).map_or(0, |line| line + 1);
    assert!(
        kept == text,
        "{} is not up to date (line {differs}): run `UPDATE=1 cargo test` and read what changed",
        path.display()
    );
}
