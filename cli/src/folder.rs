//! The files of a folder that may hold documents.

use crate::language::Said;
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

/// Why an entry of a folder is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Skipped {
    /// Its name begins with a dot.
    Hidden,
    /// Its extension is not that of a file of documents.
    Extension,
    /// It is a folder behind a symbolic link, a pipe or a device.
    Special,
    /// The policy leaves it out.
    Excluded,
    /// It is the file of `--out`.
    Output,
    /// It is a compressed file or an archive in an archive.
    Nested,
    /// It is JSON, but does not look like a document of the standard.
    NoDocument,
}

impl Skipped {
    /// The reason for people.
    pub(crate) fn said(self) -> Said {
        let (zh, en) = match self {
            Self::Hidden => ("名称以点开头", "hidden"),
            Self::Extension => ("扩展名不是 .json、.ndjson 或 .jsonl", "not named .json, .ndjson or .jsonl"),
            Self::Special => ("不是普通文件或文件夹", "not a regular file or folder"),
            Self::Excluded => ("按政策排除", "excluded by the policy"),
            Self::Output => ("--out 的输出文件", "the output file of --out"),
            Self::Nested => ("归档文件中的压缩文件或归档文件", "a compressed file or an archive in an archive"),
            Self::NoDocument => ("没有 kind，不是本标准的文件", "no `kind`: not a document of the standard"),
        };
        Said::new(zh, en)
    }
}

/// An entry that was found in a folder.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file that may hold documents.
    File(PathBuf, Layout),
    /// An entry that is not read.
    Skipped(PathBuf, Skipped),
    /// A folder that cannot be read.
    Unread(PathBuf, io::Error),
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
    Skipped(PathBuf, Skipped),
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
                Ok((name, entry)) => entries.push((name, entry)),
                Err(error) => looked = Err(error),
            }
        }
        entries.sort_by(|(a, _), (b, _)| b.cmp(a));
        self.left.extend(entries.into_iter().map(|(_, entry)| entry));
        looked
    }
}

/// The entry as it is visited.
fn entry(found: &DirEntry) -> io::Result<Entry> {
    let path = found.path();
    if is_hidden(&found.file_name()) {
        return Ok(Entry::Skipped(path, Skipped::Hidden));
    }
    let kind = found.file_type()?;
    if kind.is_dir() {
        return Ok(Entry::Folder(path));
    }
    let is_file = kind.is_file() || kind.is_symlink() && fs::metadata(&path).map_or(true, |target| target.is_file());
    Ok(match Layout::of(&path) {
        // A broken link is kept, so that opening it reports the error.
        Some(layout) if is_file => Entry::File(path, layout),
        None if is_file => Entry::Skipped(path, Skipped::Extension),
        _ => Entry::Skipped(path, Skipped::Special),
    })
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

impl Iterator for Folder {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            match self.left.pop()? {
                Entry::File(path, layout) => return Some(Found::File(path, layout)),
                Entry::Skipped(path, reason) => return Some(Found::Skipped(path, reason)),
                Entry::Folder(path) => {
                    if let Err(error) = self.open(&path) {
                        return Some(Found::Unread(path, error));
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
