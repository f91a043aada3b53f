//! The words of everything published and of all comments: none of the phrases that `docs/style.md` refuses.

use crate::order::tokens::{Token, code, comments, tokens};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use tongbiao_testkit::{
    files::folder,
    words::{Refused, found, page, refused, rows},
};

/// The refused phrases with the places where they were found, each text once.
#[derive(Default)]
struct Report {
    refused: Vec<Refused>,
    texts: BTreeMap<String, String>,
}

impl Report {
    fn new() -> Self {
        Self { refused: refused(&page()), texts: BTreeMap::new() }
    }

    /// Examines a text that is published at a place.
    fn examine(&mut self, place: &str, text: &str) {
        if self.texts.contains_key(text) {
            return;
        }
        for Refused { phrase, instead } in found(text, &self.refused) {
            let found = format!("{place}: `{phrase}` (write: {instead}) in: {}", around(text, phrase));
            self.texts.entry(text.to_owned()).or_default().push_str(&format!("{found}\n"));
        }
    }

    fn assert_empty(&self) {
        let (texts, shown) = (self.texts.len(), self.texts.values().cloned().collect::<String>());
        assert!(shown.is_empty(), "{texts} texts with phrases that docs/style.md refuses:\n{shown}");
    }
}

/// A part of a text with a phrase in it.
fn around(text: &str, phrase: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = text.to_lowercase().find(phrase).unwrap_or(0);
    let before = text.char_indices().take_while(|(i, _)| *i < at).count();
    text.chars().skip(before.saturating_sub(50)).take(120).collect()
}

/// The files with an ending in a folder and its subfolders, in order.
fn files(place: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_str().unwrap();
        let passed_over = name.starts_with('.') || ["target", "node_modules"].contains(&name);
        if path.is_dir() && !passed_over {
            files(&path, ending, found);
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}

/// The paths and texts of the files with an ending below a folder of the project.
fn read(below: &str, ending: &str) -> Vec<(String, String)> {
    let root = folder("");
    let mut paths = Vec::new();
    files(&folder(below), ending, &mut paths);
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Visits the texts of a JSON value for readers, without names, codes and patterns.
fn visit(value: &Value, at: &str, see: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let is_text = ["description", "zh", "en", "reason"].contains(&name.as_str());
                let is_code = ["pattern", "const", "enum", "examples", "default"].contains(&name.as_str());
                match value {
                    _ if is_code => {}
                    Value::String(text) if is_text || text.contains(' ') || !text.is_ascii() => see(at, text),
                    value => visit(value, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), see),
                }
            }
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| visit(item, &format!("{at}/{i}"), see)),
        _ => {}
    }
}

#[test]
fn schemas_and_codes_refuse_them() {
    let mut report = Report::new();
    let mut examined = 0;
    for below in ["schemas/1.0", "facade/schemas"] {
        for (name, text) in read(below, ".json") {
            visit(&serde_json::from_str(&text).unwrap(), "", &mut |at, text| {
                report.examine(&format!("{name}#{at}"), text);
                examined += 1;
            });
        }
    }
    assert!(examined > 5_000, "{examined} texts");
    report.assert_empty();
}

/// The explanation of each damaged document.
#[test]
fn damaged_documents_refuse_them() {
    let mut report = Report::new();
    let damaged = read("cases/damaged", ".json");
    assert!(damaged.len() > 200);
    for (name, text) in damaged {
        let damaged: Value = serde_json::from_str(&text).unwrap();
        visit(&damaged["why"], "/why", &mut |at, text| report.examine(&format!("{name}#{at}"), text));
    }
    report.assert_empty();
}

#[test]
fn pages_refuse_them() {
    let mut report = Report::new();
    let pages = read("", ".md");
    assert!(pages.len() > 20 && pages.iter().any(|(name, _)| name == "README.zh-CN.md"));
    for (name, text) in pages {
        // The style page is examined without its tables. Snapshots are generated from the schemas.
        let is_list = name == "docs/style.md";
        let lines: Vec<&str> = text.lines().filter(|line| !(is_list && line.starts_with('|'))).collect();
        if !name.starts_with("clients/editor/snapshots/") {
            for (number, paragraph) in paragraphs(&lines) {
                report.examine(&format!("{name}:{number}"), &paragraph);
            }
        }
    }
    report.assert_empty();
}

/// The paragraphs of a page with the numbers of their first lines; a fenced block belongs to the paragraph before it.
fn paragraphs(lines: &[&str]) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = Vec::new();
    let (mut is_fenced, mut ends) = (false, true);
    for (i, line) in lines.iter().enumerate() {
        let is_start = ends || ["| ", "- ", "#"].iter().any(|start| line.starts_with(start));
        match paragraphs.last_mut() {
            Some((_, text)) if is_fenced || !is_start => text.push_str(&format!("\n{line}")),
            _ => paragraphs.push((i + 1, (*line).to_owned())),
        }
        is_fenced ^= line.trim_start().starts_with("```");
        ends = !is_fenced && line.trim().is_empty();
    }
    paragraphs
}

