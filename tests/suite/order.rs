//! Modules depend one way only.

use crate::support::folder;
use std::{collections::BTreeMap, fs, path::Path};

/// The modules in the order in which they may depend: each only on those before it.
const ORDER: &[&str] = &[
    "wire",
    "finding",
    "code",
    "value",
    "prose",
    "period",
    "extension",
    "organisation",
    "identity",
    "guardian",
    "household",
    "insurance",
    "diagnosis",
    "treatment",
    "settlement",
    "receipt",
    "register",
    "aid",
    "assessment",
    "consent",
    "material",
    "payee",
    "application",
    "fact",
    "programme",
    "adjudication",
    "eligibility",
    "revision",
    "analysis",
    "evaluate",
    "explain",
    "amendment",
    "report",
    "structure",
    "catalogue",
    "document",
    "schema",
    "compat",
    "check",
    "reading",
];

#[test]
fn modules_depend_one_way() {
    let place: BTreeMap<&str, usize> = ORDER.iter().enumerate().map(|(i, name)| (*name, i)).collect();
    let mut seen = 0;
    visit(&folder("src"), &mut |path, text| {
        let relative = path.strip_prefix(folder("src")).unwrap();
        let module = relative.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if module == "lib" {
            return;
        }
        let own = place.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no place in the order"));
        seen += 1;
        for used in uses(text) {
            let Some(other) = place.get(used.as_str()) else { panic!("{module} uses {used}, which has no place") };
            assert!(other <= own, "{} uses `{used}`, which comes after `{module}`", path.display());
        }
    });
    assert!(seen > 40, "the source was read");
}

/// The modules of the crate that a source names, its tests left out.
fn uses(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = code.get(at + "crate::".len()..).unwrap();
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(group_heads(group));
        } else {
            found.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// The first names of a `{…}` of a `use`, at its own depth.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut head, mut heads, mut fresh) = (0, String::new(), Vec::new(), true);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if depth == 0 && fresh && (c.is_alphanumeric() || c == '_') => head.push(c),
            _ if !head.is_empty() => {
                heads.push(std::mem::take(&mut head));
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 && c == ',' && !head.is_empty() {
            heads.push(std::mem::take(&mut head));
        }
    }
    if !head.is_empty() {
        heads.push(head);
    }
    heads
}

fn visit(path: &Path, read: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, read);
        } else if path.extension().is_some_and(|e| e == "rs") {
            read(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}
