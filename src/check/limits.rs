//! Limits of the texts that are read.

/// Limits of a text. A text beyond them is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The maximum size of a text in bytes.
    pub bytes_max: usize,
    /// The maximum depth of nesting.
    pub depth_max: usize,
    /// The maximum number of JSON values in a text.
    pub values_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes_max: 16 * 1024 * 1024, depth_max: 64, values_max: 1_000_000 }
    }
}
