//! The files of a folder that may hold documents.

use std::{
    ffi::OsStr,
    fs::{self, DirEntry},
    io,
    path::{Path, PathBuf},
};

/// The kinds of files that hold documents, told by what their names end in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// The file is one document.
    One,
    /// Each line is a document.
    Lines,
}

impl Layout {
    /// The layout of a file of that name, if its name is one of a file of documents.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Self::One),
            "ndjson" | "jsonl" => Some(Self::Lines),
            _ => None,
        }
    }
}

/// Walks a folder and all below it in the order of names. Hidden files and folders are passed over, and folders behind
/// symbolic links, which may lead back.
#[derive(Debug)]
pub(crate) struct Folder {
    /// What is still to be visited, the next one last.
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

    /// Puts what is in a folder on the list. An entry that cannot be looked at does not hide the others.
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

/// What is to be visited of an entry of a folder.
fn entry(found: &DirEntry) -> io::Result<Option<Entry>> {
    if is_hidden(&found.file_name()) {
        return Ok(None);
    }
    let (kind, path) = (found.file_type()?, found.path());
    if kind.is_dir() {
        return Ok(Some(Entry::Folder(path)));
    }
    let Some(layout) = Layout::of(&path) else { return Ok(None) };
    // A link that leads nowhere is kept, so that opening it says so.
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
    fn names_tell_the_layout() {
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
