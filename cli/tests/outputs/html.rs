//! The page for browsers.

use super::{
    VALID, documents, reported,
    support::{Tested, folder},
    tool, tool_with,
};
use roxmltree::{Document, Node, ParsingOptions};
use sha2::{Digest, Sha256};
use std::fs;

/// The page as a tree. It is written so that a parser of XML reads it too.
fn page(out: &str) -> Result<Document<'_>, roxmltree::Error> {
    Document::parse_with_options(out, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
}

fn rows(page: &Document<'_>, class: &str) -> Vec<Vec<String>> {
    let table = page.descendants().find(|node| node.attribute("class") == Some(class) && node.has_tag_name("table"));
    let body = table.and_then(|table| table.children().find(|node| node.has_tag_name("tbody")));
    let rows = body.into_iter().flat_map(|body| body.children().filter(|node| node.has_tag_name("tr")));
    rows.map(|row| row.children().filter(|node| node.has_tag_name("td")).map(text).collect()).collect()
}

#[test]
fn the_page_holds_the_counts_and_the_findings() -> Tested {
    let folder = documents("html")?.display().to_string();
    let missing = format!("{folder}/missing<b>.json");
    let (_, out, _) = tool(&["check", &folder, &missing, "--format", "html"])?;
    let page = page(&out)?;
    let places = reported(&[&folder])?;
    let findings = rows(&page, "findings");
    assert_eq!(findings.len(), places.len());
    for (row, (name, line, column, severity, code, pointer)) in findings.iter().zip(&places) {
        assert_eq!((&row[0], &row[2]), (&format!("{name}:{line}:{column}{pointer}"), code));
        assert!(row[1].ends_with(severity.as_str()) && !row[3].is_empty(), "{row:?}");
    }
    let sum = |rows: Vec<Vec<String>>, columns: &[usize]| -> usize {
        rows.iter().flat_map(|row| columns.iter().map(|column| row[*column].parse::<usize>().unwrap_or(0))).sum()
    };
    assert_eq!(sum(rows(&page, "codes"), &[2]), places.len());
    assert_eq!(sum(rows(&page, "files"), &[1, 2, 3, 4]), places.len());
    assert!(text(page.root_element()).contains("missing<b>.json: file not found"));
    Ok(())
}

#[test]
fn the_page_needs_nothing_from_elsewhere() -> Tested {
    let folder = documents("html-alone")?.display().to_string();
    for language in ["zh", "en", "both"] {
        let (_, out, _) = tool(&["check", &folder, "--format", "html", "--lang", language])?;
        let page = page(&out)?;
        for node in page.descendants() {
            let outside = ["src", "href", "srcset", "action", "data", "onclick", "style"];
            assert!(outside.iter().all(|name| node.attribute(*name).is_none()), "{node:?}");
            let name = node.tag_name().name();
            assert!(!["link", "iframe", "img", "object", "form", "a"].contains(&name), "{name}");
        }
        assert!(!out.contains("@import") && !out.contains("url(") && !out.contains("http:"), "no other file");
        let body = page.descendants().find(|node| node.has_tag_name("body")).ok_or("body")?;
        assert_eq!(body.attribute("class"), Some(format!("show-{language}").as_str()));
        // Each text is in both languages.
        let spans = || page.descendants().filter(|node| node.has_tag_name("span"));
        let count = |language| spans().filter(|node| node.attribute("lang") == Some(language)).count();
        assert!(count("zh") > 50 && count("zh") == count("en"), "{} {}", count("zh"), count("en"));
    }
    Ok(())
}

/// The policy of the page allows its script, and no other.
#[test]
fn only_the_script_of_the_page_runs() -> Tested {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (_, out, _) = tool_with(&["check", "-", "--format", "html"], VALID)?;
    let page = page(&out)?;
    let scripts: Vec<_> = page.descendants().filter(|node| node.has_tag_name("script")).collect();
    let [script] = scripts[..] else { return Err("one script".into()) };
    let mut digest = String::new();
    for group in Sha256::digest(text(script).as_bytes()).chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        let places = [18, 12, 6, 0].map(|shift| usize::try_from(bits >> shift & 63).unwrap_or(0));
        let digits = places.map(|place| char::from(DIGITS[place]));
        digest.extend(digits.iter().take(group.len() + 1));
        digest.extend(std::iter::repeat_n('=', 3 - group.len()));
    }
    assert!(out.contains(&format!("script-src 'sha256-{digest}'; ")), "the digest of the script is {digest}");
    Ok(())
}

#[test]
fn names_and_values_are_texts() -> Tested {
    let folder = folder("html-hostile")?;
    let name = "<script>alert(1)</script>&quot;";
    fs::write(folder.join("a.json"), VALID.replace("3200.00", name))?;
    for options in [&[][..], &["--show-values"]] {
        let arguments = ["check", &folder.display().to_string(), "--format", "html"];
        let (_, out, _) = tool(&[&arguments[..], options].concat())?;
        assert!(!out.contains("<script>alert"), "{options:?}");
        assert_eq!(page(&out)?.descendants().filter(|node| node.has_tag_name("script")).count(), 1);
        assert_eq!(text(page(&out)?.root_element()).contains(name), !options.is_empty());
    }
    Ok(())
}

#[test]
fn a_long_page_states_what_it_leaves_out() -> Tested {
    let folder = folder("html-long")?;
    let lines: String =
        (0..3000).map(|n| format!("{{\"kind\":\"receipt\",\"standard\":\"1.0\",\"x{n}\":1}}\n")).collect();
    fs::write(folder.join("a.ndjson"), lines)?;
    let (_, out, _) = tool(&["check", &folder.display().to_string(), "--format", "html"])?;
    let page = page(&out)?;
    let all: usize = rows(&page, "codes").iter().filter_map(|row| row[2].parse::<usize>().ok()).sum();
    assert_eq!(rows(&page, "findings").len(), 5000);
    assert!(out.contains(&format!("{} more findings not listed.", all - 5000)));
    Ok(())
}
