//! A new file that takes the place of an old one when it is complete. Until then the old one is unchanged.

use crate::Problem;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// The new file of an index, which replaces the old one at the end.
pub(crate) struct Replacing {
    pub(crate) new: PathBuf,
    is_complete: bool,
}

impl Replacing {
    /// The name of the new file is that of the index with an ending. A file of this name remains if an earlier run ended suddenly.
    pub(crate) fn of(path: &Path) -> Result<Self, Problem> {
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        let new = PathBuf::from(name);
        if fs::metadata(&new).is_ok_and(|found| found.is_file()) {
            fs::remove_file(&new)?;
        }
        Ok(Self { new, is_complete: false })
    }

    pub(crate) fn replace(mut self, path: &Path) -> Result<(), Problem> {
        File::open(&self.new)?.sync_all()?;
        // A new index has no old file.
        if let Ok(old) = fs::metadata(path) {
            fs::set_permissions(&self.new, old.permissions())?;
        }
        fs::rename(&self.new, path)?;
        self.is_complete = true;
        // The name is in the folder after a power failure too. Not every system can do this.
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for Replacing {
    fn drop(&mut self) {
        if !self.is_complete {
            // The error that prevented the completion is the one to report.
            let _ = fs::remove_file(&self.new);
        }
    }
}
