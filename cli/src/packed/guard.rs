//! Limits the expansion of compressed files.

use std::{
    cell::Cell,
    io::{self, ErrorKind, Read},
    rc::Rc,
};

/// The maximum number of bytes that one compressed byte may become. Equal documents become about two hundred with gzip.
const RATIO_MAX: u64 = 1000;
/// The number of bytes from which the ratio is tested.
const FREE: u64 = 64 * 1024 * 1024;

/// A reader that counts its bytes.
#[derive(Debug)]
pub(crate) struct Counted<R> {
    reader: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Counted<R> {
    /// Counts the bytes of a reader.
    pub(crate) fn new(reader: R, read: Rc<Cell<u64>>) -> Self {
        Self { reader, read }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(bytes)?;
        self.read.set(self.read.get().saturating_add(count as u64));
        Ok(count)
    }
}

/// A reader of decompressed bytes that fails if they are too many for the compressed ones. After an error it always fails, so that no
/// end is mistaken for the end of the content.
#[derive(Debug)]
pub(crate) struct Guard<R> {
    reader: R,
    read: Rc<Cell<u64>>,
    written: Rc<Cell<u64>>,
    failed: Option<ErrorKind>,
}

impl<R: Read> Guard<R> {
    /// Guards a reader, with the counts of its compressed and of its decompressed bytes.
    pub(crate) fn new(reader: R, read: Rc<Cell<u64>>, written: Rc<Cell<u64>>) -> Self {
        Self { reader, read, written, failed: None }
    }

    fn next(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(bytes)?;
        let written = self.written.get().saturating_add(count as u64);
        self.written.set(written);
        if written > FREE && written > self.read.get().saturating_mul(RATIO_MAX) {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(count)
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if let Some(kind) = self.failed {
            return Err(kind.into());
        }
        let read = self.next(bytes);
        if let Err(error) = &read {
            self.failed = Some(error.kind()).filter(|kind| *kind != ErrorKind::Interrupted);
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(compressed: u64, reader: impl Read) -> Guard<impl Read> {
        Guard::new(reader, Rc::new(Cell::new(compressed)), Rc::new(Cell::new(0)))
    }

    #[test]
    fn expansion_is_bounded() -> io::Result<()> {
        for (compressed, decompressed, is_read) in [
            (0, FREE, true),
            (1, FREE + 1, false),
            (FREE / RATIO_MAX, FREE + 1, false),
            (FREE / RATIO_MAX + 1, FREE + 1, true),
        ] {
            let read = io::copy(&mut guarded(compressed, io::repeat(0).take(decompressed)), &mut io::sink());
            assert_eq!(
                read.map_err(|error| error.kind()),
                if is_read { Ok(decompressed) } else { Err(ErrorKind::FileTooLarge) }
            );
        }
        Ok(())
    }

    #[test]
    fn an_error_is_not_followed_by_an_end() {
        /// Fails once, then ends.
        struct Once(bool);
        impl Read for Once {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                if std::mem::replace(&mut self.0, true) { Ok(0) } else { Err(ErrorKind::InvalidData.into()) }
            }
        }
        let mut guard = guarded(1, Once(false));
        for _ in 0..3 {
            assert_eq!(guard.read(&mut [0; 4]).map_err(|error| error.kind()), Err(ErrorKind::InvalidData));
        }
    }
}
