//! Limits of the texts that are read.

/// Limits of a text. A text beyond them is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The maximum size of a text in bytes. The default is 16 MiB (16,777,216).
    pub bytes_max: usize,
    /// The maximum depth of nesting. The default is 64.
    pub depth_max: usize,
    /// The maximum number of JSON values in a text. The default is 1,000,000.
    pub values_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes_max: 16 * 1024 * 1024, depth_max: 64, values_max: 1_000_000 }
    }
}
