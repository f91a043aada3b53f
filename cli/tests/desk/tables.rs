//! The tables: text, CSV, HTML.

use super::{
    CASE_A, CASE_B, HEART, PROGRAMMES, cases, flat, mixed, run, small,
    support::{Result, Tested, command, command_in, file, folder, path, ran, read, root, tool},
};
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

/// The rows of a table by the names of their columns.
fn records(out: &str) -> Result<Vec<BTreeMap<String, String>>> {
    assert!(out.starts_with("\u{feff}\"file\",\"line\",\"application\","), "{out}");
    assert_eq!(out.matches("\r\n").count(), out.matches('\n').count());
    let mut reader = csv::ReaderBuilder::new().from_reader(out.as_bytes());
    let header = reader.headers()?.clone();
    let record = |row: csv::StringRecord| header.iter().zip(&row).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    Ok(reader.records().map(|row| row.map(record)).collect::<Result<Vec<_>, _>>()?)
}

#[test]
fn rows_state_what_the_outcomes_state() -> Tested {
    let names = cases()?;
    let (_, lines, _) = run(&["match", "--programmes", PROGRAMMES, "--format", "ndjson"], &names)?;
    let (code, out, err) = run(&["match", "--programmes", PROGRAMMES, "--format", "csv"], &names)?;
    assert_eq!(code, Some(0), "{err}");
    let rows = records(&out)?;
    assert_eq!(rows.len(), names.len() * 14);
    let mut rows_left = rows.iter();
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for (name, line) in names.iter().zip(lines.lines()) {
        let line: Value = serde_json::from_str(line)?;
        for answer in line["matches"].as_array().ok_or("matches")? {
            let row = rows_left.next().ok_or("row")?;
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let codes = |member: &str, of: &str| {
                let all = answer[member].as_array().into_iter().flatten();
                let mut once: Vec<String> = Vec::new();
                for code in all.map(|one| text(if of.is_empty() { one } else { &one[of] })) {
                    if !once.contains(&code) {
                        once.push(code);
                    }
                }
                once.join(" ")
            };
            assert_eq!((&row["file"], row["line"].as_str(), row["child"].as_str()), (name, "", ""));
            assert_eq!(
                (&row["programme"], &row["revision"]),
                (&text(&answer["programme"]), &answer["revision"].to_string())
            );
            for member in ["title", "titleEn", "eligible", "decision", "amount"] {
                assert_eq!(row[member], text(&answer[member]), "{member}: {row:?}");
            }
            assert_eq!(row["missingFacts"], codes("missing", "fact"), "{row:?}");
            assert_eq!(row["services"], codes("services", ""), "{row:?}");
            let unmet = answer["requirements"].as_array().into_iter().flatten();
            let unmet: Vec<_> =
                unmet.filter(|one| one["judgement"] == "no").map(|one| text(&one["requirement"])).collect();
            assert_eq!(row["unmetRequirements"], unmet.join(" "), "{row:?}");
            // Every decision without an amount states why, in both languages.
            let is_explained = !row["noteZh"].is_empty() && !row["noteEn"].is_empty();
            let is_awarded = answer["decision"] == "awarded";
            assert!(is_explained || is_awarded, "{row:?}");
            if is_awarded {
                *sums.entry(row["programme"].clone()).or_default() += row["amount"].replace('.', "").parse::<u64>()?;
            }
        }
    }
    // The summary has the sum of each programme, and none of all.
    for (programme, sum) in sums.into_iter().filter(|(_, sum)| *sum > 0) {
        let told = format!("; {programme}@");
        assert!(
            err.contains(&told) && err.contains(&format!(" awards: {}.{:02} yuan", sum / 100, sum % 100)),
            "{programme} {sum}: {err}"
        );
    }
    assert!(err.contains("amounts of several programmes must not be added up"), "{err}");
    Ok(())
}

