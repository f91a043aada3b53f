//! Reads compressed files and the entries of archives. Nothing is written to the disk.

use super::{Giver, Reader, Step, Stranger, begin, give, naming::Name, whole};
use crate::{
    folder::{Layout, Skipped},
    input::{self, Whole},
    language::Said,
    packed::{self, Content, Guard, Packing, unpacked},
    pipeline::Closed,
};
use std::{
    cell::Cell,
    fs::File,
    io::{self, BufReader, ErrorKind, Read},
    path::{Path, PathBuf},
    rc::Rc,
};
use zip::{ZipArchive, result::ZipError};

/// An entry of an archive.
struct Entry<'a> {
    archive: &'a Path,
    name: String,
    /// The size that the archive states.
    size: u64,
    is_file: bool,
}

impl Entry<'_> {
    /// The name in messages and reports. It is separated from that of the archive as in URLs of Java archives.
    fn path(&self) -> PathBuf {
        PathBuf::from(format!("{}!/{}", self.archive.display(), self.name))
    }

    /// The layout of the entry, or why it is not read.
    fn layout(&self) -> Result<Layout, Skipped> {
        let mut parts = self.name.split('/');
        if !self.is_file {
            return Err(Skipped::Special);
        }
        // Some systems add a folder with attributes of files.
        if self.name.starts_with("__MACOSX/") || parts.any(|part| part.starts_with('.') && part != "..") {
            return Err(Skipped::Hidden);
        }
        let path = Path::new(&self.name);
        let reason = if Packing::of(path).is_some() { Skipped::Nested } else { Skipped::Extension };
        Layout::of(path).ok_or(reason)
    }
}

impl Reader {
    /// Reads a compressed file or an archive.
    pub(super) fn packed<U>(
        &self,
        path: &Path,
        named: &Path,
        packing: Packing,
        stranger: Stranger,
        giver: &mut Giver<'_, U>,
    ) -> Result<(), Closed> {
        if self.arguments.fix {
            return give(giver, Step::Lost(path.to_owned(), packed::uncorrected(path)));
        }
        let file = match self.open(path, giver)? {
            Ok(file) => file,
            Err(error) => return give(giver, Step::Lost(path.to_owned(), input::unread(path, &error))),
        };
        let layout = match packing.content {
            Content::Documents(_) if self.arguments.ndjson => Layout::Lines,
            Content::Documents(layout) => layout.unwrap_or(Layout::One),
            Content::Tar => return self.tar(path, unpacked(self.metered(file), packing.compression), giver),
            Content::Zip => return self.zip(path, file, giver),
        };
        let is_left = begin(path, named, layout, stranger, giver)?;
        if giver.passes_file() {
            return Ok(());
        }
        let reader = unpacked(self.metered(file), packing.compression);
        match layout {
            Layout::One => whole(path, input::read_whole(reader, 0, self.bytes_max), packed::unread, giver),
            Layout::Lines => self.lines(path, reader, &is_left, packed::unread, giver),
        }
    }

