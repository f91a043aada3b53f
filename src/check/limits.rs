//! How much is read.

/// Bounds of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest text in bytes.
    pub bytes_max: usize,
    /// The deepest nesting.
    pub depth_max: usize,
    /// The most JSON values in a text.
    pub values_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes_max: 16 * 1024 * 1024, depth_max: 64, values_max: 1_000_000 }
    }
}