#[test]
fn missing_papers_and_facts_are_named() -> Tested {
    let mut bare = serde_json::from_str::<Value>(&read(CASE_B)?)?;
    bare.as_object_mut().ok_or("object")?.remove("materials");
    let bare = file("bare.ndjson", &bare.to_string())?;
    let angel = "cases/programmes/little-angel-leukaemia.json";
    let (_, out, _) = tool(&["match", &bare, angel, "--format", "csv"])?;
    let row = records(&out)?.remove(0);
    assert!(!row["missingPapers"].is_empty() && row["missingPapers"].contains("form"), "{row:?}");
    let (_, text, _) = tool(&["match", &bare, angel, "--lang", "zh"])?;
    assert!(text.contains("材料：申请表 [form]"), "{text}");
    let (_, text, _) = tool(&["match", "cases/c-haemophilia-monthly", "cases/programmes/ward-school.json"])?;
    let told = "missing: remaining places in the programme (to be supplied by the programme)";
    assert!(text.contains("  undetermined") && text.contains(told), "{text}");
    Ok(())
}

#[test]
fn cells_are_never_formulas() -> Tested {
    let folder = folder("formulas")?;
    let programmes = root().join(HEART).display().to_string();
    for name in ["=1+1.json", "@SUM(A1).json", "a,\"b\".json"] {
        fs::write(folder.join(name), small("x").to_string())?;
    }
    fs::write(folder.join("+1.json"), "{")?;
    let arguments = ["match", "+1.json", "=1+1.json", "@SUM(A1).json", "a,\"b\".json", "--programmes", &programmes];
    let (_, out, _) = ran(command_in(&folder, &[&arguments[..], &["--format", "csv"]].concat()), b"")?;
    let names: Vec<String> = records(&out)?.into_iter().map(|mut row| row.remove("file").unwrap_or_default()).collect();
    assert_eq!(names, ["'+1.json", "'=1+1.json", "'@SUM(A1).json", "a,\"b\".json"]);
    Ok(())
}

#[test]
fn the_table_for_people_is_aligned() -> Tested {
    let inputs = mixed("aligned")?;
    let width = |text: &str| text.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum::<usize>();
    for language in ["zh", "en", "both"] {
        let (code, out, _) =
            run(&["adjudicate", "--programmes", PROGRAMMES, "--lang", language, "--color", "never"], &inputs)?;
        assert_eq!(code, Some(3));
        let rows: Vec<&str> = out.lines().filter(|line| line.starts_with("  cn.") && line.contains('@')).collect();
        assert!(rows.len() == 7 * 14, "{out}");
        // An amount, or the sign for none, ends in one column of all rows.
        let ends = rows.iter().map(|row| {
            let amount = row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).nth(2).unwrap_or_default();
            let is_amount = amount == "—" || amount.ends_with(|c: char| c.is_ascii_digit());
            assert!(is_amount, "{row}");
            width(row.split_once(&format!(" {amount}")).unwrap_or_default().0) + 1 + width(amount)
        });
        let mut ends: Vec<usize> = ends.collect();
        ends.dedup();
        assert_eq!(ends.len(), 1, "{language}: {ends:?}");
    }
    let (_, out, _) = run(&["adjudicate", "--programmes", HEART, "--lang", "en"], &inputs)?;
    for told in [
        "aligned.ndjson:1  case-a-heart-surgery\n  cn.redcross.angel-sunshine@2  awarded                   10000.00\n",
        "aligned.ndjson:4\n  no outcome: The document is malformed or of another kind than required\n  error[json.syntax] ",
        "aligned.ndjson:5  case-a-heart-surgery\n  the application has errors; the outcomes are not reliable\n",
        "error[receipt.",
        "aligned.ndjson:6  undated\n  no outcome: the application has no date of submission; specify",
        "refused                          —  not met: Confirmed congenital heart disease [diagnosis]",
        "missing.json: file not found",
        "day of the decision not specified",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
    let last = out.lines().last().unwrap_or_default();
    assert!(last.contains(" applications, ") && last.contains("awards: ") && last.ends_with("skipped"), "{last}");
    // A file has the same text, and the standard output the total line.
    let path = path("table.txt")?;
    let options = ["adjudicate", "--programmes", HEART, "--lang", "en", "--color", "always", "--out", &path];
    let (code, summary, _) = run(&options, &inputs)?;
    assert_eq!((code, summary.trim_end(), &fs::read_to_string(path)?), (Some(3), last, &out));
    Ok(())
}

/// The page as a tree. It is written so that a parser of XML reads it too.
fn page(out: &str) -> Result<Document<'_>> {
    Ok(Document::parse_with_options(out, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })?)
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
}