    fn tar<U>(&self, path: &Path, reader: impl Read, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
        let lost = |error: &io::Error| Step::Lost(path.to_owned(), packed::unread(path, error));
        let (mut archive, mut is_told) = (tar::Archive::new(reader), false);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return give(giver, lost(&error)),
        };
        for found in entries {
            let found = match found {
                Ok(found) => found,
                Err(error) => return give(giver, lost(&error)),
            };
            let kind = found.header().entry_type();
            if kind.is_dir() || kind.is_pax_global_extensions() {
                continue;
            }
            let (name, size) = (Name::of(&found.path_bytes()), found.size());
            let name = self.named_entry(path, name, &mut is_told, giver)?;
            let is_file = kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse();
            let entry = Entry { archive: path, name, size, is_file };
            if let Some(layout) = self.layout_of_entry(&entry, giver)? {
                self.entry(&entry, layout, Exact { reader: found, left: size }, giver)?;
            }
        }
        Ok(())
    }

    fn zip<U>(&self, path: &Path, file: File, giver: &mut Giver<'_, U>) -> Result<(), Closed> {
        let size = Rc::new(Cell::new(file.metadata().map_or(0, |found| found.len())));
        let written = Rc::new(Cell::new(0));
        let mut archive = match ZipArchive::new(BufReader::new(self.metered(file))) {
            Ok(archive) => archive,
            Err(error) => return give(giver, Step::Lost(path.to_owned(), unzipped(path, &error))),
        };
        let mut is_told = false;
        for index in 0..archive.len() {
            let Ok(data) = archive.by_index_data(index) else { continue };
            if data.is_dir() {
                continue;
            }
            let (is_file, is_encrypted) = (data.is_file(), data.encrypted());
            // If the archive states the name in Unicode, it is this name.
            let (name, stated) = (Name::of(data.name_raw()), data.size());
            let name = self.named_entry(path, name, &mut is_told, giver)?;
            let entry = Entry { archive: path, name, size: stated, is_file };
            let Some(layout) = self.layout_of_entry(&entry, giver)? else { continue };
            if is_encrypted {
                give(giver, Step::Lost(entry.path(), packed::encrypted(&entry.path())))?;
                continue;
            }
            match archive.by_index(index) {
                Ok(reader) => {
                    let reader = Guard::new(reader, Rc::clone(&size), Rc::clone(&written));
                    self.entry(&entry, layout, reader, giver)?;
                }
                Err(error) => give(giver, Step::Lost(entry.path(), unzipped(&entry.path(), &error)))?,
            }
        }
        Ok(())
    }

    /// The name of an entry. The first name of an archive that was read as GBK is stated.
    fn named_entry<U>(
        &self,
        archive: &Path,
        name: Name,
        is_told: &mut bool,
        giver: &mut Giver<'_, U>,
    ) -> Result<String, Closed> {
        if name.is_assumed && !std::mem::replace(is_told, true) {
            give(giver, Step::Noted(packed::assumed(archive)))?;
        }
        Ok(name.shown)
    }

    /// The layout of an entry that is read. One that is skipped is given as such.
    fn layout_of_entry<U>(&self, entry: &Entry<'_>, giver: &mut Giver<'_, U>) -> Result<Option<Layout>, Closed> {
        let name = entry.path().display().to_string();
        let layout = if self.exclusion.covers(&name) { Err(Skipped::Excluded) } else { entry.layout() };
        match layout {
            Ok(layout) => Ok(Some(layout)),
            Err(reason) => give(giver, Step::Skipped(name, reason)).map(|()| None),
        }
    }

    fn entry<U>(
        &self,
        entry: &Entry<'_>,
        layout: Layout,
        reader: impl Read,
        giver: &mut Giver<'_, U>,
    ) -> Result<(), Closed> {
        let path = entry.path();
        let is_left = begin(&path, entry.archive, layout, Stranger::PassedOver, giver)?;
        if giver.passes_file() {
            return Ok(());
        }
        match layout {
            Layout::One if entry.size > self.bytes_max as u64 => {
                whole(&path, Ok(Whole::TooLarge(Some(entry.size))), packed::unread, giver)
            }
            Layout::One => whole(&path, input::read_whole(reader, 0, self.bytes_max), packed::unread, giver),
            Layout::Lines => self.lines(&path, reader, &is_left, packed::unread, giver),
        }
    }
}

/// The message for a zip archive or an entry that cannot be read.
fn unzipped(path: &Path, error: &ZipError) -> Said {
    match error {
        ZipError::Io(error) => packed::unread(path, error),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => packed::unsupported(path),
        _ => packed::damaged(path),
    }
}

/// The content of an entry, which must have the stated size.
struct Exact<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(bytes)?;
        if count == 0 && !bytes.is_empty() && self.left > 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_are_read() {
        for (name, is_file, expected) in [
            ("a/b.json", true, Ok(Layout::One)),
            ("../b.NDJSON", true, Ok(Layout::Lines)),
            ("a.json", false, Err(Skipped::Special)),
            ("a/.b/c.json", true, Err(Skipped::Hidden)),
            ("__MACOSX/a.json", true, Err(Skipped::Hidden)),
            ("a.zip", true, Err(Skipped::Nested)),
            ("a.json.gz", true, Err(Skipped::Nested)),
            ("a.txt", true, Err(Skipped::Extension)),
        ] {
            let entry = Entry { archive: Path::new("x.zip"), name: name.to_owned(), size: 0, is_file };
            assert_eq!(entry.layout(), expected, "{name}");
            assert_eq!(entry.path(), Path::new(&format!("x.zip!/{name}")));
        }
    }
}
