//! The phrases that published text and comments must not contain, as the tables of `docs/style.md` list them.

use crate::files::folder;
use std::fs;

/// A phrase that is refused, and the words to use.
#[derive(Debug)]
pub struct Refused {
    pub phrase: String,
    pub instead: String,
}

/// The page that lists the phrases.
pub fn page() -> String {
    fs::read_to_string(folder("docs/style.md")).unwrap()
}

/// The rows of the tables under a heading of the page, without header rows.
pub fn rows(page: &str, heading: &str) -> Vec<Vec<String>> {
    let title = format!("\n{heading}\n");
    let section = page.split_once(&title).unwrap_or_else(|| panic!("the page has the heading `{heading}`")).1;
    let level = heading.split(' ').next().unwrap();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut is_body = false;
    for line in section.lines() {
        let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) else {
            if line.starts_with("|---") {
                is_body = true;
            } else if line.starts_with('#') && line.split(' ').next().unwrap().len() <= level.len() {
                break;
            } else {
                is_body = false;
            }
            continue;
        };
        if is_body {
            rows.push(cells.split(" | ").map(|cell| cell.trim().to_owned()).collect());
        }
    }
    rows
}

/// All refused phrases, each form separately.
pub fn refused(page: &str) -> Vec<Refused> {
    let tables = ["### English phrases", "### 中文词语"].map(|heading| rows(page, heading));
    let mut refused = Vec::new();
    for row in tables.into_iter().flatten() {
        let [phrases, instead] = &row[..] else { panic!("{row:?}: a phrase, and what to write instead") };
        for phrase in phrases.split(" / ") {
            refused.push(Refused { phrase: phrase.to_lowercase(), instead: instead.clone() });
        }
    }
    refused
}

/// The refused phrases in a text. Code in backticks and in fenced blocks is not examined.
pub fn found<'a>(text: &str, refused: &'a [Refused]) -> Vec<&'a Refused> {
    let prose = prose(text);
    refused.iter().filter(|refused| holds(&prose, &refused.phrase)).collect()
}

/// The text in lower case and without code, with one blank between words.
fn prose(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    let mut is_fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    // Code is replaced by a word, so that the words around it do not form a phrase.
    let parts: Vec<&str> = prose.split('`').collect();
    let closed = if parts.len() % 2 == 1 { parts.len() } else { parts.len() - 1 };
    let outside = parts.iter().enumerate().map(|(i, part)| if i % 2 == 1 && i < closed { "code" } else { part });
    let prose = outside.collect::<Vec<_>>().join("`").to_lowercase();
    prose.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text contains a phrase. English phrases match whole words.
fn holds(prose: &str, phrase: &str) -> bool {
    let is_joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    prose.match_indices(phrase).any(|(at, _)| {
        let (before, rest) = prose.split_at(at);
        let (_, after) = rest.split_at(phrase.len());
        !phrase.is_ascii() || !is_joined(before.chars().next_back()) && !is_joined(after.chars().next())
    })
}
