//! A file that records the length and the digest of its content.

use sha2::{Digest, Sha256};
use std::{
    fmt,
    fs::File,
    io::{self, Write},
};

/// A file, with the length and the digest of what was written to it.
pub(crate) struct Recorded {
    file: File,
    length: u64,
    /// None if it is not needed.
    digest: Option<Sha256>,
}

impl Recorded {
    /// A file whose content is not recorded.
    pub(crate) fn new(file: File) -> Self {
        Self { file, length: 0, digest: None }
    }

    /// A file that has a content already. What is written must follow it.
    pub(crate) fn after(file: File, length: u64, digest: Sha256) -> Self {
        Self { file, length, digest: Some(digest) }
    }

    /// The file.
    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    /// The length and the digest of the content.
    pub(crate) fn state(&self) -> (u64, String) {
        (self.length, self.digest.clone().map(hex).unwrap_or_default())
    }
}

/// The text of a digest.
pub(crate) fn hex(digest: Sha256) -> String {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl fmt::Debug for Recorded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Recorded")
            .field("file", &self.file)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl Write for Recorded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.length = self.length.saturating_add(count as u64);
        if let Some(digest) = &mut self.digest {
            digest.update(bytes.get(..count).unwrap_or_default());
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
