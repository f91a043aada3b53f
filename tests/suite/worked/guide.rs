//! The guides `docs/programmes` and `docs/applications`: each document is checked, and each case is computed by both evaluators.
//!
//! A block `json recipe` contains members of a programme, in place of those of the base of its folder; `json programme` contains a
//! whole programme. `text lint` after it contains its findings. `json case` contains an application, its circumstances and its outcome.
//! The line before a case states the amount or the decision. `json application` contains members of an application, and `text check`
//! its findings.

use super::norm::{blocks, difference, with};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tongbiao::{
    check::{Limits, check},
    code::MaterialKind,
    fact::facts,
    finding::Severity,
    wire::Wire,
};
use tongbiao_testkit::files::folder;

/// A block of a page with the last line of text before it.
struct Block {
    place: String,
    kind: String,
    text: String,
    before: String,
}

fn page(name: &str) -> String {
    std::fs::read_to_string(folder("cases").with_file_name("docs").join(name)).unwrap()
}

/// The fenced blocks of a page.
fn fenced(name: &str) -> Vec<Block> {
    let (mut all, mut open, mut before) = (Vec::new(), None::<Block>, String::new());
    for (number, line) in (1..).zip(page(name).lines()) {
        match (&mut open, line) {
            (Some(_), "```") => all.extend(open.take()),
            (Some(block), line) => block.text += &format!("{line}\n"),
            (None, line) => {
                if let Some(kind) = line.strip_prefix("```") {
                    let place = format!("docs/{name}:{number}");
                    open = Some(Block { place, kind: kind.to_owned(), text: String::new(), before: before.clone() });
                } else if !line.trim().is_empty() {
                    before = line.to_owned();
                }
            }
        }
    }
    assert!(open.is_none(), "{name}: a block is not closed");
    all
}

fn parsed(block: &Block) -> Value {
    serde_json::from_str(&block.text).unwrap_or_else(|why| panic!("{}: {why}", block.place))
}

/// The findings as the tool prints them, without positions.
fn findings(document: &Value) -> String {
    let checked = check(document.to_string().as_bytes(), None, &Limits::default());
    let line = |severity: Severity, code: &str, message: &str| {
        let severity = format!("{severity:?}").to_lowercase();
        format!("{severity}[{code}] {message}\n")
    };
    let lines = checked.findings.iter().map(|one| {
        let (_, message) = one.finding.message();
        line(one.finding.rule.severity, one.finding.rule.code, &message)
    });
    let all: String = lines.collect();
    if all.is_empty() { "no findings\n".to_owned() } else { all }
}

/// The number or the code after a word in a line.
fn after<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let rest = line.split_once(word)?.1;
    rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
        .next()
        .map(|text| text.trim_end_matches('.'))
}

/// What a page lacks or states wrongly.
fn judge(name: &str, base: &Value, wrong: &mut Vec<String>) -> usize {
    let (mut programme, mut is_linted, mut cases) = (json!({}), true, 0);
    let mut document = Value::Null;
    for block in fenced(name) {
        let place = &block.place;
        match block.kind.as_str() {
            "json recipe" | "json programme" | "json application" => {
                assert!(is_linted, "{place}: the block before has no findings stated");
                let members = parsed(&block);
                document = match block.kind.as_str() {
                    "json recipe" => with(&base["programme"], Some(&members)),
                    "json application" => with(&base["application"], Some(&members)),
                    _ => members,
                };
                if block.kind != "json application" {
                    programme = document.clone();
                }
                is_linted = false;
            }
            "text lint" | "text check" => {
                let found = findings(&document);
                if found != block.text {
                    wrong.push(format!("{place}: states\n{}but is\n{found}", block.text));
                }
                is_linted = true;
            }
            "json case" => {
                let mut example = parsed(&block);
                let application = with(&base["application"], example.get("application"));
                let found = findings(&application);
                // An example states only what matters. Warnings, such as that of a missing identity document, are accepted.
                if found.lines().any(|line| line.starts_with("error[")) {
                    wrong.push(format!("{place}: the application has findings\n{found}"));
                }
                let outcome = &example["outcome"];
                let stated = after(&block.before, "Pays ").map(|amount| ("amount", amount));
                let stated = stated.or_else(|| after(&block.before, "Outcome ").map(|code| ("decision", code)));
                match stated {
                    Some((member, text)) if outcome[member] == text => {}
                    _ => wrong.push(format!("{place}: the line before states another result: {}", block.before)),
                }
                example["programme"] = programme.clone();
                let whole = json!({"programme": {}, "application": base["application"], "given": base["given"]});
                wrong.extend(difference(&whole, &example, place));
                cases += 1;
            }
            kind => assert!(!kind.starts_with("json") || kind == "json base", "{place}: `{kind}` is not executed"),
        }
    }
    assert!(is_linted, "docs/{name}: the last block has no findings stated");
    cases
}

