//! Patterns of paths, for shells that do not expand them and for quoted arguments.

use globset::{GlobBuilder, GlobMatcher};
use std::{
    collections::HashSet,
    ffi::OsString,
    fs, io,
    path::{Component, Path, PathBuf},
};

/// The paths that match a pattern, in the order of their names. Names that begin with a dot match only a part that begins with a dot.
#[derive(Debug)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
    /// The paths that are not visited yet, the next one last, with the number of parts that they match.
    left: Vec<(PathBuf, usize)>,
    /// The visited paths, if the pattern may lead to one of them twice.
    visited: Option<HashSet<(PathBuf, usize)>>,
}

/// A part of a pattern.
#[derive(Debug)]
enum Part {
    /// A name.
    Name(OsString),
    /// The names that match.
    Matching(Box<GlobMatcher>, bool),
    /// Any number of folders: `**`.
    Folders,
}

impl Pattern {
    /// The pattern in a path; none if the path exists or contains no pattern.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let is_special = |c| matches!(c, '*' | '?' | '[' | '{');
        if !path.to_str()?.contains(is_special) || fs::symlink_metadata(path).is_ok() {
            return None;
        }
        let mut base = PathBuf::new();
        let mut parts = Vec::new();
        for component in path.components() {
            let name = component.as_os_str();
            match component {
                Component::Normal(_) if name == "**" => {
                    if !matches!(parts.last(), Some(Part::Folders)) {
                        parts.push(Part::Folders);
                    }
                }
                Component::Normal(_) if name.to_str()?.contains(is_special) => {
                    let name = name.to_str()?;
                    let glob = GlobBuilder::new(name).literal_separator(true).build().ok()?;
                    parts.push(Part::Matching(Box::new(glob.compile_matcher()), name.starts_with('.')));
                }
                _ if parts.is_empty() => base.push(name),
                _ => parts.push(Part::Name(name.to_owned())),
            }
        }
        let is_repeated = parts.iter().filter(|part| matches!(part, Part::Folders)).count() > 1;
        Some(Self { parts, left: vec![(base, 0)], visited: is_repeated.then(HashSet::new) })
    }

    /// Adds the entries of a folder that match a part.
    fn open(&mut self, path: &Path, number: usize) -> io::Result<()> {
        let is_last = number + 1 == self.parts.len();
        let is_deep = self.parts.iter().any(|part| matches!(part, Part::Folders));
        let Some(part) = self.parts.get(number) else { return Ok(()) };
        let folder = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let is_hidden = name.as_encoded_bytes().first() == Some(&b'.');
            let whole = path.join(&name);
            let (is_match, next) = match part {
                Part::Matching(matcher, with_hidden) => {
                    // Of a pattern for all depths, the last part means files: a folder would repeat the files in it.
                    let is_kind = || match (is_last, is_deep) {
                        (true, false) => true,
                        (true, true) => !whole.is_dir(),
                        (false, _) => whole.is_dir(),
                    };
                    ((*with_hidden || !is_hidden) && matcher.is_match(Path::new(&name)) && is_kind(), number + 1)
                }
                // Folders behind symbolic links may form a cycle.
                _ => (!is_hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()), number),
            };
            if is_match {
                found.push((whole, next));
            }
        }
        found.sort_by(|(a, _), (b, _)| b.cmp(a));
        self.left.extend(found);
        Ok(())
    }
}

impl Iterator for Pattern {
    /// A path that matches, or a folder that cannot be read.
    type Item = Result<PathBuf, (PathBuf, io::Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (path, number) = self.left.pop()?;
            let is_known = |visited: &mut HashSet<_>| !visited.insert((path.clone(), number));
            if self.visited.as_mut().is_some_and(is_known) {
                continue;
            }
            match self.parts.get(number) {
                None => return Some(Ok(path)),
                Some(Part::Name(name)) => {
                    let path = path.join(name);
                    if fs::symlink_metadata(&path).is_ok() {
                        self.left.push((path, number + 1));
                    }
                    continue;
                }
                // All that a folder contains is the folder.
                Some(Part::Folders) if number + 1 == self.parts.len() => {
                    if path.is_dir() || path.as_os_str().is_empty() {
                        return Some(Ok(if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }));
                    }
                    continue;
                }
                Some(_) => {}
            }
            let is_folders = matches!(self.parts.get(number), Some(Part::Folders));
            if let Err(error) = self.open(&path, number) {
                if error.kind() == io::ErrorKind::NotFound || error.kind() == io::ErrorKind::NotADirectory {
                    continue;
                }
                return Some(Err((path, error)));
            }
            if is_folders {
                // The folder itself comes before the folders in it.
                self.left.push((path, number + 1));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_in_the_order_of_names() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("tongbiao-pattern-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for below in ["a/x/y", "b/x", ".hidden"] {
            fs::create_dir_all(folder.join(below))?;
        }
        for file in [
            "a/1.json",
            "a/2.json",
            "a/3.txt",
            "a/x/1.json",
            "a/x/y/1.json",
            "b/x/9.json",
            ".hidden/1.json",
            "[1].json",
        ] {
            fs::write(folder.join(file), "")?;
        }
        fs::write(folder.join("a/.4.json"), "")?;
        for (pattern, expected) in [
            ("a/*.json", Some(&["a/1.json", "a/2.json"][..])),
            ("a/?.txt", Some(&["a/3.txt"])),
            ("*/x/*.json", Some(&["a/x/1.json", "b/x/9.json"])),
            ("*/x", Some(&["a/x", "b/x"])),
            ("**/*.json", Some(&["[1].json", "a/1.json", "a/2.json", "a/x/1.json", "a/x/y/1.json", "b/x/9.json"])),
            ("a/**/1.json", Some(&["a/1.json", "a/x/1.json", "a/x/y/1.json"])),
            ("**/x/**/*.json", Some(&["a/x/1.json", "a/x/y/1.json", "b/x/9.json"])),
            ("**/x/*", Some(&["a/x/1.json", "b/x/9.json"])),
            ("a/**", Some(&["a"])),
            ("a/.*.json", Some(&["a/.4.json"])),
            ("{a,b}/x/[0-4].json", Some(&["a/x/1.json"])),
            ("none/*.json", Some(&[])),
            ("a/1.json/*", Some(&[])),
            ("[1].json", None),
            ("a/1.json", None),
            ("a/[", None),
        ] {
            let found = Pattern::of(&folder.join(pattern)).map(|found| {
                let below = |path: &PathBuf| path.strip_prefix(&folder).map(Path::to_owned).unwrap_or_default();
                found.map(|found| found.as_ref().map(below).unwrap_or_default()).collect::<Vec<_>>()
            });
            let expected = expected.map(|expected| expected.iter().map(PathBuf::from).collect::<Vec<_>>());
            assert_eq!(found, expected, "{pattern}");
        }
        fs::remove_dir_all(folder)
    }
}
