//! The table of all rows, as it is published: `clients/MATRIX.md`. The same rows give the same text.

use crate::{
    corpus,
    place::clients,
    row::{self, AGREES, DEVIATES, Row},
};
use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

/// The areas in the order of the table, with their headings.
const AREAS: &[(&str, &str)] = &[
    ("validators", "校验器 Validators"),
    ("meta", "模式本身 The schemas themselves"),
    ("generators", "类型生成与示例程序 Generators of types, programs of the pages"),
    ("editor", "编辑器 Editor"),
];

const HEAD: &str = "# 真实客户端 Real clients

由 `clients/run` 生成，请勿手改。每一行都实际运行过；没有运行的写明原因。
Made by `clients/run`: do not edit. Each row has been run; one that has not says why.
";

/// Compares the table with the one that is published, or writes it. Says whether all is as it must be.
pub fn run(out: &Path) -> bool {
    let rows: Vec<Row> = AREAS.iter().flat_map(|(area, _)| row::read(&out.join(format!("{area}.json")))).collect();
    let failed =
        rows.iter().filter(|row| row.skipped.is_none() && ![AGREES, DEVIATES].contains(&row.result.as_str())).count();
    let skipped: Vec<&Row> = rows.iter().filter(|row| row.skipped.is_some() && !row.opt_in).collect();
    println!("{} rows: {failed} failed, {} not run", rows.len(), skipped.len());
    if !skipped.is_empty() {
        for row in &skipped {
            let why = row.skipped.clone().unwrap_or_default();
            println!("not run: {} ({}): {} · {}", row.client, row.area, why.zh, why.en);
        }
        println!("MATRIX.md is compared only where every row runs");
        return failed == 0 && env::var_os("CI").is_none_or(|ci| ci != "true");
    }
    failed == 0 && is_published(&table(&rows, out))
}

fn is_published(table: &str) -> bool {
    let path = clients().join("MATRIX.md");
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, table).unwrap();
        return true;
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    if published != table {
        let differing = table.lines().find(|line| !published.lines().any(|other| other == *line));
        eprintln!("clients/MATRIX.md is not up to date: run `UPDATE=1 clients/run` and read what changed");
        eprintln!("{}", differing.unwrap_or("(lines have gone)"));
    }
    published == table
}

fn table(rows: &[Row], out: &Path) -> String {
    let mut text = HEAD.to_owned();
    for (area, heading) in AREAS {
        let _ = write!(text, "\n## {heading}\n\n");
        if *area == "validators" {
            text.push_str(&corpus_in_words(out));
        }
        text.push_str("| 客户端 Client | 版本 Version | 来源 From | 内容 What | 数量 Counts | 结果 Result |\n|---|---|---|---|---|---|\n");
        let mut notes = Vec::new();
        for row in rows.iter().filter(|row| row.area == *area) {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} {} | {} | {} |",
                row.client,
                row.version,
                row.registry,
                row.ran.zh,
                row.ran.en,
                counts(row),
                result(row, &mut notes)
            );
        }
        for (index, note) in notes.iter().enumerate() {
            let _ = write!(text, "\n{}. {}。{}.\n", index + 1, note.zh, note.en);
        }
    }
    text
}

/// What the validators were given.
fn corpus_in_words(out: &Path) -> String {
    let folder = out.join("corpus");
    let mut text = "每个校验器对每段文字的结论，都与本库的类型化读取器（Rust serde）相同：是、或不是这种文件。
Of every text each validator says what the typed reader of this library (Rust, serde) says: it is, or it is not, a document of the kind.

| 文件种类 Kind | 案例与损坏案例 Cases, twins | 变异 Mutants | 定向 Directed | 接受 Accepted | 拒绝 Refused |
|---|---|---|---|---|---|
"
    .to_owned();
    for (kind, lines) in corpus::read(&folder) {
        let of = |place: &str| lines.iter().filter(|line| line.id.starts_with(place)).count();
        let accepted = lines.iter().filter(|line| line.verdict).count();
        let _ = writeln!(
            text,
            "| {kind} | {} | {} | {} | {accepted} | {} |",
            of("case/") + of("twin/"),
            of("mutant/"),
            of("directed/"),
            lines.len() - accepted
        );
    }
    let _ = write!(text, "\n{}\n\n", excluded(&folder));
    text
}

/// The rule by which texts are left out, and which are.
fn excluded(folder: &Path) -> String {
    let mut by_code = BTreeMap::<String, Vec<String>>::new();
    for (id, code) in corpus::excluded(folder) {
        by_code.entry(code).or_default().push(id);
    }
    let mut text = format!(
        "变异由种子固定；定向文件逐个针对模式的关键字，一个正好在内，其余在外。大于 {0} KiB 的定向文件只用于覆盖计算。
模式看不到的文字不交给校验器，因为它们拒绝于解析，或读成别的内容：
Mutants are made from a fixed seed; each directed document is aimed at one keyword, one just inside and others outside. Directed
documents larger than {0} KiB count for the coverage only. Texts that no schema ever sees are not given to validators, as a parser
refuses them or reads something else:\n",
        corpus::BYTES_MAX / 1024
    );
    for (code, ids) in by_code {
        let _ = write!(text, "\n- `{code}`: {}", ids.join(", "));
    }
    text
}

fn counts(row: &Row) -> String {
    let counts = row.counts.iter().filter(|(_, count)| **count > 0);
    counts.map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}

/// The result with the numbers of its notes.
fn result(row: &Row, notes: &mut Vec<row::Both>) -> String {
    if let Some(why) = &row.skipped {
        return format!("未执行 not run: {} {}", why.zh, why.en);
    }
    let mut numbers = String::new();
    for note in &row.notes {
        let index = notes.iter().position(|known| known == note).unwrap_or_else(|| {
            notes.push(note.clone());
            notes.len() - 1
        });
        let _ = write!(numbers, " ({})", index + 1);
    }
    let zh = match row.result.as_str() {
        AGREES => "一致",
        DEVIATES => "一致，有已说明的偏差",
        _ => "失败",
    };
    format!("{zh} {}{numbers}", row.result)
}
