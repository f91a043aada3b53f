//! The size of all files that a run reads, for the progress line.

use super::{Reader, is_standard_input};
use crate::{
    folder::{Folder, Found, Skipped},
    packed::Packing,
    pattern::Pattern,
};
use std::{fs, path::Path};

impl Reader {
    /// The sizes of all files together; none if the standard input or a pipe is read.
    pub(crate) fn total(&self) -> Option<u64> {
        let mut total = 0_u64;
        for path in &self.arguments.paths {
            if is_standard_input(path) {
                return None;
            }
            match Pattern::of(path) {
                Some(pattern) => {
                    for found in pattern.flatten() {
                        total = total.saturating_add(self.size_of_named(&found)?);
                    }
                }
                None => total = total.saturating_add(self.size_of_named(path)?),
            }
        }
        Some(total)
    }

    fn size_of_named(&self, path: &Path) -> Option<u64> {
        let Ok(found) = fs::metadata(path) else { return Some(0) };
        if !found.is_dir() {
            return found.is_file().then_some(found.len());
        }
        let mut total = 0_u64;
        for found in Folder::new(path.to_owned()) {
            let file = match found {
                Found::File(file, _) => file,
                Found::Skipped(file, Skipped::Extension) if Packing::of(&file).is_some_and(Packing::has_documents) => {
                    file
                }
                Found::Skipped(..) | Found::Unread(..) => continue,
            };
            if self.reason_to_skip(&file).is_none() {
                total = total.saturating_add(fs::metadata(&file).map_or(0, |found| found.len()));
            }
        }
        Some(total)
    }
}
