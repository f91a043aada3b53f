//! Modules depend in one direction only, and no files use each other in a cycle.

mod graph;
pub mod tokens;

use self::graph::{Graph, shown};
use std::{collections::BTreeMap, fs};
use tongbiao_testkit::files::folder;

/// The modules in the order of dependence: each may depend only on those before it.
const ORDER: &[&str] = &[
    "wire",
    "finding",
    "code",
    "value",
    "prose",
    "period",
    "extension",
    "record::place",
    "record::organisation",
    "record::identity",
    "record::guardian",
    "record::household",
    "record::insurance",
    "record::kind_text",
    "record::patient_name",
    "record::diagnosis",
    "record::treatment",
    "record::settlement",
    "record::receipt",
    "record::stay",
    "record::register",
    "record::aid",
    "record::same_aid",
    "record::assessment",
    "record::consent",
    "record::material",
    "record::payee",
    "record::application",
    "record",
    "fact",
    "programme",
    "plan",
    "adjudication",
    "joint",
    "report",
    "structure",
    "catalogue",
    "eligibility",
    "revision",
    "analysis",
    "evaluate",
    "verify",
    "explain",
    "amendment",
    "document",
    "schema",
    "check",
    "reading",
];

/// The sources of the crates.
const CRATES: &[&str] = &["src", "cli/src", "compat/src", "facade/src", "generate/src", "index/src"];

#[test]
fn modules_depend_one_way() {
    let graph = Graph::read(&folder("src"));
    let order: BTreeMap<&str, usize> = ORDER.iter().enumerate().map(|(i, name)| (*name, i)).collect();
    // A record has a place of its own. Other files have the place of their folder.
    let place = |module: &[String]| {
        let names = (1..=module.len().min(2)).rev().map(|length| module[..length].join("::"));
        names.filter_map(|name| order.get(name.as_str()).copied()).next()
    };
    for name in ORDER {
        assert!(
            graph.modules().any(|module| module.join("::") == *name),
            "{name} is in the order and not in the source"
        );
    }
    for module in graph.modules().filter(|module| !module.is_empty()) {
        assert!(place(module).is_some(), "{} has no place in the order", shown(module));
    }
    for ((from, to), names) in &graph.edges {
        let (Some(own), Some(other)) = (place(from), place(to)) else { continue };
        assert!(other <= own, "{} uses {names:?} of {}, which comes later", shown(from), shown(to));
    }
    assert!(graph.edges.len() > 500, "the source was read");
}

/// A file has one subject: none has more than 500 lines, except tables of data.
#[test]
fn no_file_is_long() {
    let mut open = [
        "src",
        "cli",
        "compat",
        "facade",
        "generate",
        "index",
        "testkit",
        "tests",
        "benches",
        "examples",
        "clients/rust",
    ]
    .map(folder)
    .to_vec();
    let mut read = 0;
    while let Some(next) = open.pop() {
        if next.is_dir() {
            let inner = fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path());
            open.extend(inner.filter(|path| !path.ends_with("target")));
        } else if next.extension().is_some_and(|ending| ending == "rs") {
            let lines = fs::read_to_string(&next).unwrap().lines().count();
            let is_table = next.ends_with("table.rs") || next.ends_with("names.rs");
            assert!(lines <= 500 || is_table, "{} has {lines} lines", next.display());
            read += 1;
        }
    }
    assert!(read > 500, "{read} files were read");
}

/// The table in `lib.rs` lists every module once, and no others.
#[test]
fn every_module_is_in_the_table_of_the_library() {
    let text = fs::read_to_string(folder("src/lib.rs")).unwrap();
    let public = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut public: Vec<&str> = public.collect();
    let first = text.lines().filter_map(|line| Some(line.strip_prefix("//! | [`")?.split(" | ").next()?.to_owned()));
    let mut listed: Vec<String> = first
        .flat_map(|cell| cell.split(", ").map(|name| name.replace(['[', ']', '`'], "")).collect::<Vec<_>>())
        .collect();
    public.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, public);
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    for name in CRATES {
        let graph = Graph::read(&folder(name));
        let circles: Vec<String> = graph.circles().iter().map(|circle| graph.told(circle)).collect();
        assert!(circles.is_empty(), "circles of files in {name}:\n{}", circles.join("\n\n"));
    }
}

/// What counts as a use, and what does not.
#[test]
fn circles_are_seen_whatever_the_path() {
    let circles = |texts: &[(&str, &str)]| -> Vec<String> {
        let graph = Graph::of(texts);
        graph.circles().iter().map(|circle| circle.iter().map(shown).collect::<Vec<_>>().join(" ")).collect()
    };
    let b = ("a/b.rs", "pub struct B; fn f() -> super::c::C {}");
    for (c, seen) in [
        // The same file by its path from the crate, from the parent and from itself, with and without `use`.
        ("pub struct C; use crate::a::b::B;", true),
        ("pub struct C; use super::b::{self as other, B};", true),
        ("pub struct C; fn f(b: super::super::a::b::B) {}", true),
        ("pub struct C; use super::b; fn f(b: b::B) {}", true),
        // By a name that its parent or the root re-exports, singly or with a star.
        ("pub struct C; use super::B;", true),
        ("pub struct C; use crate::Named;", true),
        ("pub struct C; use crate::star::B;", true),
        ("pub struct C; macro_rules! m { () => { $crate::a::b::B } }", true),
        // In texts, comments and tests, and re-exports only.
        (
            "pub struct C; // use super::b::B;\nconst T: &str = \"super::b::B\"; const R: &str = r#\"\"super::b::B\"#;",
            false,
        ),
        (
            "pub struct C; #[cfg(test)] mod tests { use super::super::b::B; fn f() { { } } } fn g<'a>(c: &'a char) { 'x'; }",
            false,
        ),
        ("pub struct C; pub use super::b::B;", false),
        ("pub struct C; pub use super::b::B; fn f(b: B) {}", true),
    ] {
        let texts = [
            ("lib.rs", "mod a; mod star; pub use a::B as Named;"),
            ("star.rs", "pub use crate::a::b::*;"),
            ("a.rs", "mod b; mod c; pub use b::B;"),
            b,
            ("a/c.rs", c),
        ];
        assert_eq!(circles(&texts), if seen { vec!["a::b a::c"] } else { vec![] }, "{c}");
    }
    // A parent that uses its child, which uses the parent.
    let child = ("a/b.rs", "use super::A; pub fn b(a: A) {}");
    for (parent, seen) in [
        ("mod b; pub struct A; fn f() { b::b(A); }", vec!["a a::b"]),
        ("mod b; pub use b::b; pub struct A; fn f() { b(A); }", vec!["a a::b"]),
        ("mod b; pub use b::b; pub struct A;", vec![]),
    ] {
        assert_eq!(circles(&[("lib.rs", "mod a;"), ("a.rs", parent), child]), seen, "{parent}");
    }
}