fn base(name: &str) -> Value {
    let [(_, base)] = &blocks(&page(name), "base")[..] else { panic!("{name}: one base") };
    base.clone()
}

#[test]
fn programmes_are_as_stated() {
    let base = base("programmes/README.md");
    let (mut wrong, mut cases) = (Vec::new(), 0);
    for name in ["README.md", "recipes.md", "facts.md", "documents.md"] {
        cases += judge(&format!("programmes/{name}"), &base, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(cases >= 50, "{cases} cases");
}

#[test]
fn applications_are_as_stated() {
    let base = base("applications/README.md");
    let mut wrong = Vec::new();
    judge("applications/README.md", &base, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The texts in backticks of the table rows of a page.
fn coded(name: &str) -> BTreeSet<String> {
    let page = page(name);
    let rows = page.lines().filter(|line| line.starts_with('|'));
    rows.flat_map(|line| line.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn every_fact_is_in_the_guide() {
    let page = page("programmes/facts.md");
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = page
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|line| line.split('|').map(str::to_owned).collect())
        .collect();
    for fact in facts() {
        let is_of = |row: &&Vec<String>| quoted(&row[2]) == [fact.code] && quoted(&row[3]) == [fact.kind];
        let Some(row) = rows.iter().find(is_of) else { panic!("{} is not in the guide", fact.code) };
        let paths = quoted(&row[4]);
        let known = paths.iter().all(|path| fact.paths.contains(&path.as_str()));
        assert!(known && paths.is_empty() == fact.paths.is_empty(), "{}: {paths:?}", fact.code);
    }
}

#[test]
fn every_kind_of_document_is_in_both_guides() {
    let tongbiao::wire::Shape::Code(list) = MaterialKind::SHAPE else { panic!("a code list") };
    for name in ["programmes/documents.md", "applications/README.md"] {
        let coded = coded(name);
        let missing: Vec<_> = list.codes.iter().map(|code| code.code).filter(|code| !coded.contains(*code)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

/// The anchor of a heading: letters, digits, hyphens; blanks become hyphens.
fn anchor(heading: &str) -> String {
    let kept = heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .collect::<String>();
    kept.replace(' ', "-")
}

/// The anchors of the headings of a page, outside of blocks.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut is_fenced = false;
    let lines = text.lines().filter(|line| {
        is_fenced ^= line.trim_start().starts_with("```");
        !is_fenced && line.starts_with('#')
    });
    lines.map(|line| anchor(line.trim_start_matches('#').trim_start())).collect()
}

#[test]
fn links_lead_to_headings_and_files() {
    let docs = folder("cases").with_file_name("docs");
    for name in [
        "programmes/README.md",
        "programmes/recipes.md",
        "programmes/facts.md",
        "programmes/documents.md",
        "programmes/notices.md",
        "applications/README.md",
    ] {
        let text = page(name);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let path = docs.join(name).parent().unwrap().join(file);
            assert!(path.exists(), "{name}: {link}");
            if !heading.is_empty() {
                let found = anchors(&std::fs::read_to_string(&path).unwrap());
                assert!(found.contains(heading), "{name}: {link}: {found:?}");
            }
        }
    }
    // The index lists every recipe.
    let index = page("programmes/README.md");
    let recipes = anchors(&page("programmes/recipes.md"));
    let missing: Vec<_> = recipes.iter().filter(|one| !index.contains(&format!("(recipes.md#{one})"))).collect();
    assert_eq!(missing.len(), 1, "all but the title of the page: {missing:?}");
}
