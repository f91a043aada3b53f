//! The page in Markdown, read by a parser of Markdown.

use super::{
    documents, reported,
    support::{Tested, folder},
    tool,
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fs;

/// The tables of a page as rows of texts. Marks inside a cell are an error.
fn tables(page: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut is_cell = false;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => tables.last_mut().unwrap().push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                is_cell = true;
                tables.last_mut().unwrap().last_mut().unwrap().push(String::new());
            }
            Event::End(TagEnd::TableCell) => is_cell = false,
            Event::Text(text) if is_cell => {
                tables.last_mut().unwrap().last_mut().unwrap().last_mut().unwrap().push_str(&text);
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow | TagEnd::Table) => {}
            event => assert!(!is_cell, "{event:?}"),
        }
    }
    tables
}

#[test]
fn tables_hold_the_counts_and_the_findings() -> Tested {
    let folder = documents("markdown")?.display().to_string();
    let missing = format!("{folder}/missing.json");
    let (_, out, _) = tool(&["check", &folder, &missing, "--format", "markdown"])?;
    let [codes, files, findings] = <[_; 3]>::try_from(tables(&out)).map_err(|tables| format!("{}", tables.len()))?;
    let places = reported(&[&folder])?;
    assert!(out.starts_with("# Check report\n\n8 documents: "), "{out}");
    assert!(out.contains("- ") && out.contains("missing.json: file not found"), "{out}");
    assert_eq!(findings.len(), places.len() + 1);
    for (row, (name, line, column, severity, code, pointer)) in findings.iter().skip(1).zip(&places) {
        let stated = [&row[0], &row[1], &row[2], &row[4]];
        assert_eq!(stated, [&format!("{name}:{line}:{column}"), severity, code, pointer]);
        assert!(!row[3].is_empty());
    }
    let sum = |rows: &[Vec<String>], column: usize| -> usize {
        rows.iter().skip(1).map(|row| row[column].parse::<usize>().unwrap()).sum()
    };
    assert_eq!(sum(&codes, 2), places.len());
    assert_eq!((1..=4).map(|column| sum(&files, column)).sum::<usize>(), places.len());
    assert!(files.iter().any(|row| row[0].ends_with("患儿|`_*.json")), "{files:?}");
    Ok(())
}

#[test]
fn a_long_page_states_what_it_leaves_out() -> Tested {
    let folder = folder("markdown-long")?;
    let lines: String =
        (0..700).map(|n| format!("{{\"kind\":\"receipt\",\"standard\":\"1.0\",\"x{n}\":1}}\n")).collect();
    fs::write(folder.join("a.ndjson"), lines)?;
    let (_, out, _) = tool(&["check", &folder.display().to_string(), "--format", "markdown", "--lang", "both"])?;
    let tables = tables(&out);
    assert_eq!(tables[2].len(), 501);
    let all: usize = tables[0].iter().skip(1).map(|row| row[2].parse::<usize>().unwrap()).sum();
    assert!(out.contains(&format!("另有 {0} 项未列出 · {0} more findings not listed", all - 500)), "{out:.2000}");
    Ok(())
}
