//! The files of a folder that may hold documents.

use std::{
    ffi::OsStr,
    fs, io,
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

    fn open(&mut self, path: &Path) -> io::Result<()> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if is_hidden(&entry.file_name()) {
                continue;
            }
            let kind = entry.file_type()?;
            let path = entry.path();
            if kind.is_dir() {
                entries.push((entry.file_name(), Entry::Folder(path)));
            } else if let Some(layout) = Layout::of(&path)
                // A link that leads nowhere is kept, so that opening it says so.
                && (kind.is_file() || kind.is_symlink() && fs::metadata(&path).map_or(true, |target| target.is_file()))
            {
                entries.push((entry.file_name(), Entry::File(path, layout)));
            }
        }
        entries.sort_by(|(a, _), (b, _)| b.cmp(a));
        self.left.extend(entries.into_iter().map(|(_, entry)| entry));
        Ok(())
    }
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
