//! Why a comparison cannot be decided.

/// Why a comparison cannot be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// An unsupported keyword.
    Keyword,
    /// A pattern outside the supported subset, or too large.
    Pattern,
    /// A format: validators are free to ignore it.
    Format,
    /// Alternatives that cannot be distinguished.
    Overlap,
    /// A reference without a target, or to a target that is not a definition.
    Reference,
    /// No example of the difference could be generated.
    NoExample,
}
