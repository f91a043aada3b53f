//! Replaces a file only when the new one is complete.

use crate::recorded::Recorded;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
    process,
};

/// The highest number of symbolic links that are followed.
const LINKS_MAX: usize = 40;

/// The highest number of names that are tried for the temporary file.
const NAMES_MAX: u32 = 1000;

/// A file that is written next to its target and replaces it at the end. If it is not completed, the target is unchanged
/// and no file remains.
#[derive(Debug)]
pub(crate) struct Replacement {
    target: PathBuf,
    /// None if the target is a device or a pipe, which is written directly.
    temporary: Option<PathBuf>,
    file: BufWriter<Recorded>,
    /// Whether the temporary file remains if the replacement is not completed, so that a later run continues it.
    is_kept: bool,
}

impl Replacement {
    /// Begins the replacement of a file, or a new file. Symbolic links are followed: the file behind them is replaced.
    /// Permissions are kept; a file without write permission is not replaced.
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        let target = behind_links(path)?;
        let found = match fs::metadata(&target) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        match &found {
            Some(found) if found.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Some(found) if !found.is_file() => {
                let file = BufWriter::new(Recorded::new(OpenOptions::new().write(true).open(&target)?));
                return Ok(Self { target, temporary: None, file, is_kept: false });
            }
            Some(found) if found.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
            _ => {}
        }
        let (temporary, file) = created_beside(&target)?;
        let file = BufWriter::new(Recorded::new(file));
        let replacement = Self { target, temporary: Some(temporary), file, is_kept: false };
        if let Some(found) = found {
            // Before the first byte: the content is never readable by others than before.
            replacement.file.get_ref().file().set_permissions(found.permissions())?;
        }
        Ok(replacement)
    }

    /// A replacement whose temporary file another part of the program has opened. What is written follows its content.
    pub(crate) fn of(target: PathBuf, temporary: PathBuf, file: Recorded) -> Self {
        Self { target, temporary: Some(temporary), file: BufWriter::new(file), is_kept: false }
    }

    /// Writes everything to the disk, and keeps it there also if the replacement is not completed. Returns the length and the digest of
    /// the content.
    pub(crate) fn keep(&mut self) -> io::Result<(u64, String)> {
        self.file.flush()?;
        self.file.get_ref().file().sync_data()?;
        self.is_kept = true;
        Ok(self.file.get_ref().state())
    }

    /// Puts the complete file in the place of its target.
    pub(crate) fn complete(mut self) -> io::Result<()> {
        self.file.flush()?;
        let Some(temporary) = &self.temporary else { return Ok(()) };
        self.file.get_ref().file().sync_all()?;
        fs::rename(temporary, &self.target)?;
        self.temporary = None;
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.as_ref().filter(|_| !self.is_kept) {
            // The error that prevented the completion is the one to report.
            let _ = fs::remove_file(temporary);
        }
    }
}

/// Replaces a file by some bytes.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut replacement = Replacement::new(path)?;
    replacement.write_all(bytes)?;
    replacement.complete()
}

/// The path behind symbolic links, which may be that of a file that does not exist yet.
pub(crate) fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS_MAX {
        if !fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return Ok(path);
        }
        let next = fs::read_link(&path)?;
        path = path.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
    }
    Err(io::Error::other("too many symbolic links"))
}

/// The endings of the files next to an output that a later run can continue: the output so far, and the progress.
pub(crate) const PARTIAL: &str = ".tongbiao-partial";
pub(crate) const PROGRESS: &str = ".tongbiao-progress";

/// Whether a path is the temporary file of a replacement of this process, or belongs to an output that a later run can continue.
pub(crate) fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(&temporary_start())
        || name.starts_with('.') && (name.ends_with(PARTIAL) || name.contains(PROGRESS))
}

/// The beginning of the names of temporary files of this process.
fn temporary_start() -> String {
    format!(".tongbiao-{}-", process::id())
}

/// A new hidden file in the folder of another.
fn created_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for number in 0..NAMES_MAX {
        let path = folder.join(format!("{}{number}.tmp", temporary_start()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> io::Result<PathBuf> {
        let folder = std::env::temp_dir().join(format!("tongbiao-replacing-{}-{name}", process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    fn names(folder: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for found in fs::read_dir(folder)? {
            names.push(found?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    #[test]
    fn a_file_is_replaced_when_it_is_complete() -> io::Result<()> {
        let folder = folder("whole")?;
        let path = folder.join("a.json");
        replace(&path, b"old")?;
        let mut given_up = Replacement::new(&path)?;
        given_up.write_all(b"half")?;
        given_up.flush()?;
        assert_eq!((fs::read(&path)?, names(&folder)?.len()), (b"old".to_vec(), 2));
        drop(given_up);
        assert_eq!((fs::read(&path)?, names(&folder)?), (b"old".to_vec(), vec!["a.json".to_owned()]));
        replace(&path, b"new")?;
        assert_eq!((fs::read(&path)?, names(&folder)?), (b"new".to_vec(), vec!["a.json".to_owned()]));
        assert!(replace(&folder, b"x").is_err() && replace(&folder.join("none/a.json"), b"x").is_err());
        fs::remove_dir_all(folder)
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_are_kept() -> io::Result<()> {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder("links")?;
        let (file, link, dangling) = (folder.join("a.json"), folder.join("link"), folder.join("dangling"));
        fs::write(&file, "old")?;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
        symlink("a.json", &link)?;
        symlink("b.json", &dangling)?;
        replace(&link, b"new")?;
        replace(&dangling, b"made")?;
        assert!(fs::symlink_metadata(&link)?.is_symlink() && fs::symlink_metadata(&dangling)?.is_symlink());
        assert_eq!((fs::read(&file)?, fs::read(folder.join("b.json"))?), (b"new".to_vec(), b"made".to_vec()));
        assert_eq!(fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o400))?;
        assert_eq!(replace(&file, b"x").map_err(|error| error.kind()), Err(ErrorKind::PermissionDenied));
        symlink("loop", folder.join("loop"))?;
        assert!(replace(&folder.join("loop"), b"x").is_err());
        replace(Path::new("/dev/null"), b"x")?;
        fs::remove_dir_all(folder)
    }
}