/// The rows of each table.
fn tables(page: &Document<'_>) -> Vec<Vec<Vec<String>>> {
    let bodies = page.descendants().filter(|node| node.has_tag_name("tbody"));
    let cells = |row: Node<'_, '_>| row.children().filter(|node| node.has_tag_name("td")).map(text).collect();
    bodies.map(|body| body.children().filter(|node| node.has_tag_name("tr")).map(cells).collect()).collect()
}

#[test]
fn the_page_is_whole_and_alone() -> Tested {
    let inputs = mixed("<page>&")?;
    for (language, class) in [("zh", "show-zh"), ("en", "show-en"), ("both", "show-both")] {
        let (code, out, _) =
            run(&["match", "--programmes", PROGRAMMES, "--format", "html", "--lang", language], &inputs)?;
        assert_eq!(code, Some(3));
        let page = page(&out)?;
        let body = page.descendants().find(|node| node.has_tag_name("body")).ok_or("body")?;
        assert_eq!(body.attribute("class"), Some(class));
        for node in page.descendants() {
            let outside = ["src", "href", "srcset", "action", "data", "onclick", "style"];
            assert!(outside.iter().all(|name| node.attribute(*name).is_none()), "{node:?}");
            let name = node.tag_name().name();
            assert!(!["script", "link", "iframe", "img", "object", "form", "a"].contains(&name), "{name}");
        }
        assert!(!out.contains("url(") && !out.contains("@import") && out.contains("default-src 'none'"));
        // Both languages are in the page, whatever it shows first.
        let all = text(page.root_element());
        for told in [
            "不符合：",
            "not met: ",
            "无结果：",
            "No outcome: ",
            "json.syntax",
            "<page>&.ndjson:4",
            "case-a-heart-surgery",
        ] {
            assert!(all.contains(told), "{language} {told}: {all}");
        }
        let tables = tables(&page);
        let [totals, rows] = tables.as_slice() else { return Err(format!("{} tables", tables.len()).into()) };
        let counted: usize = totals.iter().flat_map(|row| &row[1..6]).map(|cell| cell.parse::<usize>().unwrap()).sum();
        assert_eq!((totals.len(), counted), (14, rows.iter().filter(|row| row.len() == 4).count()), "{language}");
    }
    // One application has a page too.
    let (code, out, err) = tool(&["adjudicate", CASE_A, HEART, "--format", "html"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(text(page(&out)?.root_element()).contains("10,000.00"), "{out}");
    Ok(())
}

#[test]
fn a_long_page_lists_its_first_rows_and_counts_all() -> Tested {
    let lines: String = (0..400).map(|number| format!("{}\n", small(&format!("no-{number}")))).collect();
    let arguments = ["match", "-", PROGRAMMES, "--ndjson", "--format", "html"];
    let (code, out, err) = ran(command(&arguments), lines.as_bytes())?;
    assert_eq!(code, Some(0), "{err}");
    let page = page(&out)?;
    let tables = tables(&page);
    // 333 applications with a row of their own and 14 others are 4,995 rows.
    assert_eq!(tables[1].len(), 333 * 15);
    let counted: usize = tables[0].iter().flat_map(|row| &row[1..6]).map(|cell| cell.parse::<usize>().unwrap()).sum();
    assert_eq!(counted, 400 * 14);
    assert!(text(page.root_element()).contains(&format!("{} more rows not listed", 67 * 15)), "{:.300}", out);
    Ok(())
}

#[test]
fn totals_are_where_the_form_leaves_room() -> Tested {
    let twice = file("totals.ndjson", &format!("{}\n{}\n", flat(CASE_A)?, flat(CASE_B)?))?;
    let total = "2 applications: 1 awarded, 1 refused; awards: 10000.00 yuan";
    for (format, in_output) in [("text", true), ("html", true), ("csv", false), ("ndjson", false)] {
        let (_, out, err) = tool(&["adjudicate", &twice, HEART, "--format", format, "--lang", "en"])?;
        assert_eq!((out.contains(total), err.contains(total)), (in_output, !in_output), "{format}: {err}");
        let (_, _, err) = tool(&["adjudicate", &twice, HEART, "--format", format, "--quiet"])?;
        assert_eq!(err, "", "{format}");
    }
    let (_, zh, _) = tool(&["adjudicate", &twice, HEART, "--lang", "zh"])?;
    assert!(zh.ends_with("2 份申请：给付 1 项，拒绝 1 项；给付共 10000.00 元\n"), "{zh}");
    assert_eq!(json!(zh.lines().count()), json!(6));
    Ok(())
}
