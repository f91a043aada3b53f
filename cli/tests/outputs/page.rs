//! `docs/outputs.md`: its commands run, its outputs are true, and its list of protected codes is complete.

use super::{
    support::{Tested, read, root},
    tool,
};
use std::fs;
use tongbiao::catalogue;

const PAGE: &str = "docs/outputs.md";

/// The fenced blocks of the page, each with its kind.
fn blocks(page: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = page.split("```").collect();
    let blocks = parts.iter().skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    blocks.map(|(kind, text)| (kind.to_owned(), text.to_owned())).collect()
}

#[test]
fn commands_give_what_the_page_states() -> Tested {
    let page = read(PAGE)?;
    let (mut ran, mut stated, mut last) = (0, 0, String::new());
    for (kind, text) in blocks(&page) {
        if kind == "text" && !text.starts_with("tongbiao ") {
            assert!(last.ends_with(&text), "{text}\n{last}");
            stated += 1;
        }
        for line in text.lines().filter(|_| kind == "sh") {
            let arguments = line.strip_prefix("cargo run -- ").ok_or("a command of the tool")?;
            let (code, out, err) = tool(&arguments.split(' ').collect::<Vec<_>>())?;
            // The receipts of the checks have errors, the applications have none.
            let expected = if arguments.starts_with("check ") { 1 } else { 0 };
            assert!(code == Some(expected) && !out.is_empty() && !out.contains("00012345679"), "{line}: {out}{err}");
            last = out;
            ran += 1;
        }
    }
    assert!(ran > 12 && stated == 3, "{ran} commands, {stated} outputs");
    // All columns of the table of applications are named.
    let table = tool(&["match", "cases/a-heart-surgery", "cases/programmes", "--format", "csv"])?.1;
    let columns = table.lines().next().ok_or("columns")?.trim_start_matches('\u{feff}').replace('"', "`");
    let section = page.split("## Tables of applications").nth(1).and_then(|rest| rest.split("\n## ").next());
    let section: String = section.ok_or("section")?.split_whitespace().collect();
    assert!(section.replace("(onlywith`--show-values`)", "").contains(&columns), "{columns}");
    let help = tool(&["check", "--help"])?.1;
    let formats = help.split("--format <FORMAT>").nth(1).and_then(|rest| rest.split("--out <FILE>").next());
    let formats: Vec<_> = formats
        .ok_or("formats")?
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next())
        .collect();
    assert!(formats.len() == 11, "{formats:?}");
    for format in formats.into_iter().filter(|format| *format != "text") {
        assert!(page.contains(&format!("--format {format}")), "{format} has an example");
    }
    Ok(())
}

#[test]
fn the_protected_codes_are_listed() -> Tested {
    let page = read(PAGE)?;
    let codes: Vec<_> = catalogue::rules().filter(|rule| catalogue::is_protected(rule)).collect();
    let rows: String =
        codes.iter().map(|rule| format!("| `{}` | {} | {} |\n", rule.code, rule.label.zh, rule.label.en)).collect();
    let expected = format!("<!-- protected -->\n| code | 中文 | label |\n|---|---|---|\n{rows}<!-- end -->");
    let (before, rest) = page.split_once("<!-- protected -->").ok_or("no list")?;
    let after = rest.split_once("<!-- end -->").ok_or("no end of the list")?.1;
    let updated = format!("{before}{expected}{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(PAGE), updated)?;
    } else {
        assert!(page == updated, "run `UPDATE=1 cargo test` and read what changed");
    }
    assert!(codes.len() > 25, "{}", codes.len());
    Ok(())
}
