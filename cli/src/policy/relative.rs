//! Paths relative to a folder.

use crate::portable::portable_path;
use std::path::{Component, Path, PathBuf, absolute};

/// A folder to which paths are relative.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folder {
    whole: PathBuf,
}

impl Folder {
    /// The folder of a file.
    pub(crate) fn of(file: &Path) -> Self {
        Self { whole: normal(file).parent().map_or_else(PathBuf::new, Path::to_owned) }
    }

    /// The path of a file relative to the folder, with `/` between its parts. A file outside the folder has its whole path.
    pub(crate) fn relative(&self, file: &str) -> String {
        if portable_path(file).is_none() {
            return file.to_owned();
        }
        let whole = normal(Path::new(file));
        let below = whole.strip_prefix(&self.whole).unwrap_or(&whole);
        portable_path(&below.display().to_string()).unwrap_or_default()
    }

    /// The path of a name in the folder.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        let whole = self.whole.join(name);
        // Below the working directory, the short path is shown in messages and reports.
        let working = absolute(".").map(|path| normal(&path)).unwrap_or_default();
        let short = whole.strip_prefix(working).ok().filter(|short| !short.as_os_str().is_empty());
        short.map_or_else(|| whole.clone(), Path::to_owned)
    }
}

/// The absolute path without `.` and `..`. Symbolic links are not followed.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(normal.pop()),
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_folder() {
        let folder = Folder::of(Path::new("a/tongbiao.toml"));
        for (file, expected) in [
            ("a/b.json", "b.json"),
            ("./a/../a/./b/c.json", "b/c.json"),
            ("/elsewhere/x.json", "/elsewhere/x.json"),
            ("<stdin>", "<stdin>"),
        ] {
            assert_eq!(folder.relative(file), expected);
        }
        assert!(folder.relative("b.json").ends_with("/b.json") && folder.relative("b.json").starts_with('/'));
        assert_eq!(folder.join("b.json"), Path::new("a/b.json"));
    }
}
