//! The files of a crate that use the definitions of another file, by the paths in their texts.
//!
//! A name counts for the file that defines it, not for a file that re-exports it: a `pub use` alone is not a use of the
//! name.

use super::tokens::{Token, code, definitions, named, paths, tokens, use_leaves};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// A file by the path of its module. The root is the empty path.
pub type Module = Vec<String>;

/// The files of a crate, and the files that each uses.
pub struct Graph {
    files: BTreeMap<Module, File>,
    /// The used names, by the file that uses and the file that defines.
    pub edges: BTreeMap<(Module, Module), BTreeSet<String>>,
}

#[derive(Default)]
struct File {
    tokens: Vec<Token>,
    /// The paths of the names that `use` statements introduce, from the root of the crate.
    imports: BTreeMap<String, Module>,
    /// Those of them that are re-exported and not used in the file.
    passed: BTreeSet<String>,
    /// The files whose names are all re-exported.
    globs: Vec<Module>,
    /// The names that it defines.
    defined: BTreeSet<String>,
}

impl Graph {
    /// Reads every source below a folder.
    pub fn read(folder: &Path) -> Self {
        let mut graph = Self { files: BTreeMap::new(), edges: BTreeMap::new() };
        visit(folder, &mut |path| {
            let text = fs::read_to_string(path).unwrap();
            graph.files.insert(module_of(path.strip_prefix(folder).unwrap()), File::new(&text));
        });
        graph.link();
        graph
    }

    /// The same for texts, given with the paths of their files.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        let files = texts.iter().map(|(path, text)| (module_of(Path::new(path)), File::new(text))).collect();
        let mut graph = Self { files, edges: BTreeMap::new() };
        graph.link();
        graph
    }

    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.files.keys()
    }

    fn link(&mut self) {
        let modules: Vec<Module> = self.files.keys().cloned().collect();
        for module in &modules {
            let (uses, rest) = use_leaves(&self.files[module].tokens);
            let body = named(&rest);
            let mut file = File { defined: definitions(&rest), ..File::default() };
            for leaf in uses {
                let Some(path) = self.absolute(module, &leaf.path) else { continue };
                if leaf.name == "*" {
                    file.globs.push(path);
                    continue;
                }
                if leaf.is_public && !body.contains(leaf.name.as_str()) {
                    file.passed.insert(leaf.name.clone());
                }
                file.imports.insert(leaf.name, path);
            }
            file.tokens = rest;
            self.files.insert(module.clone(), file);
        }
        for module in &modules {
            let file = &self.files[module];
            let used =
                file.imports.iter().filter(|(name, _)| !file.passed.contains(*name)).map(|(_, path)| path.clone());
            let inline = paths(&file.tokens).into_iter().filter_map(|path| self.absolute(module, &path));
            for path in used.chain(inline).collect::<BTreeSet<_>>() {
                let definer = self.definer(&path, 0);
                if definer != *module && !path.is_empty() {
                    let name = path.last().cloned().unwrap_or_default();
                    self.edges.entry((module.clone(), definer)).or_default().insert(name);
                }
            }
        }
    }

    /// A path in a module as one from the root of the crate; none for other crates.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        let mut from = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.clone(),
            "super" => module.split_last()?.1.to_vec(),
            name => {
                let child = joined(module, name);
                if self.files.contains_key(&child) { child } else { self.files[module].imports.get(name)?.clone() }
            }
        };
        for name in rest {
            if name == "super" {
                from.pop()?;
            } else if name != "self" {
                from.push(name.clone());
            }
        }
        Some(from)
    }

    /// The file that defines the target of a path from the root. Re-exports are followed.
    fn definer(&self, path: &[String], depth: usize) -> Module {
        let mut at: Module = Vec::new();
        for (index, name) in path.iter().enumerate() {
            let child = joined(&at, name);
            if self.files.contains_key(&child) {
                at = child;
                continue;
            }
            let Some(file) = self.files.get(&at).filter(|_| depth < 20) else { break };
            let defines = |module: &&Module| self.files.get(*module).is_some_and(|file| file.defined.contains(name));
            let after = &path[index + 1..];
            return match (file.imports.get(name), file.globs.iter().find(defines)) {
                (Some(target), _) => self.definer(&[target, after].concat(), depth + 1),
                (None, Some(module)) => module.clone(),
                (None, None) => at,
            };
        }
        at
    }

    /// The cycles: sets of files that all use each other, directly or through others.
    pub fn circles(&self) -> Vec<BTreeSet<Module>> {
        let reached: BTreeMap<&Module, BTreeSet<&Module>> =
            self.files.keys().map(|from| (from, self.reached(from))).collect();
        let mut circles: Vec<BTreeSet<Module>> = Vec::new();
        for (module, beyond) in &reached {
            if circles.iter().any(|circle| circle.contains(*module)) {
                continue;
            }
            let circle: BTreeSet<Module> =
                beyond.iter().filter(|other| reached[*other].contains(module)).map(|other| (*other).clone()).collect();
            if circle.len() > 1 {
                circles.push(circle);
            }
        }
        circles
    }

    /// The files that a file uses, directly or through others.
    fn reached(&self, from: &Module) -> BTreeSet<&Module> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(module) = open.pop() {
            for ((_, to), _) in self.edges.iter().filter(|((user, _), _)| user == module) {
                if reached.insert(to) {
                    open.push(to);
                }
            }
        }
        reached
    }

    /// The uses between the files of a cycle, for people.
    pub fn told(&self, circle: &BTreeSet<Module>) -> String {
        let inside = self.edges.iter().filter(|((from, to), _)| circle.contains(from) && circle.contains(to));
        let told = inside.map(|((from, to), names)| {
            let names = names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            format!("  {} uses {}: {names}", shown(from), shown(to))
        });
        told.collect::<Vec<_>>().join("\n")
    }
}

impl File {
    fn new(text: &str) -> Self {
        Self { tokens: code(tokens(text)), ..Self::default() }
    }
}

/// A module as a path of Rust.
pub fn shown(module: &Module) -> String {
    if module.is_empty() { "the root".to_owned() } else { module.join("::") }
}

fn joined(module: &[String], name: &str) -> Module {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

fn module_of(path: &Path) -> Module {
    let path = path.with_extension("");
    let names: Module = path.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    if names == ["lib"] || names == ["main"] { Vec::new() } else { names }
}

fn visit(path: &Path, read: &mut impl FnMut(&Path)) {
    let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            visit(&path, read);
        } else if path.extension().is_some_and(|e| e == "rs") {
            read(&path);
        }
    }
}