#[test]
fn letters_refuse_them() {
    let mut report = Report::new();
    let letters = read("cli/tests/accounts", ".txt");
    assert!(letters.len() >= 6);
    for (name, text) in letters {
        for (number, line) in text.lines().enumerate() {
            report.examine(&format!("{name}:{}", number + 1), line);
        }
    }
    report.assert_empty();
}

/// The sources contain all messages of the programs, including those that no test prints.
#[test]
fn texts_of_the_programs_refuse_them() {
    let mut report = Report::new();
    let mut examined = 0;
    for below in ["src", "facade/src", "cli/src", "compat/src", "generate/src", "index/src", "clients/rust"] {
        // The tables of characters of names, and of names of places, are data.
        let data = ["src/value/person_name/table.rs", "src/value/division/names.rs"];
        let texts = read(below, ".rs").into_iter().filter(|(name, _)| !data.contains(&name.as_str()));
        for (name, source) in texts {
            for token in code(tokens(&source)) {
                let Token::Text(text) = token else { continue };
                if text.contains(' ') || !text.is_ascii() {
                    report.examine(&name, &text);
                    examined += 1;
                }
            }
        }
    }
    assert!(examined > 2_000, "{examined} texts");
    report.assert_empty();
}

/// Documentation comments are published by rustdoc. The other comments follow the same rules.
#[test]
fn comments_refuse_them() {
    let mut report = Report::new();
    let mut examined = 0;
    for (name, source) in read("", ".rs") {
        for (line, text) in comments(&source) {
            report.examine(&format!("{name}:{line}"), &text);
            examined += 1;
        }
    }
    assert!(examined > 5_000, "{examined} comments");
    report.assert_empty();
}

#[test]
fn comments_are_found() {
    let source = r##"//! It stands
//! here.

/// A list:
///
/// ```
/// let nobody = 1; // anybody
/// ```
fn name<'a>() -> &'a str { // told
    // somebody `whoever`
    /* goes
       on */
    let url = "https://nobody"; let raw = r#""// nobody"#; let sign = '"'; // papers
}"##;
    let found = comments(source).into_iter().map(|(line, text)| (line, found_in(&text))).collect::<Vec<_>>();
    let expected: [(usize, &[&str]); 6] =
        [(1, &["stands"]), (4, &[]), (9, &["told"]), (10, &["somebody"]), (11, &["goes on"]), (13, &["papers"])];
    assert_eq!(
        found,
        expected.map(|(line, phrases)| (line, phrases.iter().map(|phrase| (*phrase).to_owned()).collect()))
    );
}

/// The refused phrases in a text.
fn found_in(text: &str) -> Vec<String> {
    found(text, &refused(&page())).iter().map(|refused| refused.phrase.clone()).collect()
}

#[test]
fn the_listed_phrases_are_refused() {
    let page = page();
    let refused = refused(&page);
    assert!(refused.len() > 100 && refused.iter().any(|refused| !refused.phrase.is_ascii()));
    for Refused { phrase, instead } in &refused {
        let is_found = |text: String| found(&text, &refused).iter().any(|found| found.phrase == *phrase);
        assert!(!instead.is_empty(), "{phrase}: what to write instead");
        assert!(is_found(format!("it {phrase}, so")) && is_found(phrase.to_uppercase()), "{phrase} is refused");
        assert!(is_found(phrase.replace(' ', "\n  ")), "{phrase} is refused over the end of a line");
        assert!(!is_found(format!("it `{phrase}` so")), "{phrase} is not refused as code");
        assert!(!is_found(format!("```text\n{phrase}\n```")), "{phrase} is not refused in a block of code");
        if phrase.is_ascii() {
            assert!(
                !is_found(format!("pre{phrase}")) && !is_found(format!("{phrase}-code")),
                "{phrase} is whole words"
            );
        }
    }
}

#[test]
fn the_pages_examples_are_examples() {
    let page = page();
    let refused = refused(&page);
    let section = page.split_once("\n## Before and after\n").unwrap().1;
    let (listed, unlisted) = section.split_once("\nThese texts contain no refused phrase").unwrap();
    for (part, has_phrase) in [(listed, true), (unlisted, false)] {
        let rows = rows(&format!("\n## Part\n{}", part.split("\n## ").next().unwrap()), "## Part");
        assert!(rows.len() > 5, "{rows:?}");
        for row in rows {
            let [before, after] = &row[..] else { panic!("{row:?}: before, and after") };
            assert_eq!(!found(before, &refused).is_empty(), has_phrase, "{before}");
            assert!(found(after, &refused).is_empty(), "{after}");
        }
    }
}
