//! The steps of the input, in its order.

use crate::{
    folder::{Layout, Skipped},
    language::Said,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicBool},
};

/// One step of the input.
#[derive(Debug)]
pub(crate) enum Step {
    /// A named folder or archive begins.
    GroupBegins,
    /// A named folder or archive ends.
    GroupEnds(PathBuf, Group),
    /// A file begins. Its texts follow, then its end.
    FileBegins(Begun),
    /// The text of a document.
    Text(Text),
    /// A file was read completely.
    FileEnds,
    /// A file that has begun could not be read completely.
    FileFails(PathBuf, Said),
    /// A path that could not be read.
    Lost(PathBuf, Said),
    /// An entry of a folder that is not checked.
    Skipped(String, Skipped),
    /// A remark on an input, which is read.
    Noted(Said),
    /// In a run that continues: the last document of the earlier run was not found.
    Changed,
}

/// A path that contains files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Folder,
    Archive,
    Pattern,
}

/// Whether a file without a kind is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stranger {
    PassedOver,
    Checked,
}

/// A file that is read.
#[derive(Debug)]
pub(crate) struct Begun {
    /// Its path.
    pub(crate) path: PathBuf,
    /// The named path that contains it.
    pub(crate) named: PathBuf,
    /// Its layout.
    pub(crate) layout: Layout,
    /// Whether it is skipped if it has no kind.
    pub(crate) stranger: Stranger,
    /// Set by the receiver if the rest of the file is not needed.
    pub(crate) is_left: Arc<AtomicBool>,
}

/// The text of a document, or a line without a document.
#[derive(Debug)]
pub(crate) struct Text {
    /// The path of the file.
    pub(crate) path: Arc<Path>,
    /// The line, from 1, in a file with one document per line.
    pub(crate) line: Option<usize>,
    /// The size in bytes, if known.
    pub(crate) size: Option<u64>,
    /// The bytes; none if the document is too large.
    pub(crate) bytes: Option<Vec<u8>>,
    /// The end of the line.
    pub(crate) ending: &'static [u8],
    /// Whether the line contains no document.
    pub(crate) is_blank: bool,
}
