//! The version of the format of an index.

/// The version of the format of the file. A program reads the indexes of one version only.
pub const FORMAT: u32 = 2;
