//! A digest of all files that a run reads, by which a later run recognises the same inputs.

use super::{Reader, is_output, is_standard_input};
use crate::{
    folder::{Folder, Found, Skipped},
    packed::Packing,
    pattern::Pattern,
    recorded::hex,
    replacing,
};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, Metadata},
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

impl Reader {
    /// The digest of the names, sizes and times of all files; none if one cannot be read twice, as the standard input or a pipe.
    pub(crate) fn listed(&self) -> Option<String> {
        let mut digest = Sha256::new();
        for path in &self.arguments.paths {
            if is_standard_input(path) {
                return None;
            }
            match Pattern::of(path) {
                Some(pattern) => {
                    for found in pattern {
                        match found {
                            Ok(found) => self.list(&found, &mut digest)?,
                            Err((folder, _)) => name(&folder, &mut digest),
                        }
                    }
                }
                None => self.list(path, &mut digest)?,
            }
        }
        Some(hex(digest))
    }

    /// Adds a file, or all entries of a folder. Files of the output are no inputs.
    fn list(&self, path: &Path, digest: &mut Sha256) -> Option<()> {
        if !fs::metadata(path).is_ok_and(|found| found.is_dir()) {
            return self.file_listed(path, digest);
        }
        for found in Folder::new(path.to_owned()) {
            match found {
                Found::File(file, _) => self.file_listed(&file, digest)?,
                Found::Skipped(entry, _) if replacing::is_temporary(&entry) || is_output(&entry, &self.arguments) => {}
                Found::Skipped(entry, Skipped::Extension) if Packing::of(&entry).is_some() => {
                    self.file_listed(&entry, digest)?;
                }
                Found::Skipped(entry, _) | Found::Unread(entry, _) => name(&entry, digest),
            }
        }
        Some(())
    }

    fn file_listed(&self, path: &Path, digest: &mut Sha256) -> Option<()> {
        if is_output(path, &self.arguments) {
            return Some(());
        }
        name(path, digest);
        // A file that is missing is reported, in both runs.
        let Ok(found) = fs::metadata(path) else { return Some(()) };
        if !found.is_file() {
            return None;
        }
        digest.update(found.len().to_le_bytes());
        digest.update(changed(&found).to_le_bytes());
        Some(())
    }
}

/// Adds the name of a file.
fn name(path: &Path, digest: &mut Sha256) {
    let name = path.as_os_str().as_encoded_bytes();
    digest.update((name.len() as u64).to_le_bytes());
    digest.update(name);
}

/// The time of the last change, in nanoseconds after 1970; 0 if the system does not say it.
fn changed(found: &Metadata) -> u128 {
    let changed = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    changed.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}
