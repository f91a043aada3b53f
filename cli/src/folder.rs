//! The files of a folder that may hold documents.

use std::{
    ffi::OsStr,
    fs::{self, DirEntry},
    io,
    path::{Path, PathBuf},
};

/// The layouts of files of documents, determined by the extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// The file is one document.
    One,
    /// Each line is a document.
    Lines,
}

impl Layout {
    /// The layout of a file, if its extension is that of a file of documents.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Self::One),
            "ndjson" | "jsonl" => Some(Self::Lines),
            _ => None,
        }
    }
}

/// Walks a folder and its subfolders in the order of names. Hidden files and folders are skipped. Folders behind symbolic
/// links are skipped too, because they may form a cycle.
#[derive(Debug)]
pub(crate) struct Folder {
    /// The entries that are not visited yet, the next one last.
    left: Vec<Entry>,
}

#[derive(Debug)]
enum Entry {
    Folder(PathBuf),
    File(PathBuf, Layout),
}

impl Folder {
    /// The files below a folder.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { left: vec![Entry::Folder(path)] }
    }

    /// Adds the entries of a folder to the list. An entry that cannot be read does not hide the others.
    fn open(&mut self, path: &Path) -> io::Result<()> {
        let mut entries = Vec::new();
        let mut looked = Ok(());
        for found in fs::read_dir(path)? {
            match found.and_then(|found| Ok((found.file_name(), entry(&found)?))) {
                Ok((name, Some(entry))) => entries.push((name, entry)),
                Ok((_, None)) => {}
                Err(error) => looked = Err(error),
            }
        }
        entries.sort_by(|(a, _), (b, _)| b.cmp(a));
        self.left.extend(entries.into_iter().map(|(_, entry)| entry));
        looked
    }
}

/// The entry to visit, if any.
fn entry(found: &DirEntry) -> io::Result<Option<Entry>> {
    if is_hidden(&found.file_name()) {
        return Ok(None);
    }
    let (kind, path) = (found.file_type()?, found.path());
    if kind.is_dir() {
        return Ok(Some(Entry::Folder(path)));
    }
    let Some(layout) = Layout::of(&path) else { return Ok(None) };
    // A broken link is kept, so that opening it reports the error.
    let is_file = kind.is_file() || kind.is_symlink() && fs::metadata(&path).map_or(true, |target| target.is_file());
    Ok(is_file.then_some(Entry::File(path, layout)))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

/// Files with their layout, or folders that cannot be read.
impl Iterator for Folder {
    type Item = Result<(PathBuf, Layout), (PathBuf, io::Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.left.pop()? {
                Entry::File(path, layout) => return Some(Ok((path, layout))),
                Entry::Folder(path) => {
                    if let Err(error) = self.open(&path) {
                        return Some(Err((path, error)));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_determine_the_layout() {
        for (name, expected) in [
            ("a.json", Some(Layout::One)),
            ("a.JSON", Some(Layout::One)),
            ("a.b.ndjson", Some(Layout::Lines)),
            ("a.jsonl", Some(Layout::Lines)),
            ("a.json5", None),
            ("json", None),
            (".json", None),
        ] {
            assert_eq!(Layout::of(Path::new(name)), expected, "{name}");
        }
    }
}
