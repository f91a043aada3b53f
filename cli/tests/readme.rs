//! The commands of the README produce the documented results, and both languages have the same commands.

use crate::support::{root, tool};
use std::fs;
use tongbiao::code::DocumentKind;

fn read(name: &str) -> String {
    crate::support::read(name).unwrap()
}

/// The fenced blocks of a kind, one after the other.
fn blocks<'a>(text: &'a str, kind: &str) -> Vec<&'a str> {
    let fence = format!("```{kind}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn both_languages_give_the_same_commands() {
    let (en, zh) = (read("README.md"), read("README.zh-CN.md"));
    for kind in ["sh", "toml", "rust", "text"] {
        assert!(!blocks(&en, kind).is_empty());
        assert_eq!(blocks(&en, kind), blocks(&zh, kind), "{kind}");
    }
}

#[test]
fn commands_of_the_tool_succeed() {
    let readme = read("README.md");
    let mut ran = 0;
    for line in blocks(&readme, "sh").iter().flat_map(|block| block.lines()) {
        let Some(arguments) = line.strip_prefix("cargo run -- ") else { continue };
        let (code, out, err) = tool(&arguments.split(' ').collect::<Vec<_>>()).unwrap();
        // `diff` ends with 1 because the two revisions differ.
        let expected = if arguments.starts_with("diff ") { 1 } else { 0 };
        assert_eq!(code, Some(expected), "{line}: {out}{err}");
        assert!(!out.is_empty(), "{line} prints something");
        ran += 1;
    }
    assert!(ran >= 5, "{ran} commands");
}

#[test]
fn the_main_command_ends_as_stated() {
    let stated = read("README.md");
    let stated = blocks(&stated, "text")[0].trim().to_owned();
    let (_, out, err) = tool(&["check", "cases"]).unwrap();
    let both = out + &err;
    let last = both.lines().last().unwrap_or_default();
    if std::env::var_os("UPDATE").is_some() {
        for name in ["README.md", "README.zh-CN.md"] {
            fs::write(root().join(name), read(name).replace(&stated, last)).unwrap();
        }
        return;
    }
    assert_eq!(stated, last, "run `UPDATE=1 cargo test` and read what changed");
}

#[test]
fn an_outcome_is_verified_as_stated() {
    let readme = read("README.md");
    let stated = blocks(&readme, "text")[1].trim().to_owned();
    let line = blocks(&readme, "sh").into_iter().flat_map(str::lines).find(|line| line.contains(" verify ")).unwrap();
    let arguments: Vec<&str> = line.strip_prefix("cargo run -- ").unwrap().split(' ').collect();
    let found = tool(&arguments).unwrap().1.trim().to_owned();
    if std::env::var_os("UPDATE").is_some() {
        for name in ["README.md", "README.zh-CN.md"] {
            fs::write(root().join(name), read(name).replace(&stated, &found)).unwrap();
        }
        return;
    }
    assert_eq!(stated, found, "run `UPDATE=1 cargo test` and read what changed");
}

#[test]
fn the_tests_are_run_as_stated() {
    let (readme, ci) = (read("README.md"), read(".ci/run"));
    let command =
        blocks(&readme, "sh").into_iter().find(|block| block.starts_with("cargo test")).unwrap().trim().to_owned();
    assert_eq!(ci.lines().last().unwrap(), command, "the last thing that CI runs is the README's test command");
}

#[test]
fn numbers_of_the_readme_are_true() {
    let readme = read("README.md");
    // The number of mutants per run, for each of the eight kinds.
    let exact = read("tests/suite/published/exact.rs");
    assert_eq!(DocumentKind::ALL.len(), 8);
    assert!(exact.contains("size(400, 50_000)"));
    assert!(readme.contains("3,200 damaged documents") && readme.contains("400,000"));
    let manifest = read("Cargo.toml");
    let dependencies = manifest.split("[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let names: Vec<_> = dependencies.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
    assert_eq!(names, ["chrono", "rust_decimal", "schemars", "serde", "serde_json", "thiserror"]);
}
