//! The bytes that a run reads, for the progress line.

use std::{
    io::{self, Read, Seek, SeekFrom},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The value of a total that is not known.
const UNKNOWN: u64 = u64::MAX;

/// The number of bytes that a run has read, and their total. It is shared by the threads.
#[derive(Debug)]
pub(crate) struct Meter {
    read: AtomicU64,
    total: AtomicU64,
}

impl Default for Meter {
    fn default() -> Self {
        Self { read: AtomicU64::new(0), total: AtomicU64::new(UNKNOWN) }
    }
}

impl Meter {
    /// Adds bytes that were read.
    pub(crate) fn add(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    /// The bytes that were read.
    pub(crate) fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// States the bytes that were read. A file may be read in part, or some parts twice.
    pub(crate) fn set(&self, read: u64) {
        self.read.store(read, Ordering::Relaxed);
    }

    /// The total, if it is known.
    pub(crate) fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|total| *total != UNKNOWN)
    }

    /// States the total.
    pub(crate) fn set_total(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }
}

/// A reader whose bytes are added to a meter.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    reader: R,
    meter: Arc<Meter>,
}

impl<R> Metered<R> {
    /// Adds the bytes of a reader to a meter.
    pub(crate) fn new(reader: R, meter: Arc<Meter>) -> Self {
        Self { reader, meter }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(bytes)?;
        self.meter.add(count as u64);
        Ok(count)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.reader.seek(place)
    }
}
